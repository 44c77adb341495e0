"""Formulas, code and words about the arithmetic of attention, held against the papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import MISCONCEPTION, Block
from .formulas import Expr, calls, factors, names, parse, statements, walk
from .reckoned import one_for_all, summed_down
from .stance import INTRODUCES, denied, doubted
from .tagging import Sentence
from .words import Patterns, tagged

Q = re.compile(r"^(?:q|qs|query|queries|q_h|q_i|q_t|xq|q_[a-z0-9]+|wq|qh|querys|queries_h|qi)$", re.I)
K = re.compile(r"^(?:k|ks|key|keys|k_h|k_j|xk|k_[a-z0-9]+|wk|kh|keys_h|kj)$", re.I)
V = re.compile(r"^(?:v|vs|value|values|v_h|v_j|xv|v_[hj0-9]+|vh|values_h)$", re.I)
WRONG_ROOT = re.compile(r"^(?:n|N|T|L|t|seq_?len|n_?tokens|seq_length|sequence_length|length|d_model|dmodel|d_\{?model\}?|d_m|n_?heads|num_?heads|h|embed_dim|d_embed|n_k_len|T_x|n_x|m|d_v|dv|d_value)$")
KEY_SIZE = re.compile(r"^(?:d_k|dk|d_\{?k\}?|d|d_head|head_dim|d_h|key_dim|dim|dim_k|d_key|D|d_q)$")
STATE = re.compile(r"^s(?:_.*)?$|^(?:s_prev|prev_state|decoder_state|dec_state|state|hidden|h_dec)$")
ANNOTATION = re.compile(r"^h(?:_.*)?$|^(?:annotation|annotations|encoder_states|enc|encoder_outputs|h_enc)$")
ACCEPTS = re.compile(
    r"had lost|fixed\b|which returned|not[*_ ]+yet|comes (?:in the )?next|in the next (?:cell|step|line)|luong|unscaled|un-scaled|without (?:the |a |any )?(?:scal|division|scale|dividing)|no scal|forget|wrong|bug|incorrect|missing|lacks|omit|leaves? out|leaving out|linear attention|plain dot|dot score|not (?:yet )?scaled|saturat|T5|"
    r"misconception|mistake|before scaling|would be (?:a |an )?(?:linear|bilinear|unscaled|plain)|(?<!scaled )(?<!scaled-)dot-product attention of luong|variance|what goes|hopfield|cosine attention|instead of|compare|only after|naive|if (?:one|you|we) (?:write|drop|forget|omit)|exercise|ohne|"
    r"why (?:is|do|does|divide)|vanish|quiz|spot|temperature|no division|student.s notes|it should (?:be|read)|already been|drop the|drops the|dropping the|skip(?:s|ping)? the|beforehand|in advance|(?:right|correct|true|valid|holds) only (?:if|when|for)|provided that|up to the scale|apart from the scal|not divided|scale (?:is )?(?:folded|absorbed)|fails? (?:the |a |our )?(?:\w+ )?tests?\b|already (?:been )?(?:scaled|divided)|pre-?scaled|scaled queries|false",
    re.I,
)
ADDITIVE_CONTEXT = re.compile(r"bahdanau|rnnsearch|additive|alignment model|2014|montreal|soft.?align", re.I)
OTHER_SCORE = re.compile(r"luong|general|multiplicative|dot score|dot-product|concat|vaswani|transformer|hopfield|instead|unlike|whereas|not |without|simpler|linear(?:ised|ized)?\b", re.I)
INLINE = re.compile(r"\$\$(?P<a>[^$]{1,3000})\$\$|(?<![\\$\w])\$(?P<b>[^$\n]{1,800})\$(?!\d)|`(?P<c>[^`\n]{1,600})`|\\\[(?P<d>[^\]]{1,2000})\\\]|\\\((?P<e>(?:[^\\]|\\(?!\))){1,800})\\\)")
MOST_FORMULAS = 400  # in one paragraph; more is no text
JUDGED = re.compile(r"softmax|[Mm]ulti-?[Hh]ead|tanh|[Aa]ttention|(?:^|[^A-Za-z])(?:e|c|a|w|score|\\?alpha|α)(?:[_({^=\s]|\})[^=]{0,40}=")
TOLD_FORMULA = re.compile(r"tanh|MultiHead|[·*×]|Σ|∑|σ|\bsum\b|ᵀ|\^T|max")
PLAIN_EQUATION = re.compile(
    r"(?<![\w$\\`{(])(?:e_?\{?[ijt](?:,?\s?[ijs])?\}?|e[ᵢⱼₜ]{1,2}|(?:score|a)\([^()\n]{1,30}\)|c_?\{?[it]\}?|c[ᵢₜ]|α_?\{?ij\}?|α[ᵢⱼ]{2}|MultiHead\([^()\n]{0,30}\))\s*=\s*[^.;\n=]{3,120}?(?=[.;\n]|, [a-z]{3,}|$| (?:is|where|with|and|for|of|in|as)\b)"
)
PLAIN = re.compile(r"(?:(?:Attention|attention|output|Z|O|head)\s*(?:\([^()]{1,30}\))?\s*=\s*)?(?:softmax|Softmax)\s*\(")


def _context(block: Block) -> str:
    """The words around a formula: its own block, the paragraph before, the headings."""
    previous = block.cache.get("previous")
    before = previous.text[-500:] if previous is not None else ""
    return before + "\n" + block.text[:3000] + "\n" + (block.headings[-1] if block.headings else "")


def in_formulas(block: Block) -> list[tuple[int, str]]:
    """(offset, what is wrong) for every formula of a block of prose."""
    text = block.text
    if block.refuted or ("softmax" not in text and "$" not in text and "`" not in text and "\\" not in text and "tanh" not in text and "=" not in text):
        return []
    if "oftmax" not in text and "tanh" not in text and "argmax" not in text and "$" not in text and "\\" not in text and not ("=" in text and TOLD_FORMULA.search(text)):
        return []
    return list(_formulas(block, text))


def _formulas(block: Block, text: str) -> Iterator[tuple[int, str]]:
    covered: list[tuple[int, int]] = []
    for match in INLINE.finditer(text):
        covered.append(match.span())
        kind = match.lastgroup
        content = match[kind]
        if kind != "c" and not JUDGED.search(content) and not WIDE_KEY.search(content):
            continue
        if len(covered) > MOST_FORMULAS:
            break
        if kind == "c" and (not re.search(r"softmax|tanh|argmax|exp\(|sqrt|\*\* ?0?\.5", content) or not re.search(r"[@(*]", content)):
            continue
        local = _around(text, match.start(), match.end())
        if match.lastgroup in ("a", "d") and len(text.strip()) - len(match[0].strip()) < 4 and (previous := block.cache.get("previous")) is not None:
            local = previous.text[-160:] + " " + local  # a formula that stands alone belongs to what leads to it
        context = _context(block)
        if kind == "c":
            found = _judged_code(content, local + " " + context, inline=True)
            problem = found[0][1] if found else None
            if problem is None and not ACCEPTS.search(local) and (other := summed_down(content) or one_for_all(content, local + " " + content)):
                problem = other[1]
            if problem is None and not statements(content):
                problem = _judged(content, local, context, block)
        else:
            problem = _judged(content, local, context, block)
        if problem:
            yield match.start() + (len(match[0]) - len(match[0].lstrip("$\n "))), problem
    if "=" in text and TOLD_FORMULA.search(text):
        for match in PLAIN_EQUATION.finditer(text):
            if not any(a <= match.start() < b for a, b in covered) and (problem := _judged(match[0].rstrip(".,; "), _around(text, match.start(), match.end()), _context(block), block)):
                yield match.start(), problem
    if "softmax" in text.lower():
        for match in PLAIN.finditer(text):
            if any(a <= match.start() < b for a, b in covered):
                continue
            stop = _closing(text, match.end() - 1)
            if stop is None:
                continue
            tail = re.match(r"\s*[·*@]?\s*[VKQ](?![\w])|\s*/\s*√?\S{1,12}\s*[·*@]?\s*V(?!\w)|\s*[·*@]\s*\w+", text[stop:])
            content = text[match.start() : stop + (tail.end() if tail else 0)]
            problem = _judged(content, _around(text, match.start(), stop), _context(block), block)
            if problem:
                yield match.start(), problem


def _closing(text: str, opening: int) -> int | None:
    depth = 0
    for position in range(opening, min(len(text), opening + 400)):
        if text[position] == "(":
            depth += 1
        elif text[position] == ")":
            depth -= 1
            if depth == 0:
                return position + 1
    return None


def _around(text: str, start: int, stop: int) -> str:
    """The sentence around a stretch, roughly, and the beginning of the next one."""
    left = text[max(0, start - 300) : start]
    right = text[stop : stop + 300]
    cut = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", left)]
    left = left[cut[-1] :] if cut else left
    return left + " " + right


def _judged(content: str, local: str, context: str, block: Block) -> str | None:
    """What is wrong with one formula, or None. `local` is its sentence, `context` what stands around."""
    if len(content) < 4:
        return None
    if not ACCEPTS.search(local) and (found := _spelled(content)):
        return found
    if UNTURNED.search(content) and IN_ROWS.search(local):
        return "every query is compared with every key: QKᵀ, with K transposed"
    for part in re.split(r"\\\\|\\qquad|\\quad(?=\s*[A-Za-z\\]+_?\{?[a-z]*\}?\s*=)", content) if "\\\\" in content or "quad" in content else (content,):
        left, right = parse(part.strip().rstrip(".,;"))
        if right is None:
            continue
        accepted = bool(ACCEPTS.search(local)) or "?" in local[:400] and bool(re.search(r"\?\s*(?:$|[A-Z])", local))
        if (found := _softmax_problem(right, accepted, context)) or (found := _luong(right, calls(right), local)):
            return found
        if not accepted and (found := _additive_problem(left, right, local, context)):
            return found
        if not accepted and (found := _cost_free(left, right, local, context)):
            return found
    return None


def _matches(pattern: re.Pattern[str], parts: list[Expr]) -> bool:
    return any(part[0] == "name" and pattern.match(part[1]) for part in parts)


def _softmax_problem(expression: Expr, accepted: bool, context: str) -> str | None:
    """A fault in softmax(q·k …)·v."""
    for part in walk(expression):
        if part[0] == "call" and part[1] in ("sigmoid", "sigma", "σ") and len(part) > 2 and not accepted and not OTHER_WEIGHTS.search(context):
            inside_above, inside_below = _score(part[2])
            if _matches(Q, inside_above) and _matches(K, inside_above) and any(b[0] == "call" and b[1] == "sqrt" for b in inside_below):
                return "the scores go through a softmax before they weigh the values"
        if part[0] in ("mul", "div"):
            above, below = factors(part)
            for factor in above:
                if factor[0] == "call" and factor[1] == "softmax" and len(factor) > 2:
                    inside_above, inside_below = _score(factor[2])
                    if not (_matches(Q, inside_above) and _matches(K, inside_above)):
                        continue
                    others = [other for other in above if other is not factor]
                    if not accepted and any(b[0] == "call" and b[1] == "sqrt" for b in below) and not inside_below:
                        return "the scores are divided by √d_k before the softmax, not after it"
                    if not accepted and others and _matches(K, others[:1]) and not _matches(V, others):
                        return "the weights multiply the values, not the keys"
        if part[0] == "call" and part[1] == "softmax" and len(part) > 2:
            inside, _ = _score(part[2])
            if not accepted and _matches(Q, inside) and _matches(K, inside) and _matches(V, inside):
                return "the values are weighed after the softmax, not inside of it"
            if not accepted and _matches(Q, inside) and _matches(V, inside) and not _matches(K, inside):
                return "queries are compared with keys, not with values"
            if not accepted and _matches(K, inside) and _matches(V, inside) and not _matches(Q, inside):
                return "keys are compared with queries, not with values"
            found = _scale_problem(part, accepted, context)
            if found:
                return found
    return None


def _score(expression: Expr) -> tuple[list[Expr], list[Expr]]:
    """The factors of a score; in a sum (a mask or a bias is added), those of the term with the product of q and k."""
    if expression[0] == "add":
        for term in expression[1:]:
            above, below = factors(term)
            if _matches(Q, above) and _matches(K, above):
                return above, below
    above, below = factors(expression)
    # (a + b) / c and c * (a + b): open the sum
    for factor in above:
        if factor[0] == "add" and factor is not expression:
            inner_above, inner_below = _score(factor)
            rest = [other for other in above if other is not factor]
            return inner_above + rest, inner_below + below
    return above, below


def _scale_problem(softmax: Expr, accepted: bool, context: str) -> str | None:
    above, below = _score(softmax[2])
    if not (_matches(Q, above) and _matches(K, above)):
        return None
    axis = next((part[2] for part in softmax[3:] if part[0] == "call" and part[1] == "axis"), None)
    turned = _matches(K, above[:1]) and not _matches(Q, above[:1])  # k @ q.T: a column for each query
    if axis is not None and not accepted and axis[0] == "num" and axis[1] in ((-1.0, 1.0) if turned else (-2.0, 0.0)):
        return "the softmax runs over the keys, the last axis of the scores"
    others = [f for f in above if not (f[0] == "name" and (Q.match(f[1]) or K.match(f[1]))) and f[0] != "num"]
    if len(others) == 2 and all(_projects(f) for f in others):
        others = []  # W^Q and W^K of one head
    if accepted:
        return None
    for factor in below:
        inner = factor[2] if factor[0] == "call" and factor[1] == "sqrt" else None
        if inner is not None:
            if inner[0] == "name" and WRONG_ROOT.match(inner[1].replace("{", "").replace("}", "")):
                name = inner[1].replace("{", "").replace("}", "")
                if name in ("d_model", "dmodel", "embed_dim", "d_embed", "d_m") and not re.search(r"head|multi|transformer|vaswani|scaled|attention", context, re.I):
                    continue
                if name in ("d_model", "dmodel", "embed_dim", "d_embed", "d_m") and re.search(r"single head|one head|single-head", context, re.I):
                    continue
                return "the scale is √d_k, the root of the width of a key in one head"
            if inner[0] == "call" and inner[1] == "size" and _matches(Q, factors(inner[2])[0]) and _matches(K, factors(inner[2])[0]):
                return "the scale is √d_k, the root of the width of a key, not of the number of keys"
            if inner[0] == "call" and inner[1] == "size" and len(inner) > 3 and inner[3] in (("num", 0.0), ("num", -2.0)):
                return "the scale is √d_k, the root of the width of a key, not of the number of tokens"
        elif factor in (("num", 64.0), ("num", 128.0)) and re.search(r"transformer|scaled|vaswani|d_k", context, re.I):
            return "the scores are divided by the root √d_k, not by d_k"
        elif factor[0] == "name" and KEY_SIZE.match(factor[1].replace("{", "").replace("}", "")):
            return "the scores are divided by the root √d_k, not by d_k"
        elif factor[0] == "call" and factor[1] == "size" and len(factor) > 3 and factor[3] == ("num", -1.0):
            return "the scores are divided by the root √d_k, not by d_k"
    for factor in others:
        if factor[0] == "call" and factor[1] == "sqrt" and not below:
            return "the scores are divided by √d_k, not multiplied by it"
    if not below and not others and len(softmax) <= 3 + (1 if axis is not None else 0):
        return "the scores are not divided by √d_k"
    return None


def _projects(factor: Expr) -> bool:
    """Whether a factor is a matrix W, with whatever marks."""
    return factor[0] == "name" and factor[1].startswith("W") or factor[0] == "pow" and _projects(factor[1])


def _additive_problem(left: Expr | None, right: Expr, local: str, context: str) -> str | None:
    """Faults in the score, the weights and the context vector of the 2014 paper."""
    lhs = left[1] if left is not None and left[0] == "name" else left[1] if left is not None and left[0] == "call" else ""
    base = lhs.split("_")[0].lower()
    around = local + " " + context
    used = names(right)
    called = calls(right)
    state = {n for n in used if STATE.match(n)}
    notes = {n for n in used if ANNOTATION.match(n)}
    if found := _heads_wrong(lhs, right, called, local):
        return found
    if not lhs and NAMELESS.search(local) and not PROJECTED.search(local):
        base = "e"
    about = bool(ADDITIVE_CONTEXT.search(around))
    if base in ("e", "score", "energy", "a", "align", "scores"):
        above, below = factors(right)
        if about and re.search(r"bahdanau|rnnsearch|2014|additive", around, re.I) and (called | used) & {"sigmoid", "sigma", "relu", "elu"} and "tanh" not in called and {n for n in used if n.startswith("W")} and {n for n in used if n.startswith("U")}:
            return "the nonlinearity of the additive score is a tanh"
        if "tanh" in called and re.search(r"bahdanau|rnnsearch|\b2014\b", around, re.I) and not OTHER_SCORE.search(local) and {n for n in state if CURRENT.match(n)} and len(state) == 1:
            return "Bahdanau et al. score with s_{i−1}, the state before the word is written"
        if about and state and notes and {n for n in used if n.startswith("W")} and "tanh" not in called and right[0] == "mul" and not OTHER_SCORE.search(local) and base in ("e", "score") and re.search(r"bahdanau|rnnsearch|\b2014\b", around, re.I):
            return "the score of Bahdanau et al. is additive: v_aᵀ tanh(W_a s_{i−1} + U_a h_j), no dot product"
        if about and not OTHER_SCORE.search(local) and _two_tanh(right):
            return "the additive score adds W_a s_{i−1} and U_a h_j inside the tanh"
        if "tanh" in called and (state or notes or {n for n in used if n.startswith(("W", "U"))}):
            if any(part[0] == "call" and part[1] == "tanh" and _multiplied(part[2]) for part in walk(right) if len(part) > 2) and about:
                return "the additive score adds W_a s_{i−1} and U_a h_j inside the tanh"
            if right[0] == "call" and right[1] == "tanh" and called == {"tanh"} and (base in ("e", "score", "scores")):
                return "the score is v_aᵀ tanh(…): without v_a it is a vector, not a number"
        elif state and notes and {n for n in used if n.startswith("W")} and {n for n in used if n.startswith("U")}:
            if about and not called & {"exp"}:
                return "the additive score has a tanh between the sum and v_a"
        elif state and notes and about and base in ("e", "score") and right[0] == "mul" and len(above) <= 3 and not called and not OTHER_SCORE.search(local) and not {n for n in used if n.startswith(("U", "v"))}:
            return "the score of Bahdanau et al. is additive: v_aᵀ tanh(W_a s_{i−1} + U_a h_j), no dot product"
        if about and re.search(r"bahdanau|rnnsearch", around, re.I) and right[0] == "call" and len(right) == 4 and right[2] == ("name", "s_i") and not OTHER_SCORE.search(local):
            return "Bahdanau et al. score with s_{i−1}, the state before the word is written"
    if base == "alpha" and right[0] == "call" and right[1] == "exp" and about:
        return "the weights are a softmax: exp(e_ij) over the sum of exp(e_ik)"
    if base in ("alpha", "a", "w") and right[0] == "div" and "exp" not in called and "softmax" not in called:
        above, below = factors(right)
        if any(f[0] == "name" and re.match(r"e_|score|e$", f[1]) for f in above) and any(f[0] == "call" and f[1] == "sum" for f in below):
            return "the weights are a softmax: exp(e_ij) over the sum of exp(e_ik)"
    if base == "c" and lhs[:1] == "c":
        if "max" in called or "argmax" in called:
            return "the context vector is the weighted sum Σ_j α_ij h_j, not a maximum"
        if right[0] == "call" and right[1] == "sum":
            inner_above, _ = factors(right[2])
            if len(inner_above) == 1 and inner_above[0][0] == "name" and notes and re.search(r"context", local, re.I):
                return "the context vector weighs each annotation with α_ij; it is no plain sum"
            if any(f[0] == "name" and re.match(r"e_", f[1]) for f in inner_above) and notes:
                return "the context vector weighs with α_ij (after the softmax), not with the scores"
            if any(f[0] == "name" and re.match(r"alpha|a_", f[1]) for f in inner_above) and state and not notes and about:
                return "the context vector averages the annotations h_j, not the decoder's states"
    if base == "c" and right[0] in ("mul", "div") and about and re.search(r"context vector", local, re.I):
        above, below = factors(right)
        if len(above) <= 2 and any(f[0] == "call" and f[1] == "sum" and {n for n in names(f) if ANNOTATION.match(n)} and not {n for n in names(f) if re.match(r"alpha|a_", n)} for f in above):
            return "the context vector weighs each annotation with α_ij; it is no plain mean"
    return None


NAMELESS = re.compile(
    r"(?:additive|alignment|attention|bahdanau(?: et al\.)?'s|rnnsearch's) scores?\b(?: of [^.]{0,40})? is\b|scores? (?:of|in) (?:rnnsearch|bahdanau(?: et al\.)?) (?:is|equals)\b|"
    r"comput\w+ (?:the|its|their|each) scores? as\b|softmax (?:directly|straight|right) to\b|(?:directly|straight|right) (?:in)?to (?:the|a) softmax", re.I
)
PROJECTED = re.compile(r"v_a|\bv\b|vₐ|multipl|weight vector|projected|inner product with")
CURRENT = re.compile(r"^s_\{?[it]\}?$")


def _heads_wrong(lhs: str, right: Expr, called: set[str], local: str) -> str | None:
    """Heads that are summed or averaged, or only concatenated."""
    if "multihead" not in lhs.lower().replace("_", "") and not (re.search(r"multi-?head", local, re.I) and "head" in str(right).lower()):
        return None
    if right[0] == "call" and right[1] in ("sum", "mean", "max") or right[0] in ("div", "mul", "add") and {"sum", "mean"} & called and "concat" not in called:
        return "the heads' outputs are concatenated and projected, not summed" if "head" in str(right).lower() else None
    if right[0] == "add" and all("head" in str(term).lower() for term in right[1:]):
        return "the heads' outputs are concatenated and projected, not summed"
    if right[0] == "call" and right[1] in ("concat", "concatenate") and "multihead" in lhs.lower():
        return "the concatenated heads are multiplied by W^O"
    return None


def _luong(right: Expr, called: set[str], local: str) -> str | None:
    """The tanh belongs to Luong's concat score alone."""
    if "tanh" not in called or "luong" not in local.lower() or re.search(r"concat|bahdanau|unlike|not ", local, re.I):
        return None
    return "Luong's dot and general scores have no tanh" if re.search(r"\b(?:dot|general|multiplicative)\b", local, re.I) else None


