"""What the words of a person specification say: its categories, what is essential, how each criterion is assessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rolegen.foreign.lines import Line
from rolegen.foreign.vocabulary import any_of, key
from rolegen.form.answers import BETWEEN_METHODS, METHODS

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "qualifications": ("qualifications?", "education(?:al)?", "training", "registration", "membership", "certificates?"),
    "knowledge": ("knowledge", "understanding", "technical knowledge"),
    "experience": ("experience", "track record", "achievements?"),
    "skills": ("skills?", "abilities", "ability", "aptitudes?", "competenc(?:y|ies|e)", "know how", "capabilities"),
    "behaviours": ("behaviou?rs?", "values", "attitudes?", "qualities", "attributes?", "disposition", "approach", "style"),
    "other": ("other", "circumstances", "additional", "special", "miscellaneous", "physical"),
}
AROUND = {
    "criteria", "criterion", "requirements", "requirement", "and", "or", "the", "of", "relevant", "work", "previous",
    "professional", "personal", "specific", "job", "role", "technical", "specialist", "occupational", "key", "required",
    "needed", "interpersonal", "practical", "communication", "leadership", "management", "e", "d", "level", "standards",
    "for", "post", "development", "general", "vocational", "academic", "formal", "to", "in", "factors", "attainments",
}  # fmt: skip
MOST_WORDS = 8  # of a heading
TICKS = frozenset("✓✔√☑☒✗✘xX•●*yY\uf0fc\uf0fe\uf0a7")
YES = {"yes", "y", "x", "e", "d", "essential", "desirable"}
NOTHING = {"", "-", "n/a", "none", "not applicable", "no", "nil"}
USUAL = {"A": "application", "AF": "application", "I": "interview", "T": "test", "P": "presentation",
         "C": "certificate", "R": "reference"}  # fmt: skip
SAID: Mapping[str, str] = {
    **METHODS,
    **dict.fromkeys(("application form", "application forms", "cv", "supporting statement", "written application",
                     "application form or cv", "application stage"), "application"),
    **dict.fromkeys(("interviews", "panel interview", "interview panel", "interview questions", "formal interview",
                     "competency based interview"), "interview"),
    **dict.fromkeys(("tests", "written exercise", "written test", "exercise", "exercises", "selection test",
                     "practical test", "work sample", "skills test", "written exercises", "test exercise",
                     "assessment exercise", "practical exercise", "test or exercise", "testing"), "test"),
    **dict.fromkeys(("presentations", "presentation exercise"), "presentation"),
    **dict.fromkeys(("certificates", "documentation", "proof of qualification", "proof of qualifications",
                     "qualification certificate", "qualification certificates", "documentary evidence",
                     "original certificates", "certificate check", "sight of certificates"), "certificate"),
    **dict.fromkeys(("references", "reference check", "referees"), "reference"),
}  # fmt: skip
LETTERS = re.compile(r"\b([A-Z]{1,3})\s*(?:=|:|–|-)\s*([A-Za-z][A-Za-z ()/-]*?)(?=\s*(?:[,;.|\t\n]|$|\b[A-Z]{1,3}\s*[=:–-]))")
TAIL = re.compile(r"\s*[(\[]\s*([A-Za-z][A-Za-z/,&+ ]*?)\s*[)\]]\s*\.?$")


@dataclass(frozen=True, slots=True)
class Heads:
    """What a heading in a person specification says: a category's id, whether essential or desirable; "" for neither.

    `several` is True where the heading names more than one category.
    """

    category: str = ""
    importance: str = ""
    several: bool = False


def heads(text: str) -> Heads | None:
    """What a line says as a heading; None where it says something else."""
    said = key(text)
    words = said.split()
    if not words or len(words) > MOST_WORDS or text.endswith((".", ";", ",")):
        return None
    named = categories_in(said)
    importance = importance_of(said)
    rest = re.sub(any_of(form for forms in CATEGORIES.values() for form in forms), " ", said)
    left = set(re.sub(r"\b(?:essential|desirable)\b", " ", rest).split()) - AROUND
    if left or not (named or importance):
        return None
    return Heads(named[0] if named else "", importance, len(named) > 1)


def categories_in(said: str) -> list[str]:
    """The categories that words name, in their order; “other” only where nothing else is named."""
    found = [
        (at.start(), name) for name, forms in CATEGORIES.items() if (at := re.search(any_of(forms), said)) is not None
    ]
    named = [name for _, name in sorted(found)]
    return [name for name in named if name != "other"] or named


def importance_of(said: str) -> str:
    """Essential or desirable, where words say one of the two."""
    named = {word for word in ("essential", "desirable") if re.search(rf"\b{word}\b", said)}
    return named.pop() if len(named) == 1 else ""


def is_mark(text: str) -> bool:
    """Whether a cell holds no more than a tick, or a word for one."""
    return text.strip() in TICKS or text.strip().casefold() in YES


@dataclass(frozen=True, slots=True)
class Methods:
    """What the letters of a profile stand for; `told` is False where it has no key to them."""

    letters: Mapping[str, str] = field(default_factory=lambda: USUAL)
    told: bool = False

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """The methods that words name, and those of the words that name none."""
        known: list[str] = []
        unknown: list[str] = []
        for part in re.split(BETWEEN_METHODS, text.replace("\t", ",")):
            word = part.strip(" .()")
            if word.casefold() in NOTHING:
                continue
            found = self._of(word)
            known += [one for one in found if one not in known]
            unknown += [] if found else [word]
        return known, unknown

    def _of(self, word: str) -> list[str]:
        if method := SAID.get(key(word)):
            return [method]
        letters = word.split()
        return [self.letters[one] for one in letters] if all(one in self.letters for one in letters) else []


def methods_of(lines: Iterable[Line]) -> tuple[Methods, frozenset[int]]:
    """What letters stand for in this profile, and the numbers of the lines that say so."""
    letters: dict[str, str] = {}
    where: set[int] = set()
    for line in lines:
        pairs = {letter: method for letter, words in LETTERS.findall(line.words) if (method := SAID.get(key(words)))}
        if pairs and (len(pairs) > 1 or len(line.words) < 40):
            letters |= pairs
            where.add(line.number)
    return (Methods(letters, told=True) if letters else Methods()), frozenset(where)
