"""Committee papers in Word as tests need them: a framework, and a layout that a council might have typed it in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from tests.word_files import NAMES, word_file

Wording = str | tuple[str, str] | None  # one, one for members of the team and one for others, or none
Said = tuple[str, str, str, str]  # level, theme, version, words

TEAMS = (
    ("CMT", "Corporate Management Team"),
    ("SLT", "Senior Leadership Team"),
    ("Executive Board", "Executive Board"),
)
LADDERS = (
    ("Managing Director", "Executive Director", "Director", "Assistant Director"),
    ("Chief Executive", "Strategic Director", "Head of Service"),
    ("Geschäftsführerin", "Bereichsleiter", "Abteilungsleiter", "Teamleiter", "Gruppenleiter"),
    ("Chief Officer", "Deputy Chief Officer"),
)
THEMES = ("Shaping the Future", "Leading and Working Through Others", "Delivers Results", "Money & Assets")
VERBS = ("Lead", "Shape", "Champion", "Oversee", "Secure", "Develop", "Promote", "Review", "Challenge", "Support")
THINGS = ("the budget", "reputation", "risk management", "equality and inclusion", "the workforce", "partnerships",
          "digital services", "health and safety", "emergency planning", "the democratic process", "scrutiny",
          "value for money", "transformation programmes", "safeguarding", "public engagement")  # fmt: skip
ENDS = ("so that residents’ lives improve", "across the whole area", "in support of the strategic aims",
        "with elected members and partners", "within “approved” limits", "at local and national forums")  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """A clause: its title, and by level what it says."""

    title: str
    wordings: dict[str, Wording]


@dataclass(frozen=True)
class Plan:
    """What a paper states."""

    levels: tuple[str, ...]
    descriptors: dict[str, tuple[str, ...]]
    team: tuple[str, str]
    themes: tuple[tuple[str, tuple[Duty, ...]], ...]

    @property
    def version(self) -> str:
        """What the members' version is called."""
        return self.team[0].lower().replace(" ", "-")

    def said(self, *, apart: bool = False) -> set[Said]:
        """Each wording with its level, theme and version; `apart` where each version has a column of its own."""
        found: set[Said] = set()
        for theme, duties in self.themes:
            for duty in duties:
                for level, wording in duty.wordings.items():
                    if isinstance(wording, str) and apart and self.is_split(level):
                        found |= {(level, theme, f"{no}{self.version}", wording) for no in ("", "non-")}
                    elif isinstance(wording, str):
                        found.add((level, theme, "", wording))
                    elif wording:
                        found.add((level, theme, self.version, wording[0]))
                        found.add((level, theme, f"non-{self.version}", wording[1]))
        return found

    def is_split(self, level: str) -> bool:
        """Whether a level has another wording for members of the team somewhere."""
        return any(isinstance(duty.wordings[level], tuple) for _, duties in self.themes for duty in duties)


@dataclass(frozen=True)
class Layout:
    """How it is typed. Each value is one of those that `random_layout` draws."""

    descriptors: str = "table"  # "table", "headed otherwise", "none", "row", "text"
    turned: bool = False  # levels as rows
    theme: str = "merged"  # "merged", "once", "repeated", "heading", "band"
    grain: str = "cell"  # all of a theme's clauses in a "cell", or one a "row"
    lead: str = ""  # with rows: "number", "title", "both in one"
    items: str = "paragraphs"  # "bullets", "numbered", "lines", "1.", "(a)", "1.2"
    marks: str = "before"  # "after", "leading", "trailing", "brackets", "columns", "named columns"
    italic: bool = False
    split: str = ""  # "tables", "tables without headings", "header again"
    titled: bool = False
    around: bool = True
    unrelated: bool = False
    stray: bool = False
    tracked: bool = False
    absent: str = ""  # "", "N/A", "–"
    same: bool = False  # “As for …”
    plural: bool = False


