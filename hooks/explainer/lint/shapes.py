"""What the letters of a formula stand for, how long its vectors are, and whether an average given in numbers comes out."""

from __future__ import annotations

import math
import re

from .arithmetic import COUNTS
from .document import Block
from .stance import NEGATIONS, doubted
from .tagging import Sentence

D_K = r"\$?(?:d_?\{?k\}?|dₖ|d_\{\\(?:text|mathrm)\{k\}\})\$?"
PRODUCT = r"(?:dot products?|inner products?|scalar products?|scores?|q\s?[·⋅]\s?k|q\s*\\cdot\s*k|q\^(?:\\top|T)\s?k|qᵀk|products?)"
ROOT = r"(?:√\(?|\\sqrt\s*\{?\s*|square root of |root of )"
NOT_KEYS = (
    r"(?:the )?(?:(?:input |source |target )?(?:sequence|sentence|text|context)(?: length|'s length)|(?:length|size) of (?:the |a |an )?(?:\w+ )?(?:sequence|sentence|text|input|context|batch|vocabulary)|"
    r"(?:number|count) of (?:the )?(?:\w+ )?(?:tokens|words|keys|positions|heads|layers|queries|values|key vectors)|how many (?:\w+ )?(?:tokens|words|keys|positions|heads|layers|queries)|(?<=counts )the (?:tokens|words|keys|positions|heads|layers|queries)|"
    r"(?:width|dimension|dimensionality|size) of (?:the )?(?:whole |entire )?(?:model|values?|value vectors|embeddings?|vocabulary|residual stream)|(?:model|embedding|vocabulary|batch) (?:width|dimension|size))"
)
MEANING = re.compile(rf"{D_K} (?:(?:here |always |just |simply |of course )?(?:stands for|denotes|means|is|counts|gives|equals|refers to|being|was|names|represents|stood for)|=|:|, that is,?|,) (?:just |simply |nothing but )?{NOT_KEYS}|{NOT_KEYS} (?:is|are|stands?|written|called|denoted)(?: as| by)? {D_K}", re.I)
DIVISOR = re.compile(
    r"(?:divisor|number by which [^.;]{0,40}? divides?|denominator)\b[^.;]{0,40}? (?:is|equals) (?:simply |just )?the (?:key dimension|key width|key size|key length|(?:width|length|dimension|dimensionality|size) of (?:a |the |one )?keys?)|"
    rf"(?:divisor|denominator|scaling factor|scale)\b[^.;]{{0,50}}? (?:is|equals|=|being) (?:simply |just |the whole |1\s*/\s*)*{D_K}(?!\w)|"
    rf"(?:scores?|{PRODUCT}|logits?|QKᵀ|transformer|vaswani et al\.|head)[^.;]{{0,60}}?\bdivide[sd]?\b(?: \w+){{0,4}}? by (?:simply |just |the whole |the full )*{D_K}(?!\w)",
    re.I,
)
WHOLE_ROOT = re.compile(r"(?:divid|denominator|divisor|scale)\w*[^.;]{0,40}?(?:√|\\sqrt\s*\{?|root of )\s*(?:d_?\{?v\b|dᵥ|n\b(?![′']))|divid\w+[^.;]{0,40}?(?:√|\\sqrt\s*\{?)\s*(?:512|768|1024)\b[^.;]{0,40}?d_?\{?(?:\\(?:text|mathrm)\{)?model|divid\w+[^.;]{0,40}?(?:√|\\sqrt\s*\{?|root of )\s*d_?\{?(?:\\(?:text|mathrm)\{)?model")
ROWS_SUM = re.compile(
    r"\b(?:weights|rows?|row of weights|softmax|distribution|alphas|numbers)\b[^.;]{0,70}?\b(?:adds? up to|sums? (?:up )?to|totals?|have the sum|has the sum|with the sum|sum is|sum of)\s+(?:exactly |always |just |about |only )?"
    r"\$?(?P<sum>\d+(?:[.,]\d+)?(?:\s*/\s*(?:\d+|√\w+|\\sqrt\S+|d_?k))?|√\s?\(?\w+|\\sqrt\S+|d_?\{?k\}?\b|dₖ|zero|two|three|four|eight|ten|half|a hundred|n\b|one half|an eighth|one eighth)"
)
OTHER_SUM = re.compile(r"leav|remov|head[s']|column|score|sigmoid|n't|layer|together|raw|before the softmax|bleu|param|without|unnormal|over all|whole|all (?:rows|queries)|matrix (?:as a whole )?sum|keys? receives?|received|%|percent|position|embedding|entropy|squares?", re.I)
SCORE_SHAPE = re.compile(
    r"(?:QK|Q K|Q\s*@\s*K|Q\s*\\cdot\s*K|score matrix|matrix of (?:the |all )?(?:raw )?scores|scores form|table of scores|weight matrix|matrix of (?:the |all )?(?:attention )?weights|attention matrix)[^.;]{0,80}?"
    r"\$?\(?\b(?P<rows>[A-Za-z](?:_\{?\w+\}?|ₖ|ᵥ)?)\s*(?:×|\\times|x|by|-by-)\s*(?P<columns>[A-Za-z](?:_\{?\w+\}?|ₖ|ᵥ)?)(?![\w])"
)
SPREAD = re.compile(
    rf"{PRODUCT}[^.;]{{0,60}}?(?:standard deviation|spread)[^.;]{{0,14}}? \$?{D_K}(?!\w)|{PRODUCT}[^.;]{{0,60}}?variance (?:of |is |equals |= |equal to |to )*\$?(?:{ROOT}\s*{D_K}|d_?k\^2|{D_K}²)|"
    rf"(?:standard deviation|spread) of (?:the |a |each |such )*{PRODUCT}[^.;]{{0,20}}? (?:is|equals|=|of) \$?(?!√|\\sqrt){D_K}(?!\w)|variance of (?:the |a |each |such )*{PRODUCT}[^.;]{{0,20}}? (?:is|equals|=|of) \$?{ROOT}\s*{D_K}|"
    rf"divid\w+ (?:\w+ ){{0,3}}?by \$?{D_K} [^.;]{{0,40}}?variance (?:\w+ ){{0,3}}?(?:1|one)\b"
)
WIDE = re.compile(
    r"\b(?:quer(?:y|ies)|keys?|values?|heads?|projections?|they|it)\b[^.;]{0,50}?\b(?:ha(?:s|ve)|of|with|holds?|is|are|at|takes?|gets?|receives?|works? (?:with|on)|sees?|counts?)\s+(?:then |thus |therefore |again |exactly |all )?(?P<width>\d{2,5})[ -](?:components?|dimension(?:s|al)|numbers|entries|coordinates|features|wide|units|elements|long)|"
    r"\b(?:queries|keys|values|vectors)\b (?:and (?:keys|values) )?(?:of|with|have|has|are of) (?:the )?(?:length|size|width|dimension)s? (?P<width2>\d{2,5})"
)
BASE = re.compile(r"\bbase (?:Transformer|model)|Transformer[- ]base|original Transformer|Transformer of 2017|Vaswani et al", re.I)
ALL_OF_MODEL = re.compile(r"(?:d_?\{?\s*(?:\\(?:text|mathrm)\{)?\s*model\s*\}*\$?\s*(?:=|of|is)\s*\$?|model width (?:of |is |= )|width of (?:the model )?(?:is )?|width |dimension (?:of )?|model (?:of|with) (?:width )?|vectors? of (?:length |size )?)(?P<width>\d{3,5})\b|(?P<width2>\d{3,5})[- ](?:dimensional (?:model|embedding|vectors?|stream)|wide model|model dimensions)", re.I)
HEAD_COUNT = re.compile(rf"\b(?P<count>{'|'.join(COUNTS)}|\d{{1,2}}) (?:\w+ )?heads\b", re.I)
CAUSAL = re.compile(
    r"\b(?:position|token|word|row|query)\s+(?P<at>\d{1,3})\b(?P<rest>[^.;]{0,80}?\b(?:may|can|is allowed to|attends?|sees?|looks?|averages?|reads?|consults?|uses?)\b[^.;]{0,40}?\b(?:positions?|tokens?|words?|keys?|only|to|at|over|sees?)\s+(?P<seen>\d{1,3}(?:(?:, | and |–|-| to |, and | through )\d{1,3})*))",
    re.I,
)
TUPLE = re.compile(r"[(\[]\s*([−-]?\d+(?:\.\d+)?(?:\s*,\s*[−-]?\d+(?:\.\d+)?)+)\s*[)\]]")
SHARE = r"(?:0?\.\d+|0|1|1\.0|1/\d|½|¼|¾|⅓|⅔|one half|half)"
SHARES = re.compile(rf"weights?\s+(?:of\s+|are\s+|is\s+|:\s*|=\s*)?\$?[(\[]?(?P<list>{SHARE}(?:(?:,? and |, |; ?| / ){SHARE})+)", re.I)
WEIGHT_OF_ONE = re.compile(rf"(?:weight|share) (?:of |is )?(?P<share>{SHARE})(?![\w,]|\.\d)", re.I)
SINGLES = re.compile(r"(?:values|annotations|numbers|keys' values|states)\s+(?:are\s+|of\s+|:\s*)?\$?(?P<list>[−-]?\d+(?:\.\d+)?(?:(?:,? and |, ){1}[−-]?\d+(?:\.\d+)?)+)\b", re.I)
SINGLE_RESULT = re.compile(r"(?:\bgives?\b|\byields?\b|\bmakes?\b|output|context(?: vector)?|result|average|mixture|head (?:returns|gives|hands on|outputs|yields))\b[^.;\d(]{0,30}?(?:is|=|equals|of|becomes|comes to|returns|gives|outputs|yields|hands on)?\s*(?:therefore |then |thus )?\$?(?P<value>[−-]?\d+(?:\.\d+)?)(?![\d.]*[/,\w(])", re.I)
SOFTMAX_OF = re.compile(r"softmax\s*\(\s*\[?(?P<scores>[−-]?\d+(?:\.\d+)?(?:\s*,\s*[−-]?\d+(?:\.\d+)?)+)\]?\s*\)\s*(?:=|≈|is|gives|returns|equals|comes to|→)\s*[(\[]\s*(?P<weights>[\d./\s,]+)[)\]]", re.I)
QUERIES_AND_KEYS = re.compile(
    rf"\b(?P<queries>{'|'.join(COUNTS)}|twenty|thirty|\d{{1,4}}) (?:\w+ )?queries\b[^.;]{{0,20}}?\b(?P<keys>{'|'.join(COUNTS)}|twenty|thirty|\d{{1,4}}) (?:\w+ )?keys\b(?P<rest>[^;]*?)\b(?P<rows>\d{{1,4}}) ?(?:×|x|by) ?(?P<columns>\d{{1,4}})\b", re.I
)
ROWS_OF_WIDTH = re.compile(rf"(?:score|weight|attention) matrix[^.;]{{0,40}}? {D_K} (?:rows|columns)|matrix of (?:the |all )?(?:attention )?(?:scores|weights)[^.;]{{0,40}}? {D_K} (?:rows|columns)")
EACH_OF = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|ten) (?:\w+ )?(?:words|keys|tokens|annotations|positions)\b[^;]{0,80}?(?P<first>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)[^;]{0,60}?\b(?:others?|rest|remaining)\b[^;]{0,40}?(?P<each>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)(?: \w+)? each", re.I
)
ALL_EACH = re.compile(
    r"\b(?P<count3>two|three|four|five|six|seven|eight|ten) (?:\w+ )?weights\b[^.;]{0,40}?\b(?:are|is|equal|of|have the value)\b (?:all )?\$?(?P<each3>0\.\d+) each\b|\b(?P<count>two|three|four|five|six|seven|eight|ten) (?:\w+ )?(?:words|keys|tokens|annotations|positions)\b[^.;]{0,40}?\beach\b[^.;]{0,30}?(?:weight|share)s? of \$?(?P<each>0\.\d+|one|1\b)|"
    r"\bweights? of (?P<each2>0\.\d+) (?:for|to|on) each of (?:the |its )?(?P<count2>two|three|four|five|six|seven|eight|ten)\b", re.I
)
PRODUCT_CONTEXT = re.compile(r"\bc_?\{?[it]\}?\s*=\s*(?:\\prod|∏)")
MASKED_BY = re.compile(r"mask\w*\b[^.;]{0,60}?(?:\+\s*∞|\+\s*\\infty|plus infinity|positive infinity|(?<!minus )(?<!negative )(?<![-−–] )\binfinity\b|very large positive|large positive|\+\s*inf\b)", re.I)
VALUES_INSIDE = re.compile(r"softmax\}?\s*\(\s*(?:\\d?frac\{)?\s*Q\s*K\s*(?:ᵀ|⊤|\^\s*\{?\s*\\?(?:top|T)\}?)\s*V", re.I)
FLAT = re.compile(r"v_?\{?a?\}?\s*(?:\^\s*\{?\s*\\?(?:top|T)\}?|ᵀ|⊤)\s*(?:\\left)?\(\s*W[^()]{0,12}s[^()]{0,14}\+\s*U[^()]{0,12}h[^()]{0,8}\)")
TURNED = re.compile(r"Q\s*(?:\^\s*\{?\s*\\?(?:top|T|intercal)\}?|ᵀ|⊤)\s*K\b(?!\s*(?:\^|ᵀ|⊤))")
ANNOTATION_LENGTH = re.compile(
    r"1,?000 (?:\w+ ){0,3}?(?:in|per|for|a|each|of) (?:\w+ )?(?:direction|way|forward)\b.*?(?:annotations?|h_?j|vectors?|context|they|each|it)\b[^.;]{0,50}?\b(?:length|size|dimension|dimensionality|ha(?:s|ve)|of|with|holds?|stays?|is|are|in)\b[^.;]{0,14}?(?<![\d,])1,?000(?:\b|-)|"
    r"annotations?\b[^.;]{0,60}?(?:ha(?:s|ve)|with|is|are|holds?|counts?|length|size)\s+(?:of |length |size |only |just |again )*(?:n(?![\w′'])|\$n\$|1,?000)(?: |-)?(?:components|numbers|dimensions|dimensional|entries|units)?[^.;]{0,40}?(?:not 2|summed|added|averaged|because|since|as the two|although)"
)
BARE_ADDITIVE = re.compile(r"(?:v\S{0,6}\s*)?\\?tanh\s*(?:\\left)?\s*[(\[]\s*s_?\{?[itᵢₜ][^+]{0,8}?\}?\s*\+\s*h_?\{?[jsⱼ]\}?\s*(?:\\right)?\s*[)\]]")
BAHDANAU = re.compile(r"bahdanau|rnnsearch|additive|alignment model|montreal", re.I)
# Without any of these tagged words nothing is told that could be reckoned.
SIZES = frozenset(
    """ADD weight weights WTS score scores logits logit softmax d dₖ QKV query key keys queries values annotation annotations tanh variance deviation spread mask masked masking MASK position token row head heads MHA
    context vector vectors product products MATH CODE causal divisor scale output qkᵀ denominator √ divided divides alphas distribution matrix table""".split()
)
ONE = "the weights of one query sum to 1"
MODEL = re.compile(r"attention|attend|transformer|softmax|decoder|rnnsearch|bahdanau|vaswani|head|quer|context|α|weights|d_k|√", re.I)


