"""The rules that look for words: what they find, what they leave alone, and what an organisation makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen.lint import person
from rolegen.lint.finding import Hit
from rolegen.lint.lists import WordLists
from rolegen.lint.passages import Passage, of_framework, of_role, of_settings
from rolegen.lint.rule import Kind, Rule, rules
from rolegen.lint.words import lexicon, parts, words
from rolegen.role import read_role
from rolegen.source import NOWHERE, Source, read
from rolegen.workspace import find
from tests.samples import needed, shop

HERE = Path(__file__).parent
ROOT = HERE.parent
ON_WORDS = (
    "gendered-title", "gendered-wording", "age-wording", "youthful-wording", "disability-wording", "outdated-wording",
    "nationality-wording", "word-to-avoid", "american-spelling", "standard-duty",
)  # fmt: skip


@cache
def shipped() -> Mapping[str, Rule]:
    """The rules on words as they hold where nobody has changed them."""
    held = needed(rules(needed(find(ROOT))))
    return {name: held[name] for name in ON_WORDS}


@cache
def lists() -> WordLists:
    """The words of them all."""
    return WordLists(tuple(shipped().values()))


def passage(text: str, kind: Kind = "accountability") -> Passage:
    """A text of a role or a framework."""
    return Passage(kind, text, ("text",), Source(Path("role.yaml"), "", {}, NOWHERE), "the text")


def told(text: str, kind: Kind = "accountability") -> list[tuple[str, str]]:
    """The rules that speak of a text, each with the words that it found."""
    return [(name, text[hit.start : hit.end]) for name, hit in hits(passage(text, kind))]


def hits(one: Passage) -> Iterator[tuple[str, Hit]]:
    """What the rules on words find in a text."""
    yield from ((rule.id, hit) for rule, hit in lists().hits(one))
    age = shipped()["age-wording"]
    if one.kind in age.file.where:
        yield from ((age.id, hit) for hit in person.ages(one, age))


def sentences(rule: str) -> Iterator[tuple[bool, str, Kind]]:
    """The sentences of a rule's file: whether it must find something in it, the text, its kind."""
    judged: Any = needed(read(HERE / "sentences" / f"{rule}.yaml")).value
    for group in ("faulty", "innocent"):
        for one in judged[group]:
            given = {"text": one} if isinstance(one, str) else one
            yield group == "faulty", given["text"], given.get("kind", judged.get("kind", "accountability"))


# --- sentences --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ON_WORDS)
def test_a_rule_finds_its_faulty_sentences_and_leaves_those_alone_that_look_alike(rule: str) -> None:
    judged = [*sentences(rule)]
    assert len({faulty for faulty, _, _ in judged}) == 2
    assert [text for faulty, text, kind in judged if (rule in dict(told(text, kind))) != faulty] == []


@pytest.mark.parametrize("rule", ON_WORDS)
def test_sentences_that_a_rule_leaves_alone_are_left_alone_by_all(rule: str) -> None:
    innocent = [(text, kind) for faulty, text, kind in sentences(rule) if not faulty]
    assert innocent
    assert {text: found for text, kind in innocent if (found := told(text, kind))} == {}