def _multiplied(inside: Expr) -> bool:
    """Whether W·s and U·h are multiplied with each other."""
    above, _ = factors(inside)
    used = [part[1] for part in above if part[0] == "name"]
    return any(n.startswith("W") for n in used) and any(n.startswith("U") for n in used) and any(map(STATE.match, used)) and any(map(ANNOTATION.match, used))


FLIPPED = re.compile(
    r"softmax\s*\\?!?\s*(?:\\left|\\[bB]igl?)?\s*[({]\s*(?:\\frac\s*\{)?\s*Q\s*(?:\^\s*\{?\s*\\?(?:top|T|intercal)\}?|ᵀ|⊤|\.T\b|\.transpose\([^()]{0,20}\))\s*(?:@|\\cdot|·|\*)?\s*K\b(?!\s*(?:\^|ᵀ|⊤|\.))[^V]{0,60}[)}]\s*(?:\\right\)|@|\*|·)?\s*(?:\\[,;]\s*)?V\b"
)
OVER_STEPS = re.compile(r"(?:\\alpha|α)_\{?ij\}?\s*=[^=]{0,80}exp[^=]{0,30}e_\{?ij\}?[^=]{0,40}\\sum[^=]{0,30}exp\s*\(\s*e_\{(?:[a-hk-z]|i')\s*j\}")
UNTURNED = re.compile(r"softmax\s*\(\s*Q\s*K\s*/")
IN_ROWS = re.compile(r"key per row|rows? of K\b")
PAIRWISE = re.compile(r"\(\s*Q\s*\*\s*K\s*\)\.sum|(?:np|torch|jnp)\.sum\(\s*Q\s*\*\s*K\s*,|softmax\(\s*\(?\s*Q\s*\*\s*K\s*\)?\s*/")
WIDE_KEY = re.compile(r"(?:d_?\{?k\}?|dₖ)\s*=\s*(?:d_?\{?(?:\\(?:text|mathrm)\{)?model\}?\}?|d|512)\s*(?:\\cdot|·|\\times|\*|×)\s*(?:h\b|8\b)|(?:d_?\{?k\}?|dₖ)\s*=\s*h\s*(?:\\cdot|·|\\times|\*|×)?\s*d_?\{?(?:\\(?:text|mathrm)\{)?model")


