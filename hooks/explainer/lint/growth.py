"""Numbers told about lengths and scores: whether they fit a quadratic law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import Block
from .stance import NEGATIONS, doubted
from .tagging import Sentence, Token
from .words import tagged

COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "sixty-four": 64, "hundred": 100, "thousand": 1000, "million": 10**6,
}
FOLDS = {
    "twice": 2, "doubles": 2, "double": 2, "doubled": 2, "doubling": 2, "twofold": 2, "triples": 3, "triple": 3, "tripled": 3, "tripling": 3, "threefold": 3,
    "trebles": 3, "thrice": 3, "quadruples": 4, "quadruple": 4, "quadrupled": 4, "fourfold": 4, "halve": 0.5, "quadrupling": 4, "fivefold": 5, "quintuples": 5, "sixfold": 6, "eightfold": 8,
    "tenfold": 10, "hundredfold": 100, "half": 0.5, "halves": 0.5, "halved": 0.5, "halving": 0.5, "third": 1 / 3, "tenth": 0.1, "quarter": 0.25, "ninefold": 9, "sixteenfold": 16,
}
LENGTHS = frozenset("novels novel books library page pages length long longer context prompt prompts tokens token text texts document documents words sentence sentences sequence sequences input inputs book source short".split())
SCORES = frozenset("scores score cells entries comparisons matrix pairs products multiplications numbers work do slow expensive arithmetic operations cost costs bill WTS table compute flops hard".split())
ATTENTION = frozenset({"ATT", "SELF", "LAY", "WTS", "MHA", "SDP", "TRF", "RNNS"})
OTHER_LAW = frozenset(
    """window windowed sliding cache kv memory rnn rnns recurrent LSTM width parameters heads head layers linear mamba dimension VAR LOC GOTH feed-forward FLASH
    sparse per each layer-norm positions GPU gpus vocabulary top BLEU bleu speed years but while whereas although unlike embedding embeddings stored storage batch""".split()
)


def _value(sentence: Sentence, at: int) -> tuple[float, int] | None:
    """The number at a token and how many tokens it takes: `ten thousand`, `8,000`, `4k`."""
    text = sentence.tokens[at].text
    if text[0] not in "NY" and text not in COUNTS:
        return None
    if text in COUNTS:
        following = sentence.tokens[at + 1].text if at + 1 < len(sentence.tokens) else ""
        if following in ("hundred", "thousand", "million"):
            return float(COUNTS[text] * COUNTS[following]), 2
        return float(COUNTS[text]), 1
    found = re.fullmatch(r"N(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)", text)
    if found is None:
        return (float(text[1:]), 1) if re.fullmatch(r"Y\d{4}", text) and _counts_words(sentence, at) else None
    return float(found[1].replace(",", "")), 1


def _counts_words(sentence: Sentence, at: int) -> bool:
    """Whether what looks like a year counts something, as in `2000 tokens`."""
    return at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text in LENGTHS


def _read(sentence: Sentence) -> tuple[list[float], list[tuple[float, int]]]:
    """(plain numbers, [(factor, place)]) in the order of the sentence."""
    numbers: list[float] = []
    folds: list[tuple[float, int]] = []
    at, tokens = 0, sentence.tokens
    while at < len(tokens):
        if tokens[at].text in FOLDS and not (at + 1 < len(tokens) and tokens[at + 1].text == "precision"):
            folds.append((FOLDS[tokens[at].text], at))
        elif (found := _value(sentence, at)) is not None:
            value, size = found
            if at + size < len(tokens) and tokens[at + size].text in ("times", "x") or _is_factor(tokens, at):
                folds.append((value, at))
            elif at + size < len(tokens) and tokens[at + size].text in ("%", "percent"):
                folds.append((value / 100, at))
            else:
                numbers.append(value)
            at += size - 1
        at += 1
    return numbers, folds


MULTIPLIES = frozenset("multiplies multiply multiplied multiplying factor grows grow rises rise increases increase".split())


def _is_factor(tokens: list[Token], at: int) -> bool:
    """`multiplies the number of scores by four`, `by a factor of four`."""
    before = [token.text for token in tokens[max(0, at - 9) : at]]
    return before[-1:] == ["by"] and not MULTIPLIES.isdisjoint(before) or before[-2:] == ["factor", "of"]


def _of_one_head(sentence: Sentence) -> bool:
    return any(turn in sentence.text for turn in (" per head ", " a head ", " one head ", " each head ", " SELF head ", " ATT head ", " full-attention head "))


# One row of the scores, or one of the two lengths: there the law is linear.
ONE_SIDE = tagged(r"(?:per|a|each|every|one|single) (?:query|row|step) |per (?:token|word|target) |(?:source|target|translation) (?:length )?(?:alone|only) |length of the (?:source|target|translation) (?:alone|only) ")
INSTEAD_OF = tagged(r"instead of (?:one|two|three|four|five|six|eight|ten|twelve|twenty|fifty|hundred|thousand|N[\d,]+) ")
ALL_PAIRS = tagged(r"(?:(?:every|each) (?:word|token|position|element) (?:with|to|against) (?:every|each|all) (?:the )?others? |all pairs of (?:words|tokens|positions) )")


# What FlashAttention does not save.
ARITHMETIC = frozenset("multiplications operations flops arithmetic computation compute scores products additions".split())
OF_A_VECTOR = tagged(r"(?:length|norm|lengths|size) of (?:a |the |each |one |both )?(?:\S+ )?(?:key|query|vectors?|QKV) ")


def misfit(sentence: Sentence) -> int | None:
    """The offset of a factor, or of a count, that does not fit the square of the length."""
    words, kinds = sentence.words, sentence.kinds
    before = sentence.near(-1)
    if words.isdisjoint(LENGTHS) and (before is None or before.words.isdisjoint(LENGTHS)) or words.isdisjoint(SCORES) and kinds.isdisjoint({"WTS", "LAY", "ADD", "RNNS"}):
        return None
    if OF_A_VECTOR.search(sentence.text):
        return None
    pairs = ALL_PAIRS.search(sentence.bare) is not None
    exact = ("FLASH" in kinds or " Dao " in sentence.raw) and not words.isdisjoint(ARITHMETIC) and "memory" not in words
    if not (pairs or exact or kinds & ATTENTION or words & {"attention", "full-attention", "self-attention", "score", "scores"} or "weights" in words and _of_one_head(sentence)) or words & NEGATIONS - {"nothing"} - ({"instead"} if INSTEAD_OF.search(sentence.text) else set()):
        return None
    other = words & OTHER_LAW - ({"memory"} if words & {"matrix", "scores", "table"} else set()) - ({"FLASH", "GOTH"} if exact else set())
    if other - ({"each"} if pairs else set()) and not (other <= {"head", "per", "each"} and _of_one_head(sentence)):
        return None
    if ONE_SIDE.search(sentence.text):
        return None
    if "MATH" in kinds:
        return None
    numbers, folds = _read(sentence)
    if not numbers and len(folds) == 1 and before is not None and before.words & LENGTHS and not before.words & OTHER_LAW:
        earlier, longer = _read(before)
        if len(longer) == 1 and len(earlier) < 2 and longer[0][0] != 1 and not before.asked and sentence.words & SCORES and _close(folds[0][0], longer[0][0]) and not doubted(sentence):
            return sentence.tokens[folds[0][1]].start
    place = _wrong(numbers, folds, sentence)
    if place is None or doubted(sentence):
        return None
    return sentence.tokens[place].start


def _wrong(numbers: list[float], folds: list[tuple[float, int]], sentence: Sentence) -> int | None:
    if len(numbers) == 2 and len(folds) == 1 and sentence.kinds & {"RNNS", "ADD", "GBAH"} and folds[0][0] == sum(numbers):
        return folds[0][1]
    if len(numbers) == 2 and len(folds) == 1 and min(numbers) > 1 and numbers[0] != numbers[1]:
        ratio = numbers[1] / numbers[0]
        factor, place = folds[0]
        return place if _close(max(factor, 1 / factor), max(ratio, 1 / ratio)) else None
    if len(numbers) == len(folds) == 1 and numbers[0] > 1 and " instead of one " in sentence.text:
        return folds[0][1] if _close(folds[0][0], numbers[0]) else None
    if not numbers and len(folds) == 2:
        (first, _), (second, place) = folds
        return place if _close(first, second) and first != 1 else None
    if len(numbers) == 4 and not folds and min(numbers) > 1 and numbers[0] != numbers[2]:
        return len(sentence.tokens) - 1 if _close(numbers[2] / numbers[0], numbers[3] / numbers[1]) else None
    if len(numbers) + len(folds) == 3 and len(numbers) >= 2 and numbers[0] > 1 and numbers[1] > 1 and sentence.kinds & {"RNNS", "ADD", "GBAH"}:
        counted = numbers[2] if len(numbers) == 3 else folds[0][0]
        return len(sentence.tokens) - 1 if counted == numbers[0] + numbers[1] else None
    if len(numbers) == 2 and not folds and min(numbers) >= 10 and numbers[1] in (numbers[0], 2 * numbers[0]) and sentence.words & {"WTS", "scores", "weights", "pairs", "cells", "entries", "comparisons", "numbers", "products", "multiplications"}:
        return len(sentence.tokens) - 1
    return None


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 0.06 * abs(other)


LINEAR_COUNT = re.compile(
    r"\b(?:comput|evaluat|ha[sv]|need|mak|yield|giv|produc|perform|fill|stor|requir|tak)\w*\s+(?:only|exactly|just|about|altogether|a total of)?\s*\$?"
    r"(?:\d?\s*[nmNTL]|[mnT](?:_x)?\s*\+\s*[mnT](?:_y)?)\$?\s+(?:attention\s+|alignment\s+|pairwise\s+|query[–-]key\s+)?(?:scores|comparisons|entries|dot products|inner products|weights|products)\b"
)
COUNTED = ("scores", "comparisons", "entries", "products", "weights", "operations", "multiplications", "computations", "arithmetic")
LINEAR_NUMBER = re.compile(
    r"\b[nTL] (?:tokens|words|positions)\s*[,:=]\s*(?:hence |so |thus )?(?:only )?[nTL] (?:attention )?(?:scores|comparisons|dot products)\b|"
    r"\b(?:number of (?:attention |alignment |pairwise )?|how many )?(?:scores|comparisons|entries|weights|dot products|inner products|operations)\b[^.;?]{0,80}?(?:\bis|\bare|=|:|\bequals|\bmakes)\s*(?:only |exactly |just )?\$?(?:\d?\s*[nNTL]|[mnT]\s*\+\s*[mnT])\$?\s*(?:[.,;]|$)"
)
ONE_OPERATION = re.compile(r"(?:O\(\s*1\s*\)|\ba constant number of)\$?\s+(?:arithmetic\s+)?(?:operations|multiplications|comparisons|computations|work|arithmetic|dot products)\b")
STEPS_SWAPPED = re.compile(r"(?:attention|transformer)[^.;]{0,40}O\(\s*n\s*\)\$?\s+sequential[^.]{0,60}(?:recurren|rnn)[^.]{0,40}O\(\s*1\s*\)", re.I)


ONE_OF_THEM = re.compile(r"\b(?:each|every|per)\b(?! heads?\b)|\b(?:one|a|each|every|the last|new) (?:word|token|position|query)\b(?! pair)", re.I)


def miscounted(sentence: Sentence) -> int | None:
    """Where n tokens are said to have n scores (or m and n words m + n), or sequential steps are swapped."""
    if sentence.kinds.isdisjoint(ATTENTION) and "attention" not in sentence.words:
        return None
    raw = sentence.raw
    if "sequential" not in raw.lower() or (found := STEPS_SWAPPED.search(raw)) is None:
        found = ONE_OPERATION.search(raw) or LINEAR_COUNT.search(raw) or LINEAR_NUMBER.search(raw) if any(map(raw.__contains__, COUNTED)) else None
        if found is None or sentence.words & (OTHER_LAW - {"each", "per", "head", "heads"} | NEGATIONS | {"row", "query", "column", "key", "step", "token", "then", "once"}):
            return None
        if ONE_OF_THEM.search(raw, 0, found.end()):
            return None
    return None if doubted(sentence) else sentence.start + found.start()


BITS = re.compile(r"\b(?P<bits>8|16|32|64|eight|sixteen|thirty-two)[ -]bits?\b|\b(?:half|fp16|float16|bf16)\b(?P<half>)|\b(?:single precision|fp32|float32)\b(?P<single>)", re.I)
OVER = re.compile(r"\b(?P<n>\d{1,3}(?:,\d{3})+|\d{3,7})\s+(?:tokens|words|positions)", re.I)
BYTES = re.compile(r"\b(?P<size>\d+(?:\.\d+)?)\s*(?P<unit>kilobytes?|kb|kib|megabytes?|mb|mib|gigabytes?|gb|gib|bytes?)\b", re.I)
UNITS = {"b": 1.0, "k": 1e3, "m": 1e6, "g": 1e9}


def misstored(sentence: Sentence) -> int | None:
    """Where the memory of one score matrix does not fit its n² entries: `10,000 tokens … in 16 bits … 20 kilobytes`."""
    raw = sentence.raw
    if "byte" not in raw and "B" not in raw or not ("matrix" in sentence.words or "WTS" in sentence.kinds or "scores" in sentence.words):
        return None
    bits, over, size = BITS.search(raw), OVER.search(raw), BYTES.search(raw)
    if not (bits and over and size) or sentence.words & (NEGATIONS | {"row", "cache", "query", "window"}) or "FLASH" in sentence.kinds:
        return None
    width = {"eight": 8, "sixteen": 16, "thirty-two": 32}.get((bits["bits"] or "").lower()) or int(bits["bits"] or (16 if bits["half"] is not None else 32))
    told = float(size["size"]) * UNITS[size["unit"][0].lower()]
    true = float(over["n"].replace(",", "")) ** 2 * width / 8
    return None if true / 4 < told < true * 100 or doubted(sentence) else sentence.start + size.start()


LENGTH_HEAD = re.compile(r"tokens?|length|words|positions|\bn\b|context", re.I)
SCORE_HEAD = re.compile(r"scores?|entries|matrix|comparisons|operations|weights|pairs|cost|compute|products|multiplications", re.I)
CACHE_HEAD = re.compile(r"cache|cached keys", re.I)
OTHER_HEAD = re.compile(r"window|linear|feed|projection|rnn|recurren|mamba|flash|sparse|local|per token|parameter", re.I)
OTHER_MEMORY = re.compile(r"cache|memory(?!.{0,20}(?:scores?|weights|matrix|QKᵀ))(?<!matrix memory)(?<!score memory)", re.I)
HEADS_HEAD = re.compile(r"\bheads?\b", re.I)
HEADS_TIMES_WIDTH = re.compile(r"\W*(?P<heads>\d{1,3})(?:\s*[×x*·]\s*(?P<width>\d{1,4}))?(?: heads?)?\W*", re.I)
OF_SQUARE = re.compile(r"\W*(?P<times>\d{1,5})?\s*[·*×]?\s*n(?:²|\^2)(?:\s*[·*×]?\s*(?:d|d_k|512|64))?\s*(?:/\s*(?P<part>\d{1,3}))?\W*")


def table_misfit(table: Block) -> Iterator[tuple[Block, int]]:
    """Cells of a column of scores that grow only as fast as the column of lengths, of a cache that does not grow so, or of scores that heads divide."""
    if table.refuted or len(table.cells) < 3:
        return
    header, *rows = table.cells
    titles = [cell.text for cell in header]
    if OTHER_HEAD.search(" ".join(titles)):
        return
    lengths = next((i for i, title in enumerate(titles) if LENGTH_HEAD.search(title)), None)
    cache = next((i for i, title in enumerate(titles) if CACHE_HEAD.search(title)), None)
    scores = next((i for i, title in enumerate(titles) if i != lengths and SCORE_HEAD.search(title) and not OTHER_MEMORY.search(title)), None)
    if lengths is None:
        if (cell := _divided(titles, rows)) is not None:
            yield cell, 0
        return
    column = scores if cache is None else cache
    if column is None or column == lengths:
        return
    read = [(_plain(row[lengths]), _plain(row[column]), row[column]) for row in rows if max(lengths, column) < len(row)]
    for (n1, s1, _), (n2, s2, cell) in zip(read, read[1:]):
        if n1 and n2 and s1 and s2 and n1 != n2 and (_close(s2 / s1, n2 / n1) if cache is None else s1 == s2 or _close(s2 / s1, (n2 / n1) ** 2)):
            yield cell, 0
            return


def _divided(titles: list[str], rows: list) -> Block | None:
    """A cell that lets h heads divide (or multiply) what one head costs: `| 8 × 64 | 64·n² |` below `| 1 × 512 | 512·n² |`."""
    heads = next((i for i, title in enumerate(titles) if HEADS_HEAD.search(title) and not SCORE_HEAD.search(title)), None)
    cost = next((i for i, title in enumerate(titles) if SCORE_HEAD.search(title)), None)
    if heads is None or cost is None or re.search(r"per head|each head|a head|one head|key|cache|memory|parameter", " ".join(titles), re.I):
        return None
    read = []
    for row in rows:
        if max(heads, cost) < len(row) and (found := HEADS_TIMES_WIDTH.fullmatch(row[heads].text)) and (told := OF_SQUARE.fullmatch(row[cost].text)):
            read.append((int(found["heads"]), found["width"], int(told["times"] or 1) / int(told["part"] or 1), row[cost]))
    for (h1, w1, c1, _), (h2, w2, c2, cell) in zip(read, read[1:]):
        same_width = w1 is None or int(w1) * h1 == int(w2 or 0) * h2
        if h1 != h2 and same_width and (_close(c1 / c2, h2 / h1) or w1 is not None and _close(c2 / c1, h2 / h1)):
            return cell
    return None


SIZED = re.compile(r"(?P<number>\d{1,15}(?:\.\d+)?)(?P<unit>[KMGT]i?B|k|K|M)?")
POWERS_OF_TEN = {"K": 1e3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}


def _plain(cell: Block) -> float | None:
    found = SIZED.fullmatch(cell.text.strip(" *`~").replace(",", "").replace(" ", "").replace("\u202f", "").replace("\xa0", ""))
    return None if found is None else float(found["number"]) * POWERS_OF_TEN.get((found["unit"] or " ")[0], 1.0)


DIVIDES = frozenset("divides divide divided dividing division".split())


def same_divisor(sentence: Sentence) -> int | None:
    """Where scores are divided by the width of a key instead of its root: `keys of width 64 … divided by 64`."""
    if sentence.words.isdisjoint(DIVIDES) or sentence.words & (NEGATIONS | {"root", "√", "heads", "instead", "would", "concatenated"}):
        return None
    if sentence.words.isdisjoint({"width", "keys", "size", "dimension", "d_k", "key", "wide", "numbers", "components", "MATH"}):
        return None
    if not (sentence.kinds & ATTENTION or sentence.words & {"score", "scores", "product", "products", "DOT", "QKV", "logits"} or sentence.kinds & {"GVAS", "DOT", "QKV"}):
        return None
    values = [(found[0], at) for at in range(len(sentence.tokens)) if (found := _value(sentence, at))]
    for value, at in values:
        before = [token.text for token in sentence.tokens[max(0, at - 5) : at]]
        if value > 9 and before[-1:] == ["by"] and sum(other == value for other, _ in values) > 1 and not doubted(sentence):
            return sentence.tokens[at].start
    return None
