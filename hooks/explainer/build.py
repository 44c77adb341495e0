"""What the hooks hand to each other during one build.

It is made anew for every build and lives in `config.extra`, so no hook keeps state of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .depths import Assembly
from .problem import Problem
from .text import Line, join

KEY = "explainer_build"


@dataclass
class Build:
    """The state of one build.

    `pages` maps a page's path below docs/ to what was assembled for it, `lines` to its text as the pipeline has left
    it so far, `urls` to its address below the site's. `written` names the files that hooks will add to the site, so
    that links may lead to them. `store` holds what one hook makes for others, under the name of its maker.
    """

    root: Path
    docs: Path
    serving: bool
    published: Path
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, Assembly] = field(default_factory=dict)
    lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    store: dict[str, Any] = field(default_factory=dict)

    def rewrite(self, page: str, step: Callable[[tuple[Line, ...]], tuple[Iterable[Line], Iterable[Problem]]]) -> str:
        """Let one step of the pipeline replace the lines of a page; returns them as Markdown."""
        lines, problems = step(self.lines[page])
        self.lines[page] = tuple(lines)
        self.problems.extend(problems)
        return join(self.lines[page])

    def path_of(self, file: Any) -> str:
        """The path of a MkDocs file as problems name it: relative to the project, with forward slashes."""
        return f"{self.docs.relative_to(self.root).as_posix()}/{file.src_uri}"

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the project, or None where there is none."""
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def topics(self) -> list[str]:
        """The topics that exist."""
        return sorted(folder.name for folder in (self.root / "snippets").iterdir() if folder.is_dir())


def of(config: Any) -> Build:
    """The running build, from the MkDocs configuration."""
    return config.extra[KEY]
