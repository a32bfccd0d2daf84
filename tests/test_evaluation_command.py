"""rolegen evaluation in small workspaces: what it answers, how it ends, and which flags go together."""

from __future__ import annotations

import json
import os
import re
import signal
from datetime import datetime
from pathlib import Path

import pytest

from rolegen.evaluation.rulebook import shipped
from tests.conftest import Ran, Run
from tests.many import ended, started
from tests.samples import as_yaml, markdown_words, write

EVALUATED = {"status": "evaluated", "reference": "JE-1", "date": "2025-03-31"}
DAY = "--as-at=2026-01-31"


def role(*services: str, **others: object) -> str:
    """A role file of an evaluated director with these services."""
    values = {"title": "Director of Ponds", "level": "director", "cmt": "false", "grade": "18"}
    areas = {"service_areas": list(services)} if services else {}
    return as_yaml({**values, **areas, "job_evaluation": EVALUATED, **others})


def roles(folder: Path, **files: str) -> None:
    write(folder, {f"roles/{name.replace('_', '-')}.yaml": text for name, text in files.items()})


@pytest.fixture
def council(tmp_path: Path, run: Run) -> Path:
    """A council of two directors, both kept as they were evaluated."""
    write(tmp_path, {"rolegen.yaml": "organisation: Fenmoor County Council\n"})
    ponds = role("Ponds", "Wells", "Weirs", "Locks", "Docks")
    roads = role("Roads", "Bridges", "Kerbs", "Lamps", "Signs", title="Director of Roads")
    roles(tmp_path, ponds=ponds, roads=roads)
    assert run("evaluation", "--record").code == 0
    assert len(list(tmp_path.glob("evaluations/*/*/evaluation.yaml"))) == 2
    return tmp_path


def move_bridges(council: Path) -> None:
    """Gives one of the roads' services to the ponds."""
    ponds = role("Ponds", "Wells", "Weirs", "Locks", "Docks", "Bridges")
    roads = role("Roads", "Kerbs", "Lamps", "Signs", title="Director of Roads")
    roles(council, ponds=ponds, roads=roads)


def flowing(ran: Ran) -> str:
    """What it says, wherever its lines end."""
    return re.sub(r"\s+", " ", ran.out)


def values(ran: Ran) -> dict[str, object]:
    answer: dict[str, object] = json.loads(ran.out)
    return answer


def outcomes(ran: Ran) -> dict[str, str]:
    """What each role comes to."""
    return {one["role"]: one["outcome"] for one in json.loads(ran.out)["roles"]}


@pytest.mark.usefixtures("council")
def test_a_role_that_did_not_change_has_no_trigger(run: Run) -> None:
    ran = run("evaluation", "ponds", DAY)
    assert ran.code == 0
    assert "Nothing to tell of Director of Ponds (ponds).\n\n1 role: no trigger found.\n" in ran.out
    assert ran.err == ""


def test_all_roles_are_told_those_first_that_come_to_most(council: Path, run: Run) -> None:
    roles(council, roads=role("Roads", "Kerbs", "Lamps", "Signs", title="Director of Roads", grade="17"))
    ran = run("evaluation", DAY, "--format", "json")
    assert ran.code == 0
    assert list(outcomes(ran).items()) == [("roads", "refer"), ("ponds", "none")]
    assert values(ran)["counts"] == {"none": 1, "note": 0, "discuss": 0, "refer": 1}


@pytest.mark.parametrize(("asked", "other"), [("ponds", "roads"), ("roads", "ponds")])
def test_a_service_that_moved_reports_both_roles_also_where_one_was_asked_for(
    asked: str, other: str, council: Path, run: Run
) -> None:
    move_bridges(council)
    ran = run("evaluation", asked, DAY, "--format", "json")
    told = json.loads(ran.out)["roles"]
    assert [(one["role"], one["asked"], one["outcome"]) for one in told] == [
        (asked, True, "discuss"),
        (other, False, "discuss"),
    ]
    ways = {one["role"]: [(move["way"], move["service"], move["role"]) for move in one["moved"]] for one in told}
    assert ways == {"ponds": [("from", "Bridges", "roads")], "roads": [("to", "Bridges", "ponds")]}
    text = run("evaluation", asked, DAY).out
    assert "“Bridges” came from Director of Roads (roads)." in text
    assert "“Bridges” went to Director of Ponds (ponds)." in text


