"""The whole circle: a form is filled in, saved by another program, imported, built and checked; and random edits."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from rolegen.form.kinds import KINDS
from rolegen.text import to_markdown
from rolegen.word.reading import from_docx
from tests.conftest import Office, Run
from tests.many import workshop
from tests.retyped import outcome, trial
from tests.samples import needed, write
from tests.typed import Typed

SETTINGS = "organisation: Fenmoor County Council\narea: Fenmoor\nformats: [docx]\n"
REFERENCE = re.compile(r"^\| [A-Z]+\d+ \|")
LINES = {
    "title": "Director of Bridges",
    "directorate": "Works & Waterways",
    "post_number": "B0451",
    "grade": "18",
    "reports_to": "Director of Highways",
    "location": "Lock Cottage, Fenmoor",
    "contract": "Fixed-term, 24 months",
    "working_pattern": "Thirty hours a week",
    "service_areas": "Swing bridges, Footbridges",
    "dimensions.year": "2027/28",
    "dimensions.revenue_budget": "£41.5 million",
    "dimensions.capital_budget": "£1,234,567",
    "dimensions.staff_fte": "412.5",
    "dimensions.direct_reports": "6",
    "contacts.internal": "The harbour team, Ward councillors",
    "contacts.external": "Canal users",
    "version": "0.1",
    "effective_from": "1 September 2027",
    "review_by": "15 October 2031",
    "approved_by": "The Bridges Committee",
    "approved_on": "2 July 2027",
    "minute": "BC 12/27",
    "job_evaluation": "Indicative (Hay), JE-88, 4 May 2027, grade 18, by the Fen Panel",
}
UNEVALUATED = "Subject to job evaluation"
STATED = {"employers", "dimensions.income", "dimensions.delegated_limit", "fluency_duty"}  # no form asks for them
BLOCKS = {
    "purpose": ["Keep every bridge standing.", "Open those that open, on time."],
    "accountabilities": ["Inspect each span.", "Paint what rusts.", "Close what is unsafe – before it falls."],
    "statutory": ["Statutory designation: Scrutiny Officer, Local Government Act 2000, section 9FB."],
}
ROWS = [
    ("Chartered civil engineer", "Essential", "Certificate"),
    ("Knows the law of navigation", "Essential", "Interview, test"),
    ("Has raised a sunken barge", "Desirable", "Application"),
]


def fill_in(form: Typed) -> None:
    """Fills all of a level's form in, as a person would: three accountabilities, three criteria, lists chosen from."""
    for path, text in LINES.items():
        form.type(path, text)
    for path in ("politically_restricted", "dbs"):
        form.type(path, KINDS[path].choices[1])
    for path, texts in BLOCKS.items():
        form.lines(path, texts)
    assert len(form.rows()) > len(ROWS)
    for n, row in enumerate(ROWS):
        form.row(n, *row)
    while len(form.rows()) > len(ROWS):
        form.remove_row(len(ROWS))
    assert {*LINES, *BLOCKS, "politically_restricted", "dbs", "person_profile"} == KINDS.keys() - STATED


def said(data: bytes) -> list[str]:
    """The lines of a Word file, without the references in front of criteria, which are counted."""
    text = to_markdown(needed(from_docx(data, Path("file.docx"))))
    return [REFERENCE.sub("|", line) for line in text.splitlines() if line]


def saved(office: Office, folder: Path, *paths: Path, by_way_of: str = "") -> Path:
    """The folder with the files as LibreOffice saves them, perhaps after it has saved them in another format."""
    to = folder / f"saved{by_way_of}"
    for ending in filter(None, (by_way_of, "docx")):
        office(ending, to, *paths)
        paths = tuple(to / f"{path.stem}.{ending}" for path in paths)
    assert all(path.exists() for path in paths)
    return to


def test_a_form_filled_in_and_saved_by_libreoffice_comes_home_and_is_built_and_checked(
    run: Run, tmp_path: Path, office: Office
) -> None:
    highways = "title: Director of Highways\nlevel: executive-director\n"
    write(tmp_path, {"rolegen.yaml": SETTINGS, "roles/highways.yaml": highways})
    assert run("build", "--level", "director", "--cmt").code == 0
    form = Typed((tmp_path / "director-cmt.docx").read_bytes())
    fill_in(form)
    away = saved(office, tmp_path, form.saved(tmp_path / "form.docx")) / "form.docx"
    ran = run("import", away, "--yes", "--into", "roles/bridges.yaml")
    assert ran.code == 0, ran.err
    assert "warning" not in ran.err
    assert "reports_to: highways\n" in (tmp_path / "roles" / "bridges.yaml").read_text("utf-8")
    assert run("build").code == 0
    made = tmp_path / "profiles" / "bridges.docx"
    there, here = Counter(said(away.read_bytes())), Counter(said(made.read_bytes()))
    only_there, only_here = there - here, here - there
    assert sorted(only_here) == [
        "# Director of Bridges",
        f"Fenmoor County Council · Draft · Version 0.1 · {UNEVALUATED}",
    ]
    assert [line for line in only_there if not line.startswith(("A starting point", "### ", "| --- ", "| Ref "))] == [
        "# Director",
        "Fenmoor County Council · Draft",
        "| Job title | Director of Bridges |",
    ]
    ran = run("check", made)
    assert ran.code == 0, ran.out


