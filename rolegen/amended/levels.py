"""What changed of the levels: those that came and went, their order, and each of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rolegen.amended.amendment import Amendment, Post, became, held_by, said
from rolegen.amended.matching import P, Pair, Part, both, out_of_order
from rolegen.diff import Change, compare
from rolegen.document import Document, Paragraph, Run
from rolegen.framework import Level
from rolegen.problems import listed
from rolegen.profile import CATEGORIES

# Fields of which more is told than what they were and are; what a framework accepts of itself is in no profile.
TOLD_APART = ("id", "title", "variants", "descriptor", "starter_criteria", "accepted")


def level_texts(level: Level) -> Iterator[str]:
    """The text by which a level is known under another id."""
    yield "\n".join([level.title, *level.descriptor])


def of_levels(levels: Sequence[Pair[Level]], olds: Sequence[Level], posts: Sequence[Post]) -> Iterator[Amendment]:
    """The amendments of levels; what several levels have in common is told once, for all of them.

    `olds` are the levels in their old order.
    """
    news = [pair.new for pair in levels if pair.new]
    kept = list(both(levels))
    elsewhere = out_of_order(kept, olds)
    for pair in levels:
        own = held_by(posts, pair.new or pair.old)
        if pair.old is None and pair.new:
            yield _of(pair.new, "new", said("added", named(pair.new.title, pair.new.id)), own)
        elif pair.new is None and pair.old:
            yield _of(pair.old, "gone", said("removed", named(pair.old.title, pair.old.id)), own)
        elif pair.old and pair.new and pair.old.id != pair.new.id:
            yield _of(pair.new, "id", became(pair.old.id, pair.new.id), own)
        if pair.new in elsewhere:
            yield _of(pair.new, "order", said("moved", behind(news, pair.new)))
    names = _Names(olds, news, frozenset((old.id, new.id) for old, new in kept))
    yield from _in_common([one for old, new in kept for one in _fields(old, new, _held(posts, [new]), names)])
    yield from _titles(kept, news, posts)


def named(title: str, name: str) -> str:
    """A part's title, and what it is known by."""
    return f"{title} ({name})"


def _of(level: Level, what: str, change: Change, posts: Sequence[Post] = ()) -> Amendment:
    return Amendment("level", level.id, level.title, what, change, tuple(posts))


def behind(parts: Sequence[P], part: P) -> str:
    """Where a part stands among those of its kind, in words."""
    at = [one.id for one in parts].index(part.id)
    return f"now after {title_of(parts[at - 1])}" if at else "now first"


def title_of(part: Part) -> str:
    """What people call a part; a clause may have no title."""
    return getattr(part, "title", None) or part.id


def _titles(kept: Sequence[tuple[Level, Level]], news: Sequence[Level], posts: Sequence[Post]) -> Iterator[Amendment]:
    """Levels that are called otherwise; those that extend them say so, too."""
    for old, new in kept:
        if old.title != new.title:
            saying = [new, *(level for level in news if level.extends == new.id)]
            yield _of(new, "title", became(old.title, new.title), _held(posts, saying))


def _held(posts: Sequence[Post], levels: Sequence[Level]) -> tuple[Post, ...]:
    """The posts at levels that are there on either side."""
    return tuple(post for level in levels for post in held_by(posts, level) if post.old and post.new)


@dataclass(frozen=True, slots=True)
class _Names:
    """The levels of both sides, for fields that name one; `kept` are the ids of those that stayed."""

    olds: Sequence[Level]
    news: Sequence[Level]
    kept: frozenset[tuple[str, str]]

    def changed(self, old: object, new: object) -> bool:
        """Whether two values of a field differ; a level under another id or title is the same."""
        return old != new and (old, new) not in self.kept


def _fields(old: Level, new: Level, own: tuple[Post, ...], names: _Names) -> Iterator[Amendment]:
    for field in Level.model_fields:
        was, now = getattr(old, field), getattr(new, field)
        before, after = _words(was, names.olds), _words(now, names.news)
        if field not in TOLD_APART and names.changed(was, now) and before != after:
            yield _of(new, field, became(before, after), own)
    yield from _variants(old, new, own)
    for change in compare(_page(old.descriptor), _page(new.descriptor)):
        yield _of(new, "descriptor", change, own)
    for category in dict.fromkeys([*old.starter_criteria, *new.starter_criteria]):
        section = (CATEGORIES.get(category, category.capitalize()),)
        texts = (level.starter_criteria.get(category, ()) for level in (old, new))
        for change in compare(*map(_page, texts)):
            yield _of(new, "starter_criteria", replace(change, section=section), own)


def _words(value: object, levels: Sequence[Level]) -> str:
    """A field's words; a level that it names is called by its title."""
    words = "" if value is None else str(value)
    return next((level.title for level in levels if level.id == words), words)


def _variants(old: Level, new: Level, posts: Sequence[Post]) -> Iterator[Amendment]:
    """Versions that came and went, and what the page says of those that stayed."""
    for name in new.variants:
        if name not in old.variants:
            yield _of(new, "variants", said("added", name))
    for name, was in old.variants.items():
        now = new.variants.get(name)
        if now is None:
            gone = [post for post in posts if post.old == (old.id, name) and post.new is None]
            yield _of(new, "variants", said("removed", name), gone)
            continue
        own = [post for post in posts if post.new == (new.id, name)]
        for field in ("membership", "phrase"):
            if (before := getattr(was, field)) != (after := getattr(now, field)):
                yield _of(new, field, became(before or "", after or ""), own)


def _page(texts: Sequence[str]) -> Document:
    return Document("", tuple(Paragraph((Run(words),)) for words in texts))


def _in_common(found: Sequence[Amendment]) -> Iterator[Amendment]:
    """Changes of one field in the same words at several levels as one."""
    first: dict[object, list[Amendment]] = {}
    for one in found:
        change = one.change
        first.setdefault((one.what, change.kind, change.section, change.old, change.new), []).append(one)
    for same in first.values():
        posts = dict.fromkeys(post for one in same for post in one.posts)
        title = listed(list(dict.fromkeys(one.title for one in same)))
        yield replace(same[0], title=title, posts=tuple(posts))
