"""Attention in NumPy, for reading: additive, scaled dot-product, masked, multi-head, and with a cache.

One sequence at a time, no batch. Shapes stand beside each line. A mask is True where a position may be attended to.
Additive attention: Bahdanau, Cho and Bengio, arXiv 1409.0473, sec. 3.1 and app. A.1.2. Scaled dot-product and
multi-head attention: Vaswani et al., arXiv 1706.03762, sec. 3.2. The code is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


def softmax(scores: np.ndarray) -> np.ndarray:
    """Shares along the last axis: positive, sum 1.

    A score of minus infinity gets the share 0. A row without any finite score
    has no softmax: ValueError.
    """
    highest = scores.max(axis=-1, keepdims=True)
    if not np.isfinite(highest).all():
        raise ValueError(
            "a row in which every position is masked has no attention weights"
        )
    raised = np.exp(scores - highest)  # the highest becomes exp(0): no overflow
    return raised / raised.sum(axis=-1, keepdims=True)


def additive_attention(
    s: np.ndarray,
    h: np.ndarray,
    W_a: np.ndarray,
    U_a: np.ndarray,
    v_a: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Context and weights for one output word, as in the model of 2014.

    s: [n], the decoder's state before the word; h: [T_x, 2n], the annotations;
    W_a: [n', n]; U_a: [n', 2n]; v_a: [n']. Returns c: [2n] and alpha: [T_x].
    """
    keys = h @ U_a.T  # [T_x, n'], the same for every output word
    e = np.tanh(W_a @ s + keys) @ v_a  # [T_x]
    alpha = softmax(e)  # [T_x], sum 1
    c = alpha @ h  # [2n], the expected annotation
    return c, alpha


def scaled_dot_product_attention(
    q: np.ndarray, k: np.ndarray, v: np.ndarray, mask: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Outputs and weights for all queries. Leading axes, such as heads, stay.

    q: [..., T_q, d_k]; k: [..., T_k, d_k]; v: [..., T_k, d_v];
    mask: bool, [T_q, T_k] or broadcastable, True = attend.
    Returns outputs: [..., T_q, d_v] and weights: [..., T_q, T_k].
    """
    d_k = q.shape[-1]
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(d_k)  # [..., T_q, T_k]
    if mask is not None:
        if mask.dtype != bool:
            raise TypeError(
                "a mask is boolean here: True where a position may be attended to"
            )
        scores = np.where(mask, scores, -np.inf)
    weights = softmax(scores)  # each row sums to 1
    return weights @ v, weights


def causal_mask(T_q: int, T_k: int) -> np.ndarray:
    """[T_q, T_k], True where a query may look: itself and what is before it.

    The last query belongs to the last key, so that with T_q < T_k the queries
    are the newest positions.
    """
    return np.tri(T_q, T_k, T_k - T_q, dtype=bool)


@dataclass(frozen=True)
class MultiHead:
    """The maps of one multi-head attention.

    W_q, W_k: [d_model, H * d_k]; W_v: [d_model, H * d_v];
    W_o: [H * d_v, d_model].
    """

    heads: int
    W_q: np.ndarray
    W_k: np.ndarray
    W_v: np.ndarray
    W_o: np.ndarray


def split_heads(x: np.ndarray, heads: int) -> np.ndarray:
    """[T, H * d] -> [H, T, d]."""
    T, width = x.shape
    return x.reshape(T, heads, width // heads).swapaxes(0, 1)


def join_heads(x: np.ndarray) -> np.ndarray:
    """[H, T, d] -> [T, H * d]."""
    heads, T, d = x.shape
    return x.swapaxes(0, 1).reshape(T, heads * d)


def multi_head_attention(
    maps: MultiHead,
    x_q: np.ndarray,
    x_kv: np.ndarray,
    mask: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Self-attention if x_q is x_kv, else cross-attention.

    x_q: [T_q, d_model]; x_kv: [T_k, d_model].
    Returns outputs: [T_q, d_model] and weights: [H, T_q, T_k].
    """
    q = split_heads(x_q @ maps.W_q, maps.heads)  # [H, T_q, d_k]
    k = split_heads(x_kv @ maps.W_k, maps.heads)  # [H, T_k, d_k]
    v = split_heads(x_kv @ maps.W_v, maps.heads)  # [H, T_k, d_v]
    outputs, weights = scaled_dot_product_attention(q, k, v, mask)
    return join_heads(outputs) @ maps.W_o, weights


@dataclass(frozen=True)
class Cache:
    """Keys and values of t positions: k: [H, t, d_k], v: [H, t, d_v]."""

    k: np.ndarray
    v: np.ndarray


def empty_cache(maps: MultiHead) -> Cache:
    d_k = maps.W_k.shape[1] // maps.heads
    d_v = maps.W_v.shape[1] // maps.heads
    return Cache(np.zeros((maps.heads, 0, d_k)), np.zeros((maps.heads, 0, d_v)))


def attend_next(
    maps: MultiHead, x_t: np.ndarray, cache: Cache
) -> tuple[np.ndarray, np.ndarray, Cache]:
    """One step of writing: the newest position attends to all so far.

    x_t: [1, d_model].
    Returns output: [1, d_model], weights: [H, 1, t + 1] and the longer cache.
    No mask is needed, since the cache holds nothing that comes later.
    """
    q = split_heads(x_t @ maps.W_q, maps.heads)  # [H, 1, d_k]
    new_k = split_heads(x_t @ maps.W_k, maps.heads)  # [H, 1, d_k]
    new_v = split_heads(x_t @ maps.W_v, maps.heads)  # [H, 1, d_v]
    k = np.concatenate([cache.k, new_k], axis=1)  # [H, t + 1, d_k]
    v = np.concatenate([cache.v, new_v], axis=1)  # [H, t + 1, d_v]
    outputs, weights = scaled_dot_product_attention(q, k, v)  # [H, 1, d_v]
    return join_heads(outputs) @ maps.W_o, weights, Cache(k, v)
