"""The NumPy reference that docs/implement/ publishes: values worked out by hand, and properties."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "implement"


def load():
    spec = importlib.util.spec_from_file_location("attention_reference", FOLDER / "attention_reference.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


ref = load()


@pytest.fixture
def rng():
    return np.random.default_rng(2014)


@pytest.fixture
def maps(rng):
    """Two heads, d_model = 6, d_k = 4, d_v = 3."""
    return ref.MultiHead(2, *(rng.normal(size=shape) for shape in ((6, 8), (6, 8), (6, 6), (6, 6))))


def test_softmax_of_two_scores_by_hand():
    assert ref.softmax(np.array([0.0, np.log(3)])) == pytest.approx([0.25, 0.75])


def test_softmax_keeps_rows_at_one_and_huge_scores_finite():
    shares = ref.softmax(np.array([[1e4, 1e4 - 1], [-1e4, 0]]))
    assert shares.sum(axis=-1) == pytest.approx([1, 1])
    assert shares[0] == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.e)])


def test_additive_attention_by_hand():
    """tanh of ±artanh(1/2) is ±1/2, so v_a = ln 3 makes the scores differ by ln 3 and the weights 3/4 and 1/4."""
    half = np.arctanh(0.5)
    c, alpha = ref.additive_attention(
        s=np.array([half]),
        h=np.array([[0.0, 1.0], [-2 * half, 0.0]]),
        W_a=np.array([[1.0]]),
        U_a=np.array([[1.0, 0.0]]),
        v_a=np.array([np.log(3)]),
    )
    assert alpha == pytest.approx([0.75, 0.25])
    assert c == pytest.approx([-0.5 * half, 0.75])


def test_additive_attention_repeats_the_toy_calculation_of_the_site():
    _, alpha = ref.additive_attention(
        s=np.array([0.5, 0.5]),
        h=np.array([[1.0, 0], [0, 1], [-1, 0]]),
        W_a=np.array([[1.0, 0], [0, -1]]),
        U_a=np.array([[1.0, 0], [-0.5, 0.5]]),
        v_a=np.array([2.0, -1]),
    )
    assert alpha == pytest.approx([0.818, 0.157, 0.025], abs=5e-4)


def test_additive_attention_starts_uniform_when_v_is_zero(rng):
    h = rng.normal(size=(15, 8))
    c, alpha = ref.additive_attention(rng.normal(size=4), h, rng.normal(size=(5, 4)), rng.normal(size=(5, 8)), np.zeros(5))
    assert alpha == pytest.approx(np.full(15, 1 / 15))
    assert c == pytest.approx(h.mean(axis=0))


def test_scaled_dot_product_by_hand():
    """d_k = 4, so the dot products 0 and 2 ln 3 are halved: weights 1/4 and 3/4."""
    out, weights = ref.scaled_dot_product_attention(
        q=np.array([[1.0, 0, 0, 0]]),
        k=np.array([[0.0, 1, 0, 0], [2 * np.log(3), 0, 0, 0]]),
        v=np.array([[4.0], [8.0]]),
    )
    assert weights == pytest.approx(np.array([[0.25, 0.75]]))
    assert out == pytest.approx(np.array([[7.0]]))


def test_scaled_dot_product_repeats_the_toy_calculation_of_the_site():
    out, weights = ref.scaled_dot_product_attention(
        q=np.array([[1.0, 0, 2, 1]]),
        k=np.array([[0.0, 2, 0, 0], [0, 1, 1, 2], [1, 1, 0, 1]]),
        v=np.array([[0.0, 1], [2, 0], [1, 1]]),
    )
    assert weights == pytest.approx(np.array([[0.090, 0.665, 0.245]]), abs=5e-4)
    assert out == pytest.approx(np.array([[1.575, 0.335]]), abs=1e-3)


def test_the_scale_keeps_the_spread_of_scores_whatever_the_width(rng):
    for width in (4, 64, 1024):
        q, k = rng.normal(size=(2, 500, width))
        assert np.std(np.sum(q * k, axis=1) / np.sqrt(width)) == pytest.approx(1, abs=0.15)


def test_a_masked_position_changes_nothing(rng):
    q, k, v = rng.normal(size=(3, 5, 4))
    mask = np.array([True, True, False, True, True])
    out, weights = ref.scaled_dot_product_attention(q, k, v, mask)
    assert (weights[:, 2] == 0).all()
    other, _ = ref.scaled_dot_product_attention(q, np.delete(k, 2, 0), np.delete(v, 2, 0))
    assert out == pytest.approx(other)


def test_a_row_without_any_position_is_refused(rng):
    q, k, v = rng.normal(size=(3, 2, 4))
    with pytest.raises(ValueError, match="every position is masked"):
        ref.scaled_dot_product_attention(q, k, v, np.array([[True, False], [False, False]]))


def test_a_mask_of_numbers_is_refused(rng):
    q, k, v = rng.normal(size=(3, 2, 4))
    with pytest.raises(TypeError, match="True where"):
        ref.scaled_dot_product_attention(q, k, v, np.zeros((2, 2)))


def test_causal_mask_lets_each_position_see_itself_and_the_past():
    assert ref.causal_mask(3, 3).tolist() == [[True, False, False], [True, True, False], [True, True, True]]
    assert ref.causal_mask(1, 3).tolist() == [[True, True, True]]


def test_what_comes_later_does_not_change_the_past(maps, rng):
    x = rng.normal(size=(7, 6))
    whole, _ = ref.multi_head_attention(maps, x, x, ref.causal_mask(7, 7))
    start, _ = ref.multi_head_attention(maps, x[:4], x[:4], ref.causal_mask(4, 4))
    assert whole[:4] == pytest.approx(start)


def test_shuffled_words_give_the_same_vectors_shuffled(maps, rng):
    x, order = rng.normal(size=(7, 6)), rng.permutation(7)
    straight, _ = ref.multi_head_attention(maps, x, x)
    shuffled, _ = ref.multi_head_attention(maps, x[order], x[order])
    assert shuffled == pytest.approx(straight[order])


def test_each_head_shares_out_one_whole(maps, rng):
    out, weights = ref.multi_head_attention(maps, rng.normal(size=(3, 6)), rng.normal(size=(5, 6)))
    assert (out.shape, weights.shape) == ((3, 6), (2, 3, 5))
    assert weights.sum(axis=-1) == pytest.approx(np.ones((2, 3)))


def test_heads_are_independent_blocks(maps, rng):
    """The output is the sum over heads of what each head alone writes through its rows of W_o."""
    x = rng.normal(size=(4, 6))
    together, _ = ref.multi_head_attention(maps, x, x)
    alone = [
        ref.multi_head_attention(
            ref.MultiHead(
                1,
                maps.W_q[:, 4 * i : 4 * i + 4],
                maps.W_k[:, 4 * i : 4 * i + 4],
                maps.W_v[:, 3 * i : 3 * i + 3],
                maps.W_o[3 * i : 3 * i + 3],
            ),
            x,
            x,
        )[0]
        for i in range(2)
    ]
    assert together == pytest.approx(sum(alone))


def test_the_cache_gives_what_the_causal_mask_gives(maps, rng):
    x = rng.normal(size=(6, 6))
    expected, expected_weights = ref.multi_head_attention(maps, x, x, ref.causal_mask(6, 6))
    cache = ref.empty_cache(maps)
    for t in range(6):
        out, weights, cache = ref.attend_next(maps, x[t : t + 1], cache)
        assert out[0] == pytest.approx(expected[t])
        assert weights[:, 0] == pytest.approx(expected_weights[:, t, : t + 1])
    assert cache.k.shape == (2, 6, 4)
    assert cache.v.shape == (2, 6, 3)
