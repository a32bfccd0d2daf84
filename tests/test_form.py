"""The form: what is shown of each field, what is read back of it, and what a document shows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolegen import templating
from rolegen.document import Cell, Document, Heading, Item, List, Paragraph, Row, Run, Section, Table
from rolegen.fields import Model
from rolegen.form import answers
from rolegen.form.answers import TWICE, Shown
from rolegen.form.filled import clause_digest, editable, filled, line_digests, shown_in
from rolegen.form.kinds import KINDS, ROW_CHOICES, VALUES, choices_with, value_at
from rolegen.kept import Kept
from rolegen.marks import CLAUSE, FIELD, digest, from_manifest, tag
from rolegen.marks import folded as fold
from rolegen.profile import CATEGORIES, of_role
from rolegen.role import Category, Method, Role, RoleFile, parse_role
from rolegen.statutes import DESIGNATIONS, SPOKEN
from tests.profiles import documents, profiles
from tests.samples import APPROVAL, EVERYTHING, FULL, LEVELS, UNTIMED, as_yaml, needed, shipped, without

BARE = {"title": "Post", "level": "director", "cmt": "true"}
UNSHOWN = {"level", "cmt", "variant", "status", "framework", "replaces"}
STATED = {"employers", "dimensions.income", "dimensions.delegated_limit", "fluency_duty"}  # only where there is any


def shown_of(values: dict[str, Any]) -> tuple[Any, dict[str, Shown]]:
    """The profile of a role, and what the shipped template's document shows."""
    profile = needed(shipped().profile(values))
    return profile, shown_in(needed(templating.render(shipped().workshop.template, profile)))


def role_with(values: dict[str, Any]) -> Role:
    return needed(parse_role(as_yaml({**BARE, **values}).encode(), Path("post.yaml"))).role


def attribute(role: Role, path: str) -> Any:
    found: Any = role
    for key in path.split("."):
        found = getattr(found, key)
    return found


def nested(path: str, value: Any) -> dict[str, Any]:
    """A role's fields with one value at a path."""
    key, _, rest = path.partition(".")
    return {key: {rest: value} if rest else value}


def folded(value: Any) -> Any:
    """A value whose white space is one space, but for line breaks."""
    if isinstance(value, str):
        lines = [re.sub(r"[ \t\r\f]+", " ", line).strip() for line in value.strip().split("\n")]
        return re.sub("\n{2,}", "\n\n", "\n".join(lines)).strip()
    if isinstance(value, tuple):
        return tuple(folded(one) for one in value)
    return type(value)(**{key: folded(one) for key, one in value}) if isinstance(value, Model) else value


def said(checked: Any) -> str:
    assert checked.value is None
    assert checked.problems
    return " ".join(f"{problem.message} {problem.hint}" for problem in checked.problems)


# --- everything that is shown is read back ----------------------------------------------------------------------------


def test_every_field_that_a_page_shows_has_a_kind() -> None:
    groups = {name for name in Role.model_fields if name in ("dimensions", "contacts")}
    fields = {name for name in Role.model_fields if name not in groups | UNSHOWN}
    fields |= {f"{name}.{key}" for name in groups for key in Role.model_fields[name].annotation.model_fields}  # type: ignore[union-attr]
    assert fields == KINDS.keys() == VALUES.keys()


@pytest.mark.parametrize("name", EVERYTHING)
def test_everything_the_levels_and_the_examples_show_is_editable(name: str) -> None:
    shown = shown_in(documents()[name])
    assert len(shown) >= 28
    assert editable(profiles()[name], shown) == shown.keys()


@pytest.mark.parametrize("values", [FULL, {**FULL, **APPROVAL}], ids=["draft", "approved"])
def test_everything_is_editable_in_a_full_role(values: dict[str, Any]) -> None:
    profile, shown = shown_of(values)
    assert shown.keys() == KINDS.keys()
    assert editable(profile, shown) == KINDS.keys()


