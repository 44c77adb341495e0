"""The views in which a reader sees a page: one depth and one focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .text import Line

DEPTHS = ("conceptual", "intermediate", "technical")
FOCUSES = ("original", "modern", "both")
DEFAULT_DEPTH = "intermediate"
DEFAULT_FOCUS = "both"


@dataclass(frozen=True, slots=True)
class View:
    """What one reader sees of a page: plain Markdown lines with their origin. `meta` is the page's front matter."""

    page: str
    depth: str
    focus: str
    meta: dict[str, Any]
    lines: tuple[Line, ...]


def shown(item_focus: str, focus: str) -> bool:
    """Whether something that belongs to `item_focus` is seen by a reader who chose `focus`."""
    return "both" in (item_focus, focus) or item_focus == focus
