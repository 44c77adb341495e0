"""Small sums told in a sentence: widths of heads, roots, shapes, and the softmax of numbers that are given."""

from __future__ import annotations

import math
import re

from .stance import denied, doubted
from .tagging import Sentence

COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16}
SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
RECKONED = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉×·]|times| by ")  # without any of them, and without a word that counts, nothing is
NUMBER = r"-?\d+(?:\.\d+)?"
COUNT = rf"(?P<count>{'|'.join(COUNTS)}|\d{{1,3}})"
MODEL_WIDTH = re.compile(r"d_?\{?\s*(?:\\(?:text|mathrm|mathit|operatorname)\s*\{)?\s*model\s*\}*\$?\s*(?:=|of|is)\s*\$?(?P<width>\d{2,5})|(?:model width|model dimension|width) (?:of |= ?)(?P<width2>\d{2,5})")
KEY_WIDTH = re.compile(r"(?:d_?\{?k\}?|dₖ)\$?\s*(?:=|is)\s*\$?(?P<width>\d{1,5})(?![\d.,]*\s*(?:/|\\cdot|·|×))|[Kk]eys of (?:width|size|dimension|length) (?P<width2>\d{1,5})|(?P<width3>\d{2,5})-dimensional keys")
HEADS = re.compile(rf"\b{COUNT} (?:attention |parallel )?heads\b|\bh\s*=\s*(?P<h>\d{{1,3}})\b")
ROOT_IS = re.compile(r"(?:√|\\sqrt\s*\{?|sqrt\()\s*(?P<square>\d{1,6})\s*[})]?\$?\s*(?:=|is|equals)\s*\$?(?P<root>\d{1,5}(?:\.\d+)?)(?![\d/])")
FACTOR = re.compile(r"(?:factor|scale|scaling)\w*\s+(?:is|of|=|equals)\s*\$?1\s*/\s*(?P<part>\d{1,5})\b")
HEAVY = re.compile(r"\bweights? (?:of )?\$?(?:1\.\d*[1-9]\d*|[2-9]\.\d+|[−-](?:0?\.\d+|\d))")
MORE_HEADS = re.compile(r"(?:at (?:a |the )?(?:fixed|same|constant) \W*(?:d_model|width)\W*[^.;]{0,20})?doubl\w+ the (?:number|count) of heads (?:also )?(?:doubles|multiplies) the (?:number|amount|cost|work)", re.I)
HEADS_TIMES = re.compile(r"\b(?P<h>\d{1,3}|two|three|four|six|eight|ten|twelve|sixteen) (?:attention )?heads?\b[^.;]{0,60}\b(?P=h) times (?:as|the|more|the)\b", re.I)
ENTRIES = re.compile(
    r"(?:attention|score|full)[^.;]{0,40}?\b(?P<n>\d[\d,]*)(?:-token| tokens?| words)[^.;]{0,40}?\b(?:has|have|holds?|contains?|needs?|requires?|takes?|computes?|gives?)\s+(?:exactly |only |about )?(?P<m>\d[\d,.]*(?: (?:thousand|million|billion))?)\s+(?:entries|scores|cells|comparisons|dot products|weights)"
)
DIVIDED = re.compile(r"divid(?:e|ed|es|ing)\s+(?:\w+\s+){0,4}?by\s+\$?(?P<by>\d{1,5})\b(?!\s*(?:heads|\.\d))")
SCORES = re.compile(rf"(?:scores|logits|dot products|inner products|energies)\s+(?:of\s+|are\s+|were\s+)?[(\[$]?(?P<list>{NUMBER}(?:(?:,? and |, |; ?|/){NUMBER}){{1,7}})")
WEIGHTS = re.compile(rf"weights?\s+(?:of\s+|are\s+|become\s+)?[(\[$]?(?P<list>{NUMBER}(?:(?:,? and |, |; ?|/){NUMBER}){{0,7}})|(?:into|gives|give|returns|yields|becomes|become|to)\s+[(\[$]?(?P<list2>{NUMBER}(?:(?:,? and |, |; ?|/){NUMBER}){{1,7}})")
EVEN = re.compile(
    rf"\b{COUNT} (?:equal scores|(?:\w+ )?(?:keys|words|tokens|positions|annotations|source words)\b[^.;]{{0,40}}(?:equal(?:ly)?|alike|same score|the same))[^.;]{{0,60}}?\b(?:weights? of|weight|share of) (?:(?:one|a) (?P<share>{'|'.join(SHARES)})|(?P<value>0?\.\d+))"
)
MATRIX = re.compile(
    r"(?:(?:weight|attention|score|alignment) matrix|matrix of (?:all )?(?:the )?(?:attention |alignment )?(?:weights|scores)|softmax\([^()]{0,40}(?:\([^()]*\))?[^()]{0,20}\)|\\mathrm\{softmax\}[^$]{0,80})[^.;]{0,60}?"
    r"\b(?:shape|size|dimensions?|has|of|is|entries)\s+\$?\(?\s*(?P<rows>[a-zA-Z](?:_\{?\w+\}?|ₖ|ᵥ)?)\s*(?:×|x|\\times|\\cdot|·|by|,)\s*(?P<columns>[a-zA-Z](?:_\{?\w+\}?|ₖ|ᵥ)?)\b"
)
LEAVES = re.compile(r"\b0?\.\d+\b")
ONLY_TWO = re.compile(r"only other|in the same (?:head|row|step)|of the same (?:head|row|query)|both together|the only two|no other word|just two words|of (?:the )?two (?:source |target )?(?:words|tokens|keys)|there is no third|no third (?:word|key|token)", re.I)
SCALED = re.compile(r"scal|divid|multipl|√|sqrt|temperature|mask", re.I)


