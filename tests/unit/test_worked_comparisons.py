"""The numbers of the pages that compare attention with something else, computed again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

SNIPPETS = Path(__file__).parents[2] / "snippets"


def text_of(topic: str) -> str:
    return (SNIPPETS / topic / "intermediate.md").read_text(encoding="utf-8").replace("−", "-")


def row(topic: str, start: str) -> list[float]:
    """The numbers in the cells after the first of the table row that begins with `start`."""
    line = next(line for line in text_of(topic).splitlines() if line.startswith(f"| {start}"))
    cells = [cell.strip() for cell in line.strip("|").split("|")][1:]
    return [float(cell) for cell in cells if cell.replace(".", "", 1).lstrip("-").isdigit()]


def softmax(scores) -> np.ndarray:
    raised = np.exp(np.asarray(scores, dtype=float))
    return raised / raised.sum()


def test_convolution_and_attention_at_the_mat():
    text = text_of("vs-convolution")
    assert "0.5 \\times 6 + 0.25 \\times 2 + 0.25 \\times 4 = 4.5" in text
    assert 0.5 * 6 + 0.25 * 2 + 0.25 * 4 == 4.5
    assert "$0.6 \\times 4 + 0.1 \\times 2 + 0.3 \\times 6 = 4.4$" in text
    assert 0.6 * 4 + 0.1 * 2 + 0.3 * 6 == pytest.approx(4.4)


@pytest.mark.parametrize("gates", [(0.5, 0.5, 0.5), (0.9, 0.1, 0.1)])
def test_gates_are_weights_over_the_past(gates):
    state, news = 0.0, (8.0, 2.0, 0.0)
    for gate, new in zip(gates, news):
        state = (1 - gate) * state + gate * new
    weights = [gate * np.prod([1 - later for later in gates[i + 1 :]]) for i, gate in enumerate(gates)]
    start = np.prod([1 - gate for gate in gates])
    assert sum(weights) + start == pytest.approx(1)
    assert row("vs-recurrence", ", ".join(map(str, gates))) == pytest.approx([*weights, start, state], abs=5e-4)


@pytest.mark.parametrize(("width", "start"), [(1, "weights, $\\tau = 1$"), (0.5, "weights, $\\tau = 0.5$")])
def test_kernel_regression_at_two_and_a_half(width, start):
    weights = softmax([-((2.5 - x) ** 2) / (2 * width**2) for x in (1, 2, 4)])
    prediction = weights @ [10, 20, 40]
    assert row("vs-kernel-regression", start) == pytest.approx([*weights, prediction], abs=5e-3)


def test_fast_weights_leak_and_softmax_keeps_apart():
    keys, values, query = np.array([[1, 0], [0, 1], [0.6, 0.8]]), np.array([3, 5, 2]), np.array([1, 0])
    assert row("vs-fast-weights", "fast weights, two")[0] == pytest.approx(values[:2] @ keys[:2] @ query)
    assert row("vs-fast-weights", "fast weights, three")[0] == pytest.approx(values @ keys @ query)
    weights = softmax(5 * keys @ query)
    assert row("vs-fast-weights", "softmax attention")[0] == pytest.approx(weights @ values, abs=5e-3)
    assert "the weights are 0.876, 0.006 and 0.118" in text_of("vs-fast-weights")
    assert weights == pytest.approx([0.876, 0.006, 0.118], abs=6e-4)


def test_a_softmax_over_four_passages():
    shares = softmax([4, 3, 1, 0])
    lines = [line for line in text_of("vs-retrieval").splitlines() if "| kept |" in line or "| dropped |" in line]
    assert [float(line.strip("| ").split("|")[-1]) for line in lines] == pytest.approx(shares, abs=5e-4)


@pytest.mark.parametrize(("decay", "start"), [(0.5, "$A = 0.5$"), (0.99, "selective")])
def test_a_state_decays_at_its_own_pace(decay, start):
    assert row("vs-state-space", start) == pytest.approx([8 * decay**i for i in range(4)], abs=5e-3)


def test_raising_one_score_lowers_the_other_shares():
    shares = softmax([2, 0, 0, 0])
    text = text_of("vs-human-attention")
    assert "$7.389 / 10.389 = 0.711$" in text
    assert "fall to 0.096 each" in text
    assert shares == pytest.approx([0.711, 0.096, 0.096, 0.096], abs=5e-4)
    assert np.exp(2) == pytest.approx(7.389, abs=5e-4)


def test_one_query_and_two_keys_scored_in_three_ways():
    query, keys = np.array([1, 0]), np.array([[2, 1], [0, 1]])
    products = keys @ query
    scores = {
        "additive": np.tanh(query + keys).sum(axis=1),
        "dot product": products,
        "scaled": products / np.sqrt(query.size),
    }
    for name, values in scores.items():
        line = next(line for line in text_of("evolution").splitlines() if line.startswith(f"| {name} |"))
        *shown, weight = [cell.strip().strip("$") for cell in line.strip("|").split("|")][1:]
        assert [float(cell.split("=")[-1]) for cell in shown] == pytest.approx(values, abs=5e-4)
        assert float(weight) == pytest.approx(softmax(values)[0], abs=5e-4)