def test_a_bare_role_asks_for_every_field_but_those_that_few_posts_have() -> None:
    profile, shown = shown_of(BARE)
    assert shown.keys() == KINDS.keys() - STATED
    assert editable(profile, shown) == shown.keys()


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029"), min_size=1)
PIECES = ("spans", "and", "a, b", "a; b", "Leeds,", "1,630", "x (y)", "£5", "é", "–", "a\nb", "c  d", "“q”", "a\n\nb")
PLAIN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join)
TEXTS = (WORDS | PLAIN).filter(str.strip)
DAYS = st.dates(date(1000, 1, 1)).map(date.isoformat)
AMOUNTS = st.integers(0, 10**15 - 1).map(str) | st.decimals(0, 10**9, places=4).map(lambda one: f"{one:f}")
VALUES_OF = {
    "contract": st.just({"type": "permanent"})
    | st.fixed_dictionaries(
        {"type": st.sampled_from(["fixed-term", "temporary"])},
        optional={"months": st.integers(1, 999).map(str), "until": DAYS},
    ),
    "politically_restricted": st.just({"status": "no"})
    | st.fixed_dictionaries({"status": st.sampled_from(["specified", "sensitive"])}, optional={"basis": TEXTS}),
    "dbs": st.sampled_from(["none", "basic", "standard", "enhanced"]).map(lambda level: {"level": level})
    | st.lists(st.sampled_from(["children", "adults"]), min_size=1, max_size=2, unique=True).map(
        lambda lists: {"level": "enhanced", "barred_lists": lists}
    ),
    "fluency_duty": st.sampled_from(list(SPOKEN)),
    "statutory": st.lists(st.sampled_from(list(DESIGNATIONS)), min_size=1, unique=True),
    "accountabilities": st.lists(st.fixed_dictionaries({"text": TEXTS}), min_size=1),
    "person_profile": st.lists(
        st.fixed_dictionaries(
            {
                "criterion": TEXTS,
                "category": st.sampled_from(get_args(Category)),
                "importance": st.sampled_from(["essential", "desirable"]),
            },
            optional={"assessed_by": st.lists(st.sampled_from(get_args(Method)), max_size=3)},
        ),
        min_size=1,
    ),
    "job_evaluation": st.fixed_dictionaries(
        {"status": st.sampled_from(["not-evaluated", "indicative", "evaluated", "under-review"])},
        optional={"reference": TEXTS, "date": DAYS, "scheme": TEXTS, "grade": TEXTS, "evaluator": TEXTS},
    ),
    "dimensions.direct_reports": st.integers(0, 10**15 - 1).map(str),
    **dict.fromkeys([f"dimensions.{key}_budget" for key in ("revenue", "capital")], AMOUNTS),
    **dict.fromkeys([f"dimensions.{key}" for key in ("income", "delegated_limit", "staff_fte")], AMOUNTS),
    **dict.fromkeys(
        ["service_areas", "employers", "contacts.internal", "contacts.external"], st.lists(TEXTS, min_size=1)
    ),
    **dict.fromkeys(["effective_from", "review_by", "approved_on"], DAYS),
}


def in_page_order(criteria: Any) -> Any:
    order = list(CATEGORIES)
    return tuple(sorted(criteria, key=lambda one: (order.index(one.category), one.importance != "essential")))


def resolved(role: Role) -> Any:
    file = RoleFile("post", role, None)  # type: ignore[arg-type] # a sound role needs no source
    shop = shipped().workshop
    return needed(of_role(shop.frameworks.current, file, role.reports_to or "", shop.workspace.settings))


@pytest.mark.parametrize("path", KINDS)
@settings(UNTIMED)
@given(data=st.data())
def test_what_is_shown_reads_back_as_the_value(path: str, data: st.DataObject) -> None:
    role = role_with(nested(path, data.draw(VALUES_OF.get(path, TEXTS))))
    profile = resolved(role)
    kind, value = KINDS[path], attribute(role, path)
    shown = kind.show(value_at(profile, path))
    if kind.is_whole(value_at(profile, path)):
        again = attribute(role_with(nested(path, needed(kind.read(shown)))), path)
        wanted = in_page_order(value) if path == "person_profile" else value
        assert folded(again) == folded(wanted)
    else:
        assert path in (*(name for name in KINDS if KINDS[name].show is KINDS["service_areas"].show), "job_evaluation")


NAMES = st.from_regex(r"[A-Z]{2}([ /()-]?[a-z]{1,4})?[0-9]{0,4}", fullmatch=True)


@settings(UNTIMED)
@given(
    status=st.sampled_from(["not-evaluated", "indicative", "evaluated", "under-review"]),
    others=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(["reference", "scheme", "grade", "evaluator"], NAMES) | {"date": DAYS}
    ),
)
def test_a_job_evaluation_of_plain_words_is_told_whole_whatever_is_left_out(status: str, others: Any) -> None:
    value = {"status": status, **others}
    evaluation = role_with({"job_evaluation": value}).job_evaluation
    assert KINDS["job_evaluation"].is_whole(evaluation)
    assert needed(KINDS["job_evaluation"].read(((str(evaluation),),))) == value


