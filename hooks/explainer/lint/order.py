"""Which of two dated things came first, and how long before: "had been out for six months when …", "is younger than BERT"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .chronology import NUMBERS, amount, span, years_before
from .stance import doubted
from .tagging import Sentence
from .topics import with_topics
from .words import tagged

ANY = r"(?:(?![;.!?] |not |never |E\d+ |whereas |while |but )\S+ )"
CLOSE = ANY.replace("[;.!?]", "[;:,.!?]")
COUNT = r"(?:a |an |mere |scant |bare |some |about |almost |nearly |over |just |only |roughly |more than |less than |exactly |full |whole |good |long |barely |hardly |scarcely |at least |around |not quite |not yet |not even |close to |little more than )*"
AMOUNT = rf"{COUNT}(?P<n>N[\d.]+|{'|'.join(NUMBERS)}|decade|decades|few|couple of|dozen|several|many|single|a|half a dozen) (?:and a half |full |whole |long )*(?P<u>years|year|decade|decades|months|month|weeks|week|days|summers|winters)? ?"
KNOWN = r"(?:around|out|known|available|online|in use|there|public|in print|on the arxiv|on arxiv|with us|history|in the world|standard|published|posted|famous|about|alive|old|of age|behind us|old news)"
WHEN = r"(?:when|by the time|at the time|the day|as soon as|at the moment|before) "
LASTED = tuple(
    tagged(p)
    for p in (
        rf"E(?P<a>\d+) {ANY}{{0,4}}?(?:had|have|has|was|were|is) (?:already |then |by then |just )*(?:been )?(?:{KNOWN} )?(?:to the \S+ )?(?:for )?{AMOUNT}(?:old )?{ANY}{{0,2}}?{WHEN}{ANY}{{0,8}}?E(?P<b>\d+) ",
        rf"E(?P<b>\d+) {ANY}{{0,5}}?(?:when|after|as) {ANY}{{0,2}}?E(?P<a>\d+) {ANY}{{0,2}}?(?:had|was|were) (?:already )?(?:been )?(?:{KNOWN} )(?:for )?{AMOUNT}",
        rf"(?:when|by the time|at the time|as) {ANY}{{0,6}}?E(?P<b>\d+) {ANY}{{0,10}}?E(?P<a>\d+) {ANY}{{0,4}}?(?:had|have|has|was|were|is) (?:already |then |by then |just )*(?:been )?(?:{KNOWN} )?(?:to the \S+ )?(?:for )?{AMOUNT}",
        rf"^ (?:when|by the time|at the time|as) {ANY}{{0,6}}?E(?P<b>\d+) [^,;.]{{1,80}}, {ANY}{{0,3}}?E(?P<a>\d+) {ANY}{{0,3}}?(?:had|was|were) (?:already |then |by then |just )*(?:been )?(?:{KNOWN} )(?:to the \S+ )?(?:for )?{AMOUNT}",
    )
)
FIRST = tuple(
    tagged(p)
    for p in (
        rf"E(?P<a>\d+) {ANY}{{0,7}}?(?:already|had long been|had been|long since|by then) {ANY}{{0,7}}?(?:when|by the time|before|at the time) {ANY}{{0,6}}?E(?P<b>\d+) ",
        rf"(?:when|by the time|at the time) {ANY}{{0,6}}?E(?P<b>\d+) {ANY}{{0,9}}?E(?P<a>\d+) {ANY}{{0,5}}?(?:already|had long been|had been|long since|was old news|was out) ",
        rf"E(?P<a>\d+) (?:is|was|are|were) (?:by far |clearly |plainly )?the (?:elder|older|earlier|senior|first)(?: one| of the two| of the pair)? {ANY}{{0,3}}?(?:: |; |, |and ){ANY}{{0,3}}?E(?P<b>\d+) ",
        rf"E(?P<a>\d+) {ANY}{{0,4}}?(?:is|was|are|were) (?:\S+ ){{0,2}}?(?:older than|earlier than|senior to) {ANY}{{0,4}}?E(?P<b>\d+) ",
        rf"E(?P<b>\d+) {ANY}{{0,4}}?(?:is|was|are|were) (?:\S+ ){{0,2}}?(?:younger than|newer than|more recent than|later than|junior to) {ANY}{{0,4}}?E(?P<a>\d+) ",
        rf"E(?P<a>\d+) (?:(?:paper|preprint|long|clearly|easily) ){{0,2}}(?:predates|predated|precedes|preceded|antedates) {ANY}{{0,4}}?E(?P<b>\d+) ",
        rf"E(?P<b>\d+) (?:(?:paper|preprint|appeared|came|arrived|followed|was|were|published|posted|out|released|only|shortly|soon|long|introduced|even|wrote|written|their|model|presented|worked) ){{1,5}}after {ANY}{{0,2}}?E(?P<a>\d+) ",
        rf"E(?P<a>\d+) (?:(?:paper|preprint|appeared|came|arrived|was|were|published|posted|out|released|shortly|long|introduced|even|known|there|around|existed|was|wrote|had|written|their|model|presented) ){{1,5}}before {ANY}{{0,2}}?E(?P<b>\d+) ",
        rf"(?:only|not) (?:after|until|with|when) {ANY}{{0,3}}?E(?P<a>\d+) {ANY}{{0,6}}?(?:did|was|could|were|came) {ANY}{{0,3}}?E(?P<b>\d+) ",
    )
)
NEXT = (tagged(rf"E(?P<a>\d+) {ANY}{{0,6}}?in the (?:very )?(?:year|summer|autumn|spring|month) after {ANY}{{0,2}}?E(?P<b>\d+) (?!alone )"),)
# Which of two came first, told by a noun of kinship, by what one owes the other, or by counting them.
DERIVED = tuple(
    tagged(p)
    for p in (
        rf"the (?:older|earlier|elder) E(?P<a>\d+) (?:, |and |to |with ){CLOSE}{{0,3}}?E(?P<b>\d+) ",
        rf"the (?:younger|newer) E(?P<b>\d+) (?:, |and |to |with ){CLOSE}{{0,3}}?E(?P<a>\d+) ",
        rf"E(?P<b>\d+) (?:compare|compares|compared|measure|measured|pit|pitted) (?:(?![;:.!?] |not )\S+ ){{0,4}}?(?:with|to|against) {CLOSE}{{0,2}}?E(?P<a>\d+) ",
        rf"E(?P<b>\d+) {CLOSE}{{0,4}}?(?<! to )(?:trails|trailed|succeeds|succeeded|followed|follows|continues|continued|builds on|built on|rests on|rested on|draws on|drew on|borrows from|borrowed from|(?:took|takes|borrowed|copied|adopted|inherited|had|got) (?:\S+ ){{1,4}}?from|derives from|derived from|inspired by|grew out of|descends from|modelled on|modeled on|reacted to|responded to|in response to|in the wake of|on the heels of|(?:already |even )?(?:cite|cites|quote|quotes|mention|mentions|refer to|refers to|knew|know|knows|had read|have read|discuss|discusses|criticise|criticize|criticises|improve on|improves on|improved on|extend|extends|extended)) {CLOSE}{{0,3}}?E(?P<a>\d+) ",
        rf"E(?P<b>\d+) (?:is|was|are|were) {CLOSE}{{0,3}}?(?:successor|descendant|heir|offspring|grandchild|sequel|continuation|follow-up|answer|reaction|reply|response|daughter|simplification|refinement|offshoot) (?:of|to) {CLOSE}{{0,3}}?E(?P<a>\d+) ",
        rf"E(?P<a>\d+) (?:is|was|are|were) {CLOSE}{{0,3}}?(?:predecessor|forerunner|precursor|ancestor|parent|forebear|grandfather|grandmother|inspiration|source) (?:of|for|to) {CLOSE}{{0,3}}?E(?P<b>\d+) ",
        rf"E(?P<a>\d+) (?:paved the way (?:for|to)|led to|gave rise to|inspired|made possible|prompted|prepared the ground for|was followed by|were followed by|was succeeded by|was soon followed by) {CLOSE}{{0,3}}?E(?P<b>\d+) ",
        rf"^ first (?:came|there was|there were|was|appeared) {CLOSE}{{0,3}}?E(?P<a>\d+) (?:, |; |and )*(?:then|next|later|only then|after that|followed by|after it) {CLOSE}{{0,3}}?E(?P<b>\d+) ",
        rf"^ (?:{CLOSE}{{0,3}}?)E(?P<a>\d+) (?:came|was|appeared|arrived) (?:\S+ )?first (?:, |; |and )*(?:then |only then |next )?{CLOSE}{{0,3}}?E(?P<b>\d+) ",
    )
)
NOT_YET = tuple(
    tagged(p)
    for p in (
        rf"(?:when|by the time|at the time|as) {ANY}{{0,4}}?E(?P<b>\d+) [^;.]{{0,60}}?, {ANY}{{0,4}}?E(?P<a>\d+) (?:had|was|were|has) (?:yet to|not yet (?:been|appeared|out|published|written|posted|known|there)|still to) ",
        rf"E(?P<a>\d+) (?:had|was|were|has) (?:yet to|not yet (?:been|appeared|out|published|written|posted|known|there)|still to) {ANY}{{0,4}}?(?:when|by the time|at the time|as) {ANY}{{0,4}}?E(?P<b>\d+) ",
    )
)
SAME = tuple(
    tagged(p)
    for p in (
        rf"E(?P<a>\d+) {ANY}{{0,3}}?(?:is|was|are|were) {ANY}{{0,2}}?(?:as old as|the same age as|of the same age as|coeval with|a contemporary of|contemporary with) {ANY}{{0,3}}?E(?P<b>\d+) ",
        rf"E(?P<a>\d+) and {ANY}{{0,2}}?E(?P<b>\d+) (?:(?![;.!?] |not |never |E\d+ )\S+ ){{0,4}}?(?:in|at|from|of) (?:the |one and the )?(?:very )?same (?:year|summer|autumn|spring|month|conference|season) ",
        rf"E(?P<a>\d+) {ANY}{{0,7}}?(?:in|of|from|at) the (?:very )?same (?:year|summer|autumn|spring|month|conference|season) (?:as|in which|that|when) {ANY}{{0,5}}?E(?P<b>\d+) ",
        rf"^ (?:in|at) the (?:very )?same (?:year|summer|autumn|spring|month|season|conference) (?:as|in which|that|when) {ANY}{{0,6}}?E(?P<a>\d+) {ANY}{{0,8}}?E(?P<b>\d+) ",
    )
)
FIXED = frozenset("transformer fast weights dropout lstm byte-pair encoding".split())
MODELS_DATED = {"bert": 2018.78, "gpt": 2018.45, "gpt-2": 2019.1, "gpt-3": 2020.4, "chatgpt": 2022.9, "t5": 2019.8, "roberta": 2019.55, "palm": 2022.25}
# Something at hand years before it was published: "in 2016 one could choose the Transformer".
AT_HAND = tagged(
    r"(?:in|by|during|already in|as early as) (?:early |late |the year |the summer of )?Y(?P<y>201[0-6]) (?:, )?(?:(?![;.!?] |Y\d+ |not |never |no |yet |only |nobody )\S+ ){0,8}?(?:could|can|was able to|were able to|was free to) "
    r"(?:already |also |still )?(?:choose|use|train|pick|read|download|cite|try|run) (?:(?![;.!?] |Y\d+ |not |never |no |than )\S+ ){0,7}?(?:TRF|PVAS|MHA|SDP) "
)
# Read or taught before it was written: "students of 2012 already read Bahdanau et al."
READ_TOO_EARLY = tagged(
    r"Y(?P<y>19[5-9]\d|200\d|201[0-3]) (?:(?![;.!?,] |not |never |no |Y\d+ |[GP][A-Z]+ )\S+ ){0,6}?(?:already|could|had) (?:(?![;.!?,] |not |never |no |[GP][A-Z]+ )\S+ ){0,3}?"
    r"(?:learn|learned|learnt|read|study|studied|taught|cite|cited|heard|download|downloaded|reproduce|reproduced|implement|implemented|train|trained) (?:(?![;.!?,] |that |which |who |before |[GP][A-Z]+ )\S+ ){0,6}?(?:GBAH|PBAH|RNNS) "
)
# Known before it was written: "who left at the end of 2015 knew the Transformer".
KNEW_TOO_EARLY = tagged(
    r"Y(?P<y>200\d|201[0-6]) (?:(?![;.!?] |not |never |no |nobody |only |yet |Y\d+ |[GP][A-Z]+ )\S+ ){0,6}?(?:knew|had read|had used|had heard of|had met|had seen|had tried|had cited|was familiar with|were familiar with|read|used|cited|heard of) (?:(?:of|about|the|already|both|paper|on|from|well) ){0,3}(?:TRF|PVAS|MHA|SDP) "
)
# The order of two works told over two sentences.
OLDER_ONE = tagged(r"^ (?:TRF|PVAS|GVAS|MHA|SDP) (?:is|was) (?:\S+ ){0,2}?(?:elder|older|earlier|senior) (?:one |member |paper |idea |model )?of the (?:two|pair) ")
YOUNGER_ONE = tagged(r"^ (?:GBAH|PBAH|RNNS|ADD|ATT) (?:is|was) (?:\S+ ){0,2}?(?:younger|later|newer|junior) (?:one |member |paper |idea |model )?of the (?:two|pair) ")
CAME_LATER = tagged(r"^ (?:and |then )?(?:GBAH|PBAH|RNNS|ADD|ATT) (?:only |then )?(?:followed|came|appeared|arrived|joined it) (?:\S+ ){0,3}?(?:years?|months?|weeks?|summers?|winters?) (?:later|after|afterwards|after that) ")
TRANSLATING = frozenset("recurrent translation translator translators decoder decoders nmt".split())
IN_2017 = frozenset({"TRF", "PVAS", "GVAS", "MHA", "SDP"})
IN_2014 = frozenset({"GBAH", "PBAH", "RNNS", "ADD", "ATT"})
NEITHER = frozenset({"LSTM", "GRU", "MODEL", "FLASH", "GSUT", "PSUT", "GLUO", "PLUO", "GOTH", "PAPER", "SELF"})
TIMES = frozenset("""elder yet when time day already before older younger newer earlier later senior predates predated precedes preceded antedates after same recent until moment as trails trailed succeeds succeeded followed follows continues continued builds built rests rested draws drew borrows borrowed took takes copied adopted inherited had got derives derived
    inspired grew descends modelled modeled reacted responded compare compares compared pit pitted measure measured cite cites quote quotes mention mentions refer refers knew know knows read discuss discusses criticise criticize criticises improve improves improved extend extends extended response wake heels successor descendant heir offspring grandchild sequel continuation follow-up answer reaction reply daughter simplification
    refinement offshoot predecessor forerunner precursor ancestor parent forebear grandfather grandmother inspiration source old age coeval contemporary paved led gave made prompted prepared first junior""".split())
UNREAL = frozenset("would not never no nobody if had imagine later before yet until".split())
OPEN = frozenset("pretraining pre-training children child version revision layer layers used uses applied trained extended based heads positions decoding sentence token library code train training bleu".split())


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that came between two times, and the token that names it."""

    start: float
    stop: float
    place: int
    kind: str


