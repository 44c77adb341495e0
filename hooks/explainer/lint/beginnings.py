"""Attention said to be no older than the Transformer, or to have been unknown until 2017: by its clause, in any order."""

from __future__ import annotations

import re

from .originators import RIVALS, Clause, clauses
from .stance import doubted
from .tagging import Sentence
from .words import tagged

LATE = frozenset({"TRF", "PVAS", "GVAS", "Y2017", "Y2018"})
THINGS = frozenset({"ATT", "SELF"})
EARLIER = frozenset({"GBAH", "PBAH", "RNNS", "OMTL", "Y2014"})
ANY = r"(?:(?![;.!?] )\S+ )"
# Two things of one age.
ONE_AGE = tagged(
    r"(?:(?:exactly |just |precisely |only )?as (?:old|young) as|(?:of )?the same age|of an age|same birthday|one birthday|(?:share|shares|shared) (?:a |an |its |their |one |the |same )*(?:birthday|birth|year of birth|birth year|age|origin)|"
    r"(?:no|not|hardly|not a day|not one day|not a year) older than|equally old|equally young|twins?|siblings|born as one|in one breath|two halves of one|both (?:date|stem|come|go back|are|were born|originate|are children|are from|began)|"
    r"(?:born|invented|introduced|proposed|appeared|published|conceived|came|arrived|devised|presented|began|started|created|originated|debuted|saw the light of day|came into (?:being|the world|existence)) "
    r"(?:\S+ ){0,2}?(?:together|at the same time|on the same day|at once|simultaneously|side by side|hand in hand|in (?:one and )?the same (?:\S+ )?(?:paper|year|work|article|publication|month|place)|in (?:one|a single) (?:paper|work|article|publication)|with each other)) "
)
# Not there yet.
GONE = (
    r"(?:existed (?:neither|nowhere)|unknown|unheard|unheard-of|undreamt|absent|nowhere|missing|unthinkable|unimaginable|non-existent|nonexistent|lacked|lacking|unaware|ignorant|a dream|science fiction|without|"
    r"(?:did|does|had|has|was|were|could|is) ?(?:not|n't|never) (?:yet |even |as yet |then )?(?:been )?(?:exist|existed|around|there|known|invented|conceived|thought|dreamt|born|discovered|introduced|proposed|published|appeared|enter|entered|reach|reached|come|appear|arrive|begin|start|show up|turn up|heard|tried|attempted|have|had|possess|know|seen|see|contain|available|with us|on the scene|arrived|emerged)|"
    r"(?:no|nobody|no one|no-one|none|never|nothing|not one|not a single|neither|not|n't)(?: (?![;.!?,] )\S+){0,9}?(?= (?:ATT|SELF) )|"
    r"(?:no|nobody|no one|no-one|none|not one|not a single) (?:(?![;.!?] )\S+ ){0,5}?(?:knew|heard|thought|dreamt|dreamed|tried|had|used|possessed|contained|spoke|found|find|imagined|existed|known|conceived)|(?:cannot|could not|couldn't) have (?:heard|known|seen|used|read|met|learned|learnt|studied|had)|(?:has|had|have|contains?|says?|said) nothing (?:on|about|of)|yet to (?:be|come|appear)|still to (?:be|come)|had to wait|waited|waiting|years away) "
)
UNTIL = r"(?:until|till|before|prior to|up to|earlier than|ahead of|preceding|pre-) (?:(?:the|about|around|early|late|roughly|publication|arrival|advent|days|invention|coming|year|summer|autumn|spring|june|appearance|of|there was|release|paper) ){0,4}(?:TRF|PVAS|GVAS|Y2017|Y2018) "
BEFORE_IT = tagged(UNTIL)
THEN = tagged(r"(?:in|of|by|from|during|as late as|still in|even in|as of|around|throughout|before|until) (?:(?:early|late|the|year|summer|autumn|spring|winter|end|of|and|or|mid|about) ){0,4}(?:Y201[45] (?:or|and|to) )?(?:Y2015|Y2016) ")
MISSING = tagged(GONE)
# It took until 2017.
ONLY_THEN = tagged(
    r"(?:(?:only|not until|not before|no earlier than|no sooner than|it took until|had to wait until|had to wait for|waited for|waited until) (?:(?:in|with|since|after|from|through|by|the|year|summer|june|of|publication|arrival|advent) ){0,4}(?:TRF|PVAS|GVAS|Y2017|Y2018)) "
)
EMERGES = frozenset(
    """enter entered appear appeared come came arrive arrived exist existed begin began begun start started reach reached find found get got learn learned learnt use invent invented introduced introduce conceived
    proposed born discovered emerge emerged have had exists see saw gain gained acquire acquired receive received anybody anyone somebody know known make made""".split()
)
OTHERWISE = frozenset(
    """alone only solely entirely exclusively popular widely standard common mainstream famous usual without recurrence become became becomes replace replaced dominate dominated everywhere parallel image images caption
    captions speech vision visual graph graphs heads scaled production combined instead yet-only fully completely spread hardware fast efficient phones chess proteins protein industry large central single-handedly sufficient
    enough suffice suffices self-sufficient dispense dispensed dropped drop drops""".split()
)
SEPARATE = frozenset("or apart between older distinguish difference not never n't neither nobody cannot".split())


