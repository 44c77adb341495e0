"""What the insight page says about its figures, held against the measured weights."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/explain/insight.md").read_text(encoding="utf-8")
LARGEST = {
    "cat-mat-alignment": {"s'": "sat", "est": "sat", "assis": "sat", "tapis": "mat", "velours": "velvet", "rouge": "red"},
    "inversion": {"zone": "area", "économique": "economic", "européenne": "european"},
}


class Alignment:
    """One artifact: shares by the first row of a target word."""

    def __init__(self, id: str) -> None:
        data = json.loads((ROOT / f"docs/attention/{id}.json").read_text(encoding="utf-8"))
        assert data["encoding"] == "f32" and data["status"] == "measured"
        self.queries, self.keys = data["queries"], data["keys"]
        raw = np.frombuffer(base64.b64decode(data["weights"]), dtype="<f4")
        self.weights = raw.reshape(len(self.queries), len(self.keys))

    def share(self, query: str, key: str) -> float:
        return float(self.weights[self.queries.index(query), self.keys.index(key)])

    def largest(self, query: str) -> str:
        return self.keys[int(self.weights[self.queries.index(query)].argmax())]


@pytest.mark.parametrize("id", LARGEST)
def test_the_words_of_which_the_page_speaks_have_their_largest_share_there(id):
    alignment = Alignment(id)
    assert f"::: heatmap {id}\n" in PAGE
    assert {word: alignment.largest(word) for word in LARGEST[id]} == LARGEST[id]


def test_the_article_rests_on_the_alone_though_its_noun_calls_for_the_form():
    alignment = Alignment("inversion")
    assert "In the first row l' rests on the alone" in PAGE
    assert alignment.share("l'", "the") > 0.95 and alignment.share("l'", "agreement") < 0.05


def test_untidy_rows_are_told_as_such():
    alignment = Alignment("inversion")
    assert "*vingt*, the twenty in it, rests on *two* and not on *ninety*" in PAGE
    assert alignment.largest("vingt") == "two" and alignment.share("vingt", "ninety") < 0.1
    assert "*cent*, from the year's nineteen hundred, divides its share between *nineteen* and *ninety*" in PAGE
    assert min(alignment.share("cent", "ninety"), alignment.share("cent", "nineteen")) > 0.25


def test_before_training_every_share_is_the_same():
    weights = Alignment("untrained-uniform").weights
    np.testing.assert_allclose(weights, 1 / weights.shape[1], rtol=1e-6)
    assert Alignment("untrained-uniform").keys == Alignment("cat-mat-alignment").keys
