"""Claims about cost: growth classes, factors and limits, and whether they fit exact attention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .chronology import number
from .document import Block
from .stance import doubted
from .tagging import Sentence, of_a_kind, sentences
from .words import Patterns, tagged

EXACT = frozenset({"SELF", "ATT", "LAY", "MHA", "SDP", "TRF", "WTS", "FLASH", "MODEL"})
OTHER_METHOD = frozenset(
    """unlimiformer infini-attention compressive fft fourier mamba longformer linformer performer reformer nyströmformer sparse sliding-window window windowed local linearised linearized kernel kernels low-rank recurrent-no
    state-space ssm ssms hyena rwkv retnet big bird block-sparse approximate approximations approximating efforts ring hashing clustered lsh feature subquadratic-no
    constant-size sequential fixed-length rnns-no projects projecting sinks streaming""".split()
)
G = r"(?:(?![;.!?] |not |never |but |while |whereas |unlike |isn't |doesn't |instead )\S+ )"
COSTS = (
    r"(?:cost|costs|complexity|time|compute|computation|arithmetic|work|runtime|memory|scale|scales|grow|grows|growth|price|operations|multiplications|flops|effort|expense|expensive|"
    r"runs|run|needs|need|takes|take|requires|require|amount|number|running|burden|load|matrix|scaling|bill|is|are|computed|demand|footprint|budget|scores)"
)
LENGTH = r"(?:length|tokens|sequence|context|n|input|inputs|words|positions|long|prompt|text|document|sentence|size|contexts|lengths|sequences|documents|texts)"


def _p(pattern: str) -> re.Pattern[str]:
    return tagged(pattern.replace("COSTS ", COSTS + " ").replace("LENGTH ", LENGTH + " ").replace("GAP", G))


LINEAR = r"(?:linear|linearly|sublinear|sub-linear|subquadratic|sub-quadratic|subquadratically|logarithmic|logarithmically|exponential|exponentially|proportional|proportionally|in proportion|constant|cubic|cubically|log-linear|near-linear|quasilinear|linearithmic|loglinear) "
SUBJ = r"(?:SELF|ATT|LAY|MHA|SDP|TRF|FLASH|attention|MODEL|WTS|full attention)"
STATEMENTS = Patterns(
    map(
        _p,
        (
            rf"{SUBJ} GAP{{0,7}}?(?:COSTS )GAP{{0,6}}?{LINEAR}",
            rf"(?:COSTS )GAP{{0,5}}?{SUBJ} GAP{{0,7}}?{LINEAR}",
            rf"{SUBJ} (?:GAP{{0,3}}?)?(?:is|are|has|have|was|runs in|works in|needs only|of|takes) (?:only |merely |just |a |an |time |complexity |cost |memory |basically |of )*{LINEAR}",
            rf"(?:reduces|reduce|lowers|lower|cuts|cut|brings|bring|turns|turn|makes|make|made|drops|drop|improves|reduced|renders) GAP{{0,8}}?(?:complexity|cost|attention|ATT|SELF|time|compute|computation|operations|it|runtime|arithmetic) GAP{{0,8}}?{LINEAR}",
            rf"{SUBJ} GAP{{0,8}}?(?:independent of|regardless of|irrespective of|does not depend on|no longer depends on|no longer grows with|do not depend on|doesn't depend on|not depend on|unaffected by|no matter how|whatever|does not grow with|do not grow with|doesn't grow with|does not increase with|is the same for|however) GAP{{0,5}}?LENGTH ",
            rf"(?:COSTS )GAP{{0,10}}?(?:independent of|regardless of|irrespective of|does not depend on|no longer depends on|no longer grows with|do not depend on|doesn't depend on|unaffected by|however long|no matter how|does not grow with|do not grow with|stays the same|costs the same|whatever) GAP{{0,5}}?LENGTH ",
            rf"(?:TRF|MODEL|llms|llm|attention|ATT|SELF|models|model|they|it|there) GAP{{0,8}}?(?:unlimited|infinite|infinitely|arbitrary|arbitrarily|unbounded|endless|limitless|boundless|any number of) (?:\S+ )?(?:context|contexts|context windows|windows|input|inputs|length|text|texts|memory|sequences|documents|long|amounts|lengths|window|tokens|prompts) ?",
            r"(?:unlimited|infinite|unbounded|endless|limitless|boundless|infinitely) (?:\S+ )?(?:context|contexts|window|windows|memory|length|input|texts) ",
            rf"(?:no|not any|without any|without a|without) (?:\S+ )?(?:limit|limits|limitation|bound|bounds|upper limit|ceiling|maximum) (?:\S+ ){{0,3}}?(?:to|on|for|of|in) (?:(?![;.!?] )\S+ ){{0,8}}?(?:LENGTH |take|read|process|TRF|MODEL|ATT)",
            rf"(?:TRF|MODEL|model|models|attention|ATT) GAP{{0,5}}?(?:remember|remembers|recall|recalls|keeps?|hold|holds|process|processes|read|reads|handle|handles|take|takes) (?:\S+ )?(?:everything|anything|all) (?:\S+ ){{0,4}}?(?:ever|has read|it read|read|seen|length|size) ",
            r"FLASH (?:(?![;.!?] |not |exact |without |never |no )\S+ ){0,6}?(?:approximates|approximate|approximation|approximating|skips|skip|drops|drop|ignores|ignore|discards|discard|sparse|sparsifies|prunes|prune|omits|omit|leaves out|neglects|inexact|estimate|estimates|samples|lossy|low-rank) ",
            r"FLASH (?:(?![;.!?] |not |memory )\S+ ){0,9}?(?:linear|subquadratic|sub-quadratic|o ) (?:(?![;.!?] )\S+ ){0,3}?(?:time|compute|complexity|operations|number|arithmetic|flops|computation|in time|cost) ",
            r"FLASH (?:(?![;.!?] |not |memory )\S+ ){0,6}?(?:linear|subquadratic|sub-quadratic) (?:in time|attention|\. |, |cost|in compute|time)",
            rf"(?:splitting|split|using|use|having|with|divide|dividing|dividing|MHA|heads|head) GAP{{0,14}}?(?:divides|divide|reduces|reduce|cuts|cut|lowers|lower|saves|shrinks|speeds up|accelerates) GAP{{0,9}}?(?:by|factor of|times|to) (?:\S+ )?(?:a )?(?:factor )?(?:of )?(?:h|N\d+|MATH|eight|number|heads|quarter|eighth) ",
            rf"(?:eight|N8|sixteen|h|multiple|several|MHA|twelve|MATH) (?:heads|head|attention heads)? ?GAP{{0,4}}?(?:cost|costs|needs?|takes?|require|requires|is|are) (?:\S+ ){{0,3}}?(?:eight|N8|sixteen|h|twelve|MATH|many|several) times (?:as|more|the) ",
            r"(?:kv|key-value|key/value) (?:cache|caches|caching) (?:(?![;.!?] |not )\S+ ){0,8}?(?:constant|fixed|independent|same size|free|does not grow|no memory|stays the same|constant-size|constant-time) ",
            r"(?:WTS|matrix|MATH|CODE) GAP{0,5}?(?:has|have|holds|contains|needs|with) (?:only |just |exactly )?(?P<entries>n|N[\d,.]+|MATH) (?:entries|elements|scores|numbers|values|cells|weights) ",
            rf"(?:ATT|SELF|attention|MHA) (?:mechanism )?(?:\S+ )?(?:lowers|lower|reduces|reduced|cuts|decreases|saves|lowered|cheapens|reduce) (?:the )?(?:computational |overall |total |amount of )*(?:cost|costs|compute|computation|complexity|arithmetic|effort|work|operations|time) ",
            rf"(?:ATT|SELF|TRF|attention) (?:layer )?(?:is|are) (?:always |much |far )?(?:cheap|cheaper|free|faster) (?:than (?:\S+ ){{0,4}}?(?:for|at) (?:every|any|all) |: |, (?:its|their) cost )",
            rf"(?:long|longer) (?:contexts?|documents|texts|inputs|sequences|prompts) (?:come|comes|are|is|cost|costs) (?:\S+ )?(?:for free|at no cost|free|nothing|no extra|no more|at no extra) ",
            rf"(?:scores?|WTS|matrix|attention|ATT|SELF|TRF) GAP{{0,6}}?(?:costs?|is|takes|needs|stays|remains|are) (?:the |exactly |always )*same GAP{{0,6}}?(?:LENGTH |$|\. )",
            rf"SELF GAP{{0,8}}?(?:skips|avoids|needs no|without|dispenses with) GAP{{0,4}}?(?:quadratic|pairwise|square) ",
            rf"(?:memory|cache) GAP{{0,4}}?(?:of|for|in) (?:standard |full |ordinary |plain |naive |a |the |vanilla )*(?:ATT|SELF|attention|TRF|MHA|LAY) (?:layer |matrix )?GAP{{0,4}}?(?:linear|linearly|constant|independent) ",
            rf"(?:TRF|ATT|SELF|attention) 's (?:memory|compute|cost|time|running time)(?: \S+){{0,3}} (?:is|are|grows|stays) (?:\S+ )?(?:constant|linear|linearly|independent) ",
            rf"(?:kv|key-value) (?:cache|caches|caching) (?:(?![;.!?] |not )\S+ ){{0,12}}?independent of ",
            r"(?:ATT|SELF|attention|TRF|MODEL|layer|it) GAP{0,5}?as many (?:comparisons|scores|operations|multiplications|products|weights|steps) as (?:there are )?(?:tokens|words|positions|inputs) ",
            r"(?:length|context|context length|size) GAP{0,4}?(?:no longer matters|does not matter|is no longer a|is irrelevant|makes no difference|plays no role|is no issue|no object|ceases to matter) ",
            r"(?:TRF|MODEL|ATT|SELF|model|models|attention) GAP{0,8}?(?:as cheaply as|as cheap as|as quickly as|as fast as|as easily as|at the same cost as|for the price of|at the cost of|at the price of) (?:a |one |N\S+ |the )",
            r"FLASH (?:(?![;.!?] |not |exact |without |never |no )\S+ ){0,5}?(?:accuracy|precision|exactness|quality) (?:for|to gain|to win|and gains) ",
            r"(?:ATT|SELF|attention|TRF|MODEL|models|transformers) GAP{0,6}?(?:infinitely|arbitrarily|indefinitely|endlessly) (?:long|large|many|far) ",
            rf"(?:bill|cost|costs|price|work|effort|arithmetic|time) (?:for|of) (?:ATT|SELF|attention|full attention|the WTS|LAY) (?:is|are|stays|remains) (?:the |always |exactly )*same ",
            rf"(?:every|all|any) GAP{{0,3}}?(?:length|lengths) GAP{{0,3}}?(?:same|constant) (?:time|cost|number) ",
        ),
    )
)
BIG_O = re.compile(r"(?:\bO|\\mathcal\{O\}|𝒪|Θ|\\Theta|\\mathrm\{O\})\s*(?:\\left|\\big|\\bigl)?\s*\((?P<inside>[^()=]{1,40})(?:\\right|\\bigr|\\big)?\s*\)")
SQUARE = re.compile(r"[nTLNSlmkt]\s*(?:\^\s*\{?\s*2|²|\*\*\s*2|_?\{?[a-z]?\}?\s*(?:\\cdot|·|\*|\\,|\\times|×|\s)\s*[nTLNSmt](?![a-z]))|\bmn\b|\bnm\b|\bn\s*n\b|[mT]_?\{?x?\}?\s*(?:·|\\cdot|\*)?\s*[nT]_?\{?y\}?|n_q|quadratic|length\s*(?:\^|²)")
MEMORY_WORDS = frozenset("memory extra-memory footprint store stores stored storage hbm sram".split())


TWO_LENGTHS = re.compile(r"\|\s*(?P<a>\w)\s*\|\s*[*·]?\s*\|\s*(?!(?P=a))\w\s*\|")  # O(|S|·|T|)


def _methods(sentence: Sentence) -> bool:
    if "VAR" in sentence.kinds and not sentence.words & OTHER_METHOD and not sentence.kinds & {"LOC", "PAPER", "GOTH"}:
        return any(t.text == "VAR" and not t.raw.lower().startswith(("grouped-query", "multi-query")) for t in sentence.tokens)
    return bool(sentence.words & OTHER_METHOD or sentence.kinds & {"VAR", "LOC", "PAPER", "GOTH"}) or of_a_kind(sentence)


def _negated(sentence: Sentence) -> bool:
    return bool(sentence.words & {"not", "never", "cannot", "isn't", "doesn't", "aren't", "nobody", "nor", "neither", "don't", "hardly", "can't"})


PARAMETERS = frozenset(
    "parameters parameter weights-no sequential steps step width heads-no dimension path parallel-no gradient signal positions-no query per-query generating-no distance".split()
)


def stated(sentence: Sentence) -> int | None:
    """The offset of a claim about cost or limits that exact attention does not keep, or None."""
    kinds, words = sentence.kinds, sentence.words
    if not (kinds & EXACT or words & {"attention", "context", "contexts", "kv", "matrix", "heads", "llms", "score", "scores", "flashattention"}):
        return None
    text = sentence.bare
    for index, pattern in STATEMENTS.worth(text):
        found = pattern.search(text)
        if found is None:
            continue
        if doubted(sentence):
            return None
        if " without ATT " in text or _accepted(sentence, text, index, found):
            continue
        return sentence.bare_token_at(found.start()).start
    if "VAR" in kinds and (found := SHARED_LINEAR.search(sentence.raw)) and not (words & {"memory", "cache"} or _negated(sentence) or doubted(sentence)):
        return sentence.start + found.start()
    return _big_o(sentence)


# Heads that share keys still compare every query with every key.
SHARED_LINEAR = re.compile(r"(?:grouped-query|multi-query|latent) attention (?:is|has|runs in|scales|makes|costs|takes|brings|reduces|lowers) (?:[\w-]+ ){0,5}?(?:sub-?quadratic(?:ally)?|linear(?:ly)?|O\(n\))", re.I)


def _accepted(sentence: Sentence, text: str, index: int, found: re.Match[str]) -> bool:
    """Whether a statement that a pattern found is true after all."""
    kinds, words = sentence.kinds, sentence.words
    matched = set(found[0].split())
    negated = _negated(sentence)
    if "√" in words:
        return True
    if index in (0, 1, 2, 3, 22, 23):
        if words & {"mlp", "mlps", "feed-forward", "feedforward", "ffn"}:
            return True  # which works on each token by itself
        if _methods(sentence) or negated or "LSTM" in kinds or words & {"rnn", "rnns", "recurrent", "mamba", "if"} and not matched & {"SELF"}:
            return True
        if matched & {"linear", "linearly", "proportional", "in", "proportion"} and words & {"cache", "kv", "layers", "projection", "projections", "map", "combination", "maps"}:
            return True
        if matched & {"linear"} and re.search(r" linear (?:map|maps|model|head|classifier|layer|layers|transformation|projection|projections|combination|function|algebra|regression|in the values|in the decoder|in its) ", text):
            return True
        if matched & {"constant"} and words & {"sequential", "steps", "path", "maximum", "operations"} and not words & {"time"}:
            return True
        if "exponential" in matched and words & {"softmax", "of", "function"} and not words & {"cost", "grows", "length", "complexity", "exponentially"}:
            return True
        before = sentence.near(-1)
        if words & MEMORY_WORDS and ("FLASH" in kinds or before is not None and "FLASH" in before.kinds or words & {"kernel", "tiling", "recomputation", "blocks", "cache"}):
            return True
        if words & {"quadratic", "quadratically", "square", "squared", "quadruples"} and not ("FLASH" in kinds and index == 3) :
            return True
        if words & PARAMETERS or words & {"sinks"}:
            return True
        if "per" in words and words & {"query", "token", "step", "word"} or words & {"each", "one"} and words & {"query", "token"} or words & {"generating", "generate"} and words & {"token", "word"}:
            return True
        if "proportional" in matched and words & {"product", "square", "weight", "weights", "score"}:
            return True
        if not words & set("length tokens sequence context n input words long time complexity cost compute sequences operations tokens memory positions subquadratic complexity cheap scales contexts document documents text prompt".split()):
            return True
        if words & {"block", "window", "devices", "layers"} and not words & {"sequence"}:
            return True
        return False
    if index in (4, 5, 20):
        if negated and not matched & {"not", "doesn't"} or _methods(sentence) or words & PARAMETERS or words & {"sequential", "distance", "apart", "weight", "width", "one-step", "position", "operations", "path", "far", "away"} and not words & {"arithmetic", "cost"}:
            return True
        if index == 20 and not words & {"book", "tweet", "any", "length", "long", "longer", "short", "every"}:
            return True
        return not (words & set("cost costs complexity time compute computation arithmetic work memory price expense runtime operations cheap expensive amount".split()) or index == 20)
    if index in (6, 7, 8, 9):
        if _negated(sentence) or _methods(sentence) or words & {"theory", "principle", "memory-efficient", "advertise", "advertisement", "advertisements", "suspicion", "promise", "ideal", "want", "wish", "dream", "rnn", "recurrent"}:
            return True
        if "practice" in words and " in practice " not in text:
            return True
        if index in (6, 7) and (text.find(" no ") != -1 and " no limit" not in text):
            return True
        if index == 8 and words & {"variance", "gradient"}:
            return True
        if index == 6 and words & {"attend", "attends", "distance", "position", "weights", "far"} and not words & {"unlimited", "infinite"}:
            return True
        return False
    if index in (10, 11, 12):
        if index == 10 and ("MASK" in kinds or words & {"mask", "masked"}):
            return True  # what a mask removes is no part of the result
        if negated or words & {"memory"} and index != 10 and not words & {"time", "operations"} or words & {"exact"} or "without" in words:
            return True
        if index != 10 and words & {"quadratic", "stays", "remains"} and not matched & {"time"} and words & {"memory"}:
            return True
        return False
    if index == 13:
        if "dimension" in words:
            return True  # what is split is the width
        if "number" not in words and re.search(r" divides? (?:(?:its|the|their|all|each) scores )?by ", found[0]):
            return True  # the scale of the scores
        return negated or not (kinds & {"MHA", "SELF", "ATT"} or words & {"heads", "head"}) or not words & {"cost", "costs", "multiplications", "compute", "computation", "number", "complexity", "operations", "arithmetic", "scores", "time"} or words & {"cache", "memory", "kv", "share", "shares", "groups", "width-no"}
    if index == 14:
        return negated
    if index in (15, 24):
        return negated or bool(words & {"sliding", "window", "sinks", "per", "latent", "mamba", "state"})
    if index == 16:
        entries = found["entries"]
        if entries == "n":
            return False
        if entries == "MATH":
            token = sentence.bare_token_at(found.start("entries"))
            return token.names[0].strip() not in ("n", "T", "L", "N")
        sizes = [number(t.text.replace(",", "")) for t in sentence.tokens if t.text[0] == "N"]
        value = number(entries.replace(",", ""))
        return not (value and value > 9 and sizes.count(value) >= 2)
    if index == 17:
        return negated or _methods(sentence) or bool(words & {"flash", "kv", "grouped-query", "heads", "sequential", "sharing", "caching"}) or "FLASH" in kinds
    if index == 18:
        return negated or _methods(sentence) or bool(words & {"until", "only"})
    return negated or of_a_kind(sentence)


def _big_o(sentence: Sentence) -> int | None:
    """`O(n)` said of exact attention's time or of its cost as such."""
    raw = sentence.raw
    if "O" not in raw and "Θ" not in raw and "𝒪" not in raw or "(" not in raw:
        return None
    kinds, words = sentence.kinds, sentence.words
    for match in BIG_O.finditer(raw):
        inside = match["inside"]
        if SQUARE.search(inside) or TWO_LENGTHS.search(inside) or re.fullmatch(r"\s*1\s*", inside) and words & {"sequential", "path", "steps", "distance", "length"}:
            continue
        if not re.search(r"[nTLNS]|1|length", inside) or re.search(r"[wkrbWBM]\b|window", inside):
            continue
        if _methods(sentence) or _negated(sentence) or doubted(sentence):
            continue
        before = raw[max(0, match.start() - 90) : match.start()].lower()
        after = raw[match.end() : match.end() + 40].lower()
        near = re.split(r"[,;:]| but | while | whereas ", before)[-1] if re.search(r"[,;]| but | while | whereas ", before) else before
        if not re.search(r"attention|transformer", near) and not (re.search(r"attention|transformer", before) and not re.search(r"recurren|rnn|lstm|mamba|convol|state|linear|cache", before)):
            continue
        if re.search(r"recurren|rnn|lstm|mamba|convol|state-space|sparse|linear attention|sequential|path|each query|per query|per token|each token|cache|memory|each new|one token|one more|another token|more token|one query|step", near + after[:25]):
            continue
        if re.search(r"n\s*(?:\\cdot|·|\*)?\s*d\s*(?:\^|²)", inside):
            continue
        if re.search(r"query|token|row|step", " ".join(sorted(words & {"query", "each", "per", "row", "step", "generating"}))) and "self-attention" not in near:
            continue
        return sentence.start + match.start()
    return None


