"""What `check` reads: Markdown files, notebooks, folders of them, standard input."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..problem import ContentError, Problem
from ..text import Line, decode, split_lines

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".txt"})
NOTEBOOK = ".ipynb"
SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages"})


class UsageError(Exception):
    """A path that cannot be checked."""


def gather(paths: list[str]) -> Iterator[Path | None]:
    """The files that the paths name, folders opened, in a stable order; None stands for standard input."""
    for name in paths:
        if name == "-":
            yield None
            continue
        path = Path(name)
        if path.is_dir():
            yield from _inside(path)
        elif not path.exists():
            raise UsageError(f"{name}: there is no such file or folder")
        elif path.suffix.lower() in MARKDOWN or path.suffix.lower() == NOTEBOOK:
            yield path
        else:
            raise UsageError(f"{name}: neither Markdown ({', '.join(sorted(MARKDOWN))}) nor a notebook ({NOTEBOOK})")


def _inside(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        for name in sorted(files):
            suffix = os.path.splitext(name)[1].lower()
            if suffix in MARKDOWN - {".txt"} or suffix == NOTEBOOK:
                yield Path(root) / name


def read_lines(path: Path | None, stdin: BinaryIO | None) -> tuple[list[tuple[Line, ...]], list[Problem]]:
    """The texts of a file (one of a Markdown file, one for each cell of a notebook), and what keeps it from being read."""
    name = "<stdin>" if path is None else path.as_posix()
    try:
        data = stdin.read() if path is None else path.read_bytes()
        text = decode(name, data)
    except ContentError as error:
        return [], list(error.problems)
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror or error}") from None
    if path is not None and path.suffix.lower() == NOTEBOOK:
        return notebook_cells(name, text)
    return [split_lines(name, text)], []


def notebook_cells(name: str, text: str) -> tuple[list[tuple[Line, ...]], list[Problem]]:
    """The Markdown and code cells of a notebook as Markdown, each line at its place in the notebook's JSON."""
    try:
        cells = _cells(text)
    except Exception as error:  # nbformat raises what its JSON and its validation raise
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return [], [Problem(name, 1, 1, "TXT003", f"this is not a notebook: {reason[:120]}", "open and save it in Jupyter")]
    places = _Places(text)
    found = []
    for kind, source in cells:
        lines = [places.line(name, part) for part in source.split("\n")]
        if kind == "markdown":
            found.append(tuple(lines))
        elif kind == "code" and lines:
            fence = Line("```python", name, lines[0].number, lines[0].column)
            found.append((fence, *lines, Line("```", name, lines[-1].number, lines[-1].column)))
    merged: list[Line] = []
    for cell in found:
        merged += cell
        merged.append(Line("", name, cell[-1].number))
    return [tuple(merged)], []


def _cells(text: str) -> list[tuple[str, str]]:
    """Kind and source of each cell; nbformat, slow to load, is asked only about the formats before the present one."""
    notebook = json.loads(text)
    if notebook["nbformat"] != 4:
        import nbformat

        notebook = nbformat.reads(text, as_version=4)
    return [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]


class _Places:
    """Finds the lines of cells in the notebook's JSON, going forward only."""

    def __init__(self, text: str):
        self.rows = text.split("\n")
        self.at = 0

    def line(self, name: str, part: str) -> Line:
        for ascii_only in (False, True):
            quoted = json.dumps(part, ensure_ascii=ascii_only)[1:-1]
            if not quoted:
                break
            limit = min(len(self.rows), self.at + 5000)
            for number in range(self.at, limit):
                column = self.rows[number].find(quoted)
                if column >= 0:
                    self.at = number
                    return Line(part, name, number + 1, column + 1)
        return Line(part, name, min(self.at, len(self.rows) - 1) + 1, 1)
