"""Orders of growth, read clause by clause: what grows (full attention, a window, recurrence, a cache …), in what (work, memory, steps), and how."""

from __future__ import annotations

import re

from .stance import NEGATIONS, doubted
from .tagging import Sentence

SUBJECT = re.compile(
    r"(?P<other>(?:ring|axial|differential|gated|hierarchical|low-rank|hash(?:ed|ing)|clustered|approximate|efficient|strided|dilated|global|visual|hard|monotonic|streaming|cross|cross-layer|encoder.decoder|graph|tree|memory|human)[- ]attention"
    r"|projections?|embeddings?|softmax(?! attention| layer)|values\b|vocabulary|window size)"
    r"|(?P<windowed>lineari?[sz]?e?d? (?:self-)?(?:attention|transformers?)|performers?\b|linformer|longformer|reformer|big ?bird|(?:sliding|local)[- ]windows?(?:[- ]attention)?|windowed (?:self-)?attention|window attention|local (?:self-)?attention"
    r"|(?:block-)?sparse (?:self-)?attention|mamba(?:-2)?\b|state[- ]space (?:models?|layers?)|kernel(?:i[sz]ed)? attention|retnet|rwkv|hyena|attention (?:over|with|within|in|through) (?:a |fixed |sliding |local )*windows?)"
    r"|(?P<flash>flash-?attention(?:-\d)?|io-aware (?:kernel|attention))"
    r"|(?P<grouped>grouped-query attention|multi-query attention|\bgqa\b|\bmqa\b|\bmla\b|multi-head latent attention|grouped queries)"
    r"|(?P<cache>(?:kv|key.value) cach\w+|cached keys(?: and values)?|\bthe cache\b)"
    r"|(?P<recurrent>recurren\w+(?: layers?| networks?)?|\brnns?\b(?!search)|\blstms?\b|\bgrus?\b)"
    r"|(?P<tokenwise>feed-?forward(?: \w+)?|position-wise|\bmlps?\b|\bffns?\b)"
    r"|(?P<full>(?<![\w-])(?:full[- ]|softmax |standard |ordinary |plain |exact |dense |vanilla |causal |masked |multi-head )*(?:self-)?attention(?! (?:weights?|sinks?|mask|masks|maps?|dropout|is all)\b)|qkᵀ|score matrix|(?:attention|alignment) scores|\bnumber of (?:all )?(?:the )?(?:scores|dot products|comparisons|score computations)|(?:a|the|full-attention) transformer\b)",
    re.I,
)
GROWTH = re.compile(
    r"(?P<square>quadratic(?:ally)?\b|\bsquare of\b|with the square\b|\b(?:O|Θ)\(n(?:²|\^2)(?:[ ·*]*d)?\)|\bn² (?:operations|time|scores|steps|work|multiplications))"
    r"|(?P<linear>\blinear(?:ly)?\b(?!,? (?:maps?|layers?|combinations?|projections?|transformations?|(?:self-)?attention|algebra|functions?|transformers?|models?|warm-?up|bias|biases|heads?|classifiers?|regression|units?|in the (?:values?|decoder|encoder|width|head|key|dimension|window|number of (?:heads|layers))|in (?:d|w|k|h|its (?:inputs?|values?))\b))"
    r"|\bin (?:direct |exact )?proportion\b|\bproportional(?:ly)? to (?:n\b|the (?:number of (?:tokens|words|positions)|(?:sequence |input |context )?length))|\b(?:O|Θ)\((?:n|T|L)(?:[ ·*]*d)?\)|\b(?:in|keeps?) step with the\b|\bsub-?quadratic(?:ally)?\b|\bas fast as the (?:length|number)|\bfirst power of the (?:sequence )?length|\bgrows? like n\b(?![²·*]))"
    r"|(?P<constant>\bindependent of (?:n\b|the (?:number of (?:tokens|words|positions)|(?:sequence |input |context |prompt )?length))|\bO\(1\)|\bconstant\b)"
    r"|(?P<other>\blogarithmic(?:ally)?\b|\bexponential(?:ly)?\b|\bcubic(?:ally)?\b|\bO\(n(?:³|\^3)\)|\bO\(n log n\)|\bO\(log n\)|\bcube of\b)",
    re.I,
)
MEMORY = re.compile(r"memory|storage|stor(?:e|es|ing|ed)\b|footprint|bytes|gigabytes|space\b", re.I)
STEPS = re.compile(r"sequential|\bsteps?\b|path\b|serial|one after (?:the other|another)|distance", re.I)
WORK = re.compile(r"\b(?:work|costs?|time|compute|computation|computational|arithmetic|operations|multiplications|scores|comparisons|complexity|scales?|scaling|grows?|growth|expensive|running|runtime|flops|dot products|price|effort|quadratic|expense|needs|takes|pays?|paying|bill)\b", re.I)
LENGTH = re.compile(r"\blengths?\b|\btokens\b|\bsequences?\b|\bn\b|\bwords\b|\binputs?\b|\bcontexts?\b|\btexts?\b|\bpositions\b|n²|n\^2|O\(n|\bprompts?\b", re.I)
ONE_ROW = re.compile(r"\b(?:per|each|every|single|one|a)\s(?:\w+\s)?(?:quer(?:y|ies)|tokens?|words?|rows?|steps?|positions?|heads?)\b|\bnew token\b|\bnext token\b|\brow\b|\bfor fixed\b", re.I)
TURNED = re.compile(r"\b(?:unlike|instead|rather|than|avoid\w*|without|replac\w+|reduc\w+|eas(?:e|es|ing)|escap\w+|from (?:a |the )?(?:quadratic|linear|O\()|if|would|could|once|were|until|as long as|used to|approximat\w+|becomes?|makes?|turn\w*|brings?|cuts?|lowers?)\b", re.I)
WIDTH = re.compile(r"\bwidth|\bdimension|\bd\b|\bheads?\b|hidden size|vocabulary|batch|layers\b(?! (?:is|are|need|take|cost|grow|scale))", re.I)
CLAUSE = re.compile(r"(?<!\bal)[;:.?!–—](?=\s)|,(?= (?:and|but|while|whereas|yet|so|which|the|its|whose|though|although)\b)|\b(?:but|while|whereas|although|though)\b|, (?=(?:a|an) )")
OTHER_FORM = re.compile(r"window|\blocal\b|sparse|lineari[sz]ed|linear (?:attention|transformer)|kernel|low-rank|hash|former\b(?<!transformer)", re.I)
OTHER_QUANTITY = re.compile(r"parameters?\b|\bpath\b|\bstate\b|distance|gradient|\bbias\b|variance", re.I)
WHOLE = re.compile(r"\b(?:full|softmax|standard|ordinary|dense|exact)\b", re.I)
TELLING = frozenset(
    """quadratic quadratically square n² linear linearly proportion proportional step subquadratic sub-quadratic constant independent power logarithmic logarithmically exponential exponentially cubic cubically cube o fast like""".split()
)
OF_LAYERS = frozenset({"ATT", "SELF", "LAY", "MHA", "SDP", "TRF", "WTS", "MASK", "FLASH", "VAR", "LOC", "LSTM", "GRU", "qkᵀ", "attention", "recurrent", "rnn", "rnns", "feed-forward", "cache", "mamba", "longformer", "linformer", "performer"})