@settings(UNTIMED, max_examples=50)
@given(st.fixed_dictionaries({}, optional=VALUES_OF | dict.fromkeys(["title", "purpose", "grade", "minute"], TEXTS)))
@example({"purpose": "One  two\n three\n\n\nfour", "location": "a\n  b", "reports_to": "x\t y"})
@example({"person_profile": [{"criterion": "C", "category": "other", "importance": "desirable"}]})
def test_show_says_exactly_what_the_template_prints(fields: dict[str, Any]) -> None:
    values: dict[str, Any] = dict(BARE)
    for path, value in fields.items():
        key, _, rest = path.partition(".")
        values[key] = {**values.get(key, {}), rest: value} if rest else value
    profile, shown = shown_of(values)
    said = {path: kind.show(value_at(profile, path)) for path, kind in KINDS.items()}
    assert shown == {path: lines for path, lines in said.items() if lines or path not in STATED}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("service_areas", ["Highways, drains and lighting", "Parking"]),
        ("contacts.internal", ["One\ntwo"]),
        ("job_evaluation", {"status": "evaluated", "reference": "A, 1"}),
        ("job_evaluation", {"status": "evaluated", "reference": "28 January 2024"}),
        ("job_evaluation", {"status": "evaluated", "reference": "grade 18"}),
        ("job_evaluation", {"status": "evaluated", "grade": "18, protected"}),
        ("job_evaluation", {"status": "evaluated", "evaluator": "Hay, Leeds"}),
        ("job_evaluation", {"status": "evaluated", "scheme": "Hay) by (Leeds"}),
        ("employers", ["Fenmoor, Wexcombe and Partners"]),
        ("politically_restricted", {"status": "no", "basis": "advice"}),
        ("effective_from", "0024-03-12"),
        ("contract", {"type": "temporary", "until": "0024-03-12"}),
    ],
)
def test_what_the_page_does_not_tell_whole_stays_locked(path: str, value: Any) -> None:
    profile, shown = shown_of({**FULL, **nested(path, value)})
    assert path in shown
    assert path not in editable(profile, shown)


def test_the_approved_page_without_methods_says_so_and_reads_as_none() -> None:
    values = {**FULL, **APPROVAL, "person_profile": [without(FULL["person_profile"][0], "assessed_by")]}
    profile, shown = shown_of(values)
    assert shown["person_profile"] == (("Experience", "Has crossed a bridge", "Essential", ""),)
    assert "person_profile" in editable(profile, shown)


def test_a_level_shows_its_starters_as_rows_and_asks_for_the_title() -> None:
    for name in LEVELS:
        shown = shown_in(documents()[name])
        assert shown["title"] == ()
        assert len(shown["person_profile"]) >= 5
        assert all(words and row == ("", "") for _, words, *rest in shown["person_profile"] for row in [tuple(rest)])


# --- what a person types ----------------------------------------------------------------------------------------------


DAY = "2024-03-12"
EVALUATED = {
    "status": "evaluated", "reference": "JE-88", "date": "2026-05-04", "scheme": "Hay", "grade": "18",
    "evaluator": "the Fen Panel",
}  # fmt: skip
EVALUATIONS = (
    "Evaluated (Hay), JE-88, 4 May 2026, grade 18, by the Fen Panel",
    "evaluated(Hay) by the Fen Panel, Grade: 18, on 4/5/2026, JE-88",
    "Evaluated, by the Fen Panel, the Hay scheme, JE-88, dated 4th May 2026, grade 18",
    "EVALUATED\nScheme: Hay\nJE-88\nEvaluated by: the Fen Panel\nGrade 18\nDate: 2026-05-04",
)