def misreckoned(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, what is right) of a small sum that does not come out, or None."""
    raw = sentence.raw
    if RECKONED.search(raw) is None and sentence.words.isdisjoint(COUNTS):
        return None
    key, before = KEY_WIDTH.search(raw), sentence.near(-1)
    if key is None and before is not None and DIVIDED.search(raw) and (given := KEY_WIDTH.search(before.raw)) and (late := _divisor(before.raw + " " + raw, given)) and late[0] > len(before.raw) and not denied(sentence) and not doubted(sentence):
        return sentence.start + late[0] - len(before.raw) - 1, late[1]
    found = key and _widths(raw, key) or _roots(raw) or _root_of_all(raw) or _root_of_model(raw, before.raw if before is not None else "") or key and _divisor(raw, key)
    found = found or _softmax(raw) or _even(raw) or _shape(raw) or _pair(raw) or key and (_factor(raw, key) or _enters(raw, key)) or _too_heavy(raw)
    if found is None or denied(sentence) and found[1] != ONE or doubted(sentence):
        return None
    return sentence.start + found[0], found[1]


def miscounted(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, what is right) of a cost that is counted wrongly, or None."""
    raw = sentence.raw
    if "times" not in raw and "token" not in raw and "words" not in raw and "heads" not in raw:
        return None
    found = _heads_times(raw) or _entries(raw)
    return None if found is None or denied(sentence) or doubted(sentence) else (sentence.start + found[0], found[1])


ONE = "the weights of one query sum to 1"
ROOT = "the scores are divided by √d_k, the root of the width of a key"


def _widths(raw: str, key: re.Match[str]) -> tuple[int, str] | None:
    """`d_model = 512 and eight heads, d_k = 512`"""
    model, heads = MODEL_WIDTH.search(raw), HEADS.search(raw)
    if heads is None or model is None and not re.search(r"base model|base transformer|transformer's base|original transformer", raw, re.I):
        return None
    count = int(heads["h"]) if heads["h"] else COUNTS.get(heads["count"]) or int(heads["count"])
    width, narrow = int(model["width"] or model["width2"]) if model else 512, _key(key)
    return (key.start(), "each of h heads has keys of width d_model/h") if count > 1 and narrow * count != width else None


def _key(found: re.Match[str]) -> int:
    return int(found["width"] or found["width2"] or found["width3"])


def _factor(raw: str, key: re.Match[str]) -> tuple[int, str] | None:
    """`With d_k = 64 the factor is 1/64`"""
    part = FACTOR.search(raw)
    return (part.start(), ROOT) if part and _key(key) == int(part["part"]) > 1 else None


