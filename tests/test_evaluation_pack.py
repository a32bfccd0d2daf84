"""The pack for job evaluators: what each paper says, what stands in the manifest, and that nobody's work is lost."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import workspace
from rolegen.evaluation.pack import manifest
from rolegen.evaluation.pack.comparators import comparators
from rolegen.evaluation.pack.dimensions import Size, share, sizes
from rolegen.evaluation.pack.making import COMPARATORS, TEMPLATES, Pack, pack, papers, tracked_changes
from rolegen.evaluation.pack.papers import form, paper
from rolegen.evaluation.pack.placing import place
from rolegen.evaluation.pack.request import request
from rolegen.evaluation.pack.services import Service, services
from rolegen.evaluation.pack.submission import Submission, submission
from rolegen.evaluation.pack.triggers import trigger_report
from rolegen.problems import Problem
from rolegen.role import Dimensions
from rolegen.word.package import to_docx
from tests.conftest import EXAMPLES, Run, stamps
from tests.packed import AFTER, BEFORE, NAME, ODD, OTHERS, PAPERS, WORDS, council, first, made, packed, role, submitted
from tests.samples import UNTIMED, W, as_yaml, body, every, lines, needed, opened, paragraphs, rows, style_of, write
from tests.test_validity import faults, validator
from tests.tracked import settled
from tests.word_files import typed_into

HEADINGS = {"Heading1": 1, "Heading2": 2, "Heading3": 3}
DOWN, ACROSS = 16.4, 25.1  # cm between the margins of a page, and of one turned on its side
TWIPS = 1440 / 2.54
BOTH = pytest.mark.parametrize("made_of", [packed, first], ids=["evaluated", "never evaluated"])


def text(name: str, files: Mapping[str, bytes] | None = None) -> str:
    """All that a paper says, a paragraph a line."""
    return "\n".join(lines((files or packed())[name]))


def told(files: Mapping[str, bytes] | None = None) -> Any:
    return json.loads((files or packed())[manifest.NAME])


# --- the files --------------------------------------------------------------------------------------------------------


def test_a_pack_has_its_files_in_the_order_in_which_they_are_read() -> None:
    names = list(packed())
    assert [name for name in names if name.endswith(".docx")] == WORDS
    charts = ["4-chart-now.png", "4-chart-now.svg", "4-chart-proposed.png", "4-chart-proposed.svg"]
    assert sorted(set(names) - set(WORDS)) == [*charts, manifest.NAME]
    assert names[-1] == manifest.NAME, "the manifest is written last"
    assert [name[0] for name in names] == sorted(name[0] for name in names)


def test_the_same_workspace_makes_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    assert made(tmp_path / "a" / "deeper").files == dict(packed())


@BOTH
def test_the_manifest_tells_the_truth_of_every_file(made_of: Any) -> None:
    files = made_of()
    said = {one["name"]: (one["bytes"], one["sha256"]) for one in told(files)["files"]}
    true = {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}
    assert said == {name: value for name, value in true.items() if name != manifest.NAME}
    assert len(said) >= 9


def test_the_manifest_has_the_digest_of_each_input_and_no_place_of_this_machine(tmp_path: Path) -> None:
    inputs = needed(manifest.inputs(submitted(tmp_path), TEMPLATES))
    assert [{"file": name, "sha256": digest} for name, digest in inputs.items()] == told()["inputs"]
    own = {name: digest for name, digest in inputs.items() if (tmp_path / name).is_file()}
    copy = f"evaluations/{NAME}/2024-02-01"
    assert set(own) == {f"roles/{NAME}.yaml", "rolegen.yaml", f"{copy}/{NAME}.yaml", f"{copy}/evaluation.yaml"}
    assert all(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest for name, digest in own.items())
    shipped = {name for name in inputs if name.startswith("rolegen: ")}
    assert {"rolegen: data/descriptors.yaml", "rolegen: data/responsibilities.yaml"} <= shipped
    assert "rolegen: templates/evaluation/request.html.j2" in shipped
    assert set(inputs) - set(own) - shipped == {"other roles"}


def test_another_role_or_its_copy_that_changes_changes_the_digest_of_the_other_roles(tmp_path: Path) -> None:
    own = submitted(tmp_path)
    before = needed(manifest.inputs(own, ()))
    write(tmp_path, {"roles/canals.yaml": "title: Director of Canals and Rivers\nlevel: director\n"})
    after = needed(manifest.inputs(own, ()))
    assert [name for name in before if before[name] != after[name]] == ["other roles"]
    write(tmp_path, {"evaluations/canals/2024-05-01/canals.yaml": "title: Director of Canals\nlevel: director\n"})
    assert needed(manifest.inputs(own, ()))["other roles"] not in (before["other roles"], after["other roles"])


def test_the_manifest_says_what_was_compared_and_what_it_came_to() -> None:
    said = told()
    assert (said["role"]["id"], said["role"]["grade"], said["role"]["version"]) == (NAME, "18", "2.0")
    assert (said["evaluated"]["reference"], said["evaluated"]["date"]) == ("JE-7", "2024-02-01")
    assert said["evaluated"]["framework"] == said["framework"]["version"]
    assert {one["rule"] for one in said["findings"]} >= {"services", "budget"}
    assert (said["outcome"], said["triggers"]["adopted"], said["as_at"]) == ("refer", False, None)


# --- every paper ------------------------------------------------------------------------------------------------------


@BOTH
def test_every_word_file_can_be_read_by_its_headings(made_of: Any) -> None:
    files = {name: data for name, data in made_of().items() if name.endswith(".docx")}
    assert len(files) >= 7
    for name, data in files.items():
        depths = [HEADINGS[style] for p in paragraphs(data) if (style := style_of(p)) in HEADINGS]
        assert depths[0] == 1, name
        assert depths.count(1) == 1, name
        assert len(depths) > 1, name
        assert all(below <= above + 1 for above, below in pairwise(depths)), name


@BOTH
def test_every_table_has_a_header_no_merged_cells_and_room_on_its_page(made_of: Any) -> None:
    count = 0
    for name in (name for name in made_of() if name in PAPERS):
        page = body(made_of()[name])
        widest = ACROSS if every(page, ".//w:pgSz[@w:orient='landscape']") else DOWN
        for table in every(page, ".//w:tbl"):
            count += 1
            marked = [bool(every(row, "w:trPr/w:tblHeader")) for row in every(table, "w:tr")]
            assert marked == [True] + [False] * (len(marked) - 1), name
            assert len(marked) > 1, name
            assert not every(table, ".//w:gridSpan | .//w:vMerge"), name
            width = sum(int(column.get(f"{W}w")) for column in every(table, "w:tblGrid/w:gridCol")) / TWIPS
            assert width <= widest + 0.15, f"{name}: {width}"
    assert count >= 12


def test_every_picture_says_what_it_shows_to_whoever_cannot_see_it() -> None:
    pictures = every(body(packed()["4-charts.docx"]), ".//wp:docPr")
    assert len(pictures) == 2
    assert all("Director of Bridges" in picture.get("descr") for picture in pictures)


def test_the_open_xml_sdk_finds_nothing_wrong_in_the_request(tmp_path: Path) -> None:
    validator()
    path = tmp_path / "1-request.docx"
    path.write_bytes(packed()["1-request.docx"])
    assert faults(path) == []


def test_every_paper_says_whose_it_is_and_what_it_is_for() -> None:
    for name in PAPERS:
        head = "\n".join(p.text for p in opened(packed()[name]).sections[0].header.paragraphs)
        assert "FOR JOB EVALUATION" in head + text(name) or every_header(packed()[name]), name
        assert opened(packed()[name]).core_properties.title.startswith("Director of Bridges: "), name


def every_header(data: bytes) -> bool:
    """Whether the marking stands in the header's own control, which python-docx passes over."""
    return any(
        "FOR JOB EVALUATION" in part.blob.decode()
        for part in opened(data).part.package.iter_parts()
        if "header" in part.partname
    )


