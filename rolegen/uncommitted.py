"""Words of a framework that git does not know under its version: they were changed before the version was frozen."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from rolegen import framework, git
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES, Framework
from rolegen.problems import Problem
from rolegen.versions import says_the_same

NOW = "HEAD"


def uncommitted(folder: Path, known: Framework) -> tuple[Problem, ...]:
    """A warning where the framework in a folder says something else than git has of the same version."""
    place = git.repository(folder).value if folder.is_dir() else None
    then = _committed(place) if place else None
    version = known.about.version
    if place is None or then is None or then.about.version != version or says_the_same(then, known):
        return ()
    message = f"Version {version} goes into the history with words that were not committed as version {version}."
    kept = f"{known.folder.name}/{framework.HISTORY}/{version}"
    hint = (
        f"Roles approved on {version} would get these words. If they are meant for the next version, put what git has "
        f"into {kept}: git show {NOW}:{place.prefix}{RESPONSIBILITIES}, and the same with {DESCRIPTORS}."
    )
    return (Problem("uncommitted", message, hint=hint, severity="warning"),)


def _committed(place: git.Repository) -> Framework | None:
    """The framework as it was committed last; none where it was not, or cannot be read."""
    moment = git.commit(place, NOW).value
    paths = [f"{place.prefix}{name}" for name in (DESCRIPTORS, RESPONSIBILITIES)]
    if moment is None or not moment.files.keys() >= {*paths}:
        return None
    with TemporaryDirectory(prefix="rolegen-", ignore_cleanup_errors=True) as scratch:
        laid_out = git.export(moment, paths, Path(scratch)).value
        return framework.load(laid_out / place.prefix).value if laid_out else None
