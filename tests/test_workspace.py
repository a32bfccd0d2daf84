"""Which workspace a command works in, what its settings name, which roles are meant, where the profiles go."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolegen.workspace import FORMATS, Settings, bundled, collision_key, find, output_name, targets
from tests.conftest import EXAMPLES, ROOT, Run
from tests.samples import FULL, as_yaml, lines, needed, write

ROLE = as_yaml(FULL)


def found(start: Path) -> tuple[Path, Path]:
    """The root of the workspace around a place, and its framework's folder."""
    place = needed(find(start))
    return place.root, place.data


# --- the nearest workspace --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "advised"), [("profile.odt", True), ("profile.RTF", True), ("notes.txt", False)])
def test_what_people_take_for_a_word_file_is_to_be_saved_as_one(tmp_path: Path, name: str, advised: bool) -> None:
    write(tmp_path, {"rolegen.yaml": "", name: "words"})
    (problem,) = targets([name], tmp_path).problems
    assert ("save it as a Word document (.docx)" in problem.hint) == advised


def test_the_nearest_folder_upwards_with_settings_is_the_workspace(tmp_path: Path) -> None:
    write(
        tmp_path, {"rolegen.yaml": "", "inner/rolegen.yaml": "", "inner/roles/teams/a.yaml": ROLE, "other/a.yaml": ""}
    )
    assert found(tmp_path / "inner" / "roles" / "teams")[0] == tmp_path / "inner"
    assert found(tmp_path / "inner")[0] == tmp_path / "inner"
    assert found(tmp_path / "other")[0] == tmp_path


def test_a_framework_makes_a_workspace_even_without_settings(tmp_path: Path) -> None:
    write(tmp_path, {"data/descriptors.yaml": "", "data/responsibilities.yaml": "", "roles/a.yaml": ROLE})
    assert found(tmp_path / "roles") == (tmp_path, tmp_path / "data")


def test_a_folder_of_data_without_a_framework_makes_none(tmp_path: Path) -> None:
    write(tmp_path, {"data/figures.csv": "", "work/notes.txt": ""})
    assert found(tmp_path / "work") == (tmp_path / "work", bundled("data"))


def test_outside_any_workspace_the_shipped_framework_and_templates_serve(tmp_path: Path) -> None:
    place = needed(find(tmp_path))
    assert (place.root, place.is_there, place.settings) == (tmp_path, False, Settings())
    assert (place.data / "descriptors.yaml").is_file()
    assert [path for path in place.template_folders if (path / "profile.html.j2").is_file()] == [bundled("templates")]


def test_a_role_files_own_workspace_serves_wherever_the_user_stands(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "organisation: The Wrong Council\n"})
    assert run("build", EXAMPLES / "roles" / "director-finance.yaml", "--out", "made").code == 0
    text = "\n".join(lines((tmp_path / "made" / "director-finance.docx").read_bytes()))
    assert "Fenmoor County Council" in text
    assert "Wrong" not in text


def test_settings_without_a_framework_use_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "area: the Fens\n"})
    assert found(tmp_path) == (tmp_path, bundled("data"))


# --- settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---\n"])
def test_every_key_of_the_settings_may_be_left_out(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"rolegen.yaml": text})
    place = needed(find(tmp_path))
    assert place.settings == Settings()
    assert (place.settings.organisation, place.settings.area) == ("the Council", "the area")
    assert (place.is_there, place.output) == (True, tmp_path / "profiles")


def test_paths_in_the_settings_count_from_their_own_folder(run: Run, tmp_path: Path) -> None:
    shipped = {path.name: path.read_bytes() for path in (ROOT / "data").glob("*.yaml")}
    write(tmp_path / "hr" / "our framework", shipped)
    settings = 'data: our framework\nroles: posts\ntemplates: looks\noutput: "../made"\nformats: [md]\n'
    write(tmp_path, {
        "hr/rolegen.yaml": settings,
        "hr/posts/bridges.yaml": ROLE,
        "hr/looks/profile.html.j2": "<title>Own</title><p>Our look at {{ role.title }}</p>",
    })  # fmt: skip
    assert run("build", "hr").code == 0
    assert (tmp_path / "made" / "bridges.md").read_text("utf-8") == "Our look at Director of Bridges\n"
    assert needed(find(tmp_path / "hr")).data == tmp_path / "hr" / "our framework"


