"""The toy calculations of the intermediate depth, computed again from the numbers that the reader sees."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

SNIPPETS = Path(__file__).parents[2] / "snippets"
NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")


def text_of(topic: str) -> str:
    """The topic's intermediate text, with one kind of minus sign."""
    return (SNIPPETS / topic / "intermediate.md").read_text(encoding="utf-8").replace("−", "-")


def numbers(cell: str) -> list[float]:
    return [float(found.replace(",", "")) for found in NUMBER.findall(cell)]


def columns(topic: str, first_header: str) -> dict[str, list[str]]:
    """The table whose first column is `first_header`: its cells by column, without a row of sums."""
    lines = text_of(topic).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_header} |"))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    head, body = rows[0], [row for row in rows[2:] if row[0] != "*sum*"]
    return {name: [row[i] for row in body] for i, name in enumerate(head)}


def vectors(cells: list[str]) -> np.ndarray:
    return np.array([numbers(cell) for cell in cells])


def softmax(scores: np.ndarray) -> np.ndarray:
    return np.exp(scores) / np.exp(scores).sum()


def shown(values: list[str] | np.ndarray) -> np.ndarray:
    return np.array([numbers(value)[0] for value in values])


def result_of(topic: str) -> np.ndarray:
    """The vector at the end of the text's last displayed sum."""
    found = re.findall(r"= \(([-\d., \\]+)\)\n\$\$", text_of(topic))
    return np.array(numbers(found[-1]))


def test_looking_back_scores_become_the_context():
    table = columns("look-back", "Source word")
    weights = softmax(shown(table["Score $e_j$"]))
    np.testing.assert_allclose(shown(table[r"$\exp(e_j)$"]), np.exp(shown(table["Score $e_j$"])), atol=5e-4)
    np.testing.assert_allclose(shown(table[r"Weight $\alpha_j$"]), weights, atol=5e-4)
    np.testing.assert_allclose(result_of("look-back"), weights @ vectors(table["State $h_j$"]), atol=5e-4)


def test_the_additive_score_step_by_step():
    table = columns("additive-attention", "Source word")
    blocks = re.findall(r"([WUvs]) = \\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", text_of("additive-attention"))
    given = {name: np.array([numbers(row) for row in block.split(r"\\")]) for name, block in blocks}
    states = vectors(table["$h_j$"])
    projected = states @ given["U"].T
    sums = projected + (given["W"] @ given["s"]).ravel()
    scores = np.tanh(sums) @ given["v"].ravel()
    np.testing.assert_allclose(vectors(table["$U h_j$"]), projected)
    np.testing.assert_allclose(vectors(table["$W s + U h_j$"]), sums)
    np.testing.assert_allclose(vectors(table["tanh"]), np.tanh(sums), atol=5e-4)
    np.testing.assert_allclose(shown(table["$e_j$"]), scores, atol=5e-4)
    np.testing.assert_allclose(shown(table[r"$\alpha_j$"]), softmax(scores), atol=5e-4)
    np.testing.assert_allclose(result_of("additive-attention"), softmax(scores) @ states, atol=5e-4)


def test_one_step_of_learning_moves_the_weights_to_what_helps():
    table = columns("soft-alignment", "Source word")
    start = np.full(3, 1 / 3)
    helps = vectors(table["$h_j$"]) @ np.array([-1, 1])
    push = start * (helps - start @ helps)
    np.testing.assert_allclose(shown(table["$u_j$"]), helps)
    np.testing.assert_allclose(shown(table[r"$\alpha_j (u_j - \bar{u})$"]), push, atol=5e-4)
    np.testing.assert_allclose(shown(table[r"$\alpha_j$ after one step"]), softmax(push), atol=5e-4)


