"""A vacancy as a JobPosting of schema.org, which job boards read.

It has every property that Google's documentation of JobPosting requires, and of those it recommends, as of those that
schema.org knows beside them, what is certain. What a text cannot honestly fill is left out: `directApply`, since we do
not know where a link leads; `experienceRequirements` and `educationRequirements`, for which Google takes no free text;
`industry` and `occupationalCategory`, which have codes of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rolegen.document import Document, Heading
from rolegen.recruitment.dates import closing_instant
from rolegen.recruitment.description import description
from rolegen.recruitment.stated import working

if TYPE_CHECKING:
    from rolegen.advertiser import Contact, Workplace
    from rolegen.recruitment.vacancies import Opening
    from rolegen.recruitment.vacancy import Salary
    from rolegen.workspace import Settings

JsonLd = Mapping[str, Any]
QUALIFICATIONS = "qualifications"  # the category of criteria that has a property of its own
HEAD = 3  # blocks at the start of an advert, of which one may be its title
TYPES = {"full-time": "FULL_TIME", "part-time": "PART_TIME", "job-share": "PART_TIME"}
FOR_A_TIME = "TEMPORARY"  # of the words that Google knows, the one for a contract that ends


def posting(opening: Opening, document: Document, settings: Settings) -> JsonLd:
    """The vacancy as a JobPosting, its properties always in the same order; what is not known is not there."""
    return {"@context": "https://schema.org", **_typed("JobPosting", _properties(opening, document, settings))}


def as_json(data: JsonLd) -> str:
    """As text: what a file holds, and what a page carries."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def body(document: Document) -> Document:
    """A document behind its title: what job boards print below the one that they are given."""
    head = next((n for n, block in enumerate(document.blocks[:HEAD], 1) if _is_title(block)), 0)
    return replace(document, blocks=document.blocks[head:])


def _is_title(block: object) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _properties(opening: Opening, document: Document, settings: Settings) -> Iterator[tuple[str, Any]]:
    role, vacancy, salary = opening.role.role, opening.file.vacancy, opening.salary
    place = opening.workplace
    yield "title", role.title
    yield "description", description(body(document).blocks)
    yield (
        "identifier",
        _typed("PropertyValue", [("name", settings.organisation), ("value", vacancy.reference or opening.file.id)]),
    )
    yield "datePosted", vacancy.opens.isoformat()
    yield "validThrough", closing_instant(vacancy, place.country)
    yield "employmentType", _types(opening)
    yield "hiringOrganization", _organisation(role.each_employer, settings)
    yield "jobLocation", _typed("Place", [("address", _address(place))])
    yield "baseSalary", _pay(salary) if salary else None
    yield "totalJobOpenings", vacancy.posts
    yield "workHours", ". ".join(filter(None, working(opening)))
    yield "jobDuration", _duration(opening)
    yield from _content(opening)
    yield "jobBenefits", list(vacancy.benefits)
    yield "employerOverview", settings.recruitment.about
    yield "applicationContact", _contact(opening.contact)


def _content(opening: Opening) -> Iterator[tuple[str, Any]]:
    """What the post does, and what it asks for: essential qualifications, and all else that is asked or welcome."""
    asked = [
        (group.id, row) for group in opening.profile.criteria for row in group.rows if not opening.profile.starters
    ]
    formal = [row.text for kind, row in asked if kind == QUALIFICATIONS and row.importance == "essential"]
    yield "responsibilities", [one.text for one in opening.role.role.accountabilities]
    yield "qualifications", formal
    yield "skills", [row.text for kind, row in asked if kind != QUALIFICATIONS]


def _types(opening: Opening) -> list[str]:
    """How the post is worked and whether it ends, in the words that Google knows; nothing where nobody says it."""
    contract, level = opening.role.role.contract, opening.profile.level
    ends = (contract is not None and contract.type != "permanent") or (contract is None and level.term is not None)
    found = [TYPES[one] for one in TYPES if one in opening.file.vacancy.hours]
    return list(dict.fromkeys([*found, *([FOR_A_TIME] if ends else [])]))


def _duration(opening: Opening) -> str | None:
    """How long the contract lasts, as ISO 8601 has it."""
    contract = opening.role.role.contract
    return f"P{contract.months}M" if contract and contract.months else None


def _organisation(employers: Sequence[str], settings: Settings) -> JsonLd:
    """The organisation itself, of a joint post as well; but the employer where it only advertises for others."""
    if employers and settings.organisation not in employers:
        return _typed("Organization", [("name", employers[0])])
    usual = settings.recruitment
    return _typed("Organization", [("name", settings.organisation), ("sameAs", usual.website), ("logo", usual.logo)])


def _address(place: Workplace) -> JsonLd:
    parts = {
        "streetAddress": place.street,
        "addressLocality": place.town,
        "addressRegion": place.region,
        "postalCode": place.postcode,
        "addressCountry": place.country,
    }
    return _typed("PostalAddress", parts.items())


def _pay(salary: Salary) -> JsonLd:
    least, most = _figure(salary.minimum), _figure(salary.most)
    sums = [("value", least)] if least == most else [("minValue", least), ("maxValue", most)]
    value = _typed("QuantitativeValue", [*sums, ("unitText", salary.per.upper())])
    return _typed("MonetaryAmount", [("currency", "GBP"), ("value", value)])


def _figure(pounds: float) -> int | float:
    """A sum as JSON has it: pounds without pence are a whole number."""
    return int(pounds) if pounds == int(pounds) else pounds


def _contact(contact: Contact) -> JsonLd:
    parts = [("name", contact.post), ("email", contact.email), ("telephone", contact.telephone)]
    return _typed("ContactPoint", parts)


def _typed(kind: str, properties: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A value of a type of schema.org, without what is empty; of a list of one, the one."""
    kept = {name: _lone(value) for name, value in properties if value not in (None, "", [])}
    return {"@type": kind, **kept}


def _lone(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
