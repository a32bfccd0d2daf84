"""The rules on sentences, signs, doubled words, acronyms and coded wording: where they speak, what they would mend."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rolegen.framework import Framework, load
from rolegen.lint import Linter
from rolegen.lint.finding import Finding, Hit
from rolegen.lint.passages import of_role
from rolegen.lint.rule import Rule, rules
from rolegen.lint.sentences import sentences
from rolegen.problems import Place
from rolegen.role import parse_role
from rolegen.workspace import find
from tests.conftest import EXAMPLES, ROOT
from tests.samples import UNTIMED, needed

RULES = ("acronym", "doubled-word", "gender-coded", "long-sentence", "punctuation")


@cache
def shipped() -> Mapping[str, Rule]:
    known = needed(rules(needed(find(EXAMPLES))))
    return {name: known[name] for name in RULES}


@cache
def framework(text: str = "") -> Framework:
    """The shipped framework; one of its clauses with other words."""
    known = needed(load(ROOT / "data"))
    if not text:
        return known
    theme = known.themes[0]
    clause = theme.clauses[0].id
    source = replace(known.source, value=json.loads(json.dumps(known.source.value)))
    where: Any = source.value
    for key in known.paths[clause]:
        where = where[key]
    where["text"] = text
    return replace(known, source=source)


def role(purpose: str = "", *accountabilities: str, **others: Any) -> bytes:
    values: dict[str, Any] = {"title": "Director of Parks", "level": "director", **others}
    values |= {"purpose": purpose} if purpose else {}
    values |= {"accountabilities": [{"text": text} for text in accountabilities]} if accountabilities else {}
    return json.dumps(values, ensure_ascii=False).encode()  # which is YAML too


def criteria(*texts: str, category: str = "knowledge") -> dict[str, Any]:
    shared = {"category": category, "importance": "essential", "assessed_by": ["interview"]}
    return {"person_profile": [{"criterion": text, **shared} for text in texts]}


def told(name: str, data: bytes, known: Framework | None = None, **changes: Any) -> list[Finding]:
    rule = replace(shipped()[name], **changes)
    file = needed(parse_role(data, Path("parks.yaml")))
    return [*Linter({name: rule}, known or framework(), {}).role(file)]


def place(finding: Finding) -> Place:
    assert finding.problem.place
    return finding.problem.place


def messages(found: Sequence[Finding]) -> list[str]:
    return [one.problem.message for one in found]


def mended(data: bytes, found: Sequence[Finding]) -> bytes:
    """A role with every certain mend written; of two at the same words, the first."""
    values = json.loads(data)
    edits = sorted(((one.keys, one.hit) for one in found if one.hit and one.hit.mend is not None), key=by_place)
    for keys, group in groupby(edits, key=lambda edit: edit[0]):
        where = values
        for key in keys[:-1]:
            where = where[key]
        where[keys[-1]] = with_mends(where[keys[-1]], [hit for _, hit in group])
    return json.dumps(values, ensure_ascii=False).encode()


def by_place(edit: tuple[tuple[str | int, ...], Hit]) -> tuple[str, int]:
    return str(edit[0]), edit[1].start


def with_mends(text: str, hits: Sequence[Hit]) -> str:
    done, at = "", 0
    for hit in hits:
        if hit.start >= at:
            done, at = f"{done}{text[at : hit.start]}{hit.mend}", hit.end
    return done + text[at:]


def texts(data: bytes) -> list[str]:
    return [passage.text for passage in of_role(needed(parse_role(data, Path("parks.yaml"))))]


# --- long sentences ---------------------------------------------------------------------------------------------------

LONG = (
    "Report to Full Council on the robustness of budget estimates and the adequacy of reserves, and issue a section "
    "114 report where the law requires one."
)


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("Lead parks. Lead trees.", ["Lead", "Lead"]),
        ("Lead parks, e.g. Fenmoor Park. Plant trees.", ["Lead", "Plant"]),
        ("Apply s. 114 of the Act. Report.", ["Apply", "Report"]),
        ("Use No. 5 of St. Mary's. Ask Dr. Moss and J. Smith.", ["Use", "Ask"]),
        ("Spend £1.2m by 9.30 a.m. on Monday. 5 staff help. Ask c. 200 people.", ["Spend", "5", "Ask"]),
        ("See www.example.gov.uk for more. Ask “Why?” Say so (at once.) Go on.", ["See", "Ask", "Say", "Go"]),
        ("Follow Appendix B. The Council adopted it.", ["Follow", "The"]),
        ("Is it so? It is! And so … The end.", ["Is", "It", "And", "The"]),
        ("Serve {{ area }}. {{ organisation }} pays.", ["Serve", "{{"]),
        ("Lead:\n- parks\n- trees\n2) roads", ["Lead:", "-", "-", "2)"]),
        ("Lead parks in\nthe north.\n\nlead trees", ["Lead", "lead"]),
        ("Keep parks.and trees etc. as they are", ["Keep"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, begin: list[str]) -> None:
    lists = shipped()["long-sentence"].file.lists
    assert [text[start:end].split(maxsplit=1)[0].rstrip(".!") for start, end in sentences(text, lists)] == begin


def test_a_long_sentence_is_told_where_it_begins_with_its_words_counted() -> None:
    (found,) = told("long-sentence", role("Lead the finance team. " + LONG))
    assert messages([found]) == ["The sentence that begins “Report to Full Council” has 26 words, more than 25."]
    assert found.words == "Report to Full Council"
    assert place(found).column == role("Lead the finance team. " + LONG).decode().index("Report") + 1
    assert "perhaps from “and issue a section” on" in found.problem.hint


def test_what_a_long_text_is_split_into_depends_on_what_it_is() -> None:
    (of_role_itself,) = told("long-sentence", role(LONG))
    (of_duty,) = told("long-sentence", role("", LONG))
    (of_criterion,) = told("long-sentence", role(**criteria(LONG)))
    assert "Make two sentences of it," in of_role_itself.problem.hint
    assert "Make two sentences or two accountabilities of it," in of_duty.problem.hint
    assert "Make two criteria of it," in of_criterion.problem.hint


def test_the_organisation_says_how_long_a_sentence_may_be() -> None:
    assert told("long-sentence", role(LONG), most=26) == []
    assert len(told("long-sentence", role("Lead the parks. Plant trees."), most=2)) == 1


def test_a_name_in_braces_is_one_word() -> None:
    words = " ".join(["word"] * 23)
    assert told("long-sentence", role(f"Serve {words} {{{{ organisation }}}}.")) == []
    assert len(told("long-sentence", role(f"Serve {words} {{{{ organisation }}}} now."))) == 1


# --- signs and doubled words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right", "message"),
    [
        ("Lead parks , trees.", "Lead parks, trees.", "“parks , trees” has a space before the comma."),
        ("Lead parks ,trees.", "Lead parks, trees.", "“parks ,trees” has a space before the comma."),
        ("Lead parks,trees.", "Lead parks, trees.", "“parks,trees” has no space after the comma."),
        ("Lead parks,  trees.", "Lead parks, trees.", "“parks,  trees” has more than one space after the comma."),
        ("Lead  parks.", "Lead parks.", "“Lead  parks” has 2 spaces between two words."),
        ("Lead parks..", "Lead parks.", "“parks..” has more than one sign where one is enough."),
        ("Lead parks,, trees.", "Lead parks, trees.", "“parks,, trees” has more than one sign where one is enough."),
        ("Lead parks ... or  not.", "Lead parks ... or not.", "“or  not” has 2 spaces between two words."),
        ("Lead parks.The rest, too.", "Lead parks. The rest, too.", "“parks.The” has no space after the full stop."),
        ("Why ?  Ask.", "Why? Ask.", "“Why ?  Ask” has a space before the question mark."),
    ],
)
def test_a_slip_in_signs_is_named_and_mended(text: str, right: str, message: str) -> None:
    found = told("punctuation", role(text))
    assert messages(found) == [message]
    assert texts(mended(role(text), found)) == texts(role(right))


def test_a_missing_full_stop_is_told_where_the_others_have_one_and_mended() -> None:
    assert told("punctuation", role("", "Lead parks.", "Plant trees", "Mow lawns.", "Sell wood;")) == []
    data = role("", "Lead parks.", "Plant trees", "Mow lawns.", "Sell wood;", "Buy seed.")
    found = told("punctuation", data)
    assert [(one.keys, one.words) for one in found] == [
        (("accountabilities", 1, "text"), "trees"),
        (("accountabilities", 3, "text"), "wood;"),
    ]
    assert messages(found)[0] == (
        "“trees” is the end of accountability 2, without the full stop that most of the others have."
    )
    assert "Plant trees." in texts(mended(data, found))
    assert "Sell wood." in texts(mended(data, found))


def test_slips_that_the_organisation_allows_are_left_alone() -> None:
    assert len(told("punctuation", role("Work with Hull,Moss and  all."))) == 2
    assert messages(told("punctuation", role("Work with Hull,Moss and  all."), allow=("Hull,Moss",))) == [
        "“and  all” has 2 spaces between two words."
    ]
    names = role("Visit Moor Moor and and Hull.")
    assert len(told("doubled-word", names)) == 2
    assert [one.words for one in told("doubled-word", names, allow=("Moor",))] == ["and and"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Lead the the parks.", "Lead the parks."),
        ("Lead the  the the parks.", "Lead the parks."),
        ("The the parks are open.", "The parks are open."),
        ("Act on behalf of the of the Council.", "Act on behalf of the Council."),
    ],
)
def test_doubled_words_are_mended_to_one(text: str, right: str) -> None:
    found = told("doubled-word", role(text))
    assert len(found) == 1
    assert texts(mended(role(text), found)) == texts(role(right))


def test_a_doubled_word_across_two_lines_of_a_file_is_told_at_the_first() -> None:
    data = b"title: Director of Parks\nlevel: director\npurpose: >-\n  Keep parks open to\n  to all.\n"
    (found,) = told("doubled-word", data)
    assert (place(found).line, place(found).column, found.words) == (4, 19, "to to")


def test_doubled_signs_of_the_framework_are_left_to_its_own_check() -> None:
    known = framework("Lead the parks , and so,, on..")
    found = [*Linter({"punctuation": shipped()["punctuation"]}, known, {}).shared(None)]
    assert messages(found) == ["“parks , and” has a space before the comma."]
    assert len(told("punctuation", role("Lead the parks , and so,, on.."))) == 3


# --- acronyms ---------------------------------------------------------------------------------------------------------


def test_an_acronym_is_told_once_at_its_first_use() -> None:
    found = told("acronym", role("Lead the MASH.", "Chair the MASH.", "Fund the MASH and the ICB."))
    assert [(one.keys, one.words) for one in found] == [
        (("purpose",), "MASH"),
        (("accountabilities", 1, "text"), "ICB"),
    ]


def test_an_acronym_is_known_once_it_is_explained_on_the_page() -> None:
    explained = "Chair the multi-agency safeguarding hub (MASH)."
    assert told("acronym", role("", explained, "Fund the MASH.")) == []
    (found,) = told("acronym", role("", "Fund the MASH.", explained))
    assert messages([found]) == ["“MASH” stands here before it is explained."]
    assert found.problem.hint.startswith("Move the words")


def test_a_title_is_no_place_to_explain_an_acronym() -> None:
    title = {"title": "Head of the MASH"}
    assert told("acronym", role("Chair the multi-agency safeguarding hub (MASH).", **title)) == []
    (found,) = told("acronym", role("Lead.", **title))
    assert (found.keys, found.problem.hint) == (("title",), "Write the title out, or explain it in the job purpose.")
    assert [one.keys for one in told("acronym", role("Lead the MASH.", **title))] == [("purpose",)]


def test_the_hint_writes_an_acronym_out() -> None:
    (in_role,) = told("acronym", role("Chair the Parks and Trees Forum. Fund the PTF."))
    (in_framework,) = told("acronym", role("Join the CMT."))
    (usual,) = told("acronym", role("Act as SIRO."))
    (unknown,) = told("acronym", role("Read the QXZ."))
    assert "“Parks and Trees Forum (PTF)”" in in_role.problem.hint
    assert "“Corporate Management Team (CMT)”" in in_framework.problem.hint
    assert "“senior information risk owner (SIRO)”" in usual.problem.hint
    assert unknown.problem.hint.startswith("Write what it stands for, with “(QXZ)” behind it")


def test_what_the_framework_explains_is_known_in_its_roles() -> None:
    known = framework("Be a member of the Corporate Management Team (CMT).")
    assert len(told("acronym", role("Join the CMT."))) == 1
    assert told("acronym", role("Join the CMT."), known) == []


def test_an_organisation_adds_the_acronyms_that_it_knows() -> None:
    assert told("acronym", role("Manage the PFI."), allow=("PFI",)) == []


def test_letters_of_professional_bodies_need_no_words_in_a_criterion_only() -> None:
    assert told("acronym", role(**criteria("Member of CIPFA", category="qualifications"))) == []
    assert len(told("acronym", role("", "Follow CIPFA."))) == 1


# --- gender-coded wording ---------------------------------------------------------------------------------------------

CODED = "Ambitious, assertive, competitive, courageous, fearless and self-reliant"


def test_strongly_coded_wording_is_told_once_with_its_words() -> None:
    (found,) = told("gender-coded", role("Lead parks.", CODED, CODED))
    assert found.problem.severity == "note"
    assert messages([found]) == ["Many more words here read as masculine (6) than as feminine (0)."]
    assert "“ambitious”, “assertive”, “competitive”, “courageous”, “fearless”, “self-reliant”" in found.problem.hint
    assert (found.keys, found.words) == (("accountabilities", 0, "text"), "Ambitious")


def test_words_of_the_other_code_weigh_against_them_and_a_stem_counts_once() -> None:
    assert told("gender-coded", role(f"{CODED}, with empathy")) == []
    assert told("gender-coded", role("Ambitious, ambition, ambitiously. " * 9)) == []
    assert len(told("gender-coded", role(CODED), most=5)) == 1
    assert told("gender-coded", role(CODED), most=6) == []


@pytest.mark.parametrize(
    "text",
    [
        "leadership", "Leader of the Council", "individual children", "objectives", "principles", "decision-making",
        "competition law", "competent authority", "armed forces", "police force", "active travel", "data analyst",
        "legal challenge", "independent living", "audit opinion", "confidential", "determine applications",
    ],
)  # fmt: skip
def test_words_that_only_begin_like_masculine_ones_do_not_count(text: str) -> None:
    assert len(told("gender-coded", role("fearless"), most=0)) == 1
    assert told("gender-coded", role(text), most=0) == []


@pytest.mark.parametrize(
    "text",
    [
        "committee", "children's services", "NHS trust", "responsible", "responsibility", "support staff", "tenders",
        "trustees", "information sharing", "shared services", "response times", "politically sensitive",
    ],
)  # fmt: skip
def test_words_that_only_begin_like_feminine_ones_do_not_weigh_against_others(text: str) -> None:
    assert told("gender-coded", role("fearless, with warmth"), most=0) == []
    assert len(told("gender-coded", role(f"fearless {text}"), most=0)) == 1


def test_a_title_and_contacts_are_not_weighed() -> None:
    assert told("gender-coded", role(title=CODED, contacts={"internal": [CODED]}), most=0) == []


def test_the_lists_of_gender_decoder_carry_their_licence() -> None:
    licence = shipped()["gender-coded"].file.licence or ""
    assert "Copyright (c) 2016" in licence
    assert "Permission is hereby granted, free of charge" in licence
    assert "WITHOUT WARRANTY OF ANY KIND" in licence


# --- any text at all --------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["the", "The", "of", "parks", "Moss", "CMT", "NHS", "e.g", "s", "3", "{{ area }}", "…", "...", "..", ".", ",", ";",
     ":", "?", "!", " ", " ", " ", "  ", "\n", "\t", "(", ")", "“", "”", "-", "–", "•", "/", "£1.2m", "a@b.uk",
     "www.a.uk"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, min_size=1, max_size=30).map("".join), st.text(max_size=60))


def lint(data: bytes, names: Sequence[str] = RULES) -> list[Finding]:
    file = needed(parse_role(data, Path("parks.yaml")))
    return [*Linter({name: shipped()[name] for name in names}, framework(), {}).role(file)]


def readable(text: str) -> bytes:
    data = role(text, text, "Mow lawns.", "Plant trees.", **criteria(text, "Knows trees.", "Knows lawns."))
    read = parse_role(data, Path("parks.yaml"))
    assume(read.value is not None and not read.problems)
    return data


def spoken(text: str) -> list[str]:
    """The words of a text, those that stand twice in a row once."""
    return [word for word, _ in groupby(re.findall(r"\w+", text.casefold()))]


@UNTIMED
@given(TEXTS)
def test_rules_take_any_text_and_stand_at_words_in_it(text: str) -> None:
    data = readable(text)
    file = needed(parse_role(data, Path("parks.yaml")))
    for finding in lint(data):
        assert place(finding).line >= 1
        assert finding.problem.message
        value = file.source.at(finding.keys)
        if finding.hit:
            assert isinstance(value, str)
            assert finding.words == " ".join(value[finding.hit.start : finding.hit.end].split())
            assert not value[finding.hit.start].isspace()


@UNTIMED
@given(TEXTS)
def test_what_is_mended_keeps_its_words_and_is_soon_right(text: str) -> None:
    data = readable(text)
    once = mended(data, lint(data, ["punctuation"]))
    assert [re.findall(r"\w+", one) for one in texts(once)] == [re.findall(r"\w+", one) for one in texts(data)]
    twice = mended(once, lint(once, ["punctuation"]))  # two mends at the same words: the second waits
    assert mended(twice, lint(twice, ["punctuation"])) == twice


@UNTIMED
@given(
    st.lists(st.sampled_from(["the", "The", "of", "in", "parks", "that", "Moss", ".", ",\n"]), min_size=1, max_size=12)
)
def test_a_doubled_word_goes_once_and_no_other_word_with_it(words: list[str]) -> None:
    data = readable(" ".join(words))
    once = mended(data, lint(data, ["doubled-word"]))
    assert [set(spoken(one)) for one in texts(once)] == [set(spoken(one)) for one in texts(data)]
    twice = mended(once, lint(once, ["doubled-word"]))  # “of the the of the” is “of the of the” first
    assert mended(twice, lint(twice, ["doubled-word"])) == twice
