"""Role files as people write them, in every style that YAML has for a value, and random changes to them."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from rolegen.source import parse
from rolegen.yamledit import Put

ROLE = Path("director.yaml")
WORDS = re.findall(
    r"\S+",
    "lead finance the council's services plan and budget with partners Fenmoor £41.5m 2025/26 (hybrid) risk – value "
    "A&E staff's 24/7 care children well-being C# 50% review, report; improve schools highways legal",
)
HARD = (
    "Finance: people and places", "ends with a colon:", "a # that is no remark", "#first", "- not an item",
    "[not a list", "{nor a group", "*star", "&and", "!bang", "%percent", "@at", "`tick`", "? what", "| bar",
    "> greater", "'single'", "\"double\"", "it's \"both\"", "back\\slash", "C:\\new", " leading",
    "trailing ", "two  spaces", "tab\there", "~", "null", "true", "No", "1.10", "010", "=", "<<", "---",
    "...", "a, b", "a]", "}", "👩‍💼 emoji", "שלום עולם", "مرحبا: بك", "é",
    "no\u00a0break", "next\u0085line", "line\u2028sep", "b\ufeffom", "one\ntwo", "one\n\ntwo\n\n\nthree",
    "one\n  indented\nthree", "  indented\nfirst", "- a\n- b", "end\n", "cr\rhere", "key: [a, {b: c}]", "",
    " ", "\n", "x" * 130, "a:b", "a#b", "-", ":", "?", "- ", "--- a", "word # remark", "word #remark",
    "a\n# b\nc", "tab\t\n\tline", "x\n \ny",
)  # fmt: skip
SCALARS = (
    "title", "level", "version", "status", "directorate", "post_number", "grade", "reports_to", "location",
    "purpose", "working_pattern", "approved_by", "minute",
)  # fmt: skip
GROUPS = {
    "contract": ("type", "months", "until"),
    "politically_restricted": ("status", "basis"),
    "dimensions": ("year", "revenue_budget", "capital_budget", "staff_fte", "direct_reports", "income"),
    "job_evaluation": ("status", "reference", "date", "scheme", "grade", "evaluator"),
}
LISTS = ("service_areas", "statutory")
ITEMS = {"accountabilities": ("id", "text"), "person_profile": ("criterion", "category", "importance", "assessed_by")}
ORDER = (
    "title", "level", "version", "status", "directorate", "post_number", "grade", "reports_to", "location",
    "working_pattern", "contract", "politically_restricted", "statutory", "service_areas", "purpose",
    "accountabilities", "dimensions", "contacts", "person_profile", "job_evaluation", "approved_by", "minute",
)  # fmt: skip


def words(chance: Random, most: int = 40) -> str:
    """Some words of a sentence."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def anything(chance: Random) -> str:
    """A text: mostly words, often one that YAML would read as something else."""
    if chance.random() < 0.4:
        return chance.choice(HARD)
    if chance.random() < 0.3:
        return words(chance, 6) + chance.choice(HARD) + words(chance, 6)
    return words(chance)


@dataclass
class Styled:
    """A role file in some style: its lines; of each item of a list, its own; and of each remark what it is about."""

    chance: Random
    tidy: bool
    step: int = 2
    list_step: int = 2
    lines: list[str] = field(default_factory=list)
    items: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    line_break: str = "\n"
    bom: bool = False
    final: bool = True

    @property
    def data(self) -> bytes:
        text = self.line_break.join(self.lines) + (self.line_break if self.final else "")
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode()

    def now(self, odds: float) -> bool:
        return self.chance.random() < odds

    def wild(self, odds: float) -> bool:
        return not self.tidy and self.now(odds)

    def remark(self, odds: float = 0.15, about: str = "") -> str:
        number = self.chance.randint(0, 10**9)
        return f"{' ' * self.chance.choice((1, 2, 12))}# remark {number} {about}".rstrip() if self.now(odds) else ""


def plain(value: str, *, in_brackets: bool = False) -> bool:
    """Whether a text can stand without quotes."""
    line = f"- [{value}, {{k: {value}}}]" if in_brackets else f"k: {value}"
    read = parse(f"{line}\n".encode(), ROLE)
    found = read.value.value if read.value and not read.problems else None
    return found == ([[value, {"k": value}]] if in_brackets else {"k": value})


