"""What the rules on law, reporting lines, criminal record checks and copied clauses tell, and what they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import framework
from rolegen.framework import Framework
from rolegen.lint import Linter
from rolegen.lint.checks import ACROSS, ELSEWHERE, OF_A_PASSAGE, OF_A_ROLE
from rolegen.lint.contract import Seat, Seats
from rolegen.lint.rule import Rule, RuleFile, shipped
from rolegen.lint.seats import POINTED_AT, seat_of, with_superiors
from rolegen.problems import Place, Problem
from rolegen.role import read_role
from rolegen.statutes import DESIGNATIONS
from rolegen.workspace import bundled
from tests.conftest import EXAMPLES, Run
from tests.samples import UNTIMED, needed, write

OURS = (
    "designations-combined", "political-restriction", "accountancy-qualification", "dbs-duties", "skipped-tier",
    "reports-to-junior", "copied-clause",
)  # fmt: skip
CHIEF = "title: Chief Executive\nlevel: managing-director\nreports_to: The Council\nstatutory: [head-of-paid-service]\n"
CHIEF += "politically_restricted: {status: specified}\n"
PLACE = "title: Executive Director of Place\nlevel: executive-director\nreports_to: chief\n"
PLACE += "politically_restricted: {status: specified}\n"
FINANCE = "title: Director of Finance\nlevel: director\ncmt: true\nstatutory: [chief-finance-officer]\n"
FINANCE += "politically_restricted: {status: specified}\n"
ROADS = "title: Director of Roads\nlevel: director\ncmt: false\n"
LADDER = ("managing-director", "executive-director", "director", "assistant-director")
DUTY = "accountabilities: [{text: Keep the roads open.}]\n"


@cache
def model() -> Framework:
    """The framework that ships."""
    return needed(framework.load(bundled("data")))


@cache
def rule_files() -> Mapping[str, RuleFile]:
    """The rules that ship, read once."""
    return shipped()


def problems(
    folder: Path,
    roles: Mapping[str, str],
    asked: Sequence[str] = (),
    known: Framework | None = None,
    allow: tuple[str, ...] = (),
) -> list[Problem]:
    """What these rules find in roles by id, or in those that are asked for, in order of place."""
    write(folder, {f"{name}.yaml": text for name, text in roles.items()})
    paths = {name: folder / f"{name}.yaml" for name in roles}
    files = {name: rule_files()[name] for name in OURS}
    rules = {name: Rule(name, file.severity, file, (), allow, file.most or 0) for name, file in files.items()}
    linter = Linter(rules, known or model(), paths)
    read = [read_role(paths[name]).value for name in asked or roles]
    findings = [finding for file in read if file for finding in linter.role(file)]
    found = [finding.problem for finding in (*findings, *linter.across())]
    return sorted(found, key=lambda one: str(one.place))


def told(folder: Path, *roles: str, **more: str) -> list[str]:
    """The findings in some roles, as “line:column rule: message”; those of `more` are there and not looked at."""
    named = {f"role-{number}": text for number, text in enumerate(roles)}
    found = problems(folder, {**named, **more}, tuple(named))
    return [f"{one.place.line}:{one.place.column} {one.rule}: {one.message}" for one in found if one.place]


def rules_told(folder: Path, *roles: str, **more: str) -> list[str]:
    """Which rules tell something of some roles."""
    return [line.split()[1].rstrip(":") for line in told(folder, *roles, **more)]


# Designations in one post


def test_a_monitoring_officer_may_not_be_the_chief_finance_officer(tmp_path: Path) -> None:
    role = FINANCE.replace("[chief-finance-officer]", "[chief-finance-officer, monitoring-officer]")
    (line,) = told(tmp_path, role)
    assert line == (
        "4:36 designations-combined: One post may not be both Chief Finance Officer and Monitoring Officer "
        "(Local Government and Housing Act 1989, section 5(1))."
    )


@pytest.mark.parametrize(
    ("one", "other", "law"),
    [
        ("monitoring-officer", "head-of-paid-service", "Housing Act 1989, section 5(1A)"),
        ("scrutiny-officer", "head-of-paid-service", "Act 2000, section 9FB"),
        ("monitoring-officer", "scrutiny-officer", "Act 2000, section 9FB"),
        ("scrutiny-officer", "chief-finance-officer", "Act 2000, section 9FB"),
        ("head-of-democratic-services", "head-of-paid-service", "Measure 2011, section 8(4)"),
        ("chief-finance-officer", "head-of-democratic-services", "Measure 2011, section 8(4)"),
    ],
)
def test_designations_that_the_law_keeps_apart_are_an_error(tmp_path: Path, one: str, other: str, law: str) -> None:
    role = f"{ROADS}politically_restricted: {{status: specified}}\nstatutory:\n  - {one}\n  - {other}\n"
    (found,) = problems(tmp_path, {"a": role})
    assert (found.rule, found.severity) == ("designations-combined", "error")
    assert law in found.message
    assert found.place
    assert (found.place.line, found.place.column) == (7, 5)


@pytest.mark.parametrize(
    "held",
    [
        ["head-of-paid-service", "returning-officer", "electoral-registration-officer"],
        ["head-of-paid-service", "chief-finance-officer"],
        ["monitoring-officer", "returning-officer"],
        ["monitoring-officer", "head-of-democratic-services"],
        ["director-of-childrens-services", "director-of-adult-social-services", "director-of-public-health"],
    ],
)
def test_designations_that_one_post_may_hold_are_no_matter(tmp_path: Path, held: list[str]) -> None:
    role = (
        f"{ROADS}politically_restricted: {{status: specified}}\nstatutory: [{', '.join(held)}]\ndbs: {{level: basic}}\n"
    )
    assert told(tmp_path, role) == []


def test_three_that_may_not_be_together_are_told_pair_by_pair(tmp_path: Path) -> None:
    held = "[head-of-paid-service, chief-finance-officer, monitoring-officer]"
    found = rules_told(tmp_path, f"{ROADS}politically_restricted: {{status: specified}}\nstatutory: {held}\n")
    assert found == ["designations-combined"] * 2


# Political restriction


def test_a_designation_that_restricts_a_post_is_told_where_the_file_does_not_say_so(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"a": f"{ROADS}statutory: [monitoring-officer]\n"})
    assert found.place
    assert (found.place.line, found.place.column) == (4, 12)
    assert found.message == (
        "This post is the Monitoring Officer, so it is politically restricted (Local Government and Housing Act 1989, "
        "section 2(1)(e)), and the file does not say so."
    )
    assert found.hint == "Write politically_restricted: {status: specified, basis: monitoring officer}."
    assert found.severity == "warning"


def test_a_restricted_post_that_says_no_is_told_at_that(tmp_path: Path) -> None:
    role = FINANCE.replace("specified", "no")
    (line,) = told(tmp_path, role)
    assert line == (
        "5:25 political-restriction: This post is the Chief Finance Officer, so it is politically restricted "
        "(Local Government and Housing Act 1989, section 2(6)), but the file says that it is not."
    )


def test_a_specified_post_that_is_called_sensitive_is_a_note(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"a": FINANCE.replace("specified", "sensitive")})
    assert (found.rule, found.severity) == ("political-restriction", "note")
    assert "so it is a specified post (Local Government and Housing Act 1989, section 2(6)), not a sensitive one." in (
        found.message
    )


def test_who_reports_to_the_head_of_the_paid_service_is_a_chief_officer(tmp_path: Path) -> None:
    role = PLACE.replace("politically_restricted: {status: specified}\n", "")
    (line,) = told(tmp_path, role, chief=CHIEF)
    assert line == (
        "3:13 political-restriction: This post reports to the head of the paid service, “Chief Executive”, so"
        " it is politically restricted (Local Government and Housing Act 1989, section 2(7)), and the file "
        "does not say so."
    )


def test_who_reports_to_a_chief_officer_is_a_deputy_chief_officer(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"roads": f"{ROADS}reports_to: place\n", "place": PLACE, "chief": CHIEF}, ["roads"])
    assert found.message == (
        "This post reports to a chief officer, “Executive Director of Place”, so it is politically restricted (Local "
        "Government and Housing Act 1989, section 2(8)), and the file does not say so."
    )
    assert found.hint == (
        "Write politically_restricted: {status: specified, basis: deputy chief officer}. If its duties are only "
        "secretarial, clerical or support: # rolegen: allow political-restriction: support post, section 2(9)."
    )
    (found,) = problems(
        tmp_path, {"team": "title: Team\nlevel: assistant-director\nreports_to: cfo\n", "cfo": FINANCE}, ["team"]
    )
    assert "section 2(8)" in found.message


@pytest.mark.parametrize(
    "line",
    ["executive-director", "managing-director", "The Council", "nobody", "place-of-nobody", "roads", "broken", "gone"],
)
def test_a_line_of_which_nothing_certain_is_known_restricts_nobody(tmp_path: Path, line: str) -> None:
    gone = CHIEF + "status: superseded\n"
    found = rules_told(tmp_path, f"{ROADS}reports_to: {line}\n", roads=ROADS, broken="title: [", gone=gone, chief=CHIEF)
    assert "political-restriction" not in found


def test_a_deputy_of_a_deputy_and_a_support_post_are_not_restricted(tmp_path: Path) -> None:
    others = {"place": PLACE, "chief": CHIEF, "roads": f"{ROADS}reports_to: place\n"}
    below = "title: Assistant Director of Bridges\nlevel: assistant-director\nreports_to: roads\n"
    assert told(tmp_path, below, **others) == []
    for title in ("Personal Assistant to the Chief Executive", "Executive Support Manager"):
        support = f"title: {title}\nlevel: executive-director\nreports_to: chief\n"
        assert told(tmp_path, support, **others) == []
    assert rules_told(tmp_path, support.replace(title, "Town Clerk"), **others) == ["political-restriction"]


def test_a_restriction_that_cannot_be_read_is_not_told_as_missing(tmp_path: Path) -> None:
    assert told(tmp_path, FINANCE.replace("{status: specified}", "{status: yes}")) == []
    assert rules_told(tmp_path, FINANCE.replace("{status: specified}", "")) == ["political-restriction"]


def test_a_role_approved_on_an_earlier_framework_is_restricted_all_the_same(tmp_path: Path) -> None:
    role = f"{ROADS}statutory: [monitoring-officer]\nstatus: approved\nversion: '1'\nframework: '1999'\n"
    role += "approved_by: Council\napproved_on: 1999-05-01\n"
    assert rules_told(tmp_path, role) == ["political-restriction"]
    assert told(tmp_path, role.replace("approved\n", "superseded\n", 1)) == []


# The accountancy qualification


def criteria(*wanted: str, importance: str = "essential") -> str:
    """A person profile of qualifications."""
    item = "  - {{criterion: {!r}, category: qualifications, importance: {}}}\n"
    return "person_profile:\n" + "".join(item.format(one, importance) for one in wanted)


def test_a_chief_finance_officer_needs_an_accountancy_qualification(tmp_path: Path) -> None:
    (line,) = told(tmp_path, FINANCE + criteria("Degree in finance", "Knowledge of accounting rules"))
    assert line == (
        "6:1 accountancy-qualification: The law requires a chief finance officer to be a member of one of the"
        " accountancy bodies that it names (Local Government Finance Act 1988, section 113); no criterion "
        "asks for that."
    )


def test_an_accountancy_qualification_that_is_only_desirable_is_told_at_its_words(tmp_path: Path) -> None:
    (line,) = told(tmp_path, FINANCE + criteria("Degree", "Full CIPFA membership", importance="desirable"))
    assert line == (
        "8:23 accountancy-qualification: The accountancy qualification is only desirable here; the law "
        "requires it of a chief finance officer (Local Government Finance Act 1988, section 113)."
    )


@pytest.mark.parametrize(
    "words",
    ["CCAB qualified", "Qualified accountant", "Member of a body named in section 113", "ACA, ACCA or CPFA"],
)
def test_any_name_for_the_qualification_will_do(tmp_path: Path, words: str) -> None:
    assert told(tmp_path, FINANCE + criteria("Degree", words)) == []


def test_a_draft_without_a_person_profile_and_another_director_need_no_accountant(tmp_path: Path) -> None:
    assert told(tmp_path, FINANCE) == []
    assert told(tmp_path, ROADS + criteria("Degree")) == []


# Criminal record checks


def test_a_director_of_childrens_services_without_a_word_on_checks_is_told(tmp_path: Path) -> None:
    role = "title: Director of Children's Services\nlevel: director\ncmt: true\n"
    role += "politically_restricted: {status: specified}\n"
    (line,) = told(tmp_path, role + "statutory: [director-of-childrens-services]\n")
    assert line == (
        "5:13 dbs-duties: The Director of Children’s Services may need an enhanced criminal record check, and"
        " this file says nothing of one."
    )
    (line,) = told(tmp_path, role + DUTY)
    assert line == (
        "1:20 dbs-duties: “Children's Services”: for services for children a criminal record check may be "
        "needed, and this file says nothing of one."
    )


@pytest.mark.parametrize(
    "areas",
    [
        "[Commissioning, Adult social care]",
        "[Fostering and adoption]",
        "[Safeguarding]",
        "[Care homes and supported living]",
        "[Youth justice, Museums]",
    ],
)
def test_service_areas_for_children_or_adults_at_risk_raise_the_question(tmp_path: Path, areas: str) -> None:
    (found,) = problems(tmp_path, {"a": f"{ROADS}service_areas: {areas}\n"})
    assert found.rule == "dbs-duties"
    assert found.hint == (
        "Where the post is eligible for an enhanced check: dbs: {level: enhanced}. Where it needs none: {level: none}."
    )


@pytest.mark.parametrize(
    "areas",
    [
        "[Children's libraries, Leisure for families]",
        "[Schools capital programme, School transport]",
        "[Adult social care finance, Legal services for children's social care]",
        "[Road adoption, Adult learning]",
        "[Elected members' training on safeguarding]",
        "[Health and safety, Customer care]",
        "[Children's services systems, Social care ICT]",
        "[Early years buildings]",
    ],
)
def test_other_services_raise_none(tmp_path: Path, areas: str) -> None:
    assert told(tmp_path, f"{ROADS}service_areas: {areas}\n") == []


def test_several_accountabilities_for_care_are_the_posts_own_work(tmp_path: Path) -> None:
    duties = ["Lead social work for older people.", "Inspect care homes.", "Answer for safeguarding adults."]
    items = [f"  - {{text: {duty}}}\n" for duty in duties]
    assert rules_told(tmp_path, f"{ROADS}accountabilities:\n{''.join(items)}") == ["dbs-duties"]
    assert told(tmp_path, f"{ROADS}accountabilities:\n{''.join(items[:2])}") == []


def test_a_bare_draft_a_chief_executive_and_a_file_that_speaks_of_it_are_not_asked(tmp_path: Path) -> None:
    assert told(tmp_path, "title: Assistant Director of Adult Social Care\nlevel: assistant-director\n") == []
    areas = "service_areas: [Children's services, Highways]\n"
    assert told(tmp_path, CHIEF + areas) == []
    assert told(tmp_path, f"{ROADS}{areas}dbs: {{level: none}}\n") == []
    assert rules_told(tmp_path, f"{ROADS}{areas}dbs:\n") == ["dbs-duties"]
    assert told(tmp_path, f"{ROADS}{areas}dbs: {{level: high}}\n") == []


def test_an_enhanced_check_without_any_such_duty_is_told(tmp_path: Path) -> None:
    (line,) = told(tmp_path, f"{ROADS}dbs: {{level: enhanced, barred_lists: [children]}}\n{DUTY}")
    assert line == (
        "4:7 dbs-duties: An enhanced check may be asked for only where the law lists the post, and this file "
        "names no work with children or adults at risk."
    )
    assert told(tmp_path, f"{ROADS}dbs: {{level: enhanced}}\n") == []


@pytest.mark.parametrize(
    "duty",
    ["Plan school buses.", "Support families.", "Commission care.", "Reduce homelessness.", "Advise health partners."],
)
def test_any_work_that_may_be_with_them_makes_an_enhanced_check_possible(tmp_path: Path, duty: str) -> None:
    assert told(tmp_path, f"{ROADS}dbs: {{level: enhanced}}\naccountabilities: [{{text: {duty}}}]\n") == []


def test_health_and_safety_is_no_work_with_adults_at_risk(tmp_path: Path) -> None:
    duty = "accountabilities: [{text: Lead on health and safety with due care of roads.}]\n"
    assert rules_told(tmp_path, f"{ROADS}dbs: {{level: enhanced}}\n{duty}") == ["dbs-duties"]


def test_a_barred_list_needs_work_with_those_it_protects(tmp_path: Path) -> None:
    role = f"{ROADS}dbs: {{level: enhanced, barred_lists: [children, adults]}}\n"
    (line,) = told(tmp_path, f"{role}service_areas: [Schools]\n")
    assert line == (
        "4:49 dbs-duties: The barred list for adults may be checked only for regulated activity with adults "
        "at risk, and this file names no work with them."
    )
    assert told(tmp_path, f"{role}service_areas: [Schools, Care homes]\n") == []


def test_a_standard_check_needs_a_profession_that_the_law_lists(tmp_path: Path) -> None:
    role = f"{ROADS}dbs: {{level: standard}}\n{DUTY}"
    (line,) = told(tmp_path, role)
    assert line == (
        "4:7 dbs-duties: A standard check may be asked for only where the law lists the post, and this file "
        "names no such profession and no work with children or adults at risk."
    )
    assert told(tmp_path, role + criteria("Solicitor or barrister")) == []
    assert told(tmp_path, f"{FINANCE}dbs: {{level: standard}}\n{DUTY}") == []
    assert told(tmp_path, f"{role}service_areas: [Youth work]\n") == []


# Reporting lines


def junior(line: str, more: str = "") -> str:
    """An assistant director who reports to someone."""
    return f"title: Assistant Director of Bridges\nlevel: assistant-director\nreports_to: {line}\n{more}"


def test_a_line_past_a_tier_is_told_at_the_line(tmp_path: Path) -> None:
    place = PLACE.replace("reports_to: chief\n", "")
    (line,) = told(tmp_path, junior("place"), place=place)
    assert line == (
        "3:13 skipped-tier: This role reports to “Executive Director of Place”, past the tier of Director: in"
        " the framework, Assistant Director reports to Director."
    )
    (line,) = told(tmp_path, junior("managing-director"))
    assert line == (
        "3:13 skipped-tier: This role reports to the level Managing Director, past the tier of Director: in "
        "the framework, Assistant Director reports to Director."
    )


@pytest.mark.parametrize("line", ["director", "roads", "The Council and the Health Trust", "nobody"])
def test_a_line_to_the_next_tier_or_in_plain_words_is_no_matter(tmp_path: Path, line: str) -> None:
    assert told(tmp_path, junior(line), roads=ROADS) == []


@pytest.mark.parametrize("name", sorted(set(DESIGNATIONS) - {"returning-officer", "electoral-registration-officer"}))
def test_officers_with_a_right_to_the_top_skip_no_tier(tmp_path: Path, name: str) -> None:
    more = f"statutory: [{name}]\npolitically_restricted: {{status: specified}}\ndbs: {{level: basic}}\n"
    expected = ["skipped-tier"] if name == "head-of-paid-service" else []
    assert rules_told(tmp_path, junior("chief", more), chief=CHIEF) == expected


def test_a_line_to_the_same_level_or_a_lower_one_is_told(tmp_path: Path) -> None:
    (line,) = told(tmp_path, f"{ROADS}reports_to: roads\n", roads=ROADS)
    assert line == (
        "4:13 reports-to-junior: This role is at the level Director and reports to “Director of Roads”, which"
        " is at the same level."
    )
    (line,) = told(tmp_path, f"{ROADS}reports_to: bridges\n", bridges=junior("nobody"))
    assert line == (
        "4:13 reports-to-junior: This role is at the level Director and reports to “Assistant Director of "
        "Bridges”, which is at a lower level, Assistant Director."
    )


def test_a_circle_is_told_as_a_circle_alone(tmp_path: Path) -> None:
    roles = {"a": f"{ROADS}reports_to: b\n", "b": f"{ROADS}reports_to: c\n", "c": f"{ROADS}reports_to: a\n"}
    assert problems(tmp_path, roles) == []
    assert problems(tmp_path, roles, ["b"]) == []
    assert problems(tmp_path, {"a": f"{ROADS}reports_to: a\n"}) == []


def test_a_role_approved_on_another_framework_keeps_its_line(tmp_path: Path) -> None:
    more = "status: approved\nversion: '1'\nframework: '1999'\napproved_by: Council\napproved_on: 1999-05-01\n"
    assert told(tmp_path, junior("managing-director", more)) == []
    current = more.replace("1999'", f"{model().about.version}'")
    assert rules_told(tmp_path, junior("managing-director", current)) == ["skipped-tier"]


def test_a_level_that_extends_the_next_tier_is_that_tier(tmp_path: Path) -> None:
    old = needed(framework.load(EXAMPLES / "data" / "history" / "2021"))
    assert [level.id for level in old.levels][:2] == ["managing-executive-director", "executive-director"]
    above = "title: Managing Executive Director\nlevel: managing-executive-director\n"
    assert problems(tmp_path, {"roads": f"{ROADS}reports_to: above\n", "above": above}, known=old) == []
    below = "title: Executive Director\nlevel: executive-director\nreports_to: above\n"
    assert problems(tmp_path, {"below": below, "above": above}, known=old) == []
    (found,) = problems(tmp_path, {"above": f"{above}reports_to: executive-director\n"}, known=old)
    assert found.rule == "reports-to-junior"


# Superiors


def test_superiors_are_read_once_each_however_many_report_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {f"role-{n}": f"{ROADS}reports_to: {'broken' if n % 2 else 'place'}\n" for n in range(20)}
    others = {"place": PLACE, "chief": CHIEF, "broken": "title: ["}
    read: list[str] = []

    def counted(path: Path) -> object:
        read.append(path.stem)
        return read_role(path)

    monkeypatch.setattr("rolegen.lint.seats.read_role", counted)
    found = problems(tmp_path, {**texts, **others}, tuple(texts))
    assert len(found) == 10
    assert sorted(read) == ["broken", "chief", "place"]


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    roles = {"chief": CHIEF, "place": PLACE, "roads": f"{ROADS}reports_to: place\n", "bridges": junior("place")}
    first = problems(tmp_path, roles)
    assert len(first) == 3
    assert problems(tmp_path, dict(reversed(roles.items()))) == first
    assert [one for name in sorted(roles) for one in problems(tmp_path, roles, [name])] == first


def test_a_superior_that_is_gone_ends_the_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": f"{ROADS}reports_to: b\n", "b.yaml": f"{PLACE}status: deleted\n", "chief.yaml": CHIEF})
    paths = {name: tmp_path / f"{name}.yaml" for name in ("a", "b", "chief", "not-there")}
    seat = seat_of(needed(read_role(paths["a"])))
    assert set(with_superiors({"a": seat}, paths)) == {"a"}


IDS = ("a", "b", "c", "d", "director", "managing-director")
SEATS = st.fixed_dictionaries(
    {
        name: st.builds(
            Seat,
            st.just(name),
            st.just(f"Post {name}"),
            st.sampled_from([*LADDER, "nowhere"]),
            st.sampled_from([*IDS, *LADDER, "", "nobody", "The Council"]),
            st.lists(st.sampled_from(sorted(DESIGNATIONS)), max_size=2).map(tuple),
            st.sampled_from(["", "specified", "sensitive", "no", "unclear"]),
            st.just({key: Place(Path(f"{name}.yaml")) for key in POINTED_AT}),
            st.sampled_from(["", "1999"]),
        )
        for name in IDS
    }
)


@UNTIMED
@given(SEATS, st.permutations(IDS))
def test_any_tangle_of_lines_comes_to_an_end_and_says_the_same_in_any_order(
    seats: dict[str, Seat], order: list[str]
) -> None:
    for name, check in ((name, ACROSS[name]) for name in OURS if name in ACROSS):
        file = rule_files()[name]
        rule = Rule(name, file.severity, file, ())
        first = [*check(Seats(seats, frozenset(IDS), model()), rule)]
        turned = [*check(Seats({one: seats[one] for one in order}, frozenset(order), model()), rule)]
        assert sorted(map(str, turned)) == sorted(map(str, first))
        assert all(found.key in POINTED_AT and found.message.endswith(".") for found in first)


# Copies of clauses


def pasted(words: str, more: str = ROADS) -> str:
    """A role with an accountability of its own, and another one."""
    return f"{more}accountabilities:\n  - text: Keep the roads open.\n  - text: >-\n      {words}\n"


def wording(name: str, level: str, variant: str) -> str:
    """The words of a clause of the framework that ships."""
    (clause,) = (clause for _, clause in model().clauses() if clause.id == name)
    words = clause.wording(level, variant)
    assert words
    return words


def test_a_clause_that_is_pasted_in_is_told_at_the_accountability(tmp_path: Path) -> None:
    clause = next(clause for _, clause in model().clauses() if clause.text and "{{" not in clause.text)
    assert clause.text
    (line,) = told(tmp_path, pasted(clause.text))
    assert line == (
        f"7:7 copied-clause: This is the clause “{clause.title or clause.id}” of the framework, word for word; the "
        "profile prints it already."
    )
    retyped = clause.text.upper().rstrip(".").replace(" ", "  ")
    assert rules_told(tmp_path, pasted(retyped)) == ["copied-clause"]
    assert told(tmp_path, pasted(f"{clause.text} And so on.")) == []
    assert problems(tmp_path, {"a": pasted(clause.text)}, allow=(clause.id,)) == []


def test_every_wording_of_the_framework_is_known_with_its_placeholders_filled(tmp_path: Path) -> None:
    words = {
        text: text.replace("{{ area }}", "Fenmoor and the Isles").replace("{{ organisation }}", "Fenmoor Council")
        for _, clause in model().clauses()
        for one in (clause.text, *clause.levels.values())
        for text in (one.values() if isinstance(one, dict) else [one] if one else [])
    }
    assert any(text != filled for text, filled in words.items())
    assert len(words) > 20
    items = "".join(f"  - text: >-\n      {filled}\n" for filled in words.values())
    assert len(told(tmp_path, f"{ROADS}accountabilities:\n{items}")) == len(words)


def test_a_copy_in_a_role_approved_on_another_framework_is_its_own(tmp_path: Path) -> None:
    clause = next(clause.text for _, clause in model().clauses() if clause.text and "{{" not in clause.text)
    more = "status: approved\nversion: '1'\nframework: '1999'\napproved_by: Council\napproved_on: 1999-05-01\n"
    assert told(tmp_path, pasted(clause, ROADS + more)) == []


# The rules as files


def test_each_rule_has_its_function_and_each_that_is_told_elsewhere_its_file() -> None:
    known = rule_files()
    assert set(OURS) <= {*OF_A_ROLE, *ACROSS}
    assert set(ELSEWHERE) <= set(known)
    assert all(known[name].always for name in ELSEWHERE if known[name].severity == "error")
    assert not set(ELSEWHERE) & {*OF_A_PASSAGE, *OF_A_ROLE, *ACROSS}


def test_the_examples_have_none_of_these(run: Run, examples: Path) -> None:
    ran = run("check")
    assert ran.code == 0
    assert "11 roles" in ran.err
    assert not any(f"[{name}]" in ran.err for name in OURS)
    role = examples / "roles" / "assistant-director-legal.yaml"
    role.write_text(role.read_text("utf-8").replace("[monitoring-officer]", "[monitoring-officer, scrutiny-officer]"))
    ran = run("check")
    assert ran.code == 1
    assert "[designations-combined]" in ran.err
