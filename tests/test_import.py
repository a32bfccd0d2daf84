"""`rolegen import`: what people typed into a Word profile goes back into its role file, and nothing else does."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.text.run import Run as WordRun
from lxml import etree

from rolegen.form.answers import TWICE
from rolegen.intake.edits import OWN
from rolegen.intake.starting import without_prompts
from rolegen.intake.written import ORDER
from rolegen.source import parse
from rolegen.statutes import fluency
from rolegen.word.package import is_edited
from rolegen.yamledit import new_file
from tests.conftest import ROOT, Run
from tests.edits import meant
from tests.samples import APPROVAL, FULL, W, raw, repacked, without, write
from tests.samples import words as words_of
from tests.typed import Typed, run_of, say
from tests.word_files import p, word_file

BRIDGES: Mapping[str, Any] = {**FULL, "accountabilities": [
    {"id": "spans", "text": "Inspect each span before winter comes."},
    {"id": "rust", "text": "Paint what rusts, in the colours of the county."},
    {"text": "Close what is unsafe without waiting to be told."},
]}  # fmt: skip
SETTINGS = 'organisation: Fenmoor County Council\nformats: [docx]\ngrades: {"17": {}, "18": {}}\n'
WORD = "profiles/bridges.docx"


def values(path: Path) -> dict[str, Any]:
    """What a role file holds."""
    read = parse(path.read_bytes(), path)
    assert not read.problems
    assert read.value is not None
    held = meant(read.value.value)
    assert isinstance(held, dict)
    return held


@pytest.fixture
def role(run: Run, tmp_path: Path) -> Path:
    """The role file of a workspace whose profile has been built."""
    path = tmp_path / "roles" / "bridges.yaml"
    write(tmp_path, {"rolegen.yaml": SETTINGS, "roles/bridges.yaml": new_file(dict(BRIDGES), ORDER)})
    assert run("build").code == 0
    return path


@pytest.fixture
def typed(role: Path) -> Typed:
    """Its Word file, open for typing."""
    return Typed((role.parent.parent / WORD).read_bytes())


APPROVED = re.compile(r"clause:(?!level\.)")


def tag_of(control: Any) -> str:
    """The tag of a control; "" where it has none."""
    found = control.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else str(found.get(f"{W}val"))


def approve(run: Run, role: Path, **others: Any) -> Typed:
    """Makes the role an approved one and builds it."""
    role.write_bytes(new_file({**BRIDGES, **APPROVAL, **others}, ORDER))
    assert run("build", "--force").code == 0
    return Typed((role.parent.parent / WORD).read_bytes())


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that only the old text has, and those that only the new one has."""
    olds, news = old.splitlines(), new.splitlines()
    return [line for line in olds if line not in news], [line for line in news if line not in olds]


# --- what is taken ----------------------------------------------------------------------------------------------------


def test_what_was_typed_goes_into_the_role_file_and_no_other_line_changes(run: Run, role: Path, typed: Typed) -> None:
    before = role.read_text("utf-8")
    typed.type("location", "The Old Custom House, second floor")
    typed.type("dimensions.staff_fte", "413")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 0
    assert changed_lines(before, role.read_text("utf-8")) == (
        ["location: Lock Cottage", "  staff_fte: 412.5"],
        ["location: The Old Custom House, second floor", "  staff_fte: 413"],
    )
    assert ran.out.splitlines()[-1] == f"updated   {role}"
    assert ran.err.endswith("Next: rolegen build roles/bridges.yaml\n")
    assert run("build", "roles/bridges.yaml").code == 0
    assert not is_edited((role.parent.parent / WORD).read_bytes())


def test_where_a_build_would_lose_what_was_not_taken_the_next_step_says_so(run: Run, role: Path, typed: Typed) -> None:
    word = role.parent.parent / WORD
    typed.type("location", "Lock House")
    edited = docx.Document(str(typed.saved(word)))
    edited.add_comment(WordRun(next(edited.element.body.iter(f"{W}r")), edited), "Is this agreed?", "Manager")
    edited.save(str(word))
    ran = run("import", WORD, "--yes")
    assert ran.code == 0
    assert (
        f"Next: rolegen build roles/bridges.yaml --force\nIt replaces {WORD}; what was not taken is lost with it."
        in ran.err
    )
    assert run("build").code == 1


def test_what_was_not_understood_comes_before_the_next_build(run: Run, role: Path, typed: Typed) -> None:
    typed.type("location", "Lock House")
    typed.type("dimensions.staff_fte", "about a dozen")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert "Next: put right what was not taken: in Word, and import it again; or in the role file.\n" in ran.err
    assert ran.err.endswith("Then: rolegen build roles/bridges.yaml --force\n")
    assert run("build").code == 1


