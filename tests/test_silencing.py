"""What silences a finding: a remark with a reason beside it, a line of the baseline, and the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen.lint.baseline import FILE, HEAD, Baseline, Entry, read
from rolegen.source import MAX_PROBLEMS
from tests.conftest import Run
from tests.linted import MINDED, RULES, council, few_rules, framework, role, rules_told
from tests.samples import UNTIMED, write

few = few_rules  # the fixture
ALLOW = f"# rolegen: allow {MINDED}: the committee's own words"
QUOTE = "'"
SEVERE = RULES.replace("reason:", "severity: error\n    reason:")
UNNEEDED = "rolegen check --write-baseline"


def told(run: Run, *arguments: str) -> list[str]:
    """The rules of a check's problems, those of the shipped word lists apart."""
    ours = {MINDED, "baseline", "unknown-rule", "rule", "not-mended"}
    return [rule for rule in rules_told(run("check", *arguments).err) if rule in ours or rule.startswith("allow-")]


# --- remarks ----------------------------------------------------------------------------------------------------------

BESIDE = {
    "on the value's own line": role(f"Use railway.  {ALLOW}"),
    "above the value's key": role("Use railway.").replace("purpose:", f"{ALLOW}\npurpose:"),
    "above other remarks above it": role("Use railway.").replace("purpose:", f"{ALLOW}\n# Another.\npurpose:"),
    "behind the sign of a text of several lines": role(f">-  {ALLOW}\n  Use\n  railway."),
    "behind the last line of a plain text": role(f"Use\n  railway.  {ALLOW}"),
    "in a quoted text's line": role(f'"Use railway."  {ALLOW}'),
    "above an item": role(text="Use railway.").replace("  - id: canals", f"  {ALLOW}\n  - id: canals"),
    "on an item's first line": role(text="Use railway.").replace("- id: canals", f"- id: canals  {ALLOW}"),
    "on the line of a key in an item": role(text=f"Use railway.  {ALLOW}"),
    "above a key in an item": role(text="Use railway.").replace("    text: Use", f"    {ALLOW}\n    text: Use"),
    "above the group": role(text="Use railway.").replace("accountabilities:", f"{ALLOW}\naccountabilities:"),
    "on the group's line": role(text="Use railway.").replace("accountabilities:", f"accountabilities:  {ALLOW}"),
    "on a line in brackets": role() + f"service_areas: [Railway]  {ALLOW}\n",
    "in Windows line ends": role("Use railway.").replace("purpose:", f"{ALLOW}\npurpose:").replace("\n", "\r\n"),
    "between a key and its text": role(f"\n  {ALLOW}\n  Use railway."),
    "without a line end": role() + f"location: Railway House  {ALLOW}",
}


@pytest.mark.parametrize("where", BESIDE)
def test_a_remark_with_a_reason_silences_what_it_stands_beside(run: Run, tmp_path: Path, where: str) -> None:
    council(tmp_path, {"bridges": BESIDE[where].replace(ALLOW, "# A remark.")})
    assert told(run) == [MINDED]
    council(tmp_path, {"bridges": BESIDE[where]})
    assert told(run) == []


ASIDE = {
    "above another value": role("Use railway.").replace("level:", f"{ALLOW}\nlevel:"),
    "with a blank line between": role("Use railway.").replace("purpose:", f"{ALLOW}\n\npurpose:"),
    "on another item": role(text="Use railway.").replace("- id: bridges", f"- id: bridges  {ALLOW}"),
    "at the end of the file": role("Use railway.") + ALLOW,
}


@pytest.mark.parametrize("where", ASIDE)
def test_a_remark_elsewhere_silences_nothing_and_is_told(run: Run, tmp_path: Path, where: str) -> None:
    council(tmp_path, {"bridges": ASIDE[where]})
    assert sorted(told(run)) == ["allow-unused", MINDED]