def test_words_of_a_role_that_look_like_markup_are_words() -> None:
    for name in PAPERS:
        assert ODD in text(name, first()), name
    assert "{% if %} & so on" in text("7-level.docx", first())


def test_an_organisation_may_have_a_template_of_its_own(tmp_path: Path) -> None:
    own = "<title>{{ title }}: ours</title><h1>Our own form</h1><p>{{ report.outcome }}</p>"
    write(tmp_path, {"templates/evaluation/request.html.j2": own})
    post = submitted(tmp_path)
    assert lines(needed(form(post, "request", {"report": trigger_report(post)}))) == ["Our own form", "Outcome: refer."]
    assert "templates/evaluation/request.html.j2" in needed(manifest.inputs(post, TEMPLATES))


def test_a_fault_in_a_template_is_told_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"templates/evaluation/level.html.j2": "<title>x</title>\n<h1>{{ nothing }}</h1>"})
    done = paper(submitted(tmp_path), "level", {})
    (problem,) = done.problems
    assert (done.value, problem.rule, problem.place and problem.place.line) == (None, "template-undefined", 2)


# --- the profile, and its changes -------------------------------------------------------------------------------------


def test_the_proposed_profile_is_what_a_build_writes(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    assert run("build", f"roles/{NAME}.yaml", "--out", "built").code == 0
    assert (tmp_path / "built" / f"{NAME}.docx").read_bytes() == packed()["2-proposed-profile.docx"]


def redline(own: Submission) -> bytes:
    """The tracked changes of a post that was evaluated."""
    made = tracked_changes(own)
    assert made
    return needed(made)


def test_accepted_the_changes_give_the_proposed_profile_and_rejected_the_evaluated_one(tmp_path: Path) -> None:
    data, own = packed()["3-tracked-changes.docx"], submitted(tmp_path)
    assert own.before
    house = own.shop.house
    assert settled(data, "accept") == settled(to_docx(own.proposed.page.document, house), "accept")
    assert settled(data, "reject") == settled(to_docx(own.before.document, house), "accept")
    was, now = str(settled(data, "reject")), str(settled(data, "accept"))
    assert ("Towpaths" in was, "Towpaths" in now) == (True, False)
    assert ("Ferries & fords" in was, "Ferries & fords" in now) == (False, True)
    assert {change.get(f"{W}author") for change in every(body(data), "//*[@w:author]")} == {"rolegen"}
    assert not every(body(data), "//@w:date")


def test_the_evaluated_side_keeps_the_framework_and_the_superior_of_its_time(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    shutil.copytree(EXAMPLES.parent / "data", tmp_path / "data", ignore=shutil.ignore_patterns("history"))
    assert run("init", "--framework-version", "2030").code == 0
    shared = tmp_path / "data" / "responsibilities.yaml"
    changed = re.sub(r"Promote a culture", "Foster a culture", shared.read_text("utf-8"))
    shared.write_text(changed, encoding="utf-8")
    works = tmp_path / "roles/works.yaml"
    works.write_text(works.read_text("utf-8").replace("of Works", "of Roads"), encoding="utf-8")
    place = needed(workspace.find(tmp_path))
    data = redline(needed(submission(place, role(tmp_path), None)))
    was, now = str(settled(data, "reject")), str(settled(data, "accept"))
    assert ("Executive Director of Works" in was, "Executive Director of Roads" in now) == (True, True)
    assert ("Foster a culture" in was, "Foster a culture" in now) == (False, True)
    assert "Promote a culture" in was


def test_a_framework_that_is_gone_is_told_where_the_copy_names_it(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    shutil.copytree(EXAMPLES.parent / "data", tmp_path / "data")
    assert run("init", "--framework-version", "2030").code == 0
    for folder in (tmp_path / "data" / "history").iterdir():
        shutil.rmtree(folder)
    ran = run("evaluation", NAME, "--pack", "out")
    assert (ran.code, (tmp_path / "out").exists()) == (1, False)
    assert f"evaluations/{NAME}/2024-02-01/evaluation.yaml: error: The post was evaluated on framework" in ran.err


def test_a_role_without_changes_has_a_pack_that_says_so(tmp_path: Path) -> None:
    own = submitted(tmp_path, after={**BEFORE, "job_evaluation": AFTER["job_evaluation"]})
    assert not every(body(redline(own)), "//*[@w:author]")
    found = trigger_report(own)
    assert (found.outcome, found.found) == ("Outcome: no trigger found.", ())
    files = {name: needed(data) for name, data in papers(own).items()}
    assert "None." in text("6-trigger-report.docx", files)
    assert {row[3] for row in rows(files["5-dimensions.docx"]) if len(row) == 5} == {"Difference", "No change"}


def test_a_role_that_was_never_evaluated_has_no_redline_and_the_papers_say_why() -> None:
    why = "The post has never been evaluated, so there is no earlier profile to compare with."
    assert "3-tracked-changes.docx" not in first()
    assert (told(first())["no_redline"], told(first())["evaluated"]) == (why, None)
    assert why in text("1-request.docx", first())
    assert "4-chart-now.svg" not in first()
    assert "so there is only the chart as proposed" in text("4-charts.docx", first())
    assert why in text("5-dimensions.docx", first())


def test_an_evaluated_role_of_which_no_copy_is_kept_has_no_redline_either(tmp_path: Path) -> None:
    own = submitted(tmp_path, evaluated=False)
    assert (own.before, tracked_changes(own)) == (None, None)
    assert "No copy of the profile as it was evaluated is kept" in own.why_no_redline
    assert ("Reference", "JE-7") in [(fact.name, fact.value) for fact in request(own).evaluation]


# --- the request ------------------------------------------------------------------------------------------------------


def test_the_request_states_the_facts_and_leaves_the_answers_blank() -> None:
    pairs = [(row[0], row[1]) for row in rows(packed()["1-request.docx"]) if len(row) == 2]
    assert {("Post number", "B0451"), ("Grade", "18"), ("Reports to", "Executive Director of Works")} <= set(pairs)
    assert {("Scheme", "Hay"), ("Reference", "JE-7"), ("Date", "1 February 2024")} <= set(pairs)
    stated = dict(pairs)
    blank = ("Reason for the request", "Proposed by", "Effective date of the grade", "Budget approved by")
    assert all(stated[name].startswith("[") for name in (*blank, "Trade union consultation"))
    signed = [row for row in rows(packed()["1-request.docx"]) if row[0].startswith(("Proposer", "Finance"))]
    assert len(signed) == 2
    assert all(row[2] == "[Signature]" for row in signed)


def test_only_the_answers_of_the_request_can_be_typed_into() -> None:
    page = body(packed()["1-request.docx"])
    tags = [one.get(f"{W}val") for one in every(page, ".//w:sdtPr/w:tag")]
    assert len(tags) > 30
    assert all(tag.startswith("field:request.") for tag in tags)
    assert len(set(tags)) == len(tags)
    assert every(page, "w:sdt/w:sdtPr/w:lock/@w:val") == ["contentLocked"]


def test_a_workspace_without_controls_has_a_request_without_them(tmp_path: Path) -> None:
    council(tmp_path)
    write(tmp_path, {"rolegen.yaml": "controls: false\n"})
    own = needed(submission(needed(workspace.find(tmp_path)), role(tmp_path), None))
    data = needed(form(own, "request", {"request": request(own), "report": trigger_report(own), "enclosed": ()}))
    assert not every(body(data), ".//w:sdt")
    assert lines(data).count("[Signature]") == 5


def test_the_request_lists_what_is_enclosed() -> None:
    listed = [row[0] for row in rows(packed()["1-request.docx"])]
    assert [name for name in listed if re.match(r"\d-|manifest", name)] == [*WORDS[1:], manifest.NAME]


# --- dimensions, services, level, triggers, comparators ---------------------------------------------------------------


def test_dimensions_stand_beside_each_other_with_their_differences() -> None:
    stated = {row[0]: row[1:] for row in rows(packed()["5-dimensions.docx"])}
    assert stated["Measure"][:2] == ["As evaluated, 2023/24", "As proposed, 2026/27"]
    assert stated["Revenue budget"] == ["£6 million", "£9 million", "+£3 million", "+50%"]
    assert stated["Revenue, capital and income together"] == ["£10 million", "£13 million", "+£3 million", "+30%"]
    assert stated["Staff (full-time equivalent)"] == ["400", "412.5", "+12.5", "+3.1%"]
    assert stated["Capital budget"][2:] == ["No change", ""]
    assert "The figures are of two years" in text("5-dimensions.docx")
    assert (stated["Locks"], stated["Towpaths"], stated["Ferries & fords"]) == (["Kept"], ["Taken away"], ["Added"])


@pytest.mark.parametrize(
    ("was", "now", "size"),
    [
        (None, 5, Size("Direct reports", "Not stated", "5", "Newly stated")),
        (5, None, Size("Direct reports", "5", "Not stated", "No longer stated")),
        (0, 5, Size("Direct reports", "0", "5", "+5", "From none")),
        (0, 0, Size("Direct reports", "0", "0", "No change")),
        (8, 6, Size("Direct reports", "8", "6", "\N{MINUS SIGN}2", "\N{MINUS SIGN}25%")),
        (3000, 3001, Size("Direct reports", "3,000", "3,001", "+1", "less than 0.1% up")),
    ],
)
def test_a_size_says_what_became_of_it(was: int | None, now: int | None, size: Size) -> None:
    assert sizes(Dimensions(direct_reports=was), Dimensions(direct_reports=now)).rows == (size,)


def test_the_budgets_that_both_sides_state_are_added_up_and_named() -> None:
    one, two, three = (
        Dimensions(revenue_budget=1),
        Dimensions(revenue_budget=1, capital_budget=2),
        Dimensions(revenue_budget=2, capital_budget=4, income=3),
    )
    pairs = ((one, two), (two, three), (None, three))
    added = [[row for row in sizes(was, now).rows if row.name.endswith("together")] for was, now in pairs]
    assert added == [
        [],
        [Size("Revenue and capital together", "£3", "£6", "+£3", "+100%")],
        [Size("Revenue, capital and income together", "Not stated", "£9", "Newly stated")],
    ]


@settings(UNTIMED)
@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_a_share_has_the_sign_and_the_size_of_the_change(was: Any, now: Any) -> None:
    said = share(Fraction(was), Fraction(now))
    if was == now:
        assert said == ""
    elif not was:
        assert said == "From none"
    else:
        assert (said[0] == "+" or said.endswith(" up")) == (now > was)
        number = float("".join(re.findall(r"[\d.]", said)))
        cent = float(abs(now - was) / was * 100)
        assert abs(number - cent) <= (0.51 if cent >= 100 else 0.1) + 1e-9 * number


def test_a_service_is_known_again_however_it_is_written() -> None:
    found = services(["Parks and gardens", "Zoo"], ["parks & gardens", "Trees"], ())
    assert found == (Service("parks & gardens", "Kept"), Service("Trees", "Added"), Service("Zoo", "Taken away"))


def test_services_that_are_only_put_together_or_parted_are_kept() -> None:
    found = services(["Parks", "Leisure", "Roads and bridges"], ["Parks & leisure", "Bridges", "Roads", "’"], ())
    kept = [Service(name, "Kept") for name in ("Parks & leisure", "Bridges", "Roads")]
    assert found == (*kept, Service("’", "Added"))


def test_a_service_that_moved_says_where_it_went(tmp_path: Path) -> None:
    write(tmp_path, {"roles/towns.yaml": as_yaml({**OTHERS["canals"], "service_areas": ["Towpaths"]})})
    files = {name: needed(data) for name, data in papers(submitted(tmp_path)).items()}
    assert ["Towpaths", "Taken away, to Director of Canals"] in rows(files["5-dimensions.docx"])
    assert "“Towpaths” went to Director of Canals" in text("6-trigger-report.docx", files)


def test_the_level_stands_beside_the_post() -> None:
    stated = {row[0]: row[1:] for row in rows(packed()["7-level.docx"])}
    ((level, (purpose,)),) = [
        (name, told) for name, told in stated.items() if len(told) == 1 and "framework" not in name
    ]
    assert (purpose, "Director" in level) == (AFTER["purpose"], True)
    assert stated["Reports to"][1] == "Executive Director of Works"
    assert AFTER["accountabilities"][0]["text"] in text("7-level.docx")


def test_the_trigger_report_has_each_rule_that_fired_and_names_the_others() -> None:
    said = text("6-trigger-report.docx")
    fired = {one["rule"] for one in told()["findings"]}
    assert len(fired) >= 2
    assert all(f"[{rule}]: " in said for rule in fired)
    facts = [row[0] for row in rows(packed()["6-trigger-report.docx"]) if len(row) == 2]
    assert facts.count("Threshold") == facts.count("Why") == facts.count("Basis") == len(told()["findings"])
    assert "not adopted by your organisation" in said
    assert "These found nothing: " in said
    assert "no day was given to count from: An old evaluation; A recent evaluation." in said
    assert "people decide" in said


def test_comparators_are_the_standing_posts_of_the_level() -> None:
    same, other = (table for table in (every(body(packed()["8-comparators.docx"]), ".//w:tbl")))
    names = [
        ["".join(every(row, "w:tc[1]//w:t/text()")) for row in every(table, "w:tr")[1:]] for table in (same, other)
    ]
    assert names == [
        ["This post, as proposed: Director of Bridges (B0451)", "Director of Harbours (B0452)"],
        ["Director of Canals"],
    ]


def test_a_post_whose_place_this_one_takes_is_no_comparator(tmp_path: Path) -> None:
    own = submitted(tmp_path, after={**AFTER, "replaces": "harbours"})
    found = comparators(own.shop, own.file, own.proposed.page.framework)
    assert ([one.title for one in found.same_grade], len(found.other_grade)) == ([], 1)
    assert "has this level and this grade." in text(COMPARATORS, {COMPARATORS: needed(papers(own)[COMPARATORS])})


def test_a_post_without_a_grade_has_no_comparators_of_the_same() -> None:
    said = text("8-comparators.docx", first())
    assert "states no grade" in said
    assert "Director of Harbours" in said


def test_the_charts_are_those_then_and_now() -> None:
    now, proposed = (packed()[f"4-chart-{which}.svg"].decode() for which in ("now", "proposed"))
    assert ("Director of Bridges" in now, "Director of Bridges" in proposed) == (True, True)
    assert packed()["4-chart-now.png"].startswith(b"\x89PNG")
    listed = rows(packed()["4-charts.docx"])
    assert sum(row[0] == "Assistant Director of Locks" for row in listed) == 2


def test_another_role_that_cannot_be_read_is_told_and_stops_nothing(tmp_path: Path) -> None:
    place = council(tmp_path)
    write(tmp_path, {"roles/canals.yaml": "title: [\n"})
    done = pack(place, role(tmp_path), None)
    assert done.value
    assert {problem.severity for problem in done.problems} == {"warning"}
    assert "Canals" not in text("8-comparators.docx", done.value.files)


# --- written to a folder ----------------------------------------------------------------------------------------------


@cache
def whole() -> Pack:
    return Pack(NAME, packed(), "")


@cache
def later() -> Pack:
    """The pack as if the role had changed since."""
    return Pack(NAME, {name: data + b"\n" for name, data in packed().items()}, "")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the pack."""
    verbs = needed(place(whole(), tmp_path / "out", force=False))
    assert set(verbs.values()) == {"created"}
    return tmp_path / "out"


def filled_in(path: Path) -> None:
    """The file as someone saves it from another program, with words in it."""
    word = opened(path.read_bytes())
    typed_into(word, "The department was merged.")
    word.save(str(path))


def refused(pack: Pack, folder: Path, rule: str) -> Problem:
    """The one reason for which a pack is not written, if nothing changed in the folder."""
    before = contents(folder)
    done = place(pack, folder, force=False)
    (problem,) = done.problems
    assert (done.value, problem.rule, contents(folder)) == (None, rule, before)
    return problem


def test_a_pack_is_written_to_a_folder_and_told_file_by_file(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    ran = run("evaluation", NAME, "--pack", "new/out")
    assert (ran.code, ran.out.count("created")) == (0, len(packed()))
    assert contents(tmp_path / "new" / "out") == dict(packed())
    assert "Next: open new/out/1-request.docx" in ran.err


def test_a_pack_that_is_made_again_leaves_every_file_as_it_was(out: Path) -> None:
    written = stamps(out)
    assert set(needed(place(whole(), out, force=False)).values()) == {"unchanged"}
    assert stamps(out) == written


def test_files_as_rolegen_wrote_them_are_replaced_when_the_role_changes(out: Path) -> None:
    assert set(needed(place(later(), out, force=False)).values()) == {"updated"}
    assert contents(out) == dict(later().files)


def test_a_request_that_someone_filled_in_is_not_lost(run: Run, tmp_path: Path, out: Path) -> None:
    council(tmp_path)
    filled_in(out / "1-request.docx")
    before = contents(out)
    ran = run("evaluation", NAME, "--pack", "out")
    assert (ran.code, contents(out)) == (1, before)
    assert "1-request.docx: error: 1-request.docx was saved by another program" in ran.err
    assert "--force" in ran.err


def test_it_is_not_lost_where_the_manifest_is_gone_and_is_overwritten_only_by_force(out: Path) -> None:
    filled_in(out / "1-request.docx")
    (out / manifest.NAME).unlink()
    done = place(whole(), out, force=False)
    assert {problem.place.path.name for problem in done.problems if problem.place} == {"1-request.docx"}
    assert needed(place(whole(), out, force=True))[out / "1-request.docx"] == "updated"
    assert contents(out) == dict(packed())


def test_any_other_file_that_someone_changed_is_not_lost_either(out: Path) -> None:
    (out / "4-chart-now.svg").write_text("<svg/>", encoding="utf-8")
    assert "4-chart-now.svg" in refused(whole(), out, "edited").message


def test_the_pack_of_another_role_is_not_overwritten(out: Path) -> None:
    assert "“bridges”" in refused(replace(whole(), role="harbours"), out, "other-pack").message


@pytest.mark.parametrize("said", ["", "{", "[]", '{"name": "A web site"}', '{"files": [{}]}', "[" * 100_000])
def test_a_manifest_of_something_else_is_not_overwritten(tmp_path: Path, said: str) -> None:
    write(tmp_path, {manifest.NAME: said})
    assert "is not of a pack" in refused(whole(), tmp_path, "edited").message


def test_a_file_that_the_new_pack_does_not_have_is_told(out: Path) -> None:
    done = place(Pack(NAME, first(), "Why."), out, force=False)
    assert done.value
    left = [(problem.place.path.name, problem.severity) for problem in done.problems if problem.place]
    assert left == [(name, "warning") for name in packed() if name not in first()]
    assert len(left) == 3


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "8-comparators.docx").mkdir()
    assert "A folder stands where" in refused(whole(), tmp_path, "cannot-write").message
    assert [path.name for path in tmp_path.iterdir()] == ["8-comparators.docx"]


def test_a_disk_that_is_full_keeps_nothing_of_a_pack(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit to how large a file may become")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        done = place(whole(), tmp_path / "out", force=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert ([problem.rule for problem in done.problems], list(tmp_path.iterdir())) == (["cannot-write"], [])


def test_a_pack_goes_to_a_folder_and_not_to_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"file": "x"})
    done = place(whole(), tmp_path / "file", force=False)
    assert [problem.message for problem in done.problems] == ["A file stands where the folder of the pack should be."]
    assert contents(tmp_path) == {"file": b"x"}


def test_a_folder_that_cannot_be_made_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, {"file": "x"})
    done = place(whole(), tmp_path / "file" / "out", force=False)
    assert [problem.rule for problem in done.problems] == ["cannot-write"]


@pytest.mark.parametrize("names", [[], ["bridges", "harbours"], ["roles"]])
def test_a_pack_is_made_of_one_role_at_a_time(run: Run, tmp_path: Path, names: list[str]) -> None:
    council(tmp_path, evaluated=False)
    ran = run("evaluation", *names, "--pack", "out")
    assert (ran.code, "one" in ran.err, (tmp_path / "out").exists()) == (2, True, False)


def test_a_role_with_a_fault_has_no_pack(run: Run, tmp_path: Path) -> None:
    council(tmp_path, evaluated=False, after={**AFTER, "level": "directr"})
    ran = run("evaluation", NAME, "--pack", "out")
    assert (ran.code, "unknown-level" in ran.err, (tmp_path / "out").exists()) == (1, True, False)


def test_a_role_file_by_itself_has_no_pack(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"alone.yaml": as_yaml(AFTER)})
    ran = run("evaluation", "alone.yaml", "--pack", "out")
    assert (ran.code, "[no-workspace]" in ran.err) == (2, True)
    council(tmp_path, evaluated=False)
    ran = run("evaluation", "alone.yaml", "--pack", "out")
    assert (ran.code, "this file is none of those in roles/. [not-a-role]" in ran.err) == (1, True)


def test_a_role_that_another_one_replaces_has_no_pack_and_the_other_has_one(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    write(tmp_path, {"roles/crossings.yaml": as_yaml({**AFTER, "title": "Director of Crossings", "replaces": NAME})})
    assert "[not-on-chart]" in run("evaluation", NAME, "--pack", "out").err
    own = needed(submission(needed(workspace.find(tmp_path)), tmp_path / "roles/crossings.yaml", None))
    assert ("Evaluated as", "Director of Bridges") in [(fact.name, fact.value) for fact in request(own).evaluation]
    assert "Director of Bridges" in str(settled(redline(own), "reject"))
    assert "Director of Crossings" in str(settled(redline(own), "accept"))


def test_a_copy_that_was_changed_stops_the_pack(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    kept = tmp_path / "evaluations" / NAME / "2024-02-01" / f"{NAME}.yaml"
    kept.write_text(kept.read_text("utf-8").replace("Towpaths", "Footpaths"), encoding="utf-8")
    ran = run("evaluation", NAME, "--pack", "out")
    assert (ran.code, "evaluated-copy" in ran.err, (tmp_path / "out").exists()) == (1, True, False)


def test_the_age_of_an_evaluation_is_looked_at_where_a_day_is_given(tmp_path: Path) -> None:
    own = needed(submission(council(tmp_path), role(tmp_path), date(2031, 1, 1)))
    said = json.loads(manifest.manifest(own, {}, {}, {}))
    assert (said["as_at"], "old-evaluation" in [one["rule"] for one in said["findings"]]) == ("2031-01-01", True)
    assert trigger_report(own).unasked == ()


# --- what else is asked of these papers -------------------------------------------------------------------------------


@pytest.mark.parametrize("flags", [(), ("--as", "role"), ("--as", "framework")])
def test_a_paper_is_no_profile_to_be_imported(flags: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    filled = opened(packed()["1-request.docx"])
    typed_into(filled, "A new duty")
    filled.save(f"{tmp_path}/request.docx")
    before = sorted(tmp_path.rglob("*"))
    ran = run("import", "request.docx", *flags)
    assert (ran.code, sorted(tmp_path.rglob("*"))) == (1, before)
    assert "request.docx: error: This is a paper for job evaluators that rolegen made and no profile" in ran.err
    assert "rolegen evaluation ROLE --record" in ran.err


def test_a_check_of_a_pack_is_one_of_its_profiles(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    for name, data in packed().items():
        (tmp_path / name).write_bytes(data)
    ran = run("check", *WORDS)
    assert ran.code == 0
    assert "7-level.docx: note: This is a paper for job evaluators and no profile" in ran.err
    assert "8 Word files checked: 2 in order, 6 that are no profiles." in ran.err


def test_a_chart_is_no_profile_either(run: Run, tmp_path: Path) -> None:
    council(tmp_path)
    assert run("chart", "--format", "docx", "--out", "charts").code == 0
    (chart,) = (tmp_path / "charts").iterdir()
    assert "This is an organisation chart that rolegen made" in run("import", f"charts/{chart.name}").err
    assert "1 that is no profile." in run("check", "charts").err


def test_a_small_chart_and_its_table_stand_upright_on_one_page() -> None:
    page = body(packed()["4-charts.docx"])
    assert not every(page, ".//w:pgSz[@w:orient='landscape']")
    assert len(every(page, ".//wp:docPr")) == len([row for row in rows(packed()["4-charts.docx"]) if row[1] == "Level"])
    assert not any("Change" in row for row in rows(packed()["4-charts.docx"]))
