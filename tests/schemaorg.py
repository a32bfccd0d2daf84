"""What schema.org and Google say of a JobPosting, and whether some JSON-LD keeps to it.

`schemaorg.json` is the part of schema.org's vocabulary that our postings use. What Google requires and recommends is
as its documentation has it, developers.google.com/search/docs/appearance/structured-data/job-posting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".json")
REQUIRED = ("datePosted", "description", "hiringOrganization", "jobLocation", "title")
REQUIRED_WITHIN = ("hiringOrganization.name", "jobLocation.address.addressCountry")
RECOMMENDED = ("baseSalary", "employmentType", "identifier", "validThrough")  # of a post at a place, that closes
EMPLOYMENT = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
PAID_BY = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
IN_DESCRIPTION = {"p", "ul", "li", "br", "strong"}
DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+D)?")


@cache
def vocabulary() -> Mapping[str, Any]:
    """The part of the vocabulary."""
    return dict(json.loads(FILE.read_text("utf-8")))


def faults(posting: Mapping[str, Any]) -> list[str]:
    """All that is not in the vocabulary, or is missing or in another form than Google documents."""
    if posting.get("@context") != "https://schema.org" or posting.get("@type") != "JobPosting":
        return ["it is no JobPosting of schema.org"]
    values = {name: value for name, value in posting.items() if name != "@context"}
    return list(_node(values, "")) or [*_required(values), *_forms(values)]


def _node(node: Mapping[str, Any], path: str) -> Iterator[str]:
    """What is wrong with a value of a type, and with the values in it."""
    kind = str(node.get("@type"))
    if kind not in vocabulary()["types"]:
        yield f"{path}: there is no type {kind}"
        return
    for name, value in node.items():
        if name == "@type":
            continue
        known = vocabulary()["properties"].get(name, {"domains": [], "ranges": []})
        if not set(known["domains"]) & set(_lineage(kind)):
            yield f"{path}/{name}: {kind} has no such property"
        for one in value if isinstance(value, list) else [value]:
            if not any(_is_of(one, kinds) for kinds in known["ranges"]):
                yield f"{path}/{name}: {one!r} is none of {known['ranges']}"
            if isinstance(one, dict):
                yield from _node(one, f"{path}/{name}")


def _lineage(kind: str) -> list[str]:
    """A type and those that it is a kind of."""
    return [kind, *(name for parent in vocabulary()["types"].get(kind, []) for name in _lineage(parent))]


def _is_of(value: Any, kind: str) -> bool:
    """Whether a value is in a range; text alone where the range has text."""
    if isinstance(value, dict):
        return kind in _lineage(value.get("@type", ""))
    if kind in ("Number", "Integer"):
        return isinstance(value, int if kind == "Integer" else (int, float)) and not isinstance(value, bool)
    if kind == "Boolean":
        return isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if kind == "URL":
        return bool(re.fullmatch(r"https?://[^\s/]+\S*", value))
    return kind == "Text" or _is_time(value, kind)


def _is_time(value: str, kind: str) -> bool:
    """Whether text is a day, a moment or a length of time of ISO 8601."""
    if kind == "Duration":
        return bool(DURATION.fullmatch(value))
    try:
        if kind == "DateTime":
            return "T" in value and bool(datetime.fromisoformat(value))
        return kind == "Date" and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _required(values: Mapping[str, Any]) -> Iterator[str]:
    """What Google requires and is not there, and what it recommends of every post that we advertise."""
    yield from (f"{name} is missing" for name in (*REQUIRED, *RECOMMENDED) if not values.get(name))
    for path in REQUIRED_WITHIN:
        outer, *inner = path.split(".")
        found: Any = values.get(outer)
        for name in inner if found else ():
            found = found.get(name) or {}
        if outer in values and not found:
            yield f"{path} is missing"


def _forms(values: Mapping[str, Any]) -> Iterator[str]:
    """What is not in the form that Google documents."""
    types = values.get("employmentType", [])
    yield from (
        f"employmentType: {one}" for one in ([types] if isinstance(types, str) else types) if one not in EMPLOYMENT
    )
    salary = values.get("baseSalary", {})
    if salary and (salary.get("currency") != "GBP" or salary.get("value", {}).get("unitText") not in PAID_BY):
        yield f"baseSalary: {salary}"
    if values.get("description", "-") == values.get("title"):
        yield "the description is the title"
    tags, words = elements(values.get("description", "<p>-</p>"))
    yield from (f"description: <{tag}>" for tag in sorted(tags - IN_DESCRIPTION))
    if "p" not in tags or not words.strip():
        yield "description: it has no paragraphs"


def elements(html: str) -> tuple[set[str], str]:
    """The elements that a piece of HTML has, each closed in its place, and its words."""
    reader = _Elements()
    reader.feed(html)
    reader.close()
    assert reader.open == [], reader.open
    return reader.tags, " ".join(reader.words)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.tags.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)
