"""The criminal record check, against what the post does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from rolegen.lint.contract import RoleCheck, Said, Written
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Rule
from rolegen.lint.vocabulary import Heard, heard, vocabulary
from rolegen.role import Disclosure, Role
from rolegen.statutes import DESIGNATIONS

Group = Literal["children", "adults"]
GROUPS: tuple[Group, ...] = ("children", "adults")
# Statutory offices whose holder works for them, and the one that is over everything and is taken for none of it.
OFFICES: Mapping[str, tuple[Group, ...]] = {
    "director-of-childrens-services": ("children",),
    "director-of-adult-social-services": ("adults",),
    "director-of-public-health": GROUPS,
}
HEAD = "head-of-paid-service"
QUALIFIED = frozenset({"monitoring-officer", "chief-finance-officer"})  # lawyers and accountants, as a rule
OTHER, *SERVICES = (
    "other services", "services for children", "services for adults at risk", "services for children or adults at risk",
)  # fmt: skip
WITH: Mapping[Group, str] = {"children": "children", "adults": "adults at risk"}
ENHANCED = (
    "Where the post is eligible for an enhanced check: dbs: {level: enhanced}. Where it needs none: {level: none}."
)
OWN_WORK = "or say in the duties what work with {} the post has."


def dbs_duties(written: Written, rule: Rule) -> Iterator[Said]:
    """A check that is not spoken of though the duties ask for it, or that no duty makes the post eligible for."""
    role, values = written.file.role, written.file.source.value
    if role.dbs is None:
        if isinstance(values, dict) and values.get("dbs") is None:
            yield from _missing(written, rule)
    elif role.dbs.level in ("standard", "enhanced") and (role.accountabilities or role.purpose or role.service_areas):
        yield from _too_much(role, role.dbs, written, rule)


def _missing(written: Written, rule: Rule) -> Iterator[Said]:
    """A file without a word on it, where the plainest signs say that there is a question."""
    statutory = written.file.role.statutory
    for n, name in enumerate(statutory):
        if len(OFFICES.get(name, ())) == 1:
            office = DESIGNATIONS[name].split(",")[0]
            message = f"The {office} may need an enhanced criminal record check, and this file says nothing of one."
            yield Said(message, ("statutory", n), ENHANCED, office)
            return
    if sign := None if HEAD in statutory else _sign(written, rule):
        passage, words = sign
        named = " ".join(passage.text[words.start : words.end].split())
        message = (
            f"“{named}”: for {SERVICES[words.which]} a criminal record check may be needed, and this file says "
            "nothing of one."
        )
        yield Said(message, passage.keys, passage=passage, hit=Hit(words.start, words.end, message, ENHANCED))


def _sign(written: Written, rule: Rule) -> tuple[Passage, Heard] | None:
    """Such a service in the title or among the service areas; else in several accountabilities."""
    own = [passage for passage in written.passages if passage.kind in ("title", "service", "purpose", "accountability")]
    if all(passage.kind == "title" for passage in own):
        return None
    named = [(passage, words) for passage in own if (words := _service(passage.text, rule))]
    in_duties = [one for one in named if one[0].kind in ("purpose", "accountability")]
    first = next((one for one in named if one[0].kind in ("title", "service")), None)
    return first or (in_duties[0] if len(in_duties) > rule.most else None)


def _service(text: str, rule: Rule) -> Heard | None:
    """What a text calls such a service; nothing where it is of another trade, as “Children's services finance”."""
    lists = rule.file.lists
    found = heard(vocabulary(*(lists[name] for name in SERVICES)), text)
    is_other = found and heard(vocabulary((*lists[OTHER], *rule.allow)), text)
    return found[0] if found and not is_other else None


def _too_much(role: Role, dbs: Disclosure, written: Written, rule: Rule) -> Iterator[Said]:
    """A check that the law allows for such duties alone, and none of them in the file."""
    about = {group for group in GROUPS if _is_about(group, written, rule)}
    if dbs.level == "standard" and not about and not _is_excepted(role, written, rule):
        message = (
            "A standard check may be asked for only where the law lists the post, and this file names no such "
            "profession and no work with children or adults at risk."
        )
        yield Said(message, ("dbs", "level"), f"Write dbs: {{level: basic}}, {OWN_WORK.format('them')}", "standard")
    elif dbs.level == "enhanced" and not about:
        message = (
            "An enhanced check may be asked for only where the law lists the post, and this file names no work with "
            "children or adults at risk."
        )
        yield Said(message, ("dbs", "level"), f"Write dbs: {{level: basic}}, {OWN_WORK.format('them')}", "enhanced")
    else:
        yield from _too_many_lists(dbs, about)


def _too_many_lists(dbs: Disclosure, about: set[Group]) -> Iterator[Said]:
    for n, group in enumerate(dbs.barred_lists):
        if group not in about:
            message = (
                f"The barred list for {group} may be checked only for regulated activity with {WITH[group]}, and this "
                f"file names no work with them."
            )
            hint = f"Take {group} out of barred_lists, {OWN_WORK.format(WITH[group])}"
            yield Said(message, ("dbs", "barred_lists", n), hint, f"barred list {group}")


def _is_about(group: Group, written: Written, rule: Rule) -> bool:
    """Whether anything in a file may be work with children, or with adults at risk: a generous reading."""
    if any(group in OFFICES.get(name, ()) for name in written.file.role.statutory):
        return True
    known = vocabulary(rule.file.lists["not about them"], (*rule.file.lists[f"about {group}"], *rule.allow))
    return any(words.which == 1 for passage in written.passages for words in heard(known, passage.text))


def _is_excepted(role: Role, written: Written, rule: Rule) -> bool:
    """Whether a file names a profession that the law lists."""
    known = vocabulary(rule.file.lists["excepted professions"])
    return not QUALIFIED.isdisjoint(role.statutory) or any(heard(known, one.text) for one in written.passages)


OF_A_ROLE: Mapping[str, RoleCheck] = {"dbs-duties": dbs_duties}
