"""What the functions behind the rules get and give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rolegen.framework import Framework
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Rule
from rolegen.problems import Place
from rolegen.role import RoleFile
from rolegen.source import Keys


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says of a role as a whole: at a value, or at the key of a list; `words` as in a Finding.

    With a passage and a hit it stands at words of that text instead.
    """

    message: str
    keys: Keys
    hint: str = ""
    words: str = ""
    softer: bool = False
    passage: Passage | None = None
    hit: Hit | None = None


@dataclass(frozen=True)
class Written:
    """A role file, its texts in the order of the page, and the framework that drafts build with."""

    file: RoleFile
    passages: tuple[Passage, ...]
    framework: Framework


@dataclass(frozen=True, slots=True)
class Seat:
    """What other roles need to know of a role, and where in its file: no text, as there may be ten thousand.

    `places` has the place of each key that a rule may point at, that of the title where the key is not there.
    """

    id: str
    title: str
    level: str
    reports_to: str
    statutory: tuple[str, ...]
    restricted: str  # specified, sensitive, no; "" where the file does not say, “unclear” where that cannot be read
    places: Mapping[str, Place]
    framework: str = ""  # the version that it was approved on; "" for a role that builds with the current one


@dataclass(frozen=True)
class Seats:
    """The standing roles of a workspace by id, those above the ones looked at among them, and the framework.

    `asked` are the ids of the roles that were looked at: of the others nothing is told.
    """

    known: Mapping[str, Seat]
    asked: frozenset[str]
    framework: Framework


@dataclass(frozen=True, slots=True)
class OfSeat:
    """What a rule says of a role beside others, at one of its keys."""

    seat: Seat
    key: str
    message: str
    hint: str = ""
    softer: bool = False


PassageCheck = Callable[[Passage, Rule], Iterator[Hit]]
RoleCheck = Callable[[Written, Rule], Iterator[Said]]
AcrossCheck = Callable[[Seats, Rule], Iterable[OfSeat]]
