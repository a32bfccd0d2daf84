"""What changed of themes and clauses: those that came, went, moved or have another name, and every wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from rolegen.amended.amendment import Amendment, At, Post, became, said
from rolegen.amended.levels import behind, named, title_of
from rolegen.amended.matching import Pair, both, out_of_order, pairs
from rolegen.diff import Change
from rolegen.framework import Clause, Framework, Theme

HALF = 0.5  # of a theme's title and clauses: enough to know it again under another id


def clause_texts(clause: Clause) -> Iterator[str]:
    """The texts by which a clause is known under another id: each of its wordings."""
    for wording in (clause.text, *clause.levels.values()):
        if wording is not None:
            yield from [wording] if isinstance(wording, str) else wording.values()


def theme_texts(theme: Theme) -> Iterator[str]:
    """The text by which a theme is known under another id: its title, and which clauses stand under it."""
    yield "\n".join([theme.title, *(clause.id for clause in theme.clauses)])


def of_themes(themes: Sequence[Pair[Theme]], olds: Sequence[Theme], posts: Sequence[Post]) -> Iterator[Amendment]:
    """The amendments of themes: their names, titles and order; `olds` are the themes in their old order."""
    news = [pair.new for pair in themes if pair.new]
    elsewhere = out_of_order(list(both(themes)), olds)
    for pair in themes:
        old, new = pair.old, pair.new
        if old is None and new:
            yield _theme(new, "new", said("added", named(new.title, new.id)))
        elif new is None and old:
            yield _theme(old, "gone", said("removed", named(old.title, old.id)))
        elif old and new:
            own = tuple(post for post in posts if any(_wording(clause, post.new) for clause in new.clauses))
            if old.id != new.id:
                yield _theme(new, "id", became(old.id, new.id))
            if old.title != new.title:
                yield _theme(new, "title", became(old.title, new.title), own)
            if new in elsewhere:
                yield _theme(new, "order", said("moved", behind(news, new)), own)


@dataclass(frozen=True)
class Clauses:
    """The clauses of two frameworks, which of them is which, and the posts that have them."""

    old: Framework
    new: Framework
    themes: Sequence[Pair[Theme]]
    posts: Sequence[Post]

    @cached_property
    def pairs(self) -> tuple[Pair[Clause], ...]:
        """Which clause is which, whatever theme they stand under."""
        olds, news = ([clause for _, clause in known.clauses()] for known in (self.old, self.new))
        return pairs(olds, news, clause_texts)

    def amendments(self) -> Iterator[Amendment]:
        """What changed of each clause."""
        elsewhere = self._elsewhere()
        for pair in self.pairs:
            old, new = pair.old, pair.new
            if old and new:
                yield from self._names(old, new)
                yield from self._place(old, new, elsewhere)
            yield from self._wordings(pair)

    def _names(self, old: Clause, new: Clause) -> Iterator[Amendment]:
        if old.id != new.id:
            yield self._of(new, "id", became(old.id, new.id))
        if old.title != new.title:
            yield self._of(new, "title", became(old.title or "", new.title or ""))

    def _place(self, old: Clause, new: Clause, elsewhere: Mapping[str, str]) -> Iterator[Amendment]:
        was, now = _theme_of(self.old, old), _theme_of(self.new, new)
        own = tuple(post for post in self.posts if _wording(old, post.old) and _wording(new, post.new))
        if not any(pair.old is was and pair.new is now for pair in self.themes):
            change = replace(became(was.title, now.title), kind="moved")
            yield self._of(new, "theme", change, own)
        elif new.id in elsewhere:
            yield self._of(new, "order", said("moved", elsewhere[new.id]), own)

    def _elsewhere(self) -> Mapping[str, str]:
        """The clauses that stand elsewhere under their theme, and where, in words."""
        found: dict[str, str] = {}
        for was, now in both(self.themes):
            ids = {clause.id for clause in was.clauses}
            stayed = {clause.id: clause for clause in now.clauses}
            kept = [(old, new) for old, new in both(self.pairs) if old.id in ids and new.id in stayed]
            found |= {clause.id: behind(now.clauses, clause) for clause in out_of_order(kept, was.clauses)}
        return found

    def _wordings(self, pair: Pair[Clause]) -> Iterator[Amendment]:
        """Each change of wording once, with the posts whose words change so."""
        clause = pair.new or pair.old
        if clause is None:
            return
        what = "wording" if pair.old and pair.new else "new" if pair.new else "gone"
        found = _changes(pair, self.posts)
        for (old, new), held in found.items():
            yield self._of(clause, what, became(old, new), tuple(held))
        if what != "wording" and not found:
            kind: Literal["added", "removed"] = "added" if pair.new else "removed"
            yield self._of(clause, what, said(kind, title_of(clause)))

    def _of(self, clause: Clause, what: str, change: Change, posts: tuple[Post, ...] = ()) -> Amendment:
        known = self.old if what == "gone" else self.new
        theme = _theme_of(known, clause)
        return Amendment("clause", clause.id, title_of(clause), what, change, posts, theme.title)


def _changes(pair: Pair[Clause], posts: Sequence[Post]) -> dict[tuple[str, str], list[Post]]:
    """What a clause's wordings were and are, "" for none, where these differ.

    A level that is new or gone changes nobody's words: of its wordings those are told that no other post has.
    """
    found: dict[tuple[str, str], list[Post]] = {}
    words = {post: (_wording(pair.old, post.old), _wording(pair.new, post.new)) for post in posts}
    lasting = [own for post, own in words.items() if post.old and post.new]
    olds, news = {old for old, _ in lasting if pair.new}, {new for _, new in lasting if pair.old}
    for post, (old, new) in words.items():
        is_known = (post.old is None and new in news) or (post.new is None and old in olds)
        if old != new and not is_known:
            found.setdefault((old, new), []).append(post)
    return found


def _wording(clause: Clause | None, at: At | None) -> str:
    return (clause.wording(*at) or "") if clause and at else ""


def _theme_of(known: Framework, clause: Clause) -> Theme:
    return next(theme for theme, one in known.clauses() if one is clause)


def _theme(theme: Theme, what: str, change: Change, posts: tuple[Post, ...] = ()) -> Amendment:
    return Amendment("theme", theme.id, theme.title, what, change, posts)
