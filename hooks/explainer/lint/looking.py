"""The origin of attention told without its name: who first let a decoder look at its source.

Frames of false origin: something new ("for the first time"), something absent before ("until …, no translator could …"),
a debt ("borrowed from the Transformer"), and the paper of 2014 made small ("still a plain encoder–decoder").
"""

from __future__ import annotations

import re

from .stance import doubted
from .tagging import Sentence
from .words import tagged

WRONG = frozenset("GVAS PVAS TRF OGOO OOTH GOTHD GLUO PLUO GSUT PSUT GOTH MODEL GVMIX PAPER".split())
NEW = frozenset("GVAS PVAS TRF OGOO OOTH GOTHD MODEL Y2017 Y2018".split())
RIGHT = frozenset("GBAH PBAH RNNS OMTL".split())
W = "(?:" + "|".join(sorted(WRONG)) + ")"
LATE = "(?:" + "|".join(sorted(NEW)) + ")"
ANY = r"(?:(?![;.!?] )\S+ )"
LOOK = (
    r"(?:looking|looks?|looked|glanc\w+|peek\w*|consult\w*|weigh\w*|search\w*|attend\w*|revisit\w*|focus\w*|choos\w+|chose|decid\w+|align\w*|select\w*|pick\w*|turn\w*|go(?:es|ing)? back|went back|"
    r"reread\w*|re-read\w*|return\w*|see|sees|read(?:s|ing)? back|access\w*|heed\w*) "
)
AT = r"(?:source|input|inputs|encoder|encoder's|encoders|annotations|(?:foreign|french|original|german) (?:sentence|text|words)|back) "
DESCRIBED = re.compile(rf"(?<= )(?:(?:ATT|ADD) |{LOOK}{ANY}{{0,8}}?{AT}|weighted (?:sum|average|mix|mean) (?:of|over) {ANY}{{0,3}}?(?:encoder|annotations|source) |look(?:s|ed|ing)? at it (?:again|once more)|(?:read|reads|see|sees|consult|consults|look at|get at|reach) (?:{ANY}){{0,3}}?(?:single|individual|separate) (?:words?|states?) |(?:its|their) weighted (?:average|sum|mean) |soft alignment |weighing of {ANY}{{0,3}}?(?:source|encoder|input) |(?:the|this|that|first) look back |look at {ANY}{{0,4}}?{AT})")
ACTORS = frozenset("decoder decoders translator translators translation network networks model models machine word words".split())
STRONG = tagged(
    r"(?:for the first time|(?:was|were|is) (?:\S+ )?(?:the )?first|first (?:neural )?(?:translator|decoder|network|model) (?:that|which|to)|first (?:let|to|who|gave|allowed|made|taught|had|of)|had it first|no (?:earlier|previous|prior|older|other) (?:system|model|network|translator|decoder|paper)|entirely new|wholly new|completely new|nobody (?:had|before)|no one had|never before|"
    r"from nothing|out of nothing|of its kind|idea from|idea of|idea that|inventions?|invented|inventors?|brainchild|gave (?:us|decoders|translators|neural|the decoder|translation|machines|networks|the field)|gift|descends?|saw the light|"
    r"changed that|child of|learnt from|learned from|(?:we|field|world) owes?|owe to|cure|was first|were first|is something|origin|birth|birthplace|conceived|hit upon|entered|pioneer\w*|discover\w*|unheard of|comes from|came from|stems from|end up|ends up|leads to|began|begins) "
)
ABSENT_BEFORE = tuple(
    tagged(p)
    for p in (
        rf"(?:until|till|before|not until|only with|only when|only after|prior to) (?:{ANY}){{0,4}}?{LATE} (?:{ANY}){{0,14}}?(?:no|nobody|never|not|none|blind|unable|without|neither|every|all|fixed) (?:{ANY}){{0,10}}?(?:ATT|look\w*|choose|chose|consult\w*|weigh\w*|peek\w*|glanc\w*|search\w*|attend\w*|more than one vector|single vector|one vector|summary vector|where) ",
        rf"(?:no|nobody|none|never|blind|unable|unheard of|unknown|unthinkable|impossible) (?:(?![.!?] )\S+ ){{0,16}}?(?:until|till|before|prior to) (?:{ANY}){{0,5}}?{LATE} ",
        rf"(?:ATT|it|sight|looking|look|cure|remedy|answer|solution|relief|rescue|way out) (?:{ANY}){{0,4}}?(?:had to wait for|came (?:only )?with|would have to wait for|waited for|came from|came out of|arrived from|came to us from|arrived (?:only )?with|had to wait until|came only in|came with) (?:{ANY}){{0,4}}?{LATE} ",
        rf"(?:nobody|no one|no-one) (?:{ANY}){{0,12}}?\. (?:then|it took) (?:{ANY}){{0,4}}?{LATE} ",
        rf"(?:one|single|fixed|summary) vector (?:{ANY}){{0,10}}?(?:all|only|nothing but) (?:{ANY}){{0,8}}?(?:Y2016|Y2017) ",
        rf"(?:every|all|no|any) (?:{ANY}){{0,3}}?(?:networks?|translators?|decoders?|models?|systems?) (?:{ANY}){{0,3}}?(?:before|until|till|prior to) (?:{ANY}){{0,4}}?{LATE} (?:{ANY}){{0,10}}?(?:memory|one vector|single vector|fixed|blind|once|without) ",
        rf"it (?:took|needed) (?:{ANY}){{0,3}}?(?:from |by |of )?{LATE} (?:{ANY}){{0,8}}?before (?:any|a|the|decoders?|translators?|networks?) (?:{ANY}){{0,3}}?(?:could|was able|learned|learnt|would|looked|weighed) ",
        rf"it (?:took|needed|was|fell to|was left to) (?:{ANY}){{0,4}}?{LATE} (?:{ANY}){{0,4}}?to (?:{ANY}){{0,6}}?(?:ATT|look|let|allow|teach|give|open|weigh|invent) ",
        rf"(?:with|from|since) (?:{ANY}){{0,3}}?{LATE} (?:{ANY}){{0,4}}?(?:decoders?|translators?|networks?|machines?) (?:could|can|was able|were able|learned|learnt|began|were|first|finally|may) (?:{ANY}){{0,8}}?(?:look|attend|see|consult|weigh|choose|glance|peek) ",
    )
)
BORROWED = tagged(
    rf"(?:(?:GLUO|PLUO|OOTH|OGOO|GVAS|PVAS|GOTHD) (?:{ANY}){{0,2}}?(?:invention|idea|creation|discovery) (?:{ANY}){{0,4}}?(?:RNNS|GBAH|PBAH|OMTL) (?:{ANY}){{0,2}}?(?:took|copied|borrowed|adopted|repeated|imitated) )|"
    rf"(?P<who>RNNS|GBAH|PBAH|OMTL) (?:{ANY}){{0,4}}?(?:borrow\w*|took|takes|cop(?:y|ies|ied)|inherit\w*|adopt\w*|lifted|owes?|adapted|repeat\w*|imitat\w*|reus\w*|appl\w+|refin\w*|translated) (?:{ANY}){{0,8}}?(?:from|of|what|that) (?:{ANY}){{0,5}}?"
    r"(?:GVAS|PVAS|TRF|OGOO|OOTH|GOTHD|GLUO|PLUO|GSUT|MODEL) "
)
ONLY_LATE = tagged(rf"only (?:(?:the|with|since|through) )?{LATE} (?:{ANY}){{0,3}}?(?:let|lets|allowed|gave|taught|enabled|opened|made|brought|could|learned|did|looked) ")
SMALL = (
    tagged(rf"(?:GBAH|PBAH|OMTL|RNNS) (?:{ANY}){{0,7}}?(?:still|merely|only|just|simply|nothing but|no more than) (?:{ANY}){{0,5}}?(?:plain|ordinary|fixed|single|one|usual|bare) (?:{ANY}){{0,6}}?(?:encoder-decoder|vector|summary|state) "),
    tagged(rf"(?:GBAH|PBAH|OMTL|RNNS) (?:{ANY}){{0,3}}?(?:knew|had|has|contains?|used|uses|knows|know) (?:still |yet )?(?:no|nothing of|neither|not yet) (?:{ANY}){{0,2}}?(?:ATT|ADD|look\w*|alignment) "),
    tagged(rf"(?:GBAH|PBAH|OMTL|RNNS) (?:{ANY}){{0,2}}?(?:merely|only|just|simply) (?:tested|repeated|applied|copied|used|described|tried|reused|refined|popularised|translated|renamed|adapted) "),
    tagged(rf"(?:nothing|nowhere|no part) (?:in|of) (?:the )?(?:GBAH|PBAH|OMTL|RNNS) (?:{ANY}){{0,2}}?(?:looks?|attends?|searches|consults?|weighs?|glances?) (?!like )"),
    tagged(r"(?:those of |(?:GBAH|OMTL|PBAH|RNNS) )(?:(?:montreal|OMTL|GBAH|RNNS|PBAH) )?(?:included|not excepted|no exception) "),
)
LATER_OTHERS = tagged(r"(?:(?:later|idea|work|invention|addition|merit) (?:\S+ )?(?:idea |invention |work |addition |merit )?(?:of|by) others|somebody else|others had|elsewhere|came later|had to wait|later idea|comes from elsewhere|sight came|others) ")
WHO = re.compile(r"^ (?:and |but |so |q : )?(?:who|which (?:team|group|company|paper|lab|model)|whose idea|where) ")
MODEL_MADE = tagged(r"(?:(?:TRF|MODEL|PAPER) (?:, )?(?:(?:was|is|were|itself|first) ){0,2}(?:invented|conceived|discovered|pioneered|born|introduced)|(?:invented|conceived|devised|pioneered|introduced|proposed|presented|published) (?:(?:the|a|an|their|new|famous|is|was|:) ){0,2}TRF (?!'s |and |with ATT )\S+) ")
DENIES = frozenset("not never n't neither nor cannot isn't wasn't didn't doesn't don't weren't hardly nothing nobody none no without".split())
OLDER = frozenset("already older earlier predates predate known precursor inherited inherits follows following borrows borrowed popularised popularized famous older".split())
LIMITED = frozenset(
    """conclusion paragraph alone solely recurrence recurrent self-attention recurrence-free parallel heads scaled speech image images captions captioning vision visual graph graphs handwriting parsing monotone monotonic local global window windows
    glimpse glimpses fast-weight production product products everything residual combines convolutional-only positions summarisation protein rotary sparse dot-product variant variants simpler simplified improved improvement survey popular places""".split()
)
LIMITED_KINDS = frozenset("SELF MHA SDP ONLY VAR LOC POS ROPE FLASH PXU DOT QKV MASK LAY CITE WTS".split())


