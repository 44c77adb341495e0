"""Worked examples: numbers put through the scale, the softmax and the weighted average, and what a library is said to do."""

from __future__ import annotations

import math
import re

from .arithmetic import COUNTS, HEADS, ONE, ROOT
from .stance import NEGATIONS, doubted
from .tagging import Sentence

NOT_SYMMETRIC = "query and key have projections of their own, and each row is normalised by itself: the matrix is not symmetric"
# Without any of these tagged words there is nothing to reckon.
RECKONED = frozenset("each scale divides factor attends matmul divisor general DOT queries keys key values QKV annotation annotations additive RNNS ADD columns matrix MATH α softmax score scores product products inner dot weight weights WTS values average variance deviation head query CODE attention SELF TRF LAY".split())
NUMBER = r"[−-]?\d+(?:\.\d+)?(?:\s*/\s*\d+)?"
LIST = rf"[(\[]?\s*{NUMBER}(?:\s*(?:, and|,|;| and)\s*{NUMBER}){{1,6}}\s*[)\]]?"
WIDTH = re.compile(
    r"(?i)(?:d_?\{?k\}?|dₖ)\s*\$?\s*(?:=|is|be|of|equals)\s*\$?(?P<a>\d{1,5})\b(?![\d.,]*\s*(?:/|\\cdot|·|×))|\bkey (?:width|dimension|size|length) (?:of |is |= )?(?P<c>\d{1,5})\b|\b(?:keys?|quer(?:y|ies))\b[^.;\d]{0,30}?\b(?:of|has|have|with|in)\s+(?:the )?(?:width|size|dimension|length|dimensionality)?\s*(?P<b>\d{1,5})\b(?: (?:components|dimensions|numbers|entries|elements|units))?"
)
RAW = re.compile(r"(?:(?:inner|dot|scalar|raw) products?|product|raw scores?|scores?)\s+(?:of|is|=|was|with)?\s*\$?(?P<x>\d+(?:\.\d+)?)\b(?!\s*(?:terms|components|entries))")
VALUE = re.compile(r"(?<![\w.])(?P<above>\d+(?:\.\d+)?)(?:\s*/\s*(?P<below>\d+(?:\.\d+)?))?(?![\w.]*\d)")
ARRIVES = re.compile(r"softmax|exponential|exponentiat|becomes?|turns? into|turned into|scaled|enters?|exp\(|shrinks?|reduced", re.I)
OTHER_SCALE = re.compile(r"luong|μP|muP|µP|temperature|unscaled|without|additive|bahdanau|rnnsearch|\bnot\b|n't|instead", re.I)


