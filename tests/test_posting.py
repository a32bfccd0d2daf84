"""The JobPosting of a vacancy: schema.org's vocabulary and Google's requirements, whatever the words in it are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import schemaorg
from tests.samples import FULL, UNTIMED, needed
from tests.vacancies import NAMES, VACANCY, Advert, advert, examples, scripts

OPEN = [name for name in NAMES if name != "assistant-director-legal-2026"]
ORDER = (
    "@context", "@type", "title", "description", "identifier", "datePosted", "validThrough", "employmentType",
    "hiringOrganization", "jobLocation", "baseSalary", "totalJobOpenings", "workHours", "jobDuration",
    "responsibilities", "qualifications", "skills", "jobBenefits", "employerOverview", "applicationContact",
)  # fmt: skip
every_open = pytest.mark.parametrize("name", OPEN)


def of(folder: Path, **values: Mapping[str, Any]) -> dict[str, Any]:
    """The posting of a vacancy with some values."""
    return needed(advert(folder, formats=("jsonld",), **values)).posting


# --- what it must be --------------------------------------------------------------------------------------------------


@every_open
def test_a_posting_keeps_to_the_vocabulary_and_has_all_that_google_requires(name: str) -> None:
    assert schemaorg.faults(examples()[name].posting) == []


def test_every_property_of_the_vocabulary_that_we_keep_is_used_by_some_posting(tmp_path: Path) -> None:
    settings = {
        "recruitment": {
            "website": "https://bridges.example",
            "logo": "https://bridges.example/logo.png",
            "about": "We keep bridges.",
        }
    }
    workplace = {"street": "Quay", "town": "Lockham", "region": "Lockshire", "postcode": "LK1 1AA"}
    contact = {"post": "Head of Bridges", "email": "a@bridges.example", "telephone": "01632 960 000"}
    criteria = [*FULL["person_profile"], {**FULL["person_profile"][0], "category": "qualifications"}]
    vacancy = {"workplace": workplace, "contact": contact, "benefits": ["A boat"], "hours": "part-time"}
    whole = of(tmp_path / "whole", vacancy=vacancy, settings=settings, role={"person_profile": criteria})
    assert schemaorg.faults(whole) == []
    plain = of(tmp_path / "plain", vacancy={"salary": {"minimum": "300", "per": "day"}, "hours": "part-time"})
    assert schemaorg.faults(plain) == []
    assert used(whole) | used(plain) == set(schemaorg.vocabulary()["properties"])


def used(node: Any) -> set[str]:
    """The properties in a posting."""
    if isinstance(node, list):
        return set().union(*map(used, node))
    if not isinstance(node, dict):
        return set()
    return {name for name in node if name[0] != "@"}.union(*map(used, node.values()))


def without(values: Mapping[str, Any], *path: str) -> dict[str, Any]:
    name, *rest = path
    return {key: without(value, *rest) if rest and key == name else value for key, value in values.items()
            if rest or key != name}  # fmt: skip


FAULTY: Mapping[str, Any] = {
    "a property that there is not": {"salary": 5},
    "a property of another type": {"addressCountry": "GB"},
    "a type that there is not": {"jobLocation": {"@type": "Palace", "address": "x"}},
    "a value of a type out of range": {"jobLocation": {"@type": "Organization", "name": "x"}},
    "a number for text": {"title": 5},
    "text for a number": {"totalJobOpenings": "2"},
    "true for a number": {"totalJobOpenings": True},
    "a fraction for a whole number": {"totalJobOpenings": 1.5},
    "no day": {"datePosted": "7 September 2026"},
    "no moment": {"validThrough": "2026-10-05 12:00"},
    "no duration": {"jobDuration": "two years"},
    "no address": {"hiringOrganization": {"@type": "Organization", "name": "x", "sameAs": "bridges.example"}},
    "a word that Google does not know": {"employmentType": ["FULL_TIME", "ALWAYS"]},
    "no text": {"title": " "},
    "the title for a description": {"description": "Director of Highways & Transport"},
    "headings in the description": {"description": "<h2>What you do</h2><p>Lead.</p>"},
    "another currency": {"baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": 5}},
}


@pytest.mark.parametrize("what", FAULTY)
def test_the_check_itself_finds(what: str) -> None:
    good = examples()["director-highways-2026"].posting
    assert schemaorg.faults(good) == []
    assert schemaorg.faults({**good, **FAULTY[what]}) != []


@pytest.mark.parametrize("name", [*schemaorg.REQUIRED, *schemaorg.RECOMMENDED])
def test_the_check_itself_misses_what_google_asks_for(name: str) -> None:
    assert schemaorg.faults(without(examples()["director-highways-2026"].posting, name)) == [f"{name} is missing"]


def test_the_check_itself_misses_the_country() -> None:
    posting = examples()["director-highways-2026"].posting
    found = schemaorg.faults(without(posting, "jobLocation", "address", "addressCountry"))
    assert found == ["jobLocation.address.addressCountry is missing"]


# --- what it says -----------------------------------------------------------------------------------------------------


def test_the_posting_of_the_example_says_what_the_vacancy_and_its_role_say() -> None:
    posting = examples()["director-highways-2026"].posting
    assert posting["title"] == "Director of Highways & Transport"
    assert posting["identifier"]["value"] == "FCC-2026-031"
    assert (posting["datePosted"], posting["validThrough"]) == ("2026-09-07", "2026-10-05T12:00:00+01:00")
    assert posting["employmentType"] == ["FULL_TIME", "PART_TIME"]
    assert posting["hiringOrganization"]["sameAs"] == "https://www.fenmoor.example"
    assert posting["jobLocation"]["address"]["addressLocality"] == "Fenmoor"
    pay = posting["baseSalary"]["value"]
    assert (pay["minValue"], pay["maxValue"], pay["unitText"]) == (80200, 88700, "YEAR")
    assert posting["qualifications"] == "Chartered status in engineering or transport planning, or equivalent"
    assert len(posting["responsibilities"]) == 7
    assert posting["applicationContact"]["name"] == "Head of Recruitment"


def test_properties_stand_in_the_same_order_and_text_as_it_is() -> None:
    for name in OPEN:
        names = list(examples()[name].posting)
        assert names == [known for known in ORDER if known in names]
    written = examples()["director-highways-2026"].files["jsonld"].decode()
    assert written.startswith('{\n  "@context": "https://schema.org",\n  "@type": "JobPosting",\n')
    assert written.endswith("}\n")
    assert "£80,200" in written


@pytest.mark.parametrize(
    ("role", "vacancy", "types", "duration"),
    [
        ({"contract": {"type": "permanent"}}, {"hours": "full-time"}, "FULL_TIME", None),
        ({"contract": {"type": "permanent"}}, {"hours": ["job-share", "part-time"]}, "PART_TIME", None),
        (
            {"contract": {"type": "fixed-term", "months": 24}},
            {"hours": "full-time"},
            ["FULL_TIME", "TEMPORARY"],
            "P24M",
        ),
        ({"contract": {"type": "temporary"}}, {}, "TEMPORARY", None),
    ],
)
def test_how_a_post_is_worked_is_said_in_the_words_that_google_knows(
    role: Mapping[str, Any], vacancy: Mapping[str, Any], types: Any, duration: Any, tmp_path: Path
) -> None:
    posting = of(tmp_path, role=role, vacancy=vacancy)
    assert (posting["employmentType"], posting.get("jobDuration")) == (types, duration)


@pytest.mark.parametrize(
    ("employers", "name"),
    [
        ([], "The Bridges Council"),
        (["The Locks Council", "The Bridges Council"], "The Bridges Council"),
        (["The Locks Council", "The Weirs Council"], "The Locks Council"),
    ],
)
def test_a_post_is_offered_by_the_organisation_unless_it_is_none_of_its_employers(
    employers: list[str], name: str, tmp_path: Path
) -> None:
    assert of(tmp_path, role={"employers": employers})["hiringOrganization"]["name"] == name


def test_what_nobody_says_is_not_there(tmp_path: Path) -> None:
    values = {**VACANCY, "reference": None, "salary": {"minimum": "15.4", "per": "hour"}}
    role: Mapping[str, Any] = {"contract": {"type": "permanent"}, "working_pattern": None, "person_profile": []}
    posting = of(tmp_path, vacancy=values, role=role)
    assert not {"employmentType", "workHours", "jobBenefits", "skills", "qualifications"} & posting.keys()
    assert posting["identifier"]["value"] == "bridges-2027", "without a reference the vacancy's file names it"
    assert posting["baseSalary"]["value"] == {"@type": "QuantitativeValue", "value": 15.4, "unitText": "HOUR"}


@pytest.mark.parametrize(
    ("closes", "at", "country", "instant"),
    [
        ("2027-02-01", "12:00", "GB", "2027-02-01T12:00:00+00:00"),
        ("2027-02-01", None, "GB", "2027-02-01T23:59:59+00:00"),
        ("2027-03-27", None, "GB", "2027-03-27T23:59:59+00:00"),
        ("2027-03-28", "00:30", "GB", "2027-03-28T00:30:00+00:00"),
        ("2027-03-28", "17:00", "GB", "2027-03-28T17:00:00+01:00"),
        ("2027-10-30", None, "GB", "2027-10-30T23:59:59+01:00"),
        ("2027-10-31", "01:30", "GB", "2027-10-31T01:30:00+01:00"),
        ("2027-10-31", "02:30", "GB", "2027-10-31T02:30:00+00:00"),
        ("2027-07-05", "12:00", "IE", "2027-07-05T12:00:00"),
    ],
)
def test_a_posting_ends_when_applications_close_by_the_clock_of_the_place(
    closes: str, at: str | None, country: str, instant: str, tmp_path: Path
) -> None:
    vacancy = {"closes": closes, "closes_at": at, "workplace": {"town": "Lockham", "country": country}}
    assert of(tmp_path, vacancy=vacancy)["validThrough"] == instant


# --- in a page --------------------------------------------------------------------------------------------------------


@every_open
def test_the_page_carries_the_same_posting_and_no_other_script(name: str) -> None:
    one = examples()[name]
    assert on_page(one) == one.posting


def on_page(one: Advert) -> Any:
    """The posting that the page carries, which has no other script."""
    read = scripts(one.files["html"])
    assert [kind for kind, _ in read.scripts] == [{"type": "application/ld+json"}]
    assert read.comments == []
    return json.loads(read.scripts[0][1])


BREAKING = ("</script>", "<!--", "<script>", "]]>", "&lt;/script&gt;", "\u2028", "\u2029", "\\", '"', "'", "\n", "🏰",
            "مدير", "e\u0301", "&", "%", "{{ x }}", "{%", "#", "$")  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
ODD = st.lists(st.sampled_from(BREAKING) | st.text(LETTERS, max_size=5), min_size=1, max_size=6).map("".join)
WORDS = ODD.filter(str.strip).map(str.strip)


@settings(UNTIMED, max_examples=8)
@given(st.tuples(*[WORDS] * 8))
def test_no_words_break_the_page_or_change_on_the_way(words: tuple[str, ...]) -> None:
    title, purpose, duty, criterion, benefit, about, organisation, note = (f"A {word} z" for word in words)
    role = {"title": title, "purpose": purpose, "accountabilities": [{"text": duty}], "location": note,
            "employers": [organisation, "B"],
            "person_profile": [{**FULL["person_profile"][0], "criterion": criterion}]}  # fmt: skip
    vacancy = {"benefits": [benefit], "salary": {"minimum": "61000", "note": note}, "hours": "full-time"}
    settings = {"organisation": organisation, "recruitment": {"about": about}}
    with TemporaryDirectory() as folder:
        one = needed(advert(Path(folder), role, vacancy, settings))
    posting = on_page(one)
    assert posting == one.posting
    assert schemaorg.faults(posting) == []
    found = [posting[name] for name in ("title", "responsibilities", "skills", "jobBenefits", "employerOverview")]
    assert [tidy(text) for text in found] == [tidy(text) for text in (title, duty, criterion, benefit, about)]
    said = schemaorg.elements(posting["description"])[1]
    assert all(part in tidy(said) for text in (duty, criterion, purpose) for part in tidy(text).split())


def tidy(text: str) -> str:
    return " ".join(text.split())