ASKS_COST = re.compile(r"complexity|\bcosts?\b|how (?:many|much|does|do|fast)|order of growth|grow|scale|number of|running time", re.I)
ASKS_GROWTH = re.compile(r"length|tokens|sequence|\bn\b|words|positions|grow|scale", re.I)
ANSWER = re.compile(r"\W*(?:A(?:nswer)?\W+)?(?:it is |they are |it grows |it takes |about |only |just )?\$?(?:O\(\s*(?:n|T|L|N|n\s*[·*]?\s*d|n log n|1)\s*\)|linear(?:ly)?|in proportion[^.]*|sub-?quadratic(?:ally)?|constant|logarithmic(?:ally)?|n|2n|n log n)\$?(?: in the (?:sequence )?length| with the (?:sequence )?length)?\W*", re.I)
PROPORTIONAL = re.compile(r"(?:\\propto|∝|\\sim)\s*(?:n|T|L|N)\b(?!\s*(?:\^|²|\*\*|\\cdot|\\log|·))|=\s*[a-z]\s*(?:\\cdot|·|\*|\\,)\s*(?:n|T|L|N)\b(?!\s*(?:\^|²|\*\*|\\cdot|·|d))")
OF_COST = re.compile(r"cost|time|operations|scores|complexity|work|flops", re.I)


