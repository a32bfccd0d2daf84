"""rolegen evaluation: does a changed role need evaluating again? The copy as evaluated, and the evaluators' pack."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as day
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rolegen.cli.completing import formats, grades
from rolegen.cli.flags import QuietFlag, RolesArgument, choice, here, targets
from rolegen.cli.screen import Screen, in_colour, show, width
from rolegen.problems import Problem, listed, shown, suggest

if TYPE_CHECKING:
    from rolegen.workspace import Target

FORMS = ("text", "md", "json")
FAILING: tuple[Literal["refer", "discuss"], ...] = ("refer", "discuss")
OF_A_COPY = ("reference", "date", "scheme", "grade", "evaluator", "revision")

FormatFlag = Annotated[str, typer.Option("--format", "-f", help="text, md or json.", autocompletion=formats(*FORMS))]
FailOnFlag = Annotated[
    str,
    typer.Option(
        metavar="OUTCOME", help="Fail where a role comes to this: refer, or discuss.", autocompletion=formats(*FAILING)
    ),
]
AsAtFlag = Annotated[str, typer.Option(metavar="DAY", help="The day to look at, as 2026-03-31; else today.")]
RulesFlag = Annotated[bool, typer.Option("--rules", help="List the rules: thresholds, reasons, sources.")]
RecordFlag = Annotated[bool, typer.Option("--record", help="Keep the role as it was evaluated.")]
ReferenceFlag = Annotated[str, typer.Option(help="With --record: the evaluation's reference.")]
DateFlag = Annotated[str, typer.Option(metavar="DAY", help="With --record: the day of the evaluation.")]
SchemeFlag = Annotated[str, typer.Option(help="With --record: the scheme, as Hay.")]
GradeFlag = Annotated[str, typer.Option(help="With --record: the grade it came to.", autocompletion=grades)]
EvaluatorFlag = Annotated[str, typer.Option(help="With --record: the organisation that evaluated.")]
RevisionFlag = Annotated[str, typer.Option(help="With --record: the git revision that was evaluated.")]
PackFlag = Annotated[Path | None, typer.Option(metavar="DIR", help="A folder to write the evaluators' pack to.")]
ForceFlag = Annotated[bool, typer.Option("--force", help="With --pack: overwrite a file that someone edited.")]


def evaluation(
    roles: RolesArgument = None,
    format: FormatFlag = "text",
    fail_on: FailOnFlag = "",
    as_at: AsAtFlag = "",
    rules: RulesFlag = False,
    record: RecordFlag = False,
    reference: ReferenceFlag = "",
    date: DateFlag = "",
    scheme: SchemeFlag = "",
    grade: GradeFlag = "",
    evaluator: EvaluatorFlag = "",
    revision: RevisionFlag = "",
    pack: PackFlag = None,
    force: ForceFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Say which roles have changed so much since their evaluation that they may need evaluating again.

    Each is compared with the copy kept of it as it was evaluated. rolegen computes no scores: people decide.

    rolegen evaluation

    rolegen evaluation director-finance --record --reference JE-0418 --date 2026-03-31

    rolegen evaluation director-finance --pack pack
    """
    screen, names = Screen(quiet), roles or []
    choice(screen, format, FORMS)
    facts = dict(zip(OF_A_COPY, (reference, date, scheme, grade, evaluator, revision), strict=True))
    wants = Wants(format, fail_on, as_at, rules=rules, record=record, pack=pack is not None)
    _refuse(screen, names, wants, [*(name for name, said in facts.items() if said)], force=force)
    if rules:
        _rules(screen, format)
    elif record:
        _record(screen, names, facts)
    elif pack is not None:
        _pack(screen, names, pack, as_at, force=force)
    else:
        _report(screen, names, wants)


@dataclass(frozen=True)
class Wants:
    """What else the user wants of the command, beside the roles."""

    format: str
    fail_on: str
    as_at: str
    rules: bool
    record: bool
    pack: bool

    @property
    def doing(self) -> tuple[str, ...]:
        """The flags by which the command does something else than report."""
        said = {"--rules": self.rules, "--record": self.record, "--pack": self.pack}
        return tuple(flag for flag, is_given in said.items() if is_given)

    @property
    def of_the_report(self) -> tuple[str, ...]:
        """The flags given that say how to report, but for those that go with what the command does."""
        said = {
            "--format": self.format != FORMS[0] and not self.rules,
            "--fail-on": bool(self.fail_on),
            "--as-at": bool(self.as_at) and not self.pack,
        }
        return tuple(flag for flag, is_given in said.items() if is_given)