def test_what_would_change_is_shown_word_by_word_under_the_names_of_the_fields(
    run: Run, role: Path, typed: Typed
) -> None:
    (role.parent.parent / "rolegen.yaml").write_text(f"{SETTINGS}labels: {{Location: Base}}\n", "utf-8")
    typed.type("location", "Lock House")
    typed.lines("accountabilities", [*(item["text"] for item in BRIDGES["accountabilities"][1:]), "Count the boats."])
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--dry-run")
    assert ran.out.splitlines() == [
        "  Base",
        "    Lock [-Cottage-] {+House+}",
        "  Accountabilities",
        "    Removed: Inspect each span before winter comes.",
        "    Added: Count the boats.",
        f"would update {role}",
    ]


def test_a_file_that_nobody_typed_into_changes_nothing(run: Run, role: Path) -> None:
    before = role.stat().st_mtime_ns
    ran = run("import", WORD)
    assert (ran.code, ran.out, ran.err) == (0, f"unchanged {role}\n", "")
    assert role.stat().st_mtime_ns == before


def test_every_kind_of_field_comes_home(run: Run, role: Path, typed: Typed) -> None:
    for path, text in {
        "title": "Director of Bridges and Tunnels",
        "grade": "17",
        "contract": "Permanent",
        "service_areas": "Swing bridges, Tunnels",
        "employers": "The Tunnels Council, The Ferries Council",
        "dimensions.income": "£1.2m a year",
        "dimensions.delegated_limit": "up to £300k",
        "dimensions.revenue_budget": "£42.5 million",
        "contacts.external": "Canal users, The lock keepers’ guild",
        "politically_restricted": "No",
        "dbs": "Criminal record check (Disclosure and Barring Service): basic.",
        "fluency_duty": fluency("english-or-welsh"),
        "effective_from": "1 April 2027",
        "job_evaluation": "Evaluated (Hay), JE-90, 5 June 2026, grade 20",
    }.items():
        typed.type(path, text)
    typed.lines("purpose", ["Keep every bridge standing.", "Keep the tunnels dry."])
    typed.lines("statutory", ["Monitoring Officer"])
    typed.row(0, "Has crossed a bridge", "Desirable", "Test")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert values(role) == meant({
        **BRIDGES,
        "title": "Director of Bridges and Tunnels",
        "grade": "17",
        "contract": {"type": "permanent"},
        "service_areas": ["Swing bridges", "Tunnels"],
        "employers": ["The Tunnels Council", "The Ferries Council"],
        "dimensions": {
            **BRIDGES["dimensions"], "revenue_budget": "42500000", "income": "1200000", "delegated_limit": "300000"
        },
        "contacts": {**BRIDGES["contacts"], "external": ["Canal users", "The lock keepers’ guild"]},
        "politically_restricted": {"status": "no"},
        "dbs": {"level": "basic"},
        "fluency_duty": "english-or-welsh",
        "effective_from": "2027-04-01",
        "job_evaluation": {
            "status": "evaluated", "reference": "JE-90", "date": "2026-06-05", "scheme": "Hay", "grade": "20"
        },
        "purpose": "Keep every bridge standing.\n\nKeep the tunnels dry.",
        "statutory": ["monitoring-officer"],
        "person_profile": [{**BRIDGES["person_profile"][0], "importance": "desirable", "assessed_by": ["test"]}],
    })  # fmt: skip


def test_a_field_that_was_emptied_is_empty_and_keeps_its_key(run: Run, role: Path, typed: Typed) -> None:
    typed.clear("minute")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert "\nminute:\n" in role.read_text("utf-8")
    assert run("build").code == 0


def test_what_few_posts_have_is_gone_from_the_page_once_it_was_emptied(run: Run, role: Path, typed: Typed) -> None:
    fields = ("employers", "dimensions.income", "dimensions.delegated_limit", "fluency_duty")
    for field in fields:
        typed.clear(field)
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    left = BRIDGES
    for field in fields:
        left = without(left, field)
    assert values(role) == meant(left)
    assert run("build").code == 0
    again = Typed((role.parent.parent / WORD).read_bytes())
    assert again.controls("field:dimensions.staff_fte")
    assert not [field for field in fields if again.controls(f"field:{field}")]
    assert run("import", WORD).out == f"unchanged {role}\n"


