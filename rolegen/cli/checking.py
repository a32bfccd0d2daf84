"""rolegen check: framework and roles, and the approved wording in Word files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.completing import formats, role_ids, rule_ids
from rolegen.cli.flags import FrameworkFlag, QuietFlag, TemplateFlag, build_options, choice, of_profiles, targets
from rolegen.cli.ruling import hold_back, mend, read_rules
from rolegen.cli.screen import Screen, count, in_colour, show, width
from rolegen.problems import Problem, listed

if TYPE_CHECKING:
    from rolegen.approval.audit import Audited
    from rolegen.build import Options
    from rolegen.inspection import Findings
    from rolegen.lint.finding import Finding
    from rolegen.lint.told import Told

FORMS = ("text", "json", "csv", "github")
MOST_NAMED = 6  # rules in the summary
MANY = 30  # findings, from which on it says how to go on


NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="Role files, vacancies, Word files, folders of them, ids. None: all here.", autocompletion=role_ids
    ),
]
FormatFlag = Annotated[
    str,
    typer.Option(
        "--format", "-f", help="text, json, csv (Word files), github, md (--rules).", autocompletion=formats(*FORMS)
    ),
]
StrictFlag = Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")]
RulesFlag = Annotated[bool, typer.Option("--rules", help="List the rules on wording, law and framework.")]
ExplainFlag = Annotated[
    str, typer.Option(metavar="RULE", help="Why there is a rule, and better wording.", autocompletion=rule_ids)
]
FixFlag = Annotated[bool, typer.Option("--fix", help="Mend what is certain, such as spelling.")]
DiffFlag = Annotated[bool, typer.Option("--diff", help="Show what --fix would write; write nothing.")]
WriteFlag = Annotated[bool, typer.Option("--write-baseline", help="From now on tell only what is found anew.")]
AnewFlag = Annotated[bool, typer.Option("--no-baseline", help="Tell what the baseline knows too.")]


def check(
    files: NamesArgument = None,
    template: TemplateFlag = "profile",
    framework: FrameworkFlag = "",
    format: FormatFlag = "text",
    strict: StrictFlag = False,
    rules: RulesFlag = False,
    explain: ExplainFlag = "",
    fix: FixFlag = False,
    diff: DiffFlag = False,
    write_baseline: WriteFlag = False,
    no_baseline: AnewFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Find every problem in framework, roles, wording, templates and house style; writes only if asked to.

    Of a Word file: is the approved wording in it still the framework's? What was altered, removed, added or moved?

    rolegen check

    rolegen check --explain long-sentence

    rolegen check profiles --format csv > audit.csv
    """
    if rules or explain:
        read_rules(Screen(quiet), explain, format)
        return
    screen = Screen(quiet, choice(Screen(quiet), format, FORMS))
    of_profiles(screen, template)
    options = build_options(screen, None, "", template, framework)
    _check(screen, files or [], options, Wants(strict, fix, diff, write_baseline, no_baseline))


@dataclass(frozen=True)
class Wants:
    """What else the user wants of a check."""

    strict: bool
    fix: bool
    diff: bool
    write_baseline: bool
    no_baseline: bool

    @property
    def writes(self) -> bool:
        """Whether it makes changes, or shows some, that belong to YAML files."""
        return self.fix or self.diff or self.write_baseline


def _check(screen: Screen, names: list[str], options: Options, wants: Wants) -> None:
    from rolegen.approval import audit
    from rolegen.performance import objectives
    from rolegen.recruitment.asked import told_apart

    shared, others = objectives.told_apart(names)
    vacancies, others = told_apart(others, Path.cwd())
    meant = audit.asked(others, Path.cwd())
    if meant.value and meant.value.words and screen.form == "json":
        screen.files = []
    asked = screen.need(meant)
    of_roles = bool(asked.roles or not (asked.words or vacancies or shared))
    _refuse(screen, wants, options.framework, of_roles=of_roles, of_words=bool(asked.words) and not vacancies)
    if of_roles:
        _roles(screen, asked.roles, options, wants)
    if vacancies:
        _vacancies(screen, vacancies, options, strict=wants.strict)
    for path in shared:
        _objectives(screen, path, strict=wants.strict)
    if asked.words:
        _word_files(screen, asked.words, options, strict=wants.strict)
    screen.finish()


def _refuse(screen: Screen, wants: Wants, framework: str, *, of_roles: bool, of_words: bool) -> None:
    """Ends where flags do not go with each other or with what is asked for."""
    if screen.form == "csv" and (of_roles or not of_words):
        screen.stop(Problem("usage", "The format csv is an audit of Word files.", hint="Name Word files alone."))
    if wants.fix and wants.diff:
        screen.stop(Problem("usage", "--fix writes, --diff only shows.", hint="Keep one of them."))
    if wants.write_baseline and (wants.no_baseline or wants.fix or wants.diff):
        screen.stop(Problem("usage", "--write-baseline stands alone.", hint="Mend first, then write the baseline."))
    if (wants.fix or wants.diff) and screen.form != "text":
        screen.stop(Problem("usage", "--fix and --diff show a diff, which is text.", hint="Leave --format out."))
    if wants.writes and framework:
        screen.stop(Problem("usage", "--framework goes with a check that only looks.", hint="Leave it out."))
    if wants.writes and not of_roles:
        what = "Word files are" if of_words else "Vacancies and shared objectives are"
        screen.stop(Problem("usage", f"{what} only looked at.", hint="Name role files, or none for all."))


