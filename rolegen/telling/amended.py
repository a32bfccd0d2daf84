"""What changed between two versions of a framework, to be read: as text, as Markdown, as an HTML page, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from rolegen.amended import Amended, Amendment, Reached
from rolegen.amended.amendment import Part, who
from rolegen.amended.reach import is_printed
from rolegen.diff import Change
from rolegen.problems import listed
from rolegen.telling import markdown, page, sentences, values
from rolegen.telling.terminal import Page

HEADINGS: Mapping[Part, str] = {
    "framework": "The framework",
    "level": "Levels",
    "theme": "Themes",
    "clause": "Clauses",
}
ASPECTS = {
    "new": "new",
    "gone": "no longer there",
    "id": "another id",
    "order": "another place",
    "title": "another title",
    "theme": "from another theme",
    "reports_to": "reports to",
    "starter_criteria": "starter criteria (no approved wording)",
    "variants": "versions",
    "membership": "what the page says of membership",
    "phrase": "how “every … who is” goes on",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one part that hold for the same posts and reach the same roles."""

    what: str
    reach: str
    changes: tuple[Change, ...]

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.what}: {self.reach}" if self.reach else self.what


def as_text(told: Amended, *, colour: bool = False, width: int = 100) -> str:
    """What changed, for a terminal of that many columns."""
    shown, said = Page(colour, width), summary(told)
    lines = shown.heading(f"{_heading(told)}: {said[0].lower()}{said[1:]}")
    for heading, found in _groups(told):
        lines += ["", *shown.heading(heading)]
        lines += [line for one in found for line in shown.group(one.line, one.changes)]
    return "\n".join(lines)


def as_markdown(told: Amended) -> str:
    """What changed, under a heading of the second level."""
    blocks = [f"## {markdown.escaped(_heading(told))}", markdown.escaped(summary(told))]
    for heading, found in _groups(told):
        blocks += [f"### {heading}", "\n".join(markdown.group(one.line, one.changes) for one in found)]
    return "\n\n".join(blocks)


def as_html(told: Amended) -> str:
    """What changed, as a page that stands alone; the roles that a change reaches are all named."""
    sections = []
    for heading, found in _groups(told, most=len(told.roles)):
        parts = [f"<h3>{escape(one.what)}</h3>\n{_reach(one)}{page.change_list(one.changes)}" for one in found]
        sections.append(f"<section>\n<h2>{heading}</h2>\n{''.join(parts)}</section>\n")
    return page.whole(_heading(told), summary(told), "".join(sections))


def as_json(told: Amended) -> str:
    """One object, its keys stable.

    - `old`, `new`: the two frameworks as the user named them
    - `changes`: each with `part` ("framework", "level", "theme" or "clause"), its `id`, `title` and, of a clause, its
      `theme`; `what` of it ("new", "gone", "id", "order", or the field that has other words); `posts` for which it
      holds, each with `level` and `variant` (null where it has none) as they are `old` and `new`, null where there is
      none; `roles` that it reaches; and `kind`, `old`, `new` and `pieces` as the comparison of roles has them
    - `roles`: `compared`, all that were looked at; `differ`, `lost` (their level is no longer there) and `failed` (not
      to be read); `standing`: the approved ones by the version that they keep
    """
    roles = {
        "compared": list(told.roles),
        "differ": list(told.differ),
        "lost": list(told.lost),
        "standing": {version: list(names) for version, names in told.standing.items()},
        "failed": list(told.failed),
    }
    value = {"old": told.old, "new": told.new, "changes": [_value(one) for one in told.changes], "roles": roles}
    return json.dumps(value, ensure_ascii=False, indent=2)


def summary(told: Amended) -> str:
    """How much differs, and for how many roles, in a sentence or two."""
    if not told.changes:
        return sentences.NOTHING
    differing = _differing(told)
    return " ".join([f"{differing[0].upper()}{differing[1:]}.", *_roles(told)])


def _heading(told: Amended) -> str:
    return f"From {told.old} to {told.new}"


def _differing(told: Amended) -> str:
    """“2 levels and 1 clause differ”."""
    own = [_aspect(one.amendment) for one in told.changes if one.amendment.part == "framework"]
    parts = [f"its {what}" for what in own]
    count = len(parts)
    for part in ("level", "theme", "clause"):
        ids = {one.amendment.id for one in told.changes if one.amendment.part == part}
        parts += [f"{len(ids):,} {part}{'s' if len(ids) > 1 else ''}"] if ids else []
        count += len(ids)
    return f"{listed(parts)} {'differs' if count == 1 else 'differ'}"


