"""Attention artifacts: read, checked and decoded. The format is fixed; whatever does not fit it is refused."""

from __future__ import annotations

import base64
import binascii
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from json.decoder import scanstring
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from ..problem import ContentError, Problem
from ..text import decode

Place = tuple[str | int, ...]

STATUSES = ("measured", "illustrative")
MASKS = ("none", "causal")
MAX_TOKENS = 2048  # a side: beyond it neither a reader nor a browser makes sense of a map
MAX_WEIGHTS = 32_000_000
MAX_SCALE = 1000  # the root of a head's size

FIELDS: Mapping[str, type] = {
    "schema": int,
    "id": str,
    "title": str,
    "status": str,
    "model": dict,
    "task": str,
    "queries": list,
    "keys": list,
    "query_role": str,
    "key_role": str,
    "layers": int,
    "heads": int,
    "encoding": str,
    "weights": str,
    "alt": str,
}
COPIED_FIELDS = (
    "id", "title", "status", "task", "query_role", "key_role", "layers", "heads", "encoding", "alt",
)  # fmt: skip
OPTIONAL_FIELDS: Mapping[str, Any] = {"mask": str, "scale": (int, float)}
MODEL_FIELDS = ("name", "reference", "weights", "licence", "script")
REQUIRED_MODEL_FIELDS = {"measured": ("name", "weights", "licence", "script"), "illustrative": ("name",)}
TYPE_NAMES = {
    int: "a whole number", str: "a text", dict: "an object", list: "a list of texts", (int, float): "a number",
}  # fmt: skip

IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WEIGHTS_HASH = re.compile(r"sha256:[0-9a-f]{8,64}")
# Controls, bidirectional controls, private use, lone surrogates, odd line ends: shown as escapes, never acted upon.
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U0010ffff]"
)
BARE_VALUE = re.compile(r"[^\s,\]}]+")  # a number, true, false or null
WHITESPACE = re.compile(r"\A\s+|\s+\Z")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How weights became bytes: their type, the way back, and how far a decoded row's sum may be from 1.

    Weights below `least` are stored as 0.
    """

    dtype: np.dtype
    restore: Callable[[np.ndarray], np.ndarray]
    tolerance: float
    least: float


ENCODINGS: Mapping[str, Encoding] = {
    "f32": Encoding(np.dtype("<f4"), lambda stored: stored, 1e-5, 2.0**-150),
    "f16": Encoding(np.dtype("<f2"), lambda stored: stored, 2e-3, 2.0**-25),
    "u8-sqrt": Encoding(np.dtype("u1"), lambda stored: (stored / 255.0) ** 2, 2e-2, (0.5 / 255) ** 2),
}


@dataclass(frozen=True, slots=True)
class Model:
    """What computed the weights. Only an illustrative artifact may leave everything but the name empty."""

    name: str
    reference: str = ""
    weights: str = ""
    licence: str = ""
    script: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Artifact:
    """Attention of every layer and head over one text. `weights` has the shape (layer, head, query, key).

    `scale` is what the scores were divided by before the softmax (the root of a head's size), 0 where that is not said.
    `data` are the stored bytes, `places` the line and column of each field in `path`, both from 1.
    """

    path: str
    id: str
    title: str
    status: str
    model: Model
    task: str
    queries: tuple[str, ...]
    keys: tuple[str, ...]
    query_role: str
    key_role: str
    layers: int
    heads: int
    encoding: str
    mask: str
    scale: float
    alt: str
    data: bytes
    weights: np.ndarray
    places: Mapping[Place, tuple[int, int]]

    def problem(self, place: Place, code: str, message: str, help: str) -> Problem:
        """A problem with the value at `place`, such as ("model", "reference")."""
        return Problem(self.path, *self.places.get(place, (1, 1)), code, message, help)


def visible(text: str) -> str:
    """`text` with everything that cannot be seen, or that reorders its surroundings, written as an escape."""
    text = INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return WHITESPACE.sub(lambda match: "␣" * len(match[0]), text)


def encode(weights: np.ndarray, encoding: str) -> str:
    """Weights as the base64 text of an artifact: what a script that writes artifacts calls."""
    weights = np.asarray(weights, dtype=np.float64)
    stored = np.rint(255 * np.sqrt(weights)) if encoding == "u8-sqrt" else weights
    return base64.b64encode(stored.astype(ENCODINGS[encoding].dtype).tobytes()).decode("ascii")


def load(path: str, data: bytes, exists: Callable[[str], bool]) -> Artifact:
    """The artifact in the file `path` (relative to the repository's root, as is what `exists` is asked).

    Raises ContentError with everything that is wrong with it.
    """
    text = decode(path, data)
    tree, places = _parse(path, text)

    def at(place: Place, code: str, message: str, help: str) -> Problem:
        while place and place not in places:
            place = place[:-1]
        return Problem(path, *places.get(place, (1, 1)), code, message, help)

    problems = [at(place, *what) for place, *what in _field_problems(tree, path, exists)]
    if problems:
        raise ContentError(problems)
    stored, weights, what = _decode_weights(tree)
    if what:
        raise ContentError([at(("weights",), *what)])
    problems = [at(("weights",), *what) for what in _weight_problems(tree, weights)]
    if problems:
        raise ContentError(problems)
    weights.setflags(write=False)
    return Artifact(
        path=path,
        model=Model(**tree["model"]),
        queries=tuple(tree["queries"]),
        keys=tuple(tree["keys"]),
        mask=tree.get("mask", "none"),
        scale=float(tree.get("scale", 0)),
        data=stored,
        weights=weights,
        places=places,
        **{name: tree[name] for name in COPIED_FIELDS},
    )


def _parse(path: str, text: str) -> tuple[dict[str, Any], dict[Place, tuple[int, int]]]:
    """The JSON object in `text`, and where each of its values stands."""

    def refuse_constant(name: str) -> None:
        raise ValueError(f"{name} is not JSON")

    try:
        tree = json.loads(text, parse_constant=refuse_constant)
        offsets = list(_offsets(text, _skip_space(text, 0), ()))
    except json.JSONDecodeError as error:
        what, line, column = error.msg, error.lineno, error.colno
    except ValueError as error:  # NaN, or a number of thousands of digits
        what, line, column = str(error), 1, 1
    except RecursionError:
        what, line, column = "it is nested too deeply", 1, 1
    else:
        line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        places: dict[Place, tuple[int, int]] = {}
        twice = []
        for place, offset in offsets:
            line = bisect_right(line_starts, offset)
            column = offset - line_starts[line - 1] + 1
            if place in places:
                twice.append((place, line, column))
            places[place] = (line, column)
        if not isinstance(tree, dict):
            raise ContentError([Problem(path, 1, 1, "FIG001", "this is not a JSON object", "start it with {")])
        if twice:
            raise ContentError(
                Problem(path, line, column, "FIG001", f"`{_dotted(place)}` is here a second time", "keep one of them")
                for place, line, column in twice
            )
        return tree, places
    raise ContentError([Problem(path, line, column, "FIG001", f"this is not JSON: {what}", "write it with json.dump")])


def _offsets(text: str, at: int, place: Place) -> Generator[tuple[Place, int], None, int]:
    """Where each value of a valid JSON text starts; returns where the one at `at` ends."""
    yield place, at
    opening = text[at]
    if opening not in "{[":
        if opening == '"':
            return scanstring(text, at + 1)[1]
        return BARE_VALUE.match(text, at).end()
    closing = "}" if opening == "{" else "]"
    at = _skip_space(text, at + 1)
    index = 0
    while text[at] != closing:
        name: str | int = index
        if opening == "{":
            name, at = scanstring(text, at + 1)
            at = _skip_space(text, _skip_space(text, at) + 1)
        at = _skip_space(text, (yield from _offsets(text, at, (*place, name))))
        if text[at] == ",":
            at = _skip_space(text, at + 1)
        index += 1
    return at + 1


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _field_problems(
    tree: dict[str, Any], path: str, exists: Callable[[str], bool]
) -> Iterator[tuple[Place, str, str, str]]:
    """What is wrong with the fields, the weights' bytes left aside: (place, code, message, help)."""
    for name in FIELDS:
        if name not in tree:
            yield (), "FIG002", f"`{name}` is missing", f"add {TYPE_NAMES[FIELDS[name]]} named {name}"
    known = {**FIELDS, **OPTIONAL_FIELDS}
    for name, value in tree.items():
        if name not in known:
            yield (name,), "FIG003", f"there is no field `{visible(name)}`", f"use only {', '.join(known)}"
        elif not isinstance(value, known[name]) or isinstance(value, bool):
            yield (name,), "FIG004", f"`{name}` is not {TYPE_NAMES[known[name]]}", f"write {TYPE_NAMES[known[name]]}"
        elif isinstance(value, str) and not value.strip():
            yield (name,), "FIG004", f"`{name}` is empty", "say it in words; readers see this text"
    yield from _value_problems({name: tree[name] for name in tree if name in known and _fits(tree, name)}, path)
    model, status = tree.get("model"), tree.get("status")
    if isinstance(model, dict):
        yield from _model_problems(model, status, exists)


def _fits(tree: dict[str, Any], name: str) -> bool:
    wanted = {**FIELDS, **OPTIONAL_FIELDS}[name]
    return isinstance(tree[name], wanted) and not isinstance(tree[name], bool)


def _value_problems(fields: dict[str, Any], path: str) -> Iterator[tuple[Place, str, str, str]]:
    if fields.get("schema", 1) != 1:
        yield ("schema",), "FIG005", f"schema {fields['schema']} is unknown", "write 1"
    stem = PurePosixPath(path).stem
    identifier = fields.get("id", stem)
    if identifier != stem:
        yield ("id",), "FIG006", f"the id `{visible(identifier)}` is not the file's name", f"write {stem}, or rename it"
    elif not IDENTIFIER.fullmatch(identifier):
        yield ("id",), "FIG006", f"`{visible(identifier)}` is no id", "use lower-case letters, digits, single hyphens"
    for name, choices in (("status", STATUSES), ("encoding", tuple(ENCODINGS)), ("mask", MASKS)):
        value = fields.get(name, choices[0])
        if value.strip() and value not in choices:
            yield (name,), "FIG005", f"the {name} `{visible(value)}` is unknown", f"use one of {', '.join(choices)}"
    if not 1 <= fields.get("scale", 1) <= MAX_SCALE:
        yield ("scale",), "FIG005", f"the scale is {fields['scale']:g}", "write what the scores were divided by, say 8"
    for name in ("layers", "heads"):
        if fields.get(name, 1) < 1:
            yield (name,), "FIG004", f"`{name}` is {fields[name]}", "there is at least one"
    for name in ("queries", "keys"):
        tokens = fields.get(name)
        if tokens is None:
            continue
        if not tokens:
            yield (name,), "FIG004", f"`{name}` has no tokens", "list the tokens in their order"
        if len(tokens) > MAX_TOKENS:
            yield (name,), "FIG007", f"`{name}` has {len(tokens):,} tokens", f"keep to {MAX_TOKENS:,}, or show a part"
            continue
        for index, token in enumerate(tokens):
            if not isinstance(token, str) or not token:
                yield (name, index), "FIG004", f"token {index + 1} of `{name}` is not a text", "write it in quotes"
    if fields.get("mask") == "causal" and len(fields.get("queries", ())) != len(fields.get("keys", ())):
        yield ("mask",), "FIG005", "a causal mask needs as many queries as keys", "use the same tokens for both"


def _model_problems(
    model: dict[str, Any], status: Any, exists: Callable[[str], bool]
) -> Iterator[tuple[Place, str, str, str]]:
    for name, value in model.items():
        if name not in MODEL_FIELDS:
            what = f"there is no field `model.{visible(name)}`"
            yield ("model", name), "FIG003", what, f"use only {', '.join(MODEL_FIELDS)}"
        elif not isinstance(value, str):
            yield ("model", name), "FIG004", f"`model.{name}` is not a text", "write it in quotes"
    texts = {name: model[name] for name in MODEL_FIELDS if isinstance(model.get(name), str)}
    required = REQUIRED_MODEL_FIELDS.get(status, ("name",)) if isinstance(status, str) else ("name",)
    why = f"a map that is {status} says where its numbers come from"
    for name in required:
        if name not in model:
            yield ("model",), "FIG002", f"`model.{name}` is missing", why
        elif name in texts and not texts[name].strip():
            yield ("model", name), "FIG004", f"`model.{name}` is empty", why
    digest, script = texts.get("weights", ""), texts.get("script", "")
    if digest.strip() and not WEIGHTS_HASH.fullmatch(digest):
        what = "write sha256: and the digest of the weights' file"
        yield ("model", "weights"), "FIG012", "`model.weights` is no hash", what
    if script.strip() and not (_stays_inside(script) and exists(script)):
        yield (
            ("model", "script"),
            "FIG012",
            f"there is no script `{visible(script)}`",
            "name the file that computes the weights, from the repository's root",
        )


def _stays_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path and visible(path) == path


def _decode_weights(tree: dict[str, Any]) -> tuple[bytes, np.ndarray, tuple[str, str, str] | None]:
    """The stored bytes and the weights they stand for, or what is wrong with them: (code, message, help)."""
    encoding = ENCODINGS[tree["encoding"]]
    shape = (tree["layers"], tree["heads"], len(tree["queries"]), len(tree["keys"]))
    nothing = b"", np.empty(0)
    count = shape[0] * shape[1] * shape[2] * shape[3]
    if count > MAX_WEIGHTS:
        return *nothing, ("FIG007", f"there are {count:,} weights", f"keep to {MAX_WEIGHTS:,}: fewer heads or tokens")
    try:
        stored = base64.b64decode(tree["weights"].encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        what = f"`weights` is not base64: {error}"
        return *nothing, ("FIG008", what, "write it with base64.b64encode; is it cut off?")
    expected = count * encoding.dtype.itemsize
    if len(stored) != expected:
        return *nothing, (
            "FIG009",
            f"`weights` holds {len(stored):,} bytes, but {' × '.join(map(str, shape))} weights"
            f" as {tree['encoding']} are {expected:,}",
            "check layers, heads, queries, keys and encoding",
        )
    with np.errstate(all="ignore"):
        weights = encoding.restore(np.frombuffer(stored, encoding.dtype).astype(np.float64)).reshape(shape)
    return stored, weights, None


def _weight_problems(tree: dict[str, Any], weights: np.ndarray) -> Iterator[tuple[str, str, str]]:
    def where(index: np.ndarray) -> str:
        layer, head, query, *key = (int(number) for number in index)
        place = f"layer {layer + 1}, head {head + 1}, query {query + 1} “{visible(tree['queries'][query])}”"
        return f"{place}, key {key[0] + 1} “{visible(tree['keys'][key[0]])}”" if key else place

    def more(found: np.ndarray) -> str:
        return f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""

    broken = np.argwhere(~np.isfinite(weights))
    if len(broken):
        yield "FIG010", f"a weight is not a number: {where(broken[0])}{more(broken)}", "weights are from 0 to 1"
        return
    negative = np.argwhere(weights < 0)
    if len(negative):
        yield "FIG010", f"a weight is negative: {where(negative[0])}{more(negative)}", "weights are from 0 to 1"
    tolerance = ENCODINGS[tree["encoding"]].tolerance
    sums = weights.sum(axis=-1)
    off = np.argwhere(np.abs(sums - 1) > tolerance)
    if len(off):
        yield (
            "FIG011",
            f"a row sums to {sums[tuple(off[0])]:.6g}, not to 1: {where(off[0])}{more(off)}",
            f"weights of one query sum to 1 within {tolerance:g} ({tree['encoding']})",
        )
    if tree.get("mask") == "causal":
        ahead = np.argwhere(np.triu(weights, 1) > 0)
        if len(ahead):
            what = f"a masked weight is not 0: {where(ahead[0])}{more(ahead)}"
            yield "FIG013", what, "a causal mask lets no query see a later key"


def _dotted(place: Place) -> str:
    return ".".join(map(str, place))
