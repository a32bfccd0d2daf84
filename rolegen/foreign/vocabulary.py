"""The words that organisations have for one thing: labels of key facts, headings of sections.

A field's own words stand in the order in which they are believed: where a profile names both a directorate and a
service, the directorate is the one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rolegen.marks import spoken

# What is no field of a role, but is known; `answering` says why it is not taken.
PAY, PERSON_NAMED, RESPONSIBLE_FOR, APPROVAL, WRITTEN = "pay", "person", "responsible-for", "approval", "written"
BUDGET, STAFF, BOTH_CONTACTS = "budget", "staff", "contacts"
# What makes a field together with others.
LEVEL, TEAM, REFERENCE, EVALUATED = "level", "team", "evaluation-reference", "evaluated-on"

FIELDS: Mapping[str, str] = {
    "title": (
        "job title, post title, title of post, title of job, role title, position title, name of post, title, "
        "post, role, job, position"
    ),
    "post_number": (
        "post number, post no, post nos, post numbers, position number, position no, position id, post id, "
        "post reference, post ref, job number, job no, job code, job reference, job ref, job reference "
        "number, establishment number, vacancy reference"
    ),
    "grade": (
        "grade, evaluated grade, job grade, post grade, grade of post, grade of job, salary grade, pay grade, "
        "grade level, band, pay band, job band, salary band, grade or band, grade band"
    ),
    "directorate": (
        "directorate, department, directorate or department, department or directorate, service group, "
        "division, school, faculty, service, service area, service or team, business unit"
    ),
    "reports_to": (
        "reports to, report to, reporting to, responsible to, accountable to, line manager, immediate line "
        "manager, line managed by, reports directly to, post reports to, this post reports to, post "
        "responsible to, immediate manager, managed by, supervised by, reporting line, job title of line "
        "manager, line managers job title, line manager job title, line manager title"
    ),
    "location": (
        "location, base, work base, place of work, normal place of work, work location, location of work, "
        "location or base, base or location, office base, workplace, location of post, post base, job base"
    ),
    "working_pattern": (
        "working pattern, hours, hours of work, working hours, contracted hours, weekly hours, hours per "
        "week, hours and working pattern, work pattern, working arrangements, work style, workstyle, hours of "
        "duty"
    ),
    "contract": (
        "contract, contract type, type of contract, tenure, employment type, contract term, nature of "
        "contract, contract status, nature of appointment, duration"
    ),
    "employers": (
        "employers, joint employers, employing authorities, employing councils, employing organisations, jointly "
        "employed by, joint post between, shared between"
    ),
    "politically_restricted": (
        "politically restricted, politically restricted post, political restriction, political restrictions, "
        "is this post politically restricted, post politically restricted, is the post politically "
        "restricted, politically sensitive post"
    ),
    "dbs": (
        "dbs, dbs check, dbs level, dbs check level, dbs requirement, dbs check required, disclosure, "
        "disclosure level, level of disclosure, dbs disclosure, dbs disclosure level, disclosure check, "
        "criminal record check, criminal records check, level of dbs check, disclosure and barring service "
        "check, disclosure and barring service, disclosure and barring"
    ),
    "fluency_duty": (
        "fluency duty, fluency requirement, english language requirement, english language requirements, english "
        "language fluency, spoken english, fluency in spoken english"
    ),
    "statutory": (
        "statutory designation, statutory designations, statutory role, statutory officer, statutory officer "
        "role, statutory post, statutory appointment"
    ),
    "effective_from": ("effective from, effective date, with effect from"),
    "review_by": ("review by, review date, next review, next review date, date of next review, review due"),
    "version": ("version, version number, version no, document version, issue, issue number"),
    "job_evaluation": ("job evaluation, evaluation, job evaluation status"),
    "dimensions.year": ("financial year, budget year"),
    "dimensions.revenue_budget": (
        "revenue budget, annual revenue budget, net revenue budget, gross revenue budget, revenue, revenue "
        "budget controlled, total revenue budget"
    ),
    "dimensions.capital_budget": ("capital budget, capital programme, annual capital budget, capital"),
    "dimensions.income": (
        "income, income target, annual income, annual income target, income budget, income generated, income "
        "generation, external income"
    ),
    "dimensions.delegated_limit": (
        "delegated financial limit, delegated limit, delegated authority limit, delegated spending limit, financial "
        "delegation limit, spending limit, financial limit, authorisation limit, financial authorisation limit"
    ),
    "dimensions.staff_fte": (
        "staff full time equivalent, fte, fte staff, staff fte, full time equivalent staff, number of staff "
        "fte, wte, staff wte, number of fte staff, employees fte, total fte, fte managed, posts fte, number "
        "of staff full time equivalent, establishment fte, headcount fte"
    ),
    "dimensions.direct_reports": (
        "direct reports, number of direct reports, directly managed staff, direct report, posts reporting "
        "directly, number of posts managed directly, staff managed directly"
    ),
    "contacts.internal": (
        "internal, internal contacts, key internal contacts, internal relationships, inside the council, "
        "within the council, main internal contacts, internal stakeholders, internal working relationships"
    ),
    "contacts.external": (
        "external, external contacts, key external contacts, external relationships, outside the council, "
        "main external contacts, external stakeholders, external working relationships"
    ),
    LEVEL: ("level, tier, management level, level of post, job level, organisational level"),
    TEAM: (
        "corporate management team, member of corporate management team, member of the corporate management "
        "team, corporate management team member, cmt, cmt member, member of cmt"
    ),
    REFERENCE: (
        "je number, je ref, je reference, je no, job evaluation reference, job evaluation number, job "
        "evaluation no, job evaluation ref, evaluation reference, evaluation number"
    ),
    EVALUATED: (
        "evaluation date, date evaluated, date of evaluation, job evaluation date, evaluated on, je date, "
        "date of job evaluation, date last evaluated"
    ),
    PAY: (
        "salary, salary range, salary scale, pay, pay range, pay scale, remuneration, scp, scp range, spinal "
        "column point, spinal column points, spinal point, salary scp, package, car allowance, allowances, "
        "essential car user, grade and salary"
    ),
    PERSON_NAMED: (
        "job holder, post holder, postholder, jobholder, name, name of post holder, name of postholder, name "
        "of job holder, current post holder, current postholder, author, jd author, prepared by, completed "
        "by, line manager name, line managers name, name of line manager, managers name, name of manager, "
        "incumbent, evaluated by, signed, signature, drafted by, written by, contact, for an informal "
        "discussion contact"
    ),
    RESPONSIBLE_FOR: (
        "responsible for, staff responsible for, line manages, posts responsible for, supervises, line "
        "management responsibility, line management responsibility for, responsible for staff"
    ),
    APPROVAL: (
        "approved by, approved on, date approved, approval date, minute, minute reference, status, document "
        "status, agreed by, date agreed, framework, authorised by"
    ),
    WRITTEN: (
        "date, date prepared, date of issue, date issued, last updated, date of last update, last update, "
        "date last updated, date revised, last revised, date written, date created, date of last review, last "
        "reviewed, amended, date amended, re evaluated, date re evaluated"
    ),
    BUDGET: (
        "budget, budgets, annual budget, budget controlled, budget responsibility, budget managed, net "
        "budget, gross budget, total budget, budget influenced, budgetary responsibility, financial "
        "responsibility"
    ),
    STAFF: (
        "staff, number of staff, staff managed, employees, headcount, team size, number of employees, "
        "staffing, people, staff numbers, staff responsibility"
    ),
    BOTH_CONTACTS: ("liaison with, key contacts, contacts, works with, working relationships, key relationships"),
}
DUTIES = "accountabilities"
OF_THE_POST = r"( of (the |this )?(job|post|role|position))?"
JOBS = (
    "duties|responsibilities|responsibility|accountabilities|accountability|tasks|activities|result areas|deliverables"
)
MAIN = (
    "key|main|principal|specific|core|major|primary|job|role|post|service|operational|strategic|essential|individual|"
    "functional|detailed|areas|result|and|of|the|to|this|required"
)
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "purpose": (
        (
            r"((job|role|post|position|overall|main|primary|core|key) )*(purpose|aim|objective)s?"
            rf"{OF_THE_POST}( and (scope|objectives?))?"
        ),
        r"(job|role|post|position) (summary|overview|statement)|summary",
        r"(summary|overview|about) (of )?(the|this) (job|role|post|position)",
    ),
    "statements": (
        (
            r"(corporate|general|generic|standard|common|shared|council wide)( and corporate| and general)?"
            r"( job| council)? (duties|responsibilities|accountabilities|statements?|requirements)"
            r"( and (duties|responsibilities))?"
        ),
        r"standard (clauses|paragraphs)|general|notes?|other duties|health and safety|equality and diversity",
        r"equal opportunities|safeguarding|data protection|collective leadership( responsibilities)?",
    ),
    DUTIES: (
        rf"(({MAIN}) )*({JOBS})( ({MAIN}|{JOBS}))*",
        r"(main|key|principal) areas of (responsibility|accountability)",
        r"what (you|the post ?holder) will (do|be doing|be responsible for)",
    ),
    "dimensions": (
        r"((job|role|key|main|post) )*(dimensions|scope)( and (dimensions|scope))?" + OF_THE_POST,
        r"(budgets?|resources|finance|financial) and (staff|staffing|people|resources)( dimensions)?",
        r"resources( managed)?|budgets?",
    ),
    "contacts": (
        (
            r"((key|main|working|principal|internal and external|communications? and|contacts and|organisational) )*"
            r"(contacts|relationships|stakeholders)( and (contacts|relationships|communications?))?"
        ),
        r"(key |main )?(internal|external) (contacts|relationships|stakeholders)",
        r"liaison with|(who|whom) (you|the post) works? with",
    ),
    "service_areas": (
        (
            r"(the )?(main |key )?(service areas|services|functions)( and (services|functions))?"
            r"( (led|managed|provided|led by (the|this) (post|role)|that the post leads))?"
        ),
    ),
    "conditions": (
        (
            r"((special|specific|other|additional|particular) )+(conditions|requirements|circumstances|features)"
            r"( and conditions)?( of (service|employment|the post|the role|the job))?"
        ),
        r"conditions( of (service|employment))?|working conditions|political restrictions?",
        r"politically restricted posts?",
        r"disclosure and barring( service)?|dbs|statutory (responsibilities|designations?|roles?)",
    ),
    "person_profile": (
        r"(person|personnel|employee|candidate|role|job|personal) (specification|spec|profile|requirements)",
        r"((selection|person|essential and desirable|job) )+criteria|(essential|desirable)( (criteria|requirements))?",
        r"about you|what (you|we) (will need|need|are looking for)",
        (
            r"(knowledge|experience|skills|qualifications)"
            r"( (and|knowledge|experience|skills|qualifications|abilities|training))+"
            r"( (required|needed|for the post|for the role))?"
        ),
    ),
    "control": (
        r"(document|version) (control|history|record|details)|(for )?office use( only)?|administration|approval",
        r"(job )?evaluation( details| record)?",
    ),
    "facts": (
        r"(key|job|post|role|position|basic|contract) (facts|details|data|information|identification|particulars)",
        r"details( of (the )?(post|job|role))?|organisational (position|details)",
        r"reporting (line|lines|structure|relationships?)",
    ),
    "about-level": (r"about this level.*",),
}
KINDS = re.compile(
    r"(?:(?:job|role|post|person|position|personnel|generic|senior|manager|and|of|the)\s+)*"
    r"(?:description|profile|specification|spec|pack)(?:\s+and\s+(?:(?:job|role|person)\s+)?(?:description|profile|"
    r"specification|spec))*"
)
HEADED = re.compile(r"(?:section |part )?(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]|[a-z][.):]|[ivx]{1,4}[.):]|section \w+:)\s+")
BARE_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\s+")  # of a section; before a label it is a figure
LONGEST = 60  # characters of a label or of a section's heading


@lru_cache(maxsize=2_000)
def key(text: str) -> str:
    """Words as labels and headings are compared: small letters, no number before, no colon behind, no signs."""
    said = spoken(text).casefold().replace("'", "")
    said = HEADED.sub("", said, count=1) if HEADED.match(said) else said
    said = re.sub(r"\((?:s|if [^)]*|please [^)]*|delete [^)]*)\)", "", said)
    said = said.replace("&", " and ").replace("/", " or ")
    return re.sub(r"[^a-z0-9]+", " ", said).strip()


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {form.strip(): path for path, forms in FIELDS.items() for form in forms.split(",")}


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {form: rank for rank, form in enumerate(_labels())}


def field_of(text: str, own: Mapping[str, str]) -> str:
    """The field that a label means, or "" for one that is not known; `own` are an organisation's words, as keys."""
    if len(text) > LONGEST:
        return ""
    said = key(text)
    forms = (said, said.removeprefix("the "), said.replace("no of ", "number of "), key(re.sub(r"\([^)]*\)", "", text)))
    if found := next((path for form in forms if (path := own.get(form) or _labels().get(form, ""))), ""):
        return found
    several = {_labels().get(part, "") for part in said.split(" or ")}
    return several.pop() if len(several) == 1 else ""


def rank(label: str) -> int:
    """How much a label is believed, the most first."""
    return _ranks().get(key(label), -1 if label else len(_ranks()))  # an organisation's own word is believed most


def section_of(text: str, own: Mapping[str, str]) -> str:
    """The section that a heading opens, or "" for one that is not known."""
    if len(text) > LONGEST:
        return ""
    said = key(BARE_NUMBER.sub("", text))
    if said in own:
        return own[said]
    said = said.replace(" or ", " and ")
    opens = (kind for kind, forms in SECTIONS.items() if any(re.fullmatch(form, said) for form in forms))
    return next(opens, "") if said else ""


def is_kind(text: str) -> bool:
    """Whether words say no more than what kind of document this is, as “Job description” does."""
    return len(text) <= LONGEST and bool(KINDS.fullmatch(key(BARE_NUMBER.sub("", text))))


def any_of(words: Iterable[str]) -> str:
    """A pattern that finds one of these, as a word of its own."""
    return rf"\b(?:{'|'.join(words)})\b"
