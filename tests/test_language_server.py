"""What editors make of the files: YAML's own language server underlines no file that builds, and knows every field."""

from __future__ import annotations

import itertools
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from rolegen import workspace
from rolegen.advertiser import Contact, Recruitment, Workplace
from rolegen.editors import FILES, FOLDER, file_name
from rolegen.fields import Model, read_model
from rolegen.framework import Accepted, Adoption, Clause, Descriptors, Level, Responsibilities, Theme, Variant
from rolegen.pay import Grade
from rolegen.recruitment.vacancy import Salary, Vacancy
from rolegen.role import Contacts, Contract, Criterion, Dimensions, Disclosure, JobEvaluation, Method, Role, parse_role
from rolegen.schema import MODELS, explanations
from rolegen.source import read
from rolegen.term import Term
from rolegen.workspace import FORMATS, LABELS, Phrase, RuleSettings, Settings
from tests import frameworks, spellings
from tests.conftest import ROOT
from tests.language_server import Flaw, Server, running
from tests.samples import FULL, as_yaml
from tests.test_vacancies import SOUND

SHIPPED = sorted({*ROOT.glob("data/*.yaml"), *ROOT.glob("examples/*.yaml"), *ROOT.glob("examples/*/*.yaml")})
NUMBERS = itertools.count()
CASES = sorted(ROOT.glob("tests/cases/**/*.yaml"))
WRITTEN_OFTEN = ("rolegen", "descriptors", "responsibilities", "role")  # kinds with very many cases
VACANT = "role: director-bridges\nopens: 2026-09-07\ncloses: 2026-10-05\napply: https://jobs.fenmoor.example/031\n"
LEVEL = "title: Director of Bridges\nlevel: director\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


def place() -> Path:
    """Where a file would be that is not on disk, beside the schemas; another each time."""
    return FOLDER / f"{next(NUMBERS)}.yaml"


def modeline(kind: str) -> str:
    return f"# yaml-language-server: $schema=./{file_name(kind)}\n"


def underlined(server: Server, kind: str, texts: Iterable[str]) -> dict[str, list[Flaw]]:
    """Those of the texts in which anything is underlined; their lines count without the modeline."""
    files = {place(): text for text in texts}
    found = server.flaws({path: f"{modeline(kind)}{text}" for path, text in files.items()})
    return {
        files[path]: [Flaw(flaw.line - 1, flaw.said) for flaw in flaws] for path, flaws in found.items() if flaws
    }  # fmt: skip


# --- what builds is never underlined ----------------------------------------------------------------------------------


def test_the_files_that_ship_are_bound_to_their_schemas_by_their_first_line_and_have_nothing_underlined(
    server: Server,
) -> None:
    assert len(SHIPPED) >= 16
    texts = {path: path.read_text("utf-8") for path in SHIPPED}
    wrong = {path.with_name(f"wrong-{path.name}"): f"{text}\nnot-a-key: 1\n" for path, text in texts.items()}
    unbound = {path.with_name(f"un{path.name}"): text.partition("\n")[2] for path, text in wrong.items()}
    found = server.flaws({**texts, **wrong, **unbound})
    assert {path for path, flaws in found.items() if flaws} == wrong.keys()


def kind_of(path: Path) -> str:
    if path.parent.name == "vacancies":
        return "vacancy"
    return path.stem if path.stem in FILES else "role"


def is_sound(path: Path) -> bool:
    """Whether rolegen takes all that stands in a file, as far as it can tell without the others."""
    if kind_of(path) == "role":
        return not parse_role(path.read_bytes(), path).problems
    source = read(path)
    values = read_model(MODELS[kind_of(path)], source.value) if source.value else None
    found = workspace.find(path.parent).problems if kind_of(path) == "rolegen" else ()
    return values is not None and not any((
        *source.problems, *values.problems, *(problem for problem in found if problem.rule == "unknown-label")
    ))  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_no_file_is_underlined_that_has_another_fault_or_none(server: Server, kind: str) -> None:
    found = [path for path in CASES if kind_of(path) == kind and is_sound(path)]
    assert len(found) >= (20 if kind in WRITTEN_OFTEN else 3)
    assert underlined(server, kind, dict.fromkeys(path.read_text("utf-8-sig") for path in found)) == {}