def test_a_remark_in_the_wrong_place_is_told_the_right_one(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Use railway.").replace("level:", f"{ALLOW}\nlevel:")})
    said = run("check").err
    assert (
        "roles/bridges.yaml:2:18: note: This remark silences nothing here: “our-words” finds something in line 5."
        in said
    )
    council(tmp_path, {"bridges": role("Look.").replace("level:", f"{ALLOW}\nlevel:")})
    assert (
        "roles/bridges.yaml:2:18: note: This remark silences nothing: “our-words” finds nothing here."
        in run("check").err
    )
    council(tmp_path, {"bridges": role("Look.").replace("level:", f"{ALLOW}\n\nlevel:")})
    assert "roles/bridges.yaml:2:18: note: This remark stands beside nothing." in run("check").err


@pytest.mark.parametrize(
    ("remark", "also"),
    [
        (f"# rolegen: allow {MINDED}", "allow-without-reason"),
        (f"# rolegen: allow {MINDED}:", "allow-without-reason"),
        (f"# rolegen: allow {MINDED}: – 7", "allow-without-reason"),
        (f"# rolegen: allow {MINDED} the committee's own words", "allow-without-reason"),
        ("# rolegen: allow", "allow-without-reason"),
        ("# rolegen: allow our-word: the committee's own words", "unknown-rule"),
    ],
)
def test_a_remark_that_says_too_little_silences_nothing_and_is_told(
    run: Run, tmp_path: Path, remark: str, also: str
) -> None:
    council(tmp_path, {"bridges": role(f"Use railway.  {remark}")})
    assert sorted(told(run)) == sorted([also, MINDED])


def test_a_remark_may_have_the_spaces_that_word_makes(run: Run, tmp_path: Path) -> None:
    council(
        tmp_path,
        {
            "bridges": role(f"Use railway.  {ALLOW}").replace(
                "rolegen: ", "\N{NO-BREAK SPACE}rolegen:\N{NO-BREAK SPACE}"
            )
        },
    )
    assert told(run) == []


def test_of_two_remarks_on_one_line_each_counts(run: Run, tmp_path: Path) -> None:
    other = "# rolegen: allow age-wording: the Act's words."
    council(tmp_path, {"bridges": role(f"Use railway.  {other} {ALLOW}")})
    assert told(run) == ["allow-unused"]


def test_words_between_rule_and_colon_are_named(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role(f"Use railway.  # rolegen: allow {MINDED} and age-wording: meant")})
    said = run("check").err
    assert "Before the colon stands “and age-wording”, so this remark silences nothing. [allow-without-reason]" in said
    assert f"# rolegen: allow {MINDED}, " in said


def test_a_wrong_rule_in_a_remark_is_told_at_its_name_with_the_right_one(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Look around.  # rolegen: allow age-wording, our-word: meant")})
    said = run("check").err
    assert "roles/bridges.yaml:4:54: warning: rolegen has no rule “our-word”. [unknown-rule]" in said
    assert "Did you mean “our-words”?" in said


def test_one_remark_allows_several_rules(run: Run, tmp_path: Path) -> None:
    remark = f"# Rolegen: allow age-wording , {MINDED}: a quotation: “young railway”"
    council(tmp_path, {"bridges": role(f"A young railway.  {remark}")})
    assert rules_told(run("check").err).count("age-wording") == 0
    assert told(run) == []


@pytest.mark.parametrize(
    "text",
    [f'"Use railway. {ALLOW}"', f"|\n  Use railway.\n  {ALLOW}", f"'It''s railway. {ALLOW.replace(QUOTE, QUOTE * 2)}'"],
)
def test_what_only_looks_like_a_remark_is_told_as_part_of_the_text(run: Run, tmp_path: Path, text: str) -> None:
    council(tmp_path, {"bridges": role(text)})
    assert sorted(told(run)) == ["allow-in-text", MINDED]


def test_a_remark_behind_text_that_looks_like_one_is_one(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role(f'"Use railway. {ALLOW}"  {ALLOW}')})
    assert told(run) == ["allow-in-text"]


def test_shared_wording_is_allowed_where_it_is_written(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {}, f"statements:\n  {ALLOW}\n  - Railway matters.\n{RULES}")
    framework(tmp_path, f"Bring railway.  {ALLOW}", f"Lives railway.  {ALLOW}")
    assert told(run) == []
    council(tmp_path, {}, f"statements:\n  - Railway matters.\n{RULES}")
    framework(tmp_path, "Bring railway.", "Lives railway.")
    assert told(run) == [MINDED] * 3


def test_a_remark_for_a_rule_that_is_off_is_left_in_peace(run: Run, tmp_path: Path) -> None:
    council(
        tmp_path, {"bridges": role(f"Use railway.  {ALLOW}")}, RULES.replace("reason:", "severity: off\n    reason:")
    )
    assert told(run) == []


def test_a_superseded_role_may_keep_remarks_that_nothing_needs(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role(f"Look.  {ALLOW}") + "status: superseded\n"})
    assert told(run) == []


