"""A profile that has been read → the values of a draft role, what each was read from, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rolegen.foreign import level as levels
from rolegen.foreign.answering import ASKING, FIELD_OF_LIST, Taken, Ways, answer, evaluated, is_asking, of_staff
from rolegen.foreign.criteria_tables import Row
from rolegen.foreign.criteria_words import heads
from rolegen.foreign.lines import Words, in_full
from rolegen.foreign.reading import Reading
from rolegen.foreign.saying import FOR_NOTHING, Left, Said, where
from rolegen.foreign.vocabulary import EVALUATED, LEVEL, REFERENCE, TEAM, rank
from rolegen.form.kinds import KINDS, PERSON
from rolegen.framework import MEMBER, NOT_MEMBER, Framework, Level
from rolegen.marks import spoken
from rolegen.role import parse_role
from rolegen.yamledit import new_file

DUTIES, PURPOSE = "accountabilities", "purpose"
SEVERAL = (DUTIES, PURPOSE, *FIELD_OF_LIST, "statutory")  # fields that are said in several places
AGAIN = "The same field is told elsewhere in other words, and those were taken."
BESIDE = "It was not understood how this is to be assessed."
STATEMENT = "It is a standard statement of rolegen.yaml, and every profile ends with it."


@dataclass(frozen=True, slots=True)
class Found:
    """A field of the draft, the words of the document it was read from, and where these stand."""

    path: str
    words: str
    where: str
    value: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace knows: its framework, its approved wording by spoken text, and how its words are read."""

    framework: Framework
    approved: Mapping[str, str]
    ways: Ways


@dataclass(frozen=True, slots=True)
class Drafted:
    """The values of a role file; what was found where, and what is left; the level, where it is told."""

    values: Mapping[str, Any]
    found: tuple[Found, ...]
    left: tuple[Left, ...]
    headings: tuple[str, ...]
    level: Level | None


@dataclass
class _Draft:
    """Takes field after field, and keeps account of every line."""

    reading: Reading
    known: Known
    values: dict[str, Any] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    stated: set[int] = field(default_factory=set)  # the lines that are the framework's

    # --- accounts ---

    def take(self, path: str, words: str, place: str, lines: Words, value: str = "", note: str = "") -> None:
        self.found.append(Found(path, words, place, value, note))
        self.used |= {line.number for line in lines}

    def leave(self, words: str, place: str, why: str, lines: Words) -> None:
        self.left.append(Left(words, place, why))
        self.used |= {line.number for line in lines}

    def put(self, path: str, value: Any) -> str:
        """Puts a value at its place in the role; why it cannot stand there, if it cannot."""
        group, _, key = path.rpartition(".")
        whole = {**self.values.get(group, {}), key: value} if group else value
        name = group or key
        if why := _fault(name, whole):
            return why
        self.values[name] = whole
        return ""

    # --- fields ---

    def approved(self) -> None:
        """Lines that say the framework's own words: each profile has them already."""
        for line in self.reading.lines:
            said = spoken(line.words)
            if said in self.known.approved:
                title = self.reading.titles.get(line.number, "")
                self.leave(line.words, where(line, title), self.known.approved[said], (line,))
                self.stated.add(line.number)

    def own(self, said: list[Said]) -> list[Said]:
        """Those that say more than the framework does."""
        return [one for one in said if not {line.number for line in one.lines} <= self.stated]

    def single(self, path: str, said: list[Said]) -> None:
        """A field that one place tells; the label that is believed most is read first."""
        for one in sorted(said, key=lambda one: rank(one.label)):
            read = answer(one, self.known.ways)
            if read.value is None:
                self.leave(one.words, one.where, read.problems[0].message if read.problems else FOR_NOTHING, one.lines)
                continue
            self._one(path, one, read.value)

    def _one(self, path: str, said: Said, taken: Taken) -> None:
        standing = _at(self.values, path)
        if standing is not None and _plain(standing) != _plain(taken.value):
            self.leave(said.words, said.where, AGAIN, said.lines)
        elif why := self.put(path, taken.value if standing is None else standing):
            self.leave(said.words, said.where, why, said.lines)
        else:
            self.take(path, said.words, said.where, said.lines, taken.words)
            for words, reason in taken.rest:
                self.leave(words, said.where, reason, ())
            for other, words in taken.more:
                self.single(other, [replace(said, path=other, shown=((words,),), label="")])

    def several(self, path: str, said: list[Said]) -> None:
        """A field that is a list or several paragraphs: all places together."""
        own = [one for one in said if not is_asking(_shown(one))]
        for one in said:
            if one not in own:
                self.leave(one.words, one.where, ASKING, one.lines)
        if own:
            self._together(path, own)

    def _together(self, path: str, own: list[Said]) -> None:
        shown = tuple(line for one in own for line in one.shown)
        if path in FIELD_OF_LIST and len(own) == 1:
            read: Any = answer(own[0], self.known.ways)
            value = read.value.value if read.value else None
        elif path in FIELD_OF_LIST:
            value, read = [" ".join(cell.split("\n")) for (cell,) in shown], None
        else:
            read = KINDS[path].read(shown)
            value = read.value
        why = self.put(path, value) if value else read.problems[0].message if read and read.problems else FOR_NOTHING
        for one in own:
            if why:
                self.leave(one.words, one.where, why, one.lines)
            else:
                self.take(path, one.words, one.where, one.lines, _shown(one))

    def evaluation(self) -> tuple[Said, ...]:
        """Job evaluation, where a reference and a date tell that the post has been evaluated: what told it."""
        told = {path: [one for one in self.reading.said if one.path == path] for path in (REFERENCE, EVALUATED)}
        if any(one.path == "job_evaluation" for one in self.reading.said) or not (told[REFERENCE] and told[EVALUATED]):
            return ()
        reference, day = told[REFERENCE][0], told[EVALUATED][0]
        made = evaluated(reference, day)
        if not made.value or self.put("job_evaluation", made.value):
            return ()
        for one in (reference, day):
            self.take("job_evaluation", one.words, one.where, one.lines, f"evaluated, {_shown(reference)}, {_shown(day)}")
        return reference, day

    def level(self) -> Level | None:
        """The level and its variant, where the profile tells them."""
        title = next((one for one in self.reading.said if one.path == "title"), None)
        said = self.reading.said
        told = levels.stated(title, said, self.reading.lines, self.known.framework, self.known.ways.settings)
        if told and not self.put("level", told.level.id):
            self.take("level", told.words, told.where, told.lines, told.level.title)
        level = told.level if told else None
        for one in (one for one in said if one.path == TEAM):
            self._variant(one, level)
        return level

    def _variant(self, said: Said, level: Level | None) -> None:
        name = levels.variant(said, level, self.known.framework)
        if not name or (level and name not in level.variants):
            self.leave(said.words, said.where, "It does not say which version of the level this is.", said.lines)
        elif level and not levels.is_needed(level):
            self.take("level", said.words, said.where, said.lines, level.title)
        elif name in (MEMBER, NOT_MEMBER):
            self.values["cmt"] = "true" if name == MEMBER else "false"
            self.take("cmt", said.words, said.where, said.lines, _shown(said))
        else:
            self.values["variant"] = name
            self.take("variant", said.words, said.where, said.lines, _shown(said))

    def criteria(self) -> None:
        """The person profile; words about assessing that mean nothing known are left beside it."""
        rows = []
        for one in self.reading.criteria:
            row = one.row
            methods = {"assessed_by": list(row.methods)} if row.methods else {}
            rows.append(
                {"criterion": row.criterion, "category": row.category, "importance": row.importance, **methods}
            )
            note = _note(row)
            self.take(PERSON, in_full(row.lines), one.where, row.lines, row.criterion, note)
            for words in row.unread:
                self.leave(words, one.where, BESIDE, ())
        if rows and (why := self.put(PERSON, rows)):
            self.found = [one for one in self.found if one.path != PERSON]
            for one in self.reading.criteria:
                self.leave(in_full(one.row.lines), one.where, why, one.row.lines)

    def rest(self) -> tuple[str, ...]:
        """What nobody took: with its reason, else as a heading, else as what there is no field for."""
        headings = self.reading.headings
        for lines, why in self.reading.left:
            if new := tuple(line for line in lines if line.number not in self.used):
                self._leave(new, why)
        self.used |= {line.number for line in headings}
        for line in self.reading.lines:
            if line.number not in self.used:
                self._leave((line,), FOR_NOTHING)
        return tuple({(line.number, line.whole): line.whole for line in headings}.values())

    def _leave(self, lines: Words, why: str) -> None:
        title = self.reading.titles.get(lines[0].number, "")
        self.leave(": ".join([line.whole.rstrip(" :") for line in lines]) if len(lines) < 3 else in_full(lines),
                   where(lines[0], title), why, lines)