def proportional(sentence: Sentence) -> int | None:
    """Where a formula makes the cost of full attention proportional to n, or an answer calls it linear."""
    raw = sentence.raw
    if "MATH" in sentence.kinds and "attention" in raw.lower() and OF_COST.search(raw) and (found := PROPORTIONAL.search(raw)):
        if not (_methods(sentence) or _negated(sentence) or sentence.words & {"cache", "memory", "recurrent", "query", "each", "per"} or sentence.kinds & {"FLASH", "VAR"} or doubted(sentence)):
            return sentence.start + found.start()
    if (before := sentence.near(-1)) is None or not before.asked:
        return None
    if BOUNDLESS.match(raw) and HOW_LONG.search(before.raw) and not (before.words & {"recurrent", "mamba", "cache", "sliding", "linear"} or doubted(sentence)):
        return sentence.start
    if len(sentence.tokens) > 14:
        return None
    if _counted_as_asked(before, sentence) and not doubted(sentence):
        return sentence.start
    if _methods(before) or not (before.kinds & {"SELF", "ATT", "LAY", "MHA", "SDP"} or not before.words.isdisjoint({"attention", "full-attention"})):
        return None
    if before.words & {"cache", "memory", "sequential", "path", "linear", "query", "feed-forward", "recurrent", "width", "heads", "batch"} or "FLASH" in before.kinds or doubted(sentence):
        return None
    if NOT_QUADRATIC.match(raw) and not before.words.isdisjoint(BY_SQUARE):
        return sentence.start
    return sentence.start if ANSWER.fullmatch(raw) and ASKS_COST.search(before.raw) and ASKS_GROWTH.search(before.raw) else None