def misworked(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, what is right) of a worked example that does not come out, or None."""
    if sentence.words.isdisjoint(RECKONED):
        return None
    raw, before = sentence.raw, sentence.near(-1)
    lead = before.raw if before is not None else ""
    found = _scaled(raw, lead) or _softmax(raw) or _ratio(raw, lead) or _range(raw, lead) or _variance(raw) or _mirrored(sentence) or _library(raw) or _same_length(raw) or _matrices(raw) or _luong(raw) or _ratio_formula(raw) or _roles(raw) or _plain_divisor(raw, lead) or _boxes(raw, lead) or _shares(raw)
    if found is None or doubted(sentence):
        return None
    return sentence.start + found[0], found[1]


def _number(text: str) -> float:
    above, _, below = text.replace("−", "-").replace(" ", "").partition("/")
    return float(above) / float(below) if below and float(below) else float(above)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.03 * abs(other) + 1e-9


def _scaled(raw: str, lead: str) -> tuple[int, str] | None:
    """`d_k = 64 … a dot product of 16 becomes 16/64`"""
    product = RAW.search(raw)
    if product is None or not ARRIVES.search(raw) or OTHER_SCALE.search(raw):
        return None
    width = WIDTH.search(raw) or WIDTH.search(lead)
    if width is None or (size := int(width["a"] or width["b"] or width["c"])) < 4:
        return None
    score = float(product["x"])
    told = [float(found["above"]) / (float(found["below"] or 1) or 1) for found in VALUE.finditer(raw, product.end())]
    if not told or score < 1 or any(_near(value, score / math.sqrt(size)) for value in told):
        return None
    return (product.start(), ROOT) if any(_near(told[-1], wrong) for wrong in (score, score / size, score * math.sqrt(size))) else None


SOFTMAX_OF = re.compile(rf"(?P<scores>{LIST})(?P<between>[^.;\d]{{1,60}}?)(?P<weights>{LIST})(?!\s*\()")
GIVES = re.compile(r"\b(?:is|are|gives?|yields?|returns?|becomes?|into|to|weights?|equals?)\b|=|→")


def _softmax(raw: str) -> tuple[int, str] | None:
    """`The softmax of the scores 0 and 1 is (0, 1)`"""
    if "oftmax" not in raw or re.search(r"scal|divid|multipl|√|sqrt|temperature|mask|argmax|sparsemax|\bor\b|replac", raw, re.I) or (found := SOFTMAX_OF.search(raw)) is None:
        return None
    if not GIVES.search(found["between"]) or re.search(r"\bnot\b|n't|never|\bcannot\b", raw[: found.end()]):
        return None
    scores, weights = ([_number(number) for number in re.findall(NUMBER, found[name])] for name in ("scores", "weights"))
    if len(scores) != len(weights) or max(scores) - min(scores) > 12 or re.search(r"values?\W*$|dimension|layer|head", raw[: found.start()][-24:], re.I):
        return None
    powers = [math.exp(score - max(scores)) for score in scores]
    if all(abs(power / sum(powers) - weight) < 0.06 for power, weight in zip(powers, weights)):
        return None
    return found.start(), "the softmax of these scores is another one"


FOLDS = {"twice": 2, "double": 2, "thrice": 3, "half": 0.5}
PARTS = {"two thirds": 2 / 3, "three quarters": 0.75, "three fourths": 0.75, "a third": 1 / 3, "a quarter": 0.25, "four fifths": 0.8, "three fifths": 0.6, "two fifths": 0.4}
TWO_SCORES = re.compile(r"\bscores? (?:of |are |were )?(?P<a>\d+(?:\.\d+)?)(?: and |, | to )(?P<b>\d+(?:\.\d+)?)\b(?!,? (?:and|,) \d)|\bscor(?:es?|ing) (?:of )?(?P<c>\d+(?:\.\d+)?)\b[^.;]{0,70}?\bscor(?:es?|ing) (?:of )?(?P<d>\d+(?:\.\d+)?)\b")
FOLD = re.compile(rf"\b(?P<word>twice|double|thrice|half)\b(?! of)|\b(?P<count>{'|'.join(COUNTS)}|\d{{1,3}}(?:\.\d+)?) times\b")
PERCENT = re.compile(r"\b(\d{1,2}(?:\.\d+)?) ?(?:%|percent|per cent)")
PART = re.compile("|".join(PARTS))


def _ratio(raw: str, lead: str) -> tuple[int, str] | None:
    """`the scores 2 and 1 … twice the weight`"""
    if not re.search(r"weigh|attention|share", raw):
        return None
    fold, part = FOLD.search(raw), PART.search(raw) or PERCENT.search(raw)
    scores = TWO_SCORES.search(raw) or TWO_SCORES.search(lead)
    if scores is None or fold is None and part is None or re.search(r"\bnot\b|n't|never|linear|exponential", raw):
        return None
    one, other = float(scores["a"] or scores["c"]), float(scores["b"] or scores["d"])
    if not one or not other or one == other:
        return None
    if fold:
        told, linear = FOLDS.get(fold["word"] or "") or COUNTS.get(fold["count"] or "") or float(fold["count"]), (one / other, other / one)
        right = (math.exp(min(one - other, 50)), math.exp(min(other - one, 50)))
    else:
        told, linear = PARTS.get(part[0]) or float(part[1]) / 100, (one / (one + other), other / (one + other))
        right = (1 / (1 + math.exp(min(other - one, 50))), 1 / (1 + math.exp(min(one - other, 50))))
    if any(_near(told, value) for value in linear) and all(abs(told - value) > 0.1 * value for value in right):
        return (fold or part).start(), "the weights are a softmax: the scores are exponentiated before they are normalised"
    return None


AVERAGED = re.compile(rf"\b(?:values?|annotations|from)\b (?:are |of |being )?(?P<list>{NUMBER}(?:\s*(?:, and|,| and| or)\s*{NUMBER})+)")
RESULT = re.compile(r"\b(?:average|output|head|result|mixture|returns?|context|sum|makes?)\b[^.;\d]{0,50}?\b(?:as|returns?|outputs?|makes?|gives?|be|is|yields?|out|reach|to)\s+(?P<value>[−-]?\d+(?:\.\d+)?)(?![\d.,]*\d)")


def _range(raw: str, lead: str) -> tuple[int, str] | None:
    """`With the values 2 and 4 the weighted average of a head may be 5`"""
    result = RESULT.search(raw)
    values = result and (AVERAGED.search(raw, 0, result.start("value")) or AVERAGED.search(lead))
    if not values or not re.search(r"softmax|attention|head|weight", lead + raw) or re.search(r"\bnot\b|never|cannot|n't|matrix|W\^O|sigmoid|\bif\b.*\bwould\b|scores? ", raw[: result.start("value")].replace("scores,", "")):
        return None
    numbers = [_number(number) for number in re.findall(NUMBER, values["list"])]
    value = float(result["value"].replace("−", "-"))
    return None if min(numbers) <= value <= max(numbers) else (result.start("value"), "a weighted average lies among the values that it averages")


VECTORS = re.compile(r"\b(?P<count>\d{1,5})-dimensional\b[^.;]{0,90}?\b(?P<what>variance|standard deviation) (?:of |is |equals |= )?(?P<told>\d{1,5})\b(?! and|-dim)|\b(?P<what2>variance|standard deviation) of [^.;]{0,40}?\b(?P<count2>\d{1,5})-dimensional\b[^.;]{0,30}? (?:is|equals|=) (?P<told2>\d{1,5})\b")
COMPONENTS = re.compile(r"\b(?:of|with) (?:unit )?variance(?: 1| one)?\b(?! of)(?!,? \d)|\bunit[- ]variance ")  # what the components have
TERMS = re.compile(r"\b(?P<count>\d{1,5}) (?:unit-variance |independent |random )?(?:terms|components|dimensions|summands|products)\b[^.;]{0,60}?\b(?P<what>variance|standard deviation) (?:of |is |equals |= )?(?P<told>\d{1,5})\b|(?P<what2>variance|standard deviation) of (?:a |the )?(?:dot|inner|scalar) product of (?P<count2>\d{1,5}) (?:terms|components|summands) is (?P<told2>\d{1,5})\b")


def _variance(raw: str) -> tuple[int, str] | None:
    """`a dot product of 64 terms has the variance 8`"""
    if "varianc" not in raw and "deviation" not in raw or (found := TERMS.search(bare := COMPONENTS.sub("", raw)) or VECTORS.search(bare)) is None or not re.search(r"product|score", raw) or re.search(r"scal(?!ar)|divid|\bnot\b|√|root", raw):
        return None
    count, told, what = int(found["count"] or found["count2"]), int(found["told"] or found["told2"]), found["what"] or found["what2"]
    wrong = count > 1 and (told**2 == count or told == 1) if what == "variance" else count > 1 and told in (count, 1)
    return (0, "the product of two such vectors has the variance d_k, the standard deviation √d_k") if wrong else None


DIMENSION = r"(?:dimensions?|dimensionality|widths?|lengths?|sizes?|long|wide|(?:number of )?components|numbers)"
MUST = r"(?:must|ha(?:s|ve) to|needs? to|needs?|requires?|share|should|are required to|is required to)"
SAME_LENGTH = re.compile(
    rf"\b(?:quer(?:y|ies)|keys?) and (?:the )?values?\b[^.;]{{0,30}}?\b{MUST}\b[^.;]{{0,40}}?\b(?:same|equal(?:ly)?|identical|agree)\b[^.;]{{0,24}}?{DIMENSION}|\bvalues? (?:and (?:the )?(?:keys?|quer\w+) )?{MUST}\b[^.;]{{0,40}}?\b(?:same|equal(?:ly)?|identical|as (?:long|wide|many))\b(?=[^.;]{{0,60}}?(?:key|quer|{DIMENSION}))|"
    rf"\b(?:keys?|quer(?:y|ies))\b[^.;]{{0,20}}?\b(?:may|can|might|could|need not)\b[^.;]{{0,24}}?\b(?:other|another|different|same)\b[^.;]{{0,12}}?{DIMENSION}(?: (?:than|as|from) (?:the )?(?:keys?|quer(?:y|ies))| in\b)|\bd_?\{{?(?P<one>[qk])\}}?\$? (?:may|can|might) (?:well )?(?:differ from|be (?:larger|smaller|other|different) (?:than|from)) \$?d_?\{{?(?!(?P=one))[qk]\b",
    re.I,
)


def _same_length(raw: str) -> tuple[int, str] | None:
    """`Queries and values must have the same dimension`"""
    if not re.search(r"quer|key|d_", raw, re.I) or (found := SAME_LENGTH.search(raw)) is None or re.search(r"\bnot have to\b|need not|n't|\bnot\b|residual|number of (?:keys|values)|(?:as )?many|additive|bahdanau|RNNsearch|tanh|values?\b.{0,40}\bmay\b", found[0], re.I):
        return None
    return found.start(), "queries and keys share one dimension, since their inner product is taken; the values may have another"


LATIN = str.maketrans({"$": "", "{": "", "}": "", "\\": "", "′": "'", "ₐ": "a"})
WRONG_SIZE = re.compile(
    r"\bv_?a\b[^.;,]{0,20}? is (?:a|the) (?:\w+ )?matrix|\b[WU]_?a\b (?:is )?(?:a|the) (?:\w+ )?vector|\bU_?a\b[^.;]{0,30}?\b(?:n'?|square)\s*(?:×|times|by|x)\s*n\b(?!')|\bW_?a\b[^.;U]{0,30}?\b2n\b|\bU_?a\b[^.;W]{0,24}?\bn columns\b|"
    r"\b(?:U_?a|W_?a)\b[^.;]{0,50}?\b(?:as many columns as|same (?:number of columns|shape|size|width|dimensions?)|equally (?:wide|many))\b[^.;]{0,40}|\bstate and (?:the )?annotation\b[^.;]{0,30}?\b(?:both|equally|same)\b[^.;]{0,30}?(?:components|long|length|size|dimension)|"
    r"\bannotations?\b[^.;]{0,30}?\b(?:has|have|with|of)\b (?:only |just |exactly )?n (?:components|numbers|entries|dimensions)|\bannotation is (?:only |just |exactly )?(?:as long as|the same length as|no longer than)\b[^.;]{0,40}?\bstates?\b"
)


def _matrices(raw: str) -> tuple[int, str] | None:
    """`U_a has as many columns as W_a`: the sizes of the alignment model's parts."""
    if "_a" not in raw and "nnotation" not in raw and "_{a" not in raw and "ₐ" not in raw:
        return None
    plain = raw.translate(LATIN)
    if (found := WRONG_SIZE.search(plain)) is None or re.search(r"\bnot\b|n't|never|twice|neither|half|rows|\bno\b|instead|if ", found[0]):
        return None
    if not re.search(r"rnnsearch|bahdanau|additive|alignment|hidden|annotation|[WUv]_?a\b|score", plain, re.I):
        return None
    return 0, "v_a is a vector with n′ numbers, W_a a matrix n′ × n and U_a a matrix n′ × 2n: an annotation holds two states"


