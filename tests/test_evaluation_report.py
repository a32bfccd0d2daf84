"""How a report of `rolegen evaluation` is told, in three forms, and which services it says moved between posts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen.evaluation.finding import OUTCOMES, Case, Finding, Outcome, Weighed
from rolegen.evaluation.job import Job
from rolegen.evaluation.moves import Held, Moved, Posts
from rolegen.evaluation.report import FrameworkChange, Report, RoleReport
from rolegen.role import JobEvaluation, Role
from rolegen.telling.evaluation import as_json, as_markdown, as_text
from rolegen.telling.weighed import DECISION
from tests.samples import UNTIMED, markdown_words

EVALUATED = JobEvaluation.model_validate(
    {"status": "evaluated", "reference": "JE-0418", "date": "2024-03-31", "scheme": "Hay", "grade": "18"}
)


def found(rule: str, outcome: Outcome, **others: str) -> Finding:
    said = {"before": "Ponds", "after": "Ponds, Wells", "change": "up 100%", "threshold": "refer from 25%", **others}
    return Finding(
        rule, rule.capitalize(), outcome, f"What {rule} found.", **said, factors=("know-how", "accountability"),
        reason=f"Why {rule}.", basis=f"Whose {rule}.",
    )  # fmt: skip


def job(name: str, title: str, framework: str = "2026") -> Job:
    return Job(name, Role.model_validate({"title": title, "level": "director"}), "Director", "cmt", framework)


def told(name: str, *findings: Finding, title: str = "", moved: tuple[Moved, ...] = ()) -> RoleReport:
    """A role that was evaluated, and what was found in it."""
    own = job(name, title or f"Director of {name}")
    case = Case(own, replace(own, framework="2022"), EVALUATED)
    return RoleReport(Weighed(case, findings), moved)


def report(*roles: RoleReport, frameworks: tuple[FrameworkChange, ...] = ()) -> Report:
    return Report(roles, frameworks, "Default thresholds, not adopted by your organisation.", False, date(2026, 4, 1))


REFERRED = told("ponds", found("budget", "discuss"), found("services", "refer"))
WHOLE = report(
    REFERRED,
    told("roads", found("qualification", "discuss", change="", before="")),
    told("trees", found("direct-reports", "note")),
    told("rivers"),
    told("lakes"),
    frameworks=(FrameworkChange("2022", "2026", ("ponds", "roads", "trees", "rivers", "lakes")),),
)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_text_begins_with_what_holds_for_all_and_ends_with_whose_the_decision_is() -> None:
    text = as_text(WHOLE)
    assert text.startswith("Default thresholds, not adopted by your organisation.\nAs at 1 April 2026.\n")
    assert one_line(text).endswith(DECISION)
    assert not text.splitlines()[-1].startswith(" ")
    assert "5 roles: 1 refer, 1 discuss and 3 no trigger found." in text


def test_each_finding_is_told_with_its_rule_sides_measure_factors_and_basis() -> None:
    assert as_text(report(REFERRED)).split("\n\n")[1].splitlines() == [
        "Director of ponds (ponds): refer",
        "  Compared with the role as evaluated on 31 March 2024 (JE-0418, Hay, grade 18).",
        "  Refer: Services [services]. What services found.",
        "    Before: Ponds",
        "    After: Ponds, Wells",
        "    Change: up 100%",
        "    Threshold: refer from 25%",
        "    Touches: know-how and accountability",
        "  Discuss: Budget [budget]. What budget found.",
        "    Before: Ponds",
        "    After: Ponds, Wells",
        "    Change: up 100%",
        "    Threshold: refer from 25%",
        "    Touches: know-how and accountability",
    ]


def test_why_a_rule_is_one_and_whose_practice_is_told_once_for_each_rule_that_spoke() -> None:
    both = report(REFERRED, told("roads", found("services", "discuss")))
    sections = as_text(both).split("\n\n")
    assert sections[-2].splitlines() == [
        "Why these rules",
        "  Services [services]",
        "    Why: Why services.",
        "    Basis: Whose services.",
        "  Budget [budget]",
        "    Why: Why budget.",
        "    Basis: Whose budget.",
    ]
    assert as_markdown(both).count("  - Basis: Whose services.") == 1


def test_a_side_on_which_nothing_stands_says_so_and_a_measure_that_there_is_not_is_left_out() -> None:
    text = as_text(WHOLE)
    section = text[text.index("Director of roads") :].split("\n\n")[0]
    assert "    Before: nothing\n    After: Ponds, Wells\n" in section
    assert "Change:" not in section


def test_a_note_alone_is_no_trigger_and_roles_without_any_are_named_in_one_line() -> None:
    text = as_text(WHOLE)
    assert "Director of trees (trees): no trigger found\n" in text
    assert "  Note: Direct-reports [direct-reports]. What direct-reports found.\n" in text
    assert "Nothing to tell of Director of rivers (rivers), Director of lakes (lakes).\n" in text


def test_a_framework_change_is_told_once_with_the_number_of_roles() -> None:
    for text in (one_line(as_text(WHOLE)), markdown_words(as_markdown(WHOLE))):
        assert text.count("evaluated on framework “2022” and stand on “2026” now") == 1
        assert "5 roles were evaluated" in text
        assert "consult on it and approve it as a whole" in text
        assert "rolegen diff --framework 2022 2026" in text


def test_roles_of_which_the_same_is_to_be_said_are_told_together() -> None:
    never = found("never-evaluated", "refer", before="", after="", change="")
    many = report(*(told(f"post-{number}", never) for number in range(3)))
    text = as_text(many)
    assert text.count("What never-evaluated found.") == 1
    assert "3 roles: refer\n  Director of post-0 (post-0), Director of post-1 (post-1), Director of post-2" in text
    assert "Before:" not in text
    markdown = as_markdown(many)
    assert markdown.count("What never-evaluated found.") == 1
    assert len(re.findall(r"^\| Director of post-\d", markdown, re.MULTILINE)) == 3
    assert [role["role"] for role in json.loads(as_json(many))["roles"]] == ["post-0", "post-1", "post-2"]


@pytest.mark.parametrize("width", [40, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = as_text(WHOLE, width=width).splitlines()
    assert len(lines) > 40
    assert max(map(len, lines)) <= width
    assert one_line(as_text(WHOLE, width=width)) == one_line(as_text(WHOLE))


def test_colour_adds_nothing_to_what_the_words_say() -> None:
    coloured = as_text(WHOLE, colour=True)
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == as_text(WHOLE)


def test_moved_services_are_told_with_the_other_role() -> None:
    moved = (
        Moved("Wells", "roads", "Director of Roads", "from"),
        Moved("Weirs", "trees", "Director of Trees", "to"),
        Moved("Docks", "ports", "Director of Ports", "also"),
    )
    one = report(told("ponds", found("services", "refer"), moved=moved))
    for text in (as_text(one), markdown_words(as_markdown(one))):
        assert "“Wells” came from Director of Roads (roads)." in text
        assert "“Weirs” went to Director of Trees (trees)." in text
        assert "“Docks” is also listed by Director of Ports (ports)." in text
    values = json.loads(as_json(one))["roles"][0]["moved"]
    assert values[0] == {"service": "Wells", "way": "from", "role": "roads", "title": "Director of Roads"}


def test_a_role_that_nobody_asked_for_says_why_it_is_here() -> None:
    beside = replace(told("roads", found("services", "refer")), asked=False)
    text = as_text(report(REFERRED, beside))
    assert "Director of roads (roads): refer (not asked for: a service moved to or from it)\n" in text


def test_a_role_that_takes_anothers_place_says_whose_copy_it_is_compared_with() -> None:
    case = replace(REFERRED.case, replaced="pools")
    text = as_text(report(RoleReport(Weighed(case, REFERRED.weighed.findings))))
    assert "The copy is that of “pools”, whose place this role takes." in one_line(text)


def test_roles_that_failed_or_were_left_out_are_named() -> None:
    for text in (as_text, as_markdown):
        said = one_line(text(replace(WHOLE, failed=("moat",), left_out=("old-pond",))).replace("\\", ""))
        assert "Not weighed, because something is wrong there: moat." in said
        assert "Left out, superseded or deleted: old-pond. Name one to have it weighed." in said


def test_json_has_everything_under_stable_keys() -> None:
    assert json.loads(as_json(replace(report(REFERRED), failed=("moat",)))) == {
        "as_at": "2026-04-01",
        "standing": "Default thresholds, not adopted by your organisation.",
        "adopted": False,
        "frameworks": [],
        "roles": [
            {
                "role": "ponds",
                "title": "Director of ponds",
                "level": "director",
                "level_title": "Director",
                "variant": "cmt",
                "framework": "2026",
                "asked": True,
                "outcome": "refer",
                "said": "refer",
                "evaluated": {
                    "role": "ponds",
                    "reference": "JE-0418",
                    "date": "2024-03-31",
                    "scheme": "Hay",
                    "grade": "18",
                    "evaluator": None,
                    "framework": "2022",
                },
                "findings": [
                    {
                        "rule": rule,
                        "title": rule.capitalize(),
                        "outcome": outcome,
                        "said": f"What {rule} found.",
                        "before": "Ponds",
                        "after": "Ponds, Wells",
                        "change": "up 100%",
                        "threshold": "refer from 25%",
                        "factors": ["know-how", "accountability"],
                        "reason": f"Why {rule}.",
                        "basis": f"Whose {rule}.",
                    }
                    for rule, outcome in (("services", "refer"), ("budget", "discuss"))
                ],
                "moved": [],
            }
        ],
        "counts": {"none": 0, "note": 0, "discuss": 0, "refer": 1},
        "failed": ["moat"],
        "left_out": [],
        "decision": DECISION,
    }


def test_markdown_has_a_table_of_the_roles_and_then_what_was_found() -> None:
    markdown = as_markdown(WHOLE)
    assert (
        "| Director of ponds (ponds) | **refer** | Services |\n| Director of roads (roads) | **discuss** |" in markdown
    )
    assert "### Director of ponds (ponds): refer\n" in markdown
    assert "- **Refer: Services \\[services\\].** What services found.\n  - Before: Ponds\n" in markdown
    assert markdown.endswith(f"*{DECISION}*")


def test_very_many_findings_of_a_role_are_folded_away() -> None:
    rules = ("level", "grade", "designation", "services", "budget", "staff", "purpose", "delegation")
    few, many = (told("ponds", *(found(rule, "discuss") for rule in some)) for some in (rules, (*rules, "temporary")))
    assert "<details>" not in as_markdown(report(few))
    assert "<details><summary>9 findings</summary>\n\n- **Discuss: Level" in as_markdown(report(many))


HOSTILE = "A | B\n# C `d` <script> **e** \x1b[2J @mayor #7 \u202e"


def test_nothing_in_a_title_or_a_value_is_obeyed() -> None:
    hostile = report(told("ponds", found("services", "refer", before=HOSTILE, after=HOSTILE), title=HOSTILE))
    text = as_text(hostile, colour=False)
    assert "\x1b" not in text
    assert "\u202e" not in text
    markdown = as_markdown(hostile)
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert "\u202e" not in markdown
    assert len(rows) == 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
    assert "<script>" not in markdown.replace("\\<script\\>", "")
    assert "A | B" in markdown_words(markdown)
    assert json.loads(as_json(hostile))["roles"][0]["title"] == HOSTILE.rstrip()


@given(st.text(min_size=1).filter(str.strip))
@UNTIMED
def test_a_title_never_breaks_a_table_or_a_line(title: str) -> None:
    own = replace(REFERRED.case.after, role=REFERRED.case.after.role.model_copy(update={"title": title}))
    case = replace(REFERRED.case, after=own)
    one = report(RoleReport(Weighed(case, REFERRED.weighed.findings)))
    rows = [line for line in as_markdown(one).split("\n") if line.startswith("|")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [4, 4, 4]
    assert all(line.isprintable() for line in as_text(one).split("\n"))


def test_a_report_reaches_every_outcome_up_to_the_most() -> None:
    reached = [outcome for outcome in OUTCOMES if WHOLE.reaches(outcome)]
    assert reached == list(OUTCOMES)
    assert [one for one in OUTCOMES if report(told("trees", found("staff", "note"))).reaches(one)] == ["none", "note"]


# --- services that moved ----------------------------------------------------------------------------------------------


def post(name: str, then: str | None, now: str, *, replaces: str = "", stands: bool = True) -> Held:
    """A post with the services that it held and holds, a letter each."""
    before = None if then is None else tuple(then)
    return Held(name, name.upper(), replaces, "" if then is None else name, stands, tuple(now), before)


def moves(*posts: Held) -> list[tuple[str, str, str]]:
    """What is said of the first of these posts."""
    return [(move.way, move.service, move.other) for move in Posts(posts).moves(posts[0])]


def test_a_service_that_one_post_lost_and_another_gained_is_told_of_both() -> None:
    one, other = post("one", "ab", "a"), post("other", "c", "cb")
    assert moves(one, other) == [("to", "b", "other")]
    assert moves(other, one) == [("from", "b", "one")]


def test_a_service_is_known_again_by_its_words_whatever_their_signs() -> None:
    one = Held("one", "One", "", "one", True, (), ("Policy & Performance",))
    other = Held("other", "Other", "", "other", True, ("policy and performance",), ())
    assert moves(one, other) == [("to", "Policy & Performance", "other")]


def test_a_service_that_another_post_had_before_and_keeps_is_also_listed_there() -> None:
    assert moves(post("one", "a", "ab"), post("other", "b", "b")) == [("also", "b", "other")]


def test_a_service_that_nobody_else_has_or_had_moved_nowhere() -> None:
    assert moves(post("one", "ab", "ac"), post("other", "d", "d")) == []


def test_a_post_without_a_copy_may_have_its_services_from_one_that_lost_them() -> None:
    one, new = post("one", "ab", "a"), post("new", None, "bc")
    assert moves(one, new) == [("to", "b", "new")]
    assert moves(new, one) == [("from", "b", "one")]
    assert moves(new, post("other", "c", "c")) == [], "what a new post shares with others is no change"


def test_a_role_and_the_one_whose_place_it_takes_are_one_post() -> None:
    draft, approved = post("draft", "ab", "a", replaces="approved"), post("approved", "ab", "ab")
    assert moves(draft, approved) == []
    other = post("other", "c", "cb")
    assert moves(other, approved, draft) == [("from", "b", "draft")], "the approved role is told by its draft"


def test_a_superseded_role_has_given_nothing_away() -> None:
    assert moves(post("one", "a", "ab"), post("old", "b", "", stands=False)) == []
