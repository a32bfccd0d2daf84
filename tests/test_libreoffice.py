"""What LibreOffice makes of the files: it saves one of everything and prints one of everything, each in one go.

To start it takes as long as to save ten files.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from rolegen import build, workspace
from rolegen.document import Document
from rolegen.framework import Framework
from rolegen.kind import KINDS, MARKING
from rolegen.text import to_markdown
from rolegen.word.package import is_edited
from rolegen.word.paper import filled_by_hand, paper_of
from rolegen.word.reading import from_docx
from rolegen.word.remarks import remarks
from tests import framework_papers
from tests.conftest import EXAMPLES, ROOT, Office, give_up
from tests.frameworks import random_framework
from tests.samples import EXAMPLE_FILES, LEVELS, everything, needed, raw, write
from tests.test_guarding import CUSTOM, TYPED, TYPED_IN, with_words, without_properties
from tests.test_meetings import TOP, joint, workshop
from tests.test_remarks import REMARKS, remarked
from tests.test_validity import kitchen_sink

Look = Callable[[str, bytes, bytes], None]  # at a file's name, the file as we wrote it, and as LibreOffice saved it


def read(data: bytes) -> Document:
    return needed(from_docx(data, Path("file.docx")))


# --- saved ------------------------------------------------------------------------------------------------------------


def profile(name: str, before: bytes, saved: bytes) -> None:
    """It reads back word for word, and is known to be no longer as it was built."""
    assert before != saved
    assert to_markdown(read(saved)) == everything()[name].markdown
    assert b"rolegen.built" in raw(saved, CUSTOM)
    assert is_edited(saved)
    assert not is_edited(before)


def framework(name: str, before: bytes, saved: bytes) -> None:
    """All its words stand where they did."""
    assert before != saved
    assert framework_papers.check(frameworks()[name], saved) > 20


def remark(name: str, before: bytes, saved: bytes) -> None:
    """Its comments and changes are told as before."""
    assert before != saved
    assert needed(remarks(saved, Path(name))) == REMARKS


def form(name: str, before: bytes, saved: bytes) -> None:
    """It is known as the form that it is, also as an OpenDocument file, and where its properties got lost."""
    assert is_edited(saved)
    assert filled_by_hand(saved) == TYPED[name.partition("-")[0]][1]
    if is_word(saved):
        assert before != saved
        assert (TYPED_IN in str(read(saved))) == ("filled" in name)
        assert paper_of(saved) == paper_of(without_properties(saved)) == filled_by_hand(saved)


def is_word(data: bytes) -> bool:
    return b"word/document.xml" in data


@cache
def frameworks() -> Mapping[str, Framework]:
    return {f"framework-{seed}": random_framework(seed, odd=True) for seed in (0, 5, 9)}


def forms() -> Mapping[str, bytes]:
    """A form of each kind of paper, with controls and without, blank and filled in."""
    blank = {}
    for template in ("agreement", "shortlisting"):
        for controls in (True, False):
            options = build.Options(template=template, formats=("docx",), controls=controls)
            shop = needed(build.prepare(needed(workspace.find(EXAMPLES)), options))
            blank[f"{template}-{controls}"] = needed(build.role_outputs(shop, EXAMPLE_FILES[0]))[0].data
    filled = {f"{name}-filled": with_words(data, TYPED[name.partition("-")[0]][0]) for name, data in blank.items()}
    return {**blank, **filled}


def test_what_libreoffice_saved_says_the_same_and_is_known_for_what_it_is(tmp_path: Path, office: Office) -> None:
    profiles = {name: made.docx for name, made in everything().items()}
    papers = {name: framework_papers.made(known)["docx"] for name, known in frameworks().items()}
    typed = forms()
    write(tmp_path / "forms", {f"{name}.docx": data for name, data in typed.items() if "filled" in name})
    office("odt", tmp_path / "open", *sorted(tmp_path.glob("forms/*.docx")))
    opened = {f"{name}-opened": (tmp_path / "open" / f"{name}.odt").read_bytes() for name in typed if "filled" in name}
    for name, data in opened.items():
        form(name, typed[name.removesuffix("-opened")], data)
    looks: Sequence[tuple[Look, int, Mapping[str, bytes]]] = (
        (profile, 16, profiles), (framework, 3, papers), (remark, 1, {"remarked": remarked()}), (form, 8, typed),
        (form, 4, opened),
    )  # fmt: skip
    for _, count, files in looks:
        assert len(files) == count
        write(tmp_path / "made", {f"{name}.{'docx' if is_word(data) else 'odt'}": data for name, data in files.items()})
    office("docx", tmp_path / "saved", *sorted(tmp_path.glob("made/*")))
    for look, _, files in looks:
        for name, before in files.items():
            look(name, before, (tmp_path / "saved" / f"{name}.docx").read_bytes())


# --- printed ----------------------------------------------------------------------------------------------------------


def pages(path: Path) -> Sequence[str]:
    """The text of each page of a PDF."""
    program = shutil.which("pdftotext") or give_up("no pdftotext: install the package poppler-utils")
    ran = subprocess.run([program, "-layout", path, "-"], capture_output=True, check=True, encoding="utf-8")
    return ran.stdout.rstrip("\f").split("\f")


def confidential(folder: Path) -> Mapping[str, bytes]:
    """The performance forms of a joint post; the appraisal from an organisation's template that turns a page."""
    own_template = (ROOT / "templates/appraisal.html.j2").read_text("utf-8")
    turned = f'{own_template}<section class="landscape"><h2>Turned</h2></section>'
    write(folder, {"templates/appraisal.html.j2": turned, "rolegen.yaml": ""})
    shop = workshop(folder, "appraisal", TOP)
    own = needed(build.role_outputs(shop, folder / "roles/bridges.yaml"))[0].data
    return {"agreement": joint("agreement"), "interim": joint("interim"), "appraisal": own}


def test_libreoffice_prints_profiles_on_five_pages_at_most_and_marks_each_page_of_what_is_confidential(
    tmp_path: Path, office: Office
) -> None:
    profiles = {**{name: made.docx for name, made in everything().items()}, "kitchen-sink": kitchen_sink()}
    marked = confidential(tmp_path / "own")
    assert {*marked} == {name for name, kind in KINDS.items() if kind.is_confidential}
    write(tmp_path, {f"{name}.docx": data for name, data in {**profiles, **marked}.items()})
    office("pdf", tmp_path / "pdf", *sorted(tmp_path.glob("*.docx")))
    printed = {path.stem: path for path in tmp_path.glob("pdf/*.pdf")}
    assert {*printed} == {*profiles, *marked}
    counts = {name: len(re.findall(rb"/Type\s*/Page\b", printed[name].read_bytes())) for name in profiles}
    assert {name: count for name, count in counts.items() if not 1 < count <= 5} == {}
    assert {name for name in LEVELS if counts[name] < 3} == set()
    texts = {name: pages(printed[name]) for name in marked}
    assert "Turned" in texts["appraisal"][-1]
    assert min(map(len, texts.values())) > 1
    for found in texts.values():
        assert [text.split("\n")[0].strip() for text in found] == [MARKING] * len(found)