GENERAL = re.compile(
    r"\bgeneral\b (?:score|form|variant|function)?[^.;]{0,40}?\b(?:no|without|lacks|needs no|has no)\b[^.;]{0,20}?matri|\bgeneral\b (?:score|form|variant|function)?[^.;]{0,16}?\b(?:is|equals)\b (?:just |simply |nothing but |only |exactly )?(?:the |a )?(?:plain |bare |simple |mere )?(?:inner|dot|scalar) product|\bgeneral\b score[^.;]{0,30}?\b(?:simply multiplied|no (?:learned |trainable )?parameters)|"
    r"(?:inner|dot|scalar) product\b[^.;]{0,40}?\b(?:is|call\w*|as|named)?\b[^.;]{0,10}?\bthe general score|\bdot\b (?:score|form|variant|function)[^.;]{0,30}?\b(?:has|uses|puts|with|contains|needs|inserts|learns)\b (?:a |one )?(?:(?!no )\w+ )?(?:matrix|weight)", re.I
)


def _luong(raw: str) -> tuple[int, str] | None:
    """`Luong's general score is the plain inner product`"""
    plain = raw.replace("*", "").replace("“", "").replace("”", "")
    if "uong" not in raw or (found := GENERAL.search(plain)) is None or re.search(r"\bnot\b|n't|unlike|whereas|identity|if ", plain[: found.end()]):
        return None
    return 0, "Luong et al.: dot is sᵀh, general is sᵀWh with a learned matrix, concat has a tanh"


