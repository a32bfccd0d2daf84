"""What a Word file holds beside the text of its body: pictures and other objects, and the words at head and foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rolegen.marks import spoken
from rolegen.word.guard import Package, Unfit
from rolegen.word.reading_styles import W

STORIES = ("header", "footer")
OBJECTS = ("/media/", "/embeddings/", "/charts/", "/diagrams/")  # the folders that programs put them into
AROUND = ".,;:()|"  # what stands round a word and is none of it


@dataclass(frozen=True, slots=True)
class Beside:
    """How many pictures and other objects there are, and the words of every header and footer."""

    objects: int
    words: frozenset[str]


def beside(data: bytes) -> Beside | None:
    """What there is beside the body of a Word file; None where it cannot be read."""
    try:
        package = Package(data)
        main = {kind: target for _, kind, target in package.relations("")}.get("officeDocument", "")
        stories = [target for _, kind, target in package.relations(main) if kind in STORIES]
        words = frozenset(word for story in stories for word in _words(package, story))
    except (Unfit, RecursionError):
        return None
    return Beside(sum(any(folder in f"/{name}" for folder in OBJECTS) for name in package.names), words)


def _words(package: Package, story: str) -> Iterator[str]:
    root = package.xml(story)
    for paragraph in root.iter(f"{W}p") if root is not None else ():
        said = spoken("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
        yield from filter(None, (word.strip(AROUND) for word in said.split()))
