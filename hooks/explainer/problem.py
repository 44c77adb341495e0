"""What is wrong with a text, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One complaint about one place. `line` and `column` count from 1; `str()` is what the author reads."""

    path: str
    line: int
    column: int
    code: str
    message: str
    help: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}  {self.code}  {self.message} — {self.help}"


class ContentError(Exception):
    """Content that cannot be used; carries one problem or several."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