def _dated(sentence: Sentence) -> tuple[str, list[Dated]]:
    """The sentence with E0, E1, … for everything that has a date."""
    text, topics, origin = with_topics(sentence)
    parts, found = [], []
    for word, position in zip(text.split(), origin):
        token = sentence.tokens[position]
        time = None
        if token.text == "MODEL" and token.names[0] in MODELS_DATED:
            at = MODELS_DATED[token.names[0]]
            time = at, at + 0.1
        elif (plain := span(token)) is not None and token.text not in ("LSTM", "MODEL"):
            time = plain
        elif re.fullmatch(r"T\d+", word):
            topic = topics[int(word[1:])]
            if topic.name not in FIXED and max(topic.years) - min(topic.years) <= 2:
                time = float(min(topic.years)), max(topic.years) + 0.99
        if time is None:
            parts.append(word)
        else:
            parts.append(f"E{len(found)}")
            found.append(Dated(*time, token.start, token.text))
    return " " + " ".join(parts) + " ", found


def disordered(sentence: Sentence) -> Iterator[int]:
    """The offsets of statements that put two dated things in the wrong order or at the wrong distance."""
    if _over_two(sentence) and not sentence.words & (UNREAL - {"later"}) and not doubted(sentence):
        yield sentence.start
        return
    if (found := KNEW_TOO_EARLY.search(sentence.text)) is not None and not sentence.asked and sentence.words.isdisjoint({"if", "would", "imagine"}) and not doubted(sentence):
        yield sentence.token_at(found.start("y")).start
        return
    if (found := AT_HAND.search(sentence.text) or READ_TOO_EARLY.search(sentence.text)) is not None and not sentence.asked and not sentence.words & UNREAL and not doubted(sentence):
        yield sentence.token_at(found.start("y")).start
        return
    if sentence.words.isdisjoint(TIMES) or len(sentence.tokens) < 4 or sentence.asked or sentence.words & OPEN:
        return
    text, dated = _dated(sentence)
    if len(dated) < 2:
        return
    for patterns, wrong in ((LASTED, _lasted), (FIRST, _first), (NEXT, _next), (DERIVED, _derived), (NOT_YET, _not_yet), (SAME, _same)):
        for pattern in patterns:
            found = pattern.search(text)
            if found is None:
                continue
            a, b = dated[int(found["a"])], dated[int(found["b"])]
            if a.kind == b.kind or not wrong(a, b, found):
                continue
            if doubted(sentence) or _of_another_kind(sentence, found):
                return
            yield a.place
            return


