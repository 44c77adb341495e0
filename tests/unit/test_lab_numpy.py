"""The published weights, run in NumPy, say what PyTorch said when they were recorded."""
from __future__ import annotations

import base64
import csv
import json
from pathlib import Path

import numpy as np
import pytest

from attention_lab import rnnsearch_numpy, weights
from attention_lab.artifacts import figures
from attention_lab.vocabulary import Vocabulary

REPO = Path(__file__).resolve().parents[2]
LAB = REPO / "docs" / "lab"
WEIGHTS = LAB / "weights" / "rnnsearch.safetensors"


@pytest.fixture(scope="module")
def model() -> weights.Weights:
    return weights.load(WEIGHTS)


RECORDED = json.loads((LAB / "weights" / "rnnsearch.recorded.json").read_text(encoding="utf-8"))["sentences"]


def test_numpy_says_what_pytorch_said(model):
    for said in RECORDED[::4]:
        english = said["english"].split()
        steps = rnnsearch_numpy.decode(model.tensors, model.english.encode(english))
        assert " ".join(model.french.decode(step.word for step in steps)) == said["french"]
        weights = np.frombuffer(base64.b64decode(said["weights"]), "<u2").reshape(-1, len(english) + 1) / 65535
        np.testing.assert_allclose(np.stack([step.weights for step in steps]), weights, atol=1e-4)
        chosen = [rnnsearch_numpy.softmax(step.logits)[step.word] for step in steps]
        np.testing.assert_allclose(chosen, said["probabilities"], atol=1e-4)


def test_two_hundred_sentences_of_all_lengths_are_recorded():
    lengths = {len(said["english"].split()) for said in RECORDED}
    assert len(RECORDED) >= 200 and min(lengths) == 5 and max(lengths) == 60


def test_the_weights_are_small_enough_to_send_to_a_reader():
    assert WEIGHTS.stat().st_size < 400_000


def test_the_tensors_have_the_sizes_that_the_file_states(model):
    n, m = model.sizes["hidden"], model.sizes["embedding"]
    assert model.tensors["E_x"].shape == (len(model.english), m)
    assert model.tensors["alignment.U_a"].shape == (model.sizes["alignment"], 2 * n)
    assert model.tensors["decoder.W"].shape == (3 * n, m + 2 * n)
    assert model.tensors["C_o"].shape == (2 * model.sizes["maxout"], 2 * n)


def test_rows_of_weights_sum_to_one(model):
    _, rows = rnnsearch_numpy.translate(model, figures()[0].sentence.english)
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-5)


def test_published_test_sentences_are_known_words_and_mostly_right(model):
    with (LAB / "data" / "held-out.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if int(row["english_words"]) <= 20]
    right = sum(
        " ".join(rnnsearch_numpy.translate(model, row["english"].split())[0]) == row["french"] for row in rows
    )
    assert len(rows) == 80 and right >= 78


def test_an_unknown_word_is_refused_by_name(model):
    with pytest.raises(ValueError, match="transformer, zebra"):
        rnnsearch_numpy.translate(model, "the transformer sees the zebra".split())


def test_decoding_ends_even_if_the_end_symbol_never_comes(model):
    endless = dict(model.tensors)
    endless["b_y"] = endless["b_y"].copy()
    endless["b_y"][0] = -1e9
    assert len(rnnsearch_numpy.decode(endless, model.english.encode(["the", "cat"]), longest=7)) == 7


def test_softmax_survives_large_scores():
    np.testing.assert_array_equal(rnnsearch_numpy.softmax(np.array([1000.0, 1000.0])), [0.5, 0.5])


def test_a_vocabulary_gives_back_what_it_was_given():
    words = Vocabulary.of([("the", "cat"), ("a", "cat")])
    assert words.words == ("<end>", "a", "cat", "the")
    assert words.decode(words.encode(["a", "cat"])) == ["a", "cat"]


def test_weights_are_saved_to_the_same_bytes(model, tmp_path):
    weights.save(tmp_path / "again.safetensors", model)
    assert (tmp_path / "again.safetensors").read_bytes() == WEIGHTS.read_bytes()