def misshapen(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, what is right) of a letter, a size or a numeric example that is told wrongly, or None."""
    if sentence.words.isdisjoint(SIZES):
        return None
    raw = sentence.raw
    found = _crossed(raw) or _each(raw) or _signs(raw) or _letter(raw) or _divisor(raw) or _sum(raw) or _shape(raw) or _spread(raw) or _seen(raw) or _wide(sentence, raw) or _average(sentence, raw) or _softmax(raw) or _annotation(raw) or _bare(sentence, raw)
    if found is None or doubted(sentence):
        return None
    offset, message = found
    if message != ONE and not NEGATIONS.isdisjoint(raw[: max(0, offset)].lower().split()[-12:]):
        return None
    return sentence.start + offset, message


def _letter(raw: str) -> tuple[int, str] | None:
    """`d_k stands for the length of the sequence`"""
    if "d_" not in raw and "dₖ" not in raw or (found := MEANING.search(raw)) is None or re.search(r"\bnot\b|n't|if |divided by|over the|product of", found[0]):
        return None
    return found.start(), "d_k is the width of a key"


def _divisor(raw: str) -> tuple[int, str] | None:
    """`the divisor is d_k itself`"""
    if (whole := WHOLE_ROOT.search(raw)) and re.search(r"scor|product|logit|QK|head", raw) and not re.search(r"\bnot\b|n't|single head|one head|instead|would|if ", raw):
        return whole.start(), "the scores are divided by √d_k, the root of the width of a key"
    if not re.search(r"d_|dₖ|divisor|divides|denominator", raw) or (found := DIVISOR.search(raw)) is None or re.search(r"\bnot\b|n't|instead|would|if |too |√|sqrt|root", raw) or "variance" in found[0]:
        return None
    return found.start(), "the scores are divided by the root √d_k, not by d_k"


def _sum(raw: str) -> tuple[int, str] | None:
    """`the rows each add up to 1/8`"""
    if "sum" not in raw and "add" not in raw and "total" not in raw or (found := ROWS_SUM.search(raw)) is None or OTHER_SUM.search(raw) or not MODEL.search(raw):
        return None
    if re.search(r"\b(?:not|never|cannot|no longer|nor|instead|would|if|unless|than|rounded|rounding|printed)\b", raw):
        return None
    return None if re.fullmatch(r"1(?:[.,]0+)?|100|one", found["sum"]) else (found.start("sum"), ONE)


def _shape(raw: str) -> tuple[int, str] | None:
    """`QKᵀ is a matrix of shape d_k × d_k`"""
    found = SCORE_SHAPE.search(raw)
    if found is None or "d" not in (found["rows"][0], found["columns"][0]) or re.search(r"\bnot\b|projection|W_|V\b", found[0]):
        return None
    return found.start("rows"), "the scores form a matrix with a row for each query and a column for each key"


def _spread(raw: str) -> tuple[int, str] | None:
    """`the dot product has the standard deviation d_k`"""
    if "deviation" not in raw and "variance" not in raw and "spread" not in raw:
        return None
    found = SPREAD.search(raw)
    if found is None or re.search(r"\bnot\b|n't|scaled|after|divid(?:ed|ing) by \$?(?:√|\\sqrt|(?:its|the) (?:square )?root)|components? of|entr(?:y|ies) of", found[0]) or "√" in found[0] and "variance" not in found[0]:
        return None
    return found.start(), "the product of two such vectors has the variance d_k, the standard deviation √d_k"


def _seen(raw: str) -> tuple[int, str] | None:
    """`position 3 of a causal decoder may attend to positions 3, 4 and 5`"""
    if not re.search(r"causal|mask|decoder", raw, re.I) or (found := CAUSAL.search(raw)) is None or re.search(r"\b(?:not|cannot|never|no)\b|n't", found[0][: found.start("seen") - found.start()]):
        return None
    own, seen = int(found["at"]), [int(number) for number in re.findall(r"\d+", found["seen"])]
    return (found.start("seen"), "a causal mask hides the later positions and leaves the earlier ones") if max(seen) > own else None


def _wide(sentence: Sentence, raw: str) -> tuple[int, str] | None:
    """`eight heads share a width of 512, so that a query has 4096 components`"""
    found = WIDE.search(raw)
    if found is None:
        return None
    before = sentence.near(-1)
    around = (before.raw + " " if before is not None else "") + raw
    heads, model = HEAD_COUNT.search(around), ALL_OF_MODEL.search(around)
    if heads is None or model is None and not BASE.search(around) or re.search(r"concatenat|together|input|before|enters|rejoin|output", raw, re.I):
        return None
    count = COUNTS.get(heads["count"].lower()) or int(heads["count"])
    whole, width = int(model["width"] or model["width2"]) if model else 512, int(found["width"] or found["width2"])
    return (found.start(), "each of h heads has keys of width d_model/h") if count > 1 and width in (whole, whole * count) else None


def _plain(number: str) -> float:
    words = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "half": 0.5, "one half": 0.5}
    number = number.strip().replace("−", "-")
    if number in words:
        return words[number]
    above, _, below = number.partition("/")
    return float(above) / (float(below) if below and float(below) else 1)


def _average(sentence: Sentence, raw: str) -> tuple[int, str] | None:
    """`annotations (2, 0) and (0, 4), weights 0.5 and 0.5: the context vector is (2, 4)`"""
    if "eight" not in raw and ((before := sentence.near(-1)) is None or "eight" not in before.raw):
        return None
    before = sentence.near(-1)
    lead = before.raw + " " if before is not None and SHARES.search(raw) is None else ""
    around = lead + raw
    shares = SHARES.search(around)
    one_by_one = list(WEIGHT_OF_ONE.finditer(around))
    if shares is None and len(one_by_one) < 2 or not re.search(r"\d", raw):
        return None
    weights = [_plain(share) for share in re.findall(SHARE, shares["list"], re.I)] if shares else [_plain(one["share"]) for one in one_by_one]
    start, stop = shares.span() if shares else (one_by_one[-1].start(), one_by_one[-1].end())
    if abs(sum(weights) - 1) > 0.02:
        return None
    vectors = [([float(number.replace("−", "-")) for number in found[1].split(",")], found.start()) for found in TUPLE.finditer(around) if not start <= found.start() < stop]
    if len(vectors) == len(weights) + 1 and len({len(vector) for vector, _ in vectors}) == 1:
        right = [sum(weight * vector[at] for weight, (vector, _) in zip(weights, vectors)) for at in range(len(vectors[0][0]))]
        told, place = vectors[-1]
    elif (single := SINGLES.search(around)) and (result := SINGLE_RESULT.search(around, max(single.end(), stop))):
        values = [float(number.replace("−", "-")) for number in re.findall(r"[−-]?\d+(?:\.\d+)?", single["list"])]
        if len(values) != len(weights):
            return None
        right, told, place = [sum(weight * value for weight, value in zip(weights, values))], [float(result["value"].replace("−", "-"))], result.start("value")
    else:
        return None
    if place < len(lead) or all(abs(one - other) <= 0.02 + 0.02 * abs(other) for one, other in zip(told, right)) or re.search(r"\bnot\b|n't", around):
        return None
    return place - len(lead), "the weighted average of these vectors is another one"


def _softmax(raw: str) -> tuple[int, str] | None:
    """`softmax(1, 2) = (1/3, 2/3)`"""
    if "oftmax" not in raw or (found := SOFTMAX_OF.search(raw)) is None:
        return None
    scores = [float(number.replace("−", "-")) for number in found["scores"].split(",")]
    weights = [_plain(number) for number in found["weights"].split(",") if re.fullmatch(r"\s*\d*\.?\d+(?:/\d+)?\s*", number)]
    if len(scores) != len(weights) or max(scores) > 50:
        return None
    powers = [math.exp(score - max(scores)) for score in scores]
    if all(abs(power / sum(powers) - weight) < 0.03 for power, weight in zip(powers, weights)):
        return None
    return found.start(), "the softmax of these scores is another one"


def _count(word: str) -> int:
    return COUNTS.get(word.lower()) or {"twenty": 20, "thirty": 30}.get(word.lower()) or int(word)


def _crossed(raw: str) -> tuple[int, str] | None:
    """`ten queries and twenty keys give a 64 × 64 table`"""
    if (rows := ROWS_OF_WIDTH.search(raw)) and not re.search(r"\bnot\b|output|values?\b|projection|W_", raw):
        return rows.start(), "the scores form a matrix with a row for each query and a column for each key"
    if "quer" not in raw or (found := QUERIES_AND_KEYS.search(raw)) is None or not re.search(r"scores?|weights?|table|matrix", raw) or re.search(r"output|values", found["rest"]):
        return None
    right = {_count(found["queries"]), _count(found["keys"])}
    return None if {int(found["rows"]), int(found["columns"])} == right else (found.start("rows"), "the scores form a matrix with a row for each query and a column for each key")


def _each(raw: str) -> tuple[int, str] | None:
    """`the first of four words takes 40 % and the others 25 % each`"""
    if " each" not in raw or "weight" not in raw and "attention" not in raw and "share" not in raw or re.search(r"sigmoid|head|layer|\bnot\b|n't|score", raw):
        return None
    if found := EACH_OF.search(raw):
        total = float(found["first"]) + (_count(found["count"]) - 1) * float(found["each"])
        return (found.start("each"), ONE) if abs(total - 100) > 3 else None
    if found := ALL_EACH.search(raw):
        share, count = found["each"] or found["each2"] or found["each3"], _count(found["count"] or found["count2"] or found["count3"])
        total = count * (1.0 if share in ("one", "1") else float(share))
        return (found.start(), ONE) if abs(total - 1) > 0.06 else None
    return None


def _signs(raw: str) -> tuple[int, str] | None:
    """A product for a sum, +∞ for −∞, QᵀK for QKᵀ."""
    if "c_" in raw and (found := PRODUCT_CONTEXT.search(raw)):
        return found.start(), "the context vector is the weighted sum Σ_j α_ij h_j"
    if re.search(r"∞|inf|positive", raw) and (found := MASKED_BY.search(raw)) and not re.search(r"minus|negative|−\s*∞|-\s*(?:∞|\\infty|inf)|\bnot\b", raw):
        return found.start(), "the mask adds −∞ to the scores before the softmax"
    if "oftmax" in raw and (found := VALUES_INSIDE.search(raw)) and not re.search(r"\bnot\b|n't|wrong|instead", raw):
        return found.start(), "the values are weighed after the softmax, not inside of it"
    if "W" in raw and (found := FLAT.search(raw)) and "tanh" not in raw and BAHDANAU.search(raw) and not re.search(r"without|lacks?|\bnot\b|n't|misses|forgets|linear", raw):
        return found.start(), "the additive score has a tanh between the sum and v_a"
    if "K" in raw and (found := TURNED.search(raw)) and re.search(r"\brows?\b", raw) and not re.search(r"column|\bnot\b|transposed", raw):
        return found.start(), "every query is compared with every key: QKᵀ, not QᵀK"
    return None


def _annotation(raw: str) -> tuple[int, str] | None:
    """`1000 units in each direction … annotations of length 1000`"""
    if not re.search(r"1,?000|\bn\b", raw) or (found := ANNOTATION_LENGTH.search(raw)) is None or re.search(r"alignment|hidden|decoder state|2,?000|2n", raw):
        return None
    return found.start(), "an annotation is the concatenation of the forward and the backward state"


def _bare(sentence: Sentence, raw: str) -> tuple[int, str] | None:
    """The additive score without its matrices."""
    if "tanh" not in raw or (found := BARE_ADDITIVE.search(raw)) is None or not BAHDANAU.search(raw):
        return None
    if re.search(r"without|simpl|omit|leav|drop|identit|if ", raw):
        return None
    return found.start(), "the score of Bahdanau et al. is v_aᵀ tanh(W_a s_{i−1} + U_a h_j)"


ZERO_MASK = re.compile(r"masked_fill_?\([^()\n]{1,60}(?:\([^()\n]*\))?[^()\n]{0,30},\s*(?:value\s*=\s*)?0(?:\.0*)?\s*\)|\b(?:scores?|logits?|att\w*|s|e)\[[^\]\n]*mask[^\]\n]*\]\s*=\s*0(?:\.0*)?\b|(?:np|torch|jnp)\.where\([^()\n]*mask\w*,\s*(?:scores?|logits?),\s*0(?:\.0*)?\)|\b(?:scores?|logits?)\s*(?:\*=|=\s*(?:scores?|logits?)\s*\*)\s*(?:\w*mask|\(?1\s*-\s*mask)")


def masked_by_zero(block: Block) -> tuple[int, str] | None:
    """Code that sets masked scores to 0 before the softmax."""
    text = block.text
    if "mask" not in text or (found := ZERO_MASK.search(text)) is None or re.search(r"wrong|bug|tril|leak", text, re.I):
        return None
    late = "softmax" not in text[found.end() :] or "softmax" in text[: found.start()]
    return None if late else (found.start(), "the mask adds −∞ to the scores before the softmax")


UPDATED = re.compile(r"^\s*(?P<state>[A-Za-z_]\w*(?:\[[\w+]+\])?)(?:\s*,\s*\w+)?\s*=\s*(?:\w+\.)*\w*(?:gru|rnn|lstm|cell|update|step|decoder)\w*\(", re.I | re.M)


def scored_late(block: Block) -> tuple[int, str] | None:
    """Code of RNNsearch that updates the decoder state and then scores with the new one."""
    text = block.text
    if "tanh" not in text or not BAHDANAU.search(text + " ".join(block.headings[-1:])) or re.search(r"luong|wrong|bug|readout|maxout", text, re.I):
        return None
    updated = UPDATED.search(text)
    if updated is None:
        return None
    scoring = re.compile(r"tanh\([^\n]*(?<![\w.])" + re.escape(updated["state"]) + r"(?![\w\[])")
    used = scoring.search(text, updated.end())
    if used is None or "tanh" in text[: updated.start()] or "softmax" not in text[used.start() :]:
        return None
    return used.start(), "Bahdanau et al. score with the state before the word, s_{i−1}"
