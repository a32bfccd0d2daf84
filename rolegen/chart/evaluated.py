"""The posts as they were evaluated: all of them, or one role and what its copy says of the posts around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rolegen.chart.box import Chart
from rolegen.chart.changes import compare
from rolegen.chart.growing import Change, around, grow
from rolegen.chart.posts import Above, Post, in_words, posts
from rolegen.fields import one_line, plain, show_day
from rolegen.problems import Checked, Place, Problem, failed, has_errors
from rolegen.role import read_role
from rolegen.versions import Frameworks
from rolegen.workspace import Workspace

if TYPE_CHECKING:
    from rolegen.build import Workshop
    from rolegen.evaluation.copies import Copy
    from rolegen.evaluation.facts import Below
    from rolegen.evaluation.job import Superior

UNRECORDED = Change("moved", "Did not report here when the post was evaluated")


@dataclass(frozen=True, slots=True)
class Present:
    """The posts as they stand, to know again in them what a copy speaks of; `ranks` are those of the levels."""

    posts: Sequence[Post]
    ranks: Mapping[str, int]

    def find(self, role: str, post_number: str = "", title: str = "") -> Post | None:
        """The post that a role's id, else a post number, else a title means; the last two where one post has them."""
        for post in self.posts:
            if role and role in (post.id, *post.replaces):
                return post
        for key, wanted in (("post_number", post_number), ("title", title)):
            found = [post for post in self.posts if wanted and plain(getattr(post, key)) == plain(wanted)]
            if len(found) == 1:
                return found[0]
        return None


def present(found: Sequence[Post], frameworks: Frameworks) -> Present:
    """The posts as they stand on their framework."""
    ranks = {post.level: post.rank for post in found}
    return Present(found, {**ranks, **{level.id: rank for rank, level in enumerate(frameworks.current.levels)}})


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The posts as they were evaluated, and how many of them have a copy that says so; the others stand as now."""

    posts: tuple[Post, ...]
    kept: int

    @property
    def said(self) -> str:
        """Which posts these are."""
        left = len(self.posts) - self.kept
        return f"{self.kept} as last evaluated{f', {left} without a copy as they stand now' if left else ''}"


def evaluated(place: Workspace, found: Sequence[Post], frameworks: Frameworks) -> Checked[Evaluated]:
    """These posts, each as its last evaluated copy has it; one without a copy as it stands now."""
    from rolegen.evaluation.copies import last_copy

    paths = {path.stem: path for path in place.role_files()}
    known = present(found, frameworks)
    copies: dict[str, Copy] = {}
    told: list[Problem] = []
    for post in found:
        file = read_role(paths[post.id]).value
        copy = last_copy(place, file) if file else Checked(None)
        told += copy.problems
        copies |= {post.id: copy.value} if copy.value else {}
    if not copies and not told:
        message = "No role here is kept as it was evaluated, so there is nothing to compare with."
        return failed("no-copies", message, hint="rolegen evaluation ROLE --record keeps one.")
    then = [as_evaluated(post, copies[post.id], known) if post.id in copies else post for post in found]
    return Checked(Evaluated(tuple(then), len(copies)), tuple(told))


def as_evaluated(post: Post, copy: Copy, known: Present) -> Post:
    """A post as its copy has it, under the id that it has now."""
    role, job = copy.file.role, copy.job
    return replace(
        post,
        title=one_line(role.title),
        level=role.level,
        level_title=job.level_title,
        grade=role.grade or copy.evaluation.grade or "",
        post_number=role.post_number or "",
        status=role.status,
        superior=_superior(job.superior, known),
        employers=role.employers,
        rank=known.ranks.get(role.level, post.rank),
    )


def _superior(then: Superior | None, known: Present) -> Above:
    """Whom a post reported to: the post that this is now, else a level, else words."""
    if then is None:
        return Above()
    if post := known.find(then.role, then.post_number, "" if then.level else then.said):
        return Above(post.id, one_line(then.said), "role", post.rank)
    if then.level and not then.role:
        return Above(f"level:{then.level}", then.level_title, "level", known.ranks.get(then.level, 0))
    return in_words(then.said)


def around_role(shop: Workshop, role: str, copy: Copy | None) -> Checked[tuple[Chart | None, Chart]]:
    """A role's line, peers and all below it: as it was evaluated, where a copy is kept, and as proposed.

    The first has the superior and the direct reports that the copy names; the line above and the peers stand as now.
    """
    now = posts(shop.workspace, shop.frameworks)
    post = next((one for one in now.value or () if one.id == role), None)
    if now.value is None or post is None:
        return Checked(None, now.problems) if has_errors(now.problems) else _not_on_chart(shop, role)
    organisation = shop.workspace.settings.organisation
    known = present(now.value, shop.frameworks)
    then = tuple(_then(post, copy, known)) if copy else now.value
    before, after = compare(then, now.value, organisation)
    if copy:
        after = {**after, **{one.id: UNRECORDED for one in _unrecorded(post, then, now.value)}}
    proposed = around(grow(now.value, organisation, after, role), role)
    charts = Chart(f"{post.title}: organisation chart as proposed", organisation_of(organisation), proposed)
    if copy is None:
        return Checked((None, charts), now.problems)
    was = around(grow(then, organisation, before, role), role)
    day = show_day(copy.facts.date)
    said = f"{organisation_of(organisation)}. The line above and the peers as they stand now."
    return Checked((Chart(f"{post.title}: organisation chart as evaluated on {day}", said, was), charts), now.problems)


def organisation_of(name: str) -> str:
    """The organisation's name as a line begins with it."""
    return name[:1].upper() + name[1:]


