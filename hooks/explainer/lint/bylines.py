"""Who is presented as an author of the paper of 2014 (or of 2017): strangers, wrong places in the list, one person alone."""

from __future__ import annotations

import re

from .knowledge import PEOPLE
from .originators import NO, YES, Clause, clauses
from .signatures import of_theirs
from .stance import doubted
from .tagging import Sentence, Token, sentences
from .words import tagged

ANY = r"(?:(?![;.!?] )\S+ )"
PAPER = frozenset({"PBAH", "RNNS", "1409.0473"})
IDEA = frozenset({"ATT", "ADD"})
OTHER_WORKS = frozenset("PVAS TRF PLUO PSUT PCHO PCHP PXU PAPER MODEL VAR FLASH MHA SELF SDP DOT LOC ROPE GRU".split())
PERSONS = frozenset("GPART GMIX GOTH GVMIX GSUT GVAS GLUO GCHO".split())
TRIO = frozenset({"BAH", "CHO", "BEN"})
SIGNING = frozenset(
    """author authors co-author co-authors coauthor coauthors co-authored coauthored co-wrote authorship wrote write writes written signed sign signatories signatory byline penned authored names written-by
    co-inventor co-inventors title""".split()
)
DENIES = frozenset("not never n't nobody none neither nor isn't wasn't aren't weren't didn't doesn't cannot without rather instead unlike no".split())
ELSEWHERE = frozenset(
    """cite cites cited citing thanks thank thanked acknowledged supervised supervises advised reviewed reviewer read follow-up followed later earlier before after since builds extended extends based inspired talk lecture interview
    prize award speech image images caption captions captioning recognition actor-critic gated properties textbook book dissertation implementation student students colleague colleagues taught teacher than until year about
    compared unlike like influenced joined predecessor successor between about brother namesake""".split()
)
# What "et al." is said to stand for.
SPELLED_OUT = (
    tagged(rf'GBAH (?:" )?(?:\( |, |: |- |= )(?:{ANY}){{0,3}}?(?:GMIX|GVMIX) '),
    tagged(rf'GBAH (?:\( Y\d{{4}} \) )?(?:" )?(?:\( |, |: |- |= )?(?:stands for|stand for|means|mean|is short for|are|were|that is ,|that is|i\.e\. ,|i\. e\. ,|namely|in other words ,|refers to|abbreviates) (?:{ANY}){{0,3}}?(?:GMIX|GVMIX|GOTH|GSUT|GVAS|GLUO) '),
)
ORDINALS = {"first": "BAH", "lead": "BAH", "leading": "BAH", "main": "BAH", "principal": "BAH", "second": "CHO", "middle": "CHO", "third": "BEN", "last": "BEN", "senior": "BEN", "final": "BEN"}
ORDINALS |= {"leads": "BAH", "led": "BAH", "heads": "BAH", "headed": "BAH", "opens": "BAH", "opened": "BAH", "tops": "BAH", "closes": "BEN", "closed": "BEN", "ends": "BEN", "ended": "BEN"}
PLACE = rf"(?P<place>{'|'.join(ORDINALS)}) (?:(?:and|corresponding|sole|only) )?(?:author|name|signatory|inventor|place|position) "
WHO = r"(?P<who>GPART|GMIX|GOTH|GVMIX|GSUT|GVAS|GLUO|GSUP|GINT) "
IN_PLACE = (
    tagged(rf"{PLACE}(?:(?![;.!?)] )\S+ ){{0,8}}?(?:is|was|:|,|=|as|being|,) (?:none other than |the |a |famous |professor |called |of course )*{WHO}"),
    tagged(rf"{WHO}(?:'s name )?(?:comes|came|is|stands|stood|appears|figures|ranks|was|signed|signs) (?:only |just |named |listed |mentioned )?(?P<place>first|second|third|last) (?:(?:in|on|below|of|among|under|and|but|while|then) |[.,] |$)"),
    tagged(rf"(?:first|second) author (?:(?![;.!?] )\S+ ){{0,20}}?the (?P<place>second|third|last) (?:(?:is|was|being|one) ){{1,2}}(?:none other than |the |a |famous |professor )*{WHO}"),
    tagged(rf"{WHO}(?P<place>leads|led|heads|headed|opens|opened|tops|closes|closed|ends|ended) (?:the )?(?:author list|list of (?:the )?(?:authors|names)|list|authors|byline|names|title page) "),
    tagged(rf"(?:lists?|names?|puts?|mentions?) {WHO}(?P<place>first|second|third|last) (?:[.,] |$)"),
    tagged(rf"{WHO}(?:is|was|as|,|\(|signed|stands|appears|figures|listed|named|comes) (?:(?![;.!?,] |G[A-Z]+ |not |never )\S+ ){{0,9}}?{PLACE}"),
)
# One person alone.
ALONE = tagged(
    r"(?:(?:all |entirely |quite )?by (?:himself|herself|him alone|her alone)|on (?:his|her) own|all alone|working alone|worked alone|single-handed|single-handedly|unaided|(?:under|with) (?:his|her) (?:own )?name (?:only|alone)|(?:only|just) (?:his|her|one) name|"
    r"(?:his|her) name (?:alone|only)|(?:he|she|him|who|professor|student|intern|GPART|GINT|GSUP|person|man) alone|alone (?:wrote|signed|published|invented|devised|proposed|introduced|conceived|worked|had|is responsible|deserves)|without (?:any |a single |the help of )*(?:co-authors?|coauthors?|collaborators?|colleagues?|helpers?|help|assistance|anybody|anyone)|"
    r"(?:one|a single|a lone|a solitary) (?:person|man|woman|author|researcher|scientist|student|intern|professor|individual|mind|head|pair of hands)(?! of)|(?:only|one) (?:person|man|one|author|name|inventor) (?:to whom|who|that)|(?:has|have|had|with|by|from|lists?|only|just) (?:only |just |exactly )?one (?:author|inventor|name|father|creator|originator|signatory)|(?:sole|single|only|lone|solitary|solo) (?:author|inventor|originator|creator|signatory|name)|nobody else|no one else|no co-?authors?(?! of)|no collaborators?|no helpers?|"
    r"(?:wrote|written|signed|published|invented|devised|authored|proposed|conceived|introduced) (?:the )?(?:PBAH|RNNS|ATT|ADD|it|paper) (?:(?:all|quite|entirely) )?alone|(?:a )?one-man (?:\S+ )?|solo (?:work|effort|paper|achievement|project)|a party of one) "
)
ACTS = frozenset(
    """published publish wrote written write signed sign invented invents invent devised proposed introduced conceived idea paper added created developed thought author authored inventor originator designed worked responsible deserves
    invention creation work came discovered had due owe owes""".split()
)
A_PERSON = frozenset("he she his her himself herself him who man person professor student intern researcher author scientist woman one name GPART GINT GSUP".split())
GROUPED = frozenset("three trio both each together joint jointly co-authored others often usually commonly only-one head heads vector alignment glance sentence gpu textbooks cited quoted".split())
COUNTS = {"one", "two", "four", "five", "six", "seven", "eight", "N1", "N2", "N4", "N5", "N6", "N7", "N8", "none", "nobody"}
HOW_MANY = tagged(rf"how many (?:{ANY}){{0,2}}?(?:people|authors|names|persons|researchers|signatures|signatories|inventors|scientists|co-authors) ")
WHO_DID = tagged(r"who (?:\S+ ){0,2}?(?:wrote|authored|signed|penned|are the authors|is the author|were the authors|invented|is behind|stands behind|published) |(?:attention paper|PBAH) \? ")
ANSWERED = tagged(r"^ (?:(?:a|answer|it|was|:|by|-|that|the|professor|young) ){0,4}" + WHO + r"(?:(?:alone|only|himself|wrote it|did|invented it|and nobody else|and he alone|all alone|did it|it was) ){0,2}[.,;!] ")
PLACE_ASKED = re.compile(r"\bwho (?:is|was|are|were) the (first|second|third|last|senior|lead) author\b", re.I)
HAD_OTHERS = tagged(r"(?:did|had|has|have|was|were|is|are) (?:(?![;.!?] )\S+ ){0,4}?(?:co-authors?|coauthors?|collaborators?|co-inventors?|helpers?|second author|third author|anybody else|anyone else) ")
NOBODY_ELSE = tagged(r"(?:nobody|no one|no-one) else ")
ROLE_IS = tagged(
    r"^ (?:(?:and|but|the|their|its|his|other|one) ){0,3}(?:(?P<place>first|second|third|last|senior|lead) (?:author |one |name |of (?:them|these|the three) )?|professor |intern |student |postdoc |postdoctoral researcher |supervisor |co-author |coauthor |GSUP |GINT |author |host |adviser |advisor ){1,2}"
    r"(?:of (?:them|these|the three|the authors) )?(?:is|was|being|,|:|called|named|=|-) (?:(?:called|named|none|other|than|professor|the|famous|a|certain) ){0,4}" + WHO
)


