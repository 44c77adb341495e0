"""Tables and code that reckon attention: divisors, formulas, averages and softmaxes in cells; axes, triangles and roots in code."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from .arithmetic import ROOT
from .document import Block
from .worked import NUMBER

NUMBERS = re.compile(NUMBER)
PLAIN = re.compile(r"\W*(?P<number>\d+(?:\.\d+)?)\W*")
NOT_THE_PAPER = re.compile(r"luong|dot score|μP|muP|µP|wrong|false|misconception|mistake|unscaled|without|variance|T5", re.I)
WIDTHS = re.compile(r"d_?\{?k|dₖ|\b(?:key|head)s?\W+(?:dimension|width|size|length)|(?:dimension|width|size|length) of (?:a |the |one )?(?:keys?|heads?)", re.I)
DIVISORS = re.compile(r"divi(?:sor|ded)|denominator", re.I)


def misreckoned_table(table: Block) -> Iterator[tuple[Block, int, str]]:
    """(cell, offset, what is right) of cells that do not follow from those beside them."""
    if table.refuted or len(table.cells) < 2:
        return
    header, *rows = table.cells
    titles = [cell.text for cell in header]
    if re.search(r"wrong|myth|misconception|mistake|false|true\?", " ".join(titles), re.I):
        return
    for check in (_divisors, _formulas, _averages, _softmaxes, _sums):
        yield from check(titles, rows)


def _column(titles: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, title in enumerate(titles) if pattern.search(title)), None)


def _divisors(titles: list[str], rows: tuple) -> Iterator[tuple[Block, int, str]]:
    """`| d_k | divisor |`: each is the root of the other."""
    divisor = _column(titles, DIVISORS)
    width = next((at for at, title in enumerate(titles) if at != divisor and WIDTHS.search(title)), None)
    if divisor is None or width is None or NOT_THE_PAPER.search(" ".join(titles)):
        return
    for row in rows:
        if max(divisor, width) >= len(row) or (size := PLAIN.fullmatch(row[width].text)) is None or (by := PLAIN.fullmatch(row[divisor].text)) is None:
            continue
        root = math.sqrt(float(size["number"]))
        if abs(float(by["number"]) - root) > 0.03 * root + 0.01:
            yield row[divisor], 0, ROOT


FORMULA = re.compile(r"formula|score|definition|function|output|equation|comput|expression|how", re.I)
NAME = re.compile(r"(?P<scaled>scaled|transformer|vaswani)|(?P<additive>additive|bahdanau|concat|rnnsearch)|(?P<general>\bgeneral\b|bilinear)|(?P<dot>\bdot\b|dot[- ]product)", re.I)
MATRIX = re.compile(r"(?<![A-Za-z\\])W(?![a-z])|\\mathbf\{W\}|\\boldsymbol\{W\}|W_")
WRITTEN = re.compile(r"[qkshQKSH]")
WRITTEN_OUT = re.compile(r"softmax\}?\s*(?:\\left)?\\?!?[({]|tanh\}?\s*(?:\\left)?\\?!?[(\[{]|\^|ᵀ|⊤|\\top|·|\\cdot|@")
SUM = re.compile(r"\+|;|,|\[")


def _formulas(titles: list[str], rows: tuple) -> Iterator[tuple[Block, int, str]]:
    """`| additive | vᵀ(Ws + Uh) |`: the formula beside a name is that of another score."""
    if len(titles) < 2 or not any(FORMULA.search(title) for title in titles[1:]):
        return
    for row in rows:
        name = NAME.search(row[0].text) if row else None
        if name is None or NOT_THE_PAPER.search(row[0].text.replace("Luong", "").replace("luong", "")):
            continue
        for cell in row[1:]:
            formula = cell.text
            if not WRITTEN_OUT.search(formula) or not WRITTEN.search(formula.replace("softmax", "").replace("tanh", "")):
                continue
            if found := _not_its_own(name.lastgroup or "", row[0].text, formula):
                yield cell, 0, found
                break


def _not_its_own(name: str, label: str, formula: str) -> str | None:
    squashed = "tanh" in formula
    if name == "additive":
        if not squashed:
            return "the additive score has a tanh between the sum and v_a" if MATRIX.search(formula) else None
        inside = formula[formula.find("tanh") :]
        return None if SUM.search(inside) else "the additive score adds W_a s_{i−1} and U_a h_j inside the tanh"
    if name == "scaled":
        if re.search(r"luong|additive", label, re.I) or not re.search(r"softmax|Q\s*K|q.{0,12}k", formula):
            return None
        return None if re.search(r"√|sqrt|root|d_|dₖ|0\.5|1/2|½|scale|tanh|\\tau|\\alpha", formula) else "the scores are not divided by √d_k"
    if squashed or "softmax" in formula:
        return None
    if name == "general":
        return None if re.search(r"W|M|A", formula.replace("\\mathrm", "")) else "the general score has a matrix between the two states"
    return "the dot score has no matrix between the two states" if MATRIX.search(formula) else None


def _numbers(text: str) -> list[float]:
    return [float(number.replace("−", "-").replace(" ", "")) if "/" not in number else _fraction(number) for number in NUMBERS.findall(text)]


def _fraction(text: str) -> float:
    above, below = text.replace("−", "-").split("/")
    return float(above) / (float(below) or 1)


WEIGHTS = re.compile(r"weight|alpha|α|softmax", re.I)
OUTPUT = re.compile(r"output|average|context|result|mixture|sum of", re.I)
OF_VALUES = re.compile(r"\bv(?:alues?)?\b|v[_₁₂₃\d]|annotation|\bh[_₁₂₃\d]", re.I)


def _averages(titles: list[str], rows: tuple) -> Iterator[tuple[Block, int, str]]:
    """`| Weights | v₁ | v₂ | Output |`"""
    weights, output = _column(titles, WEIGHTS), _column(titles, OUTPUT)
    values = [at for at, title in enumerate(titles) if at not in (weights, output) and OF_VALUES.search(title)]
    if weights is None or output is None or weights == output or not values:
        return
    for row in rows:
        if len(row) < len(titles):
            continue
        shares, told = _numbers(row[weights].text), _numbers(row[output].text)
        given = [number for at in values for number in _numbers(row[at].text)]
        if len(shares) < 2 or len(shares) != len(given) or len(told) != 1 or abs(sum(shares) - 1) > 0.02:
            continue
        right = sum(share * value for share, value in zip(shares, given))
        if abs(right - told[0]) > 0.02 + 0.02 * abs(right):
            yield row[output], 0, "the weighted average of these values is another one"


SCORED = re.compile(r"^\W*(?:raw |equal )?(?:scores?|logits?|energies|dot products)\W*$", re.I)
WEIGHED = re.compile(r"^\W*(?:(?:attention |softmax )?weights|softmax|after (?:the )?softmax|probabilities)\W*$", re.I)


def _softmaxes(titles: list[str], rows: tuple) -> Iterator[tuple[Block, int, str]]:
    """`| Scores | Softmax |`, with lists in the cells"""
    scores, weights = _column(titles, SCORED), _column(titles, WEIGHED)
    if scores is None or weights is None:
        return
    for row in rows:
        if max(scores, weights) >= len(row):
            continue
        given, told = _numbers(row[scores].text), _numbers(row[weights].text)
        if len(given) < 2 or len(given) != len(told) or max(given) - min(given) > 12:
            continue
        powers = [math.exp(score - max(given)) for score in given]
        if any(abs(power / sum(powers) - weight) > 0.06 for power, weight in zip(powers, told)):
            yield row[weights], 0, "the softmax of these scores is another one"


TOTAL = re.compile(r"^\W*(?:sum|total|Σ|∑|in all)\W*$", re.I)


def _sums(titles: list[str], rows: tuple) -> Iterator[tuple[Block, int, str]]:
    """`| Target word | the | cat | sum |`: the weights of a row add up to what stands under the sum."""
    total = _column(titles, TOTAL)
    if total is None:
        return
    for row in rows:
        if len(row) < len(titles):
            continue
        told = PLAIN.fullmatch(row[total].text)
        given = [PLAIN.fullmatch(cell.text) for at, cell in enumerate(row) if at not in (0, total)]
        if told is None or float(told["number"]) != 1 or len(given) < 2 or not all(given):
            continue
        values = [float(found["number"]) for found in given if found]
        if max(values) <= 1 and abs(sum(values) - 1) > 0.03 + 0.005 * len(values):
            yield row[total], 0, "the weights of one query sum to 1"


QUERY_ROWS = re.compile(
    r"\[\s*i\s*,\s*j\s*\]\s*:?[^#\n]*quer\w*[^#\n]*key|[(\[]\s*(?:\w+, )*(?:n_?)?(?:quer\w*|q_len|n_q|T_q|Lq|tgt\w*)\s*,\s*(?:n_?)?(?:keys?|k_len|n_k|T_k|Lk|src\w*)\s*[)\]]|\brows?\s*(?:=|:|are|is|per|for)\s*(?:each |one |the |a )?quer|\brow (?:per|for each|of each) query|quer\w+ (?:in|along|down) (?:the )?rows|columns?\s*(?:=|:|are|is)\s*(?:the )?keys?\b", re.I
)
DOWN = re.compile(r"softmax\((?:[^()\n]|\([^()\n]*\))*?(?:axis|dim)?\s*=?\s*(?:\b0|-2)\s*\)|exp\([^\n]*\.sum\(\s*(?:axis|dim)?\s*=?\s*(?:0|-2)\b|exp\([^\n]*sum\([^\n]*(?:axis|dim)\s*=\s*(?:0|-2)\b")
TRIANGLE = re.compile(r"(?P<name>\w+)\s*=\s*(?:\w+\.)*(?P<side>triu|tril)\((?P<rest>[^\n]*)")
SHIFTED = re.compile(r"(?:diagonal|k|offset)\s*=\s*-?[1-9]|ones\([^()\n]*\)(?:\.\w+\(\))?\s*,\s*-?[1-9]|ones_like\([^()\n]*\)\s*,\s*-?[1-9]")
TURNED = re.compile(r"row\s*=\s*key|column\s*=\s*query|rows? (?:are|is) (?:the )?keys?|transposed|wrong|bug|reverse|anti-?causal|backward", re.I)


INFINITY = r"\+?\s*(?:float\(\s*['\"]\+?inf(?:inity)?['\"]\s*\)|(?:np|torch|math|jnp|numpy)\.inf\b)"
PLUS_INFINITY = re.compile(rf"masked_fill_?\([^\n]*?,\s*(?:value\s*=\s*)?{INFINITY}\s*\)|where\([^()\n]*,\s*{INFINITY}\s*\)|\b(?:scores?|logits?|s|e|att\w*)\[[^\]\n]*\]\s*=\s*{INFINITY}")
BEST = re.compile(r"(?P<place>\b(?:V|v|values?|H|h|hs|annotations?|enc\w*|states|memory)\[[^\]\n]*arg(?:max|sort)|(?P<name>\w+)\s*=\s*[^\n]*arg(?:max|sort)\([^\n]*\n(?:[^\n]*\n)*?[^\n]*\b(?:V|v|values?|H|annotations?|states)\[\s*(?P=name)\b)")
OF_A_HEAD = re.compile(r"scaled[ _-]dot|transformer head|\bhead\b|vaswani|self-?attention|bahdanau|rnnsearch|context vector|soft attention|expected annotation", re.I)
HARD = re.compile(r"hard|greedy|\bnot\b|n't|approximat|top-?1|sampl|debug|plot|show|most attended|alignment of|wrong|instead|visuali|print", re.I)


def one_for_all(text: str, said: str) -> tuple[int, str] | None:
    """`out = V[scores.argmax(-1)]  # what a head computes`"""
    if "arg" not in text or (found := BEST.search(text)) is None or not OF_A_HEAD.search(said) or HARD.search(said):
        return None
    return found.start(), "soft attention averages all the values; it does not select one"


ALONG_WIDTH = re.compile(
    r"\b(?:c|ctx|context\w*|c_i)\s*=\s*(?:\w+\.sum\()?\(?\s*(?:alphas?|weights?|w|a|attn\w*)\w*(?:(?P<flat>\[:,\s*None\])|\[\.\.\.,\s*None\]|\.unsqueeze\(-1\)|\[:,\s*:,\s*None\])\s*\*\s*\w+\)?(?:\.sum\(|,)\s*(?:(?:axis|dim)\s*=\s*)?(?P<axis>-?\d)\s*\)"
)


def summed_along(text: str) -> tuple[int, str] | None:
    """`c = (alpha[:, None] * H).sum(axis=1)`: the components of each annotation are added up instead of the annotations."""
    if "sum" not in text or (found := ALONG_WIDTH.search(text)) is None:
        return None
    return (found.start(), "the sum runs over the annotations, not over their components") if found["axis"] == "-1" or found["flat"] and found["axis"] == "1" else None


def miscoded(block: Block) -> tuple[int, str] | None:
    """(offset, what is right) of code whose axis or triangle is the other one, or None."""
    text = block.text
    if "inf" in text and (found := PLUS_INFINITY.search(text)) is not None and "softmax" in text[found.end() :]:
        return found.start(), "the mask adds −∞ to the scores before the softmax"
    if "mask" in text or "where" in text or "inf" in text:
        if (found := _triangle(text)) is not None:
            return found
    said = " ".join(re.findall(r"#[^\n]*|\"\"\"[^\"]*\"\"\"", text))
    return summed_down(text) or summed_along(text) or one_for_all(text, said)


def summed_down(text: str) -> tuple[int, str] | None:
    """`exp(S) / exp(S).sum(axis=0)  # S[i, j]: query i, key j`"""
    if "softmax" not in text and "exp(" not in text or (found := DOWN.search(text)) is None or not QUERY_ROWS.search(text) or TURNED.search(text):
        return None
    return found.start(), "the softmax runs over the keys, one query at a time"


def _triangle(text: str) -> tuple[int, str] | None:
    """A mask that leaves the upper triangle, or hides the lower one."""
    made = TRIANGLE.search(text)
    if made is None or TURNED.search(text):
        return None
    name = re.escape(made["name"])
    kept = re.search(rf"(?:masked_fill_?|fill)\(\s*(?:~\s*{name}\b|{name}\s*(?:==\s*(?:0|False)|<\s*1)|(?:\w+\.)?logical_not\(\s*{name})|where\(\s*{name}(?:\s*(?:==\s*1|>\s*0|\.bool\(\)|\.astype\(bool\)))?\s*,\s*\w+\s*,\s*(?:float\(['\"]-inf|-)|\[\s*(?:~\s*{name}\b|{name}\s*==\s*(?:0|False))\s*\]\s*=\s*(?:float\(['\"]-inf|-)", text)
    hidden = re.search(rf"(?:masked_fill_?|fill)\(\s*{name}(?:\.bool\(\)|\.to\(\w*\.?bool\)|\s*==\s*(?:1|True)|\s*>\s*0)?\s*,\s*(?:value\s*=\s*)?(?:float\(['\"]-inf|-)|where\(\s*{name}(?:\.bool\(\))?\s*,\s*(?:float\(['\"]-inf['\"]\)|-\s*(?:\w+\.)?inf|-1e\d+)\s*,|\[\s*{name}(?:\s*==\s*1)?\s*\]\s*=\s*(?:float\(['\"]-inf|-)", text)
    shifted = SHIFTED.search(made["rest"]) is not None
    if kept and made["side"] == "triu" or hidden and made["side"] == "tril" and not shifted:
        return (kept or hidden).start(), "a causal mask hides the later positions and leaves the earlier ones"
    return None
