"""Charts: every number in them is in the CSV that they name, and what is wrong is said in place."""

from __future__ import annotations

import re

import pytest
from conftest import REPO
from explainer.charts import browser_spec, insert_charts, load_chart, place_charts
from explainer.problem import ContentError
from explainer.text import split_lines

CSV = b"""model,seed,length,score
a,1,5,1.0
a,2,5,0.5
a,1,6,0.5
a,2,6,0.0
b,1,5,0.25
b,1,6,0.25
"""
YML = """title: A chart <of> scores
source: scores.csv
script: docs/lab/make.py
x: {column: length, label: words, bands: [[5, 6]]}
y: {column: score, label: share, percent: true, digits: 1}
spread: seed
lines:
  - {label: A & co, where: {model: a}, colour: original, dash: dot, marker: square}
  - {label: B, where: {model: b}}
alt: A lies above B.
"""


def chart(text: str = YML, csv: bytes | None = CSV):
    return load_chart("docs/lab/charts/scores.yml", text.encode(), lambda path: csv)


def html(text: str = YML) -> str:
    lines, problems, placed = place_charts(split_lines("docs/p.md", "::: chart scores"), {"scores": chart(text)})
    assert not problems
    return insert_charts("".join(f"<p>{line.text}</p>" for line in lines if line.text), placed, "../")


def test_a_line_is_the_mean_of_its_seeds_with_their_spread():
    a, b = chart().series
    assert [(p.x, p.mean, p.low, p.high) for p in a.points] == [(5, 75, 50, 100), (6, 25, 0, 50)]
    assert [(p.x, p.mean) for p in b.points] == [(5, 25), (6, 25)]
    assert (a.repetitions, b.repetitions) == (2, 1)


def test_the_table_says_mean_and_spread_and_where_they_come_from():
    page = html()
    text = re.sub(r"<[^>]+>", " ", page)
    assert "50.0 %" in text and "(25.0–75.0)" in text and "25.0 %" in text
    assert 'href="../scores.csv"' in page and 'href="../lab/make.py"' in page
    assert "A &amp; co: 2 seeds" in page and "B: 1 seed" in page
    assert "A chart &lt;of&gt; scores" in page and "<of>" not in page


def test_an_index_stands_below_the_line_in_table_caption_and_drawing():
    indexed = YML.replace("label: words", "label: head size d_k").replace("label: B", "label: by √d_k")
    indexed = indexed.replace("A lies", "d_k lies")
    page = re.sub(r" data-spec='[^']*'", "", html(indexed))
    assert page.count("d<sub>k</sub>") == 4 and "√d<sub>k</sub>" in page
    assert 'aria-label="A chart &lt;of&gt; scores. d_k lies' in page
    spec = browser_spec(chart(indexed))
    assert spec["layout"]["xaxis"]["title"]["text"] == "head size d<sub>k</sub>"
    assert spec["data"][-1]["name"] == "by √d<sub>k</sub>"


def test_a_band_of_seeds_is_drawn_behind_its_line_only():
    names = [trace["meta"] for trace in browser_spec(chart())["data"]]
    assert names == ["fill original", "line original", "line ink"]


@pytest.mark.parametrize("old, new, code, words", [
    ("title:", "titel:", "CHT001", "no field `titel`"),
    ("column: score", "column: skore", "CHT003", "no column `skore`"),
    ("{model: b}", "{model: c}", "CHT004", "line `B`"),
    ("colour: original", "colour: pink", "CHT001", "no colour `pink`"),
])
def test_what_is_wrong_is_named(old, new, code, words):
    with pytest.raises(ContentError) as error:
        chart(YML.replace(old, new))
    assert any(p.code == code and words in p.message and p.path.endswith("scores.yml") for p in error.value.problems)


def test_a_missing_source_and_an_unknown_chart_are_named():
    with pytest.raises(ContentError) as error:
        chart(csv=None)
    assert error.value.problems[0].code == "CHT002"
    _, problems, _ = place_charts(split_lines("docs/p.md", "::: chart score"), {"scores": chart()})
    assert [(p.line, p.code, p.help) for p in problems] == [(1, "CHT005", "did you mean scores?")]


@pytest.mark.parametrize("path", sorted((REPO / "docs/lab/charts").glob("*.yml")), ids=lambda path: path.stem)
def test_the_sites_charts_load(path):
    loaded = load_chart(f"docs/lab/charts/{path.name}", path.read_bytes(), lambda name: (REPO / name).read_bytes())
    assert loaded.rows and all(len(series.bands) == len(loaded.rows) for series in loaded.series)
    assert len(loaded.alt) > 80