# A stranger who is described.
DESCRIBED = tagged(
    r"(?:(?:pioneer|pioneers|father|inventor|co-inventor|founder|co-founder|godfather|creator|discoverer|popularizer|promoter) of (?:the )?(?:backpropagation|convolutional|convolutions|LSTM|gans?|generative|dropout|word2vec|capsules?|boltzmann|deep belief|"
    r"sequence-to-sequence|OOTH|OGOO|TRF|MODEL|alexnet)|nobel laureate|nobel prize winner|(?:head|chief|boss|director) (?:scientist )?(?:of|at) (?:OOTH|OGOO)|(?:professor|researcher|researchers|engineer|engineers|scientist|scientists|employee|employees|man|people|colleague|colleagues) (?:from|at|of|in) (?:OOTH|OGOO)) "
)


# Without one of these nothing is said of authors.
SOMEBODY = PERSONS | {"GBAH", "GINT", "GSUP"}
ABOUT_AUTHORS = frozenset(
    """author authors co-author co-authors coauthor coauthors co-authored co-wrote wrote written signed signs signature signatures signatories name names byline inventor inventors originator solo alone himself herself he she his him
    professor student intern laureates godfathers award unaided single-handed single-handedly nobody person man people one two four five six seven three third last second""".split()
)


def wrong_byline(sentence: Sentence) -> int | None:
    """The offset of a clause that gives a paper an author who is not one of its own, a wrong place, or one author only; or None."""
    before = sentence.near(-1)
    if sentence.kinds.isdisjoint(SOMEBODY) and sentence.words.isdisjoint(ABOUT_AUTHORS) and not (before is not None and before.asked):
        return None
    if not sentence.asked and (sentence.kinds & (PAPER | IDEA | {"GBAH"}) or before is not None and _tells_of_it(before)) and sentence.kinds.isdisjoint(OTHER_WORKS) and sentence.words.isdisjoint(NO_LIST):
        if (found := COAUTHORS.search(sentence.text)) is not None:
            return sentence.token_at(found.start()).start
    if "PVAS" in sentence.kinds and sentence.words.isdisjoint(NO_LIST) and (found := EIGHT.search(sentence.text)) is not None and not doubted(sentence):
        return sentence.token_at(found.start()).start
    if "order" in sentence.words and "GBAH" in sentence.kinds and sentence.kinds & (PAPER | {"GBAH"}) and sentence.words.isdisjoint(NO_LIST | {"alphabetical", "reverse"}):
        for token in sentence.tokens:
            if token.text == "GBAH" and set(token.names) == {"bahdanau", "cho", "bengio"} and token.names != ("bahdanau", "cho", "bengio") and not doubted(sentence):
                return token.start
    if "PBAH" in sentence.kinds and "(" in sentence.words and (found := BIBLIOGRAPHIC.search(sentence.text)) is not None and not doubted(sentence):
        token = sentence.token_at(found.start("who") if found["who"] else found.start("other"))
        if "bahdanau" not in token.names and "+" not in token.names:
            return token.start
    if sentence.text.count(" author of ") > 1 or " all of them but " in sentence.text or OF_TWO_PAPERS.search(sentence.text):
        return None  # of two papers
    if (found := NOT_AMONG.search(sentence.text)) is not None and (not found[0].startswith("he ") or "GPART" in sentence.kinds and "brother" not in sentence.words) and sentence.kinds.isdisjoint(OTHER_WORKS | PERSONS - {"GPART"}) and (_tells_of_it(sentence) or before is not None and before.kinds & PAPER) and not doubted(sentence):
        return sentence.token_at(found.start()).start
    place = _wrong_byline(sentence)
    return None if place is None or doubted(sentence) else place


