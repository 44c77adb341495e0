"""EVO: attention has evolved since 2015 and since 2017."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Block
from ..frames import framed
from ..rule import Hit, rule
from ..stasis import stands_still
from ..stance import NEGATIONS, denied, doubted
from ..words import Patterns, tagged
from ..tagging import Sentence, entry_before

SUBJECT = r"(?:ATT|LAY|MHA|SDP|ADD|attention|mechanism|formula|equations?|layer|block|recipe|score|scoring|SELF)"
NOW = r"(?:today|today's|now|nowadays|modern|current|currently|present-day|MODEL|llms?|chatbots?|every|all|since|still|Y20(?:18|19|2\d)|contemporary|state-of-the-art|latest|ever|always|recent|ten|large|phones?|years)"
PAST = r"(?:GBAH|PBAH|GVAS|PVAS|RNNS|Y2014|Y2015|Y2017|original|published|TRF|first|invention|Y2016|begin|beginning|section|SEC|inception)"
G = r"(?:(?![.!?] |not |but )\S+ )"


def _p(pattern: str) -> re.Pattern[str]:
    return tagged(pattern.replace("SUBJ ", SUBJECT + " ").replace("NOW ", NOW + " ").replace("PAST ", PAST + " ").replace("GAP", G))


SAME = r"(?:same|identical|unchanged|exactly|verbatim|unmodified|untouched|frozen|unaltered|constant|fixed|literally|precisely) "
# Each pattern needs, within the sentence, the words that the second entry names (any of each set).
CLAIMS = Patterns(
    map(
        _p,
        (
            r"SUBJ GAP{0,8}?(?:has|have|had) (?:never|not|hardly ever) (?:really |ever |once |been |at all )*(?:changed|evolved|developed|altered|modified|improved|moved|advanced|been changed|been modified|touched|revised|progressed) ",
            r"(?:nothing|no|none|not one|nobody|no one|not a single|little or nothing|zero|no-one) (?:(?![.!?;] )\S+ ){0,8}?(?:changed|modified|altered|improved|improvements?|changes?|modifications?|progress|evolved|developments?|touched|improve|tinkered|added|better|advance|advances|refined|revised|moved|evolution|new) ",
            r"SUBJ GAP{0,10}?(?:is|are|has|have|remains?|remained|stayed|stays|been|runs?|works?|used|continues|today|,|was|were|kept) GAP{0,6}?" + SAME,
            SAME + r"GAP{0,3}?SUBJ GAP{0,12}?",
            r"(?:use|uses|used|run|runs|employ|employs|copy|copies|relies|rely|contain|contains|ship|ships|implement|implements|type|apply|build|builds|based|adopt|adopted|adopts|has|have|took|take|kept|keep|took over) (?:on |over )?(?:\S+ ){0,5}?SUBJ GAP{0,12}?(?:unchanged|unmodified|verbatim|exactly|without (?:any |a |the slightest |further )*(?:change|changes|modification|modifications|alteration|alterations|adaptation|tweak|twist)|word for word|to the letter|as it was|as is|as they were|down to|untouched|unaltered|one-to-one|plain and simple|as published) ?",
            r"(?:copy|copies|copied|reproduce|reproduces|reuse|reuses|retype|still type|type|paste) (?:\S+ ){0,8}?(?:section (?:N3\S* |of )|equations?|formula|layer|SUBJ|attention) GAP{0,8}?",
            r"(?:no|without any|not any) (?:difference|differences|distinction) (?:\S+ ){0,3}?(?:between|from) (?:\S+ ){0,6}?SUBJ ",
            r"SUBJ (?:(?![.!?] )\S+ ){0,8}?(?:finished|complete|completed|final|perfect|perfected|done|settled) (?:(?![.!?] )\S+ ){0,10}?(?:nothing|no|since|ever|Y2017|Y2015|Y2014) ",
            r"(?:needed|required|saw|seen|needs|undergone|undergo|received|experienced) (?:no|neither) (?:\S+ ){0,3}?(?:development|change|changes|improvement|modification|evolution|refinement|revision|alteration|innovation|innovations|novelty|progress|advance) ",
            r"SUBJ (?:(?![.!?] )\S+ ){0,8}?(?:stayed|remained|remains|stays|remain|stay|stand|stands|stood) (?:(?![.!?] )\S+ ){0,4}?(?:what|as|where|how) (?:they|it) (?:were|was|stood|had been) ",
            r"(?:word for word|letter for letter|line by line|one to one|to the letter|down to the last (?:detail|comma|symbol|line|bit|digit)|symbol for symbol) ",
            r"(?:very|exactly the|exact) (?:same )?(?:equations|formula|formulas|attention|SUBJ)",
            r"SUBJ (?:(?![.!?] )\S+ ){0,10}?(?:exactly|precisely|just|word for word) (?:as|like|what|the one|the way|how) (?:(?![.!?] )\S+ ){0,8}?PAST ",
            r"(?:TRF|MODEL|transformers|llms|models) (?:(?:still|all|today|actually|simply|just|basically) ){0,2}(?:use|uses|run|runs|employ|employs|rely on|relies on|are built on|is built on|work with|compute) (?:exactly |still |plain |pure |the |original |simply |classic |old |good )*(?:bahdanau|GBAH|GPART|ADD|RNNS) ?",
            r"(?:runs|run|uses|use) (?:is|are|, )?(?:\S+ ){0,3}?(?:GPART|GBAH|bahdanau|ADD) (?:'s )?(?:attention|ATT|mechanism)?",
        ),
    )
)
TODAY = re.compile(rf"(?<= ){NOW} ")
EARLIER = re.compile(rf"(?<= ){PAST} ")
HEDGED = frozenset(
    "almost nearly largely mostly essentially basically-not few little idea core principle recognisable broadly partly similar except but however although though "
    "apart differ differs different differences unlike no-longer says depths replaced replaces extended changes-some otherwise save bar roughly up-to rounding flashattention".split()
)
ONLY_NAMES = re.compile(r"(?<= )(?:idea|ideas|principle|core|spirit|essence|name|notation|weighted average|skeleton|result|results|output|function|softmax over|softmax in|softmax of|task|tasks|role|roles|purpose|job|jobs|aim) ")


# Heads that share something have been changed.
SAME_KEYS = tagged(r"same (?:\S+ )?(?:QKV|keys|key|values|projections|projection|cache) ")


def _about_attention(sentence: Sentence) -> bool:
    return bool(sentence.kinds & {"ATT", "LAY", "MHA", "SDP", "ADD", "SELF", "PVAS", "PBAH"} or "attention" in sentence.words or sentence.words & {"formula", "equations", "mechanism", "section"})


@rule(
    "EVO601",
    "attention said to have stood still",
    on="sentence",
    message="attention has changed since then",
    help="name what changed: self-attention, heads and the scaled dot product in 2017; since then grouped queries, "
    "rotary positions, sparse and latent variants",
    why="The weighted average remained; the score, the inputs, the number of heads, positions and memory layout did not.",
    bad=("Attention has not changed since 2014.", "Today's models use the attention of 2017 unchanged."),
    good=("The scaled dot product is still in use, but heads now share keys and values.",),
    source="Shaw et al. 2018, Shazeer 2019, Su et al. 2021, Ainslie et al. 2023, DeepSeek-V2 2024.",
)
def stood_still(sentence: Sentence) -> Iterator[Hit]:
    if (moved := _norm_moved(sentence)) is not None:
        yield Hit(sentence.block, moved, "this model normalises before each sub-layer")
        return
    early = sentence.kinds.isdisjoint({"RNNS", "GBAH", "PBAH", "OMTL"}) and _of_2018(sentence)
    if " first MODEL " in sentence.text or early and not SINUSOIDS.search(sentence.raw):
        return  # of 2018, with the attention of 2017 and learned positions
    if (window := _windows_of_longformer(sentence)) is not None:
        yield Hit(sentence.block, window, "attention over a window of positions is of 2015")
        return
    hits = list(_stands(sentence))
    yield from hits
    if not hits and (_answers_nothing(sentence) or _misses_change(sentence) or _equated(sentence) or _denies_change(sentence) or _listed_unchanged(sentence)):
        yield Hit(sentence.block, sentence.start)
    elif not hits and not (_owns_keys(sentence) and UNSHARED.issuperset(_models_named(sentence) or "?")):
        for offset, _ in framed("EVO", sentence):
            yield Hit(sentence.block, offset)
            return
        if stands_still(sentence):
            yield Hit(sentence.block, sentence.start)


EARLY_MODELS = frozenset({"bert", "gpt", "gpt-1", "gpt-2", "roberta", "albert", "distilbert", "vit", "vision transformer", "vision transformers"})


# Models that keep a key and a value for each head, as the Transformer does.
UNSHARED = EARLY_MODELS | {"gpt-3", "t5", "bloom", "gpt-j", "gpt-neox"}


def _models_named(sentence: Sentence) -> list[str]:
    """The models that a sentence names; the Vision Transformer is one as well."""
    if sentence.kinds.isdisjoint({"MODEL", "VAR"}):
        return []
    return [token.names[0] for token in sentence.tokens if token.text == "MODEL" or token.text == "VAR" and token.names[0] in EARLY_MODELS]


def _of_2018(sentence: Sentence) -> bool:
    """Whether all models named here kept the attention of 2017, and nothing is said of later ones."""
    models = _models_named(sentence)
    if not models:
        told = sentence.near(-1)
        if told is None or not (sentence.kinds | told.kinds).isdisjoint({"RNNS", "GBAH", "PBAH"}):
            return False
        models = _models_named(told)
    return bool(models) and EARLY_MODELS.issuperset(models) and sentence.words.isdisjoint(LATER) and LATER_YEAR.search(sentence.bare) is None


PRE_NORM = re.compile(r"\bGPT-?[234]\b|\b(?:Llama|Mistral|Mixtral|Qwen|DeepSeek|Falcon|BLOOM|T5|ViT)\b")
NORM_AFTER = re.compile(
    r"\bnorm(?:s|alis\w*|aliz\w*)?\b(?:(?!\bbefore\b|\bfinal\b|\blast\b|\binput\b|\bnot\b|\bfirst\b)[^.;]){0,50}\b(?:follows?|after|behind)\b(?:(?!\bfinal\b|\blast\b)[^.;]){0,40}(?:sub-?(?:layers?|blocks?)|residual|addition|attention|skip connections?)"
    r"|\bpost-(?:norm|LN)\b", re.I
)
NORM_ELSEWHERE = frozenset("moved moves before instead rather unlike not never no than additional extra front whereas replaced replaces pre-norm pre-ln instead former".split())


def _norm_moved(sentence: Sentence) -> int | None:
    """Where a model that normalises before each sub-layer is said to do so behind it, as in 2017."""
    if "RESN" not in sentence.kinds and sentence.words.isdisjoint({"norm", "norms", "normalises", "normalizes", "normalisation", "normalization", "post-norm", "post-ln"}):
        return None
    before = sentence.near(-1)
    named = PRE_NORM.search(sentence.raw) or before is not None and PRE_NORM.search(before.raw)
    found = NORM_AFTER.search(sentence.raw) if named and sentence.words.isdisjoint(NORM_ELSEWHERE) else None
    return None if found is None or doubted(sentence) else sentence.start + found.start()


LATER = frozenset("since today today's now nowadays still every all always ever never later modern current successors llms everything".split())
NO_CHANGE = tagged(r"^ (?:(?:a|answer) : )?(?:no|not at all|hardly|not really|never|not in a single \S+|not in one \S+|in no \S+|not one \S+|not a \S+) (?:,|\.|:|;|-|!) (?:(?:it|they|the LAY|LAY|ATT|nothing|everything) (?:(?![.!?] )\S+ ){0,8})?")
NOTHING = tagged(r"^ (?:(?:a|answer) : )?(?:in none|none|none at all|in nothing|in no respect|in none whatsoever|nil|nothing|nothing at all|very little|not a thing|no change|nothing whatsoever|nothing , [^.]{0,60}) [.!] $")
CHANGE = frozenset("bring brought contribute contributed taught achieve achieved left differently deviate deviates depart departs differ differs difference differences add adds beyond unlike altered replace revised changed change changes new different improved evolved added modified developed replaced happened".split())
# What models that readers know have changed: published in their reports.
SHARING = re.compile(r"\b(?:(?:all|every|each|any|all of the|any of the) (?:current |modern |recent |new )?Llama|PaLM|Falcon|Llama[ -]?2 70B|Llama[ -]?[34]|Mistral|Mixtral|Gemma[ -]?[23]|Qwen[ -]?(?:2|2\.5|3)|StarCoder|gpt-oss)\b")
SEPARATE = re.compile(r"(?:each|every)(?: one)? (?:of the \d+ )?(?:query )?heads?\b[^.;]{0,30}\bkey heads? to itself|one key(?: and (?:one )?value)? heads? (?:for|per) (?:each|every) query head|one by one for (?:each|every) head|(?:each|every)(?: one)? (?:of the \d+ )?(?:query )?heads? (?:has|gets|keeps|owns|comes with) (?:a |one )?(?:separate )?(?:key heads?|set of keys(?: and values)?|keys(?: and values)?) of (?:its|their) own|(?:full|separate|own|individual) keys and (?:full |separate |own )?values (?:for|per|in|of) (?:every|each) (?:of its )?(?:query )?heads?|(?:each|every) (?:query )?head (?:has |gets |with )?a key(?: head)? and a value(?: head)? of its own|(?:separate|own|one) (?:set|sets|pair) of keys and values (?:for|per|in) (?:every|each) head|(?:own|separate) keys and values (?:for|in|per) (?:every|each) (?:query )?head|(?:every|each) (?:query |attention )?head (?:has|gets|keeps|owns|brings|comes with|with|works with) (?:(?:its|their|his) own keys and values|(?:a )?keys? and (?:a )?values? (?:heads? )?of its own|its own key and (?:its own )?value\b)|(?:query )?heads (?:do not share|never share|share no) keys|as many key(?:[-–/ ](?:and[- ])?value)? heads as (?:it has )?query heads", re.I)
STORES_LATENT = re.compile(r"\bDeepSeek-V[23]\b[^.;]{0,60}\b(?:stor|keep|cach)|\b(?:stor|keep|cach)\w* [^.;]{0,60}\bDeepSeek-V[23]\b", re.I)
SHARES = re.compile(r"(?<!not )(?<!never )\bshar(?:e|es|ed|ing)\b(?! no\b)", re.I)
UNSINUSOIDAL = re.compile(r"\b(?:BERT|RoBERTa|ALBERT|GPT-?[1-4]?|ChatGPT|ViT|Falcon(?:-\d+B)?|BLOOM|T5|MPT|PaLM|Llama|Mistral|Mixtral|Gemma|Qwen[\d.]*|DeepSeek|gpt-oss|GPT-J|GPT-NeoX)\b")
SINUSOIDS = re.compile(r"\b(?:mark|tell|encode|represent|add|use|keep|inject|learn|know|give|receive|recognise|have)s? (?:(?!replac|instead|rather|than|drop)[^.;]){0,40}\b(?:sinusoid|sine waves?|sines)|adding (?:\w+ ){0,2}(?:sinusoid|sine)|\b(?:adds?|uses?|keeps?|relies on|still has) (?:\w+ ){0,3}?sinusoid|^\W*(?:A(?:nswer)?\W+)?(?:by|with|through|using|via|from) (?:(?:the|adding|fixed|old|a|table|of|its) )*(?:sinusoid|sines?\b)|^\W*(?:an? |the )?(?:sums?|tables?|pairs?|mixture) of (?:sinusoid|sines?\b)|\b(?:encodings?|embeddings?|positions?|codes?) of [^.;]{0,30}\b(?:is|are) (?:still )?(?:the )?(?:fixed |old )?(?:sinusoid|sines?\b)|\b(?:sinusoids|sines? (?:and cosines?|waves?|functions?)|(?:table|vectors?) of (?:sinusoids|sines))(?: and cosines)? (?:is|are|get|gets|stays?|remains?) (?:still )?(?:added|in use|used)", re.I)
NARROWED = re.compile(r"\b(?:Gemma[ -]?[23]|Mistral 7B|GPT-3|gpt-oss|Llama[ -]?4)\b")
ALL_FULL = re.compile(r"\battends? to all (?:of the )?(?:earlier|previous|preceding) (?:tokens|positions|words)|only (?:dense|full|global)(?: attention)? layers?|(?:dense|full) attention (?:throughout|only)|(?:whole|entire|full) (?:context|text|sequence|past)\b[^.;]{0,20}\b(?:each|every|all)(?: of its)? layers?|(?:(?:each|every|all|all of its|any) (?:of its )?layers?\b[^.;]{0,50}\b|(?:every|each|any|a|its) (?:of its )?tokens?\b[^.;]{0,40}\b(?:see|sees|look|looks|attend|attends|reach|reaches)\b[^.;]{0,25})(?:all (?:of )?(?:its|the|their|earlier|previous|preceding) ?(?:predecessors|tokens|earlier tokens|previous tokens|preceding tokens|tokens before|positions)?|every (?:earlier|previous|preceding) (?:token|position)|the (?:whole|entire|full) (?:context|text|sequence|past))|full (?:global )?attention in (?:each|every|all|all of its) (?:layers?)", re.I)


SINCE = tagged(r"(?:has|have|did) (?:the |its |anything )*(?:\S+ ){0,6}?(?:changed|change|evolved|evolve|improved|developed|revised|altered|modified|updated|touched|refined) (?:\S+ ){0,3}?(?:since|after) ")


LONGFORMER_FIRST = re.compile(
    r"(?:nobody|no one|none|never)\b[^.;]{0,60}\bwindows?\b[^.;]{0,40}\b(?:before|until|prior to) (?:the )?(?:Longformer|Beltagy)|"
    r"\bwindows?\b[^.;]{0,50}\b(?:begins?|began|starts?|started|originat\w+|(?:was|were|is) (?:invented|introduced|born|first)) (?:with|by|in|proposed by|introduced by|used by)? ?(?:the )?(?:Longformer|Beltagy)",
    re.I,
)


def _windows_of_longformer(sentence: Sentence) -> int | None:
    """Windows of attention are of 2015 (Luong, Pham and Manning); the offset of a claim that they are of 2020."""
    found = LONGFORMER_FIRST.search(sentence.raw) if "longformer" in sentence.words or "beltagy" in sentence.raw.lower() else None
    return None if found is None or doubted(sentence) or denied(sentence) and " did not " in sentence.text or sentence.kinds & {"GLUO", "PLUO"} else sentence.start + found.start()


def _answers_nothing(sentence: Sentence) -> bool:
    """`What has changed in attention since the Transformer? Nothing.`"""
    before = sentence.near(-1)
    if before is None or not before.asked or not _about_attention(before):
        return False
    if SINCE.search(before.text) and NO_CHANGE.match(sentence.text) and not sentence.words & {"but", "core", "idea", "however", "although", "except"}:
        return not doubted(sentence)
    if not NOTHING.search(sentence.text):
        return False
    return not before.words.isdisjoint(CHANGE) and bool(TODAY.search(before.text)) and not doubted(sentence)


def _misses_change(sentence: Sentence) -> bool:
    """A model that shares keys among heads, or looks through windows, or turns its keys, said to do as in 2017."""
    before = sentence.near(-1)
    if sentence.words.isdisjoint(AS_IN_2017) or before is not None and before.block.refuted:
        return False
    named = "MODEL" in sentence.kinds or not sentence.words.isdisjoint(OTHER_MODELS)
    if not named and (before is None or "MODEL" not in before.kinds):
        return False
    raw = NO_WINDOW.sub("", sentence.raw)
    models = raw if named else before.raw
    its_own = named or sentence.kinds.isdisjoint({"TRF", "PVAS", "GVAS", "Y2017"})
    false = its_own and (SEPARATE.search(raw) or _owns_keys(sentence) or _as_many_keys(raw)) and (SHARING.search(models) or STORES_LATENT.search(models)) or named and ALL_FULL.search(raw) and NARROWED.search(raw)
    false = false or SINUSOIDS.search(raw) and UNSINUSOIDAL.search(models) or named and NO_WINDOW.search(sentence.raw) and NARROWED.search(raw) or _scores_of_2014(sentence)
    if SHARES.search(raw):
        return False
    return bool(false) and NOT.search(sentence.text) is None and sentence.words.isdisjoint({"unlike", "whereas", "but", "instead"}) and not re.search(r"\bno\b", raw) and not doubted(sentence)


QUERY_HEADS = re.compile(r"\b(?P<q>\d{1,3}) (?:heads? for (?:the )?quer(?:y|ies)|query heads?)\b[^.;]{0,40}?\b(?P<k>\d{1,3}) (?:(?:heads? )?for (?:the )?keys?\b|(?:key|key[-–/ ](?:and[- ])?value|KV) heads?\b)", re.I)


def _as_many_keys(raw: str) -> bool:
    """`32 query heads, 32 key heads`"""
    found = QUERY_HEADS.search(raw)
    return found is not None and found["q"] == found["k"] != "1"


EACH_HEAD = re.compile(r"\b(?:each|every|all|per|its)(?: of)?(?: its| the| their)?(?: \d+)?(?: query| attention)? heads?\b", re.I)


def _owns_keys(sentence: Sentence) -> bool:
    """Whether each head is said to have keys for itself."""
    words = sentence.words
    if words.isdisjoint({"head", "heads"}) or words.isdisjoint(OWN) or words.isdisjoint({"key", "keys", "QKV", "values", "kv", "key-value"}):
        return False
    return EACH_HEAD.search(sentence.raw) is not None


OWN = frozenset("own separate individual distinct private unshared separately itself".split())
AS_IN_2017 = frozenset("only dense separate own one full many POS sinusoids sinusoidal sine sines cosines sinus all every each entire whole window windows LOC local MATH query queries heads".split())
OTHER_MODELS = frozenset("starcoder mixtral mpt gpt-j gpt-neox gpt-oss".split())
NO_WINDOW = re.compile(r"\b(?:no|without (?:a|any)) (?:sliding |attention )?(?:windows?|local attention|local layers?)(?: layers?)?\b", re.I)


def _scores_of_2014(sentence: Sentence) -> bool:
    """Whether a later model is given the formula with tanh of RNNsearch."""
    if not {"MATH", "MODEL"} <= sentence.kinds or sentence.words & {"was", "vain", "replaced", "differs"}:
        return False
    return any("tanh" in token.names[0] for token in sentence.tokens if token.text == "MATH")


ALTERED = r"(?:changed|altered|modified|revised|evolved|developed|improved|replaced|reworked|adapted|moved on|progressed|touched)"
UNTRUE = r"(?:not true|not so|not the case|not correct|hardly true|untrue|wrong|false|mistaken|incorrect|a myth|myth|a misconception|misconception|a mistake|an error|a legend|a fairy tale|a rumour|nonsense|an illusion)"
WAS = r"(?:has|have|had|was|were|is|are) (?:been |ever |since |much |really |in any way |at all )*"
UNDENIED = r"(?:(?![;.!?] |not |never |no |nothing |hardly |nobody |only )\S+ )"
CHANGE_DENIED = (
    tagged(rf"(?:it is|it 's|that is|is|be) {UNTRUE} (?:to (?:say|think|believe|claim|assume|suppose) )?that {UNDENIED}{{0,9}}?{WAS}{ALTERED} "),
    tagged(rf"(?:that|who (?:says?|thinks?|claims?|believes?|writes?) (?:that )?|claim that|idea that|belief that|view that) {UNDENIED}{{0,9}}?{WAS}{ALTERED} {UNDENIED}{{0,10}}?(?:is|are) {UNTRUE} "),
)
SO_FAR = tagged(r"(?:since|after|from|between) (?:the )?(?:\S+ )?(?:Y201[457]|PVAS|PBAH|TRF|GVAS|GBAH|RNNS|then) ")


def _denies_change(sentence: Sentence) -> bool:
    """`It is not true that attention has been modified since 2017`: a denial of the true."""
    if not _about_attention(sentence) or sentence.asked or sentence.block.refuted or '"' in sentence.words:
        return False
    text = sentence.bare
    return any(pattern.search(text) for pattern in CHANGE_DENIED) and SO_FAR.search(sentence.text) is not None and not sentence.words & {"softmax", "weights", "fundamentally", "beyond", "idea", "principle", "average"}


UNALTERED = re.compile(r"\b(?:unaltered|unchanged|unmodified|untouched|likewise|ditto|as before|exactly this|exactly that|precisely this|precisely that|this very layer|no changes?|without (?:any )?(?:change|modification)s?|(?:the )?(?:very )?same(?: attention)?(?: layer| formula| mechanism| block| attention)?|identical|copies it|as it was)\b", re.I)
OLD_ENTRY = frozenset({"PVAS", "GVAS", "TRF", "Y2017", "PBAH", "GBAH", "RNNS", "Y2014"})


def _listed_unchanged(sentence: Sentence) -> bool:
    """An entry of a list that gives a later model the layer of the entry before it: `2017: Vaswani et al. … / 2023: Llama 2 uses it unaltered`."""
    entry = entry_before(sentence)
    if entry is None or "MODEL" not in sentence.kinds or EARLY_MODELS.issuperset(_models_named(sentence)):
        return False
    found = UNALTERED.search(sentence.raw)
    if found is None or not NEGATIONS.isdisjoint(sentence.words) and not found[0].lower().startswith(("no", "without")) or not sentence.words.isdisjoint(HEDGED - {"core"}):
        return False
    return not entry.kinds.isdisjoint(OLD_ENTRY) and (_about_attention(entry) or _about_attention(sentence) or "layer" in entry.words) and not doubted(sentence)


EQUATED = re.compile(r"attention[^=.]{0,20}\((?:201[4-7])\)\s*(?:=|≡|==)\s*[^=.]{0,40}\((?:201[5-9]|202\d)\)|attention (?:today|now)\s*(?:=|≡|==)\s*attention|attention (?:in|of) 201[457]\s*(?:=|≡|==)\s*attention (?:today|in 20|of 20|now)", re.I)


def _equated(sentence: Sentence) -> bool:
    """`RNNsearch attention (2014) = Transformer attention (2017)`"""
    return "=" in sentence.words and EQUATED.search(sentence.raw) is not None and not doubted(sentence)


def _stands(sentence: Sentence) -> Iterator[Hit]:
    text = sentence.bare
    if sentence.kinds & {"FLASH", "WTS"} or sentence.words & HEDGED or not _about_attention(sentence):
        if not (sentence.kinds & {"WTS"} and " attention " in text):
            return
    for number, pattern in CLAIMS.worth(text):
        found = pattern.search(text)
        if found is None:
            continue
        if doubted(sentence):
            return
        if not _spans_time(sentence, text, number):
            continue
        if _denied(sentence, text, number, found):
            continue
        token = sentence.bare_token_at(found.start())
        yield Hit(sentence.block, token.start)
        return
    if _loosely(sentence) and not doubted(sentence):
        yield Hit(sentence.block, sentence.start)


FROZEN = tagged(
    r"(?:carbon copy|one and the same|the very same|final form|no progress|not a line|not one line|nothing distinguishes|nothing separates|nothing sets|has always|have always|exactly what|exactly the|exactly as|"
    r"word for word|identical|unchanged|unmodified|unaltered|verbatim|copied|copy of|frozen|stood still|stands still|at a standstill|multiplication for multiplication|symbol for symbol|line for line|letter for letter|"
    r"the same (?:attention|ATT|LAY|SDP|MHA|mechanism|layer|layers|formula|equations|one|as)|is the layer of|is the attention of|nothing new|nothing else|untouched|no different|never been|never changed|never evolved|not changed|not evolved|not moved|no change|no changes|zero changes|to the letter|came to an end|"
    r"last word|complete since|finished|set in stone|settled|remained|stayed|without the slightest|without any change|without change|without modification|done evolving|stopped evolving|ended) "
)
SOFTENED = frozenset(
    """idea principle average although though but yet still-no except apart however while whereas not-no nearly almost largely mostly only-no differ differs different change-no changes-no shape core common replaced replace modify modifies
    keys values textbook weights result results output function head heads token position positions batch query length ? question does is-it whether wrong longer neither nor no-longer stood-x few keep keeps recognisable similar
    encoder dimension width sentence sequence time order space size name names layers-no value row step steps matrix rounding kernel""".split()
)


def _loosely(sentence: Sentence) -> bool:
    """A then, a now, attention, and a word of standstill, with nothing that softens it."""
    text, words, kinds = sentence.bare, sentence.words, sentence.kinds
    if words & SOFTENED or NO_MODEL.search(text) or not FROZEN.search(text) or kinds & {"FLASH", "VAR", "WTS", "PAPER", "GOTH"}:
        return False
    if not (kinds & {"ATT", "LAY", "MHA", "SDP"} or words & {"mechanism", "layer", "formula", "equations"}):
        return False
    if words & {"not"} and not (" not a line " in text or " has not " in text or " have not " in text or " not changed " in text) or " not stood " in text:
        return False
    present = bool(kinds & {"MODEL"} or words & set("today today's now modern current since always never every all latest recent llms".split()) or LATER_YEAR.search(text))
    past = bool(EARLIER.search(text.replace(" TRF ", " ")) or "GPART" in kinds or words & {"always", "never"} or "final form" in text)
    return present and past


LATER_YEAR = tagged(r"Y20(?:2\d|19) ")


def _spans_time(sentence: Sentence, text: str, number: int) -> bool:
    """Whether the sentence holds a then and a now (or "never")."""
    now, then = TODAY.search(text), EARLIER.search(text)
    kinds = sentence.kinds
    if number in (0,):
        return True
    if number == 1:
        return bool((" since " in text or " after " in text or " on the " in text or " beyond " in text or " left " in text) and (then or now))
    if number in (7, 8, 9):
        return bool(then or now)
    if number == 10:
        return bool(then and (now or sentence.words & {"labs", "model", "models", "card", "llms", "everyone"}))
    if number == 13:
        return "GBAH" not in kinds or True
    if number == 14:
        return bool("MODEL" in kinds)
    if number == 3 and not (kinds & {"MODEL"} or now) :
        return False
    if kinds & {"MODEL", "TRF"} and then and (kinds & {"MODEL"} or kinds & {"GBAH", "PBAH", "ADD", "RNNS"}):
        return True
    return bool(now and then)


NOT = re.compile(r"(?<= )(?:not|never|no longer|hardly|cannot|isn't|aren't|doesn't|don't|didn't|hasn't|haven't|neither|nor|nothing|anything but) ")


def _denied(sentence: Sentence, text: str, number: int, found: re.Match[str]) -> bool:
    words = sentence.words
    if number in (0, 1, 6, 7, 8):
        if number == 0 and (" not stood still" in text or " not remained" in text):
            return True
        return bool(number == 1 and (words & {"rnnsearch"} or "RNNS" in sentence.kinds))
    if number in (2, 3, 12) and (ONLY_NAMES.search(text) or SAME_KEYS.search(text)):
        return True
    if words & {"could", "would", "should", "weights", "dimension", "width", "sign", "sentence", "both", "head", "heads", "page", "paragraph"} - ({"head", "heads"} if "MHA" in sentence.kinds else set()) and number in (2, 3, 11):
        return True
    return NOT.search(text) is not None or NO_MODEL.search(text) is not None


CHANGES = re.compile(r"chang|differ|modif|novel|what(?:'s| is| was) new|what happened|new (?:in|since)|improve|development|innovat|addition|\badded|revis|evol|progress|deviat|depart", re.I)
NAUGHT = re.compile(r"\W*(?:none|nothing|no|nil|zero|0|no changes?|no difference|nothing new|none at all|nothing at all|not any|none worth (?:a )?mention\w*)\W*", re.I)
LATER_ROW = re.compile(r"\b(?:today|now|since|after|until now|to date|present)\b|\b20(?:1[89]|2\d)\s*(?:[–—-]|to|until)\s*(?:20\d\d|today|now)", re.I)
UNCHANGED_MODEL = re.compile(r"\bBERT|RoBERTa|\bGPT(?:[- ]?[12])?\b(?!-?[3-9])|\bT5\b|\bViT\b|201[45]|RNNsearch|Luong", re.I)


def _no_difference(header: tuple, row: tuple) -> bool:
    """`| 2018–2024 | none |` below `| Years | Changes to the attention layer |`"""
    named = LATER_ROW.search(row[0].text) or SHARING.search(row[0].text) or UNSINUSOIDAL.search(row[0].text) or NARROWED.search(row[0].text)
    if not named or UNCHANGED_MODEL.search(row[0].text):
        return False
    return any(
        CHANGES.search(title.text) and NAUGHT.fullmatch(cell.text) and re.search(r"attention|\b2017\b|Transformer|\blayer\b", title.text + header[0].text, re.I)
        for title, cell in zip(header[1:], row[1:])
    )


OF_2014 = re.compile(r"RNNsearch|Bahdanau|2014", re.I)
OF_2017 = re.compile(r"Transformer|Vaswani|2017", re.I)
SCORE_ROW = re.compile(r"\W*(?:score|scoring|scores|alignment score|compatibility)(?: function)?\W*", re.I)


def _same_score(header: tuple, rows: list) -> Block | None:
    """The cell of a table that gives RNNsearch and the Transformer one score function."""
    then = next((at for at, cell in enumerate(header) if OF_2014.search(cell.text)), None)
    later = next((at for at, cell in enumerate(header) if OF_2017.search(cell.text)), None)
    if then is not None and later is not None and then != later:
        for row in rows:
            if SCORE_ROW.fullmatch(row[0].text) and max(then, later) < len(row) and _alike(row[then], row[later]):
                return row[later]
        return None
    column = next((at for at, cell in enumerate(header) if SCORE_ROW.fullmatch(cell.text)), None)
    if column is None:
        return None
    told = [next((row[column] for row in rows if column < len(row) and name.search(row[0].text)), None) for name in (OF_2014, OF_2017)]
    return told[1] if None not in told and _alike(*told) else None


WINDOWS = re.compile(r"window|local|range|reach|span", re.I)
UNBOUNDED = re.compile(r"\W*(?:no|none|nil|–|—|-|without|unlimited|full|global|the whole context|whole context|all tokens|all|never|not used)\W*", re.I)
PLACES = re.compile(r"position", re.I)
KEYS = re.compile(r"\bkeys?\b|\bkv\b|\bk/v\b", re.I)
FOR_EACH = re.compile(r"\W*(?:one (?:set |pair )?(?:per|for each|for every) (?:query )?head|(?:a |one )?(?:set|pair) (?:per|for each) (?:query )?head|separate(?: for (?:each|every) head| per head)?|own|its own|not shared|unshared|per head|for each head|for every head|as many as query heads|same as query heads|same number as query heads)\W*", re.I)
QUERIES = re.compile(r"quer(?:y|ies)", re.I)
SCORED = re.compile(r"score|scoring|compatib", re.I)
TANH = re.compile(r"additive|tanh|alignment (?:model|network)|\bMLP\b", re.I)


LATENT = re.compile(r"\bDeepSeek-V[23]\b")
AT_LAST = re.compile(r"\b(?:unchanged|unmodified|unaltered|as in 2017|same as (?:in )?2017)\W*$", re.I)


def _as_in_2017(header: tuple, rows: list) -> Block | None:
    """The cell that gives a model what it has replaced: separate keys, no window, sinusoids, the score of 2014."""
    for model, told in _models(header, rows):
        if LATE.search(model) is None and SHARING.search(model) is None and UNSINUSOIDAL.search(model) is None:
            continue
        queries = next((cell.text.strip() for title, cell in told if QUERIES.search(title) and not KEYS.search(title)), None)
        for title, cell in told:
            text = cell.text
            if (SHARING.search(model) or LATENT.search(model)) and KEYS.search(title) and not QUERIES.search(title) and (FOR_EACH.fullmatch(text) or queries == text.strip() and text.strip().isdigit()):
                return cell
            if NARROWED.search(model) and WINDOWS.search(title) and UNBOUNDED.fullmatch(text):
                return cell
            if UNSINUSOIDAL.search(model) and PLACES.search(title) and SINE.search(text):
                return cell
            if LATE.search(model) and UNCHANGED_MODEL.search(model) is None and re.search(r"attention", title, re.I) and AT_LAST.search(text):
                return cell
            if SCORED.search(title) and TANH.search(text) and LATE.search(model) and not re.search(r"\bnot\b", text):
                return cell
    return None


SINE = re.compile(r"^\W*(?:fixed )?(?:sinus|sines?\b)", re.I)


def _models(header: tuple, rows: list) -> Iterator[tuple[str, list[tuple[str, Block]]]]:
    """Each model of a table with what is told of it, whether the models stand in rows or in columns."""
    for row in rows:
        yield row[0].text, [(title.text, cell) for title, cell in zip(header[1:], row[1:])]
    for column, model in enumerate(header[1:], 1):
        yield model.text, [(row[0].text, row[column]) for row in rows if column < len(row)]


def _alike(one: Block, other: Block) -> bool:
    """Whether two cells say the same."""
    return bool(one.text.strip(" –—-")) and one.text.strip().lower() == other.text.strip().lower() or re.match(r"\W*(?:the )?same\b", other.text, re.I) is not None


ABOVE = re.compile(r"\W*(?:(?:the )?same(?: as)? |as |see |like )?(?:above|before)\W*|\W*(?:ditto|idem|dto|id|likewise|the same|same|[\"”″〃])\.?\W*", re.I)


def _as_above(header: tuple, rows: list) -> Block | None:
    """A cell that gives a later model, in a column on its attention, what stands above it for the Transformer."""
    for column, title in enumerate(header[1:], 1):
        if not re.search(r"attention|mechanism|\blayer|heads|score|\bkeys?\b", title.text, re.I):
            continue
        above = ""
        for row in rows:
            if column >= len(row):
                continue
            if not ABOVE.fullmatch(row[column].text):
                above = row[0].text
            elif OF_2017.search(above) and LATE.search(row[0].text) and UNCHANGED_MODEL.search(row[0].text) is None:
                return row[column]
    return None


STILL_ALL = re.compile(r"^\W*still\b[^|]{0,60}\b(?:every|all) (?:models?|llms?|networks?)\W*$", re.I)
NO_MODEL = tagged(r"(?:no|few|hardly any|scarcely any) (?:\S+ ){0,3}?(?:MODEL|models?|llms?|systems?|labs?|networks?) ")
LATE = re.compile(r"\b20(?:1[89]|2\d)\b|\b(?:Llama|GPT-[345]|Mistral|Gemma|Qwen|DeepSeek|Claude|Gemini|PaLM|Falcon)\b")
AS_BEFORE = re.compile(
    r"^\W*(?:(?:exactly |just |still |precisely )?(?:the )?(?:very )?same as (?:in |the |that of )?(?:2014|2015|2017|Transformer|original|before|above|RNNsearch)|(?:exactly |just |still |precisely )?as (?:in|of) 201[457]|(?:still )?(?:the )?(?:very )?same|ditto|no changes?|"
    r"unchanged|unmodified|unaltered|verbatim|identical|identical to (?:2017|the Transformer|the original))\b(?:[^|]{0,40}\b(?:unmodified|unchanged|no changes?))?(?: \(?(?:Vaswani et al\.|2017|2014)\)?)?\W*$",
    re.I,
)


@rule(
    "EVO602",
    "a table says that attention stood still",
    on="table",
    message="attention has changed since then",
    help="name what the model does: grouped or latent keys and values, rotary positions, windows",
    why="A table is read as a list of facts.",
    bad=("| Model | Attention layer |\n|---|---|\n| Transformer (2017) | multi-head |\n| Llama 3 (2024) | same as 2017 |",),
    good=("| Model | Attention layer |\n|---|---|\n| Transformer (2017) | multi-head |\n| Llama 3 (2024) | grouped queries, rotary positions |",),
    source="Shazeer 2019, Ainslie et al. 2023, Su et al. 2021.",
)
def table_stands(table) -> Iterator[Hit]:
    if table.refuted or len(table.cells) < 2:
        return
    header, *rows = table.cells
    if (cell := _same_score(header, rows)) is not None or (cell := _as_in_2017(header, rows)) is not None:
        yield Hit(cell, 0)
        return
    if (cell := _as_above(header, rows)) is not None:
        yield Hit(cell, 0)
        return
    for row in rows:
        if len(row) > 1 and _no_difference(header, row):
            yield Hit(row[1], 0)
            return
        if not row or not (LATE.search(row[0].text) or any(LATE.search(cell.text) for cell in header[1:])):
            continue
        for title, cell in zip(header[1:], row[1:]):
            if re.search(r"attention|mechanism|layer|heads|score", title.text + (row[0].text if LATE.search(title.text) else ""), re.I) and AS_BEFORE.match(cell.text) or STILL_ALL.match(cell.text):
                yield Hit(cell, 0)
                return


LATE_CODE = r"(?:Llama|Mistral|Mixtral|Gemma|Qwen|DeepSeek|PaLM|Falcon|Claude|Gemini|Grok|GPT_?[45])\w*"
OLD_CODE = r"\w*(?:2017|Vaswani|Original)\w*"
INHERITED = re.compile(rf"class (?=\w*(?:attn|attention|layer|block)){LATE_CODE}\(\s*{OLD_CODE}\s*\):[^\n]*\n(?:\s*(?:#|\"\"\")[^\n]*\n)*\s*pass\b(?P<remark>[^\n]*)", re.I)
EQUATED_CODE = re.compile(rf"(?<!not )\b(?=\w*(?:attn|attention|layer|block))(?:(?:torch\.)?(?:equal|allclose)\(\s*)?{LATE_CODE}\s*(?:==?|is|,)\s*(?:\w+\.)?{OLD_CODE}\s*(?:\)|#|$)", re.I | re.M)
SETTING = re.compile(r"^\W*(?:attn|attention)\w*[\"']?\s*[:=]\s*[\"']?(?:exactly |just |precisely |still )?(?:(?:the )?same as|unchanged since|as in|identical to|copied from) (?:in |the )?(?:2017|transformer|original|vaswani)[^\n]*", re.I | re.M)
UNFINISHED = re.compile(r"todo|later|not yet|fixme|stub|wrong|override below", re.I)


@rule(
    "EVO603",
    "code that gives a later model the attention of 2017",
    on="code",
    message="attention has changed since then",
    help="write what the model does: grouped or latent keys and values, rotary positions, windows",
    why="A class that inherits everything says that nothing is different.",
    bad=("```python\nclass Llama3Attention(VaswaniAttention2017):\n    pass\n```",),
    good=("```python\nclass Llama3Attention(VaswaniAttention2017):\n    n_kv_heads = 8\n```",),
    source="Ainslie et al. 2023, Su et al. 2021.",
)
def code_stands(block) -> Iterator[Hit]:
    if block.refuted:
        return
    found = INHERITED.search(block.text) or EQUATED_CODE.search(block.text) or LATE.search(block.text) and SETTING.search(block.text)
    if found and not UNFINISHED.search(found[0]):
        yield Hit(block, found.start())