HOW_LONG = re.compile(r"\bhow (?:many|much|long)\b[^?]*\b(?:tokens|text|words|pages|input|prompt|context|window|document)\b[^?]*", re.I)
BOUNDLESS = re.compile(r"\W*(?:A(?:nswer)?\W+)?(?:as (?:many|much|long) as (?:you|one|they) (?:like|likes|want|wants|please|wish)|any number|arbitrarily (?:many|long)|infinitely|without (?:any )?limit|no limit|there is no limit|unlimited|endlessly|indefinitely|of any length|any length)\b", re.I)
BY_SQUARE = frozenset("quadratic quadratically square squared n²".split())
BY_LESS = frozenset("linear linearly proportional proportion constant logarithmic linearithmic subquadratic sub-quadratic n logarithmically".split())
NOT_QUADRATIC = re.compile(
    r"\W*(?:A(?:nswer)?\W+)?(?:no|not at all|by no means|not really|hardly|wrong)\b[^.]{0,60}\b(?:linear(?:ly)?|in proportion|proportional|sub-?quadratic(?:ally)?|O\(n\)|O\(n log n\)|n log n|constant|in step with)", re.I
)
MYTH = frozenset("myth misconception misunderstanding folklore legend fallacy error mistake wrong false untrue exaggeration outdated incorrect superstition rumour rumor nonsense".split())
ENDS_CLAIM = frozenset("; :".split())


