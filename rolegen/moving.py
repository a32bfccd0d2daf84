"""`rolegen new --from`: an approved role on an earlier framework → a draft on the current one, and the redline of both.

The approved role's file is not touched: it keeps its wording until the draft is approved and takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rolegen import build, files, framework, templating, tracked, workspace
from rolegen.amended.brief import brief
from rolegen.build import Options, Workshop
from rolegen.document import Document
from rolegen.fields import id_fault
from rolegen.framework import MEMBER, NOT_MEMBER, Framework, versions_of
from rolegen.intake.redraft import redrafted
from rolegen.intake.written import ORDER
from rolegen.problems import Checked, Place, Problem, failed, has_errors, shown
from rolegen.profile import choose_variant
from rolegen.role import RoleFile, parse_role
from rolegen.tracked import Both
from rolegen.workspace import TEAM, Workspace
from rolegen.yamledit import Put, edited

AUTHOR = "rolegen"
OF_ITS_TIME = ("effective_from", "review_by")  # what goes with the approval, beside who gave it
NOTHING = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Move:
    """A draft to be written beside an approved role, and the redline from one to the other.

    `brief` says how much of the profile reads differently, `said` what became of its approval.
    """

    role: Path
    version: str
    draft: Path
    data: bytes
    redline: Path
    word: bytes
    brief: str
    said: str

    @property
    def next_steps(self) -> str:
        """What to do now, for the user."""
        return (
            f"Next: read {shown(self.redline)}, change {shown(self.draft)} where the post has changed, and build it:\n"
            f"rolegen build {shown(self.draft)}. {shown(self.role)} keeps its wording and its approval.\n"
            f"Once the new one is approved, fill in there status: approved, framework: {self.version}, approved_by\n"
            f"and approved_on; and in {self.role.name} status: superseded."
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asks for, standing in the folder `here`.

    A role by its id or path; the draft's name and the framework's version, or ""; the draft's level and variant, None
    for the role's own; and the redline's file, if it has a name of its own.
    """

    role: str
    here: Path
    name: str = ""
    version: str = ""
    level: str | None = None
    variant: str | None = None
    redline: Path | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """An approved role that is to be moved: its file and bytes, the workshop, and the framework that it stands on.

    `post` has the level and variant of the draft, as its file says them, where they are others.
    """

    file: RoleFile
    path: Path
    data: bytes
    shop: Workshop
    old: Framework
    post: Mapping[str, str | None]

    @property
    def current(self) -> Framework:
        return self.shop.frameworks.current

    @property
    def values(self) -> Mapping[str, Any]:
        found = self.file.source.value
        return found if isinstance(found, dict) else {}


def move(asked: Asked) -> Checked[Move]:
    """The draft and the redline of a role, none of them written yet."""
    found = _case(asked)
    case = found.value
    if case is None:
        return Checked(None, found.problems)
    draft = _draft_path(case, asked.name)
    if draft.value is None:
        return Checked(None, (*found.problems, *draft.problems))
    target = tracked.target(asked.redline or asked.here / f"{draft.value.stem}-changes.docx")
    puts, said = _puts(case)
    data = edited(case.data, case.path, puts, ORDER)
    problems = (*found.problems, *target.problems, *data.problems)
    if target.value is None or data.value is None:
        return Checked(None, problems)
    word = _redline(case, draft.value, data.value)
    if word.value is None:
        return Checked(None, (*problems, *word.problems))
    made = draft.value, data.value, target.value, word.value
    return Checked(Move(case.path, case.current.about.version, *made, _brief(case, data.value), said), problems)


def _brief(case: _Case, data: bytes) -> str:
    """How much reads differently; at another level all of it may."""
    draft = parse_role(data, case.path).value
    return brief(draft.role, case.old, case.current) if draft and "level" not in case.post else ""


def _case(asked: Asked) -> Checked[_Case]:
    """The role that is meant, if it is one that can be moved to this version."""
    meant = workspace.targets([asked.role], asked.here)
    if meant.value is None or has_errors(meant.problems):
        return Checked(None, meant.problems)
    paths = [(target.workspace, path) for target in meant.value for path in target.roles]
    if len(paths) != 1:
        message = f"“{asked.role}” means {len(paths)} roles, and one is moved at a time."
        return failed("usage", message, hint="Name one: rolegen new --from director-finance.")
    place, path = paths[0]
    shop = build.prepare(place, Options())
    if shop.value is None:
        return Checked(None, shop.problems)
    if refused := _other_version(asked.version, shop.value.frameworks.current, place):
        return Checked(None, (refused,))
    data = files.read(path)
    if data.value is None:
        return Checked(None, data.problems)
    return _approved(path, data.value, shop.value, asked)


def _other_version(version: str, current: Framework, place: Workspace) -> Problem | None:
    """Drafts build with the current framework: a role is moved to no other."""
    now = current.about.version
    if version in ("", now):
        return None
    message = f"Drafts build with the current framework, which is “{now}”: no role is moved to “{version}”."
    hint = f"Leave out --framework, or write --framework {now}."
    if version not in framework.history(place.data) and not id_fault(version):
        hint += f" rolegen init --framework-version {version} makes “{version}” the current one."
    return Problem("usage", message, hint=hint)