PRODUCT_ENTERS = re.compile(
    r"(?:inner product|dot product|product|score) of (?P<x>\d+(?:\.\d+)?)\b[^.;]{0,60}?(?:enters|becomes|gives|turns into|is scaled to|shrinks to|is reduced to|goes into)\b[^.;\d]{0,60}?(?P<y>\d+(?:\.\d+)?)"
)


def _enters(raw: str, key: re.Match[str]) -> tuple[int, str] | None:
    """`With d_k = 64, a dot product of 24 enters the softmax as 0.375`"""
    found = PRODUCT_ENTERS.search(raw)
    if found is None:
        return None
    width, product, scaled = _key(key), float(found["x"]), float(found["y"])
    return (found.start("y"), ROOT) if width > 1 and product and abs(scaled - product / width) < 0.02 * abs(product / width) + 1e-9 else None


def _too_heavy(raw: str) -> tuple[int, str] | None:
    """A single weight above 1 or below 0."""
    found = HEAVY.search(raw) if "weight" in raw else None
    return (found.start(), "a softmax gives weights between 0 and 1") if found and re.search(r"attend|attention|α|softmax", raw, re.I) and not re.search(r"decay|learning|loss", raw) else None


def _heads_times(raw: str) -> tuple[int, str] | None:
    """`twelve heads take twelve times as many operations`"""
    found = HEADS_TIMES.search(raw) or MORE_HEADS.search(raw)
    if found and re.match(r" (?:as )?many (?:attention )?(?:scores|weights|matrices|maps|rows of)\b", raw[found.end() - 3 :]):
        return None  # each head has its own
    return None if found is None else (found.start(), "h heads of width d/h cost about as much as one head of width d")


def _entries(raw: str) -> tuple[int, str] | None:
    """`the matrix of 4,000 tokens has 8,000 entries`"""
    found = ENTRIES.search(raw)
    if found is None or re.search(r"window|cache|one query|per query|each query|each token|per token|per row|layers|sparse|all heads|recurren", raw):
        return None
    length, count = _plain(found["n"]), _plain(found["m"])
    if length < 2 or any(abs(count - right) <= 0.12 * right for right in (length**2, length * (length + 1) / 2)):
        return None
    return (found.start("m"), "n tokens have n² scores") if count <= 4 * length else None