def test_the_readout_takes_the_larger_of_each_pair():
    table = columns("readout", "Word")
    pairs = np.array(numbers(re.search(r"\\tilde\{t\} = \(([^)]*)\)", text_of("readout"))[1])).reshape(-1, 2)
    scores = vectors(table["Row of $W_o$"]) @ pairs.max(axis=1)
    np.testing.assert_allclose(shown(table["Score"]), scores, atol=1e-9)
    np.testing.assert_allclose(shown(table[r"$\exp$"]), np.exp(scores), atol=5e-4)
    np.testing.assert_allclose(shown(table["Probability"]), softmax(scores), atol=5e-4)


def test_scaled_dot_products_with_and_without_the_scale():
    table = columns("scaled-dot-product", "Word")
    seen = slice(0, 3)  # the last row is masked
    query = np.array(numbers(re.search(r"\$q = \(([^)]*)\)\$", text_of("scaled-dot-product"))[1]))
    scores = vectors(table["Key $k_j$"][seen]) @ query
    weights = softmax(scores / np.sqrt(len(query)))
    np.testing.assert_allclose(shown(table[r"$q \cdot k_j$"][seen]), scores)
    np.testing.assert_allclose(shown(table["divided by 2"][seen]), scores / 2)
    np.testing.assert_allclose(shown(table[r"Weight $\alpha_j$"][seen]), weights, atol=5e-4)
    np.testing.assert_allclose(result_of("scaled-dot-product"), weights @ vectors(table["Value $v_j$"][seen]), atol=5e-4)
    unscaled = re.search(r"and the weights ([\d., and]+)\. The", text_of("scaled-dot-product"))[1]
    np.testing.assert_allclose(numbers(unscaled), softmax(scores), atol=5e-4)


@pytest.mark.parametrize("head", [1, 2])
def test_each_head_returns_its_own_average(head):
    rows = {row[0]: row[1:] for row in zip(*columns("multi-head", "Head").values(), strict=True)}
    weights, values = rows[f"{head}, weights"], rows[f"{head}, values"]
    assert sum(shown(weights[:3])) == pytest.approx(1)
    assert numbers(values[3])[0] == pytest.approx(shown(weights[:3]) @ shown(values[:3]))


def test_a_fixed_matrix_confuses_the_third_item():
    text = text_of("bottleneck-today")
    before, after = (
        np.array([numbers(row) for row in block.split(r"\\")])
        for block in re.findall(r"S = \\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", text)
    )
    two = np.outer([1, 0], [5, 1]) + np.outer([0, 1], [2, 3])
    np.testing.assert_allclose(before, two)
    np.testing.assert_allclose(after, two + np.outer([0.6, 0.8], [0, 10]))
    assert "now reads (5, 7)" in text and (after.T @ [1, 0]).tolist() == [5, 7]


def test_gates_and_distance():
    text = text_of("encoder-decoder")
    assert "= 0.5\n" in text and 0.75 * 0.8 + 0.25 * -0.4 == pytest.approx(0.5)
    for base, kept in re.findall(r"(0\.\d+)\^\{13\} \\approx (0\.\d+)", text):
        assert float(base) ** 13 == pytest.approx(float(kept), abs=5e-4)


def test_numbers_a_word_in_a_fixed_vector():
    lines = [line for line in text_of("bottleneck").splitlines() if line.startswith("|")]
    words = [numbers(cell)[0] for cell in lines[0].strip("|").split("|")[1:]]
    shares = [numbers(cell)[0] for cell in lines[2].strip("|").split("|")[1:]]
    assert shares == [round(1000 / count) for count in words]


def test_the_size_of_a_cache():
    table = columns("kv-cache", "Keys and values")
    heads = np.array([8, 2, 1])
    per_token = 2 * 6 * heads * 64
    np.testing.assert_allclose(shown(table["Numbers a token"]), per_token)
    np.testing.assert_allclose(shown(table["1000 tokens"]), per_token * 2 * 1000 / 1e6, atol=0.05)
    assert "500,500" in text_of("kv-cache") and sum(range(1, 1001)) == 500_500
