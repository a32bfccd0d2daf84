"""What changed between two sides: once what several roles have in common, then role by role."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from rolegen import build, sides
from rolegen import compared as comparing
from rolegen.build import Options
from rolegen.comparison import Comparison
from rolegen.problems import Checked
from rolegen.workspace import find
from tests.conftest import ROOT
from tests.repositories import NEEDS_GIT, repository
from tests.samples import APPROVAL, FULL, as_yaml, needed, write

FRAMEWORK = {path.name: path.read_text("utf-8") for path in (ROOT / "data").glob("*.yaml")}
VISION = "Give strategic, visionary leadership that contributes to the Council's strategic aims."
Values = Mapping[str, object]


def role(title: str, **values: object) -> Values:
    return {"title": title, "level": "director", "cmt": "true", **values}


def workspace(folder: Path, roles: Mapping[str, Values], *, framework: Mapping[str, str] = FRAMEWORK) -> Path:
    """A workspace with these roles."""
    files = {f"roles/{name}.yaml": as_yaml(values) for name, values in roles.items()}
    return write(folder, {"rolegen.yaml": "", **{f"data/{name}": text for name, text in framework.items()}, **files})


def compared(tmp_path: Path, old: str = "old", new: str = "new") -> Checked[Comparison]:
    """What changed between two things that a user in this folder names."""
    both = needed(sides.read(old, new, tmp_path, tmp_path / "scratch"))
    return Checked(*comparing.of_sides(*both, Options()))


def kinds(told: Comparison) -> dict[str, str]:
    return {role.name: role.kind for role in told.roles}


# --- what became of each role -----------------------------------------------------------------------------------------


def test_roles_that_changed_came_or_went_are_told_apart(tmp_path: Path) -> None:
    same, before, after = role("Same"), role("A", grade="17"), role("A", grade="18")
    workspace(tmp_path / "old", {"same": same, "a": before, "gone": role("Gone", post_number="1")})
    workspace(tmp_path / "new", {"same": same, "a": after, "come": role("Come", post_number="2")})
    told = needed(compared(tmp_path))
    assert (told.old, told.new, told.compared, told.common) == ("old", "new", 4, ())
    assert kinds(told) == {"a": "changed", "come": "added", "gone": "removed"}
    (change,) = told.roles[0].changes
    assert (change.field, change.section) == ("grade", ())
    assert (change.old, change.new) == ("Grade | 17", "Grade | 18")


def test_the_same_on_both_sides_is_nothing(tmp_path: Path) -> None:
    workspace(tmp_path / "old", {"a": FULL})
    assert needed(compared(tmp_path, "old", "old")) == Comparison("old", "old", 1)


def test_sections_are_told_without_the_title_that_all_of_them_stand_under(tmp_path: Path) -> None:
    workspace(tmp_path / "old", {"a": role("A", purpose="Lead on bridges and on nothing else.")})
    workspace(tmp_path / "new", {"a": role("B", purpose="Lead on roads and on nothing else.")})
    found = needed(compared(tmp_path)).roles[0]
    assert found.title == "B"
    assert [change.section for change in found.changes] == [(), ("Job purpose",)]


def test_a_framework_change_is_told_once_with_the_roles_it_reaches(tmp_path: Path) -> None:
    newer = {name: text.replace("visionary", "visible") for name, text in FRAMEWORK.items()}
    roles = {"a": role("A"), "b": role("B"), "assistant": {"title": "C", "level": "assistant-director"}}
    workspace(tmp_path / "old", roles)
    workspace(tmp_path / "new", {**roles, "b": role("B", grade="18")}, framework=newer)
    told = needed(compared(tmp_path))
    (common,) = told.common
    assert (common.change.clause, common.roles) == ("strategic-leadership", ("a", "b"))
    assert {role.name: [change.field for change in role.changes] for role in told.roles} == {"a": [], "b": ["grade"]}


def test_a_framework_change_that_reaches_one_role_is_told_with_that_role(tmp_path: Path) -> None:
    newer = {name: text.replace("visionary", "visible") for name, text in FRAMEWORK.items()}
    roles = {"a": role("A"), "assistant": {"title": "C", "level": "assistant-director"}}
    workspace(tmp_path / "old", roles)
    workspace(tmp_path / "new", roles, framework=newer)
    told = needed(compared(tmp_path))
    assert told.common == ()
    assert [change.clause for change in told.roles[0].changes] == ["strategic-leadership"]


def test_what_roles_say_of_themselves_is_never_common_even_in_the_same_words(tmp_path: Path) -> None:
    workspace(tmp_path / "old", {"a": role("A", grade="17"), "b": role("B", grade="17")})
    workspace(tmp_path / "new", {"a": role("A", grade="18"), "b": role("B", grade="18")})
    told = needed(compared(tmp_path))
    assert told.common == ()
    assert [[change.new for change in one.changes] for one in told.roles] == [["Grade | 18"], ["Grade | 18"]]


def test_a_level_that_is_another_is_the_roles_own_change(tmp_path: Path) -> None:
    workspace(tmp_path / "old", {"a": role("A"), "b": role("B")})
    workspace(tmp_path / "new", {"a": role("A"), "b": {"title": "B", "level": "assistant-director"}})
    told = needed(compared(tmp_path))
    assert (told.common, kinds(told)) == ((), {"b": "changed"})
    assert any(change.clause for change in told.roles[0].changes)


# --- names ------------------------------------------------------------------------------------------------------------


SENTENCES = {
    "purpose": "Keep every bridge standing through flood and frost, and tell the public in time.",
    "accountabilities": [
        {"text": "Inspect each span of every bridge twice a year."},
        {"text": "Paint whatever rusts before anybody complains of it."},
        {"text": "Answer for the safety of all who cross on foot."},
    ],
}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (role("Roads", post_number="P1"), role("Streets", post_number="P1", purpose="All is new here, every word.")),
        (role("Roads", purpose="This is how it was put before."), role("Roads")),
        (
            role("Roads", **SENTENCES),
            role("Streets", **{**SENTENCES, "purpose": "Keep them open, whatever comes, always."}),
        ),
    ],
)
def test_a_role_under_another_name_is_known_by_post_number_title_or_sentences(
    tmp_path: Path, old: Values, new: Values
) -> None:
    workspace(tmp_path / "old", {"roads": old, "other": role("Other", purpose="Something else entirely is done here.")})
    workspace(
        tmp_path / "new", {"streets": new, "third": role("Third", purpose="This one is new and does its own work.")}
    )
    told = needed(compared(tmp_path))
    assert kinds(told) == {"other": "removed", "streets": "renamed", "third": "added"}
    (renamed,) = [role for role in told.roles if role.kind == "renamed"]
    assert renamed.was == "roads"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (role("Roads"), role("Parks")),
        (role("Roads", grade="18", location="Shire House"), role("Parks", grade="18", location="Shire House")),
        (role("Roads", post_number="P1"), role("Parks", post_number="P2")),
        (role("Roads", **SENTENCES), role("Parks", purpose=SENTENCES["purpose"], accountabilities=[
            {"text": "Mow each lawn in every park once a week."}, {"text": "Plant a tree wherever one has fallen."},
            {"text": "Open the gates at dawn and close them at dusk."}])),
    ],
)  # fmt: skip
def test_two_roles_that_share_little_of_their_own_are_not_one(tmp_path: Path, old: Values, new: Values) -> None:
    more = {"keep": role("Keep")}
    workspace(tmp_path / "old", {"a": old, **more})
    workspace(tmp_path / "new", {"b": new, **more})
    assert kinds(needed(compared(tmp_path))) == {"a": "removed", "b": "added"}


def test_one_file_on_either_side_is_a_pair_whatever_the_names(tmp_path: Path) -> None:
    workspace(tmp_path, {"a": role("A", grade="17"), "b": role("A", grade="18")})
    (found,) = needed(compared(tmp_path, "a", "roles/b.yaml")).roles
    assert (found.name, found.was, found.kind, len(found.changes)) == ("b", "a", "changed", 1)


@pytest.mark.parametrize(("old", "new"), [("old", "new/roles/b.yaml"), ("old/roles/b.yaml", "new")])
def test_with_a_single_file_on_one_side_no_other_role_is_looked_at(tmp_path: Path, old: str, new: str) -> None:
    workspace(tmp_path / "old", {"a": role("A"), "b": role("B", grade="17"), "c": role("C")})
    workspace(tmp_path / "new", {"a": role("Ants"), "b": role("B", grade="18"), "d": role("D")})
    told = needed(compared(tmp_path, old, new))
    assert (kinds(told), told.compared) == ({"b": "changed"}, 1)


def test_a_single_file_finds_the_role_that_had_another_name(tmp_path: Path) -> None:
    workspace(tmp_path / "old", {"a": role("A"), "b": role("B"), "lanes": role("Lanes", post_number="P1")})
    workspace(tmp_path / "new", {"a": role("A"), "b": role("B"), "streets": role("Streets", post_number="P1")})
    assert kinds(needed(compared(tmp_path, "old", "new/roles/streets.yaml"))) == {"streets": "renamed"}
    assert kinds(needed(compared(tmp_path, "old/roles/lanes.yaml", "new"))) == {"streets": "renamed"}
    workspace(tmp_path / "new", {"parks": role("Parks", post_number="P3")})
    assert kinds(needed(compared(tmp_path, "old", "new/roles/parks.yaml"))) == {"parks": "added"}


def docx(folder: Path, name: str) -> bytes:
    """The Word file that a role of a workspace makes."""
    shop = needed(build.prepare(needed(find(folder)), Options(formats=("docx",))))
    profile = needed(build.role_profile(shop, folder / "roles" / f"{name}.yaml"))
    return needed(build.outputs(shop, profile, folder))[0].data


def test_a_word_file_is_compared_with_the_role_of_its_name_or_with_the_one_it_says_it_is(tmp_path: Path) -> None:
    workspace(tmp_path, {"a": role("A"), "b": role("B")})
    sent = {"sent/a.docx": docx(tmp_path, "a"), "sent/B, with remarks.docx": docx(tmp_path, "b")}
    write(tmp_path, sent)
    assert needed(compared(tmp_path, "sent", "roles")) == Comparison("sent", "roles", 2)
    workspace(tmp_path, {"b": role("B", grade="18")})
    (changed,) = needed(compared(tmp_path, "sent", "roles")).roles
    assert (changed.name, changed.was, changed.kind) == ("b", "B, with remarks", "changed")
    assert [change.field for change in changed.changes] == ["grade"]


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_role_that_cannot_be_made_is_told_with_its_place_and_stops_none_of_the_others(tmp_path: Path) -> None:
    workspace(tmp_path / "old", {"a": role("A"), "b": role("B")})
    workspace(tmp_path / "new", {"a": role("A", level="nobody"), "b": role("B", grade="18")})
    made = compared(tmp_path)
    told = needed(Checked(made.value))
    assert (kinds(told), told.failed) == ({"b": "changed"}, ("a",))
    assert [(problem.rule, problem.place and problem.place.path) for problem in made.problems] == [
        ("unknown-level", tmp_path / "new" / "roles" / "a.yaml")
    ]


def test_a_framework_that_cannot_be_used_is_told_once_and_nothing_is_called_gone(tmp_path: Path) -> None:
    roles = {"a": role("A"), "b": role("B")}
    workspace(tmp_path / "old", roles, framework={**FRAMEWORK, "descriptors.yaml": "levels: []\n"})
    workspace(tmp_path / "new", roles)
    made = compared(tmp_path)
    assert made.value == Comparison("old", "new", 2, failed=("a", "b"))
    assert len(made.problems) == len(set(made.problems)) > 0


def test_a_word_file_that_is_none_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.docx": b"not one", "b.docx": b"neither"})
    made = compared(tmp_path, "a.docx", "b.docx")
    assert made.value == Comparison("a.docx", "b.docx", 1, failed=("b",))
    assert [problem.place and problem.place.path.name for problem in made.problems] == ["a.docx", "b.docx"]


@NEEDS_GIT
def test_what_is_wrong_at_a_revision_is_told_at_its_place_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = repository(tmp_path / "repository", monkeypatch)
    workspace(repo.root / "hr", {"a": role("A", level="nobody"), "b": role("B")})
    repo.commit("v1")
    workspace(repo.root / "hr", {"a": role("A"), "b": role("B", grade="18")})
    both = needed(sides.read("v1", None, repo.root / "hr", tmp_path / "scratch"))
    made = Checked(*comparing.of_sides(*both, Options()))
    assert [str(problem.place) for problem in made.problems] == ["v1:hr/roles/a.yaml:1:25"]
    assert str(tmp_path) not in " ".join(problem.message for problem in made.problems)
    assert kinds(needed(Checked(made.value))) == {"b": "changed"}


@NEEDS_GIT
def test_an_approved_role_keeps_its_wording_when_the_framework_moves_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = repository(tmp_path / "repository", monkeypatch)
    workspace(repo.root, {"draft": role("A"), "done": {**FULL, **APPROVAL}})
    repo.commit("v1")
    newer = {name: text.replace("visionary", "visible") for name, text in FRAMEWORK.items()}
    newer["descriptors.yaml"] = newer["descriptors.yaml"].replace("version: model-1", "version: model-2")
    workspace(repo.root, {}, framework=newer)
    write(repo.root, {f"data/history/model-1/{name}": text for name, text in FRAMEWORK.items()})
    both = needed(sides.read("v1", None, repo.root, tmp_path / "scratch"))
    assert kinds(comparing.of_sides(*both, Options())[0]) == {"draft": "changed"}
