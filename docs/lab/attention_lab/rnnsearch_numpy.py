"""RNNsearch's forward pass in NumPy: the published weights can be used, and checked, without PyTorch.

The symbols are those of rnnsearch.py; here one sentence goes through at a time, so a state is a vector (n,).
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy import ndarray

from .weights import Weights


class Step(NamedTuple):
    """One step of the decoder."""

    state: ndarray  # s_{i−1} (n,)
    weights: ndarray  # α_i (T_x,)
    context: ndarray  # c_i (2 n,)
    logits: ndarray  # (K_y,)
    word: int


def sigmoid(x: ndarray) -> ndarray:
    return 1 / (1 + np.exp(-x))


def softmax(scores: ndarray) -> ndarray:
    """Positive weights that sum to 1; the largest score is taken off first, so that exp cannot overflow."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def gated_unit(p: Mapping[str, ndarray], name: str, x: ndarray, state: ndarray) -> ndarray:
    """s' = (1 − z) ∘ s + z ∘ tanh(W x + U (r ∘ s) + b): the state after one input x."""
    n = len(state)
    driven = p[f"{name}.W"] @ x + p[f"{name}.b"]
    z, r = np.split(sigmoid(driven[: 2 * n] + p[f"{name}.U_gates"] @ state), 2)
    candidate = np.tanh(driven[2 * n:] + p[f"{name}.U"] @ (r * state))
    return (1 - z) * state + z * candidate


def encode(p: Mapping[str, ndarray], source: Sequence[int]) -> tuple[ndarray, ndarray]:
    """Annotations h_j = [→h_j; ←h_j] as rows (T_x, 2 n), and s_0 = tanh(W_s ←h_1) (n,)."""
    forward, backward = [], []
    for name, places, states in (
        ("encoder_forward", source, forward), ("encoder_backward", list(reversed(source)), backward)
    ):
        state = np.zeros(p["W_s"].shape[0], np.float32)
        for place in places:
            state = gated_unit(p, name, p["E_x"][place], state)
            states.append(state)
    backward.reverse()
    annotations = np.concatenate([np.stack(forward), np.stack(backward)], axis=1)
    return annotations, np.tanh(p["W_s"] @ backward[0] + p["b_s"])


def align(p: Mapping[str, ndarray], state: ndarray, annotations: ndarray) -> ndarray:
    """α_i (T_x,) from e_ij = v_aᵀ tanh(W_a s_{i−1} + U_a h_j)."""
    scores = np.tanh(p["alignment.W_a"] @ state + annotations @ p["alignment.U_a"].T) @ p["alignment.v_a"]
    return softmax(scores)


def readout(p: Mapping[str, ndarray], state: ndarray, previous: ndarray, context: ndarray) -> ndarray:
    """Logits (K_y,) from s_{i−1}, E y_{i−1} and c_i by a two-way maxout."""
    t = p["U_o"] @ state + p["V_o"] @ previous + p["C_o"] @ context + p["b_o"]
    return p["W_o"] @ t.reshape(-1, 2).max(axis=1) + p["b_y"]


def decode(
    p: Mapping[str, ndarray], source: Sequence[int], longest: int = 100, given: Sequence[int] | None = None
) -> list[Step]:
    """The likeliest word at each step, up to the end symbol (place 0) or `longest` words; or the words `given`."""
    annotations, state = encode(p, source)
    previous = np.zeros(p["E_y"].shape[1], np.float32)
    steps: list[Step] = []
    while len(steps) < (longest if given is None else len(given)) and not (steps and steps[-1].word == 0):
        weights = align(p, state, annotations)
        context = weights @ annotations
        logits = readout(p, state, previous, context)
        steps.append(Step(state, weights, context, logits, int(logits.argmax()) if given is None else given[len(steps)]))
        state = gated_unit(p, "decoder", np.concatenate([previous, context]), state)
        previous = p["E_y"][steps[-1].word]
    return steps


def translate(model: Weights, english: Sequence[str]) -> tuple[list[str], ndarray]:
    """French words, the end symbol's row included in the weights (T_y + 1, T_x + 1) but not in the words."""
    steps = decode(model.tensors, model.english.encode(english))
    return model.french.decode(step.word for step in steps), np.stack([step.weights for step in steps])