LEFT = r"(?:\\left|\\[bB]igg?l?|\\!|\s)*"
NOT_TURNED = re.compile(
    rf"softmax\}}?{LEFT}[({{\[]{LEFT}(?:\\[dt]?frac\s*\{{\s*)?Q\s*(?:@|\\cdot|·|\*)?\s*K(?=\s*(?:[/}})·*]|\\right|\\over|\\cdot))"
)
KEYS_FIRST = re.compile(rf"softmax\}}?{LEFT}[({{\[]{LEFT}(?:\\[dt]?frac\s*\{{\s*)?K\s*(?:@|\\cdot|·|\*)?\s*Q\s*(?:\^\s*\{{?\s*\\?(?:top|T|intercal)\b\}}?|ᵀ|⊤|\.T\b)[^V]{{0,60}}[)}}\]]\s*(?:@|·|\*|\\[,;!])?\s*V\b")
SUMMED_OVER = re.compile(r"(?:\\alpha|α|\ba)\s*_?\{?\s*(?P<i>[a-z])(?P<j>[a-z])\}?\s*=.{0,90}?\\?(?:sum|∑|Σ)\s*_?\s*\{?\s*(?P<over>[a-z])(?P<rest>[^e]{0,40})(?:\\?exp|e\^)\s*\\?,?\s*(?:\\left)?[({]\s*e\s*_\{?\s*(?P<first>[a-z])(?P<second>[a-z])")
SOFTMAX_OVER = re.compile(r"(?:\\alpha|α)\s*_\{?\s*(?P<i>[a-z])[a-z]\}?\s*=\s*\\?(?:(?:mathrm|operatorname|text|mathop)\s*\{)?softmax\}?\s*_\{?(?P=i)\}?(?![a-z])")
SUBS = str.maketrans("ᵢⱼₖ", "ijk")


def _spelled(content: str) -> str | None:
    """Faults that the parsed form no longer shows: transposes, elementwise products, the width of a key, a sum's index."""
    if OVER_STEPS.search(content):
        return "the weights of one step sum to 1 over the source words: the sum runs over the second index"
    if found := SUMMED_OVER.search(content.translate(SUBS)):
        if found["over"] == found["first"] and found["second"] != found["over"] and found["second"] == found["j"]:
            return "the weights of one step sum to 1 over the source words: the sum runs over the second index"
    if SOFTMAX_OVER.search(content.translate(SUBS)):
        return "the weights of one step sum to 1 over the source words: the softmax runs over the second index"
    if NOT_TURNED.search(content):
        return "every query is compared with every key: QKᵀ, with K transposed"
    if KEYS_FIRST.search(content):
        return "the rows of the weights belong to the queries: QKᵀ, not KQᵀ"
    if FLIPPED.search(content):
        return "every query is compared with every key: QKᵀ, not QᵀK"
    if WIDE_KEY.search(content):
        return "each of h heads has keys of width d_model/h"
    return None


def _cost_free(left: Expr | None, right: Expr, local: str, context: str) -> str | None:
    """softmax(...) is missing altogether: Attention(Q, K, V) = QKᵀV/√d_k."""
    if left is None or left[0] != "call" or left[1] != "attention":
        return None
    above, _ = factors(right)
    if _matches(Q, above) and _matches(K, above) and _matches(V, above) and "softmax" not in calls(right):
        return "the scores go through a softmax before they weigh the values"
    return None


# Code -------------------------------------------------------------------------------------------------------------

SAYS_ATTENTION = re.compile(r"attention|attn|bahdanau|rnnsearch|context vector|transformer|vaswani|scaled", re.I)
CODE_LANGUAGE = re.compile(r"^(?:$|py|python|pycon|ipython|\{\.?py|numpy|torch|text|pseudo|julia|\{ *\.python)", re.I)


