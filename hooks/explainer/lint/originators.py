"""Attention and somebody to whom it is not due, in one clause with a word of origination, in whatever order they stand.

A clause has three roles: the thing (attention by its name, or told as what a decoder does), somebody, and an act of
origination. Where they are bound to each other and nothing denies, limits or compares, the clause credits somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .stance import DOUBT, doubted
from .tagging import Sentence, Token, of_a_kind, sentences
from .words import Patterns, tagged

ANY = r"(?:(?![;.!?,] )\S+ )"
SOURCE = r"(?:source|encoder|encoder's|inputs?|annotations?|foreign|states) "
# Attention told as what it does: "a weighted average of its inputs", "looked back at all encoder states".
TOLD = tagged(
    rf"(?:freedom from (?:(?![;.!?,] )\S+ ){{0,3}}?(?:vector|bottleneck) |freed (?:(?![;.!?,] )\S+ ){{0,4}}?from (?:(?![;.!?,] )\S+ ){{0,3}}?(?:vector|bottleneck) |weighted (?:sums?|averages?|means?|mix|mixture|combinations?) (?:of|over) {ANY}{{0,4}}?{SOURCE}|softmax over {ANY}{{0,3}}?{SOURCE}|(?:encoder states|states of (?:an|the) encoder|source (?:states|words)) (?:are|were|is) (?:weighted|weighed|averaged|summed) |"
    rf"(?:look|looks|looked|looking|gaze|glance|glances|glanced|peek|peeked|search|searched|searches|weigh|weighs|weighed|weighing|consult|consults|consulted|attend|attends|attended|align|aligns|aligned) {ANY}{{0,5}}?{SOURCE}"
    r"(?:(?:states?|words?|sentences?|positions?|softly|of the|text) )*)"
)
TOLD_WITHIN = tagged(
    rf"(?:relat|compar|link|connect|match|weigh|attend|look)\w* {ANY}{{0,5}}?(?:positions|words|tokens|parts|elements) {ANY}{{0,5}}?(?:(?:of|in|within) (?:(?:one|and|the|a) ){{1,3}}(?:same|single) (?:sentence|sequence|text) )?(?:(?:to|with|against|at) )?(?:each other|one another) "
)
OTHERS = frozenset("GCHO GVAS GVMIX GLUO GSUT GOTH GOTHD OGOO OOTH PVAS PLUO PSUT PXU PAPER MODEL TRF".split())
SOME = frozenset("GPART GMIX GINT".split())
RIGHT = frozenset("GBAH PBAH OMTL RNNS".split())
RIVALS = frozenset("SELF MHA SDP POS QKV RESN MASK ROPE FLASH VAR ONLY LOC DOT LSTM GRU SEQ WTS LAY SINK".split())
TURNS = frozenset("; . ! ? but while whereas although though yet however".split())
FIRST = frozenset("first earliest original".split())
NUMBERED = FIRST | frozenset("earlier prior previous older other".split())
VERBS = frozenset(
    """invent invents invented inventing discover discovers discovered devise devises devised conceive conceives conceived pioneer pioneers pioneered dreamt dreamed hatched introduce introduces
    introduced introducing propose proposes proposed unveil unveiled create creates created originate originates originated launched published presented developed founded debuted
    suggested described contributed worked-out added""".split()
)
OUTRIGHT = frozenset("alone only solely exclusively entirely".split())
CUES = FIRST | VERBS | frozenset(
    """invention inventions inventor inventors originator originators origin origins birth birthplace born brainchild father fathers mother discovery discoverer discoverers creation creator creators
    novelty novelties pioneer pioneers cradle owe owes owed credit due thank thanks thanked roots stems traces debut founder founders idea merit baby innovation breakthrough contribution genius achievement remedy cure solution""".split()
)
# What comes or goes is an origin only before these.
MOVES = {"comes": "from", "came": "from", "come": "from", "out": "of", "left": "to", "goes": "back", "go": "back", "went": "back", "dates": "back from", "arrived": "with", "attributed": "to", "credited": "to with", "ascribed": "to", "belongs": "to"}
PARTICIPLES = frozenset("invented introduced proposed devised discovered conceived pioneered first due".split())
PHRASED = frozenset({("thought", "of"), ("thought", "up"), ("hit", "on"), ("hit", "upon"), ("dreamt", "up"), ("dreamed", "up")})
DENIES = frozenset("not never n't nobody none neither nor cannot didn't wasn't isn't without hardly no rather instead unlike nothing".split())
LIMITS = frozenset(
    """before after than since until already earlier older later variant variants version versions form forms kind kinds type types layer layers alone only entirely solely exclusively based popular popularised
    popularized simplified improved improvement modification survey review inspired extends extended extending refined adapted built builds applied applies apply application
    image images caption captions captioning captioner speech vision visual graph graphs parsing video summarisation reading handwriting local global monotonic hard sparse linear memory recurrence recurrent
    parallel scale production precursor precursors forerunner forerunners lecture course tutorial talk textbook blog explains explained cites cited citing
    fame popularity success spread places place if when differs compared compares comparison prize award said says according told tells believes thinks likes liked interview""".split()
)
# Between a verb and what was invented.
OF_IT = frozenset(
    """the a an idea ideas concept notion principle of for mechanism called so-called neural what we now call today famous now-famous revolutionary whole very trick as " ' technique method key new novel original modern
    soft that is known , : - additive both behind first and to in its their our translation machine networks decoders this device""".split()
)
LINKS = frozenset("which that whom is was are were : , - as ( ) 's where".split())
BY = frozenset("by at in from with of to : , - ( is was are were through".split())
PLACED = frozenset("is was , where the place that in which to mechanism paper lab team company and an 's are were".split())
GROUPISH = frozenset("group team lab laboratory researchers engineers people authors trio company 's of Y2015 Y2016 Y2017".split())
BUILT = frozenset("published wrote built made presented designed trained".split())
AND_THEN = OF_IT | frozenset("we have had has got they the our their".split())
USE = frozenset("uses use used using".split())
SAMENESS = frozenset("exactly identical identically same still today's unchanged".split())
IS = frozenset("is was".split())
BEFORE_WHO = frozenset("ones one people first those men man woman person researchers engineers authors scientists group team company , nobody he".split())
BROKEN = frozenset("because so if when how why".split())


# Names that hold several roles.
SPELLED = {
    "last author": ["last", "author"],
    "senior author": ["senior", "author"],
    "authors of rnnsearch": ["authors", "of", "RNNS"],
    "three authors of rnnsearch": ["three", "authors", "of", "RNNS"],
    "rnnsearch authors": ["authors", "of", "RNNS"],
    "authors of the iclr 2015 paper": ["authors", "of", "PBAH"],
    "authors of the iclr paper": ["authors", "of", "PBAH"],
    "authors of the 2014 paper": ["authors", "of", "PBAH"],
} | {f"{paper} {on} attention": ["paper", "on", "ATT"] for paper in ("paper", "article") for on in ("on", "about")} | {"attention paper": ["paper", "on", "ATT"]}


# The sum over encoder states with alignment weights, and the additive score: attention told as a formula.
AS_FORMULA = re.compile(r"\\sum.*\\alpha[^+=]*h|v(?:_\{?\w+\}?)?\^\{?(?:\\top|T|\\intercal)\}?\s*\\tanh[^\[\]]*\+", re.S)


class Clause(NamedTuple):
    """Words of a clause, where attention told in other words is ATT, and for each the place of its token."""

    words: list[str]
    places: list[int]


NAMED = r"(?:G[A-Z]+|P[A-Z]+|O[A-Z]+|TRF|MODEL|RNNS)"
# "not Bahdanau, not Cho, but Bengio", "not in Montreal but at Google": what stands before the "but" is taken out.
REFUSED = tagged(
    rf"not (?:(?:in|by|at|from|with|to|of|the|due|invented|born|introduced|proposed|conceived|discovered|devised|developed) ){{0,3}}{NAMED} (?:alone )?(?:(?:, )?(?:not|nor|or|and) (?:(?:in|by|at|from|to|the) ){{0,2}}{NAMED} ){{0,2}}(?:, )?but (?:rather )?"
)

ASIDE = tagged(rf"not (?:(?:in|by|at|from|with|to|of|the) ){{0,2}}{NAMED} (?:(?:, )?(?:not|nor|or|and) (?:(?:in|by|at|from|to|the) ){{0,2}}{NAMED} ){{0,2}}(?=, (?:who|which|that|where)|[.;] |$)")


def _refused(sentence: Sentence) -> set[int]:
    """The places of words that a contrast takes back; the act itself is kept."""
    if "not" not in sentence.words:
        return set()
    found = REFUSED.search(sentence.text) or ASIDE.search(sentence.text)
    if found is None or " alone " in found[0]:
        return set()
    first = sentence.text.count(" ", 0, found.start()) - 1
    return {at for at in range(first, first + found[0].count(" ")) if sentence.tokens[at].text not in CUES}


def clauses(sentence: Sentence) -> list[Clause]:
    """What stands between semicolons and words that turn, found once."""
    key = f"clauses{sentence.index}"
    if key not in sentence.block.cache:
        sentence.block.cache[key] = list(_clauses(sentence))
    return sentence.block.cache[key]


def _clauses(sentence: Sentence) -> Iterator[Clause]:
    told: dict[int, tuple[int, str]] = {}
    for pattern, word in ((TOLD, "ATT"), (TOLD_WITHIN, "SELF")):
        for found in pattern.finditer(sentence.text):
            first = sentence.text.count(" ", 0, found.start()) - 1
            told[first] = first + found[0].count(" "), word
    skipped = _refused(sentence)
    words: list[str] = []
    places: list[int] = []
    inside = 0
    for at, token in enumerate(sentence.tokens):
        if at < inside or at in skipped:
            continue
        if at in told:
            inside, word = told[at]
            words.append(word)
        elif token.text == "RNNS" and "first" in token.raw.lower():
            words += ["first", "ATT"]
            places.append(at)
        elif token.text == "MATH" and AS_FORMULA.search(token.names[0]):
            words.append("ATT")
        elif token.text == "ONLY" and token.raw.lower() == "attention alone" and words[-1:] and words[-1] in VERBS:
            words.append("ATT")
        elif token.text in ("GSUP", "GBAH", "PBAH") and (spelled := SPELLED.get(token.raw.lower())) is not None and (token.text != "PBAH" or words[-1:] and words[-1] in NUMBERED | {"a", "another"}):
            words += ["text", *spelled[1:]] if words[-1:] in (["a"], ["another"]) else spelled
            places += [at] * (len(spelled) - 1)
        elif token.text in TURNS and not (token.text in ("yet", "though") and at and sentence.tokens[at - 1].text not in (",", ";")):
            if words:
                yield Clause(words, places)
            words, places = [], []
            continue
        else:
            words.append(token.text)
        places.append(at)
    if words:
        yield Clause(words, places)


def _cues(words: list[str]) -> Iterator[int]:
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if (words[at - 1] if at else "", word) in PHRASED or word == "with" and words[max(0, at - 2) : at] in (["came", "up"], ["come", "up"]):
            yield at
        elif word in FIRST:
            if following in ("author", "authors", "name") or not OTHERS.isdisjoint(words[at + 1 : at + 3]):
                continue
            if at == 0 or words[at - 1] not in ("its", "their", "his", "'s", "came", "at", "my", "our") and words[at - 1] not in OTHERS:
                yield at
        elif word == "work" and at and (words[at - 1] == "'s" or following in ("of", "by")):
            yield at
        elif word in ("contribution", "contributed") and following in ("to", "lies", "on"):
            continue
        elif word in CUES or word in MOVES and following in MOVES[word].split():
            yield at


def _bound(words: list[str], cue: int, thing: int, who: int) -> bool:
    """Whether a word of origination, attention and somebody belong together, by the order in which they stand."""
    low, high = min(cue, thing, who), max(cue, thing, who)
    span = words[low : high + 1]
    if high - low > 22 or not BROKEN.isdisjoint(span) or any(word == "who" and words[low + at - 1] not in BEFORE_WHO | OTHERS | SOME for at, word in enumerate(span) if at):
        return False
    if not LIMITS.isdisjoint(span) or not LIMITS.isdisjoint(_until_comma(words[thing + 1 : thing + 5])):
        return False
    if not DENIES.isdisjoint(words[:high]) or not DENIES.isdisjoint(_until_comma(words[high:])):
        return False
    if words[cue - 1] == "as" or not SAMENESS.isdisjoint(span):
        return False
    if words[cue] in FIRST:
        return words[thing] in ("ATT", "SELF") and _first(words, cue, thing, who)
    if not USE.isdisjoint(span) or cue < thing and words[cue + 1] == "to" and thing < who:
        return False
    if cue < thing and words[cue] != "credited" and not (OF_IT if words[cue] in VERBS else OF_IT | IS).issuperset(words[cue + 1 : thing]) and not (cue < who < thing and AND_THEN.issuperset(words[who + 1 : thing])):
        return False
    if thing < who < cue:
        return who == thing + 1 or not (LINKS if words[who + 1] == "'s" else LINKS - {","}).isdisjoint(words[thing + 1 : who])
    if who < thing < cue:
        return thing - who < 5 and PLACED.issuperset(words[who + 1 : thing]) and words[who + 1 : thing] != ["and"]
    if thing < cue < who:
        return words[cue] in ("thank", "thanks", "credit") or not BY.isdisjoint(words[cue + 1 : who])
    return True


def _until_comma(words: list[str]) -> list[str]:
    return words[: words.index(",")] if "," in words else words


def _first(words: list[str], cue: int, thing: int, who: int) -> bool:
    """`Google was first to have attention`, `the first translator with attention was Google's`."""
    if cue < thing and (thing - cue > 8 or not OTHERS.isdisjoint(words[cue + 1 : thing])) or words[max(0, cue - 2) : cue] == ["among", "the"]:
        return False
    if who < cue:
        return GROUPISH.issuperset(words[who + 1 : cue]) or cue - who < 9 and not (LINKS | BUILT).isdisjoint(words[who + 1 : cue]) and words[cue - 1] != "of" and words[cue - 2] != "of"
    return words[cue - 2 : cue] != ["from", "the"] and not (LINKS | BY - {"to"}).isdisjoint(words[max(cue, thing) + 1 : who]) if who > thing else True


def _claimed(clause: Clause, things: frozenset[str], agents: frozenset[str]) -> tuple[int, int] | None:
    """The places of the first word of a claim and of the one who is credited."""
    words = clause.words
    cues = list(_cues(words))
    for who, agent in enumerate(words):
        if agent not in agents:
            continue
        for thing, word in enumerate(words):
            if word not in things:
                continue
            for cue in cues:
                if word == "PBAH" and words[cue] in ("presented", "described", "published", "developed"):
                    continue
                if _bound(words, cue, thing, who):
                    return clause.places[min(cue, thing, who)], clause.places[who]
    return None


MADE = r"(?:invented|introduced|proposed|devised|discovered|conceived|pioneered|originated|created|came up with|thought of|thought up)"
THE_IDEA = frozenset({"ATT"})
THE_WORK = frozenset({"ATT", "ADD", "RNNS", "PBAH"})
# "Had he not invented it, …", "without his invention of it there would be …" take for granted that he did.
GRANTED = tagged(r"(?:(?:had|if) (?:\S+ ){1,5}?(?:not|never) (?:\S+ ){1,9}?, |without (?:(?![,;.!?] )\S+ ){1,5}?(?:invention|discovery|idea|introduction) of (?:the )?ATT )")
UNDO = frozenset("had if not never without".split())
EXCLUSIVE = tagged(
    r"(?:nobody|no one|no-one|none) (?:but|except|besides|apart from|other than|helped|assisted|worked with|shared) (?P<who>G[A-Z]+) (?:(?![;.!?] )\S+ ){0,12}?(?P<what>ATT|ADD|RNNS|PBAH) "
)
GRANTED_TO_ONE = tagged(rf"(?:GPART|GINT) 's (?:(?:famous|own|first|seminal|Y2014|Y2015) ){{0,2}}(?:single-author|single-authored|sole-author|solo|one-man|lone) (?:(?:paper|article|preprint|work) (?:on|about|that introduced) )?(?:PBAH|ATT|ADD) |(?P<who>GPART|GMIX|GINT) (?:, )?who (?:(?:alone|had|has|first|originally|once|also) ){{0,2}}{MADE} (?:(?:the|idea|of|concept|neural|a|an) ){{0,4}}ATT ")
OF_MIXED = tagged(r"(?:ATT|ADD|RNNS|PBAH) (?:of|by|from) GMIX ")
SHARED = frozenset(
    """co-authors coauthors co-author coauthor co-authored co-inventor co-inventors colleagues three trio jointly joint both helped with together students student supervisor supervised supervises others
    part parts share team group helps partly name names said says according interview told calls called""".split()
)


THREE = re.compile(r"\btwo (?:other )?(?:colleagues|others|co-authors|coauthors|collaborators)\b")


def _granted(sentence: Sentence) -> Clause | None:
    """What a counterfactual takes for granted, without its denial."""
    found = GRANTED.search(sentence.text) if "would" in sentence.words else None
    if found is None:
        return None
    first = sentence.text.count(" ", 0, found.start()) - 1
    inside = [at for at in range(first, first + found[0].count(" ")) if sentence.tokens[at].text not in UNDO]
    return Clause([sentence.tokens[at].text for at in inside], inside)


THEM = "|".join(sorted(OTHERS - {"PXU", "PAPER", "GOTH"}))
TRANSLATORS = r"(?:translation|translators?|nmt|GBAH|RNNS|PBAH|OMTL)"
ELSEWHERE = r"(?:PXU|captioning|captions?|captioners?|images?|vision|speech|PAPER|GOTH|handwriting)"
TOOK = r"(?:borrowed|borrows|took|takes|adopted|adopts|copied|copies|inherited|inherits|learned|learnt|imported|imports|lifted|applied|applies|got|followed|reused|imitated|repeated)"
# Attention handed on to translation from elsewhere.
HELD_IT = Patterns(
    tagged(pattern)
    for pattern in (
        r"(?:GSUT|PSUT|GCHO|PCHO|LSTM (?:of|from) Y19\d\d) (?:(?![;.!?] |not |never |no |without |lack |lacks |lacked |fixed |single )\S+ ){0,7}?(?:already|contained|contains|had|has|included|includes|featured|features|used|uses|possessed|introduced (?:\S+ ){1,6}?(?:model|models|translator|network|decoder|learning) with) (?:(?![;.!?] |no |not |without )\S+ ){0,4}?(?:ATT|ADD) ",
        r"(?:ATT|ADD) (?:(?![;.!?] |not |never )\S+ ){0,4}?(?:part of|contained in|built into|present in|included in|inside|already in|found in) (?:(?![;.!?] )\S+ ){0,6}?(?:PSUT|GSUT|GCHO|PCHO|LSTM (?:of|from) Y19\d\d) ",
    )
)


def held_before(sentence: Sentence) -> int | None:
    """The offset of a claim that a network of before September 2014 had attention, or None."""
    if sentence.asked or sentence.kinds.isdisjoint({"GSUT", "PSUT", "GCHO", "PCHO", "LSTM"}) or sentence.kinds.isdisjoint({"ATT", "ADD"}) or not sentence.kinds.isdisjoint({"GBAH", "PBAH", "Y2015"}):
        return None
    for _, pattern in HELD_IT.worth(sentence.text):
        found = pattern.search(sentence.text)
        if found is not None and sentence.words.isdisjoint({"not", "n't", "neither", "nor", "if", "later", "added"}) and not doubted(sentence):
            return sentence.token_at(found.start()).start
    return None


HANDED_ON = Patterns(
    tagged(pattern)
    for pattern in (
        rf"{TRANSLATORS} (?:systems |models |researchers |et al |then |only |later |soon |merely |simply |afterwards |just |had |have )*{TOOK} (?:{ANY}){{0,5}}?(?:it|ATT|idea|device|trick|mechanism|this|that) (?:{ANY}){{0,2}}?from (?:{ANY}){{0,4}}?{ELSEWHERE} ",
        rf"{ELSEWHERE} (?:(?![;.!?] )\S+ ){{0,12}}?(?:first|invented|originally|pioneered|before|earlier) (?:(?![.!?] )\S+ ){{0,8}}?{TRANSLATORS} (?:systems |models |researchers |et al |then |only |later |soon |merely |simply |afterwards |just )*{TOOK} (?:it|them|ATT|the (?:\S+ )?(?:idea|device|trick|mechanism|look|gaze|average|sum|search)|the same|this|suit|over|that|from) ",
        rf"ATT (?:(?![;.!?] )\S+ ){{0,5}}?(?:invented|born|conceived|introduced|developed|devised|proposed|originated|began|started|first|came|comes) (?:(?![;.!?] )\S+ ){{0,4}}?{ELSEWHERE} (?:(?![.!?] )\S+ ){{0,8}}?(?:then|later|afterwards|subsequently|next|after) (?:\S+ ){{0,3}}?(?:applied|carried|brought|transferred|moved|taken|ported|adapted|adopted|passed|came|spread|reached|extended) (?:\S+ ){{0,3}}?{TRANSLATORS} ",
        rf"(?:GBAH|PBAH|RNNS|OMTL) (?:{ANY}){{0,3}}?(?:only|merely|just|simply)? ?(?:wrote down|published|copied|repeated|used|described|applied|reused) (?:{ANY}){{0,3}}?what (?:the )?(?:{THEM}) (?:{ANY}){{0,2}}?(?:invented|devised|found|conceived|discovered|thought) ",
        rf"what (?:GBAH|PBAH|RNNS|OMTL) (?:{ANY}){{0,6}}?(?:was|were|is) (?:{ANY}){{0,2}}?(?:{THEM}) (?:'s )?(?:idea|invention|discovery|work) ",
        rf"ATT (?:{ANY}){{0,2}}?(?:reached|came to|went to|arrived in|arrived at|got to) (?:GBAH|OMTL|RNNS) (?:{ANY}){{0,3}}?from (?:the )?(?:{THEM}) ",
        rf"(?:RNNS|PBAH) (?:is|was) (?:{ANY}){{0,3}}?(?:version|copy|adaptation|application|offshoot|imitation|descendant) of (?:{ANY}){{0,2}}?(?:{THEM}) ",
        rf"(?:GBAH|RNNS|PBAH|OMTL) (?:(?:had|have|only|merely|simply|later|then|just) ){{0,3}}{TOOK} (?:{ANY}){{0,3}}?(?:ATT|it|idea) (?:{ANY}){{0,2}}?from (?:{ANY}){{0,3}}?(?:{THEM}) ",
        rf"(?:RNNS|GBAH|PBAH|OMTL) owe[sd]? (?:(?![;.!?] |not )\S+ ){{0,5}}?to (?:the )?(?:{THEM}) ",
        rf"(?:recurrent|rnn|rnns|LSTM) (?:{ANY}){{0,3}}?(?:took|adopted|borrowed|copied|inherited|got|learned|learnt) (?:{ANY}){{0,2}}?ATT (?:{ANY}){{0,2}}?from (?:the )?(?:{THEM}) ",
        rf"(?:GBAH|PBAH|RNNS|OMTL) (?:(?:had|have|has|were|was|is|are|only|merely|simply|itself) ){{0,3}}(?:inspired by|followed (?!by)|follows?|builds? on|built on|extends?|extended|based on|draws? on|drew on|starts? from|started from|adapts?|adapted|an answer to|a reaction to|a response to|modelled on|modeled on|adds? (?:\S+ ){{1,4}}?to|added (?:\S+ ){{1,4}}?to) (?:{ANY}){{0,4}}?(?:GVAS|PVAS|TRF) ",
        rf"(?:GOTH|PAPER) (?:{ANY}){{0,2}}?(?:took|takes|borrowed|borrows|inherited|copied|adopted|owes?|owed) (?:{ANY}){{0,2}}?SELF (?:{ANY}){{0,2}}?(?:from|to) (?:the )?(?:GVAS|TRF|PVAS|OGOO) ",
        rf"{ELSEWHERE} (?:{ANY}){{0,3}}?(?:invented|introduced|pioneered|discovered|devised) (?:{ANY}){{0,6}}?(?:,|and|;) (?:and )?{TRANSLATORS} (?:then |only |later |soon |merely |simply )*(?:followed|came second|came later|came next) ",
        r"ATT (?:mechanism )?(?:(?:was|is|has|had|actually|originally|first|really) ){0,3}(?:comes? from|came from|stems? from|stemmed from|born in|originated in|originates in|invented (?:in|for)|conceived (?:in|for)|developed (?:in|for)|an invention of|first appeared in|appeared first in|first seen in) (?:computer |machine )?(?:vision|image captioning|captioning|speech recognition|image recognition|object recognition|handwriting recognition|robotics) ",
        r"(?:vision|captioning|speech recognition|handwriting recognition) (?:is|was) (?:(?![;.!?] |not )\S+ ){0,5}?(?:where|in which) (?:(?:the|neural) ){0,2}ATT (?:mechanism )?(?:was )?(?:(?:first|originally) )?(?:born|invented|conceived|originated|began|devised|introduced) ",
        rf"(?:GBAH|PBAH|RNNS|OMTL) (?:(?:had|have|only|merely|simply|later|then|just) ){{0,3}}(?:modif(?:y|ied|ies)|refined?|refines|simplified|simplifies|generali[sz]e[ds]?|improved?|improves|changed|changes|varied|took over|takes over|reworked|extended|extends) (?:{ANY}){{0,4}}?(?:of )?(?:GVAS|PVAS|TRF|GLUO|PLUO) ",
        rf"(?:GBAH|PBAH|RNNS|ADD|ATT) (?:(?![.!?] )\S+ ){{0,4}}?(?:lacked|lacks|(?:still )?(?:had|has|knew) no|did without|misses|missed) ATT (?!among |between |within |inside |over target )",
        rf"ATT (?:is|was) (?:still )?(?:missing|absent|lacking) (?:from|in) (?:{ANY}){{0,3}}?(?:GBAH|PBAH|RNNS) ",
        rf"ATT (?:(?![.!?] )\S+ ){{0,2}}?(?:first|originally|at first) (?:(?![.!?] )\S+ ){{0,5}}?{ELSEWHERE} (?:(?![.!?] )\S+ ){{0,4}}?(?:(?:applied|carried|brought|transferred|moved|taken|ported|adapted|adopted) (?:\S+ ){{0,3}}?{TRANSLATORS}|{TRANSLATORS} (?:\S+ ){{0,2}}?{TOOK} (?:it|them|ATT|the idea)) ",
        rf"(?:RNNS|GBAH|PBAH|OMTL) (?:merely|only|just|simply) (?:carried|transferred|brought|moved|took|ported|applied) (?:its|their|his|the|this|that) (?:ATT|idea|mechanism|device) (?:over )?(?:to|into) (?:{ANY}){{0,3}}?{TRANSLATORS} ",
        rf"(?:computer-vision|vision|captioning|speech|robotics|imaging) (?:people|researchers|scientists|group|groups|community|experts) (?:first |originally )?(?:invented|devised|introduced|discovered|conceived) (?:{ANY}){{0,4}}?ATT ",
        rf"{ELSEWHERE} (?:(?![;.!?] |not |never )\S+ ){{0,12}}?(?:whereupon|after which|and then|, then|and only then) (?:the )?(?:GBAH|RNNS|PBAH|OMTL) (?:{ANY}){{0,2}}?(?:tried|did|attempted|repeated|copied|carried|transferred|brought|applied) (?:the same|it|this|that|the idea|the trick) ",
        rf"(?:captioning|captioners|captions|vision|speech recognition|speech) (?:systems |models |networks |researchers )?had (?:{ANY}){{0,2}}?ATT (?:first|before|earlier) ",
    )
)


FIELDS = frozenset("vision captioning recognition robotics recurrent rnn rnns".split())


def handed_on(sentence: Sentence) -> int | None:
    """The offset of a claim that translation took attention over from images, speech or another model, or None."""
    words = sentence.words
    if sentence.asked or words.isdisjoint({"translation", "translators", "translator", "nmt"}) and sentence.kinds.isdisjoint(RIGHT | WITHIN) and words.isdisjoint(FIELDS) or not words.isdisjoint(DENIES - {"instead", "no"}):
        return None
    if sentence.kinds.isdisjoint({"ATT", "SELF", "RNNS", "GBAH", "PBAH"}) and TOLD.search(sentence.text) is None and words.isdisjoint({"weighed", "looked", "attended", "searched"}):
        return None
    for _, pattern in HANDED_ON.worth(sentence.text):
        found = pattern.search(sentence.text)
        if found is not None and sentence.kinds.isdisjoint(RIVALS - {"VAR", "SELF"}):
            return None if doubted(sentence) else sentence.token_at(found.start()).start
    return None


# Self-attention was there before the Transformer: Cheng et al., Parikh et al., Lin et al.
WITHIN = frozenset({"SELF"})
NEWCOMERS = frozenset("GVAS PVAS TRF OGOO GOTHD MODEL".split())
BY_OTHERS = "(?P<who>" + "|".join(sorted(OTHERS - {"TRF", "PAPER"})) + ")"
# A relative clause is taken for granted, whatever the sentence denies or supposes.
PRESUPPOSED = Patterns(
    tagged(pattern)
    for pattern in (
        rf"{BY_OTHERS} (?:, )?(?:who|which) (?:(?:had|have|has|first|originally|once|also|themselves|himself) ){{0,2}}{MADE} (?:(?:the|idea|of|concept|neural|a|an) ){{0,4}}ATT ",
        rf"ATT (?:, )?(?:that|which|whom) {BY_OTHERS} (?:(?:had|have|has|first|originally|once|also) ){{0,2}}{MADE} ",
        rf"ATT , (?:a|an|the) (?:\S+ )?(?:invention|discovery|idea|creation) (?:of|by|from|made at) {BY_OTHERS} ",
        rf"{BY_OTHERS} (?:\S+ )?behind (?:the )?ATT (?:mechanism )?(?=[a-z,.;:] |[a-z]+ )(?!weights |maps )",
        rf"{BY_OTHERS} (?:(?![;.!?] |not |never )\S+ ){{0,3}}?(?:had|got|found|invented|introduced|presented|published|contributed) (?:(?:an?|the|one|that|very|great|simple|new) ){{1,3}}(?:idea|mechanism|invention|trick|thought|device) (?:(?![;.!?:] |not |never |[GP][A-Z]+ )\S+ ){{0,9}}?[:-] ATT [.;,] ",
        rf"^ (?:(?:and|but|so) )?(?:the )?ATT (?:, (?:(?![,;.!?] |[GP][A-Z]+ )\S+ ){{1,8}}, )?(?:is|was) {BY_OTHERS} (?:'s )?[.,;] ",
        rf": ATT (?:is|was) {BY_OTHERS} (?:'s )?[.,;] ",
        rf"{BY_OTHERS} (?:(?![;.!?] |not |never )\S+ ){{0,12}}?ATT , which (?:it|they|he) (?:(?:itself|themselves|himself|had|to|first) ){{0,3}}(?:invent|invented|introduced|devised|created) ",
        r"ATT (?:(?![.!?] )\S+ ){0,9}?(?P<who>TRF|PVAS|GVAS|OGOO) (?:therefore |thus )?had to invent it ",
        r"ATT \( (?P<who>OGOO|OOTH|GOTHD) (?:, )?(?:Y\d+ )?\) ",
        rf"ATT (?:(?![.!?] |not |never )\S+ ){{0,5}}?{BY_OTHERS} (?:, )?(?:who|which) (?:(?:first|had|has|originally) ){{0,2}}{MADE} it [.,;] ",
        rf"(?P<who>inventors?|father|pioneer|creator) of (?:the )?(?:LSTM|backpropagation|convolutional networks|dropout|word2vec|gans|generative adversarial networks|capsules|BERT|GPT|alphago) (?:(?:also|had|first|himself|then|,) ){{0,3}}(?:{MADE}|had the idea of) (?:(?:the|idea|of|concept|neural|a|an) ){{0,4}}ATT ",
        rf"without (?:the )?(?P<who>{'|'.join(sorted(OTHERS))}) (?:, )?(?:{ANY}){{0,4}}?would (?:{ANY}){{0,4}}?(?:no|never|not|without) (?:{ANY}){{0,4}}?ATT ",
        rf"without (?:the )?(?P<who>{'|'.join(sorted(OTHERS))}) (?:, )?(?:nobody|no one|no-one|none|no \S+) would (?:{ANY}){{0,4}}?(?:idea|notion|thought|known|heard|invented|conceived|found|hit|dreamt) (?:{ANY}){{0,3}}?ATT ",
    )
)
FREED = tagged(
    rf"(?:bottleneck|fixed vector|fixed-length vector|single vector|one vector) (?:(?![;.!?,] )\S+ ){{0,4}}?(?:removed|overcome|solved|abolished|opened|widened|lifted|eliminated|ended|broken|cured|remedied) (?:first |only |finally )?(?:by|with|through|thanks to) (?:the )?{BY_OTHERS} "
)
# What is refuted is the truth: "it is wrong to say that Bahdanau et al. had attention first".
REFUTED = tagged(
    r"(?:(?:myth|legend|mistake|error|wrong|false|untrue|incorrect|nonsense|misconception|fallacy|lie|not true|fairy tale) (?:\S+ ){0,2}?(?:that|to (?:say|claim|think|believe|state|write|hold)) |"
    r"(?:claim|statement|story|belief|view|notion) that (?:(?![;.!?] )\S+ ){1,14}?(?:is|was) (?:simply |plainly |quite |just )?(?:false|wrong|untrue|a myth|a mistake|incorrect|nonsense|a legend) |contrary to (?:(?![;.!?] )\S+ ){1,5}?, )"
)
TRUTH = tagged(
    r"(?:(?:GBAH|PBAH|OMTL|RNNS) (?:(?:had|already|first|have|has|were|was|the|to|group|researchers) ){0,3}(?:invented|introduced|proposed|devised|invent|introduce|propose|had|used|published|conceived|came up with|discovered) (?:(?:the|idea|of|a|an|neural|mechanism) ){0,4}ATT |"
    r"ATT (?:(?:mechanism|was|is|had|been|were|first|the) ){0,4}(?:invented|introduced|proposed|devised|born|comes?|came|originated|developed|conceived|invention|idea|work|due) (?:(?:first|originally|the) ){0,2}(?:by|at|in|from|of|to|with) (?:the )?(?:GBAH|OMTL|PBAH|RNNS) |"
    r"ATT (?:is|was) (?:\S+ ){0,2}?older than (?:TRF|PVAS|GVAS) )(?!alone |only |out of |from nothing |first and |, but )"
)
MYTH_IS = tagged(r"^ (?:the )?(?:myth|misconception|legend|error|mistake|fiction|wrong|false|fairy tale) :")
ASKED_TRUTH = tagged(
    r"(?:did|have|had) (?:the )?(?:GBAH|PBAH|RNNS|OMTL) (?:\S+ ){0,2}?(?:invent|invented|introduce|introduced|propose|have|had|come up with|devise|discover) (?:(?:the|idea|of) ){0,3}ATT |"
    r"(?:was|did|does|is|has) ATT (?:mechanism )?(?:\S+ ){0,2}?(?:invented|introduced|proposed|devised|born|come|originate|conceived|discovered|due) (?:by|at|in|from|to) (?:the )?(?:GBAH|OMTL|PBAH|RNNS) "
)
DISOWNED = tagged(
    r"(?:(?:GBAH|PBAH|OMTL|RNNS) (?:did not|didn't|never|had not|have not|did n't) (?:really |actually )?(?:invent|invented|introduce|introduced|propose|proposed|devise|devised|discover|discovered|conceive|conceived|originate|come up with) (?:(?:the|idea|of|a|an|neural) ){0,4}ATT |"
    r"ATT (?:mechanism )?(?:was|is|did|does) (?:not|n't|never) (?:really |actually )?(?:invented|introduced|proposed|devised|born|conceived|come|originate|due|discovered|the (?:idea|invention|work)) (?:by|at|in|from|of|to|with) (?:the )?(?:GBAH|OMTL|PBAH|RNNS) )(?=[.,;:!] |$)"
)


def disowned(sentence: Sentence) -> int | None:
    """The offset of a claim that takes attention away from Bahdanau, Cho and Bengio, or None."""
    question = sentence.near(-1)
    if question is not None and question.asked and question.kinds.isdisjoint(RIVALS) and question.words.isdisjoint(OUTRIGHT) and NO.match(sentence.text) and ASKED_TRUTH.search(question.text) and sentence.kinds.isdisjoint(RIGHT):
        return sentence.start
    if MYTH_IS.match(sentence.text) and TRUTH.search(sentence.text) and sentence.kinds.isdisjoint(RIVALS) and sentence.words.isdisjoint(OUTRIGHT | DENIES):
        return sentence.start
    if sentence.asked or sentence.kinds.isdisjoint(RIGHT | {"TRF", "PVAS"}) or sentence.kinds.isdisjoint({"ATT"}) or not sentence.kinds.isdisjoint(RIVALS) or not LIMITS.isdisjoint(sentence.words & OUTRIGHT):
        return None
    found = DISOWNED.search(sentence.text)
    if found is not None and sentence.words.isdisjoint(DOUBT - {"contrary"}) and sentence.text[found.end() :].split()[:2] not in ([",", "but"], [",", "nor"]) or REFUTED.search(sentence.text) is not None and TRUTH.search(sentence.text) is not None and found is None:
        return sentence.start
    return None


YES = tagged(r"^ (?:(?:a|answer) : |: )?(?:(?:yes|right|indeed|certainly|correct|exactly|sure|true) (?:,|\.|:|;|-|!)|of course (?:,|\.|:|;|-|!|it)|(?:it|he|she|they) (?:is|was|did|does|has|had|were|are|have) (?:indeed )?[.!,]) ")
NO = tagged(r"^ (?:(?:a|answer) : |: )?(?:(?:no|never|wrong) (?:,|\.|:|;|-|!)|(?:it|they) (?:is|was|did|does|has|had|were|are|have) not [.!,;]|not (?:at all|really) [.,;!]|by no means [.,;!]|(?:it|they) (?:wasn't|didn't|isn't) [.,;!]) ")


def affirmed(sentence: Sentence) -> Sentence | None:
    """The question before, if this sentence says yes to it."""
    question = sentence.near(-1)
    return question if question is not None and question.asked and YES.match(sentence.text) else None


# "Had Google not thought of it, nobody would weigh source words": what is supposed away is taken for a fact.
SUPPOSED_AWAY = tagged(rf"(?:had|if|unless) (?:the )?{BY_OTHERS[:-1]}|TRF) (?:had )?(?:(?:not|never|n't) )?(?:{ANY}){{0,2}}?(?:thought of|thought up|invented|conceived|devised|discovered|come up with|had the idea|hit upon|dreamt up) ")
LIMITED = frozenset("alone only solely entirely exclusively without parallel heads self-attention all longer later more than one".split())
GETS_AT = tagged(rf"(?:get|got|reach|see|read|find|pick|ask) (?:at |out |for )?{ANY}{{0,5}}?{SOURCE}")
ASKS_LOOKING = tagged(r"(?:how|could|can|did|do|does|was|were|had|has|have|is|are) ")
BEFORE_LATE = tagged(r"(?:before|prior to|until|till|ahead of|earlier than|as late as|up to) (?:(?:the|about|year|early|late|june|advent|arrival|days|of|coming|invention) ){0,4}(?:TRF|PVAS|GVAS|Y2017|Y2016) |(?:in|by|of) (?:(?:the|early|late|year|end|of) ){0,4}(?:Y2015|Y2016) ")
NOT_SO = tagged(
    r"^ (?:(?:a|answer) : )?(?:(?:no|never|nobody|none|nowhere|not at all|not yet|nothing|no one|no-one|not one|in no way|by no means|not in the least|not a single one) (?:(?![.,;:!-] )\S+ ){0,3}?[.,;:!-] |"
    r"(?:it|they|he|there|one|nobody|no one|no-one|none|that|this) (?:could|did|had|was|were|can|would|knew|saw) (?:not|no|nothing|impossible|unable) |(?:they|it|one) (?:couldn't|didn't|hadn't|wasn't|weren't) |(?:nobody|no one|no-one|none) (?:could|had|did|knew|was) )"
)


def unseen_before(sentence: Sentence) -> int | None:
    """The offset of a no to the question whether a translator could look at its source before the Transformer, or None."""
    question = sentence.near(-1)
    if question is None and sentence.index == 0 and (previous := sentence.block.cache.get("previous")) is not None:
        question = next(reversed(sentences(previous)), None)
    if question is None or not question.asked or sentence.asked or NOT_SO.match(sentence.text) is None:
        return None
    held = question.kinds | sentence.kinds
    if held & (RIGHT | RIVALS - {"SELF"} | {"Y2014", "Y2013"}) or question.words & (DENIES | LIMITED | LIMITS - {"before", "until", "recurrent", "earlier", "already", "translation", "since", "if"}) or sentence.words & {"alone", "recurrence", "but"}:
        return None
    if "ATT" not in question.kinds and TOLD.search(question.text) is None and GETS_AT.search(question.text) is None or ASKS_LOOKING.search(question.text) is None:
        return None
    dated = BEFORE_LATE.search(question.text) is not None or not question.words.isdisjoint({"recurrent", "rnn", "rnns"}) and not sentence.kinds.isdisjoint(NEWCOMERS | {"Y2017"})
    return sentence.start if dated and not sentence.block.refuted else None


def misattributed(sentence: Sentence) -> tuple[int, Token] | None:
    """(offset, who) where a clause credits somebody else than Bahdanau, Cho and Bengio with attention."""
    question = affirmed(sentence)
    if question is not None and (found := _credited(question, THE_IDEA, OTHERS, RIGHT | SOME, asked=True)) is not None:
        return sentence.start, found[1]
    if sentence.asked or sentence.kinds.isdisjoint(OTHERS | {"LSTM"}) and sentence.words.isdisjoint({"inventor", "father", "pioneer", "creator"}):
        return None
    for _, pattern in PRESUPPOSED.worth(sentence.text):
        found = pattern.search(sentence.text)
        if found is not None and sentence.words.isdisjoint(DOUBT) and not sentence.text[: found.start()].endswith((" not ", " nor ", " neither ")) and (LIMITS - {"earlier", "before", "already"}).isdisjoint(sentence.text[found.end() :].split()[:3]) and sentence.kinds.isdisjoint(RIVALS - {"LSTM"}):
            return sentence.token_at(found.start()).start, sentence.token_at(found.start("who"))
    found = SUPPOSED_AWAY.search(sentence.text) if "would" in sentence.words else None
    if found is not None and ("ATT" in sentence.kinds or TOLD.search(sentence.text)) and sentence.kinds.isdisjoint(RIGHT | SOME | RIVALS) and sentence.words.isdisjoint(DOUBT):
        return sentence.token_at(found.start()).start, sentence.token_at(found.start("who"))
    found = FREED.search(sentence.text)
    if found is not None and sentence.kinds.isdisjoint(RIGHT | SOME | RIVALS) and sentence.words.isdisjoint(DENIES | {"if", "recurrence", "recurrent"}) and not doubted(sentence):
        return sentence.token_at(found.start()).start, sentence.token_at(found.start("who"))
    found = _credited(sentence, THE_IDEA, OTHERS, RIGHT | SOME)
    return found if found is not None else _credited(sentence, WITHIN, NEWCOMERS, RIGHT | SOME | {"ATT"})


def hogged(sentence: Sentence) -> tuple[int, Token] | None:
    """(offset, who) where a clause credits one or two of the three, or a group with a stranger in it, with their work."""
    question = affirmed(sentence)
    if question is not None and SHARED.isdisjoint(question.words) and (found := _credited(question, THE_WORK, SOME, frozenset({"GBAH"}), asked=True)) is not None:
        return sentence.start, found[1]
    if sentence.kinds.isdisjoint(SOME | {"GSUP"}) and sentence.words.isdisjoint({"nobody", "no", "none", "no-one"}):
        return None
    found = GRANTED_TO_ONE.search(sentence.text)
    if found is not None and SHARED.isdisjoint(sentence.words) and sentence.words.isdisjoint(DOUBT | {"not"}) and sum(token.text in SOME | {"GBAH"} for token in sentence.tokens) == 1:
        return sentence.token_at(found.start()).start, sentence.token_at(found.start())
    found = OF_MIXED.search(sentence.text)
    if found is not None and sentence.words.isdisjoint(DENIES) and not doubted(sentence):
        return sentence.token_at(found.start()).start, sentence.token_at(found.end() - 2)
    if (found := EXCLUSIVE.search(sentence.text)) is not None and found["who"] != "GBAH" and not doubted(sentence):
        return sentence.token_at(found.start()).start, sentence.token_at(found.start("who"))
    if not sentence.words.isdisjoint({"together", "with", "alongside", "jointly", "joint"}) and sentence.words.isdisjoint(DENIES) and (found := _with_a_stranger(sentence)) is not None and not doubted(sentence):
        return found
    refused = _refused(sentence)
    shared = SHARED - {"with"} if " credited with " in sentence.text else SHARED
    if not shared.isdisjoint(sentence.words) and "GMIX" not in sentence.kinds or sum(token.text in SOME for at, token in enumerate(sentence.tokens) if at not in refused) > 1:
        return None
    for distance in (-1, 1):
        beside = sentence.near(distance)
        if beside is not None and "GBAH" in beside.kinds:
            return None
    return _credited(sentence, THE_WORK, SOME | {"GSUP"}, OTHERS - {"TRF", "PVAS", "MODEL", "PAPER"} | {"GBAH", "OMTL"})


# Without one of these a clause holds no attention.
NAMES_IT = THE_WORK | WITHIN | {"ONLY", "MATH"}
TELLS_IT = PARTICIPLES | frozenset("source encoder encoder's input inputs annotation annotations states foreign vector bottleneck other another it".split())
STRANGERS = frozenset("GOTH GSUT GLUO GVAS".split())
JOINED = frozenset("with alongside".split())


def _with_a_stranger(sentence: Sentence) -> tuple[int, Token] | None:
    """`Bahdanau invented attention together with LeCun`"""
    for clause in clauses(sentence):
        words = clause.words
        held = set(words)
        if held & SOME and held & STRANGERS and not held & (RIVALS | {"GBAH", "talk", "paper", "textbook", "book", "survey"}):
            joined = any(word in STRANGERS and not JOINED.isdisjoint(words[max(0, at - 3) : at]) for at, word in enumerate(words))
            found = _claimed(clause, THE_WORK, SOME) if joined else None
            if found is not None:
                return sentence.tokens[found[0]].start, sentence.tokens[found[1]]
    return None


# An author of the paper, a form of the mechanism, and what came in 2017.
AUTHOR_OF = tagged(r"(?:receives?|gets?|draws?|attracts?) (?:much|most|more|little|less|no) ATT |Y2017 (?:is|was|marks|brought) (?:(?:the|year|that|birth) ){0,3}(?:of )?TRF |(?:first|second|third|last|senior|lead|middle|youngest) author of|GSUP of PBAH |GSUP of (?:the |this )?(?:paper|preprint|article) |(?:an? )?(?:instance|instances|form|kind|variant) of (?:the )?ATT |take a (?:closer |quick )?look at |borrows? from |(?:took|takes|taken|taking) over from ")
SELF_ALONE = tagged(r"(?:entirely|solely|only|purely|nothing but|exclusively) (?:on |of )?(?:SELF|ATT) ")


def _spoken_of(sentence: Sentence, before: Sentence | None, things: frozenset[str]) -> set[str] | frozenset[str]:
    """What the sentence before speaks of, be it in other words, if this one names none of the things; {""} if nothing."""
    if before is None or not things.isdisjoint(sentence.kinds) or not before.kinds.isdisjoint(RIVALS | {"TRF", "GBAH"}):
        return {""}
    if "ATT" in things and sentence.tokens[0].text in PARTICIPLES and TOLD.search(before.text):
        return {"ATT"}
    return before.kinds & things or {""}


def _credited(sentence: Sentence, things: frozenset[str], agents: frozenset[str], others: frozenset[str], asked: bool = False) -> tuple[int, Token] | None:
    if not asked and "?" in sentence.words or agents.isdisjoint(sentence.kinds):
        return None
    if sentence.kinds.isdisjoint(NAMES_IT) and sentence.words.isdisjoint(TELLS_IT):
        return None
    if of_a_kind(sentence) or AUTHOR_OF.search(sentence.text) or SELF_ALONE.search(sentence.text):
        return None
    granted = _granted(sentence)
    before = sentence.near(-1)
    if before is None and sentence.tokens[0].text in PARTICIPLES and (previous := sentence.block.cache.get("previous")) is not None:
        before = next(iter(sentences(previous)), None)
    spoken_of = _spoken_of(sentence, before, things)
    for clause in clauses(sentence) if granted is None else (granted,):
        if "" not in spoken_of and clause.words[0] in PARTICIPLES:
            clause = Clause([next(iter(spoken_of)), *clause.words], [clause.places[0], *clause.places])
        elif "" not in spoken_of and "it" in clause.words:
            clause = Clause([next(iter(spoken_of)) if word == "it" else word for word in clause.words], clause.places)
        held = set(clause.words)
        if held & others or held & (RIVALS - things):
            continue
        found = _claimed(clause, things, agents)
        if found is not None and not THREE.search(sentence.tokens[found[1]].raw):
            if granted is None and not asked and doubted(sentence):
                return None
            return sentence.tokens[found[0]].start, sentence.tokens[found[1]]
    return None
