"""The pages on heads and on scores tell what the lab's table holds."""

from __future__ import annotations

import re
from statistics import fmean

import pytest
from conftest import REPO
from lab_metrics import by_seed, last, percent, seeds

HEADS, SCORE = ((REPO / f"docs/lab/{name}-measured.md").read_text("utf-8") for name in ("heads", "score"))
SCORES = {"additive": "rnnsearch", "dot product": "rnnsearch-dot", "divided by the root": "rnnsearch-scaled-dot"}


def rows(page: str) -> list[list[str]]:
    table = page.split("## Result", 1)[1].split("\n\n")[1]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def training(model: str, **where: object) -> list[str]:
    steps, losses = last(model, "steps", **where), last(model, "validation_loss", **where)
    return [f"{max(steps):,.0f}", f"{fmean(losses):.4f}"]


def test_the_table_of_heads():
    found = rows(HEADS)
    assert [row[0] for row in found] == ["1", "2", "4", "8"]
    for heads, size, *cells in found:
        assert int(heads) * int(size) == 48
        bands = ("5–10", "16–20", "21–25", "26–30")
        assert cells == training("transformer", heads=heads) + [percent("transformer", b, heads=heads) for b in bands]


def test_the_table_of_scores():
    found = rows(SCORE)
    assert [row[0] for row in found] == list(SCORES)
    for name, *cells in found:
        model = SCORES[name]
        exact = [percent(model, band) for band in ("5–10", "16–20", "21–25", "26–30", "31–40")]
        assert cells == training(model) + exact + [percent(model, "5–20", "heaviest_on_link", 0)]


@pytest.mark.parametrize("page, model, band", [(HEADS, "transformer", "21–25"), (SCORE, "rnnsearch", "26–30")])
def test_the_yardstick_is_the_spread_of_three_seeds(page, model, band):
    losses, shares = last(model, "validation_loss"), by_seed(model, band)
    told = re.search(rf"between ([\d.]+) and ([\d.]+), and whose exact match at {band} words is (\d+) to (\d+) %", page)
    assert told.groups() == (f"{min(losses):.4f}", f"{max(losses):.4f}", f"{100 * min(shares):.0f}", f"{100 * max(shares):.0f}")


def test_how_many_seeds_there_are():
    assert "There is one seed for 1, 2 and 8 heads, and three for 4." in HEADS
    assert [len(seeds("transformer", heads=n)) for n in (1, 2, 8, 4)] == [1, 1, 1, 3]
    assert "one seed for each product and three for the additive score" in SCORE
    assert [len(seeds(model)) for model in SCORES.values()] == [3, 1, 1]


def test_what_the_page_says_of_heads():
    trained = {heads: by_seed("transformer", "16–20", heads=heads) for heads in (1, 2, 4, 8)}
    assert max(trained[4]) - min(trained[4]) < 0.002
    assert all(0.01 <= min(trained[4]) - max(trained[few]) <= 0.023 for few in (1, 2))
    assert 0.004 <= min(trained[8]) - max(trained[4]) <= 0.007
    beyond = [fmean(by_seed("transformer", "21–25", heads=heads)) for heads in (1, 2, 4, 8)]
    assert all(0.31 < share < 0.39 for share in beyond) and max(beyond) == beyond[-1]
    assert all(fmean(by_seed("transformer", "26–30", heads=heads)) < 0.005 for heads in (1, 2, 4, 8))


def test_what_the_page_says_of_scores():
    plain, divided = "rnnsearch-dot", "rnnsearch-scaled-dot"

    def of(model: str, band: str, column: str = "exact_match") -> float:
        return fmean(by_seed(model, band, column))

    assert all(of(model, "5–20") > 0.95 for model in SCORES.values())
    assert 0.008 < 1 - of(plain, "5–10") < 0.015 and min(of("rnnsearch", "5–10"), of(divided, "5–10")) > 0.999
    worst = {band: min(by_seed("rnnsearch", band)) for band in ("21–25", "26–30", "31–40")}
    assert all(of(model, "21–25") < worst["21–25"] for model in (plain, divided))
    assert all(0 < worst["26–30"] - of(model, "26–30") < 0.02 for model in (plain, divided))
    assert all(of(model, "31–40") >= worst["31–40"] - 0.0005 for model in (plain, divided))
    assert of(divided, "5–20", "heaviest_on_link") > of(plain, "5–20", "heaviest_on_link")
    assert all(of(divided, band) <= of(plain, band) + 0.01 for band in ("21–25", "26–30", "31–40"))
    seeds_apart = by_seed("rnnsearch", "5–20", "heaviest_on_link")
    assert max(seeds_apart) - min(seeds_apart) > of(divided, "5–20", "heaviest_on_link") - of(plain, "5–20", "heaviest_on_link")