@pytest.mark.parametrize(
    ("kind", "number"), [("role", 50), ("rolegen", 50), ("responsibilities", 30), ("descriptors", 10)]
)
def test_no_value_is_underlined_that_rolegen_reads_however_it_is_written(
    server: Server, kind: str, number: int
) -> None:
    made = (spellings.settings(n) if kind == "rolegen" else spellings.file(MODELS[kind], n) for n in itertools.count())
    texts = list(itertools.islice(filter(None, made), number))
    assert underlined(server, kind, texts) == {}


def test_editors_that_know_yaml_1_1_underline_nothing_either() -> None:
    made = (spellings.file(Role, seed) for seed in itertools.count())
    texts = [
        *itertools.islice(filter(None, made), 30),
        f"{LEVEL}cmt: no\npolitically_restricted: {{status: no}}\napproved_on: 2026-03-31\n",
    ]
    with running("1.1") as server:
        assert underlined(server, "role", texts) == {}
        assert underlined(server, "rolegen", ["rules: {gender-coded: off}\ncontrols: false\n"]) == {}
        assert underlined(server, "rolegen", ["organization: Fenmoor\n"]) != {}


@pytest.mark.parametrize("number", [0, 1])
def test_no_framework_is_underlined(server: Server, number: int) -> None:
    made = [frameworks.random_values(seed, odd=True)[number] for seed in range(8)]
    kind = ("descriptors", "responsibilities")[number]
    assert underlined(server, kind, map(frameworks.as_block, made)) == {}


def test_no_vacancy_is_underlined_that_rolegen_takes(server: Server) -> None:
    more = [f"{key}: {value}\n" for changed in SOUND for key, value in changed.items()]
    assert len(more) > 15
    twice = [line for line in more if line.partition(":")[0] in VACANT]
    alone = [VACANT, *(f"{VACANT}{line}" for line in more if line not in twice)]
    assert underlined(server, "vacancy", alone) == {}


def test_a_role_with_every_field_is_not_underlined(server: Server) -> None:
    assert underlined(server, "role", [as_yaml(FULL)]) == {}


# --- mistakes are -----------------------------------------------------------------------------------------------------