@pytest.mark.parametrize("by_way_of", ["", "odt"])
def test_what_libreoffice_saves_comes_home_and_no_placeholder_is_taken_for_text(
    run: Run, examples: Path, by_way_of: str, office: Office
) -> None:
    assert run("build", "--format", "docx").code == 0
    assert run("build", "--all-levels", "--format", "docx", "--out", "forms").code == 0
    roles, forms = (sorted((examples / name).glob("*.docx")) for name in ("profiles", "forms"))
    assert (len(roles), len(forms)) == (11, 5)
    roles = [path for path in roles if path.stem != "managing-executive-director"]  # superseded: nothing is taken in
    roles, forms = (roles[2::3], forms[1:3]) if by_way_of else (roles[1::2], forms[::2])
    for path in forms:
        form = Typed(path.read_bytes())
        form.type("title", f"Head of {path.stem}")
        form.clear("location")
        form.saved(path.with_stem(f"form-{path.stem}"))
    typed = Typed((examples / "profiles" / "director-highways.docx").read_bytes())
    typed.clear("location")
    typed.saved(examples / "profiles" / "director-highways.docx")
    away = saved(
        office, examples, *roles, *(path.with_stem(f"form-{path.stem}") for path in forms), by_way_of=by_way_of
    )
    for path in roles:
        ran = run("import", away / path.name, "--yes")
        verb = "updated  " if path.stem == "director-highways" else "unchanged"
        assert ran.code == 0, ran.err
        assert ran.out.endswith(f"{verb} {examples / 'roles' / path.stem}.yaml\n")
        assert "warning" not in ran.err
    assert "\nlocation:\n" in (examples / "roles" / "director-highways.yaml").read_text("utf-8")
    for path in forms:
        made = f"roles/head-of-{path.stem}.yaml"
        assert run("import", away / f"form-{path.name}", "--yes").code == 0
        keys = [line.partition(":")[0] for line in (examples / made).read_text("utf-8").splitlines()]
        assert keys == ["title", "level", *(["cmt"] if "cmt" in path.stem else [])]


def test_a_build_of_the_imported_role_says_what_the_edited_file_says(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": SETTINGS})
    assert run("build", "--level", "director", "--cmt").code == 0
    form = Typed((tmp_path / "director-cmt.docx").read_bytes())
    fill_in(form)
    form.saved(tmp_path / "form.docx")
    assert run("import", "form.docx", "--yes", "--into", "roles/bridges.yaml").code == 0
    assert run("build").code == 0
    word = tmp_path / "profiles" / "bridges.docx"
    typed = Typed(word.read_bytes())
    typed.type("title", "Director of Bridges and “Tunnels”")
    typed.type("location", "Lock Cottage\nThe Quay")
    typed.clear("minute")
    typed.add_line("accountabilities", 1, "Dredge where ships run aground.")
    typed.lines("purpose", ["Keep every bridge – and tunnel – standing."])
    typed.row(0, "Chartered civil or mining engineer", "Essential", "Certificate, interview")
    edited = typed.docx()
    typed.saved(word)
    assert run("import", word, "--yes").code == 0
    assert run("build", "--force").code == 0
    assert [
        line.replace("Click or tap here to enter text.", "[The minute's reference]") for line in said(edited)
    ] == said(word.read_bytes())
    assert run("import", word).out.startswith("unchanged ")
    assert run("check", word).code == 0


def test_random_edits_of_random_role_files_come_home(tmp_path: Path) -> None:
    folder = write(tmp_path, {"rolegen.yaml": "formats: [docx]\n", "roles/.keep": ""})
    shop = workshop(folder)
    counts: Counter[str] = Counter()
    for number in range(14):
        tidy = number % 2 == 0
        became = outcome(trial(shop, Random(f"suite-{number}"), tidy=tidy), folder)
        assert not (tidy and became.startswith("cannot")), became
        counts[became] += 1
    assert counts["edited"] >= 10
