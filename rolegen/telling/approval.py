"""What was found in Word files, for a terminal, for another program, for a spreadsheet, and as problems for GitHub."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from rolegen.approval.as_built import Change as Reworded
from rolegen.approval.audit import Audited, Outdated
from rolegen.approval.examination import Finding
from rolegen.approval.recognition import LEVEL, Wording
from rolegen.diff import Change, Piece
from rolegen.problems import Place, Problem, as_json, shown
from rolegen.telling.terminal import Page, signed

FEW = 8  # words that tell which clause is meant
OUT_OF_DATE = "out of date"
COLUMNS = ("file", "role", "level", "variant", "framework", "known_by", "clause", "theme", "state", "remark",
           "approved", "found", "now")  # fmt: skip
LABELS = {"altered": "Altered", "removed": "Removed", "added": "Added", "moved": "Moved", "doubled": "Twice",
          "joined": "Run on", "retitled": "Other heading"}  # fmt: skip
REWORDED = {"changed": "Has other words now", "new": "Is new", "gone": "Is no longer there"}
Row = Mapping[str, str]


def as_text(audited: Audited, *, colour: bool = False, width: int = 100) -> str:
    """A file and what was found in it, for a terminal of that many columns."""
    page = Page(colour, width)
    lines = page.heading(f"{shown(audited.path)}: {standing(audited)}")
    for finding in audited.examination.findings if audited.examination else ():
        lines += page.group(f"{LABELS[finding.kind]}: {_said(finding)}", _differences(finding.pieces))
    if late := audited.outdated:
        lines += page.group(f"Out of date: {_late(late, audited)}", ())
        for one in late.changes:
            lines += page.group(f"{REWORDED[one.kind]}: {_name(one.wording)}", _differences(one.pieces))
    for note in audited.notes:
        lines += page.group(f"{note.severity.capitalize()}: {note.message}", ())
    return "\n".join(lines)


def standing(audited: Audited) -> str:
    """Of which level and framework a file is, and how much of the approved wording is there as approved."""
    measure, found = audited.measure, audited.examination
    if measure is None or found is None:
        return ""
    total = len(found.clauses)
    of = f"{measure.name}, framework {measure.framework.about.version}"
    if audited.in_order and measure.certain:
        return f"in order. {of}."
    descriptor = _descriptor(found.findings)
    if measure.certain:
        return f"{of}: {found.found} of {total} clauses as approved, the descriptor {descriptor}."
    return f"{found.found} of {total} clauses found, the descriptor {descriptor}. By its words it is nearest to {of}."


def _descriptor(findings: Iterable[Finding]) -> str:
    kinds = {finding.kind for finding in findings if finding.clause.startswith(LEVEL)}
    return "not" if kinds & {"altered", "removed"} else "too"


def summary(files: Iterable[Audited]) -> str:
    """How many files were looked at, and how many are in order."""
    every = list(files)
    judged = [one for one in every if one.examination]
    fine = sum(one.in_order for one in judged)
    other = sum(one.in_order for one in every) - fine
    lost = len(every) - len(judged) - other
    findings = sum(one.count for one in every)
    parts = [f"{fine:,} in order"] if fine else []
    if faulty := len(judged) - fine:
        parts.append(f"{faulty:,} with {findings:,} finding{'s' * (findings != 1)}")
    if lost:
        parts.append(f"{lost:,} that could not be checked")
    if other:
        parts.append(f"{other:,} that {'is no profile' if other == 1 else 'are no profiles'}")
    return f"{len(every):,} Word file{'s' * (len(every) != 1)} checked: {', '.join(parts)}."


def as_problems(audited: Audited) -> Iterator[Problem]:
    """A problem for each finding, in words of their own."""
    place = Place(audited.path)
    for finding in audited.examination.findings if audited.examination else ():
        words = f": {signed(finding.pieces)}" if finding.pieces else ""
        yield Problem(f"clause-{finding.kind}", f"{LABELS[finding.kind]}: {_said(finding)}{words}", place)
    if late := audited.outdated:
        clauses = ", ".join(one.wording.clause for one in late.changes)
        yield Problem("out-of-date", f"{_late(late, audited)}{f' Clauses: {clauses}.' * bool(clauses)}", place)
    yield from audited.notes
    yield from audited.problems


def _said(finding: Finding) -> str:
    """What a finding is of, and what its words alone do not tell."""
    under = f"under “{finding.section[-1]}”" if finding.section else "at the top"
    if finding.kind == "retitled":
        return "a theme of the framework"
    if finding.wording is None:
        return f"{under}{f', in the wording of {finding.says}' * bool(finding.says)}"
    name = _name(finding.wording)
    if finding.kind == "altered" and finding.says:
        return f"{name}, now in the wording of {finding.says}"
    if finding.kind == "joined":
        return f"{name} runs on in the paragraph of “{finding.says}”"
    if finding.kind == "moved":
        home = finding.wording.heading
        elsewhere = home and home not in finding.section
        return f"{name} stands {under}" if elsewhere else f"{name} stands out of its order {under}"
    return f"{name} stands once more {under}" if finding.kind == "doubled" else name


def _name(one: Wording) -> str:
    """The beginning of a clause, its id and its theme."""
    words = one.text.split()
    begins = " ".join(words[:FEW]) + "…" * (len(words) > FEW)
    theme = f", {one.heading}" if one.heading else ""
    return f"“{begins}” ({one.clause}{theme})"


def _late(late: Outdated, audited: Audited) -> str:
    """Why a file is out of date."""
    if late.reason:
        return late.reason
    was = audited.measure.framework.about.version if audited.measure else ""
    count = len(late.changes)
    clauses = f"{count} clause{'s' * (count != 1)}"
    if was == late.version:
        return f"{clauses} of framework “{was}” differ{'s' * (count == 1)} from when this file was made."
    return f"made with framework “{was}”; “{late.version}” differs in {clauses}."


def _differences(pieces: tuple[Piece, ...]) -> list[Change]:
    return [Change("changed", (), pieces)] if pieces else []


def as_value(audited: Audited) -> dict[str, object]:
    """A file as values that JSON can hold, its keys stable.

    - `path`, `role`, `level`, `variant`, `framework`; `known_by`: "properties" or "words"; `in_order`
    - `clauses`: how many there must be; `found`: how many of them are there as approved
    - `wordings`: each clause and the descriptor, as rows of the CSV are
    - `findings`: each with `rule`, `kind`, `clause` (null for what was added), `theme`, `message`, `section`, `says`
      and `pieces`: the words in order, each with `kind` ("same", "removed" or "added") and `text`
    - `outdated`: null, or `framework`: the version that counts now, `message`, and `changes` in clauses
    - `notes` and `problems`, as `rolegen check` tells problems
    """
    measure, found, late = audited.measure, audited.examination, audited.outdated
    return {
        "path": shown(audited.path),
        "role": audited.role or None,
        "level": measure.level.id if measure else None,
        "variant": measure.variant or None if measure else None,
        "framework": measure.framework.about.version if measure else None,
        "known_by": _known_by(audited) or None,
        "in_order": audited.in_order,
        "clauses": len(found.clauses) if found else None,
        "found": found.found if found else None,
        "wordings": [{key: row[key] for key in COLUMNS[6:]} for row in _rows_of(audited)],
        "findings": [_finding(finding) for finding in found.findings] if found else [],
        "outdated": _outdated(late, audited) if late else None,
        "notes": [as_json(note) for note in audited.notes],
        "problems": [as_json(problem) for problem in audited.problems],
    }


def _known_by(audited: Audited) -> str:
    return "" if audited.measure is None else "properties" if audited.measure.certain else "words"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": f"clause-{finding.kind}",
        "kind": finding.kind,
        "clause": finding.clause or None,
        "theme": finding.wording.heading or None if finding.wording else None,
        "message": f"{LABELS[finding.kind]}: {_said(finding)}",
        "section": list(finding.section),
        "says": finding.says or None,
        "pieces": _values(finding.pieces),
    }


def _outdated(late: Outdated, audited: Audited) -> dict[str, object]:
    changes = [
        {"kind": one.kind, "clause": one.wording.clause, "theme": one.wording.heading or None,
         "pieces": _values(one.pieces)}
        for one in late.changes
    ]  # fmt: skip
    return {"framework": late.version, "message": _late(late, audited), "changes": changes}


def _values(pieces: tuple[Piece, ...]) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "text": piece.text} for piece in pieces]


def as_csv(files: Iterable[Audited]) -> str:
    """An audit for a spreadsheet: a row for each clause of each file, the unaltered ones too."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in files:
        rows = [*_rows_of(one), *_rows_beside(one)]
        writer.writerows([_cell(row.get(name, "")) for name in COLUMNS] for row in rows)
    return stream.getvalue().rstrip("\n")


