"""The rules of `rolegen check` as data: what each finds, why, by which source, and what to write instead.

One file a rule, in `rules/`, named by the rule's id. A rule that looks for words holds them; one that needs more is
told by a function of the same id in `checks`. An organisation changes them under `rules` in rolegen.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from rolegen.fields import Flag, Model, Text, Texts, Whole, id_fault, read_model
from rolegen.lint.sought import unsought
from rolegen.problems import Checked, Problem, Severity, suggest
from rolegen.source import Source, read
from rolegen.workspace import SETTINGS, Phrase, RuleSettings, Workspace

FOLDER = Path(__file__).parent / "rules"
# What a text is on the page.
Kind = Literal[
    "title", "purpose", "accountability", "service", "contact", "criterion", "terms",  # of a role
    "level-title", "descriptor", "clause", "starter",  # of the framework
    "statement", "label",  # of rolegen.yaml
]  # fmt: skip


class Example(Model):
    """Wording that a rule finds, and better wording."""

    not_this: Text
    but_this: Text


class RuleFile(Model):
    """A rule as its file states it.

    `where` are the kinds of text it looks at; none: all. `says` is its message, with “{found}” for the words found;
    `hint` what to do where no phrase says it. `swaps` are words with their certain replacement, which `--fix` writes;
    `names: false` leaves words with a capital inside a sentence alone. `lists` are words for the rule's own function; a
    rule that looks for words may have “innocent”, phrases in which nothing is told, “person”, phrases told only of the
    person sought, “name”, words that are a name where a capital stands inside a sentence, and more (see the module
    `lists`). `always` is a rule that cannot be silenced: without it nothing would build, or the framework itself
    says what it accepts.
    """

    severity: Literal["error", "warning", "note"]
    finds: Text
    reason: Text
    source: Text
    licence: Text | None = None
    example: Example
    says: Text | None = None
    hint: Text | None = None
    most: Whole | None = None
    where: tuple[Kind, ...] = ()
    names: Flag = True
    always: Flag = False
    words: tuple[Phrase, ...] = ()
    swaps: dict[str, Text] = {}
    lists: dict[str, Texts] = {}

    def looks_at(self, kind: Kind) -> bool:
        """Whether the rule is about such texts."""
        return not self.where or kind in self.where


@dataclass(frozen=True)
class Rule:
    """A rule as it holds in a workspace: the shipped one with the organisation's changes."""

    id: str
    severity: Severity | Literal["off"]
    file: RuleFile
    words: tuple[Phrase, ...]
    allow: tuple[str, ...] = ()
    most: int = 0
    changed: str = ""  # why the organisation changed it, in its own words
    own: bool = False  # the organisation's alone

    @property
    def is_on(self) -> bool:
        """Whether it is told at all."""
        return self.severity != "off"


def shipped() -> Mapping[str, RuleFile]:
    """The rules that rolegen comes with, by id; one that cannot be read is a bug in rolegen."""
    return dict(_read(FOLDER))


@lru_cache(maxsize=4)  # a process that checks several times reads them once
def _read(folder: Path) -> tuple[tuple[str, RuleFile], ...]:
    return tuple(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, RuleFile]]:
    for path in sorted(folder.glob("*.yaml")):
        source = read(path)
        rule = read_model(RuleFile, source.value) if source.value else None
        if rule is None or rule.value is None or source.problems:
            raise AssertionError(f"{path.name}: {(*source.problems, *(rule.problems if rule else ()))}")
        yield path.stem, rule.value


def rules(place: Workspace) -> Checked[Mapping[str, Rule]]:
    """The rules as they hold in a workspace, and what rolegen.yaml says of them that cannot be so."""
    known, wanted = shipped(), place.settings.rules
    source = place.source
    problems = (*_faults(known, wanted, source), *unsought(wanted, source)) if source else ()
    held = {name: _held(name, file, wanted.get(name)) for name, file in known.items()}
    own = {name: _own(name, settings) for name, settings in wanted.items() if name not in known and settings.words}
    return Checked({**held, **own}, problems)


def _held(name: str, file: RuleFile, wanted: RuleSettings | None) -> Rule:
    if wanted is None or file.always:
        return Rule(name, file.severity, file, file.words, most=file.most or 0)
    return Rule(
        name,
        wanted.severity or file.severity,
        file,
        (*file.words, *wanted.words),
        wanted.allow,
        wanted.most or file.most or 0,
        wanted.reason or "",
    )


def _own(name: str, wanted: RuleSettings) -> Rule:
    """A rule of the organisation's own, which looks for its words."""
    finds = ", ".join(f"“{word}”" for phrase in wanted.words for word in phrase.find)
    file = RuleFile(
        severity="warning", finds=f"Words that this organisation avoids: {finds}.",
        reason=wanted.reason or "A rule of this organisation.", source=SETTINGS,
        example=Example(not_this=wanted.words[0].find[0], but_this=wanted.words[0].instead or "–"),
        says="“{found}” is a word that this organisation avoids.", hint=wanted.reason,
    )  # fmt: skip
    return Rule(name, wanted.severity or "warning", file, wanted.words, wanted.allow, own=True)


def _faults(known: Mapping[str, RuleFile], wanted: Mapping[str, RuleSettings], source: Source) -> Iterator[Problem]:
    for name, settings in wanted.items():
        faults = _misfits(name, known[name], settings) if name in known else _of_own(name, known, settings)
        for key, message, hint in faults:
            place = source.key_place(("rules", name, key) if key else ("rules", name))
            is_known = name in known or settings.words
            yield Problem("rule" if is_known else "unknown-rule", message, place, hint)


def _of_own(name: str, known: Mapping[str, RuleFile], wanted: RuleSettings) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a rule that rolegen does not come with: the key inside it, the message, the hint."""
    if not wanted.words:
        hint = f"{suggest(name, known)} A rule of your own needs “words”.".strip()
        yield "", f"rolegen has no rule “{name}”.", hint
    elif fault := id_fault(name):
        yield "", fault, "A rule's name has small letters, digits and hyphens, as in long-sentence."
    if wanted.words and wanted.most is not None:
        yield "most", f"“{name}” is a rule of your own, which looks for words: it counts nothing.", "Leave “most” out."


def _misfits(name: str, file: RuleFile, wanted: RuleSettings) -> Iterator[tuple[str, str, str]]:
    """What is said of a rule that cannot be said of this one: the key inside it, the message, the hint."""
    if file.always:
        hint = f"Take it out; rolegen check --explain {name} says what to do."
        yield "", f"The rule “{name}” can neither be silenced nor changed.", hint
        return
    if wanted.most is not None and file.most is None:
        yield "most", f"The rule “{name}” counts nothing.", "Leave “most” out."
    elif wanted.most == 0:
        yield "most", f"“most: 0” would have “{name}” tell of everything.", f"To silence it: rules: {{{name}: off}}."
    if wanted.words and not (file.words or file.swaps):
        yield "words", f"The rule “{name}” looks for no words of a list.", "Give these words to a rule of your own."