QUOTIENTS = re.compile(r"(?:α|\\alpha)_?\{?\w{1,3}\}?\s*(?:[:/]|\}\s*\{)\s*(?:α|\\alpha)_?\{?\w{1,3}\}?\}?\s*=\s*(?:\\[dt]?frac\s*\{)?\s*e_?\{?\w{1,3}\}?\s*(?:[:/]|\}\s*\{)\s*e_?\{?\w{1,3}")
UNEXPONENTIATED = re.compile(r"softmax\}?\s*(?:\\left)?\(\s*(?P<x>[a-z])\w*\s*(?:\\right)?\)(?:_\{?\w\}?)?\s*=\s*(?:\\[dt]?frac\s*\{\s*)?(?P=x)(?:_\{?\w\}?)?\s*(?:/|\}\s*\{)", re.I)
LARGEST = re.compile(r"\bc_?\{?i\}?\$?\s*=\s*\$?h_?\{?j\}?\$?(?!\s*[·*\\])[^.;]{0,60}?\b(?:largest|greatest|highest|max\w*|best)", re.I)
BOTH_ADDED = re.compile(r"=\s*\$?(?:\\overrightarrow|\\vec|→)[^=$;]{1,20}\+\s*(?:\\overleftarrow|\\cev|←)")
SYMMETRIC = re.compile(r"(?:α|\\alpha|\ba|\bA|\bw)_?\{?(?P<i>[a-z])(?P<j>[a-z])\}?\s*=\s*(?:α|\\alpha|a|A|w)_?\{?(?P=j)(?P=i)\}?")


