"""What happens to a Word file of ours: what harms no approved wording, and what does, with what must be found of it."""

from __future__ import annotations

import copy
import itertools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any

import docx
from lxml import etree

from rolegen.approval.audit import Audited
from rolegen.profile import Profile
from tests.samples import W, every, part, raw, repacked, words

MAIN, CUSTOM = "word/document.xml", "docProps/custom.xml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LEVEL = "level."
CURLY = {"'": "’", '"': "”", "-": "\u2011"}
FOREIGN = ("purple", "seldom", "lighthouse", "never", "budgetary", "herons", "unless")
DATED = {f"{W}author": "A Manager", f"{W}date": "2026-03-02T10:00:00Z"}

Key = tuple[str, int]  # a clause and which of its paragraphs
Others = Mapping[Key, tuple[str, ...]]
Found = tuple[str, str]  # the kind of a finding, and its clause


@dataclass
class Opened:
    """A Word file of ours, opened: where each approved paragraph stands in it, and what was done to it."""

    data: bytes
    root: Any
    wordings: Mapping[Key, str]  # in their order
    headings: Mapping[Key, str]
    touched: set[Key] = field(default_factory=set)
    expected: list[Found] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    changes: dict[str, bytes | None] = field(default_factory=dict)
    others: Others = field(default_factory=dict)
    ids: int = 900_000

    def paragraph(self, key: Key) -> Any:
        """The paragraph that states a wording, as long as nothing was done to it."""
        (found,) = (one for one in self.root.iter(f"{W}p") if flat(words(one)) == flat(self.wordings[key]))
        return found

    def untouched(self, chances: Random, among: Sequence[Key] | None = None) -> Key:
        """An approved paragraph that nothing was done to yet."""
        key = chances.choice([one for one in (among or list(self.wordings)) if one not in self.touched])
        self.touched.add(key)
        return key

    def next_id(self) -> str:
        self.ids += 1
        return str(self.ids)

    def closed(self) -> bytes:
        """The file as it is now."""
        main = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return repacked(self.data, {MAIN: main, **self.changes})


def opened(data: bytes, profile: Profile) -> Opened:
    """A file of a profile, each approved paragraph of which must be there once."""
    known = {(f"{LEVEL}{profile.level.id}", n): text for n, text in enumerate(profile.descriptor)}
    heads = dict.fromkeys(known, LEVEL)
    for theme in profile.themes:
        for clause in theme.clauses:
            known[clause.id, 0] = clause.text
            heads[clause.id, 0] = theme.id
    file = Opened(data, part(data, MAIN), known, heads)
    there = Counter(flat(words(one)) for one in file.root.iter(f"{W}p"))
    assert {there[flat(text)] for text in known.values()} == {1}
    return file


def flat(text: str) -> str:
    return " ".join(text.split())


# --- harm -------------------------------------------------------------------------------------------------------------


def set_text(paragraph: Any, text: str) -> None:
    """Gives a paragraph other words, in the look of its first run."""
    runs = list(paragraph.iter(f"{W}r"))
    for run in runs[1:]:
        run.getparent().remove(run)
    for child in [child for child in runs[0] if child.tag != f"{W}rPr"]:
        runs[0].remove(child)
    runs[0].append(t(text))


def t(text: str, tag: str = "t") -> Any:
    made = etree.Element(f"{W}{tag}")
    made.set(XML_SPACE, "preserve")
    made.text = text
    return made


def unit(paragraph: Any) -> Any:
    """The paragraph, or the control that holds nothing else."""
    parent = paragraph.getparent()
    alone = parent.tag == f"{W}sdtContent" and len(parent) == 1
    return parent.getparent() if alone else paragraph


def remove(element: Any) -> None:
    element.getparent().remove(element)


def change_words(file: Opened, chances: Random, change: Callable[[list[str]], None]) -> None:
    key = file.untouched(chances)
    paragraph, old = file.paragraph(key), file.wordings[key].split()
    new = list(old)
    change(new)
    assert new != old
    set_text(paragraph, " ".join(new))
    file.expected.append(("altered", key[0]))


def a_word_is_another(file: Opened, chances: Random) -> None:
    change_words(file, chances, lambda text: text.__setitem__(chances.randrange(len(text)), chances.choice(FOREIGN)))


