"""`::: chart ID` in a page: lines through measured numbers, which a table beside them says in full.

docs/lab/charts/ID.yml names a CSV file, the columns to draw and the lines; nothing is drawn that is not in the CSV.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from statistics import fmean
from typing import Any

import plotly.graph_objects as go

from .directives import Directive, put_marks
from .problem import ContentError, Problem
from .text import Line, decode, read_yaml, split_lines

FOLDER = "docs/lab/charts"
FIELDS = frozenset({"title", "source", "script", "x", "y", "where", "spread", "lines", "alt"})
NEEDED = ("title", "source", "script", "x", "y", "lines", "alt")
AXIS_FIELDS = frozenset({"column", "label", "bands", "log", "percent", "digits", "range"})
LINE_FIELDS = frozenset({"label", "where", "colour", "dash", "marker"})
COLOURS = ("original", "modern", "muted", "ink", "query", "key", "value")
PLACEHOLDER = re.compile("<p>\ue000chart:([0-9]+)\ue000</p>")
SUBSCRIPT = re.compile(r"(?<=\w)_(\w)\b")


@dataclass(frozen=True, slots=True)
class Point:
    """The mean of what was measured at x, and the lowest and the highest of it."""

    x: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its points, and how many repetitions (seeds) went into them."""

    label: str
    colour: str
    dash: str
    marker: str
    repetitions: int
    points: tuple[Point, ...]
    bands: tuple[Point, ...]  # one a row of the table; x is the row's number


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its numbers."""

    id: str
    title: str
    alt: str
    source: str
    script: str
    x: Mapping[str, Any]
    y: Mapping[str, Any]
    rows: tuple[str, ...]  # the table's rows, as words
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A chart where a page uses it."""

    chart: Chart
    element: str


def load_chart(path: str, data: bytes, read: Callable[[str], bytes | None]) -> Chart:
    """The chart of a YAML file; `read` gives the bytes of the CSV file that it names. Raises ContentError."""
    lines = split_lines(path, decode(path, data))
    first = lines[0] if lines else Line("", path, 1)
    told = read_yaml(lines, first)
    faults = list(_faults(told, first))
    if faults:
        raise ContentError(faults)
    stored = read(told["source"])
    if stored is None:
        help = "name a CSV file by its path in the repository"
        raise ContentError([first.problem("CHT002", f"there is no file `{told['source']}`", help)])
    rows = list(csv.DictReader(io.StringIO(decode(told["source"], stored))))
    named = {told["x"]["column"], told["y"]["column"], told.get("spread", told["x"]["column"]), *told.get("where", {})}
    named |= {column for line in told["lines"] for column in line["where"]}
    if absent := sorted(named - set(rows[0] if rows else ())):
        what = f"{told['source']} has no column `{absent[0]}`"
        raise ContentError([first.problem("CHT003", what, "use the names in its first line")])
    within = [row for row in rows if _fits(row, told.get("where", {}))]
    series = tuple(_series(line, within, told) for line in told["lines"])
    if empty := [line.label for line in series if not line.points]:
        help = f"compare its `where` with {told['source']}"
        raise ContentError([first.problem("CHT004", f"no row of the CSV belongs to the line `{empty[0]}`", help)])
    identifier = path.rsplit("/", 1)[1].removesuffix(".yml")
    return Chart(
        identifier, told["title"], " ".join(told["alt"].split()), told["source"], told["script"], told["x"], told["y"],
        tuple(_row_names(told["x"], series)), series,
    )


def _faults(told: dict[str, Any], first: Line) -> Iterator[Problem]:
    for what, known, given in (
        ("a chart", FIELDS, told), ("the x axis", AXIS_FIELDS, told.get("x") or {}),
        ("the y axis", AXIS_FIELDS, told.get("y") or {}),
        *(("a line", LINE_FIELDS, line) for line in told.get("lines") or ()),
    ):
        for name in set(given) - known:
            yield first.problem("CHT001", f"{what} has no field `{name}`", f"use {', '.join(sorted(known))}")
    if absent := [name for name in NEEDED if not told.get(name)]:
        yield first.problem("CHT001", f"this chart has no {' and no '.join(absent)}", "add what is missing")
    for line in told.get("lines") or ():
        if line.get("colour", "ink") not in COLOURS:
            yield first.problem("CHT001", f"there is no colour `{line['colour']}`", f"use {', '.join(COLOURS)}")