@pytest.mark.parametrize(
    ("path", "words", "value"),
    [
        *[
            ("review_by", words, DAY)
            for words in (
                "2024-03-12",
                "12/3/2024",
                "12/03/2024",
                "12.3.2024",
                "12-3-2024",
                "12 Mar 2024",
                "12th March 2024",
                "12 march, 2024",
                "Tuesday 12 March 2024",
                "Tues, the 12th of March 2024",
                "March 12, 2024",
                "12\u00a0March\u00a02024",
                "12 Mar. 2024.",
                "12-Mar-2024",
            )
        ],
        ("review_by", "1st Sept 2024", "2024-09-01"),
        ("approved_on", "1/4/2024", "2024-04-01"),
        *[
            ("dimensions.revenue_budget", words, "41500000")
            for words in (
                "£41.5 million",
                "£41.5m",
                "41.5M",
                "£41,500,000",
                "41500000",
                "41 500 000",
                "£41,500k",
                "£41.50 million",
                "41.5 million pounds",
                "£41.5m a year",
                "£41.5 million per annum",
                "£ 41.5m",
            )
        ],
        ("dimensions.capital_budget", "£1.2bn", "1200000000"),
        ("dimensions.capital_budget", "1.2 billion", "1200000000"),
        ("dimensions.capital_budget", "£950.75", "950.75"),
        ("dimensions.staff_fte", "1,630 FTE", "1630"),
        ("dimensions.staff_fte", "412.50", "412.5"),
        ("dimensions.direct_reports", "6 posts", "6"),
        ("contract", "permanent", {"type": "permanent"}),
        ("contract", "Fixed term contract", {"type": "fixed-term"}),
        ("contract", "Fixed-term for 2 years", {"type": "fixed-term", "months": "24"}),
        ("contract", "fixed-term (12 months)", {"type": "fixed-term", "months": "12"}),
        (
            "contract",
            "Fixed-term, 12 months, until 31 March 2027",
            {"type": "fixed-term", "months": "12", "until": "2027-03-31"},
        ),
        ("contract", "Temporary to 31/3/2027", {"type": "temporary", "until": "2027-03-31"}),
        ("politically_restricted", "Not politically restricted", {"status": "no"}),
        ("politically_restricted", "no", {"status": "no"}),
        ("politically_restricted", "Not politically\u00a0restricted.", {"status": "no"}),
        ("politically_restricted", "Sensitive post", {"status": "sensitive"}),
        ("politically_restricted", "specified (deputy (acting))", {"status": "specified", "basis": "deputy (acting)"}),
        ("dbs", "None", {"level": "none"}),
        ("dbs", "Not required", {"level": "none"}),
        ("dbs", "Enhanced DBS check", {"level": "enhanced"}),
        ("dbs", "Enhanced with both barred lists", {"level": "enhanced", "barred_lists": ["children", "adults"]}),
        ("dbs", "enhanced, adults’ barred list", {"level": "enhanced", "barred_lists": ["adults"]}),
        ("statutory", "Monitoring officer", ["monitoring-officer"]),
        ("statutory", "Section 151 officer", ["chief-finance-officer"]),
        ("statutory", "Director of Children's Services", ["director-of-childrens-services"]),
        (
            "statutory",
            "Statutory designations: Returning Officer and Electoral Registration Officer.",
            ["returning-officer", "electoral-registration-officer"],
        ),
        ("statutory", "No statutory designation", None),
        ("statutory", "None.", None),
        ("service_areas", "Highways, Parking,\nFlood risk", ["Highways", "Parking", "Flood risk"]),
        ("contacts.external", "Over 1,000 firms,Unions", ["Over 1,000 firms", "Unions"]),
        (
            "job_evaluation",
            "under review, 4/5/2026, JE-88",
            {"status": "under-review", "date": "2026-05-04", "reference": "JE-88"},
        ),
        *[("job_evaluation", words, EVALUATED) for words in EVALUATIONS],
        ("job_evaluation", "Evaluated by Fenmoor (North)", {"status": "evaluated", "evaluator": "Fenmoor (North)"}),
        ("job_evaluation", "Indicative (Hay (2017))", {"status": "indicative", "scheme": "Hay (2017)"}),
        ("job_evaluation", "Not\u00a0evaluated, scheme: GLPC", {"status": "not-evaluated", "scheme": "GLPC"}),
        *[("dimensions.delegated_limit", words, "500000") for words in ("£500k", "up to £500,000", "Maximum: £0.5m")],
        ("dimensions.income", "£950,000 a year", "950000"),
        ("employers", "Fenmoor County Council; Wexcombe", ["Fenmoor County Council", "Wexcombe"]),
        ("location", "Shire House\nFenmoor", "Shire House\nFenmoor"),
        *[("fluency_duty", words, "english") for words in ("English", "fluent english.", "English.")],
        *[("fluency_duty", words, "english-or-welsh") for words in ("Fluent English or Welsh", "Welsh or English")],
        *[("fluency_duty", words, None) for words in ("None", "Not applicable.", "–")],
    ],
)
def test_what_people_write_is_understood(path: str, words: str, value: Any) -> None:
    read = needed(KINDS[path].read(((words,),))) if value is not None else KINDS[path].read(((words,),)).value
    assert read == value
    if value is not None:
        assert attribute(role_with(nested(path, value)), path)


