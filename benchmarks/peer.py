"""The yardstick of batch.py: the same profiles made with docxtpl, as its documentation shows it.

One Word template with loops and autoescaping, PyYAML's C loader, and one template object that is rendered again for
each role. It prints the same words as rolegen, with the same house style, and checks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docxtpl import DocxTemplate

from rolegen.statutes import DESIGNATIONS, POLITICAL_RESTRICTION

CATEGORIES = ("qualifications", "knowledge", "experience", "skills", "behaviours", "other")
FACT_WIDTHS, CRITERIA_WIDTHS = (5.0, 11.4), (1.2, 9.6, 2.4, 3.2)


def write_template(house: Path, target: Path) -> None:
    """The Word template, in the house style: its page header and footer filled too, its own text taken out."""
    file = Document(str(house))
    for element in list(file.element.body):
        if element.tag != qn("w:sectPr"):
            file.element.body.remove(element)
    for part in (file.sections[0].header.part, file.sections[0].footer.part):
        for control in part.element.iter(qn("w:sdt")):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
            next(control.iter(qn("w:t"))).text = f"{{{{ {tag.replace(':', '_')} }}}}"
    file.core_properties.title = "{{ doc_title }}"
    _opening(file)
    _responsibilities(file)
    _person_profile(file)
    _closing(file)
    file.save(str(target))


def _opening(file: WordFile) -> None:
    file.add_paragraph("Job and person profile", "Kicker")
    file.add_paragraph("{{ title }}", "Heading 1")
    file.add_paragraph("{{ organisation }} · {{ standing }} · Version {{ version }}", "Status Line")
    _facts(file, ("Key facts", "Details"), "facts")
    file.add_paragraph("Job purpose", "Heading 2")
    file.add_paragraph("{{ purpose }}")
    file.add_paragraph("About this level: {{ level }}", "Heading 2")
    _loop(file, "text in descriptor", ("{{ text }}", "Normal"))
    file.add_paragraph("Dimensions", "Heading 2")
    _facts(file, ("Measure", "{{ year }}"), "dimensions")
    file.add_paragraph("Accountabilities", "Heading 2")
    _loop(file, "text in accountabilities", ("{{ text }}", "List Bullet"))


def _responsibilities(file: WordFile) -> None:
    file.add_paragraph("Collective leadership responsibilities", "Heading 2")
    file.add_paragraph("The framework gives these responsibilities to every {{ level }}"
                       "{% if phrase %} who is {{ phrase }}{% endif %}.")  # fmt: skip
    file.add_paragraph("{%p for theme in themes %}")
    file.add_paragraph("{{ theme.title }}", "Heading 3")
    _loop(file, "text in theme.clauses", ("{{ text }}", "List Bullet"))
    file.add_paragraph("{%p endfor %}")
    file.add_paragraph("Contacts", "Heading 2")
    _facts(file, ("Where", "With whom"), "contacts")


def _person_profile(file: WordFile) -> None:
    file.add_paragraph("Person profile", "Heading 2")
    file.add_paragraph("{%p for group in criteria %}")
    file.add_paragraph("{{ group.title }}", "Heading 3")
    cells = ("{{ row.ref }}", "{{ row.text }}", "{{ row.importance }}", "{{ row.assessed_by }}")
    head = ("Ref", "Criterion", "Needed", "Assessed by")
    _table(file, "Criteria", CRITERIA_WIDTHS, [head, ("{%tr for row in group.rows %}",), cells, ("{%tr endfor %}",)])
    file.add_paragraph("{%p endfor %}")


def _closing(file: WordFile) -> None:
    file.add_paragraph("Special conditions", "Heading 2")
    _loop(file, "text in conditions", ("{{ text }}", "List Bullet"))
    file.add_paragraph("Standard statements", "Heading 2")
    _loop(file, "text in statements", ("{{ text }}", "Normal"))
    file.add_paragraph("Document control", "Heading 2")
    _facts(file, ("Document", "Details"), "control")
    file.add_paragraph("{{ framework }}: {{ adoption }}.", "Note")


def _loop(file: WordFile, names: str, paragraph: tuple[str, str]) -> None:
    file.add_paragraph(f"{{%p for {names} %}}")
    file.add_paragraph(*paragraph)
    file.add_paragraph("{%p endfor %}")


def _facts(file: WordFile, head: tuple[str, str], name: str) -> None:
    rows = [head, (f"{{%tr for fact in {name} %}}",), ("{{ fact[0] }}", "{{ fact[1] }}"), ("{%tr endfor %}",)]
    _table(file, "Key Facts", FACT_WIDTHS, rows)


def _table(file: WordFile, style: str, widths: tuple[float, ...], rows: list[tuple[str, ...]]) -> None:
    """A table whose first row is repeated at the top of each page."""
    table = file.add_table(len(rows), len(widths), style)
    table.autofit = False
    file.element.body.tbl_lst[-1].tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
        for cell, text in zip(row.cells, texts, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text" if number else "Table Heading"
            paragraph.add_run(text)


def read(path: Path) -> Any:
    """A YAML file's values, with the fastest loader that PyYAML has."""
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)