def random_plan(chance: random.Random, *, versions: bool = True) -> Plan:
    """A framework with two to five levels, some of whose wordings are alike."""
    levels = chance.choice(LADDERS)
    used: set[str] = set()

    def sentence() -> str:
        while True:
            made = f"{chance.choice(VERBS)} {chance.choice(THINGS)} {chance.choice(ENDS)}."
            if made not in used:
                used.add(made)
                return made

    split = chance.choice(levels[1:]) if versions else ""
    themes = []
    for theme in chance.sample(THEMES, chance.randint(2, 4)):
        duties: list[Duty] = []
        for _ in range(chance.randint(2, 5)):
            text = sentence()
            wordings: dict[str, Wording] = dict.fromkeys(levels, text)
            if chance.random() < 0.4:
                own = chance.choice(levels)
                wordings[own] = f"Contribute, as asked, to this: {text[0].lower()}{text[1:]}"
            if chance.random() < 0.15:
                wordings[chance.choice(levels)] = None
            if split and wordings[split] and (chance.random() < 0.3 or not duties):
                wordings[split] = (
                    f"As a member of the team, {text[0].lower()}{text[1:]}",
                    f"Help to {text[0].lower()}{text[1:]}",
                )
            duties.append(Duty(f"{text.split()[0]} {text.split()[1]} {len(used)}", wordings))
        themes.append((theme, tuple(duties)))
    descriptors = {level: tuple(f"The {level} {sentence().lower()} {sentence()}" for _ in range(chance.randint(1, 2)))
                   for level in levels}  # fmt: skip
    return Plan(levels, descriptors, chance.choice(TEAMS), tuple(themes))


def random_layout(chance: random.Random) -> Layout:
    """One of the ways to type a framework in."""
    pick = chance.choice
    turned = chance.random() < 0.25
    grain = "cell" if turned else pick(("cell", "row"))
    descriptors = pick(("table", "headed otherwise", "table", "text"))
    marks = pick(("before", "after", "leading", "trailing", "brackets", "columns", "named columns"))
    return Layout(
        descriptors=descriptors,
        turned=turned,
        theme="repeated" if turned else pick(("merged", "once", "repeated", "heading", "band")),
        grain=grain,
        lead=pick(("", "number", "title", "both in one")) if grain == "row" else "",
        items=pick(("paragraphs", "bullets", "numbered", "1.", "(a)", "1.2", "lines")),
        marks=marks,
        italic=chance.random() < 0.5,
        split=pick(("", "tables", "tables without headings", "header again")),
        titled=chance.random() < 0.3,
        around=chance.random() < 0.7,
        unrelated=chance.random() < 0.4,
        stray=chance.random() < 0.4,
        tracked=chance.random() < 0.3,
        absent=pick(("", "N/A", "–")),
        same=chance.random() < 0.3,
        plural=chance.random() < 0.3 and descriptors != "text",
    )


# --- paragraphs, cells and rows ---------------------------------------------------------------------------------------


@dataclass
class Cell:
    """A cell of a table: its paragraphs as XML, how many columns it spans, whether it is merged with that above."""

    paragraphs: list[str] = field(default_factory=list)
    span: int = 1
    merge: str = ""

    def xml(self) -> str:
        merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[self.merge]
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{''.join(self.paragraphs) or p('')}</w:tc>"


