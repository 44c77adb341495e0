"""Which mechanisms belong to 2014, to 2015 and to 2017, and sentences that mix them up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import Block
from .stance import doubted
from .tagging import Sentence, sentences
from .words import Patterns, tagged

OLD = r"(?:GBAH|PBAH|RNNS|GPART(?= (?:and|'s|use|introduced|proposed|invented|attention)))"
NEW = r"(?:GVAS|PVAS|TRF)"
# What the 2014 paper does not have.
G = r"(?:(?![;.!?] |not |never |no |without |but |while |whereas |unlike |instead |rather |nor |neither |than |[GP](?:BAH|VAS|LUO|SUT|OTH) |TRF |RNNS |before |after |later |until |lack |lacks |lacked |lacking |replaced |replaces |replace |missing |absent |precursor |compared |compare |inspired |led |paved |towards |toward |terms |like |MODEL |Y2017 |where |if |would |could |cite |cites |from which |was |were |is )\S+ )"
GB = r"(?:(?![;.!?] |not |never |no |without |but |while |whereas |unlike |instead |rather |nor |neither |than |[GP](?:BAH|VAS|LUO|SUT|OTH) |TRF |before |after |later |until |lack |lacks |lacked |lacking |replaced |replaces |replace |missing |absent |compared |compare |terms |MODEL |Y2017 |if |would |could |cite |cites )\S+ )"
USES = (
    r"(?:use|uses|used|using|run|runs|ran|has|have|had|employ|employs|employed|apply|applies|applied|rely on|relies on|relied on|compute|computes|computed|add|adds|added|stack|stacks|stacked|"
    r"introduced|introduces|proposed|proposes|invented|devised|pioneered|presented|describe|describes|described|split|splits|contain|contains|contained|include|includes|included|combine|combines|combined|"
    r"call|calls|called|named|coined|speaks? of|spoke of|talks? of|define|defines|defined|replace recurrence with|replaces recurrence with|replaced recurrence (?:with|by)|dispenses? with|dispensed with|with|divide|divides|divided|scale|scales|scaled|"
    r"feature|features|featured|built|build|builds|come with|comes with|came up with|is based on|are based on|was based on|mask|masks|masked|project|projects|projected|train|trains|feeds?|encode|encodes|encoded|already|give|gives|gave|adopt|adopted|implement|implements|implemented|attend|attends|score|scores|scored|wrap|wraps|wrapped|learn|learns|learned|insert|inserts|inserted|work with|works with|worked with|brought|created|discovered|is|are|was|were|, a model with|developed|published|operate|operates|form|forms|trained|ship|shipped|shipped with) "
)
INVENTED = r"(?:invented|introduced|proposed|devised|pioneered|presented|coined|described|developed|first used|used|part of|found|present|published|created|discovered|due|already used|already present|already there|suggested|conceived|appears?|appeared|comes?|came|originated|originates?|born|goes back|dates? back|described first|defined|traced back|built into|included|employed|added|formulated)"


def _p(pattern: str) -> re.Pattern[str]:
    pattern = pattern.replace("OLD ", OLD + " ").replace("NEW ", NEW + " ").replace("USES ", USES).replace("GAP", G).replace("GBP", GB)
    return tagged(pattern)


MSET = r"(?:SELF|MHA|SDP|POS|QKV|RESN|MASK|ROPE|FLASH)"
# `“Query”, “key” and “value”`, `queries, keys and values`.
TRIO = r"(?:(?:an? |its |the |one )?\"? ?(?:query|QKV|queries) \"? ?(?:, |and )\"? ?(?:(?:an? |its |the |one )?\"? ?(?:key|keys|QKV) \"? ?(?:, )?(?:and )?\"? ?)?(?:an? |its |the |one )?(?:value|values) \"? ?)"
TERMS = r"(?:words?|terms?|names?|notions?|concepts?|vocabulary|language)"
PUT = r"(?:describes?|described|explains?|explained|presents?|presented|phrases?|phrased|puts?|formulates?|formulated|stated|defines?|defined|introduces?|introduced|writes? of|wrote of|speaks? of|spoke of|talks? of|talked of)"
DIFFERENT = "2014 had additive attention in a recurrent encoder–decoder; this came later"
WORDS_LATER = "queries, keys and values are later words; the paper of 2014 speaks of states and annotations"
NOT_2017 = "the Transformer has no recurrence and scores with a scaled dot product"
PATTERNS = tuple(
    (_p(pattern), message)
    for pattern, message in (
        # 2014 with the means of 2017
        (rf"OLD (?:, )?GAP{{0,6}}?USES GAP{{0,6}}?{MSET} ", DIFFERENT),
        (rf"{MSET} GAP{{0,4}}?(?:is|was|were|are|has been|had been|, )? ?(?:an? |the )?(?:\S+ )?{INVENTED} GBP{{0,5}}?(?:by|in|of|to|with|at|from) (?:the )?(?:original |first |same |famous )?OLD ", DIFFERENT),
        (rf"^ (?:- )?{MSET} (?:in|of|by|at|:) (?:the )?(?:\S+ )?OLD ", DIFFERENT),
        (rf"{MSET} (?:in|of|by) (?:the )?(?:original )?OLD (?:is|was|uses|scores|computes|runs|works|has|are) ", DIFFERENT),
        (rf"OLD 's (?:\S+ )?{MSET} ", DIFFERENT),
        (r"TRF (?:model |architecture |encoder |decoder |network |paper |block |layer )?(?:by|of|from|proposed by|invented by|introduced by|due to|presented by|published by|described by|designed by|developed by) (?:the )?(?P<x>GBAH|GPART|PBAH|RNNS) ", "the Transformer is due to Vaswani et al. (2017)"),
        (r"TRF (?:was|is|were|has been) (?:first |originally )?(?:proposed|invented|introduced|presented|published|described|designed|developed|conceived) (?:GBP){0,4}?(?:by|in|at) (?:the )?(?:GBAH|GPART|PBAH) ", "the Transformer is due to Vaswani et al. (2017)"),
        (r"(?:GBAH|GPART) (?:GAP){0,3}?(?:invented|introduced|proposed|devised|presented|published|created|designed|developed|built) (?:the |a |their )*(?:famous |original |first )*TRF ", "the Transformer is due to Vaswani et al. (2017)"),
        (r"OLD (?:GAP){0,3}?(?:dispenses?|dispensed|does away|did away|do away|done away|gets? rid|abandons?|abandoned|drops?|dropped|removes?|removed|throws? out|threw out|replaces?|replaced|eliminates?|eliminated) (?:GBP){0,3}?(?:recurrence|recurrent|recurrences|rnns|rnn|LSTM|GRU)", "RNNsearch is recurrent on both sides; the Transformer did away with recurrence"),
        (r"OLD (?:GAP){0,5}?ONLY ", "RNNsearch is recurrent on both sides; the Transformer rests on attention alone"),
        (r"(?:in |of )?OLD (?:, )?(?:GBP){0,8}?(?:no recurrence|without recurrence|without any recurrence|in parallel|parallel pass|all at once|at once by|pairwise comparison|no state is carried|one parallel|fully parallel|parallelised|parallelized|simultaneously) ", "RNNsearch steps through the sentence, one state after the other"),
        (r"OLD (?:GAP){0,4}?(?:scales?|scaled|divides?|divided|dividing) (?:its |the |their |all )*(?:scores?|dot products?|products?|logits|energies|alignment scores) (?:GBP){0,3}?(?:by|with) ", "the scale 1/√d_k came in 2017"),
        (r"OLD (?:GAP){0,4}?(?:scales?|scaled|divides?|divided) (?:GBP){0,6}?(?:√|root|MATH|d_k) ", "the scale 1/√d_k came in 2017"),
        (r"OLD (?:GAP){0,5}?(?:is|are|was|were|uses?|used|computes?|measures?|scores? with|proposed|invented|introduced|as) (?:a |an |the |plain |simple |just |by |with |with |simply |merely )*(?:scaled )?(?:dot product|inner product|dot-product|DOT|SDP)(?! of)(?=[ -])", "the score of Bahdanau et al. is additive, a small network with a tanh"),
        (r"(?:ADD|alignment model|score|ADD of|alignment) (?:of |in |from )?(?:the )?(?:OLD )?(?:is|was|computes|takes|uses) (?:a |an |the |plain |simple |just |simply )*(?:scaled )?(?:dot product|inner product|DOT|SDP) ", "additive attention scores with a small network, v_aᵀ tanh(…), no dot product"),
        (r"(?:DOT|dot-product attention|multiplicative attention) GAP{0,2}?(?:was|were|is) (?:first )?(?:invented|introduced|proposed|devised|presented|due|described) (?:GBP){0,3}?(?:by|in|to) (?:the )?(?:OLD )", "dot-product scores are due to Luong et al. (2015)"),
        (r"OLD (?:GAP){0,5}?(?:use|uses|used|employ|employs|train|trains|trained|introduced|proposed|relies on|rely on|apply|applied) (?:GBP){0,4}?(?:VAR|reinforcement|hard) ", "Bahdanau et al. use soft attention, trained by backpropagation"),
        (r"encoder of (?:the )?OLD (?:is|was|consists|stacks|uses|has|contains|builds) (?:GBP){0,6}?(?:SELF|MHA|TRF|POS|RESN|six|convolution|convolutional|convolutions|identical layers) ", "the encoder of RNNsearch is a bidirectional recurrent network"),
        (r"OLD (?:GAP){0,4}?(?:stacks?|stacked|has|have|uses?|consists? of|contains?) (?:GBP){0,3}?(?:six|N6|twelve|eight|N8) (?:GBP){0,2}?(?:layers|heads|blocks|MHA|encoder layers)", "RNNsearch has one recurrent layer a side and one alignment"),
        (r"(?:SELF|MHA|SDP|POS|RESN|heads|sinusoids|QKV|MASK) (?:GAP){0,6}?(?:was|were|are|is) (?:already |all |also )*(?:part of|in|present in|there in|features? of|used in|found in|contained in|inside|introduced with|known to|standard in) (?:the )?(?:\S+ )?OLD ", DIFFERENT),
        # 2017 with the means of 2014
        (r"NEW (?:GAP){0,5}?(?:introduced|proposed|invented|devised|came up with|use|uses|used|employs?|compute|computes|scores?|score|have|has|relies on|rely on|runs|adopts?|adopted|keep|keeps|kept|builds? on|with|contains?|encodes?|encode|proposes?|introduces?) (?:GBP){0,6}?(?:ADD|tanh|GRU|bidirectional|recurrent encoder|recurrent decoder|recurrent network|recurrent networks|LSTM|recurrent halves|gated recurrent|recurrence|recurrent) ", NOT_2017),
        (r"NEW (?:GAP){0,4}?(?:process|processes|reads?|handles?|works through|generates|encodes|goes through|trains on|consumes|read|treats) (?:GBP){0,6}?(?:one after (?:the other|another)|one by one|sequentially|step by step|in sequence|from left to right with|word by word|recurrently) (?!when |while |at |during |in generation )", "the Transformer treats all positions in parallel in training"),
        (r"(?:score|scores|scoring|alignment|attention|encoder|decoder|encoders?|attention of) of (?:the )?(?:original )?NEW (?:GBP){0,4}?(?:is|are|was|uses?|computes?|has|scores?) (?:GBP){0,6}?(?:ADD|tanh|GRU|bidirectional|recurrent|LSTM|additive|feed-forward network with a tanh) ", NOT_2017),
        (r"(?:GRU|gated recurrent unit|LSTM) (?:GAP){0,3}?(?:was|were) (?:invented|introduced|proposed) (?:GBP){0,3}?(?:by|in) (?:the )?NEW ", "the gated unit is due to Cho et al. (2014), the LSTM to Hochreiter and Schmidhuber (1997)"),
        (r"(?:ADD|additive attention) (?:GAP){0,3}?(?:is|was|were) (?:first )?(?:invented|introduced|proposed|devised|presented|described|due) (?:GBP){0,4}?(?:by|in|to|with) (?:the )?(?:NEW |GLUO |PLUO |GSUT |OGOO )", "additive attention is due to Bahdanau et al. (2014)"),
        (r"(?:ROPE) (?:GAP){0,3}?(?:was|were|is|are) (?:first )?(?:invented|introduced|proposed|part|used|present) (?:GBP){0,3}?(?:by|in|of|with) (?:the )?(?:original )?(?:NEW |OLD |GLUO )", "rotary embeddings are due to Su et al. (2021)"),
        (r"(?:FLASH|VAR) (?:GAP){0,3}?(?:was|were|is) (?:already )?(?:part of|in|used in|present in|introduced in|introduced by|a part of) (?:the )?(?:original )?(?:NEW |OLD )", "that came years after the Transformer"),
        (r"(?:TRF of Y2017|original TRF|GVAS|PVAS) (?:GAP){0,3}?(?:uses?|used|has|have|relies on|rely on|relied on|contains?|employs?|comes with|came with) (?:the |a )?(?:VAR|ROPE|FLASH) ", "that came years after the Transformer"),
        (r"(?:PXU|PCHO|GCHO|PCHP) (?:GAP){0,2}?(?:introduced|introduces|invented|proposed|proposes|pioneered|brought) (?:the )?(?:SELF|MHA|SDP|POS|TRF) ", "that is none of its ideas"),
        (r"(?:GVAS|PVAS) (?:GAP){0,3}?(?:introduced|proposed|invented|used|devised|presented) (?:the )?(?:ROPE|FLASH) ", "that came years after the Transformer"),
        # the others
        (r"(?:GLUO|PLUO|GSUT|PSUT) (?:GAP){0,3}?(?:introduced|proposed|invented|devised|pioneered|came up with|use|uses|used|employ|presented|describe|described|coined|were the first to use) (?:GBP){0,3}?(?:SELF|MHA|SDP|POS|QKV|TRF|RESN|ADD)(?! and) ?(?!, which|of bahdanau)", "self-attention throughout, heads and the scaled dot product are of 2017; additive attention is of 2014"),
        (r"(?:GSUT|PSUT) (?:GAP){0,3}?(?:use|uses|used|employ|employed|rely on|relied on|built|have|had|with|added|add|apply|gave) (?:GBP){0,5}?(?:ATT|ADD|bidirectional) ", "the model of Sutskever et al. (2014) has no attention and a one-way encoder"),
        (r"MODEL (?:GAP){0,3}?(?:introduced|invented|proposed|pioneered|is the first model to use|was the first (?:\S+ )?to use|were the first to use|brought|was the first (?:model |network |language model )?(?:with|to employ|to apply|to have|that used)) (?:GBP){0,3}?(?:SELF|MHA|SDP|POS|QKV|TRF) ", "these are of 2017 or before"),
        (r"(?:SELF|MHA|SDP|POS|TRF) (?:GAP){0,3}?(?:was|were|is) (?:first )?(?:invented|introduced|proposed|devised|presented|pioneered|born) (?:GBP){0,3}?(?:by|in|with|for|at) (?:the )?(?:MODEL|OOTH|GLUO|GSUT|PSUT|PLUO) ", "multi-head and scaled dot-product attention are due to Vaswani et al. (2017)"),
        (r"(?:OOTH) (?:GAP){0,3}?(?:introduced|invented|proposed|pioneered|devised) (?:the )?(?:\S+ )?(?:MHA|SDP|TRF|SELF) ", "multi-head and scaled dot-product attention are due to Vaswani et al. (2017)"),
        # 2014 told without a name
        (r"(?:in |already in )(?:montreal |OMTL )?(?:in )?Y(?:2014|2015) (?:GBP){0,14}?(?:d_k|√|split (?:over|into|among|across) (?:\S+ )?(?:heads|MHA)|several heads|MHA|SELF|SDP|POS|MASK|multi-head) ", DIFFERENT),
        (r"(?:OMTL|GBAH) (?:group |team |model |decoder |lab )?(?:GAP){0,4}?(?:divided|scaled|divides|scales) ", "the scale 1/√d_k came in 2017"),
        (r"(?:terms?|words?|names?|vocabulary) (?:GBP){0,3}?(?:query|key|QKV|queries|value|keys) (?:GBP){0,9}?(?:coined|authors|introduced|used|chose) ", WORDS_LATER),
        (r"OLD (?:GAP){0,6}?(?:mask|masks|masked|masking|triangular|causal) ", "masked self-attention is of 2017"),
        (r"RNNS (?:GBP){0,4}?(?:masks|mask|splits|stacks|divides|has|uses|runs|with) (?:GBP){0,8}?(?:future|triangular|heads|layers of attention|sinusoids|MHA|SELF|POS|RESN) ", DIFFERENT),
        (r"(?:RNNS|GBAH) (?:GBP){0,10}?(?:whole|entire) (?:target )?(?:sentence|sequence) (?:GBP){0,5}?(?:parallel|once|one pass|single pass) ", "RNNsearch steps through the sentence, one state after the other"),
        (r"(?:sets|makes) RNNS (?:GBP){0,14}?(?:parallel|at once) ", "RNNsearch steps through the sentence, one state after the other"),
        (r"QKV (?:GBP){0,2}?(?:are|were|is) (?:the |their )?(?:terms?|words?|names?|notions?|concepts?|coinages?) (?:that |which )?(?:GBP){0,2}?(?:by|of|from)? ?(?:the )?(?:GBAH|PBAH|OMTL) ", WORDS_LATER),
        (r"(?:DOT|dot-product) (?:score|scores|scoring|product|ATT)? ?(?:in|of) (?:the )?(?:RNNS|GBAH|PBAH) (?:GBP){0,1}?(?:compares|measures|scores|is|takes|gives|tells|computes|uses|rates) ", "the score of Bahdanau et al. is additive, a small network with a tanh"),
        (r"PBAH (?:compares?|scores?|rates?|measures?|matches) (?:GBP){0,6}?(?:by|with|through) (?:nothing (?:more |other )?(?:than|but) )?(?:an? |the |plain |simple |mere )*(?:inner product|dot product|DOT|SDP|cosine) ", "the score of Bahdanau et al. is additive, a small network with a tanh"),
        (r"(?:taken over|taken|inherited|took|takes|borrowed|copied) (?:over )?(?:\S+ )?from (?:the )?(?:Y2014|Y2015|GBAH|PBAH|RNNS) (?:is|was|were|are) (?:the )?(?:(?:division|dividing|scale|scaling|root) (?:GBP){0,3}?(?:MATH|√|root|d_k|scores)|MHA|SELF|SDP|POS|MASK|heads) ", DIFFERENT),
        (r"(?:GBAH|PBAH|RNNS) (?:GBP){0,14}?(?:name|call|term|named|called|termed) (?:it |them |this )?(?:a |the |its |their )?(?:QKV|keys?|values?|queries|query)(?= )", WORDS_LATER),
        (r"QKV (?:, )?(?:(?:and|key|value|keys|values|query|queries|,|as|words|terms|names) ){0,6}?(?:go back to|goes back to|come from|comes from|stem from|are due to|date from|are taken from|were coined in|originate in) (?:the )?(?:RNNS|PBAH|GBAH|OMTL) ", WORDS_LATER),
        (r"(?:ROPE|VAR|FLASH|ALIBI|sliding windows|grouped QKV) (?:GBP){0,8}?(?:was|were|is|are) (?:already |all |both |each )*(?:part of|in|found in|used in|features? of|present in) (?:the )?(?:original |first |very first |Y2017 )*(?:NEW |OLD )", "that came years after the Transformer"),
        (r"GBAH (?:GAP){0,2}?(?:called|call|named|name|termed|labelled) (?:GBP){0,4}?(?:self-attention|SELF|multi-head|MHA|SDP) ", DIFFERENT),
        (rf"(?:owe|owes|owed) (?:GBP){{0,3}}?{MSET} (?:GBP){{0,2}}?to (?:the )?OLD ", DIFFERENT),
        (rf"OLD (?:GBP){{0,2}}?to thank for (?:GBP){{0,2}}?{MSET} ", DIFFERENT),
        (rf"(?:credit|merit|praise|thanks) for (?:GBP){{0,2}}?{MSET} (?:GBP){{0,2}}?(?:belongs|goes|is due|are due|is owed) to (?:the )?OLD ", DIFFERENT),
        (rf"{MSET} (?:is|are|was|were) (?:originally |really |in truth |at heart )?(?:an? |the )?(?:(?!no |not |never )\S+ )?(?:idea|ideas|merit|work|achievement|contribution|contributions|invention|inventions|creation|brainchild) (?:of|from) (?:the )?OLD ", DIFFERENT),
        (rf"{TRIO}(?:are|were|is) (?:just |exactly |precisely )?(?:the |their |those |own )*(?:{TERMS} )?(?:in|with|by|that|which) (?:GBP){{0,2}}?(?:GBAH|PBAH|OMTL|RNNS) (?:GBP){{0,3}}?(?:{PUT}|use|uses|used) ", WORDS_LATER),
        (rf"(?:GBAH|PBAH|OMTL|RNNS) (?:(?!be |been |is |are |was |were )GBP){{0,4}}?{PUT} (?:GBP){{0,6}}?(?:in terms of |in the language of |with the {TERMS} |in the {TERMS} |as |by means of )?{TRIO}", WORDS_LATER),
        (rf"{TRIO}: (?:in|with|by) (?:just |exactly |precisely )?(?:these|those) (?:three )?{TERMS} (?:GBP){{0,2}}?(?:GBAH|PBAH|OMTL|RNNS) (?:GBP){{0,3}}?{PUT} ", WORDS_LATER),
    )
)
TOLD = Patterns(pattern for pattern, _ in PATTERNS)
LOOSE_OLD = frozenset({"GBAH", "PBAH", "RNNS"})
LOOSE_NEW = frozenset({"GVAS", "PVAS", "TRF"})
LOOSE_MODERN = frozenset({"SELF", "MHA", "SDP", "POS", "MASK", "RESN"})
LOOSE_RECURRENT = frozenset({"ADD", "GRU", "LSTM", "tanh", "bidirectional"})
FREES = frozenset(
    """fusion name names note notes remark remarks observe observes replacement not never job-x no none neither nor nothing without unlike later after before until than compare compared compares comparison replace replaces replaced replacing lack lacks lacked lacking absent
    today's today modern terms would could like inspired precursor baseline instead rather whereas while although but successor successors led leads prepared way paved towards foreshadows anticipates
    ancestor if from had missing drops drop dropped dispenses dispense removes removed remove removes abandons outperforms beats faster alternative alternatives also-no difference differ differs different between both versus vs or
    ? extend extended extends followed follows came-later next then related similar resembles resemble analogous reminiscent comes-no cheaper away rid supersedes superseded discuss discusses mention mentions
    what reimplement add adding contrast contrasts step longer hadn't didn't wasn't doesn't isn't cannot only still predates predate older descendant descendants generalises generalizes variant special case seen
    bring back brings needs need needed unnecessary makes where until popular cite cites to-get learned translate previous earlier prior motivate motivates motivation compares takes idea took borrowed borrows inherit inherits call calls terms words jobs job same common share shares
    gone show shows keeps keep kept form ≠ another thing gain advantage prefer preferred choose chose chosen""".split()
)


def _loosely(sentence: Sentence) -> tuple[int, str] | None:
    """One work alone in a sentence with a mechanism of the other time, and nothing that compares or denies."""
    kinds, words = sentence.kinds, sentence.words
    if words & FREES or "vain" in words or kinds & {"GOTH", "PAPER", "MODEL", "GLUO", "PLUO", "GSUT", "PSUT", "VAR", "Y2017", "Y2018"} or len(sentence.tokens) > 34:
        return None
    if {"ADD", "SDP"} <= kinds or {"ADD", "DOT"} <= kinds or BIDIRECTIONAL_NAME.search(sentence.text):
        return None
    old, new = kinds & LOOSE_OLD, kinds & LOOSE_NEW
    if old and not new and kinds & LOOSE_MODERN:
        name = next(iter(sorted(kinds & LOOSE_MODERN)))
        return next(t for t in sentence.tokens if t.text == name).start, DIFFERENT
    if new and not old and (kinds | words) & LOOSE_RECURRENT:
        if "LSTM" in kinds and not words & {"keeps", "keep", "uses", "use", "contains", "contain", "has", "with", "runs"}:
            return None
        token = next(t for t in sentence.tokens if t.text in LOOSE_RECURRENT)
        return token.start, NOT_2017
    return None


BIDIRECTIONAL_NAME = tagged("bidirectional (?:auto-regressive |encoder representations from )?TRF ")  # BERT, BART and others
IN_THESE_TERMS = tuple(
    _p(p)
    for p in (
        rf"(?:in|with|by) (?:just |exactly |precisely )?(?:these|those) (?:three |very |same )*{TERMS} (?:the )?(?:GBAH|PBAH|OMTL) (?:GBP){{0,3}}?{PUT} ",
        rf"(?:GBAH|PBAH|OMTL) (?:GBP){{0,3}}?{PUT} (?:GBP){{0,5}}?(?:in|with|by) (?:just |exactly |precisely )?(?:these|those) (?:three |very |same )*{TERMS} ",
    )
)
ASKING = (frozenset({"query", "queries", "QKV"}), frozenset({"key", "keys", "QKV"}), frozenset({"value", "values"}))


def _in_these_terms(sentence: Sentence) -> tuple[int, str] | None:
    """`… a query, … a key, … a value. In these terms the authors explained their model in 2014.`"""
    before = sentence.near(-1)
    if before is None or sentence.words.isdisjoint({"these", "those"}) or any(before.words.isdisjoint(words) for words in ASKING) or sentence.words & NEGATION or not before.words.isdisjoint(NEGATION):
        return None
    found = next((match for pattern in IN_THESE_TERMS if (match := pattern.search(sentence.text))), None)
    return (sentence.token_at(found.start()).start, WORDS_LATER) if found else None


OF_2014 = tagged(r"(?:ADD|alignment model|decoder|model|attention|ATT|encoder) (?:of|from|in) Y201[45] (?:(?![;.!?,] |not |no |never |and )\S+ ){0,5}?(?:MHA|SELF|SDP|POS|heads|N8 heads)")
COMPARES = frozenset(
    "unlike whereas while than later replaced replaces replace compare compares compared absent lack lacks lacked lacking precursor terms would could replacing omit omits instead rather came followed without "
    "discuss discusses contrast contrary although though but successor".split()
)
NEGATION = frozenset("not never no nor neither nothing none cannot without nobody didn't doesn't isn't wasn't don't hasn't only-later lacks lack".split())


def whose(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, message) of a mechanism that the sentence puts into the wrong work."""
    kinds, words = sentence.kinds, sentence.words
    if kinds.isdisjoint({"GBAH", "PBAH", "RNNS", "GVAS", "PVAS", "TRF", "GLUO", "PLUO", "GSUT", "PSUT", "MODEL", "OMTL", "ADD", "Y2014", "Y2015", "GPART", "OOTH", "PXU", "PCHO", "GCHO", "PCHP"}):
        return None
    text = sentence.bare
    if "vain" in words:
        return None
    for number, pattern in TOLD.worth(sentence.text):
        message = PATTERNS[number][1]
        for source in (text, sentence.text) if sentence.text != text else (text,):
            found = pattern.search(source)
            if found is None or not _worlds_fit(sentence, found, message):
                continue
            if doubted(sentence):
                return None
            token = sentence.bare_token_at(found.start()) if source is text else sentence.token_at(found.start())
            return token.start, message
    loose = _loosely(sentence) or _in_these_terms(sentence)
    if loose is None and (found := OF_2014.search(sentence.text)) and not words & NEGATION:
        loose = sentence.token_at(found.start()).start, DIFFERENT
    if loose is not None and not doubted(sentence):
        return loose
    return None