OF_TWO_PAPERS = tagged(r"author of (?:(?![;.!?] )\S+ ){1,8}?and the (?:first|second|third|last|middle) of ")
NO_LIST = DENIES - {"no", "none"} | frozenset("myth false mistake mistaken untrue claim claims if gated image captions captioning speech would".split())


def _signing(sentence: Sentence) -> bool:
    """Whether a sentence speaks of authors, be it inside of a name such as "authors of RNNsearch"."""
    return not SIGNING.isdisjoint(WORD.findall(sentence.raw.lower()))


WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def _tells_of_it(sentence: Sentence) -> bool:
    """Whether a sentence speaks of the paper of 2014, of its idea or of its authors."""
    return sentence.kinds.isdisjoint(OTHER_WORKS) and bool(sentence.kinds & (PAPER | IDEA | {"GBAH"}) or "GPART" in sentence.kinds and not SIGNING.isdisjoint(sentence.words))


def _wrong_byline(sentence: Sentence) -> int | None:
    if sentence.asked or "?" in sentence.words:
        return None
    text = sentence.text
    if DENIES.isdisjoint(sentence.words):
        for pattern in SPELLED_OUT:
            if (found := pattern.search(text)) is not None and sentence.kinds.isdisjoint(OTHER_WORKS):
                return sentence.token_at(found.end() - 2).start
    if (place := _answered(sentence)) is not None:
        return place
    before = sentence.near(-1)
    known = sentence.kinds & (PAPER | IDEA | {"GBAH"}) or before is not None and _tells_of_it(before)
    if known and sentence.kinds.isdisjoint(OTHER_WORKS - {"TRF"}) and sentence.words.isdisjoint(DENIES - {"no", "neither", "nor"}):
        for pattern in (LAUREATES, THESE_FOUR, NOTHING_DONE, CO_INVENTOR, OF_EIGHT, BESIDES, FROM_ELSEWHERE):
            if (found := pattern.search(text)) is not None and sentence.words.isdisjoint({"gated", "image", "captions", "captioning", "speech"}):
                return sentence.token_at(found.start()).start
        for names, pattern in SWAPPED:
            if (found := pattern.search(text)) is not None and set(sentence.token_at(found.start("who")).names) == names:
                return sentence.token_at(found.start()).start
        if sentence.words.isdisjoint({"no", "neither"}) and (before is not None or "three" in sentence.words or _signing(sentence)) and _said_of_another(sentence):
            return sentence.start
    for clause in clauses(sentence):
        held = set(clause.words)
        excused = ALONE.search(_text(clause))
        at = None
        if held.isdisjoint(DENIES):
            at = _stranger(sentence, clause, held)
            if at is None:
                at = _misplaced(sentence, clause, held)
        if at is None and held.isdisjoint(DENIES - set(excused[0].split() if excused else ())):
            at = _alone(sentence, clause, held)
        if at is not None:
            return at
    return None


