"""Adverts: what they must say is in every format and cannot be forgotten; days, sums and links as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rolegen.problems import has_errors
from rolegen.recruitment import stated
from rolegen.recruitment.dates import clock, days
from rolegen.recruitment.vacancy import Salary
from rolegen.role import Role
from rolegen.workspace import bundled
from tests import schemaorg
from tests.conftest import Run
from tests.samples import FULL, W, as_yaml, body, lines, markdown_words, needed, opened, raw, rows, write
from tests.vacancies import FORMATS, NAMES, VACANCY, Advert, advert, made, plain, scripts
from tests.vacancies import examples as adverts

every_advert = pytest.mark.parametrize("name", NAMES)
ORDER_1975 = "The Rehabilitation of Offenders Act 1974 (Exceptions) Order 1975 applies to the post"
CHIEF_OFFICER = ("statutory chief officer", "non-statutory chief officer")
DUTIES_1993 = (
    "Ask for the job and person profile, and the statement of duties, qualifications and qualities that the Local"
)
PROFILE_ALONE = "Ask for the job and person profile: "


def said(one: Advert) -> Iterator[tuple[str, str]]:
    """The words of an advert in each of its formats."""
    yield (
        "docx",
        plain(" ".join((*lines(one.files["docx"]), *(cell for row in rows(one.files["docx"]) for cell in row)))),
    )
    yield "md", plain(markdown_words(one.files["md"].decode()))
    yield "html", plain(" ".join(scripts(one.files["html"]).words))
    if one.is_open:
        yield "jsonld", plain(schemaorg.elements(one.posting["description"])[1])


def demanded(role: Role, *, is_open: bool) -> Iterator[str]:
    """What the advert of a role must say, by the words that tell it; read off the role anew."""
    if role.contract and role.contract.type != "permanent":
        yield f"The contract is {role.contract.type}"
    if len(role.employers) > 1:
        yield f"This is a joint post. Its employers are {role.employers[0]} and {role.employers[1]}."
    if role.job_evaluation is None or role.job_evaluation.status not in ("evaluated", "under-review"):
        yield "subject to job evaluation"
    if role.politically_restricted and role.politically_restricted.status != "no":
        yield "The post is politically restricted ("
        yield "Local Government and Housing Act 1989, section 2"
    if role.dbs and role.dbs.level != "none":
        yield f"{role.dbs.level} criminal record check (Disclosure and Barring Service)"
    if role.dbs and role.dbs.level in ("standard", "enhanced"):
        yield ORDER_1975
    if role.fluency_duty:
        yield "(Immigration Act 2016, Part 7)"
    if is_open:
        basis = role.politically_restricted.basis if role.politically_restricted else ""
        yield DUTIES_1993 if role.statutory or basis in CHIEF_OFFICER else PROFILE_ALONE


# --- what must be said ------------------------------------------------------------------------------------------------


@every_advert
def test_an_advert_says_all_that_it_must_in_every_format(name: str) -> None:
    one = adverts()[name]
    needed = list(demanded(one.role, is_open=one.is_open))
    formats = dict(said(one))
    assert len(formats) == (4 if one.is_open else 3)
    for ending, words in formats.items():
        assert [part for part in needed if part not in words] == [], ending


def test_the_examples_have_every_kind_of_statement_but_the_fluency_duty() -> None:
    every = [part for one in adverts().values() for part in demanded(one.role, is_open=one.is_open)]
    for words in ("fixed-term", "joint post", "job evaluation", "restricted (", "basic", "enhanced", ORDER_1975):
        assert any(words in part for part in every), words


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ({"contract": {"type": "temporary"}}, "The contract is temporary."),
        ({"contract": {"type": "fixed-term", "months": "1"}}, "The contract is fixed-term: 1 month."),
        (
            {"contract": {"type": "fixed-term", "until": "2028-03-31"}},
            "The contract is fixed-term: until 31 March 2028.",
        ),
        ({"fluency_duty": "english"}, "so you need fluent spoken English (Immigration Act 2016, Part 7)."),
        ({"fluency_duty": "english-or-welsh"}, "fluent spoken English or Welsh (Immigration Act 2016, Part 7)."),
        ({"dbs": {"level": "standard"}}, "An offer depends on a standard criminal record check"),
        (
            {},
            "an enhanced criminal record check (Disclosure and Barring Service), with the barred list for children and",
        ),
        ({}, "(sensitive post: speaks to the press; Local Government and Housing Act 1989, section 2)"),
        ({"employers": ["A", "B", "C"]}, "This is a joint post. Its employers are A, B and C."),
    ],
)
def test_what_must_be_said_of_a_post_is_said_in_every_format(
    role: Mapping[str, Any], words: str, tmp_path: Path
) -> None:
    formats = dict(said(needed(advert(tmp_path, role))))
    assert formats.keys() == set(FORMATS)
    assert [ending for ending, text in formats.items() if words not in text] == []


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ({"contract": {"type": "permanent"}}, "The contract is"),
        ({"employers": ["The Bridges Council"]}, "joint post"),
        ({"employers": ["The Bridges Council", "the bridges  council"]}, "joint post"),
        ({"job_evaluation": {"status": "evaluated"}}, "job evaluation"),
        ({"politically_restricted": {"status": "no"}}, "politically restricted"),
        ({"dbs": {"level": "none"}}, "criminal record"),
        ({"dbs": {"level": "basic"}}, "Order 1975"),
    ],
)
def test_what_does_not_hold_of_a_post_is_not_said(role: Mapping[str, Any], words: str, tmp_path: Path) -> None:
    assert [words in text for _, text in said(needed(advert(tmp_path, role)))] == [False] * 4
    assert all(words in text for _, text in said(needed(advert(tmp_path)))), "it is said of the usual one"


def test_a_post_at_a_level_that_is_for_a_time_says_so_where_its_contract_does_not(examples: Path) -> None:
    path = examples / "roles/managing-executive-director.yaml"
    role = re.sub("(?m)^contract:.*\n", "", path.read_text("utf-8")).replace("status: superseded", "status: approved")
    vacancy = {"role": path.stem, "opens": "2020-11-02", "closes": "2020-11-30", "apply": "a@fenmoor.example"}
    write(examples, {f"roles/{path.name}": role, "vacancies/term.yaml": as_yaml(vacancy)})
    one = needed(made(examples, "term"))
    for ending, words in said(one):
        assert "The post is for a fixed term: 12 months, from 1 January 2021 to 31 December 2021." in words, ending
    assert one.posting["employmentType"] == "TEMPORARY"


def test_employees_are_told_no_law_about_posts_that_are_advertised_to_all() -> None:
    words = dict(said(adverts()["assistant-director-legal-2026"]))
    assert all("Internal vacancy" in text and "Regulations 1993" not in text for text in words.values())


def test_only_of_a_chief_officers_post_is_a_statement_of_duties_offered() -> None:
    offered = {name: "Regulations 1993" in dict(said(one))["md"] for name, one in adverts().items()}
    assert {offered["of-director-finance"], offered["of-executive-director-place"]} == {True}
    assert {offered["of-director-highways"], offered["of-assistant-director-libraries"]} == {False}


@pytest.mark.parametrize(("key", "way_out"), [("dbs", "level: none"), ("politically_restricted", "status: no")])
def test_a_role_that_does_not_say_what_its_advert_would_have_to_is_warned_of(
    key: str, way_out: str, tmp_path: Path
) -> None:
    found = advert(tmp_path, {key: None})
    told = [problem for problem in found.problems if problem.rule == "not-said"]
    assert [problem.severity for problem in told] == ["warning"]
    assert way_out in told[0].hint
    assert told[0].place
    assert told[0].place.path == tmp_path / "roles/director-bridges.yaml"
    assert found.value, "it is made all the same"


# --- a template that forgets ------------------------------------------------------------------------------------------

SHIPPED = (bundled("templates") / "advert.html.j2").read_text("utf-8")
PRINTED = "  <li>{{ statement.text }}</li>\n  {% endfor %}\n  {% for"
STATEMENTS = ("the contract", "the employers", "job evaluation", "political restriction", "the criminal record check",
              "the fluency duty", "whom to ask for the profile")  # fmt: skip


@pytest.mark.parametrize("forgotten", STATEMENTS)
def test_an_advert_whose_template_forgets_a_statement_is_not_made(forgotten: str, tmp_path: Path) -> None:
    assert PRINTED in SHIPPED
    some = PRINTED.replace("<li>", f'{{% if statement.name != "{forgotten}" %}}<li>').replace(
        "</li>", "</li>{% endif %}"
    )
    write(tmp_path, {"templates/advert.html.j2": SHIPPED.replace(PRINTED, some)})
    found = advert(tmp_path, {"fluency_duty": "english"})
    assert found.value is None
    told = [problem for problem in found.problems if problem.severity == "error"]
    assert [problem.rule for problem in told] == ["required-statement"]
    assert told[0].message.startswith(f"The advert leaves out {forgotten}, which it must state: “")
    assert told[0].place
    assert told[0].place.path == tmp_path / "templates/advert.html.j2"


OWN = """<title>{{ role.title }}</title>
<h1>{{ role.title }}%s</h1>
<table><col width="4cm"/><col width="4cm"/><thead><tr><th>%s</th><th>Here</th></tr></thead>
<tbody><tr><td>What</td><td>%s</td></tr></tbody></table>
<p>%s</p>"""
ALL = "{% for one in advert.statements %}<strong>{{ one.text[:9] }}</strong>{{ one.text[9:] }} {% endfor %}"


@pytest.mark.parametrize(("where", "is_said"), [(0, False), (1, False), (2, True), (3, True)])
def test_statements_may_stand_anywhere_but_where_some_format_does_not_show_them(
    where: int, is_said: bool, tmp_path: Path
) -> None:
    write(tmp_path, {"templates/advert.html.j2": OWN % tuple(ALL if n == where else "" for n in range(4))})
    found = advert(tmp_path, {"employers": ["A  &   B", "<C>"], "contract": {"type": "temporary"}})
    assert has_errors(found.problems) != is_said
    if found.value:
        for ending, words in said(found.value):
            assert "Its employers are A & B and <C>." in words, ending


# --- what else it says ------------------------------------------------------------------------------------------------


def test_an_advert_is_an_ordinary_word_file_that_says_whose_it_is() -> None:
    data = adverts()["director-highways-2026"].files["docx"]
    assert body(data).findall(f".//{W}sdt") == []
    assert opened(data).paragraphs[0].text == "Vacancy"
    properties = raw(data, "docProps/custom.xml").decode()
    assert "recruitment" in properties
    assert "director-highways" in properties
    footer = plain(re.sub("<[^>]+>", "", raw(data, "word/footer1.xml").decode()))
    assert "Reference FCC-2026-031 · Closes on 5 October 2026" in footer


def test_an_advert_is_marked_a_draft_until_its_role_is_approved() -> None:
    marked = {name: "<header>" in one.files["html"].decode() for name, one in adverts().items()}
    assert marked == {name: one.role.status != "approved" for name, one in adverts().items()}
    assert set(marked.values()) == {True, False}


def test_the_key_facts_are_those_of_vacancy_role_and_settings() -> None:
    facts = {row[0]: row[1] for row in rows(adverts()["director-highways-2026"].files["docx"])}
    assert facts == {
        "Key facts": "Details",
        "Salary": "£80,200 to £88,700 a year full time, pay award pending",
        "Grade": "17",
        "Contract": "Permanent",
        "Hours": "Full time or job share",
        "Working pattern": "Full time, with duty at weekends by rota",
        "Base": "Shire House and highways depots across Fenmoor",
        "Reports to": "Executive Director – Place & Resources",
        "Closing date": "5 October 2026 at 12 noon",
        "Shortlisting": "9 October 2026",
        "Interviews": "20 and 21 October 2026",
    }
    joint = {
        row[0]: row[1] for row in rows(adverts()["assistant-director-public-health-programmes-2026"].files["docx"])
    }
    assert joint["Employers"] == "Fenmoor County Council and Saltmere City Council"
    assert joint["Salary"] == "£68,900 to £76,300 a year full time", "what the grade pays"
    assert joint["Base"] == "Shire House, Fenmoor, Fenshire, FM1 1AA", "the address, where the role says nothing"
    own = {row[0]: row[1] for row in rows(adverts()["assistant-director-legal-2026"].files["docx"])}
    assert own["Open to"] == "Employees of Fenmoor County Council only"


def test_several_posts_are_told(tmp_path: Path) -> None:
    one = needed(advert(tmp_path, vacancy={"posts": "3"}))
    assert ["Posts", "3"] in rows(one.files["docx"])
    assert one.posting["totalJobOpenings"] == 3


def test_the_starters_of_a_level_are_nobodys_criteria(tmp_path: Path) -> None:
    words = dict(said(needed(advert(tmp_path, {"person_profile": []}))))
    assert all("essential" not in text and "desirable" not in text for text in words.values())
    assert all("What you will bring (essential) Has crossed a bridge" in text.replace("• ", "")
               for text in dict(said(needed(advert(tmp_path)))).values())  # fmt: skip


def test_one_applies_by_a_link_or_by_e_mail(tmp_path: Path) -> None:
    web = needed(advert(tmp_path)).files["md"].decode()
    assert "[Apply online for this post](https://jobs.bridges.example/7) by 1 February 2027." in web
    mail = needed(advert(tmp_path, vacancy={"apply": "jobs+7%a@bridges.example"})).files["md"].decode()
    link = "[jobs+7%a@bridges.example](mailto:jobs+7%25a@bridges.example)"
    assert f"Send your application to {link}, quoting the reference BC/7, by 1 February 2027." in mail
    assert stated.link("HTTPS://Jobs.example/A") == "https://Jobs.example/A"


def test_employees_are_not_told_who_employs_them() -> None:
    about = "## About Fenmoor County Council"
    texts = {name: made.files["md"].decode() for name, made in adverts().items()}
    assert {name for name, text in texts.items() if about not in text} == {"assistant-director-legal-2026"}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        ([(2026, 10, 20)], "20 October 2026"),
        ([(2026, 10, 21), (2026, 10, 20)], "20 and 21 October 2026"),
        ([(2026, 11, 30), (2026, 12, 1), (2026, 12, 2)], "30 November and 1 and 2 December 2026"),
        ([(2026, 12, 31), (2027, 1, 4)], "31 December 2026 and 4 January 2027"),
    ],
)
def test_days_are_told_together(found: list[tuple[int, int, int]], words: str) -> None:
    assert days(date(*one) for one in found) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [("12:00", "12 noon"), ("17:00", "5 pm"), ("09:30", "9.30 am"), ("00:05", "12.05 am"), ("12:05", "12.05 pm"),
     ("23:59", "11.59 pm"), ("00:00", "midnight, as that day begins")],
)  # fmt: skip
def test_a_time_is_told_as_people_say_it(written: str, words: str) -> None:
    assert clock(written) == words


@pytest.mark.parametrize(
    ("salary", "words"),
    [
        (
            Salary(minimum=80200, maximum=88700, note="pay award pending"),
            "£80,200 to £88,700 a year, pay award pending",
        ),
        (Salary(minimum=61000), "£61,000 a year"),
        (Salary(minimum=61000, maximum=61000), "£61,000 a year"),
        (Salary(minimum=450, per="day"), "£450 a day"),
        (Salary(minimum=15.4, maximum=17, per="hour"), "£15.40 to £17 an hour"),
        (Salary(minimum=1200000), "£1,200,000 a year"),
    ],
)
def test_pay_is_told_in_words(salary: Salary, words: str) -> None:
    assert salary.in_words() == words


# --- on the command line ----------------------------------------------------------------------------------------------


def test_a_vacancy_for_employees_alone_is_not_for_job_boards(examples: Path, run: Run) -> None:
    name = "assistant-director-legal-2026"
    told = f"vacancies/{name}.yaml:6:10: note: This vacancy is for employees alone and not for job boards"
    ran = run("build", name, "--template", "advert", "--format", "jsonld")
    assert (ran.code, ran.out.split()[0]) == (0, "skipped")
    assert told in ran.err
    assert list(examples.glob("profiles/*")) == []
    ran = run("build", name, "--template", "advert", "--format", "html,jsonld")
    assert (ran.code, ran.out.split()[0]) == (0, "created")
    assert told in ran.err
    assert [path.suffix for path in examples.glob("profiles/*")] == [".html"]
    assert scripts((examples / f"profiles/{name}-advert.html").read_bytes()).scripts == []


def test_job_boards_need_the_name_of_an_organisation(tmp_path: Path) -> None:
    values = {"organisation": None}
    for formats in (("html",), ("jsonld",)):
        found = advert(tmp_path, settings=values, formats=formats)
        assert found.value is None
        assert [problem.rule for problem in found.problems if problem.severity == "error"] == ["no-organisation"]
    assert advert(tmp_path, settings=values, formats=("docx", "md")).value


def test_the_same_vacancy_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (needed(advert(tmp_path / name)).files for name in ("one", "two"))
    assert first == second
    assert set(VACANCY) <= {"role", "reference", "opens", "closes", "salary", "apply", "workplace", "contact"}
    assert FULL["title"] in first["md"].decode()
