"""What the rules find in a workspace, less what a remark allows and what the baseline knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rolegen.framework import Framework
from rolegen.lint.allowed import Allowed
from rolegen.lint.baseline import Baseline
from rolegen.lint.checks import ELSEWHERE
from rolegen.lint.finding import Finding, mark
from rolegen.lint.linter import Linter
from rolegen.lint.rule import Rule
from rolegen.problems import Problem
from rolegen.role import RoleFile, parse_role
from rolegen.source import Source, parse


class Told:
    """Asks the rules of one thing after another; `findings` are those that are told, `held` how many others there are.

    `looked_at` are the files whose findings are complete.
    """

    def __init__(
        self, rules: Mapping[str, Rule], framework: Framework, paths: Mapping[str, Path], baseline: Baseline
    ) -> None:
        self.rules, self.framework, self.paths, self.baseline = rules, framework, paths, baseline
        self.linter = Linter(rules, framework, paths)
        self.allowed = Allowed(rules)
        self.findings: list[Finding] = []
        self.held = 0
        self.looked_at: dict[Path, None] = {}

    def shared(self, settings: Source | None) -> Iterator[Problem]:
        """What is wrong in the wording that all roles share."""
        for source in (self.framework.descriptors, self.framework.source, settings):
            if source:
                self._begin(source)
        yield from self._told(self.linter.shared(settings))

    def begin(self, file: RoleFile) -> None:
        """Reads what a role file allows, before anything of it is told."""
        self.looked_at[file.source.path] = None
        if not file.role.is_gone:
            self.allowed.read(file.source)

    def role(self, file: RoleFile) -> Iterator[Problem]:
        """What is wrong in a role's own words."""
        yield from self._told(self.linter.role(file))

    def elsewhere(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Problems told where something is read: those that are a rule's too, as the rule holds here."""
        for problem in problems:
            rule = self.rules.get(problem.rule) if problem.rule in ELSEWHERE else None
            if rule is None or rule.file.always or problem.place is None:
                yield problem
            elif rule.severity != "off":
                severity = problem.severity if rule.severity == rule.file.severity else rule.severity
                finding = Finding(replace(problem, severity=severity), "", mark=mark("", (), problem.message))
                yield from self._told([finding])

    def across(self) -> Iterator[Problem]:
        """What only all roles together show; and remarks that allow nothing because of how they are written."""
        yield from self._told(self.linter.across())
        yield from self.allowed.problems

    def unneeded(self, *, whole: bool) -> Iterator[Problem]:
        """Remarks, and lines of the baseline, that nothing has needed; `whole`: every role has been looked at."""
        yield from self.allowed.unused()
        yield from self.baseline.done_with(self.looked_at, whole=whole)

    def again(self, path: Path, data: bytes, settings: Path | None) -> tuple[Finding, ...]:
        """What would be told of a file if it held these bytes, roles beside each other apart."""
        source, known = parse(data, path).value, self.framework
        if source is None:
            return ()
        afresh = Told(self.rules, _with(known, source), self.paths, self.baseline.part(path))
        if path in (known.descriptors.path, known.source.path, settings):
            tuple(afresh.shared(source if path == settings else None))
        elif file := parse_role(data, path).value:
            afresh.linter = self.linter  # which has its lists of words ready
            afresh.begin(file)
            tuple(afresh.role(file))
        return tuple(one for one in afresh.findings if one.problem.place and one.problem.place.path == path)

    def _begin(self, source: Source) -> None:
        self.looked_at[source.path] = None
        self.allowed.read(source)

    def _told(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        for finding in findings:
            if self.allowed.allows(finding):
                continue
            if not self.always(finding) and self.baseline.holds(finding):
                self.held += 1
                continue
            self.findings.append(finding)
            yield finding.problem

    def always(self, finding: Finding) -> bool:
        """Whether nothing silences a finding."""
        return self.rules[finding.problem.rule].file.always


def _with(framework: Framework, source: Source) -> Framework:
    """The framework with the source of one of its files in place of the one that it was read from."""
    if source.path == framework.source.path:
        return replace(framework, source=source)
    return replace(framework, descriptors=source) if source.path == framework.descriptors.path else framework
