"""What people type into performance forms, and what panels say of candidates, reaches no other file and not git."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rolegen import text
from rolegen.document import Block, Cell, Document, Heading, Item, List, Paragraph, Row, Table
from rolegen.document import Run as Words
from rolegen.performance.guarding import IGNORE, IGNORED
from rolegen.performance.recognising import reads_as
from rolegen.word.package import is_edited
from rolegen.word.paper import paper_of, written_in
from rolegen.word.reading import from_docx
from tests.conftest import ROOT, Ran, Run
from tests.repositories import NEEDS_GIT, repository
from tests.samples import everything, needed, plainly, raw, repacked, write
from tests.typed import Typed

ROLE = "director-finance"
FORMS = ("agreement", "interim", "appraisal")
TYPED_IN = "Zwetschgenknödel"
TYPED: Mapping[str, tuple[str, str]] = {
    "agreement": ("review.officer", "performance"),
    "interim": ("review.officer", "performance"),
    "appraisal": ("review.officer", "performance"),
    "shortlisting": ("panel.member", "recruitment"),
}
CUSTOM, MAIN = "docProps/custom.xml", "word/document.xml"
GRID = """
<title>{{ role.title }}: shortlisting</title>
<h1>Shortlisting</h1>
<table class="criteria">
  <col width="5cm"/><col width="2cm"/><col width="2cm"/><col width="2cm"/><col width="2cm"/>
  <thead><tr><th>Score</th><th>A</th><th>B</th><th>C</th><th>D</th></tr></thead>
  <tbody>
    <tr>
      <td>Can keep accounts</td>
      {% for n in range(4) %}<td data-field="panel.score_{{ n }}" data-placeholder="0 to 4"></td>{% endfor %}
    </tr>
  </tbody>
</table>
<p>Panel member: <span data-field="panel.member" data-placeholder="Name"></span></p>
"""


SETTINGS_FILE = "organisation: Fenmoor County Council\n"
POST = """\
title: Director of Finance
level: director
cmt: true
reports_to: The Managing Director
purpose: Lead the finances of the council.
accountabilities:
  - text: Balance the budget each year.
politically_restricted: {status: specified, basis: chief finance officer}
dbs: {level: none}
"""


def workspace_in(folder: Path) -> Path:
    """A workspace with one role and a grid of its own."""
    roles = {f"roles/{name}.yaml": POST for name in (ROLE, "director-place")}
    return write(folder, {"rolegen.yaml": SETTINGS_FILE, **roles, "templates/shortlisting.html.j2": GRID})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace in the folder that the user stands in."""
    return workspace_in(tmp_path)


def built(run: Run, template: str, *flags: str) -> Ran:
    ran = run("build", ROLE, "--template", template, *flags)
    assert ran.code == 0, ran.err
    return ran


def filled(path: Path, template: str, words: str = TYPED_IN) -> bytes:
    """The form at a path with words typed into it, saved there as Word would."""
    form = Typed(path.read_bytes())
    form.type(TYPED[template][0], words)
    return form.saved(path).read_bytes()


def form_at(place: Path, template: str) -> Path:
    folder = "profiles" if template == "shortlisting" else "performance"
    return place / folder / f"{ROLE}-{template}.docx"


def without_properties(data: bytes) -> bytes:
    """What Google Docs leaves of a form, as far as its properties go."""
    custom = re.sub(rb'name="rolegen\.[^"]*"', b'name="other"', raw(data, CUSTOM))
    return repacked(data, {CUSTOM: custom})


def with_words(data: bytes, field: str) -> bytes:
    """The form with words in place of what a gap asks for, with controls or without."""
    form = Typed(data)
    if form.controls(f"field:{field}"):
        form.type(field, TYPED_IN)
        return form.docx()
    main = raw(data, MAIN).decode()
    changed = re.sub(r"(_rg_(?:review|panel)_.*?<w:t[^>]*>)\[[^]]*\]", rf"\1{TYPED_IN}", main, count=1, flags=re.DOTALL)
    assert changed != main
    return repacked(data, {MAIN: changed.encode()})