def _worlds_fit(sentence: Sentence, found: re.Match[str], message: str) -> bool:
    words, kinds = sentence.words, sentence.kinds
    matched = set(found[0].split())
    if found.string.startswith((" nothing ", " none ")) or "≠" in words:
        return False
    if message.startswith("RNNsearch is recurrent") and {"GVAS", "PVAS", "TRF"} & set(found.string[: found.start()].split()):
        return False
    if message == NOT_2017 and words & {"away", "rid", "gone"}:
        return False
    own = matched & {"without", "no", "nothing"}
    head = set(found.string[: found.end()].split())
    negated = words & head & NEGATION - own
    if negated and not (message.startswith("RNNsearch") and negated <= {"no", "without", "nothing"}):
        if not (negated <= {"without", "nothing", "so"} and "stepping" in words):
            return False
    both = kinds & {"GBAH", "PBAH", "RNNS", "ADD"} and kinds & {"GVAS", "PVAS", "TRF", "Y2017"}
    if words & (COMPARES - {"would", "could"}) - matched - ({"while"} if not both else set()) - ({"but"} if not both else set()) - ({"came", "followed"} if not both else set()):
        if both or words & {"unlike", "whereas", "replaced", "replace", "absent", "lacks", "lack", "lacked", "terms", "instead", "rather", "than", "later"}:
            if "without" in words and message.startswith("RNNsearch") :
                return True
            return False
    if words & head & {"would", "could"}:
        return False
    if words & {"today's", "today", "modern", "our"} and words & {"terms", "language", "read", "seen", "call", "view", "notation"}:
        return False
    if words & {"discuss", "discusses", "mention", "mentions", "cite", "cites", "citing", "baseline", "compare", "inherited", "similar", "ancestor", "inspired", "extended", "extend", "extends", "had", "anticipates", "foreshadows", "reimplement", "precursor", "descends", "written"} and "GBAH" in kinds and both:
        return False
    if both and len(found[0].split()) > 9:
        return False
    if message == NOT_2017 and (words & {"before", "over", "previous", "already", "dispenses", "replaces", "replaced", "removed", "instead", "drops", "dropped", "threw", "free", "gets"} or "ONLY" in kinds):
        return False
    if message.startswith("the Transformer treats") and words & {"generation", "inference", "decoding", "generates", "generating", "cannot"}:
        return False
    return True