def inverted(sentence: Sentence) -> int | None:
    """The offset of a denial of the true: `that self-attention is quadratic in the length is a myth`."""
    words, kinds = sentence.words, sentence.kinds
    if MYTH.isdisjoint(words) or BY_SQUARE.isdisjoint(words) and "o" not in words or sentence.asked or sentence.block.refuted:
        return None
    if kinds.isdisjoint({"SELF", "ATT", "LAY", "MHA", "SDP", "TRF", "WTS"}) and words.isdisjoint({"attention", "full-attention"}):
        return None
    if _methods(sentence) or kinds & {"FLASH", "LSTM"} or words & {"memory", "cache", "recurrent", "rnn", "rnns", "feed-forward", "not", "never", "always", "must", "width", "heads", "only", "inevitably", "necessarily", "sequential", "every", "mlp", '"'}:
        return None
    clauses = [[]]
    for token in sentence.tokens:
        if token.text in ENDS_CLAIM:
            clauses.append([])
        else:
            clauses[-1].append(token.text)
    for at, clause in enumerate(clauses):
        if MYTH.isdisjoint(clause):
            continue
        told = clause if not BY_SQUARE.isdisjoint(clause) or at == 0 else clauses[at - 1]
        if not BY_SQUARE.isdisjoint(told) and BY_LESS.isdisjoint(told):
            return sentence.start
    return None