def without_marks(data: bytes) -> bytes:
    """What is left where someone pasted the words of a form into a new document."""
    main = re.sub(rb'<w:bookmark(Start|End)[^>]*/>|<w:tag w:val="[^"]*"/>', b"", raw(without_properties(data), MAIN))
    return repacked(without_properties(data), {MAIN: main})


# --- nothing is imported ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dropped", [bytes, without_properties, without_marks], ids=["as-is", "properties", "all"])
@pytest.mark.parametrize("template", TYPED)
def test_nothing_of_a_filled_paper_is_imported_whatever_another_program_dropped(
    place: Path, run: Run, template: str, dropped: Callable[[bytes], bytes]
) -> None:
    built(run, template)
    form = place / "form.docx"
    form.write_bytes(dropped(filled(form_at(place, template), template)))
    if dropped is without_marks and template == "shortlisting":
        assert TYPED_IN in str(needed(from_docx(form.read_bytes(), form)))
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    what = TYPED[template][1]
    for flags in ((), ("--as", "role"), ("--as", "framework", "--out", "data2"), ("--into", f"roles/{ROLE}.yaml")):
        ran = run("import", "form.docx", *flags, *(() if "framework" in flags else ("--yes",)))
        assert ran.code == 1
        assert "[no-profile]" in ran.err
        assert ("What is typed into such a form" if what == "performance" else "What a panel writes") in ran.err
        assert f"a {'performance form' if what == 'performance' else 'paper for recruitment'}" in ran.err
        assert TYPED_IN not in ran.out + ran.err
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_a_paper_that_nobody_fills_in_is_not_imported_either(place: Path, run: Run) -> None:
    write(place, {"templates/statement-of-duties.html.j2": "<title>{{ role.title }}</title><h1>{{ role.title }}</h1>"})
    built(run, "statement-of-duties")
    ran = run("import", f"profiles/{ROLE}-statement-of-duties.docx", "--yes")
    assert ran.code == 1
    assert "It is made of the role file, an advert of the vacancy file too: change" in ran.err


@pytest.mark.parametrize("template", ["agreement", "shortlisting"])
def test_no_other_command_says_or_writes_what_was_typed(place: Path, run: Run, template: str) -> None:
    built(run, template)
    data = filled(form_at(place, template), template)
    write(place, {"a.docx": data, "b.docx": without_properties(data)})
    for command in (
        "check a.docx b.docx", "check a.docx b.docx --format csv", "check a.docx b.docx --format json",
        "check a.docx b.docx --format github", "diff a.docx b.docx", "diff b.docx roles/director-finance.yaml",
        "diff a.docx b.docx --redline c.docx", "diff a.docx b.docx --format html",
        f"build {ROLE} --template {template} --check", f"build {ROLE} --template {template} --check --force",
        f"build {ROLE} --template {template}", "check",
    ):  # fmt: skip
        ran = run(*command.split())
        assert ran.out + ran.err, command
        assert TYPED_IN not in ran.out + ran.err, command
    assert not (place / "c.docx").exists()
    kept = [path for path in place.rglob("*") if path.is_file() and path.suffix != ".docx"]
    assert len(kept) >= 3
    assert not [path for path in kept if TYPED_IN.encode() in path.read_bytes()]