def test_a_service_that_another_role_keeps_is_told_and_does_not_report_that_role(council: Path, run: Run) -> None:
    roles(council, ponds=role("Ponds", "Wells", "Weirs", "Locks", "Docks", "Bridges"))
    ran = run("evaluation", "ponds", DAY)
    assert "“Bridges” is also listed by Director of Roads (roads)." in ran.out
    assert "1 role: discuss." in ran.out


def test_other_roles_are_only_read_where_a_service_came_or_went(council: Path, run: Run) -> None:
    write(council, {"roles/broken.yaml": "title: [\n"})
    quiet = run("evaluation", "ponds", DAY)
    assert (quiet.code, quiet.err) == (0, "")
    move_bridges(council)
    ran = run("evaluation", "ponds", DAY)
    assert ran.code == 0
    assert "roles/broken.yaml: warning: “broken” cannot be read" in ran.err
    assert "“Bridges” came from Director of Roads (roads)." in ran.out


def test_a_role_that_cannot_be_read_stops_none_of_the_others(council: Path, run: Run) -> None:
    write(council, {"roles/broken.yaml": "title: [\n", "roles/lost.yaml": "title: A\nlevel: directr\n"})
    ran = run("evaluation", DAY)
    assert ran.code == 1
    assert "roles/broken.yaml:" in ran.err
    assert "There is no level “directr”" in ran.err
    assert "2 roles: 2 no trigger found." in ran.out
    assert "Not weighed, because something is wrong there: broken, lost." in ran.out
    assert values(run("evaluation", DAY, "--format", "json"))["failed"] == ["broken", "lost"]


def test_a_copy_that_was_changed_is_told_and_its_role_not_weighed(council: Path, run: Run) -> None:
    copy = next(council.glob("evaluations/ponds/*/ponds.yaml"))
    copy.write_text(copy.read_text("utf-8").replace("Docks", "Canals"), encoding="utf-8")
    ran = run("evaluation", DAY)
    assert ran.code == 1
    assert "[evaluated-copy]" in ran.err
    assert "Not weighed, because something is wrong there: ponds." in ran.out


@pytest.mark.usefixtures("examples")
def test_a_change_of_the_framework_is_told_once_for_all_roles(run: Run) -> None:
    """The drafts move with the framework, which is given another version."""
    names = ("director-highways", "director-childrens-services", "executive-director-people")
    for name in names:
        assert run("evaluation", name, "--record", "--reference=JE-9", "--date=2025-11-01").code == 0
    before = values(run("evaluation", *names, DAY, "--format=json"))
    assert before["frameworks"] == []
    assert run("init", "--framework-version", "next").code == 0
    ran = run("evaluation", *names, DAY, "--format=json")
    answer = json.loads(ran.out)
    assert [(one["new"], sorted(one["roles"])) for one in answer["frameworks"]] == [("next", sorted(names))]
    assert set(outcomes(ran).values()) <= {"none", "note"}
    said = flowing(run("evaluation", *names, DAY))
    assert said.count("consult on it and approve it as a whole") == 1
    assert "3 roles were evaluated on framework" in said


def test_a_draft_that_takes_a_roles_place_is_compared_with_that_roles_copy(council: Path, run: Run) -> None:
    draft = role("Ponds", "Wells", "Weirs", "Locks", "Docks", "Canals", replaces="ponds", status="draft")
    roles(council, ponds_2027=draft)
    ran = run("evaluation", "ponds-2027", DAY)
    assert "The copy is that of “ponds”, whose place this role takes." in flowing(ran)
    assert "is also listed by" not in ran.out
    assert "1 role: discuss." in ran.out