COUNT = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d+\b")
HOW_MANY = re.compile(r"how many (?:attention |alignment )?(?:scores|comparisons|dot products|entries|cells|weights)\b[^?]*\b(?:tokens|words|positions)", re.I)


def _counted_as_asked(question: Sentence, answer: Sentence) -> bool:
    """`How many scores for 500 tokens? 500.`"""
    if len(answer.tokens) > 8 or HOW_MANY.search(question.raw) is None or question.words & {"query", "row", "each", "per", "window", "one", "source"}:
        return False
    asked, told = COUNT.findall(question.raw), COUNT.findall(answer.raw)
    if len(asked) != 1 or len(told) != 1:
        return False
    length, count = (int(number[0].replace(",", "")) for number in (asked, told))
    return length >= 10 and count in (length, 2 * length)


OVERSTATED = re.compile(
    r"(?:sliding[- ]window attention|windowed attention|window attention|local attention|linear attention|lineari[sz]ed attention|sparse transformers?|longformer|linformer|performers?|big ?bird|reformer|mamba)(?: layers?)?"
    r"\s+(?:is|are|has|have|needs?|costs?|grows?|scales?|takes?|runs?|stays?|remains?)\b(?:(?!\bnot\b|\bno\b|\bnever\b|\bwithout\b)[^.;:,]){0,60}?\b(?:quadratic(?:ally)?|square of the length|O\(n(?:²|\^2)\))", re.I
)


def overstated(sentence: Sentence) -> int | None:
    """The offset of a sentence that gives the quadratic cost to a variant made to avoid it."""
    if sentence.words.isdisjoint({"quadratic", "quadratically", "square", "n"}) or sentence.words & {"window-size", "w", "than", "replaces", "without", "avoids"}:
        return None
    found = OVERSTATED.search(sentence.raw)
    return None if found is None or doubted(sentence) else sentence.start + found.start()


FACTOR_WORDS = {
    "doubling": 2.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "twice": 2.0, "two": 2.0, "tripling": 3.0, "triple": 3.0, "triples": 3.0, "thrice": 3.0, "three": 3.0,
    "quadrupling": 4.0, "quadruple": 4.0, "quadruples": 4.0, "quadrupled": 4.0, "four": 4.0, "fourfold": 4.0, "twofold": 2.0, "threefold": 3.0, "tenfold": 10.0,
    "halving": 0.5, "halve": 0.5, "halves": 0.5, "half": 0.5, "ten": 10.0, "eight": 8.0, "sixteen": 16.0, "nine": 9.0, "hundred": 100.0, "quarters": 0.25, "quarter": 0.25,
    "five": 5.0, "six": 6.0, "seven": 7.0, "octuples": 8.0, "ninefold": 9.0, "eightfold": 8.0, "sixteenfold": 16.0, "hundredfold": 100.0, "thousand": 1000.0, "trebling": 3.0, "trebles": 3.0, "twenty-five": 25.0, "quintuples": 5.0, "quintupling": 5.0, "twenty": 20.0, "thirds": 0.33, "third": 0.33,
}
LENGTHS = r"(?:length|lengths|context|contexts|sequence|sequences|tokens|token|text|prompt|input|inputs|document|words|sentence|sentences|prompts|n|window|source|book|long)"
QUANTITY = r"(?:cost|costs|compute|computation|scores|score|time|work|arithmetic|expensive|entries|operations|matrix|multiplications|memory|comparisons|pairs|runtime|flops|effort|price|busy|attention|weights|ATT|SELF|WTS|load|bill|complexity)"
NUM = r"N[\d,.]+|" + "|".join(sorted(FACTOR_WORDS, key=lambda w: (-len(w), w)))
CHANGES = Patterns(
    tagged(p)
    for p in (
        rf"(?:doubling|tripling|quadrupling|halving|trebling|quintupling|double|triple|halve|quadruple) (?P<what>(?:(?![;.!?,] )\S+ ){{0,8}}?){LENGTHS} (?:(?![;.!?] |not )\S+ ){{0,8}}?(?:only |just |merely |roughly |about |also |simply )*(?P<f>doubles|triples|quadruples|halves|trebles|doubled|twice|double|triple|quadruple|half|quintuples|octuples|quarters) (?P<rest>(?:(?![;.!?] )\S+ ){{0,10}})",
        rf"(?:(?:if|when|with|for|at) )?(?P<x>{NUM}) (?:times )?(?:as |the |more )?(?:much |many |long |as )?(?:\S+ )?{LENGTHS} ,? ?(?:(?![;.!?] |not )\S+ ){{0,5}}?(?P<f>{NUM}) (?:times )?(?:as |the |more )?(?:much |many )?(?:\S+ )?{QUANTITY} ",
        rf"(?P<n1>N[\d,.]+k?) (?:{LENGTHS} )?(?:(?![;.!?] |not )\S+ ){{0,16}}?(?:only |just |merely |about |roughly )*(?P<f>twice|N[\d,.]+|{'|'.join(sorted(FACTOR_WORDS, key=lambda w: (-len(w), w)))}) (?:times )?(?:as |more |the )(?:(?![;.!?] |not )\S+ ){{0,10}}?(?P<n2>N[\d,.]+k?) ",
        rf"{LENGTHS} (?:(?![;.!?] |not )\S+ ){{0,3}}?(?:is |are |gets |grows |becomes |be )?(?:doubled|doubles|tripled|triples|halved|halves) (?:(?![;.!?] |not )\S+ ){{0,8}}?(?P<f>doubles|doubled|triples|tripled|halves|halved|quadruples|quadrupled|twice|half) (?P<rest>(?:(?![;.!?] )\S+ ){{0,8}})",
    )
)