def _ratio_formula(raw: str) -> tuple[int, str] | None:
    """`α_ij / α_ik = e_ij / e_ik`, `α_ij = α_ji`"""
    if "=" not in raw or re.search(r"\bnot\b|n't|never|need|may|if |unless|only|≠", raw):
        return None
    if found := QUOTIENTS.search(raw):
        return found.start(), "the weights are a softmax: the scores are exponentiated before they are normalised"
    if found := UNEXPONENTIATED.search(raw):
        return found.start(), "the weights are a softmax: the scores are exponentiated before they are normalised"
    if found := LARGEST.search(raw):
        return found.start(), "soft attention averages all the annotations; it does not select one"
    if found := BOTH_ADDED.search(raw):
        return found.start(), "an annotation is the concatenation of the forward and the backward state"
    if found := SYMMETRIC.search(raw):
        return found.start(), NOT_SYMMETRIC
    return None


OF_KEYS = re.compile(
    r"\bweighted (?:sum|average|mean)s? (?:is (?:taken|formed|computed) |runs |goes )?(?:over|of) (?:the |all |its )*(?:queries|keys)\b|\bweights (?:are|is) (?:then )?applied to (?:the |all )*(?:keys|queries)\b|\baverages? (?:of )?(?:the |all )*queries\b|"
    r"\b(?:compar|match)(?:es|e|ed|ing) (?:the |each |every |its |a |all )*quer(?:y|ies) (?:with|to|against) (?:the |all |each |every )*values?\b|\bquer(?:y|ies) (?:is|are) (?:compared|matched) (?:with|to|against) (?:the |all |each |every )*values?\b|\b(?:dot|inner|scalar) product of (?:a |the |each )?(?:value and (?:a |the )?(?:key|query)|(?:query|key) and (?:a |the )?value)\b|"
    r"\bscores (?:come|stem|arise|are computed|are made) from (?:the )?values\b|\bvalues (?:decide|determine|fix) (?:how much )?(?:the )?weights?\b", re.I
)
SAID_OTHERWISE = re.compile(r"\bnot\b|n't|never|rather|instead|RNNsearch|bahdanau|group|per head|cluster|unlike|neither|wrong|pool", re.I)


