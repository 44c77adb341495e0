"""Measured curves: drawn from what was recorded, and what the pages say of them is so."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import attention_cost
import attention_reference
import dot_product_spread
import numpy as np
import pytest
from conftest import REPO
from explainer.drawings.curves import COSTS, SPREADS, measured, read_table
from explainer.drawings.place import insert_drawings, place_drawings
from explainer.text import split_lines

NAMES = ("cost-curves", "score-spread")


def read(path: str) -> bytes:
    return (REPO / path).read_bytes()


def costs(column: str) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for row in read_table(read(COSTS).decode())[0]:
        found.setdefault(row["method"], {})[int(row["tokens"])] = float(row[column])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_curve_is_drawn_in_the_colours_of_the_scheme_with_its_numbers_below(name):
    _, problems, drawings = place_drawings(split_lines("docs/p.md", f"::: drawing {name}"), measured(read))
    assert problems == []
    figure = ElementTree.fromstring(insert_drawings("<p>\ue000drawing:0\ue000</p>", drawings))
    svg = figure.find("svg")
    markup = ElementTree.tostring(svg, encoding="unicode")
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|\bstyle=|nan", markup)
    assert int(svg.get("viewBox").split()[2]) <= 440
    assert len(svg.find("desc").text.split()) >= 25
    assert "Measured" in "".join(figure.find("figcaption").itertext())
    rows = figure.findall("details/table/tbody/tr")
    assert len(rows) >= 6 and len({len(row) for row in rows}) == 1


def test_tiles_give_the_same_and_a_window_what_a_mask_gives(monkeypatch):
    q, k, v = np.random.default_rng(0).standard_normal((3, 300, 8))
    expected, _ = attention_reference.scaled_dot_product_attention(q, k, v)
    np.testing.assert_allclose(attention_cost.whole(q, k, v), expected)
    np.testing.assert_allclose(attention_cost.tiled(q, k, v), expected)
    monkeypatch.setattr(attention_cost, "REACH", 20)
    near = np.abs(np.subtract.outer(np.arange(300), np.arange(300))) <= 20
    windowed, _ = attention_reference.scaled_dot_product_attention(q, k, v, near)
    np.testing.assert_allclose(attention_cost.window(q, k, v), windowed)


def test_the_recorded_costs_grow_as_the_captions_say():
    time, memory = costs("seconds"), costs("bytes")
    for method in ("whole", "tiled"):
        assert 10 < time[method][8192] / time[method][2048] < 25, method  # two doublings, each about fourfold
    assert 3 < time["window"][8192] / time["window"][2048] < 6
    assert memory["whole"][8192] / memory["whole"][4096] == pytest.approx(4, rel=0.02)
    assert memory["tiled"][8192] < memory["whole"][8192] / 100


def test_memory_is_as_recorded():
    """What a run holds depends on the length alone, so it can be measured again anywhere."""
    for method in attention_cost.METHODS:
        _, peak = attention_cost.measure(method, 512, runs=1)
        assert peak == pytest.approx(costs("bytes")[method][512], rel=0.1)


def test_the_page_on_limits_tells_what_was_recorded():
    page = (REPO / "docs/explain/limitations.md").read_text("utf-8")
    whole = costs("bytes")["whole"]
    assert f"{whole[1024] / 1e6:.1f} MB for 1,024 tokens and {whole[8192] / 1e6:.1f} MB for 8,192" in page
    assert "eight times the text, sixty times the room" in page
    assert 58 < whole[8192] / whole[1024] < 62


def test_the_spread_of_scores_can_be_measured_again():
    rows, _ = read_table(read(SPREADS).decode())
    for row in rows:
        if int(row["width"]) <= 64:
            again = dot_product_spread.measure(int(row["width"]))[row["score"]]
            assert (float(row["spread"]), float(row["largest_weight"])) == pytest.approx(again, abs=1e-3)
        root = np.sqrt(int(row["width"])) if row["score"] == "plain" else 1
        assert float(row["spread"]) == pytest.approx(root, rel=0.02)
