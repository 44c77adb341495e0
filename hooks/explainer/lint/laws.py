"""Two lengths or widths and what each of them costs, told in one sentence or in two: whether the numbers keep to the law."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from .growth import FOLDS, UNITS
from .stance import NEGATIONS, doubted
from .tagging import Sentence, Token

NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
WORDS = {
    "a hundred": 100, "a thousand": 1e3, "one thousand": 1e3, "two thousand": 2e3, "three thousand": 3e3, "four thousand": 4e3, "five thousand": 5e3, "ten thousand": 1e4, "twenty thousand": 2e4, "a million": 1e6,
    "one million": 1e6, "two million": 2e6, "three million": 3e6, "four million": 4e6, "five million": 5e6, "ten million": 1e7, "half a million": 5e5, "ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}
VALUE = rf"(?:(?:{NUMBER})(?: thousand| million| billion|[kKM](?=[ -]))?|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
ITEM = re.compile(
    rf"(?<![\d.,])(?P<value>{VALUE})(?!\d)"
    r"(?:(?P<length>[ -](?:more |source |input |new )?(?:tokens?|words?|positions?|pages?|annotations?)\b)"
    r"|\s?(?P<bytes>[kMGT]i?B|kilobytes?|megabytes?|gigabytes?)\b|\s?(?P<time>ms|milliseconds?|s|seconds?|minutes?|hours?)\b"
    r"|\s(?:attention |alignment )?(?P<count>scores?|weights|entries|cells|comparisons|dot products|inner products|products|multiplications|operations|numbers|evaluations|flops|floating-point operations|pairs)\b)?",
    re.I,
)
SIZES = {"": 1.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9}
SECONDS = {"m": 1e-3, "s": 1.0, "h": 3600.0}
PRODUCT = re.compile(rf"(?:{NUMBER}) ?[·×*x] ?(?:{NUMBER}) ?=")
POWER = re.compile(r"(?:\d+|\b[a-z])[²³⁰¹⁴-⁹]|\d\^|\d+(?: ?-bit|-dimensional| bits?| heads?| layers?| devices| GPUs| query| key)")
SQUARED = frozenset({"ATT", "SELF", "LAY", "WTS", "MHA", "SDP"})
OF_SCORES = frozenset("score scores comparisons full-attention self-attention matrix".split())
OF_CACHE = frozenset("cache cached kv kv-cache caches key-value".split())
ANOTHER_LAW = frozenset(
    """window windowed windows sliding local sparse linear linearised linearized linformer longformer performer reformer mamba rnn rnns recurrent LSTM VAR LOC latent feed-forward mlp mlps ffn batch documents
    overhead bandwidth vocabulary embedding embeddings gpus layers devices row query chunk chunks blocks top pruned pruning streaming sinks fixed-size if""".split()
)


def _items(text: str) -> list[tuple[str, float, int]]:
    """(kind, value, place) of each number: `length`, `bytes`, `time`, `count`, or nothing for a bare one."""
    for other in (PRODUCT, POWER):
        text = other.sub(lambda found: " " * len(found[0]), text)
    found = []
    for item in ITEM.finditer(text):
        kind = next((kind for kind in ("length", "bytes", "time", "count") if item[kind]), "")
        if not kind and not item["value"][0].isdigit():
            continue
        value = _value(item["value"].lower())
        if kind == "bytes":
            value *= UNITS[item["bytes"][0].lower()] if item["bytes"][0].lower() in UNITS else 1e12
        elif kind == "time":
            unit = item["time"].lower()
            value *= 60.0 if unit.startswith("min") else SECONDS[unit[0]]
        found.append((kind, value, item.start("value")))
    return found


def _value(text: str) -> float:
    if text in WORDS:
        return WORDS[text]
    number, _, size = text.replace(",", "").partition(" ")
    if number[-1] in "km":
        number, size = number[:-1], number[-1]
    return float(number) * SIZES[size]


def _pairs(items: list[tuple[str, float, int]]) -> list[tuple[float, float, int]]:
    """(length, amount, place of the amount) of each statement; a bare number stands for what the one before it was."""
    pairs: list[tuple[float, float, int]] = []
    length = amount = None
    unit = ""
    for kind, value, place in items:
        if kind == "length" or not kind and length is None and pairs:
            length = value
        elif kind and unit and kind != unit:
            return []
        elif kind or unit and length is not None:
            unit, amount = kind or unit, (value, place)
        else:
            return []
        if length is not None and amount is not None:
            pairs.append((length, *amount))
            length = amount = None
    return pairs if length is None and amount is None else []


def off_law(sentence: Sentence) -> int | None:
    """The offset of an amount that does not belong to its length: `1,000 tokens … 2 MB. For 2,000 tokens … 4 MB` of scores."""
    raw = sentence.raw
    if not any(map(str.isdigit, raw)) and sentence.words.isdisjoint({"thousand", "million"}):
        return None
    before, told = sentence.near(-1), sentence.words
    pairs, shift = _pairs(_items(raw)), 0
    if len(pairs) != 2:
        if before is None or before.asked or doubted(before):
            return None
        shift = len(before.raw) + 1
        pairs, told = _pairs(_items(before.raw + " " + raw)), told | before.words
        if len(pairs) != 2 or pairs[1][2] < shift:
            return None
    (first, low, _), (second, high, place) = pairs
    if first == second or min(first, second, low, high) <= 0 or not told.isdisjoint(ANOTHER_LAW) or not told.isdisjoint(NEGATIONS):
        return None
    exponent = math.log(high / low) / math.log(second / first)
    wrong = _wrong_powers(told, raw if not shift else before.raw + " " + raw)
    if not any(abs(exponent - power) < 0.05 for power in wrong) or doubted(sentence):
        return None
    return sentence.start + max(0, place - shift)


def _wrong_powers(told: frozenset[str], raw: str) -> Iterable[float]:
    """The powers of the length that what is told of does not grow with."""
    memory = "B" in raw or "byte" in raw
    if memory and not told.isdisjoint(OF_CACHE):
        return (0.0, 2.0)
    if memory and "FLASH" in told or "generat" in raw or not told.isdisjoint(OF_CACHE):
        return ()
    if not told.isdisjoint(SQUARED | OF_SCORES) or "weights" in told and "head" in raw:
        return (0.0, 1.0, 3.0)
    return ()


WIDTHS = frozenset("width dimension wide d_k dimensions".split())
LENGTHS = frozenset("length tokens long words sequence text context".split())
OF_PRODUCTS = frozenset("score scores WTS product products matrix multiplications".split())


def width_off_law(sentence: Sentence) -> int | None:
    """The offset of a factor that does not fit a cost of the scores that is linear in the width: `twice the width … four times`."""
    words = sentence.words
    if words.isdisjoint(WIDTHS) or words.isdisjoint(OF_PRODUCTS) or words & NEGATIONS or words & {"feed-forward", "projection", "projections", "variance", "recurrent", "root", "parameters", "whole", "fixed"}:
        return None
    cause = None
    for factor, at, after in _folds(sentence.tokens):
        if not after.isdisjoint(WIDTHS | LENGTHS):
            cause = factor if not after.isdisjoint(WIDTHS) else None
        elif cause is not None and cause not in (0, 1):
            return None if abs(factor - cause * cause) > 0.05 * cause * cause or doubted(sentence) else sentence.tokens[at].start
    return None


def _folds(tokens: list[Token]) -> list[tuple[float, int, frozenset[str]]]:
    """(factor, place, the words after it) of `twice`, `four times`, `quadruples`."""
    found = []
    for at, token in enumerate(tokens):
        following = [after.text for after in tokens[at + 1 : at + 6]]
        factor = FOLDS.get(token.text)
        if factor is None and following[:1] == ["times"]:
            factor = {"two": 2, "three": 3, "four": 4, "nine": 9, "sixteen": 16}.get(token.text)
        if factor is not None:
            stop = next((place for place, word in enumerate(following) if word in FOLDS or word in (",", ";", "means", "mean", "makes", "gives")), len(following))
            found.append((float(factor), at, frozenset(following[:stop])))
    return found


SIZE_N = re.compile(rf"\bn\s*=\s*(?P<n>{NUMBER})")
SIZE_D = re.compile(rf"\bd(?:_?k|ₖ|_\{{?model\}}?)?\s*=\s*(?P<d>{NUMBER})")
BY_PAIRS = re.compile(r"n²\s*[·⋅*]?\s*d(?!²)|n\^2|self-attention", re.I)
BY_STEPS = re.compile(r"n\s*[·⋅*]?\s*d²|d\^2|recurren", re.I)
COMPARED = re.compile(r"\b(?P<less>smaller|less|cheaper|fewer|lower|below)\b|\b(?P<more>larger|more|greater|exceeds|dearer|higher|bigger|above|outweighs)\b", re.I)


def misjudged(sentence: Sentence) -> int | None:
    """Where n²·d and n·d² are compared for given n and d, the wrong way round."""
    raw = sentence.raw
    before = sentence.near(-1)
    around = raw if before is None else before.raw + " " + raw
    if "=" not in around or (n := SIZE_N.search(around)) is None or (d := SIZE_D.search(around)) is None:
        return None
    compared = COMPARED.search(raw)
    if compared is None or sentence.words & NEGATIONS or doubted(sentence):
        return None
    left, right = raw[: compared.start()], raw[compared.end() :]
    by_pairs = BY_PAIRS.search(left) is not None
    if by_pairs == (BY_STEPS.search(left) is not None) or (BY_STEPS if by_pairs else BY_PAIRS).search(right) is None or (BY_PAIRS if by_pairs else BY_STEPS).search(right):
        return None
    length, width = (float(size.replace(",", "")) for size in (n["n"], d["d"]))
    told_less = (compared["less"] is not None) == by_pairs
    return sentence.start + compared.start() if length != width and told_less != (length < width) else None
