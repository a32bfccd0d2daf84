"""Changes to a role, each in a place of its own, for Hypothesis to put together; and the same role otherwise written.

A change is a slot and what is put there; two changes with different slots never undo each other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from rolegen.evaluation.job import Job, Superior
from rolegen.statutes import DESIGNATIONS
from tests.evaluated import ABOVE, DUTIES, ROLE, read
from tests.samples import as_yaml

Change = Mapping[str, Any]
SIZES = ("revenue_budget", "capital_budget", "income", "staff_fte", "direct_reports", "delegated_limit")
AMOUNTS = (
    None,
    "0",
    "4",
    "6",
    "300",
    "420",
    "470",
    "520",
    "250000",
    "1000000",
    "3900000",
    "4400000",
    "5000000",
    "7600000",
)
SERVICES = ("Ferries", "Aqueducts", "Tunnels", "Boatyards", "Ice & snow clearance", "Well-being on water")
NEW_DUTIES = (
    "Write flood warnings that boaters understand at first sight.",
    "Recruit volunteers who clear weeds from reservoirs every autumn.",
    "Defend claims brought by shipping firms before tribunals.",
    "Settle tolls with neighbouring navigation authorities yearly.",
)
MORE_SERVICES = ("Weirs", "Sluices", "Moorings", "Dredging", "Angling")
MORE_DUTIES = (
    "Print maps which visitors carry between marinas.",
    "Store timber, chain and gravel near depots.",
    "Number buoys along estuaries after storms.",
    "Test alarms monthly with fire crews.",
    "Report pollution, with samples, to regulators.",
)
# What a slot may hold beside what the role has: sizes, lists item by item, and the values of single keys.
SUPERIORS = (
    None,
    replace(ABOVE, level="managing-director", level_title="Managing Director"),
    Superior("Director of Parks", "dp", "director", "Director", "P1"),
    Superior("Executive Director of Parks", "edp", "executive-director", "Executive Director", "P2"),
    Superior("Full Council"),
)
VALUES: Mapping[str, tuple[Any, ...]] = {
    "grade": ("17", "20", None),
    "purpose": ("Something that nobody wrote before about ferries.", None),
    "contract": (None, {"type": "fixed-term", "months": "9"}, {"type": "temporary"}),
    "politically_restricted": (None, {"status": "no"}, {"status": "sensitive"}),
    "contacts": ({"internal": ["Everybody"]}, None),
    "review_by": ("2027-01-01",),
    "location": ("Lock Cottage",),
}
OF_THE_JOB: Mapping[str, tuple[Any, ...]] = {
    "superior": SUPERIORS,
    "variant": ("cmt", ""),
    "level": (("chief", "Chief"), ("assistant-director", "Assistant Director")),
}


def _slots() -> Mapping[str, tuple[Any, ...]]:
    """Every slot, and what may be put there."""
    nothing = (None,)
    return {
        **{f"size:{size}": AMOUNTS for size in SIZES},
        **{f"key:{key}": values for key, values in VALUES.items()},
        **{f"job:{key}": values for key, values in OF_THE_JOB.items()},
        **{f"service:{name}": nothing for name in (*ROLE["service_areas"], *MORE_SERVICES, *SERVICES)},
        **{f"office:{name}": nothing for name in list(DESIGNATIONS)[:3]},
        **{f"duty:{number}": ("gone", "reworded", "rewritten") for number in range(len(DUTIES + MORE_DUTIES))},
        **{f"new-duty:{number}": nothing for number in range(len(NEW_DUTIES))},
        **{f"asked:{number}": ("gone", "moved") for number in range(len(ROLE["person_profile"]))},
        "new-asked:": ("essential", "desirable"),
    }


SLOTS = _slots()
OFTEN = ("size", "size", "size", "service", "duty", "new-duty", "asked", "key", "key", "job", "office", "new-asked")


def _of_kind(kind: str) -> st.SearchStrategy[tuple[str, Any]]:
    slots = [slot for slot in SLOTS if slot.startswith(f"{kind}:")]
    return st.sampled_from(slots).flatmap(lambda slot: st.tuples(st.just(slot), st.sampled_from(SLOTS[slot])))


def changes() -> st.SearchStrategy[Change]:
    """A few changes, each in a slot of its own; with many, nearly every role would be referred."""
    one = st.sampled_from(OFTEN).flatmap(_of_kind)
    return st.lists(one, max_size=6, unique_by=lambda made: made[0]).map(dict)


@dataclass(frozen=True)
class State:
    """A role's values, and what else a job is made of."""

    values: Mapping[str, Any]
    superior: Superior | None = ABOVE
    variant: str = "non-cmt"
    title: str = "Director"

    def job(self, text: str = "") -> Job:
        """The job of this role, whose file may be written in another way."""
        said = read(text or as_yaml(self.values))
        return Job("director-bridges", said, self.title, self.variant, "2022", self.superior)


@cache
def evaluated() -> Job:
    """The role as it was evaluated."""
    return start().job()


