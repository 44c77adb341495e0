"""What the loader accepts, and that it refuses everything else with file, line and field."""

from __future__ import annotations

import base64
import json
import struct

import numpy as np
import pytest
from explainer.heatmap.artifact import ENCODINGS, encode, load, visible
from explainer.problem import ContentError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATH = "docs/attention/small.json"
WEIGHTS = np.array([[[[0.75, 0.25, 0.0], [0.125, 0.125, 0.75]]]])


def tree(**changes) -> dict:
    """A sound artifact; a change to None takes a field away."""
    encoding = changes.get("encoding", "f32")
    sound = {
        "schema": 1,
        "id": "small",
        "title": "A small map",
        "status": "measured",
        "model": {
            "name": "RNNsearch, small",
            "reference": "bahdanau2015",
            "weights": "sha256:" + "ab" * 32,
            "licence": "MIT",
            "script": "docs/lab/attend.py",
        },
        "task": "English to French",
        "queries": ["le", "chat"],
        "keys": ["the", "cat", "</s>"],
        "query_role": "target word being written",
        "key_role": "source word",
        "layers": 1,
        "heads": 1,
        "encoding": encoding,
        "weights": encode(WEIGHTS, encoding) if encoding in ENCODINGS else "AA==",
        "alt": "The weight runs down the diagonal.",
    }
    return {name: value for name, value in (sound | changes).items() if value is not None}


def model(**changes) -> dict:
    return {name: value for name, value in (tree()["model"] | changes).items() if value is not None}


def read(data, path=PATH):
    text = data if isinstance(data, bytes) else json.dumps(data, indent=1).encode()
    return load(path, text, exists=lambda name: name == "docs/lab/attend.py")


def problems_of(data, path=PATH):
    with pytest.raises(ContentError) as caught:
        read(data, path)
    return caught.value.problems


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_weights_come_back_in_each_encoding(encoding):
    artifact = read(tree(encoding=encoding))
    assert artifact.weights.shape == (1, 1, 2, 3)
    assert np.abs(artifact.weights - WEIGHTS).max() < 0.005
    assert not artifact.weights.flags.writeable


def test_layers_and_heads_are_in_the_order_of_the_format():
    stored = np.zeros((2, 3, 2, 3))
    stored[..., 0] = 1
    stored[1, 2, 0] = (0, 0, 1)
    artifact = read(tree(layers=2, heads=3, weights=encode(stored, "f32")))
    assert artifact.weights[1, 2, 0].tolist() == [0, 0, 1]
    assert artifact.weights[1, 2, 1].tolist() == [1, 0, 0]


def bad_weights(*values, encoding="f32"):
    return tree(weights=base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode(), encoding=encoding)


