"""What dividing by √d_k does, measured: python -m attention_lab.scale writes docs/lab/scale.csv. No PyTorch.

Queries and keys have independent components of mean 0 and variance 1, the case that the Transformer paper argues from
in a footnote: the dot product of two such vectors then has variance d_k.
"""
from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .rnnsearch_numpy import softmax

TABLE = Path(__file__).resolve().parents[1] / "scale.csv"
HEAD_SIZES = tuple(2**power for power in range(2, 11))  # 4 to 1024
KEYS, QUERIES, SEEDS = 64, 256, (1, 2, 3)


class Measured(NamedTuple):
    """One head size with one seed: means over the queries."""

    d_k: int
    seed: int
    divided: str  # by √d_k: yes or no
    variance: float  # of all scores
    entropy: float  # of the weights, in nats; at most ln 64 = 4.16
    largest: float  # weight
    gradient: float  # Frobenius norm of ∂α/∂e, the derivatives of the weights with respect to the scores
    gradient_median: float  # of the same over the queries, where the others are means


def jacobian_norm(weights: np.ndarray) -> float:
    """The Frobenius norm of diag(α) − α αᵀ for one row α of weights."""
    return float(np.linalg.norm(np.diag(weights) - np.outer(weights, weights)))


def measure(d_k: int, seed: int, divided: bool) -> Measured:
    """Scores of 256 random queries on 64 random keys, the same with and without the division."""
    rng = np.random.default_rng([seed, d_k])
    queries, keys = rng.standard_normal((QUERIES, d_k)), rng.standard_normal((KEYS, d_k))
    scores = queries @ keys.T / (np.sqrt(d_k) if divided else 1)
    rows = [softmax(row) for row in scores]
    norms = [jacobian_norm(row) for row in rows]
    return Measured(
        d_k, seed, "yes" if divided else "no", float(scores.var()),
        float(np.mean([-(row[row > 0] * np.log(row[row > 0])).sum() for row in rows])),
        float(np.mean([row.max() for row in rows])), float(np.mean(norms)), float(np.median(norms)),
    )


def all_rows() -> Iterator[Measured]:
    for divided in (False, True):
        for d_k in HEAD_SIZES:
            for seed in SEEDS:
                yield measure(d_k, seed, divided)


def write(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(Measured._fields)
        for row in all_rows():
            table.writerow([*row[:3], *(f"{value:.5g}" for value in row[3:])])


if __name__ == "__main__":
    write(TABLE)
