"""One change between two frameworks, and the posts whose words it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rolegen.amended.matching import Pair
from rolegen.diff import Change
from rolegen.diff.words import Piece, pieces
from rolegen.framework import Level, versions_of
from rolegen.problems import listed

Part = Literal["framework", "level", "theme", "clause"]
Kind = Literal["changed", "added", "removed", "moved"]
At = tuple[str, str]  # a level's id and its variant


@dataclass(frozen=True, slots=True)
class Post:
    """A variant of a level, as it was and as it is; None where there is none. `variant` is "" where there is one."""

    old: At | None
    new: At | None
    level: str
    variant: str = ""

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.level} ({self.variant})" if self.variant else self.level


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change: of which part of the framework, what of it, its words, and the posts for which it holds.

    `id` and `title` are the part's, as it is now or, where it is gone, as it was; `under` is the theme of a clause.
    `what` is "new", "gone", "id" or "order" of the part as a whole, else what of it has other words: "wording" of a
    clause, "descriptor" or any other field of a level, "title", "theme", "name" or "adoption".
    """

    part: Part
    id: str
    title: str
    what: str
    change: Change
    posts: tuple[Post, ...] = ()
    under: str = ""


def posts(levels: Sequence[Pair[Level]]) -> tuple[Post, ...]:
    """Every variant of every level; where a level gets or loses its variants, each of them is compared with the one."""
    return tuple(post for pair in levels for post in _of_level(pair))


def _of_level(pair: Pair[Level]) -> Iterator[Post]:
    level = pair.new or pair.old
    olds, news = _variants(pair.old), _variants(pair.new)
    one_old = olds[0] if len(olds) == 1 and olds[0] not in news else None
    one_new = news[0] if len(news) == 1 and news[0] not in olds else None
    many, title = len({*olds, *news}) > 1, level.title if level else ""
    for name in dict.fromkeys([*news, *olds]):
        was = name if name in olds else one_old
        now = name if name in news else one_new
        is_told = (name == one_new and was is None and olds) or (name == one_old and news)
        if not is_told:
            yield Post(_at(pair.old, was), _at(pair.new, now), title, name if many else "")


def who(held: Iterable[Post], every: Sequence[Post]) -> str:
    """For whom a change holds: “every level”, “Director and Assistant Director”, “Director (cmt)”."""
    known = list(held)
    if len(known) == len(every) > 1:
        return "every level"
    own, whole = Counter(post.level for post in known), Counter(post.level for post in every)
    named = [post.level if own[post.level] == whole[post.level] else post.title for post in known]
    return listed(list(dict.fromkeys(named)))


def became(old: str, new: str) -> Change:
    """Words that were and words that are, "" for none."""
    kind: Kind = "changed" if old and new else "added" if new else "removed"
    return Change(kind, (), pieces(old, new))


def said(kind: Literal["added", "removed", "moved"], text: str) -> Change:
    """A sentence that came, went or stands elsewhere as a whole."""
    mark: Literal["same", "removed", "added"] = "same" if kind == "moved" else kind
    return Change(kind, (), (Piece(mark, text),))


def held_by(found: Iterable[Post], level: Level | None) -> tuple[Post, ...]:
    """The posts at a level; an id that both frameworks have is one level's."""
    return tuple(post for post in found if level and level.id in {at[0] for at in (post.old, post.new) if at})


def _variants(level: Level | None) -> tuple[str, ...]:
    return versions_of(level) if level else ()


def _at(level: Level | None, variant: str | None) -> At | None:
    return (level.id, variant) if level and variant is not None else None
