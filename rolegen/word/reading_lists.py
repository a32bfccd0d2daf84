"""The paragraphs of a Word file that are numbered or bulleted → lists, each inside the item it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from rolegen.document import Block, Inline, Item, List
from rolegen.word.reading_marks import NONE, Control
from rolegen.word.reading_styles import Numbering


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph that is an item of some list."""

    content: tuple[Inline, ...]
    style: str
    control: Control
    place: Numbering


@dataclass(slots=True)
class _Open:
    """A list that may get more items; each item is its paragraph and the lists inside it."""

    place: Numbering
    items: list[tuple[Listed, list[_Open]]] = field(default_factory=list)


def with_lists(found: Iterable[Block | Listed]) -> Iterator[Block]:
    """The blocks, each stretch of items in the lists they make."""
    for listed, group in groupby(found, lambda one: isinstance(one, Listed)):
        if listed:
            yield from [_closed(one, NONE) for one in _nested([one for one in group if isinstance(one, Listed)])]
        else:
            yield from [one for one in group if not isinstance(one, Listed)]


def _nested(listed: list[Listed]) -> list[_Open]:
    """Items sorted into lists: a deeper one goes into the item before it, one that counts anew begins a list."""
    outer: list[_Open] = []
    opened: list[_Open] = []
    for one in listed:
        while opened and opened[-1].place.depth > one.place.depth:
            opened.pop()
        if opened and opened[-1].place.depth == one.place.depth and opened[-1].place.key != one.place.key:
            opened.pop()
        if not opened or opened[-1].place.depth < one.place.depth:
            begun = _Open(one.place)
            (opened[-1].items[-1][1] if opened else outer).append(begun)
            opened.append(begun)
        opened[-1].items.append((one, []))
    return outer


def _closed(one: _Open, around: Control) -> List:
    """A list with its items; what one control round them all says is said of the list."""
    control = one.items[0][0].control
    whole = control is not around and not control.own and _all_under(one, control)
    whole = whole and (len(one.items) > 1 or not control.clause)
    if whole:
        around = control
    items = tuple([_item(paragraph, inside, around) for paragraph, inside in one.items])
    return List(items, one.place.numbered, "", control.clause if whole else "", control.field if whole else "")


def _item(paragraph: Listed, inside: list[_Open], around: Control) -> Item:
    own = NONE if paragraph.control is around else paragraph.control
    nested = tuple([_closed(each, paragraph.control) for each in inside])
    return Item(paragraph.content, nested, paragraph.style, own.clause, own.field)


def _all_under(one: _Open, control: Control) -> bool:
    return all(
        paragraph.control is control and all(_all_under(each, control) for each in inside)
        for paragraph, inside in one.items
    )
