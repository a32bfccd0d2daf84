"""Two frameworks: each change between them is told once, for the levels whose words it changes, and nothing else is."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import framework
from rolegen.amended import Amendment, Post, amendments
from rolegen.amended.amendment import who
from rolegen.amended.whole import every_post
from rolegen.framework import Framework
from tests.conftest import ROOT, Run
from tests.samples import UNTIMED, as_yaml, needed, write

Values = dict[str, Any]
Told = tuple[str, str, str]  # part, id and what


def shipped() -> Values:
    """The framework that rolegen comes with, as values; no level names another, so that each can go."""
    read = [
        yaml.safe_load((ROOT / "data" / f"{name}.yaml").read_text("utf-8"))
        for name in ("descriptors", "responsibilities")
    ]
    values: Values = {**read[0], **read[1]}
    for level in values["levels"]:
        level["reports_to"] = "Somebody"
    return values


BASE = shipped()


def loaded(values: Values, folder: Path) -> Framework:
    write(folder, {f"{name}.yaml": as_yaml({key: values[key] for key in keys}) for name, keys in FILES.items()})
    return needed(framework.load(folder))


FILES = {"descriptors": ("framework", "levels"), "responsibilities": ("themes",)}


def amended(old: Values, new: Values) -> tuple[Amendment, ...]:
    with TemporaryDirectory() as folder:
        return amendments(loaded(old, Path(folder, "old")), loaded(new, Path(folder, "new")))


def changed(change: Callable[[Values], object], base: Values = BASE) -> Values:
    """The framework with a change."""
    values = copy.deepcopy(base)
    change(values)
    return values


def clause(values: Values, name: str) -> Values:
    found: Values = next(one for theme in values["themes"] for one in theme["clauses"] if one["id"] == name)
    return found


def level(values: Values, name: str) -> Values:
    found: Values = next(one for one in values["levels"] if one["id"] == name)
    return found


def told(found: tuple[Amendment, ...]) -> list[Told]:
    return [(one.part, one.id, one.what) for one in found]


# --- what one change is told as ---------------------------------------------------------------------------------------


def test_a_framework_and_itself_do_not_differ() -> None:
    assert amended(BASE, BASE) == ()


def test_another_version_is_no_change_but_another_name_and_adoption_are() -> None:
    adoption = {"approved_by": "Full Council", "approved_on": "2026-05-20"}
    new = changed(lambda values: values["framework"].update(name="Fen framework", version="fen-2", adoption=adoption))
    found = amended(BASE, new)
    assert told(found) == [("framework", "", "name"), ("framework", "", "adoption")]
    assert found[1].change.new == "approved by Full Council on 20 May 2026"


def test_a_wording_that_all_levels_share_is_told_once_for_all_of_them() -> None:
    new = changed(lambda values: clause(values, "reputation").update(text="Guard the good name of the Council."))
    (one,) = amended(BASE, new)
    assert (one.part, one.id, one.what, one.under) == ("clause", "reputation", "wording", "Shaping the Future")
    assert {post.new for post in one.posts} == {
        ("managing-director", "cmt"),
        ("executive-director", "cmt"),
        ("director", "cmt"),
        ("director", "non-cmt"),
        ("assistant-director", "non-cmt"),
    }


def test_a_wording_of_one_version_is_told_for_that_version() -> None:
    new = changed(
        lambda values: clause(values, "corporate-management")["levels"]["director"].update({"non-cmt": "Help."})
    )
    (one,) = amended(BASE, new)
    assert [post.title for post in one.posts] == ["Director (non-cmt)"]
    assert (one.change.kind, one.change.new) == ("changed", "Help.")


def test_a_level_that_loses_a_clause_or_gets_it_is_told_so() -> None:
    new = changed(lambda values: clause(values, "reputation").update(levels={"director": None}))
    (one,), (back,) = amended(BASE, new), amended(new, BASE)
    assert (one.change.kind, [post.title for post in one.posts]) == (
        "removed",
        ["Director (cmt)", "Director (non-cmt)"],
    )
    assert (back.what, back.change.kind, back.posts) == ("wording", "added", one.posts)


def test_a_clause_under_another_id_in_nearly_the_same_words_is_renamed() -> None:
    def rename(values: Values) -> None:
        own = clause(values, "reputation")
        own.update(id="good-name", text=own["text"].replace("Seek to improve", "Improve"))

    found = amended(BASE, changed(rename))
    assert told(found) == [("clause", "good-name", "id"), ("clause", "good-name", "wording")]
    assert (found[0].change.old, found[0].change.new) == ("reputation", "good-name")


def test_a_clause_under_another_id_in_other_words_is_another_clause() -> None:
    new = changed(lambda values: clause(values, "reputation").update(id="frogs", text="Count the frogs of the fen."))
    assert sorted(told(amended(BASE, new))) == [("clause", "frogs", "new"), ("clause", "reputation", "gone")]


def test_a_clause_that_no_level_has_is_told_all_the_same() -> None:
    def add(values: Values) -> None:
        nobody = dict.fromkeys([one["id"] for one in values["levels"]])
        values["themes"][0]["clauses"].append({"id": "idle", "title": "Idle", "levels": nobody})

    (one,) = amended(BASE, changed(add))
    assert (one.what, one.change.new, one.posts) == ("new", "Idle", ())


def test_a_changed_field_that_several_levels_share_is_told_once() -> None:
    new = changed(lambda values: [one.update(reports_to="The Board") for one in values["levels"][1:3]])
    (one,) = amended(BASE, new)
    assert (one.what, one.change.old, one.change.new) == ("reports_to", "Somebody", "The Board")
    assert one.title == "Executive Director and Director"


def test_a_level_that_another_reports_to_is_called_by_its_title() -> None:
    under = changed(lambda values: level(values, "director").update(reports_to="executive-director"))
    (one,) = amended(BASE, under)
    assert (one.what, one.change.new) == ("reports_to", "Executive Director")

    def rename(values: Values) -> None:
        level(values, "executive-director")["id"] = "chief"
        level(values, "director")["reports_to"] = "chief"
        for own in (own for theme in values["themes"] for own in theme["clauses"]):
            if "executive-director" in own.get("levels", {}):
                own["levels"]["chief"] = own["levels"].pop("executive-director")

    assert told(amended(under, changed(rename, under))) == [("level", "chief", "id")]


def test_the_title_of_a_level_is_told_for_those_that_extend_it_too() -> None:
    def extend(values: Values) -> None:
        values["levels"].append({"id": "acting", "title": "Acting Director", "extends": "director"})

    old = changed(extend)
    (one,) = amended(old, changed(lambda values: level(values, "director").update(title="Head"), old))
    assert [post.title for post in one.posts] == [
        "Head (cmt)",
        "Head (non-cmt)",
        "Acting Director (cmt)",
        "Acting Director (non-cmt)",
    ]


def test_a_term_that_changes_is_told_in_words() -> None:
    old = changed(lambda values: level(values, "director").update(term={"months": "12"}))
    (one,) = amended(old, changed(lambda values: level(values, "director").update(term={"months": "24"})))
    assert (one.what, one.change.old, one.change.new) == ("term", "Fixed term, 12 months", "Fixed term, 24 months")


def test_what_a_level_says_in_one_place_changes_for_those_that_extend_it_and_is_told_once() -> None:
    def extend(values: Values) -> None:
        values["levels"].append({"id": "acting", "title": "Acting Director", "extends": "director"})

    old = changed(extend)
    (one,) = amended(
        old, changed(lambda values: level(values, "director")["descriptor"].append("Guards the dykes."), old)
    )
    assert (one.what, one.change.kind, one.change.new) == ("descriptor", "added", "Guards the dykes.")
    assert {post.level for post in one.posts} == {"Director", "Acting Director"}


def test_a_level_that_gets_versions_is_compared_with_what_it_was_in_each() -> None:
    def divide(values: Values) -> None:
        level(values, "assistant-director")["variants"] = {"city": {}, "shire": {}}
        for theme in values["themes"]:
            for one in theme["clauses"]:
                own = one.get("levels", {}).get("assistant-director", one.get("text"))
                one.setdefault("levels", {})["assistant-director"] = {"city": own, "shire": own}
        clause(values, "reputation")["levels"]["assistant-director"]["shire"] = "Guard the good name of the shire."

    found = amended(BASE, changed(divide))
    assert told(found)[:3] == [("level", "assistant-director", "variants")] * 3
    (one,) = found[3:]
    assert [(post.old, post.new) for post in one.posts] == [
        (("assistant-director", "non-cmt"), ("assistant-director", "shire"))
    ]


def test_the_words_that_only_a_new_level_has_are_told_and_those_it_shares_are_not() -> None:
    def add(values: Values) -> None:
        own = {**copy.deepcopy(level(values, "director")), "id": "head", "title": "Head of Service", "variants": {}}
        values["levels"].append({**own, "descriptor": "A Head of Service runs one service and answers for it."})
        for name in ("corporate-management", "reputation"):
            clause(values, name).setdefault("levels", {})["head"] = f"Run the service: {name}."

    found = amended(BASE, changed(add))
    assert sorted(told(found)) == [
        ("clause", "corporate-management", "wording"),
        ("clause", "reputation", "wording"),
        ("level", "head", "new"),
    ]
    assert {post.old for one in found for post in one.posts} == {None}


def test_the_whole_framework_gone_and_another_come_is_told_without_a_mistake() -> None:
    other = {
        "framework": {"name": "Other", "version": "other"},
        "levels": [{"id": "warden", "title": "Warden", "descriptor": "Keeps the sluices of the fen."}],
        "themes": [{"id": "water", "title": "Water", "clauses": [{"id": "level", "text": "Hold the water level."}]}],
    }
    found = Counter((one.part, one.what) for one in amended(BASE, other))
    assert found["level", "gone"] == found["level", "new"] + 3 == len(BASE["levels"])
    assert found["clause", "new"] == 1
    assert not found["clause", "wording"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a cmt", "a non", "b"), "every level"),
        (("a cmt", "a non"), "A"),
        (("a cmt",), "A (cmt)"),
        (("a non", "b"), "A (non) and B"),
        ((), ""),
    ],
)
def test_for_whom_a_change_holds_is_said_in_as_few_words_as_tell_it(names: tuple[str, ...], said: str) -> None:
    every = {
        "a cmt": Post(("a", "cmt"), ("a", "cmt"), "A", "cmt"),
        "a non": Post(("a", "non"), ("a", "non"), "A", "non"),
        "b": Post(("b", ""), ("b", ""), "B"),
    }
    assert who([every[name] for name in names], list(every.values())) == said


# --- any changes at once ----------------------------------------------------------------------------------------------

Edit = Callable[[Values, list[str], list[str]], Iterator[Told]]


def rewords(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    clause(values, clauses.pop())["text"] = "Count the herons that stand in the fen each spring."
    yield from ()  # wordings are held against what the files say, below


def rewords_a_level(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    clause(values, clauses.pop()).setdefault("levels", {})[values["levels"][0]["id"]] = "Count the eels at the sluice."
    yield from ()


def takes_a_clause_from_a_level(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    clause(values, clauses.pop()).setdefault("levels", {})[values["levels"][-1]["id"]] = None
    yield from ()


def retitles_a_clause(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    own = clause(values, clauses.pop())
    own["title"] = "Herons"
    yield "clause", own["id"], "title"


def renames_a_clause(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    own = clause(values, clauses.pop())
    own["id"] += "-renamed"
    yield "clause", own["id"], "id"


def adds_a_clause(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    name = clauses.pop()
    theme = next(one for one in values["themes"] if name in [own["id"] for own in one["clauses"]])
    theme["clauses"].insert(0, {"id": "dykes", "text": "Walk the dykes after every storm and mend what leaks."})
    yield "clause", "dykes", "new"


def takes_out_a_clause(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    name = clauses.pop()
    for theme in values["themes"]:
        theme["clauses"] = [own for own in theme["clauses"] if own["id"] != name]
    words = {own for (one, *_), own in wordings(BASE).items() if one == name}
    yield from [("clause", name, "gone")] * len(words)


def moves_a_clause(values: Values, clauses: list[str], _: list[str]) -> Iterator[Told]:
    own = clause(values, clauses.pop())
    at = next(n for n, theme in enumerate(values["themes"]) if own in theme["clauses"])
    values["themes"][at]["clauses"].remove(own)
    values["themes"][(at + 1) % len(values["themes"])]["clauses"].append(own)
    yield "clause", own["id"], "theme"


def retitles_a_theme(values: Values, *_: list[str]) -> Iterator[Told]:
    next(one for one in values["themes"] if one["id"] == "leading-through-others")["title"] = "Walking the Dykes"
    yield "theme", "leading-through-others", "title"


def renames_a_theme(values: Values, *_: list[str]) -> Iterator[Told]:
    next(one for one in values["themes"] if one["id"] == "shaping-the-future")["id"] = "dykes"
    yield "theme", "dykes", "id"


def puts_the_first_theme_last(values: Values, *_: list[str]) -> Iterator[Told]:
    values["themes"].append(values["themes"].pop(0))
    yield "theme", values["themes"][-1]["id"], "order"


def retitles_a_level(values: Values, _: list[str], levels: list[str]) -> Iterator[Told]:
    own = level(values, levels.pop())
    own["title"] = "Warden of the Sluices"
    yield "level", own["id"], "title"


def rewords_a_descriptor(values: Values, _: list[str], levels: list[str]) -> Iterator[Told]:
    own = level(values, levels.pop())
    own["descriptor"] = [*own["descriptor"], "The warden opens the sluices at low water."]
    yield "level", own["id"], "descriptor"


def takes_out_a_level(values: Values, _: list[str], levels: list[str]) -> Iterator[Told]:
    name = levels.pop()
    values["levels"] = [one for one in values["levels"] if one["id"] != name]
    for theme in values["themes"]:
        for own in theme["clauses"]:
            own.get("levels", {}).pop(name, None)
    yield "level", name, "gone"


def changes_what_a_version_is_called(values: Values, _: list[str], levels: list[str]) -> Iterator[Told]:
    own = level(values, levels.pop())
    next(iter(own["variants"].values()))["membership"] = "On the board"
    yield "level", own["id"], "membership"


EDITS: tuple[Edit, ...] = (  # in this order: what has another id is told under that
    renames_a_theme,
    rewords,
    rewords_a_level,
    takes_a_clause_from_a_level,
    retitles_a_clause,
    renames_a_clause,
    adds_a_clause,
    takes_out_a_clause,
    moves_a_clause,
    retitles_a_theme,
    retitles_a_level,
    rewords_a_descriptor,
    takes_out_a_level,
    changes_what_a_version_is_called,
    puts_the_first_theme_last,
)


def wordings(values: Values) -> Mapping[tuple[str, str, str], str]:
    """The words of each clause for each level and version, by the rules of the file and not by rolegen's code."""
    found = {}
    for theme in values["themes"]:
        for own in theme["clauses"]:
            for one in values["levels"]:
                text = own.get("levels", {}).get(one["id"], own.get("text"))
                for version in one["variants"]:
                    words = text[version] if isinstance(text, dict) else text
                    if words is not None:
                        found[own["id"], one["id"], version] = " ".join(words.split())
    return found