REFUSED = {
    "a field missing": (tree(alt=None), "FIG002", "`alt`"),
    "a field too many": (tree(colour="red"), "FIG003", "`colour`"),
    "a model's field too many": (tree(model=model(size="1")), "FIG003", "`model.size`"),
    "a model without script": (tree(model=model(script=None)), "FIG002", "`model.script`"),
    "a script that is not there": (tree(model=model(script="docs/lab/none.py")), "FIG012", "none.py"),
    "a script outside": (tree(model=model(script="../attend.py")), "FIG012", "attend.py"),
    "no hash": (tree(model=model(weights="final")), "FIG012", "`model.weights`"),
    "a number as text": (tree(layers="1"), "FIG004", "`layers`"),
    "true as number": (tree(heads=True), "FIG004", "`heads`"),
    "no layer": (tree(layers=0), "FIG004", "`layers`"),
    "an empty title": (tree(title=" "), "FIG004", "`title`"),
    "another schema": (tree(schema=2), "FIG005", "schema 2"),
    "another status": (tree(status="guessed"), "FIG005", "status `guessed`"),
    "another encoding": (tree(encoding="f64"), "FIG005", "encoding `f64`"),
    "another file name": (tree(id="large"), "FIG006", "`large`"),
    "no tokens": (tree(keys=[]), "FIG004", "`keys`"),
    "a token that is no text": (tree(keys=["the", 7, "."]), "FIG004", "token 2"),
    "10,000 tokens": (tree(keys=["a"] * 10_000), "FIG007", "10,000"),
    "too many weights": (tree(heads=10_000_000), "FIG007", "weights"),
    "no base64": (tree(weights="…"), "FIG008", "base64"),
    "cut base64": (tree(weights=tree()["weights"][:-3]), "FIG008", "base64"),
    "too few bytes": (tree(weights=tree()["weights"][:-4]), "FIG009", "1 × 1 × 2 × 3"),
    "too many heads for the bytes": (tree(heads=2), "FIG009", "1 × 2 × 2 × 3"),
    "NaN": (bad_weights(float("nan"), 1, 0, 1, 0, 0), "FIG010", "not a number"),
    "infinity": (bad_weights(float("inf"), 1, 0, 1, 0, 0), "FIG010", "not a number"),
    "a negative weight": (bad_weights(1.5, -0.5, 0, 1, 0, 0), "FIG010", "query 1 “le”, key 2 “cat”"),
    "a row that sums to 0.9": (bad_weights(1, 0, 0, 0.5, 0.4, 0), "FIG011", "query 2 “chat”"),
    "weight behind the mask": (
        tree(keys=["the", "cat"], mask="causal", weights=encode([[[[0.5, 0.5], [0.5, 0.5]]]], "f32")),
        "FIG013",
        "key 2 “cat”",
    ),
    "a scale that is no number": (tree(scale="8"), "FIG004", "`scale`"),
    "a scale below 1": (tree(scale=0.5), "FIG005", "the scale is 0.5"),
    "a mask that is not square": (tree(mask="causal"), "FIG005", "causal mask"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_artifact_is_refused_with_its_field(case):
    data, code, said = REFUSED[case]
    problems = problems_of(data)
    assert [problem.code for problem in problems] == [code]
    assert said in problems[0].message
    assert problems[0].path == PATH


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [(b"", 1, 1), (b'{"schema": 1,\n "id": }', 2, 8), (b"[1]", 1, 1), (b'{"a": NaN}', 1, 1), (b"[" * 100_000, 1, 1),
     (b'{\n"id": "small",\n"id": "small"}', 3, 7), (b'{"a": ' + b"9" * 9000 + b"}", 1, 1)],
)  # fmt: skip
def test_what_is_not_json_is_refused_at_its_place(text, line, column):
    (problem,) = problems_of(text)
    assert (problem.code, problem.line, problem.column) == ("FIG001", line, column)


def test_a_file_that_is_not_utf_8_is_refused_at_its_place():
    (problem,) = problems_of(b'{\n "id": "\xff"}')
    assert (problem.code, problem.line, problem.column) == ("TXT001", 2, 9)


def test_the_line_is_that_of_the_field():
    text = json.dumps(tree(status="guessed", keys=["the", "", "x"]), indent=1, ensure_ascii=False)
    lines = text.split("\n")
    for problem in problems_of(text.encode()):
        rest = lines[problem.line - 1][problem.column - 1 :]
        assert rest.startswith(('"guessed"', '""'))


def test_all_problems_are_told_at_once():
    codes = {problem.code for problem in problems_of(tree(alt=None, id="other", status="guessed", extra=1))}
    assert codes == {"FIG002", "FIG003", "FIG005", "FIG006"}


def test_a_map_may_say_what_its_scores_were_divided_by():
    assert read(tree(scale=8)).scale == 8.0
    assert read(tree()).scale == 0


def test_an_illustrative_map_needs_only_a_name():
    assert read(tree(status="illustrative", model={"name": "drawn by hand"})).model.script == ""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_rows_may_be_off_by_what_the_encoding_loses_and_no_more(encoding):
    tolerance = ENCODINGS[encoding].tolerance

    def row_sum(total):
        weights = np.full((1, 1, 1, 400), total / 400)
        if encoding == "u8-sqrt":  # bytes are coarse: choose those whose squares come nearest to the sum
            count = round(total * 400 / ((round(255 * (1 / 400) ** 0.5) / 255) ** 2 * 400))
            weights = np.zeros((1, 1, 1, 400))
            weights[..., : min(count, 400)] = (round(255 * (1 / 400) ** 0.5) / 255) ** 2
        return tree(encoding=encoding, queries=["q"], keys=["k"] * 400, weights=encode(weights, encoding))

    if encoding != "u8-sqrt":
        read(row_sum(1 + tolerance * 0.4))
    assert problems_of(row_sum(1 - tolerance * 3))[0].code == "FIG011"


def test_text_that_reorders_or_hides_is_shown_as_an_escape():
    assert visible("a\u202eb") == "a\\u202eb"
    assert visible("\ud800") == "\\ud800"
    assert visible(" the\n") == "␣the\\u000a"
    assert visible("<script>") == "<script>"
    assert visible("מילה") == "מילה"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*tree(), "mask", "scale"]), json_values, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_field_may_hold_anything(changes):
    """Whatever stands in the fields, the answer is an artifact or problems that name a place in the file."""
    text = json.dumps(tree() | changes, indent=1).encode()
    try:
        artifact = read(text)
    except ContentError as error:
        lines = text.decode().split("\n")
        assert error.problems
        for problem in error.problems:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
            str(problem).encode()
    else:
        assert np.all(artifact.weights >= 0)


@given(st.binary(max_size=64), st.sampled_from([*ENCODINGS]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_may_be_the_weights(data, encoding):
    try:
        artifact = read(tree(encoding=encoding, weights=base64.b64encode(data).decode() or "AA=="))
    except ContentError as error:
        assert {problem.code for problem in error.problems} <= {"FIG009", "FIG010", "FIG011"}
    else:
        assert np.allclose(artifact.weights.sum(-1), 1, atol=0.02)


@given(st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_to_a_file_is_an_artifact_or_a_problem(data):
    text = bytearray(json.dumps(tree(), indent=1).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    try:
        read(bytes(text))
    except ContentError as error:
        assert error.problems


@given(
    st.integers(1, 3), st.integers(1, 3), st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1),
    st.sampled_from([*ENCODINGS]),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_encode_writes_can_be_read(layers, heads, queries, keys, seed, encoding):
    weights = np.random.default_rng(seed).dirichlet(np.full(keys, 0.5), (layers, heads, queries))
    artifact = read(
        tree(
            layers=layers, heads=heads, queries=["q"] * queries, keys=["k"] * keys, encoding=encoding,
            weights=encode(weights, encoding),
        )
    )  # fmt: skip
    assert np.abs(artifact.weights - weights).max() < 0.005