@pytest.mark.parametrize(
    ("path", "words", "told"),
    [
        ("review_by", "12/3/24", "Review by: “12/3/24” is not a date. Write day, month and year, as in 12 March 2024."),
        ("review_by", "31/2/2024", "there is no such day as “31/2/2024”"),
        ("review_by", "3/13/2024", "there is no such day"),
        ("review_by", "Monday 12 March 2024", "12 March 2024 is a Tuesday"),
        ("review_by", "spring 2024", "is not a date"),
        ("review_by", "12 March 2024 or 13 March 2024", "is not a date"),
        ("approved_on", "tbc", "Approved on: “tbc” is not a date"),
        ("dimensions.revenue_budget", "about £4m", "Revenue budget: “about £4m” is not an amount of money"),
        ("dimensions.revenue_budget", "£37,5", "is not an amount of money"),
        ("dimensions.revenue_budget", "£4m–£5m", "is not an amount of money"),
        ("dimensions.revenue_budget", "£9999999999 bn", "is too long a number"),
        ("dimensions.staff_fte", "lots", "Staff (full-time equivalent): “lots” is not a number"),
        ("dimensions.direct_reports", "5.5", "is not a whole number"),
        ("contract", "Permanent, 12 months", "a permanent contract has no end"),
        ("contract", "Fixed-term or permanent", "is not understood"),
        ("contract", "Secondment", "Contract: “Secondment” is not understood"),
        ("contract", "Fixed-term until spring", "is not understood"),
        ("politically_restricted", "Politically restricted", "Choose from the list"),
        ("politically_restricted", "Not a specified post", "is not understood"),
        ("dbs", "Enhanced, children's workforce", "is not understood"),
        ("dbs", "Basic with the barred list for adults", "which alone may come with barred lists"),
        ("dbs", "Enhanced, no barred list", "is not understood"),
        ("dbs", "Basic or standard", "is not understood"),
        ("fluency_duty", "Welsh", "Fluency duty: “Welsh” is not understood. Choose from the list"),
        ("fluency_duty", "Good English", "is not understood"),
        ("statutory", "Deputy Monitoring Officer", "“Deputy Monitoring Officer” is not one that is known"),
        ("statutory", "Monitering officer", "Did you mean “Monitoring Officer”?"),
        ("job_evaluation", "Done", "Job evaluation: “Done” is not understood"),
        ("job_evaluation", "Evaluated, A, B", "is not understood"),
        ("job_evaluation", "Evaluated, grade 18, grade 19", "is not understood"),
        ("job_evaluation", "Evaluated (Hay), the GLPC scheme", "is not understood"),
        ("job_evaluation", "Evaluated, Hay panel of 4 May 2026", "is not understood"),
        ("job_evaluation", "Evaluated, by the Fen Panel on 4 May 2026", "is not understood"),
        ("dimensions.delegated_limit", "As the scheme of delegation says", "is not an amount of money"),
        ("dimensions.revenue_budget", "up to £4m", "is not an amount of money"),
    ],
)
def test_what_is_not_understood_is_said_in_words_for_hr_and_never_guessed(path: str, words: str, told: str) -> None:
    assert told in said(KINDS[path].read(((words,),)))