def reworded(old: Values, new: Values) -> Counter[tuple[str, str, str, frozenset[tuple[str, str]]]]:
    """What became of the words of clauses that stayed: of each clause each change, and for whom.

    The words of a level that is gone count where nobody else had them.
    """
    was, now = wordings(old), wordings(new)
    clauses = {name for name, *_ in now} & {name for name, *_ in was}
    levels = {one["id"] for one in new["levels"]}
    found: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    for name, at, version in {**was, **now}:
        old_words, new_words = was.get((name, at, version), ""), now.get((name, at, version), "")
        others = {own for (one, other, _), own in was.items() if one == name and other in levels}
        if name in clauses and old_words != new_words and (at in levels or old_words not in others):
            found.setdefault((name, old_words, new_words), set()).add((at, version))
    return Counter((*key, frozenset(posts)) for key, posts in found.items())


@settings(UNTIMED, max_examples=25)
@given(st.lists(st.sampled_from(EDITS), unique=True, max_size=7), st.randoms(use_true_random=False))
def test_whatever_changes_each_change_is_told_once_and_nothing_else(edits: list[Edit], chances: Random) -> None:
    new = copy.deepcopy(BASE)
    clauses = [own["id"] for theme in BASE["themes"] for own in theme["clauses"]]
    levels = [one["id"] for one in BASE["levels"]]
    chances.shuffle(clauses)
    chances.shuffle(levels)
    expected = Counter(one for edit in sorted(edits, key=EDITS.index) for one in edit(new, clauses, levels))
    found = amended(BASE, new)
    assert Counter(one for one in told(found) if one[2] != "wording") == expected
    was = copy.deepcopy(BASE)
    for one in found:
        if (one.part, one.what) == ("clause", "id"):
            clause(was, one.change.old)["id"] = one.change.new
    assert reworded(was, new) == Counter(
        (one.id, one.change.old, one.change.new, frozenset(at for post in one.posts if (at := post.old or post.new)))
        for one in found
        if one.what == "wording"
    )


def test_the_posts_of_two_frameworks_are_every_version_of_every_level(tmp_path: Path) -> None:
    known = loaded(BASE, tmp_path)
    assert len(every_post(known, known)) == sum(len(one["variants"]) for one in BASE["levels"]) == 5


def test_starter_criteria_are_told_once_a_level_and_as_no_approved_wording(run: Run, examples: Path) -> None:
    assert examples.is_dir()
    told = run("diff", "--framework", "2021", "2022").out
    assert told.count("Director, starter criteria (no approved wording)\n") == 2, "one of two levels"
    assert told.count("starter criteria") == 2
