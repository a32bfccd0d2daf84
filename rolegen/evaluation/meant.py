"""Which role and which evaluation `rolegen evaluation --record` is about: by its flags, else by the role file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rolegen import files
from rolegen.evaluation import copies
from rolegen.evaluation.facts import RULE
from rolegen.evaluation.standing import Standing
from rolegen.fields import show_day
from rolegen.files import EVALUATIONS, FACTS
from rolegen.problems import Checked, Place, Problem, has_errors, listed, shown, suggest
from rolegen.role import JobEvaluation, RoleFile, parse_role, read_role
from rolegen.workspace import Workspace

GROUP = "job_evaluation"
NEEDED = ("reference", "date")
NOTHING = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of an evaluation; what is not said is taken from the role file.

    `revision` is the git revision at which the role stood as it was evaluated.
    """

    reference: str = ""
    date: date | None = None
    scheme: str = ""
    grade: str = ""
    evaluator: str = ""
    revision: str = ""

    @property
    def of_one(self) -> Mapping[str, str]:
        """What is said of a single evaluation, by its key in the role file, each on one line."""
        said = {key: str(getattr(self, key) or "") for key in (*NEEDED, "scheme", "grade", "evaluator")}
        return {key: " ".join(words.split()) for key, words in said.items() if words.strip()}


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A role that is to be kept: its file now, and the bytes and the role as they stood when it was evaluated.

    `alone` says that no other role is to be kept with it.
    """

    standing: Standing
    path: Path
    now: RoleFile
    data: bytes
    file: RoleFile
    asked: Asked
    alone: bool

    @property
    def folder(self) -> Path:
        """The folder of the role's copies."""
        return self.standing.now.root / EVALUATIONS / self.path.stem

    @property
    def last_day(self) -> date | None:
        """The day of its newest copy."""
        return copies.last_day(self.standing.now, self.path.stem)


def to_keep(around: Standing, path: Path, asked: Asked, *, alone: bool) -> Checked[ToKeep]:
    """The role, if it is one of the workspace's and sound, both now and when it was evaluated."""
    if refused := _no_role_here(around.now, path):
        return Checked(None, (refused,))
    now, then = read_role(path), around.path(path)
    if now.value is None or has_errors(now.problems) or then.value is None:
        return Checked(None, (*now.problems, *then.problems))
    data = files.read(then.value)
    if data.value is None:
        return Checked(None, around.told(data.problems))
    read = parse_role(data.value, then.value)
    if read.value is None or has_errors(read.problems):
        return Checked(None, around.told(read.problems))
    return Checked(ToKeep(around, path, now.value, data.value, read.value, asked, alone))


def _no_role_here(place: Workspace, path: Path) -> Problem | None:
    if not place.is_there:
        message = "There is no workspace here, in which the role as evaluated could be kept."
        return Problem("no-workspace", message, hint="rolegen init makes one.")
    first = place.role_paths.get(path.stem)
    if path == first and path.name != FACTS:
        return None
    message = f"Only the roles of a workspace are kept; this file is none of those in {place.settings.roles}/."
    if first:
        message = f"The role “{path.stem}” is another file, {shown(first)}."
    elif path.name == FACTS:
        message = f"A role called “{path.stem}” cannot be kept: {FACTS} holds the facts of a copy."
    return Problem("not-a-role", message, Place(path), NOTHING)


def passed_over(case: ToKeep) -> str:
    """Why a file tells of no evaluation of its own to be kept; "" where it does, or the user is to tell of one."""
    own = case.file.role.job_evaluation
    if own is None or not own.is_done:
        return "" if case.alone else "not evaluated yet"
    before = case.standing.shop.register.paths.get(case.file.role.replaces or "")
    replaced = read_role(before).value if before else None
    if replaced and replaced.id != case.file.id and is_same(replaced.role.job_evaluation, own):
        return f"its evaluation is that of “{replaced.id}”, which it replaces"
    return ""


def kept_before(case: ToKeep, said: JobEvaluation) -> str:
    """That this evaluation is kept under an earlier id, so that what changed since is not kept in its name; else ""."""
    last = copies.last_copy(case.standing.now, case.now).value
    is_kept = last and last.facts.role != case.path.stem and is_same(last.evaluation, said)
    return f"kept as “{last.facts.role}” already" if last and is_kept else ""


def is_same(one: JobEvaluation | None, other: JobEvaluation) -> bool:
    """Whether two are one evaluation."""
    return one is not None and one.is_done and (one.reference, one.date) == (other.reference, other.date)


def evaluation(case: ToKeep) -> Checked[JobEvaluation]:
    """The evaluation that is meant; what is missing is asked for in one sentence."""
    asked, own = case.asked.of_one, _told_of(case)
    said = {key: asked.get(key) or (getattr(own, key) if own else None) for key in NEEDED}
    if missing := [key for key, words in said.items() if not words]:
        return Checked(None, (_missing(case, missing),))
    if refused := _later(case, date.fromisoformat(str(said["date"]))) or _no_grade(case, asked.get("grade", "")):
        return Checked(None, (refused,))
    grade = (own.grade if own else None) or case.file.role.grade
    return Checked(JobEvaluation.model_validate({"grade": grade, **asked, **said, "status": "evaluated"}))


def _told_of(case: ToKeep) -> JobEvaluation | None:
    """The evaluation that the role file tells of, as it stood then or stands now, if that is the one that is meant."""
    asked = case.asked.of_one
    for file in (case.file, case.now):
        own = file.role.job_evaluation
        if own is None or not own.is_done:
            continue
        known = {"reference": own.reference, "date": str(own.date) if own.date else None}
        if all(words is None or asked.get(key, words) == words for key, words in known.items()):
            return own
    return None


def _missing(case: ToKeep, keys: list[str]) -> Problem:
    if case.alone:
        message = f"The {listed(keys)} of the evaluation of “{case.path.stem}” must be known."
        flags = {"reference": "--reference JE-0418", "date": "--date 2026-03-31"}
        return Problem("usage", message, hint=f"Add {listed([flags[key] for key in keys])}.")
    message = f"This role is evaluated, and its file does not say the {listed(keys)} of the evaluation."
    problem = Problem(RULE, message, case.file.place(GROUP), f"Write it there. {NOTHING}")
    return case.standing.told([problem])[0]


def _later(case: ToKeep, day: date) -> Problem | None:
    """Refuses a role as it stands now for an evaluation before its last one."""
    last = case.last_day
    if case.standing.export or last is None or last <= day:
        return None
    message = f"“{case.path.stem}” is kept as evaluated on {show_day(last)}, which is after {show_day(day)}."
    hint = f"To keep it as it stood before, name the git revision: --revision. {NOTHING}"
    return Problem("usage", message, None if case.alone else case.now.place(GROUP), hint)


def _no_grade(case: ToKeep, grade: str) -> Problem | None:
    """Refuses a grade that the organisation does not have, or did not have then."""
    known = case.standing.shop.workspace.settings.grades
    if not grade or not known or grade in known:
        return None
    return Problem("usage", f"There is no grade “{grade}”.", hint=f"{suggest(grade, known)} {NOTHING}")