def test_a_cleared_field_has_no_value_but_a_title_must_have_one() -> None:
    assert {path for path, kind in KINDS.items() if kind.read(()).problems} == {"title"}
    assert all(kind.read(()).value is None for kind in KINDS.values())
    assert "Every role needs it." in said(KINDS["title"].read(()))


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        (("Skills", "Can weld", "E", "Interview / test"), ("skills", "essential", ["interview", "test"])),
        (("SKILLS", "Can weld", "desirable", "Interviews and tests"), ("skills", "desirable", ["interview", "test"])),
        (("other", "Can weld", "Essential", "Application form\nTest"), ("other", "essential", ["application", "test"])),
        (("Knowledge", "Can weld", "D", "Not stated"), ("knowledge", "desirable", None)),
        (("Knowledge", "Can weld", "d.", ""), ("knowledge", "desirable", None)),
    ],
)  # fmt: skip
def test_a_row_of_the_person_profile_is_understood(cells: tuple[str, ...], row: tuple[Any, ...]) -> None:
    (read,) = needed(KINDS["person_profile"].read((cells,)))
    assert (read["category"], read["importance"], read.get("assessed_by")) == row
    assert role_with({"person_profile": [read]}).person_profile[0].criterion == "Can weld"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("Skills", "Can weld", "", "Test"), "“Can weld” must be essential or desirable; it says nothing"),
        (("Skills", "Can weld", "Maybe", ""), "it says “Maybe”"),
        (("Skills", "Can weld", "E", "Telepathy"), "“Can weld” cannot be assessed by “telepathy”"),
        (("Skills", "Can weld", "E", "Intervew"), "Did you mean “interview”?"),
        (("Skils", "Can weld", "E", ""), "“Skils”, above “Can weld”, is not a category. Did you mean “Skills”?"),
        (("Skills", "", "E", ""), "a row under “Skills” has no criterion"),
        (("Stray words",), "“Stray words” does not stand in the row of a table of criteria"),
    ],
)
def test_what_is_wrong_in_a_row_names_its_criterion(cells: tuple[str, ...], told: str) -> None:
    assert told in said(KINDS["person_profile"].read((cells,)))


def test_all_that_is_wrong_in_the_person_profile_is_told_at_once() -> None:
    read = KINDS["person_profile"].read((("Skills", "One", "", "Magic"), ("Wit", "Two", "E", "")))
    assert len(read.problems) == 3


def test_what_stands_is_always_among_the_choices() -> None:
    odd = KINDS["dbs"].show(role_with({"dbs": {"level": "enhanced", "barred_lists": ["adults", "children"]}}).dbs)
    assert choices_with("dbs", odd) == (*KINDS["dbs"].choices, odd[0][0])
    assert choices_with("dbs", ()) == KINDS["dbs"].choices
    assert choices_with("dbs", ((KINDS["dbs"].choices[0],),)) == KINDS["dbs"].choices


@pytest.mark.parametrize("path", [path for path, kind in KINDS.items() if kind.choices])
def test_every_choice_is_understood(path: str) -> None:
    values = [needed(KINDS[path].read(((choice,),))) for choice in KINDS[path].choices]
    assert len(values) == len({str(value) for value in values}) >= 2
    again = [KINDS[path].show(attribute(role_with({path: value}), path)) for value in values]
    assert again == [((choice,),) for choice in KINDS[path].choices]


def test_the_lists_inside_rows_offer_what_is_understood() -> None:
    assert set(ROW_CHOICES) == {"person_profile.importance"}
    assert [answers.IMPORTANCES[one.casefold()] for one in ROW_CHOICES["person_profile.importance"]] == [
        "essential",
        "desirable",
    ]


# --- what a document shows --------------------------------------------------------------------------------------------


def para(text: str, field: str = "", clause: str = "", gap: bool = False) -> Paragraph:
    return Paragraph((Run(text, gap=gap),) if text else (), "", clause, field)


def cell(text: str, field: str = "", inner: str = "") -> Cell:
    return Cell((para(text, inner),), False, "", field)


def table(
    *rows: tuple[str, ...], field: str = "", head: tuple[str, ...] = ("Ref", "Criterion", "Needed", "By")
) -> Table:
    filled = [Row(tuple(cell(text) for text in texts)) for texts in (head, *rows)]
    return Table((1.0,) * len(head), (filled[0],), tuple(filled[1:]), "", field)


def shown(*blocks: Any, gaps: tuple[str, ...] = ()) -> dict[str, Shown]:
    return shown_in(Document("Post", blocks), gaps)


@pytest.mark.parametrize(
    "block",
    [
        Heading(1, (Run("A"),), field="grade"),
        para("A", "grade"),
        List((Item((Run("A"),)),), field="grade"),
        List((Item((Run("A"),), field="grade"),)),
        List((Item((Run("x"),), (List((Item((Run("A"),), field="grade"),)),)),)),
        Paragraph((Run("x "), Run(" A", field="grade"), Run(" y"))),
        Paragraph((Run("A", field="grade"),)),
        Table((1.0,), (), (Row((cell("x"), cell("A", "grade"))),)),
        Table((1.0,), (Row((cell("x"), cell("A", "grade"))),), ()),
        Table((1.0,), (), (Row((cell("x"), cell("A", "", "grade"))),)),
        Table((1.0,), (), (Row((cell("A"),), "grade"),)),
        Table((1.0,), (), (Row((cell("A"),)),), "", "grade"),
        Table((1.0,), (), (Row((Cell((Paragraph((Run("A", field="grade"), Run("b"))),)),)),)),
        Section((para("A"),), field="grade"),
        Section((para("A", "grade"),)),
    ],
)
def test_a_field_is_found_wherever_it_is_marked(block: Any) -> None:
    assert shown(para("Before"), block) == {"grade": (("A",),)}