def p(text: str, *, style: str = "", italic: bool = False, bold: bool = False) -> str:
    """A paragraph; a line break in the text is one in Word, a tab a tab."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{r(text, italic=italic, bold=bold)}</w:p>"


def r(text: str, *, italic: bool = False, bold: bool = False) -> str:
    """A run."""
    if not text:
        return ""
    look = f"<w:rPr>{'<w:b/>' * bold}{'<w:i/>' * italic}</w:rPr>" if italic or bold else ""
    inner = (
        escape(text)
        .replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        .replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    )
    return f'<w:r>{look}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def table(rows: Sequence[Sequence[Cell]]) -> str:
    """A table."""
    columns = max(sum(cell.span for cell in row) for row in rows)
    grid = '<w:gridCol w:w="2000"/>' * columns
    body = "".join([f"<w:tr>{''.join(cell.xml() for cell in row)}</w:tr>" for row in rows])
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


STYLES = "".join([
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
]) + "".join([
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
    f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
    for name, number in (("ListBullet", 1), ("ListNumber", 2))
])  # fmt: skip


def word(blocks: Sequence[str], **others: str) -> bytes:
    """A Word file of blocks in XML; other parts as `word_file` has them."""
    return word_file("".join(blocks), styles=f"<w:styles {NAMES}>{STYLES}</w:styles>", **others)


# --- a paper ----------------------------------------------------------------------------------------------------------


def paper(plan: Plan, layout: Layout, seed: int = 0) -> bytes:
    """The Word file of a framework typed in some way."""
    return word(_Typist(plan, layout, random.Random(seed)).blocks())


class _Typist:
    def __init__(self, plan: Plan, layout: Layout, chance: random.Random) -> None:
        self.plan, self.layout, self.chance = plan, layout, chance

    def blocks(self) -> list[str]:
        layout = self.layout
        blocks = [p("Report to Full Council", style="Heading1"), p("Recommendations", style="Heading2"),
                  p("That the Council approves the framework in the appendices.")] if layout.around else []  # fmt: skip
        blocks += self._descriptors()
        blocks += (
            [table([cells("Year", "Cost", "Saving"), cells("2026/27", "£41,000", "£12,000")])]
            if layout.unrelated
            else []
        )
        blocks += [p("Appendix 3", style="Heading2")] if layout.around and layout.theme != "heading" else []
        blocks += self._turned() if layout.turned else self._responsibilities()
        if layout.around:
            blocks += [
                p("Implications", style="Heading2"),
                p("Legal: the Council may decide this under its constitution."),
            ]
        if layout.unrelated:
            blocks.append(
                table(
                    [
                        cells("Implication", "Considered by"),
                        cells("Finance", "The Head of Finance has seen this report."),
                    ]
                )
            )
        return blocks

    def _descriptors(self) -> list[str]:
        plan, kind = self.plan, self.layout.descriptors
        if kind == "text":
            return [block for level, texts in plan.descriptors.items()
                    for block in (p(level, style="Heading3"), *[p(text) for text in texts])]  # fmt: skip
        head = cells("Role", "Level descriptor") if kind == "table" else cells("Senior posts", "Text")
        rows = [
            [Cell([p(self._name(level))]), Cell([self._spoilt(text) for text in plan.descriptors[level]])]
            for level in plan.levels
        ]
        return [p("Appendix 2", style="Heading2"), table([head, *rows])]

    def _name(self, level: str) -> str:
        return level

    # what stands above the columns

    def _columns(self) -> list[tuple[str, int]]:
        """The columns of levels: a level, and which of its versions: 0 all, 1 members, 2 others."""
        made: list[tuple[str, int]] = []
        for level in self.plan.levels:
            split = self.plan.is_split(level) and "columns" in self.layout.marks
            made += [(level, 1), (level, 2)] if split else [(level, 0)]
        return made

    def _leads(self) -> int:
        return int(self.layout.theme not in ("heading", "band")) + bool(self.layout.lead)

    def _header(self) -> list[list[Cell]]:
        layout, team = self.layout, self.plan.team[0]
        words = (["Theme"] if layout.theme not in ("heading", "band") else []) + (
            ["Responsibility"] if layout.lead else []
        )
        top, below = [Cell([p(word, bold=True)], merge="restart") for word in words], [Cell(merge="on") for _ in words]
        for level in self.plan.levels:
            own = [version for name, version in self._columns() if name == level]
            name = f"{level}s" if layout.plural else level
            if len(own) == 1:
                top.append(Cell([p(name, bold=True)], merge="restart"))
                below.append(Cell(merge="on"))
            elif layout.marks == "columns":
                top.append(Cell([p(name, bold=True)], span=2))
                below += cells(f"{team} members", f"Non-{team} members")
            else:
                top += cells(f"{name} ({team})", f"{name} (non-{team})")
        rows = [top]
        if layout.marks == "columns" and len(self._columns()) > len(self.plan.levels):
            rows.append(below)
        else:
            rows = [[replace(cell, merge="") for cell in top]]
        width = len(self._columns()) + len(words)
        title = [[Cell([p("Collective leadership responsibilities", bold=True)], span=width)]] if layout.titled else []
        return [*title, *rows]

    # the rows

    def _responsibilities(self) -> list[str]:
        layout = self.layout
        groups = [self._rows(number, theme, duties) for number, (theme, duties) in enumerate(self.plan.themes)]
        if layout.theme == "heading":
            themes = [theme for theme, _ in self.plan.themes]
            return [block for theme, rows in zip(themes, groups, strict=True)
                    for block in (p(theme, style="Heading3"), table([*self._header(), *rows]))]  # fmt: skip
        if layout.split in ("tables", "tables without headings"):
            again = self._header() if layout.split == "tables" else []
            first, *others = groups
            later = [block for rows in others for block in (p(""), table([*again, *rows]))]
            return [table([*self._header(), *first]), *later]
        between = self._header()[-1:] if layout.split == "header again" and "columns" not in layout.marks else []
        rows = [row for number, group in enumerate(groups) for row in (*(between if number else []), *group)]
        return [table([*self._header(), *rows])]

    def _rows(self, number: int, theme: str, duties: Sequence[Duty]) -> list[list[Cell]]:
        layout = self.layout
        rows: list[list[Cell]] = []
        if layout.theme == "band":
            rows.append([Cell([p(theme, bold=True)], span=len(self._columns()) + self._leads())])
        each = [[duty] for duty in duties] if layout.grain == "row" else [list(duties)]
        for n, own in enumerate(each):
            leads = []
            if layout.theme not in ("heading", "band"):
                merge = {"merged": "restart" if n == 0 else "on"}.get(layout.theme, "")
                leads.append(Cell([p(theme)] if n == 0 or layout.theme == "repeated" else [], merge=merge))
            if layout.lead:
                label = {"number": f"{number + 1}.{n + 1}", "title": own[0].title}.get(
                    layout.lead, f"{n + 1}. {own[0].title}"
                )
                leads.append(Cell([p(label)]))
            rows.append([*leads, *[self._cell(own, level, version, number) for level, version in self._columns()]])
        return rows

    def _turned(self) -> list[str]:
        """Levels as rows, themes as columns."""
        plan, split = self.plan, self.layout.marks in ("columns", "named columns")
        header = cells(
            "Level", *([""] if split and self.layout.marks == "columns" else []), *[theme for theme, _ in plan.themes]
        )
        rows: list[list[Cell]] = []
        for level, version in self._columns():
            name = f"{level}s" if self.layout.plural else level
            mark = f"{'Non-' * (version == 2)}{plan.team[0]} members" if version else ""
            if self.layout.marks == "columns":
                lead = [
                    Cell([p(name)] if version < 2 else [], merge={0: "", 1: "restart", 2: "on"}[version]),
                    Cell([p(mark)]),
                ]
                lead = lead if split else lead[:1]
            else:
                lead = cells(f"{name} ({mark})" if mark else name)
            rows.append([*lead, *[self._cell(duties, level, version, n) for n, (_, duties) in enumerate(plan.themes)]])
        if self.layout.split == "header again":
            first = [n for n, (_, version) in enumerate(self._columns()) if version < 2]
            rows.insert(first[len(first) // 2], header)
        if self.layout.split.startswith("tables"):
            half = len(plan.levels) // 2 + 1 if not split else len(rows)
            parts = [part for part in (rows[:half], rows[half:]) if part]
            again = [header] if self.layout.split == "tables" else []
            return [
                table([header, *parts[0]]),
                *[block for part in parts[1:] for block in (p(""), table([*again, *part]))],
            ]
        return [table([header, *rows])]

    # what a level's cell says

    def _cell(self, duties: Sequence[Duty], level: str, version: int, number: int) -> Cell:
        same = self._same(duties, level, version)
        if same:
            return Cell([p(f"As for {same}")])
        paragraphs: list[str] = []
        lines: list[str] = []
        for n, duty in enumerate(duties):
            wording = duty.wordings[level]
            if wording is None:
                lone = len(duties) == 1 and self.layout.absent
                paragraphs += [p(self.layout.absent)] if lone else []
            elif isinstance(wording, str):
                self._say(wording, n, number, paragraphs, lines)
            elif version:
                self._say(wording[version - 1], n, number, paragraphs, lines)
            else:
                paragraphs += self._break(lines)
                paragraphs += [part for side in (0, 1) for part in self._version(wording[side], side, n, number)]
        return Cell([*paragraphs, *self._break(lines)])

    def _break(self, lines: list[str]) -> list[str]:
        made = [p("\n".join(lines))] if lines else []
        lines.clear()
        return made

    def _same(self, duties: Sequence[Duty], level: str, version: int) -> str:
        """A level before this one that has the same wordings throughout."""
        own = [duty.wordings[level] for duty in duties]
        plain = all(isinstance(wording, str) for wording in own) and not version and self.layout.same
        before = self.plan.levels[: self.plan.levels.index(level)]
        return next((one for one in before if plain and [duty.wordings[one] for duty in duties] == own), "")

    def _say(self, text: str, n: int, number: int, paragraphs: list[str], lines: list[str]) -> None:
        if self.layout.items == "lines":
            lines.append(self._stray(text))
        else:
            paragraphs.append(self._item(text, n, number))

    def _item(self, text: str, n: int, number: int) -> str:
        style = {"bullets": "ListBullet", "numbered": "ListNumber"}.get(self.layout.items, "")
        return self._spoilt(f"{self._label(n, number)}{self._stray(text)}", style)

    def _label(self, n: int, number: int) -> str:
        return {"1.": f"{n + 1}.\t", "(a)": f"({'abcdefghij'[n]}) ", "1.2": f"{number + 1}.{n + 1} "}.get(
            self.layout.items, ""
        )

    def _version(self, text: str, side: int, n: int, number: int) -> list[str]:
        team, layout = self.plan.team[0], self.layout
        mark = (f"For {team} members only", f"For non-{team} members only")[side]
        brief = (f"{team} members", f"Non-{team} members")[side]
        label = self._label(n, number)
        words = self._stray(text)
        if layout.marks == "leading":
            lead = r(f"{label}{mark}" + ("" if layout.italic else ":"), italic=layout.italic)
            return [f"<w:p>{lead}{r(f' {words}')}</w:p>"]
        if layout.marks == "trailing":
            return [f"<w:p>{r(f'{label}{words} ')}{r(f'({brief})', italic=layout.italic)}</w:p>"]
        if layout.marks == "brackets":
            return [p(f"({brief})", italic=layout.italic), p(words)]
        own = [p(mark, italic=layout.italic), p(f"{label}{words}")]
        return own[::-1] if layout.marks == "after" else own

    def _stray(self, text: str) -> str:
        if not self.layout.stray:
            return text
        words = text.split(" ")
        at = self.chance.randrange(len(words))
        words[at] = self.chance.choice(
            (f" {words[at]}", f"{words[at]} ", f"\u00a0{words[at]}", words[at][:2] + "\u00ad" + words[at][2:])
        )
        return " ".join(words)

    def _spoilt(self, text: str, style: str = "") -> str:
        """A paragraph, perhaps with words that are tracked as added and as taken out."""
        if not self.layout.tracked or self.chance.random() > 0.3 or " " not in text[4:]:
            return p(text, style=style)
        cut = text.index(" ", 4)
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        who = 'w:id="9" w:author="Clerk" w:date="2026-01-01T00:00:00Z"'
        gone = f'<w:del {who}><w:r><w:delText xml:space="preserve"> never</w:delText></w:r></w:del>'
        return f"<w:p>{properties}{r(text[:cut])}{gone}<w:ins {who}>{r(text[cut:])}</w:ins></w:p>"


def cells(*texts: str) -> list[Cell]:
    """Cells of a paragraph each."""
    return [Cell([p(text)] if text else []) for text in texts]


def layouts(count: int, seed: int = 0) -> Iterator[tuple[Plan, Layout, int]]:
    """Random frameworks, each in a random layout."""
    for number in range(seed, seed + count):
        chance = random.Random(number)
        layout = random_layout(chance)
        yield random_plan(chance), layout, number