MISTAKES: list[tuple[str, str, int, str]] = [
    ("role", f"{LEVEL}grad: 18\n", 3, "grad is not allowed"),
    ("role", "title: Director of Bridges\n", 1, '"level"'),
    ("role", "title:\nlevel: director\n", 1, "must be text"),
    ("role", "title: ' '\nlevel: director\n", 1, "no text between the quotes"),
    ("role", f"{LEVEL}status: aproved\n", 3, '"approved"'),
    ("role", f"{LEVEL}cmt: perhaps\n", 3, "boolean"),
    ("role", f"{LEVEL}purpose: [Keep every bridge standing.]\n", 3, "must be text"),
    ("role", f"{LEVEL}service_areas: Swing bridges\n", 3, "must be a list"),
    ("role", f"{LEVEL}accountabilities:\n  - Inspect each span.\n", 4, "Accountability"),
    ("role", f"{LEVEL}approved_on: 31/03/2026\n", 3, "year, month and day"),
    ("role", f"{LEVEL}approved_on: 2026-13-31\n", 3, "year, month and day"),
    ("role", f"{LEVEL}dimensions:\n  year: 2026\n  revenue_budget: 41,500,000\n", 5, "digits only"),
    ("role", f"{LEVEL}dimensions:\n  direct_reports: 6.5\n", 4, "integer"),
    ("role", f"{LEVEL}contract:\n  type: fixed-term\n  months: 0\n", 5, "minimum of 1"),
    ("role", f"{LEVEL}contract:\n  type: permanent\n  months: 12\n", 5, "no end"),
    ("role", f"{LEVEL}dbs:\n  level: basic\n  barred_lists: [adults]\n", 5, "0 or fewer"),
    ("role", f"{LEVEL}replaces: Director of Bridges\n", 3, "small letters"),
    ("role", f"{LEVEL}replaces: con\n", 3, "small letters"),
    ("role", f"{LEVEL}status: approved\n", 1, '"approved_by"'),
    ("role", f"{LEVEL}person_profile:\n  - criterion: Has crossed a bridge\n    category: skills\n", 4, '"importance"'),
    ("vacancy", f"{VACANT}deadline: 2026-10-05\n", 5, "deadline is not allowed"),
    ("vacancy", "role: director-bridges\nopens: 2026-09-07\n", 1, '"closes"'),
    ("vacancy", f"{VACANT}interviews: [2026-10-20, 20 October]\n", 5, "year, month and day"),
    ("vacancy", f"{VACANT}hours: [flexible]\n", 5, '"job-share"'),
    ("vacancy", f"{VACANT}open_to: staff\n", 5, '"employees"'),
    ("vacancy", f"{VACANT}posts: 0\n", 5, "minimum of 1"),
    ("vacancy", f"{VACANT}salary:\n  minimum: 80,200\n", 6, "digits only"),
    ("vacancy", f"{VACANT}salary:\n  maximum: 88700\n", 5, '"minimum"'),
    ("vacancy", f"{VACANT}contact:\n  post: Head of Recruitment\n  name: Jane\n", 7, "name is not allowed"),
    ("rolegen", "organization: Fenmoor\n", 1, "organization is not allowed"),
    ("rolegen", "formats: [word]\n", 1, '"docx"'),
    ("rolegen", "formats: []\n", 1, "1 or more"),
    ("rolegen", "labels: {Directrate: Department}\n", 1, "no such label"),
    ("rolegen", "rules: {gender-coded: quiet}\n", 1, '"off"'),
    ("rolegen", "rules:\n  gender-coded:\n    words:\n      - instead: led\n", 4, '"find"'),
    ("descriptors", "framework: {name: Ours}\nlevels:\n  - {id: a, title: A, descriptor: B}\n", 1, '"version"'),
    ("descriptors", "framework: {name: Ours, version: 1}\nlevels:\n  - {id: a, title: A}\n", 3, '"descriptor"'),
    ("descriptors", "framework: {name: Ours, version: 1}\nlevels: []\n", 2, "1 or more"),
    ("responsibilities", "themes:\n  - {id: A theme, title: T, clauses: []}\n", 2, "small letters"),
]
ACCEPTED = "themes:\n- id: t\n  title: T\n  clauses:\n  - id: c\n    text: Lead.\n    accepted:\n    - "
MISTAKES += [
    (
        "responsibilities",
        "themes:\n- id: t\n  title: T\n  clauses:\n  - {id: c, levels: {a: [b]}}\n",
        5,
        "must be text",
    ),
    ("responsibilities", f"{ACCEPTED}{{words: [a, b], levels: [director], reason: R}}\n", 8, "one of the two"),
    ("responsibilities", f"{ACCEPTED}{{words: [a, b, c], reason: R}}\n", 8, "2 or fewer"),
    ("responsibilities", f"{ACCEPTED}{{reason: R}}\n", 8, '"levels"'),
]


def test_mistakes_are_underlined_in_their_line(server: Server) -> None:
    for kind in FILES:
        own = {text: (line, said) for name, text, line, said in MISTAKES if name == kind}
        found = underlined(server, kind, own)
        assert own.keys() == found.keys()
        missed = {
            text
            for text, (line, said) in own.items()
            if not any(f.line == line and said in f.said for f in found[text])
        }
        assert {text: found[text] for text in missed} == {}


# --- what is offered and explained ------------------------------------------------------------------------------------

