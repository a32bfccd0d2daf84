"""Of whom a word such as “her” is said: of who is in the post, of a mother or a ship, of a pupil or a mayor."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from rolegen.lint.person import PEOPLE, SENTENCE_ENDS, SOUGHT, parted
from rolegen.lint.phrases import single_words
from rolegen.lint.words import Words


class Antecedent(Enum):
    """Who stands last before a word in its sentence."""

    SOUGHT = auto()  # whoever is in the post, or any post; nobody else is named
    OTHER = auto()  # somebody whom the council serves or advises, man or woman
    KNOWN = auto()  # somebody whose sex the word itself says, or a ship


def antecedent(text: Words, at: int, lists: Mapping[str, tuple[str, ...]]) -> Antecedent:
    """Who stands last before a word in its sentence, by the lists “of_known_sex” and “of_others” of a rule."""
    known, others = single_words(lists.get("of_known_sex", ())), single_words(lists.get("of_others", ()))
    while at > 0 and not parted(text, at - 1, SENTENCE_ENDS):
        at -= 1
        word = text.folded[at].removesuffix("'s")
        if word in known:
            return Antecedent.KNOWN
        if word in others:
            return Antecedent.OTHER
        if word in PEOPLE or word in SOUGHT:
            break
    return Antecedent.SOUGHT
