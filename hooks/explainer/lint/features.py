"""What each work's model does, told in words: features that belong to one time and not to another.

A statement about one work alone ("each source word compares itself with all others: so works the encoder of RNNsearch")
is held against the features that its model does not have. Comparisons and denials are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .stance import doubted
from .tagging import Sentence
from .words import tagged

WORLDS = {"GBAH": "old", "PBAH": "old", "RNNS": "old", "OMTL": "old", "1409.0473": "old", "GVAS": "new", "PVAS": "new", "TRF": "new", "1706.03762": "new", "GLUO": "luong",
          "PLUO": "luong", "PXU": "early", "PCHO": "early", "PCHP": "early", "GSUT": "early", "PSUT": "early"}
ELSE = frozenset("GOTH GOTHD OOTH MODEL PAPER GCHO GMIX GVMIX GINT VAR FLASH".split())
NO_RECURRENCE = "the model of 2014 is recurrent on both sides; the Transformer did away with recurrence"
RECURRENT = "the Transformer has no recurrence and scores with a scaled dot product"
BOTH_WAYS = "the encoder of 2014 reads the sentence in both directions"
LATER = "2014 had additive attention in a recurrent encoder–decoder; this came later"
LUONGS = "this is due to Luong et al. (2015)"
TANH = "the score with a tanh layer is due to Bahdanau et al. (2014)"


@dataclass(frozen=True, slots=True)
class Feature:
    """A way to tell of something that the works of `alien` do not have. A `vivid` one needs no verb of having."""

    alien: str
    pattern: re.Pattern[str]
    message: str
    vivid: bool


def _feature(alien: str, pattern: str, message: str, vivid: bool = True) -> Feature:
    return Feature(alien, tagged(pattern), message, vivid)


ANY = r"(?:(?![;:.!?] |not |never )\S+ )"
FEATURES = (
    _feature("old", rf"(?:each|every|all) (?:{ANY}){{0,5}}?(?:compares?|attends?|looks?|sees?|compared|weighs?|relates?) (?:{ANY}){{0,2}}?(?:itself |themselves )?(?:with |to |at |against )?(?:all |every |each |the )+(?:other|others|rest|its neighbours)", LATER),
    _feature("old", rf"(?:words|tokens|positions) (?:(?!not |never ){ANY}){{0,2}}?(?:attend|look|compare themselves|are compared) (?:with|to|at) (?:each other|one another|all the others)", LATER),
    _feature("old", rf"(?:several|multiple|many|eight|N8|parallel|different|a few|twelve) (?:\S+ )?(?:looks|searches|alignments|glances|attentions|heads|alignment models|alignment networks|scoring networks|networks|softmaxes) (?:{ANY}){{0,3}}?(?:side by side|in parallel|at once|at the same time|concatenat\S+|together|next to each other)", LATER),
    _feature("old", rf"(?:several|multiple|many|eight|N8|half a dozen|a few|a dozen) (?:of (?:them|these|those)|such (?:\S+ )?(?:models|networks|scores|softmaxes|looks)|copies of (?:it|ADD)|ADD) (?:{ANY}){{0,2}}?(?:side by side|in parallel|at once|at the same time|next to each other)", LATER),
    _feature("old", r"(?:concatenat\S+|joins?|joined|stacks|stacked) (?:(?:the|their|its|all|all the|several|eight) )*(?:context vectors|contexts|heads|outputs of (?:the |its )?(?:heads|alignments)) ", LATER),
    _feature("old", rf"(?:attends|looks|searches|aligns) (?:{ANY}){{0,4}}?(?:several times|eight times|many times) (?:in parallel|at once|side by side|per word)", LATER),
    _feature("old", rf"(?:divid\S+|scal\S+|over) (?:{ANY}){{0,5}}?(?:square )?(?:root|√) (?:of )?(?:{ANY}){{0,3}}?(?:key|width|dimension|size|dimensionality|d_k|depth|them)", "the scale 1/√d_k came in 2017"),
    _feature("old", r"(?:MATH )", LATER, False),
    _feature("old", r"(?:sinusoid\S*|sines? and cosines?|sine waves|waves of different (?:length|frequency|frequencies)|POS|ROPE|positional (?:signal|information|embedding\S*)|position vectors) ", LATER, False),
    _feature("old", rf"(?:told|tells?|knows?|learns?|given|marks?|signals?) (?:{ANY}){{0,5}}?(?:order|positions?) (?:{ANY}){{0,4}}?(?:by|through|with|from) (?:{ANY}){{0,2}}?(?:sinusoids|POS|sines|waves)", LATER),
    _feature("old", rf"(?:q , k and v|(?:three|learned|learnt|separate|different) (?:\S+ )?projections|(?:projects?|projected|projecting) (?:{ANY}){{0,6}}?QKV|QKV (?:{ANY}){{0,5}}?(?:projections?|matrices|own terms|own words|authors' own))", "queries, keys and values are later words; the paper of 2014 speaks of states and annotations"),
    _feature("old", rf"(?:QKV) (?:{ANY}){{0,10}}?(?:own terms|own words|authors ' own|authors' own|coined|as the authors call|so the authors)", "queries, keys and values are later words; the paper of 2014 speaks of states and annotations"),
    _feature("old", rf"(?:projects?|projected|maps?|mapped|multipl\S+) (?:{ANY}){{0,5}}?(?:three times|(?:a |its |one )?query , (?:a |its |one )?key and (?:a |its |one )?value)", "queries, keys and values are later words; the paper of 2014 speaks of states and annotations"),
    _feature("old", rf"(?:annotations? (?:{ANY}){{0,5}}?(?:knows? nothing|nothing) (?:of|about) (?:{ANY}){{0,2}}?(?:follows?|comes after|come after|to its right|later words)|(?<!forward )(?:encoder|annotations) (?:{ANY}){{0,3}}?(?:reads?|runs?|goes|works|scans?|steps) (?:{ANY}){{0,5}}?(?:from left to right|left to right|in one direction|forwards?) (?:only|alone)|encoder (?:{ANY}){{0,3}}?(?:only|solely) (?:from left to right|left to right|forwards|in one direction))", BOTH_WAYS),
    _feature("old", rf"(?:uses?|scores? with|takes?) (?:{ANY}){{0,2}}?(?:(?:decoder|hidden|target) )?state after (?:it|the word|that word|this word|writing|emitting)|waits? until (?:{ANY}){{0,5}}?(?:word|token) (?:{ANY}){{0,2}}?(?:written|produced|emitted|chosen)", "the model of 2014 scores with the state before the word, s of i − 1; Luong et al. use the state after it"),
    _feature("old", rf"(?:no|without|without any|free of|zero) (?:\S+ )?(?:recurrence|recurrent \S+|recurrences) ", NO_RECURRENCE),
    _feature("old", rf"(?:threw|throw|throws|throwing|cast|did|does|do|dispens\S+|abandon\S+|gave|drop\S*|ban\S*|remov\S+|got|replac\S+) (?:{ANY}){{0,3}}?(?:recurrence|recurrent (?:network|networks|layers|net|nets)|rnns?) ", NO_RECURRENCE),
    _feature("old", rf"(?:reads?|process\S*|encod\S+|treats?|handles?|takes? in|sees|swallows|works on|pass\S*|computes?) (?:{ANY}){{0,6}}?(?:(?:all|every|its|the) (?:\S+ ){{0,3}}?(?:words?|tokens?|positions?|states|sentence|input) )(?:{ANY}){{0,3}}?(?:at once|in parallel|simultaneously|at the same time|in one go|in a single pass|in one pass|in one step|together) ", NO_RECURRENCE),
    _feature("old", rf"(?:all|every|whole) (?:\S+ ){{0,3}}?(?:words?|tokens?|positions?|sentence) (?:{ANY}){{0,4}}?(?:pass|passes|processed|computed|run|go|goes|encoded|read|translated) (?:{ANY}){{0,4}}?(?:at once|in parallel|simultaneously|in one go|in a single pass|together) ", NO_RECURRENCE),
    _feature("old", r"(?:RESN|residual\S*|skip connections?|layer normali[sz]ation|layer norm|shortcut connections?) ", LATER, False),
    _feature("old", rf"(?:MASK|(?:triangular|causal|look-ahead) mask\S*|(?:hid\S+|mask\S*|conceal\S*|cover\S*) (?:{ANY}){{0,3}}?(?:future|later|coming|right of) ?|(?:peek\S*|look\S*) (?:{ANY}){{0,2}}?(?:at )?(?:{ANY}){{0,2}}?(?:further right|to the right|to come))", "masked self-attention is of 2017", True),
    _feature("old", rf"(?:(?:right|upper) (?:half|triangle|part) of (?:{ANY}){{0,2}}?(?:matrix|scores)|(?:no|nothing|cannot|never) (?:{ANY}){{0,4}}?(?:see|look|peek|attend) (?:{ANY}){{0,2}}?(?:future|ahead|right of))", "masked self-attention is of 2017"),
    _feature("old", r"(?:(?:cache|caches|cached|caching) (?:of |for |the )*(?:QKV|keys|key-value)|kv[ -]cache|key-value cache) ", "queries, keys and values are later words, and so is their cache"),
    _feature("old", r"(?:byte-pair\S*|byte pair \S+|bpe|wordpieces?|word pieces|subwords?|subword units|sub-word units|sentencepiece) ", "the model of 2014 has a vocabulary of 30,000 whole words", False),
    _feature("old", r"(?:pre-?trained|pre-?training|fine-?tuned|fine-?tuning|masked language model\S*) ", "RNNsearch was trained on parallel text from scratch", False),
    _feature("old", r"(?:label smoothing|warm-?up|learning-rate warm-?up|gelu|relu|swiglu|adam) ", LATER, False),
    _feature("old", r"(?:SELF|MHA|SDP|ROPE|FLASH|intra-sentence attention|feed-forward (?:sub-?layers?|layers|blocks)) ", LATER, False),
    _feature("old", rf"(?:inner products?|dot products?|DOT|cosine similarity|cosine) ", "the score of Bahdanau et al. is additive, a small network with a tanh", False),
    _feature("old", rf"(?:(?:stack|tower|pile) of (?:{ANY}){{0,2}}?(?:layers|blocks|N6|six)|(?:six|N6|twelve|N12) (?:identical |equal |stacked )?(?:encoder |attention )?(?:layers|blocks))", "RNNsearch has one recurrent layer a side", False),
    _feature("old", rf"(?:convolution\S*) (?:\S+ )?(?:encoder|layers|network|filters)", "the encoder of RNNsearch is a bidirectional recurrent network", False),
    _feature("old", rf"(?:(?:within|in|at|to) (?:a |the |some )?(?:small |fixed |narrow |limited )?window (?:of|around|about)|predict\S* (?:{ANY}){{0,3}}?position|input[ -]feeding|LOC|general score|location-based|bilinear (?:score|form)|predictive alignment) ?", LUONGS, True),
    _feature("old", rf"(?:samples?|sampled|picks? at random|draws?|reinforce\S*) (?:{ANY}){{0,4}}?(?:one|single|position|annotation|learning|region) ", "Bahdanau et al. use soft attention, trained by backpropagation", False),
    _feature("new", rf"(?:carr\S+|pass\S*|hands?|keeps?|maintain\S*|updat\S+) (?:{ANY}){{0,3}}?(?:hidden state|recurrent state|memory cell|state) (?:{ANY}){{0,3}}?(?:from (?:word|step|token|position|left)|word by word|step by step|along|on to the next|at each step|after every|after each)", RECURRENT),
    _feature("new", rf"(?:hidden |recurrent )?state (?:(?:that|which) )?(?:(?:of|from|left by|handed on by|produced by|computed by|passed on by|computed at|of the) )?(?:the )?(?:step|word|position|token|time step) before (?!it was |they )", RECURRENT),
    _feature("new", rf"(?:previous|preceding) (?:step|word|token|position|time step) 's (?:own )?(?:hidden |recurrent )?state |(?:hidden|recurrent|previous) state (?:(?:of|from|at|left by) )(?:the |its )?(?:previous|preceding|last) (?:step|word|token|position|time step) ", RECURRENT),
    _feature("new", rf"(?:in both directions|from both (?:ends|sides)|forwards? and backwards?|backwards? and forwards?|(?:a )?forward and (?:a )?backward|bidirectional (?:rnn|recurrent|network|GRU|LSTM|encoder|gated)|two recurrent|from left to right (?:{ANY}){{0,2}}?(?:and|then) (?:{ANY}){{0,2}}?from right to left)", RECURRENT),
    _feature("new", rf"(?:tanh|v_a|maxout|ADD|additive network|one-layer perceptron|alignment perceptron|one-layer network|single-layer network|small (?:neural |feed-forward |tanh )*network (?:{ANY}){{0,3}}?(?:tanh|score|scores|hidden layer)|hidden layer with a tanh|hyperbolic tangent) ", RECURRENT, False),
    _feature("new", r"(?:recurrent (?:decoder|encoder|network|networks|layers?|halves|cells?|states?|units?)|gated (?:recurrent )?units?|GRU|LSTM|long short-term memory) ", RECURRENT, False),
    _feature("new", rf"(?:just |only |exactly )?(?:a single|single|one|just one|only one) (?:attention )?(?:head) ", "the Transformer has eight heads a layer", False),
    _feature("new", rf"(?:input[ -]feeding|predicts? (?:{ANY}){{0,3}}?(?:position|centre) of (?:a |the )?window|adadelta|fixed-length vector|fixed-size vector|fixed vector|last (?:hidden )?state of|backward (?:encoder|state|network|rnn|reader|half)) ?", RECURRENT, False),
    _feature("new", rf"(?:LOC) ", LUONGS, False),
    _feature("luong", r"(?:SELF|MHA|SDP|POS|MASK|RESN|ROPE) ", "self-attention throughout, heads and the scaled dot product are of 2017", False),
    _feature("early", r"(?:SELF|MHA|SDP|POS|MASK|RESN|ROPE) ", "self-attention throughout, heads and the scaled dot product are of 2017", False),
    _feature("luong", r"(?:scale|scaling) (?:factor )?(?=MATH |of MATH |by )", "heads and the scale came in 2017", False),
    _feature("luong", rf"(?:tanh|ADD|additive \S+) (?:{ANY}){{0,6}}?(?:own (?:idea|invention)|invented|unknown|originated|of its own)", TANH),
    _feature("luong", rf"(?:own idea|invented|introduced|inventors?|proposed|originated|came up) (?:{ANY}){{0,6}}?(?:tanh|ADD|additive score) ", TANH),
    _feature("luong", rf"(?:no|without|without any) (?:\S+ )?(?:recurrence|recurrent \S+) |(?:divid\S+|scal\S+) (?!nothing |no |none )(?:{ANY}){{0,8}}?(?:root|√) ", "the model of Luong et al. is recurrent; heads and scale came in 2017"),
)
HAS = frozenset(
    """use uses used using run runs ran has have had employ employs employed apply applies applied relies rely relied compute computes computed add adds added stack stacks stacked introduced introduces introduce introducing
    proposed proposes propose invented invents devised pioneered presented presents describe describes described split splits contain contains contained include includes included call calls called named coined define
    defines defined with divides divide divided scales scaled feature features featured built builds build masks masked projects projected train trained trains gave give gives adopt adopted implement implements
    implemented score scores scored wrap wraps wrapped learn learns learned learnt insert inserts inserted brought brings created discovered is are was were takes take took of in compares compared measures measured matched
    feeds fed cuts cut surrounds puts put meets meet find finds comes came consists needs need keeps keep rests sits shows encode encodes encoded on invents wrapping first through by embeds embed embedded initialises initialise initializes initialize starts""".split()
)
FREE = frozenset(
    """alibi suspect small vain against former latter not never no none neither nor nothing nobody without unlike lack lacks lacked lacking absent missing instead rather cannot n't isn't wasn't doesn't didn't don't hadn't aren't weren't hardly until yet already would could
    might if compare compares comparing comparison contrast contrasts differ differs different difference differently between versus vs than today's today nowadays modern later since came successor successors followed followers
    replaced replace replaces replacing dispensed dispenses abandoned removed remove removes drops dropped drop precursor precursors ancestor ancestors descends descendant descendants inspired inspire inspires extend extends
    extended baseline baselines resembles resemble analogous similar similarly like plays role correspond corresponds equivalent reinterpret seen view viewed special variants variant before earlier prior
    previous predecessor predecessors add-on cite cites cited discuss discusses mention mentions explains explain covers chapter lecture notebook course implementation reimplement library libraries port only even
    however although though whereas while both old older newer younger longer again still far free freed what-if away rid foreshadows anticipates anticipated anticipate generalises generalizes related unrelated
    alternative alternatives opposite question ask asks option options experiment experiments ablation ablations follow-up transfer hybrid hybrids combine combined combines bring back brings-back gone approach approaches exercise
    grew grow grows became into helper unnecessary superfluous needless obsolete attempt attempts try tried xl transformer-xl universal memory block-recurrent rwkv linear generation inference decoding generating cache cached long-range beside besides next benefits advantages replacement replacements name names note notes noted remark remarks remarked observe observes observed outperforms
    version versions ≠""".split()
)
# "splits into eight heads" tells of no successor, and "before the words are read" of no time before a paper.
HARMLESS = tagged(
    rf"(?:split|splits|splitting|divide|divides|divided|cut|cuts|break|breaks|broke|project|projects|projected) (?:{ANY}){{0,5}}?into |"
    rf"(?:before|after) (?:(?:the|a|its|their|each|every|all|any|source|input|target|french|english|first|whole|recurrent) ){{0,3}}"
    r"(?:words?|tokens?|sentences?|inputs?|embeddings?|softmax|encoder|annotations?|scores?|states?|reading|entering|encoding|they|it|network|layer) "
)
# Words that deny, but deny nothing when they stand inside the feature itself or belong to these turns of speech.
SAYS_FREELY = frozenset("only even old longer still while before between already like role next approach add first both different combined read course chapter now reading next".split())
APART = re.compile(r"(?<= )(?:; (?!so (?:it|we|you|they|runs|goes) |thus |this is (?:what|how) |that is (?:what|how) )|whereas |while |but |, and |- )")
ALWAYS_APART = frozenset({"; "})
PRONOUNS = re.compile(r"^ (?:- )?(?:(?:while|when|before|after|as|where|once|for each word|at each step|at every step) (?:, )?)?(?:its|their|it|they|his|this model|that model|the model|the authors|the encoder|the decoder|the score|the paper|the architecture|the translator|inside) ")
WORLD = re.compile(r"(?<= )(?:" + "|".join(re.escape(name) for name in WORLDS) + r") ")
OTHER_YEARS = {
    "old": re.compile(r"(?<= )Y2017 "),
    "new": re.compile(r"(?<= )Y201[45] "),
    "luong": re.compile(r"(?<= )Y201[47] "),
    "early": re.compile(r"(?<= )Y2017 "),
}
YEAR_OLD = tagged(r"(?:model|decoder|encoder|translator|paper|preprint) (?:of|from) (?:september )?(?:Y2014|Y2015) ")


def misplaced(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, message) of a feature that is told of a work which does not have it, or None."""
    text = sentence.text
    inherited = _inherited(sentence, text)
    if inherited is None and sentence.words.isdisjoint(WORLDS) and YEAR_OLD.search(text) is None:
        return None
    if sentence.kinds & ELSE or any(kind > "Y2017" and kind[1:].isdigit() for kind in sentence.kinds if kind[0] == "Y"):
        return None
    at = 0
    for part in _parts(text):
        start, at = at, at + len(part)
        worlds = {WORLDS[found[0][:-1]] for found in WORLD.finditer(part)}
        if not worlds and YEAR_OLD.search(part):
            worlds = {"old"}
        if not worlds and start == 0 and inherited:
            worlds = {inherited}
        if len(worlds) != 1 or OTHER_YEARS[next(iter(worlds))].search(part):
            continue
        found = _alien_feature(sentence, part, start, worlds.pop())
        if found is not None:
            position, message = found
            if doubted(sentence):
                return None
            return sentence.token_at(max(1, start + position)).start, message
    return None