def too_late(sentence: Sentence) -> int | None:
    """The offset of a clause that lets attention begin with the Transformer, or none be there in 2015 or 2016; or None."""
    if not sentence.asked and not sentence.words.isdisjoint({"vector", "state", "once"}) and _squeezed(sentence):
        return None if doubted(sentence) else sentence.start
    if sentence.kinds.isdisjoint(THINGS | {"PBAH"}) and sentence.words.isdisjoint({"weighted", "encoder", "source", "other", "another"}) or sentence.asked:
        return None
    before = sentence.near(-1)
    parts = clauses(sentence)
    for number, clause in enumerate(parts):
        held = set(clause.words)
        if _told_before(clause, parts[:number] or (clauses(before) if before is not None else [])):
            return None if doubted(sentence) else sentence.tokens[clause.places[0]].start
        if held.isdisjoint(THINGS) or held & (RIVALS - {"SELF"}) or held & EARLIER:
            continue
        if _coeval(clause, held) or _enters(clause, held) or _unprecedented(clause, held) or _not_yet(clause, held) or before is not None and before.kinds & LATE and not before.kinds & EARLIER and _not_till_then(clause, held):
            return None if doubted(sentence) and CANNOT.search(sentence.text) is None else sentence.tokens[clause.places[0]].start
    return None


# What the clause or sentence before tells was never done before: "nobody had done this before arXiv:1706.03762".
THIS_BEFORE = tagged(rf"(?:nobody|no one|no-one|none|never|not) (?:(?![;.!?] )\S+ ){{0,4}}?(?:this|it|so|that|such a thing|the like|anything like it|anything of the kind) (?:(?![;.!?] )\S+ ){{0,2}}?{UNTIL.replace('(?:TRF', '(?:arxiv : )?(?:TRF')}")


def _told_before(clause: Clause, clauses_before: list[Clause]) -> bool:
    """Whether a clause says that nobody did before 2017 what the clause before it tells."""
    held = set(clauses_before[-1].words) if clauses_before else set()
    return "ATT" in held and not held & (RIVALS | EARLIER | OTHERWISE) and not set(clause.words) & (EARLIER | OTHERWISE) and THIS_BEFORE.search(_text(clause)) is not None


