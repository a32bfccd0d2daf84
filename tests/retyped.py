"""Random role files, random typing into the Word files that they make, and what must become of the role files then."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from rolegen import build
from rolegen.build import Workshop
from rolegen.fields import show_day, show_money, show_number
from rolegen.form.filled import shown_in
from rolegen.form.kinds import CHECKS, CONTRACTS, KINDS, PERSON, RESTRICTIONS
from rolegen.intake.taking import Intake, take_in
from rolegen.intake.written import written
from rolegen.role import parse_role
from rolegen.source import parse
from rolegen.word.reading import from_docx
from tests.edits import meant, without
from tests.samples import needed
from tests.styles import HARD, Styled, styled
from tests.typed import Typed

PLAIN = re.findall(
    r"\w+",
    "lead finance services plan budget with partners Fenmoor hybrid risk value staff care children review report "
    "improve schools highways legal bridges harbour waste libraries planning audit pensions grants fleet parks homes",
)
TEXTS = ("directorate", "post_number", "location", "working_pattern", "minute", "approved_by")
DAYS = ("effective_from", "review_by")
LISTS = ("service_areas", "employers", "contacts.internal", "contacts.external")
NUMBERS = (
    "dimensions.income",
    "dimensions.delegated_limit",
    "dimensions.revenue_budget",
    "dimensions.capital_budget",
    "dimensions.staff_fte",
    "dimensions.direct_reports",
)
MONEY = ("budget", "income", "limit")  # how the names of sums of money end
STATED = {"contract": CONTRACTS, "dbs": CHECKS, "politically_restricted": RESTRICTIONS}
CATEGORIES = ("qualifications", "knowledge", "experience", "skills", "behaviours")
METHODS = ("application", "interview", "test", "presentation", "certificate", "reference")
EMPTIED = ("approved_by", "approved_on", "minute", "framework")
Values = dict[str, Any]


def words(chance: Random, least: int = 1, most: int = 12) -> str:
    """Some words, the first with a capital."""
    found = [chance.choice(PLAIN) for _ in range(chance.randint(least, most))]
    return " ".join(found).capitalize()


def text(chance: Random) -> str:
    """A text as a page can show it: some are hard to write in YAML."""
    hard = " ".join(chance.choice(HARD).split())
    says = any(map(str.isalnum, hard)) and max(hard) <= "\uffff"  # JSON's escapes, which `styled` uses, end there
    return hard if says and chance.random() < 0.3 else words(chance, 3, 25)


def day(chance: Random) -> str:
    return f"{chance.randint(2024, 2031)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def criterion(chance: Random) -> Values:
    return {
        "criterion": text(chance),
        "category": chance.choice(CATEGORIES),
        "importance": chance.choice(("essential", "desirable")),
        "assessed_by": chance.sample(METHODS, chance.randint(1, 3)),
    }


def entries(chance: Random) -> list[str]:
    return [words(chance, 1, 4) for _ in range(chance.randint(1, 5))]


def number(chance: Random, path: str) -> str:
    if path.endswith(MONEY):
        return str(chance.choice((chance.randint(1, 999) * 100_000, chance.randint(1_000, 9_000_000))))
    return str(chance.randint(2, 30)) if path.endswith("reports") else f"{chance.randint(1, 9_000) / 2:g}"


def role(chance: Random) -> Values:
    """What a role file holds: a sound role, some of its fields left out."""
    ids = chance.sample(range(1_000), 8)
    found: Values = {
        "title": words(chance, 2, 5),
        "level": chance.choice(("director", "assistant-director", "executive-director")),
        "version": f"{chance.randint(0, 9)}.{chance.randint(0, 12)}",
        "status": chance.choice(("draft", "draft", "consultation", "approved")),
        **{key: text(chance) for key in TEXTS[:4]},
        "reports_to": f"The {words(chance, 1, 3)} board",
        "contract": chance.choice(({"type": "permanent"}, {"type": "fixed-term", "months": "18"})),
        "politically_restricted": {"status": chance.choice(("sensitive", "no"))},
        "statutory": ["scrutiny-officer"],
        "service_areas": entries(chance),
        "employers": entries(chance),
        "purpose": "\n\n".join(text(chance) for _ in range(chance.randint(1, 3))),
        "accountabilities": [
            {**({"id": f"a{ids.pop()}"} if chance.random() < 0.7 else {}), "text": text(chance)}
            for _ in range(chance.randint(1, 6))
        ],
        "dimensions": {path.partition(".")[2]: number(chance, path) for path in NUMBERS},
        "contacts": {"internal": entries(chance), "external": entries(chance)},
        PERSON: [criterion(chance) for _ in range(chance.randint(1, 7))],
        "approved_by": words(chance, 1, 3),
        "review_by": day(chance),
    }
    kept = {key: value for key, value in found.items() if key in NEEDED or chance.random() < 0.8}
    kept |= {"cmt": chance.choice(("true", "false"))} if kept["level"] == "director" else {}
    if kept["status"] == "approved":
        kept |= {"framework": "model-1", "approved_by": words(chance, 1, 3), "approved_on": day(chance)}
    return kept


BOM = b"\xef\xbb\xbf"
NEEDED = ("title", "level", "version", "status")


class Styling(Random):
    """Chooses styles, blocks for long texts alone: in a block a choice or a number would end in a line break."""

    def choice(self, seq: Any) -> Any:
        """One of the styles."""
        if isinstance(seq, list) and seq.count(">") == 1:
            seq = [style for style in seq if style not in (">", "|")]
        return super().choice(seq)


@dataclass
class Wanted:
    """A Word file that is typed into, the values that the role file must hold then, and which fields were typed in."""

    chance: Random
    typed: Typed
    values: Values
    edited: list[str] = field(default_factory=list)

    def edit(self) -> None:
        """One random edit, of a field that was not edited yet."""
        path = self.chance.choice([one for one in EDITS if one not in self.edited and self._is_there(one)])
        if EDITS[path](self, path):
            self.edited.append(path)

    def _is_there(self, path: str) -> bool:
        """Whether the file has the field; an approval is not changed in Word."""
        approved = self.values["status"] == "approved" and path in EMPTIED
        return bool(self.typed.controls(f"field:{path}")) and not approved

    def put(self, path: str, value: Any) -> bool:
        """The value that is wanted now; whether that is another one."""
        group, _, key = path.partition(".")
        before = copy.deepcopy(self.values)
        if key:
            self.values[group] = {**(self.values.get(group) or {}), key: value}
        else:
            self.values[group] = value
        return bool(meant(before) != meant(self.values))

    def words(self, path: str) -> bool:
        if path not in NEEDED and self.chance.random() < 0.15:
            self.typed.clear(path)
            return self.put(path, None)
        new = words(self.chance, 2, 9) if path in ("title", "reports_to") else text(self.chance)
        self.typed.type(path, new)
        return self.put(path, new)

    def number(self, path: str) -> bool:
        new = number(self.chance, path)
        shows = show_money if path.endswith(MONEY) else show_number
        self.typed.type(path, shows(float(new)))
        return self.put(path, new)

    def day(self, path: str) -> bool:
        new = day(self.chance)
        self.typed.type(path, show_day(date.fromisoformat(new)))
        return self.put(path, new)

    def entries(self, path: str) -> bool:
        new = entries(self.chance)
        self.typed.type(path, ", ".join(new))
        return self.put(path, new)

    def stated(self, path: str) -> bool:
        """A choice from the list of a field."""
        new = self.chance.choice(STATED[path])
        self.typed.type(path, str(new))
        return self.put(path, new.model_dump(mode="json", exclude_unset=True))

    def paragraphs(self, path: str) -> bool:
        old = self.values.get(path)
        new = [one for one in (old.split("\n\n") if old else []) if self.chance.random() < 0.7]
        new.insert(self.chance.randint(0, len(new)), text(self.chance))
        self.typed.lines(path, new)
        return self.put(path, "\n\n".join(new))

    def items(self, path: str) -> bool:
        """Accountabilities reworded, taken out and added: those that stay keep their ids."""
        old = copy.deepcopy(self.values.get(path) or [])
        new = [item for item in old if len(old) < 2 or self.chance.random() < 0.85]
        for item in new:
            if self.chance.random() < 0.3 and len(item["text"].split()) > 3:
                item["text"] += " and more"
        fresh = _unlike(self.chance)
        new.insert(self.chance.randint(0, len(new)), {"text": fresh})
        self.typed.lines(path, [item["text"] for item in new])
        return self.put(path, new)

    def rows(self, path: str) -> bool:
        """A row of the person profile changed, taken out or added behind another."""
        if not self.values.get(path):
            return False
        held, way = copy.deepcopy(self.values[path]), self.chance.random()
        order = sorted(range(len(held)), key=lambda n: _rank(held[n]))
        at = self.chance.randrange(len(held))
        n = order[at]
        if way < 0.5 and len(held[n]["criterion"].split()) > 3:
            held[n] |= {"criterion": f"{held[n]['criterion']} and more", "importance": "desirable"}
            held[n]["assessed_by"] = self.chance.sample(METHODS, 2)
            self.typed.row(at, *_cells(held[n]))
        elif way < 0.7 and len(held) > 1:
            del held[n]
            self.typed.remove_row(at)
        else:
            fresh = {**criterion(self.chance), "criterion": _unlike(self.chance), "category": held[n]["category"]}
            held.insert(n + 1, fresh)
            self.typed.add_row(at, *_cells(fresh))
        return self.put(path, held)


def _unlike(chance: Random) -> str:
    """Words that no other text has."""
    return f"Zebra {chance.randint(0, 9_999)} quagga okapi"


def _rank(item: Values) -> tuple[int, bool]:
    return CATEGORIES.index(item["category"]), item["importance"] != "essential"


def _cells(item: Values) -> tuple[str, str, str]:
    return item["criterion"], item["importance"].capitalize(), ", ".join(item["assessed_by"]).capitalize()


EDITS = {
    **dict.fromkeys(("title", "reports_to", "version", *TEXTS), Wanted.words),
    **dict.fromkeys(NUMBERS, Wanted.number),
    **dict.fromkeys(DAYS, Wanted.day),
    **dict.fromkeys(LISTS, Wanted.entries),
    **dict.fromkeys(STATED, Wanted.stated),
    "purpose": Wanted.paragraphs,
    "accountabilities": Wanted.items,
    PERSON: Wanted.rows,
}


@dataclass(frozen=True)
class Trial:
    """A role file as it stands, the Word file to import into it, and what is wanted then.

    `changed` are keys of the role file that were changed there after the Word file was built.
    """

    file: Styled
    word: bytes
    wanted: Wanted
    changed: dict[str, Any]


def trial(shop: Workshop, chance: Random, *, tidy: bool) -> Trial:
    """A random role, built; typed into in Word; and in places changed in YAML meanwhile."""
    values = role(chance)
    profile = needed(build.profile_of(shop, parse_role(_sound(chance, values, tidy=True).data, Path("post.yaml"))))
    (made,) = needed(build.outputs(shop, profile, Path()))
    wanted = Wanted(chance, Typed(made.data), copy.deepcopy(values))
    for _ in range(chance.randint(1, 5)):
        wanted.edit()
    now, changed = copy.deepcopy(values), {}
    for path in TEXTS[:4]:
        if path in values and values["status"] != "approved" and chance.random() < 0.1:
            now[path] = changed[path] = f"{words(chance)} in the file"
    wanted.values |= changed
    return Trial(_sound(chance, now, tidy=tidy), wanted.typed.docx(), wanted, changed)


def _sound(chance: Random, values: Values, *, tidy: bool) -> Styled:
    """The values as a file that holds them; not every style does."""
    for _ in range(200):
        file = styled(Styling(chance.random()), values, tidy=tidy)
        read = parse(file.data, Path())
        if read.value and not read.problems and meant(read.value.value) == meant(values):
            return file
    raise AssertionError(f"no style holds {values}")


def outcome(one: Trial, folder: Path) -> str:
    """What became of a trial: “edited”, “conflict” or why it was refused; anything else fails."""
    path, word = folder / "roles" / "post.yaml", folder / "post.docx"
    path.write_bytes(one.file.data)
    intake = needed(take_in(word, one.word, None, folder))
    typed = [edited for edited in one.wanted.edited if edited not in one.changed]
    assert sorted(edit.path for edit in intake.edits) == sorted(typed)
    conflicts = [problem for problem in intake.problems if problem.rule == "conflict"]
    assert len(conflicts) == len(one.wanted.edited) - len(typed)
    told = {problem.rule for problem in intake.problems}
    assert told <= {"conflict", "new-draft", "starters"}, told
    made = written(intake)
    if made.value is None:
        assert {problem.rule for problem in made.problems} == {"cannot-edit"}, made.problems
        return f"cannot-edit: {made.problems[0].message}"
    _check_file(one, made.value, typed)
    _check_page(one, intake, made.value)
    return "conflict" if conflicts else "edited" if typed else "unchanged"


def _check_file(one: Trial, data: bytes, typed: list[str]) -> None:
    """Exactly the edits, and every untouched line as it was."""
    wanted, keys = copy.deepcopy(one.wanted.values), {path.partition(".")[0] for path in typed}
    if typed and wanted["status"] == "approved":
        wanted |= {"status": "draft", **dict.fromkeys(EMPTIED)}
        keys |= {"status", "version", *EMPTIED}
        if "version" not in typed:
            first, _, last = wanted["version"].partition(".")
            wanted["version"] = f"{first}.{int(last) + 1}"
    read = parse(data, Path())
    assert read.value is not None
    assert not read.problems
    assert meant(read.value.value) == meant(wanted)
    old, new = one.file.data.decode("utf-8-sig"), data.decode("utf-8-sig")
    assert (data[:3] == BOM) == one.file.bom
    if one.file.final:
        assert without(new, keys) == without(old, keys)
    else:
        assert [line.rstrip() for line in without(new, keys)] == [line.rstrip() for line in without(old, keys)]
    if not typed:
        assert data == one.file.data


def _check_page(one: Trial, intake: Intake, data: bytes) -> None:
    """A build of the new role file shows what the edited Word file shows."""
    shop, path = intake.workshop, intake.destination.path
    profile = needed(build.profile_of(shop, parse_role(data, path)))
    (made,) = needed(build.outputs(shop, profile, Path()))
    theirs, ours = (needed(from_docx(each, path)) for each in (one.word, made.data))
    there, here = shown_in(theirs, ["Click or tap here to enter text."]), shown_in(ours)
    passed = {*one.changed, *(("version", *EMPTIED) if intake.puts else ())}
    assert {key: sorted(here.get(key, ())) for key in there if key not in passed and key in KINDS} == {
        key: sorted(lines) for key, lines in there.items() if key not in passed and key in KINDS
    }
