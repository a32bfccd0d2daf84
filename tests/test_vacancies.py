"""Vacancies: what is refused at its line, what stands in for what is left out, which are meant, and a new one."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import workspace
from rolegen.advertiser import Contact, Recruitment, Workplace
from rolegen.build import Options, Workshop, prepare
from rolegen.fields import Model, read_model
from rolegen.problems import Problem, has_errors
from rolegen.recruitment import asked, beginning, vacancies
from rolegen.recruitment.vacancies import Opening, opening
from rolegen.recruitment.vacancy import Salary, Vacancy, read_vacancy
from rolegen.source import parse
from tests.conftest import EXAMPLES, Run
from tests.samples import UNTIMED, as_yaml, needed, write

HIGHWAYS, LEGAL, HEALTH = (
    "director-highways-2026",
    "assistant-director-legal-2026",
    "assistant-director-public-health-programmes-2026",
)
Told = Callable[..., list[tuple[int, int, str, str]]]
GOOD: Mapping[str, Any] = {
    "role": "director-highways",
    "opens": "2026-09-07",
    "closes": "2026-10-05",
    "apply": "https://jobs.fenmoor.example/031",
}


@pytest.fixture(scope="module")
def shop() -> Workshop:
    return needed(prepare(needed(workspace.find(EXAMPLES)), Options()))


@pytest.fixture
def told(shop: Workshop, tmp_path: Path) -> Told:
    """What is told of a vacancy of the examples that says this beside what is needed: place in the file and rule."""

    def found(**changed: Any) -> list[tuple[int, int, str, str]]:
        values = {key: value for key, value in {**GOOD, **changed}.items() if value is not None}
        path = tmp_path / "highways.yaml"
        path.write_text("".join(f"{key}: {value}\n" for key, value in values.items()), encoding="utf-8")
        return [where(one) for one in opening(shop, path).problems if one.rule != "unapproved-role"]

    return found


def where(problem: Problem) -> tuple[int, int, str, str]:
    assert problem.place
    return problem.place.line, problem.place.column, problem.rule, problem.severity


def example(shop: Workshop, name: str) -> Opening:
    return needed(opening(shop, EXAMPLES / "vacancies" / f"{name}.yaml"))


# --- what stands in for what is left out ------------------------------------------------------------------------------


def test_a_vacancy_has_its_own_salary_and_what_rolegen_yaml_says_of_every_vacancy(shop: Workshop) -> None:
    found, usual = example(shop, HIGHWAYS), shop.workspace.settings.recruitment
    assert found.salary == Salary(minimum=80200, maximum=88700, note="pay award pending")
    assert usual.workplace
    assert (found.workplace, found.contact) == (usual.workplace, usual.contact)
    assert (found.profile.name, found.role.id, found.file.id) == ("director-highways", "director-highways", HIGHWAYS)


def test_the_salary_is_what_the_grade_pays_and_the_contact_the_vacancys_own(shop: Workshop) -> None:
    found = example(shop, HEALTH)
    assert found.file.vacancy.salary is None
    assert found.salary == Salary(minimum=68900, maximum=76300)
    assert found.contact.post == "Executive Director – People"


def test_a_grade_that_does_not_say_what_it_pays_leaves_the_salary_to_the_vacancy(examples: Path, run: Run) -> None:
    settings = examples / "rolegen.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub('"16": {.*}', '"16": {}', text), encoding="utf-8")
    ran = run("check", HEALTH)
    assert ran.code == 1
    assert "says what it pays" not in ran.err
    assert "open to everyone and does not say what it pays. [salary]" in ran.err


def test_employees_need_not_be_told_what_the_post_pays(examples: Path, run: Run) -> None:
    settings = examples / "rolegen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("{minimum: 80200, maximum: 88700}", "{}"), encoding="utf-8")
    assert run("check", LEGAL).code == 0
    path = examples / "vacancies" / f"{LEGAL}.yaml"
    path.write_text(path.read_text("utf-8").replace("employees ", "everyone "), encoding="utf-8")
    assert run("check", LEGAL).code == 1


# --- what is refused, at its line -------------------------------------------------------------------------------------


def test_a_vacancy_of_what_is_needed_is_sound(told: Told) -> None:
    assert told() == []


SOUND: list[dict[str, str]] = [
    {"closes": "2026-09-07"},
    {"closes_at": "12:00", "shortlisting": "2026-10-05"},
    {"shortlisting": "2026-10-06", "interviews": "[2026-10-06, 2026-10-20]"},
    {"interviews": "2026-10-20"},
    {"closes_at": "00:00"},
    {"closes_at": '"23:59"'},
    {"hours": "job-share"},
    {"salary": "{minimum: 80200}"},
    {"salary": "{minimum: 25.40, per: hour}"},
    {"apply": "recruitment@fenmoor.example"},
    {"apply": "HTTP://jobs.fenmoor.example:8080/apply?post=31&from=web#form"},
    {"apply": "https://jobs.fenmoor.example"},
    {"apply": "http://intranet/jobs"},
    {"contact": "{post: Councillor Support Manager, telephone: 01632 960 017}"},
    {"contact": "{post: Clerk to the Lord-Lieutenant, email: o'hara.team@mail.fenmoor.example}"},
    {"contact": "{post: Head of Drainage (Mid Fen)}"},
    {"workplace": "{town: Newport, country: IE}"},
]


@pytest.mark.parametrize("changed", SOUND, ids=str)
def test_what_a_vacancy_may_say_is_taken(changed: dict[str, str], told: Told) -> None:
    assert told(**changed) == []


ERROR = "error"
UNSOUND: list[tuple[dict[str, str], list[tuple[int, int, str, str]]]] = [
    ({"closes": "2026-09-06"}, [(3, 9, "dates", ERROR)]),
    ({"shortlisting": "2026-10-05"}, [(5, 15, "dates", ERROR)]),
    ({"closes_at": "17:00", "shortlisting": "2026-10-04"}, [(6, 15, "dates", ERROR)]),
    ({"interviews": "2026-10-05"}, [(5, 13, "dates", ERROR)]),
    ({"interviews": "[2026-10-20, 2026-10-05]"}, [(5, 26, "dates", ERROR)]),
    ({"shortlisting": "2026-10-21", "interviews": "[2026-10-20]"}, [(6, 14, "dates", ERROR)]),
    ({"closes": "2027-10-05"}, [(3, 9, "dates", "warning")]),
    ({"interviews": "[2026-10-20, 2028-10-21]"}, [(5, 26, "dates", "warning")]),
    ({"closes_at": "24:00"}, [(5, 12, "time", ERROR)]),
    ({"closes_at": "9:00"}, [(5, 12, "time", ERROR)]),
    ({"closes_at": "12.00"}, [(5, 12, "time", ERROR)]),
    ({"closes_at": "midnight"}, [(5, 12, "time", ERROR)]),
    ({"salary": "{minimum: 88700, maximum: 80200}"}, [(5, 35, "salary", ERROR)]),
    ({"salary": "{minimum: 85000, per: hour}"}, [(5, 19, "salary", ERROR)]),
    ({"salary": "{minimum: 95.5}"}, [(5, 19, "salary", ERROR)]),
    ({"salary": "{minimum: 85,000}"}, [(5, 19, "salary", ERROR), (5, 22, "unknown-key", ERROR)]),
    ({"salary": "{minimum: 0}"}, [(5, 19, "out-of-range", ERROR)]),
    ({"salary": "{maximum: 88700}"}, [(5, 1, "missing-key", ERROR)]),
    ({"salary": "{minimum: 80, maximum: 88}"}, [(5, 19, "salary", ERROR), (5, 32, "salary", ERROR)]),
    ({"salary": "{minimum: 70000, maximum: 88700}"}, [(5, 19, "salary", "warning")]),
    ({"salary": "{minimum: 80200, maximum: 99000}"}, [(5, 35, "salary", "warning")]),
    ({"salary": "{minimum: 99000}"}, [(5, 19, "salary", "warning")]),
    ({"posts": "0"}, [(5, 8, "out-of-range", ERROR)]),
    ({"role": "director-highway"}, [(1, 7, "unknown-role", ERROR)]),
    ({"role": "managing-executive-director"}, [(1, 7, "gone-role", ERROR)]),
    ({"role": '" "'}, [(1, 7, "empty", ERROR)]),
    ({"contact": "{post: Dr Example}"}, [(5, 17, "name", ERROR)]),
    ({"contact": "{post: 'Head of HR, Ms. Example'}"}, [(5, 17, "name", ERROR)]),
    ({"contact": "{post: Head of HR, email: HR}"}, [(5, 36, "address", ERROR)]),
    ({"contact": "{post: Head of HR, telephone: to follow}"}, [(5, 40, "telephone", ERROR)]),
    ({"contact": "{email: hr@fenmoor.example}"}, [(5, 1, "missing-key", ERROR)]),
    ({"workplace": "{street: High Street}"}, [(5, 1, "missing-key", ERROR)]),
    ({"workplace": "{town: Fenmoor, country: England}"}, [(5, 37, "country", ERROR)]),
    ({"workplace": "{town: Fenmoor, country: gb}"}, [(5, 37, "country", ERROR)]),
    ({"opens": "7 September 2026", "closes": "05/10/2026"}, [(2, 8, "date", ERROR), (3, 9, "date", ERROR)]),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "found"), UNSOUND, ids=str)
def test_what_no_vacancy_may_say_is_told_at_its_place(
    changed: dict[str, str], found: list[tuple[int, int, str, str]], told: Told
) -> None:
    assert told(**changed) == found


@pytest.mark.parametrize(
    "address",
    ["www.fenmoor.example", "https://", "ftp://fenmoor.example/a", "javascript:alert(1)", "https:///x", "@b.example",
     "https://x.example/<script>", 'https://x.example/"', "someone", "a@b", "a@b.example, c@d.example", "https://a b.x",
     "Jane <jane@b.example>", "mailto:a@b.example", "https://name@host.example/",
     "https://x.example/100%", "https://x.example:123456/", "https://x..example", "a@b..example",
     "apply on our website"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str, told: Told) -> None:
    assert told(apply=as_yaml(address)) == [(4, 8, "address", ERROR)]


def test_what_was_meant_by_an_address_is_said(shop: Workshop, tmp_path: Path) -> None:
    meant = {
        "jobs.fenmoor.example/31": "https://jobs.fenmoor.example/31",
        "mailto:a@b.example": "a@b.example alone",
        "<a@b.example>": "a@b.example alone",
    }
    for address, hint in meant.items():
        path = write(tmp_path, {"a.yaml": as_yaml({**GOOD, "apply": address})}) / "a.yaml"
        assert hint in next(one.hint for one in opening(shop, path).problems if one.rule == "address")


def test_everything_wrong_is_told_in_one_pass(told: Told) -> None:
    found = told(
        role="director-highway", opens="2026-11-01", closes_at="noon", interviews="[2026-09-01]", hours="[always]",
        salary="{minimum: 2000, maximum: 1000}", apply=None, contact="{post: Mr Example}", logo="x",
    )  # fmt: skip
    rules = [rule for _, _, rule, severity in found if severity == ERROR]
    assert sorted(rules) == sorted([
        "missing-key", "unknown-role", "dates", "time", "dates", "unknown-value", "salary", "name", "unknown-key",
    ])  # fmt: skip


def test_a_role_with_faults_of_its_own_is_not_said_to_be_unfinished(examples: Path, run: Run) -> None:
    role = examples / "roles" / "director-highways.yaml"
    text = re.sub(r"(?m)^purpose:.*\n(?: .*\n)*", "purpose: [a]\n", role.read_text("utf-8"))
    role.write_text(re.sub(r"(?m)^accountabilities:\n(?: .*\n)*", "", text), encoding="utf-8")
    ran = run("check", HIGHWAYS)
    assert ran.code == 1
    assert "[wrong-type]" in ran.err
    assert "[unfinished-role]" not in ran.err


def test_a_vacancy_outside_a_workspace_is_told_where_it_belongs(run: Run, tmp_path: Path) -> None:
    ran = run("build", "-t", "advert", str(write(tmp_path, {"a.yaml": as_yaml(GOOD)}) / "a.yaml"))
    assert ran.code == 1
    assert "put the vacancy into the workspace that has its role" in ran.err


def test_settings_are_held_to_the_same(tmp_path: Path) -> None:
    bad = {
        "website": "fenmoor.example",
        "logo": "logo.png",
        "workplace": {"town": "Fenmoor", "country": "UK"},
        "contact": {"post": "Miss Example", "email": "recruitment", "telephone": "none"},
    }
    source = parse(as_yaml(bad).encode(), tmp_path / "rolegen.yaml").value
    assert source
    assert [one.rule for one in read_model(Recruitment, source).problems] == [
        "address", "address", "country", "name", "address", "telephone",
    ]  # fmt: skip


WORDS = [
    "",
    "-",
    "null",
    "2026-10-05",
    "[]",
    "{}",
    "[{}]",
    "{a: b}",
    "9" * 400,
    "'",
    "|",
    "£1",
    "1e9",
    "۱۲:۰۰",
    "²",
    "a@b",
]


@UNTIMED
@given(st.dictionaries(st.sampled_from([*Vacancy.model_fields, "other"]), st.sampled_from(WORDS), max_size=12))
def test_no_value_breaks_a_vacancy(shop: Workshop, values: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        lines = [f"{key}: {value}" for key, value in {"role": "director-highways", **values}.items()]
        path.write_text("\n".join(lines), encoding="utf-8")
        read, found = read_vacancy(path), opening(shop, path)
    assert read.value or has_errors(read.problems)
    assert found.value or has_errors(found.problems)


@UNTIMED
@given(st.sampled_from([*Salary.model_fields, *Workplace.model_fields, *Contact.model_fields]), st.sampled_from(WORDS))
def test_no_value_breaks_a_group_of_a_vacancy(shop: Workshop, key: str, value: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        groups = "".join(f"{group}: {{{key}: {value}}}\n" for group in ("salary", "workplace", "contact"))
        path.write_text(f"{as_yaml(GOOD)[1:-1]}\n{groups}", encoding="utf-8")
        assert has_errors(opening(shop, path).problems)


# --- which are meant --------------------------------------------------------------------------------------------------

MEANT: Mapping[str, set[str]] = {
    "": {HIGHWAYS, LEGAL, HEALTH},
    ".": {HIGHWAYS, LEGAL, HEALTH},
    "rolegen.yaml": {HIGHWAYS, LEGAL, HEALTH},
    "vacancies": {HIGHWAYS, LEGAL, HEALTH},
    "roles": {HIGHWAYS, LEGAL, HEALTH},
    HIGHWAYS: {HIGHWAYS},
    f"vacancies/{HIGHWAYS}.yaml": {HIGHWAYS},
    "director-highways": {HIGHWAYS},
    "roles/assistant-director-legal.yaml": {LEGAL},
    f"director-highways {LEGAL} roles/director-highways.yaml": {HIGHWAYS, LEGAL},
}


@pytest.mark.parametrize(("names", "meant"), MEANT.items(), ids=[f"“{names}”" for names in MEANT])
def test_files_folders_and_ids_of_vacancies_and_roles_are_known(names: str, meant: set[str], examples: Path) -> None:
    (target,) = needed(asked.targets(names.split(), examples))
    assert target.workspace.root == examples
    assert len(target.roles) == len(meant)
    assert {path.stem for path in target.roles} == meant


def test_a_vacancy_called_as_another_role_is_meant_beside_that_roles_own(examples: Path) -> None:
    write(examples / "vacancies", {"director-highways.yaml": as_yaml({**GOOD, "role": "director-finance"})})
    (target,) = needed(asked.targets(["director-highways"], examples))
    assert {path.stem for path in target.roles} == {"director-highways", HIGHWAYS}


@pytest.mark.parametrize(
    "name", ["director-finance", "director-hghways", "nowhere/x.yaml", "profiles", "evaluations", "data/none"]
)
def test_what_means_no_vacancy_is_told_with_what_to_do(name: str, examples: Path, run: Run) -> None:
    ran = run("build", "--template", "advert", name)
    assert (ran.code, ran.out) == (2, "")
    assert "error: " in ran.err
    assert "help: " in ran.err
    assert not (examples / "profiles").exists()


@pytest.mark.parametrize("settings", ["roles: .\n", "roles: .\nvacancies: hr/open\n", "vacancies: hr/open\n"])
def test_vacancies_are_never_taken_for_roles(settings: str, examples: Path) -> None:
    folder = "hr/open" if "hr/open" in settings else "vacancies"
    text = (examples / "rolegen.yaml").read_text("utf-8")
    (examples / "rolegen.yaml").write_text(text.replace("roles: roles", settings), encoding="utf-8")
    (examples / folder).parent.mkdir(exist_ok=True)
    (examples / "vacancies").rename(examples / folder)
    place = needed(workspace.find(examples))
    ids = {path.stem for path in place.role_files()}
    assert "director-highways" in ids
    assert not ids & {HIGHWAYS, LEGAL, HEALTH}
    assert {path.stem for path in vacancies.vacancy_files(place)} == {HIGHWAYS, LEGAL, HEALTH}


@pytest.mark.parametrize("folder", [".", "roles", "data", "./roles/../roles"])
def test_vacancies_have_a_folder_of_their_own(folder: str, examples: Path) -> None:
    text = (examples / "rolegen.yaml").read_text("utf-8")
    (examples / "rolegen.yaml").write_text(f"{text}vacancies: {folder}\n", encoding="utf-8")
    found = workspace.find(examples)
    assert [one.rule for one in found.problems] == ["reserved-folder"]


@pytest.mark.parametrize("command", ["build", "roles", "evaluation"])
@pytest.mark.parametrize("name", ["vacancies", f"vacancies/{HIGHWAYS}.yaml", HIGHWAYS])
def test_a_command_for_roles_says_how_a_vacancys_advert_is_made(
    command: str, name: str, examples: Path, run: Run
) -> None:
    ran = run(command, name)
    assert (ran.code, ran.out) == (2, "")
    path = name if "/" in name or name == "vacancies" else f"vacancies/{name}.yaml"
    assert f"rolegen build --template advert {path}\n" in ran.err
    assert examples


# --- rolegen check ----------------------------------------------------------------------------------------------------


def test_a_check_of_the_workspace_looks_at_vacancies_and_a_check_of_a_role_does_not(examples: Path, run: Run) -> None:
    write(examples / "vacancies", {"bad.yaml": as_yaml({**GOOD, "closes": "2026-09-01"})})
    ran = run("check", "--format", "json")
    assert ran.code == 1
    assert [(one["path"], one["rule"]) for one in json.loads(ran.out) if one["severity"] == "error"] == [
        ("vacancies/bad.yaml", "dates")
    ]
    assert "11 roles, 4 vacancies, 4 levels and" in run("check").err
    assert "11 roles, 4 vacancies, 4 levels and" in run("check", ".").err
    for names in (["director-highways"], ["roles"]):
        one = run("check", *names)
        assert (one.code, "vacanc" in one.err) == (0, False)


def test_a_workspace_without_vacancies_is_not_told_of_any(examples: Path, run: Run) -> None:
    for path in (examples / "vacancies").iterdir():
        path.unlink()
    assert "11 roles, 4 levels and" in run("check").err
    (examples / "vacancies").rmdir()
    assert "11 roles, 4 levels and" in run("check").err


def test_a_check_names_vacancies_as_a_build_does(examples: Path, run: Run) -> None:
    assert run("check", HIGHWAYS).err.endswith("1 vacancy checked: 0 errors, 0 warnings.\n")
    assert run("check", "vacancies").err.endswith("3 vacancies checked: 0 errors, 0 warnings.\n")
    both = run("check", "director-finance", f"vacancies/{LEGAL}.yaml")
    assert "1 role, 4 levels" in both.err
    assert both.err.endswith("1 vacancy checked: 0 errors, 0 warnings.\n")
    assert examples


def test_a_strict_check_of_a_vacancy_fails_on_a_warning(examples: Path, run: Run) -> None:
    write(examples / "vacancies", {"long.yaml": as_yaml({**GOOD, "closes": "2028-10-05"})})
    assert run("check", "long").code == 0
    assert run("check", "long", "--strict").code == 1


def test_faults_of_a_role_are_told_once_however_many_vacancies_it_has(examples: Path, run: Run) -> None:
    write(examples / "vacancies", {f"more-{n}.yaml": as_yaml(GOOD) for n in range(3)})
    role = examples / "roles" / "director-highways.yaml"
    role.write_text(role.read_text("utf-8").replace('grade: "17"', 'grade: "99"'), encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    assert ran.err.count("[unknown-grade]") == 1


def test_what_a_role_does_not_say_of_its_checks_is_told_before_it_is_advertised(examples: Path, run: Run) -> None:
    role = examples / "roles" / "director-highways.yaml"
    role.write_text(re.sub(r"(?m)^dbs:.*\n", "", role.read_text("utf-8")), encoding="utf-8")
    assert "roles/director-highways.yaml" in run("check").err
    assert "[not-said]" in run("check", HIGHWAYS).err


def test_vacancies_are_looked_at_though_the_framework_is_broken(examples: Path, run: Run) -> None:
    write(examples / "vacancies", {"bad.yaml": as_yaml({**GOOD, "closes": "2026-09-01"})})
    (examples / "data" / "descriptors.yaml").write_text("levels: [", encoding="utf-8")
    for names in ((), ("vacancies",)):
        ran = run("check", *names)
        assert ran.code == 1
        assert "[dates]" in ran.err
        assert "[yaml]" in ran.err


def test_two_vacancies_of_one_name_are_told_by_check_too(examples: Path, run: Run) -> None:
    write(examples / "vacancies", {f"2027/{HIGHWAYS}.yml": as_yaml(GOOD)})
    ran = run("check")
    assert ran.code == 1
    assert ran.err.count("[same-name]") == 1


# --- adverts ----------------------------------------------------------------------------------------------------------


def test_adverts_that_no_vacancy_makes_are_told_and_nothing_else_in_the_folder(examples: Path, run: Run) -> None:
    assert run("build", "-t", "advert").code == 0
    assert run("build", "director-highways", "director-finance").code == 0
    write(examples / "profiles", {"our-advert.docx": b"No Word file.", "note-advert.md": b"Ours."})
    (examples / "vacancies" / f"{LEGAL}.yaml").unlink()
    ran = run("build", "-t", "advert")
    left = re.findall(r"No vacancy makes (\S+) any more", ran.err)
    assert left == [f"{LEGAL}-advert.docx", f"{LEGAL}-advert.md"]
    assert run("build", "-t", "advert", HIGHWAYS).err.count("[orphan]") == 0
    assert run("build", "-t", "advert", "--check").code == 1


@pytest.mark.parametrize("name", [f"{HIGHWAYS}-advert", "director-highways-interim"])
def test_no_role_is_called_as_the_document_of_a_vacancy_or_another_role(name: str, examples: Path, run: Run) -> None:
    role = examples / "roles" / f"{name}.yaml"
    role.write_bytes((examples / "roles" / "director-highways.yaml").read_bytes())
    owner, _, template = name.rpartition("-")
    for command in (["build", name], ["build", "--template", template, owner], ["check", name]):
        ran = run(*command)
        assert ran.code == 1
        assert f"same file name as the document “{template}” of “{owner}”" in ran.err, command
    assert not list((examples / "profiles").glob("*"))


def test_a_level_has_no_advert_and_a_profile_no_objectives(run: Run) -> None:
    for flags in (("--level", "director", "--cmt"), ("--all-levels",)):
        ran = run("build", "--template", "advert", *flags)
        assert (ran.code, ran.out) == (2, "")
    assert run("build", "--template", "advert", "--objectives", "x.yaml").code == 2


@pytest.mark.parametrize("command", [("check",), ("diff", "a", "b")])
@pytest.mark.parametrize("template", ["advert", "shortlisting", "agreement"])
def test_templates_of_other_documents_than_profiles_are_told_where_only_profiles_are_looked_at(
    command: tuple[str, ...], template: str, run: Run
) -> None:
    ran = run(*command, "--template", template)
    assert (ran.code, ran.out) == (2, "")
    assert f"rolegen build --check --template {template}" in ran.err


# --- a new one --------------------------------------------------------------------------------------------------------


def begun(examples: Path, run: Run, role: str = "director-highways") -> Path:
    ran = run("new", role, "--vacancy")
    assert ran.code == 0
    path = examples / "vacancies" / f"{role}.yaml"
    assert ran.out == f"created   vacancies/{role}.yaml\n"
    return path


def test_a_new_vacancy_has_every_field_with_what_belongs_there(examples: Path, run: Run) -> None:
    lines = begun(examples, run).read_text("utf-8").splitlines()
    keys = {match[1]: number for number, line in enumerate(lines) if (match := re.match(r"([a-z_]+):", line))}
    assert list(keys) == list(Vacancy.model_fields)
    assert all(lines[number - 1].startswith("#") for number in keys.values())
    assert "That is £80,200 to £88,700 a year." in " ".join(line.lstrip("# ") for line in lines)
    groups: list[type[Model]] = [Salary, Workplace, Contact]
    parts = [part for group in groups for part in group.model_fields]
    assert [part for part in parts if not any(line.startswith(f"#   {part}: ") for line in lines)] == []


def test_what_is_to_be_filled_in_is_named_by_check_at_its_own_line(examples: Path, run: Run) -> None:
    lines = begun(examples, run).read_text("utf-8").splitlines()
    assert lines[1] == "# To be filled in: opens, closes and apply. All the rest may stay empty."
    assert json.loads(run("check", "director-highways", "--format", "json").out) == [], "the role goes first"
    path = "vacancies/director-highways.yaml"
    found = [one for one in json.loads(run("check", path, "--format", "json").out) if one["severity"] == "error"]
    assert [lines[one["line"] - 1] for one in found] == ["opens:", "closes:", "apply:"]


def test_a_new_vacancy_that_is_filled_in_makes_an_advert(examples: Path, run: Run) -> None:
    path = begun(examples, run)
    text = path.read_text("utf-8")
    for key in ("opens", "closes", "apply"):
        text = text.replace(f"\n{key}:\n", f"\n{key}: {GOOD[key]}\n")
    path.write_text(text, encoding="utf-8")
    assert run("build", "--template", "advert", "vacancies/director-highways.yaml").code == 0
    assert (examples / "profiles" / "director-highways-advert.docx").is_file()


@pytest.mark.parametrize("mark", ["#", "# "])
def test_the_examples_in_it_may_be_used(mark: str, examples: Path, run: Run) -> None:
    text = begun(examples, run).read_text("utf-8")
    used = re.sub(
        r"(?m)^([a-z_]+:\n)((?:#   .*\n)+)",
        lambda found: found[1] + re.sub(f"(?m)^{mark}", "", found[2]),
        text,
    )
    source = parse(used.encode(), examples / "a.yaml").value
    assert source
    assert isinstance(source.value, dict)
    assert {key: source.value[key] for key in beginning.EXAMPLES} == beginning.EXAMPLES


def test_what_no_grade_and_no_settings_say_is_to_be_filled_in_too(examples: Path, run: Run) -> None:
    (examples / "rolegen.yaml").write_text("organisation: Fenmoor County Council\n", encoding="utf-8")
    needed_keys = "# To be filled in: opens, closes, salary, apply, workplace and contact."
    path = begun(examples, run)
    assert path.read_text("utf-8").splitlines()[1].startswith(needed_keys)
    found = json.loads(run("check", "vacancies/director-highways.yaml", "--format", "json").out)
    assert len([one for one in found if one["severity"] == "error"]) == 6


def test_the_second_vacancy_of_a_role_is_numbered_and_none_is_overwritten(examples: Path, run: Run) -> None:
    path = begun(examples, run)
    path.write_text("Ours.\n", encoding="utf-8")
    write(examples / "vacancies", {"2025/director-highways-2.yaml": "Ours too.\n"})
    assert run("new", "roles/director-highways.yaml", "--vacancy", "--quiet").out == ""
    assert path.read_text("utf-8") == "Ours.\n"
    assert (examples / "vacancies" / "director-highways-3.yaml").is_file()


def test_line_1_names_the_schema_where_the_workspace_has_it(run: Run, tmp_path: Path, monkeypatch: Any) -> None:
    assert run("init", "demo").code == 0
    monkeypatch.chdir(tmp_path / "demo")
    assert run("new", "director-customer-services", "--vacancy").code == 0
    path = tmp_path / "demo" / "vacancies" / "director-customer-services.yaml"
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../schemas/vacancy.json\n")
    assert (tmp_path / "demo" / "schemas" / "vacancy.json").is_file()


def test_a_dry_run_shows_it_and_writes_nothing(examples: Path, run: Run) -> None:
    before = sorted((examples / "vacancies").iterdir())
    ran = run("new", "director-finance", "--vacancy", "--dry-run")
    assert ran.code == 0
    assert "\nrole: director-finance\n" in ran.out
    assert sorted((examples / "vacancies").iterdir()) == before


@pytest.mark.parametrize(
    "flags", [["--cmt"], ["--grade", "17"], ["--from", "director-finance"], ["--redline", "x.docx"], ["--id", "x"]]
)
def test_nothing_that_the_role_says_is_said_again(flags: list[str], examples: Path, run: Run) -> None:
    ran = run("new", "director-finance", "--vacancy", *flags)
    assert (ran.code, ran.out) == (2, "")
    assert "does not go with --vacancy" in ran.err
    assert examples


def test_outside_a_workspace_there_is_nothing_to_begin(run: Run) -> None:
    ran = run("new", "director-finance", "--vacancy")
    assert (ran.code, ran.out) == (2, "")
    assert "[no-workspace]" in ran.err
