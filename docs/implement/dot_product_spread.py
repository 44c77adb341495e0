"""How large the dot products of random vectors are, plain and divided by the square root of their length.

    python dot_product_spread.py > dot_product_spread.csv

Queries and keys have independent components of mean 0 and variance 1, as in footnote 4 of Vaswani et al. (arXiv
1706.03762). For each length: the root of the mean square of the scores, and the largest of the fifteen weights that a
softmax makes of fifteen scores, on average. It is the experiment that the page on the square root asks its readers to
try.
"""

from __future__ import annotations

import csv
import sys

import numpy as np

WIDTHS = (4, 8, 16, 32, 64, 128, 256, 512, 1024)
WORDS = 15
QUERIES = 2000


def measure(width: int) -> dict[str, tuple[float, float]]:
    """Spread of the scores and mean largest weight, of plain and of scaled scores."""
    random = np.random.default_rng(width)
    queries = random.standard_normal((QUERIES, 1, width))
    keys = random.standard_normal((QUERIES, WORDS, width))
    plain = (queries * keys).sum(axis=2)  # [QUERIES, WORDS]
    return {name: _figures(scores) for name, scores in (("plain", plain), ("scaled", plain / np.sqrt(width)))}


def _figures(scores: np.ndarray) -> tuple[float, float]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = raised / raised.sum(axis=1, keepdims=True)
    return float(np.sqrt((scores**2).mean())), float(weights.max(axis=1).mean())


def main() -> None:
    print(f"# {QUERIES} queries a length, {WORDS} keys each, NumPy {np.__version__}")
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("score", "width", "spread", "largest_weight"))
    measured = {width: measure(width) for width in WIDTHS}
    for score in ("plain", "scaled"):
        for width in WIDTHS:
            spread, largest = measured[width][score]
            table.writerow((score, width, f"{spread:.4f}", f"{largest:.4f}"))


if __name__ == "__main__":
    main()