def _not_on_chart(shop: Workshop, role: str) -> Checked[tuple[Chart | None, Chart]]:
    path = shop.register.paths.get(role)
    message = f"“{role}” is on no organisation chart: it is superseded or deleted, or another role replaces it."
    return failed("not-on-chart", message, Place(path) if path else None, "Name the role that takes its place.")


def _then(post: Post, copy: Copy, known: Present) -> Iterator[Post]:
    """The posts as a copy of one of them has them."""
    was = as_evaluated(post, copy, known)
    reports = copy.facts.reports
    recorded = {one.role: known.find(one.role, one.post_number or "") for one in reports}
    below = {found.id: one for one in reports if (found := recorded[one.role])}
    line = Above(post.id, was.title, "role", was.rank)
    for one in known.posts:
        if one.id == post.id:
            yield was
        elif one.id == was.superior.id:
            yield _above_then(one, copy.job.superior, post.id)
        elif one.id in below:
            yield _below_then(one, below[one.id], line)
        elif one.superior.id != post.id:
            yield one
    for report in reports:
        if recorded[report.role] is None:
            yield _below_then(Post(report.role, "", "", ""), report, line)


def _above_then(post: Post, then: Superior | None, below: str) -> Post:
    """The superior as the copy names it; where it reports to that role now, nobody knows to whom it did then."""
    above = Above() if post.superior.id == below else post.superior
    if then is None or not then.level:
        return replace(post, superior=above)
    return replace(post, title=one_line(then.said), level=then.level, level_title=then.level_title, superior=above)


def _below_then(post: Post, then: Below, line: Above) -> Post:
    return replace(
        post,
        title=one_line(then.title),
        level=then.level,
        level_title=then.level_title,
        grade=then.grade or "",
        post_number=then.post_number or post.post_number,
        superior=line,
    )


def _unrecorded(post: Post, then: Sequence[Post], now: Sequence[Post]) -> list[Post]:
    """Posts that report to a role now, and of which its copy says nothing."""
    known = {one.id for one in then}
    return [one for one in now if one.superior.id == post.id and one.id not in known]