TYPESET = re.compile(r"^\{? ?\.?(?:latex|tex|math|katex)\b", re.I)


def in_code(block: Block) -> list[tuple[int, str]]:
    """(offset, what is wrong) for a block of code."""
    text = block.text
    if block.refuted or len(text) > 30000:
        return []
    if TYPESET.match(block.info):
        remarks = " ".join(re.findall(r"(?<!\\)%[^\n]*", text))
        problem = _judged(re.sub(r"(?<!\\)%[^\n]*", "", text).strip(), remarks, _context(block), block)
        return [(0, problem)] if problem else []
    if not CODE_LANGUAGE.match(block.info):
        return []
    if "softmax" not in text and "tanh" not in text and not SAYS_ATTENTION.search(text):
        return []
    if "@" not in text and "*" not in text and "(" not in text:
        return []
    previous = block.cache.get("previous")
    lead = previous.text[-400:] if previous is not None else ""
    return _judged_code(text, lead, inline=False)[:3]


DIVIDED_BY = re.compile(r"\w+ ?@ ?\w+(?:\.T|\.transpose\([^)]*\)|\.mT)\)? ?/ ?(?P<by>\d+)\b(?!\s*\*\*)")
ROOT_OF = re.compile(r"\w+ ?@ ?\w+(?:\.T|\.transpose\([^)]*\)|\.mT)\)? ?/ ?(?:math\.|np\.|torch\.)?sqrt\((?P<of>\d+)\)")
HEAD_WIDTH = re.compile(r"heads? of (?:width|size|dimension) (?P<width>\d+)|d_k ?= ?(?P<width2>\d+)")


def _judged_code(code: str, lead: str, inline: bool) -> list[tuple[int, str]]:
    comments = " ".join(re.findall(r"#[^\n]*|\"\"\"[^\"]*\"\"\"", code))
    said = lead + " " + comments
    if ACCEPTS.search(comments) or ACCEPTS.search(lead[-300:]) or INTRODUCES.search(lead[-300:]) or MISCONCEPTION.search(lead[-200:]):
        return []
    found: list[tuple[int, str]] = []
    if not inline and (pair := PAIRWISE.search(code)) and "softmax" in code:
        return [(pair.start(), "every query is compared with every key: Q @ K.T, not Q * K")]
    if not inline and (plain := DIVIDED_BY.search(code)) is not None and re.search(rf"d_k ?= ?{plain['by']}\b|width {plain['by']}\b", said) and int(plain["by"]) > 1:
        return [(plain.start(), "the scores are divided by the root √d_k, not by d_k")]
    if not inline and (root := ROOT_OF.search(code)) is not None and (width := HEAD_WIDTH.search(said)) and int(width["width"] or width["width2"]) != int(root["of"]):
        return [(root.start(), "the scores are divided by the root of the width of one head's keys")]
    if spelled := _spelled(code):
        return [(max(0, code.find("softmax")), spelled)]
    if not inline and (chosen := CHOSEN.search(code)) and ADDITIVE_CONTEXT.search(said) and not re.search(r"hard attention|greedy", said, re.I):
        return [(chosen.start(), "the context vector is the weighted sum Σ_j α_ij h_j, not the annotation with the largest weight")]
    if not inline and (untransposed := _untransposed(code)) is not None:
        return [(untransposed, "every query is compared with every key: Q @ K.T, with K transposed")]
    parsed = statements(code)
    line_starts = [0]
    for line in code.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    seen: set[str] = set()
    plain_dot = re.search(r"luong|dot score|plain dot|unscaled|hopfield|kernel|linear attention|elu|phi", said, re.I)
    code_lines = code.split("\n")
    for line, name, value in parsed:
        if line >= len(code_lines):
            continue
        message = _softmax_problem(value, False, said)
        if message and plain_dot and "not divided by √d_k" in message:
            message = None
        if message is None and not inline:
            message = _additive_code(code, name, value, said, line, code_lines) or _heads_code(name, value, said)
        if message is None:
            message = _context_code(name, value, said) or _rooted(value, said + " " + code) or _bare_powers(code, name, value, said)
        if message is None and not inline and not plain_dot:
            message = _no_softmax(value, said + " " + code, name)
        if message is None:
            message = _wrong_weights(value, said + " " + code)
        if message and message not in seen:
            seen.add(message)
            at = line_starts[line] + len(code_lines[line]) - len(code_lines[line].lstrip())
            found.append((at, message))
    return found


def _rooted(value: Expr, said: str) -> str | None:
    """The root of the product itself: `sqrt(q @ k.T)`."""
    if not SAYS_ATTENTION.search(said):
        return None
    for part in walk(value):
        if part[0] == "call" and part[1] == "sqrt" and len(part) > 2:
            above, below = factors(part[2])
            if not below and _matches(Q, above) and _matches(K, above):
                return "the root is that of d_k: the scores are divided by √d_k"
    return None


def _bare_powers(code: str, name: str, value: Expr, said: str) -> str | None:
    """Exponentials that are used as weights and never divided by their sum."""
    if value[0] != "call" or value[1] != "exp" or name.split("_")[0].lower() not in ("alpha", "alphas", "weights", "w", "attn", "attention"):
        return None
    if not re.search(r"attention weights|rnnsearch|bahdanau|transformer", said, re.I) or re.search(r"/|sum\(|softmax|normali|linear", code):
        return None
    return "the weights are a softmax: exponentials divided by their sum"


OTHER_WEIGHTS = re.compile(r"sigmoid attention|gate|linear|kernel|elu|mup|µP|muP|retention|1\s*/\s*d\b", re.I)


def _wrong_weights(value: Expr, said: str) -> str | None:
    """Scores of scaled dot-product attention divided by d_k itself, or squashed one by one."""
    if not re.search(r"scaled[ _-]?dot|attention weights|transformer|vaswani", said, re.I) or OTHER_WEIGHTS.search(said):
        return None
    if value[0] == "div":
        above, below = factors(value)
        if _matches(Q, above) and _matches(K, above) and any(_width(factor) or factor[0] == "num" and factor[1] in (64.0, 128.0) for factor in below):
            return "the scores are divided by the root √d_k, not by d_k"
    if value[0] == "div" and "exp" not in calls(value):
        above, below = factors(value)
        if _matches(Q, above) and _matches(K, above) and any(factor[0] == "call" and factor[1] == "sum" and {n for n in names(factor) if K.match(n)} for factor in below):
            return "the weights are a softmax: the scores are exponentiated before they are normalised"
    for part in walk(value):
        if part[0] == "call" and part[1] in ("sigmoid", "relu", "tanh") and len(part) > 2:
            above, _ = _score(part[2])
            if _matches(Q, above) and _matches(K, above):
                return "the scores go through a softmax before they weigh the values"
    return None


def _width(factor: Expr) -> bool:
    if factor[0] == "name":
        return KEY_SIZE.match(factor[1]) is not None
    return factor[0] == "call" and factor[1] == "size" and len(factor) > 3 and factor[3] == ("num", -1.0)


ADDITIVE_NAME = re.compile(r"\b(?:def|class)\s+\w*(?:bahdanau|additive)", re.I)
SQUASHES = re.compile(r"tanh|relu|sigmoid|gelu|elu\b|\bact|nonlin", re.I)


def _summed_flat(value: Expr) -> bool:
    """Whether projections of a state and of an annotation are added, and the sum goes straight into a product or a layer."""
    for part in walk(value):
        if part[0] == "mul" or part[0] == "call" and len(part) == 3:
            for inner in part[1:]:
                if inner[0] == "add" and len(inner) == 3 and all(term[0] in ("mul", "call") for term in inner[1:]):
                    one, other = names(inner[1]), names(inner[2])
                    if any(_asks(a) and _answers(b) for a, b in ((one, other), (other, one))):
                        return True
    return False


def _otherwise_squashed(value: Expr) -> bool:
    """Whether the sum of both projections goes through another function than a tanh."""
    for part in walk(value):
        if part[0] == "call" and part[1] in ("relu", "sigmoid", "gelu", "elu", "leaky_relu", "silu", "softplus", "maximum", "expit"):
            for inner in part[2:]:
                if inner[0] == "add" and len(inner) == 3:
                    one, other = names(inner[1]), names(inner[2])
                    if any(_asks(a) and (_answers(b) or "H" in b) for a, b in ((one, other), (other, one))):
                        return True
    return False


def _two_tanh(value: Expr) -> bool:
    """Whether a tanh is taken of each projection by itself, and the two are multiplied or added."""
    for part in walk(value):
        terms = factors(part)[0] if part[0] == "mul" else part[1:] if part[0] == "add" else ()
        squashed = [names(term) for term in terms if term[0] == "call" and term[1] == "tanh"]
        if len(squashed) == 2 and any(_asks(a) and (_answers(b) or "H" in b) for a, b in (squashed, squashed[::-1])):
            return True
    return False


def _asks(used: set[str]) -> bool:
    return any(Q.match(name) or STATE.match(name) for name in used)


def _answers(used: set[str]) -> bool:
    return any(K.match(name) or ANNOTATION.match(name) for name in used)


