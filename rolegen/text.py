"""Document → Markdown: what a reviewer reads in git.

`python -m rolegen.text FILE.docx` prints a Word file so. It is made for git's textconv, which runs it twice for every
file of a diff, so it imports no more than it needs.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from rolegen.document import Block, Cell, Document, Heading, Inline, List, Paragraph, Picture, Row, Run, Section, Table

MAYBE_SPECIAL = re.compile(r"[\\`*_<|~\]&]")  # quick to rule out, which SPECIAL is not
SPECIAL = re.compile(r"[\\`*<|~]+|(?<![^\W_])_+|_+(?![^\W_])|\](?=[(:\[])|&(?=#?\w+;)")
LEADING = re.compile(r"^([^\S\n]*)(?:([#>=+-])|(\d+)(?=[.)](?:\s|$)))", re.MULTILINE)
AHEAD = 40  # characters; the longest name between & and ; has 31
CLOSING_HASHES = re.compile(r"((?<![\\#])#+|(?<=\\#)#+)$")


def to_markdown(document: Document) -> str:
    """The document as CommonMark with tables, one paragraph a line, ending in one line break."""
    return "\n\n".join(_blocks(document.blocks)) + "\n"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    marks = ""
    for block in blocks:
        if isinstance(block, Heading | Paragraph) and _is_blank(block.content):
            continue
        marks = _other_marks(marks) if isinstance(block, List) else ""
        if isinstance(block, Section):
            yield from _blocks(block.blocks)
        elif isinstance(block, Heading):
            words = CLOSING_HASHES.sub(r"\\\1", _inline(block.content, " "))
            yield f"{'#' * block.level} {words}"
        elif isinstance(block, Paragraph):
            yield _inline(block.content)
        elif isinstance(block, List):
            yield "\n".join(_list(block, "", marks))
        else:
            yield _table(block)


def _is_blank(content: tuple[Inline, ...]) -> bool:
    return not any(isinstance(part, Picture) or part.text.strip() for part in content)


def _other_marks(marks: str) -> str:
    """The marks of a list: other ones than the list before has, or the two would be one."""
    return "*)" if marks == "-." else "-."


def _list(block: List, indent: str, marks: str, line_break: str = "\\\n") -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}{marks[1]} " if block.numbered else f"{marks[0]} "
        inner = indent + " " * len(mark)
        yield indent + mark + _inline(item.content, line_break + inner)
        nested_marks = ""
        for nested in item.lists:
            nested_marks = _other_marks(nested_marks)
            yield from _list(nested, inner, nested_marks, line_break)


def _table(table: Table) -> str:
    header, *more = table.header or (Row(()),)
    columns = max([len(table.widths), *(len(row.cells) for row in (*table.header, *table.rows))])
    rule = "|" + " --- |" * columns
    header = Row((*header.cells, *[Cell(())] * (columns - len(header.cells))))
    return "\n".join([_row(header), rule, *(_row(row) for row in (*more, *table.rows))])


def _row(row: Row) -> str:
    return "| " + " | ".join([_cell(cell) for cell in row.cells]) + " |"


def _cell(cell: Cell) -> str:
    return "<br>".join([words for block in cell.blocks if (words := _cell_block(block))])


def _cell_block(block: Paragraph | List) -> str:
    if isinstance(block, Paragraph):
        return "" if _is_blank(block.content) else _inline(block.content, "<br>")
    return "<br>".join([line.strip() for line in _list(block, "", "-.", "<br>")])


def _inline(content: tuple[Inline, ...], line_break: str = "\\\n") -> str:
    if len(content) == 1 and isinstance(run := content[0], Run) and not (run.bold or run.italic or run.link):
        text = _escaped(run.text)
    else:
        text = "".join(_parts(content))
    text = text.strip(" \t\n")  # a space would make it code, a line break show as a sign
    if not text[:1].isalpha() or "\n" in text:
        text = LEADING.sub(_mark, text).replace("\n", line_break)
    return text


def _parts(content: tuple[Inline, ...]) -> Iterator[str]:
    """Runs and pictures; what is special is judged by the words around it, whatever run they stand in."""
    told = [part for part in content if isinstance(part, Picture) or part.text]
    whole = "".join([part.text for part in told if isinstance(part, Run)])
    at = 0
    for look, parts in groupby(told, _look):
        if look is None:
            yield from [f"![{_bracketed(one.alt)}]({_address(one.name)})" for one in parts if isinstance(one, Picture)]
        else:
            bold, italic, link = look
            start, at = at, at + sum([len(one.text) for one in parts if isinstance(one, Run)])
            text = _bracketed(whole[start:at]) if link else _escaped(whole, start, at)
            text = _emphasised(text, bold, italic)
            yield f"[{text}]({_address(link)})" if link else text


def _look(part: Inline) -> tuple[bool, bool, str] | None:
    """What Markdown shows of a run beside its words; None for a picture."""
    return (part.bold, part.italic, part.link) if isinstance(part, Run) else None


def _emphasised(text: str, bold: bool, italic: bool) -> str:
    """The text in marks; those with a space inside would stand there as signs."""
    mark = "***" if bold and italic else "**" if bold else "*" if italic else ""
    core = text.strip()
    return text.replace(core, f"{mark}{core}{mark}", 1) if mark and core else text


def _bracketed(text: str) -> str:
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", _escaped(text))


def _address(link: str) -> str:
    """A link's address, in angle brackets where Markdown would not see its end."""
    safe = link.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A").replace("|", "%7C")
    return f"<{safe}>" if re.search(r"[\s()]", safe) else safe