def misordered(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, what is right) of a clause that gives a layer an order of growth that it does not have."""
    if sentence.words.isdisjoint(TELLING):
        return None
    before = sentence.near(-1)
    if sentence.words.isdisjoint(OF_LAYERS) and (before is None or before.words.isdisjoint(OF_LAYERS) or "score" not in sentence.raw):
        return None
    kept = [at for at, character in enumerate(sentence.raw) if character not in "*_"]  # `*Linear* attention`
    raw = "".join(sentence.raw[at] for at in kept)
    start = 0
    for stop in [*(cut.start() for cut in CLAUSE.finditer(raw)), len(raw)]:
        clause = raw[start:stop]
        for growth in GROWTH.finditer(clause):
            right = _right(clause, growth, raw)
            if right:
                return None if doubted(sentence) else (sentence.start + kept[start + growth.start()], right)
        start = stop
    return None


def _subject(clause: str, growth: re.Match[str]) -> tuple[str, str] | None:
    """(what grows, the words between it and its growth): the last layer named before, or the one that the growth is said to come from."""
    before = [found for found in SUBJECT.finditer(clause) if found.start() < growth.start()]
    if before:
        kinds = {found.lastgroup for found in before}
        return (before[-1].lastgroup, clause[: growth.start()]) if len(kinds) == 1 else None
    after = SUBJECT.search(clause, growth.end())
    if after is None or not re.search(r"\b(?:of|in|from|due to|caused by|for|by)\b[^,]{0,25}$", clause[growth.end() : after.start()]):
        return None
    return after.lastgroup, clause[: after.end()]


NAME_OF_A_KIND = re.compile(r"(?:[- ]attention| ?/ ?hybrid)", re.I)  # `linear attention` says what it is, not what it costs


def _right(clause: str, growth: re.Match[str], raw: str) -> str:
    """What would be right where a clause is wrong, else nothing."""
    if (told := _subject(clause, growth)) is None:
        return ""
    subject, words = told
    order = growth.lastgroup
    around = words + clause[len(words) : growth.end() + 60]
    if NAME_OF_A_KIND.match(clause, growth.end()) or order == "linear" and ONE_ROW.search(raw):
        return ""
    if TURNED.search(around) or ONE_ROW.search(around) or not NEGATIONS.isdisjoint(re.findall(r"[\w']+", around.lower())) or re.search(r"\bno\b", around):
        return ""
    if WIDTH.search(clause[growth.end() : growth.end() + 30]) or not LENGTH.search(clause) and not (order == "square" and WORK.search(clause)):
        return ""
    if subject == "full" and order == "linear" and OTHER_FORM.search(raw) and not WHOLE.search(clause):
        return ""
    if OTHER_QUANTITY.search(clause):
        return ""
    quantity = "memory" if MEMORY.search(clause) else "steps" if STEPS.search(clause) else "work" if WORK.search(clause) or re.search(r"\b(?:is|are|be)\b", clause) else ""
    return WRONG.get((subject, quantity, order), "")


FULL_WORK = "full attention needs one score for each pair of positions"
WRONG = {
    ("full", "work", "linear"): FULL_WORK,
    ("full", "work", "constant"): FULL_WORK,
    ("full", "work", "other"): FULL_WORK,
    ("full", "steps", "linear"): "self-attention needs a constant number of sequential steps",
    ("flash", "work", "linear"): "FlashAttention saves memory traffic, not arithmetic",
    ("flash", "memory", "square"): "the memory of FlashAttention is linear in the length",
    ("grouped", "work", "linear"): "heads that share keys still compare every query with every key",
    ("windowed", "work", "square"): "this variant was made to avoid the quadratic cost",
    ("recurrent", "work", "square"): "recurrence is linear in the length",
    ("recurrent", "steps", "constant"): "recurrence needs a step for each position",
    ("tokenwise", "work", "square"): "a position-wise layer is linear in the length",
    ("cache", "memory", "square"): "a cache grows with the length itself",
    ("cache", "memory", "constant"): "a cache grows with the length",
}

