"""Signs, spaces and doubled words: what is certainly a slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rolegen.lint.contract import PassageCheck, RoleCheck, Said, Written
from rolegen.lint.finding import Hit
from rolegen.lint.lists import begins_a_sentence
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Kind, Rule
from rolegen.lint.words import Words, words

# Signs and spaces that stand together; a comma alone before a word; a full stop alone before a word with a capital.
RUN = re.compile(r"[ \t,;:.!?]{2,}|,(?=[^\W\d_]{2})|\.(?=[A-Z][a-z]*[ ,])")
FINE = {", ", ". ", "; ", ": ", "? ", "! ", "...", "... ", ".,", "., "}
SIGNS = {",": "comma", ".": "full stop", ";": "semicolon", ":": "colon", "?": "question mark", "!": "exclamation mark"}
CLOSING = "”’\"')]"
GLUED = re.compile(r"[^\W\d_]{2}|\}\}|\w[)”’]")  # what a comma must not stand between without a space
BARE = re.compile(r"[a-z]{3,}")  # a word that ends a sentence, and no name with a full stop in it
ADDRESS = re.compile(r"://|@|www\.|[\\=/]")
# What an item of a list may begin with.
MARK = re.compile(r"\s*(?:[•▪·*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]?)")
WORD, TAIL = re.compile(r"\w{0,40}"), re.compile(r"[^ \t\n,;:.!?]+$")
ENDS = (".", "!", "?", "…", ":")
NEAR = 60  # characters around a slip that are looked at: more would take long where a text has no spaces
SHARED: tuple[Kind, ...] = ("descriptor", "starter", "clause")  # where drift tells of doubled signs
LISTS: tuple[Kind, ...] = ("accountability", "criterion")
DETERMINERS = frozenset({"the", "a", "an", "our", "its", "their", "your", "this", "these", "all"})


def slips(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """Spaces and signs that are too many or missing; each run of them once."""
    text = passage.text
    for found in RUN.finditer(text):
        run = found[0]
        if run in FINE or (right := _right(text, *found.span())) == run or _is_allowed(text, found, rule):
            continue
        if passage.kind not in SHARED or not _is_doubled(run, right):
            yield _slip(text, *found.span(), right)


def _slip(text: str, start: int, end: int, right: str) -> Hit:
    """The word before a run, and the run."""
    run, word, after = text[start:end], TAIL.search(text, max(0, start - NEAR), start), WORD.match(text, end)
    before, behind = word[0] if word else "", after[0] if after else ""
    said = f"{before}{run}{behind}".rstrip()
    message = f"“{said}” has {_fault(run, right)}."
    return Hit(start - len(before), end, message, f"Write “{(before + right + behind).rstrip()}”.", before + right)


def _is_allowed(text: str, found: re.Match[str], rule: Rule) -> bool:
    """Whether a phrase that the organisation allows has the run in it."""
    starts = ((text.find(phrase, max(0, found.end() - len(phrase))), len(phrase)) for phrase in rule.allow)
    return any(0 <= start <= found.start() and found.end() <= start + length for start, length in starts)


def _right(text: str, start: int, end: int) -> str:
    """What should stand in place of a run of signs and spaces; the run itself where that is not certain."""
    run, before, after = text[start:end], text[max(0, start - 1) : start], text[end : end + 1]
    if not before.strip() or _is_mark(text, start):
        return run
    if not run.strip():
        return run if after in ("", "\n") else " "
    if not (before.isalnum() or before in CLOSING + "}%"):
        return run
    if " " not in run and "\t" not in run and ADDRESS.search(_chunk(text, start)):
        return run
    return _signed(run, before, after) if len(run) > 1 else _spaced(text, start)


def _signed(run: str, before: str, after: str) -> str:
    """A run with signs in it: none has a space before it, and only a full stop may stand three times."""
    signs = "".join(run.split())
    behind = run[len(run.rstrip(" \t")) :]
    if behind and after not in ("", "\n"):
        behind = " "
    sign = signs[0]
    if signs in ("..", ",.", ";.") and not run.startswith((" ..", "\t..")):
        sign = "."
    elif signs != sign * len(signs) or (len(signs) > 1 and sign in ".!?:"):  # an ellipsis, or more than a slip
        return run[: len(run.rstrip(" \t"))] + behind
    if not behind and after not in ("", "\n"):
        if sign in ",;" and after.isalpha() and len(run) > len(signs):
            behind = " "
        elif after not in CLOSING or sign in ";:":
            return run
    if before.isdigit() and after.isdigit() and sign in ".:":
        return run
    return sign + behind


def _spaced(text: str, at: int) -> str:
    """A comma or full stop with nothing behind it: with a space, between words."""
    if text[at] == ",":
        is_glued = GLUED.fullmatch(text, max(0, at - 2), at) is not None
    else:
        is_glued = (word := TAIL.search(text, max(0, at - NEAR), at)) is not None and BARE.fullmatch(
            word[0]
        ) is not None
    return text[at] + " " if is_glued else text[at]


def _chunk(text: str, at: int) -> str:
    """What stands around a character up to the next spaces."""
    before, after = text[max(0, at - NEAR) : at].rsplit(None, 1), text[at : at + NEAR].split(None, 1)
    return (before[-1] if before and not text[at - 1].isspace() else "") + (after[0] if after else "")


def _is_mark(text: str, at: int) -> bool:
    """Whether only the mark or number of an item stands before a character on its line."""
    window = text[max(0, at - NEAR) : at]
    return (at <= NEAR or "\n" in window) and MARK.fullmatch(window.rpartition("\n")[2]) is not None


def _fault(run: str, right: str) -> str:
    signs = "".join(run.split())
    if not signs:
        return f"{len(run)} spaces between two words"
    if _is_doubled(run, right):
        return "more than one sign where one is enough"
    if run[0] != right[0]:
        return f"a space before the {SIGNS[signs[-1]]}"
    return f"{'no space' if run == signs else 'more than one space'} after the {SIGNS[signs[-1]]}"


def _is_doubled(run: str, right: str) -> bool:
    return len("".join(right.split())) < len("".join(run.split()))


def missing_stops(written: Written, rule: Rule) -> Iterator[Said]:
    """Items of a list without a full stop, where most others of that list have one."""
    for kind in LISTS:
        items = [one for one in written.passages if one.kind == kind and one.text.strip()]
        open_ended = [one for one in items if not _is_ended(one.text)]
        if 2 * len(open_ended) < len(items) and len(items) - len(open_ended) > 1:
            yield from (said for one in open_ended for said in _unended(one, rule))


def _is_ended(text: str) -> bool:
    return text.rstrip().rstrip(CLOSING).endswith(ENDS)


def _unended(passage: Passage, rule: Rule) -> Iterator[Said]:
    text = passage.text.rstrip()
    last = text.rsplit(None, 1)[-1]
    mend = last.rstrip(",;") + "."
    is_word = any(sign.isalnum() for sign in last) and not ADDRESS.search(last)
    if is_word and "\n" not in text and last not in rule.allow:
        message = f"“{last}” is the end of {passage.what}, without the full stop that most of the others have."
        hit = Hit(len(text) - len(last), len(text), message, f"Write “{mend}”.", mend)
        yield Said(message, passage.keys, passage=passage, hit=hit)


def doubled(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """Words that stand twice, one behind the other; or a word and an article: “of the of the”."""
    text, until = words(passage.text), 0
    folded = text.folded
    for n, (one, two) in enumerate(pairwise(folded)):
        if n < until or (one != two and (two not in DETERMINERS or folded[n + 2 : n + 4] != (one, two))):
            continue
        length = 1 if one == two else 2
        until = _repeated(text, n, length)
        if until > n + length and _is_slip(text, n, until, length, rule):
            start, once, end = text.spans[n][0], text.spans[n + length - 1][1], text.spans[until - 1][1]
            said = " ".join(passage.text[start:end].split())
            right = passage.text[start:once]
            yield Hit(start, end, f"“{said}” says the same twice.", f"Write “{right}” once.", right)


def _repeated(text: Words, first: int, length: int) -> int:
    """The number behind the last of words that are repeated with nothing but a space between them."""
    said, end = text.folded[first : first + length], first + length
    while text.folded[end : end + length] == said and _is_unbroken(text, end - length, end + length):
        end += length
    return end


def _is_unbroken(text: Words, first: int, end: int) -> bool:
    """Whether nothing but spaces, or one end of a line, stands between words."""
    between = [text.text[before[1] : after[0]] for before, after in pairwise(text.spans[first:end])]
    return not any(space.strip(" \t\n") or space.count("\n") > 1 for space in between)


def _is_slip(text: Words, first: int, end: int, length: int, rule: Rule) -> bool:
    """Whether words were repeated by mistake: they are no name, and it is no way of speaking."""
    spelt = [text.text[start:stop] for start, stop in text.spans[first:end]]
    word, start, stop = text.folded[first], text.spans[first][0], text.spans[end - 1][1]
    if not word.replace("'", "").isalpha() or (len(word) == 1 and spelt[0].isupper()):
        return False
    if _is_joined(text.text, start, stop) or _goes_with_others(text, first, end, rule):
        return False
    if word in rule.file.lists["meant"] or word in {one.casefold() for one in rule.allow}:
        return False
    if "\n" in text.text[start:stop] and not all(one.islower() for one in spelt[1:]):
        return False
    opening = spelt[0].lower() if begins_a_sentence(text.text, start) else spelt[0]
    return all(one == spelt[n % length] or (n % length == 0 and one == opening) for n, one in enumerate(spelt))


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen, a sign or an address goes on at either end."""
    return text[max(0, start - 1) : start] in tuple("-‐‑/@._'’&") or text[end : end + 1] in tuple("-‐‑/@_'’&")


def _goes_with_others(text: Words, first: int, end: int, rule: Rule) -> bool:
    """“log in in the morning”: the first belongs to the verb; “look at at least two”: the second to what follows."""
    lists, folded = rule.file.lists, text.folded
    is_of_verb = first > 0 and folded[first] in lists["particles"] and folded[first - 1] in lists["verbs"]
    return is_of_verb or " ".join(folded[end - 1 : end + 1]) in lists["begun"]


OF_A_PASSAGE: Mapping[str, PassageCheck] = {"doubled-word": doubled, "punctuation": slips}
OF_A_ROLE: Mapping[str, RoleCheck] = {"punctuation": missing_stops}