PROFILE = "person_profile:\n  - criterion: Has crossed a bridge\n    "
CLAUSES = "themes:\n  - id: t\n    clauses:\n      - "
FIELDS: list[tuple[str, str, type[Model]]] = [
    ("role", "¦", Role),
    ("role", f"{LEVEL}¦", Role),
    ("role", "contract:\n  ¦", Contract),
    ("role", f"{LEVEL}dbs:\n  ¦\nstatus: draft\n", Disclosure),
    ("role", "dimensions:\n  ¦", Dimensions),
    ("role", "contacts:\n  ¦", Contacts),
    ("role", "person_profile:\n  - ¦", Criterion),
    ("role", f"{PROFILE}¦", Criterion),
    ("role", "job_evaluation:\n  ¦", JobEvaluation),
    ("vacancy", "¦", Vacancy),
    ("vacancy", f"{VACANT}salary:\n  ¦", Salary),
    ("vacancy", f"{VACANT}workplace:\n  ¦", Workplace),
    ("vacancy", f"{VACANT}contact:\n  ¦", Contact),
    ("rolegen", "¦", Settings),
    ("rolegen", "recruitment:\n  ¦", Recruitment),
    ("rolegen", "grades:\n  '18':\n    ¦", Grade),
    ("rolegen", "rules:\n  gender-coded:\n    ¦", RuleSettings),
    ("rolegen", "rules:\n  our-own:\n    words:\n      - ¦", Phrase),
    ("descriptors", "¦", Descriptors),
    ("descriptors", "framework:\n  adoption:\n    ¦", Adoption),
    ("descriptors", "levels:\n  - ¦", Level),
    ("descriptors", "levels:\n  - id: director\n    variants:\n      cmt:\n        ¦", Variant),
    ("descriptors", "levels:\n  - id: director\n    term:\n      ¦", Term),
    ("responsibilities", "¦", Responsibilities),
    ("responsibilities", "themes:\n  - ¦", Theme),
    ("responsibilities", f"{CLAUSES}¦", Clause),
    ("responsibilities", f"{CLAUSES}accepted:\n        - ¦", Accepted),
]


@pytest.mark.parametrize(("kind", "text", "model"), FIELDS)
def test_every_field_that_is_not_there_yet_is_offered_with_what_it_is(
    server: Server, kind: str, text: str, model: type[Model]
) -> None:
    offered = server.offers(place(), modeline(kind) + text)
    wanted = {key: said for key, said in explanations(model).items() if f"{key}: " not in text}
    assert wanted
    assert {key: offered.get(key) for key in wanted} == wanted


VALUES: list[tuple[str, str, set[str]]] = [
    ("role", "status: ¦", {"draft", "consultation", "approved", "superseded", "deleted"}),
    ("role", "cmt: ¦", {"true", "false"}),
    ("role", "contract:\n  type: ¦", {"permanent", "fixed-term", "temporary"}),
    ("role", f"{PROFILE}importance: ¦", {"essential", "desirable"}),
    ("role", f"{PROFILE}assessed_by: [¦]", set(typing.get_args(Method))),
    ("role", "dbs:\n  barred_lists:\n    - ¦", {"children", "adults"}),
    ("rolegen", "formats: [¦]", set(FORMATS)),
    ("rolegen", "labels:\n  ¦", set(LABELS)),
    ("rolegen", "rules:\n  gender-coded: ¦", {"error", "warning", "note", '"off"'}),
]


@pytest.mark.parametrize(("kind", "text", "values"), VALUES)
def test_the_values_to_choose_from_are_offered(server: Server, kind: str, text: str, values: set[str]) -> None:
    assert server.offers(place(), modeline(kind) + text).keys() == values


@pytest.mark.parametrize("key", ["title", "purpose", "minute", "approved_on", "replaces", "location"])
def test_nothing_is_offered_for_what_people_write_themselves(server: Server, key: str) -> None:
    assert server.offers(place(), f"{modeline('role')}{key}: ¦") == {}


@pytest.mark.parametrize(
    ("text", "model", "key"),
    [
        ("ti¦tle: Director of Bridges", Role, "title"),
        ("min¦ute: 12/26", Role, "minute"),
        ("approved_¦on:", Role, "approved_on"),
        ("status: dr¦aft", Role, "status"),
        ("dimen¦sions: {year: 2026/27}", Role, "dimensions"),
        (f"{PROFILE}import¦ance: desirable", Criterion, "importance"),
        ("contract:\n  unt¦il: 2026-03-31", Contract, "until"),
    ],
)
def test_a_field_is_explained_where_one_points_at_it(server: Server, text: str, model: type[Model], key: str) -> None:
    assert explanations(model)[key] in server.explains(place(), modeline("role") + text)
