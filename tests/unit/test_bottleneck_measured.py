"""Every number that "The bottleneck, measured" tells is the one in the lab's table."""

from __future__ import annotations

import re
from statistics import fmean

import pytest
from conftest import REPO
from lab_metrics import by_seed, last, mean, percent, seeds, table

MODELS = ("rnnencdec", "rnnsearch", "transformer")
TOLD = {depth: (REPO / f"snippets/bottleneck-measured/{depth}.md").read_text("utf-8")
        for depth in ("conceptual", "intermediate", "technical")}
PAGE = (REPO / "docs/lab/bottleneck-measured.md").read_text("utf-8")
WIDTHS = sorted({int(row["hidden"]) for row in table() if row["model"] == "rnnencdec"})
WIDEST = {"hidden": WIDTHS[-1]}


def spread(model: str, band: str, **where: object) -> str:
    """From the lowest to the highest of the seeds."""
    values = by_seed(model, band, **where)
    return f"{100 * min(values):.0f} to {100 * max(values):.0f} %"


def test_the_conceptual_text():
    text = TOLD["conceptual"]
    assert f"of 5 to 10 words it got {percent('rnnencdec', '5–10')} right" in text
    assert f"of 11 to 15 words it got {percent('rnnencdec', '11–15')} right" in text
    assert f"and of 16 to 20 words {percent('rnnencdec', '16–20')}." in text
    assert min(mean(model, "16–20") for model in MODELS[1:]) > 0.97, "nearly all of these right"
    assert f"With a list of {WIDTHS[-1]} numbers in place of 92, {percent('rnnencdec', '16–20', **WIDEST)}" in text
    assert mean("transformer", "21–25") < mean("rnnsearch", "21–25"), "the transformer falls first"
    assert all(len(seeds(model)) == 3 for model in MODELS), "trained three times"


def test_the_table_at_intermediate_depth():
    table = re.findall(r"^\| (\d+–\d+) \| (.+) % \| (.+) % \| (.+) % \|$", TOLD["intermediate"], re.M)
    assert len(table) == 5
    for band, *cells in table:
        assert [f"{cell} %" for cell in cells] == [percent(model, band) for model in MODELS]


def test_the_intermediate_text():
    text = TOLD["intermediate"]
    assert f"With {WIDTHS[-1]} numbers in place of 92, {percent('rnnencdec', '16–20', **WIDEST)}" in text
    assert f"At 21–25 words it gets {percent('rnnencdec', '21–25', **WIDEST)}" in text
    assert f"at 26–30 words they get {spread('rnnsearch', '26–30')} right" in text


def test_the_technical_text():
    text = TOLD["technical"]
    told = {model: [percent(model, band) for band in bands] for model, bands in {
        "rnnencdec": ("5–10", "11–15", "16–20"), "rnnsearch": ("5–10", "11–15", "16–20")}.items()}
    assert "RNNencdec: {} at 5–10 words, {} at 11–15, {} at 16–20".format(*told["rnnencdec"]) in text
    assert "RNNsearch: {}, {}, {}.".format(*told["rnnsearch"]) in text
    assert ", ".join(f"{percent('rnnencdec', '16–20', hidden=n)} with $n = {n}$" for n in WIDTHS) in text
    assert "{} at 21–25 words, {} at 26–30 ({} by seed), {} at 31–40".format(
        percent("rnnsearch", "21–25"), percent("rnnsearch", "26–30"), spread("rnnsearch", "26–30"),
        percent("rnnsearch", "31–40")) in text
    assert f"falls to {percent('transformer', '21–25')} at 21–25" in text
    first, end = (percent("rnnsearch", band, "heaviest_on_link", 0) for band in ("21–25", "51–60"))
    assert f"from {first} at 21–25 to {end} at 51–60" in text


def test_the_technical_text_on_longer_training_sentences():
    text = TOLD["technical"]
    far = {model: [percent(model, band, trained_to=30) for band in ("31–40", "41–50", "51–60")] for model in MODELS}
    assert "RNNsearch: {} at 31–40 words, {} at 41–50, {} at 51–60.".format(*far["rnnsearch"]) in text
    assert "Transformer: {}, {}, {}.".format(*far["transformer"]) in text
    longer, shorter = percent("rnnencdec", "16–20", trained_to=30), percent("rnnencdec", "16–20")
    assert f"RNNencdec at 16–20: {longer}, where it has {shorter} when trained on shorter sentences" in text