def test_what_is_told_where_it_is_read_can_be_silenced_as_other_findings_are(run: Run, counting: Path) -> None:
    held = "statutory: [chief-finance-officer]"
    council(counting, {"one": f"{role()}{held}\n", "two": f"{role()}{held}\n"}, "")
    assert "roles/two.yaml:10:12: warning: “chief-finance-officer” is “one” already. [designation]" in run("check").err
    assert run("check", "--write-baseline").code == 0
    assert "[designation]" not in run("check").err
    remark = "# rolegen: allow designation: until the handover"
    council(counting, {"two": f"{role()}{held}  {remark}\n"}, "")
    ran = run("check", "--no-baseline")
    assert (ran.code, rules_told(ran.err)) == (0, [])
    council(counting, {"two": f"{role()}{held}\n"}, "rules: {designation: error}\n")
    assert run("check", "--no-baseline").code == 1


# --- the baseline -----------------------------------------------------------------------------------------------------


@pytest.fixture
def old(run: Run, tmp_path: Path) -> Path:
    """A workspace with findings in its framework and in two roles, all of them in its baseline."""
    council(tmp_path, {"bridges": role("Use railway.", "More railway."), "ferries": role("Railway first.")}, SEVERE)
    framework(tmp_path, "Bring railway to the council.")
    assert run("check").code == 1
    assert run("check", "--write-baseline").code == 0
    return tmp_path


@pytest.mark.usefixtures("old")
def test_a_baseline_holds_back_what_was_there_and_says_how_much(run: Run) -> None:
    ran = run("check")
    assert (ran.code, rules_told(ran.err)) == (0, [])
    assert f"{FILE} holds 4 older findings back." in ran.err
    assert told(run, "--no-baseline") == [MINDED] * 4
    assert run("check", "--no-baseline").code == 1


