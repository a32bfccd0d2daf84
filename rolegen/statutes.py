"""The law behind a senior post and its advert: designations, political restriction, criminal records, fluency.

England and Wales. Each act is named as the page prints it.
"""

from __future__ import annotations

from typing import Literal

Designation = Literal[
    "head-of-paid-service",
    "monitoring-officer",
    "chief-finance-officer",
    "director-of-childrens-services",
    "director-of-adult-social-services",
    "director-of-public-health",
    "scrutiny-officer",
    "head-of-democratic-services",
    "returning-officer",
    "electoral-registration-officer",
]
Spoken = Literal["english", "english-or-welsh"]

HEAD: Designation = "head-of-paid-service"  # nobody in the organisation stands above who is designated so

DESIGNATIONS: dict[Designation, str] = {
    "head-of-paid-service": "Head of the Paid Service, Local Government and Housing Act 1989, section 4",
    "monitoring-officer": "Monitoring Officer, Local Government and Housing Act 1989, section 5",
    "chief-finance-officer": "Chief Finance Officer, Local Government Act 1972, section 151",
    "director-of-childrens-services": "Director of Children’s Services, Children Act 2004, section 18",
    "director-of-adult-social-services": (
        "Director of Adult Social Services, Local Authority Social Services Act 1970, section 6"
    ),
    "director-of-public-health": "Director of Public Health, National Health Service Act 2006, section 73A",
    "scrutiny-officer": "Scrutiny Officer, Local Government Act 2000, section 9FB",
    "head-of-democratic-services": "Head of Democratic Services, Local Government (Wales) Measure 2011, section 8",
    "returning-officer": "Returning Officer, Representation of the People Act 1983, section 35",
    "electoral-registration-officer": (
        "Electoral Registration Officer, Representation of the People Act 1983, section 8"
    ),
}

POLITICAL_RESTRICTION = "Local Government and Housing Act 1989, section 2"
EXCEPTIONS_ORDER = "Rehabilitation of Offenders Act 1974 (Exceptions) Order 1975"
FLUENCY_DUTY = "Immigration Act 2016, Part 7"

# By these a statement of duties and qualities is drawn up where a chief officer is appointed (Schedule 1, Part I,
# paragraph 1). The designations make one: regulation 1(2), with those that section 2(6) of the Local Government and
# Housing Act 1989 names today. Whoever reports to the head of the paid service is one too.
STANDING_ORDERS = "Local Authorities (Standing Orders) Regulations 1993"
CHIEF_OFFICERS: frozenset[Designation] = frozenset(
    {
        "head-of-paid-service",
        "monitoring-officer",
        "chief-finance-officer",
        "director-of-childrens-services",
        "director-of-adult-social-services",
        "director-of-public-health",
    }
)

SPOKEN: dict[Spoken, str] = {
    "english": "fluent spoken English",
    "english-or-welsh": "fluent spoken English or Welsh",
}


def fluency(language: Spoken) -> str:
    """As on the page: “Fluency duty: fluent spoken English is needed, Immigration Act 2016, Part 7”."""
    return f"Fluency duty: {SPOKEN[language]} is needed, {FLUENCY_DUTY}."
