"""Two lengths or widths and what each of them costs, told in one sentence or in two: whether the numbers keep to the law.

A number before a noun of length is a cause, one before what is counted, stored or waited for an effect; so are factors such as `twice as
long`, `ten times the work`. The scores of full attention grow with the square of the length; those of a window, a cache or a recurrent
layer with the length itself; what a score costs grows with the width.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from .stance import NEGATIONS, doubted
from .tagging import Sentence, Token, entry_before

NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20, "twenty-five": 25, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "sixty-four": 64, "eighty": 80, "a hundred": 100, "one hundred": 100, "hundred": 100,
}
LARGE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6}
COUNT = rf"(?:(?:{NUMBER})(?:[ -](?:thousand|million|billion)|[kKM](?![\w]))?|half a (?:million|thousand)|a (?:hundred|thousand|million|billion)|(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?: (?:hundred|thousand|million|billion))?)"
LENGTH_NOUN = r"(?:tokens?|words?|positions?|pages?|annotations?|chapters?)"
COUNTED = (
    r"(?:scores?|weights?|entries|cells|comparisons|(?:dot |inner )?products|multiplications|operations|numbers|evaluations|flops|pairs|additions|meetings|values|computations|alignments|squares|boxes|fields)"
)
ITEM = re.compile(
    rf"(?<![\w.,])(?P<value>{COUNT})(?![\d%])"
    rf"(?:(?P<length>[ -](?:more |source |input |new |target |French |English |German )?{LENGTH_NOUN}\b)"
    rf"|(?P<shared>(?= (?:and|to|or|against|versus)(?: one| a text| of| from){{0,3}} \d[\d,]*[ -]{LENGTH_NOUN}))"
    r"|\s?(?P<bytes>[kKMGT]i?B|kilobytes?|megabytes?|gigabytes?|terabytes?|bytes)\b|\s?(?P<time>ms|milliseconds?|s|secs?|seconds?|minutes?|hours?)\b"
    rf"|\s(?:attention |alignment |pairwise |floating-point |separate |different )?(?P<count>{COUNTED})\b)?"
)
FOLDS = {"double": 2, "twofold": 2, "triple": 3, "treble": 3, "threefold": 3, "quadruple": 4, "fourfold": 4, "quintuple": 5, "fivefold": 5, "eightfold": 8, "octuple": 8, "ninefold": 9, "tenfold": 10, "sixteenfold": 16, "hundredfold": 100}
FACTOR = re.compile(
    rf"\b(?:(?P<verb>doubl|tripl|trebl|quadrupl|quintupl|octupl|halv)(?:e|es|ed|ing)\b|(?P<fold>{'|'.join(FOLDS)})\b|(?P<times>{COUNT}) times\b|(?P<twice>twice|thrice)\b"
    rf"|(?:by )?(?:a|the) factor (?:of )?(?P<of>{COUNT})\b|(?:by |in(?:to)? |to )?(?:one |a )?(?P<part>half|third|quarter|fourth|eighth|ninth|tenth|sixteenth|hundredth)\b(?! a (?:million|thousand|hundred))|(?P<cut>in(?:to)? (?:two|half|halves))\b)",
    re.I,
)
STEMS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "octupl": 8, "halv": 0.5}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "eighth": 8, "ninth": 9, "tenth": 10, "sixteenth": 16, "hundredth": 100}
BLANKED = (
    re.compile(rf"(?:{NUMBER}) ?[·×*x] ?(?:{NUMBER}) ?="),
    re.compile(r"(?:\d+|\b[a-z])[²³⁰¹⁴-⁹]|\b\d+(?:-bit| bits?|-dimensional)|\b(?:19|20)\d\d\b(?! tokens| words)|\(\d{4}\)|windows? of \d[\d,]*[ -](?:tokens|words|positions)|\d+-token window|\b(?:figure|table|section|fig\.?|eq\.?) \d[\d.]*|\bhalf(?: of)? (?:the )?(?:model|precision)|one (?:head|layer|step|of|after)|\btwo (?:squares|bars|curves|matrices|lengths)\b", re.I),
)
CAUSE_RIGHT = re.compile(rf"^\W*(?:(?:as|the|more|of|its|their|a|an|your|sequence|input|text|context|whole|number|long|source|size|prompt|many|same|much) )*(?P<noun>long\b(?! (?:as it|to)\b)|longer|length|{LENGTH_NOUN}|inputs?|prompts?|sequences?|contexts?|texts?|documents?|sentences?|n\b)", re.I)
CAUSE_LEFT = re.compile(r"\b(?:length|lengths|inputs?|prompts?|sequences?|contexts?|texts?|documents?|sentences?|tokens|words|n|its size)(?: (?:is|are|be|gets?|was|were|becomes?|grows?|has|have|been|size|cut|shrinks?|shortened|reduced|down|of|increases?|rises?|to|by|in|itself|made)){0,4}\s*$", re.I)
MULTIPLIED_BY = re.compile(r"\bmultipl(?:y|ies|ied|ying) [^.;,\d]{3,60}? by $", re.I)
EFFECT_RIGHT = re.compile(r"^\s(?:only |also |merely )?(?:the|its|their|all|a|your)?\s?(?:\w+ ){0,3}?(?:work|costs?|number|amount|time|scores|weights|memory|effort|compute|computation|arithmetic|operations|multiplications|comparisons|matrix|bill|price|load|entries|runtime|size of the)\b", re.I)
WIDTH_RIGHT = re.compile(r"^\W*(?:(?:as|the|of|its|their|a|head|key|model|size|vector) )*(?P<noun>wide|width|widths|dimensions?|d_k|d\b)", re.I)
WIDTH_LEFT = re.compile(r"\b(?:width|dimension|d_k|heads|keys|vectors)(?: (?:is|are|be|gets?|becomes?|grows?|of|made)){0,3}\s*$", re.I)
CLAUSES = re.compile(r"[;:.?!]\s|,\s(?:but|while|whereas|and)\b|\b(?:but|while|whereas)\b")

FULL = frozenset({"ATT", "SELF", "LAY", "WTS", "MHA", "SDP", "qkᵀ", "full-attention", "score", "scores", "attention"})
SCORES = frozenset("score scores qkᵀ WTS comparisons dot multiplications".split())
WINDOWED = frozenset("window windowed windows sliding local LOC linformer longformer performer mamba state-space".split())
STEPWISE = frozenset("recurrent rnn rnns LSTM GRU recurrence".split())
TOKENWISE = frozenset("feed-forward feedforward mlp mlps ffn position-wise".split())
CACHED = frozenset("cache cached kv kv-cache caches key-value".split())
UNLAWFUL = frozenset(
    """sparse VAR latent batch documents overhead bandwidth vocabulary embedding embeddings parameters layers devices gpus chunk chunks pruned streaming sinks fixed-size query row target MASK projection projections instead error
    bleu sigma variance deviation magnitude depth norm log distance speed""".split()
)


class Item(NamedTuple):
    """A number or a factor: `role` is `length`, `width`, `effect`, or nothing where no noun tells."""

    role: str
    unit: str
    value: float
    place: int
    factor: bool


def _count(text: str) -> float:
    text = text.lower().replace(",", "").replace("-", " ") if text[0].isdigit() else text.lower()
    if text.startswith("half a "):
        return LARGE[text[7:]] / 2
    if text.startswith("a "):
        return LARGE[text[2:]]
    if text in UNITS:
        return UNITS[text]
    number, _, size = text.rpartition(" ")
    if not number:
        number, size = (text[:-1], text[-1]) if text[-1] in "km" else (text, "")
    return (UNITS[number] if number in UNITS else float(number)) * LARGE.get(size, 1.0)


def _items(text: str) -> list[Item]:
    for other in BLANKED:
        text = other.sub(lambda found: " " * len(found[0]), text)
    found, taken, lengthened = [], [], False
    for factor in FACTOR.finditer(text):
        value = _factor(factor)
        if value is None or value == 1:
            continue
        left, right = text[: factor.start()], text[factor.end() : factor.end() + 60]
        role = "effect"
        cause = CAUSE_RIGHT.match(right)
        told = EFFECT_RIGHT.match(right) if factor["verb"] and cause is None else None
        if told is None and ((cause and not (lengthened and cause["noun"] == "long") and not re.match(rf"\W*(?:as |the )?(?:many |number of )?{COUNTED}", right)) or CAUSE_LEFT.search(left)):
            role, lengthened = "length", True
        elif told is None and (WIDTH_RIGHT.match(right) or WIDTH_LEFT.search(left)):
            role = "width"
        found.append(Item(role, "", value, factor.start(), True))
        taken.append(factor.span())
    for item in ITEM.finditer(text):
        if any(start < item.end("value") and item.start("value") < stop for start, stop in taken):
            continue
        kind = "length" if item["shared"] is not None else next((kind for kind in ("length", "bytes", "time", "count") if item[kind]), "")
        if not kind and MULTIPLIED_BY.search(text[: item.start("value")]):
            found.append(Item("effect", "", _count(item["value"]), item.start("value"), True))
            continue
        if not kind and (item["value"].lower() in ("one", "hundred") or not item["value"][0].isdigit() and re.match(r"\W*\w*(?:heads|layers|annotations|of|or|and|the)\b", text[item.end() :])):
            continue
        value = _count(item["value"])
        if kind == "bytes":
            value *= LARGE["k"] ** (" kmgt".index(item["bytes"][0].lower()) if item["bytes"][0].lower() in "kmgt" else 0)
        elif kind == "time":
            unit = item["time"].lower()
            value *= 60.0 if unit.startswith("min") else 3600.0 if unit[0] == "h" else 1e-3 if unit[0] == "m" else 1.0
        found.append(Item("length" if kind == "length" else "effect" if kind else "", kind, value, item.start("value"), False))
    return sorted(found, key=lambda one: one.place)


def _factor(found: re.Match[str]) -> float | None:
    if found["verb"]:
        return STEMS[found["verb"].lower()]
    if found["fold"]:
        return float(FOLDS[found["fold"].lower()])
    if found["twice"]:
        return 2.0 if found["twice"].lower() == "twice" else 3.0
    if found["cut"]:
        return 0.5
    if found["part"]:
        return 1 / PARTS[found["part"].lower()]
    value = _count(found["times"] or found["of"])
    return value if value > 1 else None


def _settled(items: list[Item]) -> list[Item]:
    """The items with a role for each bare number: what the other statement lacks."""
    settled: list[Item] = []
    for one in items:
        if one.role:
            settled.append(one)
            continue
        numbers = [other for other in settled if not other.factor]
        lengths, effects = (sum(other.role == role for other in numbers) for role in ("length", "effect"))
        unit = next((other.unit for other in numbers if other.role == "effect"), "")
        if effects and any(other.factor and other.role == "length" for other in settled) or lengths > effects and (unit or lengths == 2):
            settled.append(one._replace(role="effect", unit=unit))
        elif lengths == effects == 1:
            settled.append(one._replace(role="length", unit="length"))
        elif lengths == 1 and not effects and not any(other.factor and other.role == "effect" for other in settled):
            settled.append(one._replace(role="length", unit="length"))
        else:
            return []
    return settled


Law = tuple[str, float, int]  # cause, exponent, place of the last effect


def _laws(items: list[Item]) -> list[Law]:
    """What is told of two lengths or widths; of several factors, pair by pair."""
    pairs = list(zip(items[::2], items[1::2]))
    if len(items) in (4, 6) and all(one.factor for one in items) and all(one.role != "effect" and other.role == "effect" for one, other in pairs):
        found = [_exponent([one, other]) for one, other in pairs]
    else:
        found = [_exponent(items)]
    return [law for law in found if law is not None]


def _exponent(items: list[Item]) -> Law | None:
    for cause in ("length", "width"):
        causes = [one for one in items if one.role == cause]
        effects = [one for one in items if one.role == "effect"]
        if len(causes) + len(effects) != len(items):
            continue
        base, power = _ratio(causes), _ratio(effects)
        if base and power:
            return cause, abs(math.log(power) / math.log(base)) if power != 1 else 0.0, effects[-1].place
    return None


def _ratio(items: list[Item]) -> float | None:
    """A factor that is told (of a number beside it, perhaps), or that of two numbers of one kind."""
    factors = [one for one in items if one.factor]
    if len(factors) == 1 and len(items) < 3:
        return factors[0].value
    if len(items) == 2 and not items[0].factor and not items[1].factor and items[0].unit == items[1].unit and min(items[0].value, items[1].value) > 0:
        ratio = items[1].value / items[0].value
        return ratio if items[0].role == "effect" or ratio != 1 else None
    return None


def off_law(sentence: Sentence) -> int | None:
    """The offset of an amount that does not belong to its length: `1,000 tokens … 2 MB. For 2,000 tokens … 4 MB` of scores."""
    raw, before, told, shift = sentence.raw, sentence.near(-1) or entry_before(sentence), sentence.words, 0
    if "instead" in told and INSTEAD_OF.search(raw):
        told = told - {"instead"}
    if not told.isdisjoint(UNLAWFUL) or not all(_meets(words, sentence, before) for words in (GROWING, SIZES)) or _numbers(sentence, before) < 3:
        return None
    here = _items(raw)
    laws = _laws(_settled(here))
    if not laws:
        if not here or before is None or before.asked or doubted(before):
            return None
        shift = len(before.raw) + 1
        raw, told = before.raw + " " + raw, told | before.words
        laws = [law for law in _laws(_settled(_items(raw))) if law[2] >= shift]
    if not told.isdisjoint({"source", "translation"}) and "both" not in told:
        return None  # of two lengths one may stay
    if "heads" in raw:
        return None
    if not laws or not told.isdisjoint(UNLAWFUL) or not (told & NEGATIONS).isdisjoint(NEGATIONS - {"without", "rather"}):
        return None
    for cause, exponent, place in laws:
        if any(abs(exponent - wrong) < 0.06 for wrong in _wrong_powers(cause, told, raw, place)):
            return None if doubted(sentence) else sentence.start + max(0, place - shift)
    return None


NUMERALS = frozenset(UNITS) | frozenset(PARTS) | frozenset(FOLDS) | frozenset(LARGE) | frozenset("twice thrice doubles doubled doubling triples tripled tripling halve halves halved halving times quadruples quadrupled factor".split())
GROWING = FULL | WINDOWED | STEPWISE | TOKENWISE | CACHED | frozenset({"FLASH", "weights", "kernel", "dot"})
INSTEAD_OF = re.compile(r"\binstead of (?:\d|a (?:hundred|thousand|million)|one|ten|twenty)")
SIZES = frozenset(
    """token tokens word words page pages position positions chapter chapters annotation annotations length lengths long longer input inputs prompt prompts sequence sequences context contexts text texts document documents
    sentence sentences n wide width widths dimension d d_k""".split()
)


def _meets(words: frozenset[str], sentence: Sentence, before: Sentence | None) -> bool:
    """Whether one of the words stands in a sentence or in the one before."""
    return not (sentence.words.isdisjoint(words) and (before is None or before.words.isdisjoint(words)))


def _numeric(token: Token) -> bool:
    return token.text in NUMERALS or token.text[0] in "NY" and token.text[1:2].isdigit()


def _numbers(sentence: Sentence, before: Sentence | None) -> int:
    """How many numbers a sentence tells, with those before it if it tells one alone; two count as enough."""
    here = sum(map(_numeric, sentence.tokens))
    return 3 if here > 1 else here + sum(map(_numeric, before.tokens)) if here and before is not None else 0


def _wrong_powers(cause: str, told: frozenset[str], raw: str, place: int) -> tuple[float, ...]:
    """The powers of the length (or width) that what is told of does not grow with."""
    clause = frozenset(re.findall(r"[\w-]+", re.split(CLAUSES, raw[:place])[-1].lower() + " " + re.split(CLAUSES, raw[place:])[0].lower()))
    memory = re.search(r"\b\d+ ?[kMGT]i?B\b|byte|memory|storage|room", raw) is not None
    others = [group for group in (WINDOWED, STEPWISE, TOKENWISE, CACHED) if not told.isdisjoint(group)]
    full = not told.isdisjoint(FULL) or "weights" in told and "head" in raw
    if len(others) > 1:
        others = [group for group in others if not clause.isdisjoint(group)]
        if len(others) > 1:
            return ()
    if cause == "width":
        return (2.0, 0.0) if not told.isdisjoint(SCORES) and not others else ()
    if others and full and others[0] is not CACHED:
        if not clause.isdisjoint({"attention", "self-attention", "scores"}) and clause.isdisjoint(others[0]) and others[0] in (STEPWISE, TOKENWISE):
            others = []
        elif others[0] in (STEPWISE, TOKENWISE) and clause.isdisjoint(others[0]):
            return ()
    if others:
        if others[0] is CACHED:
            return (0.0, 2.0) if memory or re.search(r"\bsize of\b|\bcache (?:grows|doubles|triples|is|gets|becomes|four|twice)", raw) else ()
        return (2.0,)
    if "FLASH" in told:
        return (2.0,) if memory else (1.0,)
    if " Dao " in raw and not memory:
        return (1.0,)
    if "linear" in told or "linearised" in told:
        return (2.0,) if full else ()
    return (0.0, 1.0, 3.0) if full else ()


HEADS_OF = re.compile(rf"\b(?P<h>{COUNT})\s+(?:(?:narrow |small |parallel )?heads )?of (?:width|size|dimension) (?P<w>\d+)[^.;]{{0,40}}?\b(?:together|in all|in total|altogether|jointly)\b[^.;]{{0,40}}?\b(?P<c>\d+)\s?[·⋅*]?\s?n(?:²|\^2)", re.I)


def heads_off(sentence: Sentence) -> int | None:
    """Where all heads together are given the multiplications of one: `eight of width 64 together only 64 n²`."""
    if "together" not in sentence.raw and "all" not in sentence.words and "total" not in sentence.words or (found := HEADS_OF.search(sentence.raw)) is None:
        return None
    wrong = int(found["c"]) != _count(found["h"]) * int(found["w"])
    return sentence.start + found.start("c") if wrong and not doubted(sentence) else None


TWO_TEXTS = frozenset("source translation translate translates translated target english french german".split())


def summed(sentence: Sentence) -> int | None:
    """Where m source words and n target words are given m + n scores."""
    if not any(map(str.isdigit, sentence.raw)) or "sum" in sentence.words or sentence.words.isdisjoint(COUNTING):
        return None
    before, told = sentence.near(-1), sentence.words
    if (told | before.words if before is not None else told).isdisjoint(TWO_TEXTS | {"RNNS", "ADD", "GBAH"}):
        return None
    items = here = _items(sentence.raw)
    if len(here) == 1 and before is not None and not before.asked:
        items, told = _items(before.raw) + here, told | before.words
    if told.isdisjoint({"RNNS", "ADD", "GBAH"}) and (told.isdisjoint(TWO_TEXTS) or told.isdisjoint({"ATT", "WTS"})) or not told.isdisjoint(NEGATIONS | {"instead", "hidden", "units"}):
        return None
    counts = [one for one in items if one.unit == "count"]
    others = [one for one in items if one.unit != "count" and not one.factor and one.value > 1]
    if len(counts) != 1 or len(others) != 2 or counts[0] not in here or not any(one.unit == "length" for one in others):
        return None
    return None if counts[0].value != sum(one.value for one in others) or doubted(sentence) else sentence.start + counts[0].place


COUNTING = frozenset("score scores weights WTS comparisons evaluations entries cells products alignments computations pairs values numbers".split())
SIZE_N = re.compile(rf"\bn\s*=\s*(?P<n>{NUMBER})")
SIZE_D = re.compile(rf"\bd(?:_?k|ₖ|_\{{?model\}}?)?\s*=\s*(?P<d>{NUMBER})")
BY_PAIRS = re.compile(r"n²\s*[·⋅*]?\s*d(?!²)|n\^2|self-attention", re.I)
BY_STEPS = re.compile(r"n\s*[·⋅*]?\s*d²|d\^2|recurren", re.I)
COMPARED = re.compile(r"\b(?P<less>smaller|less|cheaper|fewer|lower|below|undercuts|faster)\b|\b(?P<more>larger|more|greater|exceeds|dearer|higher|bigger|above|outweighs|costlier)\b", re.I)
N_AND_D = re.compile(r"\b(?:n (?:is |are )?(?P<above>larger|greater|bigger|exceeds|above|much larger|more)(?: than)?|n (?:is )?(?P<below>smaller|less|below|shorter)(?: than)?|n\s*(?P<sign>[<>≫≪])|the (?:length|sequence|text)[^.;,]{0,30}(?P<exceeds>exceeds|larger than|greater than|longer than))\s*(?:the )?(?:head |model )?(?:d\b|width|dimension)", re.I)


def misjudged(sentence: Sentence) -> int | None:
    """Where n²·d and n·d² are compared the wrong way round, for numbers that are given or for n above or below d."""
    raw = sentence.raw
    if "recurren" not in raw and "d²" not in raw and "d^2" not in raw:
        return None
    before = sentence.near(-1)
    longer = _is_longer(raw if before is None else before.raw + " " + raw, raw)
    if longer is None or sentence.words & NEGATIONS or doubted(sentence):
        return None
    text = N_AND_D.sub(lambda found: " " * len(found[0]), raw)
    compared = COMPARED.search(text)
    if compared is None:
        return None
    left, right = text[: compared.start()], text[compared.end() :]
    by_pairs = BY_PAIRS.search(left) is not None
    if by_pairs == (BY_STEPS.search(left) is not None) or (BY_STEPS if by_pairs else BY_PAIRS).search(right) is None or (BY_PAIRS if by_pairs else BY_STEPS).search(right):
        return None
    told_less = (compared["less"] is not None) == by_pairs
    return sentence.start + compared.start() if told_less == longer else None


def _is_longer(around: str, raw: str) -> bool | None:
    """Whether n is said to be larger than d, or None."""
    if "=" in around and (n := SIZE_N.search(around)) and (d := SIZE_D.search(around)):
        length, width = (float(size.replace(",", "")) for size in (n["n"], d["d"]))
        return None if length == width else length > width
    found = N_AND_D.search(raw)
    return None if found is None else bool(found["above"] or found["exceeds"] or found["sign"] in (">", "≫"))