@pytest.mark.parametrize(
    ("formats", "endings"), [("[docx]", {".docx"}), ("[md]", {".md"}), ("[docx, md]", {".docx", ".md"})]
)
def test_the_settings_name_the_formats(run: Run, tmp_path: Path, formats: str, endings: set[str]) -> None:
    write(tmp_path, {"rolegen.yaml": f"formats: {formats}\n", "roles/bridges.yaml": ROLE})
    assert run("build").code == 0
    assert {path.suffix for path in (tmp_path / "profiles").iterdir()} == endings


def test_flags_say_more_than_settings(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "formats: [docx]\noutput: here\n", "roles/bridges.yaml": ROLE})
    assert run("build", "--format", "md", "--out", "there").code == 0
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["bridges.md"]
    assert not (tmp_path / "here").exists()


def test_another_framework_may_be_named_by_its_folder(run: Run, tmp_path: Path) -> None:
    for path in (ROOT / "data").glob("*.yaml"):
        text = path.read_text("utf-8").replace("version: model-1", "version: other-7")
        write(tmp_path, {f"elsewhere/{path.name}": text})
    assert run("build", "--level", "director", "--cmt", "--framework", "elsewhere").code == 0
    assert "Model framework, version other-7" in "\n".join(lines((tmp_path / "director-cmt.docx").read_bytes()))


def test_own_templates_and_house_style_come_before_the_shipped_ones_one_by_one(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/letter.html.j2": "<p>a</p>"})
    folders = needed(find(tmp_path)).template_folders
    assert folders == (tmp_path / "templates", bundled("templates"))


# --- which roles ------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two workspaces side by side, and a role file outside either."""
    write(tmp_path, {
        "one/rolegen.yaml": "",
        "one/roles/bridges.yaml": ROLE,
        "one/roles/teams/locks.yml": ROLE,
        "one/roles/notes.txt": "",
        "one/spare/ferries.yaml": ROLE,
        "two/rolegen.yaml": "",
        "two/roles/towpaths.yaml": ROLE,
        "loose/mills.yaml": ROLE,
    })  # fmt: skip
    return tmp_path


@pytest.mark.parametrize(
    ("here", "names", "meant"),
    [
        ("one", ["."], ["bridges", "locks"]),
        ("one/roles", ["bridges.yaml"], ["bridges"]),
        ("one/roles", ["."], ["bridges", "locks"]),
        ("one", ["rolegen.yaml"], ["bridges", "locks"]),
        ("one", ["roles/teams"], ["locks"]),
        ("one", ["spare"], ["ferries"]),
        ("one", ["locks"], ["locks"]),
        ("one/roles/teams", ["bridges", "locks"], ["bridges", "locks"]),
        ("one", ["bridges", "roles/bridges.yaml", "roles"], ["bridges", "locks"]),
        (".", ["one", "two"], ["bridges", "locks", "towpaths"]),
        (".", ["one", "two/roles/towpaths.yaml", "loose/mills.yaml"], ["bridges", "locks", "towpaths", "mills"]),
        ("loose", ["mills.yaml"], ["mills"]),
    ],
)
def test_names_mean_role_files_folders_or_ids(place: Path, here: str, names: list[str], meant: list[str]) -> None:
    found_targets = needed(targets(names, place / here))
    assert [path.stem for target in found_targets for path in target.roles] == meant
    assert all(target.workspace.root in path.parents for target in found_targets for path in target.roles)


@pytest.mark.parametrize("name", ["brdges", "roles/nobody.yaml", "roles/notes.txt", "../empty"])
def test_a_name_that_means_no_role_is_told(place: Path, name: str) -> None:
    (place / "empty").mkdir()
    (problem,) = targets([name], place / "one").problems
    assert problem.rule in ("no-such-file", "not-a-role", "no-roles")
    assert "bridges" in problem.hint or name != "brdges"


def test_good_and_bad_names_together_are_all_told(place: Path) -> None:
    found_problems = targets(["bridges", "nobody", "noone"], place / "one").problems
    assert [problem.rule for problem in found_problems] == ["no-such-file"] * 2


# --- where profiles go ------------------------------------------------------------------------------------------------


def test_a_recruiters_profile_goes_where_they_stand(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"rolegen.yaml": "", "desk/notes.txt": ""})
    monkeypatch.chdir(tmp_path / "desk")
    assert run("build", "--level", "director", "--non-cmt").code == 0
    assert (tmp_path / "desk" / "director-non-cmt.docx").is_file()


