"""The example council's framework over time: every version builds, and what was approved with one stays with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolegen import framework
from rolegen.approval.audit import Auditor
from rolegen.build import Options
from tests.conftest import EXAMPLES, ROOT, Run
from tests.profiles import profiles
from tests.samples import needed
from tests.word_files import p, word_file

DATA = EXAMPLES / "data"
MANAGING, COMMUNITIES = "role-managing-executive-director", "role-executive-director-communities"


def test_the_examples_framework_says_what_the_shipped_one_says() -> None:
    own, shipped = needed(framework.load(DATA)), needed(framework.load(ROOT / "data"))
    assert len(own.levels) == 4
    assert (own.levels, own.themes) == (shipped.levels, shipped.themes)
    assert own.about.adoption
    assert own.about.name != shipped.about.name


def test_the_versions_were_adopted_one_after_the_other() -> None:
    assert framework.history(DATA) == ("2017", "2021")
    known = [needed(framework.version(DATA, version)).about for version in ("2017", "2021", "2022")]
    days = [one.adoption.approved_on for one in known if one.adoption]
    assert len(days) == 3
    assert days == sorted(days)
    assert {one.name for one in known} == {"Fenmoor leadership framework"}


@pytest.mark.parametrize(
    ("version", "levels"),
    [
        ("2017", ["executive-director", "director"]),
        ("2021", ["managing-executive-director", "executive-director", "director"]),
    ],
)
def test_an_earlier_version_has_its_own_levels_and_names_no_managing_director(
    run: Run, examples: Path, version: str, levels: list[str]
) -> None:
    ran = run("build", "--all-levels", "--framework", version, "--format", "md", "--out", "made")
    assert ran.code == 0, ran.err
    pages = {path.stem: path.read_text("utf-8") for path in (examples / "made").iterdir()}
    assert sorted(pages) == sorted(levels)
    for page in pages.values():
        assert "Managing Director" not in page
        assert f"Fenmoor leadership framework, version {version}: approved by Full Council" in page
        assert "Fenmoor" in page.partition("## Collective leadership responsibilities")[2].partition("## Contacts")[0]


@pytest.mark.parametrize("version", ["2017", "2021", "2022"])
def test_no_version_has_drift_that_is_not_accepted(run: Run, examples: Path, version: str) -> None:
    ran = run("check", "--framework", version)
    assert (ran.code == 0) == (version == "2022"), "roles at levels that came later are told"
    assert "drift-" not in ran.err
    assert examples.is_dir()


def test_a_version_that_lacks_a_file_is_told_as_such(run: Run, examples: Path) -> None:
    (examples / "data" / "history" / "2021" / "responsibilities.yaml").unlink()
    ran = run("levels", "--framework", "2021")
    assert ran.code == 1
    assert ran.err.startswith(
        "data/history/2021/descriptors.yaml: error: Version “2021” is half kept: responsibilities.yaml is missing"
    )


def test_roles_build_with_the_version_they_were_approved_with() -> None:
    versions = {name: profile.framework.version for name, profile in profiles().items() if name.startswith("role-")}
    assert {name for name, version in versions.items() if version == "2021"} == {MANAGING, COMMUNITIES}
    assert set(versions.values()) == {"2021", "2022"}
    assert profiles()[COMMUNITIES].themes != profiles()["role-executive-director-place"].themes


def test_the_managing_executive_director_has_the_executive_directors_words_but_for_communication() -> None:
    managing, other = profiles()[MANAGING], profiles()[COMMUNITIES]
    own, others = ([clause for theme in one.themes for clause in theme.clauses] for one in (managing, other))
    assert len(own) == 9
    assert [one.id for one, two in zip(own, others, strict=True) if one != two] == ["communication"]
    assert managing.descriptor[: len(other.descriptor)] == other.descriptor
    assert len(managing.descriptor) == len(other.descriptor) + 3


def test_the_current_framework_builds_no_level_of_an_earlier_one(run: Run, examples: Path) -> None:
    ran = run("build", "--level", "managing-executive-director")
    assert ran.code == 2
    assert "There is no level “managing-executive-director”." in ran.err
    assert run("build", "--level", "managing-executive-director", "--framework", "2021").code == 0
    assert (examples / "managing-executive-director.docx").is_file()


@pytest.mark.parametrize("name", [MANAGING, COMMUNITIES])
@pytest.mark.parametrize("harmed", [False, True])
def test_words_alone_tell_a_level_from_the_one_that_it_extends(name: str, harmed: bool, tmp_path: Path) -> None:
    """A file of nothing but the approved words; harmed, some of a paragraph that only the extending level has."""
    profile = profiles()[name]
    last = profile.descriptor[-1]
    said = [*profile.descriptor[:-1], last[: len(last) // 2] if harmed else last]
    said += [text for theme in profile.themes for text in (theme.title, *(clause.text for clause in theme.clauses))]
    assert len(said) > 12
    path = tmp_path / "words.docx"
    path.write_bytes(word_file("".join(p(text) for text in said)))
    audited = Auditor(Options(), EXAMPLES).audit(path)
    assert audited.measure
    assert (audited.measure.level.id, audited.measure.framework.about.version) == (profile.level.id, "2021")
    assert audited.examination
    assert [finding.kind for finding in audited.examination.findings] == ["altered"] * harmed
