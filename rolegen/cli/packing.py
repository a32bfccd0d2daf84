"""rolegen evaluation ROLE --pack DIR: the submission that job evaluators ask for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rolegen.cli.flags import targets
from rolegen.cli.screen import Screen, line, show
from rolegen.problems import Problem, shown

NAME_ONE = "Name one: rolegen evaluation director-finance --pack pack."
NEXT_STEPS = """\
Next: open {request} and fill in what only people know; then look at the other papers and send the folder.
The decision is the evaluators'. Once it is there: rolegen evaluation {role} --record --reference … --date …"""


def pack(screen: Screen, names: list[str], folder: Path, as_at: date | None, *, force: bool) -> None:
    """Writes the pack of one role to a folder, and tells what became of each file."""
    from rolegen.evaluation.pack.making import REQUEST
    from rolegen.evaluation.pack.making import pack as make
    from rolegen.evaluation.pack.placing import place

    if len(names) != 1:
        screen.stop(Problem("usage", "A pack is made of one role at a time.", hint=NAME_ONE))
    found = [(target.workspace, path) for target in screen.need(targets(names)) for path in target.roles]
    if len(found) != 1:
        message = f"“{names[0]}” means {len(found)} roles, and a pack is made of one at a time."
        screen.stop(Problem("usage", message, hint=NAME_ONE))
    ((around, path),) = found
    made = screen.need(make(around, path, as_at))
    for target, verb in screen.need(place(made, folder, force=force)).items():
        if not screen.quiet:
            show(line(verb, shown(target)))
    screen.say(f"\nNo tracked changes: {made.why_no_redline}" if made.why_no_redline else "")
    screen.say(NEXT_STEPS.format(request=shown(folder / REQUEST), role=made.role))