ONE_LENGTH = tagged(r"(?:source|target|translation|source length|target length|length of the (?:source|target)) (?:sentence )?(?:alone|only) ")


def scaling(sentence: Sentence) -> int | None:
    """Two factors that do not belong to a quadratic law."""
    words, kinds = sentence.words, sentence.kinds
    if words.isdisjoint(FACTOR_WORDS) and "times" not in words or ONE_LENGTH.search(sentence.text):
        return None
    if _methods(sentence) or words & {"width", "window", "cache", "kv", "rnn", "rnns", "recurrent", "parameters", "heads", "head", "layers", "linear", "mamba", "each", "dimension", "model-no", "feed-forward", "feedforward", "ffn", "mlp", "mlps", "projections"} or "LSTM" in kinds:
        if not (words & {"full"} and kinds & {"SELF", "ATT", "LAY", "WTS"} and not words & {"window", "cache", "kv", "width", "heads"}):
            return None
    topic = kinds & {"SELF", "ATT", "LAY", "WTS", "MHA", "SDP", "TRF"} or words & {"attention", "scores", "score"} or _attention_around(sentence)
    if not topic or doubted(sentence):
        return None
    text = sentence.bare
    for index, pattern in CHANGES.worth(text):
        found = pattern.search(text)
        if found is None:
            continue
        groups = found.groupdict()
        if index in (0, 3):
            changed = next((FACTOR_WORDS[w.replace("doubled", "doubles").replace("tripled", "triples").replace("halved", "halves").replace("quadrupled", "quadruples")] for w in found[0].split() if w.replace("doubled", "doubles").replace("tripled", "triples").replace("halved", "halves").replace("quadrupled", "quadruples") in FACTOR_WORDS), None)
            resulting = FACTOR_WORDS.get(groups["f"].replace("doubled", "doubles").replace("tripled", "triples").replace("halved", "halves").replace("quadrupled", "quadruples"))
            tail = set((found[0] + text[found.end() :]).split())
            if not tail & set(QUANTITY[3:-1].split("|")):
                continue
        elif index == 1:
            changed, resulting = _factor(groups["x"]), _factor(groups["f"])
        else:
            first, second = _factor(groups["n1"]), _factor(groups["n2"])
            if not first or not second or first == second:
                continue
            changed, resulting = max(first, second) / min(first, second), _factor(groups["f"])
            if not words & set(QUANTITY[3:-1].split("|")) and not kinds & {"SELF", "ATT", "WTS", "LAY"}:
                continue
        if not changed or not resulting or changed == 1.0:
            continue
        if abs(resulting - changed * changed) / (changed * changed) < 0.06:
            continue
        if abs(resulting - changed) / changed < 0.06 or index in (0, 3) or index == 2:
            if words & {"memory"} and "FLASH" in kinds:
                continue
            return sentence.bare_token_at(found.start("f")).start
    return None


def _attention_around(sentence: Sentence) -> bool:
    other = sentence.near(-1)
    return bool(other is not None and other.kinds & {"SELF", "ATT", "LAY", "WTS", "TRF"})


def _factor(word: str) -> float | None:
    if word in FACTOR_WORDS:
        return FACTOR_WORDS[word]
    if word.startswith("N"):
        digits = re.match(r"N([\d.,]+)(k|m)?", word)
        if not digits:
            return None
        plain = digits[1].rstrip(".,")
        plain = plain.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", plain) else plain.replace(",", ".")
        try:
            return float(plain) * {"k": 1e3, "m": 1e6}.get(digits[2] or "", 1.0)
        except ValueError:
            return None
    return None


SERIAL_COLUMN = re.compile(r"sequential|serial|one after (?:the other|another)", re.I)
CLAUSE = re.compile(r"[,;:.](?:\s|$)|\b(?:and|but|while|whereas)\b")
BY_ATTENTION = re.compile(r"attention", re.I)
BY_RECURRENCE = re.compile(r"recurren|\brnns?\b|lstm|\bgru", re.I)
OTHER_PART = re.compile(r"project|feed|linear|window|local|sparse|cach|embed|per (?:token|step|query)|each (?:token|step|query)|heads|\bnot\b|n't|unlike|than", re.I)
WIDTH_SQUARED = re.compile(r"n\s*(?:\\cdot|·|\*|\\,)?\s*d\s*(?:\^\s*\{?2|²|\*\*\s*2)")
ALONE_N = re.compile(r"^\s*n\s*$")
ALONE_ONE = re.compile(r"^\s*1\s*$")
LENGTH_SQUARED = re.compile(r"n\s*(?:\^\s*\{?2\}?|²|\*\*\s*2)\s*(?:\\cdot|·|\*|\\,)?\s*d(?!\s*(?:\^|²))")


