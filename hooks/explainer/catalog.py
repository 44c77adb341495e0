"""The catalogue: every page, section and view of the site as data, for those who build upon its addresses."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from .depths import Assembly
from .directives import Directive, find
from .headings import Heading, plain, scopes, with_explicit_ids
from .text import Line, with_code_flag
from .views import DEPTHS, FOCUSES, View

WORDS_A_MINUTE = 200  # a careful reader of expository prose
CITED = re.compile(r"\[-?@[^\]]+\]")
CITED_KEY = re.compile(r"@([A-Za-z][\w:-]*)")
FORMULA = re.compile(r"\$[^$]+\$")  # one inline formula is read as one word
WORD = re.compile(r"\w[\w'’-]*")
NOT_PROSE = re.compile(r"^\s*(:::|<!--|\|?\s*:?-{3,})|^ {4,}\w+: ")
SHOWN = {"figures": "heatmap", "charts": "chart", "drawings": "drawing"}  # and by which directive
SENTENCE_END = re.compile(r"(?<=[.!?])\s")


def catalogue(name: str, address: str, pages: Iterable[tuple[str, Assembly]]) -> dict[str, Any]:
    """The whole catalogue. `address` is the site's, `pages` gives each page's path below it and its assembly.

    The result is described by docs/catalog.schema.json.
    """
    address = address.rstrip("/") + "/"
    return {
        "schema": 1,
        "site": name,
        "address": address,
        "depths": list(DEPTHS),
        "focuses": list(FOCUSES),
        "words_per_minute": WORDS_A_MINUTE,
        "pages": [page_entry(address + path, assembly) for path, assembly in sorted(pages, key=lambda item: item[0])],
    }


def page_entry(address: str, assembly: Assembly) -> dict[str, Any]:
    """A page with its sections and views."""
    title = next((heading.title for heading in assembly.headings if heading.level == 1), "")
    told = {depth: sections_of(assembly, assembly.view(depth)) for depth in DEPTHS}
    return {
        "address": address,
        "source": assembly.page,
        "title": str(assembly.meta.get("title", title)),
        "summary": str(assembly.meta.get("description", "")),
        "kind": str(assembly.meta.get("kind", "guide")),
        "views": [view_entry(address, assembly, view) for view in assembly.views] if assembly.topics else [],
        "sections": [
            section_entry(address, assembly, heading, told) for heading in assembly.headings if heading.level in (2, 3)
        ],
    }


def counts(assembly: Assembly) -> dict[str, dict[str, int]]:
    """Words and minutes of each view of a page, by `depth-focus`."""
    return {
        f"{view.depth}-{view.focus}": {name: inside[name] for name in ("words", "minutes")}
        for view in assembly.views
        for inside in [contents(view.lines)]
    }


def view_entry(address: str, assembly: Assembly, view: View) -> dict[str, Any]:
    """One view of a page."""
    return {
        "depth": view.depth,
        "focus": view.focus,
        "address": f"{address}?depth={view.depth}&focus={view.focus}",
        "markdown": f"{address}{view.depth}-{view.focus}.md",
        **contents(view.lines),
    }


def section_entry(
    address: str, assembly: Assembly, heading: Heading, told: Mapping[str, Mapping[str, tuple[Line, ...]]]
) -> dict[str, Any]:
    """One section, which `told` gives for each depth. One without depths has one entry, whose depth is null."""
    has_depths = any(heading.id in topic.sections for topic in assembly.topics)
    entries = []
    for depth in DEPTHS if has_depths else (None,):
        lines = told[depth or DEPTHS[0]].get(heading.id, ())
        suffix = f"-{depth}" if depth else ""
        entries.append(
            {
                "depth": depth,
                "address": f"{address}#{heading.id}{suffix}",
                "summary": first_sentence(lines),
                **contents(lines),
            }
        )
    return {
        "id": heading.id,
        "title": heading.title,
        "level": heading.level,
        "focus": assembly.heading_focus.get(heading.id, "both"),
        "depths": entries,
    }


def sections_of(assembly: Assembly, view: View) -> dict[str, tuple[Line, ...]]:
    """What a view shows under each of the page's own headings, by their ids; a section that it lacks is left out."""
    own = {heading.id for heading in assembly.headings}
    _, headings, _ = with_explicit_ids(view.lines)
    found = scopes(tuple(heading for heading in headings if heading.id in own), len(view.lines))
    return {heading.id: view.lines[heading.index + 1 : end] for heading, end in found}


@lru_cache(maxsize=8192)
def contents(lines: tuple[Line, ...]) -> dict[str, Any]:
    """How long a text is, what it cites and which figures it shows. Kept, since many views share their text."""
    words = sum(len(WORD.findall(FORMULA.sub("formula", text))) for text in prose(lines))
    return {
        "words": words,
        "minutes": math.ceil(words / WORDS_A_MINUTE),
        "references": sorted({key for line in lines for cite in CITED.findall(line.text) for key in CITED_KEY.findall(cite)}),
        **{kind: _shown(lines, name) for kind, name in SHOWN.items()},
    }


def _shown(lines: tuple[Line, ...], name: str) -> list[str]:
    return [found.argument for found in find(lines, name) if isinstance(found, Directive)]


def prose(lines: Iterable[Line]) -> Iterator[str]:
    """The words of a text as a reader meets them: no code, directives, comments, displayed formulas, citation keys."""
    displayed = False
    for line, code in with_code_flag(lines):
        if line.text.strip().startswith("$$"):
            displayed = not displayed and len(line.text.strip()) < 4
        elif not code and not displayed and line.text.strip() and not NOT_PROSE.match(line.text):
            text = re.sub(r"\]\([^)]*\)", "]", CITED.sub("", line.text))
            yield re.sub(r"\{[:#.][^}]*\}|\{ #[^}]*\}", "", text)


def first_sentence(lines: tuple[Line, ...]) -> str:
    """The first sentence of a text, without marks; empty where it begins with a figure, a table or a formula."""
    paragraph: list[str] = []
    for text in prose(lines):
        if text.lstrip().startswith(("#", "|", "$$", "!!!", "-", "*", "1.", ">")):
            if paragraph:
                break
            continue
        paragraph.append(text.strip())
        if SENTENCE_END.search(" ".join(paragraph) + " "):
            break
    return plain(SENTENCE_END.split(" ".join(paragraph) + " ")[0]).replace(" .", ".")

