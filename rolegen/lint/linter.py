"""Goes through framework, rolegen.yaml and roles once, and asks each rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import get_args

from rolegen.framework import Framework
from rolegen.lint.checks import ACROSS, OF_A_PASSAGE, OF_A_ROLE
from rolegen.lint.contract import OfSeat, Said, Seat, Seats, Written
from rolegen.lint.finding import Finding, Hit, mark, sentence
from rolegen.lint.lists import WordLists
from rolegen.lint.passages import Passage, of_framework, of_role, of_settings
from rolegen.lint.rule import Kind, Rule
from rolegen.lint.seats import seat_of, with_superiors
from rolegen.problems import Place, Problem
from rolegen.role import RoleFile
from rolegen.source import Source


class Linter:
    """Asks the rules; the roles one after another, and at the end what only all of them together show."""

    def __init__(self, rules: Mapping[str, Rule], framework: Framework, paths: Mapping[str, Path]) -> None:
        self._rules = {name: rule for name, rule in rules.items() if rule.is_on}
        self._framework, self._paths = framework, paths
        self._seats: dict[str, Seat] = {}
        on = [(self._rules[name], check) for name, check in OF_A_PASSAGE.items() if name in self._rules]
        self._of_passages = {kind: [one for one in on if one[0].file.looks_at(kind)] for kind in get_args(Kind)}
        self._of_roles = {name: check for name, check in OF_A_ROLE.items() if name in self._rules}
        self._across = {name: check for name, check in ACROSS.items() if name in self._rules}

    def shared(self, settings: Source | None) -> Iterator[Finding]:
        """What is wrong in the wording that all roles share: the framework's, and that of rolegen.yaml."""
        for passage in of_framework(self._framework):
            yield from self._passage(passage)
        for passage in of_settings(settings) if settings else ():
            yield from self._passage(passage)

    def role(self, file: RoleFile) -> Iterator[Finding]:
        """What is wrong in a role's own words; nothing of a role that is no more."""
        if file.role.is_gone:
            return
        self._seats[file.id] = seat_of(file)
        passages = tuple(of_role(file))
        for passage in passages:
            yield from self._passage(passage)
        written = Written(file, passages, self._framework)
        for name, check in self._of_roles.items():
            yield from (_of_role(self._rules[name], said, file.source) for said in check(written, self._rules[name]))

    def across(self) -> Iterator[Finding]:
        """What the roles that were looked at show beside each other and beside those above them."""
        known = with_superiors(self._seats, self._paths)
        seats = Seats(known, frozenset(self._seats), self._framework)
        for name, check in self._across.items():
            yield from (_of_seat(self._rules[name], one) for one in check(seats, self._rules[name]))

    @cached_property
    def _lists(self) -> WordLists:
        """The rules that look for words."""
        return WordLists(tuple(rule for rule in self._rules.values() if rule.words or rule.file.swaps))

    def _passage(self, passage: Passage) -> Iterator[Finding]:
        for rule, hit in self._lists.hits(passage):
            yield _of_hit(rule, passage, hit)
        for rule, check in self._of_passages[passage.kind]:
            for hit in check(passage, rule):
                yield _of_hit(rule, passage, hit)


def _of_hit(rule: Rule, passage: Passage, hit: Hit) -> Finding:
    place = passage.pointing.place(hit.start)
    words = " ".join(passage.text[hit.start : hit.end].split())
    known_by = mark(words, passage.keys, sentence(passage.text, hit.start, hit.end))
    return Finding(_problem(rule, hit.message, place, hit.hint, softer=hit.softer), words, passage.keys, hit, known_by)


def _of_role(rule: Rule, said: Said, source: Source) -> Finding:
    if said.passage and said.hit:
        return _of_hit(rule, said.passage, said.hit)
    place, value = source.key_place(said.keys), source.at(said.keys)
    problem = _problem(rule, said.message, place, said.hint, softer=said.softer)
    known_by = mark(said.words, said.keys, value if isinstance(value, str) else said.message)
    return Finding(problem, said.words, said.keys, mark=known_by)


def _of_seat(rule: Rule, said: OfSeat) -> Finding:
    place = said.seat.places.get(said.key, said.seat.places["title"])
    problem = _problem(rule, said.message, place, said.hint, softer=said.softer)
    known_by = mark(said.key, (said.key,), getattr(said.seat, said.key, said.seat.restricted))
    return Finding(problem, said.key, (said.key,), mark=known_by)


def _problem(rule: Rule, message: str, place: Place, hint: str, *, softer: bool) -> Problem:
    """As severe as the rule says, or one step less."""
    severity = rule.severity if rule.severity != "off" else "note"
    if softer:
        severity = "warning" if severity == "error" else "note"
    return Problem(rule.id, message, place, hint, severity)