BARE_TERM = re.compile(r"(?P<inside>\bn\s?[·⋅*]?\s?d(?:²|\^2)|\bn(?:²|\^2)\s?[·⋅*]?\s?d\b(?!²|\^))")
SELF_BY_WIDTH = re.compile(r"(?:self-attention|softmax attention|full attention)(?: layer)?\W+(?:needs |costs |takes |has |with |is )?(?:about )?\$?n\s?[·⋅*]?\s?d(?:²|\^2)\$? (?:operations|multiplications|per layer|in)", re.I)


def swapped(sentence: Sentence) -> int | None:
    """Where attention is given the cost of recurrence, O(n·d²), or recurrence that of attention, O(n²·d); or their sequential steps."""
    raw = sentence.raw
    if "o" not in sentence.words and "MATH" not in sentence.kinds and "d²" not in raw and "²" not in raw:
        return None
    if (found := SELF_BY_WIDTH.search(raw)) and not doubted(sentence) and sentence.words.isdisjoint({"not", "projection", "projections", "n²"}):
        return sentence.start + found.start()
    serial = SERIAL_COLUMN.search(raw) is not None
    if "²" not in raw and "^" not in raw and "**" not in raw and not serial:
        return None
    if not (BY_ATTENTION.search(raw) and BY_RECURRENCE.search(raw)):
        return None
    start = 0
    for stop in [*(cut.start() for cut in CLAUSE.finditer(raw)), len(raw)]:
        clause = raw[start:stop]
        cost, attention, recurrence = BIG_O.search(clause) or BARE_TERM.search(clause), BY_ATTENTION.search(clause), BY_RECURRENCE.search(clause)
        wrong = attention and WIDTH_SQUARED or recurrence and LENGTH_SQUARED
        if serial:
            wrong = attention and ALONE_N or recurrence and ALONE_ONE
        if cost and wrong and wrong.search(cost["inside"]) and not (attention and recurrence) and not OTHER_PART.search(clause):
            return None if doubted(sentence) else sentence.start + start + cost.start()
        start = stop
    return None


COST_COLUMN = re.compile(r"complex|cost|time|comput|operations|flops|per layer|arithmetic|scal|growth", re.I)
GROWING = re.compile(r"\W*(?:O\(\s*n\s*\)|n|linear|n steps|one per (?:token|position))\W*", re.I)
CONSTANT = re.compile(r"\W*(?:O\(\s*1\s*\)|1|one|constant)\W*", re.I)
NOT_COST = re.compile(r"sequential|path|memory|parameter|example|maximum|parallel", re.I)


EXACTNESS = re.compile(r"result|output|exact|accura|softmax|precision|kind|type|approximat", re.I)
INEXACT = re.compile(r"\W*(?:(?:only |an? )?(?:approximat\w+|inexact|lossy|sparse|low-rank|estimated?)|no|not exact|nearly exact|close|lower|reduced|slightly lower|heuristic)\W*", re.I)


def table_costs(table: Block) -> Iterator[tuple[Block, int]]:
    """Cells that give exact attention less than its square, or swap the sequential steps of attention and recurrence."""
    if table.refuted or not table.cells:
        return
    header, *rows = table.cells
    for row in rows:
        if not row:
            continue
        name = row[0].text.lower()
        if "flash" in name and "sparse" not in name:
            for title, cell in zip(header[1:], row[1:]):
                if EXACTNESS.search(title.text) and INEXACT.fullmatch(cell.text):
                    yield cell, 0
        if BY_RECURRENCE.search(name) and "attention" not in name:
            for title, cell in zip(header[1:], row[1:]):
                if SERIAL_COLUMN.search(title.text) and CONSTANT.fullmatch(cell.text) or COST_COLUMN.search(title.text) and not NOT_COST.search(title.text) and LENGTH_SQUARED.search(cell.text):
                    yield cell, 0
            continue
        if "attention" not in name and "transformer" not in name or re.search(r"linear|sparse|local|window|restricted|flash|big ?bird|former\b(?<!transformer)|per (?:token|step|query)|low-rank|kernel|latent", name):
            continue
        for index, cell in enumerate(row[1:], 1):
            title = header[index].text if index < len(header) else ""
            if SERIAL_COLUMN.search(title) and GROWING.fullmatch(cell.text):
                yield cell, 0
                continue
            if not COST_COLUMN.search(title) or NOT_COST.search(title):
                continue
            text = cell.text
            found = BIG_O.search(text)
            if found and not SQUARE.search(found["inside"]) and re.search(r"[nTLN1]", found["inside"]):
                yield cell, found.start()
            elif re.match(r"\W*(?:linear|constant|sub-?quadratic|logarithmic|n log n|n|n·d)\W*$", text, re.I):
                yield cell, 0
