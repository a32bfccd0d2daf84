"""The framework and the register as something to read: text for a terminal, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from rolegen.fields import shown
from rolegen.framework import Clause, Framework, Level, fill, versions_of
from rolegen.profile import CATEGORIES, choose_variant
from rolegen.role import RoleFile
from rolegen.versions import Frameworks
from rolegen.workspace import TEAM, Settings

STARTERS = "Starter criteria for the person profile (a starting point, not approved wording)"
COLUMNS = ("role", "title", "level", "variant", "grade", "status", "version", "framework", "approved", "evaluation")
Record = Mapping[str, str]


def levels_text(framework: Framework, settings: Settings, width: int) -> str:
    """Every level in its order, with what tells it from the others."""
    blocks = [f"{framework.about.name}, version {framework.about.version}: {framework.about.standing}"]
    for level in framework.levels:
        team = " or ".join(variant.membership for variant in level.variants.values() if variant.membership)
        facts = {"Reports to": framework.title(level.reports_to), settings.label(TEAM): team}
        facts |= _extension(framework, level)
        blocks.append("\n".join([f"{level.title} ({level.id})", *_facts(facts, width)]))
    return _wrapped(blocks, width)


def level_text(framework: Framework, level: Level, variant: str | None, settings: Settings, width: int) -> str:
    """A level's descriptor, responsibilities and starter criteria in full; both wordings where none is chosen."""
    values = {"organisation": settings.organisation, "area": settings.area}
    phrase = level.variants[variant].phrase if variant in level.variants else None
    title = f"{level.title}, {phrase}" if phrase else level.title
    about = f"{framework.about.name}, version {framework.about.version}: {framework.about.standing}"
    blocks = ["\n".join([title, about, *_facts(_extension(framework, level), width)])]
    blocks += [_paragraph(fill(text, values), width) for text in level.descriptor]
    for theme in framework.themes:
        lines = [line for clause in theme.clauses for line in _clause(clause, level, variant, values, width)]
        blocks += ["\n".join([theme.title, *lines])] if lines else []
    if starters := list(_starters(level, width)):
        blocks.append("\n".join([_paragraph(f"{STARTERS}:", width), *starters]))
    return _wrapped(blocks, width)


def levels_json(framework: Framework, levels: Iterable[Level], variant: str | None, settings: Settings) -> str:
    """The framework's levels, each with the wordings it has by variant, placeholders filled."""
    values = {"organisation": settings.organisation, "area": settings.area}
    about = {"name": framework.about.name, "version": framework.about.version, "standing": framework.about.standing}
    return _json({"framework": about, "levels": [_level(framework, level, variant, values) for level in levels]})


def records(files: Iterable[RoleFile], frameworks: Frameworks, clause: str = "") -> Iterator[Record]:
    """A line of the register for each role; with a clause's id, only for roles whose profile has it."""
    for file in files:
        known = frameworks.of(file).value
        level = known.level(file.role.level) if known else None
        variant = choose_variant(level, file.role.asked_variant).value if level else None
        if not clause or (known and level and _has(known, level, variant or "", clause)):
            yield _record(file, variant or "", known.about.version if known else file.role.framework or "")


def clause_ids(frameworks: Frameworks, files: Iterable[RoleFile]) -> list[str]:
    """The clauses of the current framework and of those that approved roles stand on."""
    used = [frameworks.current, *(known for file in files if (known := frameworks.of(file).value))]
    return list(dict.fromkeys(clause.id for known in used for _, clause in known.clauses()))


def _record(file: RoleFile, variant: str, version: str) -> Record:
    role = file.role
    approved = role.approved_on.isoformat() if role.approved_on else ""
    return {
        "role": file.id,
        "title": " ".join(role.title.split("\n")),
        "level": role.level,
        "variant": variant,
        "grade": role.grade or "",
        "status": role.status,
        "version": role.version or "",
        "framework": version,
        "approved": approved,
        "evaluation": shown(role.job_evaluation),
    }


def records_text(found: list[Record], width: int) -> str:
    """The register as columns, or as blocks where the terminal is too narrow for them."""
    used = [name for name in COLUMNS if any(record[name] for record in found)]
    widths = {name: max(len(name), *(len(record[name]) for record in found)) for name in used}
    if sum(widths.values()) + 2 * len(used) > width:
        return "\n\n".join(
            "\n".join([record["role"], *_facts({name: record[name] for name in used[1:]}, width)]) for record in found
        )
    rows = [{name: name.capitalize() for name in used}, *found]
    return "\n".join("  ".join(row[name].ljust(widths[name]) for name in used).rstrip() for row in rows)


def records_csv(found: list[Record]) -> str:
    """The register for a spreadsheet; text that a spreadsheet would run as a formula is kept as text."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(record[name]) for name in COLUMNS] for record in found)
    return stream.getvalue().rstrip("\n")


def records_json(found: list[Record]) -> str:
    """The register for another program."""
    return _json([dict(record) for record in found])


def _has(framework: Framework, level: Level, variant: str, wanted: str) -> bool:
    return any(
        clause.id == wanted and clause.wording(level.id, variant) is not None for _, clause in framework.clauses()
    )


def safe_cell(text: str) -> str:
    """Text for a spreadsheet, which must not run it as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _extension(framework: Framework, level: Level) -> dict[str, str]:
    term = level.term.days or "Fixed" if level.term else ""
    return {"Extends": framework.title(level.extends), "Term": term}


def _facts(facts: Mapping[str, str], width: int) -> list[str]:
    return [_paragraph(f"  {name}: {value}", width, "    ") for name, value in facts.items() if value]


def _clause(clause: Clause, level: Level, variant: str | None, values: Mapping[str, str], width: int) -> Iterator[str]:
    names = versions_of(level) if variant is None else (variant,)
    wordings = {name: clause.wording(level.id, name) for name in names}
    differ = len(set(wordings.values())) > 1
    for name, wording in wordings.items() if differ else [("", wordings[names[0]])]:
        if wording is not None:
            mark = f"[{name}] " if differ else ""
            yield _paragraph(f"  • {mark}{fill(wording, values)} ({clause.id})", width, "    ")


def _starters(level: Level, width: int) -> Iterator[str]:
    for category, texts in level.starter_criteria.items():
        yield f"  {CATEGORIES.get(category, category.capitalize())}"
        for text in texts:
            yield _paragraph(f"    • {text}", width, "      ")


def _level(framework: Framework, level: Level, variant: str | None, values: Mapping[str, str]) -> dict[str, object]:
    names = versions_of(level) if variant is None else (variant,)
    wordings = {
        clause.id: {
            "theme": theme.id,
            "title": clause.title,
            "wordings": {name: fill(words, values) for name, words in own},
        }
        for theme, clause in framework.clauses()
        if (own := [(name, words) for name in names if (words := clause.wording(level.id, name)) is not None])
    }
    return {
        "id": level.id,
        "title": level.title,
        "extends": level.extends,
        "term": level.term.values if level.term else None,
        "reports_to": level.reports_to,
        "variants": {name: variant.membership for name, variant in level.variants.items()},
        "descriptor": [fill(text, values) for text in level.descriptor],
        "clauses": wordings,
        "starter_criteria": {category: list(texts) for category, texts in level.starter_criteria.items()},
    }


def _paragraph(text: str, width: int, indent: str = "") -> str:
    return textwrap.fill(text, max(width, 20), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _wrapped(blocks: list[str], width: int) -> str:
    return "\n\n".join(
        "\n".join(line if len(line) <= width else _paragraph(line, width, "  ") for line in block.split("\n"))
        for block in blocks
    )
