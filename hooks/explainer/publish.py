"""Putting a built site in the place of the last one, and showing an author what would stop that."""

from __future__ import annotations

import html
import shutil
from pathlib import Path

from .problem import Problem


def staging_folder(published: Path) -> Path:
    """Where a site is built until it is whole: beside the published one, so that it can be moved."""
    return published.with_name(published.name + ".new")


def swap(staged: Path, published: Path) -> None:
    """Move `staged` to `published`. Whatever stood there stays until the new site is in place."""
    old = published.with_name(published.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if published.exists():
        published.rename(old)
    staged.rename(published)
    shutil.rmtree(old, ignore_errors=True)


def banner(page: str, problems: list[Problem]) -> str:
    """A page with the list of problems at its top, for an author who runs `mkdocs serve`."""
    items = "".join(f"<li><code>{html.escape(str(problem))}</code></li>" for problem in problems)
    note = (
        '<details class="build-problems" open><summary>This site would not be published: '
        f"{len(problems)} to mend</summary><ul>{items}</ul></details>"
    )
    head, mark, rest = page.partition('<div class="md-container"')
    return head + note + mark + rest
