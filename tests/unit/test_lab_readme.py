"""Every number on the lab's page is the measured one."""
from __future__ import annotations

import json
import re
from pathlib import Path
from statistics import fmean

import pytest
from attention_lab import weights
from attention_lab.examples import ALL
from lab_metrics import by_seed, last, mean, percent, seeds, table

LAB = Path(__file__).resolve().parents[2] / "docs" / "lab"
README = (LAB / "README.md").read_text(encoding="utf-8")
TEXT = " ".join(README.split())
FILE = LAB / "weights" / "rnnsearch.safetensors"
COLUMNS = ("exact_match", "bleu", "heaviest_on_link", "heaviest_on_link_reordered", "diagonal_on_link")


ROWS = re.findall(r"^\| (\d+)–(\d+) \| ([\d.]+) % \| ([\d.]+) \| (\d+) % \| (\d+) % \| (\d+) % \|$", README, re.M)


def test_the_table_has_all_lengths():
    assert [int(n) for row in ROWS for n in row[:2]] == [5, 10, 11, 15, 16, 20, 21, 25, 26, 30, 31, 40, 41, 50, 51, 60]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}–{row[1]}")
def test_a_row_of_the_table_is_measured(row):
    exact, bleu, *shares = (mean("rnnsearch", f"{row[0]}–{row[1]}", column) for column in COLUMNS)
    assert row[2:] == (f"{100 * exact:.1f}", f"{bleu:.1f}", *(f"{100 * share:.0f}" for share in shares))


NUMBERS = dict(enumerate("zero one two three four five six seven eight nine ten".split()))


def one_in(share: float) -> str:
    return f"one in {NUMBERS[round(1 / share)]}"


def spread(band: str, column: str = "exact_match") -> str:
    values = by_seed("rnnsearch", band, column)
    return f"{100 * min(values):.0f} to {100 * max(values):.0f} %"


def test_what_the_text_says_of_the_table():
    exact: dict[int, list[float]] = {}
    for rows in seeds("rnnsearch").values():
        for row in rows:
            exact.setdefault(int(row["length"]), []).append(float(row["exact_match"]))
    assert min(fmean(exact[n]) for n in range(5, 24)) > 0.95 > 0.85 > fmean(exact[27])
    gone = max(length for length, shares in exact.items() if any(shares)) + 1
    assert f"from {gone} on none is right, with any seed" in TEXT
    within = by_seed("rnnsearch", "5–20")
    assert f"within {100 * (max(within) - min(within)):.1f} points" in TEXT
    assert f"At 26–30 words they get {spread('26–30')} right, at 31–40 {spread('31–40')}." in TEXT
    assert f"about one word in {one_in(1 - mean('rnnsearch', '5–20', 'heaviest_on_link'))[7:]} has it elsewhere" in TEXT
    reordered = one_in(1 - mean("rnnsearch", "5–20", "heaviest_on_link_reordered"))
    assert f"of the reordered words about {reordered}, although" in TEXT
    assert f"By seed, {spread('5–20', 'heaviest_on_link')} of the words" in TEXT


MODELS = ("rnnencdec", "rnnsearch", "transformer")
PAIRS = re.findall(r"^\| (\d+)–(\d+) \| ([\d.]+ % · [\d.]+) \| ([\d.]+ % · [\d.]+) \| ([\d.]+ % · [\d.]+) \|$", README, re.M)


def test_the_three_translators_are_compared_at_all_lengths():
    assert [row[:2] for row in PAIRS] == [row[:2] for row in ROWS]


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: f"{row[0]}–{row[1]}")
def test_a_row_of_the_comparison_is_measured(row):
    band = f"{row[0]}–{row[1]}"
    assert row[2:] == tuple(
        f"{percent(model, band)} · {mean(model, band, 'bleu'):.1f}" for model in MODELS
    )


def test_what_the_text_says_of_the_comparison():
    assert f"{fmean(last('rnnencdec', 'training_loss')):.2f} nats a word" in TEXT
    assert max(*last("rnnsearch", "training_loss"), *last("transformer", "training_loss")) < 0.002
    steps = {model: f"{max(last(model, 'steps')):,.0f}" for model in MODELS}
    assert f"trained for {steps['rnnencdec']} steps, the other two for at most {steps['rnnsearch']}" in TEXT
    assert f"at most {steps['rnnsearch']} steps of 64 sentences" in TEXT
    assert mean("rnnencdec", "5–10") > 0.5 and f"about {one_in(mean('rnnencdec', '16–20'))} from 16 to 20" in TEXT
    assert min(mean(model, "16–20") for model in MODELS[1:]) > 0.98
    assert mean("transformer", "21–25") < mean("rnnsearch", "21–25") - 0.3
    widest = max(int(row["hidden"]) for row in table() if row["model"] == "rnnencdec")
    wide, usual = ([percent("rnnencdec", band, hidden=n) for band in ("11–15", "16–20")] for n in (widest, 92))
    assert (f"With {widest} numbers in place of 92, RNNencdec translates {wide[0]} of the sentences of 11–15 words without "
            f"a mistake, where 92 give {usual[0]}, and {wide[1]} of 16–20, where 92 give {usual[1]}.") in TEXT
    far = [percent(model, band, trained_to=30) for band in ("26–30", "31–40") for model in ("rnnsearch", "transformer")]
    assert ("RNNsearch translates {} of the sentences of 26–30 words without a mistake, and the Transformer {}; "
            "at 31–40 it is {} and {}.").format(*far) in TEXT
    for model in ("rnnencdec", "transformer"):
        tensors = weights.load(LAB / "weights" / f"{model}.safetensors").tensors
        assert f"{sum(tensor.size for tensor in tensors.values()):,}" in README


def test_the_time_that_training_took():
    seconds = [float(row["training_seconds"]) for row in table() if row["length"] == "5"]  # once a run
    assert f"took {sum(seconds) / 3600:.1f} hours on one core" in TEXT


def test_sizes_are_those_of_the_weights_file():
    model = weights.load(FILE)
    count = sum(tensor.size for tensor in model.tensors.values())
    assert f"{count:,} numbers of 16 bits" in README
    assert f"{round(FILE.stat().st_size / 1000)} kB" in README
    assert f"{len(model.english) - 1} English and {len(model.french) - 1} French word forms" in README
    for label, size in {"hidden units": "hidden", "embedding": "embedding", "maxout units": "maxout"}.items():
        assert re.search(rf"^\| {label} \| \d+ \| {model.sizes[size]} \|$", README, re.M)
    recorded = json.loads((LAB / "weights" / "rnnsearch.recorded.json").read_text(encoding="utf-8"))
    assert f"of {len(recorded['sentences'])} sentences" in README


def test_every_file_that_the_page_names_is_there():
    table = README.split("## What is where", 1)[1]
    names = [name for name in re.findall(r"`([\w./-]+)`", table) if "." in name or name.endswith("/")]
    assert names
    for name in names:
        assert (LAB / name).exists() or (LAB / "attention_lab" / name).exists(), name


def test_the_page_tells_how_many_sentences_the_figures_show():
    assert len(ALL) == 4 and "The four sentences of the figures" in README
