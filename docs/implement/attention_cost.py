"""What self-attention costs as a text grows: time and memory of three ways to compute it, measured in NumPy.

    python attention_cost.py > attention_cost.csv

One head, 64 numbers in a query, key and value, 32-bit floats, one thread, random input. `whole` writes down the table
of all scores. `tiled` goes through it in tiles and keeps running sums, as FlashAttention does (Dao et al., arXiv
2205.14135): the same result, the table is never whole. `window` lets each position look at most 256 places to either
side: another result. Time is the shortest of several runs; memory is the highest that a run held beyond its input.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # has to be said before NumPy is loaded

import csv
import platform
import sys
import tracemalloc
from collections.abc import Callable
from time import perf_counter

import numpy as np

LENGTHS = (256, 512, 1024, 2048, 4096, 8192)
WIDTH = 64
TILE = 128
REACH = 256
RUNS = 9
COLUMNS = ("method", "tokens", "seconds", "bytes")


def whole(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """q, k: [T, d_k]; v: [T, d_v] -> [T, d_v], by way of all T * T scores at once."""
    scores = q @ k.T  # [T, T]
    scores /= np.sqrt(q.shape[1])
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores @ v


def tiled(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """The same result, one tile of scores at a time."""
    output = np.empty((len(q), v.shape[1]), q.dtype)
    for start in range(0, len(q), TILE):
        output[start : start + TILE] = _rows(q[start : start + TILE], k, v)
    return output


def window(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Each position looks at no place farther than REACH from its own."""
    T = len(q)
    output = np.empty((T, v.shape[1]), q.dtype)
    for start in range(0, T, TILE):
        stop = min(start + TILE, T)
        near = slice(max(0, start - REACH), min(T, stop + REACH))
        scores = q[start:stop] @ k[near].T / np.sqrt(q.shape[1]).astype(q.dtype)
        distance = np.abs(np.arange(start, stop)[:, None] - np.arange(near.start, near.stop))
        scores[distance > REACH] = -np.inf
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        output[start:stop] = scores @ v[near] / scores.sum(axis=1, keepdims=True)
    return output


def _rows(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Attention of a few queries to all keys. The sums made so far shrink whenever a higher score turns up."""
    highest = np.full((len(q), 1), -np.inf, q.dtype)
    total = np.zeros((len(q), 1), q.dtype)
    mixed = np.zeros((len(q), v.shape[1]), q.dtype)
    for start in range(0, len(k), TILE):
        scores = q @ k[start : start + TILE].T / np.sqrt(q.shape[1]).astype(q.dtype)  # [TILE, TILE]
        higher = np.maximum(highest, scores.max(axis=1, keepdims=True))
        shrink = np.exp(highest - higher)
        raised = np.exp(scores - higher)
        total = total * shrink + raised.sum(axis=1, keepdims=True)
        mixed = mixed * shrink + raised @ v[start : start + TILE]
        highest = higher
    return mixed / total


METHODS: dict[str, Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]] = {
    "whole": whole,
    "tiled": tiled,
    "window": window,
}


def measure(method: str, tokens: int, runs: int = RUNS) -> tuple[float, int]:
    """Seconds of the fastest run, and the most bytes that a run held beyond q, k and v."""
    random = np.random.default_rng(tokens)
    q, k, v = random.standard_normal((3, tokens, WIDTH), dtype=np.float32)
    attend, seconds = METHODS[method], []
    for _ in range(runs):
        begin = perf_counter()
        attend(q, k, v)
        seconds.append(perf_counter() - begin)
    tracemalloc.start()
    attend(q, k, v)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return min(seconds), peak


def main() -> None:
    print(f"# NumPy {np.__version__}, Python {platform.python_version()}, {platform.machine()}, one thread")
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    for method in METHODS:
        for tokens in LENGTHS:
            seconds, peak = measure(method, tokens)
            table.writerow((method, tokens, f"{seconds:.5f}", peak))


if __name__ == "__main__":
    main()