def test_git_is_shown_no_words_of_a_form(place: Path, run: Run, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    built(run, "agreement")
    built(run, "shortlisting")
    assert text.main([str(form_at(place, "shortlisting"))]) == 0  # a blank grid
    assert b"Panel member" in capfdbinary.readouterr().out
    for data in (
        filled(form_at(place, "agreement"), "agreement"),
        without_properties(form_at(place, "agreement").read_bytes()),
        filled(form_at(place, "shortlisting"), "shortlisting"),
    ):
        (place / "a.docx").write_bytes(data)
        assert text.main(["--textconv", str(place / "a.docx")]) == 0
        assert b"confidential" in (said := capfdbinary.readouterr().out)
        assert TYPED_IN.encode() not in said
        assert text.main([str(place / "a.docx")]) == 1
        assert TYPED_IN.encode() not in b"".join(capfdbinary.readouterr())


@pytest.mark.parametrize("template", ["agreement", "shortlisting"])
def test_a_form_saved_over_another_document_is_neither_shown_nor_offered_for_import(
    place: Path, run: Run, template: str
) -> None:
    built(run, template)
    data = filled(form_at(place, template), template)
    for name, kind in ((f"profiles/{ROLE}.docx", "profile"), (f"profiles/{ROLE}-shortlisting.docx", "shortlisting")):
        write(place, {name: without_properties(data)})
        kept = run("build", ROLE, "--template", kind, "--diff")
        assert (kept.code, "rolegen import" in kept.err) == (1, False)
        shown = run("build", ROLE, "--template", kind, "--diff", "--force")
        assert (shown.code, "Added: " in shown.out) == (1, True)
        assert TYPED_IN not in kept.out + kept.err + shown.out + shown.err


def test_differences_of_a_confidential_form_are_not_shown(place: Path, run: Run) -> None:
    built(run, "agreement")
    filled(form_at(place, "agreement"), "agreement")
    for flags in ((), ("--check",), ("--check", "--force")):
        ran = run("build", ROLE, "--template", "agreement", "--diff", *flags)
        assert (ran.code, ran.out) == (2, "")
        assert "--diff shows what a file says" in ran.err


# --- what a paper is, and whether someone saved it --------------------------------------------------------------------


@pytest.mark.parametrize("template", FORMS)
def test_a_form_as_it_was_made_is_blank_and_known_by_its_words_alone(place: Path, run: Run, template: str) -> None:
    built(run, template)
    data = form_at(place, template).read_bytes()
    assert not is_edited(data)
    assert paper_of(without_marks(data)) == ""
    assert reads_as(read(without_marks(data))) == reads_as(read(data), describing=True) == "performance"


def read(data: bytes) -> Document:
    return needed(from_docx(data, Path("form.docx")))


def test_no_profile_is_taken_for_a_paper() -> None:
    plain = {f"{name} with bookmarks": data for name, data in plainly().items()}
    found = {**{name: made.docx for name, made in everything().items()}, **plain}
    assert len(found) > 20
    taken = [name for name, data in found.items() if paper_of(data) or reads_as(read(data))]
    assert taken == []


WORDS_OF_PROFILES: Mapping[str, tuple[str, ...]] = {
    "Performance Review Officer": ("# The job", "# Key issues", "Evidence", "Assessment", "- Improvement"),
    "Head of Strategy": (
        "# The role", "# Key challenges", "- What was achieved", "- What could be improved", "- Performance review",
        "# Looking ahead", "Line manager signature", "Employee signature",
    ),
    "Chief Executive": ("# The role", "# Our achievements", "# Priorities for the year ahead", "# The candidate"),
    "Person specification": ("Criteria | A | B | C | D", "Shortlisting | x |  |  | ", "Total | 4 |  |  | "),
}  # fmt: skip


@pytest.mark.parametrize("title", WORDS_OF_PROFILES)
def test_words_of_the_process_in_a_profile_make_no_form_of_it(title: str) -> None:
    assert reads_as(Document(title, tuple(map(block, WORDS_OF_PROFILES[title])))) == ""


def block(line: str) -> Block:
    """A heading, an item, a row or a paragraph, as Markdown has them."""
    if line.startswith("# "):
        return Heading(1, (Words(line[2:]),))
    if line.startswith("- "):
        return List((Item((Words(line[2:]),)),))
    cells = tuple(Cell((Paragraph((Words(cell),)),)) for cell in line.split(" | "))
    return Table((), (), (Row(cells),)) if len(cells) > 1 else Paragraph((Words(line),))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"No Word file."])