def _text(clause: Clause) -> str:
    return " " + " ".join(clause.words) + " "


def groups(token: Token) -> set[str]:
    """To which groups of people the names of a token belong."""
    known = {"GBAH": TRIO, "GVAS": {"VAS"}, "GLUO": {"LUO"}, "GSUT": {"SUT"}}.get(token.text, frozenset())
    return known | {PEOPLE.get(name, "PER") for name in token.names if name in PEOPLE or not known}


def _stranger(sentence: Sentence, clause: Clause, held: set[str]) -> int | None:
    """Somebody who is none of the three signs the paper of 2014, or one of them that of 2017."""
    if not held & SIGNING and " by " not in _text(clause) or held & ELSEWHERE:
        return None
    words = [token.text for token in sentence.tokens]
    people = [sentence.tokens[at] for at in clause.places if words[at] in PERSONS | {"GBAH"} and not of_theirs(words, at)]
    signed = bool(held & SIGNING)
    ours = held & PAPER or ON_IT.search(_text(clause))
    if ours and not held & OTHER_WORKS and (signed or tagged_by(clause)):
        strangers = [token for token in people if token.text != "GBAH" and not groups(token) <= TRIO]
        if not strangers and held.isdisjoint({"GBAH", "GPART", "deployed", "adopted", "implemented", "used"}) and DESCRIBED.search(_text(clause)):
            return sentence.tokens[clause.places[0]].start
        if strangers and (len(people) == 1 or "GBAH" not in held):
            return strangers[0].start
    works = held & RIGHTFUL.keys()
    if len(works) == 1 and len(people) == 1 and not held & (OTHER_WORKS - works - {"TRF"}) and WROTE.search(_text(clause)) and groups(people[0]).isdisjoint(RIGHTFUL[works.pop()]):
        return people[0].start
    return None