def test_gaps_are_no_words() -> None:
    assert shown(para("[The grade]", "grade", gap=True)) == {"grade": ()}
    assert shown(para(" [The grade] ", "grade"), gaps=("[The grade]",)) == {"grade": ()}
    assert shown(para("[The grade]", "grade")) == {"grade": (("[The grade]",),)}
    assert shown(para("", "grade")) == {"grade": ()}


def test_a_field_in_two_places_must_say_the_same() -> None:
    assert shown(para("18", "grade"), para("18", "grade")) == {"grade": (("18",),)}
    assert shown(para("18", "grade"), para("19", "grade")) == {"grade": TWICE}
    assert shown(para("18", "grade"), para("19", "grade"), para("18", "grade")) == {"grade": TWICE}
    assert "two places" in said(KINDS["grade"].read(TWICE))
    assert all(said(KINDS[path].read(TWICE)) for path in KINDS if KINDS[path].control != "block")
    profile = needed(shipped().profile(FULL))
    assert editable(profile, {"grade": TWICE, "title": (("Director of Bridges",),)}) == {"title"}


def test_the_paragraphs_of_one_cell_are_lines_of_one_text() -> None:
    one = Cell((para("A", "location"), para("B", "location")))
    other = Cell((para("A"), para(""), para("B")), False, "", "location")
    for each in (one, other):
        assert shown(Table((1.0,), (), (Row((cell("Base"), each)),))) == {"location": (("A\nB",),)}


def test_paragraphs_items_and_line_breaks_are_kept_apart() -> None:
    found = shown(para("One\nmore", "purpose"), para("", "purpose"), para("Two", "purpose"))
    assert found == {"purpose": (("One\nmore",), ("Two",))}
    assert KINDS["purpose"].read(found["purpose"]).value == "One\nmore\n\nTwo"
    inner = (List((Item((Run("B"),)),)),)
    items = List((Item((Run("A"),), inner), Item(()), Item((Run("C"),))), field="accountabilities")
    assert KINDS["accountabilities"].read(shown(items)["accountabilities"]).value == [
        {"text": "A"},
        {"text": "B"},
        {"text": "C"},
    ]


def test_rows_of_the_person_profile_stand_under_their_category_without_the_reference() -> None:
    blocks = (
        Heading(3, (Run("Skills"),), field="person_profile"),
        table(("S1", "Can weld", "Essential", "Test"), ("",) * 4, ("", "Can dive", "", ""), field="person_profile"),
        Heading(3, (Run("Other"),), field="person_profile"),
        table(("O1", "Drives", "Desirable", "Not stated"), field="person_profile"),
    )  # fmt: skip
    rows = (
        ("Skills", "Can weld", "Essential", "Test"),
        ("Skills", "Can dive", "", ""),
        ("Other", "Drives", "Desirable", ""),
    )
    assert shown(*blocks) == {"person_profile": rows}


def test_rows_are_known_by_their_own_mark_or_by_that_of_their_cells() -> None:
    head = para("Skills", "person_profile")
    by_row = Table((1.0,), (), (Row(tuple(map(cell, ("S1", "Can weld", "E", ""))), "person_profile"),))
    by_cell = Table(
        (1.0,), (), (Row((cell("S1"), cell("Can weld"), cell("E", "person_profile.importance"), cell(""))),)
    )
    by_paragraph = Table((1.0,), (), (Row((cell("S1"), cell("Can weld", "", "person_profile"), cell("E"), cell(""))),))
    for one in (by_row, by_cell, by_paragraph):
        assert shown(head, one) == {"person_profile": (("Skills", "Can weld", "E", ""),)}


