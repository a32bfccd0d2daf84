"""Random frameworks that read as a council's own: two to eight levels, some in versions, one to nine themes."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rolegen import framework
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES, Framework
from tests.samples import needed, write

Values = Mapping[str, Any]

TITLES = ("Chief Executive", "Strategic Director", "Corporate Director", "Divisional Director", "Assistant Director",
          "Head of Service", "Service Manager", "Team Manager")  # fmt: skip
VARIANTS: tuple[Values, ...] = (
    {"cmt": {"membership": "Member", "phrase": "a member of the Corporate Management Team"},
     "non-cmt": {"membership": "Not a member", "phrase": "not a member of the Corporate Management Team"}},
    {"cmt": {"membership": "Chair"}},
    {"large": {"membership": "Large service", "phrase": "the head of a large service"},
     "small": {"membership": "Small service", "phrase": "the head of a small service"}},
    {"board": {"phrase": "a voting member of the Partnership Board"}, "others": {}},
    {"place": {"membership": "Place"}, "people": {"membership": "People"}, "corporate": {"membership": "Corporate"}},
)  # fmt: skip
THEMES = ("Shaping the Future", "Leading Through Others", "Delivering for Residents", "Managing Money and Assets",
          "Working in Partnership", "Safeguarding and Wellbeing", "Climate and Place", "Digital and Data",
          "Governance and Risk", "Learning and Improvement", "Voice of the Community")  # fmt: skip
VERBS = {"Lead": "leading", "Shape": "shaping", "Champion": "championing", "Oversee": "overseeing",
         "Secure": "securing", "Develop": "developing", "Support": "supporting", "Sustain": "sustaining",
         "Direct": "directing", "Review": "reviewing", "Promote": "promoting", "Monitor": "monitoring",
         "Strengthen": "strengthening", "Coordinate": "coordinating", "Challenge": "challenging"}  # fmt: skip
ADJECTIVES = ("clear", "sustainable", "open", "inclusive", "evidence-based", "timely", "joined-up", "prudent",
              "resilient", "forward-looking", "lawful", "constructive", "measurable", "trusted")  # fmt: skip
TOPICS = ("Budget", "Workforce", "Performance", "Procurement", "Safeguarding", "Planning", "Housing", "Transport",
          "Equality", "Engagement", "Transformation", "Audit", "Property", "Technology", "Communication", "Scrutiny",
          "Wellbeing", "Carbon", "Emergency", "Library", "Learning", "Highways", "Licensing", "Heritage")  # fmt: skip
NOUNS = ("plans", "strategy", "arrangements", "standards", "priorities", "reporting", "relationships",
         "decisions", "controls", "outcomes")  # fmt: skip
ENDS = ("across {{ organisation }}", "for the residents of {{ area }}", "with elected members",
        "in line with agreed priorities", "with partners and the voluntary sector", "within the approved budget",
        "so that services improve year on year", "and report on them every quarter", "through a period of change",
        "in a fair, supportive environment", "at local, regional and national level")  # fmt: skip
SCOPES = ("the whole organisation", "a directorate", "several services", "one large service", "a division",
          "a group of teams", "a service area", "a team of specialists")  # fmt: skip
CRITERIA = ("Experience of leading {}", "Knowledge of the law on {}", "Able to explain {} to elected members")
ODDITIES = (" & <partners>", " 👩🏽‍💼", " (שלום, עולם)", " — مرحبا بكم", "\nand, on a new line, more",
            " Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", " “R&D” ]]>",
            " 'quoted' \"twice\"", " * _not_ | a # mark")  # fmt: skip


def random_framework(seed: int, *, odd: bool = False) -> Framework:
    """The framework of a seed, read from its files; `odd` as `random_values` has it."""
    with TemporaryDirectory() as folder:
        return needed(framework.load(written(Path(folder), seed, odd=odd)))


def written(folder: Path, seed: int, *, odd: bool = False) -> Path:
    """The two files of a seed's framework, written to a folder; the folder."""
    descriptors, responsibilities = random_values(seed, odd=odd)
    return write(folder, {DESCRIPTORS: as_block(descriptors), RESPONSIBILITIES: as_block(responsibilities)})


def random_values(seed: int, *, odd: bool = False) -> tuple[Values, Values]:
    """What the two files of a framework say; the same for the same seed.

    No two clauses have a wording in common, and no two paragraphs of descriptors. `odd` puts signs, emoji, words that
    run from right to left, line breaks and a word of 80 letters into some of them.
    """
    chance = random.Random(seed)
    words = _Words(chance, odd)
    levels = list(_levels(chance, words))
    themes = list(_themes(chance, words, levels))
    about: dict[str, Any] = {"name": f"{chance.choice(TOPICS)} framework {seed}", "version": f"v{chance.randint(1, 9)}"}
    if chance.random() < 0.5:
        about["adoption"] = {"approved_by": "Full Council", "approved_on": f"2026-0{chance.randint(1, 9)}-20"}
    return {"framework": about, "levels": levels}, {"themes": themes}