SWAPPED = Patterns(
    tagged(p)
    for p in (
        r"(?:GBAH|PBAH|RNNS|bahdanau|GPART) (?:'s )?(?:(?![;.!?] |not |GLUO )\S+ ){0,6}?DOT (?:(?![;.!?] )\S+ ){0,3}?(?:and|,|;|while|whereas|but) (?:(?![.!?] )\S+ ){0,5}?(?:GLUO|luong|PLUO) (?:(?![.!?] )\S+ ){0,5}?ADD ",
        r"(?:GLUO|luong|PLUO) (?:'s )?(?:(?![;.!?] |not |GBAH )\S+ ){0,6}?ADD (?:(?![;.!?] )\S+ ){0,3}?(?:and|,|;|while|whereas|but) (?:(?![.!?] )\S+ ){0,5}?(?:GBAH|bahdanau|PBAH|GPART) (?:(?![.!?] )\S+ ){0,5}?DOT ",
        r"(?:GLUO|PLUO) (?:'s )?(?:score|scores|scoring|attention|variant) (?:is|are|was) (?:an? |the |called )*(?:ADD|additive) ",
        r"ADD (?:is|was|,|\() (?:is |was )?DOT ",
        r"(?:ADD|bahdanau attention) (?:is|uses|means|was|computes|takes) (?:a |the |simply |just |called |also )*(?:multiplicative|DOT|dot product|inner product) ",
        r"(?:luong attention|DOT) (?:is|uses|means|was) (?:a |the |simply |just |called |also |known as )*(?:additive|ADD) ",
        r"ADD (?:\S+ ){0,2}?(?:is|was|comes|goes|stems) (?:\S+ ){0,3}?(?:to|from|of|by) (?:GLUO|PLUO) (?:(?![.!?] )\S+ ){0,6}?DOT (?:\S+ ){0,5}?(?:to|from|of|by) (?:GBAH|PBAH)",
        r"DOT (?:\S+ ){0,2}?(?:is|was|comes|goes|stems) (?:\S+ ){0,3}?(?:to|from|of|by) (?:GBAH|PBAH) (?:(?![.!?] )\S+ ){0,6}?ADD (?:\S+ ){0,5}?(?:to|from|of|by) (?:GLUO|PLUO)",
    )
)


