"""What stands before the levels in a table of responsibilities: themes, clauses' numbers and titles; rows of themes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from rolegen.paper import membership
from rolegen.paper.grid import Above, Box
from rolegen.paper.matrix import OF_THEMES, Plan
from rolegen.paper.words import in_order, is_short, key, lone_label, unlabelled

CONTINUED = re.compile(r"\s*[–—-]?\s*[(\[]?\b(?:continued|contd?|cont['’]d)\b\.?[)\]]?\s*$", re.IGNORECASE)
COUNTED = re.compile(
    r"(?:theme|area|domain|dimension|pillar|priority|strand|part|section)\s+"
    r"(?:\d{1,2}|[A-Z]|[ivxIVX]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\s*[:.–—-]\s*(?=\S)",
    re.IGNORECASE,
)
OF_CLAUSES = frozenset(
    {
        "responsibility",
        "clause",
        "duty",
        "accountability",
        "title",
        "topic",
        "subject",
        "ref",
        "reference",
        "no",
        "number",
    }
)
OF_WORDINGS = frozenset(
    {"wording", "text", "words", "description", "what", "is", "expected", "collective", "leadership", "statement"}
)
SEVERAL = 1  # paragraphs to a cell: where most have more, its row is a theme's, not a clause's
LONGEST_THEME = 14  # words


@dataclass(frozen=True, slots=True)
class Leads:
    """The columns of themes, clauses' numbers and their titles, -1 for none; `bands` are rows that name themes."""

    theme: int = -1
    number: int = -1
    title: int = -1
    bands: frozenset[int] = frozenset()

    @property
    def one_each(self) -> bool:
        """Whether each row is one clause, with its number or title."""
        return self.number >= 0 or self.title >= 0


def theme_title(text: str) -> str:
    """A theme's title without its number, “Theme 1:” and “(continued)”."""
    _, text = unlabelled(text)
    return in_order(CONTINUED.sub("", COUNTED.sub("", text)))


def heading(above: Sequence[Above], *, plain: bool = True) -> Above | None:
    """The heading that a table stands under: the last one, or else, if `plain`, a short line right above the table."""
    headed = [one for one in above if one.level]
    if headed:
        return headed[-1]
    return above[-1] if plain and above and is_short(above[-1].text.rstrip(":")) else None


def leads(plans: Sequence[Plan], themes: frozenset[tuple[str, ...]] = frozenset()) -> dict[int, Leads]:
    """What the columns before the levels hold, by the tables' numbers; `themes` are the titles that are known already.

    A table that is headed as the one before, without a heading between the two, is read as that.
    """
    made: dict[int, Leads] = {}
    before: Plan | None = None
    for plan in plans:
        is_next = before is not None and not any(one.level for one in plan.sheet.above) and _is_headed_as(plan, before)
        same = made[before.sheet.number] if before is not None and is_next else None
        made[plan.sheet.number] = replace(same, bands=_bands(plan)) if same else _leads(plan, plans, themes)
        before = plan
    return made


def _is_headed_as(plan: Plan, before: Plan) -> bool:
    """Whether the columns before the levels are as many in two tables, with the same headings or none of their own."""
    own, others = ([one.sheet.rows[one.top][n].text for n in one.leads] for one in (plan, before))
    return len(own) == len(others) and (plan.goes_on or before.goes_on or own == others)


def _leads(plan: Plan, plans: Sequence[Plan], themes: frozenset[tuple[str, ...]]) -> Leads:
    bands = _bands(plan)
    rows = [plan.sheet.rows[n] for n in plan.body() if n not in bands]
    numbers = [n for n in plan.leads if _all([row[n] for row in rows], lambda text: bool(lone_label(text)))]
    texts = [n for n in plan.leads if n not in numbers and any(row[n].lines for row in rows)]
    number = numbers[0] if numbers else -1
    is_lone = plan.sheet.turned and len(rows) == 1 and bool(texts) and heading(plan.sheet.above) is not None
    if is_lone and set(key(rows[0][texts[0]].text)) <= OF_CLAUSES | OF_WORDINGS:
        return Leads()
    if bands:
        return Leads(-1, number, texts[0] if texts else -1, bands)
    if len(texts) > 1:
        return Leads(texts[0], number, texts[1])
    if texts and _is_title(plan, plans, texts[0], themes, rows):
        return Leads(-1, number, texts[0])
    return Leads(texts[0] if texts else -1, number)


def _all(boxes: Sequence[Box], fits: object) -> bool:
    texts = [box.text for box in boxes if box.lines]
    return bool(texts) and callable(fits) and all(fits(text) for text in texts)


def _bands(plan: Plan) -> frozenset[int]:
    """The rows that only name a theme: one cell over all columns, or one before cells that are empty."""
    if plan.sheet.turned:
        return frozenset()
    body = list(plan.body())
    merged = [n for n in body if _is_merged(plan, plan.sheet.rows[n])]
    lone = [n for n in body if _is_lone(plan, plan.sheet.rows[n])]
    is_usual = bool(lone) and lone[0] == body[0] and len(plan.leads) == 1 and len(lone) < len(body)
    return frozenset([*merged, *(lone if is_usual and not _goes_on_below(plan, lone[0]) else [])])


def _is_merged(plan: Plan, row: Sequence[Box]) -> bool:
    over = all(box.part_of == "left" for box in row[1:])
    return len(row) > 1 and over and _may_be_theme(row[0]) and bool(plan.columns)


def _is_lone(plan: Plan, row: Sequence[Box]) -> bool:
    return bool(plan.leads) and _may_be_theme(row[plan.leads[0]]) and not any(row[n].lines for n in plan.columns)


def _goes_on_below(plan: Plan, n: int) -> bool:
    """Whether the row below has nothing of its own before the levels, and so belongs to this one."""
    below = plan.sheet.rows[n + 1] if n + 1 < len(plan.sheet.rows) else ()
    return bool(below) and not below[plan.leads[0]].lines


def _may_be_theme(box: Box) -> bool:
    return bool(box.lines) and is_short(box.text, LONGEST_THEME)


def _is_title(
    plan: Plan, plans: Sequence[Plan], column: int, themes: frozenset[tuple[str, ...]], rows: Sequence[Sequence[Box]]
) -> bool:
    """Whether the one column of texts before the levels holds titles of clauses, under a heading that is the theme."""
    own = [row[column].text for row in rows if row[column].lines]
    if plan.sheet.turned or heading(plan.sheet.above) is None:
        return False
    if themes:
        return not themes.intersection(key(theme_title(text)) for text in own)
    head = {word for n in plan.heads for word in key(plan.sheet.rows[n][column].text)}
    several = _size(plan, rows) > SEVERAL
    if head & OF_THEMES or several:
        return False
    headings = {key(found.text) for one in plans if (found := heading(one.sheet.above))}
    is_numbered = bool(own) and all(unlabelled(text)[0] for text in own)
    return bool(head & OF_CLAUSES) or is_numbered or (len(headings) > 1 and len(own) > 1)


def _size(plan: Plan, rows: Sequence[Sequence[Box]]) -> int:
    """How many clauses a level's cell has, mostly; two versions of one, each with its mark, are one."""
    cells = [row[n].lines for row in rows for n in plan.columns if row[n].lines]
    marks = [sum(membership.read(line.text) is not None for line in lines) for lines in cells]
    return median_low([len(lines) - n - n // 2 for lines, n in zip(cells, marks, strict=True)]) if cells else 0