@pytest.mark.parametrize(
    ("rule", "kind", "text"),
    [
        ("gendered-title", "level-title", "Foreman"),
        ("gendered-wording", "clause", "Holds every manager to account for his or her budget."),
        ("gendered-wording", "descriptor", "A director answers for his directorate."),
        ("gendered-wording", "statement", "The postholder must look after his own health and safety."),
        ("outdated-wording", "clause", "Serves the disabled, the elderly and the young."),
        ("outdated-wording", "statement", "Your christian name appears on your badge."),
        ("word-to-avoid", "clause", "Takes the decisions pursuant to the scheme of delegation."),
        ("word-to-avoid", "descriptor", "Works in conjunction with other directors."),
        ("word-to-avoid", "statement", "You must utilise the equipment that we provide."),
        ("american-spelling", "clause", "Authorizes spending within the limits set."),
        ("american-spelling", "label", "Organization"),
        ("age-wording", "starter", "Young and ambitious"),
        ("nationality-wording", "statement", "You must be a native English speaker."),
        ("disability-wording", "clause", "The postholder must be in good health."),
    ],
)
def test_wording_that_roles_share_is_asked_too(rule: str, kind: Kind, text: str) -> None:
    assert rule in dict(told(text, kind))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("level-title", "Assistant Director"),
        ("statement", "We welcome applicants of any age."),
        ("statement", "We are a Disability Confident employer."),
        ("statement", "You may be asked to do other duties commensurate with your grade."),
        ("clause", "Carries out other duties as required."),
        ("service", "One Stop Shop"),
    ],
)
def test_wording_that_has_its_place_elsewhere_is_left_alone_there(kind: Kind, text: str) -> None:
    assert told(text, kind) == []


def test_the_shipped_framework_and_the_examples_show_no_words_to_mend() -> None:
    seen = 0
    for folder in (ROOT, ROOT / "examples"):
        made = needed(shop(folder)).workshop
        texts = [*of_framework(made.frameworks.current)]
        texts += [text for path in sorted(folder.glob("roles/*.yaml")) for text in of_role(needed(read_role(path)))]
        texts += of_settings(needed(read(folder / "rolegen.yaml"))) if (folder / "rolegen.yaml").is_file() else []
        seen += len(texts)
        assert [(name, one.what, hit.message) for one in texts for name, hit in hits(one)] == []
    assert seen > 300


# --- what is told -----------------------------------------------------------------------------------------------------


def test_words_found_are_named_with_better_ones() -> None:
    ((_, hit),) = hits(passage("Utilise data to plan."))
    assert hit.message == "“Utilise” has a plainer word."
    assert hit.hint == "Write “use”."
    assert hit.mend is None


def test_the_longest_phrase_is_told_and_once() -> None:
    assert told("Undertake any other duties commensurate with the grade.") == [("standard-duty", "any other duties")]
    assert told("Support each head in his or her work.") == [("gendered-wording", "his or her")]


def test_words_broken_over_lines_are_found() -> None:
    assert told("Work with partners in\n  order to cut delays.") == [("word-to-avoid", "in\n  order to")]
    ((_, hit),) = hits(passage("Work with partners in\n  order to cut delays."))
    assert "“in order to”" in hit.message


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert told("Keep papers in order. To the board, report each month.") == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("organized", "organised"),
        ("Organizations", "Organisations"),
        ("PRIORITIZE", "PRIORITISE"),
        ("analyzing", "analysing"),
        ("enrollment", "enrolment"),
        ("centered", "centred"),
    ],
)
def test_the_mend_of_american_spelling_keeps_capitals_and_ending(wrong: str, right: str) -> None:
    ((name, hit),) = hits(passage(f"{wrong} by the team."))
    assert (name, hit.mend, hit.hint) == ("american-spelling", right, f"Write “{right}”.")


def test_american_names_inside_a_sentence_are_left_as_they_are_but_titles_are_not_names() -> None:
    assert told("Work with the Lincoln Theater on tours.") == []
    assert told("Director of Organizational Development", "title") == [("american-spelling", "Organizational")]


def test_american_spelling_has_many_words_and_each_swap_is_another_word() -> None:
    swaps = shipped()["american-spelling"].file.swaps
    assert len(swaps) >= 250
    assert all(parts(wrong) and wrong != right for wrong, right in swaps.items())
    assert all(wrong.endswith("*") == right.endswith("*") for wrong, right in swaps.items())


def test_no_right_spelling_is_a_wrong_one() -> None:
    for right in shipped()["american-spelling"].file.swaps.values():
        assert told(f"See {right.rstrip('*')} here.") == []


