"""Two states of the posts → what becomes of each, told on both charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolegen.chart.box import Mark
from rolegen.chart.growing import Change, shared, superior_title
from rolegen.chart.posts import Post, small
from rolegen.fields import plain

Changes = Mapping[str, Change]
NEW, GONE = Change("new", ""), Change("gone", "Not in the proposed chart")
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Pair:
    """A post as it is, and as it is proposed."""

    old: Post
    new: Post


def compare(old: Sequence[Post], new: Sequence[Post], organisation: str = "") -> tuple[Changes, Changes]:
    """What becomes of each post, by its id: for the chart of the old ones, and for that of the new ones."""
    olds, news = {post.id: post for post in old}, {post.id: post for post in new}
    same = same_posts(old, new)
    before: dict[str, Change] = {name: GONE for name in olds if name not in same.values()}
    after: dict[str, Change] = {name: NEW for name in news if name not in same}
    for name, was in same.items():
        pair = Pair(olds[was], news[name])
        is_moved = _is_moved(pair, same)
        told = [*([_move(pair, olds, news)] if is_moved else []), *_parts(pair, organisation)]
        if told:
            mark: Mark = "moved" if is_moved else "changed"
            before[was], after[name] = (Change(mark, _sentence(said)) for said in zip(*told, strict=True))
    return before, after


def same_posts(old: Sequence[Post], new: Sequence[Post]) -> dict[str, str]:
    """Each new post that was there before, with its id then.

    By id; else by the role that it replaces; else by a post number that only one on each side has.
    """
    olds = {post.id: post for post in old}
    found = {post.id: post.id for post in new if post.id in olds}
    for post in new:
        taken = next((name for name in post.replaces if name in olds and name not in found.values()), None)
        if post.id not in found and taken:
            found[post.id] = taken
    numbers = _numbered(post for post in old if post.id not in found.values())
    for number, name in _numbered(post for post in new if post.id not in found).items():
        if number in numbers:
            found[name] = numbers[number]
    return found


def _numbered(posts: Iterable[Post]) -> dict[str, str]:
    """The posts by post number, where only one has it."""
    known = [(plain(post.post_number), post.id) for post in posts if post.post_number]
    count = Counter(number for number, _ in known)
    return {number: name for number, name in known if count[number] == 1}


def _is_moved(pair: Pair, same: Mapping[str, str]) -> bool:
    old, new = pair.old.superior, pair.new.superior
    return old.id not in (new.id, same.get(new.id, new.id))


def _move(pair: Pair, olds: Mapping[str, Post], news: Mapping[str, Post]) -> tuple[str, str]:
    was, becomes = superior_title(pair.old, olds), superior_title(pair.new, news)
    to = f"moves to {becomes}" if becomes else "reports to no post any more"
    return to, f"moved from {was}" if was else "reported to no post before"


def _parts(pair: Pair, organisation: str) -> Iterator[tuple[str, str]]:
    """What of a post is another: what it becomes, and what it was."""
    old, new = pair.old, pair.new
    if plain(old.title) != plain(new.title):
        yield f"title becomes {new.title}", f"title was {old.title}"
    if old.level != new.level and plain(old.level_title) != plain(new.level_title):
        yield f"level becomes {new.level_title}", f"level was {old.level_title}"
    if plain(old.grade) != plain(new.grade):
        yield f"grade becomes {new.grade or NOT_STATED}", f"grade was {old.grade or NOT_STATED}"
    was, becomes = (small(shared(post.employers, organisation)) for post in (old, new))
    if plain(was) != plain(becomes):
        yield f"becomes {becomes}" if becomes else "shared no more", f"was {was}" if was else "not shared before"


def _sentence(parts: Sequence[str]) -> str:
    """“Moved from Director of Finance; grade was 17”."""
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
