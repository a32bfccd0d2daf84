"""What the law says of senior posts in local government: designations, political restriction, qualifications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rolegen.lint.contract import AcrossCheck, OfSeat, RoleCheck, Said, Seat, Seats, Written
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Rule
from rolegen.lint.vocabulary import Heard, heard, vocabulary
from rolegen.problems import listed
from rolegen.statutes import DESIGNATIONS

ACT = "Local Government and Housing Act 1989, section"
HEAD, STATUTORY, CHIEF, DEPUTY = "2(1)(a)", "2(6)", "2(7)", "2(8)"  # of the act: who is which officer
OFFICES: Mapping[str, str] = {name: words.split(",")[0] for name, words in DESIGNATIONS.items()}


def designations_combined(written: Written, rule: Rule) -> Iterator[Said]:
    """Designations that one person may not hold together, told at the later of the two."""
    held: tuple[str, ...] = written.file.role.statutory
    for law, (one, *others) in rule.file.lists.items():
        for both in ({one, other} for other in others if one in held and other in held):
            names = [OFFICES[name] for name in dict.fromkeys(held) if name in both]
            message = f"One post may not be both {listed(names)} ({law})."
            yield Said(message, ("statutory", max(map(held.index, both))), rule.file.hint or "", listed(names))


def accountancy_qualification(written: Written, rule: Rule) -> Iterator[Said]:
    """A chief finance officer whose person profile asks for no accountancy qualification, or only as desirable."""
    criteria = [passage for passage in written.passages if passage.kind == "criterion"]
    if "chief-finance-officer" not in written.file.role.statutory or not criteria:
        return
    naming = [*_naming(criteria, rule)]
    if not naming:
        message = (
            "The law requires a chief finance officer to be a member of one of the accountancy bodies that it names "
            "(Local Government Finance Act 1988, section 113); no criterion asks for that."
        )
        yield Said(message, ("person_profile",), rule.file.hint or "")
    elif all(passage.importance == "desirable" for passage, _ in naming):
        passage, words = naming[0]
        message = (
            "The accountancy qualification is only desirable here; the law requires it of a chief finance officer "
            "(Local Government Finance Act 1988, section 113)."
        )
        hit = Hit(words.start, words.end, message, "Write importance: essential.")
        yield Said(message, passage.keys, passage=passage, hit=hit)


def _naming(criteria: Iterable[Passage], rule: Rule) -> Iterator[tuple[Passage, Heard]]:
    """The criteria that name the qualification, with the words; up to the first that is not desirable only."""
    wanted = vocabulary((*rule.file.lists["qualification"], *rule.allow))
    for passage in sorted(criteria, key=lambda one: one.category != "qualifications"):
        if found := heard(wanted, passage.text):
            yield passage, found[0]
            if passage.importance != "desirable":
                return


class Basis(NamedTuple):
    """Why a post is restricted: the subsection, the words for the role file, the key that shows it, the reason."""

    section: str
    words: str
    key: str
    reason: str


def political_restriction(seats: Seats, rule: Rule) -> Iterator[OfSeat]:
    """Posts that the law restricts, whose file does not call them specified."""
    for seat in (seats.known[name] for name in seats.asked):
        basis = None if seat.restricted in ("specified", "unclear") else _basis(seat, seats, rule)
        if basis is None:
            continue
        said = {"no": ", but the file says that it is not", "sensitive": ", not a sensitive one"}
        state = "a specified post" if seat.restricted == "sensitive" else "politically restricted"
        tail = said.get(seat.restricted, ", and the file does not say so")
        message = f"{basis.reason}, so it is {state} ({ACT} {basis.section}){tail}."
        key = "politically_restricted" if seat.restricted else basis.key
        yield OfSeat(seat, key, message, _way(basis, seat), softer=seat.restricted == "sensitive")


def _way(basis: Basis, seat: Seat) -> str:
    """The YAML to write, and what else may be so."""
    way = f"Write politically_restricted: {{status: specified, basis: {basis.words}}}."
    if seat.restricted == "sensitive":
        return f"{way} Only the holder of a sensitive post may ask to be exempt (section 3)."
    if basis.section in (CHIEF, DEPUTY):
        reason = "# rolegen: allow political-restriction: support post, section 2(9)"
        return f"{way} If its duties are only secretarial, clerical or support: {reason}."
    return way


def _basis(seat: Seat, seats: Seats, rule: Rule) -> Basis | None:
    """Why a post is restricted: what it is designated as, else whom it reports to, where that is a role that is known.

    A line to a level, or in plain words, shows nobody's designation.
    """
    if own := _designated(seat, rule):
        section, words, name = own
        return Basis(section, words, "statutory", f"This post is the {OFFICES[name]}")
    superior = seats.known.get(seat.reports_to)
    if superior is None or superior is seat or is_support(seat.title, rule):
        return None
    if _is_head(superior, rule):
        reason = f"This post reports to the head of the paid service, “{superior.title}”"
        return Basis(CHIEF, "non-statutory chief officer", "reports_to", reason)
    over = _designated(superior, rule)
    above = seats.known.get(superior.reports_to)
    if (over and over[0] == STATUTORY) or (above and _is_head(above, rule) and not is_support(superior.title, rule)):
        reason = f"This post reports to a chief officer, “{superior.title}”"
        return Basis(DEPUTY, "deputy chief officer", "reports_to", reason)
    return None


def _designated(seat: Seat, rule: Rule) -> tuple[str, str, str] | None:
    """The subsection, the basis and the designation that restrict a post by themselves."""
    for section, (words, *names) in _sections(rule):
        for name in seat.statutory:
            if name in names:
                return section, words, name
    return None


def _sections(rule: Rule) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((section, names) for section, names in rule.file.lists.items() if section != "support")


def _is_head(seat: Seat, rule: Rule) -> bool:
    return not set(rule.file.lists[HEAD]).isdisjoint(seat.statutory)


def is_support(title: str, rule: Rule) -> bool:
    """Whether a title is that of a post which only supports others."""
    return bool(heard(vocabulary((*rule.file.lists["support"], *rule.allow)), title))


OF_A_ROLE: Mapping[str, RoleCheck] = {
    "designations-combined": designations_combined,
    "accountancy-qualification": accountancy_qualification,
}
ACROSS: Mapping[str, AcrossCheck] = {"political-restriction": political_restriction}
