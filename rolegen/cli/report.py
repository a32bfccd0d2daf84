"""What a build tells as it goes: a line a file, or a bar on a terminal; then a summary."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rolegen.cli.screen import Screen, line, width

if TYPE_CHECKING:
    from rolegen.build import Made
    from rolegen.delivery import Outcome

MANY = 20  # roles; fewer are done before a bar could be read
WIDEST, AROUND = 36, 30  # columns: of the bar, and of what stands on either side of it
WHY = {"wording": "wording", "version": "only the version line", "look": "only the look"}
COUNTED = {"would create": "to create", "would update": "to update"}
VERBS = ("would create", "would update", "created", "updated", "unchanged", "skipped", "failed")


class Report:
    """Tells what became of each file of a build, and counts; a bar takes the place of the lines on a terminal.

    `keeping` holds on to what differs in each file, for --diff; ten thousand files would have much to hold.
    `failing` is for --exit-code.
    """

    def __init__(self, screen: Screen, *, checking: bool, keeping: bool = False, failing: bool = False) -> None:
        self.screen, self.checking, self.keeping, self.failing = screen, checking, keeping, failing
        self._counts: Counter[str] = Counter()
        self._started = time.perf_counter()
        self.profiles = 0
        self.differing: list[Outcome] = []
        self._late: list[Outcome] = []
        self._shown = ExitStack()
        self._bar: Any = None

    def expects(self, roles: int) -> None:
        """Shows a bar where there is a terminal and enough to do."""
        if roles > MANY and sys.stderr.isatty() and not self.screen.quiet:
            bar = typer.progressbar(
                length=roles, file=sys.stderr, label="Profiles", width=max(min(width() - AROUND, WIDEST), 1)
            )
            self._bar = self._shown.enter_context(bar)

    def hide(self) -> None:
        """Ends the bar, which hides the cursor while it runs, and tells what it kept from being told."""
        self._shown.close()
        for outcome in self._late:
            self._tell(outcome)
        self._late.clear()

    def role(self, outcomes: tuple[Outcome, ...]) -> None:
        """What became of the files of one role."""
        self.profiles += 1
        for outcome in outcomes:
            self.outcome(outcome)
        if self._bar:
            self._bar.update(1)

    def outcome(self, outcome: Outcome) -> None:
        """What became of one file."""
        self._counts[outcome.verb] += 1
        if self.keeping and outcome.verb not in ("unchanged", "skipped"):
            self.differing.append(outcome)
        if outcome.verb.startswith("would") or (self.failing and outcome.verb in ("created", "updated")):
            self.screen.fail()
        if self._bar and sys.stdout.isatty():
            if outcome.problems or outcome.verb not in ("created", "updated", "unchanged"):
                self._late.append(outcome)
        else:
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        failed = outcome.verb == "failed"
        silent = self.screen.quiet or (self.checking and outcome.verb == "unchanged")
        if failed or not silent:
            why = f" ({WHY[outcome.stale.why]})" if outcome.stale else ""
            print(line(outcome.verb, f"{outcome.path}{why}"), file=sys.stderr if failed else sys.stdout, flush=True)
        self.screen.problems(outcome.problems)

    def summary(self, *, stopped: bool = False) -> None:
        """How many files met which fate, and how long it took; of one file all is said, unless the user stopped it."""
        self.hide()
        counts = [f"{self._counts[verb]:,} {COUNTED.get(verb, verb)}" for verb in VERBS if self._counts[verb]]
        took = f"{time.perf_counter() - self._started:.1f} s: {', '.join(counts) or 'no file'}"
        if stopped:
            self.screen.say(f"Stopped after {took}. Every file is whole; build again for the rest.")
        elif self._counts.total() > 1:
            self.screen.say(f"Done in {took}.")


def write(screen: Screen, made: Made, folder: Path, *, force: bool) -> None:
    """Writes files that belong together to a folder, and tells what became of each."""
    from rolegen import files
    from rolegen.build import Options
    from rolegen.delivery import deliver

    screen.need(made)
    files.sweep(folder)
    report = Report(screen, checking=False)
    for outcomes in deliver([made], [folder], Options(force=force)):
        report.role(outcomes)