def _of_another_kind(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether it is attention in some field, not as such, that is compared: `attention in vision is younger than …`."""
    return "ATT" in sentence.kinds and not {"in", "for"}.isdisjoint(found[0].split()[:3]) and sentence.words.isdisjoint(TRANSLATING)


def _over_two(sentence: Sentence) -> bool:
    """Whether this sentence and the one beside it turn round the order of the two papers."""
    for pattern, distances, other in ((OLDER_ONE, (-1, 1), IN_2014), (YOUNGER_ONE, (-1, 1), IN_2017), (CAME_LATER, (-1,), IN_2017)):
        if pattern.match(sentence.text) is None or sentence.kinds & NEITHER:
            continue
        for distance in distances:
            beside = sentence.near(distance)
            if sentence.kinds & other and " ; " in sentence.text:
                return True
            if beside is not None and beside.kinds & other and not beside.kinds & (NEITHER | ((IN_2014 | IN_2017) - other)):
                return True
    return False


def _lasted(a: Dated, b: Dated, found: re.Match[str]) -> bool:
    low_high = amount(found["n"], found["u"] or "years", found[0])
    if low_high is None:
        return False
    whole = years_before(found.string, found.start("n"))
    low, high = low_high[0] + whole, low_high[1] + whole
    slack = 0.0 if " not yet " in found[0] or " less than " in found[0] else 0.35
    return high < b.start - a.stop - slack or low > b.stop - a.start + 0.6 or b.stop < a.start


def _first(a: Dated, b: Dated, found: re.Match[str]) -> bool:
    return a.start >= b.stop


def _next(a: Dated, b: Dated, found: re.Match[str]) -> bool:
    return int(a.start) - int(b.stop) > 1 or a.stop < b.start


def _derived(a: Dated, b: Dated, found: re.Match[str]) -> bool:
    if not {"with", "against"}.isdisjoint(found[0].split()) and b.kind[0] not in "GP":
        return False
    return a.start >= b.stop and b.kind != "ATT" and {"could", "can", "might", "would", "may"}.isdisjoint(found.string.split())


def _not_yet(a: Dated, b: Dated, found: re.Match[str]) -> bool:
    return a.stop < b.start


def _same(a: Dated, b: Dated, found: re.Match[str]) -> bool:
    return int(a.stop) < int(b.start) or int(b.stop) < int(a.start)