def swapped(sentence: Sentence) -> int | None:
    """The offset of a sentence that swaps the scores of Bahdanau et al. and Luong et al."""
    tokens = [t.text for t in sentence.tokens]
    if {"DOT", "ADD"} <= sentence.kinds and not sentence.words & {"not", "never", "unlike", "than", "instead"} and not doubted(sentence):
        mechanisms = [t for t in tokens if t in ("DOT", "ADD")]
        people = ["B" if t in ("GBAH", "RNNS") or t == "GPART" and "bahdanau" in sentence.raw.lower() else "L" for t in tokens if t in ("GBAH", "RNNS", "GLUO", "GPART")]
        if len(people) == len(mechanisms) == 2 and len(set(people)) == 2 and dict(zip(people, mechanisms)) == {"B": "DOT", "L": "ADD"}:
            return next(t for t in sentence.tokens if t.text in ("DOT", "ADD")).start
    if sentence.kinds.isdisjoint({"DOT", "ADD"}) or sentence.words & {"not", "never", "unlike", "than", "faster"}:
        return None
    text = sentence.bare
    for pattern in SWAPPED:
        found = pattern.search(text)
        if found and not doubted(sentence):
            return sentence.bare_token_at(found.start()).start
    return None


# Tables -----------------------------------------------------------------------------------------------------------