def _fits(row: Mapping[str, str], where: Mapping[str, Any]) -> bool:
    return all(row[column] == str(value) for column, value in where.items())


def _series(line: Mapping[str, Any], rows: list[dict[str, str]], told: Mapping[str, Any]) -> Series:
    x, y, spread = told["x"]["column"], told["y"]["column"], told.get("spread")
    factor = 100 if told["y"].get("percent") else 1
    runs: dict[str, dict[float, float]] = {}
    for row in rows:
        if _fits(row, line["where"]):
            runs.setdefault(row[spread] if spread else "", {})[float(row[x])] = factor * float(row[y])
    places = sorted({place for run in runs.values() for place in run})
    bands = told["x"].get("bands") or [[place, place] for place in places]
    return Series(
        line["label"], line.get("colour", "ink"), line.get("dash", "solid"), line.get("marker", "circle"), len(runs),
        tuple(_point(place, [run[place] for run in runs.values() if place in run]) for place in places),
        tuple(
            _point(number, [fmean(v for place, v in run.items() if low <= place <= high) for run in runs.values()])
            for number, (low, high) in enumerate(bands)
        ) if places else (),
    )


def _point(x: float, values: list[float]) -> Point:
    return Point(x, fmean(values), min(values), max(values))


def _row_names(x: Mapping[str, Any], series: tuple[Series, ...]) -> Iterator[str]:
    if "bands" in x:
        yield from (f"{low}–{high}" if low != high else f"{low}" for low, high in x["bands"])
    else:
        yield from (f"{point.x:g}" for point in series[0].points)


def place_charts(
    lines: tuple[Line, ...], charts: Mapping[str, Chart]
) -> tuple[list[Line], list[Problem], list[Placed]]:
    """The lines with a placeholder paragraph for each chart, what is wrong, and the charts in their order."""
    placed, problems, found = put_marks(lines, "chart", frozenset(), lambda one: _unknown(one, charts))
    times: Counter[str] = Counter()
    used = []
    for one in found:
        times[one.argument] += 1
        again = f"-{times[one.argument]}" if times[one.argument] > 1 else ""
        used.append(Placed(charts[one.argument], f"chart-{one.argument}{again}"))
    return placed, problems, used


def _unknown(directive: Directive, charts: Mapping[str, Chart]) -> Iterator[Problem]:
    if directive.argument not in charts:
        near = difflib.get_close_matches(directive.argument, charts, n=1)
        help = f"did you mean {near[0]}?" if near else f"write {FOLDER}/{directive.argument}.yml"
        what = f"there is no usable chart `{directive.argument}`"
        yield directive.line.problem("CHT005", what, help, directive.indent)


def insert_charts(html: str, placed: list[Placed], to_root: str = "") -> str:
    """The page's HTML with the charts in place of their placeholders; `to_root` leads to the site's root."""
    return PLACEHOLDER.sub(lambda match: chart_html(placed[int(match[1])], to_root), html)


def chart_html(placed: Placed, to_root: str) -> str:
    """The whole `<figure>`: a place for the drawing, the numbers as a table, and where they come from."""
    chart, element = placed.chart, placed.element
    spec = json.dumps(browser_spec(chart), ensure_ascii=False, separators=(",", ":"))
    spec = escape(spec, quote=False).replace("'", "&#39;")
    title = escape(chart.title)
    return (
        f'<figure class="chart" id="{element}" data-chart="{chart.id}" data-spec=\'{spec}\'>'
        f'<div class="chart-plot" role="img" aria-label="{title}. {escape(chart.alt)}"></div>'
        f'<div class="chart-scroll" role="region" tabindex="0" aria-label="The numbers: {title}">{_table(chart)}</div>'
        f"<figcaption><strong>{title}.</strong> {_text(chart.alt)}</figcaption>{_provenance(chart, to_root)}</figure>"
    )


