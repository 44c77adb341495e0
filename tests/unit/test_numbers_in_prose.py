"""Numbers that a text gives in words, outside its formulas: each follows from the sizes that the text names.

Equations are computed again by the build itself (hooks/explainer/arithmetic.py), the tables of the toy calculations by
test_worked_examples.py and test_worked_comparisons.py, measured numbers by the tests of their page.
"""

from __future__ import annotations

import re
from math import exp, log

import numpy as np
import pytest
from conftest import REPO

n, m, l, vocabulary = 1000, 620, 500, 30_000  # sizes of the 2014 paper, appendix A.2.3 and section 4.1
d, d_ff, H, L = 512, 2048, 8, 6  # base transformer, section 3
GPT3 = {"layers": 96, "heads": 96, "width": 12_288}  # table 2.1
ONE_LEADS = [exp(e) / (exp(e) + 14) for e in (1, 8)]


def softmax(scores) -> np.ndarray:
    raised = np.exp(np.asarray(scores, dtype=float))
    return raised / raised.sum()


CLAIMS = [  # topic, depth, what it says with {} for the number, the number
    ("bottleneck", "conceptual", "Our sentence has {} words", 15, "fifteen"),
    ("quadratic-cost", "conceptual", "takes {} looks", 450**2, "202,500"),
    ("quadratic-cost", "conceptual", "which is {} times as many", (450 // 15) ** 2, "nine hundred"),
    ("quadratic-cost", "intermediate", "| 15,000 | {} |", 15_000**2, "225,000,000"),
    ("quadratic-cost", "technical", "$6d = {}$ tokens", 6 * GPT3["width"], "73{,}728"),
    ("quadratic-cost", "intermediate", "| 1,500 | {} |", 1500**2, "2,250,000"),
    ("chatgpt-context", "intermediate", "| 1,000 | {} |", 1000 * 1001 // 2, "500,500"),
    ("chatgpt-context", "intermediate", "| 2,000 | {} |", 2000 * 2001 // 2, "2,001,000"),
    ("chatgpt-context", "intermediate", "| 100,000 | {} |", 100_000 * 100_001 // 2, "5,000,050,000"),
    ("chatgpt-context", "technical", "that is {} tokens", 12 * GPT3["width"], "147,456"),
    ("chatgpt-context", "technical", "would take {} GB", round(2 * 96 * 12_288 * 100_000 * 2 / 1e9), "472"),
    ("chatgpt-generation", "intermediate", "{} distributions for every token", 96 * 96, "9,216"),
    ("long-context", "intermediate", "about {} for our sentence of 15 words", round(log(14), 1), "2.6"),
    ("long-context", "intermediate", "{} for 10,000 tokens", round(log(9999), 1), "9.2"),
    ("scale", "intermediate", "it is about {} times smaller",
     round(ONE_LEADS[0] * (1 - ONE_LEADS[0]) / (ONE_LEADS[1] * (1 - ONE_LEADS[1]))), "29"),
    ("encoder-decoder", "technical", "= {}$ million weights", round((3 * n * m + 3 * n * n) / 1e6, 2), "4.86"),
    ("encoder-decoder", "technical", "= {}$ million. The vocabulary", round(m * vocabulary / 1e6, 1), "18.6"),
    ("readout", "technical", "= {}$ million, the vocabulary", round(2 * l * (n + m + 2 * n) / 1e6, 2), "3.62"),
    ("readout", "technical", "approx {}$ million. Attention", round(vocabulary * l / 1e6), "15"),
    ("readout", "technical", "= {}$ for scores and sum", 15 * (n + 2 * n), "45{,}000"),
    ("readout", "technical", "= {}$ million once for all keys", round(15 * 2 * n * n / 1e6), "30"),
    ("from-rnn-to-transformer", "intermediate", "$T \\cdot d^2 \\approx {}$ million", round(15 * d * d / 1e6, 1), "3.9"),
    ("from-rnn-to-transformer", "intermediate", "$T^2 \\cdot d \\approx {}$ million", round(15 * 15 * d / 1e6, 1), "0.1"),
    ("from-rnn-to-transformer", "intermediate", "{} billion against", round(5120 * d * d / 1e9, 1), "1.3"),
    ("from-rnn-to-transformer", "intermediate", "against {} billion", round(5120**2 * d / 1e9, 1), "13.4"),
    ("from-rnn-to-transformer", "intermediate", "| {} layers of attention with 8 heads", 3 * L, "18"),
    ("from-rnn-to-transformer", "technical", "18 sub-layers × 8 heads = {} |", 3 * L * H, "144"),
    ("what-stayed", "technical", "| encoder layer | $12d^2$ | {} |", 4 * d * d + 2 * d * d_ff, "3,145,728"),
    ("what-stayed", "technical", "$16d^2$ | {} |", 8 * d * d + 2 * d * d_ff, "4,194,304"),
    ("transformer-walkthrough", "intermediate", "that is {} weights", L * H * 15 * 15, "10,800"),
    ("transformer-walkthrough", "intermediate", "RNNsearch would have {}", 17 * 15, "255"),
    ("transformer-walkthrough", "technical", "The sum of {} million", round((168 * d * d + 37_000 * d) / 1e6), "63"),
    ("kv-cache", "intermediate", "= {} positions", 1000 * 1001 // 2, "500,500"),
    ("weights-and-reasons", "intermediate", "a vector of length {}.", round(0.6 * 0.1, 2), "0.06"),
    ("weights-and-reasons", "intermediate", "adds one of length {},", round(0.2 * 2, 1), "0.4"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "depth", "says", "number", "shown"), CLAIMS)
def test_a_number_in_words_is_what_it_comes_to(topic, depth, says, number, shown):
    text = (REPO / f"snippets/{topic}/{depth}.md").read_text("utf-8")
    assert says.format(shown) in text if "{}" in says else says in text
    words = {"fifteen": 15, "nine hundred": 900}
    assert words.get(shown, 0) == number or float(shown.replace("{,}", "").replace(",", "")) == number


def test_a_round_of_writing():
    text = (REPO / "snippets/chatgpt-generation/intermediate.md").read_text("utf-8")
    scores = [0, 1, 3, 2, 0]
    assert "*cat* 0, *red* 1, *velvet* 3, *mat* 2, *room* 0" in text
    assert f"with the sum {sum(map(exp, scores)):.2f}" in text
    shown = re.search(r"The weights are ([\d., and]+) \(", text)[1]
    assert [float(x) for x in re.findall(r"\d\.\d+", shown)] == pytest.approx(softmax(scores), abs=5e-3)


def test_three_words_look_at_each_other():
    text = (REPO / "snippets/self-attention/intermediate.md").read_text("utf-8")
    values = np.array([[1, 0], [0, 1], [1, 1]])
    rows = re.findall(r"^\| (?:red|velvet|mat) \| ([^|]+) \| ([^|]+) \| \$\(([^)]+)\)\$ \|$", text, re.MULTILINE)
    assert len(rows) == 3
    for scores, weights, result in ([[float(x) for x in cell.split(",")] for cell in row] for row in rows):
        assert weights == pytest.approx(softmax(scores), abs=6e-4)
        assert result == pytest.approx(softmax(scores) @ values, abs=1.1e-3)


def test_a_weight_of_one_half_needs_the_score_that_the_text_gives():
    for tokens in (15, 10_000):
        score = log(tokens - 1)
        assert exp(score) / (exp(score) + tokens - 1) == pytest.approx(0.5)
