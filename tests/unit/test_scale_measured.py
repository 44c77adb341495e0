"""The page on 1/√d_k tells what its table holds, and the table is what the script computes."""

from __future__ import annotations

import csv
import math
from statistics import fmean

import numpy as np
from attention_lab.rnnsearch_numpy import softmax
from attention_lab.scale import HEAD_SIZES, SEEDS, TABLE, jacobian_norm, measure, write
from conftest import REPO

PAGE = (REPO / "docs/lab/scale-measured.md").read_text("utf-8")
with TABLE.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


def mean(column: str, d_k: int, divided: str) -> float:
    found = [float(row[column]) for row in ROWS if (row["d_k"], row["divided"]) == (str(d_k), divided)]
    assert len(found) == len(SEEDS)
    return fmean(found)


def test_the_script_makes_the_table_again(tmp_path):
    write(tmp_path / "scale.csv")
    with (tmp_path / "scale.csv").open(encoding="utf-8") as file:
        again = list(csv.DictReader(file))
    assert len(again) == len(ROWS) == 2 * len(SEEDS) * len(HEAD_SIZES)
    for ours, theirs in zip(again, ROWS, strict=True):
        for column, value in ours.items():
            if column == "divided":
                assert value == theirs[column]
            else:
                assert math.isclose(float(value), float(theirs[column]), rel_tol=1e-3, abs_tol=1e-6)


def test_the_norm_is_that_of_the_derivatives():
    scores, step = np.array([0.3, -1.0, 2.0, 0.5]), 1e-6
    columns = [(softmax(scores + step * row) - softmax(scores - step * row)) / (2 * step) for row in np.eye(4)]
    assert math.isclose(jacobian_norm(softmax(scores)), np.linalg.norm(columns), rel_tol=1e-6)


def test_what_the_page_says():
    assert all(0.9 < mean("variance", d, "yes") < 1.1 and 0.9 < mean("variance", d, "no") / d < 1.1 for d in HEAD_SIZES)
    no, yes = (lambda column, d, divided=divided: mean(column, d, divided) for divided in ("no", "yes"))
    for told in (
        f"leave {no('entropy', 64):.2f} nats, and the largest of the 64 weights is {no('largest', 64):.2f} on average",
        f"leave {yes('entropy', 64):.2f} nats, and the largest weight is {yes('largest', 64):.2f}",
        f"At 1024 the median norm is {no('gradient_median', 1024):.4f}, against {yes('gradient_median', 1024):.3f}",
        f"{no('gradient_median', 8):.3f} against {yes('gradient_median', 8):.3f} at 8",
        f"the mean norm is still {no('gradient', 1024):.3f}",
        f"on 64 keys give a norm of {jacobian_norm(np.full(64, 1 / 64)):.2f}",
        f"shared by two keys {jacobian_norm(np.full(2, 1 / 2)):.1f}",
    ):
        assert told in PAGE, told
    assert measure(64, 1, True).entropy < math.log(64)
