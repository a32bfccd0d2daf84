"""The file of objectives that an organisation shares: whose they are, and what is refused in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import workspace
from rolegen.performance.objectives import Objectives, Shared, read
from rolegen.performance.personal import STAYS
from rolegen.problems import Problem
from tests.conftest import EXAMPLES, Run
from tests.samples import as_yaml, needed, write

FENMOOR, SALTMERE = "Fenmoor County Council", "Saltmere City Council"
HEAD: dict[str, Any] = {"period": "2026/27", "decided_by": "Full Council", "decided_on": "2026-05-20"}
PLAIN: dict[str, Any] = {"kind": "corporate", "text": "Balance the budget."}
JOINT: dict[str, Any] = {"kind": "collaboration", "text": "Share one depot."}
FEW = settings(max_examples=25, deadline=None, derandomize=True, database=None)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with a post of its own and a joint one."""
    post = "title: Director\nlevel: director\ncmt: true\n"
    return write(
        tmp_path,
        {
            "rolegen.yaml": f"organisation: {FENMOOR}\n",
            "roles/director-place.yaml": post,
            "roles/head-of-depots.yaml": f"{post}employers: [{FENMOOR}, {SALTMERE}]\n",
            "roles/broken.yaml": "title: [\nemployers: [",
        },
    )


def said(place: Path, *objectives: Any, **others: Any) -> tuple[Shared | None, tuple[Problem, ...]]:
    """What becomes of a file with these objectives."""
    path = write(place, {"objectives.yaml": as_yaml({**HEAD, **others, "objectives": list(objectives)})})
    found = read(path / "objectives.yaml", needed(workspace.find(place)))
    return found.value, found.problems


def line_of(place: Path, problem: Problem) -> str:
    """The line that a problem stands in, and that is not quoted: it may say something of a person."""
    assert problem.place is not None
    assert problem.place.source == ""
    return (place / "objectives.yaml").read_text("utf-8").splitlines()[problem.place.line - 1]


def rules(problems: tuple[Problem, ...]) -> list[str]:
    """The rules in the order of their lines; each problem has its line."""
    assert all(problem.place and problem.place.line for problem in problems), problems
    return [problem.rule for problem in problems]


# --- whose they are ---------------------------------------------------------------------------------------------------


def test_the_example_is_read_and_shared_among_the_employers_of_a_joint_post() -> None:
    found = read(EXAMPLES / "objectives.yaml", needed(workspace.find(EXAMPLES)))
    assert found.problems == ()
    mine = needed(found).of("assistant-director-public-health-programmes", (FENMOOR, SALTMERE))
    assert {name: len(every) for name, every in mine.corporate.items()} == {FENMOOR: 2, SALTMERE: 1}
    assert [one.kind for one in mine.collaboration] == ["collaboration"]


def test_a_post_of_one_employer_has_its_corporate_objectives_alone(place: Path) -> None:
    shared, problems = said(place, PLAIN, {**PLAIN, "employer": SALTMERE}, JOINT)
    assert (problems, shared is None) == ((), False)
    alone, together = needed_of(shared, FENMOOR), needed_of(shared, SALTMERE, FENMOOR)
    assert [len(every) for every in alone.corporate.values()] == [1]
    assert alone.collaboration == ()
    assert list(together.corporate) == [SALTMERE, FENMOOR]
    assert [one.text for one in together.collaboration] == [JOINT["text"]]


def needed_of(shared: Shared | None, *employers: str, role: str = "") -> Any:
    assert shared is not None
    return shared.of(role, employers)


def test_an_objective_that_names_roles_is_of_these_alone_and_of_no_level(place: Path) -> None:
    shared, problems = said(place, {**PLAIN, "roles": ["director-place"]}, JOINT)
    assert problems == ()
    assert needed_of(shared, FENMOOR, role="director-place").corporate[FENMOOR]
    for role in ("head-of-depots", ""):
        assert not needed_of(shared, FENMOOR, role=role).corporate[FENMOOR]


def test_spaces_and_capitals_tell_no_employers_apart(place: Path) -> None:
    shared, problems = said(place, {**PLAIN, "employer": "saltmere  City council"})
    assert problems == ()
    assert needed_of(shared, SALTMERE).corporate[SALTMERE]


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["personal", "development", "Personal development", "individual", "learning"])
def test_objectives_of_a_person_are_refused_and_why(place: Path, kind: str) -> None:
    shared, problems = said(place, PLAIN, {**PLAIN, "kind": kind, "text": "Learn to swim."})
    assert (shared, rules(problems)) == (None, ["confidential"])
    assert problems[0].message == f"{kind.capitalize()} objectives are confidential: they are {STAYS}."
    assert kind in line_of(place, problems[0])


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("rating", "assessment"), ("Score", "assessment"), ("self-assessment", "assessment"),
        ("evidence", "assessment"), ("achieved", "assessment"), ("officer", "names of people"),
        ("name", "names of people"), ("post_holder", "names of people"), ("reviewer", "names of people"),
        ("personal_objectives", "Personal objectives are"), ("development", "Development objectives are"),
    ],
)  # fmt: skip
def test_a_key_of_what_stays_in_the_form_is_refused_and_why(place: Path, key: str, why: str) -> None:
    for items, others in (([{**PLAIN, key: "x"}], {}), ([PLAIN], {key: "x"})):
        _, problems = said(place, *items, **others)
        assert rules(problems) == ["confidential"]
        assert why in problems[0].message
        assert key in line_of(place, problems[0])