def _additive_code(code: str, name: str, value: Expr, said: str, line: int, lines: list[str]) -> str | None:
    base = name.split("_")[0].lower()
    if value[0] == "call" and value[1] == "args" and len(value) == 3:
        value = value[2]  # a list of scores, one for each annotation
    used, called = names(value), calls(value)
    about = ADDITIVE_CONTEXT.search(said) is not None
    if about and not OTHER_SCORE.search(said) and _otherwise_squashed(value):
        return "the nonlinearity of the additive score is a tanh"
    if about and _two_tanh(value):
        return "the additive score adds W_a s_{i−1} and U_a h_j inside the tanh"
    if (about or ADDITIVE_NAME.search(code)) and not SQUASHES.search(code) and not OTHER_SCORE.search(said) and _summed_flat(value):
        return "the additive score has a tanh between the sum and v_a"
    if value[0] == "call" and value[1] == "tanh" and base in ("e", "score", "scores", "energy", "energies", "return"):
        rest = "\n".join(lines[line + 1 :])
        if base == "return" and not about:
            return None
        if re.search(rf"\b{re.escape(name)}\b\s*(?:@|\*|\.dot|\.matmul)|(?:@|\*)\s*{re.escape(name)}\b|\w*\(\s*{re.escape(name)}\b(?<!softmax\({re.escape(name)})", rest) and not re.search(rf"softmax\(\s*{re.escape(name)}\b", rest):
            return None
        if about or base in ("e",) or re.search(rf"softmax\(\s*{re.escape(name)}\b", rest):
            return "the score is v @ tanh(…): without v it is a vector, not a number"
    if base in ("e", "score", "scores") and about and "tanh" not in called and re.search(r"bahdanau|additive|rnnsearch", said, re.I):
        if {n for n in used if re.match(r"W", n)} and {n for n in used if re.match(r"U", n)} and value[0] in ("mul", "add"):
            return "the additive score has a tanh between the sum and v_a"
        above, _ = factors(value)
        if value[0] == "mul" and len(above) == 2 and all(f[0] == "name" for f in above) and any(STATE.match(f[1]) for f in above) and any(ANNOTATION.match(f[1]) for f in above):
            return "the score of Bahdanau et al. is additive, no dot product"
    return None


CHOSEN = re.compile(r"(?:^|(?<=\n))[ \t]*(?:c|ctx|context\w*)\s*=\s*\w+\[[^\]\n]{0,20}argmax")
CODE_SCORE = re.compile(r"softmax\(\s*\(?\s*[Qq]\s*@\s*(?P<key>[Kk])\s*[/)*]|softmax\(\s*(?:np|torch|jnp)\.matmul\(\s*[Qq]\s*,\s*(?P<key2>[Kk])\s*\)")


def _untransposed(code: str) -> int | None:
    """Where queries are multiplied with keys that were never transposed."""
    found = CODE_SCORE.search(code)
    if found is None:
        return None
    key = found["key"] or found["key2"]
    turned = re.search(rf"\b{key}\w*\s*=.*(?:\.T\b|transpose|swapaxes|\.mT\b|permute|moveaxis|t\(\))|transposed|columns", code)
    return None if turned else found.start()


def _context_code(name: str, value: Expr, said: str) -> str | None:
    """A context vector that is no weighted sum."""
    base = name.split("_")[0].lower()
    if base not in ("c", "context", "ctx") or not ADDITIVE_CONTEXT.search(said) and "context" not in base:
        return None
    used, called = names(value), calls(value)
    if called & {"argmax", "max"} or any(re.match(r"best|top|winner", n) for n in used):
        return "the context vector is the weighted sum Σ_j α_ij h_j, not a maximum"
    notes = {n for n in used if ANNOTATION.match(n) or n in ("H", "h", "states", "enc_states", "hs", "memory")}
    weighed = {n for n in used if re.match(r"alpha|a$|w|attn|weights?|p$|probs?|scores?", n, re.I)} or called & {"softmax", "args", "zip"}
    if called & {"sum", "mean", "average"} and notes and not weighed and ADDITIVE_CONTEXT.search(said):
        return "the context vector weighs each annotation with α_ij; it is no plain sum"
    return None


def _heads_code(name: str, value: Expr, said: str) -> str | None:
    """Heads that are summed or averaged where multi-head attention is meant."""
    if not re.search(r"multi-?_?head", said, re.I) or value[0] not in ("call", "div") or name.split("_")[0].lower() in ("mean", "avg", "map", "fig", "plot", "w", "weights", "attn", "maps"):
        return None
    inner = value if value[0] == "call" else value[1]
    if inner[0] == "call" and inner[1] in ("sum", "mean", "average", "max") and re.search(r"'head(?:s|_out\w*|_i)?'|'heads?\b", str(inner)) and not re.search(r"weight|attn|map|prob", str(inner)):
        return "the heads' outputs are concatenated and projected, not summed"
    return None


def _no_softmax(value: Expr, said: str, name: str) -> str | None:
    if not SAYS_ATTENTION.search(said) or "softmax" in calls(value) or re.search(r"linear|kernel|feature map|phi\b|elu|relu|retention", said, re.I):
        return None
    for part in walk(value):
        if part[0] in ("mul", "div"):
            above, _ = factors(part)
            if _matches(Q, above) and _matches(K, above) and _matches(V, above):
                return "the scores go through a softmax before they weigh the values"
    return None


# Words ------------------------------------------------------------------------------------------------------------

G = r"(?:(?![;.!?] |not |never |but |nor )\S+ )"
ATTN = r"(?:ATT|SDP|MHA|SELF|ADD|DOT|attention|LAY)"


def _w(pattern: str) -> re.Pattern[str]:
    return tagged(pattern.replace("ATTN", ATTN).replace("GAP", G))


