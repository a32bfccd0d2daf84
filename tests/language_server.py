"""A client of YAML's language server, the one that editors ask what to offer, explain and underline in a YAML file."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

INSTALL = "no YAML language server: npm install yaml-language-server"
REQUIRED = "ROLEGEN_REQUIRE_LANGUAGE_SERVER"  # set where the tests that ask it must run and not be skipped
OFFLINE = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}  # the schemas are files here
LONGEST = 100  # seconds; a server that hangs is ended
Message = dict[str, Any]


def command() -> str:
    """The command that runs the server; skips the test where there is none, or fails where there must be one."""
    found = (
        os.environ.get("ROLEGEN_LANGUAGE_SERVER")
        or shutil.which("yaml-language-server")
        or shutil.which("yaml-language-server", path=ROOT / "node_modules" / ".bin")
    )
    if not found:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but there is {INSTALL}")
        pytest.skip(INSTALL)
    return found


@dataclass(frozen=True)
class Flaw:
    """What an editor underlines: its line, and what it says."""

    line: int
    said: str


@dataclass
class Server:
    """A running server, and the files that are open in it."""

    process: subprocess.Popen[bytes]
    settings: Mapping[str, Any]
    told: dict[str, list[Flaw]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def flaws(self, files: Mapping[Path, str]) -> dict[Path, list[Flaw]]:
        """What it underlines in each of the files, which need not be on disk."""
        for path, text in files.items():
            self._open(path, text)
        found = self._told_of(files)
        for path in files:
            self._close(path)
        self._told_of(files)  # that nothing is wrong with a file that is closed
        return found

    def _told_of(self, paths: Collection[Path]) -> dict[Path, list[Flaw]]:
        while any(path.as_uri() not in self.told for path in paths):
            self._take(self._next())
        return {path: self.told.pop(path.as_uri()) for path in paths}

    def offers(self, path: Path, text: str) -> dict[str, str]:
        """What it offers where the text has a ¦, each with its description."""
        answer = self._asked("completion", path, text)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: _plain(item.get("documentation")) for item in items}

    def explains(self, path: Path, text: str) -> str:
        """What it tells of the place where the text has a ¦."""
        answer = self._asked("hover", path, text)
        return _plain(answer["contents"]) if answer else ""

    def _asked(self, what: str, path: Path, text: str) -> Any:
        before, after = text.split("¦")
        self._open(path, before + after)
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        answer = self.request(f"textDocument/{what}", {"textDocument": {"uri": path.as_uri()}, "position": position})
        self._close(path)
        return answer

    def _open(self, path: Path, text: str) -> None:
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": next(self.numbers), "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def _close(self, path: Path) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})

    def request(self, method: str, values: Any) -> Any:
        """The server's answer."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": values})
        while (message := self._next()).get("id") != number or "method" in message:
            self._take(message)
        assert "error" not in message, message
        return message["result"]

    def notify(self, method: str, values: Any) -> None:
        """Tells the server something."""
        self._send({"method": method, "params": values})

    def _take(self, message: Message) -> None:
        """Keeps what the server says of a file, answers what it asks."""
        said = message.get("params") or {}
        if message.get("method") == "textDocument/publishDiagnostics":
            flaws = [Flaw(one["range"]["start"]["line"] + 1, one["message"]) for one in said["diagnostics"]]
            self.told[said["uri"]] = flaws
        elif message.get("method") == "workspace/configuration":
            asked = [one.get("section") for one in said["items"]]
            self._send({"id": message["id"], "result": [self.settings if one == "yaml" else None for one in asked]})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, values: Message) -> None:
        assert self.process.stdin
        data = json.dumps({"jsonrpc": "2.0", **values}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _next(self) -> Message:
        assert self.process.stdout
        head = dict(iter(self._header, None))
        return dict(json.loads(self.process.stdout.read(int(head["content-length"]))))

    def _header(self) -> tuple[str, str] | None:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the language server has ended"
        name, _, value = line.decode().partition(":")
        return (name.lower(), value.strip()) if value else None


def _plain(documentation: Any) -> str:
    return str(documentation["value"] if isinstance(documentation, dict) else documentation or "")


@contextmanager
def running(version: str = "1.2") -> Iterator[Server]:
    """The server, which takes files for YAML of a version, until the block ends."""
    settings = {**OFFLINE, "yamlVersion": version, "validate": True, "completion": True, "hover": True}
    with subprocess.Popen([command(), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        watch = threading.Timer(LONGEST, process.kill)
        watch.start()
        server = Server(process, settings)
        document = {"publishDiagnostics": {}, "hover": {"contentFormat": ["markdown"]}, "completion": {}}
        capabilities = {"workspace": {"configuration": True}, "textDocument": document}
        server.request("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities})
        server.notify("initialized", {})
        server.notify("workspace/didChangeConfiguration", {"settings": {}})
        try:
            yield server
        finally:
            watch.cancel()
            process.kill()
