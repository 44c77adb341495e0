"""The page of licences: prose, code, data, fonts, scripts, and the programs that make the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

PAGE = "licences.md"
REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)[^#\n]*(?:#\s*(?P<use>.*))?$")
CLASSIFIER = re.compile(r"License :: OSI Approved :: (.+)")
HEAD = """---
title: Licences
description: Under which licence each part of this site stands - text, figures, code, data, fonts, scripts and tools.
kind: guide
---
# Licences

| Part | Licence |
|---|---|
| text, drawings, figures and learning objectives | [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/): use and change them, and name this site |
| code of the site and of the lab | MIT |

Works that are cited belong to their authors; the [references](references.md) name them.
"""


def licences_page(
    vendored: Iterable[Mapping[str, Any]],
    measured: Iterable[tuple[str, str, str]],
    requirements: str,
    installed: Callable[[str], tuple[str, str] | None],
) -> str:
    """The page as Markdown.

    `vendored` are the records of docs/assets/vendor/VENDOR.json, `measured` the attention maps as (id, model, licence),
    `requirements` the text of requirements/site.in; `installed(name)` gives version and licence of a package.
    """
    parts = [HEAD]
    fonts_and_scripts = [
        (v["name"], str(v.get("version", "")), v.get("licence", ""), _beside(v)) for v in vendored
    ]
    parts += _table("Fonts and scripts that the pages load { #fonts-and-scripts }", fonts_and_scripts, "Licence text")
    data = [(f"`{id}`", model, licence) for id, model, licence in measured]
    parts += _table("Measured attention { #measured }", data, None, ("Map", "Model", "Licence"))
    tools = []
    for line in requirements.splitlines():
        match = REQUIREMENT.match(line)
        if match and (found := installed(match["name"])):
            tools.append((match["name"], *found, match["use"] or ""))
    parts += _table("Programs that make the site { #programs }", tools, "Used for")
    return "\n".join(parts)


def licence_of(metadata: Any) -> str:
    """The licence that a package states, from its metadata: an SPDX expression where it has one."""
    if expression := metadata.get("License-Expression"):
        return expression
    classified = [m[1] for value in metadata.get_all("Classifier") or () if (m := CLASSIFIER.match(value))]
    stated = (metadata.get("License") or "").strip().splitlines()
    short = stated[0] if stated and len(stated[0]) <= 60 else ""
    return short or ", ".join(classified) or "see the package"


def _beside(record: Mapping[str, Any]) -> str:
    paths = (file.get("path", "") for file in record.get("files", ()))
    found = next((path for path in paths if path.endswith("LICENSE")), "")
    return f"[text](/{found.removeprefix('docs/')})" if found else ""


def _table(
    title: str, rows: Sequence[Sequence[str]], last: str | None, heads: Sequence[str] = ("Name", "Version", "Licence")
) -> list[str]:
    if not rows:
        return []
    heads = [*heads, *([last] if last else [])]
    lines = [f"## {title}\n", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    return [*lines, *(f"| {' | '.join(cell.replace('|', '·') for cell in row)} |" for row in rows), ""]
