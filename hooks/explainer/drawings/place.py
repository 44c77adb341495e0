"""`::: drawing NAME` in a page: checked, replaced by a placeholder line, and the placeholder by the figure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from ..directives import Directive, put_marks
from ..problem import Problem
from ..text import Line
from ..views import DEPTHS
from .diagrams import DIAGRAMS, Diagram

OPTIONS = frozenset({"caption", "depths"})
PLACEHOLDER = re.compile("<p>\ue000drawing:([0-9]+)\ue000</p>")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram where a page uses it; an empty caption means the diagram's own, no depths mean all of them."""

    diagram: Diagram
    element: str
    caption: str = ""
    depths: tuple[str, ...] = ()


def place_drawings(
    lines: tuple[Line, ...], diagrams: Mapping[str, Callable[[], Diagram]] = DIAGRAMS
) -> tuple[list[Line], list[Problem], list[Drawing]]:
    """The lines with a placeholder paragraph for each drawing, what is wrong, and the drawings in their order."""
    placed, problems, found = put_marks(lines, "drawing", OPTIONS, lambda one: _directive_problems(one, diagrams))
    drawings: list[Drawing] = []
    for one in found:
        drawings.append(_drawing(one, diagrams, drawings))
    return placed, problems, drawings


def insert_drawings(html: str, drawings: list[Drawing]) -> str:
    """The page's HTML with the drawings in place of their placeholders."""
    return PLACEHOLDER.sub(lambda match: drawing_html(drawings[int(match[1])]), html)


def drawing_html(drawing: Drawing) -> str:
    """The whole `<figure>`: the drawing, its caption, and where its numbers come from."""
    diagram, element = drawing.diagram, drawing.element
    depths = f' data-depths="{" ".join(drawing.depths)}"' if drawing.depths else ""
    caption = escape(drawing.caption) if drawing.caption else diagram.caption
    source = f' <span class="drawing-source">{diagram.source}</span>' if diagram.source else ""
    numbers = (
        f'<details class="drawing-numbers" data-search-exclude=""><summary>The numbers</summary>{diagram.table}</details>'
        if diagram.table
        else ""
    )
    return (
        f'<figure class="drawing" id="{element}"{depths}>'
        f'<svg viewBox="0 0 {diagram.width} {diagram.height}" role="img"'
        f' aria-labelledby="{element}-title" aria-describedby="{element}-description">'
        f'<title id="{element}-title">{escape(diagram.title)}</title>'
        f'<desc id="{element}-description">{escape(diagram.description)}</desc>'
        f"{diagram.body}</svg>"
        f"<figcaption><strong>{escape(diagram.title)}.</strong> {caption}{source}</figcaption>{numbers}</figure>"
    )


def _drawing(directive: Directive, diagrams: Mapping[str, Callable[[], Diagram]], before: list[Drawing]) -> Drawing:
    name, depths = directive.argument, directive.options.get("depths", ())
    diagram = diagrams[name]()
    count = sum(drawing.diagram == diagram for drawing in before)
    return Drawing(
        diagram,
        element=f"drawing-{name}" + (f"-{count + 1}" if count else ""),
        caption=directive.options.get("caption", ""),
        depths=(depths,) if isinstance(depths, str) else tuple(depths),
    )


def _directive_problems(directive: Directive, diagrams: Mapping[str, Callable[[], Diagram]]) -> Iterator[Problem]:
    def problem(code: str, message: str, help: str) -> Problem:
        return directive.line.problem(code, message, help, directive.indent)

    if not directive.argument:
        yield problem("FIG030", "this drawing has no name", "write ::: drawing NAME")
    elif directive.argument not in diagrams:
        near = difflib.get_close_matches(directive.argument, diagrams, n=1)
        help = f"did you mean {near[0]}?" if near else f"use one of {', '.join(diagrams)}"
        yield problem("FIG030", f"there is no drawing `{directive.argument}`", help)
    if not isinstance(directive.options.get("caption", ""), str):
        yield problem("FIG031", "the caption is not a text", "write it in quotes")
    depths = directive.options.get("depths", [])
    chosen = [depths] if isinstance(depths, str) else depths
    if not isinstance(chosen, list) or not all(depth in DEPTHS for depth in chosen) or depths == "":
        yield problem("FIG032", f"depths is {depths!r}", f"list some of {', '.join(DEPTHS)}")