def _text(text: str) -> str:
    """Words for HTML and for plotly.js, which knows `<sub>` too: d_k has its k lowered."""
    return SUBSCRIPT.sub(r"<sub>\1</sub>", escape(text, quote=False))


def _table(chart: Chart) -> str:
    heads = "".join(f'<th scope="col">{_text(series.label)}</th>' for series in chart.series)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{_numbers(chart, series, number)}</td>" for series in chart.series)
        + "</tr>"
        for number, name in enumerate(chart.rows)
    )
    corner = _text(chart.x["label"])
    return (
        f'<table class="chart-table" data-search-exclude><caption>{_text(chart.y["label"])}{_spread(chart)}</caption>'
        f'<thead><tr><th scope="col">{corner}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _numbers(chart: Chart, series: Series, number: int) -> str:
    point, digits = series.bands[number], chart.y.get("digits", 1)
    unit = " %" if chart.y.get("percent") else ""
    mean = f"{point.mean:.{digits}f}{unit}"
    if series.repetitions == 1:
        return mean
    return f"{mean} <small>({point.low:.{digits}f}–{point.high:.{digits}f})</small>"


def _spread(chart: Chart) -> str:
    counts = {series.repetitions for series in chart.series}
    if counts == {1}:
        return ""
    return "; mean, and in brackets the lowest and highest of the seeds"


def _provenance(chart: Chart, to_root: str) -> str:
    seeds = "; ".join(
        f"{_text(series.label)}: {series.repetitions} {'seed' if series.repetitions == 1 else 'seeds'}"
        for series in chart.series
    )
    links = " · ".join(
        f'{name} <a href="{escape(to_root + path.removeprefix("docs/"))}"><code>{escape(path)}</code></a>'
        for name, path in (("numbers", chart.source), ("script", chart.script))
    )
    status = '<span class="heatmap-status" data-status="measured">Measured</span>'
    return f'<p class="chart-provenance">{status} {seeds} · {links}</p>'


def browser_spec(chart: Chart) -> dict[str, Any]:
    """The figure as plotly.js takes it, checked by plotly.py; each trace names its colour in `meta`."""
    spec = go.Figure(data=list(_traces(chart)), layout=_layout(chart)).to_plotly_json()
    del spec["layout"]["template"]
    return json.loads(json.dumps(spec))


def _traces(chart: Chart) -> Iterator[Any]:
    unit = " %" if chart.y.get("percent") else ""
    digits = chart.y.get("digits", 1)
    for series in chart.series:
        xs = [point.x for point in series.points]
        if series.repetitions > 1:
            edge = [point.high for point in series.points] + [point.low for point in reversed(series.points)]
            yield go.Scatter(
                x=xs + xs[::-1], y=[round(value, 4) for value in edge],
                fill="toself", mode="lines", line={"width": 0}, hoverinfo="skip",
                showlegend=False, meta=f"fill {series.colour}",
            )
        yield go.Scatter(
            x=xs, y=[round(point.mean, 4) for point in series.points], name=_text(series.label),
            mode="lines+markers", line={"dash": series.dash, "width": 2}, meta=f"line {series.colour}",
            marker={"symbol": series.marker, "size": 6},
            hovertemplate=f"%{{x}}: %{{y:.{digits}f}}{unit}<extra>{_text(series.label)}</extra>",
        )


def _layout(chart: Chart) -> dict[str, Any]:
    axes = {}
    for name, axis in (("xaxis", chart.x), ("yaxis", chart.y)):
        axes[name] = {"title": {"text": _text(axis["label"])}, "fixedrange": True, "zeroline": False}
        if axis.get("log"):
            axes[name] |= {"type": "log", "dtick": 1}  # whole powers of ten
        if axis.get("range"):
            axes[name]["range"] = axis["range"]
        if axis.get("percent"):
            axes[name]["ticksuffix"] = " %"
    if chart.x.get("log"):
        axes["xaxis"]["tickvals"] = [point.x for point in chart.series[0].points]
    return {
        "template": "none", "dragmode": False, "hovermode": "closest", "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)", "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 60, "r": 12, "t": 10, "b": 48}, **axes,
    }
