"""Who is said to have originated attention: the claims behind the families ORG and CRD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .document import Block
from .knowledge import PEOPLE
from .roles import VERBS, roles
from .stance import doubted
from .tagging import Sentence, named, sentences
from .words import Patterns, compiled, tagged

WHO = "GVAS|GVMIX|GLUO|GSUT|GOTH|GOTHD|GCHO|OGOO|OOTH|PVAS|PLUO|PSUT|PCHO|PXU|PAPER|GPART|GMIX|GINT|GBAH|PBAH|OMTL"
SURE = f"{WHO}|TRF|MODEL"
AGENTS = frozenset(SURE.split("|"))
PART = frozenset({"GPART", "GMIX", "GINT"})
RIGHT = frozenset({"GBAH", "PBAH", "OMTL"})
SINGLES = compiled("one|single|lone man|person|researcher|student|author|woman")
OBJ = (
    r"(?:(?:the|a|an|idea|ideas|concept|notion|mechanism|of|called|so-called|neural|form|what|we|now|call|today|famous|now-famous|"
    r"revolutionary|whole|very|trick|principle|as|\"|'|technique|method|key|new|novel|original|modern|soft|kind|know|that|is|known|"
    r"for|first|neural|networks|with|decoders|decoder|translation|giving|to|us|world|machine|entire|core|basic|,|-|additive|ADD|both) ){0,7}"
)
COPULA = (
    r"(?:(?:,|was|were|is|are|has|had|been|have|being|first|originally|actually|only|itself|as|such|which|that|\(|\)|-|the|a|an|idea|mechanism|"
    r"concept|in|for|of|neural|networks|network|machine|translation|nlp|deep|learning|models|decoders|decoder|today|known|it|then|probably|translator|decoder|"
    r"widely|commonly|generally|mechanisms|\"|'|:|Y\d+|we|know|use|now|used|everyone|translators|by|everywhere|sequence|sequence-to-sequence|really|basically|simply|historically) ){0,7}"
)
STOP = r"(?:(?![;.!?] |not |never |but |whereas |while |unlike |before |after |long |years |older |[GP][A-Z]+ |without |besides |because |since |and_)\S+ )"
PASSIVE = (
    r"(?:invented|introduced|proposed|devised|pioneered|originated|created|discovered|conceived|coined|unveiled|developed|born|hatched|"
    r"presented|published|described|debuted|appeared|dreamt up|dreamed up|thought up|thought of|suggested|founded|built|contributed|formulated|"
    r"came up|emerged|began|started|arose|came into being|came to life|came into the world|saw the light|launched|initiated|given to us|brought to us|first used|first seen|added|brought|worked out) "
)
ACTIVE = (
    r"(?:invented|introduced|proposed|devised|pioneered|originated|created|discovered|conceived|coined|unveiled|developed|invents|introduces|"
    r"proposes|invent|introduce|propose|pioneer|devise|discover|coin|unveil|hatched|conceive|inventing|introducing|proposing|discovering|"
    r"(?:came|come|comes) up with|dreamt up|dreamed up|thought up|thought of|hit upon|hit on|gave birth to|gives birth to|gave us|brought us|gave the world|give the world|give us|"
    r"first (?:used|described|presented|published|added|gave|proposed|introduced|had|thought|formulated|suggested)|"
    r"started|launched|contributed(?! to)|gave (?:decoders|the decoder|a decoder|neural networks|translators|translation|neural translation|machine translation|neural machine translation|a translation decoder|networks|the field|a translator)(?: (?:its|their|the|an))?|"
    r"worked out|presented|published|formulated|brought|had the idea (?:of|for)|is the origin of|marks the birth of|marked the birth of|was the birth of|is the birthplace of|"
    r"laid the foundation (?:of|for)|suggested|established|is where we find the origin of|(?:devised|wrote|did|designed)[^;.!?]{0,60} (?:published|invented|introduced|designed)) "
)
ORIGIN_VERB = (
    r"(?:goes back to|go back to|went back to|dates back to|date back to|traces back to|trace back to|can be traced (?:back )?to|is traced to|stems from|stem from|"
    r"comes from|come from|came from|originates (?:in|with|from|at)|originated (?:in|with|from|at)|originate (?:in|with|from|at)|has its origins? in|has its roots in|have their origins? in|"
    r"had its origins? in|finds its origin in|was born (?:at|in|with|from)|were born (?:at|in|with)|dates from|date from|dated from|began (?:with|in|at)|begins (?:with|in|at)|starts with|started (?:with|in|at)|"
    r"made its (?:debut|first appearance|entrance|entry|appearance) (?:in|with|at)|makes its (?:debut|first appearance) (?:in|with|at)|first appeared (?:in|with|at)|first appears in|appeared (?:first )?(?:with|in)|arrived (?:only )?with|"
    r"came into being with|emerged (?:with|from|at|in)|saw the light of day (?:in|with|at)|entered (?:the )?\S+ \S* ?with|is due to|are due to|was due to|owes its existence to|"
    r"is owed to|(?:is|was|are|were) (?:to be )?(?:\S+ )?(?:attributed|credited|ascribed) to|(?:is|was) the (?:work|invention|idea|brainchild|merit|achievement|discovery|creation|product|contribution|baby) of|"
    r"(?:is|was|are|were) (?:an? |their )?(?:\S+ )?(?:work|invention|idea|brainchild|merit|achievement|discovery|creation|product|contribution|baby|innovation) (?:of|by|from|made at|made by|that we owe to)|"
    r"belongs? (?:solely |entirely |only |exclusively |wholly )?to|came (?:out of|with|to life (?:at|in|with))|came about (?:at|in|with)|we owe to|springs from|grew out of|first saw the light of day in) "
)
ASIDE = r"(?:, (?:(?![,;.!?] |not )\S+ ){1,8}, )?"
NOUN = r"(?:invention|brainchild|idea|discovery|creation|innovation|brainwave|achievement|baby|breakthrough|merit|contribution|work) "
AGENT = r"(?:inventors?|fathers?|originators?|creators?|pioneers?|mother|parents?|discoverers?|founders?|godfather|architects?|birthplace|cradle) "
THROUGH = rf"(?:by|at|in|with|from|through|thanks to|under|to|:|-|,) (?:(?:the|a|an|team|group|researchers|authors|of|at|people|engineers|scientists|by|research|paper|called|titled|their|his|famous|original|landmark|seminal|same|man|men|single|student|intern|company|giant|professor|from|lab|labs|folks|great|early|young|one|just|only|none|other|than|work|article|named|entitled|in|context|form|lunch|and|colleagues|while|working|on|developing|first) ){{0,6}}"


def _p(pattern: str) -> re.Pattern[str]:
    return tagged(pattern.replace("WHO", f"(?P<who>{WHO})").replace("SURE", f"(?P<who>{SURE})"))


# Each pattern names the one who is credited `who`. ATT is attention as such; variants have other tokens.
CLAIMS = Patterns(
    map(
        _p,
        (
            rf"WHO (?:[,)\"] )?(?:(?![;:.!?] |not |never |nor |[GP][A-Z]+ |in which |but )\S+ ){{0,7}}?{ACTIVE}{OBJ}(?:ATT) ",
            rf"(?P<who>GPART|GMIX|GINT) {ACTIVE}{OBJ}ADD ",
            rf"(?P<who>GPART|GINT) (?:first |then |alone )?(?:published|presented|introduced|invented|proposed|devised|developed|described|conceived) (?:his|her) (?:own |new |famous |idea of )?(?:ATT|ADD) ",
            rf"who (?:first )?{ACTIVE}{OBJ}ATT (?:(?![;.!?] |not )\S+ ){{0,10}}?(?:answer|name|reply) (?:\S+ ){{0,3}}?(?:: |is |- )WHO",
            rf"WHO (?:until |only in |had to wait until )?(?:Y\d+ )?to (?:give the world|invent|introduce|discover|come up with|give us) {OBJ}ATT ",
            rf"(?:paper|article|work|publication|preprint) (?:that|which|to) (?:first )?(?:introduced|proposed|invented|described|introduce|brought|presented) {OBJ}ATT (?:, |: |is |was |\( )(?:\S+ ){{0,2}}?WHO ",
            rf"(?:mechanism|idea|method|model|technique) {COPULA}{PASSIVE}{STOP}{{0,6}}?by (?P<who>GMIX) ",
            rf"(?:models|networks|translators|decoders) had ATT from (?:\S+ ){{0,4}}?(?:start|beginning|outset) (?:: |; |, )WHO ",
            rf"WHO (?:discovered|found out|noticed|realised|realized|proposed|suggested|had the idea|first saw|were the first to see|saw) (?:first )?that (?:a|the|their) (?:decoder|network|translator|model) (?:can|could|may|might|should|is able to) (?:attend|look|consult|peek|glance|search) ",
            rf"ATT (?:is|was) (?:an? |the )?(?P<who>OGOO|OOTH|OMTLX) (?:idea|invention|creation|product|discovery|innovation|child|baby|technology) ",
            rf"SURE (?:[,)] )?(?:(?:first|also|actually|then|even|really|itself|alone|only|architecture|was|is|were|that|which|who|single-handedly|boldly) ){{0,3}}{ACTIVE}{OBJ}ATT ",
            rf"(?:ATT|ADD) {COPULA}{PASSIVE}{STOP}{{0,8}}?{THROUGH}WHO ",
            rf"ATT {COPULA}{PASSIVE}{STOP}{{0,5}}?(?:by|in|with|alongside|together with|through|for|as part of) (?:the |an? |its )?(?P<who>TRF|MODEL) ",
            rf"ATT {COPULA}{ORIGIN_VERB}{STOP}{{0,5}}?SURE ",
            rf"(?:idea|concept|notion|principle|trick|credit|credits|praise|glory|honour|honor|merit|kudos) (?:for|of|behind|to) {OBJ}(?:ATT|ADD|RNNS|PBAH) (?:mechanism )?{STOP}{{0,4}}?(?:goes|belongs|go|belong|is due|should go|must go|comes|came|stems|originates|originated|dates|is owed|is|was) (?:solely |entirely |only |exclusively |wholly |back |alone |all |first )*(?:to |from |in |with |at )?(?:the |a |an |team |group |at |of |authors |researchers |engineers |people )*SURE ",
            rf"WHO 's (?:own |great |famous |celebrated |big |main |2017 )?{NOUN}(?:of |is |was |, |: |- )?{OBJ}ATT ",
            rf"ATT (?:is|was|are|were) (?:entirely |purely |solely |clearly |of course |really )*(?:the )?SURE 's (?:own |great |brilliant |big |main |famous |and |alone )*(?:{NOUN}|alone |own )",
            rf"ATT , (?:the|an?) (?:\S+ ){{0,2}}{NOUN}(?:of|by|from) {STOP}{{0,3}}?SURE ",
            rf"WHO (?:,|is|was|are|were|as|\() (?:(?![;:.!?] |not |never |[GP][A-Z]+ )\S+ ){{0,6}}?{AGENT}(?:of|behind) {OBJ}ATT ",
            rf"{AGENT}(?:of|behind) {OBJ}ATT (?:(?:,|is|was|are|were|named|called|:|-|\() )?(?:(?:the|of|course|none|other|than|a|professor|certainly|widely|considered) ){{0,4}}SURE ",
            rf"(?:owe|owes|owed|attribute|attributes|credit|credits) {OBJ}ATT (?:mechanism )?{STOP}{{0,3}}?(?:to|with) {STOP}{{0,4}}?SURE ",
            rf"(?:credit|credits|thank|thanks) {STOP}{{0,2}}?WHO (?:with|for) (?:the )?(?:invention |idea |discovery |inventing |introducing |discovering |introduction )?(?:of )?{OBJ}ATT ",
            rf"WHO (?:is|was|were|are) (?:\S+ ){{0,2}}?(?:first|earliest) (?:(?:ones?|people|authors|researchers|team|group|company|paper|who|that|model) ){{0,2}}(?:to|who|that) (?:use|add|introduce|propose|employ|apply|give|equip|have|put|bring|suggest|describe|publish|used|added|gave|introduced|invent|come up with|think of|formulate) {OBJ}(?:\S+ ){{0,3}}?ATT ",
            rf"(?:first|earliest) (?:(?!O[A-Z]+ |GVAS )\S+ ){{0,2}}?(?:model|network|paper|architecture|system|work|translator|decoder|publication|article|models|networks) (?:\S+ ){{0,3}}?(?:with|use|using|used|have|had|having|featuring|employ|on|describe|describing|introduce|propose) {OBJ}ATT (?:is|was|were|came|,) {STOP}{{0,4}}?(?P<who>GVAS|GLUO|GSUT|GOTH|OGOO|OOTH|PVAS|PLUO|PSUT|TRF|MODEL) ",
            rf"(?P<who>TRF|MODEL) (?:is|was|were|are|,|:|-) (?:the |indeed )*(?:first|earliest) (?:\S+ ){{0,3}}?(?:with|use|using|used|have|had|featuring|employ|introduce) {OBJ}ATT (?!in |for |over |to |without |alone )",
            rf"(?:it|It) (?:was|is) {STOP}{{0,3}}?SURE (?:(?:,|in|Y\d+|at) ){{0,4}}(?:that|who|which) (?:first |originally |actually |really )*(?:{ACTIVE}|gave |brought |had |added )(?:(?!not |never )\S+ ){{0,4}}?ATT ",
            rf"ATT (?::|-) (?:first )?(?:invented|introduced|proposed|invention|due|thanks|credit|discovered|developed|by) ?(?:by |of |to |at )?{STOP}{{0,3}}?WHO ",
            rf"^ (?:- )?ATT (?:\( \S+ (?:\. )?\) )?(?:: |- |, )(?:(?![.!?] |not |never |[GP][A-Z]+ )\S+ ){{0,14}}?(?:; |, |\( |- )(?:first )?(?:invented|introduced|proposed|devised|due|described|pioneered|published) (?:by|to|at|in) {STOP}{{0,3}}?WHO ",
            rf"WHO {ASIDE}(?:is|was|were|are) (?:the |indeed |clearly )*(?:first|earliest) (?:\S+ ){{0,2}}?(?:model|network|paper|architecture|system|translator|decoder) (?:with|using|that used|that had|to use|to have) {OBJ}ATT ",
            rf"ADD {COPULA}{ORIGIN_VERB}{STOP}{{0,3}}?(?P<who>GMIX|GINT|GOTH|GSUT|GVAS|GLUO|OGOO|OOTH) ",
            rf"^ (?:- )?(?:ADD|RNNS) (?:: |- |\( )(?P<who>GMIX|GINT) (?:\( |\. |, Y|\) |$)",
            rf"(?P<who>PXU|GOTH) {ACTIVE}{OBJ}ATT (?:(?![.!?] |not |never )\S+ ){{0,12}}?(?:translation|translators|translator|nmt) (?:then |later |only |soon )*(?:borrowed|took|adopted|copied|inherited|got|learned|imported) ",
            rf"(?P<who>TRF|MODEL|GVAS|GLUO|PXU) \( (?:Y\d+ (?:, |: |; ))?(?:the )?(?:very )?first (?:\S+ )?(?:model|network|translator|system|architecture|decoder) (?:with|to use|using|that used|to have) {OBJ}(?:ATT|WTS) ",
            rf"^ (?P<who>PVAS|GVAS|TRF|OGOO|GLUO|PLUO|GSUT|PSUT) (?:paper )?(?:is|was) the (?:very )?(?:first|earliest) (?:\S+ ){{0,2}}?(?:paper|publication|article|work|text) (?:on|about|with|describing|introducing|proposing) {OBJ}ATT (?!alone |only |without )",
            rf"(?P<who>PXU) (?:is|was) (?:where|the place where|the paper where|the paper in which|the first place where) {OBJ}ATT (?:mechanism )?(?:was|is|were) (?:first |originally )?{PASSIVE}",
            rf"WHO , to whom {STOP}{{1,4}}?(?:owe|owes) (?:their|its|the|our) (?:gaze|sight|eyes|ATT|look) ",
            rf"^ (?:- )?ATT (?:: |- |\( )(?P<who>GPART|GMIX|GVAS|OGOO|OOTH|GOTHD) ",
            rf"^ (?:- )?ATT (?:: |- )(?P<who>GOTH|GSUT) (?:,|in|with) (?:(?:in|with|the|their) ){{0,2}}MODEL ",
            rf"(?P<who>GPART) 's (?:(?!about |on |of |in |for |to )\S+ )?ATT ",
            rf"without (?:WHO) (?:, )?(?:nobody would have |we would know nothing of |no one would have |there would be |we would have |we would not have |we'd have )(?:no |thought of |invented |known )?{OBJ}ATT ",
            rf"(?:solo|lone|single-author|single-authored) (?:paper|work|effort|article|publication) (?:by|of) {STOP}{{0,2}}?WHO {STOP}{{0,4}}?{ACTIVE}{OBJ}ATT ",
            rf"ATT {COPULA}(?:the )?SURE (?:'s )?(?:alone|only) ",
            rf"(?:RNNS|PBAH|ADD) (?:is|was) (?:entirely |really |solely |in truth )?(?P<who>GPART|GINT) 's (?:(?:own|sole|personal|private|very) )+{NOUN}",
            rf"(?:birth|origin|origins|invention|introduction|discovery|cradle|birthplace) of {OBJ}ATT (?:is|was|lies|took place|happened|came|, )(?:{STOP}){{0,4}}?(?:in|at|with|by|to) {STOP}{{0,3}}?SURE ",
            rf"SURE (?:is|was|marks|marked|saw|witnessed|became|stands) {STOP}{{0,4}}?(?:birth|origin|invention|beginning|dawn|birthplace|cradle|source|start) of {OBJ}ATT ",
            rf"ATT (?:\( |, )(?:(?:as )?(?:invented|introduced|proposed|discovered|devised|pioneered) )(?:by |at |in ){STOP}{{0,3}}?WHO ",
            rf"(?:original|first|founding|seminal|earliest) PBAH (?:, )?(?:is |was |comes |came |written )?(?:by|from|of|:) {STOP}{{0,2}}?(?P<who>GVAS|OGOO|OOTH|GLUO|GSUT|GOTHD) ",
            rf"(?:original|first|founding|seminal|earliest|pioneering) (?:paper|article|work|publication|preprint) (?:on|about|for|introducing|describing|proposing|of) {OBJ}ATT (?:mechanism |mechanisms )?(?:(?:,|is|was|:|-|comes|came|1706\.03762|\() ){{0,4}}{STOP}{{0,3}}?(?:by|from|of|is|was|:) {STOP}{{0,2}}?WHO ",
            rf"{NOUN}of {OBJ}ATT (?:is|was|came|comes|goes) {STOP}{{0,3}}?(?:from|of|due to|by|to|that of|due) {STOP}{{0,3}}?SURE ",
        ),
    )
)
WITHOUT = next(pattern for pattern in CLAIMS if "there would be" in pattern.pattern)
SOURCE_WORDS = frozenset("source encoder states sentence words input inputs annotations".split())
LOOKING = frozenset("look looks looking consult consulting consults attend attends attending weigh weighs weighing peek search searches looking-back soft-alignment glance focus".split())
IDEA_TO_WHO = re.compile(
    rf"(?<= )(?:idea|trick|step|notion|thought|device|gap|insight) (?:(?![;.!?] |not |never |[GP][A-Z]+ )\S+ ){{0,16}}?(?:goes back to|comes from|came from|is due to|was due to|belongs to|was|is|originates with|originated with|we owe to|stems from|dates from) {STOP}{{0,4}}?(?P<who>GVAS|OGOO|GOTHD|PVAS|GLUO|GSUT|GOTH|TRF|GPART|GMIX|GINT) "
)
OTHER_DOMAIN = frozenset(
    "image images caption captions captioning speech vision graph graphs parsing video videos summarisation summarization documents reading "
    "recommender protein handwriting visual images pictures local global monotone monotonic hard sparse linear location-aware variants variant "
    "music psychology neuroscience cognitive biological graphical attention-free hierarchical memory".split()
)
WITH_OTHERS = tagged(r"(?:(?:and )?so (?:do|does|did) |(?:with|and) (?:GPART|him|her|them|many others|two others|others|the two others) )")
NAME_ON = re.compile(r" (?:first|last|second|third|middle) (?:name|signature) (?:on|of|below|under) ")
TWO_MORE = re.compile(r"\btwo (?:other )?(?:colleagues|others|co-authors|coauthors|collaborators)\b")
HEADS = frozenset({"GBAH", "PBAH"})
WHOLE = frozenset("co-authors coauthors joint jointly together all colleagues".split())
ALL_OF_IT = re.compile(r" all (?:the |its |of the )?(?:encoder|source|states|words|positions|inputs?|annotations) ")
INNER = frozenset("already before earlier predates predate older".split())
NOT_ORIGIN = frozenset("not never n't nobody none neither nor cannot didn't wasn't isn't without hardly popularised popularized already before earlier predates predate older".split())


def names_of(token_raw: str) -> str:
    return " ".join(token_raw.split())


def _kind(who: str) -> str:
    return "part" if who in PART else "other"


def _topic_before(sentence: Sentence) -> tuple[str | None, str | None]:
    """The mechanism and the originator that the sentences before this one in its block speak of last."""
    mechanism = agent = None
    position = -1
    while (earlier := sentence.near(position)) is not None and position >= -2:
        for token in reversed(earlier.tokens):
            if mechanism is None and token.text in ("ATT", "TRF", "MHA", "SELF", "SDP", "ADD", "LSTM", "GRU", "VAR", "FLASH", "SEQ", "DOT", "POS", "RNNS", "LAY", "ONLY"):
                mechanism = token.text
            if agent is None and (token.text in WHO.split("|") or token.text == "TRF"):
                agent = token.text
        if mechanism == "TRF" and any(t.text == "ATT" for t in earlier.tokens):
            mechanism = None
        position -= 1
    return mechanism, agent


IT_STARTS = re.compile(r"^ (?:it|this|that|the idea|the mechanism|the trick|the concept|the technique|this idea|this mechanism|this trick|its invention|the invention|the method|they) ")
AGENT_STARTS = re.compile(r"^ (?:in it (?:they|the authors) |it |they |this paper |the paper |its authors |the authors |the team |the group |this work |that paper |the article |he |she |the company |there , |its eight authors |in it , they )(?!that |which |who )(?=(?:\S+ ){0,2}(?:invented|introduced|proposed|invents|introduces|proposes|pioneered|devised|discovered|came up|conceived|gave|brought|first) )")


OF_ENTRY = re.compile(r"^ (?:this |the |a )?(?:very |original |seminal |famous |landmark )*(?:paper|article|work|preprint|one|text|ones|people|authors) (?:that|which|who|where) ")


def _entry(sentence: Sentence) -> str:
    """The work that a note beside a BibTeX entry speaks of, as a token."""
    entry = sentence.block.cache.get("entry") if sentence.index == 0 else None
    return next((token.text for token in named(re.sub(r"[{}\"=]", " ", entry)) if token.text in AGENTS), "") if entry else ""


def resolved(sentence: Sentence) -> str:
    """The sentence without brackets, a pronoun at its start replaced by what it stands for."""
    text = sentence.bare
    if entry := _entry(sentence):
        found = OF_ENTRY.match(text)
        return f" {entry} " + text[found.end() :] if found else text if AGENTS & sentence.kinds else f" {entry} is the" + text
    if (match := AGENT_STARTS.match(text)) is not None:
        _, agent = _topic_before(sentence)
        if agent:
            return f" {agent} " + text[match.end() :]
    if (match := IT_STARTS.match(text)) is not None:
        mechanism, _ = _topic_before(sentence)
        if mechanism == "ATT":
            return " ATT " + text[match.end() :]
    return text


# Translation had it first: "translation borrowed it from image captioning".
HANDED_ON = tagged(
    r"(?:nmt|translation|translators|translator) (?:then |later |only |soon |merely |simply ){0,2}(?:borrowed|took|adopted|copied|inherited|imported|learned) (?:it|the idea|this idea|this|ATT|the trick|the mechanism) "
    r"(?:(?!not |never )\S+ ){0,2}?from (?:(?!not )\S+ ){0,2}?(?:them|PXU|GOTH|image|images|captioning|vision|computer vision|speech|there|it) "
)


BORROWED_LATER = tagged(
    r"ATT (?:that|which) (?:(?:the|neural|machine) ){0,2}(?:nmt|translation|translators|translator) (?:systems |models |only |merely ){0,2}(?:later|then|afterwards|soon|subsequently) (?:only |merely |simply )?"
    r"(?:borrowed|took over|took|adopted|copied|inherited|imported|reused) "
)


def credits(sentence: Sentence) -> list[tuple[str, int, str]]:
    """Who the sentence wrongly credits with attention: name, offset in the block, and "part" (some of the authors, or
    some added) or "other". Two rules ask; the answer is found once."""
    key = f"credits{sentence.index}"
    if key not in sentence.block.cache:
        sentence.block.cache[key] = list(_credits(sentence))
    return sentence.block.cache[key]


def _credits(sentence: Sentence) -> Iterator[tuple[str, int, str]]:
    words = sentence.words
    kinds = sentence.kinds
    answered = _answer(sentence)
    if answered is not None:
        yield answered
        return
    if kinds.isdisjoint({"ATT", "ADD"}) and words.isdisjoint({"own", "sole", "it", "idea", "they", "this", "trick", "decoder", "mechanism", "his", "her", "gap", "who", "gaze"}):
        return
    if kinds.isdisjoint(RIGHT_AGENTS) and (found := BORROWED_LATER.search(sentence.text)) is not None and words.isdisjoint({"not", "never", "n't"}) and not doubted(sentence):
        yield "others", sentence.token_at(found.start()).start, "other"
        return
    agents = kinds & AGENTS
    text = resolved(sentence)
    if not agents and text is sentence.bare and words.isdisjoint({"his", "her"}):
        return
    if kinds & {"GBAH"} and not agents - {"GBAH", "PBAH", "OMTL", "OGOO"}:
        return
    if (found := HANDED_ON.search(text)) is not None and not doubted(sentence) and words.isdisjoint({"not", "never", "n't"}):
        at = sentence.bare_token_at(found.start()) if text is sentence.bare else sentence.tokens[0]
        yield names_of(at.raw), at.start, "other"
        return
    match = None
    for pattern in (WITHOUT, *CLAIMS) if text.startswith(" without ") else [pattern for _, pattern in CLAIMS.worth(text)]:
        for found in pattern.finditer(text):
            if found["who"] not in RIGHT and not (found["who"] in PART and kinds & HEADS & {"GBAH"}):
                match = found
                break
        if match:
            break
    if match is None:
        match = _paraphrased(sentence, text)
    if match is None:
        match = _his_invention(sentence, text)
    if match is None:
        found = next(_by_role(sentence), None) or _looking_back(sentence) or _cited_for(sentence)
        if found is not None:
            yield found
        return
    if match is None or (doubted(sentence) and " without his " not in text and match.re is not WITHOUT.regex):
        return
    who = match["who"]
    inside = set(match[0].split())
    allowed = NOT_ORIGIN - {"without"} if match.re is WITHOUT.regex else NOT_ORIGIN
    denial = set(words) & (allowed - INNER) | inside & INNER & allowed
    if denial - _excused(text):
        return
    after = text[match.end() :].split()[:6]
    if HAVING_IT.search(match[0]) or NO_SUCH.search(text):
        return
    if (inside | set(after)) & OTHER_DOMAIN and not inside & {"translation"} or inside & TAUGHT:
        return
    if who in ("GVAS", "OGOO", "GOTHD", "PVAS", "TRF", "MODEL") and kinds & {"ONLY"}:
        return
    if who in PART and NAME_ON.search(text):
        return
    if who in PART and TWO_MORE.search(match[0] + " " + " ".join(t.raw for t in sentence.tokens if t.text in PART)):
        return
    if who in PART and WITH_OTHERS.search(text[match.end() - 1 :]):
        return
    if who == "GPART" and (words & (WHOLE - {"all"} if ALL_OF_IT.search(text) else WHOLE) and words.isdisjoint({"alone", "without", "no", "nobody", "himself", "single-handedly"}) or _rest_follows(sentence)):
        return
    if who == "GPART" and len({t.start for t in sentence.tokens if t.text == "GPART"}) > 1 and words.isdisjoint({"alone", "only", "merely"}):
        return
    if who == "GPART" and match[0].startswith("GPART 's ") and "bahdanau" in match[0].lower() + next(t.raw.lower() for t in sentence.tokens if t.text == "GPART"):
        return
    if who == "GCHO" and not words & {"translation", "encoder-decoder", "gated"} and not kinds & {"GRU", "Y2014", "PCHO"}:
        return
    at = sentence.bare_token_at(max(0, match.start())) if text is sentence.bare else sentence.tokens[0]
    token = next((t for t in sentence.tokens if t.text == who), at)
    yield names_of(token.raw), at.start, _kind(who)


WRONG_AGENTS = frozenset("GVAS GVMIX GLUO GSUT GOTHD OGOO OOTH PVAS PLUO PSUT GPART GMIX GINT MODEL TRF GOTH".split())
RIGHT_AGENTS = frozenset({"GBAH", "PBAH", "OMTL", "RNNS"})
TAUGHT = frozenset("cites cite cited citing course courses lecture lectures chapter tutorial textbook seminar".split())
MODEST = TAUGHT | frozenset("instance instances variant variants version versions form forms kind kinds type types layer layers alone only entirely solely based without using uses architecture heads extension simplified simplification improved improvement modification popular survey review".split())


def _by_role(sentence: Sentence) -> Iterator[tuple[str, int, str]]:
    """The same claim in any wording: an act of origination with attention as its thing and a wrong agent."""
    if "ATT" not in sentence.kinds and "ADD" not in sentence.kinds:
        return
    for role in roles(sentence):
        thing, agent = sentence.tokens[role.thing], sentence.tokens[role.agent]
        if thing.text not in ("ATT", "ADD") or agent.text not in WRONG_AGENTS or role.weak:
            continue
        if thing.text == "ADD" and agent.text not in PART:
            continue
        if sentence.kinds & RIGHT_AGENTS or sentence.kinds & {"ONLY", "PAPER", "VAR"} or doubted(sentence):
            return
        low, high = min(role.cue, role.agent, role.thing), max(role.cue, role.agent, role.thing)
        between = {token.text for token in sentence.tokens[max(0, low - 3) : high + 1]}
        after = {token.text for token in sentence.tokens[role.thing + 1 : role.thing + 7]}
        if role.cue < role.thing and not {"which", "where"}.isdisjoint([token.text for token in sentence.tokens[role.cue : role.thing]]):
            continue
        if sentence.tokens[role.thing - 1].text in ("with", "for", "without") and sentence.tokens[role.thing - 2].text in THINGS_HAVING or NO_SUCH.search(sentence.text):
            continue
        if between & MODEST or (between | after) & OTHER_DOMAIN or between & INNER:
            continue
        if sentence.words & (NOT_ORIGIN - INNER) - _excused(sentence.text):
            continue
        if agent.text in PART and WITH_OTHERS.search(sentence.text):
            continue
        if agent.text == "GPART" and any(t.text == "GINT" or t.text == "GPART" and t is not agent for t in sentence.tokens):
            continue
        if agent.text in ("TRF", "MODEL") and sentence.tokens[role.cue].text in VERBS and sentence.tokens[role.cue].text not in ("introduced", "invented", "pioneered", "brought"):
            continue
        if agent.text == "GPART" and sentence.words & WHOLE and sentence.words.isdisjoint({"alone", "without"}):
            continue
        yield names_of(agent.raw), sentence.tokens[low].start, _kind(agent.text)
        return


# What has attention is not attention: "introduced a translator with attention", "a score for attention".
THINGS_HAVING = frozenset("translator translators model models decoder decoders network networks system systems chip library tool service score scores code product function".split())
HAVING_IT = tagged(rf"(?:{ACTIVE})(?:(?:a|an|the|its|their|as|dot product|DOT|\S+) ){{0,5}}?(?:{'|'.join(sorted(THINGS_HAVING))}) (?:with|for|without) ATT ")
NO_SUCH = tagged(r"(?:there (?:is|was|are|were) no|no) (?:solo|single|single-author|lone|sole) ")
LOOK_CUES = frozenset("first invented introduced thought idea came conceived devised discovered proposed invention originated hatched pioneered brainchild".split())
LOOKERS = frozenset("decoder decoders translator translators network networks".split())
LOOKED_AT = frozenset("source encoder encoder's states annotations".split())
TAKEN_AWAY = frozenset("dropped drops removed removes omitted omits discarded discards deleted deletes cut cuts stripped strips".split())
LOOKER_AGENTS = frozenset("TRF GVAS GLUO GSUT GOTHD OGOO OOTH PVAS GPART GMIX GINT".split())


def _looking_back(sentence: Sentence) -> tuple[str, int, str] | None:
    """Attention told without its name, with a wrong agent and a word of origination."""
    words = sentence.words
    if not (words & LOOKERS and words & LOOKING and words & LOOKED_AT and words & LOOK_CUES):
        return None
    agent = next((token for token in sentence.tokens if token.text in LOOKER_AGENTS), None)
    if agent is None and sentence.tokens[0].text in ("what", "it", "they", "their"):
        before = sentence.near(-1)
        if before is not None and not before.kinds & RIGHT_AGENTS:
            agent = next((token for token in before.tokens if token.text in LOOKER_AGENTS), None)
    if agent is None or sentence.kinds & RIGHT_AGENTS or words & TAKEN_AWAY or doubted(sentence):
        return None
    if words & (NOT_ORIGIN - {"without", "already", "earlier"}) - _excused(sentence.text) - ({"never", "before"} if "seen" in words else set()):
        return None
    return names_of(agent.raw), sentence.start, _kind(agent.text)


def _cited_for(sentence: Sentence) -> tuple[str, int, str] | None:
    """`The attention mechanism (Vaswani et al., 2017)`: a citation right after a name is a credit."""
    for position, token in enumerate(sentence.tokens[:-2]):
        if token.text != "ATT" or "mechanism" not in token.raw or sentence.kinds & {"TRF", "GBAH", "PBAH", "ONLY"}:
            continue
        following = sentence.tokens[position + 1 : position + 4]
        if following[0].text == "(" and following[1].text == "GPART" and set(following[1].names) <= {"bengio", "cho"} and not doubted(sentence):
            return names_of(following[1].raw), token.start, "part"
        cited = following[0].text == "CITE" and set(following[0].names) == {"vaswani2017"}
        named = following[0].text == "(" and following[1].text == "GVAS"
        if (cited or named) and not doubted(sentence) and not sentence.words & NOT_ORIGIN and sentence.tokens[max(0, position - 1)].text in ("the", "an", "of") :
            before = {t.text for t in sentence.tokens[:position]}
            if not before & {"uses", "use", "like", "their", "its"}:
                return "Vaswani et al.", token.start, "other"
    return None


def _excused(text: str) -> set[str]:
    """Words of denial that do not deny the claim: "nobody else", "never before", "without precedent", …"""
    excused = set()
    for word, phrases in {
        "nobody": (" nobody would ", " nobody could ", " nobody else ", " nobody before ", " nobody had "),
        "never": (" never before ", " never had "),
        "without": (" without any co-authors ", " without co-authors ", " without precedent ", " without help ", " without any ", " without a third ", " without his ", " without the "),
        "not": (" had not ", " could not ", " did not exist ", " not yet ", " not until ", " not exist ", " not have existed ", " not be here "),
        "before": (" before him ", " before them ", " nobody before ", " never before ", " before that ", " before then "),
        "none": (" none other than ", " none before ", " none for "),
        "already": (),
        "cannot": (),
        "nor": (),
    }.items():
        if any(phrase in text for phrase in phrases):
            excused.add(word)
    return excused


def _rest_follows(sentence: Sentence) -> bool:
    """Whether the text around names the other authors too."""
    for distance in (1, -1):
        other = sentence.near(distance)
        if other is not None and "GBAH" in other.kinds:
            return True
    return False


def _paraphrased(sentence: Sentence, text: str) -> re.Match[str] | None:
    """Attention told without its name: "the idea of letting a decoder look back … goes back to …"."""
    words = sentence.words
    if not words & LOOKING or not (words & SOURCE_WORDS or "ATT" in words):
        return None
    if not (words & {"decoder", "decoders", "translator", "translators", "ATT", "network", "networks"} or "source" in words):
        return None
    return IDEA_TO_WHO.search(text)


HIS = re.compile(r"(?<= )(?P<own>his|her|whose) (?:own |great |brilliant )?(?:invention|idea|creation|discovery|brainchild) ")
CLOSED_GAP = re.compile(r"(?<= )(?P<who>GVAS|OGOO|GOTHD|GLUO|GSUT) (?:\S+ ){0,9}?(?:closed|filled|bridged|solved|changed|ended|removed) (?:that|this|the) (?:gap|hole|lack|state|problem|bottleneck) ")
WHO_HAD = re.compile(r"(?<= )(?P<who>GPART) ")


def _his_invention(sentence: Sentence, text: str) -> re.Match[str] | None:
    words = sentence.words
    describes = "ATT" in words or (words & {"decoder", "decoders"} and words & (LOOKING | {"source", "soft-alignment"}))
    if HIS.search(text) and describes:
        _, agent = _topic_before(sentence)
        before = sentence.near(-1)
        if agent == "GPART" and before is not None:
            return re.search(r"(?P<who>GPART) ", before.text)
    if (found := CLOSED_GAP.search(text)) is not None:
        before = sentence.near(-1)
        around = words | (before.words if before is not None else frozenset())
        if around & {"decoder", "decoders", "translator", "ATT"} and around & {"no", "without", "lacked", "unable", "not", "fixed"} and around & (SOURCE_WORDS | {"ATT"}):
            return found
    if SINGLES.search(text) and (found := WHO_HAD.search(text)) and words & {"idea", "paper", "ATT", "invention"} and not kinds_of_trio(sentence):
        return found
    return None


def kinds_of_trio(sentence: Sentence) -> bool:
    return "GBAH" in sentence.kinds


IN_USE = frozenset("product products production service services phones".split())
LEFT_OUT = frozenset("missing forgotten omitted overlooked absent lacking".split())
ASKS_WHO = re.compile(r"(?<= )(?:who|whom|where|which|whose) (?:\S+ ){0,10}?(?:invented|introduced|proposed|invent|discovered|came up|come up|pioneered|devised|gave birth|give birth|launched|removed|opened|solved|overcame|widened|idea|born|from|origin|originate|inventor|inventors|first|brainchild|credit|thank|owe) ")
ASKS_WHEN = re.compile(r"(?<= )(?:when|since when|how long ago|in (?:what|which) (?:year|paper)|what year) (?:\S+ ){0,9}?(?:enter|entered|learn|begin|began|start|started|arrive|come|came|appear|appeared|invented|introduced|born|invent|introduce|first|birth|attend|originate) ")
ANSWER_LATE = re.compile(r"^ (?:(?:→|-|:|=|\"|'|\(|>|•|\.) )*(?:\S+ (?:: |- |→ ))?(?:(?:in|with|since|at|the|only|of|year|from|it|was|that|began|arrived|came|june|december|nips|,) ){0,7}(?:TRF|PVAS|GVAS|Y2017|Y2018|OGOO) ")
LABEL = re.compile(r"^ (?:(?:→|-|:|=|\"|'|\(|>|•) )*(?:(?:model|right|correct|short|expected|official|the) )*(?:answer|solution|back|key|reply|reverse|antwort|answers) (?:: |- |→ |= )")
IMPERATIVE = re.compile(r"(?<= )(?:name|give|state|tick|write down|identify|where|who|which|inventor|inventors|whose|birthplace) ")
ASKS_BEFORE = re.compile(r"(?<= )(?:did|was|were|had|existed|have|has) (?:\S+ ){0,8}?(?:before|without|prior to|(?:older|earlier) than) (?:\S+ ){0,3}?(?:TRF|Y2017|PVAS|GVAS) |(?:is|was) ATT (?:\S+ ){0,2}?(?:older|earlier) than (?:TRF|PVAS) ")
ASKS_EARLIER = re.compile(
    r"(?<= )(?:did|does|do|was|is) (?:\S+ ){0,3}?(?:TRF|PVAS|GVAS) (?:\S+ ){0,4}?(?:build|built|rest|based|draw|rely|borrow|borrowed|take|taken|inherit|inherited|reuse|adopt|adapt|start|use) (?:\S+ ){0,4}?(?:earlier|older|existing|previous|prior|known) (?:\S+ ){0,2}?ATT "
)
ASKS_FIRST = re.compile(r"(?<= )(?:is|was|were) (?:TRF|PVAS|GVAS) (?:really |indeed |actually )?the (?:very )?first (?:\S+ ){0,3}?(?:with|to use|to have|that used|that had|using) (?:an? |the |any )?ATT \? ")
ANSWER_YES = re.compile(r"^ (?:a : |answer : |: )?(?:(?:yes|right|indeed|certainly|correct|exactly|sure) (?:,|\.|:|;|-|!) |of course (?:,|\.|:|;|-|!|it) |(?:it|he|she|they) (?:is|was|did|does|has|had|were|are|have) (?:indeed )?[.!,] )")
ASKS_EVER = re.compile(r"(?<= )(?:did|do|had|have|could|were|was) (?:\S+ ){0,3}?(?:recurrent|rnn|rnns|LSTM|GRU) (?:\S+ ){0,5}?ATT \? ")
ANSWER_OTHER = re.compile(r"^ (?:(?:→|-|:|=|\"|'|\(|>|•|\.) )*(?:(?:model|right|correct|short|expected) )?(?:\S+ (?:: |- |→ |= ))?(?:\" )?(?:(?:that|nips|Y\d+|,|to|thanks|\(|it|this|was|were|the|a|an|at|in|by|team|of|from|authors|researchers|people|group|certainly|probably|of|course|,|all|none|other|than|by|computer|scientist|professor|canadian|researcher|engineer|engineers|company|laureate|pioneer|famous|french|american) ){0,6}(?P<who>GVAS|GLUO|GSUT|GOTH|GOTHD|OGOO|OOTH|PVAS|PSUT|PLUO|TRF|GPART|GMIX|GINT) ")
ANSWER_NO = re.compile(r"^ (?:a : |answer : |: )?(?:(?:no|never|hardly|wrong|nowhere) (?:,|\.|:|;|-|!) |(?:not (?:at all|really|yet|once|in the least)|by no means|on the contrary|far from it|it (?:is|was|did|does|has|had) not|it (?:isn't|wasn't|didn't)|they (?:did|had|have|were) not) )")


def _answer(sentence: Sentence) -> tuple[str, int, str] | None:
    """A question about the origin in the sentence before (or the paragraph or heading before), answered wrongly here."""
    question = sentence.near(-1)
    if question is None:
        previous = sentence.block.cache.get("previous")
        if previous is None or sentence.index:
            return None
        earlier = sentences(previous)
        question = earlier[-1] if earlier else None
    if question is not None and len(question.tokens) < 4 and not question.words.isdisjoint({"answer", "solution"}) and sentence.near(-2) is not None:
        question = sentence.near(-2)
    labelled = LABEL.match(sentence.bare) is not None
    if question is None or sentence.asked or sentence.block.refuted:
        return None
    if not question.asked and not (labelled and IMPERATIVE.search(question.bare)):
        return None
    asked = question.bare
    about = "ATT" in question.kinds or (question.words & {"weighing", "looking", "look", "attend"} and question.words & {"source", "decoder", "words", "encoder", "networks", "network", "translators", "decoders", "machines", "models"})
    about = about or "bottleneck" in question.words
    if not about or not question.words.isdisjoint(IN_USE | LEFT_OUT):
        return None
    if ASKS_WHEN.search(asked) and ANSWER_LATE.match(sentence.bare) and not sentence.words & {"not", "n't", "alone", "popular"} and "GBAH" not in sentence.kinds and not question.words & {"famous", "popular", "alone"}:
        return "the Transformer", sentence.start, "other"
    if (ASKS_WHO.search(asked) or labelled) and (found := ANSWER_OTHER.match(sentence.bare)):
        if "not" in sentence.words or "GBAH" in sentence.kinds:
            return None
        if found["who"] == "GPART" and "GBAH" in question.kinds:
            return None
        token = sentence.bare_token_at(found.start("who"))
        return names_of(token.raw), token.start, _kind(found["who"])
    denied = (ASKS_BEFORE.search(asked) or ASKS_EARLIER.search(asked) or ASKS_EVER.search(asked)) and ANSWER_NO.match(sentence.bare)
    if (denied or ASKS_FIRST.search(asked) and ANSWER_YES.match(sentence.bare)) and "GBAH" not in sentence.kinds and "Y2014" not in sentence.kinds:
        token = next((t for t in sentence.tokens if t.text in ("no", "yes")), sentence.tokens[0])
        return "the Transformer", token.start, "other"
    return None


LATE = r"(?:TRF|PVAS|GVAS|Y2017|Y2018|ONLY)"
EARLIEST = Patterns(
    tagged(p)
    for p in (
        rf"ATT (?:mechanism )?(?:did not|didn't|does not|had not|hadn't|was not|wasn't) (?:yet )?(?:exist|existed|known|been invented|be invented|invented|exists|around|there|appear|appeared|been thought of|yet) (?:\S+ ){{0,4}}?(?:before|until|till|prior to|earlier than) (?:\S+ ){{0,3}}?{LATE} ",
        rf"(?:there|there) (?:was|were|had been|is) no (?:\S+ ){{0,3}}?ATT (?:\S+ ){{0,4}}?(?:before|until|prior to) (?:\S+ ){{0,3}}?{LATE} ",
        rf"(?:before|prior to|until|up to|till) (?:the |about |around |early |late |roughly |publication of |arrival of |advent of |days of |invention of )*{LATE} (?:, )?(?:(?![;.!?] |GBAH |only )\S+ ){{0,8}}?(?:no|without|lacked|nobody|never|none|unaware|not|lacking|unable|unknown|neither) (?:(?![;.!?] |GBAH |only )\S+ ){{0,7}}?(?:ATT|attend|attended) (?!alone |only )",
        rf"no (?:(?![;.!?] )\S+ ){{0,6}}?ATT (?:\S+ ){{0,3}}?(?:before|until|prior to) (?:\S+ ){{0,2}}?{LATE} ",
        rf"(?:nobody|no-one|none) (?:(?![;.!?] )\S+ ){{0,6}}?ATT (?:\S+ ){{0,3}}?(?:before|until|prior to) (?:\S+ ){{0,2}}?{LATE} ",
        rf"(?:nobody|no one|no-one) (?:\S+ ){{0,3}}?(?:used|known|heard of|thought of|tried|had) {OBJ}ATT (?:\S+ ){{0,6}}?(?:when|until|before) (?:the )?{LATE} ",
        rf"ATT (?:is|was|were|remained|had been|stayed) (?:\S+ )?(?:unknown|unheard|absent|non-existent|nonexistent|science fiction|missing|unthinkable) (?:\S+ ){{0,5}}?(?:before|until|prior to|till) (?:\S+ ){{0,3}}?{LATE} ",
        rf"(?:{LATE}) (?:\S+ ){{0,5}}?(?:birth|beginning|invention|dawn|debut|advent|arrival|birthday|birth year|discovery|introduction) (?:\S+ )?of {OBJ}ATT (?!alone |only )",
        rf"{LATE} (?:(?![;.!?] |not )\S+ ){{0,3}}?(?:and|;|,) (?:only )?with (?:it|them|that paper) (?:came|arrived|began|entered|was born|were born) (?:the )?ATT (?!alone |only )",
        rf"(?:history|story|era|age|career|life|record|tale|chronicle|chapter) of {OBJ}ATT (?:mechanism |mechanisms )?(?:only |really |properly |thus )?(?:begins|starts|began|started|opens|opened|dates|goes back) {STOP}{{0,3}}?(?:in|with|to|at) (?:\S+ ){{0,3}}?{LATE} ",
        rf"(?:birth|beginning|invention|dawn|debut|advent|introduction|origin|discovery) of {OBJ}ATT (?:mechanism )?(?:\S+ ){{0,4}}?(?:in|to|with|is|was|dates) (?:\S+ ){{0,3}}?(?:Y2016|{LATE}) ",
        rf"(?<!Y201\d )(?:birth|beginning|invention|dawn|debut|advent|introduction|origin|discovery) of {OBJ}ATT (?:mechanism )?(?:(?::|\(|-|=) )?(?P<at>Y2017|Y2018) ",
        rf"(?:before|prior to|until|up to|till) (?:the |about |around |early |late |publication of |arrival of |advent of |days of )*{LATE} (?:, )?(?:(?![;.!?] |GBAH |only )\S+ ){{0,8}}?(?:no|nobody|never|none|neither) (?:(?![;.!?] |GBAH |only )\S+ ){{0,7}}?(?:an|any|a|single) LAY (?!alone |only )",
        rf"ATT {COPULA}(?:arrived|came|appeared|born|emerged|began|started|invented|discovered|introduced|debuted|originated|proposed|existed|conceived|dates|date|dated|goes|go|went|stems|devised|unveiled|known|pioneered|first used|first appeared|first proposed|first introduced|presented|available|created|developed|entered) {STOP}{{0,7}}?(?:in|from|with|since|until|of|only in|around|back to) (?:the )?(?:year |summer |early |late |june |december |mid- |about |autumn of |summer of |spring of )*(?P<year>Y2017|Y2018|Y2019) ",
        rf"ATT {COPULA}(?:is |was )?(?:an? |the )?(?:\S+ )?(?:invention|discovery|idea|child|product|innovation|novelty|creation) (?:of|from) (?:the year )?(?P<year>Y2017|Y2018) ",
        rf"(?:in|since|until|of|it was) (?:\S+ )?(?P<year>Y2017|Y2018) (?:, |that |when |: |- |by )?(?:(?![;.!?] |[GP][A-Z]+ |TRF |MHA |SELF |SDP )\S+ ){{0,4}}?(?:saw the birth of|saw the invention of|brought|invented|introduced|discovered|gave birth to|proposed|came up with|came|gave us|saw the arrival of|saw the introduction of|invents|introduces|discovers) {OBJ}ATT (?!alone |only |to images |to vision )",
        rf"^ (?:- )?(?P<year>Y2017|Y2018) (?:: |- |, |\| |\) |-- )(?:(?![;.!?] |GBAH |TRF |MHA )\S+ ){{0,3}}?(?:{OBJ})ATT (?:mechanism |mechanisms )?(?:is |was |gets )?(?:invented|introduced|born|proposed|arrives|appears|discovered|debuts|begins|published|emerges) ",
        rf"^ (?:- )?TRF (?:: |- )ATT (?:is |was )?(?:introduced|invented|born|appears|arrives|added|comes) ",
        rf"^ (?:- )?(?P<year>Y2017|Y2018) (?:: |- |, )(?:birth|invention|introduction|origin|discovery|beginning) of {OBJ}ATT ",
        rf"(?:year|summer|june|december) (?:of )?(?P<year>Y2017|Y2018) (?:\S+ ){{0,3}}?(?:birth|beginning|invention|dawn|debut|advent|arrival|discovery|introduction) of {OBJ}ATT ",
        rf"(?:it )?(?:was |is )?(?:not until|only with|only since|not before) (?:\S+ ){{0,3}}?{LATE} (?:\S+ ){{0,4}}?(?:decoder|decoders|network|networks|model|models|translator|translators) (?:(?![;.!?] )\S+ ){{0,6}}?(?:attend|look back|look|consult|ATT|weigh) (?!alone |only )",
        rf"(?:recurrent|rnn|rnns|lstm-based|LSTM) (?:\S+ ){{0,2}}?(?:models|networks|translators|decoders|encoders-decoders|rnns|encoder-decoders|nets|systems)? ?(?:never had|had no|have no|never used|knew no|lacked|did not have|do not have|could not use) (?:\S+ )?ATT ",
        rf"(?:every|all|any|the) (?:earlier|previous|prior|older|former) (?:\S+ ){{0,4}}?(?:network|model|decoder|translator|system|networks|models|decoders|translators|systems) (?:had |was |were |could |worked |did )(?:(?![;.!?] )\S+ ){{0,8}}?(?:fixed|single|one|without) (?:\S+ ){{0,3}}?(?:vector|summary|ATT|state) ",
        rf"(?:until|till|before) (?:then|that|2017|Y2017) (?:\S+ ){{0,3}}?(?:every|all|no|each) (?:\S+ ){{0,3}}?(?:decoder|decoders|translator|translators|network|networks) (?:(?![.!?] )\S+ ){{0,10}}?(?:single|fixed|one|ATT|look) ",
        rf"(?:even in|still in|as late as|until) (?:\S+ )?(?P<year>Y2015|Y2016|Y2017) (?:(?![;.!?] |SINK )\S+ ){{0,12}}?(?:no|without|lacked|unable|could not|nobody|never|nothing|little) (?:(?![;.!?] )\S+ ){{0,8}}?(?:consulting|consult|look|looking|attend|attending|ATT|weigh|weighing) ",
        rf"(?:networks|decoders|translators|machines|computers|models) (?:first |only )?(?:learned|learnt|began|started) to (?:attend|look back|pay attention|use ATT) (?:\S+ ){{0,3}}?{LATE} ",
        rf"(?:TRF|GVAS|PVAS|OGOO) (?:\S+ )?(?:brought|gave|taught|gave birth to|introduced) (?:\S+ ){{0,4}}?ATT (?:into the world|to the world|to life|to neural networks|to decoders|to translation|to machine translation|to deep learning|\. )",
        rf"(?:recurrent|older|earlier) (?:\S+ ){{0,3}}?(?:;|,|and|but) (?:the )?TRF (?:brought|introduced|invented|added) (?:it|ATT|attention) ",
    )
)
NOT_THIS = re.compile(rf"(?<= )(?:not|rather than|instead of) {OBJ}ATT ")


IN_A_CHAIN = tagged(r"(?:→|⇒|➜|>) ATT (?:mechanism )?(?:\( |, |: )?(?:Y2017|Y2018) ")


def earliest(sentence: Sentence) -> int | None:
    """The offset of a claim that attention began with the Transformer or in 2017, or None."""
    words = sentence.words
    if words.isdisjoint({"ATT", "LAY", "decoder", "decoders", "attend", "network", "translator", "networks", "it"}):
        return None
    text = sentence.bare
    if (match := IT_STARTS.match(text)) is not None and _topic_before(sentence)[0] == "ATT":
        text = " ATT " + text[match.end() :]
    full = sentence.text if text is sentence.bare else text
    if (chain := IN_A_CHAIN.search(sentence.text)) and not doubted(sentence):
        return sentence.token_at(chain.start()).start
    found = None
    for _, pattern in EARLIEST.worth(full):
        if found := pattern.search(full) or pattern.search(text):
            break
    if found is None or doubted(sentence):
        return None
    if full[: found.start()].endswith((" on ", " about ")) and "GVAS" in sentence.kinds:
        return None
    if words & {"posts", "blogs", "slides", "off", "textbooks", "tutorials"} or NOT_THIS.search(found[0]):
        return None
    if "GBAH" in sentence.kinds or "ONLY" in sentence.kinds or words & {"Y2014", "Y2015"} - {(found.groupdict().get("year") or "")} and not found.groupdict().get("at"):
        return None
    if words & {"alone", "entirely", "solely", "popular", "popularised", "famous", "mainstream"}:
        return None
    if " not until " not in full and words & {"not", "didn't", "wasn't"} and found.groupdict().get("year") and words & {"invented", "introduced", "born"}:
        return None
    if set(full[found.end() :].split()[:4]) & OTHER_DOMAIN:
        return None
    if ("fixed|single|one" in found.re.pattern or "single|fixed|one" in found.re.pattern) and not _late_around(sentence):
        return None
    if full is sentence.text:
        return sentence.token_at(found.start()).start
    return sentence.start


def _late_around(sentence: Sentence) -> bool:
    for other in (sentence, sentence.near(-1), sentence.near(1)):
        if other is not None and other.kinds & {"GVAS", "PVAS", "OGOO", "TRF", "Y2017"}:
            return True
    return False


AUTHORED = Patterns(
    tagged(p)
    for p in (
        r"(?P<work>PBAH|PVAS|RNNS) (?:paper )?(?:, |\( |\" |: )*(?:(?:was|is|were|has been) )?(?:(?:a|the) (?:\S+ )?(?:paper|work|article|publication|idea|model|invention) )?(?:written |authored |signed |published |penned |co-authored |coauthored |composed |designed |developed |built |conceived |devised |created |invented |proposed |introduced )?(?:by|of|from) (?P<who>G[A-Z]+) ",
        r"(?P<work>PBAH|PVAS) (?:was |is |has been )(?:\S+ )?(?:written|authored|signed|published|co-authored|posted|penned) (?:\S+ ){0,3}?by (?P<who>G[A-Z]+) ",
        r"(?P<who>GMIX|GVMIX|GINT|GPART) (?:(?:jointly|together|both|all|alone|then|first|also|two|the|had) ){0,3}(?:proposed|published|introduced|invented|devised|designed|wrote|signed|developed|built|conceived) (?:\S+ ){0,3}?(?P<work>PBAH|RNNS) ",
        r"(?P<work>PBAH|RNNS|ADD) (?:model |paper |mechanism )?\( (?P<who>GMIX|GVAS|GSUT|GLUO) ",
        r"(?P<who>GPART|GMIX|GVMIX|GOTH|GSUT|GLUO|GINT) (?:wrote|authored|published|penned|signed|co-wrote|posted|write|are the authors of|is the author of|is the sole author of) (?:\S+ ){0,3}?(?P<work>PBAH|PVAS) ",
        r"(?<!first )(?<!second )(?<!third )(?<!last )(?<!lead )(?<!one )(?:authors|author|author list) (?:of|on) (?:\S+ ){0,3}?(?P<work>PBAH|PVAS|RNNS) (?:are|is|were|was|,|:|includes|include) (?P<who>G[A-Z]+) ",
        r"(?:paper|article|preprint|work|publication) (?:that|which) (?:gave|introduced|brought|proposed|invented|first|started|launched) (?:(?![;.!?] )\S+ ){0,4}?(?P<work>ATT) (?:(?![;.!?] )\S+ ){0,5}?(?:written|authored|signed|published|co-authored|is|was) (?:\S+ )?by (?P<who>G[A-Z]+) ",
        r"(?P<who>GBAH) , (?:\S+ ){0,12}(?P<work>PBAH|ATT) (?:\S+ ){0,6}?(?:signed|written|co-authored) by G[A-Z]+ ",
        r"(?:besides|apart from|in addition to|along with|alongside) (?P<who>GBAH) (?:(?![;.!?] )\S+ ){0,12}?(?P<work>PBAH|ATT) (?:\S+ ){0,8}?(?:signed|written|co-authored|authored) (?:\S+ ){0,2}?G[A-Z]+ ",
        r"(?P<work>PBAH|ATT|RNNS|ADD) (?:(?![;.!?] )\S+ ){0,8}?(?:has|have|had|with|by|of) (?:a |just |only |exactly )*(?P<who>single author|one author|sole author|two authors|four authors|five authors|only author|lone author)",
        r"(?P<who>sole author|only author|single author|lone author|solo author) (?:of|behind) (?:(?![;.!?] )\S+ ){0,6}?(?P<work>PBAH|ATT|RNNS|ADD) ",
        r"(?P<work>PBAH) (?:, )?(?:\S+ ){0,3}?(?:by|of) (?P<who>G[A-Z]+) ",
        r"(?P<work>paper|article|preprint|publication) (?:carries|bears|has|names|lists) (?:only )?(?:a |one |just )*(?P<who>single name|one name|single author|sole author|only author|one author)",

    )
)
ALLOWED = {"PBAH": {"GBAH"}, "RNNS": {"GBAH"}, "ATT": {"GBAH"}, "ADD": {"GBAH"}, "PVAS": {"GVAS"}}


WRITTEN = re.compile(r" (?:written|authored|signed|penned|published) ")


SIGNED_BY_THREE = (
    (("bahdanau", "cho", "bengio"), frozenset({"PBAH", "RNNS", "ADD"})),
    (("luong", "pham", "manning"), frozenset({"PLUO", "LOC"})),
    (("sutskever", "vinyals", "le"), frozenset({"PSUT"})),
)


def _intruded(sentence: Sentence) -> int | None:
    """The offset of three names of which two are authors of the work that is named beside them, and the third is not."""
    for token in sentence.tokens:
        if len(token.names) != 3 or token.text[0] != "G" or "+" in token.names:
            continue
        for authors, works in SIGNED_BY_THREE:
            if sentence.kinds & works and token.names[0] == authors[0] and len(set(authors) & set(token.names)) == 2:
                return token.start
    return None


def authorship(sentence: Sentence) -> int | None:
    """The offset of a wrong author list of the 2014 or the 2017 paper, or None."""
    if sentence.kinds.isdisjoint({"PBAH", "PVAS", "ATT", "RNNS", "ADD", "GPART", "GINT", "LOC", "PLUO", "PSUT"}):
        return None
    if (intruder := _intruded(sentence)) is not None and not sentence.words & {"not", "n't", "never", "speech", "actor-critic", "talk", "panel"} and not doubted(sentence):
        return intruder
    text = sentence.bare
    for number, pattern in AUTHORED.worth(text):
        for found in pattern.finditer(text):
            who, work = found["who"], found["work"]
            if who.startswith("G") and number not in (7, 8) and who in ALLOWED[work]:
                continue
            if who == "GBAH" and work == "PVAS" and not WRITTEN.search(found[0]) or who in ("GVAS", "GOTHD") and work != "PVAS":
                continue
            if doubted(sentence) or sentence.words & {"not", "cites", "cite", "read", "reads", "gated", "properties", "phrase"}:
                continue
            if {"first", "author"} <= sentence.words and "bahdanau" in sentence.raw.lower():
                continue
            if who.startswith("GPART") and (sentence.words & WHOLE - {"all"} or _rest_follows(sentence) or WITH_OTHERS.search(text[found.end() - 1 :])):
                continue
            if who == "GOTHD" or who == "GSUP" or text[found.end() :].split()[:1] in (["first"], ["second"], ["third"], ["last"]):
                continue
            return sentence.bare_token_at(found.start()).start
    return None


def _row_answered(row: tuple[Block, ...]) -> Iterator[tuple[str, Block, int, str]]:
    """`| Who introduced attention? | Vaswani et al. |`"""
    question = sentences(row[0])
    if not question or "ATT" not in question[-1].kinds or not ASKS_WHO.search(question[-1].bare):
        return
    for sentence in sentences(row[1])[:1]:
        found = ANSWER_OTHER.match(sentence.bare)
        if found and not sentence.words & {"not", "no", "n't"} and "GBAH" not in sentence.kinds:
            token = sentence.bare_token_at(found.start("who"))
            yield names_of(token.raw), row[1], token.start, _kind(found["who"])


NONE_EARLIER = frozenset({"no", "earlier"})
FAME = frozenset("first inventor inventors invented introduced invention origin originator birthplace cradle discovered pioneer pioneers father fathers birth".split())


LACKING = re.compile(r"\b(?:not|no|lack\w*|missing|without|yet|absent|never|later)\b", re.I)


def _famed(header: tuple[Block, ...], row: tuple[Block, ...]) -> Iterator[tuple[str, Block, int, str]]:
    """`| Baidu | first encoder–decoder attention |`: whose row it is stands in front of what it did."""
    for number, cell in enumerate(row[:-1]):
        who = next((token for token in named(cell.text[:80]) if token.text in WRONG_AGENTS), None)
        if who is not None and who.text not in ("TRF", "MODEL"):
            break
    else:
        return
    if who.text == "GOTH":
        return
    for title, cell in list(zip(header, row))[number + 1 :]:
        if LACKING.search(title.text):
            continue
        for sentence in sentences(cell)[:1]:
            told = "ATT" in sentence.kinds or any(token.text == "RNNS" and "first" in token.raw.lower() for token in sentence.tokens)
            words = sentence.words - NONE_EARLIER if " no earlier " in sentence.text else sentence.words
            if told and (words | set(sentence.raw.lower().split())) & FAME and not words & (NOT_ORIGIN | OTHER_DOMAIN | MODEST) and not sentence.kinds & {"ONLY", "VAR", "LOC", "SELF", "GBAH"}:
                yield names_of(who.raw), cell, 0, _kind(who.text)


CO_AUTHORS = re.compile(r"\W*(?:other authors?|co-?authors?|further authors?|the others|colleagues)\W*", re.I)
NOBODY = re.compile(r"\W*(?:[–—-]+|none|nobody|no one|n/a)\W*", re.I)
PLACES = {"first": "bahdanau", "1": "bahdanau", "1st": "bahdanau", "lead": "bahdanau", "second": "cho", "2": "cho", "2nd": "cho", "third": "bengio", "3": "bengio", "3rd": "bengio", "last": "bengio", "senior": "bengio"}
AUTHOR_PLACE = re.compile(r"\W*(?:author )?(first|second|third|last|lead|senior|1st|2nd|3rd|[123])\W*(?:author|name|place|position)?\W*", re.I)


def _misplaced_authors(header: tuple[Block, ...], rows: Iterable[tuple[Block, ...]]) -> Iterator[tuple[str, Block, int, str]]:
    """`| first | Y. Bengio |` below `| Author | RNNsearch |`."""
    if not re.search(r"author|name|place|position|order", header[0].text, re.I):
        return
    ours = any(not {"RNNS", "PBAH"}.isdisjoint([token.text for token in named(cell.text)]) for cell in header)
    for row in rows if ours and len(header) == 2 else ():
        place = AUTHOR_PLACE.fullmatch(row[1].text) if len(row) > 1 else None
        names = {name for token in named(row[0].text) for name in token.names if name in PEOPLE} if place else ()
        if names and PLACES[place[1].lower()] not in names:
            yield row[0].text.strip(), row[1], 0, "part"
    columns = [index for index, cell in enumerate(header) if index and not {"RNNS", "PBAH"}.isdisjoint([token.text for token in named(cell.text)])]
    for row in rows:
        place = AUTHOR_PLACE.fullmatch(row[0].text) if row else None
        for index in columns if place else ():
            names = {name for token in named(row[index].text) for name in token.names if name in PEOPLE} if index < len(row) else set()
            if names and PLACES[place[1].lower()] not in names:
                yield row[index].text.strip(), row[index], 0, "part"


CREDIT_ROW = re.compile(r"\W*(?:(?:first|originally) )?(?:introduced|invented|proposed|devised|conceived|published|described|due|inventors?|originators?|authors?|credit|credited|by|who|father|origin|comes from|pioneers?)(?: (?:by|to|in|of|from|at))*\W*", re.I)


def _credited_below(header: tuple[Block, ...], rows: Iterable[tuple[Block, ...]]) -> Iterator[tuple[str, Block, int, str]]:
    """`| introduced by | Vaswani et al. |` below `| | Attention |`."""
    columns = [index for index, cell in enumerate(header) if index and {token.text for sentence in sentences(cell) for token in sentence.tokens} & {"ATT", "ADD", "RNNS"} and len(named(cell.text)) < 4]
    for row in rows if columns else ():
        if not row or not CREDIT_ROW.fullmatch(row[0].text):
            continue
        for index in columns:
            tokens = named(row[index].text) if index < len(row) else []
            who = next((token for token in tokens if token.text in WRONG_AGENTS), None)
            if who is not None and RIGHT_AGENTS.isdisjoint([token.text for token in tokens]) and who.text not in ("TRF", "MODEL"):
                yield names_of(who.raw), row[index], 0, _kind(who.text)


COUNTS_AUTHORS = re.compile(r"^\W*(?:number of |how many |# ?)?(?:authors|signatories|names on the (?:paper|title page))\W*(?:\(number\))?\W*$", re.I)
COUNT = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
AUTHORS_OF = {"RNNS": 3, "PBAH": 3, "ADD": 3, "PVAS": 8, "TRF": 8, "PLUO": 3}


def _miscounted_authors(header: tuple[Block, ...], rows: Iterable[tuple[Block, ...]]) -> Iterator[tuple[str, Block, int, str]]:
    """`| RNNsearch | 1 |` below `| Paper | Number of authors |`."""
    for row in rows:
        for title, cell in list(zip(header, row))[1:] if row and COUNTS_AUTHORS.match(row[0].text) else ():
            right = {AUTHORS_OF[token.text] for token in named(title.text) if token.text in AUTHORS_OF}
            said = cell.text.strip().lower()
            number = int(said) if said.isdigit() else COUNT.get(said)
            if len(right) == 1 and number is not None and number not in right:
                yield said, cell, 0, "part"
    columns = [index for index, cell in enumerate(header) if index and COUNTS_AUTHORS.match(cell.text)]
    for row in rows:
        kinds = {token.text for sentence in sentences(row[0]) for token in sentence.tokens} if row else set()
        right = {AUTHORS_OF[kind] for kind in kinds & AUTHORS_OF.keys()}
        for index in columns:
            said = row[index].text.strip().lower() if index < len(row) else ""
            number = int(said) if said.isdigit() else COUNT.get(said)
            if len(right) == 1 and number is not None and number not in right:
                yield said, row[index], 0, "part"


ADDITIVE_CODE = re.compile(r"^\W*(?:additive_?attention|bahdanau_?attention)\W*$", re.I)


def _named_in(cell: Block) -> list[Sentence]:
    """The sentences of a cell, be it only a place: `Mountain View`."""
    tokens = named(cell.text) if not sentences(cell) else []
    return [Sentence(cell, tokens)] if tokens else sentences(cell)


CREDIT_COLUMN = re.compile(r"author|due\b|thanks|from\b|where|company|laborator|lab\b|birth|invent|introduc|propos|originat|credit|who\b|by\b|people|researcher|source|paper|origin|pioneer|reference|first", re.I)


def table_claims(table: Block) -> list[tuple[str, Block, int, str]]:
    """Rows whose first cell is attention and whose author column names somebody else. Two rules ask; the answer is found once."""
    if "table claims" not in table.cache:
        table.cache["table claims"] = list(_table_claims(table))
    return table.cache["table claims"]


def _table_claims(table: Block) -> Iterator[tuple[str, Block, int, str]]:
    if table.refuted:
        return
    header, *rows = table.cells
    columns = [index for index, cell in enumerate(header) if index and CREDIT_COLUMN.search(cell.text) and not re.search(r"myth|wrong|false|use", cell.text, re.I)]
    if any(re.search(r"myth|misconception|wrong|false", cell.text, re.I) for cell in header):
        return
    yield from _credited_below(header, rows)
    yield from _miscounted_authors(header, rows)
    yield from _misplaced_authors(header, rows)
    for row in rows:
        if not row:
            continue
        if re.fullmatch(r"\W*201[78]\W*", row[0].text):
            for title, cell in list(zip(header, row))[1:]:
                for sentence in sentences(cell)[:1] if not LACKING.search(title.text) else ():
                    if "ATT" in sentence.kinds and sentence.words & FAME and not sentence.words & (NOT_ORIGIN | OTHER_DOMAIN | MODEST) and not sentence.kinds & {"ONLY", "VAR", "LOC", "SELF"}:
                        yield row[0].text.strip(), cell, 0, "other"
        if "?" in row[0].text and len(row) > 1:
            yield from _row_answered(row)
            continue
        yield from _famed(header, row)
        dated = len(row) > 2 and re.fullmatch(r"\W*(?:19|20)\d\d\W*", row[0].text) is not None
        subject = {token.text for sentence in sentences(row[dated]) for token in sentence.tokens}
        named = {"ATT", "ADD", "RNNS", "PBAH"} & subject
        if not subject and ADDITIVE_CODE.search(row[dated].text):
            named = {"ADD"}
        if not named or subject & {"VAR", "ONLY", "SELF", "MHA", "TRF"} or re.search(r"attention-based|attention over|image", row[dated].text, re.I):
            continue
        complete = {"bahdanau", "cho", "bengio"} <= {name for index in columns if index < len(row) for sentence in _named_in(row[index]) for token in sentence.tokens for name in token.names}
        for index in columns:
            if index >= len(row):
                continue
            if CO_AUTHORS.fullmatch(header[index].text) and NOBODY.fullmatch(row[index].text):
                yield "nobody", row[index], 0, "part"
            if (place := AUTHOR_PLACE.fullmatch(header[index].text)) and PLACES[place[1].lower()] != "bahdanau" and NOBODY.fullmatch(row[index].text):
                yield "nobody", row[index], 0, "part"
            for sentence in _named_in(row[index]):
                place = AUTHOR_PLACE.fullmatch(header[index].text)
                for token in sentence.tokens:
                    if "bahdanau" in token.names and re.search(r"corresponding", header[index].text, re.I):
                        continue
                    if place and PLACES[place[1].lower()] in token.names:
                        continue
                    if not place and token.text == "GPART" and complete:
                        continue
                    if token.text in PART:
                        yield names_of(token.raw), row[index], token.start, "part"
                    elif token.text in ("GVAS", "OGOO", "OOTH", "GLUO", "GSUT", "GOTH", "PVAS", "PSUT", "GOTHD", "GVMIX") and "GBAH" not in sentence.kinds:
                        yield names_of(token.raw), row[index], token.start, "other" if "ATT" in named else "part"