def scalar(file: Styled, value: str, indent: int, about: str, *, in_brackets: bool = False) -> list[str]:
    """A text in some style: what stands behind its key, and the lines below."""
    chance, styles = file.chance, []
    if plain(value, in_brackets=in_brackets) and (in_brackets or len(value) < 100):
        styles += ["plain"] * 4
    if value.isprintable():
        styles += ["'"]
    styles += ['"']
    if not in_brackets and value.isprintable() and value == value.strip() and value:
        styles += [">"] * (6 if len(value) > 80 else 1) + ["|"]
        styles += [] if file.tidy else ["wrapped", "below", "quoted below"]
    style = chance.choice(styles)
    remark = "" if in_brackets else file.remark(about=about)
    if style == "plain":
        return [value + remark]
    if style == "'":
        return ["'" + value.replace("'", "''") + "'" + remark]
    if style == '"':
        return [json.dumps(value, ensure_ascii=value != value.strip() or not value.isprintable()) + remark]
    return on_lines(file, value, style, remark, " " * (indent + chance.choice((file.step, 2))))


def on_lines(file: Styled, value: str, style: str, remark: str, pad: str) -> list[str]:
    """A text on lines below its key, or from there on."""
    lines = textwrap.wrap(value, file.chance.choice((30, 60, 100)), break_long_words=False, break_on_hyphens=False)
    lines = lines if " ".join(lines) == value else [value]
    if style == ">":
        return [">" + file.chance.choice(("-", "-", "", "+")) + remark, *(pad + line for line in lines)]
    if style == "|":
        return ["|" + file.chance.choice(("", "-", "+")) + remark, pad + value]
    if style == "quoted below" or not plain(value) or any(line.startswith(("#", "- ")) for line in lines[1:]):
        return ["", pad + json.dumps(value, ensure_ascii=False) + remark]
    if style == "below":
        return [remark, pad + value]
    return [lines[0], *(pad + line for line in lines[1:-1]), *(pad + line + remark for line in lines[1:][-1:])]


def flow(file: Styled, value: Any, about: str, indent: int) -> list[str]:
    """A list or group between brackets."""
    inner = " " if file.wild(0.1) else ""

    def one(text: Any) -> str:
        if isinstance(text, list):
            return f"[{', '.join(map(one, text))}]"
        return scalar(file, text, 0, about, in_brackets=True)[0]

    pairs = [f"{key}: {one(text)}" for key, text in value.items()] if isinstance(value, dict) else list(map(one, value))
    signs = "{}" if isinstance(value, dict) else "[]"
    if file.wild(0.15) and len(pairs) > 1:
        pad = " " * (indent + 4)
        aside = file.remark(0.2, about)
        return [signs[0] + inner + pairs[0] + "," + aside, *(f"{pad}{pair}," for pair in pairs[1:-1]),
                pad + pairs[-1] + inner + signs[1] + file.remark(about=about)]  # fmt: skip
    return [signs[0] + inner + ", ".join(pairs) + inner + signs[1] + file.remark(about=about)]


def entry(file: Styled, key: str, value: Any, indent: int, about: str) -> list[str]:
    """The lines of a key with its value."""
    pad = " " * indent
    above = [pad + file.remark(1, about).lstrip()] if file.now(0.08) else []
    if isinstance(value, str):
        first, *below = scalar(file, value, indent, about)
        return [*above, f"{pad}{key}: {first}".rstrip(" ") if not first else f"{pad}{key}: {first}", *below]
    if value is None:
        return [*above, f"{pad}{key}:{file.remark(about=about)}"]
    if isinstance(value, dict) and (file.now(0.5) or not value):
        first, *below = flow(file, value, about, indent)
        return [*above, f"{pad}{key}: {first}", *below]
    if isinstance(value, dict):
        lines = [line for name, one in value.items() for line in entry(file, name, one, indent + file.step, about)]
        return [*above, f"{pad}{key}:{file.remark(about=about)}", *lines]
    if not any(isinstance(one, dict) for one in value) and (file.now(0.6) or not value):
        first, *below = flow(file, value, about, indent)
        return [*above, f"{pad}{key}: {first}", *below]
    return [*above, f"{pad}{key}:{file.remark(about=about)}", *block_list(file, key, value, indent, about)]


def block_list(file: Styled, key: str, value: list[Any], indent: int, about: str) -> list[str]:
    """The lines of a list with hyphens, perhaps a blank one between items."""
    column, gap, blank = indent + file.list_step, "   " if file.wild(0.1) else " ", file.now(0.15)
    lines: list[str] = []
    for index, one in enumerate(value):
        name = f"{about}/{index}"
        above = [f"{' ' * column}# remark {file.chance.randint(0, 10**9)} {name}"] if file.now(0.1) else []
        if isinstance(one, dict) and file.wild(0.1) and all(isinstance(text, str) for text in one.values()):
            first, *below = flow(file, one, name, column)
            own = [f"{' ' * column}-{gap}{first}", *below]
        elif isinstance(one, dict):
            inner = column + 1 + len(gap)
            own = [line for k, text in one.items() for line in entry(file, k, text, inner, name)]
            own = [f"{' ' * column}-{gap}{own[0][inner:]}", *own[1:]]
        else:
            first, *below = scalar(file, one, column, name)
            own = [f"{' ' * column}-{gap}{first}" if first.strip() else f"{' ' * column}-{first}", *below]
        if not indent:
            file.items[key, index] = [*above, *own]
        lines += ([""] if blank and index else []) + above + own
    return lines


