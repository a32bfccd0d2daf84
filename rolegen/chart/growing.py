"""Posts → the tree of an organisation chart, and parts of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rolegen.chart.box import Box, Facts, Mark, walk
from rolegen.chart.posts import Above, Post
from rolegen.fields import each_once, plain
from rolegen.framework import circle
from rolegen.problems import listed

Order = tuple[int, int, str, str]
A_LEVEL = "Level; no post is named"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a post in a proposal, and the same in words."""

    mark: Mark
    said: str


@dataclass(frozen=True, slots=True)
class _Soil:
    """What a tree grows from: the posts by whom they stand under, and what is said of each."""

    known: Mapping[str, Post]
    under: Mapping[str, Sequence[Post]]
    cut: frozenset[str]  # posts that stand at the top because the line above them leads back to them
    organisation: str
    changes: Mapping[str, Change]
    focus: str


def grow(
    posts: Sequence[Post], organisation: str = "", changes: Mapping[str, Change] | None = None, focus: str = ""
) -> tuple[Box, ...]:
    """The tree of these posts, siblings by their levels' order, then by title.

    Levels and words that posts report to are boxes at the top. Posts that report to each other in a circle stand under
    the first of them. `changes` goes by the posts' ids; `focus` is the post that the chart is about.
    """
    known = {post.id: post for post in posts}
    cut = _cut(known)
    under: dict[str, list[Post]] = defaultdict(list)
    tops: dict[str, Above] = {}
    for post in posts:
        at_top = post.id in cut or not post.superior.id
        under["" if at_top else post.superior.id].append(post)
        if not at_top and post.superior.id not in known:
            tops.setdefault(post.superior.id, post.superior)
    soil = _Soil(known, under, cut, organisation, changes or {}, focus)
    roots = [(_order(post), _box(post, soil)) for post in under[""]]
    roots += [(_above_all(top, under[top.id]), _top(top, soil)) for top in tops.values()]
    return tuple([box for _, box in sorted(roots, key=lambda pair: pair[0])])


def _cut(known: Mapping[str, Post]) -> frozenset[str]:
    """Of each circle of reporting lines the first post."""
    found: dict[str, None] = {}
    met: set[str] = set()
    for post in sorted(known.values(), key=_order):
        if post.id not in met and (loop := circle(post.id, lambda one: _up(known, one))):
            found[post.id] = None
            met.update(loop)
    return frozenset(found)


def _up(known: Mapping[str, Post], name: str) -> str | None:
    above = known[name].superior.id
    return above if above in known else None


def _order(post: Post) -> Order:
    return (post.rank, 1, plain(post.title), post.id)


def _above_all(top: Above, below: Sequence[Post]) -> Order:
    """Where a superior without a file stands: where its level does, else before the first of those under it."""
    rank = top.rank if top.kind == "level" else min(post.rank for post in below)
    return (rank, 0, plain(top.title), top.id)


def _below(name: str, soil: _Soil) -> tuple[Box, ...]:
    return tuple([_box(post, soil) for post in sorted(soil.under.get(name, ()), key=_order)])


def _top(top: Above, soil: _Soil) -> Box:
    below = _below(top.id, soil)
    if top.kind == "level":
        return Box(top.id, top.title, "level", (A_LEVEL,), children=below)
    return Box(top.id, top.title, "words", children=below)


def _box(post: Post, soil: _Soil) -> Box:
    facts = _facts(post, soil)
    change = soil.changes.get(post.id, Change("", ""))
    return Box(
        post.id,
        post.title,
        lines=tuple(_lines(post, facts, in_circle=post.id in soil.cut)),
        shared=shared(post.employers, soil.organisation),
        mark=change.mark,
        marked=change.said,
        focus=post.id == soil.focus,
        children=_below(post.id, soil),
        facts=facts,
    )


def _facts(post: Post, soil: _Soil) -> Facts:
    from rolegen.templating import STATUS

    remark = ", in a circle" if post.id in soil.cut else ""
    above = f"{superior_title(post, soil.known)}{remark}"
    return Facts(post.level_title, post.grade, post.post_number, STATUS[post.status], above)


def superior_title(post: Post, known: Mapping[str, Post]) -> str:
    """What a post's superior is called on a chart of these posts; "" where it has none."""
    above = known.get(post.superior.id)
    if above:
        return above.title
    return f"{post.superior.title} (a level)" if post.superior.kind == "level" else post.superior.title


def _lines(post: Post, facts: Facts, *, in_circle: bool) -> Iterator[str]:
    """What stands under a post's title; its level only where the title does not begin with it."""
    if not _begins(plain(post.title), plain(facts.level)):
        yield facts.level
    said = (f"Grade {facts.grade}" if facts.grade else "", f"Post {facts.post_number}" if facts.post_number else "")
    yield from filter(None, (" · ".join(filter(None, said)), "" if post.status == "approved" else facts.status))
    if in_circle:
        yield f"Reports to {facts.reports_to}"


def _begins(title: str, level: str) -> bool:
    """Whether a title begins with the words of a level, as “director of finance” does with “director”."""
    return title.startswith(level) and not title[len(level) :][:1].isalnum()


def shared(employers: Iterable[str], organisation: str) -> str:
    """Who employs a post, where it is not the organisation alone: “Shared with Fenmoor District Council”."""
    named = each_once(employers)
    others = [name for name in named if plain(name) != plain(organisation)]
    if not others:
        return ""
    if len(others) < len(named):
        return f"Shared with {listed(others)}"
    return f"Shared by {listed(named)}" if len(named) > 1 else f"Employed by {named[0]}"


def branch(roots: tuple[Box, ...], name: str) -> tuple[Box, ...]:
    """The box with that id and all below it; nothing where there is none."""
    return tuple([box for box in walk(roots) if box.id == name][:1])


def around(roots: tuple[Box, ...], name: str) -> tuple[Box, ...]:
    """A post's line up to the top, its peers, and all below it; nothing where there is no such post."""
    for box in roots:
        if box.id == name:
            return (box,)
        if any(child.id == name for child in box.children):
            peers = [child if child.id == name else replace(child, children=()) for child in box.children]
            return (replace(box, children=tuple(peers)),)
        if line := around(box.children, name):
            return (replace(box, children=line),)
    return ()
