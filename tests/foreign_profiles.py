"""Job profiles as councils and others write them, not made by rolegen: imaginary bodies, no people, our own wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

CLAUSE = (
    "Seek to improve the Council's overall reputation. Represent the Council at suitable local, regional and national "
    "forums."
)
STATUTE = "Local Government and Housing Act 1989"


class Page:
    """A Word file in the making."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()

    def say(self, text: str, *, bold: bool = False, style: str | None = None) -> Any:
        """A paragraph."""
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(text).bold = bold or None
        return paragraph

    def heading(self, text: str, level: int = 2) -> None:
        """A real heading."""
        self.document.add_heading(text, level)

    def bullets(self, items: Iterable[str], style: str = "List Bullet") -> None:
        """A list of Word's own."""
        for item in items:
            self.say(item, style=style)

    def inside(self, item: Any) -> None:
        """Makes an item one of a list inside the item before it."""
        own = str(item.style.element.pPr.numPr.numId.val)
        numbering = self.document.part.numbering_part.element
        (used,) = numbering.xpath(f"./w:num[@w:numId='{own}']/w:abstractNumId/@w:val")
        (abstract,) = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{used}']")
        levels = abstract.findall(qn("w:lvl"))
        if len(levels) == 1:
            level = deepcopy(levels[0])
            level.set(qn("w:ilvl"), "1")
            level.remove(level.find(qn("w:pStyle")))
            abstract.append(level)
        number = OxmlElement("w:numPr")
        for name, value in (("ilvl", "1"), ("numId", own)):
            one = OxmlElement(f"w:{name}")
            one.set(qn("w:val"), value)
            number.append(one)
        item._p.get_or_add_pPr().append(number)  # noqa: SLF001 - python-docx knows no lists inside lists

    def table(
        self, rows: Sequence[Sequence[str | Sequence[str]]], *, bold: Callable[[int, int], bool] | None = None
    ) -> Any:
        """A table; a cell is a text, or several paragraphs of which those that begin with “• ” are Word's bullets."""
        made = self.document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                self._cell(made.cell(r, c), (cell,) if isinstance(cell, str) else cell, bool(bold and bold(r, c)))
        return made

    def _cell(self, cell: Any, texts: Sequence[str], bold: bool) -> None:
        for n, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            if text.startswith("• "):
                paragraph.style = self.document.styles["List Bullet"]
            paragraph.add_run(text.removeprefix("• ")).bold = bold or None

    def bytes(self) -> bytes:
        """The Word file."""
        written = BytesIO()
        self.document.save(written)
        return written.getvalue()


def first_column(_row: int, column: int) -> bool:
    """The labels of a table of facts."""
    return column == 0


def first_row(row: int, _column: int) -> bool:
    """The heads of a table's columns."""
    return row == 0


def district() -> bytes:
    """A district council some years ago: labels and tabs, a statute, duties with typed numbers."""
    page = Page()
    page.say("AMBERLEY DISTRICT COUNCIL", bold=True)
    page.say("JOB DESCRIPTION", bold=True)
    for line in (
        "POST TITLE:\tFood Safety Team Leader",
        "SERVICE AREA:\tEnvironmental Health",
        "POST NUMBER:\tEH014",
        "SECTION:\tFood and Safety",
        "GRADE:\tScale SO2 (SCP 26 to 28)",
        "DATE:\tMarch 2019",
    ):
        page.say(line)
    page.say(f"This post is not politically restricted under section 2 of the {STATUTE}.")
    page.say("RESPONSIBLE TO:\tEnvironmental Health Manager")
    page.say("RESPONSIBLE FOR:\tFour food safety officers and one technical assistant")
    page.say("LIAISON WITH:\tFood businesses, the Food Standards Agency, other councils, councillors")
    page.say("PURPOSE OF THE POST", bold=True)
    page.say("To lead the team that inspects food businesses in the district, so that food sold here is safe to eat.")
    page.say("MAIN DUTIES", bold=True)
    for n, duty in enumerate(
        (
            "To plan and allocate the yearly programme of food hygiene inspections.",
            "To inspect premises and to take enforcement action, including prosecution, where the law requires it.",
            "To investigate outbreaks of food poisoning and report the findings.",
            "To supervise, train and appraise the staff of the team.",
            "To carry out any other duties that are reasonable for the grade.",
        ),
        1,
    ):
        page.say(f"{n}.\t{duty}")
    return page.bytes()