def values(chance: Random) -> dict[str, Any]:
    """What a role file may hold: its text need make no sense."""
    found: dict[str, Any] = {}
    for key in ORDER:
        if key in SCALARS and (key in ("title", "level") or chance.random() < 0.7):
            found[key] = None if chance.random() < 0.05 else anything(chance)
        elif key in GROUPS and chance.random() < 0.6:
            found[key] = {name: words(chance, 4) for name in GROUPS[key] if chance.random() < 0.7} or None
        elif key in LISTS and chance.random() < 0.6:
            found[key] = [words(chance, 6) for _ in range(chance.randint(0, 6))]
        elif key in ITEMS and chance.random() < 0.7:
            found[key] = [item(chance, key) for _ in range(chance.randint(1, 6))]
        elif key == "contacts" and chance.random() < 0.5:
            found[key] = {
                name: [words(chance, 4) for _ in range(chance.randint(1, 4))] for name in ("internal", "external")
            }
    return found


def item(chance: Random, key: str) -> dict[str, Any]:
    """An accountability or a criterion."""
    if key == "accountabilities":
        own = {"id": f"a{chance.randint(0, 999)}"} if chance.random() < 0.8 else {}
        return {**own, "text": anything(chance)}
    return {
        "criterion": anything(chance),
        "category": chance.choice(("skills", "knowledge")),
        "importance": chance.choice(("essential", "desirable")),
        "assessed_by": chance.sample(("application", "interview", "test"), chance.randint(1, 3)),
    }


def styled(chance: Random, held: dict[str, Any], *, tidy: bool) -> Styled:
    """The values as someone may have written them; tidy: as the examples do."""
    file = Styled(chance, tidy, line_break=chance.choice(("\n", "\n", "\r\n")), bom=chance.random() < 0.1)
    file.step = chance.choice((2, 2, 4))
    file.list_step, file.final = chance.choice((file.step, 0)), chance.random() < 0.85
    file.lines += ["# About this file"] if file.now(0.4) else []
    for key, value in held.items():
        file.lines += [""] if file.now(0.1) and file.lines else []
        file.lines += [f"# above {key}"] if file.now(0.1) else []
        file.lines += entry(file, key, value, 0, key)
    file.lines += ["# the end"] if file.now(0.15) else []
    return file


def put(chance: Random, held: dict[str, Any]) -> Put:
    """A random change to one of the values, or a value where there was none."""
    kind = chance.choice(("text", "text", "group", "list", "items", "items", "contacts", "whole"))
    if kind == "text":
        return Put((chance.choice(SCALARS[2:]),), None if chance.random() < 0.15 else anything(chance))
    if kind == "group":
        group = chance.choice(list(GROUPS))
        return Put((group, chance.choice(GROUPS[group])), None if chance.random() < 0.2 else anything(chance))
    if kind == "whole":
        group = chance.choice(list(GROUPS))
        new = {name: words(chance, 4) for name in GROUPS[group] if chance.random() < 0.6}
        return Put((group,), new or None)
    if kind == "contacts":
        name = chance.choice(("internal", "external"))
        old = (held.get("contacts") or {}).get(name)
        return Put(("contacts", name), *rearranged(chance, old or [], lambda: words(chance, 5)))
    key = chance.choice(LISTS if kind == "list" else tuple(ITEMS))
    return Put(
        (key,),
        *rearranged(chance, held.get(key) or [], lambda: words(chance, 5) if kind == "list" else item(chance, key)),
    )


def rearranged(chance: Random, old: list[Any], new: Any) -> tuple[list[Any], tuple[int | None, ...]]:
    """A list with items changed, moved, gone and added, and where each comes from."""
    origins: list[int | None] = [index for index in range(len(old)) if chance.random() < 0.85]
    if chance.random() < 0.4:
        chance.shuffle(origins)
    for _ in range(chance.choice((0, 0, 1, 2))):
        origins.insert(chance.randint(0, len(origins)), None)
    found = []
    for origin in origins:
        one: Any = new() if origin is None else old[origin]
        if origin is not None and chance.random() < 0.3:
            other = new()
            changed = chance.choice(list(other)) if isinstance(one, dict) else ""
            one = {**one, changed: other[changed]} if isinstance(one, dict) else other
        found.append(one)
    return found, tuple(origins)
