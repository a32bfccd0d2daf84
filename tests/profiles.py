"""Every profile that ships, resolved and as a document: the levels, and the example roles behind `role-`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rolegen import build, page, templating
from rolegen.document import Document
from rolegen.profile import Profile
from rolegen.workspace import bundled
from tests.conftest import EXAMPLES
from tests.samples import needed, shop


@cache
def profiles() -> Mapping[str, Profile]:
    """The profiles by the names of `samples.EVERYTHING`."""
    with TemporaryDirectory() as folder:
        known = needed(build.all_levels(needed(shop(Path(folder))).workshop))
    workshop = needed(shop(EXAMPLES)).workshop
    roles = [needed(build.role_profile(workshop, path)) for path in workshop.workspace.role_files()]
    return {**{level.name: level for level in known}, **{f"role-{role.name}": role for role in roles}}


@cache
def documents() -> Mapping[str, Document]:
    """What the shipped template makes of them."""
    template = needed(shop(EXAMPLES)).workshop.template
    return {name: needed(templating.render(template, profile)) for name, profile in profiles().items()}


@cache
def css() -> str:
    """The shipped style sheet."""
    return needed(page.load(bundled("templates") / "page.css"))


@cache
def pages() -> Mapping[str, str]:
    """The documents as web pages."""
    return {name: page.to_html(document, css()) for name, document in documents().items()}