def city() -> bytes:
    """A city council: facts in two columns with its evaluation, accountabilities, a specification in four columns."""
    page = Page()
    page.say("City of Marram", bold=True)
    page.say("Job description", bold=True)
    page.table(
        [
            ("Service Area", "Housing and Neighbourhoods"),
            ("Position Number", "50217"),
            ("Section", "Tenancy Services"),
            ("Job Title", "Senior Tenancy Officer"),
            ("Grade", "8"),
            ("Job Holder", ""),
            ("Date Prepared", "4 July 2023"),
            ("Reporting to", "Tenancy Services Manager"),
            ("JE Number", "JE/2231"),
            ("Evaluation Date", "19 July 2023"),
        ],
        bold=first_column,
    )
    page.say("Dignity at work", bold=True)
    page.say("Everyone who works here treats colleagues and residents with dignity and respect.")
    page.say("Purpose", bold=True)
    page.say("Help council tenants keep their homes, by putting tenancy problems right early and fairly.")
    page.say("Principal Accountabilities", bold=True)
    page.bullets(
        (
            "Safeguard children and adults at risk: recognise signs of harm and act on them at once.",
            "Manage a caseload of complex tenancies, and agree with each tenant a plan that works.",
            "Present cases at court, and keep evidence that stands up there.",
            "Coach tenancy officers in casework.",
        ),
        "List Number",
    )
    page.say("Person specification", bold=True)
    page.table(
        [
            ("Service Area", "Housing and Neighbourhoods"),
            ("Job Title", "Senior Tenancy Officer"),
            ("Post No", "50217"),
            ("Grade", "8"),
        ]
    )
    page.table(
        [
            ("", "Essential", "How identified", "Desirable", "How identified"),
            (
                "Experience",
                ("• Managed a caseload of tenancies", "• Prepared evidence for a court or tribunal"),
                "Application form and interview",
                "• Worked with support agencies",
                "Application form",
            ),
            ("Qualifications", "Good general education", "Certificates", "CIH level 3 or equivalent", "Certificates"),
            (
                "Skills",
                ("• Writes clear letters and reports", "• Calms people who are angry or upset"),
                ("Written exercise", "Interview"),
                "",
                "",
            ),
            ("Knowledge", "Working knowledge of tenancy law", "Interview", "", ""),
            (
                "Interpersonal",
                "Works well with people whose lives differ from one's own",
                "Interview, references",
                "",
                "",
            ),
        ],
        bold=first_row,
    )
    return page.bytes()