IS_OLD = frozenset({"GBAH", "PBAH", "RNNS"})
IS_NEW = frozenset({"GVAS", "PVAS", "TRF"})
NOT_OLD = re.compile(r"self-?attention|scaled|multi-?head|rotary|\brope\b|alibi|grouped-query|positional|sinusoid|dot[- ]product|\beight\b|^\W*(?:[2-9]|1\d)\W*$|layer norm|residual|in parallel|all positions|^\W*parallel|transformer|multiplicative", re.I)
NOT_NEW = re.compile(r"^\W*additive|tanh|bidirectional|\bGRU\b|\bLSTM\b|gated|^\W*recurren(?:t|ce)|^\W*sequential\W*$|^\W*one\W*$|^\W*1\W*$|^\W*RNN", re.I)
NOT_LUONG = re.compile(r"^\W*additive\W*$|self-?attention|multi-?head|scaled", re.I)
NEGATIVE = re.compile(r"\bno\b|\bnot\b|\bnone\b|without|—|^\W*$|instead|replac|later|n/a|absent|fixed|\bor\b|learned", re.I)
HEADED = re.compile(r"heads?|score|attention|position|encoder|decoder|recurren|parallel|normal|architecture|training|alignment|basis|mechanism|layers|type|scaling|computation|base|processing|order|reads|writes|translates|uses|contains|consists|ingredient|component|feature|made of|built (?:of|from)|inside|source|target", re.I)
NOT_ITS_OWN = re.compile(r"lack|miss|later|after|without|success|instead|differ|follow|led to|influence|descend|replac|versus|\bvs\b|compar|than|not|became|today|inspired", re.I)