WORDS = tuple(
    (_w(pattern), message)
    for pattern, message in (
        (r"ATTN GAP{0,3}?(?:is|are|equals|amounts to|means|boils down to) GAP{0,4}?(?:nothing but|just|simply|merely|the same as|only|nothing more than|basically|essentially|identical to|equivalent to|no more than|a) GAP{0,3}?cosine (?:similarity|distance) ", "attention is not cosine similarity: nothing is normalised to length one, and a softmax follows"),
        (r"ATTN GAP{0,4}?(?:is|computes|uses|are) (?:a |the |plain |just )*cosine (?:similarity|similarities) ", "attention is not cosine similarity"),
        (r"(?:scaled dot product|SDP|dot product|dot products|score|scores|it|they|product|TRF|inner product) GAP{0,4}?(?:is |are |gets |be )?(?:divides?|divided|dividing|scales?|scaled|normalised|normalized|division) GAP{0,5}?(?:by|with) (?:the |its )?(?:square root|root) of (?:the )?(?:number of (?!(?:\S+ )?(?:components|entries|dimensions|coordinates) )|length of |total )?(?:sequence length|length|number(?! of (?:\S+ )?(?:components|entries|dimensions|coordinates) )|sequence|tokens|keys|positions|heads|words|model|batch|MHA|d_model|embedding|width of the model|source length|input length|QKV)", "the scale is √d_k, the root of the width of a key"),
        (r"(?:by|with) the (?:square root|root) of the (?:number of (?:heads|tokens|words|positions|keys|MHA|QKV|layers)|sequence length|length of the (?:sequence|sentence|source|input)|model width|width of the model|vocabulary|batch|input length|source length|model dimension|dimension of the model) ", "the scale is √d_k, the root of the width of a key"),
        (r"(?:divided|divides|divide|dividing|scaled|scales) (?:(?![;.!?] |not |root |root |√ )\S+ ){0,4}?by (?:the )?(?:dimension|width|size|dimensionality|MATH) (?:MATH )?(?:of (?:the )?(?:keys|key|QKV|queries|query|head|key vectors)|itself|rather)", "the scores are divided by the root √d_k, not by d_k"),
        (r"(?:scores?|products?|inner product|dot products?|they|it|SDP) (?:are |is |be )?(?:multiplied|multiplies|multiply) by (?:the )?(?:square root|root|MATH|√|sqrt) ", "the scores are divided by √d_k, not multiplied by it"),
        (r"(?:scaling|scale|scaling factor|factor|division|divisor|MATH|1/√d_k|√d_k) (?!is applied )GAP{0,8}?(?:is|are) (?:purely |merely |just |only |entirely |completely |totally |in fact |really |simply )*(?:optional|cosmetic|unnecessary|superfluous|irrelevant|decorative|arbitrary|negligible|redundant|a matter of taste|needless|pointless|dispensable|convention|a convention|historical|decoration|a detail)", "the scale keeps the softmax out of its flat parts; it is not optional"),
        (r"(?:root|√|square root|scale|scaling|factor|MATH) GAP{0,10}?(?:only |just |merely |purely )(?:\S+ )?for (?:aesthetic|cosmetic|historical|convenience|taste|tradition|elegance|beauty|decoration|show)", "the scale keeps the softmax out of its flat parts; it is not optional"),
        (r"(?:scores?|weights?|WTS) GAP{0,3}?(?:normalised|normalized|computed|obtained|squashed|produced|passed) (?:by|with|through) (?:a |the )*(?:sigmoid|logistic|relu|tanh)", "the weights are a softmax of the scores: they compete and sum to 1"),
        (r"(?:context vector|context|output|output of ATT|result of ATT) GAP{0,3}?(?:is|equals) (?:the |that |one |just |simply |exactly )*(?:annotation|encoder state|state|value|hidden state|vector|source vector) (?:with|that has|of|whose) (?:the )?(?:highest|largest|greatest|best|most|biggest|weight is largest)", "the context vector is the weighted average of all annotations"),
        (r"(?:projections|terms|vectors|two) (?:are|is) (?:multiplied|concatenated) (?:(?![.!?] )\S+ ){0,5}?(?:instead of added|element by element|elementwise|element-wise)", "the two projections are added before the tanh"),
        (r"(?:factor|MATH|root|√|scale) (?:MATH )?(?:multiplies|multiply) (?:the |each |every )*(?:scores?|products?|dot products?|logits) ", "the scores are divided by √d_k, not multiplied by it"),
        (r"(?:softmax|exponential|exponentiation) (?:can|may|could|might) (?:safely |be |simply |just |well |always )*(?:left out|dropped|omitted|ignored|removed|skipped|omit|drop|skip) ", "without the softmax the scores are no weights"),
        (r"(?:skip|drop|omit|forget|leave out) the (?:exponential|softmax|exponentiation|scale|scaling|division) (?::|;|,|-) ", "the weights are a softmax of the scaled scores"),
        (r"(?:weights|WTS) (?:range|ranges|lie|lies|run|runs|vary|varies|go|goes) (?:\S+ )?(?:from|between) (?:- |−|minus )", "a softmax gives positive weights"),
        (r"(?:weights|WTS) GAP{0,6}?(?:are|is) (?:just |simply |the )*(?:scores|score) (?:divided|normalised|normalized) by (?:their |the )(?:sum|total|maximum) ", "the weights are a softmax: the scores are exponentiated before they are normalised"),
        (r"(?:context vector|context) GAP{0,6}?(?:by|through) (?:simply |just )?(?:adding up|summing|averaging|adding|summing up|concatenating|multiplying) (?:together )?(?:all |the |every )*(?:annotations|encoder|states|hidden|source|scores)(?! , (?:each|every one) (?:multiplied|weighed|weighted|times|scaled)| (?:multiplied|weighted|weighed) )", "the context vector is the weighted average of all annotations"),
        (r"decoder with (?:soft )?ATT GAP{0,4}?(?:copies|picks|selects|takes) ", "soft attention averages all states; it does not select one"),
        (r"(?:score|scores|product|products) (?:is|are|gets|being) divided by (?:d _? ?k|d_k|MATHDK|the key dimension|the dimension|the key size|the width) ", "the scores are divided by the root √d_k, not by d_k"),
        (r"(?:scaling|scale|division|MATH|factor) GAP{0,6}?(?:can|may|could) (?:safely |be |simply |just |well |always )*(?:left out|dropped|omitted|ignored|removed|skipped|forgotten|omit|drop|ignore|skip) ", "the scale keeps the softmax out of its flat parts; it is not optional"),
        (r"(?:one|you|we) (?:can|may|could) (?:safely |simply |just |well |also |always )*(?:leave out|drop|omit|ignore|remove|skip|forget) (?:the )?(?:scaling|scale|division|MATH|factor|divisor|softmax) ", "neither the scale nor the softmax can be left out"),
        (r"(?:context vector|context|output|summary) GAP{0,8}?(?:is|equals|takes|becomes|as) (?:the |just |simply |only |a |copy |of )*(?:largest|highest|maximum|most|best|single|max|argmax|strongest|top|sum of the scores|product of the|last|final|concatenation of (?:all|the) (?:encoder|annotations|source|states)) ", "the context vector is the weighted average of all annotations"),
        (r"(?:output|output vector|result|context) GAP{0,8}?(?:is|are|returns) (?:a |an |the |simply |just |exact )*copy of (?:the |a |one |single |its )*(?:best|value|one|single|matching|closest|most|encoder|annotation|highest|QKV)", "every value enters the average; none is copied"),
        (r"ATTN GAP{0,4}?(?:picks|selects|chooses|copies|returns|takes|retrieves|keeps) (?:exactly |only |simply |just |out )*(?:the |one |a |single )(?:\S+ )?(?:one |single |best |encoder |state |value |word |annotation |position |highest |key |source |vector |most |closest |token ){1,4}(?:(?![.!?] )\S+ ){0,8}?(?:ignor|discard|drop|throw|forget|leav|alone|only|others|rest|highest|best|largest)", "soft attention averages all states; it does not select one"),
        (r"(?:weights|WTS|weight|they) GAP{0,8}?(?:need not|do not need to|don't have to|needn't|do not have to|never|may not|do not|don't) (?:\S+ )?(?:sum|add|total) (?:up )?(?:to )?(?:N1|one|unity) ", "a softmax makes the weights of one query sum to 1"),
        (r"(?:weights|WTS|row|rows|weight) (?!of (?:the|a) (?:whole|entire) )GAP{0,8}?(?:sum|sums|add|adds|total|totals) (?:up )?to (?:(?:the )?number|N[02-9]\d*|N1\d+|N1\.0*[1-9]\d*|N100(?! %)|two|more than|less than|n |the length|the number|h ) ?", "a softmax makes the weights of one query sum to 1"),
        (r"(?:row|rows) (?:of )?(?:weights |the matrix )?(?:adds|add|sums|sum) (?:up )?to (?:the )?(?:number|N[02-9]|length|zero)", "a softmax makes the weights of one query sum to 1"),
        (r"(?:softmax) (?:is |gets )?(?:applied|taken|computed|runs|runs|acts|works|normalises|normalizes|operates) (?:on |to |over |across |along |the )*(?:values|queries|value|batch|heads|feature|features|dimensions of the values|QKV(?! : each (?:row|WTS))|output|columns|decoder steps|encoder states|hidden) ", "the softmax runs over the scores of one query, across the keys"),
        (r"(?:normalising|normalizing|normalised|normalized|normalise|normalize) (?:over|across|along) (?:the |all )*(?:queries|columns|QKV|target|decoder|batch|heads|features) ", "the softmax runs across the keys, so each query's row sums to one"),
        (r"(?:softmax) GAP{0,5}?(?:is|are) (?:not needed|optional|unnecessary|superfluous|redundant|not necessary|dispensable|cosmetic|not required) ", "without the softmax the scores are no weights"),
        (r"(?:softmax) (?:is|are) (?:not )(?:needed|necessary|required) ", "without the softmax the scores are no weights"),
        (r"(?:scores|dot products|products|score) (?:themselves |already |directly )*(?:are|serve as|act as) (?:themselves |already |directly |simply )*(?:the |as )?(?:attention )?(?:weights|WTS) ", "the weights are the softmax of the scores"),
        (r"(?:weights|WTS) GAP{0,4}?(?:computed|obtained|found|calculated|result|come|got) (?:by|from) (?:simply |just )?(?:dividing|division of) (?:each |the |every )*(?:score|scores|product|dot product) (?:\S+ )?by (?:the |their )?(?:sum|total|largest|maximum)", "the weights are a softmax: the scores are exponentiated before they are normalised"),
        (r"(?:weights|WTS|weight) (?:can|may|could|might|are|is) (?:be |also |become |sometimes |well |even |in principle )*negative ", "a softmax gives positive weights"),
        (r"(?:MHA|heads|multi-head) GAP{0,5}?(?:averages|average|sums|adds|sum|add|takes the mean of|takes the maximum of|multiplies|averaged|summed) (?:up |together )?(?:the )?(?:outputs?|results?|heads|of|its|their|MHA|weights of|values of|over)", "the heads' outputs are concatenated and projected, not averaged"),
        (r"(?:outputs?|results?) of (?:the |all |its )*(?:heads|MHA|eight heads|several heads) (?:are|is) (?:averaged|summed|added|multiplied|compared|simply added|max-pooled|voted) ", "the heads' outputs are concatenated and projected"),
        (r"(?:MHA|heads) GAP{0,8}?(?:same|identical|shared|one and the same) (?:\S+ )?(?:projections|projection|weights|matrices|parameters|learned) ", "each head has projections of its own"),
        (r"(?:context vector|context) (?:is|equals|as) (?:the |simply |just |a )*(?:sum|average|mean|product) of (?:the |all |raw )*(?:scores|queries|keys|decoder states|decoder's|weights|decoder|previous decoder) ", "the context vector is the weighted average of the annotations"),
        (r"(?:context vector|context) GAP{0,4}?(?:unweighted|plain|simple|uniform|arithmetic) (?:average|mean|sum) ", "the context vector is a weighted average"),
        (r"(?:inner product|dot product|product of query and key|QKV|score|scores) (?:(?![.!?] )\S+ ){0,8}?(?:as it stands|as they stand|as they are|as it is|unscaled|untouched|without (?:any )?(?:scaling|division|further ado|more ado)|undivided|straight|directly|unchanged) (?:(?![.!?] )\S+ ){0,4}?(?:into|to|through|softmax) ", "the Transformer divides each score by √d_k before the softmax"),
        (r"(?:score|scores|RNNS|ADD|alignment model) GAP{0,6}?(?:is|are) (?:a )?(?:purely |simply |just |entirely )*linear (?:in|function|map|combination) ", "a tanh stands between the sum and v_a"),
        (r"(?:ADD|RNNS|GBAH|alignment model|score) (?:(?![;.!?] |feed-forward )\S+ ){0,12}?(?:no nonlinearity|no non-linearity|without (?:a |any )?(?:nonlinearity|non-linearity|tanh|activation)|purely linear|linear layer|sigmoid|relu|RELU|logistic function) ", "a tanh stands between the sum and v_a"),
        (r"(?:RNNS|GBAH|ADD) GAP{0,8}?(?:scores?|compute|computes|computed|uses|use|measure|measures|compares|compare) GAP{0,8}?(?:with |by |as |the |a |an |plain |simple )+(?:dot product|inner product|cosine) ", "the score of Bahdanau et al. is additive, a small network with a tanh"),
        (r"(?:RNNS|GBAH) GAP{0,5}?(?:scores?|compares?|uses?|aligns?) GAP{0,6}?(?:with |the |its |current |new )+(?:state )(?:MATH )?(?:after|that follows|of the current) ", "Bahdanau et al. score with s_{i−1}, the state before the word is written"),
        (r"(?:weights|WTS|softmax) GAP{0,5}?(?:multiplies|multiplied|multiply|weigh|weighs|average|averages|applied to|applies to|averaged over) (?:it |them )?(?:with |by |over )?(?:the )?(?:keys|queries|scores)(?! and) ", "the weights average the values"),
        (r"(?:multiplies|multiply|multiplied) (?:it|them|the result|the weights|this|WTS) (?:with|by) (?:the )?(?:keys|queries|QKV) ", "the weights average the values"),
        (r"(?:two states|their states|two halves|both states|both directions|two passes|forward and backward) (?:states |passes )?GAP{0,8}?(?:are|get|were) (?:simply |just |then )*(?:added|summed|averaged|multiplied) (?!to )", "the two states of an annotation are joined end to end"),
        (r"(?:score|scores|WTS) (?:GAP){0,5}?(?:is|are) (?:simply |just |nothing but |at bottom )*(?:the |a )?(?:cosine|cosines)", "the score is a scaled dot product, whose size depends on the lengths of the vectors too"),
        (r"(?:weights|WTS) (?:GAP){0,4}?(?:may |can |could |might )?(?:sum|add|total) (?:up )?to (?:any|some|whatever) ", "a softmax makes the weights of one query sum to 1"),
        (r"(?:divides|divide|dividing|divided) (?:each |every |all |the )*(?:score|scores|dot product|product|products|logits) (?:GAP){0,2}?by N64 ", "the scores are divided by the root of the width of a key: 8 for a width of 64"),
        (r"(?:multiplies|multiply|multiplied|multiplying) (?:the )?(?:matrix |products? |scores? |logits |dot products? |inner products? )*(?:qkᵀ |(?:of )?(?:the )?QKV )?(?:by|with) (?:the )?(?:√ |square root of |root of )(?!d model)", "the scores are divided by √d_k, not multiplied by it"),
        (r"(?:qkᵀ|scores?|logits|products?|product of QKV|dot products of QKV) (?:is|are|gets|get|being) (?:then |first |each |all |also )*(?:multiplied|scaled up) (?:by|with) (?:a factor of |the factor )?(?:the )?(?:√ |square root of |root of )(?!d model)", "the scores are divided by √d_k, not multiplied by it"),
        (r"(?:SELF|ATT|LAY|MHA|SDP) (?:(?![;.!?:] |not |hard |than )\S+ ){0,6}?(?:returns?|outputs?|yields?|delivers?|retrieves?|(?:hands?|passes|pass) on) (?:(?:only|just|exactly|simply|always|,|for|at|every|each|token|word|query|position) )*(?:the |that |one )(?:value vector|value|annotation|vector|QKV) (?:of the \S+ )?(?:with the|with its|whose weight is(?: the)?|that has the|whose score is(?: the)?) (?:single )?(?:greatest|largest|highest|best|biggest|strongest|most) ", "soft attention averages all the values; it does not select one"),
        (r"(?:output|result|outcome) of (?:a |the |one )*(?:SELF|ATT|LAY|MHA|SDP) (?:(?![;.!?:,] |not |hard |than )\S+ ){0,5}?is (?:always |simply |just |exactly |only )*(?:the |that |one )(?:value vector|value|annotation|vector|QKV) (?:of the \S+ )?(?:with the|with its|whose weight is(?: the)?|that has the) (?:single )?(?:greatest|largest|highest|best|biggest|strongest|most) ", "soft attention averages all the values; it does not select one"),
    )
)
TOLD = Patterns(pattern for pattern, _ in WORDS)