def test_a_superior_whose_place_another_role_took_is_the_same_post(council: Path, run: Run) -> None:
    roles(council, mud=role("Mud", reports_to="ponds"))
    assert run("evaluation", "mud", "--record").code == 0
    roles(council, water=role("Ponds", title="Director of Water"), mud=role("Mud", reports_to="water"))
    assert outcomes(run("evaluation", "mud", DAY, "--format", "json")) == {"mud": "discuss"}
    roles(council, water=role("Ponds", title="Director of Water", replaces="ponds"))
    assert outcomes(run("evaluation", "mud", DAY, "--format", "json")) == {"mud": "none"}


def test_superseded_and_deleted_roles_are_weighed_only_where_they_are_named(council: Path, run: Run) -> None:
    roles(council, roads=role("Roads", status="deleted", title="Director of Roads"))
    for asked in ([], ["roles"], ["."]):
        ran = run("evaluation", *asked, DAY, "--format", "json")
        assert outcomes(ran) == {"ponds": "none"}
        assert values(ran)["left_out"] == ["roads"]
    for name in ("roads", "roles/roads.yaml"):
        ran = run("evaluation", name, DAY, "--format", "json")
        assert outcomes(ran) == {"roads": "refer"}
    assert "Left out, superseded or deleted: roads. Name one" in run("evaluation", DAY).out


def test_a_deleted_posts_services_may_have_gone_to_another_without_reporting_it(council: Path, run: Run) -> None:
    move_bridges(council)
    roles(council, roads=role("Roads", "Bridges", status="deleted", title="Director of Roads"))
    ran = run("evaluation", "ponds", DAY, "--format", "json")
    assert outcomes(ran) == {"ponds": "discuss"}
    assert "“Bridges” came from Director of Roads (roads)." in run("evaluation", "ponds", DAY).out


def test_a_service_of_a_post_whose_file_is_gone_is_told_by_its_last_copy(council: Path, run: Run) -> None:
    move_bridges(council)
    (council / "roles" / "roads.yaml").unlink()
    ran = run("evaluation", "ponds", DAY)
    assert "“Bridges” came from Director of Roads (roads)." in ran.out
    assert "1 role: discuss." in ran.out


def test_a_role_file_that_was_renamed_has_taken_nothing_from_itself(council: Path, run: Run) -> None:
    text = role("Canals", "Wells", post_number="F12")
    roles(council, canals=text)
    assert run("evaluation", "canals", "--record").code == 0
    (council / "roles" / "canals.yaml").unlink()
    roles(council, waterways=role("Canals", "Wells", "Locks and gates", post_number="F12"))
    ran = run("evaluation", "waterways", DAY)
    assert "The copy is that of “canals”" in flowing(ran)
    assert "came from" not in ran.out
    assert "1 role: refer." in ran.out


@pytest.mark.parametrize(
    ("wanted", "code"), [("refer", 0), ("discuss", 1)], ids=["below what is asked for", "as much as is asked for"]
)
def test_fail_on_fails_where_a_role_comes_to_that(wanted: str, code: int, council: Path, run: Run) -> None:
    move_bridges(council)
    assert run("evaluation", DAY).code == 0, "whatever the outcome, where nobody asks to fail"
    assert run("evaluation", DAY, "--fail-on", wanted).code == code


def test_a_referral_fails_where_only_discussions_were_to(council: Path, run: Run) -> None:
    roles(council, ponds=role("Ponds", grade="17"))
    assert run("evaluation", DAY, "--fail-on", "discuss").code == 1
    assert run("evaluation", DAY, "--fail-on", "refer").code == 1


@pytest.mark.usefixtures("council")
def test_without_a_day_today_is_looked_at(run: Run) -> None:
    today = datetime.now().astimezone().date()
    said = values(run("evaluation", "--format", "json"))["as_at"]
    assert said in (today.isoformat(), datetime.now().astimezone().date().isoformat())
    late = json.loads(run("evaluation", "ponds", "--as-at", "2029-01-01", "--format", "json").out)["roles"][0]
    assert [one["rule"] for one in late["findings"]] == ["old-evaluation"]