def _world(cell: Block) -> str | None:
    kinds = {token.text for sentence in sentences(cell) for token in sentence.tokens}
    if kinds & IS_OLD and not kinds & IS_NEW:
        return "old"
    if kinds & IS_NEW and not kinds & IS_OLD:
        return "new"
    if kinds & {"GLUO", "PLUO"} and not kinds & (IS_OLD | IS_NEW):
        return "luong"
    if "ADD" in kinds and "bahdanau" in cell.text.lower():
        return "old"
    return None


def table_features(table: Block) -> Iterator[tuple[Block, int]]:
    """Cells whose content does not belong to the work of their row or column."""
    if table.refuted or not table.cells:
        return
    header, *rows = table.cells
    if any(re.search(r"myth|misconception|wrong|false", cell.text, re.I) for cell in header):
        return
    worlds = {index: world for index, cell in enumerate(header) if index and (world := _world(cell))}
    for row in rows:
        if not row:
            continue
        if worlds:
            for index, world in worlds.items():
                if index < len(row) and _alien(world, row[0].text, row[index].text):
                    yield row[index], 0
            continue
        world = _world(row[0])
        if world is None and len(row) > 1:
            world = _world(row[1]) if not header[1:2] or not HEADED.search(header[1].text) else None
        if world is None:
            continue
        for index, cell in enumerate(row[1:], 1):
            title = header[index].text if index < len(header) else ""
            if HEADED.search(title) and not NOT_ITS_OWN.search(title) and _alien(world, title, cell.text):
                yield cell, 0


