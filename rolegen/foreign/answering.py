"""The words that someone else's profile has for a field → the field's value, or why it is not taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from rolegen.foreign import conditions
from rolegen.foreign.saying import Said
from rolegen.foreign.vocabulary import (
    APPROVAL,
    BOTH_CONTACTS,
    BUDGET,
    EVALUATED,
    PAY,
    PERSON_NAMED,
    REFERENCE,
    RESPONSIBLE_FOR,
    STAFF,
    WRITTEN,
)
from rolegen.form.answers import entries
from rolegen.form.days import read_day
from rolegen.form.kinds import KINDS
from rolegen.intake.starting import PROMPTS
from rolegen.problems import Checked, failed
from rolegen.workspace import Settings

NOT_TAKEN: Mapping[str, str] = {
    PAY: "rolegen keeps no pay.",
    PERSON_NAMED: "rolegen keeps no names of people: a profile is of the post.",
    RESPONSIBLE_FOR: "It may mean services or staff: write services under service_areas, staff under dimensions.",
    APPROVAL: "The draft is new: what was agreed of another document is no approval of it.",
    WRITTEN: "rolegen has no field for when a document was written.",
    BUDGET: "It does not say whether it is a revenue or a capital budget; dimensions has one of each.",
    STAFF: "It does not say whether these are full-time equivalents; dimensions.staff_fte counts in those.",
    BOTH_CONTACTS: "It does not say which of them are inside the organisation and which outside.",
    REFERENCE: "A role's job_evaluation needs a status beside its reference, and none is told.",
    EVALUATED: "A role's job_evaluation needs a reference beside its date, and none is told.",
}
ASKING = "It is what the form asks for, and no answer."
LONGEST = 300  # characters of a contract
FTE = re.compile(r"\(?\b(?:fte|wte|full[- ]time equivalents?|whole[- ]time equivalents?)s?\b\)?", re.IGNORECASE)
PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Cllr)\b\.?\s+[A-Z]")
WITH_PAY = re.compile(r"(.*?)[\s,;:(–-]*((?:£|SCP\b|spinal\b|salary\b).*)", re.IGNORECASE | re.DOTALL)
TIMES = re.compile(r"full[- ]?time|part[- ]?time|\bhours\b|job[- ]?share|term[- ]?time|flexib|hybrid", re.IGNORECASE)
BETWEEN = re.compile(r"\s*[,;/\n]\s*|\s+[–-]\s+|\s+and\s+|\s*\((?=[^)]*\)$)")
FIELD_OF_LIST = ("contacts.internal", "contacts.external", "service_areas", "employers")
SUMS = tuple(f"dimensions.{name}" for name in ("revenue_budget", "capital_budget", "income", "delegated_limit"))
Answer = Checked[Any]
Superior = Callable[[str], Checked[str]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A value, the words it is read from, and those beside them that are for another field or for none.

    `more` are words for another field, `rest` those that are not taken, and why.
    """

    value: Any
    words: str
    more: tuple[tuple[str, str], ...] = ()
    rest: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ways:
    """How the words of one workspace are read: its settings, and whom its posts report to."""

    settings: Settings
    superior: Superior


def answer(said: Said, ways: Ways) -> Checked[Taken]:
    """The value that words say for their field; the problem, if there is one, says why there is none."""
    if why := NOT_TAKEN.get(said.path):
        return failed(said.path, why)
    words = "\n".join(cell for line in said.shown for cell in line).strip()
    if is_asking(words):
        return failed("gap", ASKING)
    if PERSON.search(words) and said.path not in ("purpose", "accountabilities"):
        return failed(PERSON_NAMED, NOT_TAKEN[PERSON_NAMED])
    reader = READERS.get(said.path)
    if reader:
        return reader(words, ways)
    if said.path in FIELD_OF_LIST:
        lines = [line for (line,) in said.shown]
        return Checked(Taken(lines if len(lines) > 1 else entries(words), words))
    return _of_kind(said.path, words)


def is_asking(words: str) -> bool:
    """Whether words are what a form asks for: in square brackets, or Word's own."""
    return bool(re.fullmatch(r"\[[^\[\]]*\]\.?", words)) or words in PROMPTS


def _of_kind(path: str, words: str) -> Checked[Taken]:
    """As the form's own field reads it."""
    read = KINDS[path].read(((words,),))
    return Checked(Taken(read.value, words) if read.value is not None else None, read.problems)


