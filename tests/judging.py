"""Sentences that people judged, each in a role file of its own, and what the rules say of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from rolegen.framework import Clause, Framework, Theme
from rolegen.lint import Linter
from rolegen.lint.rule import Rule, rules, shipped
from rolegen.role import parse_role
from rolegen.source import Source, parse, read
from rolegen.workspace import find
from tests.conftest import EXAMPLES, ROOT
from tests.samples import needed, shop

FOLDER = ROOT / "tests" / "sentences"
JUDGED = FOLDER / "judged.yaml"
PATH = Path("sentence.yaml")


@dataclass(frozen=True)
class Sentence:
    """A text that a rule must find, or must leave alone; `also` are other rules that may speak of it."""

    rule: str
    faulty: bool
    text: str
    file: str
    kind: str
    category: str = "skills"
    importance: str = "essential"
    beside: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def strict(self) -> bool:
        """Whether no rule but its own and `also` may speak of it: so in judged.yaml."""
        return self.file == JUDGED.name


@cache
def sentences() -> tuple[Sentence, ...]:
    """All sentences of all files: judged.yaml has groups by rule, the others are named by their rule."""
    found: list[Sentence] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        value: Any = needed(read(path)).value
        groups = value if path == JUDGED else {path.stem: value}
        for rule, group in groups.items():
            found += _of_group(rule, group, path.name)
    return tuple(found)


def _of_group(rule: str, group: Mapping[str, Any], file: str) -> Iterator[Sentence]:
    assert group.keys() <= {"kind", "faulty", "innocent"}, f"{file}: {rule}: {sorted(group)}"
    for key in ("faulty", "innocent"):
        for one in group.get(key) or ():
            fields: dict[str, Any] = {"text": one} if isinstance(one, str) else dict(one)
            assert fields.keys() <= {"text", "kind", "category", "importance", "beside", "also"}, f"{file}: {one}"
            fields.setdefault("kind", group.get("kind", "accountability"))
            fields |= {name: tuple(fields[name]) for name in ("beside", "also") if name in fields}
            yield Sentence(rule, key == "faulty", file=file, **fields)


@cache
def raised(sentence: Sentence) -> frozenset[str]:
    """The ids of the rules that speak of a sentence in a file of its own, as a check of the examples would."""
    if sentence.kind in OF_A_ROLE:
        file = needed(parse_role(_yaml({**ROLE, **OF_A_ROLE[sentence.kind](sentence)}), PATH))
        found = _linter().role(file)
    else:
        source = needed(parse(_yaml(SHARED[sentence.kind](sentence.text)), PATH))
        found = Linter(_rules(), _saying(source), {}).shared(source)
    return frozenset(finding.problem.rule for finding in found)


def strangers(sentence: Sentence) -> frozenset[str]:
    """The other rules on wording that speak of a sentence though nothing says that they may."""
    return raised(sentence) & _on_wording() - {sentence.rule, *sentence.also} if sentence.strict else frozenset()


@cache
def _on_wording() -> frozenset[str]:
    """The rules that judged.yaml is about; but gender-coded wording is weighed over all that a role says."""
    return frozenset(one.rule for one in sentences() if one.strict and one.rule != "gender-coded")


@dataclass
class Score:
    """What a rule did: its sentences found and missed, those of its own that it spared, and where it spoke in vain."""

    found: list[Sentence] = field(default_factory=list)
    missed: list[Sentence] = field(default_factory=list)
    spared: list[Sentence] = field(default_factory=list)
    alarmed: list[Sentence] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what the rule told, the share that was to be told."""
        return _share(self.found, self.alarmed)

    @property
    def recall(self) -> float:
        """Of what was to be told, the share that the rule told."""
        return _share(self.found, self.missed)

    @property
    def perfect(self) -> bool:
        """Whether the rule was asked something, found all and spared all."""
        return bool(self.found and self.spared) and not self.missed and not self.alarmed


def _share(right: list[Sentence], wrong: list[Sentence]) -> float:
    return len(right) / (len(right) + len(wrong)) if right or wrong else 0.0


@cache
def scores() -> Mapping[str, Score]:
    """The rules that sentences are about, by id."""
    known = {sentence.rule: Score() for sentence in sorted(sentences(), key=lambda one: one.rule)}
    for sentence in sentences():
        own, spoke = known[sentence.rule], sentence.rule in raised(sentence)
        if sentence.faulty:
            (own.found if spoke else own.missed).append(sentence)
        else:
            (own.alarmed if spoke else own.spared).append(sentence)
        for other in strangers(sentence):
            known[other].alarmed.append(sentence)
    return known


def errors(known: Mapping[str, Score]) -> Mapping[str, Score]:
    """Those of the rules that stop a build's check: rules of level error."""
    levels = {name: rule.severity for name, rule in shipped().items()}
    return {name: score for name, score in known.items() if levels.get(name) == "error"}


def _yaml(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()  # which is YAML too


def _texts(sentence: Sentence) -> list[str]:
    return [sentence.text, *sentence.beside]


def _criteria(sentence: Sentence) -> dict[str, Any]:
    shared = {"category": sentence.category, "importance": sentence.importance, "assessed_by": ["interview"]}
    return {"person_profile": [{"criterion": text, **shared} for text in _texts(sentence)]}


# A role that gives no rule anything to speak of; what says a sentence there by its kind, and in files that roles share.
ROLE = {"title": "Director of Highways", "level": "director"}
OF_A_ROLE: Mapping[str, Callable[[Sentence], dict[str, Any]]] = {
    "title": lambda one: {"title": one.text},
    "purpose": lambda one: {"purpose": one.text},
    "accountability": lambda one: {"accountabilities": [{"text": text} for text in _texts(one)]},
    "service": lambda one: {"service_areas": _texts(one)},
    "contact": lambda one: {"contacts": {"internal": _texts(one)}},
    "criterion": _criteria,
    "terms": lambda one: {"working_pattern": one.text},
}

SHARED: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "statement": lambda text: {"statements": [text]},
    "label": lambda text: {"labels": {"Grade": text}},
    "level-title": lambda text: {"levels": [{"title": text}]},
    "descriptor": lambda text: {"levels": [{"descriptor": text}]},
    "starter": lambda text: {"levels": [{"starter_criteria": [{"criterion": text}]}]},
    "clause": lambda text: {"said": {"text": text}},
}


def _saying(source: Source) -> Framework:
    """A framework with one level and one clause, whose words are a source's."""
    theme = Theme(id="theme", title="Theme", clauses=(Clause(id="said"),))
    known, paths = _framework(), {"said": ("said",)}
    return replace(known, stated=known.stated[:1], themes=(theme,), paths=paths, source=source, descriptors=source)


@cache
def _linter() -> Linter:
    return Linter(_rules(), _framework(), {})


@cache
def _framework() -> Framework:
    return needed(shop(EXAMPLES)).workshop.frameworks.current


@cache
def _rules() -> Mapping[str, Rule]:
    return needed(rules(needed(find(EXAMPLES))))
