"""One post in three models of leadership, as its role files said then: 2020, extended for 2021, and from 2022.

The first is imaginary like the examples; the others are the examples' own.
"""

EXECUTIVE_DIRECTOR_2020 = """\
title: Executive Director – Commissioning, Communities & Policy
level: executive-director
version: "1.0"
status: superseded
framework: "2017"
effective_from: 2017-09-01
directorate: Commissioning, Communities & Policy
post_number: F0004
grade: "20"
reports_to: The Council; day to day, the Leader of the Council
location: Shire House, Fenmoor
working_pattern: Full time
contract: {type: permanent}
politically_restricted: {status: specified, basis: non-statutory chief officer}
dbs: {level: basic}
service_areas:
  - Strategic commissioning
  - Communities
  - Policy and performance
purpose: >-
  Lead commissioning, communities and policy, so that the Council knows what residents need, buys or makes it well, and
  can show what it achieved.
accountabilities:
  - id: commissioning
    text: Commission services against measurable outcomes, and end or redesign what does not achieve them.
  - id: council-plan
    text: >-
      Write the four-year council plan with councillors and partners, and publish how far each of its promises
      is kept.
  - id: community-safety
    text: Lead the county's community safety partnership with the police, fire service and district councils.
  - id: voluntary-sector
    text: Agree with the voluntary sector what it will do and what the Council will pay.
dimensions:
  year: 2019/20
  revenue_budget: 46200000
  capital_budget: 2400000
  staff_fte: 318
  direct_reports: 4
contacts:
  internal: [Leader and Cabinet, Executive Directors, Scrutiny committees]
  external: [Police and fire services, District and parish councils, Voluntary organisations]
person_profile:
  - criterion: Degree, professional qualification or equivalent
    category: qualifications
    importance: essential
    assessed_by: [application, certificate]
  - criterion: Knowledge of how public services are commissioned and held to what was agreed
    category: knowledge
    importance: essential
    assessed_by: [interview]
job_evaluation:
  {status: evaluated, reference: FCC-JE-0211, date: 2017-06-12, scheme: Hay, grade: "20"}
approved_by: Full Council
approved_on: 2017-07-20
minute: FC 41/17
"""
