"""Phrases of an organisation's own that nothing could be found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolegen.lint.words import parts
from rolegen.problems import Problem
from rolegen.source import Keys, Source
from rolegen.workspace import RuleSettings

HINT = "Write words; “*” ends a word that may go on (utilis*), or stands for any one word between others."


def unsought(wanted: Mapping[str, RuleSettings], source: Source) -> Iterator[Problem]:
    """What rolegen.yaml asks to look for, or to allow, that cannot be looked for: no words, or “*” before letters."""
    for name, settings in wanted.items():
        for keys, phrase in _phrases(settings):
            if not parts(phrase):
                place = source.place(("rules", name, *keys))
                yield Problem("rule", f"The rule “{name}” cannot look for “{phrase}”.", place, HINT)


def _phrases(settings: RuleSettings) -> Iterator[tuple[Keys, str]]:
    yield from ((("allow", n), phrase) for n, phrase in enumerate(settings.allow))
    for n, words in enumerate(settings.words):
        yield from ((("words", n, "find", m), phrase) for m, phrase in enumerate(words.find))
        yield from ((("words", n, "unless", m), phrase) for m, phrase in enumerate(words.unless))