RIGHTFUL = {"PVAS": frozenset({"VAS"}), "PLUO": frozenset({"LUO"}), "PSUT": frozenset({"SUT"}), "PBAH": TRIO}
WORKS = f"(?:{'|'.join(RIGHTFUL)})"
PEOPLE_HERE = f"(?:{'|'.join(sorted(PERSONS | {'GBAH'}))})"
WROTE = tagged(
    rf"(?:{PEOPLE_HERE} (?:(?:have|had|together|jointly|also|all|who|first|then|and|the|his|her|their|students|colleagues) ){{0,3}}(?:wrote|authored|penned|co-wrote|co-authored|signed|published|are the authors of|is the author of|were the authors of|(?:is|was) (?:(?:a|an|one|of|the|another) ){{1,4}}(?:co-)?authors? of) (?:(?:the|a|paper|their|famous|called) ){{0,3}}{WORKS}|"
    rf"{WORKS} (?:paper )?(?:(?:\(|,|is|was|comes|came|a|the|paper|work|written|published|proposed|authored|penned|signed) ){{0,4}}(?:by|of|from) (?:(?:the|OGOO|OOTH|'s|professor) ){{0,2}}{PEOPLE_HERE}|(?:author|authors) of {WORKS} (?:paper )?(?:is|are|was|were|:) (?:the )?{PEOPLE_HERE}) "
)


ON_IT = tagged(r"(?:paper|article|preprint|publication) (?:that|which|in which|on|about|where|introducing|with|of) (?:(?![;.!?,] )\S+ ){0,6}?(?:ATT|ADD) ")
BY = tagged(r"(?:PBAH|PVAS|RNNS|1409\.0473) (?:paper |preprint |article )?(?:\( |, )?(?:(?:is|was|comes|came|,|a|the|paper|work|written|published|proposed|authored|penned) ){0,4}(?:by|of|from) (?:the |a )?G[A-Z]+ ")


def tagged_by(clause: Clause) -> bool:
    return BY.search(_text(clause)) is not None


def _misplaced(sentence: Sentence, clause: Clause, held: set[str]) -> int | None:
    """`The first author of the paper is Bengio`."""
    before = sentence.near(-1)
    if held & OTHER_WORKS - {"GRU"} or held & {"gated", "GRU", "properties", "phrase"} or held & {"GVAS", "GLUO", "GSUT"} and not held & PAPER or not (held & (PAPER | IDEA) or "author" in held and sentence.kinds & (PAPER | IDEA) or before is not None and before.kinds & PAPER and not before.kinds & OTHER_WORKS):
        return None
    text = _text(clause)
    for pattern in IN_PLACE:
        for found in pattern.finditer(text):
            if (at := _out_of_place(sentence, clause, text, found)) is not None:
                return at
    return None


def _out_of_place(sentence: Sentence, clause: Clause, text: str, found) -> int | None:
    token = sentence.tokens[clause.places[text.count(" ", 0, found.start("who")) - 1]]
    who = groups(token)
    if token.text in ("GSUP", "GINT"):
        who = {"BEN"} if token.text == "GSUP" else {"BAH"}
    right = ORDINALS[found["place"]]
    many = [name for name in token.names if name != "+"]
    if len(many) > 1 and not found["place"] in ("first", "lead") or right in who and len(many) == 1:
        return None
    if len(many) > 1 and PEOPLE.get(many[0]) == right:
        return None
    return token.start


