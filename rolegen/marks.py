"""The marks by which approved wording and fields are known again in a Word file, whatever program has saved it since.

A content control's tag names what is inside; so does a hidden bookmark, one a paragraph, since LibreOffice drops tags
but keeps bookmarks. A manifest says in short digests what each stood for when the file was built; it holds no wording.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

CLAUSE, FIELD = "clause:", "field:"
BOOKMARK = "_rg_"  # a name that begins with an underscore is hidden in Word's list of bookmarks
LONGEST_TAG = 64  # characters that Word keeps of a tag
MOST_PARAGRAPHS = 200  # of one mark that are looked for
# How the names of fields begin that people fill in on a paper which is no profile, and the fact “paper” of such a one.
PAPERS: Mapping[str, str] = {"review": "performance", "panel": "recruitment"}
KEY = 8  # hexadecimal digits that stand for a tag in the manifest, and for a text
SPACES = re.compile(r"\s+")
TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        "…": "...",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)


@lru_cache(maxsize=2_000)
def tag(kind: str, name: str) -> str:
    """The tag of a control: `clause:ID` or `field:PATH`, a long one shortened so that it stays its own."""
    whole = f"{kind}{name}"
    return whole if len(whole) <= LONGEST_TAG else f"{whole[: LONGEST_TAG - 13]}~{_hash(whole)}"


@lru_cache(maxsize=10_000)
def bookmark(tag: str, paragraph: int) -> str:
    """The name of the bookmark round a paragraph of what a tag marks, counted from 0.

    One of a paper's fields says so: which fields there are is up to its template, and it must be known without it.
    """
    group = tag.removeprefix(FIELD).partition(".")[0]
    of_paper = f"{group}_" if group in PAPERS and tag.startswith(FIELD) else ""
    return f"{BOOKMARK}{of_paper}{_hash(tag if paragraph == 0 else f'{tag}#{paragraph}')}"


def bookmark_of_words(placeholder: str, number: int) -> str:
    """The name of the bookmark round the words that stand for a placeholder, counted from 0; it tells which one."""
    return f"{BOOKMARK}{placeholder}_{number}"


def names(marked: Iterable[str]) -> dict[str, str]:
    """What each bookmark that a file may have marks, of all that may be marked: `clause:ID` or `field:PATH`, whole."""
    return {bookmark(tag("", whole), n): whole for whole in marked for n in range(MOST_PARAGRAPHS)}


def folded(text: str) -> str:
    """A text with each stretch of white space as one space, so that what only a program has respaced stays the same."""
    return unicodedata.normalize("NFC", SPACES.sub(" ", text)).strip()


def spoken(text: str) -> str:
    """A text without its typography: quotes, dashes and spaces as on a typewriter, nothing that cannot be seen."""
    return folded(text.translate(TYPOGRAPHY))


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return f"{zlib.crc32(text.encode()):08x}"


def to_manifest(entries: Mapping[str, Iterable[str]]) -> str:
    """By tag the digests of its paragraphs, items or rows, as one line."""
    return ";".join([f"{_key(tag)}{''.join(digests)}" for tag, digests in entries.items()])


def from_manifest(manifest: str, tag: str) -> tuple[str, ...] | None:
    """The digests that a manifest has for a tag; None where it has none."""
    key = _key(tag)
    found = next((entry for entry in manifest.split(";") if entry.startswith(key)), None)
    return tuple(found[at : at + KEY] for at in range(KEY, len(found), KEY)) if found is not None else None


def without(manifest: str, tags: Iterable[str]) -> int:
    """How many tags a manifest has beside these."""
    known = {_key(tag) for tag in tags}
    return sum(entry[:KEY] not in known for entry in manifest.split(";") if entry)


@lru_cache(maxsize=2_000)
def _key(tag: str) -> str:
    return digest(tag)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
