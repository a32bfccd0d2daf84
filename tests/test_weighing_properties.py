"""What no rule of `rolegen evaluation` may depend on, and what a further change must never do. Roles are random."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import workspace
from rolegen.evaluation.finding import OUTCOMES
from rolegen.evaluation.rulebook import shipped
from rolegen.evaluation.trigger import triggers
from rolegen.workspace import Reevaluation, TriggerSettings
from tests.evaluated import compared, rules_told
from tests.role_changes import Change, changes, evaluated, put, reworded, start, written
from tests.samples import UNTIMED, needed

CHANCES = st.randoms(use_true_random=False)


@given(changes(), changes(), st.data())
@settings(UNTIMED)
def test_a_further_change_never_lowers_an_outcome(basis: Change, made: Change, data: st.DataObject) -> None:
    then = put(start(), basis)
    fewer = {slot: value for slot, value in made.items() if data.draw(st.booleans(), label=slot)}
    some, all_of_them = (compared(put(then, one).job(), then.job()) for one in (fewer, made))
    assert OUTCOMES.index(some.outcome) <= OUTCOMES.index(all_of_them.outcome), (fewer, made)


def outcomes() -> st.SearchStrategy[dict[str, TriggerSettings]]:
    """Rules as an organisation may have them; none that holds the others down."""
    amount = st.sampled_from((0.0, 5.0, 20.0, 33.3, 50.0, 120.0))
    of_rules: dict[str, st.SearchStrategy[TriggerSettings]] = {}
    for name, rule in shipped().items():
        if rule.unit is None:
            of_rules[name] = st.builds(TriggerSettings, outcome=st.sampled_from(("note", "discuss", "refer", "off")))
        elif not rule.within:
            steps = st.lists(amount, min_size=3, max_size=3).map(sorted)
            of_rules[name] = steps.map(lambda found: TriggerSettings(note=found[0], discuss=found[1], refer=found[2]))
    of_rules["many-changes"] = st.integers(1, 4).map(lambda count: TriggerSettings(refer=count))
    of_rules["budget"] = st.just(TriggerSettings(note=90, discuss=95, refer=99, bands=(9_500_000, 11_000_000)))
    return st.fixed_dictionaries({}, optional=of_rules)


@given(outcomes(), changes(), changes(), st.data())
@settings(UNTIMED)
def test_a_further_change_lowers_no_outcome_whatever_the_thresholds(
    rules: dict[str, TriggerSettings], basis: Change, made: Change, data: st.DataObject
) -> None:
    place = needed(workspace.find(Path("/")))
    own = replace(place, settings=place.settings.model_copy(update={"reevaluation": Reevaluation(rules=rules)}))
    then, held = put(start(), basis), needed(triggers(own))
    fewer = {slot: value for slot, value in made.items() if data.draw(st.booleans(), label=slot)}
    some, all_of_them = (compared(put(then, one).job(), then.job(), held) for one in (fewer, made))
    assert OUTCOMES.index(some.outcome) <= OUTCOMES.index(all_of_them.outcome), (fewer, made)


@given(changes(), CHANCES)
@settings(UNTIMED)
def test_how_a_file_is_written_never_changes_which_rules_speak(made: Change, chance: random.Random) -> None:
    after = put(start(), made)
    plain = compared(after.job(), evaluated())
    other = compared(after.job(written(after.values, chance)), start().job(written(start().values, chance)))
    assert other.findings == plain.findings


@given(changes(), CHANCES)
@settings(UNTIMED)
def test_signs_and_capitals_never_change_which_rules_speak(made: Change, chance: random.Random) -> None:
    after = put(start(), made)
    respelt = replace(after, values=reworded(after.values, chance))
    assert rules_told(compared(respelt.job(), evaluated())) == rules_told(compared(after.job(), evaluated()))


@given(changes(), CHANCES)
@settings(UNTIMED)
def test_the_order_of_a_list_never_changes_which_rules_speak(made: Change, chance: random.Random) -> None:
    after = put(start(), made)
    lists = {key: chance.sample(value, len(value)) for key, value in after.values.items() if isinstance(value, list)}
    other = replace(after, values={**after.values, **lists})
    assert rules_told(compared(other.job(), evaluated())) == rules_told(compared(after.job(), evaluated()))


@given(changes(), st.sampled_from(("Head of Water", "Chief", "Executive Director of Works", "x")))
@settings(UNTIMED)
def test_renaming_never_changes_which_rules_speak(made: Change, name: str) -> None:
    after = put(start(), made)
    duties = [{**one, "id": f"other-{number}"} for number, one in enumerate(after.values["accountabilities"])]
    above = after.superior
    if above and above.post_number:
        above = replace(above, said=name, role="another-id")
    title = after.title if "job:level" in made else name
    values = {**after.values, "title": name, "accountabilities": duties}
    renamed = replace(replace(after, values=values, title=title, superior=above).job(), id="another-id")
    assert rules_told(compared(renamed, evaluated())) == rules_told(compared(after.job(), evaluated()))


@given(changes(), CHANCES)
@settings(UNTIMED)
def test_many_small_steps_come_to_what_their_sum_comes_to(made: Change, chance: random.Random) -> None:
    slots = list(made)
    chance.shuffle(slots)
    state = start()
    for slot in slots:
        state = put(state, {slot: made[slot]})
    at_once = compared(put(start(), made).job(), evaluated())
    assert rules_told(compared(state.job(), evaluated())) == rules_told(at_once)
