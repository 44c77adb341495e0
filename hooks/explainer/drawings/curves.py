"""Measured curves: recorded tables of numbers drawn on logarithmic axes, with the numbers themselves below.

On such axes what grows with the length is a line that climbs one step a doubling, what grows with its square one that
climbs two.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from math import log2

from .diagrams import DIAGRAMS, Diagram
from .parts import text

COSTS = "docs/implement/attention_cost.csv"
SPREADS = "docs/implement/dot_product_spread.csv"
LEFT, RIGHT, WIDTH = 58, 322, 440
ROOM = 15  # between the names at the ends of two curves
MARKS = ("square", "ring", "triangle")


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its name, and for each x its y."""

    name: str
    points: Mapping[float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes: what y is, its curves, and the values at which its grid lines stand, with their labels."""

    title: str
    curves: tuple[Curve, ...]
    ticks: Mapping[float, str]
    height: int = 150
    below: int = 46  # room under the axes


def measured(read: Callable[[str], bytes | None]) -> dict[str, Callable[[], Diagram]]:
    """All drawings by name: those that are drawn by hand, and those made from recorded numbers, which `read` gives."""
    made = {"cost-curves": (cost_curves, COSTS), "score-spread": (score_spread, SPREADS)}
    tables = {name: (draw, (read(path) or b"").decode()) for name, (draw, path) in made.items()}
    return DIAGRAMS | {name: partial(draw, table) for name, (draw, table) in tables.items() if table}


def cost_curves(recorded: str) -> Diagram:
    """Time and memory of three ways to compute self-attention, by the length of the text."""
    rows, machine = read_table(recorded)
    names = {"whole": "whole table", "tiled": "in tiles", "window": "window"}

    def curves(column: str, unit: float) -> tuple[Curve, ...]:
        return tuple(
            Curve(name, {float(r["tokens"]): float(r[column]) / unit for r in rows if r["method"] == method})
            for method, name in names.items()
        )

    time, memory = curves("seconds", 1e-3), curves("bytes", 1e6)
    panels = (
        Panel("Time, milliseconds", time, {1: "1", 10: "10", 100: "100", 1000: "1000"}),
        Panel("Memory beside the input, megabytes", memory, {1: "1", 10: "10", 100: "100"}, 120),
    )
    longest = max(time[0].points)
    last = {curve.name: curve.points[longest] for curve in memory}
    return Diagram(
        title="What self-attention costs as a text grows",
        description=(
            "Two panels over the number of tokens, all axes logarithmic. Time: the whole table and the tiles climb"
            " together, about fourfold with each doubling of the text; the window climbs about twofold. Memory: the"
            f" whole table climbs fourfold, to {last['whole table']:.0f} megabytes at {longest:.0f} tokens; the tiles"
            f" stay at {last['in tiles']:.1f} and the window at {last['window']:.1f}."
        ),
        caption=(
            "Tiles give the same result as the whole table and spare its memory, not its work: the two upper lines of"
            " the first panel stay together. A window of 256 places to either side spares both, and gives another"
            " result."
        ),
        source=f"Measured: one head of 64 numbers, random input, {escape(machine)}; the shortest of nine runs.",
        width=WIDTH,
        height=height_of(panels) + 8,
        body=draw_panels(panels, "tokens"),
        table=number_table("tokens", (("ms", time, 1), ("MB", memory, 1))),
    )


def score_spread(recorded: str) -> Diagram:
    """How large dot products of random vectors are, and what the softmax makes of them, by the vectors' length."""
    rows, machine = read_table(recorded)
    names = {"plain": "plain", "scaled": "divided"}

    def curves(column: str) -> tuple[Curve, ...]:
        return tuple(
            Curve(name, {float(r["width"]): float(r[column]) for r in rows if r["score"] == score})
            for score, name in names.items()
        )

    spread, largest = curves("spread"), curves("largest_weight")
    panels = (
        Panel("Typical size of a score", spread, {1: "1", 2: "2", 8: "8", 32: "32"}, below=64),
        Panel("Largest of fifteen weights, on average", largest, {0.25: "¼", 0.5: "½", 1: "1"}, 90),
    )
    return Diagram(
        title="Scores of random vectors, plain and divided by the root of their length",
        description=(
            "Two panels over the length of the vectors, from 4 to 1024, all axes logarithmic. The typical size of a"
            " plain dot product climbs with the square root, from"
            f" {spread[0].points[4]:.1f} to {spread[0].points[1024]:.1f}; divided by the root it stays near 1. The"
            f" largest of fifteen weights climbs from {largest[0].points[4]:.2f} to {largest[0].points[1024]:.2f} with"
            f" plain scores and stays near {largest[1].points[1024]:.2f} with divided ones."
        ),
        caption=(
            "Nothing was learned here, and no word is better than another. Still, with long vectors and plain scores one"
            " of fifteen places takes nearly all the weight. Divided scores do not depend on the length."
        ),
        source=f"Measured on random vectors, mean 0 and variance 1: {escape(machine)}.",
        width=WIDTH,
        height=height_of(panels) + 8,
        body=draw_panels(panels, "numbers in a vector"),
        table=number_table("length", (("size", spread, 2), ("largest weight", largest, 3))),
    )


def read_table(recorded: str) -> tuple[list[dict[str, str]], str]:
    """The rows of a recorded table, and what its first line says of how it was made."""
    note, _, rest = recorded.partition("\n")
    return list(csv.DictReader(rest.splitlines())), note.removeprefix("# ")


def height_of(panels: tuple[Panel, ...]) -> int:
    """How high the panels are below one another, each with its title and the room under it."""
    return sum(panel.height + 16 + panel.below for panel in panels)


def draw_panels(panels: tuple[Panel, ...], across: str) -> str:
    """The panels below one another, over the same values; `across` names them."""
    body, top = [], 16
    for panel in panels:
        body += _draw(panel, top, across)
        top += panel.height + 16 + panel.below
    return "".join(body)


def number_table(first: str, columns: tuple[tuple[str, tuple[Curve, ...], int], ...]) -> str:
    """The numbers of the curves: a row for each x, a column for each curve, with its unit and its decimals."""
    heads = [f"{curve.name}, {unit}" for unit, curves, _ in columns for curve in curves]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in [first, *heads])
    rows = "".join(
        f'<tr><th scope="row">{x:g}</th>'
        + "".join(f"<td>{curve.points[x]:.{digits}f}</td>" for _, curves, digits in columns for curve in curves)
        + "</tr>"
        for x in columns[0][1][0].points
    )
    return f'<table class="numbers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _draw(panel: Panel, top: float, across: str) -> list[str]:
    xs = list(panel.curves[0].points)
    values = [y for curve in panel.curves for y in curve.points.values()]
    low, high = min(*values, *panel.ticks) / 1.1, max(*values, *panel.ticks) * 1.1
    base = top + 16 + panel.height

    def place_x(x: float) -> float:
        return LEFT + 8 + (RIGHT - LEFT - 16) * log2(x / xs[0]) / log2(xs[-1] / xs[0])

    def place_y(y: float) -> float:
        return base - panel.height * log2(y / low) / log2(high / low)

    body = [text(0, top, panel.title, "name")]
    for tick, label in panel.ticks.items():
        body.append(f'<path class="d-grid" d="M{LEFT} {place_y(tick):.1f}H{RIGHT}"/>')
        body.append(text(LEFT - 8, place_y(tick), label, "number", "end"))
    body += [text(place_x(x), base + 14, f"{x:g}", "number", "middle") for x in xs[:: 1 if len(xs) < 7 else 2]]
    beside = len(across) < 8
    body.append(text(WIDTH if beside else RIGHT, base + (14 if beside else 30), across, "note", "end"))
    for index, curve in enumerate(panel.curves):
        places = [(place_x(x), place_y(y)) for x, y in curve.points.items()]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        body.append(f'<path class="d-curve d-curve-{index + 1}" d="M{path}"/>')
        body += [_mark(MARKS[index], x, y) for x, y in places]
    ends = sorted((place_y(curve.points[xs[-1]]), index, curve.name) for index, curve in enumerate(panel.curves))
    for y, (_, index, name) in zip(_apart([end[0] for end in ends]), ends, strict=True):
        body += [_mark(MARKS[index], RIGHT + 12, y), text(RIGHT + 22, y, name)]
    return body


def _apart(heights: list[float]) -> list[float]:
    """The same heights from top to bottom, moved so far apart that their names do not touch."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + ROOM) if placed else height)
    return placed


def _mark(kind: str, x: float, y: float) -> str:
    if kind == "square":
        return f'<rect class="d-dot" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7"/>'
    if kind == "ring":
        return f'<circle class="d-ring" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
    return f'<path class="d-dot" d="M{x:.1f} {y - 4.2:.1f}l4.2 7.4h-8.4Z"/>'
