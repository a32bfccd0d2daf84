"""`rolegen evaluation --record`: a role as it was evaluated → a copy of it, and its role file telling of that.

Nothing is written before all of it is known. The facts of a copy are written last, so that one half written is none; a
copy that is there is never written again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rolegen import files
from rolegen.editors import without_schema
from rolegen.evaluation import copies
from rolegen.evaluation.facts import RULE, AsEvaluated, digest, parsed, plain, sealed
from rolegen.evaluation.job import Job, job_of
from rolegen.evaluation.meant import (
    GROUP,
    NEEDED,
    NOTHING,
    Asked,
    ToKeep,
    evaluation,
    is_same,
    kept_before,
    passed_over,
    to_keep,
)
from rolegen.evaluation.standing import Standing
from rolegen.fields import show_day
from rolegen.files import FACTS
from rolegen.intake.written import ORDER
from rolegen.problems import Checked, Place, Problem, failed, has_errors
from rolegen.role import JobEvaluation, RoleFile, parse_role
from rolegen.yamledit import Put, edited, new_file

HEAD = """\
# The facts of an evaluation; the file beside this one is the role as it was evaluated.
# rolegen keeps both to compare the role with them later. Never change them.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is to be written for a role, in this order, and the copy's folder and facts.

    No files where all is there already, and no folder where `passed_over` says why there is no copy to make. `read` are
    files that must still hold what they held.
    """

    role: Path
    files: Mapping[Path, bytes]
    read: Mapping[Path, bytes]
    folder: Path | None = None
    facts: AsEvaluated | None = None
    passed_over: str = ""


def kept(around: Standing, role_path: Path, asked: Asked, *, alone: bool) -> Checked[Kept]:
    """What keeps a role as it was evaluated, none of it written yet; one without an evaluation is passed over."""
    case = to_keep(around, role_path, asked, alone=alone)
    if case.value is None:
        return Checked(None, case.problems)
    if not asked.of_one and (why := passed_over(case.value)):
        return Checked(Kept(role_path, {}, {}, passed_over=why))
    said = evaluation(case.value)
    if said.value is None:
        return Checked(None, said.problems)
    if why := kept_before(case.value, said.value):
        return Checked(Kept(role_path, {}, {}, passed_over=why))
    text = _text(case.value, said.value)
    facts = _facts(case.value, said.value, text.value) if text.value is not None else Checked(None, text.problems)
    if text.value is None or facts.value is None:
        return Checked(None, facts.problems)
    return _planned(case.value, said.value, text.value, facts.value)


def _text(case: ToKeep, said: JobEvaluation) -> Checked[bytes]:
    """The role file's text as the copy has it: the evaluation in it, and no schema, which is elsewhere from there."""
    data = edited(case.data, case.file.source.path, _puts(case.file, said, case.asked), ORDER)
    if data.value is None:
        return Checked(None, case.standing.told(data.problems))
    return Checked(without_schema(plain(data.value)))


def _puts(file: RoleFile, said: JobEvaluation, asked: Asked) -> list[Put]:
    """What makes a role file tell of an evaluation; the grade of an earlier one does not stay."""
    own, given = file.role.job_evaluation, [key for key in asked.of_one if key not in NEEDED]
    stale = ["grade"] if own and own.grade and not is_same(own, said) and "grade" not in given else []
    values = said.model_dump(mode="json")
    return [Put((GROUP, key), values[key]) for key in ("status", *NEEDED, *given, *stale)]


def _facts(case: ToKeep, said: JobEvaluation, text: bytes) -> Checked[AsEvaluated]:
    """What the copy says beside the role's text."""
    around = case.standing
    read = parse_role(text, case.file.source.path)
    if read.value is None or has_errors(read.problems):
        return Checked(None, around.told(read.problems))
    job, below = job_of(around.shop, read.value), _below(around, case.path.stem)
    if job.value is None or below.value is None or has_errors(job.problems):
        return Checked(None, (*around.told(job.problems), *below.problems))
    own = read.value.role.job_evaluation
    more = {"scheme": own.scheme, "evaluator": own.evaluator} if own else {}
    values = {**said.model_dump(exclude={"status", *more}), **more, **_around(job.value)}
    return Checked(sealed({**values, "reports": below.value, "sha256": digest(text)}))


def _around(job: Job) -> dict[str, Any]:
    """What only the framework and the superior's file say of a role."""
    above = {key: words or None for key, words in asdict(job.superior).items()} if job.superior else None
    known = {"framework": job.framework, "level_title": job.level_title, "variant": job.variant or None}
    return {"role": job.id, **known, "reports_to": above}


def _below(around: Standing, name: str) -> Checked[list[dict[str, Any]]]:
    """The posts that report to a role."""
    reports = around.reports(name)
    if reports.value is None:
        return Checked(None, reports.problems)
    said = []
    for file in reports.value:
        role, known = file.role, around.shop.frameworks.of(file).value or around.shop.frameworks.current
        level = {"level": role.level, "level_title": known.title(role.level)}
        own = {"role": file.id, "title": role.title, "grade": role.grade, "post_number": role.post_number}
        said.append({**own, **level})
    return Checked(said)


