"""The rules of `rolegen check` to read: a list, a page, one of them explained, or values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from rolegen.lint.baseline import WRITE
from rolegen.lint.rule import Rule
from rolegen.problems import BOLD, PLAIN
from rolegen.workspace import Phrase

GROUPS = {"error": "Errors, which fail a check", "warning": "Warnings", "note": "Notes", "off": "Off here"}
BESIDE = 64  # columns; in fewer, what a rule finds stands below its id
NARROWEST, WIDEST = 24, 110
BRIEF = 160  # characters of a paragraph of a licence
CHANGED = "changed here"


def as_list(rules: Mapping[str, Rule], *, colour: bool = False, width: int = 100) -> str:
    """Each rule's id and what it finds, the most severe first."""
    column = max(map(len, rules), default=0) + 4
    blocks = []
    for severity, heading in GROUPS.items():
        found = [rule for _, rule in sorted(rules.items()) if rule.severity == severity]
        lines = [line for rule in found for line in _row(rule, column, width)]
        blocks += ["\n".join([_strong(heading, colour=colour), *lines])] if found else []
    return "\n\n".join([*blocks, "\n".join(_filled("To read one: rolegen check --explain RULE", width))])


def explained(rule: Rule, *, colour: bool = False, width: int = 100) -> str:
    """A rule in full: what it finds and why, better wording, and how to silence it."""
    facts = [("Why", rule.file.reason), ("Source", rule.file.source), ("Licence", _briefly(rule))]
    if not rule.own:
        facts += [("Not this", rule.file.example.not_this), ("But this", rule.file.example.but_this)]
    if hint := rule.file.hint if rule.file.always else "":
        facts += [("What to do", hint)]
    lines = [_strong(f"{rule.id} ({rule.severity})", colour=colour), *_filled(rule.file.finds, width), ""]
    lines += [line for name, said in [*facts, ("Here", " ".join(_changes(rule)))] if said
              for line in _filled(f"{name + ':':<12}{said}", width, " " * 12)]  # fmt: skip
    return "\n".join([*lines, "", *_silencing(rule, width)])


def as_markdown(rules: Mapping[str, Rule]) -> str:
    """All rules in full, as a page."""
    lines = ["# The rules of `rolegen check`"]
    for severity, heading in GROUPS.items():
        found = [rule for _, rule in sorted(rules.items()) if rule.severity == severity]
        lines += [f"## {heading}", *(line for rule in found for line in _section(rule))] if found else []
    return "\n\n".join(lines)


def _section(rule: Rule) -> Iterator[str]:
    file, here = rule.file, " ".join(_changes(rule))
    yield f"### {rule.id}"
    yield " ".join(filter(None, [file.finds, here]))
    yield f"*Why:* {file.reason}"
    yield f"*Source:* {file.source}" + (f" *Words:* {_briefly(rule)}" if file.licence else "")
    if not rule.own:
        yield f"*Not this:* {file.example.not_this}\\\n*But this:* {file.example.but_this}"


def _briefly(rule: Rule) -> str:
    """Whose the words are, and the name of the licence; its text is for who copies them."""
    paragraphs = (rule.file.licence or "").split("\n\n")
    brief = [*takewhile(lambda text: len(text) <= BRIEF, paragraphs)] or paragraphs[:1]
    more = [f"(In full: rolegen check --explain {rule.id} --format json)"] if len(brief) < len(paragraphs) else []
    return " ".join([*map(str.strip, brief), *more])


def as_value(rule: Rule) -> dict[str, object]:
    """A rule as values that JSON can hold."""
    file = rule.file
    return {
        "id": rule.id,
        "severity": rule.severity,
        "finds": file.finds,
        "reason": file.reason,
        "source": file.source,
        "licence": file.licence,
        "example": None if rule.own else {"not_this": file.example.not_this, "but_this": file.example.but_this},
        "most": rule.most or None,
        "can_be_silenced": not file.always,
        "own": rule.own,
        "changed": [*_changes(rule)],
    }


def _row(rule: Rule, column: int, width: int) -> Iterator[str]:
    finds = f"{rule.file.finds} ({CHANGED})" if any(_changes(rule)) and not rule.own else rule.file.finds
    if width >= BESIDE:
        yield from _filled(f"  {rule.id:<{column - 2}}{finds}", width, " " * column)
    else:
        yield f"  {rule.id}"
        yield from _filled(f"    {finds}", width, "    ")


def _changes(rule: Rule) -> Iterator[str]:
    """How the organisation changed a rule, and why, in sentences."""
    if rule.own:
        yield "A rule of this organisation."
        return
    if rule.severity != rule.file.severity:
        yield f"{rule.severity.capitalize()}, not {rule.file.severity}."
    if rule.most != (rule.file.most or 0):
        yield f"At most {rule.most}, not {rule.file.most}."
    if more := rule.words[len(rule.file.words) :]:
        yield f"Also finds {_quoted(_finds(more))}."
    if rule.allow:
        yield f"Leaves alone {_quoted(rule.allow)}."
    if rule.changed:
        yield f"Because: {rule.changed}"


def _finds(words: Iterable[Phrase]) -> Iterator[str]:
    for phrase in words:
        yield from phrase.find


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _silencing(rule: Rule, width: int) -> list[str]:
    if rule.file.always:
        return _filled("No setting and no remark silences it.", width)
    off = (f"{rule.id}:", "  severity: off", "  reason: the reason")
    ways = {
        "At one place, above it or on its line:": (f"# rolegen: allow {rule.id}: the reason",),
        "Everywhere, under “rules” in rolegen.yaml:": ("(take it out)",) if rule.own else off,
        "Whatever any rule finds today, not what is new:": (WRITE,),
    }
    said = ["To silence it"]
    for way, lines in ways.items():
        said += [*_filled(f"  {way}", width, "  "), *(f"    {line}" for line in lines)]
    return said


def _filled(text: str, width: int, indent: str = "") -> list[str]:
    wide = min(max(width, NARROWEST), WIDEST)
    return textwrap.wrap(text, wide, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _strong(text: str, *, colour: bool) -> str:
    return f"{BOLD}{text}{PLAIN}" if colour else text
