"""The rules of `rolegen check`: each has its file, its reason, its example, and is told where the words are written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolegen.lint.checks import ACROSS, ELSEWHERE, OF_A_PASSAGE, OF_A_ROLE
from rolegen.lint.linter import Linter
from rolegen.lint.passages import of_role
from rolegen.lint.rule import FOLDER, Kind, Rule, RuleFile, shipped
from rolegen.pointing import place_of
from rolegen.role import RoleFile, parse_role
from rolegen.source import parse
from rolegen.telling.rules import explained
from tests.conftest import EXAMPLES, ROOT, Run
from tests.linted import MINDED, RULES, council, framework, role, rules_told
from tests.samples import as_yaml, needed, write
from tests.samples import shipped as shop

FILES = shipped()
FUNCTIONS = {**OF_A_PASSAGE, **OF_A_ROLE, **ACROSS}
# Rules that look at one text by itself, so that an example is enough for them to speak.
OF_TEXTS = sorted(name for name, file in FILES.items() if file.words or file.swaps or name in OF_A_PASSAGE)
POST: dict[str, object] = {"title": "Director of Bridges", "level": "director", "cmt": "true"}
COLUMNS = (40, 60, 80, 100, 120)


def test_every_rule_is_told_by_somebody_and_everybody_who_tells_has_a_rule() -> None:
    assert {"age-wording", "american-spelling"} <= FILES.keys()
    telling = {name for name, file in FILES.items() if file.words or file.swaps}
    assert FILES.keys() == telling | FUNCTIONS.keys() | (FILES.keys() & set(ELSEWHERE))
    assert set(FUNCTIONS) & set(ELSEWHERE) == set()


@pytest.mark.parametrize("name", FILES)
def test_a_rule_says_all_that_its_reader_needs(name: str) -> None:
    file = FILES[name]
    assert (FOLDER / f"{name}.yaml").read_bytes().endswith(b"\n")
    for text in (file.finds, file.reason):
        assert text.lstrip("“")[0].isupper()
        assert text.endswith((".", "?"))
    assert len(file.source) > 5
    assert file.example.not_this != file.example.but_this
    assert file.licence or not (file.words or file.swaps or file.lists) or "list" not in file.source
    assert "{" not in (file.says or "").replace("{found}", "")


@pytest.mark.parametrize("name", OF_TEXTS)
def test_a_rule_finds_its_example_and_nothing_in_the_better_wording(name: str) -> None:
    file = FILES[name]
    assert name in told_of(name, file, file.example.not_this)
    assert name not in told_of(name, file, file.example.but_this)


def told_of(name: str, file: RuleFile, words: str) -> set[str]:
    """The rules that speak of words, asked of this one alone, in each kind of text of a role that it looks at."""
    rule = Rule(name, file.severity, file, file.words, most=file.most or 0)
    asked = Linter({name: rule}, shop().workshop.frameworks.current, {})
    return {finding.problem.rule for one in _roles(words, file.where) for finding in asked.role(one)}


def _roles(words: str, where: tuple[Kind, ...]) -> Iterator[RoleFile]:
    """Roles that say these words in one place each."""
    criterion = {"criterion": words, "category": "skills", "importance": "essential", "assessed_by": ["interview"]}
    values: dict[Kind, dict[str, object]] = {
        "title": {"title": words},
        "purpose": {"purpose": words},
        "accountability": {"accountabilities": [{"text": words}]},
        "service": {"service_areas": [words]},
        "contact": {"contacts": {"internal": [words]}},
        "criterion": {"person_profile": [criterion]},
        "terms": {"location": words},
    }
    for kind, own in values.items():
        if not where or kind in where:
            text = as_yaml(POST | own)
            yield needed(parse_role(text.encode(), Path("bridges.yaml")))


# --- where it is told -------------------------------------------------------------------------------------------------


def test_a_finding_in_shared_wording_is_told_once_however_many_roles_have_it(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {f"ward-{n}": role() for n in range(50)})
    framework(tmp_path, "Bring railway to the council.")
    ran = run("check", "--format", "json")
    found = [one for one in json.loads(ran.out) if one["rule"] == MINDED]
    assert [(one["path"], one["line"], one["column"]) for one in found] == [("data/responsibilities.yaml", 6, 21)]


def test_a_check_sums_up_what_its_rules_found(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Use railway.", "Railway first.")})
    said = run("check").err
    assert f"{MINDED} 2" in said
    assert "rolegen check --explain RULE tells why." in said
    assert "--explain" not in run("check", "--quiet").err


def test_many_rules_are_summed_up_in_a_line(run: Run, tmp_path: Path) -> None:
    names = [f"our-{n:02}" for n in range(9)]
    rules = "".join(f"  {name}: {{words: [{{find: railway}}]}}\n" for name in names)
    council(tmp_path, {"bridges": role("Use railway.")}, f"rules:\n{rules}")
    (line,) = (line for line in run("check").err.splitlines() if line.startswith("Warnings by rule: "))
    assert "our-00 1, our-01 1, " in line
    assert line.endswith("more rules.")


def test_a_first_check_that_finds_much_names_errors_first_and_how_to_go_on(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {f"bridges-{n}": role(text=f"She sees to  bridge {n}.") for n in range(20)})
    said = run("check").err
    assert said.index("Errors by rule: gendered-wording 20.") < said.index("Warnings by rule: punctuation 20.")
    assert "--fix mends what is certain" in said
    assert "mend the errors, then rolegen check --write-baseline." in said
    run("check", "--write-baseline")
    assert "--write-baseline" not in run("check").err


@pytest.mark.parametrize("where", ["", "roles", "elsewhere"])
def test_an_annotation_points_at_the_words_from_wherever_rolegen_runs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "elsewhere").mkdir()
    place = tmp_path / "hr" / "profiles"
    council(place, {"team/bridges": role(">-\n  Look after the bridges.\n  Bring\n  some railway to them.")})
    framework(place, "|\n          Look after the council,\n          railway: included.")
    monkeypatch.chdir(place / where if where != "elsewhere" else tmp_path / where)
    names = ["../hr/profiles"] if where == "elsewhere" else []
    lines = [line for line in run("check", "--format", "github", *names).out.splitlines() if MINDED in line]
    assert [line.partition("::“")[0] for line in lines] == [
        f"::warning file=hr/profiles/data/responsibilities.yaml,line=8,col=11,title={MINDED}",
        f"::warning file=hr/profiles/roles/team/bridges.yaml,line=7,col=8,title={MINDED}",
    ]


def test_every_word_of_the_examples_is_found_where_it_stands() -> None:
    """The place of each word of each text is where the file has that word."""
    looked = 0
    for path in sorted((EXAMPLES / "roles").glob("*.yaml")):
        for passage in of_role(needed(parse_role(path.read_bytes(), path))):
            for word in set(passage.text.split()):
                place = place_of(passage.source, passage.keys, passage.text.index(word))
                looked += place.source[place.column - 1 :].startswith(word)
                assert place.source[place.column - 1] in (word[0], '"', "'"), (path.name, word)
    assert looked > 1000


def test_a_space_too_many_is_found_where_it_stands() -> None:
    text = "title: x\npurpose: >-\n  One,\n  two  three ,\n  four\n"
    source = needed(parse(text.encode(), Path("role.yaml")))
    value = str(source.at(("purpose",)))
    two, comma, folded = (place_of(source, ("purpose",), value.index(sign)) for sign in ("  ", " ,", " two"))
    assert [(place.line, place.column) for place in (two, comma, folded)] == [(4, 6), (4, 13), (2, 10)]


# --- the list, and one explained --------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", COLUMNS)
def test_the_list_names_every_rule_and_fits_the_screen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    council(tmp_path, {}, RULES.replace("rules:\n", "rules:\n  age-wording: off\n"))
    lines = run("check", "--rules").out.splitlines()
    assert max(map(len, lines)) <= columns
    said = "\n".join(lines)
    assert all(f"\n  {name}" in said for name in (*FILES, MINDED))
    assert said.index("Off here") < said.index("  age-wording")


@pytest.mark.parametrize("columns", COLUMNS)
def test_every_rule_is_explained_and_fits_the_screen(columns: int) -> None:
    for name, file in FILES.items():
        text = explained(Rule(name, file.severity, file, file.words), width=columns)
        lines = [line for line in text.splitlines() if "# rolegen: allow " not in line]  # to copy as it is
        assert max(len(line) for line in lines if max(map(len, line.split()), default=0) < 28) <= columns
        assert len(lines) < 90, "of a licence only its name"
        said = " ".join(text.split())
        for part in (file.finds, file.reason, file.source, file.example.not_this, file.example.but_this):
            assert " ".join(part.split()) in said
        assert ("--write-baseline" in said) == (not file.always)


def test_an_explanation_says_how_and_why_the_organisation_changed_the_rule(run: Run, tmp_path: Path) -> None:
    changed = "{severity: note, reason: Fenmoor's guide., allow: young council, words: [{find: whippersnapper}]}"
    council(tmp_path, {}, f"rules: {{age-wording: {changed}}}\n")
    said = " ".join(run("check", "--explain", "age-wording").out.split())
    assert said.startswith("age-wording (note) ")
    assert (
        "Here: Note, not error. Also finds “whippersnapper”. Leaves alone “young council”. Because: Fenmoor's guide."
    ) in said
    assert "(changed here)" in run("check", "--rules").out


def test_a_rule_of_the_organisations_own_is_explained_by_its_words(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {})
    said = " ".join(run("check", "--explain", MINDED).out.split())
    assert "Words that this organisation avoids: “railway”, “by tomorrow”." in said
    assert "Why: Fenmoor's guide to plain words" in said
    assert "Not this" not in said


def test_rules_are_values_for_another_program_too(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {})
    listed = json.loads(run("check", "--rules", "--format", "json").out)
    assert [one["id"] for one in listed] == sorted([*FILES, MINDED])
    (one,) = (one for one in listed if one["id"] == "age-wording")
    assert one == json.loads(run("check", "--explain", "age-wording", "--format", "json").out)
    assert one["severity"] == "error"
    assert one["source"].startswith("Equality Act 2010")


def test_a_rule_that_there_is_not_is_told_with_the_nearest_one(run: Run) -> None:
    ran = run("check", "--explain", "age-words")
    assert (ran.code, ran.out, rules_told(ran.err)) == (2, "", ["unknown-rule"])
    assert "Did you mean “age-wording”?" in ran.err
    assert run("check", "--rules", "--format", "csv").code == 2


def test_the_rules_ship_with_the_package() -> None:
    assert FOLDER.is_relative_to(ROOT / "rolegen")
    assert {path.suffix for path in FOLDER.iterdir()} == {".yaml"}
    assert {path.stem for path in FOLDER.iterdir()} == FILES.keys()


def test_rules_are_read_anew_by_every_run(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Use railway.")})
    assert f"[{MINDED}]" in run("check").err
    write(tmp_path, {"rolegen.yaml": ""})
    assert f"[{MINDED}]" not in run("check").err