def _alien(world: str, title: str, text: str) -> bool:
    if world == "old" and re.match(r"\W*recurren\w+\W*$", title, re.I) and re.match(r"\W*(?:no|none)\W*$", text, re.I):
        return True
    if NEGATIVE.search(text) or re.search(r"authors?|year|venue|cited|follow|successor|cost|complex|bleu|title|result", title, re.I):
        return False
    if world == "old":
        if re.search(r"parallel", title, re.I):
            return bool(re.match(r"\W*(?:yes|full|fully|parallel|all positions|over positions)", text, re.I))
        if re.search(r"recurren", title, re.I):
            return bool(re.match(r"\W*no\W*$", text, re.I))
        if NOT_OLD.search(title) and re.match(r"\W*(?:yes|✓|✔|x|true|present)\W*$", text, re.I):
            return True
        return bool(NOT_OLD.search(text)) and not re.search(r"cross|additive|encoder[–-]decoder", text.lower().replace("self- and cross", "x"))
    if world == "new":
        if re.search(r"parallel|training|processing", title, re.I):
            return bool(re.match(r"\W*(?:no\W*$|sequential|none|step by step|one (?:word|position))", text, re.I))
        if NOT_NEW.search(title) and re.match(r"\W*(?:yes|✓|✔|x|true|present)\W*$", text, re.I):
            return True
        if re.search(r"heads?", title, re.I):
            return bool(re.match(r"\W*(?:one|1|single|none)\W*$", text, re.I))
        if re.match(r"\W*(?:one|1|sequential)\W*$", text, re.I):
            return False
        return bool(NOT_NEW.search(text)) and not re.search(r"self|dot|sinus", text, re.I)
    return bool(NOT_LUONG.search(text))