def test_an_evaluation_after_the_word_file_was_built_is_no_edit_of_it(run: Run, role: Path, typed: Typed) -> None:
    assert "Subject to job evaluation" in raw(typed.docx(), "word/document.xml").decode()
    evaluated = {"status": "evaluated", "reference": "JE-90", "date": "2026-06-05"}
    role.write_bytes(new_file({**BRIDGES, "job_evaluation": evaluated}, ORDER))
    typed.type("location", "Lock House")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 0
    assert "warning" not in ran.err
    assert values(role) == meant({**BRIDGES, "job_evaluation": evaluated, "location": "Lock House"})
    assert run("check", WORD).code == 0
    assert run("build").code == 0
    assert "Subject to" not in raw((role.parent.parent / WORD).read_bytes(), "word/document.xml").decode()


@pytest.mark.parametrize("words", ["Evaluated, JE-90, 5 June 2026", ""])
def test_the_page_made_of_an_evaluation_that_was_typed_takes_the_edited_ones_place(
    run: Run, role: Path, words: str
) -> None:
    before = {"status": "not-evaluated"} if words else {"status": "evaluated", "reference": "JE-88"}
    role.write_bytes(new_file({**BRIDGES, "job_evaluation": before}, ORDER))
    assert run("build", "--force").code == 0
    word = role.parent.parent / WORD
    assert ("Subject to job" in raw(word.read_bytes(), "word/document.xml").decode()) == bool(words)
    typed = Typed(word.read_bytes())
    if words:
        typed.type("job_evaluation", words)
    else:
        typed.clear("job_evaluation")
    typed.saved(word)
    assert run("import", WORD, "--yes").code == 0
    assert run("build").code == 0
    assert ("Subject to job" in raw(word.read_bytes(), "word/document.xml").decode()) == (not words)


def test_an_item_that_was_reworded_keeps_its_id_and_a_new_one_has_none(run: Run, role: Path, typed: Typed) -> None:
    texts = [item["text"] for item in BRIDGES["accountabilities"]]
    typed.lines(
        "accountabilities", [texts[2], "Paint what rusts, in the colours of the town.", "Chair the trust.", texts[0]]
    )
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert values(role)["accountabilities"] == [
        {"text": texts[2]},
        {"id": "rust", "text": "Paint what rusts, in the colours of the town."},
        {"text": "Chair the trust."},
        {"id": "spans", "text": texts[0]},
    ]


def test_rows_stay_where_the_file_has_them_though_the_page_sorts_them(run: Run, role: Path) -> None:
    asked = [
        {"criterion": name, "category": category, "importance": importance, "assessed_by": ["interview"]}
        for name, category, importance in (
            ("Can swim a mile", "skills", "desirable"),
            ("Knows every river", "knowledge", "essential"),
            ("Can climb a mast", "skills", "essential"),
        )
    ]
    role.write_bytes(new_file({**BRIDGES, "person_profile": asked}, ORDER))
    assert run("build", "--force").code == 0
    typed = Typed((role.parent.parent / WORD).read_bytes())
    typed.row(2, "Can swim two miles", "Desirable", "Test")
    typed.add_row(0, "Knows the tides", "Essential", "")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert values(role)["person_profile"] == [
        {**asked[0], "criterion": "Can swim two miles", "assessed_by": ["test"]},
        asked[1],
        {"criterion": "Knows the tides", "category": "knowledge", "importance": "essential"},
        asked[2],
    ]


# --- three ways -------------------------------------------------------------------------------------------------------


def test_what_only_the_role_file_changed_stays(run: Run, role: Path, typed: Typed) -> None:
    role.write_bytes(new_file({**BRIDGES, "location": "Toll House"}, ORDER))
    typed.type("grade", "17")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert (values(role)["location"], values(role)["grade"]) == ("Toll House", "17")


def test_what_both_changed_is_a_conflict_shown_and_left_and_the_rest_is_taken(
    run: Run, role: Path, typed: Typed
) -> None:
    role.write_bytes(new_file({**BRIDGES, "location": "Toll House"}, ORDER))
    typed.type("location", "Custom House")
    typed.type("grade", "17")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "Location was changed both here and in Word" in ran.err
    assert "Here: “Toll House”. In Word: “Custom House”." in ran.err
    assert re.search(r"roles/bridges\.yaml:\d+:11: error", ran.err)
    assert (values(role)["location"], values(role)["grade"]) == ("Toll House", "17")