def _rows_of(audited: Audited) -> Iterator[Row]:
    """A row for each clause and for the descriptor."""
    found = audited.examination
    late = {one.wording.clause: one for one in audited.outdated.changes} if audited.outdated else {}
    if found is None:
        return
    for clause in dict.fromkeys(one.clause for one, _ in found.stated):
        own = [(one, text) for one, text in found.stated if one.clause == clause]
        yield {
            **_head(audited),
            "clause": clause,
            "theme": own[0][0].heading,
            "state": _state(found.of(clause), late.get(clause)),
            "remark": "; ".join(_said(finding) for finding in found.of(clause)),
            "approved": "\n".join(one.text for one, _ in own),
            "found": "\n".join(text for _, text in own if text is not None),
            "now": _now(late[clause]) if clause in late else "",
        }


def _rows_beside(audited: Audited) -> Iterator[Row]:
    """A row for what was added, for what the framework has only now, and for a file that could not be checked."""
    for finding in audited.examination.findings if audited.examination else ():
        if finding.wording is None:
            found = "".join(piece.text for piece in finding.pieces if piece.kind != "removed")
            yield {**_head(audited), "state": finding.kind, "remark": _said(finding), "found": found}
    for one in audited.outdated.changes if audited.outdated else ():
        if one.kind == "new":
            row = {"clause": one.wording.clause, "theme": one.wording.heading, "state": OUT_OF_DATE, "now": _now(one)}
            yield {**_head(audited), **row}
    for problem in audited.problems:
        yield {**_head(audited), "state": problem.rule, "remark": problem.message}


def _now(change: Reworded) -> str:
    """What the framework says by now; nothing where it has the clause no more."""
    return "".join(piece.text for piece in change.pieces if piece.kind != "removed")


def _head(audited: Audited) -> Row:
    measure = audited.measure
    return {
        "file": shown(audited.path),
        "role": audited.role,
        "level": measure.level.id if measure else "",
        "variant": measure.variant if measure else "",
        "framework": measure.framework.about.version if measure else "",
        "known_by": _known_by(audited),
    }


def _state(findings: Iterable[Finding], late: Reworded | None) -> str:
    """All that is to be said of a clause in few words."""
    states: list[str] = [*dict.fromkeys(finding.kind for finding in findings)] or ["unaltered"]
    return ", ".join([*states, *([OUT_OF_DATE] if late else [])])


def _cell(text: str) -> str:
    """Text that a spreadsheet would run as a formula is kept as text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