def test_a_roles_profile_goes_to_its_workspaces_folder(run: Run, place: Path) -> None:
    assert run("build", "one", "two").code == 0
    made = sorted(path.relative_to(place).as_posix() for path in place.rglob("*.docx"))
    assert made == ["one/profiles/bridges.docx", "one/profiles/locks.docx", "two/profiles/towpaths.docx"]


def test_another_kind_of_document_has_the_templates_name_in_its_own() -> None:
    assert output_name("director-finance", "profile", "docx") == "director-finance.docx"
    assert output_name("director-finance", "shortlist", "md") == "director-finance-shortlist.md"


@pytest.mark.parametrize(
    ("one", "other"), [("a/Post", "a/post"), ("a/e\u0301", "a/\u00e9"), ("a/ﬁ", "a/fi"), ("Straße", "STRASSE")]
)
def test_names_that_some_file_system_takes_for_one_collide(one: str, other: str) -> None:
    assert collision_key(Path(one)) == collision_key(Path(other))


def test_other_names_do_not_collide() -> None:
    assert len({collision_key(Path(name)) for name in ("a/post", "b/post", "a/posts", "a/po-st")}) == 4


def test_the_shipped_folders_are_whole() -> None:
    assert FORMATS == ("docx", "md", "html", "json", "pdf")
    assert {path.name for path in bundled("data").glob("*.yaml")} == {"descriptors.yaml", "responsibilities.yaml"}
    assert {"house.docx", "profile.html.j2"} <= {path.name for path in bundled("templates").iterdir()}


def test_a_folder_above_two_workspaces_builds_each_role_in_its_own(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {
        "a/rolegen.yaml": "organisation: Council of A\nformats: [md]\n", "a/roles/one.yaml": ROLE,
        "b/rolegen.yaml": "organisation: Council of B\nformats: [md]\n", "b/roles/two.yaml": ROLE,
    })  # fmt: skip
    assert run("build", tmp_path).code == 0
    assert "Council of A" in (tmp_path / "a" / "profiles" / "one.md").read_text("utf-8")
    assert "Council of B" in (tmp_path / "b" / "profiles" / "two.md").read_text("utf-8")


def test_a_framework_alone_makes_a_workspace(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {f"data/{path.name}": path.read_bytes() for path in (ROOT / "data").glob("*.yaml")})
    write(tmp_path, {"roles/one.yaml": ROLE})
    ran = run("build")
    assert ran.code == 0
    assert ran.out.split() == ["created", str(tmp_path / "profiles" / "one.docx")]


def test_hidden_folders_hold_no_roles(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"roles/one.yaml": ROLE, "roles/.venv/lib/port.yaml": "a: b\n", "roles/.~lock.yaml": "a: b\n"})
    assert run("build", "roles", "--out", "made").code == 0
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["one.docx"]


def test_nothing_named_means_the_whole_workspace_from_any_folder_in_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"rolegen.yaml": "", "roles/one.yaml": ROLE, "templates/notes.txt": ""})
    monkeypatch.chdir(tmp_path / "templates")
    assert run("build").code == 0
    assert (tmp_path / "profiles" / "one.docx").is_file()