ARITHMETIC = frozenset(
    """cosine root divided divides divide dividing scaled scales multiplied multiplies multiply scaling scale factor division optional leave drop omit skip forget ignore largest highest
    maximum max copy copies picks selects chooses returns retrieves takes keeps sum sums add adds total totals softmax normalising normalizing normalised normalized score scores negative averages
    average averaged summed shared identical unweighted plain inner dot linear nonlinearity non-linearity sigmoid relu state range adding summing exponential product products uniform mean concatenation
    last keys same computed obtained best single weighs weigh multiplied context most unscaled √""".split()
)


TASKS = frozenset("give set let take compute draw choose write try remove use replace make keep leave put share swap multiply divide add".split())


def _tasked(sentence: Sentence) -> bool:
    """Whether the sentence tells a reader to change something and the next one asks what follows."""
    following = sentence.near(1)
    return sentence.tokens[0].text in TASKS and following is not None and following.asked


WIDTH = re.compile(r"^\\?\s*(?:d_\{?k\}?|d_\{?\\(?:text|mathrm)\{k\}\}?|dₖ|D_k)\s*$")
ROOT_OF_WIDTH = re.compile(r"^\s*(?:\\sqrt\s*\{?\s*d_?\{?k?\}?\s*\}?|√\(?d_?[kₖ]?\)?)\s*$")
COMPARED = frozenset("score scores product products logits logit energies SDP ATT TRF DOT".split())


def _scaled_wrongly(sentence: Sentence) -> tuple[int, str] | None:
    """Scores divided by a formula that is d_k itself, or multiplied by one that is its root."""
    if "MATH" not in sentence.kinds and "CODE" not in sentence.kinds or sentence.words.isdisjoint(COMPARED) or sentence.words & {"not", "never", "instead", "if", "variance", "unlike", "temperature"}:
        return None
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.text not in ("MATH", "CODE") or not token.names:
            continue
        before = [other.text for other in tokens[max(0, at - 8) : at]]
        if "by" not in before[-3:] and "with" not in before[-3:]:
            continue
        if WIDTH.match(token.names[0]) and {"divided", "divides", "divide", "dividing"} & set(before) and not {"root", "√", "sqrt"} & set(before):
            return token.start, "the scores are divided by the root √d_k, not by d_k"
        if ROOT_OF_WIDTH.match(token.names[0]) and {"multiplied", "multiplies", "multiply", "multiplying"} & set(before):
            return token.start, "the scores are divided by √d_k, not multiplied by it"
    return None


OTHER_THAN_KEYS = re.compile(r"\b(?:quer(?:y|ies)|values?|Q|V)\b", re.I)


ON_CONDITION = tagged(r"^ (?:whoever|anyone who|anybody who|everyone who|those who|he who|(?:a|an) \S+ (?:who|that)|dividing|multiplying|to divide|to multiply|divide|multiply) ")
CONSEQUENCES = frozenset("too flat flatter flatten flattens flattened even evenly blur blurs small smaller sharp sharper saturate saturates saturated mistake loses lose".split())


def supposed(sentence: Sentence) -> bool:
    """Whether the sentence only says what would follow: `whoever divides by d_k makes the scores too small`."""
    return not sentence.words.isdisjoint(CONSEQUENCES) and ON_CONDITION.search(sentence.text) is not None


def _equal_scores(sentence: Sentence) -> bool:
    """Whether this sentence or the one before says that the weights are all the same."""
    before = sentence.near(-1)
    return not (sentence.words | (before.words if before is not None else frozenset())).isdisjoint({"same", "equal", "identical"})