def test_thresholds_of_the_organisation_hold_and_their_standing_is_told(council: Path, run: Run) -> None:
    move_bridges(council)
    approved = {"approved_by": "Appointments Committee", "approved_on": "2026-01-20", "minute": "AC 2/26"}
    rules = {"services": {"refer": "15", "reason": "Our services are large."}}
    write(council, {"rolegen.yaml": as_yaml({"reevaluation": {**approved, "rules": rules}})})
    ran = run("evaluation", DAY, "--format", "json")
    assert outcomes(ran) == {"ponds": "refer", "roads": "refer"}
    assert values(ran)["standing"] == "Thresholds adopted by Appointments Committee on 20 January 2026, minute AC 2/26."
    assert values(ran)["adopted"] is True


def test_an_outcome_that_a_rule_of_the_organisation_holds_down_says_so(council: Path, run: Run) -> None:
    roles(council, ponds=role("Ponds", grade="17", contract={"type": "temporary", "months": "6"}))
    assert outcomes(run("evaluation", "ponds", DAY, "--format", "json")) == {"ponds": "refer"}
    write(council, {"rolegen.yaml": as_yaml({"reevaluation": {"rules": {"temporary": "discuss"}}})})
    ran = run("evaluation", "ponds", DAY)
    held = "What was found comes to “refer”; your organisation holds a change for a time at “discuss”."
    assert held in flowing(ran)
    assert "1 role: discuss." in ran.out
    assert held in run("evaluation", "ponds", DAY, "--format", "md").out
    assert run("evaluation", "ponds", DAY, "--fail-on", "refer").code == 0


def test_faulty_thresholds_are_told_and_nothing_is_weighed_by_others(council: Path, run: Run) -> None:
    write(council, {"rolegen.yaml": as_yaml({"reevaluation": {"rules": {"servces": "off"}}})})
    ran = run("evaluation", DAY)
    assert (ran.code, ran.out) == (1, "")
    assert "servces" in ran.err
    assert "Did you mean “services”?" in ran.err


def test_markdown_goes_into_a_comment(council: Path, run: Run) -> None:
    move_bridges(council)
    ran = run("evaluation", DAY, "--format", "md")
    assert ran.code == 0
    assert "| Director of Ponds (ponds) | **discuss** | Services |" in ran.out
    assert "“Bridges” came from Director of Roads (roads)." in markdown_words(ran.out)