@pytest.mark.parametrize("name", ON_WORDS)
def test_a_rules_own_example_is_found_and_its_better_wording_is_not(name: str) -> None:
    file = shipped()[name].file
    kind: Kind = "title" if name == "gendered-title" else "accountability" if name == "standard-duty" else "criterion"
    assert name in dict(told(file.example.not_this, kind))
    assert name not in dict(told(file.example.but_this, kind))


@pytest.mark.parametrize("name", ON_WORDS)
def test_every_phrase_of_a_list_can_be_looked_for(name: str) -> None:
    rule = shipped()[name]
    listed = [phrase for one in rule.words for phrase in (*one.find, *one.unless)]
    listed += [phrase for phrases in rule.file.lists.values() for phrase in phrases]
    assert listed
    assert [phrase for phrase in listed if not parts(phrase)] == []


@pytest.mark.parametrize("name", ON_WORDS)
def test_no_phrase_excuses_itself(name: str) -> None:
    """An `unless` of the same words as one of its `find` would keep it from ever being told."""
    of_one = [
        ({parts(one) for one in phrase.find}, {parts(one) for one in phrase.unless}) for phrase in shipped()[name].words
    ]
    assert of_one
    assert [found & spared for found, spared in of_one if found & spared] == []


@pytest.mark.parametrize("name", ON_WORDS)
def test_what_counts_only_of_the_person_is_in_the_list(name: str) -> None:
    found = {one for phrase in shipped()[name].words for one in phrase.find}
    assert {*shipped()[name].file.lists.get("person", ())} <= found


def test_letters_that_stand_for_something_are_no_pronoun() -> None:
    assert told("Maintain the HER with HE partners.") == []
    assert told("MAKE SURE THAT HE REPORTS.") == [("gendered-wording", "HE")]
    assert told("Engage BAME residents.") == [("outdated-wording", "BAME")]


# --- what an organisation makes of it ---------------------------------------------------------------------------------


def held(folder: Path, settings: str) -> Mapping[str, Rule]:
    """The rules of a workspace whose rolegen.yaml says this of them."""
    (folder / "rolegen.yaml").write_text(settings, encoding="utf-8")
    return needed(rules(needed(find(folder))))


def found_by(rule: Rule, text: str) -> list[tuple[str, str]]:
    """What one rule finds in an accountability, with its hint."""
    return [(text[hit.start : hit.end], hit.hint) for _, hit in WordLists((rule,)).hits(passage(text))]


def test_an_organisation_adds_words_and_allows_others(tmp_path: Path) -> None:
    settings = "rules: {word-to-avoid: {words: [{find: touchpoint*, instead: Write “contact”.}], allow: [leverage]}}"
    rule = held(tmp_path, settings)["word-to-avoid"]
    text = "Utilise touchpoints and leverage grants."
    assert found_by(rule, text) == [("Utilise", "Write “use”."), ("touchpoints", "Write “contact”.")]


def test_an_organisation_allows_words_of_a_swap(tmp_path: Path) -> None:
    rule = held(tmp_path, "rules: {american-spelling: {allow: ['organiz*']}}")["american-spelling"]
    assert [words for words, _ in found_by(rule, "Organize and prioritize.")] == ["prioritize"]


def test_a_rule_of_ones_own_looks_for_its_words(tmp_path: Path) -> None:
    settings = "rules: {our-names: {severity: note, words: [{find: Town Clerk, instead: Write “Managing Director”.}]}}"
    rule = held(tmp_path, settings)["our-names"]
    assert rule.severity == "note"
    assert found_by(rule, "Report to the Town Clerk.") == [("Town Clerk", "Write “Managing Director”.")]


def test_letters_that_an_organisation_looks_for_are_found_as_letters_only(tmp_path: Path) -> None:
    rule = held(tmp_path, "rules: {our-names: {words: [{find: IT, instead: Write “digital”.}]}}")["our-names"]
    assert [words for words, _ in found_by(rule, "Lead IT and keep it safe.")] == ["IT"]