def _approved(path: Path, data: bytes, shop: Workshop, asked: Asked) -> Checked[_Case]:
    """The role, if it is approved on an earlier framework, and has a level and variant in the current one."""
    read = parse_role(data, path)
    if read.value is None or has_errors(read.problems):
        return Checked(None, read.problems)
    file, current = read.value, shop.frameworks.current
    if refused := tuple(_in_the_way(file, current)):
        return Checked(None, refused)
    old = shop.frameworks.of(file)
    if old.value is None or has_errors(old.problems):
        return Checked(None, old.problems)
    post = _post(file, current, shop.workspace.settings.label(TEAM), asked)
    if post.value is None:
        return Checked(None, post.problems)
    return Checked(_Case(file, path, data, shop, old.value, post.value))


def _post(file: RoleFile, current: Framework, team: str, asked: Asked) -> Checked[Mapping[str, str | None]]:
    """The level and variant of the draft, as a role file says them, where they are not the role's."""
    role, now = file.role, current.about.version
    level = current.named(asked.level) if asked.level else Checked(current.level(role.level))
    if level.value is None:
        known = ", ".join(one.id for one in current.levels)
        message = f"There is no level “{asked.level or role.level}” in framework “{now}”."
        hint = f"Say which one the draft has, with --level and one of: {known}. {NOTHING}"
        return failed("unknown-level", message, None if asked.level else file.place("level"), hint)
    own = None if asked.level and len(versions_of(level.value)) == 1 else role.asked_variant
    wanted = own if asked.variant is None else asked.variant
    variant = choose_variant(level.value, wanted, team)
    if variant.value is None:
        place = None if asked.variant else file.place("level")
        return Checked(None, tuple(_not_there(problem, place, now) for problem in variant.problems))
    moved = {"level": level.value.id} if level.value.id != role.level else {}
    return Checked({**moved, **(_said(wanted) if wanted != role.asked_variant else {})})


def _said(variant: str | None) -> Mapping[str, str | None]:
    """How a role file says a variant."""
    if variant in (MEMBER, NOT_MEMBER):
        return {"cmt": "true" if variant == MEMBER else "false", "variant": None}
    return {"cmt": None, "variant": variant}


def _in_the_way(file: RoleFile, current: Framework) -> Iterator[Problem]:
    status, now = file.role.status, current.about.version
    if file.role.is_gone:
        message = f"This role is {status}: only an approved role is moved."
        yield Problem("not-approved", message, file.place("status"), NOTHING)
    elif status != "approved":
        message = f"This role is not approved, so it builds with the current framework, “{now}”, already."
        yield Problem("not-approved", message, file.place("status"), f"There is nothing to move. {NOTHING}")
    elif file.role.framework == now:
        message = f"This role is approved on the current framework, “{now}”, already."
        hint = "To begin a new version of the framework: rolegen init --framework-version NEW."
        yield Problem("current-framework", message, file.place("framework"), hint)


def _not_there(problem: Problem, place: Place | None, version: str) -> Problem:
    message = f"{problem.message.removesuffix('.')} in framework “{version}”."
    return replace(problem, message=message, place=place, hint=f"{problem.hint} {NOTHING}")


def _draft_path(case: _Case, name: str) -> Checked[Path]:
    """Where the draft goes: beside the approved role, under a name that no role has."""
    before = case.file.id.removesuffix(f"-{case.old.about.version}")
    own = name.removesuffix(".yaml") or f"{before}-{case.current.about.version}"
    if fault := id_fault(own):
        hint = f"Name it in small letters, digits and hyphens: rolegen new director-finance-2 --from {case.file.id}."
        return failed("id", fault, hint=hint)
    path = case.path.with_name(f"{own}.yaml")
    other = path if path.exists() else case.shop.register.paths.get(own)
    if other:
        hint = f"Give the draft another name: rolegen new NAME --from {case.file.id}. {NOTHING}"
        return failed("name-taken", f"There is a role “{own}” already.", Place(other), hint)
    return Checked(path)


def _puts(case: _Case) -> tuple[list[Put], str]:
    puts, said = redrafted(case.file.role, case.values, (), "The role is a draft here, its approval taken out")
    gone = [Put((key,), None) for key in OF_ITS_TIME if case.values.get(key) is not None]
    post = [Put((key,), value) for key, value in case.post.items()]
    return [*post, *puts, *gone, Put(("replaces",), case.file.id)], said


def _redline(case: _Case, draft: Path, data: bytes) -> Checked[bytes]:
    old, new = _document(case, case.path, case.data), _document(case, draft, data)
    if old.value is None or new.value is None:
        problems = (*old.problems, *(replace(one, place=Place(case.path)) for one in new.problems))
        return Checked(None, problems)
    return tracked.drawn(Both(old.value, new.value, case.shop.workspace), AUTHOR, "")


def _document(case: _Case, path: Path, data: bytes) -> Checked[Document]:
    profile = build.profile_of(case.shop, parse_role(data, path))
    if profile.value is None:
        return Checked(None, profile.problems)
    return templating.render(case.shop.template, profile.value)
