"""Word files among the files to write → PDFs, those of several profiles in one start of LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rolegen import files, pdf
from rolegen.build import Made, Options, Output
from rolegen.problems import Checked, Place, Problem


def printed(made: Sequence[Made], options: Options) -> list[Made]:
    """The files with each PDF as it is to stand: as it does where it is of this Word file, else printed anew.

    A check prints nothing, and leaves the Word file in place of a PDF that is out of date.
    """
    wanted = {output.path: output.data for one in made for output in one.value or () if output.path.suffix == ".pdf"}
    standing = {path: data for path, docx in wanted.items() if (data := _standing(path, docx))}
    lacking = {path: docx for path, docx in wanted.items() if path not in standing}
    if options.check:
        return [_with(one, {**lacking, **standing}, ()) for one in made]
    new = pdf.to_pdf({path.name: docx for path, docx in lacking.items()})
    there = {path: data for path in lacking if (data := (new.value or {}).get(path.name))}
    return [_with(one, {**standing, **there}, new.problems) for one in made]


def _standing(path: Path, docx: bytes) -> bytes | None:
    """The PDF at the path, if it was printed from this Word file."""
    data = files.current(path).value
    return data if data and pdf.made_from(data) == pdf.digest(docx) else None


def _with(made: Made, pdfs: Mapping[Path, bytes], problems: tuple[Problem, ...]) -> Made:
    """The files of a profile with its PDF; without one, which is told, where it could not be printed."""
    if made.value is None:
        return made
    kept: list[Output] = []
    told = list(made.problems)
    for output in made.value:
        if output.path.suffix != ".pdf":
            kept.append(output)
        elif output.path in pdfs:
            kept.append(replace(output, data=pdfs[output.path]))
        else:
            told += [replace(problem, place=Place(output.path)) for problem in problems]
    return Checked(tuple(kept), tuple(told))