def _roles(raw: str) -> tuple[int, str] | None:
    """`The weights are applied to the keys`"""
    if not re.search(r"key|quer", raw) or (found := OF_KEYS.search(raw)) is None or SAID_OTHERWISE.search(raw):
        return None
    return found.start(), "queries are compared with keys; the weights average the values"


DIVISOR_IS = re.compile(r"\bdivisor\b[^.;\d]{0,40}?(?:\bis|\bequals|\bof|:|=)\s*(?:just |only |therefore |then )?\$?(?P<by>\d{1,4})\b(?![.,]?\d)|(?:transformer|head|scores?|products?)\b[^.;\d]{0,30}?\bdivides?\b[^.;\d]{0,30}?\bby \$?(?P<by2>\d{1,4})\b(?![.,]?\d)|\b(?:scale|factor)\w*(?: is| of|:| =) \$?1\s*/\s*(?P<by3>\d{1,4})\b", re.I)
WHOLE = re.compile(r"\b(?:model )?(?:width|dimension)s? (?:of |is |= ?)?(?P<width>\d{2,5})\b", re.I)
BASE = re.compile(r"\b(?:base|original)\W{1,2}(?:Transformer|model)", re.I)


def _plain_divisor(raw: str, lead: str) -> tuple[int, str] | None:
    """`With 64-dimensional keys the divisor is 64`"""
    if not re.search(r"divi|scale|factor", raw, re.I) or (found := DIVISOR_IS.search(raw)) is None or OTHER_SCALE.search(raw):
        return None
    told = int(found["by"] or found["by2"] or found["by3"])
    whole = WHOLE.search(raw)
    if whole and HEADS.search(raw.lower()) and told**2 == int(whole["width"]):
        return found.start(), ROOT
    width = WIDTH.search(raw) or re.search(r"\b(?P<a>\d{2,4})-dimensional (?:keys|queries|heads?)(?P<b>)|\bkey (?:width|dimension|size|length) (?:of |is |= )?(?P<c>\d{2,4})\b", raw) or WIDTH.search(lead)
    size = int(next(filter(None, width.groups()))) if width else 64 if BASE.search(raw + lead) else 0
    return (found.start(), ROOT) if size >= 4 and told == size else None


EACH_SHARE = re.compile(rf"\b(?P<count>{'|'.join(COUNTS)}) (?:[\w-]+ ){{0,3}}?(?:words|keys|tokens|annotations|positions)\b[^.;]{{0,40}}?\b(?:weights?|shares?) of \$?(?P<share>0?\.\d+|1|one) each\b")


def _shares(raw: str) -> tuple[int, str] | None:
    """`Three equally good words get a weight of 0.5 each`"""
    if " each" not in raw or (found := EACH_SHARE.search(raw.lower())) is None or re.search(r"sigmoid|head|layer|\bnot\b|n't|score", raw):
        return None
    total = COUNTS[found["count"]] * (1.0 if found["share"] in ("1", "one") else float(found["share"]))
    return (found.start(), ONE) if abs(total - 1) > 0.06 else None


BOXES = re.compile(r"mat\s?mul\w*\W{1,6}softmax", re.I)


def _boxes(raw: str, lead: str) -> tuple[int, str] | None:
    """`MatMul → SoftMax → MatMul` for a head of the Transformer"""
    if "oft" not in raw or (found := BOXES.search(raw)) is None or not re.search(r"transformer|scaled|vaswani|2017", raw + lead, re.I) or re.search(r"scal(?!ed dot)|divi|√|root|luong|mask|\bnot\b", raw, re.I):
        return None
    return found.start(), "the scores are divided by √d_k before the softmax"