def test_a_baseline_is_lines_in_order_that_say_what_was_found(old: Path) -> None:
    lines = (old / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[0] == HEAD
    assert lines[1:] == sorted(lines[1:])
    assert [line.partition(": ")[0] for line in lines[1:]] == [
        "data/responsibilities.yaml", "roles/bridges.yaml", "roles/bridges.yaml", "roles/ferries.yaml",
    ]  # fmt: skip
    assert all(f": {MINDED} " in line and line.casefold().endswith("“railway”") for line in lines[1:])


def test_writing_a_baseline_again_changes_no_byte(run: Run, old: Path) -> None:
    before = (old / FILE).read_bytes()
    assert f"unchanged {FILE}" in run("check", "--write-baseline").err
    assert (old / FILE).read_bytes() == before
    assert b"\r" not in before


def test_a_finding_that_moves_stays_held_back_and_a_changed_sentence_is_new(run: Run, old: Path) -> None:
    path = old / "roles" / "bridges.yaml"
    moved = role(">-\n  Mind the gap. Use\n  railway.", "More railway.")
    write(old, {"roles/bridges.yaml": f"# A remark.\n\n{moved}"})
    assert told(run) == []
    path.write_text(role("Use railway again.", "More railway."), encoding="utf-8")
    assert sorted(told(run)) == ["baseline", MINDED]


def test_items_that_change_places_stay_held_back(run: Run, old: Path) -> None:
    head, bridges, canals = role("Use railway.", "More railway.").partition("  - id: canals")[0], "", ""
    head, _, bridges = head.partition("  - id: bridges\n")
    canals = "  - id: canals\n    text: More railway.\n"
    write(old, {"roles/bridges.yaml": f"{head}{canals}  - id: bridges\n{bridges}"})
    assert told(run) == []


def test_two_equal_findings_need_two_lines(run: Run, old: Path) -> None:
    write(old, {"roles/ferries.yaml": role("Railway first. Railway first.")})
    assert told(run) == [MINDED]
    assert run("check", "--write-baseline").code == 0
    lines = (old / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[-1] == lines[-2]
    assert told(run) == []


def test_lines_that_nothing_needs_are_told_once_with_what_renews_the_file(run: Run, old: Path) -> None:
    write(old, {"roles/bridges.yaml": role(), "data/responsibilities.yaml": (old / "data/responsibilities.yaml")
                .read_text(encoding="utf-8").replace("railway", "sense")})  # fmt: skip
    ran = run("check")
    assert ran.code == 0
    assert f"{FILE}:2: note: 3 lines here are needed no more. [baseline]" in ran.err
    assert ran.err.count(UNNEEDED) == 1
    assert run("check", "--write-baseline").code == 0
    assert "[baseline]" not in run("check").err
    assert len((old / FILE).read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.usefixtures("old")
def test_a_check_of_one_role_does_not_take_the_others_for_mended(run: Run) -> None:
    assert told(run, "ferries") == []
    assert told(run, "roles/bridges.yaml") == []


def test_a_baseline_written_for_one_role_keeps_the_lines_of_the_others(run: Run, old: Path) -> None:
    before = (old / FILE).read_text(encoding="utf-8")
    write(old, {"roles/ferries.yaml": role("Railway first. Then railway.")})
    assert run("check", "ferries", "--write-baseline").code == 0
    after = (old / FILE).read_text(encoding="utf-8")
    assert set(before.splitlines()) < set(after.splitlines())
    assert told(run) == []


def test_a_role_that_cannot_be_read_keeps_its_lines_and_one_that_is_gone_does_not(run: Run, old: Path) -> None:
    write(old, {"roles/ferries.yaml": "title: [\n"})
    assert "[baseline]" not in run("check").err
    run("check", "--write-baseline")
    assert "roles/ferries.yaml" in (old / FILE).read_text(encoding="utf-8")
    (old / "roles" / "ferries.yaml").unlink()
    assert "A line here is needed no more." in run("check").err
    run("check", "--write-baseline")
    assert "roles/ferries.yaml" not in (old / FILE).read_text(encoding="utf-8")


def test_only_findings_of_rules_go_into_a_baseline(run: Run, old: Path) -> None:
    write(old, {"roles/walls.yaml": role().replace("level: director", "level: directr")})
    ran = run("check", "--write-baseline")
    assert ran.code == 1
    assert "[unknown-level]" in ran.err
    assert "walls" not in (old / FILE).read_text(encoding="utf-8")


def test_a_line_that_cannot_be_read_is_told_with_its_place_and_the_others_hold(run: Run, old: Path) -> None:
    path = old / FILE
    path.write_text("<<<<<<< HEAD\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    assert f"{FILE}:1:1: error: rolegen cannot read this line. [baseline]" in ran.err
    assert told(run) == ["baseline"]
    path.write_bytes(b"\xff\xfe")
    assert f"{FILE}: error: This file is not UTF-8 text. [baseline]" in run("check").err


def test_of_a_file_that_is_no_baseline_not_every_line_is_told(run: Run, old: Path) -> None:
    (old / FILE).write_text("A letter.\n" * 1000, encoding="utf-8")
    assert run("check", "--format", "json").out.count("rolegen cannot read this line.") == MAX_PROBLEMS


def test_a_baseline_saved_on_windows_holds_as_before(run: Run, old: Path) -> None:
    path = old / FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(run) == []


def test_where_nothing_is_found_no_baseline_is_written(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role()})
    assert "There is nothing to hold back." in run("check", "--write-baseline").err
    assert not (tmp_path / FILE).exists()


def test_a_baseline_of_what_comes_with_rolegen_names_no_folder_of_this_machine(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {}, RULES.replace("railway", "directors"), own=False)
    assert MINDED in told(run)
    assert run("check", "--write-baseline").code == 0
    said = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "\n(rolegen)/responsibilities.yaml: " in said or "\n(rolegen)/descriptors.yaml: " in said
    assert told(run) == []


@pytest.mark.parametrize("others", [["--no-baseline"], ["--fix"], ["--diff"], ["--framework", "1"]])
def test_a_baseline_is_written_by_itself(run: Run, old: Path, others: list[str]) -> None:
    before = (old / FILE).read_bytes()
    ran = run("check", "--write-baseline", *others)
    assert (ran.code, rules_told(ran.err)) == (2, ["usage"])
    assert (old / FILE).read_bytes() == before


@UNTIMED
@given(
    st.lists(
        st.builds(
            Entry,
            path=st.from_regex(r"roles/[a-z: ]{1,8}\.yaml", fullmatch=True),
            rule=st.sampled_from([MINDED, "long-sentence"]),
            mark=st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
            words=st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20),
        ),
        max_size=6,
    )
)
def test_what_a_baseline_says_is_read_back(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    root = tmp_path_factory.mktemp("council")
    (root / FILE).write_text("".join(f"{entry}\n" for entry in (HEAD, *entries)), encoding="utf-8")
    found = read(root)
    assert found.problems == ()
    assert found.value
    assert [entry for _, entry in found.value.lines] == entries


def test_a_baseline_keeps_the_lines_of_files_that_were_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, {"roles/there.yaml": ""})
    lines = tuple(enumerate([Entry("roles/there.yaml", MINDED, "0" * 8), Entry("roles/gone.yaml", MINDED, "1" * 8)]))
    assert Baseline(tmp_path, lines).renewed([], []).decode() == f"{HEAD}\n{lines[0][1]}\n"


# --- settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "place", "said"),
    [
        ("age-wordings: off", "2:3", ("rolegen has no rule “age-wordings”.", "Did you mean “age-wording”?")),
        ("Our Words: {words: [{find: x}]}", "2:3", ("“Our Words” cannot be an id.", "small letters, digits")),
        ("age-wording: {most: 3}", "2:17", ("The rule “age-wording” counts nothing.", "Leave “most” out.")),
        ("our: {words: [{find: x}], most: 3}", "2:29", ("it counts nothing.", "Leave “most” out.")),
        ("age-wording: loud", "2:16", ("“loud” cannot stand here.", "Known: error, warning, note, off.")),
        ("age-wording: {severity: loud}", "2:27", ("“loud” cannot stand here.", "Known: error, warning, note, off.")),
        ("age-wording: {sevrity: off}", "2:17", ("“sevrity” is not a field here.", "Did you mean “severity”?")),
        ("our: {words: [{instead: x}]}", "2:17", ("“find” is missing", "")),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_so_is_told_at_its_key(
    run: Run, tmp_path: Path, rules: str, place: str, said: tuple[str, str]
) -> None:
    council(tmp_path, {"bridges": role()}, f"rules:\n  {rules}\n")
    ran = run("check")
    assert ran.code == 1
    assert f"rolegen.yaml:{place}: error: " in ran.err
    assert all(words in ran.err for words in said)


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rules in place of those that ship: one that counts, one that nobody may silence, one told where it is read."""
    facts = 'severity: error\nfinds: Too much.\nreason: "So."\nsource: Us\nexample: {not_this: x, but_this: y}\n'
    warning = facts.replace("error", "warning")
    files = {"counted.yaml": f"{facts}most: 9\n", "certain.yaml": f"{facts}always: true\n", "designation.yaml": warning}
    folder = write(tmp_path / "rules", files)
    monkeypatch.setattr("rolegen.lint.rule.FOLDER", folder)
    return tmp_path


@pytest.mark.parametrize(
    ("rules", "place", "message"),
    [
        ("counted: {most: 0}", "2:13", "“most: 0” would have “counted” tell of everything."),
        ("counted: {words: [{find: x}]}", "2:13", "The rule “counted” looks for no words of a list."),
        ("certain: off", "2:3", "The rule “certain” can neither be silenced nor changed."),
        ("certain: {most: 5}", "2:3", "The rule “certain” can neither be silenced nor changed."),
    ],
)
def test_a_setting_that_does_not_fit_its_rule_is_told(
    run: Run, counting: Path, rules: str, place: str, message: str
) -> None:
    council(counting, {"bridges": role()}, f"rules:\n  {rules}\n")
    said = run("check").err
    assert f"rolegen.yaml:{place}: error: {message} [rule]" in said


def test_what_must_be_put_right_cannot_be_allowed(run: Run, counting: Path) -> None:
    council(counting, {"bridges": role("Look.  # rolegen: allow certain: we like it so")}, "")
    said = run("check").err
    assert "roles/bridges.yaml:4:34: warning: “certain” cannot be allowed. [allow-unused]" in said
    said = run("check", "--explain", "certain").out
    assert "No setting and no remark silences it." in said


def test_a_wrong_name_of_a_rule_keeps_no_profile_from_being_built(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role()}, "rules: {age-wordings: off}\n")
    ran = run("build", "--format", "md")
    assert ran.code == 0
    assert "age-wordings" not in ran.err
    assert (tmp_path / "profiles" / "bridges.md").exists()


@pytest.mark.parametrize(("severity", "code"), [("error", 1), ("warning", 0), ("note", 0), ("off", 0)])
def test_a_rule_is_as_severe_as_the_settings_say(run: Run, tmp_path: Path, severity: str, code: int) -> None:
    council(tmp_path, {"bridges": role("A young council.")}, f"rules: {{age-wording: {severity}}}\n")
    ran = run("check")
    assert f": {severity}: “young” asks for an age. [age-wording]" in ran.err or severity == "off"
    assert ("[age-wording]" in ran.err) == (severity != "off")
    assert ran.code == code


def test_words_that_are_allowed_are_left_alone(run: Run, tmp_path: Path) -> None:
    rules = "rules: {age-wording: {allow: [young council], words: [{find: whippersnapper*, instead: Say what.}]}}\n"
    council(tmp_path, {"bridges": role("A young council, not young whippersnappers.")}, rules)
    found = [one for one in json.loads(run("check", "--format", "json").out) if one["rule"] == "age-wording"]
    assert [(one["column"], one["help"]) for one in found] == [
        (31, "Say what the work needs instead."), (37, "Say what."),
    ]  # fmt: skip