def test_what_both_changed_in_one_way_is_no_conflict_however_it_is_put(run: Run, role: Path, typed: Typed) -> None:
    now = {**BRIDGES, "dimensions": {**BRIDGES["dimensions"], "revenue_budget": "42500000"}}
    role.write_bytes(new_file(now, ORDER))
    typed.type("dimensions.revenue_budget", "£42.5m")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD)
    assert (ran.code, ran.out) == (0, f"unchanged {role}\n")


def test_items_that_were_edited_on_both_sides_go_together(run: Run, role: Path, typed: Typed) -> None:
    here = copy.deepcopy(BRIDGES["accountabilities"])
    here[0]["text"] = "Inspect each span and pier before winter comes."
    role.write_bytes(new_file({**BRIDGES, "accountabilities": here}, ORDER))
    there = [item["text"] for item in BRIDGES["accountabilities"]]
    typed.lines("accountabilities", [there[0], there[1], "Close what is unsafe without a moment's wait to be told."])
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert values(role)["accountabilities"] == [
        here[0],
        here[1],
        {"text": "Close what is unsafe without a moment's wait to be told."},
    ]


def test_importing_twice_changes_nothing_the_second_time(run: Run, role: Path, typed: Typed) -> None:
    typed.type("dimensions.revenue_budget", "£42.5m")
    typed.type("effective_from", "1/4/2027")
    typed.add_line("accountabilities", 0, "Chair the trust.")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    after = role.read_bytes()
    assert run("import", WORD, "--yes").out == f"unchanged {role}\n"
    assert role.read_bytes() == after


def test_a_file_without_a_manifest_counts_every_difference_as_typed_and_says_so(
    run: Run, role: Path, typed: Typed
) -> None:
    typed.type("grade", "17")
    custom = raw(typed.docx(), "docProps/custom.xml").decode()
    bare = re.sub(r'<property [^>]*name="rolegen\.manifest\.\d+">.*?</property>', "", custom)
    assert bare != custom
    (role.parent.parent / WORD).write_bytes(repacked(typed.docx(), {"docProps/custom.xml": bare.encode()}))
    ran = run("import", WORD, "--yes")
    assert ran.code == 0
    assert "does not tell how it was built" in ran.err
    assert values(role) == meant({**BRIDGES, "grade": "17"})


# --- approved roles ---------------------------------------------------------------------------------------------------


def test_an_approved_role_that_was_edited_becomes_the_draft_of_its_next_version(run: Run, role: Path) -> None:
    approve(run, role).type("location", "Toll House")
    typed = approve(run, role)
    typed.type("location", "Toll House")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 0
    assert "it is a draft again, its approval taken out: version 3.8." in ran.err
    held = values(role)
    assert (held["status"], held["version"], held["location"]) == ("draft", "3.8", "Toll House")
    assert held.keys() & {"approved_by", "approved_on", "minute", "framework"} == set()
    assert run("build", "--force").code == 0


def test_the_version_that_someone_typed_wins(run: Run, role: Path) -> None:
    typed = approve(run, role)
    typed.type("version", "4.0")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert (values(role)["status"], values(role)["version"]) == ("draft", "4.0")


def test_an_approved_role_that_nobody_edited_stays_approved(run: Run, role: Path) -> None:
    approve(run, role)
    before = role.read_bytes()
    assert run("import", WORD).code == 0
    assert role.read_bytes() == before


def test_an_approval_is_not_changed_in_word(run: Run, role: Path) -> None:
    typed = approve(run, role)
    typed.type("approved_by", "Everybody")
    typed.saved(role.parent.parent / WORD)
    before = role.read_bytes()
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "Approved by was changed in Word, and an approval is not changed there." in ran.err
    assert role.read_bytes() == before


@pytest.mark.parametrize("status", ["superseded", "deleted"])
def test_a_role_that_stands_no_more_is_left_alone(run: Run, role: Path, status: str) -> None:
    typed = approve(run, role, status=status)
    typed.type("location", "Toll House")
    typed.saved(role.parent.parent / WORD)
    before = role.read_bytes()
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert f"This role has been {status}, so nothing is taken into it." in ran.err
    assert role.read_bytes() == before


# --- what is not taken ------------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_told_with_its_field_and_left(run: Run, role: Path, typed: Typed) -> None:
    typed.type("effective_from", "as soon as may be")
    typed.type("grade", "17")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "Effective from: “as soon as may be”" in ran.err
    assert meant(values(role)) == meant({**BRIDGES, "grade": "17"})