# Translators are said to have had one vector only where they had more.
ONE_VECTOR = r"(?:last (?:encoder )?state|final (?:encoder )?state|one vector|(?:a )?single vector|(?:a )?fixed vector|(?:a )?fixed-length vector|one fixed vector|(?:a )?vector of fixed (?:size|length)|(?:a )?fixed-size vector)"
SQUEEZED = (
    tagged(rf"(?:GBAH|RNNS|PBAH) (?:(?![,;.!?] |not |never |no |while |whereas |showed |show |criticised |replaced |freed )\S+ ){{0,3}}?(?:still|merely|only|just) (?:(?![,;.!?] |not |never |no )\S+ ){{0,7}}?{ONE_VECTOR} "),
    tagged(rf"(?:in|as late as|still in|even in|until) (?:early |late )?(?:Y2016|Y2017) (?:(?![;.!?] )\S+ ){{0,5}}?(?:still|every|all|each|always) (?:(?![;.!?] )\S+ ){{0,8}}?{ONE_VECTOR} "),
    tagged(rf"{UNTIL}(?:, )?(?:every|all|each|any) (?:(?![;.!?] )\S+ ){{0,12}}?(?:{ONE_VECTOR}|once and (?:never|not) again|only once|just once) "),
)
OTHER_VIEW = frozenset("not n't some many most baseline baselines without instead unlike besides encoder-decoder compared phrase-based summarisation sentence-embedding classification".split())


def _squeezed(sentence: Sentence) -> bool:
    return sentence.words.isdisjoint(OTHER_VIEW) and any(pattern.search(sentence.text) for pattern in SQUEEZED)


CANNOT = tagged(r"(?:cannot|could not|couldn't|can't) have (?:heard|known|seen|used|read|met|learned|learnt|studied) ")


def _text(clause: Clause) -> str:
    return " " + " ".join(clause.words) + " "


def _coeval(clause: Clause, held: set[str]) -> bool:
    if held.isdisjoint(LATE | {"MODEL"}):
        return False
    text = _text(clause)
    found = ONE_AGE.search(text)
    if found is None:
        return bool(re.search(r" ATT (?:mechanism )?(?:is|was) (?:\S+ ){0,3}?younger than (?:the )?(?:TRF|PVAS) ", text))
    return not held & (OTHERWISE - {"only"}) and not set((text[: found.start()] + text[found.end() :]).split()) & SEPARATE


def _not_yet(clause: Clause, held: set[str]) -> bool:
    text = _text(clause)
    if held & (OTHERWISE - {"without", "only", "recurrent", "become"}):
        return False
    if (found := ONLY_THEN.search(text)) is not None:
        rest = set((text[: found.start()] + text[found.end() :]).split())
        return bool(rest & EMERGES) and not rest & (OTHERWISE | SEPARATE - {"not"})
    if (found := BEFORE_IT.search(text) or THEN.search(text)) is None or "only" in held:
        return False
    rest = text[: found.start()] + text[found.end() :]
    missing = MISSING.search(rest)
    return missing is not None and not ("without" in missing[0] and "ATT" not in rest[missing.end() :].split()[:4]) and " not only " not in text