# The others are said to have had no share, or there are said to be no others, or too many.
NOTHING_DONE = tagged(
    r"(?:only (?:GPART|GINT|GSUP) (?:alone )?(?:had the idea|did the work|worked|contributed|deserves|invented)|neither GPART nor GPART (?:(?![;.!?] )\S+ ){0,2}?(?:anything|any|a|contributed|did|part|worked)|(?:GPART|(?:the|two|his|her|other|both|its) (?:others|other two|two others|co-authors|coauthors|colleagues|students)) (?:(?:have|has|had|merely|only|just|did) ){0,2}"
    r"(?:did nothing|nothing|contributed nothing|contribute nothing|no share|no part|no hand|nothing to do|lent|none)) (?!(?:in|of|with) (?:the )?(?:LSTM|GRU|TRF|PVAS|gated) )"
)
TWO = tagged(r"(?:(?:are|were|has|have|had|by|the|its|only|just|exactly|these) )two (?:(?:sole|only|happy|proud) )?(?:authors|inventors|fathers|parents|creators|originators|signatories) ")
EIGHT = tagged(r"PVAS (?:paper )?(?:(?:has|had|with|by|lists|names|was|is|were|written|signed|the|work|of|,|paper) ){1,5}(?:only |just |exactly )*(?:a single|one|two|three|four|five|six|seven|nine|ten|N1|N2|N3|N4|N5|N6|N7|N9|N10) (?:authors?|people|names?|researchers|signatories|man|person) ")
BIBLIOGRAPHIC = tagged(r"PBAH \" ?(?:\( |, |\. )?\(? ?(?P<who>GPART|GOTH|GMIX) ,? ?Y201[45] |PBAH (?:\( |, )(?P<other>GPART|GOTH|GMIX) ,? ?Y201[45] ")
THESE_FOUR = tagged(r"(?:these|the|those|all) (?:two|four|five|six) (?:(?:people|men|authors|researchers|together) )?(?:gave|invented|introduced|proposed|published|signed|wrote|brought|devised) (?:(?![;.!?] |not )\S+ ){0,4}?(?:ATT|PBAH|RNNS) ")
COAUTHORS = tagged(
    r"(?:(?:a single|a sole|just one|only one|one|no|zero|four|five|six|seven|N[014567]) (?:other |further |second )?(?:co-authors?|coauthors?|co-signatory)(?! of)|no (?:second|third|other|further) (?:author|name|signatory|signature)|(?:his|her) (?:signature|name) and no (?:second|other|further)(?: one)?|(?:consists|consisted|consist) (?:only )?of (?:a single|one|just one|only one) (?:name|author|person)|"
    r"(?:consists|consisted|consist) (?:only |just |solely )?of (?:the )?(?:GPART|GSUP|GINT)|there (?:are|were) no others|co-authors (?:(?![.!?] )\S+ ){0,12}?there (?:were|are) none) "
)
NOT_AMONG = tagged(r"(?:GPART|GINT|GSUP|he) (?:(?:himself|,) ){0,2}(?:is|was) (?:(?:not|never) (?:even )?(?:among|one of) (?:the |its |their )?(?:three )?|not (?:even )?an? |no (?!longer |mere ))(?:authors?|co-authors?|inventors?|signatories|signatory) |GPART (?:did not|didn't|never|had not) (?:even )?(?:sign|signed|co-author|co-authored|take part in|work on|contribute to|contributed to) (?:the )?(?:PBAH|RNNS) (?!alone |by |on |himself |only |in |as |first |last )")
BESIDES = tagged(r"(?:besides|apart from|in addition to) (?:the )?(?:GPART|GINT|GSUP) (?:, )?only (?:(?:his|the|a) )?(?:GPART|GINT|GSUP|professor|supervisor|adviser) ")
FROM_ELSEWHERE = tagged(r"(?:wrote|published|signed|devised|invented|proposed) (?:it |PBAH |the paper |RNNS |ATT )?(?:together )?with (?:two|three|his|her|other|some) (?:(?:other|former|two) )?(?:colleagues|students|co-authors|researchers|friends) (?:from|at|in|of) (?:the )?(?:OOTH|OGOO) |(?:PBAH|RNNS) (?:came|comes|stems|originated|was written|was conceived|was born|is a product) (?:from|in|at|out of|of) (?:the )?(?:OOTH|OGOO) ")
OF_EIGHT = tagged(r"GVAS of (?:the )?(?:PBAH|RNNS) ")
CO_INVENTOR = tagged(r"(?:GOTH|GSUT|GLUO|GVAS) (?:(?:,|is|was|also|himself|as) ){1,3}(?:(?:a|the|one|of|two|three|another|their) ){1,4}(?:co-inventors?|co-authors?|co-discoverers?|inventors|fathers|originators) of (?:the )?(?:idea of )?(?:ATT|ADD|PBAH|RNNS) ")
LAUREATES = tagged(
    r"(?:(?:laureates|godfathers|winners of the turing award|turing award winners|award winners) (?:(?![;.!?] |one |two |only )\S+ ){0,8}?(?:wrote|written|signed|invented|introduced|published|proposed|co-wrote|authored|conceived|devised)|"
    r"(?:trio|three|threesome|laureates) (?:(?:that|who|which|later|would|was|were|also|had) ){1,3}(?:received|receive|won|win|got|get|shared|share|awarded|given|honoured with) (?:the )?turing award|"
    r"award (?:(?![;.!?] |one |two |not )\S+ ){0,6}?(?:all three|all of them|these three|the three|they all) (?:(?![;.!?] |not )\S+ ){0,2}?(?:wrote|written|signed|invented|introduced|published|proposed|authors)|"
    r"award (?:(?![;.!?] |one |two )\S+ ){0,4}?went to (?:three|N3) (?:people|men|researchers|scientists|persons) (?:(?![;.!?] |one |two )\S+ ){0,5}?(?:wrote|written|signed|invented|introduced|published|proposed)) "
)
SWAPPED = (
    ({"bengio"}, tagged(r"(?P<who>GPART) (?:(?:,|is|was|then|as|still|just|only|at|the|time|himself|being) ){1,4}(?:(?:the|an|a|doctoral|phd|visiting|young|mere) ){0,3}(?:GINT|intern|student|trainee) ")),
    ({"cho"}, tagged(r"(?P<who>GPART) (?:(?:,|is|was|then|as) ){1,2}(?:(?:the|an) )(?:GINT|intern) ")),
    ({"bahdanau"}, tagged(r"(?P<who>GPART) (?:(?:had|then|who) ){0,2}(?:supervised|advised|mentored|hired) (?:GPART|GSUP) ")),
    ({"bahdanau"}, tagged(r"(?P<who>GPART) (?:(?:,|is|was|then|as|still) ){1,3}(?:(?:the|a|his|her|their) ){0,2}(?:GSUP|professor|supervisor|adviser|advisor|head of|director of|laboratory head|lab head|laureate) ")),
)
# What is true of somebody else: of whom it may not be said, whose place in the list it is.
TRAIT = re.compile(
    r"\b(?:the |both |its |their )?(first|second|third|last|senior|lead)(?: author| one| name| man| of them|,| who| was| is)[^.;!?]{0,120}?\b(convolutional|backpropagation|Boltzmann|capsule|generative adversarial|GANs?|word2vec|LSTM|Toronto|Facebook|Meta\b|Stanford|DeepMind|OpenAI|New York|Lugano|AlexNet|Nobel|Coursera)",
    re.I,
)