def test_a_change_of_approved_wording_is_refused_and_the_rest_is_taken(run: Run, role: Path, typed: Typed) -> None:
    clause = next(one for one in typed.root.iter(f"{W}sdt") if APPROVED.match(tag_of(one)))
    text = next(clause.iter(f"{W}t"))
    text.text = f"Do not {text.text}"
    typed.type("grade", "17")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "{+Do not+}" in ran.err
    assert "Approved wording is the framework's: what was typed over it is not taken." in ran.err
    assert values(role) == meant({**BRIDGES, "grade": "17"})


def test_text_typed_outside_the_fields_is_told_and_not_taken(run: Run, role: Path, typed: Typed) -> None:
    heading = next(one for one in typed.root.iter(f"{W}p") if "".join(one.itertext()) == "Dimensions")
    stray = copy.deepcopy(heading)
    stray.remove(stray.find(f"{W}pPr"))
    say(stray, "Remember the budget round.")
    heading.addnext(stray)
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD)
    assert ran.code == 0
    assert "warning: “Remember the budget round.” under “Dimensions” is in no field." in ran.err
    assert ran.out == f"unchanged {role}\n"


def test_a_field_that_is_gone_with_its_row_stays_in_the_role_file_and_is_told(
    run: Run, role: Path, typed: Typed
) -> None:
    (control,) = typed.controls("field:location")
    row = next(control.iterancestors(f"{W}tr"))
    row.getparent().remove(row)
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD)
    assert (ran.code, ran.out) == (0, f"unchanged {role}\n")
    assert "warning: Location is no longer in this Word file; it stays in the role file." in ran.err


def test_a_field_that_the_page_does_not_tell_in_full_is_not_taken_back(run: Run, role: Path) -> None:
    neither = {**BRIDGES, "politically_restricted": {"status": "no", "basis": "advised by the monitoring officer"}}
    role.write_bytes(new_file(neither, ORDER))
    assert run("build", "--force").code == 0
    assert run("import", WORD).code == 0
    typed = Typed((role.parent.parent / WORD).read_bytes())
    typed.type("politically_restricted", "Specified post")
    typed.saved(role.parent.parent / WORD)
    before = role.read_bytes()
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "Political restriction differs from the role file, and cannot be brought back from Word." in ran.err
    assert role.read_bytes() == before


def test_a_value_that_a_check_would_refuse_writes_nothing(run: Run, role: Path, typed: Typed) -> None:
    typed.type("grade", "99")
    typed.type("location", "Toll House")
    typed.saved(role.parent.parent / WORD)
    before = role.read_bytes()
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "There is no grade “99”." in ran.err
    assert "Nothing was written." in ran.err
    assert role.read_bytes() == before


def test_a_role_file_with_errors_is_to_be_mended_first(run: Run, role: Path) -> None:
    role.write_text(role.read_text("utf-8").replace("level: director", "level: directr"), "utf-8")
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "There is no level “directr”." in ran.err


def test_comments_are_listed_with_their_place(run: Run, role: Path, typed: Typed) -> None:
    data = commented(typed, "accountabilities", "Head of Highways", "Is this still ours?")
    (role.parent.parent / WORD).write_bytes(data)
    ran = run("import", WORD)
    assert ran.code == 0
    assert "Head of Highways, on “Inspect each span before winter comes.”, under Accountabilities: Is this" in ran.out


def test_tracked_changes_are_read_as_accepted_and_listed(run: Run, role: Path, typed: Typed) -> None:
    paragraph = typed.paragraphs("accountabilities")[1]
    added = etree.Element(f"{W}ins")
    added.set(f"{W}id", "9")
    added.set(f"{W}author", "Head of Highways")
    end = paragraph.find(f"{W}bookmarkEnd")
    end.addprevious(added)
    added.append(run_of(" Twice."))
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 0
    assert "Head of Highways added “Twice.”, under Accountabilities" in ran.out
    assert values(role)["accountabilities"][1]["text"].endswith("of the county. Twice.")


def commented(typed: Typed, path: str, author: str, text: str) -> bytes:
    """The file with a comment on the first paragraph of a field, as Word stores it."""
    paragraph = typed.paragraphs(path)[0]
    start, end = (etree.Element(f"{W}commentRange{side}") for side in ("Start", "End"))
    for mark in (start, end):
        mark.set(f"{W}id", "7")
    paragraph.find(f"{W}bookmarkStart").addprevious(start)
    paragraph.append(end)
    reference = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}commentReference")
    reference.set(f"{W}id", "7")
    data, rels = typed.docx(), "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    link = f'<Relationship Id="comments" Type="{kind}" Target="comments.xml"/></Relationships>'
    said = f'<w:comment w:id="7" w:author="{author}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
    parts = {
        rels: raw(data, rels).replace(b"</Relationships>", link.encode()),
        "word/comments.xml": f'<w:comments xmlns:w="{W[1:-1]}">{said}</w:comments>'.encode(),
    }
    return repacked(data, parts)


