"""The posts of a workspace as an organisation chart needs them: what each is, and whom it reports to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rolegen.fields import one_line, plain
from rolegen.framework import Framework, circle, line, no_such_level
from rolegen.problems import Checked, Place, Problem, failed, has_errors, once_each, shown
from rolegen.register import Register
from rolegen.role import RoleFile, Status, read_role
from rolegen.versions import Frameworks
from rolegen.workspace import Workspace

MOST_TIERS = 100  # of one reporting line: no organisation has more


@dataclass(frozen=True, slots=True)
class Above:
    """Whom a post reports to: the id and title of that box, and what it is; "" where the file says nothing."""

    id: str = ""
    title: str = ""
    kind: Literal["", "role", "level", "words"] = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A post on the chart.

    `rank` counts levels from the most senior down. `replaces` is the role whose place it takes, and so on back.
    """

    id: str
    title: str
    level: str
    level_title: str
    grade: str = ""
    post_number: str = ""
    status: Status = "draft"
    superior: Above = Above()
    employers: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class OnChart:
    """The role files of a workspace that stand, by id, and for each that another one replaces, which one.

    `read` are all that can be read; `titles` those that only one role has, in their plain form, with that role.
    """

    files: Mapping[str, RoleFile]
    read: Mapping[str, RoleFile]
    successors: Mapping[str, str]
    titles: Mapping[str, str]
    register: Register
    frameworks: Frameworks

    def framework(self, file: RoleFile) -> Framework:
        """The framework that a role is on; the current one where its own cannot be had."""
        return self.frameworks.of(file).value or self.frameworks.current

    def rank(self, level: str, own: Framework) -> int:
        """Which level from the top this is in the current framework, else in its own; an unknown one is the last."""
        orders = [[one.id for one in known.levels] for known in (self.frameworks.current, own)]
        return next((order.index(level) for order in orders if level in order), max(map(len, orders)))


def posts(place: Workspace, frameworks: Frameworks) -> Checked[tuple[Post, ...]]:
    """The posts of a workspace that stand; what cannot be read is told, and the rest is there all the same.

    A role that another one replaces is left out for that one, even while the other is a draft.
    """
    paths = place.role_files()
    register = Register(paths)
    twice = [_twice(path, register) for path in paths if register.paths[path.stem] != path]
    read = [read_role(path) for path in register.paths.values()]
    files = {file.id: file for one in read if (file := one.value)}
    known = on_chart(files, register, frameworks)
    own = [problem for file in known.files.values() for problem in faults(file, known)]
    told = once_each([*twice, *(problem for one in read for problem in one.problems), *own])
    found = tuple([_post(file, known) for file in known.files.values()])
    if not found and not has_errors(told):
        message = "There is no post to draw: every role is superseded or deleted."
        return failed("no-posts", message, hint="rolegen roles lists them.")
    return _bounded(found, known, told)


def on_chart(files: Mapping[str, RoleFile], register: Register, frameworks: Frameworks) -> OnChart:
    """Of these role files those that stand, and who takes whose place."""
    alive = {name: file for name, file in files.items() if not file.role.is_gone}
    taken: dict[str, str] = {}
    for name, file in [*alive.items(), *files.items()]:
        taken.setdefault(file.role.replaces or "", name)
    old = dict.fromkeys([*files, *filter(None, taken)])
    successors = {name: new for name in old if (new := _successor(name, taken, alive)) != name}
    left = {name: file for name, file in alive.items() if name not in successors}
    return OnChart(left, files, successors, _only(left.values()), register, frameworks)


def _successor(name: str, taken: Mapping[str, str], alive: Container[str]) -> str:
    """The last of those that take a role's place one after another; itself where none does, or they go in a circle."""
    way = list(line(name, taken.get))
    if circle(way[-1], taken.get):
        return name
    return next((one for one in reversed(way) if one in alive), name)