def draft(reading: Reading, known: Known) -> Drafted:
    """The draft of a role that a reading makes in a workspace."""
    made = _Draft(reading, known)
    level = made.level()
    made.approved()
    said: dict[str, list[Said]] = {}
    for one in reading.said:
        path = "dimensions.staff_fte" if of_staff(one) else one.path
        said.setdefault(path, []).append(replace(one, path=path))
    done = made.evaluation()
    for path, every in _ordered(said):
        own = [one for one in made.own(every) if one not in done]
        if path in SEVERAL and own:
            made.several(path, own)
        elif path not in (LEVEL, TEAM):
            made.single(path, own)
    made.criteria()
    headings = made.rest()
    return Drafted(made.values, tuple(made.found), tuple(made.left), headings, level)


def _ordered(said: Mapping[str, list[Said]]) -> Iterator[tuple[str, list[Said]]]:
    """In the order of the page, what is no field last."""
    order = [*KINDS]
    return iter(sorted(said.items(), key=lambda pair: order.index(pair[0]) if pair[0] in KINDS else len(order)))


def _shown(said: Said) -> str:
    return ", ".join(cell for line in said.shown for cell in line)


def _fault(name: str, value: Any) -> str:
    """Why a role file cannot hold a value; "" where it can."""
    values = {"title": "A title", "level": "a-level", name: value}
    read = parse_role(new_file(values), Path("draft.yaml"))
    return read.problems[0].message if read.problems else ""


def _note(row: Row) -> str:
    """What is to be told of a criterion's category, where it is not the heading's own."""
    named = heads(row.under)
    if row.under and not (named and named.category == row.category and not named.several):
        return f"“{row.under}” read as {row.category}"
    return "" if row.under else f"no category is told: {row.category}"


def _at(values: Mapping[str, Any], path: str) -> Any:
    group, _, key = path.rpartition(".")
    return (values.get(group) or {}).get(key) if group else values.get(key)


def _plain(value: Any) -> Any:
    return spoken(value).casefold() if isinstance(value, str) else value