def _grade(words: str, ways: Ways) -> Checked[Taken]:
    """A grade, one of the organisation's where it names them; pay beside it is not taken."""
    pay = WITH_PAY.fullmatch(words)
    grade = (pay[1] if pay else words).strip(" ,;:(–-\n")
    plain = re.sub(r"^(?:grade|band)\s+(?=\S)", "", grade, flags=re.IGNORECASE)
    rest = ((pay[2].strip(" )"), NOT_TAKEN[PAY]),) if pay else ()
    known = ways.settings.grades
    if not grade:
        return failed(PAY, NOT_TAKEN[PAY])
    if known:
        value = next((one for one in (grade, plain) if one in known and not _is_unusable(one, ways)), None)
        if value is None:
            return failed("grade", f"“{grade}” is not one of the grades in rolegen.yaml that can be used.")
        return Checked(Taken(value, grade, (), rest))
    return Checked(Taken(plain if grade.casefold().startswith("grade") else grade, grade, (), rest))


def _is_unusable(grade: str, ways: Ways) -> bool:
    known = ways.settings.grades.get(grade)
    return bool(known and known.unusable)


def _contract(words: str, _ways: Ways) -> Checked[Taken]:
    """Permanent or for a time; hours that stand beside it are the working pattern."""
    whole = KINDS["contract"].read(((words,),))
    if whole.value:
        return Checked(Taken(whole.value, words))
    for cut in BETWEEN.finditer(words if len(words) <= LONGEST else ""):
        for own, other in ((words[: cut.start()], words[cut.end() :]), (words[cut.end() :], words[: cut.start()])):
            read = KINDS["contract"].read(((own.strip(" )"),),))
            if read.value and TIMES.search(other):
                hours = other.rstrip(")") if "(" not in other else other
                return Checked(Taken(read.value, own, (("working_pattern", hours),)))
    return Checked(None, whole.problems)


def _hours(words: str, _ways: Ways) -> Checked[Taken]:
    plain = re.fullmatch(r"\d+(?:\.\d+)?", words)
    return Checked(Taken(f"{words} hours" if plain else words, words))


def _reports_to(words: str, ways: Ways) -> Checked[Taken]:
    found = ways.superior(" ".join(words.split()))
    return Checked(Taken(found.value, words) if found.value else None, found.problems)


def _restriction(words: str, _ways: Ways) -> Checked[Taken]:
    read = KINDS["politically_restricted"].read(((conditions.restriction(words),),))
    if read.value:
        return Checked(Taken(read.value, words))
    return failed("politically-restricted", "It does not say whether the post is a specified or a sensitive one.")


def _check(words: str, _ways: Ways) -> Checked[Taken]:
    for form in (words, conditions.check(words)):
        if (read := KINDS["dbs"].read(((form,),))).value:
            return Checked(Taken(read.value, words))
    return failed("dbs", "It does not say in so many words which check it is: none, basic, standard or enhanced.")


def _fluency(words: str, _ways: Ways) -> Checked[Taken]:
    language = conditions.fluency(words)
    if language and (read := KINDS["fluency_duty"].read(((language,),))).value:
        return Checked(Taken(read.value, words))
    return failed("fluency-duty", "It does not say in so many words that the holder must speak fluent English.")


def _staff(words: str, _ways: Ways) -> Checked[Taken]:
    read = KINDS["dimensions.staff_fte"].read(((FTE.sub("", words).strip(" ,"),),))
    return Checked(Taken(read.value, words) if read.value else None, read.problems)


def _money(path: str, words: str, _ways: Ways) -> Checked[Taken]:
    plain = re.sub(r"\s*\((?:20\d\d[/–-]\d+|[a-z]+)\)$|[.;]$", "", words)
    return (
        Checked(Taken(read.value, words))
        if (read := KINDS[path].read(((plain,),))).value
        else Checked(None, read.problems)
    )


READERS: Mapping[str, Callable[[str, Ways], Checked[Taken]]] = {
    "grade": _grade,
    "contract": _contract,
    "working_pattern": _hours,
    "reports_to": _reports_to,
    "politically_restricted": _restriction,
    "dbs": _check,
    "fluency_duty": _fluency,
    "dimensions.staff_fte": _staff,
    **{path: partial(_money, path) for path in SUMS},
}


def of_staff(said: Said) -> bool:
    """Whether words about staff say that they count full-time equivalents."""
    return said.path == STAFF and bool(FTE.search(said.words))


def evaluated(reference: Said, day: Said) -> Checked[Any]:
    """Where job evaluation stands, of a reference and the date of it."""
    words = "\n".join(cell for line in day.shown for cell in line)
    when = read_day("Evaluated on", words)
    if when.value is None:
        return Checked(None, when.problems)
    name = " ".join(cell for line in reference.shown for cell in line)
    return KINDS["job_evaluation"].read(((f"Evaluated, {name}, {when.value}",),))