def in_words(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, message) of a false statement about the arithmetic, or None."""
    words, kinds = sentence.words, sentence.kinds
    if not (kinds & {"ATT", "SDP", "MHA", "SELF", "ADD", "WTS", "TRF", "RNNS", "GBAH", "DOT", "QKV", "LAY", "MATH"} or words & {"softmax", "context", "scores", "score", "scaling", "weights", "scale", "heads", "product", "division", "root", "formula", "alignment", "row"}):
        return None
    if words.isdisjoint(ARITHMETIC) and kinds.isdisjoint({"SDP", "DOT", "QKV"}):
        return None
    if "instead" in words and " instead of added " not in sentence.bare or " compare it with " in sentence.bare or _tasked(sentence):
        return None
    if (found := _scaled_wrongly(sentence)) is not None and not doubted(sentence):
        return found
    text = sentence.bare
    for index, pattern in TOLD.worth(text):
        message = WORDS[index][1]
        found = pattern.search(text)
        if found is None:
            continue
        if doubted(sentence) or words & {"hard", "stochastic", "sampled", "cosine-normalised", "if", "rather", "unlike", "whereas", "window", "greedy", "beam", "zero", "printed", "saturated", "temperature", "approximately", "almost", "nearly", "first", "uniform", "starts", "start", "beginning", "differential", "effective", "perturbation", "perturbations", "initialisation", "without"} - ({"without"} if index in (27, 29) else set()):
            return None
        negated = words & {"not", "never", "nor", "neither", "isn't", "cannot", "don't", "doesn't", "no"} - ({"no"} if " no more " in text else set())
        own = set(found[0].split()) & {"not", "never", "don't", "no"}
        if negated - own and index not in (27,):
            if not (index == 11 and negated <= {"no"}) and not (index in (4,) and negated <= {"not"} and "root" in words):
                return None
        if message.startswith("the score of Bahdanau et al. is additive, a small network") and {"TRF", "GVAS"} & set(found[0].split()):
            continue
        if words & {"column", "columns", "receives", "received", "receive"} and "sum to 1" in message:
            continue
        if words & {"embedding", "embeddings"} and "not multiplied by it" in message:
            continue
        if "QKV " in found[0] and "softmax runs" in message and not OTHER_THAN_KEYS.search(sentence.bare_token_at(found.end() - 2).raw):
            continue
        if words & {"concatenates", "concatenated", "concatenate", "concatenation"} and "concatenated" in message:
            continue
        if index == 0 and words & {"normalises", "normalised"}:
            return None
        if index in (9, 10) and words & {"weighted", "width"} and "largest" not in words:
            return None
        if index in (27,) and (kinds & {"GLUO", "DOT"} and not kinds & {"TRF", "GVAS", "SDP", "RNNS"} or words & {"t5"}):
            return None
        if index in (32, 33) and "values" in words:
            return None
        if index == 13 and "%" in text:
            return None
        if index == 24 and words & {"share", "shares", "grouped", "groups", "group"}:
            return None
        if index == 24 and kinds & {"GOTH"}:
            return None
        if index == 30 and kinds & {"GVAS", "GLUO", "TRF"}:
            return None
        if index == 15 and "QKV" in found[0] and not re.search(r"over|across", found[0]) and "values" not in sentence.raw.lower() and "queries" not in sentence.raw.lower():
            return None
        if message.endswith("1") and words & {"sigmoid", "raw", "replaces", "replaced"} or "tanh stands" in message and words & {"number", "length"}:
            return None
        if _equal_scores(sentence) and ("plain mean" in found[0] or words & {"before", "untrained", "initially"}):
            return None
        if index == 19 and "softmax" in words:
            return None
        if index == 29 and words & {"output", "outputs", "logits", "probability", "probabilities", "class", "classes"}:
            return None  # that of the last layer, not that of attention
        if index == 22 and words & {"concatenated", "concatenates", "projection"}:
            return None
        return sentence.bare_token_at(found.start()).start, message
    return None


ROOT = re.compile(r"(?:d_\{?k\}?|dₖ)\s*=\s*(?P<width>\d{1,5})\b[^.;]{0,60}?(?:1\s*/\s*)?(?:\\sqrt\{?\s*d_\{?k\}?\}?|√d_?k|√dₖ)\$?\s+(?:is|equals|=)\s+\$?(?:1\s*/\s*)?(?P<root>\d{1,4})\b(?!\.\d|\s*/)")
EVENLY = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|ten|\d{1,3})\s+(?:keys|words|tokens|positions|annotations|source words)\b[^.;]{0,30}(?:equal|alike|same score)[^.;]{0,40}weight of \$?(?:(?P<weight>0?\.\d+)|1\s*/\s*(?P<part>\d+))"
)


def misreckoned(sentence: Sentence) -> int | None:
    """A root of d_k, or a share of equal scores, that is reckoned wrongly."""
    raw = sentence.raw
    if "weight of" in raw and (found := EVENLY.search(raw)):
        count = COUNTED.get(found["count"]) or {"eight": 8, "ten": 10}.get(found["count"]) or int(found["count"])
        share = float(found["weight"]) if found["weight"] else 1 / max(1, int(found["part"]))
        wrong = count > 0 and abs(share - 1 / count) > 0.02
    elif ("sqrt" in raw or "√" in raw) and (found := ROOT.search(raw)):
        wrong = abs(int(found["root"]) ** 2 - int(found["width"])) > 2 * int(found["root"])
    else:
        return None
    return sentence.start + found.start() if wrong and not denied(sentence) and not doubted(sentence) else None


ROW = re.compile(r"(?<![\w.])0?\.\d+(?:(?:,? and |, | / )0?\.\d+){2,9}(?![\w])")
DECIMAL = re.compile(r"^N(?:0[.,]\d+|1[.,]0+|\.\d+)$")
COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def weights_in(sentence: Sentence) -> int | None:
    """Where weights of one row are listed that cannot sum to one."""
    words = sentence.words
    if not ("weights" in words or "WTS" in sentence.kinds or "softmax" in words or "weight" in words):
        return None
    values, first, last = [], None, 0
    lists: list[tuple[list[float], int]] = []
    for position, token in enumerate(sentence.tokens):
        if DECIMAL.match(token.text):
            if first is not None and position - last > 6:
                lists.append((values, first))
                values, first = [], None
            values.append(float(token.text[1:].replace(",", ".")))
            first = position if first is None else first
            last = position
    for token in sentence.tokens:
        if token.text == "MATH" and re.fullmatch(r"[\[(]?\s*(?:0?\.\d+\s*[,;&]\s*(?:\\\s*)?){1,20}0?\.\d+\s*[\])]?", token.names[0]):
            lists.append(([float(v) for v in re.findall(r"0?\.\d+", token.names[0])], sentence.tokens.index(token)))
        if token.text == "CODE" and re.fullmatch(r"[\[(]?\s*(?:0?\.\d+\s*,\s*){1,20}0?\.\d+\s*[\])]?", token.names[0]):
            lists.append(([float(v) for v in re.findall(r"0?\.\d+", token.names[0])], sentence.tokens.index(token)))
    if first is not None:
        lists.append((values, first))
    if not lists and "WTS" in sentence.kinds and (found := ROW.search(sentence.raw)):
        lists.append(([float(v) for v in re.findall(r"0?\.\d+", found[0])], 0))
    for values, position in lists:
        if len(values) < 2 or doubted(sentence) or words & {"not", "or", "scores", "heads", "bleu", "rises", "falls", "dropout", "decay", "learning", "from", "threshold", "layers", "head", "against", "cannot", "than", "before", "exceeds", "impossible"}:
            continue
        total = sum(values)
        counted = next((COUNTED[word] for word in words if word in COUNTED), None)
        complete = counted == len(values) or "MATH" in sentence.kinds or "CODE" in sentence.kinds
        if total > 1.02 + 0.005 * len(values) and (len(values) > 2 or complete or "rest" not in words):
            if len(values) == 2 and not complete:
                continue
            return sentence.tokens[position].start
        if total < 0.97 - 0.005 * len(values) and complete and counted == len(values) and not words & {"rest", "others", "remaining", "largest", "top", "first", "remainder"}:
            return sentence.tokens[position].start
    return None


NUMBER = re.compile(r"^\W*(\d?[.,]\d+|[01](?:[.,]0+)?)\W*$")


def _number(cell: Block) -> float | None:
    found = NUMBER.match(cell.text)
    return float(found[1].replace(",", ".")) if found else None


WEIGHTS_FOR = re.compile(r"^\W*(?:(?:attention |alignment |softmax )?weights?|α|\\?alpha)(?:\s(?:for|of)\s(?:the (?:target |output )?(?:word|token|query)\s)?[“\"‘'*_]{1,2}[^\s“”\"*_]{1,20}[”\"’'*_]{1,2})?(?:[\s,(]*after (?:the )?softmax\W*)?$", re.I)
KEYS_IN_COLUMNS = re.compile(r"\W*(?:(?:source |input )?(?:words?|tokens?|positions?)|keys?|(?:raw |equal )?scores?|logits?|energies)?\W*", re.I)


def in_tables(table: Block) -> Iterator[tuple[Block, int, str]]:
    """Tables of weights whose row (or column of a single query) does not sum to one; formulas in the cells."""
    if table.refuted or not table.cells:
        return
    header, *rows = table.cells
    message = "the weights of one query sum to 1"
    context = _context(table) + " " + " ".join(cell.text for cell in header)
    if INTRODUCES.search(context):
        return
    for row in rows:
        if row and len(row) > 2 and WEIGHTS_FOR.search(row[0].text) and KEYS_IN_COLUMNS.fullmatch(header[0].text):
            values = [_number(cell) for cell in row[1:]]
            if all(value is not None and value <= 1 for value in values) and sum(values) > 1.045:
                yield row[1], 0, message
                return
        if row and re.fullmatch(r"\W*(?:α|\\?alpha|attention weights?|weights?(?: α)?)\W*", row[0].text, re.I) and re.search(r"source|word|token|key|position", header[0].text, re.I):
            values = [_number(cell) for cell in row[1:]]
            if len(values) > 1 and all(value is not None and value < 1 for value in values) and abs(sum(values) - 1) > 0.045:
                yield row[1], 0, message
                return
    columns: dict[int, list[tuple[float, Block]]] = {}
    for row in rows:
        for index, cell in enumerate(row):
            if found := NUMBER.match(cell.text):
                columns.setdefault(index, []).append((float(found[1].replace(",", ".")), cell))
    if len(columns) == 1:
        index, values = next(iter(columns.items()))
        title = header[index].text if index < len(header) else ""
        if re.search(r"weight|α|alpha", title, re.I) and len(values) == len(rows) >= 2 and sum(v for v, _ in values) > 1.03:
            running = 0.0
            for value, cell in values:
                running += value
                if running > 1.03:
                    yield cell, 0, message
                    return
    elif len(columns) > 1 and re.search(r"weight|alignment|heat ?map|softmax", context, re.I) and not re.search(r"score|bleu|before the softmax|logit|per head|layer|accuracy", context, re.I):
        sums = []
        for row in rows:
            values = [float(m[1].replace(",", ".")) for m in (NUMBER.match(cell.text) for cell in row[1:]) if m]
            if len(values) == len(row) - 1 and values:
                sums.append((sum(values), row))
        own = [_number(cell) for cell in rows[0]] if len(rows) == 1 else []
        if own and all(value is not None for value in own) and abs(sum(own) - 1) < 0.03:
            return
        column_sums = [sum(v for v, _ in values) for values in columns.values()]
        if column_sums and all(abs(total - 1) < 0.03 for total in column_sums):
            return
        if sums and sum(abs(total - 1) < 0.03 for total, _ in sums) * 2 >= len(sums) or len(sums) == 1:
            for total, row in sums:
                if abs(total - 1) > 0.045:
                    yield row[1] if len(row) > 1 else row[0], 0, message
                    return