# --- forms of a level -------------------------------------------------------------------------------------------------


@pytest.fixture
def form(run: Run, tmp_path: Path) -> Typed:
    """A level's own form, in a workspace."""
    write(
        tmp_path,
        {"rolegen.yaml": SETTINGS, "roles/highways.yaml": "title: Director of Highways\nlevel: assistant-director\n"},
    )
    assert run("build", "--level", "director", "--non-cmt", "--format", "docx").code == 0
    return Typed((tmp_path / "director-non-cmt.docx").read_bytes())


def test_a_filled_in_form_becomes_a_new_role_file(run: Run, tmp_path: Path, form: Typed) -> None:
    form.type("title", "Director of Bridges & Tunnels")
    form.type("version", "0.1")
    form.lines("accountabilities", ["Inspect each span.", "Paint what rusts."])
    form.row(1, "Has crossed a bridge", "Essential", "Interview, test")
    form.saved(tmp_path / "form.docx")
    ran = run("import", "form.docx", "--yes")
    assert ran.code == 0
    path = tmp_path / "roles" / "director-of-bridges-tunnels.yaml"
    assert f"created   {path}" in ran.out
    held = values(path)
    category = held["person_profile"][0].pop("category")
    assert held == {
        "title": "Director of Bridges & Tunnels",
        "level": "director",
        "cmt": "false",
        "version": "0.1",
        "accountabilities": [{"text": "Inspect each span."}, {"text": "Paint what rusts."}],
        "person_profile": [
            {"criterion": "Has crossed a bridge", "importance": "essential", "assessed_by": ["interview", "test"]}
        ],
    }
    assert category in ("qualifications", "knowledge")
    assert list(held) == [key for key in ORDER if key in held]
    assert re.search(r"note: \d+ starter criteria were left as they came and are not taken", ran.err)
    assert run("check").code == 0


def test_a_form_that_is_imported_again_brings_what_was_typed_since(run: Run, tmp_path: Path, form: Typed) -> None:
    form.type("title", "Director of Bridges")
    form.row(1, "Has crossed a bridge", "Essential", "Interview")
    form.saved(tmp_path / "form.docx")
    assert run("import", "form.docx", "--yes").code == 0
    form.type("location", "Lock Cottage")
    form.saved(tmp_path / "form.docx")
    assert run("import", "form.docx", "--yes").code == 0
    held = values(tmp_path / "roles" / "director-of-bridges.yaml")
    assert (held["title"], held["location"], len(held["person_profile"])) == ("Director of Bridges", "Lock Cottage", 1)


def test_a_form_without_a_job_title_is_no_role_yet(run: Run, tmp_path: Path, form: Typed) -> None:
    form.type("location", "Lock Cottage")
    form.saved(tmp_path / "form.docx")
    for into in ([], ["--into", "roles/new.yaml"]):
        ran = run("import", "form.docx", "--yes", *into)
        assert ran.code == 1
        assert ran.err.count("No job title is written in this form.") == 1
    assert [path.name for path in (tmp_path / "roles").iterdir()] == ["highways.yaml"]


def test_a_criterion_without_an_importance_is_asked_for_by_name(run: Run, tmp_path: Path, form: Typed) -> None:
    form.type("title", "Director of Bridges")
    form.row(1, "Has crossed a bridge", "", "Interview")
    form.saved(tmp_path / "form.docx")
    ran = run("import", "form.docx", "--yes")
    assert ran.code == 1
    assert "“Has crossed a bridge” must be essential or desirable" in ran.err
    assert "person_profile" not in values(tmp_path / "roles" / "director-of-bridges.yaml")


def test_a_form_imported_twice_changes_nothing_though_the_page_orders_criteria(
    run: Run, tmp_path: Path, form: Typed
) -> None:
    form.type("title", "Director of Bridges")
    form.row(0, "Can swim", "Desirable", "Test")
    form.row(1, "Has crossed a bridge", "Essential", "Interview")
    form.saved(tmp_path / "form.docx")
    assert run("import", "form.docx", "--yes").code == 0
    again = run("import", "form.docx", "--yes")
    assert again.code == 0
    assert again.out.startswith("unchanged ")


