"""A whole site through the lint: its pages in every view, its notebooks, its figures, its own name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..problem import Problem
from ..text import Line
from .engine import check
from .files import notebook_cells
from .views import check_view


def check_page(views: Iterable[Any], bibliography: Any = None, artifacts: Mapping[str, Any] | None = None) -> list[Problem]:
    """Everything that is wrong with a page, once: the content of its views and each view as a whole."""
    found: set[Problem] = set()
    for view in views:
        found.update(check_view(view, bibliography, artifacts))
        if view.focus == "both":  # the other focuses show parts of this one
            for lines in _apart(view.lines):
                found.update(_check(lines))
    return sorted(found)


@lru_cache(maxsize=8192)
def _check(lines: tuple[Line, ...]) -> tuple[Problem, ...]:
    """Pages share snippets, and a rebuild changes one file: the same lines are judged once."""
    return tuple(check(lines))


def _apart(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines of one file after the other, so that what several views share is judged once."""
    part: list[Line] = []
    for line in lines:
        if part and part[-1].path != line.path:
            yield tuple(part)
            part = []
        part.append(line)
    if part:
        yield tuple(part)


def check_notebook(path: str, text: str) -> list[Problem]:
    """What is wrong with the cells of a notebook."""
    texts, problems = notebook_cells(path, text)
    return sorted({*problems, *(problem for lines in texts for problem in check(lines))})


def check_texts(path: str, texts: Mapping[str, str], source: str) -> list[Problem]:
    """What is wrong with single texts (titles, captions, descriptions), each placed where `source` holds it."""
    found: set[Problem] = set()
    rows = source.split("\n")
    for text in texts.values():
        for spelling in (text, json.dumps(text)[1:-1], text.split("\n")[0], text[:24]):
            number = next((n for n, row in enumerate(rows) if spelling and spelling in row), None)
            if number is not None:
                break
        column = rows[number].find(spelling) if number is not None else 0
        found.update(check([Line(" ".join(text.split()), path, (number or 0) + 1, column + 1)]))
    return sorted(found)