def start() -> State:
    """The role as it was evaluated, with each accountability under a number."""
    duties = [{"id": f"duty-{number}", "text": text} for number, text in enumerate((*DUTIES, *MORE_DUTIES))]
    return State({**ROLE, "service_areas": [*ROLE["service_areas"], *MORE_SERVICES], "accountabilities": duties})


def put(state: State, made: Change) -> State:
    """The role with the changes made, one after another."""
    for slot, value in made.items():
        kind, _, name = slot.partition(":")
        state = _put(state, kind, name, value)
    return state


def _put(state: State, kind: str, name: str, value: Any) -> State:
    if kind == "job":
        if name == "level":
            state = replace(state, title=value[1])
            return _with(state, "level", value[0])
        return replace(state, superior=value) if name == "superior" else replace(state, variant=value)
    if kind == "key":
        return _with(state, name, value)
    if kind == "size":
        sizes = {**state.values.get("dimensions", {}), name: value}
        return _with(state, "dimensions", {key: size for key, size in sizes.items() if size is not None})
    if kind in ("service", "office"):
        return _toggled(state, "service_areas" if kind == "service" else "statutory", name)
    return _of_lists(state, kind, name, value)


def _of_lists(state: State, kind: str, name: str, value: Any) -> State:
    if kind == "new-duty":
        return _with(state, "accountabilities", [*state.values["accountabilities"], {"text": NEW_DUTIES[int(name)]}])
    if kind == "new-asked":
        criterion = {"criterion": "Membership of masons", "category": "qualifications", "importance": value}
        return _with(state, "person_profile", [*state.values["person_profile"], criterion])
    if kind == "duty":
        kept = [
            _duty(one, value) if one.get("id") == f"duty-{name}" else one for one in state.values["accountabilities"]
        ]
        return _with(state, "accountabilities", [one for one in kept if one])
    wanted = ROLE["person_profile"][int(name)]["criterion"]
    asked = [_criterion(one, value) if one["criterion"] == wanted else one for one in state.values["person_profile"]]
    return _with(state, "person_profile", [one for one in asked if one])


def _duty(duty: Mapping[str, Any], value: str) -> Mapping[str, Any] | None:
    if value == "gone":
        return None
    words = duty["text"].split()
    if value == "reworded":
        words[1:3] = [f"{words[1]}ish", f"{words[2]}like"]
    else:
        words = [f"{word.strip('.')}{duty['id'][-1]}x" for word in words]
    return {**duty, "text": " ".join(words)}


def _criterion(criterion: Mapping[str, Any], value: str) -> Mapping[str, Any] | None:
    other = {"essential": "desirable", "desirable": "essential"}[criterion["importance"]]
    return None if value == "gone" else {**criterion, "importance": other}


def _toggled(state: State, key: str, name: str) -> State:
    names = state.values.get(key, [])
    return _with(state, key, [one for one in names if one != name] if name in names else [*names, name])


def _with(state: State, key: str, value: Any) -> State:
    values = {**state.values, key: value}
    return replace(state, values={one: own for one, own in values.items() if own is not None})


def written(values: Mapping[str, Any], chance: random.Random) -> str:
    """The same values as YAML of some other look: the order of keys, quotes, folds and indents."""
    style = chance.choice((None, '"', "'", "|", ">"))
    return yaml.safe_dump(
        shuffled(values, chance),
        sort_keys=False,
        default_style=style,
        default_flow_style=chance.choice((True, False)) if style in (None, '"', "'") else False,
        width=chance.choice((30, 80, 1000)),
        indent=chance.choice((2, 4)),
        allow_unicode=True,
    )


def shuffled(values: Any, chance: random.Random) -> Any:
    """The same values, the keys of every group in another order."""
    if isinstance(values, dict):
        keys = list(values)
        chance.shuffle(keys)
        return {key: shuffled(values[key], chance) for key in keys}
    return [shuffled(one, chance) for one in values] if isinstance(values, list | tuple) else values


def respelt(text: str, chance: random.Random) -> str:
    """The same words with other signs, spaces and capitals."""
    text = chance.choice((text, text.upper(), text.lower(), text.title() if "'" not in text else text))
    text = chance.choice((text, text.replace(" & ", " and "), text.replace("-", chance.choice((" ", "–", "")))))
    spaced = re.sub(r"(?<=\w) (?=\w)", lambda _: chance.choice((" ", " ", " ", "  ", ", ", " – ", "/")), text)
    return chance.choice(("", "“", " ")) + spaced.strip(".") + chance.choice(("", ".", ";", "!", "”"))


WORDED = {"title", "service_areas", "text", "purpose", "criterion", "directorate"}


def reworded(values: Any, chance: random.Random, key: str = "") -> Any:
    """The same role with every text of its own respelt."""
    if isinstance(values, dict):
        return {name: reworded(value, chance, name) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return [reworded(one, chance, key) for one in values]
    return respelt(values, chance) if key in WORDED else values
