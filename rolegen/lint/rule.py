"""The rules of `rolegen check` as data: what each finds, why, by which source, and what to write instead.

One file a rule, in `rules/`, named by the rule's id. A rule that looks for words holds them; one that needs more is
told by a function of the same id in `checks`. An organisation changes them under `rules` in rolegen.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rolegen.fields import Flag, Model, Text, Texts, Whole, read_model
from rolegen.problems import Checked, Problem, Severity, suggest
from rolegen.source import Source, read
from rolegen.workspace import Phrase, RuleSettings, Workspace

FOLDER = Path(__file__).parent / "rules"
# What a text is on the page.
Kind = Literal[
    "title", "purpose", "accountability", "service", "contact", "criterion", "terms",  # of a role
    "level-title", "descriptor", "clause", "starter",  # of the framework
    "statement", "label",  # of rolegen.yaml
]  # fmt: skip
OWN: tuple[Kind, ...] = ("title", "purpose", "accountability", "service", "contact", "criterion", "terms")


class Example(Model):
    """Wording that a rule finds, and better wording."""

    not_this: Text
    but_this: Text


class RuleFile(Model):
    """A rule as its file states it.

    `where` are the kinds of text it looks at; none: all. `says` is its message, with “{found}” for the words found;
    `hint` what to do where no phrase says it. `swaps` are words with their certain replacement, which `--fix` writes;
    `names: false` leaves words with a capital inside a sentence alone. `lists` are words for the rule's own function.
    `always` is a rule that cannot be silenced: without it nothing would build.
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

    @property
    def is_on(self) -> bool:
        """Whether it is told at all."""
        return self.severity != "off"


def shipped() -> Mapping[str, RuleFile]:
    """The rules that rolegen comes with, by id; one that cannot be read is a bug in rolegen."""
    return dict(_shipped())


def _shipped() -> Iterator[tuple[str, RuleFile]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        source = read(path)
        rule = read_model(RuleFile, source.value) if source.value else None
        if rule is None or rule.value is None or source.problems:
            raise AssertionError(f"{path.name}: {(*source.problems, *(rule.problems if rule else ()))}")
        yield path.stem, rule.value


def rules(place: Workspace) -> Checked[Mapping[str, Rule]]:
    """The rules as they hold in a workspace, and what rolegen.yaml says of them that cannot be so."""
    known, wanted = shipped(), place.settings.rules
    problems = tuple(_faults(known, wanted, place.source)) if place.source else ()
    held = {name: _held(name, file, wanted.get(name)) for name, file in known.items()}
    own = {name: _held(name, _own(settings), settings) for name, settings in wanted.items() if name not in known}
    return Checked({**held, **{name: rule for name, rule in own.items() if rule.words}}, problems)


def _held(name: str, file: RuleFile, settings: RuleSettings | None) -> Rule:
    if settings is None:
        return Rule(name, file.severity, file, file.words, most=file.most or 0)
    return Rule(
        name,
        file.severity if file.always else settings.severity or file.severity,
        file,
        (*file.words, *settings.words) if settings.words is not file.words else file.words,
        settings.allow,
        file.most or 0 if settings.most is None else settings.most,
        settings.reason or "",
    )


def _own(settings: RuleSettings) -> RuleFile:
    """A rule of the organisation's own, which looks for its words."""
    reason = settings.reason or "A rule of this organisation."
    example = Example(
        not_this=", ".join(word for phrase in settings.words for word in phrase.find) or "–", but_this="–"
    )
    return RuleFile(
        severity="warning", finds="Words that this organisation avoids.", reason=reason, source="rolegen.yaml",
        example=example, says="“{found}” is a word that this organisation avoids.",
    )  # fmt: skip


def _faults(known: Mapping[str, RuleFile], wanted: Mapping[str, RuleSettings], source: Source) -> Iterator[Problem]:
    for name, settings in wanted.items():
        place = source.key_place(("rules", name))
        if name not in known and not settings.words:
            hint = f"{suggest(name, known)} A rule of your own needs “words”."
            yield Problem("unknown-rule", f"rolegen has no rule “{name}”.", place, hint)
        elif name in known and known[name].always and settings.severity:
            yield Problem("unknown-rule", f"The rule “{name}” cannot be changed.", place, "It is no matter of wording.")
