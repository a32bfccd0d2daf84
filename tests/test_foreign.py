"""Job profiles of others become draft roles: what is read, from where, and that no word of them is lost in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import build, workspace
from rolegen.document import Block, Cell, Document, Heading, Item, List, Paragraph, Section, Table
from rolegen.document import Row as TableRow
from rolegen.document import Run as Words
from rolegen.foreign import conditions
from rolegen.foreign.drafting import Known, draft
from rolegen.foreign.reading import is_profile, read
from rolegen.foreign.report import as_text
from rolegen.foreign.taking import Draft, known_in, own_words, take_in
from rolegen.foreign.writing import written
from rolegen.intake.redraft import APPROVAL
from rolegen.marks import spoken
from rolegen.problems import Checked
from rolegen.role import Role, parse_role
from rolegen.source import parse
from rolegen.word.reading import from_docx
from rolegen.workspace import Settings
from tests.conftest import EXAMPLES, Run
from tests.foreign_profiles import CLAUSE, MAKERS, Page, profile
from tests.samples import EXAMPLE_FILES, UNTIMED, body, needed, plainly, repacked, words, write
from tests.test_golden import GOLDEN, compare

SETTINGS = "organisation: the Council\n"
NAMES = tuple(MAKERS)


def taken(data: bytes, here: Path, into: Path | None = None, name: str = "profile.docx") -> Checked[Draft]:
    """What is made of a Word file in a folder."""
    path = here / name
    return take_in(path, needed(from_docx(data, path)), data, into, here)


def drafted(page: Page, here: Path) -> dict[str, Any]:
    """The values of the role file that a page makes."""
    return values_of(needed(taken(page.bytes(), here)))


def values_of(made: Draft) -> dict[str, Any]:
    values = needed(parse(made.data, made.path)).value
    assert isinstance(values, dict)
    return values


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A workspace with a framework of rolegen's own."""
    return write(tmp_path, {"rolegen.yaml": SETTINGS})


# --- golden files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_makes_the_role_file_that_a_person_would_expect(
    name: str, here: Path, monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    monkeypatch.chdir(here)
    draft = needed(taken(profile(name), here, name=f"{name}.docx"))
    made = {"role.yaml": draft.data.decode(), "report.txt": f"{as_text(draft, 100)}\n"}
    compare(made, GOLDEN / "foreign" / name, update)


