"""`make lab-quick` makes everything, twice the same, in well under two minutes."""
from __future__ import annotations

import base64
import csv
import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from attention_lab import rnnsearch_numpy, weights
from attention_lab.workshop import QUICK, make


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def without_seconds(metrics: bytes) -> list[dict[str, str]]:
    rows = list(csv.DictReader(metrics.decode().splitlines()))
    return [{key: value for key, value in row.items() if key != "training_seconds"} for row in rows]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, float]:
    folder = tmp_path_factory.mktemp("lab")
    started = time.perf_counter()
    make(QUICK, folder / "lab", folder / "attention", folder / "cache")
    return folder, time.perf_counter() - started


def test_everything_is_made(made):
    folder, seconds = made
    assert seconds < 120
    assert set(files_of(folder / "lab")) == {
        "data/held-out.tsv", "metrics.csv", "weights/rnnsearch.recorded.json",
        *(f"weights/{model}.safetensors" for model in ("rnnsearch", "rnnencdec", "transformer")),
    }
    assert {p.stem for p in (folder / "attention").iterdir()} == {
        "cat-mat-alignment", "inversion", "pronouns", "two-clauses", "untrained-uniform",
        "early-alignment", "forty-words",
        *(f"transformer{long}-{kind}" for long in ("", "-forty-words") for kind in ("cross", "encoder", "causal")),
    }


def decoded(artifact: dict) -> np.ndarray:
    """(layers, heads, queries, keys) of a u8-sqrt artifact."""
    raw = np.frombuffer(base64.b64decode(artifact["weights"]), np.uint8).astype(float)
    shape = (artifact["layers"], artifact["heads"], len(artifact["queries"]), len(artifact["keys"]))
    return (raw / 255).reshape(shape) ** 2


@pytest.mark.parametrize("name", ["cross", "encoder", "causal"])
def test_the_transformers_maps_can_be_decoded(made, name):
    artifact = json.loads((made[0] / "attention" / f"transformer-{name}.json").read_text())
    weights = decoded(artifact)
    np.testing.assert_allclose(weights.sum(-1), 1, atol=2e-2)
    if name == "causal":
        assert artifact["queries"][0] == "<start>" and not np.triu(weights, 1).any()


def test_metrics_are_a_tidy_table(made):
    rows = without_seconds((made[0] / "lab" / "metrics.csv").read_bytes())
    assert [int(row["length"]) for row in rows] == [5, 10, 15, 20] * 3
    assert all(0 <= float(row["exact_match"]) <= 1 and 0 <= float(row["bleu"]) <= 100.01 for row in rows)


def test_recorded_outputs_are_those_of_the_weights_file(made):
    model = weights.load(made[0] / "lab" / "weights" / "rnnsearch.safetensors")
    recorded = json.loads((made[0] / "lab" / "weights" / "rnnsearch.recorded.json").read_text())
    said = recorded["sentences"][0]
    french, rows = rnnsearch_numpy.translate(model, said["english"].split())
    kept = np.frombuffer(base64.b64decode(said["weights"]), "<u2").reshape(rows.shape) / 65535
    assert " ".join(french) == said["french"]
    np.testing.assert_allclose(rows, kept, atol=1e-4)


def test_the_same_seed_makes_the_same_files(made, tmp_path):
    """All over again, from nothing, with a shorter training; only the seconds may differ."""
    runs = tuple(replace(run, schedule=replace(run.schedule, bound=16)) for run in QUICK.runs)
    plan = replace(QUICK, runs=runs, train=50, early=10)
    for jobs, name in enumerate(("one", "two"), start=1):  # one training at a time, and two
        make(plan, tmp_path / name / "lab", tmp_path / name / "attention", tmp_path / name / "cache", jobs)
    one, two = files_of(tmp_path / "one"), files_of(tmp_path / "two")
    assert without_seconds(one["lab/metrics.csv"]) == without_seconds(two["lab/metrics.csv"])
    for name in one:
        if name != "lab/metrics.csv" and not name.endswith(".pt"):
            assert one[name] == two[name], name