def test_nothing_typed_into_the_person_profile_is_lost() -> None:
    mark = "person_profile"
    assert shown(para("Skills", mark), table(field=mark, head=("S1", "Can weld", "Essential", ""))) == {
        mark: (("Skills", "Can weld", "Essential", ""),)
    }
    assert shown(para("Must be kind", mark)) == {mark: (("Must be kind",),)}
    assert shown(para("Must be kind", mark), para("Skills", mark)) == {mark: (("Must be kind",),)}
    assert shown(para("[Criteria]", mark, gap=True)) == {mark: ()}
    assert "“Must be kind” does not stand in the row" in said(KINDS[mark].read((("Must be kind",),)))


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        (("E1", "Has crossed a bridge", "Essential", "Interview, test"), True),
        (("Has crossed a bridge", "Essential", "Interview, test"), True),
        (("Has crossed a bridge", "Interview, test", "Essential"), False),
        (("Has crossed a bridge", "Essential"), False),
        (("E1", "Has crossed a bridge", "Essential", "Interview, test", "Weight"), False),
    ],
)
def test_a_person_profile_in_other_columns_is_locked(cells: tuple[str, ...], is_told: bool) -> None:
    blocks = para("Experience", "person_profile"), table(cells, field="person_profile", head=("x",) * len(cells))
    found = shown(*blocks)
    assert found["person_profile"]
    assert ("person_profile" in editable(needed(shipped().profile(FULL)), found)) is is_told


# --- the manifest -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_manifest_has_every_clause_and_every_editable_field(name: str) -> None:
    profile, document = profiles()[name], documents()[name]
    line = filled(profile, document).manifest
    clauses = [clause for theme in profile.themes for clause in theme.clauses]
    assert len(clauses) >= 8
    for clause in clauses:
        assert from_manifest(line, tag(CLAUSE, clause.id)) == (clause_digest(clause.text),)
    own = tag(CLAUSE, f"level.{profile.level.id}")
    assert from_manifest(line, own) == tuple(map(clause_digest, profile.descriptor))
    found = shown_in(document)
    for path in KINDS:
        digests = tuple(line_digests(found[path])) if path in found else None
        assert from_manifest(line, tag(FIELD, path)) == digests
    assert len(line.split(";")) == len(clauses) + 1 + len(found)


def test_an_empty_field_has_an_entry_and_a_locked_one_has_none() -> None:
    document = Document("Post", (para("[Grade]", "grade", gap=True), para("One, two", "minute"), para("x", "colour")))
    profile = needed(shipped().profile({**without(FULL, "grade"), "minute": "Other"}))
    line = filled(profile, document).manifest
    assert from_manifest(line, tag(FIELD, "grade")) == ()
    assert from_manifest(line, tag(FIELD, "minute")) is None
    assert from_manifest(line, tag(FIELD, "colour")) is None


def test_approved_wording_is_found_wherever_it_is_marked() -> None:
    blocks = (
        para("One", clause="a"),
        Heading(2, (Run("Two"),), clause="a"),
        List((Item((Run("Three"),), (List((Item((Run("Four"),)),)),)),), clause="a"),
        List((Item((Run("Five"),), clause="a"),)),
        Table((1.0,), (), (Row((Cell((para("Six"), para("Seven")), False, "a"), cell("x"))),)),
        Section((para("Eight"), table(("Nine",), head=("Ten",))), clause="a"),
        Table((1.0,), (), (Row((Cell((para("Eleven", clause="a"),)),), "grade"),)),
        para("", clause="a"),
    )
    line = filled(profiles()["director-cmt"], Document("Post", blocks)).manifest
    words = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Ten", "Nine", "Eleven")
    assert from_manifest(line, tag(CLAUSE, "a")) == tuple(map(clause_digest, words))


def test_the_manifest_is_the_same_whatever_is_kept_from_other_documents() -> None:
    kept: Kept[Any] = Kept()
    names = [*EVERYTHING, *EVERYTHING]
    lines = [filled(profiles()[name], documents()[name], kept) for name in names]
    assert lines == [filled(profiles()[name], documents()[name]) for name in names]


@settings(UNTIMED)
@given(st.lists(st.lists(TEXTS.map(str.strip) | st.just(""), min_size=1, max_size=4).map(tuple), max_size=3).map(tuple))
@example((("a  b", "", "c\u00a0d"), ("e\u0301", "\u00e9"), ("a\nb",)))
def test_digests_are_those_of_folded_cells(lines: Shown) -> None:
    assert line_digests(lines) == [digest("\x1f".join(fold(cell) for cell in line)) for line in lines]