def test_every_golden_file_is_of_a_profile() -> None:
    assert len(NAMES) >= 8
    assert sorted(path.name for path in (GOLDEN / "foreign").iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_they_are_known_as_profiles(name: str, here: Path) -> None:
    assert is_profile(needed(from_docx(profile(name), here / "a.docx")))


def letter() -> Page:
    page = Page()
    page.heading("Minutes of the Policy Committee", 1)
    page.say("The committee approved the report. The Director of Finance left at 7 pm.")
    page.table([("Item", "Decision"), ("Budget", "Approved"), ("Purpose of the grant", "Noted")])
    page.bullets(("Publish the minutes.", "Meet again in May."))
    return page


def test_a_letter_or_minutes_are_no_profile(here: Path) -> None:
    assert not is_profile(needed(from_docx(letter().bytes(), here / "a.docx")))
    assert not is_profile(Document("", ()))


# --- nothing is lost in silence ---------------------------------------------------------------------------------------


def tokens(text: str) -> Iterator[str]:
    """The words of a text; what only numbers or bullets a line is none."""
    return (word for word in re.findall(r"[^\W_]+", spoken(text).casefold()) if word)


def accounted(draft: Draft) -> Counter[str]:
    """Every word that the draft tells of."""
    told = [one.words for one in draft.found] + [one.words for one in draft.left] + list(draft.headings)
    return Counter(word for text in told for word in tokens(text))


def lost(data: bytes, draft: Draft) -> Counter[str]:
    """The words of the Word file's own XML that the draft does not tell of."""
    said = Counter(
        word for paragraph in body(data).iter(f"{docx.oxml.ns.qn('w:p')}") for word in tokens(words(paragraph))
    )
    return said - accounted(draft)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_profile_is_in_the_draft_or_told_as_left(name: str, here: Path) -> None:
    data = profile(name)
    draft = needed(taken(data, here))
    assert sum(accounted(draft).values()) > 50
    assert lost(data, draft) == Counter()


LABELS = (
    "Job title",
    "Grade",
    "Reports to",
    "Salary",
    "Hours",
    "DBS",
    "Section",
    "Contract",
    "Budget",
    "Staff",
    "Level",
)
HEADINGS = (
    "Purpose",
    "Main duties",
    "Person specification",
    "Essential",
    "Skills",
    "Dimensions",
    "Contacts",
    "Other things",
)
NOISE = st.text(
    st.sampled_from("abc :,.-£1/()•–\t") | st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12
)
WORDS = st.sampled_from(
    ("Leads the team.", "Yes", "8", "Permanent", "£4.2m", "Enhanced", "A, I", "✓", "Essential", "", "E")
)
LINES = st.sampled_from(LABELS) | st.sampled_from(HEADINGS) | WORDS | NOISE
SAID = LINES | st.builds(lambda one, between, other: one + between + other, LINES, st.sampled_from(": \t\n"), LINES)
PARTS = st.lists(
    st.tuples(st.just("say"), SAID, st.booleans())
    | st.tuples(st.just("heading"), LINES, st.integers(1, 4))
    | st.tuples(st.just("bullet"), SAID, st.booleans())
    | st.tuples(
        st.just("table"),
        st.lists(st.lists(SAID, max_size=5), min_size=1, max_size=4),
        st.booleans(),
    ),
    max_size=8,
)


def block_of(kind: str, said: Any, look: Any) -> Block:
    if kind == "say":
        return Paragraph((Words(said, bold=look),))
    if kind == "heading":
        return Heading(look, (Words(said),))
    if kind == "bullet":
        item = Item((Words(said),))
        return List((Item((), (List((item,)),)),) if look else (item,))
    rows = [TableRow(tuple(Cell((Paragraph((Words(cell),)),)) for cell in row)) for row in said]
    table = Table((), tuple(rows[:1]), tuple(rows[1:]))
    return Section((table,)) if look else table


def texts(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else [cell for row in said for cell in row]


@settings(UNTIMED, max_examples=30)
@given(parts=PARTS)
def test_whatever_stands_in_a_word_file_no_word_of_it_is_lost_and_the_draft_can_be_read(parts: Any) -> None:
    document = Document("", tuple(block_of(*part) for part in parts))
    held, its, workshop = known(SETTINGS)
    made = draft(read(document, own_words(its)), held)
    told_of = [*(one.words for one in made.found), *(one.words for one in made.left), *made.headings]
    said = Counter(word for _, text, _ in parts for one in texts(text) for word in tokens(one))
    assert said - Counter(word for text in told_of for word in tokens(text)) == Counter()
    data = needed(written(Path("a.docx"), Path("a-post.yaml"), made, workshop))
    assert needed(parse(data, Path("a-post.yaml"))).value == {**made.values, "status": "draft"}


# --- rolegen's own, its properties lost -------------------------------------------------------------------------------

# What a new draft does not take over; and what the page does not say.
NOT_EQUAL = {*APPROVAL, "status", "framework"}


OF_BEFORE = "managing-executive-director"  # whose level the current framework has no more


@pytest.mark.parametrize("path", [one for one in EXAMPLE_FILES if one.stem != OF_BEFORE], ids=lambda path: path.stem)
def test_a_rolegen_profile_that_lost_its_properties_comes_back_with_all_fields_but_its_approval(path: Path) -> None:
    data = repacked(plainly()[f"role-{path.stem}"], {"docProps/custom.xml": None})
    document = needed(from_docx(data, path))
    assert document.facts == {}
    draft = needed(take_in(path, document, data, EXAMPLES / "roles" / "never-written.yaml", EXAMPLES))
    role, back = needed(parse_role(path.read_bytes(), path)).role, needed(parse_role(draft.data, draft.path)).role
    same = [name for name in Role.model_fields if plain(role, name) == plain(back, name)]
    assert set(Role.model_fields) - set(same) <= NOT_EQUAL
    assert len(same) >= len(Role.model_fields) - len(NOT_EQUAL) >= 24


def test_a_level_that_the_framework_has_no_more_is_left_to_whoever_knows() -> None:
    data = repacked(plainly()[f"role-{OF_BEFORE}"], {"docProps/custom.xml": None})
    document = needed(from_docx(data, Path("a.docx")))
    draft = needed(take_in(Path("a.docx"), document, data, EXAMPLES / "roles" / "never-written.yaml", EXAMPLES))
    assert "\nlevel:" not in draft.data.decode()
    assert "# To do: which level is the post at?" in draft.data.decode()


def plain(role: Role, name: str) -> Any:
    """A field's value, without what the page does not show: ids, and the order of criteria among categories."""
    value = getattr(role, name)
    if name == "accountabilities":
        return [item.text for item in value]
    if name == "person_profile":
        return sorted((item.category, item.importance, item.criterion, item.assessed_by) for item in value)
    return value


# --- fields -----------------------------------------------------------------------------------------------------------


@dataclass
class Plain:
    """A page as the reading of a Word file makes it: quicker than a Word file."""

    blocks: list[Block] = field(default_factory=list)

    def say(self, text: str, *, bold: bool = False) -> None:
        self.blocks.append(Paragraph((Words(text, bold=bold),)))

    def heading(self, text: str, level: int = 2) -> None:
        self.blocks.append(Heading(level, (Words(text),)))

    def bullets(self, items: Iterable[str]) -> None:
        self.blocks.append(List(tuple(Item((Words(item),)) for item in items)))

    def table(self, rows: Iterable[Iterable[str]]) -> None:
        made = [TableRow(tuple(self._cell(cell) for cell in row)) for row in rows]
        self.blocks.append(Table((), tuple(made[:1]), tuple(made[1:])))

    def _cell(self, text: str) -> Cell:
        if text.startswith("• "):
            return Cell((List((Item((Words(text[2:]),)),)),))
        return Cell((Paragraph((Words(text),)),) if text else ())


@cache
def known(own: str) -> tuple[Known, Settings, build.Workshop]:
    """What a workspace with these settings knows."""
    with TemporaryDirectory() as folder:
        place = needed(workspace.find(write(Path(folder), {"rolegen.yaml": own})))
        workshop = needed(build.prepare(place, build.Options()))
        return known_in(workshop), place.settings, workshop


def told(page: Plain, own: str = SETTINGS) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The values of a draft, and what is left with its reason."""
    held, its, _ = known(own)
    made = draft(read(Document("", tuple(page.blocks)), own_words(its)), held)
    return dict(made.values), [(one.words, one.why) for one in made.left]


FACTS = [
    ("Post Title", "Head of Parks", "title", "Head of Parks"),
    ("Role", "Head of Parks", "title", "Head of Parks"),
    ("Position no.", "P 12", "post_number", "P 12"),
    ("Salary Grade", "Grade 12", "grade", "12"),
    ("Band", "8a", "grade", "8a"),
    ("Grade", "PO4 (SCP 36 to 39)", "grade", "PO4"),
    ("Department", "Parks", "directorate", "Parks"),
    ("Line Manager", "Director of Place", "reports_to", "Director of Place"),
    ("Accountable to:", "Executive Director", "reports_to", "executive-director"),
    ("Base/Location", "The Lodge", "location", "The Lodge"),
    ("Hours", "37", "working_pattern", "37 hours"),
    ("Tenure", "Permanent", "contract", {"type": "permanent"}),
    ("Contract type", "Fixed term for 2 years", "contract", {"type": "fixed-term", "months": "24"}),
    ("Disclosure level", "Enhanced DBS check required", "dbs", {"level": "enhanced"}),
    ("DBS", "Yes – standard", "dbs", {"level": "standard"}),
    ("DBS check required", "No", "dbs", {"level": "none"}),
    ("Fluency duty", "Yes", "fluency_duty", "english"),
    ("English language requirement", "Fluent English or Welsh", "fluency_duty", "english-or-welsh"),
    ("Politically Restricted", "No", "politically_restricted", {"status": "no"}),
    ("Politically restricted post", "Yes (specified)", "politically_restricted", {"status": "specified"}),
    ("Statutory officer", "Section 151 Officer", "statutory", ["chief-finance-officer"]),
    ("Effective date", "1st April 2026", "effective_from", "2026-04-01"),
    ("Next review date", "31/03/2027", "review_by", "2027-03-31"),
    ("Revenue budget", "£4.2m p.a.", "dimensions", {"revenue_budget": "4200000"}),
    ("Staff", "35.5 FTE", "dimensions", {"staff_fte": "35.5"}),
    ("No. of direct reports", "6", "dimensions", {"direct_reports": "6"}),
    ("Income target", "£0.5m a year", "dimensions", {"income": "500000"}),
    ("Delegated spending limit", "Up to £250,000", "dimensions", {"delegated_limit": "250000"}),
    ("Joint employers", "Wexcombe Council, Fenmoor Council", "employers", ["Wexcombe Council", "Fenmoor Council"]),
    ("Internal contacts", "Cabinet, trade unions", "contacts", {"internal": ["Cabinet", "trade unions"]}),
    ("Level", "Assistant Director", "level", "assistant-director"),
    ("Member of the Corporate Management Team", "Yes", "cmt", "true"),
]
MANNERS = ("table", "colon", "tab", "two paragraphs", "four columns", "one cell", "across")


def facts_page(label: str, value: str, manner: str) -> Plain:
    """A page on which a label and its value stand in some manner, another fact before them."""
    page = Plain()
    plain = label.rstrip(":")
    if manner == "table":
        page.table([("Section", "Trees"), (label, value)])
    elif manner == "colon":
        page.say("Section: Trees")
        page.say(f"{plain}: {value}")
    elif manner == "tab":
        page.say(f"{label}\t{value}")
    elif manner == "two paragraphs":
        page.say(f"{plain}:", bold=True)
        page.say(value)
    elif manner == "four columns":
        page.table([("Section", "Trees", label, value)])
    elif manner == "one cell":
        page.table([(f"{plain}: {value}", "Version: 1"), ("Section: Trees", "")])
    else:
        page.table([(label, "Version"), (value, "1")])
    return page


@pytest.mark.parametrize(("label", "value", "path", "wanted"), FACTS, ids=lambda one: str(one)[:30])
def test_a_fact_is_read_whatever_it_is_called_and_however_it_is_set_out(
    label: str, value: str, path: str, wanted: Any
) -> None:
    read = {manner: told(facts_page(label, value, manner))[0].get(path) for manner in MANNERS}
    assert read == dict.fromkeys(MANNERS, wanted)


@pytest.mark.parametrize(
    ("label", "value", "why"),
    [
        ("Salary", "£98,000", "rolegen keeps no pay."),
        ("Spinal column points", "36 to 39", "rolegen keeps no pay."),
        ("Grade", "£98,000", "rolegen keeps no pay."),
        ("Post holder", "A. Person", "rolegen keeps no names of people: a profile is of the post."),
        ("Reports to", "Mrs A. Person", "rolegen keeps no names of people: a profile is of the post."),
        ("Politically restricted", "Yes", "It does not say whether the post is a specified or a sensitive one."),
        ("Budget", "£4m", "It does not say whether it is a revenue or a capital budget; dimensions has one of each."),
        ("Number of staff", "35", "It does not say whether these are full-time equivalents"),
        ("Approved by", "Cabinet", "The draft is new: what was agreed of another document is no approval of it."),
        ("Review date", "next spring", "Review by: “next spring” is not a date."),
        ("Location", "[insert base]", "It is what the form asks for, and no answer."),
        ("Level", "Tier 3", "The framework has no level of that name"),
        ("JE reference", "JE 12", "A role's job_evaluation needs a status beside its reference, and none is told."),
        ("Favourite colour", "Green", "rolegen has no field for it."),
    ],
)
def test_what_is_not_read_soundly_is_left_with_its_reason(label: str, value: str, why: str) -> None:
    values, left = told(facts_page(label, value, "table"))
    assert values == {}
    found = [reason for words, reason in left if value in words]
    assert found
    assert found[0].startswith(why)


def test_pay_beside_a_grade_is_left_and_the_grade_taken() -> None:
    values, left = told(facts_page("Grade", "12, £48,000 to £51,000", "table"))
    assert values["grade"] == "12"
    assert ("£48,000 to £51,000", "rolegen keeps no pay.") in left


def test_a_grade_that_the_organisation_has_not_is_not_taken() -> None:
    own = 'grades: {"16": {}, "19": {unusable: kept for old posts}}'
    assert told(facts_page("Grade", "Grade 16", "table"), own)[0]["grade"] == "16"
    for other in ("PO4", "19"):
        values, left = told(facts_page("Grade", other, "table"), own)
        assert "grade" not in values
        assert any("is not one of the grades" in why for _, why in left)


def test_hours_beside_a_contract_are_the_working_pattern() -> None:
    values, _ = told(facts_page("Contract", "Permanent – part time", "table"))
    assert (values["contract"], values["working_pattern"]) == ({"type": "permanent"}, "part time")


def test_of_two_labels_for_one_field_the_surer_one_counts_and_the_other_is_told() -> None:
    page = Plain()
    page.table([("Service", "Trees"), ("Directorate", "Place"), ("Department", "place")])
    values, left = told(page)
    assert values["directorate"] == "Place"
    assert [words for words, _ in left] == ["Service: Trees"]


def test_the_words_of_the_organisation_itself_are_known() -> None:
    own = "labels: {Directorate: Cluster, Accountabilities: What matters here}"
    page = facts_page("Cluster", "Growth", "table")
    page.heading("What matters here")
    page.bullets(("Lead.", "Listen."))
    values, _ = told(page, own)
    assert values["directorate"] == "Growth"
    assert values["accountabilities"] == [{"text": "Lead."}, {"text": "Listen."}]


def test_the_title_stands_as_a_heading_where_no_label_names_it() -> None:
    page = Plain()
    page.heading("Job description: Head of Parks", 1)
    page.heading("Main duties")
    page.bullets(("Lead.",))
    assert told(page)[0]["title"] == "Head of Parks"


# --- sections ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["Main duties", "KEY RESPONSIBILITIES", "3. Principal accountabilities:", "Key tasks"]
)
@pytest.mark.parametrize("manner", ["heading", "bold", "capitals", "plain"])
def test_duties_are_found_under_many_headings_of_any_look(heading: str, manner: str) -> None:
    page = Plain()
    if manner == "heading":
        page.heading(heading)
    else:
        page.say(heading.upper() if manner == "capitals" else heading, bold=manner == "bold")
    page.say("The postholder will:")
    page.bullets(("Lead the team.", "Grade: keep it under review."))
    page.say("4. Anything else", bold=True)
    page.say("Not a duty.")
    values, left = told(page)
    assert values["accountabilities"] == [{"text": "Lead the team."}, {"text": "Grade: keep it under review."}]
    assert "Not a duty." in [words for words, _ in left]
    assert "grade" not in values


def test_duties_in_paragraphs_and_under_typed_bullets_are_duties() -> None:
    page = Plain()
    page.heading("Duties")
    page.say("Lead the team.\nAlways.")
    page.say("Keep the accounts.")
    assert drafted_duties(page) == ["Lead the team.\nAlways.", "Keep the accounts."]
    typed = Plain()
    typed.heading("Duties")
    for line in ("1.1 Lead the team.", "•\tKeep.", "(c) Watch.", "- Report."):
        typed.say(line)
    assert drafted_duties(typed) == ["Lead the team.", "Keep.", "Watch.", "Report."]


def drafted_duties(page: Plain) -> list[str]:
    return [item["text"] for item in told(page)[0]["accountabilities"]]


def test_approved_wording_and_standard_statements_are_not_repeated_and_are_told() -> None:
    own = "statements: [We are fair.]"
    page = Plain()
    page.heading("Main duties")
    page.bullets(("Lead the team.", CLAUSE.replace("'", "’"), "We are fair."))
    values, left = told(page, own)
    assert values["accountabilities"] == [{"text": "Lead the team."}]
    assert [why.split(",")[0] for _, why in left] == [
        "It is the framework's own wording",
        "It is a standard statement of rolegen.yaml",
    ]


# --- the person specification -----------------------------------------------------------------------------------------


def criteria(page: Plain) -> list[tuple[str, str, str, list[str]]]:
    rows = told(page)[0].get("person_profile", [])
    return [(row["criterion"], row["category"], row["importance"], row.get("assessed_by", [])) for row in rows]


WANTED = [
    ("Knows the law", "knowledge", "essential", ["interview"]),
    ("Speaks Welsh", "skills", "desirable", ["application", "test"]),
]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("", "Essential", "Desirable", "Assessed by"),
            ("Knowledge", "• Knows the law", "", "Interview"),
            ("Skills and abilities", "", "• Speaks Welsh", "A / T"),
        ],
        [
            ("Person specification", "", ""),
            ("Requirement", "E/D", "How assessed"),
            ("KNOWLEDGE", "", ""),
            ("Knows the law", "E", "I"),
            ("SKILLS", "", ""),
            ("Speaks Welsh", "D", "Application form, test"),
        ],
        [
            ("Factor", "Criteria", "Essential", "Desirable"),
            ("Knowledge", "Knows the law", "I", ""),
            ("Skills", "Speaks Welsh", "", "A, T"),
        ],
        [
            ("Factor", "Criteria", "Essential", "Desirable", "Method"),
            ("Knowledge", "Knows the law", "✓", "", "Interview"),
            ("Skills", "Speaks Welsh", "", "\uf0fc", "Application; test"),
        ],
        [
            ("Essential", "How identified", "Desirable", "How identified"),
            ("Knowledge", "", "", ""),
            ("Knows the law", "Interviews", "", ""),
            ("Skills", "", "", ""),
            ("", "", "Speaks Welsh", "Application form and test"),
        ],
    ],
)
def test_a_table_of_criteria_is_read_however_its_columns_are_set_out(rows: Any) -> None:
    page = Plain()
    page.heading("Person specification")
    page.table(rows)
    assert criteria(page) == WANTED


def test_rows_named_essential_and_desirable_are_no_columns() -> None:
    page = Plain()
    page.heading("Person specification: knowledge")
    page.table([("Essential", "• Knows the law (I)"), ("Desirable", "• Speaks Welsh")])
    assert [(row[0], row[2]) for row in criteria(page)] == [
        ("Knows the law", "essential"),
        ("Speaks Welsh", "desirable"),
    ]
    mixed = Plain()
    mixed.heading("Person specification")
    mixed.table([("Knowledge", "Essential: Knows the law"), ("Skills", "Desirable:"), ("", "Speaks Welsh")])
    assert criteria(mixed) == [(name, category, needed_, []) for name, category, needed_, _ in WANTED]


def test_lines_in_a_cell_are_criteria_of_their_own() -> None:
    page = Plain()
    page.table([("", "Essential", "Desirable"), ("Skills", "Writes\nwell and clearly\nSpeaks", "")])
    assert [row[0] for row in criteria(page)] == ["Writes well and clearly", "Speaks"]


def test_lists_under_headings_are_criteria_with_what_stands_in_brackets() -> None:
    by_importance, by_category = Plain(), Plain()
    for page in (by_importance, by_category):
        page.heading("Person specification", 1)
    for heading, inner, item in (
        ("Essential", "Knowledge", "Knows the law (I)"),
        ("Desirable", "Skills", "Speaks Welsh (A/T)"),
    ):
        by_importance.heading(heading, 2)
        by_importance.heading(inner, 3)
        by_importance.bullets((item,))
        by_category.say(inner, bold=True)
        by_category.say(heading)
        by_category.bullets((item,))
    assert criteria(by_importance) == criteria(by_category) == WANTED


def test_a_criterion_is_never_essential_by_a_guess() -> None:
    page = Plain()
    page.heading("Person specification", 1)
    page.heading("Knowledge", 2)
    page.heading("Desirable", 3)
    page.bullets(("Knows the law",))
    page.heading("Skills", 2)
    page.bullets(("Speaks Welsh",))
    assert criteria(page) == [("Knows the law", "knowledge", "desirable", [])]
    assert ("Speaks Welsh", "It does not say whether it is essential or desirable.") in told(page)[1]


def test_letters_mean_what_the_profile_says_they_mean() -> None:
    page = Plain()
    page.heading("Person specification", 1)
    page.table([("Criteria", "E/D", "Assessed"), ("Speaks Welsh", "E", "P, X")])
    page.say("Key: P = test; X = references")
    assert criteria(page) == [("Speaks Welsh", "other", "essential", ["test", "reference"])]


# --- level, place, problems -------------------------------------------------------------------------------------------


def simple(title: str = "Head of Parks") -> Page:
    page = Page()
    page.table([("Section", "Trees"), ("Job title", title)])
    page.heading("Main duties")
    page.bullets(("Lead.",))
    return page


def test_a_draft_without_a_level_says_so_and_check_says_what_to_fill_in(here: Path, run: Run) -> None:
    draft = needed(taken(simple("Director of Parks").bytes(), here))
    assert "# level: director\n" in draft.data.decode()
    assert "proves nothing" in " ".join(draft.next)
    write(here, {"roles/director-of-parks.yaml": draft.data})
    ran = run("check", "roles/director-of-parks.yaml")
    assert ran.code == 1
    assert "“level” is missing" in ran.err
    filled = draft.data.decode().replace("# level: director", "level: director\ncmt: false")
    write(here, {"roles/director-of-parks.yaml": filled})
    assert run("check", "roles/director-of-parks.yaml").code == 0


def test_a_level_with_several_versions_asks_for_one(here: Path) -> None:
    page = Page()
    page.say("Job title: Head of Parks")
    page.say("Level: Director")
    draft = needed(taken(page.bytes(), here))
    assert values_of(draft)["level"] == "director"
    assert "# cmt:\n" in draft.data.decode()
    assert "cmt, non-cmt" in draft.next[0]


def test_a_title_that_is_a_levels_own_is_that_level(here: Path) -> None:
    assert drafted(simple("Managing Director"), here)["level"] == "managing-director"


def test_the_draft_goes_beside_the_other_roles_and_never_over_one(here: Path) -> None:
    draft = needed(taken(simple().bytes(), here))
    assert draft.path == here / "roles" / "head-of-parks.yaml"
    write(here, {"roles/head-of-parks.yaml": "title: Head of Parks\nlevel: director\n"})
    again = taken(simple().bytes(), here)
    assert again.value is None
    assert [problem.rule for problem in again.problems] == ["role-exists"]
    assert "--into" in again.problems[0].hint
    other = taken(simple().bytes(), here, here / "roles" / "parks.yaml")
    assert [problem.rule for problem in other.problems] == ["same-title"]
    assert needed(other).path.name == "parks.yaml"


@pytest.mark.parametrize(
    ("into", "rule"), [("parks.docx", "usage"), ("Parks Head.yaml", "id"), ("rolegen.yaml", "usage")]
)
def test_a_name_that_no_role_file_can_have_is_refused(into: str, rule: str, here: Path) -> None:
    made = taken(simple().bytes(), here, here / into)
    assert made.value is None
    assert [problem.rule for problem in made.problems] == [rule]


def test_without_a_title_a_name_is_asked_for(here: Path) -> None:
    page = Page()
    page.heading("Main duties")
    page.bullets(("Lead.",))
    made = taken(page.bytes(), here)
    assert [problem.rule for problem in made.problems] == ["no-title"]
    draft = needed(taken(page.bytes(), here, here / "roles" / "parks.yaml"))
    assert "# title:\n" in draft.data.decode()


def test_comments_are_listed_with_what_was_taken(here: Path) -> None:
    page = simple()
    paragraph = page.say("Odds and ends")
    page.document.add_comment(paragraph.runs, text="Is this still so?", author="HR")
    report = as_text(needed(taken(page.bytes(), here)), 100)
    assert "HR, on “Odds and ends”, under Main duties: Is this still so?" in report


def test_a_framework_that_cannot_be_read_stops_the_draft(here: Path) -> None:
    write(here, {"data/descriptors.yaml": "framework: [", "data/responsibilities.yaml": ""})
    made = taken(simple().bytes(), here)
    assert made.value is None
    assert made.problems


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The Immigration Act 2016 applies: the postholder speaks fluent English.", "english"),
        ("Fluency duty: fluent in spoken English or Welsh is required.", "english or welsh"),
        ("The fluency duty does not apply to this post; English is used.", ""),
        ("Fluent Welsh is needed.", ""),
        ("The fluency duty under Part 7 of the Immigration Act 2016 applies.", ""),
        ("Fluent English is desirable.", ""),
    ],
)
def test_the_language_of_the_fluency_duty_is_never_guessed(words: str, language: str) -> None:
    assert conditions.OF_FLUENCY.search(words)
    assert conditions.fluency(words) == language
