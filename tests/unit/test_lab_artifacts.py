"""The lab's figures are measurements of the published weights, and their words agree with their numbers."""
from __future__ import annotations

import base64
import csv
import json
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from attention_lab.artifacts import artifact, figures, forty_words, measured
from attention_lab.phrases import Phrase
from attention_lab.weights import sha256

REPO = Path(__file__).resolve().parents[2]
LAB, FIGURES = REPO / "docs" / "lab", REPO / "docs" / "attention"
WEIGHTS = LAB / "weights" / "rnnsearch.safetensors"


def read(id: str) -> dict:
    return json.loads((FIGURES / f"{id}.json").read_text(encoding="utf-8"))


def rows_of(figure: dict) -> np.ndarray:
    shape = (len(figure["queries"]), len(figure["keys"]))
    return np.frombuffer(base64.b64decode(figure["weights"]), "<f4").reshape(shape)


def heaviest(figure: dict) -> dict[str, str]:
    """The heaviest source word of the last occurrence of each target word."""
    return {q: figure["keys"][row.argmax()] for q, row in zip(figure["queries"], rows_of(figure), strict=True)}


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: figure.id)
def test_a_figure_is_what_the_published_weights_compute(figure):
    kept, again = read(figure.id), measured(figure, WEIGHTS)
    np.testing.assert_allclose(rows_of(kept), rows_of(again), atol=1e-5)
    assert {k: v for k, v in kept.items() if k != "weights"} == {k: v for k, v in again.items() if k != "weights"}


def test_figures_name_the_weights_that_they_measure():
    assert {read(figure.id)["model"]["weights"] for figure in figures()} == {sha256(WEIGHTS)}
    assert read("untrained-uniform")["model"]["weights"] != sha256(WEIGHTS)


def test_the_running_example_is_translated_rightly_and_aligned():
    figure = read("cat-mat-alignment")
    assert " ".join(figure["queries"]) == (
        "le chat s' est assis sur le confortable tapis de velours rouge dans le coin de la pièce <end>"
    )
    assert "The translation is right." in figure["task"]
    for french, english in {"chat": "cat", "assis": "sat", "tapis": "mat", "velours": "velvet", "rouge": "red",
                            "coin": "corner", "pièce": "room"}.items():
        assert heaviest(figure)[french] == english


def test_the_inversion_is_visible():
    """zone économique européenne reads the English noun phrase from its end."""
    figure = read("inversion")
    places = [figure["keys"].index(heaviest(figure)[word]) for word in ("zone", "économique", "européenne")]
    assert places == sorted(places, reverse=True)
    assert [figure["keys"][place] for place in places] == ["area", "economic", "european"]


def test_before_training_every_weight_is_exactly_the_same():
    figure = read("untrained-uniform")
    assert figure["keys"] == read("cat-mat-alignment")["keys"]
    assert (rows_of(figure) == np.float32(1 / 16)).all()


def test_the_pronoun_defies_intuition_as_its_title_says():
    figure = read("pronouns")
    first = rows_of(figure)[figure["queries"].index("l'")]
    assert first[figure["keys"].index("him")] < 0.05
    assert figure["keys"][first.argmax()] == "loves"


def test_after_a_thousand_steps_the_alignment_is_there_already():
    figure = read("early-alignment")
    assert figure["keys"] == read("untrained-uniform")["keys"]
    assert rows_of(figure).max(axis=1).mean() > 0.5
    assert heaviest(figure)["chat"] == "cat"


def test_forty_words_are_read_again_from_the_published_weights_and_the_text_counts_right():
    figure = read("forty-words")
    with (LAB / "data" / "held-out.tsv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file, delimiter="\t") if row["english_words"] == "40")
    links = [tuple(map(int, (pair.split("-")[1] for pair in group))) for _, group in
             groupby(row["links"].split(), key=lambda pair: pair.split("-")[0])]
    sentence = Phrase(tuple(row["english"].split()), tuple(row["french"].split()), tuple(links))
    again = forty_words(sentence, WEIGHTS)
    np.testing.assert_allclose(rows_of(figure), rows_of(again), atol=1e-5)
    assert {k: v for k, v in figure.items() if k != "weights"} == {k: v for k, v in again.items() if k != "weights"}
    hits = [row.argmax() in places for row, places in zip(rows_of(figure), sentence.links)]
    half = len(hits) // 2
    readme = " ".join((LAB / "README.md").read_text(encoding="utf-8").split())
    assert f"{sum(hits[:half])} of {half} rows" in readme
    assert f"second half {sum(hits[half:])} of {len(hits) - half}." in readme


@pytest.mark.parametrize("name", ["transformer", "transformer-forty-words"])
def test_the_decoders_own_attention_has_no_cell_ahead(name):
    figure = read(f"{name}-causal")
    assert figure["mask"] == "causal" and figure["queries"] == figure["keys"]
    raw = np.frombuffer(base64.b64decode(figure["weights"]), np.uint8)
    shape = (figure["layers"], figure["heads"], len(figure["queries"]), len(figure["keys"]))
    assert not np.triu(raw.reshape(shape), 1).any()


@pytest.mark.parametrize("path", sorted(FIGURES.glob("*.json")), ids=lambda path: path.stem)
def test_a_figure_says_what_to_see(path):
    figure = json.loads(path.read_text(encoding="utf-8"))
    assert figure["id"] == path.stem
    assert len(figure["alt"]) > 80 and figure["task"] and figure["title"]


def test_a_figure_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="2 queries and 3 keys"):
        artifact("x", "t", "t", "a", "n", "sha256:0", ["a", "b"], ["a", "b", "c"], np.ones((3, 2)))