@pytest.mark.parametrize("key", ["allow: [{}]", "words: [{{find: [{}]}}]", "words: [{{find: data, unless: [{}]}}]"])
def test_a_phrase_that_cannot_be_looked_for_is_told_in_words(tmp_path: Path, key: str) -> None:
    phrases = ["*", "* *", "–", "*man", "...", "co*ordinate"]
    written = key.format(", ".join(f"'{phrase}'" for phrase in phrases))
    (tmp_path / "rolegen.yaml").write_text(f"rules: {{word-to-avoid: {{{written}}}}}", encoding="utf-8")
    checked = rules(needed(find(tmp_path)))
    said = [f"The rule “word-to-avoid” cannot look for “{phrase}”." for phrase in phrases]
    assert [problem.message for problem in checked.problems] == said
    assert len({problem.place.column for problem in checked.problems if problem.place}) == len(phrases)
    assert found_by((checked.value or {})["word-to-avoid"], "Utilise it.") == [("Utilise", "Write “use”.")]


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_star_stands_for_any_one_word_and_ends_a_word_that_may_go_on() -> None:
    found = lexicon([("pay * grade", 1), ("utilis*", 2), ("* of staff", 3)])
    assert [*found.find(words("Pay the grade"))] == [(0, 3, 1)]
    assert [*found.find(words("pay grade"))] == []
    assert [*found.find(words("Utilisation"))] == [(0, 1, 2)]
    assert [*found.find(words("Heads of staff"))] == [(0, 3, 3)]
    assert [*found.find(words("of staff"))] == []


def test_any_word_is_none_beyond_a_comma() -> None:
    found = lexicon([("the disabled *", 1)])
    assert [*found.find(words("the disabled people"))] == [(0, 3, 1)]
    assert [*found.find(words("the disabled, people"))] == []


TEXT = st.text(alphabet="abAB ’'-*.,;\nßİ", max_size=30)


@given(TEXT, st.lists(TEXT, max_size=4))
def test_whatever_is_looked_for_is_found_by_its_own_words(text: str, phrases: list[str]) -> None:
    found = lexicon((phrase, n) for n, phrase in enumerate(phrases))
    taken = words(text)
    for start, end, number in found.all(taken):
        sought = parts(phrases[number])
        assert len(sought) == end - start
        for part, word in zip(sought, taken.folded[start:end], strict=True):
            assert part == word or (part.endswith("*") and word.startswith(part[:-1]))


@given(TEXT)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    taken = words(text)
    assert len(taken.spans) == len(taken.folded)
    for (start, end), word in zip(taken.spans, taken.folded, strict=True):
        assert text[start:end].casefold().replace("’", "'") == word


@given(TEXT.filter(lambda text: bool(parts(text)) and "*" not in text and not set(text) & set(".,;")))
def test_a_phrase_is_found_in_itself(phrase: str) -> None:
    assert [*lexicon([(phrase, 7)]).find(words(phrase))][:1] == [(0, len(parts(phrase)), 7)]


@pytest.mark.parametrize(
    ("text", "softer"),
    [
        ("The director is supported in his duties.", [False]),
        ("Each manager keeps her budget.", [False]),
        ("Advise the Mayor and her cabinet.", [True]),
        ("Find each pupil a place near his home.", [True]),
        ("Keep a mother and her baby together.", []),
        ("The postholder plans his or her own work.", [True]),
        ("Plan the manpower for elections.", [True]),
        ("Advise the chairman of the trust.", [True]),
        ("The ideal candidate is a strong chairman.", [False]),
    ],
)
def test_gendered_wording_is_an_error_only_of_the_person_in_the_post(text: str, softer: list[bool]) -> None:
    assert [hit.softer for name, hit in hits(passage(text)) if name == "gendered-wording"] == softer


def test_a_phrase_of_a_rule_may_have_alternatives() -> None:
    for text in ("Excellent hearing and eyesight", "Perfect sight", "Good standard of fitness"):
        assert told(text, "criterion") == [("disability-wording", text)]
    assert told("Good hearing loops and sight lines", "criterion") == []