def first_look(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, who) where the sentence takes the first look at the source away from Bahdanau, Cho and Bengio."""
    text, words, kinds = sentence.text, sentence.words, sentence.kinds
    if " built on it " in text:
        return None
    if " , yet " in sentence.text and kinds & {"Y2015", "Y2016"}:
        return None
    if sentence.asked or not (kinds & (WRONG | RIGHT | {"Y2017", "Y2018"}) or words & {"others"}) and not _speaks_on(sentence):
        return None
    found = _already_there(sentence, text) or _made_small(sentence, text) or _borrowed(sentence, text) or _absent_before(sentence, text) or _novel(sentence, text)
    if found is None or doubted(sentence):
        return None
    return found


ALREADY = tagged(
    rf"(?:ATT|look back|(?:soft )?look at {ANY}{{0,3}}?{AT}|look {ANY}{{0,2}}?back|weighing of {ANY}{{0,3}}?{AT})(?:is|was|were|had been) (?:already |there |long )*(?:at work|in use|present|used|found|part of|contained|there|built) "
    rf"{ANY}{{0,6}}?(?:GSUT|PSUT|PCHO|PCHP) "
)


def _already_there(sentence: Sentence, text: str) -> tuple[int, str] | None:
    """Attention found in a work that had none."""
    found = ALREADY.search(text)
    if found is None or sentence.words & DENIES or sentence.kinds & LIMITED_KINDS:
        return None
    return sentence.token_at(found.start()).start, _named(sentence)


def _said_before(sentence: Sentence) -> Sentence | None:
    before = sentence.near(-1)
    return before if before is not None else None


def _speaks_on(sentence: Sentence) -> bool:
    before = _said_before(sentence)
    return before is not None and bool(before.kinds & WRONG) and sentence.words & {"their", "they", "it", "its", "his", "that", "this"} != set()


def _window(sentence: Sentence) -> str:
    """This sentence after the one before it: what a description may be spread over."""
    before = _said_before(sentence)
    return (before.text if before is not None else " ") + sentence.text.lstrip()


def _made_small(sentence: Sentence, text: str) -> tuple[int, str] | None:
    if (found := ONLY_LATE.search(text)) and DESCRIBED.search(text) and not sentence.kinds & LIMITED_KINDS and not sentence.words & (LIMITED | {"not", "sole", "become", "became"}):
        return sentence.token_at(found.start()).start, _named(sentence)
    if sentence.kinds.isdisjoint(RIGHT):
        return None
    for number, pattern in enumerate(SMALL):
        found = pattern.search(text)
        if found is None or "Y2013" in sentence.kinds or "baseline" in sentence.words:
            continue
        owed = LATER_OTHERS.search(text) or sentence.kinds & {"GVAS", "PVAS", "TRF", "OGOO", "OOTH", "GOTHD", "GOTH", "GLUO"}
        described = DESCRIBED.search(text) or sentence.words & {"sight", "blind"}
        if number in (1, 3) and not sentence.kinds & {"SELF", "MHA"} or owed and described:
            if sentence.words & {"between", "among", "within", "inside", "themselves", "itself"} or sentence.kinds & LIMITED_KINDS - {"CITE"} or number == 1 and " self " in text:
                continue
            return sentence.token_at(found.start()).start, "others"
    return None


def _borrowed(sentence: Sentence, text: str) -> tuple[int, str] | None:
    found = BORROWED.search(text)
    if found is None or DESCRIBED.search(text) is None or sentence.words & DENIES - {"nothing"} or sentence.kinds & {"Y2014", "PCHO"} and not sentence.kinds & NEW:
        return None
    if sentence.kinds & LIMITED_KINDS or "encoder-decoder" in found[0]:
        return None
    return sentence.token_at(found.start()).start, "others"


def _absent_before(sentence: Sentence, text: str) -> tuple[int, str] | None:
    if sentence.kinds & (RIGHT | LIMITED_KINDS | {"Y2014", "Y2015", "Y2016", "FLASH"}) or sentence.words & (LIMITED - {"self-driving"}):
        return None
    window = _window(sentence)
    before = _said_before(sentence)
    if before is not None and before.kinds & RIGHT:
        return None
    for source in (text, window):
        for pattern in ABSENT_BEFORE:
            found = pattern.search(source)
            if found is None:
                continue
            if DESCRIBED.search(source) is None and not re.search(r" (?:one|single|summary) vector| from memory | where (?:\S+ ){0,4}to look| blind ", source):
                continue
            if source is window and (found.end() <= window.find(sentence.text.lstrip()) or before is None):
                continue
            if not set(source.split()) & (ACTORS | {"ATT", "source"}):
                continue
            return sentence.start, _named(sentence)
    return None


def _novel(sentence: Sentence, text: str) -> tuple[int, str] | None:
    """Something new, somebody wrong, and a decoder that looks at its source, in this sentence or over two."""
    kinds, words = sentence.kinds, sentence.words
    if " source positions " in text:
        words = words - {"positions"}
    if "GOTH" in kinds and " years later " in text:
        return None
    if kinds & (RIGHT | LIMITED_KINDS | {"Y2014", "Y2015"}) or words & LIMITED or words & OLDER - {"famous", "known"} or words & {"cites", "cite", "cited"} or " after ATT " in text or " that others " in text:
        return None
    agents = kinds & WRONG
    before = _said_before(sentence)
    told = text
    if not agents or DESCRIBED.search(text) is None:
        if before is None or before.kinds & (RIGHT | LIMITED_KINDS) or before.words & (OLDER | LIMITED) or not (_speaks_on(sentence) or before.asked or text.startswith((" then ", " only then ", " it took "))):
            return None
        if before.asked and not agents:
            return None
        if before.asked and WHO.match(before.text) and DESCRIBED.search(before.text) and len(sentence.tokens) < 15 and not words & DENIES:
            return sentence.start, _named(sentence)
        if doubted(before):
            return None
        told = _window(sentence)
    if DESCRIBED.search(told) is None or not set(told.split()) & (ACTORS | {"ATT", "source", "encoder", "input", "inputs"}):
        return None
    if not (set(told.split()) & WRONG):
        return None
    if STRONG.search(told) is None or MODEL_MADE.search(told):
        return None
    denial = set(told.split()) & DENIES
    if denial and not re.search(r" (?:nobody (?:had|before)|no one had|never before|no (?:earlier|previous|prior|older|other)|from nothing|did not (?:refine|improve|adapt|build)|nothing (?:else|but)|(?:need|needs|must|should) not) ", told):
        return None
    if denial & {"not", "didn't", "wasn't"} and not re.search(r" did not (?:refine|improve|adapt|build) | need not ", told):
        return None
    if kinds & {"GOTH", "PAPER"} and words & {"speech", "handwriting"}:
        return None
    if "ATT" in kinds and STRONG.search(told)[0].split()[0] in ("idea", "origin") and not agents:
        return None
    return sentence.start, _named(sentence)


def _named(sentence: Sentence) -> str:
    token = next((token for token in sentence.tokens if token.text in WRONG), None)
    return " ".join(token.raw.split()) if token is not None else "others"
