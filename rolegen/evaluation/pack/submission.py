"""All that a pack is made of: a post as proposed, as it was last evaluated, and what the rules make of the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rolegen import build, framework, templating
from rolegen.build import Options, Workshop
from rolegen.document import Document
from rolegen.evaluation.copies import Copy, last_copy
from rolegen.evaluation.report import RoleReport, report
from rolegen.evaluation.trigger import Triggers, triggers
from rolegen.files import FACTS
from rolegen.framework import Framework
from rolegen.problems import Checked, Place, Problem, failed, has_errors, once_each
from rolegen.profile import Profile, of_role
from rolegen.role import RoleFile, read_role
from rolegen.workspace import Workspace

MARKING = "FOR JOB EVALUATION"


@dataclass(frozen=True, slots=True)
class Page:
    """A profile, the framework that it is made of, and the document that the template makes of it."""

    profile: Profile
    framework: Framework
    document: Document


@dataclass(frozen=True, slots=True)
class Proposed:
    """A post as its role file has it now, and the Word file that a build makes of it."""

    shop: Workshop
    file: RoleFile
    page: Page
    word: bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """A post to be evaluated; `copy`, and `before`, the page that it makes, are None where none is kept of it."""

    proposed: Proposed
    told: RoleReport
    triggers: Triggers
    copy: Copy | None = None
    before: Page | None = None

    @property
    def shop(self) -> Workshop:
        """What profiles are made with in the workspace."""
        return self.proposed.shop

    @property
    def place(self) -> Workspace:
        """The workspace that the post is of."""
        return self.proposed.shop.workspace

    @property
    def file(self) -> RoleFile:
        """The post's role file."""
        return self.proposed.file

    @property
    def facts(self) -> Mapping[str, str]:
        """What the page header and footer of each paper say; and that it is no profile, so that none is imported."""
        role, about = self.file.role, self.proposed.page.framework.about
        return {
            "doc:version": f"Version {role.version}" if role.version else "No version yet",
            "doc:framework": f"{about.name}, version {about.version}",
            "doc:marking": MARKING,
            "paper": "evaluation",
        }

    @property
    def why_no_redline(self) -> str:
        """Why there is nothing to mark changes against; "" where there is."""
        if self.copy:
            return ""
        evaluation = self.file.role.job_evaluation
        if evaluation and evaluation.is_done:
            return "No copy of the profile as it was evaluated is kept, so there is nothing to compare with."
        return "The post has never been evaluated, so there is no earlier profile to compare with."


def submission(place: Workspace, path: Path, as_at: date | None) -> Checked[Submission]:
    """What the pack of the role in a file is made of, or what is in the way of it."""
    if outside := _outside(place, path):
        return Checked(None, (outside,))
    proposed, told, rules = _proposed(place, path), report(place, (path,), as_at), triggers(place)
    problems = once_each((*proposed.problems, *told.problems, *rules.problems))
    if proposed.value is None or told.value is None or rules.value is None or has_errors(problems):
        return Checked(None, problems)
    (weighed,) = [one for one in told.value.roles if one.asked]
    own = Submission(proposed.value, weighed, rules.value)
    copy = last_copy(place, own.file)
    done = _with_copy(own, copy.value) if copy.value else Checked(own, copy.problems)
    return Checked(done.value, once_each((*problems, *done.problems)))


def _outside(place: Workspace, path: Path) -> Problem | None:
    """A role file that stands by itself, without posts around it to show and to compare with."""
    if path in place.role_files():
        return None
    if not place.is_there:
        message = "There is no workspace here, and a pack shows a post among the others of its workspace."
        return Problem("no-workspace", message, hint="rolegen init makes one.")
    message = f"A pack is made of a post of a workspace; this file is none of those in {place.settings.roles}/."
    return Problem("not-a-role", message, Place(path), "Move it there.")


def _proposed(place: Workspace, path: Path) -> Checked[Proposed]:
    shop = build.prepare(place, Options(formats=("docx",)))
    if shop.value is None:
        return Checked(None, shop.problems)
    read = read_role(path)
    profile = build.profile_of(shop.value, read)
    problems = (*shop.problems, *profile.problems)
    if profile.value is None or read.value is None:
        return Checked(None, problems)
    known, made = shop.value.frameworks.of(read.value), build.outputs(shop.value, profile.value, Path())
    if known.value is None or made.value is None:
        return Checked(None, (*problems, *known.problems, *made.problems))
    (output,) = made.value
    page = Page(profile.value, known.value, output.document)
    return Checked(Proposed(shop.value, read.value, page, output.data), (*problems, *made.problems))


def _with_copy(own: Submission, copy: Copy) -> Checked[Submission]:
    """The submission with the post as it was evaluated, in the words of the framework that it was evaluated with."""
    was = _framework_of(own, copy)
    if was.value is None:
        return Checked(None, was.problems)
    superior = copy.job.superior.said if copy.job.superior else ""
    profile = of_role(was.value, copy.file, superior, own.place.settings)
    if profile.value is None:
        return Checked(None, profile.problems)
    document = templating.render(own.shop.template, profile.value)
    if document.value is None:
        return Checked(None, document.problems)
    return Checked(replace(own, copy=copy, before=Page(profile.value, was.value, document.value)))


def _framework_of(own: Submission, copy: Copy) -> Checked[Framework]:
    """The version of the framework that a copy was evaluated with."""
    version, now = copy.job.framework, own.proposed.page.framework
    if version == now.about.version:
        return Checked(now)
    found = framework.version(own.place.data, version)
    if found.value and not has_errors(found.problems):
        return Checked(found.value)
    message = f"The post was evaluated on framework “{version}”, which cannot be read: {found.problems[0].message}"
    hint = (
        f"Changes are marked in its words. Put {own.place.data.name}/{framework.HISTORY}/{version} back, as git has it."
    )
    return failed("no-such-version", message, Place(copy.folder / FACTS), hint)
