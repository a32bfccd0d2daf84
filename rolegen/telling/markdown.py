"""A comparison as Markdown, for a comment on a pull request or the summary of a CI job.

GitHub's dialect: ~~removed~~ and **added**; where the rules of CommonMark (6.2, flanking) would not take these marks
for marks, as beside a full stop, <del> and <ins>.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rolegen.comparison import Comparison, RoleChange
from rolegen.diff import Change, Piece
from rolegen.telling import sentences

MANY = 8  # changes of a role; more of them are folded away
SPECIAL = re.compile(r"[\\`*_\[\]<>~&$]|:(?=//)|(?<=www)\.")
NUMBER = re.compile(r"^(\d+)([.)])")
LEADING = re.compile(r"^[-+#=]")
CALLS = re.compile(r"([@#])(?=\w)")  # what GitHub makes a mention of someone or a link to an issue, escaped or not
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they turn the words behind them round, those of rolegen too
MARKS = {"removed": ("~~", "del"), "added": ("**", "ins")}


def as_markdown(told: Comparison) -> str:
    """What changed, under a heading of the second level."""
    return "\n\n".join(_blocks(told))


def _blocks(told: Comparison) -> Iterator[str]:
    yield f"## {escaped(sentences.heading(told))}"
    yield escaped(sentences.summary(told))
    if told.common:
        yield f"### {sentences.IN_COMMON}"
        yield "\n".join(
            group(f"{sentences.what(one)}: {sentences.reach(one, told)}", changes)
            for one, changes in sentences.by_reach(told)
        )
    for role in sentences.told_apart(told):
        yield f"### {escaped(sentences.title(role))}"
        yield from _role(role)


def _role(role: RoleChange) -> Iterator[str]:
    places = "\n".join(group(place, changes) for place, changes in sentences.by_place(role))
    if len(role.changes) > MANY:
        yield f"<details><summary>{len(role.changes):,} changes</summary>"
        yield places
        yield "</details>"
    elif places:
        yield places


def group(text: str, changes: Iterable[Change]) -> str:
    """Changes below what they have in common."""
    return "\n".join([f"- {_beginning(escaped(text))}", *(f"  - {_change(change)}" for change in changes)])


def _change(change: Change) -> str:
    """A change's words; where one word says that all of it came or went, without marks."""
    pieces = sentences.shortened(change)
    if change.kind in ("added", "removed"):
        words = "".join(escaped(piece.text) for piece in pieces)
    else:
        words = "".join(map(_marked, pieces)).replace("~~**", "~~ **").replace("</del><ins>", "</del> <ins>")
    clause = f" ({escaped(change.clause)})" if change.clause else ""
    return _beginning(f"{sentences.LABELS[change.kind]}{words.strip()}{clause}")


def _marked(piece: Piece) -> str:
    """The words between their marks, space outside."""
    if piece.kind == "same":
        return escaped(piece.text)
    before, core, after = sentences.space_apart(piece.text)
    sign, tag = MARKS[piece.kind]
    if core[0].isalnum() and core[-1].isalnum():
        return f"{escaped(before)}{sign}{escaped(core)}{sign}{escaped(after)}"
    return f"{escaped(before)}<{tag}>{escaped(core)}</{tag}>{escaped(after)}"


def _beginning(text: str) -> str:
    """The text of a list item, which must not begin another list or a heading."""
    return LEADING.sub(r"\\\g<0>", NUMBER.sub(r"\1\\\2", text.lstrip()))


def escaped(text: str) -> str:
    """The text, on one line, as words that no dialect takes for anything else."""
    seen = TURNS.sub("\N{REPLACEMENT CHARACTER}", text)
    escaped = CALLS.sub(r"\1<!-- -->", SPECIAL.sub(r"\\\g<0>", seen))
    return re.sub(r"\s", " ", escaped.replace("\n", "<br>"))