def test_longer_training_sentences_move_the_cliff_and_do_not_remove_it():
    for model in MODELS[1:]:
        assert mean(model, "26–30", trained_to=30) > mean(model, "26–30") + 0.2
        assert mean(model, "51–60", trained_to=30) < 0.3
    short, far, further = (percent("rnnsearch", band, trained_to=to) for band, to in
                           (("31–40", 20), ("31–40", 30), ("41–50", 30)))
    assert f"RNNsearch translates {short} of the sentences of 31–40 words" in PAGE
    assert f"trained on up to 30, {far}, and still {further} at 41–50" in PAGE
    assert f"The Transformer has {percent('transformer', '31–40', trained_to=30)} at 31–40 and none after it" in PAGE
    assert mean("transformer", "42–60", trained_to=30) < 0.001, "none after it"


def test_what_the_shallower_depths_tell_of_longer_training_sentences():
    near, far = ([percent(model, band, trained_to=30) for model in MODELS[1:]] for band in ("31–40", "51–60"))
    assert f"the one that looks back now got {near[0]} right and the transformer {near[1]}" in TOLD["conceptual"]
    assert f"of those of 51 to 60 words it was {far[0]} and {far[1]}" in TOLD["conceptual"]
    assert f"RNNsearch has {near[0]} at 31–40 and {far[0]} at 51–60" in TOLD["intermediate"]


@pytest.mark.parametrize("depth", ["intermediate", "technical"])
def test_the_losses_at_the_end_of_training(depth):
    loss = f"{fmean(last('rnnencdec', 'training_loss')):.2f} nats"
    assert f"loss was {loss}" in TOLD[depth] or f"loss of {loss}" in TOLD[depth]
    assert max(*last("rnnsearch", "training_loss"), *last("transformer", "training_loss")) < 0.002
    assert min(last("rnnencdec", "steps")) > max(*last("rnnsearch", "steps"), *last("transformer", "steps"))
    assert all(rows[0]["stopped"] == "bound" for rows in seeds("rnnencdec").values()), "at its bound"


def test_the_bounds_of_training():
    """A cool-down of a fourth follows the bound."""
    assert max(last("rnnencdec", "steps")) == 5000 * 1.25
    assert max(*last("rnnsearch", "steps"), *last("transformer", "steps")) == 3500 * 1.25
    assert "a bound of 3,500 steps (RNNencdec: 5,000)" in TOLD["technical"]


def test_what_the_page_says_of_surprises():
    assert mean("rnnsearch", "21–25") > 0.9
    gone = re.search(r"by (\d+) words nothing is left", PAGE)
    translated = [int(row["length"]) for rows in seeds("rnnsearch").values() for row in rows if float(row["exact_match"])]
    assert int(gone[1]) == max(translated) + 1
    assert f"At 31–40 words they translate {spread('rnnsearch', '31–40')} without a mistake" in PAGE
    assert max(by_seed("rnnsearch", "5–20")) - min(by_seed("rnnsearch", "5–20")) < 0.01, "alike where they were trained"


def test_a_wider_vector_holds_more_within_the_training_and_hardly_anything_beyond():
    within = [mean("rnnencdec", "16–20", hidden=n) for n in WIDTHS]
    assert within == sorted(within) and len(within) >= 4
    assert max(mean("rnnencdec", "26–60", hidden=n) for n in WIDTHS) < 0.01


def test_the_page_tells_how_many_seeds_there_are():
    assert "Three seeds were trained for each model at each training length, and one for each further width." in PAGE
    assert all(len(seeds(model, to)) == 3 for model in MODELS for to in (20, 30))
    assert all(len(seeds("rnnencdec", hidden=n)) == 1 for n in WIDTHS if n != 92)
    stopped = [rows[0]["stopped"] for model in MODELS for to in (20, 30) for rows in seeds(model, to).values()]
    assert stopped.count("bound") > len(stopped) / 2, "most runs reached the bound"


def test_the_papers_scores_are_those_told_elsewhere():
    table = re.compile(r"^\| ((?:RNN|Moses)[^|]*?)(?: \([^|]*\)|, [^|]*)? \| ([\d.]+) \| ([\d.]+) \|$", re.M)
    here = table.findall(PAGE)
    there = table.findall((REPO / "snippets/bottleneck/technical.md").read_text("utf-8"))
    assert here == there and len(here) == 6