@pytest.mark.parametrize("columns", ["40", "100"])
def test_it_fits_the_terminal(columns: str, council: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    move_bridges(council)
    monkeypatch.setenv("COLUMNS", columns)
    for lines in (run("evaluation", DAY).out.splitlines(), run("evaluation", "--rules").out.splitlines()):
        assert len(lines) > 20
        assert max(map(len, lines)) <= int(columns)
        assert not any("\x1b" in line for line in lines)


# --- the rules to read ------------------------------------------------------------------------------------------------


def test_the_rules_are_told_in_full_and_what_the_organisation_changed_and_why(council: Path, run: Run) -> None:
    rules = {"services": {"refer": "30", "reason": "Our services are small."}, "purpose": "off"}
    write(council, {"rolegen.yaml": as_yaml({"reevaluation": {"rules": rules}})})
    ran = run("evaluation", "--rules")
    assert ran.code == 0
    assert ran.out.startswith("Thresholds changed in rolegen.yaml, not adopted by your organisation.\n")
    said = flowing(ran)
    assert all(f"[{name}]" in said for name in shipped())
    assert "Threshold: discuss any change, refer from 30%" in said
    assert "rolegen comes with “discuss any change, refer from 25%”. Because: Our services are small." in said
    assert "Threshold: off Changed here:" in said
    assert "No reason is given." in said
    assert said.count("Changed here:") == 2


@pytest.mark.usefixtures("council")
def test_the_rules_are_the_same_as_markdown_and_json(run: Run) -> None:
    told = json.loads(run("evaluation", "--rules", "--format", "json").out)
    assert [one["id"] for one in told["rules"]] == list(shipped())
    services = next(one for one in told["rules"] if one["id"] == "services")
    assert services["steps"] == [{"outcome": "discuss", "from": 0.0}, {"outcome": "refer", "from": 25.0}]
    assert services["changed"] is None
    markdown = run("evaluation", "--rules", "--format", "md").out
    assert [f"({one})" in markdown_words(markdown).replace("\n", "") for one in shipped()] == [True] * len(shipped())


def test_the_rules_can_be_read_outside_a_workspace(run: Run) -> None:
    ran = run("evaluation", "--rules")
    assert ran.code == 0
    assert ran.out.startswith("Default thresholds, not adopted by your organisation.\n")


def test_the_example_of_other_rules_is_one_that_rolegen_takes(council: Path, run: Run) -> None:
    from rolegen.telling.triggers import EXAMPLE

    write(council, {"rolegen.yaml": f"{EXAMPLE}\n"})
    ran = run("evaluation", "--rules", "--format", "json")
    assert ran.code == 0
    assert values(ran)["adopted"] is True


# --- wrong use --------------------------------------------------------------------------------------------------------

WRONG = {
    "--reference=JE-2": "--reference goes with --record.",
    "--scheme=Hay --date=2026-01-31": "--date and --scheme go with --record.",
    "--record --pack=out": "--record and --pack are done one at a time.",
    "--rules --record": "--rules and --record are done one at a time.",
    "--record --format=json": "--format goes with a report.",
    "--record --fail-on=refer": "--fail-on goes with a report.",
    "--record --as-at=2026-01-31": "The day of the evaluation is --date.",
    "--pack=out --format=md --fail-on=discuss": "--format and --fail-on go with a report.",
    "--rules --fail-on=refer": "--fail-on goes with a report.",
    "--rules ponds": "The rules are the same for every role.",
    "--force": "--force goes with --pack.",
    "--fail-on=referr": "Did you mean “refer”?",
    "--format=html": "There is no format “html” here.",
    "--as-at=31/01/2026": "Write year, month and day, as in --as-at 2026-03-31.",
    "--as-at=2026-02-30": "“2026-02-30” is not a day that rolegen knows.",
    "--record --date=yesterday": "“yesterday” is not a day that rolegen knows.",
    "pondes": "Did you mean “ponds”?",
}


@pytest.mark.parametrize("flags", WRONG)
def test_what_makes_no_sense_is_a_usage_error_with_a_hint_and_writes_nothing(
    flags: str, council: Path, run: Run
) -> None:
    before = sorted(path for path in council.rglob("*"))
    ran = run("evaluation", *flags.split())
    assert (ran.code, ran.out) == (2, "")
    assert WRONG[flags] in ran.err
    assert "help: " in ran.err
    assert sorted(path for path in council.rglob("*")) == before


def test_where_there_are_no_roles_it_says_so(tmp_path: Path, run: Run) -> None:
    ran = run("evaluation")
    assert (ran.code, ran.out) == (2, "")
    assert "There are no role files" in ran.err
    write(tmp_path, {"rolegen.yaml": "area: the Fens\n", "roles/.keep": ""})
    assert run("evaluation").code == 2


def test_roles_of_several_workspaces_have_rules_of_their_own(council: Path, run: Run) -> None:
    for name in ("north", "south"):
        write(council / name, {"rolegen.yaml": "area: here\n", "roles/ponds.yaml": role("Ponds")})
    ran = run("evaluation", "north", "south")
    assert ran.code == 2
    assert "These roles are of several workspaces: north and south." in ran.err


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to consoles")
def test_ctrl_c_ends_it_without_a_word(council: Path) -> None:
    waiting = council / "roles" / "waiting.yaml"
    os.mkfifo(waiting)
    process = started(council, "evaluation")
    with waiting.open("w", encoding="utf-8"):  # it reads this role now, and waits for more
        process.send_signal(signal.SIGINT)
        code, out, err = ended(process)
    assert (code, out, err.strip()) == (130, "", "")
