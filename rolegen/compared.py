"""Two sides → their comparison: which role is which, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from rolegen import build, files, templating, unchanged
from rolegen.build import Options, Workshop
from rolegen.comparison import Comparison, RoleChange, in_common, role_change
from rolegen.document import PAPERS, Document
from rolegen.problems import Checked, Place, Problem, failed
from rolegen.renaming import renamed
from rolegen.sides import File, Side
from rolegen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Match:
    """The names of a role on either side, "" where it does not stand there; `chosen` where the user paired them."""

    old: str
    new: str
    chosen: bool = False


def of_sides(old: Side, new: Side, options: Options) -> tuple[Comparison, tuple[Problem, ...]]:
    """What changed; a role that cannot be made on one side is told, and stops none of the others."""
    before, after = Maker(old, options), Maker(new, options)
    found = matches(before, after)
    same = unchanged.names(old, new)
    made = [(match, _role(before, after, match)) for match in found if match.old != match.new or match.new not in same]
    common, roles = in_common([role.value for _, role in made if role.value])
    lost = tuple(match.new or match.old for match, role in made if role.value is None)
    problems = dict.fromkeys(problem for _, role in made for problem in role.problems)
    return Comparison(old.said, new.said, len(found), common, roles, lost), tuple(problems)


class Maker:
    """Makes the documents of one side; the framework and template of each workspace are read once."""

    def __init__(self, side: Side, options: Options) -> None:
        self.side, self.options = side, options
        self._shops: dict[Path, Checked[Workshop]] = {}

    def document(self, name: str) -> Checked[Document]:
        """The document of a role, none for no name; or the errors in the way: warnings are for `check` to tell."""
        if not name:
            return Checked(None)
        file = self.side.files[name]
        made = self._of_role(file.path, file.workspace) if file.workspace else _of_word(file)
        errors = [problem for problem in made.problems if problem.severity == "error"]
        return Checked(made.value, self.side.told(errors))

    def _of_role(self, path: Path, place: Workspace) -> Checked[Document]:
        if place.root not in self._shops:
            self._shops[place.root] = build.prepare(place, self.options)
        shop = self._shops[place.root]
        if shop.value is None:
            return Checked(None, shop.problems)
        profile = build.role_profile(shop.value, path)
        if profile.value is None:
            return Checked(None, profile.problems)
        return templating.render(shop.value.template, profile.value)


def _of_word(file: File) -> Checked[Document]:
    from rolegen.performance.recognising import of_people
    from rolegen.word.reading import from_docx

    data = files.read(file.path)
    read = Checked(None, data.problems) if data.value is None else from_docx(data.value, file.path)
    if read.value and data.value and (made := of_people(read.value, data.value)):
        message = f"This is {PAPERS[made]}: what it says of people is confidential, so it is not compared."
        return failed("confidential", message, Place(file.path), "Word itself can compare two of them.")
    return read


def matches(before: Maker, after: Maker) -> tuple[Match, ...]:
    """Which role is which: by name, or renamed; where one file was meant on either side, these two are one role.

    Where one file was meant on one side only, no other role is looked at.
    """
    old, new = before.side, after.side
    if old.single and new.single:
        return (Match(next(iter(old.files)), next(iter(new.files)), chosen=True),)
    was = _renamed(before, after)
    stayed = [Match(was.get(name, name if name in old.files else ""), name) for name in new.files]
    gone = [Match(name, "") for name in old.files if name not in new.files and name not in was.values()]
    meant = [match for match in (*stayed, *gone) if (match.old or not old.single) and (match.new or not new.single)]
    return tuple(sorted(meant, key=lambda match: match.new or match.old))


def _renamed(before: Maker, after: Maker) -> dict[str, str]:
    """The new names of roles that are gone under their old ones."""
    gone = [name for name in before.side.files if name not in after.side.files]
    come = [name for name in after.side.files if name not in before.side.files]
    if not (gone and come):
        return {}
    olds = {name: made for name in gone if (made := before.document(name).value)}
    return renamed(olds, {name: made for name in come if (made := after.document(name).value)})


def _role(before: Maker, after: Maker, match: Match) -> Checked[RoleChange]:
    old, new = before.document(match.old), after.document(match.new)
    problems = (*old.problems, *new.problems)
    if (match.old and old.value is None) or (match.new and new.value is None):
        return Checked(None, problems)
    change = role_change(old.value, new.value, match.new or match.old, match.old if match.old != match.new else "")
    if change.kind == "renamed" and (match.chosen or _are_one(old.value, new.value)):
        change = replace(change, kind="changed")
    return Checked(change, problems)


def _are_one(old: Document | None, new: Document | None) -> bool:
    """Whether both documents say that they are the same role's, whatever their files are called."""
    roles = {document.facts.get("role", "") for document in (old, new) if document}
    return len(roles) == 1 and "" not in roles
