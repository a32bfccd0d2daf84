"""Real git repositories for tests, which know nothing of the settings of whoever runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

GIT = shutil.which("git") or ""
NEEDS_GIT = pytest.mark.skipif(not GIT, reason="git is not installed")
IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A Clerk",
    "GIT_AUTHOR_EMAIL": "clerk@example.org",
    "GIT_COMMITTER_NAME": "A Clerk",
    "GIT_COMMITTER_EMAIL": "clerk@example.org",
}


@dataclass(frozen=True)
class Repository:
    """A work tree, and git in it."""

    root: Path

    def git(self, *arguments: str | Path, given: bytes = b"", folder: Path | None = None) -> str:
        """What git says; a command that fails fails the test."""
        ran = subprocess.run([GIT, *arguments], cwd=folder or self.root, input=given, capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout.decode().rstrip("\n")

    def commit(self, tag: str = "") -> str:
        """Commits all that stands in the work tree, and tags it; the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", tag or "A change")
        if tag:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD")


def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A new repository in a folder, on branch main."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    made = Repository(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