def _plain(text: str) -> float:
    number, _, power = text.replace(",", "").partition(" ")
    return float(number) * {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get(power, 1)


def _roots(raw: str) -> tuple[int, str] | None:
    for found in ROOT_IS.finditer(raw) if "√" in raw or "sqrt" in raw else ():
        if abs(float(found["root"]) - math.sqrt(int(found["square"]))) > 0.06 * math.sqrt(int(found["square"])):
            return found.start(), "this root is reckoned wrongly: √64 is 8"
    return None


BASE_MODEL = re.compile(r"\b(?:base|original|big)\W{1,2}(?:Transformer|model)\b|\bthe Transformer['’]s base\b", re.I)
ALL_WIDTH = re.compile(r"(?<![\d.,])(?P<width>512|768|1024)(?![\d.,]*\d)")
DIVISOR = re.compile(
    r"(?:divid(?:e|ed|es|ing)\b[^.;,]{0,40}?\bby|divisor\b[^.;,]{0,40}?\b(?:is|of|equals)|scal(?:e|ed|es|ing)\b[^.;,]{0,40}?\bby 1\s*/)"
    r"\s*(?:about |roughly |around |nearly |approximately |the )?\$?(?:(?P<by>\d{1,2}(?:\.\d+)?)(?![\d.]*\d)|(?:√|\\sqrt\s*\{?|square root of )\s*\$?(?P<of>\d{3,4})\b)"
)
ONE_HEAD = re.compile(r"single head|one head|embedding|\bheads? of (?:width|size|dimension)|d_\{?k", re.I)


def _root_of_model(raw: str, before: str) -> tuple[int, str] | None:
    """`The base model has 512 dimensions and eight heads. The scores of a head are divided by 22.6`"""
    found = DIVISOR.search(raw)
    if found is None or not re.search(r"scor|product|logit|softmax|\bheads?\b", raw) or ONE_HEAD.search(raw):
        return None
    around = before + " " + raw
    base, heads, width = BASE_MODEL.search(around), HEADS.search(around), ALL_WIDTH.search(around)
    if not base and not (heads and width):
        return None
    whole = math.sqrt(int(width["width"]) if width else 512)
    divisor = math.sqrt(int(found["of"])) if found["of"] else float(found["by"])
    return (found.start(), ROOT) if abs(divisor - whole) < 0.1 else None


ROOT_OF_ALL = re.compile(r"divid(?:ed|es|ing)\s+(?:\w+\s+){0,4}?by\s+\$?(?:√|\\sqrt\s*\{?|sqrt\()\s*\(?(?P<of>\d{2,5})\b")


def _root_of_all(raw: str) -> tuple[int, str] | None:
    """`8 heads … divided by √512`: the root of the width of the whole model."""
    root = ROOT_OF_ALL.search(raw)
    if root is None or HEADS.search(raw) is None or int(root["of"]) not in (512, 768, 1024):
        return None
    return (root.start(), ROOT) if re.search(r"scor|product|logit|softmax", raw) and "head size" not in raw else None


def _divisor(raw: str, key: re.Match[str]) -> tuple[int, str] | None:
    """`For d_k = 64 the scores are divided by 64`"""
    by = DIVIDED.search(raw)
    if by is None or int(by["by"]) < 3 or not re.search(r"scor|product|logit|softmax", raw):
        return None
    width = _key(key)
    return (by.start(), ROOT) if int(by["by"]) ** 2 != width and int(by["by"]) in (width, 2 * width, width // 2) else None


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(NUMBER, text)]


def _softmax(raw: str) -> tuple[int, str] | None:
    """Scores and weights given side by side: the softmax of the ones must be able to give the others."""
    if "softmax" not in raw and "weight" not in raw or (given := SCORES.search(raw)) is None:
        return None
    result = WEIGHTS.search(raw, given.end())
    if result is None:
        return None
    scores, weights = _numbers(given["list"]), _numbers(result["list"] or result["list2"])
    if len(weights) == 1 and len(set(scores)) == 1:
        return (result.start(), "equal scores give equal weights that sum to 1") if abs(weights[0] - 1 / len(scores)) > 0.02 and 0 <= weights[0] <= 1 else None
    if len(weights) != len(scores) or any(score > 50 for score in scores):
        return None
    if min(weights) < 0 or abs(sum(weights) - 1) > 0.02 + 0.01 * len(weights):
        return result.start(), ONE
    if any((a - b) * (c - d) < 0 or a == b and abs(c - d) > 0.02 for a, c in zip(scores, weights) for b, d in zip(scores, weights)):
        return result.start(), "the higher score gets the higher weight, equal scores get equal weights"
    powers = [math.exp(score - max(scores)) for score in scores]
    if not SCALED.search(raw) and any(abs(power / sum(powers) - weight) > 0.1 for power, weight in zip(powers, weights)):
        return result.start(), "the softmax of these scores is another one"
    return None


def _even(raw: str) -> tuple[int, str] | None:
    if "weight" not in raw and "share of" not in raw or (found := EVEN.search(raw)) is None:
        return None
    count = COUNTS.get(found["count"]) or int(found["count"])
    share = 1 / SHARES[found["share"]] if found["share"] else float(found["value"])
    return (found.start(), "equal scores give equal weights that sum to 1") if count and abs(share - 1 / count) > 0.02 else None


def _shape(raw: str) -> tuple[int, str] | None:
    """The weights of n queries over m keys make an n × m matrix; no width of a vector is in it."""
    if "matrix" not in raw and "softmax" not in raw or (found := MATRIX.search(raw)) is None or not {found["rows"][0], found["columns"][0]} & {"d"} or re.search(r"\b(?:not|per head|W_|projection|values?)\b", found[0]):
        return None
    return found.start(), "the weights form a matrix with a row for each query and a column for each key"


def _pair(raw: str) -> tuple[int, str] | None:
    """Two weights that are all there is, or stand in one row, and sum to more than 1."""
    if "weight" not in raw or not ONLY_TWO.search(raw):
        return None
    values = [float(number) for number in LEAVES.findall(raw)]
    if len(values) < 2:
        return None
    total = sum(values)
    return (LEAVES.search(raw).start(), ONE) if (total > 1.03 or len(values) == 2 and total < 0.97) and max(values) < 1 else None
