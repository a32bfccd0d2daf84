"""Whom a post reports to, as someone types it into a Word file: the title of a role or level stands for its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rolegen.framework import Framework, looks_like_id
from rolegen.marks import spoken
from rolegen.problems import Checked, failed, suggest
from rolegen.role import GONE
from rolegen.source import read

TITLE = frozenset({"title", "status"})


def superior(words: str, paths: Iterable[Path], framework: Framework, own: str) -> Checked[str]:
    """What “reports_to” is to say for these words: a role's id, else a level's, else the words.

    `paths` are the roles of the workspace, `own` the id of the one that reports.
    """
    files = [path for path in paths if path.stem != own]
    known = list(dict.fromkeys([*(path.stem for path in files), *(level.id for level in framework.levels)]))
    if words in known:
        return Checked(words)
    roles = list(dict.fromkeys(path.stem for path in titled(words, files)))
    if len(roles) > 1:
        hint = f"Write in the role file which one is meant: reports_to: {roles[0]}."
        return failed("two-roles", f"Reports to: {_and(roles)} are both called “{words}”.", hint=hint)
    levels = [level.id for level in framework.levels if _plain(level.title) == _plain(words)]
    if found := [*roles, *levels]:
        return Checked(found[0])
    if looks_like_id(words):
        hint = f"{suggest(words, known)} If these are plain words, begin them with a capital letter."
        return failed("unknown-role", f"Reports to: there is no role or level “{words}”.", hint=hint)
    return Checked(words)


def titled(words: str, files: Iterable[Path]) -> Iterator[Path]:
    """The files of roles that have this title and still stand."""
    for path in files:
        source = read(path, until=TITLE).value
        values = source.value if source and isinstance(source.value, dict) else {}
        title, status = values.get("title"), values.get("status")
        if isinstance(title, str) and _plain(title) == _plain(words) and status not in GONE:
            yield path


def _plain(title: str) -> str:
    return spoken(title).casefold()


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