def _parts(text: str) -> list[str]:
    """The clauses that stand against each other; together they are the text."""
    cuts = [0, *(found.start() for found in APART.finditer(text) if found[0] in ALWAYS_APART or _worlds_on_both_sides(text, found.start())), len(text)]
    return [text[a:b] for a, b in zip(cuts, cuts[1:])]


def _worlds_on_both_sides(text: str, cut: int) -> bool:
    return bool(WORLD.search(text, 0, cut)) and bool(WORLD.search(text, cut))


def _inherited(sentence: Sentence, text: str) -> str | None:
    """The work that a pronoun at the sentence's start stands for: the only one of the sentence before."""
    if PRONOUNS.match(text) is None or sentence.kinds & WORLDS.keys():
        return None
    before = sentence.near(-1)
    if before is None or before.kinds & ELSE or before.asked:
        return None
    worlds = {WORLDS[kind] for kind in before.kinds & WORLDS.keys()}
    return worlds.pop() if len(worlds) == 1 else None


def _alien_feature(sentence: Sentence, part: str, start: int, world: str) -> tuple[int, str] | None:
    padded = part if part.startswith(" ") else " " + part
    shift = len(padded) - len(part)
    words = set(padded.split())
    if len(words) > 45:
        return None
    for feature in FEATURES:
        if feature.alien != world:
            continue
        for found in feature.pattern.finditer(padded):
            outside = _without_features(padded[: found.start()] + padded[found.end() :], world)
            rest = outside.split()
            free = FREE.intersection(HARMLESS.sub("", outside).split())
            if feature.vivid:
                free -= SAYS_FREELY
            elif free == {"only"}:
                free = set()
            if free or (not feature.vivid and not _possessed(padded, found, rest)):
                continue
            if found[0] == "MATH " and not _scaled(sentence.token_at(max(1, start + found.start() - shift)).names):
                continue
            return found.start() - shift, feature.message
    return None


def _without_features(text: str, world: str) -> str:
    """The text without whatever else tells of such a feature, so that "no recurrence" denies nothing."""
    for feature in FEATURES:
        if feature.alien == world and feature.vivid:
            text = feature.pattern.sub("", text)
    return text


def _scaled(formula: tuple[str, ...]) -> bool:
    return bool(formula) and (
        re.search(r"\\sqrt\s*\{?\s*d|√d|W[\^_]\{?\s*[QKV]\b", formula[0]) is not None
        or re.match(r"^\s*(?:e_\{?ij\}?\s*=\s*)?s_\{?[it](?:\s*-\s*1)?\}?\s*(?:\^\{?\\?(?:top|T|intercal|prime)\}?|ᵀ|\\cdot)\s*h_", formula[0]) is not None
    )


def _possessed(part: str, found: re.Match[str], rest: list[str]) -> bool:
    """Whether the feature is said to be had, not just named beside the work."""
    if not HAS.intersection(rest):
        return False
    before, after = part[: found.start()].split()[-2:], part[found.end() :].split()[:2]
    near = {*before, *after}
    joined = {"and", "or", "/"} & near and near & WORLDS.keys()
    return not joined