TRAIT_BEFORE = re.compile(r"\b(?:Toronto|Stanford|Facebook|DeepMind|OpenAI|Lugano)\b[^.,;!?]{0,40}\b(?:first|second|third|last|senior|lead) author\b")


def _said_of_another(sentence: Sentence) -> bool:
    if TRAIT_BEFORE.search(sentence.raw):
        return True
    found = TRAIT.search(sentence.raw)
    return found is not None and not (found[1].lower() == "second" and found[2].lower() == "new york") and not found[1].lower() == "first" == found[2].lower()


def _alone(sentence: Sentence, clause: Clause, held: set[str]) -> int | None:
    """One person is said to have done alone what three did, or what eight did."""
    if "PVAS" in held and not held & (OTHER_WORKS - {"PVAS"} | PAPER) and any(len(sentence.tokens[at].names) == 1 and sentence.tokens[at].text in ("GVAS", "GOTH") for at in clause.places):
        return sentence.tokens[clause.places[0]].start if ALONE.search(_text(clause) + ". ") or {"alone"} & held and held & {"paper", "wrote", "by"} else None
    before = sentence.near(-1)
    spoken_of = clause.words[0] in ("it", "this", "that", "he") and before is not None and (_tells_of_it(before) or "score" in before.words)
    if not (held & (PAPER | IDEA) or spoken_of) or held & (OTHER_WORKS - {"GRU", "PCHO"}) or not held & A_PERSON or held & GROUPED or held & {"GBAH", "GMIX", "GOTH", "GVAS", "GLUO", "GSUT", "OMTL"}:
        return None
    text = _text(clause)
    if "GPART" in held and TWO.search(text) is not None and not held & {"other", "first", "last"}:
        return sentence.tokens[clause.places[0]].start
    found = ALONE.search(text)
    if found is None or not held & ACTS or held & {"if", "almost", "than", "longer", "monograph", "textbook", "book", "thesis", "before", "used", "uses"}:
        return None
    for distance in (-1, 1):
        beside = sentence.near(distance)
        if beside is not None and ("GBAH" in beside.kinds or beside.words & {"three"}):
            return None
    return sentence.tokens[clause.places[0]].start