def hay() -> bytes:
    """A county's Hay-style description: dimensions, accountabilities with their share of time, context."""
    page = Page()
    page.heading("Head of Highways Maintenance", 1)
    page.table(
        [
            ("Directorate", "Place"),
            ("Reports to", "Director of Highways and Transport"),
            ("Salary grade", "17"),
            ("Salary", "£71,400 to £78,900 a year"),
            ("Base", "Depot Lane, Wexcombe"),
            ("Contract", "Permanent, full time (37 hours a week)"),
            ("Politically restricted", "Yes – sensitive post"),
            ("Disclosure", "Basic DBS check"),
        ]
    )
    page.heading("1. Purpose of the job")
    page.say("Keep 5,200 km of the county's roads, bridges and lights safe and usable, within the money that is there.")
    page.say("Advise the Director on what the network needs, and on the risk of doing less.")
    page.heading("2. Dimensions")
    page.table(
        [
            ("", "2024/25"),
            ("Revenue budget", "£22.4m"),
            ("Capital budget", "£31,500,000"),
            ("Staff (FTE)", "148.5 FTE"),
            ("Direct reports", "6"),
            ("Contracts managed", "Term maintenance contract, let until 2029"),
        ]
    )
    page.heading("3. Principal accountabilities")
    page.table(
        [
            ("", "Accountability", "% of time"),
            (
                "1",
                "Lead the maintenance of roads, bridges and street lights to the standards that the Council has set.",
                "30",
            ),
            ("2", "Set the programme of works each year by need and risk, and see that it is carried out.", "25"),
            ("3", "Manage the term maintenance contract so that prices, quality and time hold.", "25"),
            ("4", "Keep roads open in snow, flood and storm, with partners.", "20"),
        ],
        bold=first_row,
    )
    page.heading("4. Most challenging part of the job")
    page.say("The network needs more than the budget allows: each year some roads must wait.")
    page.heading("5. Contacts")
    page.heading("Internal", 3)
    page.bullets(("Cabinet Member for Highways", "Finance business partner"))
    page.heading("External", 3)
    page.bullets(("Town and parish councils", "The term contractor", "Emergency services"))
    page.heading("6. Knowledge and experience")
    page.heading("Essential", 3)
    page.bullets(
        (
            "Degree in civil engineering, or equivalent experience",
            "Has led a large works contract",
            "Knows the law of highways and the duty to maintain them",
        )
    )
    page.heading("Desirable", 3)
    page.bullets(("Chartered engineer",))
    return page.bytes()


def health() -> bytes:
    """A health trust: all of it in one table with numbered headings, a specification with an E/D column and letters."""
    page = Page()
    page.say("Wexcombe Community Health Trust")
    page.table(
        [
            ("1. JOB IDENTIFICATION",),
            ("Job Title: Community Dietitian", "Band: 6"),
            ("Responsible to: Dietetic Team Leader", "Accountable to: Head of Therapies"),
            ("Department: Dietetics", "Directorate: Community Services"),
            ("Job Reference: THER-0332", "No of Job Holders: 4"),
            ("Last Update: 12 May 2024", "Base: Wexcombe Health Centre"),
            ("2. JOB PURPOSE",),
            (("To give dietetic care to adults in clinics and at home.", "To train others who care for them."),),
            ("3. DIMENSIONS",),
            (("Covers four clinics.", "Signs for equipment up to £500 a month."),),
            ("4. KEY DUTIES",),
            (
                (
                    "CLINICAL",
                    "• Assess patients and agree a plan with each of them.",
                    "• Keep records to the professional standard.",
                    "TEACHING",
                    "• Teach carers and nurses about tube feeding.",
                ),
            ),
            ("5. COMMUNICATIONS AND WORKING RELATIONSHIPS",),
            (
                (
                    "Internal: dietitians, nurses, general practitioners",
                    "External: patients and their carers, care homes",
                ),
            ),
            ("6. PHYSICAL EFFORT",),
            ("Carries scales and samples to patients' homes.",),
        ]
    )
    page.say("PERSON SPECIFICATION", bold=True)
    page.table(
        [
            ("Area", "Requirement", "E/D", "Assessed"),
            ("Qualifications", "Degree in dietetics", "E", "A, C"),
            ("", "Registered with the Health and Care Professions Council", "E", "C"),
            ("Experience", "Worked with adults in the community", "D", "A/I"),
            ("Skills", "Explains diet in plain words", "E", "I"),
            ("", "Drives, or can otherwise reach patients at home", "E", "A"),
            ("Values", "Puts the patient first", "E", "I, R"),
        ],
        bold=first_row,
    )
    page.say("A = application, I = interview, C = certificate, R = references. E = essential, D = desirable.")
    return page.bytes()