# The Transformer had nothing to build on, or attention was what it brought.
NO_FORERUNNER = tagged(
    r"(?:no|without|not|nor|never) (?:(?![;.!?] )\S+ ){0,4}?(?:earlier|prior|previous|older|existing|former|preceding) (?:(?![;.!?] )\S+ ){0,4}?(?:ATT|SELF) |"
    r"(?:ATT|SELF) (?:(?![;.!?] )\S+ ){0,6}?(?:(?:entirely|wholly|completely|brand|totally|absolutely) new|without precedent|without (?:a |any )?(?:forerunner|predecessor|model)|a new idea|something new|unprecedented) |"
    r"(?:no model|no precedent|no forerunner|no predecessor) (?:(?![;.!?] )\S+ ){0,3}?(?:ATT|SELF) "
)
BROUGHT = tagged(
    r"(?:(?:novelty|novelties|innovation|innovations|inventions?|new (?:things?|ideas?)|brainchild) (?:of|in) (?:the )?(?:TRF|PVAS|Y2017|GVAS) (?:(?:paper|paper's|were|was|is|are|:|,|the|great|main|both) ){0,4}ATT |"
    r"ATT (?:was|is|were) (?:\S+ )?(?:novelty|innovation|new idea|great idea) (?:of|in) (?:the )?(?:TRF|PVAS|Y2017|GVAS) |"
    r"(?:new|inventions|novelties|innovations|new ideas|new things) (?:(?:in|with|at a stroke|from) ){0,2}(?:(?:TRF|PVAS|Y2017|GVAS) )?(?:: |, |- )(?:\S+ ){0,1}?ATT |"
    r"(?:TRF|PVAS|GVAS) (?:(?![;.!?] )\S+ ){0,8}?(?:novelties|inventions|innovations|new ideas|new things) (?:(?![;.!?] )\S+ ){0,10}?ATT |"
    r"(?:TRF|PVAS|GVAS) (?:introduced|introduces|introduce|brought|contributed|contributes|added|presented|had) (?:us |the world )?(?:two|three|several|both) (?:\S+ ){0,2}?(?:ideas|things|mechanisms|techniques|concepts|innovations|inventions|novelties) [:,-] (?:(?:the|\S+ and|\S+ ,) ){0,2}?ATT (?!with |alone |only |in )|"
    r"(?:TRF|PVAS|GVAS) (?:(?![.!?] )\S+ ){0,7}?with (?:it|them|that paper) (?:(?:came|arrived|the|entered|was born|,) ){0,3}ATT |"
    r"ATT (?:(?![.!?] )\S+ ){0,8}?(?:was|were|is) (?:still |quite |something )?(?:new|unheard of) (?:in|with) (?:(?:june|the) ){0,2}(?:TRF|PVAS|Y2017) |"
    r"(?:TRF|PVAS|GVAS) (?:presents?|presented|introduces|introduced) ATT as (?:\S+ ){0,2}?(?:new|novelty|invention|innovation) )"
)


ENTERS = tagged(
    r"ATT (?:mechanism )?(?:(?:first|finally|only|then|really) )?(?:(?:made|makes|made|had|has|celebrated) its (?:(?:first|public|official|great|big|very) ){0,3}(?:appearance|debut|entrance|entry)|(?:enters|entered|appeared on|came on) the (?:story|scene|stage|picture|world|history)|came into (?:being|the world|existence)|saw the light) "
)
WHEN_LATE = tagged(r"in (?:the|that) (?:very )?(?:paper|article|preprint) (?:(?![;.!?] |not |[GP][A-Z]+ )\S+ ){0,9}?PVAS |(?:in|with|since|at|from|of|by|until|it was|through|thanks to) (?:(?:june|the|summer|december|early|late|mid|year|of|spring|autumn|,|only) ){0,4}(?:Y2017|Y2018|TRF|PVAS) |(?:TRF|PVAS) (?:paper )?(?:is|was|marks|marked) (?:\S+ ){0,4}?(?:which|where|when) ")


def _enters(clause: Clause, held: set[str]) -> bool:
    text = _text(clause)
    return held.isdisjoint(OTHERWISE - {"only"} | {"not", "never", "n't", "Y2015", "Y2016", "products", "again"}) and ENTERS.search(text) is not None and WHEN_LATE.search(text) is not None


def _unprecedented(clause: Clause, held: set[str]) -> bool:
    if held.isdisjoint(LATE) or held & (OTHERWISE - {"recurrence", "without", "entirely"}):
        return False
    text = _text(clause)
    return "recurrence" not in held and NO_FORERUNNER.search(text) is not None or held.isdisjoint({"not", "never", "n't", "no"}) and BROUGHT.search(text) is not None


TILL_THEN = tagged(r"(?:until|till|before|up to|prior to) (?:then|that|this|it|them|that time|that day) ")


def _not_till_then(clause: Clause, held: set[str]) -> bool:
    """`They wrote it in 2017. Attention, which no translator had until then, …`"""
    return not held & OTHERWISE and TILL_THEN.search(_text(clause)) is not None and MISSING.search(_text(clause)) is not None