def a_word_is_put_in(file: Opened, chances: Random) -> None:
    word = chances.choice(("not", "not", *FOREIGN))
    change_words(file, chances, lambda text: text.insert(chances.randrange(len(text) + 1), word))


def a_word_is_left_out(file: Opened, chances: Random) -> None:
    change_words(file, chances, lambda text: text.__delitem__(chances.randrange(len(text))))


def a_sign_is_another(file: Opened, chances: Random) -> None:
    change_words(
        file, chances, lambda text: text.__setitem__(-1, text[-1].rstrip(".") + chances.choice([";", "", "!"]))
    )


def half_of_it_is_cut_off(file: Opened, chances: Random) -> None:
    change_words(file, chances, lambda text: text.__delitem__(slice(len(text) * 2 // 3, None)))


def a_sentence_is_put_behind(file: Opened, chances: Random) -> None:
    more = chances.choice(("Report on it each quarter.", "This applies to permanent staff only."))
    change_words(file, chances, lambda text: text.append(more))


def a_word_is_put_in_tracked(file: Opened, chances: Random) -> None:
    key = file.untouched(chances)
    paragraph = file.paragraph(key)
    run = chances.choice(every(paragraph, ".//w:r[w:t]"))
    inserted = etree.Element(f"{W}ins", {**DATED, f"{W}id": file.next_id()})
    new = etree.SubElement(inserted, f"{W}r")
    new.append(t(" not "))
    run.addprevious(inserted)
    file.expected.append(("altered", key[0]))


def a_clause_is_taken_out(file: Opened, chances: Random) -> None:
    key = file.untouched(chances)
    remove(unit(file.paragraph(key)))
    file.expected.append(("removed", key[0]))


def a_clause_is_taken_out_tracked(file: Opened, chances: Random) -> None:
    key = file.untouched(chances)
    for run in list(file.paragraph(key).iter(f"{W}r")):
        deleted = etree.Element(f"{W}del", {**DATED, f"{W}id": file.next_id()})
        run.addprevious(deleted)
        deleted.append(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
    file.expected.append(("removed", key[0]))


def a_clause_is_there_twice(file: Opened, chances: Random) -> None:
    key = file.untouched(chances)
    source = unit(file.paragraph(key))
    again = copy.deepcopy(source)
    place = source if chances.random() < 0.4 else unit(file.paragraph(file.untouched(chances)))
    place.addnext(again)
    file.expected.append(("doubled", key[0]))


def a_clause_stands_elsewhere(file: Opened, chances: Random) -> None:
    key, other = far_apart(file, chances)
    source = unit(file.paragraph(key))
    unit(file.paragraph(other)).addnext(source)
    file.expected.append(("moved", key[0]))


def two_clauses_say_each_others_words(file: Opened, chances: Random) -> None:
    key, other = far_apart(file, chances)
    one, two = file.paragraph(key), file.paragraph(other)
    set_text(one, file.wordings[other])
    set_text(two, file.wordings[key])
    file.expected += [("moved", key[0]), ("moved", other[0])]


def far_apart(file: Opened, chances: Random) -> tuple[Key, Key]:
    """Two clauses so far apart that it is clear which of them moved."""
    order = [key for key in file.wordings if not key[0].startswith(LEVEL)]
    far = {
        one: [two for two in order if abs(order.index(one) - order.index(two)) >= 5 and two not in file.touched]
        for one in order
    }
    key = file.untouched(chances, [one for one in order if far[one]])
    return key, file.untouched(chances, far[key])


def words_are_added(file: Opened, chances: Random) -> None:
    paragraph = file.paragraph(file.untouched(chances))
    new = copy.deepcopy(paragraph)
    for mark in [*every(new, ".//w:bookmarkStart"), *every(new, ".//w:bookmarkEnd")]:
        remove(mark)
    set_text(new, chances.choice(("Chair the works canteen panel.", "Deputise for the Mayor at civic events in June.")))
    unit(paragraph).addnext(new)
    file.expected.append(("added", ""))


def two_clauses_run_on(file: Opened, chances: Random) -> None:
    order = list(file.wordings)
    pairs = [
        (one, two)
        for one, two in itertools.pairwise(order)
        if file.headings[one] == file.headings[two] and not {one, two} & file.touched
    ]
    one, two = chances.choice(pairs)
    file.touched |= {one, two}
    first, second = file.paragraph(one), file.paragraph(two)
    runs = list(second.iter(f"{W}r"))
    runs[0].addprevious(space := etree.Element(f"{W}r"))
    space.append(t(" "))
    for run in [space, *runs]:
        first.append(run)
    remove(unit(second))
    file.expected.append(("joined", two[0]))


def another_levels_words(file: Opened, chances: Random) -> None:
    """A clause in the words that another level or variant has for it."""
    foreign = {
        key: [text for text in file.others.get(general(key), ()) if text != own] for key, own in file.wordings.items()
    }
    key = file.untouched(chances, [key for key, texts in foreign.items() if texts])
    set_text(file.paragraph(key), chances.choice(foreign[key]))
    file.expected.append(("altered", key[0]))


def general(key: Key) -> Key:
    """A wording's key at whatever level."""
    return (LEVEL if key[0].startswith(LEVEL) else key[0], key[1])


HARMFUL: tuple[Callable[[Opened, Random], None], ...] = (
    a_word_is_another, a_word_is_put_in, a_word_is_left_out, a_sign_is_another, half_of_it_is_cut_off,
    a_sentence_is_put_behind, a_word_is_put_in_tracked, a_clause_is_taken_out, a_clause_is_taken_out_tracked,
    a_clause_is_there_twice, a_clause_stands_elsewhere, two_clauses_say_each_others_words, words_are_added,
    two_clauses_run_on,
    another_levels_words,
)  # fmt: skip
MOVING = (a_clause_stands_elsewhere, two_clauses_say_each_others_words)


# --- no harm ----------------------------------------------------------------------------------------------------------


def texts(file: Opened) -> list[Any]:
    """The words of every run, but those that are tracked as taken out."""
    return [one for one in file.root.iter(f"{W}t") if one.text and one.getparent().tag == f"{W}r"]


def runs_are_split(file: Opened, chances: Random) -> None:
    for text in texts(file):
        if text.getparent() is not None and len(text.text) > 3 and chances.random() < 0.5:
            at = chances.randrange(1, len(text.text))
            run = text.getparent()
            rest = copy.deepcopy(run)
            position = list(run).index(text)
            for child in [child for n, child in enumerate(rest) if n < position and child.tag != f"{W}rPr"]:
                rest.remove(child)
            for child in [child for n, child in enumerate(run) if n > position]:
                run.remove(child)
            next(one for one in rest.iter(f"{W}t")).text = text.text[at:]
            text.text = text.text[:at]
            for one in rest.iter(f"{W}t"):
                one.set(XML_SPACE, "preserve")
            run.addnext(rest)
            run.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))


def typography_is_made_nice(file: Opened, chances: Random) -> None:
    share = chances.random()
    for text in texts(file):
        text.text = "".join(CURLY.get(c, c) if chances.random() < share else c for c in text.text)


def spaces_do_not_break(file: Opened, chances: Random) -> None:
    for text in texts(file):
        text.text = "".join("\u00a0" if c == " " and chances.random() < 0.1 else c for c in text.text)


def words_may_break(file: Opened, chances: Random) -> None:
    for text in texts(file):
        text.text = re.sub(r"(?<=\w)(?=\w)", lambda _: chances.choice(["\u00ad", "\u200b"] + [""] * 40), text.text)


def lines_break_inside(file: Opened, chances: Random) -> None:
    for key in file.wordings:
        if key not in file.touched and chances.random() < 0.2:
            text = next(file.paragraph(key).iter(f"{W}t"))
            first, space, rest = text.text.partition(" ")
            if space and rest.strip():
                text.text = first
                text.addnext(t(rest))
                text.addnext(etree.Element(f"{W}br"))


def hyphens_are_words_own(file: Opened, chances: Random) -> None:
    for text in texts(file):
        before, hyphen, behind = text.text.partition("-")
        if hyphen and chances.random() < 0.5:
            text.text = before
            text.set(XML_SPACE, "preserve")
            text.addnext(t(behind))
            text.addnext(etree.Element(f"{W}noBreakHyphen"))


def controls_are_lost(file: Opened, chances: Random) -> None:
    share = chances.choice([0.2, 1.0])
    for control in list(file.root.iter(f"{W}sdt")):
        if chances.random() < share:
            content = control.find(f"{W}sdtContent")
            for child in list(content) if content is not None else []:
                control.addprevious(child)
            remove(control)


def tags_are_lost(file: Opened, chances: Random) -> None:
    share = chances.choice([0.2, 1.0])
    for one in [*file.root.iter(f"{W}tag", f"{W}alias", f"{W}lock")]:
        if chances.random() < share:
            remove(one)


def bookmarks_are_lost(file: Opened, chances: Random) -> None:
    share = chances.choice([0.2, 1.0])
    for start in list(file.root.iter(f"{W}bookmarkStart")):
        if chances.random() < share:
            for end in every(file.root, f".//w:bookmarkEnd[@w:id='{start.get(f'{W}id')}']"):
                remove(end)
            remove(start)


def manifest_is_lost(file: Opened, _chances: Random) -> None:
    custom = file.changes.get(CUSTOM) or raw(file.data, CUSTOM)
    if custom:
        file.changes[CUSTOM] = re.sub(rb'<property [^>]*name="rolegen\.manifest[^>]*>.*?</property>', b"", custom)


def properties_are_lost(file: Opened, _chances: Random) -> None:
    custom = file.changes.get(CUSTOM) or raw(file.data, CUSTOM)
    file.changes[CUSTOM] = re.sub(rb"<property .*</property>", b"", custom, flags=re.DOTALL)


def paragraphs_are_parted(file: Opened, chances: Random) -> None:
    """Enter in the middle of a clause; once at most in each."""
    for key in list(file.wordings):
        if key not in file.touched and chances.random() < 0.15:
            paragraph = file.paragraph(key)
            text = list(paragraph.iter(f"{W}t"))[-1]
            space = (text.text or "").find(" ", len(text.text or "") // 2)
            run = text.getparent()
            if space > 0 and run.getparent() is paragraph and text.text[space:].strip():
                file.touched.add(key)
                rest = etree.Element(f"{W}p")
                properties = paragraph.find(f"{W}pPr")
                if properties is not None:
                    rest.append(copy.deepcopy(properties))
                etree.SubElement(rest, f"{W}r").append(t(text.text[space + 1 :]))
                text.text = text.text[:space]
                paragraph.addnext(rest)


def empty_paragraphs_are_put_in(file: Opened, chances: Random) -> None:
    for paragraph in [one for one in file.root.iter(f"{W}p") if chances.random() < 0.1]:
        paragraph.addnext(etree.Element(f"{W}p"))


def it_looks_otherwise(file: Opened, chances: Random) -> None:
    for run in list(file.root.iter(f"{W}r")):
        if chances.random() < 0.1:
            look = run.find(f"{W}rPr")
            if look is None:
                look = etree.Element(f"{W}rPr")
                run.insert(0, look)
            if look.find(f"{W}b") is None:
                look.append(etree.Element(f"{W}b"))


def changes_are_tracked(file: Opened, chances: Random) -> None:
    """Words that came in tracked and stay, others that went: as accepted, the text is the same."""
    for run in [one for one in file.root.iter(f"{W}r") if one.getparent().tag == f"{W}p"]:
        if chances.random() < 0.1:
            inserted = etree.Element(f"{W}ins", {**DATED, f"{W}id": file.next_id()})
            run.addprevious(inserted)
            inserted.append(run)
            gone = etree.Element(f"{W}del", {**DATED, f"{W}id": file.next_id()})
            etree.SubElement(gone, f"{W}r").append(t("older words ", "delText"))
            inserted.addprevious(gone)


def comments_are_made(file: Opened, chances: Random) -> None:
    for paragraph in [one for one in file.root.iter(f"{W}p") if chances.random() < 0.1]:
        number = file.next_id()
        first = next(paragraph.iter(f"{W}r"), None)
        if first is not None:
            first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": number}))
            first.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": number}))


def the_role_is_filled_in(file: Opened, chances: Random) -> None:
    """Words of the role's own where the file asks for them."""
    for control in file.root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(f"{W}val", "").startswith("field:") and chances.random() < 0.5:
            for text in list(control.iter(f"{W}t"))[:1]:
                text.text = chances.choice(("Harbour and Bridges", "Plan the council's bridges with care.", "Grade 9"))


def python_docx_saves_it(file: Opened, _chances: Random) -> None:
    kept = file.closed()
    stream = BytesIO()
    document = docx.Document(BytesIO(kept))
    document.save(stream)
    file.data, file.changes = stream.getvalue(), {}
    file.root = part(file.data, MAIN)


HARMLESS: tuple[Callable[[Opened, Random], None], ...] = (
    typography_is_made_nice, spaces_do_not_break, words_may_break, lines_break_inside, hyphens_are_words_own,
    controls_are_lost, tags_are_lost, bookmarks_are_lost, manifest_is_lost, properties_are_lost, paragraphs_are_parted,
    empty_paragraphs_are_put_in, it_looks_otherwise, changes_are_tracked, comments_are_made, the_role_is_filled_in,
    python_docx_saves_it, runs_are_split,
)  # fmt: skip
EARLY = (lines_break_inside, paragraphs_are_parted)  # those that look for paragraphs by their words


# --- trials -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trial:
    """A mangled file, what was done to it, and what must be found."""

    data: bytes
    done: tuple[str, ...]
    expected: tuple[Found, ...]


def mangled(data: bytes, profile: Profile, others: Others, chances: Random) -> Trial:
    """A file of a profile after one or two harms, or none, and any number of things that do no harm."""
    file = opened(data, profile)
    harmless = chances.sample(HARMLESS, chances.randrange(7))
    if properties_are_lost in harmless:
        file.touched |= telling(profile, others)
    file.others = others
    harms = chances.sample(HARMFUL, chances.choice((0, 1, 1, 1, 2)))
    too_short = len(file.wordings) < 16  # to tell what moved, where more than one thing did
    for harm in harms[:1] if too_short and set(harms) == set(MOVING) else harms:
        harm(file, chances)
        file.done.append(harm.__name__)
    for other in sorted(harmless, key=lambda one: one not in EARLY):
        other(file, chances)
        file.done.append(other.__name__)
    return Trial(file.closed(), tuple(file.done), tuple(sorted(file.expected)))


def telling(profile: Profile, others: Others) -> set[Key]:
    """The wordings by which alone a file without properties tells the level's variants apart."""
    if len(profile.level.variants) < 2:
        return set()
    own = {(clause.id, 0): clause.text for theme in profile.themes for clause in theme.clauses}
    return {key for key, text in own.items() if others.get(key, (text,)) != (text,)}


def wordings_by_place(profiles: Mapping[str, Profile]) -> Mapping[bool, Others]:
    """All wordings that are known where example roles are looked at, and those known where the shipped levels are."""
    shipped = {name: profile for name, profile in profiles.items() if profile.is_level}
    return {True: all_wordings(profiles), False: all_wordings(shipped)}


def all_wordings(profiles: Mapping[str, Profile]) -> Others:
    """What any level or variant says for a clause."""
    found: dict[Key, dict[str, None]] = {}
    for profile in profiles.values():
        for n, text in enumerate(profile.descriptor):
            found.setdefault((LEVEL, n), {})[text] = None
        for theme in profile.themes:
            for clause in theme.clauses:
                found.setdefault((clause.id, 0), {})[clause.text] = None
    return {key: tuple(texts) for key, texts in found.items()}


def verdict(audited: Audited, profile: Profile) -> tuple[Found, ...]:
    """What was found, as a trial expects it; a wrong level, or that a file is out of date, are findings too.

    A file that no longer knows its role is compared with the current framework, and rightly is out of date if the role
    stands on an earlier one.
    """
    if audited.examination is None or audited.measure is None:
        return tuple((problem.rule, problem.message) for problem in audited.problems)
    found: list[Found] = [(finding.kind, finding.clause) for finding in audited.examination.findings]
    level = (audited.measure.level.id, audited.measure.variant)
    found += [("level", "-".join(level))] if level != (profile.level.id, profile.variant) else []
    late = audited.outdated
    if late and (audited.measure.certain or late.version == profile.framework.version):
        found.append(("outdated", late.reason))
    return tuple(sorted(found))