def test_into_names_the_new_file_and_outside_a_workspace_it_lands_where_the_user_stands(
    run: Run, tmp_path: Path
) -> None:
    assert run("build", "--level", "assistant-director", "--format", "docx").code == 0
    form = Typed((tmp_path / "assistant-director.docx").read_bytes())
    form.type("title", "Head of Locks")
    form.saved(tmp_path / "form.docx")
    assert run("import", "form.docx", "--yes", "--into", "posts/locks.yaml").code == 0
    assert values(tmp_path / "posts" / "locks.yaml") == {"title": "Head of Locks", "level": "assistant-director"}
    assert run("import", "form.docx", "--yes").code == 0
    assert (tmp_path / "roles" / "head-of-locks.yaml").exists()


# --- whom the post reports to -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("Director of Highways", "highways"),
        ("director  of highways ", "highways"),
        ("highways", "highways"),
        ("Executive Director", "executive-director"),
        ("The harbour master", "The harbour master"),
    ],
)
def test_whom_a_post_reports_to_is_known_by_title(run: Run, role: Path, typed: Typed, words: str, becomes: str) -> None:
    write(role.parent, {"highways.yaml": "title: Director of Highways\nlevel: assistant-director\n"})
    typed.type("reports_to", words)
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert values(role)["reports_to"] == becomes


def test_a_title_that_two_roles_have_is_not_guessed(run: Run, role: Path, typed: Typed) -> None:
    for name in ("north", "south"):
        write(role.parent, {f"{name}.yaml": "title: Director of Highways\nlevel: assistant-director\n"})
    typed.type("reports_to", "Director of Highways")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "Reports to: north and south are both called “Director of Highways”." in ran.err
    assert values(role)["reports_to"] == "The Board of Bridges"


# --- which file -------------------------------------------------------------------------------------------------------