def university() -> bytes:
    """A university: a block about the document, a specification with ticks and a column for how each is assessed."""
    page = Page()
    page.heading("Job description and person specification", 1)
    page.table(
        [
            ("Last updated:", "6 January 2025"),
            ("Job title:", "Laboratory Manager"),
            ("School/Department:", "School of Ocean Science"),
            ("Post responsible to:", "Head of Technical Services"),
            ("Posts responsible for:", "Three technicians"),
            ("Post base:", "Office and laboratory, Pier Campus"),
            ("Hours:", "35"),
            ("Tenure:", "Fixed term, 24 months, until 31 January 2027"),
        ],
        bold=first_column,
    )
    page.say("Job purpose", bold=True)
    page.say("To run the teaching laboratories of the School so that students work in them safely.")
    page.say("Key accountabilities/primary responsibilities", bold=True)
    page.table(
        [
            ("", "Key accountabilities/primary responsibilities", "% Time"),
            ("1.", "Plan the use of the laboratories and their equipment through the year.", "40 %"),
            ("2.", "See that work is assessed for risk, and that what is agreed is done.", "30 %"),
            ("3.", "Manage the technicians and their training.", "30 %"),
        ]
    )
    page.say("Internal and external relationships", bold=True)
    page.say("Academic staff, suppliers and inspectors.")
    page.say("Special requirements", bold=True)
    page.say("May have to handle chemicals and to lift up to 15 kg.")
    page.say("Person specification", bold=True)
    page.table(
        [
            ("Criteria", "Essential", "Desirable", "How to be assessed"),
            ("Qualifications, knowledge and experience", "", "", ""),
            ("HNC in a science, or equivalent experience", "✓", "", "Application, certificates"),
            ("Has managed a laboratory", "✓", "", "Application and interview"),
            ("Knows marine sampling", "", "✓", "Interview"),
            ("Planning and organising", "", "", ""),
            ("Plans the work of others weeks ahead", "✓", "", "Interview, test"),
        ],
        bold=first_row,
    )
    page.say("JOB EVALUATION RECORD", bold=True)
    page.table(
        [
            ("JD author", "", "Evaluated by", "Reward team"),
            ("Pathway", "Technical", "Evaluated grade", "4"),
            ("Unique reference", "LM-OS-17", "Amended", "No"),
        ]
    )
    return page.bytes()


def unitary() -> bytes:
    """A unitary council of today: facts in four columns, real headings, criteria in groups, the framework's words."""
    page = Page()
    page.heading("Role profile: Director of Regeneration", 1)
    page.table(
        [
            ("Post title", "Director of Regeneration", "Post no.", "R-1001"),
            ("Directorate", "Growth", "Grade", "18"),
            ("Reports to", "Executive Director – Place & Resources", "Location", "Civic Hall (hybrid)"),
            ("Hours", "37 hours a week", "Contract type", "Permanent"),
            ("Politically restricted", "Specified", "DBS", "Not required"),
            ("Version", "0.3", "Review date", "1 April 2027"),
        ],
    )
    page.heading("Role summary")
    page.say("Bring homes, jobs and investment to the towns that have waited longest for them.")
    page.heading("Services led")
    page.bullets(("Regeneration programmes", "Housing delivery", "Property and estates"))
    page.heading("Key responsibilities")
    page.say("The postholder will:")
    page.heading("Programmes", 3)
    page.bullets(
        (
            "Lead the regeneration of three town centres, from plan to handover.",
            "Win public and private investment, and account for how it is spent, including:",
        )
    )
    for one in ("grants from government", "loans to builders"):
        page.inside(page.say(one, style="List Bullet"))
    page.heading("People", 3)
    page.bullets(("Build a team that others want to join.", CLAUSE))
    page.heading("Corporate responsibilities")
    page.bullets(("Follow the Council's policies on health and safety.", "Act within the Code of Conduct."))
    page.heading("Person specification")
    page.table(
        [
            ("Criteria", "Essential / Desirable", "Method of assessment"),
            ("Qualifications and training", "", ""),
            ("Degree or equivalent experience", "Essential", "Application"),
            ("Member of a planning, surveying or housing body", "Desirable", "Application, certificate"),
            ("Experience", "", ""),
            ("Led a regeneration programme of many partners", "Essential", "Application, interview, presentation"),
            ("Behaviours and values", "", ""),
            ("Keeps promises to residents", "Essential", "Interview, psychometrics"),
            ("Communication", "", ""),
            ("Speaks plainly to investors and residents alike", "Essential", "Presentation"),
        ],
        bold=lambda row, _column: row in (0, 1, 4, 6, 8),
    )
    return page.bytes()


