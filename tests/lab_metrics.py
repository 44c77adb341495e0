"""The lab's table of metrics, for tests that hold what is written against what was measured."""

from __future__ import annotations

import csv
from functools import cache
from statistics import fmean

from conftest import REPO

USUAL = {"rnnencdec": {"hidden": "92"}, "transformer": {"heads": "4"}}  # the models that are compared with each other


@cache
def table() -> tuple[dict[str, str], ...]:
    with (REPO / "docs/lab/metrics.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def seeds(model: str, trained_to: int = 20, **where: object) -> dict[str, list[dict[str, str]]]:
    """The rows of a model, a list a seed; `where` names other columns, such as hidden or heads."""
    wanted = {"model": model, "trained_to": str(trained_to), **USUAL.get(model, {}),
              **{column: str(value) for column, value in where.items()}}
    found: dict[str, list[dict[str, str]]] = {}
    for row in table():
        if wanted.items() <= row.items():
            found.setdefault(row["seed"], []).append(row)
    assert found, wanted
    return found


def by_seed(model: str, band: str, column: str = "exact_match", **where: object) -> list[float]:
    """For each seed the mean over the lengths of a band such as 5–10."""
    low, high = map(int, band.split("–"))
    chosen = [
        [float(row[column]) for row in rows if low <= int(row["length"]) <= high]
        for rows in seeds(model, **where).values()
    ]
    assert all(len(values) == high - low + 1 for values in chosen)
    return [fmean(values) for values in chosen]


def mean(model: str, band: str, column: str = "exact_match", **where: object) -> float:
    return fmean(by_seed(model, band, column, **where))


def percent(model: str, band: str, column: str = "exact_match", digits: int = 1, **where: object) -> str:
    return f"{100 * mean(model, band, column, **where):.{digits}f} %"


def last(model: str, column: str, **where: object) -> list[float]:
    """A number of each whole run, such as its loss at the end of training."""
    return [float(rows[0][column]) for rows in seeds(model, **where).values()]