def _escaped(whole: str, start: int = 0, end: int | None = None) -> str:
    """A part of the text with a backslash before each sign that Markdown would take for markup."""
    end = len(whole) if end is None else end
    if not MAYBE_SPECIAL.search(whole, start, end):
        return whole[start:end]
    pieces = []
    for found in SPECIAL.finditer(whole, start, end + AHEAD):
        first, behind = min(found.start(), end), min(found.end(), end)
        pieces += [whole[start:first], *(("\\", "\\".join(whole[first:behind])) if first < behind else ())]
        start = behind
    return "".join([*pieces, whole[start:end]])


def _mark(found: re.Match[str]) -> str:
    """The start of a line without what would make it a heading, quotation, rule or list."""
    space, sign, number = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\"


# --- python -m rolegen.text -------------------------------------------------------------------------------------------

USAGE = """\
Usage: python -m rolegen.text [--textconv] FILE.docx

Prints a Word file as Markdown; - reads standard input. With --textconv, for git, a file that cannot be read is told
of in the output, for git gives up on a whole diff when its textconv fails on one file.
"""
DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str]) -> int:
    """Prints the file that the command line names; the exit code."""
    names = [argument for argument in arguments if argument != "--textconv"]
    if names in (["--help"], ["-h"]):
        return _write(USAGE)
    if len(names) != 1 or (names[0].startswith("-") and names[0] != "-"):
        sys.stderr.write(USAGE)
        return WRONG_USE
    try:
        return _convert(names[0], "--textconv" in arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _convert(name: str, for_git: bool) -> int:
    from rolegen.word.guard import Unfit
    from rolegen.word.reading import read

    data = b""
    try:
        data = _bytes(name)
        document = read(data)
        _refuse_confidential(document, data)
        return _write(to_markdown(document))
    except OSError as error:
        return _complain("no-such-file", _why(name, error))
    except Unfit as unfit:
        if for_git:
            return _write(in_its_place(data, unfit.message))
        return _complain(unfit.rule, unfit.message, name, unfit.hint)


def _refuse_confidential(document: Document, data: bytes) -> None:
    """Keeps what people write of people off a terminal, and out of the log of whatever runs git.

    A panel's paper is shown as rolegen made it, for then nobody has written in it.
    """
    if "level" in document.facts and "paper" not in document.facts:  # a profile, which needs no second look
        return
    from rolegen.word.paper import written_in

    if not (made := written_in(data, document.facts)):
        return
    from rolegen.document import PAPERS
    from rolegen.word.guard import Unfit
    from rolegen.word.package import is_edited

    if made == "performance" or is_edited(data):
        raise Unfit(f"This is {PAPERS[made]}: what it says is confidential and not shown.", "", "confidential")


def _why(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no file “{name}”."
    if isinstance(error, IsADirectoryError):
        return f"“{name}” is a folder, not a Word file."
    return f"“{name}” cannot be read: {os.strerror(error.errno or 0)}."


def _bytes(name: str) -> bytes:
    from rolegen.word.guard import check_size

    if name == "-":
        return sys.stdin.buffer.read()
    with open(name, "rb") as stream:  # noqa: PTH123 - pathlib takes as long to import as a file to read
        check_size(os.fstat(stream.fileno()).st_size)
        return stream.read()


def in_its_place(data: bytes, message: str) -> str:
    """A line in place of a file that cannot be read; another one whenever the file is another."""
    from hashlib import sha256

    return f"{message} ({len(data):,} bytes, SHA-256 {sha256(data).hexdigest()[:16]})\n"


def _complain(rule: str, message: str, name: str = "", hint: str = "") -> int:
    from pathlib import Path

    from rolegen.problems import Place, Problem, as_text

    place = Place(Path(name if name != "-" else "standard input")) if name else None
    sys.stderr.write(f"{as_text(Problem(rule, message, place, hint))}\n")
    return FAILED if place else WRONG_USE


def _write(text: str) -> int:
    """UTF-8 with plain line ends, whatever the console's own; quiet where nobody reads on."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again when it ends
        if not isinstance(error, BrokenPipeError):
            return _complain("not-written", f"The text cannot be written: {os.strerror(error.errno or 0)}.")
    return DONE


if __name__ == "__main__":
    gc.disable()  # with os._exit, which leaves out Python's tidying up, a fifth of the time of a profile
    os._exit(main(sys.argv[1:]))
