"""What an advert must say wherever it holds, in whatever template, and whether a document says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rolegen.document import Block, Document, Heading, Inline, Run, Section, Table, contents
from rolegen.problems import Problem, listed
from rolegen.statutes import EXCEPTIONS_ORDER, FLUENCY_DUTY, POLITICAL_RESTRICTION, SPOKEN, STANDING_ORDERS, Spoken

if TYPE_CHECKING:
    from rolegen.profile import Profile
    from rolegen.recruitment.vacancies import Opening
    from rolegen.role import Disclosure, PoliticalRestriction, RoleFile

FULL_DISCLOSURE = ("standard", "enhanced")  # the checks for which spent convictions are told
SPENT = (
    f"The {EXCEPTIONS_ORDER} applies to the post: we will ask about spent convictions and cautions too, except those "
    "that it protects."
)
NOT_SAID = {
    "dbs": ("which criminal record check the post needs", "Write “dbs: {level: none}” if it needs none."),
    "politically_restricted": (
        "whether the post is politically restricted",
        "Write “politically_restricted: {status: no}” if it is not.",
    ),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that an advert may not leave out: what it is about, and its words."""

    name: str
    text: str


def statements(opening: Opening) -> tuple[Statement, ...]:
    """All that the advert of a vacancy must say, in the words in which it must say it."""
    return tuple(Statement(name, text) for name, text in _texts(opening) if text)


def _texts(opening: Opening) -> Iterator[tuple[str, str]]:
    role, is_open = opening.role.role, opening.file.vacancy.open_to == "everyone"
    yield "the contract", contract(opening.profile)
    yield "the employers", joint(role.each_employer)
    yield "job evaluation", AWAITS_EVALUATION if opening.profile.awaits_evaluation else ""
    yield "political restriction", restriction(role.politically_restricted)
    yield "the criminal record check", disclosure(role.dbs)
    yield "the fluency duty", _fluency(role.fluency_duty)
    what = "the statement of duties" if opening.is_chief_officer else "whom to ask for the profile"
    yield what, _papers(opening) if is_open else ""


AWAITS_EVALUATION = "The grade, and with it the salary, is subject to job evaluation."


def contract(profile: Profile) -> str:
    """How long the post lasts, where it does not last; that may be its level's own term."""
    agreed = profile.role.contract
    if agreed and agreed.type != "permanent":
        kind, _, length = str(agreed).partition(", ")
        return f"The contract is {kind.lower()}{f': {length}' if length else ''}."
    term = profile.level.term
    return f"The post is for a fixed term{f': {term.days}' if term.days else ''}." if term else ""


def joint(employers: Sequence[str]) -> str:
    """Who shares the post."""
    return f"This is a joint post. Its employers are {listed(employers)}." if len(employers) > 1 else ""


def restriction(restricted: PoliticalRestriction | None) -> str:
    """What the Act, and the regulations under it, keep the holder of a politically restricted post from."""
    if restricted is None or restricted.status == "no":
        return ""
    basis = f": {restricted.basis}" if restricted.basis else ""
    return (
        f"The post is politically restricted ({restricted.status} post{basis}; {POLITICAL_RESTRICTION}). While you "
        "hold it you may not stand for Parliament or a local authority, or speak or publish in support of a political "
        "party."
    )


def disclosure(check: Disclosure | None) -> str:
    """The criminal record check that an offer depends on."""
    if check is None or check.level == "none":
        return ""
    article = "an" if check.level == "enhanced" else "a"
    lists = f", with the barred list for {listed(check.barred_lists)}" if check.barred_lists else ""
    service = f"(Disclosure and Barring Service){lists}"
    offer = f"An offer depends on {article} {check.level} criminal record check {service}."
    return f"{offer} {SPENT}" if check.level in FULL_DISCLOSURE else offer


def _fluency(language: Spoken | None) -> str:
    if language is None:
        return ""
    return f"You will regularly speak with the public in this post, so you need {SPOKEN[language]} ({FLUENCY_DUTY})."


def _papers(opening: Opening) -> str:
    """Where to get the profile, and what the regulations have sent to anyone who asks."""
    paper, contact = opening.profile.settings.label("Job and person profile").lower(), opening.contact
    whom = ", ".join(filter(None, (contact.post, contact.email or contact.telephone)))
    if not opening.is_chief_officer:
        return f"Ask for the {paper}: {whom}."
    return (
        f"Ask for the {paper}, and the statement of duties, qualifications and qualities that the {STANDING_ORDERS} "
        f"require for a chief officer: {whom}."
    )


def not_said(file: RoleFile) -> tuple[Problem, ...]:
    """Told of a role that does not say what its advert would have to, or that there is nothing to say."""
    return tuple(
        Problem("not-said", f"The role does not say {what}: its advert cannot.", file.place(key), hint, "warning")
        for key, (what, hint) in NOT_SAID.items()
        if getattr(file.role, key) is None
    )


def missing(document: Document, needed: Sequence[Statement]) -> tuple[Statement, ...]:
    """Those statements that a document does not make: by their words, whatever stands around and between them."""
    said = _plain(" ".join(_words(document.blocks)))
    return tuple(statement for statement in needed if _plain(statement.text) not in said)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _words(blocks: Sequence[Block]) -> Iterator[str]:
    """What readers of every format see: not what a table's header row says, nor the words for a picture."""
    for block in blocks:
        if isinstance(block, Section):
            yield from _words(block.blocks)
        elif isinstance(block, Table):
            yield from (_seen(content) for row in block.rows for cell in row.cells for content in contents(cell.blocks))
        elif isinstance(block, Heading):
            yield _seen(block.content)
        else:
            yield from map(_seen, contents((block,)))


def _seen(content: tuple[Inline, ...]) -> str:
    return "".join(part.text for part in content if isinstance(part, Run))