def _only(files: Iterable[RoleFile]) -> dict[str, str]:
    named: dict[str, list[str]] = {}
    for file in files:
        named.setdefault(plain(file.role.title), []).append(file.id)
    return {title: names[0] for title, names in named.items() if len(names) == 1}


def _twice(path: Path, register: Register) -> Problem:
    message = f"This file and {shown(register.paths[path.stem])} have one name; only the other is on the chart."
    return Problem("same-name", message, Place(path), "Rename one of them.")


def faults(file: RoleFile, known: OnChart) -> Iterator[Problem]:
    """What is wrong with where a role stands, as a build tells it."""
    framework = known.frameworks.of(file)
    yield from framework.problems
    if own := framework.value:
        yield from known.register.reports_to(file, own).problems
        if own.level(file.role.level) is None:
            yield no_such_level(file.role.level, [level.id for level in own.levels], file.place("level"))


def _post(file: RoleFile, known: OnChart) -> Post:
    role, own = file.role, known.framework(file)
    return Post(
        file.id,
        one_line(role.title),
        role.level,
        own.title(role.level),
        role.grade or "",
        role.post_number or "",
        role.status,
        above(file, known),
        role.employers,
        tuple([old for old, new in known.successors.items() if new == file.id]),
        known.rank(role.level, own),
    )


def above(file: RoleFile, known: OnChart) -> Above:
    """What a role's words on whom it reports to mean.

    A role's id, or the title that one role alone has; a level's id or title; else words. So it is words too where that
    role stands no more, or cannot be read.
    """
    words, own = file.role.reports_to or "", known.framework(file)
    name = known.successors.get(words, words)
    if name in known.register.paths:
        return _of_role(file, name, known)
    if level := own.level(words) or next((one for one in own.levels if plain(one.title) == plain(words)), None):
        return Above(f"level:{level.id}", level.title, "level", known.rank(level.id, own))
    if name := known.titles.get(plain(words), ""):
        return _of_role(file, name, known)
    return in_words(words)


def _of_role(file: RoleFile, name: str, known: OnChart) -> Above:
    superior = known.files.get(name)
    if superior is None:
        return in_words(_no_more(file, name, known))
    role = superior.role
    return Above(name, one_line(role.title), "role", known.rank(role.level, known.framework(superior)))


def _no_more(file: RoleFile, name: str, known: OnChart) -> str:
    """What a superior is called that is not on the chart."""
    if gone := known.read.get(name):
        return f"{gone.role.title} ({gone.role.status})"
    title = known.register.reports_to(file, known.framework(file)).value or name
    return f"{title} (its file cannot be read)"


def in_words(said: str) -> Above:
    """A superior that no file and no level is known for; the same words are the same superior."""
    return Above(f"words:{plain(said)}", one_line(said), "words") if said.strip() else Above()


def small(words: str) -> str:
    """Words as they go on in a sentence."""
    return words[:1].lower() + words[1:]


def _bounded(found: tuple[Post, ...], known: OnChart, told: tuple[Problem, ...]) -> Checked[tuple[Post, ...]]:
    """The posts, unless a reporting line of theirs has no end in sight."""
    by_id = {post.id: post for post in found}
    depths: dict[str, int] = {}
    for post in found:
        if _depth(post.id, by_id, depths) > MOST_TIERS:
            message = f"More than {MOST_TIERS} posts stand one above the other here; no chart shows that."
            place = known.files[post.id].place("reports_to")
            return Checked(None, (*told, Problem("too-many-tiers", message, place, "Look at each post's reports_to.")))
    return Checked(found, told)


def _depth(name: str, by_id: Mapping[str, Post], depths: dict[str, int]) -> int:
    """How many posts stand from the top down to this one; those of a line that are known are kept in `depths`."""
    way: dict[str, None] = {}
    while name in by_id and name not in depths and name not in way:
        way[name] = None
        name = by_id[name].superior.id
    count = depths.get(name, 0)
    for one in reversed(way):
        count += 1
        depths[one] = count
    return depths[next(iter(way), name)]