BACK = re.compile(r" (?P<x>[^ ,.;:]+) (?:(?![.;?!] )\S+ ){0,3}?(?:for|to|from|on|at|with|attends|gives|of) (?:(?![.;?!] )\S+ ){0,2}?(?P<y>(?!(?P=x) )[^ ,.;:]+) (?:(?![.;?!] )\S+ ){1,8}?(?P=y) (?:(?![.;?!] )\S+ ){1,4}?(?P=x) ")
LETTERS = re.compile(r"\b(?P<x>[A-Z])\b[^.;]{0,20}?\b(?:attends?|gives?|pays?|weighs?|looks?)\b[^.;]{0,40}?\b(?P<y>(?!(?P=x))[A-Z])\b[^.;]{0,20}?\b(?P=y)\b[^.;]{0,20}?\b(?:attends?|gives?|pays?|weighs?|looks?|does)\b[^.;]{0,20}?\b(?:as|same|equal)\b[^.;]{0,30}?\b(?P=x)\b")
ALIKE = frozenset("equals equal same identical mirrored exactly".split())
SMALL = frozenset("two are is were so their its all every each only same equal must no one both the a an to of for from in on and is that it by as at word token gives give its with , N0 N1 weight weights then score attention attends".split())
FREE = NEGATIONS | frozenset("graph adjacency undirected need may different differ differs generally general can ≠ unless tied scores-only".split())


def _mirrored(sentence: Sentence) -> tuple[int, str] | None:
    """`the weight of cat for sat equals the weight of sat for cat`"""
    words, kinds = sentence.words, sentence.kinds
    if words.isdisjoint(FREE) and (found := LETTERS.search(sentence.raw)):
        return found.start(), NOT_SYMMETRIC
    if words.isdisjoint(ALIKE) or not words.isdisjoint(FREE) or not (kinds & {"ATT", "SELF", "TRF", "WTS", "LAY", "MHA", "SDP"} or words & {"weight", "weights", "attention", "head"}):
        return None
    start = 0
    while (found := BACK.search(sentence.text, start)) is not None:
        if found["x"] not in SMALL and found["y"] not in SMALL and not found["y"].startswith("N0"):
            return (0, NOT_SYMMETRIC) if words & {"weight", "weights", "attends", "attend", "WTS", "attention", "gives", "give", "pays", "pay"} or kinds & {"WTS", "ATT"} else None
        start = found.start() + 1
    return None


LIBRARY = re.compile(r"scaled_dot_product_attention|\bsdpa\b", re.I)
UNSCALED = re.compile(
    r"(?:appl(?:y|ies)|uses?|has|does|performs?|with|adds?) no scal|(?:does|do|will) not (?:by default |itself |automatically )?(?:scale|divide|apply (?:a |any |the )?scal)|(?:doesn't|don't|won't|never) (?:\w+ )?(?:scales?|divides?)|(?:leaves? out|omits?|skips?|leaves?) the (?:scal|division|root)|without (?:any |a |the )?scal|(?<!not )\bunscaled|"
    r"(?:factor|scale) of (?:one|1(?:\.0)?)\b|scales? by (?:one|1(?:\.0)?)\b|divides? by (?:d_?k itself|the (?:width|dimension|embedding|size|model))|leaves? the (?:scores|products|dot products) (?:as they are|unscaled|alone|raw)|"
    r"(?:have|has|must|need(?:s)?) (?:to )?(?:scale|divide|multiply)|(?:scal\w+|division|dividing) is (?:left to|up to|the caller|your)", re.I
)
BY_HAND = re.compile(r"not (?:have|need) to|need not|needn't|don't|already|`?scale\s*=\s*1|scale=1|no need|never have|mask|twice", re.I)


def _library(raw: str) -> tuple[int, str] | None:
    """`F.scaled_dot_product_attention does not scale by default`"""
    if not LIBRARY.search(raw) or (found := UNSCALED.search(raw)) is None or BY_HAND.search(raw[: found.start()][-60:] + " " + found[0]) or re.search(r"scale\s*=\s*1(?!/)", raw):
        return None
    return found.start(), "scaled_dot_product_attention divides by √d of the queries unless it is given another scale"


