"""What rolegen check does with its rules beside telling: explain them, mend what they find, hold it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rolegen.cli.flags import choice, here
from rolegen.cli.screen import Screen, count, in_colour, line, show, width
from rolegen.problems import Problem, shown, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from rolegen.inspection import Findings
    from rolegen.workspace import Workspace


def read_rules(screen: Screen, name: str, format: str) -> None:
    """Shows the rules as they hold where the user stands: all, or the one of a name."""
    import json

    from rolegen.lint.rule import rules
    from rolegen.telling.rules import as_list, as_markdown, as_value, explained

    choice(screen, format, ("text", "json") if name else ("text", "md", "json"))
    known = rules(screen.need(here())).value or {}
    if name and name not in known:
        message, hint = f"rolegen has no rule “{name}”.", f"{suggest(name, known)} To see all: rolegen check --rules."
        screen.stop(Problem("unknown-rule", message, hint=hint))
    if format == "json":
        values = [as_value(rule) for _, rule in sorted(known.items())]
        show(json.dumps(as_value(known[name]) if name else values, ensure_ascii=False, indent=2))
    elif format == "md":
        show(as_markdown(known))
    elif name:
        show(explained(known[name], colour=in_colour(), width=width()))
    else:
        show(as_list(known, colour=in_colour(), width=width()))


def mend(screen: Screen, place: Workspace, roles: tuple[Path, ...], found: Findings, *, write: bool) -> None:
    """Mends what may be mended, or shows how it would; what all roles share only where all of them were asked for."""
    from rolegen.lint.approved import without_approved
    from rolegen.lint.mending import mended
    from rolegen.telling.diff import coloured

    told = found.told
    if told is None:
        return
    settings = place.source.path if place.source else None
    is_whole = set(roles) >= set(place.role_files())
    meant = [one for one in told.findings if is_whole or (one.problem.place and one.problem.place.path in roles)]
    certain, notes = without_approved(meant, told.framework, place)
    made = mended(certain, lambda path, data: told.again(path, data, settings))
    for row in coloured(made.diff(), colour=in_colour()):
        show(row)
    unwritten = made.write() if write else ()
    screen.problems((*unwritten, *notes, *made.problems))
    number = len(made.after) - len(unwritten)
    how_many = count(number, "file") if number else "No file"
    screen.say(f"{how_many} {'mended' if write else 'to mend'}.")


def hold_back(screen: Screen, place: Workspace, found: Findings) -> None:
    """Writes the baseline: what is found now is told no more."""
    from rolegen import files
    from rolegen.lint import baseline

    if found.told is None:
        return
    path = place.root / baseline.FILE
    before = baseline.read(place.root).value or baseline.Baseline(place.root)
    data = before.renewed((one for one in found.told.findings if not found.told.always(one)), found.told.looked_at)
    if data.count(b"\n") == 1 and not path.exists():
        screen.say("There is nothing to hold back.")
        return
    verb = screen.need(files.write(path, data))
    screen.say(line(verb, shown(path)))