def _roles(screen: Screen, names: tuple[str, ...], options: Options, wants: Wants) -> None:
    from rolegen.inspection import inspect
    from rolegen.workspace import find, is_root

    whole = all(os.path.isdir(name) and is_root(Path(name)) for name in names)  # no name is the workspace around
    for target in screen.need(targets(list(names), roles_needed=False)):
        place, roles = target.workspace, target.roles
        anew = wants.no_baseline or wants.write_baseline
        found = inspect(place, roles, options, anew=anew, vacancies=whole)
        if wants.write_baseline:
            hold_back(screen, place, found)
        elif wants.fix or wants.diff:
            mend(screen, place, roles, found, write=wants.fix)
        if wants.write_baseline or wants.fix:  # what is left
            place = screen.need(find(place.root))
            found = inspect(place, roles, options, anew=wants.no_baseline, vacancies=whole)
        screen.problems(found.problems)
        if wants.strict and found.count("warning"):
            screen.fail()
        _sum_up(screen, found)


def _objectives(screen: Screen, path: Path, *, strict: bool) -> None:
    from rolegen.performance.objectives import read
    from rolegen.workspace import find

    _told(screen, read(path, screen.need(find(path.parent))).problems, "1 file of shared objectives", strict=strict)


def _told(screen: Screen, problems: tuple[Problem, ...], looked_at: str, *, strict: bool) -> None:
    found = Counter(problem.severity for problem in problems)
    screen.problems(problems)
    if strict and found["warning"]:
        screen.fail()
    screen.say(f"{looked_at} checked: {count(found['error'], 'error')}, {count(found['warning'], 'warning')}.")


def _vacancies(screen: Screen, names: list[str], options: Options, *, strict: bool) -> None:
    from rolegen.recruitment import asked, vacancies

    for target in screen.need(asked.targets(names, Path.cwd())):
        problems = vacancies.check(target.workspace, target.roles, options)
        _told(screen, problems, count(len(target.roles), "vacancy", "vacancies"), strict=strict)


def _sum_up(screen: Screen, found: Findings) -> None:
    """How much was looked at, what was found, and what was not told."""
    errors, warnings = count(found.count("error"), "error"), count(found.count("warning"), "warning")
    vacancies = f"{count(found.vacancies, 'vacancy', 'vacancies')}, " if found.vacancies else ""
    screen.say(
        f"{count(found.roles, 'role')}, {vacancies}{count(found.levels, 'level')} and {count(found.clauses, 'clause')} "
        f"checked: {errors}, {warnings}."
    )
    if found.told and found.told.held:
        from rolegen.lint.baseline import FILE

        screen.say(f"{FILE} holds {count(found.told.held, 'older finding')} back.")
    if found.told and found.told.findings:
        _by_rule(screen, found.told.findings)
        screen.say(" ".join(_next(found.told)))


def _by_rule(screen: Screen, findings: list[Finding]) -> None:
    """How often each rule was told, what is most severe first."""
    for severity, name in (("error", "Errors"), ("warning", "Warnings"), ("note", "Notes")):
        counts = Counter(one.problem.rule for one in findings if one.problem.severity == severity)
        named = [f"{rule} {number:,}" for rule, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
        more = [f"{len(named) - MOST_NAMED} more rules"] if len(named) > MOST_NAMED + 1 else []
        if named:
            screen.say(f"{name} by rule: {listed([*named[:MOST_NAMED], *more] if more else named)}.")


def _next(told: Told) -> Iterator[str]:
    """What a reader may do about it: nobody reads hundreds of findings on the first day."""
    yield "rolegen check --explain RULE tells why."
    if any(one.hit and one.hit.mend is not None for one in told.findings):
        yield "--fix mends what is certain in drafts and shared wording; --diff shows it first."
    if len(told.findings) > MANY and not told.held:
        first = "mend the errors, then " if any(one.problem.severity == "error" for one in told.findings) else ""
        yield f"To be told only of what is new from now on: {first}rolegen check --write-baseline."


def _word_files(screen: Screen, paths: tuple[Path, ...], options: Options, *, strict: bool) -> None:
    """Tells of each Word file as it is looked at; for a spreadsheet, of all of them together."""
    from rolegen.approval.audit import Auditor
    from rolegen.telling import approval

    auditor = Auditor(options, Path.cwd())
    files = []
    for path in paths:
        files.append(audited := auditor.audit(path))
        _tell(screen, audited)
        if not audited.in_order or (strict and any(note.severity == "warning" for note in audited.notes)):
            screen.fail()
    if screen.form == "csv":
        show(approval.as_csv(files))
    screen.say(approval.summary(files))


def _tell(screen: Screen, audited: Audited) -> None:
    from rolegen.telling import approval

    if screen.files is not None:
        screen.files.append(approval.as_value(audited))
    elif screen.form == "github":
        screen.problems(approval.as_problems(audited))
    elif screen.form == "text":
        screen.problems(audited.problems)
        if audited.examination and not (screen.quiet and audited.in_order):
            show(approval.as_text(audited, colour=in_colour(), width=width()))