def test_of_what_cannot_be_read_nothing_is_said(data: bytes) -> None:
    assert (paper_of(data), written_in(data, {})) == ("", "")


# --- the folder for forms ---------------------------------------------------------------------------------------------


def test_git_is_kept_out_of_the_folder_before_the_first_form_is_written(place: Path, run: Run) -> None:
    assert run("build", ROLE, "--template", "agreement", "--check").code == 1
    assert not (place / "performance").exists()
    ran = built(run, "agreement")
    assert [line.split()[0] for line in ran.out.splitlines()] == ["created", "created"]
    assert ran.out.splitlines()[0].endswith(IGNORE)
    assert (place / "performance" / IGNORE).read_bytes() == IGNORED
    assert run("build", ROLE, "--template", "agreement").out.splitlines()[0].startswith("unchanged")
    (place / "performance" / IGNORE).write_text("# Ours\n*\n", encoding="utf-8")
    built(run, "interim")
    assert (place / "performance" / IGNORE).read_text("utf-8") == "# Ours\n*\n"


def test_a_form_is_not_written_where_git_cannot_be_kept_out(place: Path, run: Run) -> None:
    (place / "performance").write_text("A file in the way.\n", encoding="utf-8")
    ran = run("build", ROLE, "--template", "agreement")
    assert ran.code == 1
    assert "[cannot-write]" in ran.err
    assert (place / "performance").is_file()