def test_the_role_is_found_from_where_the_word_file_is_or_from_where_the_user_stands(
    run: Run, role: Path, typed: Typed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    typed.type("grade", "17")
    away = typed.saved(tmp_path_factory.mktemp("downloads") / "bridges.docx")
    assert run("import", away, "--dry-run").out.endswith(f"would update {role}\n")


def test_a_role_that_is_nowhere_is_to_be_named(run: Run, role: Path) -> None:
    role.rename(role.with_name("tunnels.yaml"))
    ran = run("import", WORD, "--yes")
    assert ran.code == 1
    assert "The role “bridges”, of which this Word file was made, is not among the roles" in ran.err
    assert "--into" in ran.err
    ran = run("import", WORD, "--yes", "--into", "roles/tunnels.yaml")
    assert ran.code == 0
    assert "This Word file was made of the role “bridges”" in ran.err


def test_a_new_role_that_is_made_of_another_ones_file_has_all_that_the_page_says_but_the_approval(
    run: Run, role: Path
) -> None:
    typed = approve(run, role, job_evaluation={"status": "evaluated", "reference": "JE-1"})
    typed.type("title", "Director of Tunnels")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes", "--into", "roles/tunnels.yaml")
    assert ran.code == 0
    assert "made of the role “bridges”; all that it says goes into a new role." in ran.err
    assert "Of the other role, and not taken into this one: " in ran.err
    ours = values(role.with_name("tunnels.yaml"))
    was = {key: value for key, value in values(role).items() if key not in (*OWN, "status", "framework")}
    was["accountabilities"] = [{"text": item["text"]} for item in was["accountabilities"]]
    assert ours == {**was, "title": "Director of Tunnels"}


def test_a_form_for_a_job_title_that_there_is_already_is_pointed_out(run: Run, tmp_path: Path, form: Typed) -> None:
    write(tmp_path, {"roles/bridges.yaml": "title: Director of Bridges\nlevel: assistant-director\n"})
    form.type("title", "Director of  bridges")
    form.saved(tmp_path / "form.docx")
    ran = run("import", "form.docx", "--dry-run")
    assert "This makes a new role file, but roles/bridges.yaml has the same job title." in ran.err
    assert "--into roles/bridges.yaml" in ran.err
    (tmp_path / "roles" / "bridges.yaml").rename(tmp_path / "roles" / "director-of-bridges.yaml")
    ran = run("import", "form.docx", "--dry-run")
    assert "There is a role file for this job title already: what was typed goes into it." in ran.err
    assert "--into roles/director-of-bridges-2.yaml" in ran.err


@pytest.mark.parametrize(("before", "part"), [("", slice(12)), ("SOAC", slice(-7, None))])
def test_a_gap_that_was_typed_over_by_halves_is_not_taken(
    run: Run, tmp_path: Path, form: Typed, before: str, part: slice
) -> None:
    form.type("title", "Director of Bridges")
    (asked,) = {words_of(control.find(f"{W}sdtContent")) for control in form.controls("field:minute")}
    assert asked.startswith("[")
    form.type("minute", f"{before}{asked[part]}")
    form.saved(tmp_path / "form.docx")
    ran = run("import", "form.docx", "--yes")
    assert (ran.code, "still holds a part of what the gap asks for; it is not taken." in ran.err) == (1, True)
    assert "minute" not in values(tmp_path / "roles" / "director-of-bridges.yaml")


def test_a_field_that_a_template_shows_in_its_own_way_is_told_only_where_someone_changed_it(
    run: Run, role: Path
) -> None:
    own = (ROOT / "templates" / "profile.html.j2").read_text("utf-8")
    plain, loud = '"location", role.location,', '"location", role.location | upper,'
    assert plain in own
    write(role.parent.parent, {"templates/profile.html.j2": own.replace(plain, loud)})
    assert run("build", "--force").code == 0
    typed = Typed((role.parent.parent / WORD).read_bytes())
    typed.type("grade", "17")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert (ran.code, "locked-field" in ran.err) == (0, False)
    typed.type("location", "LOCK HOUSE")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert (ran.code, "locked-field" in ran.err) == (1, True)


def test_a_theme_that_was_given_another_name_is_told_once(run: Run, role: Path, typed: Typed) -> None:
    (heading,) = [one for one in typed.root.iter(f"{W}p") if words_of(one) == "Shaping the Future"]
    say(heading, "Making the Future")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert (ran.code, ran.err.count("the Future")) == (1, 1)


def test_what_the_role_cannot_be_given_is_told_of_the_word_file(run: Run, role: Path, typed: Typed) -> None:
    typed.type("grade", "99")
    typed.saved(role.parent.parent / WORD)
    ran = run("import", WORD, "--yes")
    assert (ran.code, f"{WORD}: error: There is no grade “99”." in ran.err) == (1, True)


def test_a_build_replaces_the_file_of_an_approved_role_that_an_import_made_a_draft(run: Run, role: Path) -> None:
    typed = approve(run, role)
    typed.type("location", "Lock House")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").err.endswith("Next: rolegen build roles/bridges.yaml\n")
    assert run("build").code == 0


def test_words_in_brackets_are_words(run: Run, role: Path, typed: Typed) -> None:
    typed.type("location", "[Lock House] or at home]")
    typed.saved(role.parent.parent / WORD)
    assert run("import", WORD, "--yes").code == 0
    assert values(role)["location"] == "[Lock House] or at home]"


@pytest.mark.usefixtures("role")
def test_a_folder_is_no_word_file_and_the_settings_are_no_role_file(run: Run) -> None:
    ran = run("import", "profiles")
    assert (ran.code, "“profiles” is a folder." in ran.err) == (2, True)
    ran = run("import", WORD, "--into", "rolegen.yaml")
    assert (ran.code, "“rolegen.yaml” is not the name of a role file." in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (word_file(p("Words")), 1, "This file was not made by rolegen"),
        (b"%PDF-1.7 not a Word file", 1, "other.docx: error"),
        (None, 2, "There is no file “other.docx”."),
    ],
)
def test_other_files_get_one_clear_line(run: Run, tmp_path: Path, data: bytes | None, code: int, said: str) -> None:
    if data is not None:
        (tmp_path / "other.docx").write_bytes(data)
    ran = run("import", "other.docx", "--yes")
    assert ran.code == code
    assert said in ran.err
    assert ran.err.count("error") == 1


# --- asking -----------------------------------------------------------------------------------------------------------


def test_without_a_terminal_nothing_is_written_until_yes_is_said(run: Run, role: Path, typed: Typed) -> None:
    typed.type("grade", "17")
    typed.saved(role.parent.parent / WORD)
    before = role.read_bytes()
    ran = run("import", WORD)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert role.read_bytes() == before
    assert run("import", WORD, "--dry-run").code == 0
    assert role.read_bytes() == before
    ran = run("import", WORD, "--yes", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert values(role)["grade"] == "17"


def test_what_word_asks_for_is_no_answer_and_a_field_shown_twice_stays_so() -> None:
    asked = "Click or tap here to enter text."
    shown = {
        "location": ((asked,),),
        "accountabilities": (("Inspect.",), (asked,)),
        "person_profile": (("Skills", "Can swim", "Choose an item.", ""),),
        "title": TWICE,
    }
    assert without_prompts(shown) == {
        "location": (),
        "accountabilities": (("Inspect.",),),
        "person_profile": (("Skills", "Can swim", "", ""),),
        "title": TWICE,
    }
