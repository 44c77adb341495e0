"""The pretrained model's tokenizer and attention, on a tiny model of the same form; the published maps' own claims."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from attention_lab.minilm import HEADS, LAYERS, TEXTS, WordPiece, attention_maps, gelu, normalised
from conftest import REPO

VOCABULARY = "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "cat", "sat", "##s", "un", "##like", "##ly", ".", "cafe"])


def test_words_are_cut_into_the_longest_known_pieces():
    tokenize = WordPiece(VOCABULARY)
    assert tokenize("The cats sat.") == ["[CLS]", "the", "cat", "##s", "sat", ".", "[SEP]"]
    assert tokenize("unlikely café dog") == ["[CLS]", "un", "##like", "##ly", "cafe", "[UNK]", "[SEP]"]


def tiny(width: int = 24, inner: int = 8) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)

    def random(*shape):
        return rng.standard_normal(shape).astype(np.float32)

    p = {f"embeddings.{name}_embeddings.weight": random(n, width) for name, n in
         (("word", 13), ("position", 20), ("token_type", 2))}
    p |= {"embeddings.LayerNorm.weight": random(width), "embeddings.LayerNorm.bias": random(width)}
    for layer in range(LAYERS):
        for name, rows, columns in (
            ("attention.self.query", width, width), ("attention.self.key", width, width),
            ("attention.self.value", width, width), ("attention.output.dense", width, width),
            ("intermediate.dense", inner, width), ("output.dense", width, inner),
        ):
            p |= {f"encoder.layer.{layer}.{name}.weight": random(rows, columns),
                  f"encoder.layer.{layer}.{name}.bias": random(rows)}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            p |= {f"encoder.layer.{layer}.{name}.weight": random(width), f"encoder.layer.{layer}.{name}.bias": random(width)}
    return p


def test_every_row_of_every_head_sums_to_one_and_order_matters():
    maps = attention_maps(tiny(), [2, 4, 5, 6, 3])
    assert maps.shape == (LAYERS, HEADS, 5, 5)
    np.testing.assert_allclose(maps.sum(-1), 1, atol=1e-5)
    turned = attention_maps(tiny(), [2, 6, 5, 4, 3])
    assert not np.allclose(maps[0][:, 0, [1, 2, 3]], turned[0][:, 0, [3, 2, 1]])  # positions count


def test_the_parts_are_the_usual_ones():
    x = np.array([[1.0, 2.0, 3.0, 6.0]])
    out = normalised(x, {"n.weight": np.ones(4), "n.bias": np.zeros(4)}, "n")
    assert abs(out.mean()) < 1e-9 and abs(out.std() - 1) < 1e-6
    assert gelu(np.array([0.0]))[0] == 0 and abs(gelu(np.array([1.0]))[0] - 0.841345) < 1e-6


@pytest.mark.parametrize("id", TEXTS)
def test_a_published_map_names_the_heads_that_its_numbers_name(id):
    artifact = json.loads((REPO / f"docs/attention/{id}.json").read_text("utf-8"))
    tokens = artifact["keys"]
    raw = np.frombuffer(base64.b64decode(artifact["weights"]), np.uint8) / 255.0
    last = (raw**2).reshape(LAYERS, HEADS, len(tokens), len(tokens))[..., -1].mean(-1)
    layer, head = np.unravel_index(last.argmax(), last.shape)
    assert f"the separator at the end: layer {layer + 1}, head {head + 1} (" in artifact["alt"]
    assert "Apache-2.0" in artifact["model"]["licence"] and tokens[0] == "[CLS]" and tokens[-1] == "[SEP]"


def test_texts_have_eight_to_128_tokens():
    counts = [len(json.loads((REPO / f"docs/attention/{id}.json").read_text("utf-8"))["keys"]) for id in TEXTS]
    assert (min(counts), max(counts)) == (8, 128) and len(counts) >= 4