def _roles(told: Amended) -> Iterator[str]:
    """How many roles would read differently, and which of them keep their wording until they are moved."""
    if told.roles:
        said = f"{_how_many(len(told.differ), len(told.roles))} would read differently"
        standing = [f"{len(names):,} {_stand(names)} on {version}" for version, names in told.standing.items()]
        yield f"{'; '.join([said, *([listed(standing)] if standing else [])])}."
    if told.lost:
        yield f"The level of {sentences.some(told.lost)} is no longer there."
    if told.failed:
        yield f"Not to be read: {sentences.some(told.failed)}."


def _how_many(some: int, of: int) -> str:
    if some == of:
        return "The one role" if of == 1 else f"All {of:,} roles"
    return f"Of {of:,} role{'s' if of > 1 else ''}, {f'{some:,}' if some else 'none'}"


def _stand(names: tuple[str, ...]) -> str:
    return "stands" if len(names) == 1 else "stand"


def _groups(told: Amended, most: int = sentences.MOST_NAMED) -> Iterator[tuple[str, tuple[Group, ...]]]:
    """The changes under their headings; those of one part that hold for the same posts together."""
    for part, found in groupby(told.changes, lambda one: one.amendment.part):
        lined = [(_what(one.amendment, told), _reaches(one, told, most), one.amendment.change) for one in found]
        yield (
            HEADINGS[part],
            tuple(
                Group(what, reach, tuple(change for _, _, change in same))
                for (what, reach), same in groupby(lined, lambda one: one[:2])
            ),
        )


def _aspect(one: Amendment) -> str:
    return ASPECTS.get(one.what, one.what.replace("_", " "))


def _what(one: Amendment, told: Amended) -> str:
    """Which part it is, what of it, and for whom."""
    if one.part == "framework":
        return f"Its {_aspect(one)}"
    if one.part == "level":
        return _of_level(one, told)
    if one.part == "theme":
        return f"{one.title}, {_aspect(one)}" if one.what not in ("new", "gone") else f"A theme, {_aspect(one)}"
    name = f"{one.id} ({one.under})"
    whose = _who(one, told)
    if one.what == "wording":
        return f"{name}, {whose}"
    return f"{name}, {_aspect(one)} for {whose}" if one.what in ("new", "gone") and whose else f"{name}, {_aspect(one)}"


def _of_level(one: Amendment, told: Amended) -> str:
    if one.what in ("new", "gone"):
        return f"A level, {_aspect(one)}"
    whole = one.what in ("id", "order", "variants", "title")
    is_told = one.change.section and one.what != "starter_criteria"  # a criterion tells its own category
    section = f", {one.change.section[-1]}" if is_told else ""
    return f"{one.title if whole or not one.posts else _who(one, told)}, {_aspect(one)}{section}"


def _who(one: Amendment, told: Amended) -> str:
    """For whom a change holds, among those who may have had the old words and may have the new ones."""
    kind = one.change.kind
    every = [post for post in told.posts if (post.old or kind == "added") and (post.new or kind == "removed")]
    return who(one.posts, every)


def _reaches(one: Reached, told: Amended, most: int) -> str:
    """The roles by name; nothing of what no profile shows, but of a level that roles must be taken from."""
    asks = one.amendment.part == "level" and one.amendment.what in ("gone", "id")
    spares = one.amendment.what == "starter_criteria" and not one.roles
    if spares or not (told.roles and one.amendment.posts and (asks or is_printed(one.amendment))):
        return ""
    return sentences.reaches(one.roles, len(told.roles), most)


def _reach(one: Group) -> str:
    return f"<p>{escape(one.reach[0].upper() + one.reach[1:])}.</p>\n" if one.reach else ""


def _value(one: Reached) -> Mapping[str, object]:
    amendment = one.amendment
    posts = [
        {name: {"level": at[0], "variant": at[1] or None} if at else None for name, at in pair}
        for pair in ((("old", post.old), ("new", post.new)) for post in amendment.posts)
    ]
    return {
        "part": amendment.part,
        "id": amendment.id or None,
        "title": amendment.title,
        "theme": amendment.under or None,
        "what": amendment.what,
        "posts": posts,
        "roles": list(one.roles),
        **values.words(amendment.change),
    }
