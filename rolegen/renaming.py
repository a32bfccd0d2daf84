"""Which of the roles that are gone came back under another name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rolegen.document import Block, Document, Inline, List, Run, Section, Table

SENTENCE = 5  # words; shorter values, such as a grade, are shared by roles that have nothing else in common
PERSON = "person_profile"  # may hold no more than what its level gives each role to start from
ALIKE = 0.5  # of the sentences that two roles have, how much they must share to be one role


@dataclass(frozen=True)
class _Own:
    """What a role has of its own: which role its file says it is, its post's number, title and sentences."""

    role: str
    post_number: str
    title: str
    sentences: frozenset[str] = field(repr=False)


def renamed(gone: Mapping[str, Document], come: Mapping[str, Document]) -> dict[str, str]:
    """The new names, each with the old one: by role, post number or title where only one has it, else by sentences."""
    olds = {name: _own(document) for name, document in gone.items()}
    news = {name: _own(document) for name, document in come.items()}
    found: dict[str, str] = {}
    for key in ("role", "post_number", "title"):
        before, after = _by(key, olds, found.values()), _by(key, news, found)
        found |= {after[value]: before[value] for value in after if value in before}
    for _, new, old in sorted(_alike(olds, news), key=lambda pair: (-pair[0], pair)):
        if new not in found and old not in found.values():
            found[new] = old
    return found


def _by(key: str, roles: Mapping[str, _Own], known: Iterable[str]) -> dict[str, str]:
    """The names of the roles not known yet by what only one of them has."""
    rest = {name: getattr(own, key) for name, own in roles.items() if name not in set(known)}
    count = Counter(rest.values())
    return {value: name for name, value in rest.items() if value and count[value] == 1}


def _alike(olds: Mapping[str, _Own], news: Mapping[str, _Own]) -> Iterator[tuple[float, str, str]]:
    """How alike two roles are that share a sentence nobody else has, where they are alike enough."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name, own in olds.items():
        for sentence in own.sentences:
            holders[sentence].append(name)
    for new, own in news.items():
        shared = Counter(holders[sentence][0] for sentence in own.sentences if len(holders.get(sentence, ())) == 1)
        for old, count in shared.items():
            score = 2 * count / (len(own.sentences) + len(olds[old].sentences))
            if score >= ALIKE:
                yield score, new, old


def _own(document: Document) -> _Own:
    values = defaultdict(list)
    for path, text in _values(document.blocks, ""):
        values[path].append(text)
    named = [texts for path, texts in values.items() if path and not path.startswith(PERSON)]
    sentences = {text for texts in named for text in texts if len(text.split()) >= SENTENCE}
    return _Own(
        document.facts.get("role", ""),
        " ".join(values["post_number"]),
        " ".join(values["title"]),
        frozenset(sentences),
    )


def _values(blocks: Iterable[Block], field: str) -> Iterator[tuple[str, str]]:
    """The role's fields with what stands in them; `field` is the one that the blocks stand in."""
    for block in blocks:
        own = block.field or field
        if isinstance(block, Section):
            yield from _values(block.blocks, own)
        elif isinstance(block, List):
            for item in block.items:
                yield from _shown(item.content, item.field or own)
                yield from _values(item.lists, item.field or own)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _values(cell.blocks, cell.field or row.field or own)
        else:
            yield from _shown(block.content, own)


def _shown(content: tuple[Inline, ...], field: str) -> Iterator[tuple[str, str]]:
    """The value of a field in a paragraph; a gap is none."""
    runs = [part for part in content if isinstance(part, Run) and part.text.strip() and not part.gap]
    fields = {part.field for part in runs} - {""}
    if runs:
        yield field or "".join(fields if len(fields) == 1 else ()), "".join(part.text for part in runs)
