"""What is said of drift: in words for someone in HR, with the YAML that would accept it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from rolegen.diff.words import Piece
from rolegen.drift.difference import Kind, has_placeholder
from rolegen.drift.names import AREA, ORGANISATION, Name
from rolegen.drift.passages import Passage
from rolegen.drift.slips import Slip
from rolegen.drift.usage import Use
from rolegen.drift.wording import Cell, Words, cells, is_word, pointed
from rolegen.framework import Clause, Framework, Level, versions_of
from rolegen.problems import Place, Problem, listed
from rolegen.source import ABSENT
from rolegen.telling.terminal import signed

MOST_NAMED = 4  # levels; more of them are “the other levels” where they are all the others
AROUND = 4  # words shown on either side of a difference
IN: Mapping[Kind, str] = {
    "punctuation": "in punctuation",
    "case": "in a capital letter",
    "small-word": "in a small word",
    "spelling": "in the spelling or ending of a word",
    "name": "in a name",
    "wording": "in a few words",
}
KINDS = {ORGANISATION: "a council", AREA: "a place"}
PLAIN = re.compile(r"\w[\w '’/.()-]*")  # what needs no quotes in YAML


def of_slips(framework: Framework, clause: Clause, found: Sequence[Slip]) -> Problem:
    """One or more differences of one kind between the same wordings."""
    slip = found[0]
    ours, theirs = who(framework, slip.odd_cells), who(framework, slip.other_cells)
    if theirs.count(",") >= MOST_NAMED - 1 and {*slip.odd_cells, *slip.other_cells} == {*cells(framework)}:
        theirs = "the other levels"
    verb = "differs" if len(_levels(slip.odd_cells)) == 1 else "differ"
    marked = ", ".join(f"“{_marked(one)}”" for one in found)
    message = f"In {named(clause)}, {ours} {verb} from {theirs} (line {slip.other.place.line}) {_how(found)}: {marked}."
    index = min(slip.gap.start, len(slip.odd.tokens) - 1)
    place = pointed(framework.source, slip.odd.keys, slip.odd, index)
    accepted = accepting(clause, *map(_words, found), way=_way(slip))
    return _note(slip.kind, message, place, f"{_legend(marked)} {accepted}")


def of_name(found: Name, passage: Passage) -> Problem:
    """A name where a placeholder belongs."""
    owner, words = passage.owner.model, passage.words
    placeholder = f"{{{{ {found.placeholder} }}}}"
    what = f"the {found.placeholder} of rolegen.yaml" if found.is_ours else f"the name of {KINDS[found.placeholder]}"
    shown = _shown(words, found.where)
    message = f"In {named(owner)} stands “{found.name}”, {what}, where a placeholder belongs: “{shown}”."
    hint = accepting(owner, (found.name,), way=f"Write {placeholder} in its place", it="the name")
    return _note("name", message, _at(passage, found.where.start), hint)


def of_doubled(where: range, said: str, passage: Passage) -> Problem:
    """Words that stand twice."""
    owner, words = passage.owner.model, passage.words
    message = f"In {named(owner)}, words are doubled: “{_shown(words, where)}”."
    hint = accepting(owner, (said,), way="Leave out one of the two", it="it")
    return _note("doubled", message, _at(passage, where.start), hint)


def of_usage(kind: Kind, use: Use) -> Problem:
    """A word that the framework mostly writes in another way."""
    owner, words = use.passage.owner.model, use.passage.words
    elsewhere = "in another place" if use.times == 1 else f"in {use.times} other places"
    shown = _shown(words, range(use.index, use.index + 1))
    message = f"In {named(owner)} stands “{use.word}”, {elsewhere} “{use.usual}”: “{shown}”."
    hint = accepting(owner, (use.word, use.usual), way="Write it in one way")
    return _note(kind, message, _at(use.passage, use.index), hint)


def of_missing(framework: Framework, clause: Clause, lacking: Sequence[str], place: Place) -> Problem:
    """Levels that do not have a clause that others have."""
    titles = listed([level.title for level in framework.levels if level.id in lacking])
    verb = "does" if len(lacking) == 1 else "do"
    message = f"{titles} {verb} not have {named(clause)}, which other levels have."
    item = f"{{levels: [{', '.join(lacking)}], reason: …}}"
    return _note(
        "missing",
        message,
        place,
        f"Give {'it' if len(lacking) == 1 else 'them'} the clause; or, {_if_meant(clause, 'that', item)}",
    )


def of_unused(owner: Clause | Level, place: Place) -> Problem:
    """An acceptance of what there is not."""
    message = f"Nothing in {named(owner)} needs what is accepted here."
    return _note("accepted", message, place, "Leave it out, or correct its words to those of the difference.")


def accepting(owner: Clause | Level, *words: tuple[str, ...], way: str = "Use one wording", it: str = "this") -> str:
    """What to do: mend it, or accept it with this very YAML."""
    items = dict.fromkeys(f"{{words: [{', '.join(map(_yaml, each))}], reason: …}}" for each in words)
    return f"{way}; or, {_if_meant(owner, it, *items)}"


def _if_meant(owner: Clause | Level, it: str, *items: str) -> str:
    kind = "clause" if isinstance(owner, Clause) else "level"
    if owner.accepted:
        return f"if {it} is meant, add to “accepted” of the {kind}: {', '.join(items)}"
    return f"if {it} is meant, add to the {kind}: accepted: [{', '.join(items)}]"


def named(owner: Clause | Level) -> str:
    """What a message calls a clause or a level."""
    return f"“{owner.title or owner.id}”"


def who(framework: Framework, having: Sequence[Cell]) -> str:
    """The levels of some wordings; a version is named where its level has others."""
    said = []
    for level in framework.levels:
        own = [variant for name, variant in having if name == level.id]
        if own:
            part = "" if len(own) == len(versions_of(level)) else f" ({', '.join(own)})"
            said.append(f"{level.title}{part}")
    return listed(said)


def _legend(marked: str) -> str:
    """What the marks of a difference mean, those that are there."""
    if "[-" not in marked:
        return "{+ +} marks what only this wording has."
    return f"[- -] marks what only the others have{', {+ +} what only this wording has' if '{+' in marked else ''}."


def _way(slip: Slip) -> str:
    if slip.kind != "name":
        return "Use one wording"
    return "Write the placeholder here too" if has_placeholder(slip.other.tokens) else "Write {{ area }} for the place"


def _how(found: Sequence[Slip]) -> str:
    kind = found[0].kind
    if kind != "wording" or any(len(each.split()) > 1 for slip in found for each in _words(slip)):
        return IN[kind]
    return "in a word" if len(found) == 1 else "in some words"


def _levels(having: Sequence[Cell]) -> set[str]:
    return {level for level, _ in having}


def _at(passage: Passage, index: int) -> Place:
    return pointed(passage.owner.source, passage.keys, passage.words, index)


def _note(kind: str, message: str, place: Place, hint: str) -> Problem:
    return Problem(f"drift-{kind}", message, place, hint, "note")


def _marked(slip: Slip) -> str:
    """A difference between its marks, with a few words on either side."""
    odd, other, gap = slip.odd, slip.other, slip.gap
    start, end = max(gap.start - AROUND, 0), min(gap.end + AROUND, len(odd.tokens))
    theirs, ours = other.part(gap.other_start, gap.other_end), odd.part(gap.start, gap.end)
    after = odd.part(gap.end, end)
    space = " " if after and not after[0].isspace() and is_word(after) and not gap.start else ""
    pieces = [
        Piece("same", ("… " if start else "") + odd.part(start, gap.start).lstrip()),
        Piece("removed", theirs),
        Piece("added", ours),
        Piece("same", space + after + (" …" if end < len(odd.tokens) else "")),
    ]
    return signed([piece for piece in pieces if piece.text])


def _shown(words: Words, where: range) -> str:
    """Words of a text with a few on either side."""
    start, end = max(where.start - AROUND, 0), min(where.stop + AROUND, len(words.tokens))
    return f"{'… ' if start else ''}{words.part(start, end).strip()}{' …' if end < len(words.tokens) else ''}"


def _words(slip: Slip) -> tuple[str, str]:
    """Both sides of a difference, as an acceptance names them: what only one side has with the word beside it."""
    gap, odd, other = slip.gap, slip.odd, slip.other
    sides = (other.tokens[gap.other_start : gap.other_end], odd.tokens[gap.start : gap.end])
    one_sided = not all(any(map(is_word, side)) for side in sides)
    before = _same(odd, gap.start - 1, other, gap.other_start - 1) if one_sided else 0
    after = _same(odd, gap.end, other, gap.other_end) if one_sided and not before else 0
    theirs = other.part(gap.other_start - before, gap.other_end + after).strip()
    return theirs, odd.part(gap.start - before, gap.end + after).strip()


def _same(one: Words, at: int, other: Words, other_at: int) -> bool:
    """Whether two texts have the same word in two places."""
    there = 0 <= at < len(one.tokens) and 0 <= other_at < len(other.tokens)
    return there and one.tokens[at] == other.tokens[other_at]


def _yaml(words: str) -> str:
    """Words as they can stand in a list of YAML's."""
    return words if PLAIN.fullmatch(words) and words not in ABSENT else json.dumps(words, ensure_ascii=False)
