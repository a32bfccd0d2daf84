"""How a text is written in YAML: plain, in quotes or as a block below; always so that it is read back the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rolegen.source import LINE_END, parse

LIMIT = 118  # columns that a line may have before what stands in it moves to lines of its own
WIDTH = 110  # columns to which text in a block is wrapped where the block shows no width of its own
NARROWEST = 40  # columns; a block with shorter lines was not wrapped to a width
BREAK = re.compile(r"(?<=[^ \t]) (?=[^ \t])")  # a space that may become a line break and is read as a space again
UNUSUAL = re.compile("[\r\x85\u2028\u2029]")  # line breaks that nobody sees in an editor
ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t",
    "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it is written: what stands behind its key or dash, and the lines below, with their indentation."""

    inline: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class At:
    """Where a value is written: the column of its key or dash, its own first column, and how far lines go in below."""

    indent: int
    column: int
    step: int = 2
    is_item: bool = False
    in_brackets: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """The text whose style a new one takes on: its style as libyaml names it, and its characters."""

    style: str = ""
    raw: str = ""

    @property
    def lines(self) -> list[str]:
        """Its lines, without their indentation; a block's header is none of them."""
        lines = LINE_END.split(self.raw)
        return [line.strip() for line in (lines[1:] if self.is_block else lines)]

    @property
    def is_block(self) -> bool:
        """True of text below a | or >."""
        return self.style in ("|", ">")

    @property
    def is_wrapped(self) -> bool:
        """True of text on several lines that is no block."""
        return not self.is_block and len(self.lines) > 1

    def indent(self, usual: int) -> int:
        """How far a block's lines are indented."""
        below = [line for line in LINE_END.split(self.raw)[1:] if line.strip()]
        return len(below[0]) - len(below[0].lstrip(" ")) if below else usual


PLAIN = Manner()


def text(value: str, at: At, manner: Manner = PLAIN) -> Written:
    """The text as it is written there: in this manner where it can be, else in the one that reads best."""
    for written in _ways(value, at, manner):
        if _read(written, at) == value:
            return written
    return Written(_double(value))


def _read(written: Written, at: At) -> object:
    """What reading gives of a text that is written there, something else below it."""
    pad = " " * at.indent
    if at.in_brackets:
        lines = [f"- [{written.inline}, {{k: {written.inline}}}]"]
    elif at.is_item:
        lines = [f"{pad}- {written.inline}", *written.body, f"{pad}- z"]
    else:
        lines = [f"{pad}k: {written.inline}", *written.body, f"{pad}z: z"]
    read = parse("\n".join([*lines, ""]).encode("utf-8", "surrogatepass"), Path())
    found = read.value.value if read.value and not read.problems else None
    match found:
        case [[str(first), {"k": second}]] if at.in_brackets and first == second:
            return first
        case [first, "z"] | {"k": first, "z": "z"} if not at.in_brackets:
            return first
    return None


def _ways(value: str, at: At, manner: Manner) -> Iterator[Written]:
    if at.in_brackets:
        yield from map(Written, _on_one_line(value, manner.style))
        return
    suits_block = (
        bool(value.strip()) and not UNUSUAL.search(value) and ("\n" in value.strip("\n") or value.strip(" ") == value)
    )
    if manner.is_block and suits_block:
        yield from _in_block(value, at, manner)
    if LINE_END.search(value) and suits_block:
        is_wide = max(map(len, value.split("\n"))) + at.indent + at.step > LIMIT
        yield from _in_block(value, at, Manner(">" if is_wide else "|"))
    elif at.column + len(value) <= max(LIMIT, at.column + len(manner.raw)) and not manner.is_wrapped:
        yield from map(Written, _on_one_line(value, manner.style))
    elif manner.is_wrapped:
        yield from (_wrapped(line, at, manner) for line in _on_one_line(value, manner.style))
    if suits_block:
        yield from _in_block(value, at, Manner(">"))
    yield from map(Written, _on_one_line(value, manner.style))


def _on_one_line(value: str, style: str) -> Iterator[str]:
    if UNUSUAL.search(value):
        yield _double(value)
        return
    if not style:
        yield value
    single = "'" + value.replace("'", "''") + "'"
    double = _double(value)
    if style == "'" or (style != '"' and len(single) < len(double)):
        yield single
    yield double


def _double(value: str) -> str:
    return '"' + "".join(ESCAPES.get(character, character) for character in value) + '"'


def _wrapped(line: str, at: At, manner: Manner) -> Written:
    """Text on several lines behind its key, indented below as it was."""
    pad = " " * manner.indent(at.indent + at.step)
    longest = max(at.column + len(manner.lines[0]), len(pad) + max(map(len, manner.lines[1:])))
    lines = wrap(line, min(max(longest, WIDTH), LIMIT) - max(at.column, len(pad)))
    return Written("\n".join([lines[0], *(pad + other for other in lines[1:])]))


def _in_block(value: str, at: At, manner: Manner) -> Iterator[Written]:
    """As a block: folded where its lines may be, else line by line."""
    indent = manner.indent(at.indent + at.step)
    body = value.rstrip("\n")
    number = str(indent - at.indent) if re.match(r"\n* ", value) else ""
    breaks = len(value) - len(body)
    keeps = breaks > 1 or (breaks and manner.is_block and "+" in manner.raw[:4])
    end = number + ("+" if keeps else "" if breaks else "-")
    blank = [""] * (breaks - 1)
    if manner.style == ">" and not re.search(r"^[ \t]", body, re.MULTILINE):
        yield Written(f">{end}", _indented([*_folded(body, manner, indent), *blank], indent))
    yield Written(f"|{end}", _indented([*body.split("\n"), *blank], indent))


def _indented(lines: Sequence[str], indent: int) -> tuple[str, ...]:
    return tuple(" " * indent + line if line else "" for line in lines)


def _folded(body: str, manner: Manner, indent: int) -> list[str]:
    """The lines of a folded block: each line break of the text is a blank line, and paragraphs keep their lines."""
    old = _paragraphs(manner.lines) if manner.style == ">" else []
    width = _width(old, indent) - indent
    lines: list[str] = []
    for number, paragraph in enumerate(body.split("\n")):
        lines += [""] if number else []
        lines += _like(paragraph, old, width) if paragraph else []
    return lines


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        else:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _width(paragraphs: Sequence[Sequence[str]], indent: int) -> int:
    """The width to which text was wrapped: the usual one, where wrapping to it gives the very lines."""
    pairs = [(line, after) for lines in paragraphs for line, after in pairwise(lines)]
    if not pairs:
        return WIDTH
    longest = max(len(line) for lines in paragraphs for line in lines) + indent
    below_next = min(len(line) + len(after.split(" ")[0]) for line, after in pairs) + indent
    width = min(max(WIDTH, longest), below_next) if below_next >= longest else longest
    return width if width - indent >= NARROWEST else WIDTH


def _like(paragraph: str, old: Sequence[Sequence[str]], width: int) -> list[str]:
    """A paragraph's lines, of which those before the first change stay as they were."""
    kept: list[str] = []
    for line in next((lines for lines in old if paragraph.startswith(lines[0])), [])[:-1]:
        if not paragraph.startswith(f"{line} ") or paragraph[len(line) + 1 : len(line) + 2] in ("", " ", "\t"):
            break
        kept.append(line)
        paragraph = paragraph[len(line) + 1 :]
    return kept + wrap(paragraph, width)


def wrap(value: str, width: int) -> list[str]:
    """The text on lines of at most so many characters, broken only where a space is read again."""
    lines: list[str] = []
    for word in BREAK.split(value):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
