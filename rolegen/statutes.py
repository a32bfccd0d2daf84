"""The law behind a senior post: statutory designations, political restriction, criminal record checks.

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