class _Words:
    """Sentences, none of them made twice."""

    def __init__(self, chance: random.Random, odd: bool) -> None:
        self.chance, self.odd = chance, odd
        self.made: set[str] = set()

    def new(self, make: Callable[[], str]) -> str:
        """A text that was not made before."""
        text = make()
        while text in self.made:
            text = make()
        self.made.add(text)
        return text

    def sentence(self, topic: str = "") -> str:
        pick = self.chance.choice
        subject = (topic or pick(TOPICS)).lower()
        text = f"{pick(tuple(VERBS))} {pick(ADJECTIVES)} {subject} {pick(NOUNS)} {pick(ENDS)}"
        text += f"{pick(ODDITIES)}" if self.odd and self.chance.random() < 0.3 else ""
        return f"{text}."

    def wording(self, topic: str) -> str:
        """A clause: one sentence or two."""
        more = f" {self.sentence()}" if self.chance.random() < 0.4 else ""
        return f"{self.sentence(topic)}{more}"

    def like(self, text: str) -> str:
        """The text as another level might have it: a word or the verb another one, or an end put on."""
        pick = self.chance.choice
        verb, rest = text.split(" ", 1)
        return pick([
            f"Contribute to {VERBS[verb]} {rest}",
            f"Help to {verb.lower()} {rest}",
            f"{text} {pick(tuple(VERBS))} the {pick(TOPICS).lower()} {pick(NOUNS)} that follow from it.",
            f"{verb} {pick(ADJECTIVES)} and {rest}",
        ])  # fmt: skip


def _levels(chance: random.Random, words: _Words) -> Iterator[dict[str, Any]]:
    titles = sorted(chance.sample(TITLES, chance.randint(2, 8)), key=TITLES.index)
    above = "The Leader of the Council"
    for number, title in enumerate(titles):
        level: dict[str, Any] = {"id": _as_id(title), "title": title}
        if number or chance.random() < 0.7:
            level["reports_to"] = above
        if chance.random() < 0.4:
            level["variants"] = chance.choice(VARIANTS)
        opening = f"The {title} leads {SCOPES[TITLES.index(title)]}."
        first, *more = [words.new(words.sentence) for _ in range(chance.randint(1, 4))]
        paragraphs = [f"{opening} {first}", *more]
        level["descriptor"] = paragraphs if len(paragraphs) > 1 else paragraphs[0]
        if chance.random() < 0.5:
            level["starter_criteria"] = {"knowledge": [chance.choice(CRITERIA).format(chance.choice(TOPICS).lower())]}
        above = level["id"]
        yield level


def _themes(chance: random.Random, words: _Words, levels: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for title in sorted(chance.sample(THEMES, chance.randint(1, 9))):
        clauses = [_clause(chance, words, levels, taken) for _ in range(chance.randint(1, 12))]
        yield {"id": _as_id(title), "title": title, "clauses": clauses}


def _clause(chance: random.Random, words: _Words, levels: list[dict[str, Any]], taken: set[str]) -> dict[str, Any]:
    topic, title = "", ""
    while not title or _as_id(title) in taken:
        topic = chance.choice(TOPICS)
        title = f"{topic} {chance.choice(NOUNS)}"
    taken.add(_as_id(title))
    clause: dict[str, Any] = {"id": _as_id(title), **({"title": title} if chance.random() < 0.9 else {})}
    text = words.new(lambda: words.wording(topic))
    own = {level["id"]: _own(chance, words, level, text) for level in levels if chance.random() < 0.35}
    own |= _shared(chance, words, levels, text) if chance.random() < 0.2 else {}
    if len(own) == len(levels) and None in own.values():
        own.pop(next(name for name, wording in own.items() if wording is None))  # or no level might have the clause
    if len(own) < len(levels):
        clause["text"] = text
    return {**clause, **({"levels": own} if own else {})}


def _own(chance: random.Random, words: _Words, level: Mapping[str, Any], text: str) -> Any:
    """A level's own wording, one for each of its versions, or none at all."""
    variants = level.get("variants", {})
    if len(variants) > 1 and chance.random() < 0.6:
        wordings = {name: words.new(lambda: words.like(text)) for name in variants}
        if chance.random() < 0.4:
            wordings[next(iter(wordings))] = text  # as everywhere else
        return wordings
    return words.new(lambda: words.like(text)) if chance.random() < 0.75 else None


def _shared(chance: random.Random, words: _Words, levels: list[dict[str, Any]], text: str) -> dict[str, Any]:
    """A wording that some levels have in common."""
    shared = words.new(lambda: words.like(text))
    return {level["id"]: shared for level in chance.sample(levels, chance.randint(1, len(levels) - 1))}


def _as_id(title: str) -> str:
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")


def as_block(values: Any) -> str:
    """Values as YAML in blocks, as people write it; every text in double quotes, so that it reads back as it is."""
    return "\n".join(_block(values)) + "\n"


def _block(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _under(f"{key}:", inner, "  ")
    elif isinstance(value, list):
        for item in value:
            first, *rest = _block(item)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _scalar(value)


def _under(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, (Mapping, list)) and value:
        yield head
        yield from (f"{indent}{line}" for line in _block(value))
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else "{}"