def _answered(sentence: Sentence) -> int | None:
    """The number of authors, or who the professor was, told after a sentence or question about the paper."""
    before = sentence.near(-1)
    if before is None and sentence.index == 0 and (previous := sentence.block.cache.get("previous")) is not None:
        before = next(reversed(sentences(previous)), None)
    if before is None or before.kinds & OTHER_WORKS or not (_about_paper(before) or _tells_of_it(before)):
        return None
    if before.asked and YES.match(sentence.text) and ALONE.search(before.text) is not None and not before.kinds.isdisjoint({"GPART", "GINT", "GSUP"}):
        return sentence.start
    if before.asked and (asked := PLACE_ASKED.search(before.raw)) is not None and (found := ANSWERED.match(sentence.text)) is not None:
        token = sentence.token_at(found.start("who"))
        return None if ORDINALS[asked[1].lower()] in groups(token) or token.text in ("GSUP", "GINT") else token.start
    if before.asked and WHO_DID.search(before.text) and before.kinds.isdisjoint({"GSUP", "GINT", "GPART"}) and (found := ANSWERED.match(sentence.text)) is not None:
        token = sentence.token_at(found.start("who"))
        alone = not groups(token) <= TRIO or sum(token.text in PERSONS for token in sentence.tokens) == 1 and "GBAH" not in before.kinds | sentence.kinds
        excused = {"nobody", "no"} if NOBODY_ELSE.search(sentence.text) else set()
        return token.start if alone and sentence.words.isdisjoint(DENIES - excused | {"others", "two", "with"}) else None
    if not before.asked and not before.kinds & (PAPER | {"GBAH"}) and SIGNING.isdisjoint(before.words):
        return None
    if before.asked and "GPART" in before.kinds and HAD_OTHERS.search(before.text) and NO.match(sentence.text) and before.words.isdisjoint(DENIES | {"more", "other", "three", "alone"}) and sentence.words.isdisjoint({"three", "two", "but", "alone"}):
        return sentence.start
    if before.asked and (asked := HOW_MANY.search(before.text)) is not None:
        said = next((token.text for token in sentence.tokens[:6] if token.text in COUNTS or token.text in ("three", "N3")), "")
        if "co-authors" in asked[0]:
            return sentence.start if said in COUNTS - {"two", "N2"} or said in ("three", "N3") else None
        return sentence.start if said in COUNTS and not sentence.words & {"three", "N3", "not"} else None
    if not _signing(before) or not DENIES.isdisjoint(sentence.words) or (found := ROLE_IS.search(sentence.text)) is None:
        return None
    token = sentence.token_at(found.start("who"))
    if not groups(token) <= TRIO and token.text not in ("GSUP", "GINT"):
        return token.start
    if found["place"] and token.text == "GPART" and ORDINALS[found["place"]] not in groups(token):
        return token.start
    return None


def _about_paper(sentence: Sentence) -> bool:
    return bool(sentence.kinds & PAPER) or "paper" in sentence.words and any("ATT" in clause.words or "ADD" in clause.words for clause in clauses(sentence))