def _refuse(screen: Screen, names: list[str], wants: Wants, of_a_copy: list[str], *, force: bool) -> None:
    """Ends where flags do not go with each other."""
    if of_a_copy and not wants.record:
        hint = "Add --record: it keeps the role as it was evaluated."
        screen.stop(Problem("usage", f"{_go([f'--{name}' for name in of_a_copy])} with --record.", hint=hint))
    if force and not wants.pack:
        screen.stop(Problem("usage", "--force goes with --pack.", hint="Nothing else here overwrites a file."))
    if len(wants.doing) > 1:
        screen.stop(Problem("usage", f"{listed(wants.doing)} are done one at a time.", hint="Keep one of them."))
    if wants.doing and wants.of_the_report:
        beside = " The day of the evaluation is --date." if wants.record and wants.as_at else ""
        hint = f"Leave {'it' if len(wants.of_the_report) == 1 else 'them'} out, or {wants.doing[0]}.{beside}"
        screen.stop(Problem("usage", f"{_go(wants.of_the_report)} with a report.", hint=hint))
    if wants.rules and names:
        screen.stop(Problem("usage", "The rules are the same for every role.", hint="Name none with --rules."))
    if wants.fail_on not in ("", *FAILING):
        message = f"--fail-on knows no outcome “{wants.fail_on}”."
        screen.stop(Problem("unknown-outcome", message, hint=suggest(wants.fail_on, FAILING)))


def _go(flags: Sequence[str]) -> str:
    return f"{listed(flags)} {'goes' if len(flags) == 1 else 'go'}"


def _day(screen: Screen, flag: str, said: str) -> day | None:
    """The day that a flag says; None where it says none."""
    from rolegen.fields import iso_day

    if not said:
        return None
    if found := iso_day(said):
        return found
    hint = f"Write year, month and day, as in {flag} 2026-03-31."
    return screen.stop(Problem("date", f"“{said}” is not a day that rolegen knows.", hint=hint))


def _rules(screen: Screen, format: str) -> None:
    """Shows the rules as they hold where the user stands."""
    from rolegen.evaluation.trigger import triggers
    from rolegen.telling import triggers as telling
    from rolegen.workspace import Reevaluation

    place = screen.need(here())
    known = screen.need(triggers(place))
    as_shipped = place.settings.model_copy(update={"reevaluation": Reevaluation()})
    shipped = screen.need(triggers(replace(place, settings=as_shipped, source=None)))
    if format == "text":
        show(telling.as_text(known, shipped, colour=in_colour(), width=width()))
    else:
        show(telling.as_json(known, shipped) if format == "json" else telling.as_markdown(known, shipped))


def _record(screen: Screen, names: list[str], facts: Mapping[str, str]) -> None:
    from rolegen.cli.recording import record
    from rolegen.evaluation.meant import Asked

    words = {name: said for name, said in facts.items() if name != "date"}
    record(screen, names, Asked(date=_day(screen, "--date", facts["date"]), **words))
    screen.finish()


def _pack(screen: Screen, names: list[str], folder: Path, as_at: str, *, force: bool) -> None:
    from rolegen.cli.packing import pack

    pack(screen, names, Path(os.path.abspath(folder)), _day(screen, "--as-at", as_at), force=force)
    screen.finish()


def _report(screen: Screen, names: list[str], wants: Wants) -> None:
    """Tells what the roles come to; a role that comes to what --fail-on says fails the command."""
    from rolegen.evaluation.report import report
    from rolegen.telling import evaluation as telling

    as_at = _day(screen, "--as-at", wants.as_at) or datetime.now().astimezone().date()
    target = _one_workspace(screen, names)
    made = report(target.workspace, target.roles, as_at, unnamed=_unnamed(target, names))
    screen.problems(made.problems)
    if made.value is None:
        screen.finish()
    if wants.format == "text":
        show(telling.as_text(made.value, colour=in_colour(), width=width()))
    else:
        show(telling.as_json(made.value) if wants.format == "json" else telling.as_markdown(made.value))
    if any(wants.fail_on == outcome and made.value.reaches(outcome) for outcome in FAILING):
        screen.fail()
    screen.finish()


def _one_workspace(screen: Screen, names: list[str]) -> Target:
    """The roles that are meant, which must be of one workspace: another has thresholds of its own."""
    found = screen.need(targets(names))
    if len(found) > 1:
        roots = listed([shown(target.workspace.root) for target in found])
        message = f"These roles are of several workspaces: {roots}."
        screen.stop(
            Problem("usage", message, hint="Name the roles of one at a time: each may have its own thresholds.")
        )
    return found[0]


def _unnamed(target: Target, names: list[str]) -> frozenset[Path]:
    """The role files that were found in a folder, and that no name on the command line means by itself."""
    own = [name for name in names if not os.path.isdir(name)]
    paths = {Path(os.path.abspath(name)) for name in own}
    return frozenset(path for path in target.roles if path not in paths and path.stem not in own)
