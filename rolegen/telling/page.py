"""A comparison as an HTML page that stands alone: what is removed is struck, what is added underlined.

Screen readers pass over <del> and <ins>, so words that cannot be seen say where each begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rolegen.comparison import Comparison, RoleChange
from rolegen.diff import Change, Piece
from rolegen.telling import sentences

LOOK = """\
:root { color-scheme: light dark; }
body { font: 1.05rem/1.5 Arial, Helvetica, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; }
li { margin: 0.4rem 0; } code { font-size: 0.9em; }
del { color: #a4001d; text-decoration: line-through; } ins { color: #00602b; text-decoration: underline; }
del + ins { margin-left: 0.25em; } .kind { font-weight: bold; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-color-scheme: dark) { del { color: #ff9aa8; } ins { color: #7fdba4; } }
"""
TAGS = {"removed": "del", "added": "ins"}


def as_html(told: Comparison) -> str:
    """The page; it asks for nothing from elsewhere."""
    parts = f"{''.join(_common(told))}{''.join(map(_role, sentences.told_apart(told)))}"
    return whole(sentences.heading(told), sentences.summary(told), parts)


def whole(heading: str, summary: str, sections: str) -> str:
    """A page with a heading, a summary and sections of HTML."""
    title = escape(heading)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}: what changed</title>\n<style>\n{LOOK}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(summary)}</p>\n"
        f"{sections}</main>\n</body>\n</html>"
    )


def _common(told: Comparison) -> Iterator[str]:
    if told.common:
        yield f"<section>\n<h2>{sentences.IN_COMMON}</h2>\n"
        for one, changes in sentences.by_reach(told):
            reach = sentences.reach(one, told, most=len(one.roles))
            said = f"{reach[0].upper()}{reach[1:]}."
            yield f"<h3>{escape(sentences.what(one))}</h3>\n<p>{escape(said)}</p>\n{change_list(changes)}"
        yield "</section>\n"


def _role(role: RoleChange) -> str:
    places = (f"<h3>{escape(place)}</h3>\n{change_list(changes)}" for place, changes in sentences.by_place(role))
    return f"<section>\n<h2>{escape(sentences.title(role))}</h2>\n{''.join(places)}</section>\n"


def change_list(found: tuple[Change, ...]) -> str:
    """A list of changes, their words marked."""
    return f"<ul>\n{''.join(map(_change, found))}</ul>\n"


def _change(change: Change) -> str:
    label = sentences.LABELS[change.kind]
    kind = f'<span class="kind">{label.rstrip()}</span> ' if label else ""
    clause = f" (<code>{escape(change.clause)}</code>)" if change.clause else ""
    return f"<li>{kind}{''.join(map(_piece, sentences.shortened(change)))}{clause}</li>\n"


def _piece(piece: Piece) -> str:
    words = escape(piece.text).replace("\n", "<br>")
    if piece.kind == "same":
        return words
    tag, begins, ends = TAGS[piece.kind], _unseen(f" {piece.kind}: "), _unseen(f" (end of {piece.kind}) ")
    return f"<{tag}>{begins}{words}{ends}</{tag}>"


def _unseen(text: str) -> str:
    return f'<span class="unseen">{text}</span>'