class Peer:
    """All that the loop over the roles needs, read once."""

    def __init__(self, workspace: Path, data: Path, template: Path) -> None:
        self.roles_folder = workspace / "roles"
        self.settings = read(workspace / "rolegen.yaml")
        descriptors = read(data / "descriptors.yaml")
        self.about = descriptors["framework"]
        self.levels = {level["id"]: level for level in descriptors["levels"]}
        self.themes = read(data / "responsibilities.yaml")["themes"]
        self.template = DocxTemplate(str(template))
        self._read: dict[str, Any] = {}

    def make(self, name: str, target: Path) -> None:
        """One profile."""
        self.template.render(self.context(self.role(name)), autoescape=True)
        self.template.save(str(target))

    def role(self, name: str) -> Any:
        """A role's values; a file is read once, though other roles ask for its title."""
        if name not in self._read:
            self._read[name] = read(self.roles_folder / f"{name}.yaml")
        return self._read[name]

    def context(self, role: Any) -> dict[str, Any]:
        """What the template prints of a role."""
        level = self.levels[role["level"]]
        name = "cmt" if role["cmt"] else "non-cmt"
        variant = level["variants"][name]
        above = role["reports_to"]
        superior = self.role(above)["title"] if (self.roles_folder / f"{above}.yaml").is_file() else above
        framework = f"{self.about['name']}, version {self.about['version']}"
        return {
            "doc_title": f"{role['title']}: job and person profile", "doc_version": f"Version {role['version']}",
            "doc_framework": framework, "doc_marking": "",
            "title": role["title"], "organisation": self.settings["organisation"],
            "standing": f"Approved {_day(role['approved_on'])}",
            "version": role["version"], "facts": [*_key_facts(role, superior, variant["membership"])],
            "purpose": role["purpose"], "level": level["title"], "phrase": variant.get("phrase"),
            "descriptor": [self._filled(text) for text in level["descriptor"]], "year": role["dimensions"]["year"],
            "dimensions": [*_dimensions(role["dimensions"])],
            "accountabilities": [item["text"] for item in role["accountabilities"]],
            "themes": [*self._themes(role["level"], name)], "contacts": [*_contacts(role["contacts"])],
            "criteria": [*_criteria(role["person_profile"])], "conditions": [*_conditions(role)],
            "statements": self.settings["statements"], "control": [*_control(role, framework)],
            "framework": framework, "adoption": "not adopted by any council",
        }  # fmt: skip

    def _filled(self, text: str) -> str:
        organisation, area = self.settings["organisation"], self.settings["area"]
        return text.replace("{{ organisation }}", organisation).replace("{{ area }}", area)

    def _themes(self, level: str, variant: str) -> Iterator[dict[str, Any]]:
        for theme in self.themes:
            texts = []
            for clause in theme["clauses"]:
                own = clause.get("levels", {}).get(level, clause.get("text"))
                text = own[variant] if isinstance(own, dict) else own
                texts += [self._filled(text)] if text else []
            yield {"title": theme["title"], "clauses": texts}


Pairs = Iterator[tuple[str, str]]


def _key_facts(role: Mapping[str, Any], superior: str, membership: str) -> Pairs:
    yield "Directorate", role["directorate"]
    yield "Post number", role["post_number"]
    yield "Grade", role["grade"]
    yield "Reports to", superior
    yield "Corporate Management Team", membership
    yield "Location", role["location"]
    yield "Contract", role["contract"]["type"].capitalize()
    yield "Working pattern", role["working_pattern"]
    yield "Service areas", ", ".join(role["service_areas"])


def _dimensions(size: Mapping[str, Any]) -> Pairs:
    yield "Revenue budget", _money(size["revenue_budget"])
    yield "Capital budget", _money(size["capital_budget"])
    yield "Staff (full-time equivalent)", _number(size["staff_fte"])
    yield "Direct reports", _number(size["direct_reports"])


def _contacts(contacts: Mapping[str, Any]) -> Pairs:
    yield "Internal", ", ".join(contacts["internal"])
    yield "External", ", ".join(contacts["external"])


def _criteria(criteria: list[Any]) -> Iterator[dict[str, Any]]:
    for category in CATEGORIES:
        own = [item for item in criteria if item["category"] == category]
        own.sort(key=lambda item: item["importance"] != "essential")
        rows = [
            {"ref": f"{category[0].upper()}{number}", "text": item["criterion"],
             "importance": item["importance"].capitalize(), "assessed_by": ", ".join(item["assessed_by"]).capitalize()}
            for number, item in enumerate(own, 1)
        ]  # fmt: skip
        if rows:
            yield {"title": category.capitalize(), "rows": rows}


def _conditions(role: Mapping[str, Any]) -> Iterator[str]:
    restricted = role["politically_restricted"]
    yield f"Politically restricted: {restricted['status']} post ({restricted['basis']}), {POLITICAL_RESTRICTION}."
    check = role["dbs"]["level"]
    yield ("No criminal record check is required." if check == "none" else
           f"Criminal record check (Disclosure and Barring Service): {check}.")  # fmt: skip
    for designation in role.get("statutory", ()):
        yield f"Statutory designation: {DESIGNATIONS[designation]}."


def _control(role: Mapping[str, Any], framework: str) -> Pairs:
    evaluation = role["job_evaluation"]
    yield "Version", role["version"]
    yield "Status", "Approved"
    yield "Effective from", _day(role["effective_from"])
    yield "Review by", _day(role["review_by"])
    yield "Approved by", role["approved_by"]
    yield "Approved on", _day(role["approved_on"])
    yield "Minute", role["minute"]
    reference = evaluation["reference"]
    yield "Job evaluation", f"{evaluation['status'].capitalize()}, {reference}, {_day(evaluation['date'])}"
    yield "Framework", framework


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _number(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"


def _money(pounds: int) -> str:
    return f"£{pounds:,}" if pounds < 1_000_000 else f"£{pounds / 1_000_000:,} million".replace(".0 ", " ")