def _planned(case: ToKeep, said: JobEvaluation, text: bytes, facts: AsEvaluated) -> Checked[Kept]:
    """The files to be written: those of the copy unless it is there, the role's if it changes."""
    folder = case.folder / str(facts.date)
    copy = _copy(case, folder, text, facts)
    now = _now(case, said)
    if copy.value is None or now.value is None:
        return Checked(None, (*copy.problems, *now.problems))
    before, after = now.value
    target = Path(os.path.realpath(case.path)) if case.path.is_symlink() else case.path
    role = {target: after} if after != before else {}
    wanted = sorted({**copy.value, **role}.items(), key=lambda item: item[0] == folder / FACTS)
    told = (*copy.problems, *_other_grade(case.now, facts)) if role else copy.problems
    return Checked(Kept(case.path, dict(wanted), {target: before}, folder, facts), told)


def _other_grade(file: RoleFile, facts: AsEvaluated) -> tuple[Problem, ...]:
    """Told where the evaluation came to another grade than the role's file says: agreeing one is for people."""
    own = file.role.grade
    if facts.grade is None or own in (None, facts.grade):
        return ()
    message = f"The evaluation came to grade {facts.grade}, and this role's file says grade {own}."
    hint = f'Once the grade is agreed, write it there: grade: "{facts.grade}".'
    return (Problem("grade", message, file.place("grade"), hint, "note"),)


def _now(case: ToKeep, said: JobEvaluation) -> Checked[tuple[bytes, bytes]]:
    """The role file as it stands, and as it is to tell of the evaluation: of its newest one only."""
    data, own = files.read(case.path), case.now.role.job_evaluation
    if data.value is None:
        return Checked(None, data.problems)
    days = [case.last_day, own.date if own and own.is_done else None]
    newer = case.standing.export and any(day and said.date and day > said.date for day in days)
    if newer or (not case.asked.of_one and is_same(own, said)):
        return Checked((data.value, data.value))
    made = edited(data.value, case.path, _puts(case.now, said, case.asked), ORDER)
    return Checked((data.value, made.value) if made.value is not None else None, made.problems)


def _copy(case: ToKeep, folder: Path, text: bytes, facts: AsEvaluated) -> Checked[Mapping[Path, bytes]]:
    """The copy's files; none where it is there already, and refused where another one is."""
    role, path = folder / f"{facts.role}.yaml", folder / FACTS
    if copies.counts(folder):
        return _kept_before(case, folder, facts)
    half = files.current(role)
    if half.problems:
        return Checked(None, half.problems)
    if half.value is not None and plain(half.value) != text:
        message = "This file is half of another copy: the facts of an evaluation are missing beside it."
        return failed(RULE, message, Place(role), f"Put back what git has of it, or move it away. {NOTHING}")
    made = _sheet(facts)
    if parsed(made, path).value != facts:
        return failed(RULE, "The facts of this evaluation cannot be written so that they are read again.", Place(path))
    return Checked({path: made} if half.value is not None else {role: text, path: made})


def _sheet(facts: AsEvaluated) -> bytes:
    """The text of evaluation.yaml."""
    return HEAD.encode() + new_file(facts.model_dump(mode="json"), tuple(AsEvaluated.model_fields))


def _kept_before(case: ToKeep, folder: Path, facts: AsEvaluated) -> Checked[Mapping[Path, bytes]]:
    """Nothing is to be written; told where the copy that is there says something else."""
    there = copies.read(folder)
    if there.value is None:
        return Checked(None, there.problems)
    if there.value.facts == facts:
        return Checked({})
    day, name = show_day(facts.date), facts.role
    if not case.asked.of_one and there.value.facts.reference == facts.reference:
        message = f"“{name}” is kept as evaluated on {day} already, and is another now: the copy stays as it is."
        hint = f"What changed since: rolegen evaluation {name}."
        return Checked({}, (Problem(RULE, message, Place(folder / FACTS), hint, "note"),))
    message = f"“{name}” is kept as evaluated on {day} already, and a copy is never changed."
    hint = f"A later evaluation has a day of its own: --date. {NOTHING}"
    return failed(RULE, message, Place(folder / FACTS), hint)


def write(wanted: Kept) -> tuple[Problem, ...]:
    """Writes what keeps a role, all of it or nothing; a copy that came to be there meanwhile stays."""
    if wanted.folder is None or not wanted.files:
        return ()
    if changed := tuple(_changed(wanted)):
        return changed
    for folder in {path.parent for path in wanted.files}:
        files.sweep(folder)
    try:
        problems = files.put_together(wanted.files, [path for path in wanted.files if path.parent == wanted.folder])
    finally:
        _tidy(wanted.folder)
    return problems or copies.read(wanted.folder).problems


def _changed(wanted: Kept) -> Iterator[Problem]:
    for path, data in wanted.read.items():
        if files.current(path).value != data:
            yield Problem("changed-meanwhile", "This file was changed meanwhile.", Place(path), f"{NOTHING} Run again.")


def _tidy(folder: Path) -> None:
    """Takes away folders that were made for a copy and stayed empty."""
    with contextlib.suppress(OSError):
        for empty in (folder, folder.parent, folder.parent.parent):
            empty.rmdir()