def test_objectives_by_kind_are_refused_too(place: Path) -> None:
    path = write(place, {"o.yaml": as_yaml({**HEAD, "objectives": {"corporate": ["A"], "personal": ["B"]}})}) / "o.yaml"
    found = read(path, needed(workspace.find(place))).problems
    assert sorted(rules(found)) == ["confidential", "wrong-type"]


@pytest.mark.parametrize("key", [key for model in (Objectives,) for key in model.model_fields] + ["outcome", "tetx"])
def test_no_other_key_is_called_confidential(place: Path, key: str) -> None:
    problems = said(place, {**PLAIN, key: "x"})[1] if key != "period" else ()
    assert "confidential" not in rules(problems)


def test_all_that_is_wrong_is_told_in_one_pass(place: Path) -> None:
    _, problems = said(
        place,
        {**PLAIN, "kind": "corproate", "employer": "Saltmere Council", "roles": ["director-plaice"]},
        {**JOINT, "employer": FENMOOR, "due": "2026-02-30"},
        {**JOINT, "roles": ["director-place"], "due": "2025-12-31", "rating": "good"},
        {**PLAIN, "employer": SALTMERE, "roles": ["director-place"]},
        PLAIN,
        {**PLAIN, "text": "Balance  the Budget."},
        decided_by=None,
    )
    assert sorted(rules(problems)) == sorted([
        "missing-key", "unknown-value", "unknown-employer", "unknown-role", "employer", "date", "not-theirs", "due",
        "confidential", "not-theirs", "twice",
    ])  # fmt: skip
    hints = {problem.rule: problem.hint for problem in problems}
    assert "Did you mean “corporate”?" in hints["unknown-value"]
    assert f"Did you mean “{SALTMERE}”?" in hints["unknown-employer"]
    assert "Did you mean “director-place”?" in hints["unknown-role"]


def test_a_file_needs_objectives_and_who_decided_to_share_them_and_when(place: Path) -> None:
    assert rules(said(place)[1]) == ["out-of-range"]
    bare = read(write(place, {"o.yaml": "objectives: []\n"}) / "o.yaml", needed(workspace.find(place)))
    assert [problem.rule for problem in bare.problems].count("missing-key") == 3


def test_an_objective_may_be_due_on_the_day_of_the_decision(place: Path) -> None:
    shared, problems = said(place, {**PLAIN, "due": HEAD["decided_on"]})
    assert problems == ()
    assert shared is not None
    assert shared.said.objectives[0].due == date(2026, 5, 20)


def test_check_reads_a_file_of_objectives_as_one(place: Path, run: Run) -> None:
    write(place, {"shared/2026.yaml": as_yaml({**HEAD, "objectives": [{**PLAIN, "kind": "personal"}]})})
    ran = run("check", str(place / "shared/2026.yaml"), str(place / "roles/director-place.yaml"))
    assert ran.code == 1
    assert ran.err.count("error: ") == ran.err.count("Personal objectives are confidential") == 1
    assert "1 file of shared objectives checked: 1 error, 0 warnings." in ran.err
    assert "1 role, " in ran.err


def test_a_file_that_is_not_there_is_told(place: Path) -> None:
    found = read(place / "none.yaml", needed(workspace.find(place)))
    assert (found.value, [problem.rule for problem in found.problems]) == (None, ["unreadable"])


# --- whatever stands in the file --------------------------------------------------------------------------------------

WORDS = st.sampled_from([
    "corporate", "personal", FENMOOR, "director-place", "broken", "2026-05-20", "", "x: y", "rating", "é\u2028", "null",
])  # fmt: skip
KEYS = st.sampled_from(
    ["kind", "employer", "text", "due", "roles", "measure", "rating", "objectives", "decided_on", "1"]
)
ANYTHING = st.recursive(
    WORDS | st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=9,
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> workspace.Workspace:
    folder = tmp_path_factory.mktemp("known")
    write(folder, {"rolegen.yaml": f"organisation: {FENMOOR}\n", "roles/broken.yaml": "employers: {a: ["})
    return needed(workspace.find(folder))


@FEW
@given(values=ANYTHING, items=st.lists(st.dictionaries(KEYS, ANYTHING, max_size=5), max_size=3), whole=st.booleans())
def test_reading_never_raises(known: workspace.Workspace, values: Any, items: list[Any], whole: bool) -> None:
    path = known.root / "objectives.yaml"
    path.write_text(as_yaml(values if whole else {**HEAD, "objectives": items}), encoding="utf-8")
    found = read(path, known)
    assert found.value or found.problems


@FEW
@given(data=st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_reading_never_raises_whatever_the_bytes_are(known: workspace.Workspace, data: bytes) -> None:
    path = known.root / "objectives.yaml"
    path.write_bytes(data)
    found = read(path, known)
    assert found.value is None
    assert found.problems