def parish() -> bytes:
    """No table at all: labels and values on lines of their own, plain lists, letters behind each criterion."""
    page = Page()
    page.say("Town Clerk", style="Title")
    page.say("Job profile")
    for label, value in (
        ("Job title", "Town Clerk"),
        ("Responsible to", "The Town Council"),
        ("Location", "The Moot Hall, Little Saltby"),
        ("Working pattern", "Part time, 30 hours a week, with some evenings"),
        ("Salary", "£38,000 to £41,000 for full time"),
    ):
        page.say(label, bold=True)
        page.say(value)
    page.say("About the role", bold=True)
    page.say("Run the Town Council's business, so that its decisions are lawful and are carried out.")
    page.say("What you will do", bold=True)
    for duty in (
        "Advise the Council on its powers and duties.",
        "Keep its accounts and propose its budget.",
        "Lead its staff of five.",
    ):
        page.say(f"• {duty}")
    page.say("Statutory officer: Returning Officer")
    page.say("About you", bold=True)
    page.say("How we will find out: A – application form; I – interview; T – test")
    page.say("Essential criteria", bold=True)
    for one in (
        "Has advised a committee on the law (A, I)",
        "Keeps accounts and explains them (A/T)",
        "Fair to everyone (I)",
    ):
        page.say(f"– {one}")
    page.say("Desirable criteria", bold=True)
    page.say("– Certificate in Local Council Administration (A)")
    page.say("Disclosure", bold=True)
    page.say("This post requires an enhanced DBS check with the barred list for adults.")
    return page.bytes()


def combined() -> bytes:
    """A combined authority: a title that is a level's, a fixed term, categories above each list, changes tracked."""
    page = Page()
    page.say("Managing Director", style="Title")
    page.table(
        [
            ("Job title", "Band", "Post number"),
            ("Managing Director", "21", "CA-0001"),
        ],
        bold=first_row,
    )
    page.say("Department: Chief Executive's Office")
    page.say("Accountable to: Leader of the Council")
    page.say("Contract: Fixed term until 31 March 2028")
    page.say("DBS: Yes")
    page.say("Line manager name: to be confirmed")
    page.say("MAIN PURPOSE: Lead the Authority's officers, and carry out what its members decide.")
    paragraph = page.say("KEY RESULT AREAS", bold=True)
    page.say("Strategy")
    page.bullets(("Advise members on strategy and carry it out.", "Speak for the area to government."))
    insertion = OxmlElement("w:ins")
    for name, value in (("id", "1"), ("author", "Reviewer"), ("date", "2026-01-01T00:00:00Z")):
        insertion.set(qn(f"w:{name}"), value)
    run = paragraph.runs[0]._r  # noqa: SLF001 - python-docx has no tracked changes of its own
    paragraph._p.remove(run)  # noqa: SLF001 - the same
    insertion.append(run)
    paragraph._p.append(insertion)  # noqa: SLF001 - the same
    page.heading("Person specification", 1)
    page.heading("Knowledge: essential", 2)
    page.bullets(("How a combined authority is governed",))
    page.heading("Skills", 2)
    page.table(
        [("Essential", "Desirable"), (("• Listens", "• Decides"), "• Speaks in public"), ("• Writes briefly", "")],
        bold=first_row,
    )
    page.say("Any other requirements", bold=True)
    page.say("Some travel.")
    return page.bytes()


MAKERS: Mapping[str, Callable[[], bytes]] = {
    "district": district,
    "city": city,
    "hay": hay,
    "health": health,
    "university": university,
    "unitary": unitary,
    "parish": parish,
    "combined": combined,
}


@cache
def profile(name: str) -> bytes:
    """One of them as a Word file."""
    return MAKERS[name]()