@NEEDS_GIT
@pytest.mark.parametrize("setting", ["performance", "Reviews & Gespräche"])
def test_git_offers_no_form_wherever_the_workspace_keeps_them(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    git = repository(place, monkeypatch)
    if setting != "performance":
        with (place / "rolegen.yaml").open("a", encoding="utf-8") as stream:
            stream.write(f'performance: "{setting}"\n')
    ran = built(run, "agreement")
    level = run("build", "--level", "director", "--cmt", "--template", "appraisal")
    assert (level.code, "not-ignored" in ran.err + level.err) == (0, False)
    assert len(list((place / setting).glob("*.docx"))) == 2
    offered = git.git("-c", "core.quotePath=false", "status", "--porcelain", "-uall").splitlines()
    assert f"{setting}/{IGNORE}" in "\n".join(offered)
    assert not [line for line in offered if ".docx" in line]


@NEEDS_GIT
def test_where_git_would_take_a_form_up_the_user_is_told(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "not-ignored" not in built(run, "agreement", "--out", "elsewhere").err  # no repository yet
    git = repository(place, monkeypatch)
    told = built(run, "agreement", "--out", "elsewhere")
    assert f"elsewhere: warning: git does not ignore {ROLE}-agreement.docx" in told.err
    (place / IGNORE).write_text("/elsewhere/\n", encoding="utf-8")
    assert "not-ignored" not in built(run, "agreement", "--out", "elsewhere").err
    git.git("add", "--force", "elsewhere")
    assert "not-ignored" in built(run, "agreement", "--out", "elsewhere").err
    (place / "performance").mkdir()
    (place / "performance" / IGNORE).write_text("*\n!*.docx\n", encoding="utf-8")
    assert "performance: warning: git does not ignore" in built(run, "interim").err
    assert "not-ignored" not in run("build", ROLE, "--template", "interim", "--check").err
    assert "not-ignored" not in run("build", ROLE, "--out", "elsewhere").err


@pytest.mark.parametrize("folder", [".", "..", "roles", "profiles", "data", "evaluations"])
def test_forms_have_a_folder_of_their_own(place: Path, run: Run, folder: str) -> None:
    with (place / "rolegen.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"performance: {folder}\n")
    line = len((place / "rolegen.yaml").read_text("utf-8").splitlines())
    for command in (("build", ROLE, "--template", "agreement"), ("check",)):
        ran = run(*command)
        assert ran.code == 1
        assert f"rolegen.yaml:{line}:14: error: Performance forms need a folder of their own" in ran.err
    assert not list(place.rglob(IGNORE))
    assert run("build", ROLE).code == 0


# --- check ------------------------------------------------------------------------------------------------------------


def told(run: Run, *flags: str) -> list[str]:
    """What check says of tracked files."""
    said = run("check", *flags).err
    assert TYPED_IN not in said
    return [line for line in said.splitlines() if "[tracked-form]" in line]


@NEEDS_GIT
def test_check_warns_of_each_filled_form_that_git_tracks_in_a_workspace_below_the_top(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = repository(tmp_path, monkeypatch)
    place = workspace_in(tmp_path / "Persönal & roles")
    monkeypatch.chdir(place)
    for template in (*FORMS, "shortlisting"):
        built(run, template)
    git.git("add", "--force", ".")
    assert told(run) == []  # blank ones
    for template in ("agreement", "shortlisting"):
        filled(form_at(place, template), template)
    assert [line.partition(": ")[0] for line in told(run)] == [
        f"performance/{ROLE}-agreement.docx", f"profiles/{ROLE}-shortlisting.docx",
    ]  # fmt: skip
    hint = f"git rm --cached performance/{ROLE}-agreement.docx."
    assert hint in run("check").err
    assert told(run, ROLE) == []  # the whole workspace is not looked at
    git.git("rm", "--cached", "--quiet", "--force", form_at(place, "agreement"), form_at(place, "shortlisting"))
    assert told(run) == []


@NEEDS_GIT
def test_a_form_counts_as_it_is_staged_too(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    git = repository(place, monkeypatch)
    built(run, "agreement")
    built(run, "interim")
    blank = form_at(place, "agreement").read_bytes()
    for template in ("agreement", "interim"):
        filled(form_at(place, template), template)
    git.git("add", "--force", "performance")
    assert len(told(run)) == 2
    form_at(place, "agreement").write_bytes(blank)  # as it stands it is blank again
    form_at(place, "interim").unlink()  # and this one is gone, though git has it
    assert len(told(run)) == 2
    git.git("add", "--all", "--force", "performance")
    assert told(run) == []


@NEEDS_GIT
def test_any_other_file_among_the_forms_is_told(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    git = repository(place, monkeypatch)
    built(run, "agreement")
    form = form_at(place, "agreement")
    (place / "performance" / "pasted.docx").write_bytes(without_marks(filled(form, "agreement")))
    (place / "performance" / "dropped.docx").write_bytes(without_properties(form.read_bytes()))
    form.unlink()
    for name in ("Ämter 1.pdf", "x.odt", "README.md"):
        (place / "performance" / name).write_text(TYPED_IN, encoding="utf-8")
    git.git("add", "--force", "performance")
    assert [line.partition(":")[0].partition("/")[2] for line in told(run)] == [
        "dropped.docx", "pasted.docx", "x.odt", "Ämter 1.pdf",
    ]  # fmt: skip
    assert "git rm --cached 'performance/Ämter 1.pdf'" in run("check").err


@NEEDS_GIT
def test_a_form_is_told_elsewhere_too_without_its_properties_and_in_other_formats(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = repository(place, monkeypatch)
    built(run, "interim", "--no-controls")
    data = with_words(form_at(place, "interim").read_bytes(), "review.officer")
    names = raw(data, MAIN)
    write(place, {
        "copies/Copy of form.docx": without_properties(data), "copies/form.doc": names.decode().encode("utf-16-le"),
        "copies/form.rtf": names, "copies/minutes.rtf": b"{\\rtf1 An interim review.}",
        "performance/.gitkeep": b"",
    })  # fmt: skip
    git.git("add", "--force", "copies", "performance/.gitkeep")
    assert [line.partition(":")[0] for line in told(run)] == [
        "copies/Copy of form.docx", "copies/form.doc", "copies/form.rtf",
    ]  # fmt: skip


def test_without_a_repository_there_is_nothing_to_tell(place: Path, run: Run) -> None:
    built(run, "agreement")
    filled(form_at(place, "agreement"), "agreement")
    assert told(run) == []


@NEEDS_GIT
def test_where_git_does_not_open_a_repository_check_says_that_it_sees_nothing(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(place, monkeypatch)
    assert "git refuses" not in run("check").err
    (place / ".git" / "config").write_text("No settings.\n", encoding="utf-8")
    ran = run("check")
    assert ran.code == 0
    assert "warning: git refuses: bad config line 1" in ran.err
    assert "nobody can see whether it tracks forms that people typed in. [git]" in ran.err


def test_a_new_workspace_has_git_ignore_the_forms(run: Run, tmp_path: Path) -> None:
    assert run("init", "demo").code == 0
    assert "\n/performance/\n" in (tmp_path / "demo" / IGNORE).read_text("utf-8")
    assert "performance/" in (tmp_path / "demo" / "README.md").read_text("utf-8")


def test_a_repository_with_a_gitignore_of_its_own_ignores_the_forms_too(run: Run, place: Path) -> None:
    new = place / "demo"
    write(new, {IGNORE: b"*.log\r\n/build"})
    assert f"updated   demo/{IGNORE}" in run("init", "demo").out
    lines = (new / IGNORE).read_bytes().split(b"\r\n")
    assert (lines[:2], lines[-2:]) == ([b"*.log", b"/build"], [b"/performance/", b""])
    (new / "rolegen.yaml").unlink()
    assert f"kept      demo/{IGNORE}" in run("init", "demo").out
    assert (new / IGNORE).read_bytes().split(b"\r\n") == lines


# --- the marking on every page ----------------------------------------------------------------------------------------

HOUSE = (ROOT / "templates" / "house.docx").read_bytes()
HEADER, FOOTER, SETTINGS = "word/header1.xml", "word/footer1.xml", "word/settings.xml"


def unmarked_header(data: bytes) -> dict[str, bytes]:
    return {HEADER: raw(data, HEADER).replace(b"doc:marking", b"other:marking")}


def with_first_page(data: bytes) -> dict[str, bytes]:
    return {MAIN: raw(data, MAIN).replace(b"</w:sectPr>", b"<w:titlePg/></w:sectPr>")}


def with_even_pages(data: bytes) -> dict[str, bytes]:
    return {SETTINGS: re.sub(rb"(<w:settings[^>]*>)", rb"\1<w:evenAndOddHeaders/>", raw(data, SETTINGS))}


@pytest.mark.parametrize(
    ("change", "pages"),
    [(unmarked_header, "its pages"), (with_first_page, "the first page"), (with_even_pages, "even pages")],
)
def test_a_house_style_that_would_leave_a_page_unmarked_is_refused_for_forms_alone(
    place: Path, run: Run, change: Callable[[bytes], dict[str, bytes]], pages: str
) -> None:
    changes = change(HOUSE)
    assert all(data != raw(HOUSE, name) for name, data in changes.items())
    (place / "templates" / "house.docx").write_bytes(repacked(HOUSE, changes))
    ran = run("build", ROLE, "--template", "agreement")
    assert ran.code == 1
    assert f"templates/house.docx: error: The house style has no place for “CONFIDENTIAL” on {pages}" in ran.err
    assert not (place / "performance").exists()
    assert run("build", ROLE).code == 0


def test_the_marking_may_stand_in_the_footer(place: Path, run: Run) -> None:
    moved = {HEADER: raw(HOUSE, FOOTER), FOOTER: raw(HOUSE, HEADER)}
    swapped = {HEADER: moved[HEADER].replace(b"w:ftr", b"w:hdr"), FOOTER: moved[FOOTER].replace(b"w:hdr", b"w:ftr")}
    write(place, {"templates/house.docx": repacked(HOUSE, swapped)})
    built(run, "agreement")
    assert b"CONFIDENTIAL" in raw(form_at(place, "agreement").read_bytes(), FOOTER)
