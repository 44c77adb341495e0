"""Dates told in any wording: one work, one year, and nothing in the sentence that could set them apart.

`chronology` knows the usual forms. Here it is enough that a sentence speaks of a single work and a single year: a year
before the work existed is wrong whatever is said to have happened, a later one if the work is said to appear then. The
same holds for a distance between the two papers, and for a conference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .chronology import AMOUNT, CONFERENCES, DATES, NEW, OLD, VENUE_OF, amount, of_another, years_before
from .readings import DECADES, YEAR, Clause, clauses
from .stance import doubted
from .tagging import Sentence, Token, sentences
from .topics import topics_of
from .words import Patterns, tagged

WORKS = frozenset("GBAH PBAH RNNS ADD GVAS PVAS TRF MHA SDP GLUO PLUO GSUT PSUT ATT".split())
# Whoever else is named may be what the year belongs to.
ELSE = frozenset("GOTH PAPER MODEL FLASH VAR ROPE GMIX GVMIX GPART GCHO PCHO PCHP PXU OOTH GRU LSTM SELF ONLY RESN POS SINK".split())
SAID_FIRST = frozenset(
    """introduce introduces introduced invent invents invented propose proposes proposed publish publishes published post posts posted present presents presented release releases released unveil unveils unveiled
    debut debuted debuts born birth launched launch appears appeared appearance uploaded submitted accepted premiere premiered first conceived devised discovered originated printed reviewed review announced
    heard talk taught gave called arrived arrives came invention introduction publication arrival advent release preprint written wrote dates dated described suggested suggests suggest showed unveiling year flagged cast""".split()
)
SOMETHING_ELSE = frozenset(
    """version versions revision revised revisions v7 seventh last latest update updated edition lecture course slides exam textbook book survey reprint translation-of used uses use using applied apply applies application applications
    vision image images speech protein proteins chess music biology robotics phone phones product products production deployed adopted conquered took spread won award prize cited citations citation google-translate
    later-x after before until since still already-x yet ago away future earlier later prior ahead between from-to read reread i my me today now nowadays whereas while unlike but not n't never nobody no none neither nor cannot without replaced replaces ran runs
    trained training train course reading-group talked translate turned anniversary birthday years year-old decade old taught-x popular famous everywhere standard survey tutorial blog implementation reimplemented ported wrong instead
    than instead rather correct corrected however although though would could might if hardware chip layer layers code library sold bought version-x notes dated-to""".split()
)
EARLY_GUARD = frozenset(
    """not n't never nobody no none neither nor cannot yet until before ago away future later prior ahead than without nothing if would might could imagine unlike whereas while but instead rather since between precursor precursors idea ideas ancestor ancestors
    years decade decades known roots kernel regression older earlier still replaced foreshadowed anticipated foreshadows anticipates after version wrong""".split()
)
BIG = frozenset({"ATT", "ADD", "MHA", "SDP"})
ABOUT_IT = frozenset("attention alignment align decoder decoders rnnsearch preprint soft look iclr paper translator transformer architecture recurrence heads head model encoder sequence-to-sequence seq2seq local global arxiv nips talk".split())
TIMES = frozenset("as harvest vintage crop newspaper magazine journal report proceedings conference volume issue thesis dissertation talk lecture exam textbook seminar course class paper preprint article year summer autumn spring winter january february march april may june july august september october november december end beginning".split())
REFUTING = frozenset("wrong false untrue incorrect mistaken mistake error myth misconception claim claims claimed believe believes believed".split())
EXISTED_SINCE = tagged(r"(?:known|existed|exists?|around|in use|familiar|standard|used|practised|common|commonplace|with us|old news|routine) (?:(?![;.!?] |not )\S+ ){0,4}?since (?:(?![;.!?] |not )\S+ ){0,4}?(?:Y\d{4}|fifties|sixties|seventies|eighties|nineties|noughties) ")
# What one may do with a thing that is there: "a thesis of 2015 could have been about the Transformer".
AT_HAND = tagged(
    r"Y\d{4} (?:(?![;.!?] |not |never |no |nobody |nothing |yet )\S+ ){0,8}?(?:could|might|may) (?:(?![;.!?] |not |never |no |only |imagine |dream |dreamt |dreamed |hope |guess |foresee |foreseen |lead |led )\S+ ){0,9}?(?:GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF|MHA|SDP) "
    r"|(?:thesis|dissertation|lecture|talk|textbook|encyclopedia|newspaper|magazine|exam|course|seminar|book|workshop) (?:of|from|held in|given in|printed in|written in) Y\d{4} (?:(?![;.!?] |not |never |no |nobody |nothing |yet )\S+ ){0,9}?(?:GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF|MHA|SDP) "
)
OLDER_THAN = tagged(r"(?P<work>RNNS|ADD|PBAH|PVAS|TRF|MHA|SDP) (?:is|was) (?:(?:even|much|a|little|slightly|somewhat) )*(?P<how>older|earlier|younger|newer|later) than Y(?P<y>\d{4}) ")
# "published in 2018, it replaced …": the year belongs to the participle, whatever else the sentence tells.
PARTICIPLE = r"(?:published|posted|shown|presented|introduced|proposed|released|unveiled|invented|written|born|printed|conceived|devised|uploaded|submitted|launched|writing)"
TIED = tagged(
    rf"^ (?:(?:first|originally|already|newly|only) )?{PARTICIPLE} (?:(?![;:.!?,] |not )\S+ ){{0,6}}?Y\d{{4}} , (?:(?:the|a|its) )?(?:paper (?:of|by) )?(?:GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF|MHA|SDP|GLUO|PLUO|GSUT|PSUT) "
    rf"|(?:GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF|MHA|SDP|GLUO|PLUO|GSUT|PSUT) , (?:which was |who were )?(?:(?:first|originally|only) )?{PARTICIPLE} (?:(?![;:.!?,] |not |G[A-Z]+ )\S+ ){{0,5}}?Y\d{{4}} , "
    r"|^ (?:with|thanks to) (?:RNNS|ADD|PVAS|TRF|GBAH|GVAS) , Y\d{4} "
    r"|(?:GBAH|GVAS|GLUO|PVAS|PBAH) (?:(?:at|from|in) O[A-Z]+ )?(?:showed|proposed|introduced|invented|presented|published|demonstrated|proved) (?:(?:in|at|as|early|late|the|middle|end|beginning|of|summer|spring|autumn|winter|already|only) ){1,5}Y\d{4} (?:that|how) "
    r"|(?:GBAH|PBAH|RNNS|ADD|PVAS|TRF|MHA|SDP|PLUO|PSUT) (?:, |\) )?(?:is|was|are|were|stems|dates) (?:(?:only|also|already|both|therefore) )?(?:from|of) (?:the )?(?:year |early |late |spring |summer |autumn |winter )?(?:of )?Y\d{4} (?:\. |, |; |\) |and )"
)
MADE_OF_PARTS = frozenset({"SELF", "ONLY", "RESN", "POS"})
# "if you want to cite it, cite NIPS 2016": advice on the year.
CITED_AS = tagged(
    r"(?:^ (?:please |always |then )?|[,;:] (?:please |always |then )?|one |whoever |who |we |you |should |must |is |are |be )(?:cites?|cited|gives?|given|writes?|dates?|dated|quotes?|quoted) (?:(?![;.!?] |not |never |version |wrongly |wrong )\S+ ){0,8}?Y\d{4} "
)
LEARNED = tagged(r"(?:decoders?|translators?|networks?) (?:(?:first|only|finally) )?(?:learned|learnt|was taught|were taught) to (?:look|attend|consult|search|align) ")
GAINED = tagged(r"(?:translation|translators?|decoders?) (?:(?:first|only|finally) )?(?:got|gets|gained|received|acquired|learned|learnt) (?:(?:its|their|the|a|an) )?ATT (?:\S+ ){0,2}?in |ATT (?:in (?:\S+ ){0,2}?translation )?(?:is|was) (?:an?|the) (?:\S+ )?(?:achievement|novelty|newcomer|product|child|fruit|idea) of Y")
MISCITED = frozenset("wrong version looked mistake last error revision v7 seventh don't never why who often sometimes many either".split())
# What the papers that groups of authors are known for speak of; each group has written other papers.
ABOUT = {
    "GBAH": frozenset(),
    "GVAS": frozenset("positional".split()),
    "GLUO": frozenset("dot general concat input-feeding scores window multiplicative".split()),
    "GSUT": frozenset("LSTM LSTMs vector reversed reverse reversing fixed seq2seq sequence-to-sequence".split()),
}


def _works(kinds: frozenset[str]) -> set[str]:
    return {kind for kind in kinds if kind in WORKS}


def in_wrong_year(sentence: Sentence) -> Iterator[tuple[str, int, str, int]]:
    """(work, the year given, the right years, offset) where a sentence about one work, or a clause of it, gives one other year."""
    if sentence.asked or not any(map(YEAR.match, sentence.kinds)) and sentence.words.isdisjoint(DECADES) and "year" not in sentence.words:
        return
    if (found := older_or_younger(sentence)) is not None:
        yield found
        return
    for clause in clauses(sentence):
        if (found := _wrong_year(sentence, clause)) is not None:
            sure = clause.sure or AT_HAND.search(sentence.text) is not None or _advised(sentence)
            if not doubted(sentence) or sure and not clause.words & REFUTING and not sentence.block.refuted:
                yield found
            return


def _wrong_year(sentence: Sentence, clause: Clause) -> tuple[str, int, str, int] | None:
    kinds, words, years = clause.kinds, clause.words, clause.years
    works = _works(kinds)
    if works == {"TRF"} and int(years[0].text[1:]) > 2017 and any(token.text == "TRF" and token.raw.lower() == "transformers" for token in clause.tokens):
        return None  # Transformers of all kinds
    tied = TIED.search(clause.text + ". ") is not None
    if not works or kinds & ELSE - ({"GPART"} if clause.item else {"LSTM"} if works == {"GSUT"} else MADE_OF_PARTS if tied else set()) or len(clause.tokens) > 32:
        return None
    advised = _advised(sentence) and " not make " not in clause.text
    if len(works) > 1:
        works -= {"ATT"} if works & {"GBAH", "PBAH", "RNNS", "ADD", "TRF", "GVAS", "PVAS", "GLUO", "PLUO"} else set()
    rights = {DATES[work][0] for work in works}
    year = int(years[0].text[1:])
    venue = clause.tokens[max(0, clause.tokens.index(years[0]) - 1)].text
    held = {int(VENUE_OF[work][1][-4:]) for work in works & VENUE_OF.keys() if venue in VENUE_OF[work][0].split()}
    if len(held) == 1 and year not in held:
        rights = {frozenset(held)}
    if len(set().union(*rights)) > 2 or any(year in right for right in rights):
        return None
    right = frozenset.intersection(*rights) or next(iter(rights))
    if works <= ABOUT.keys() and not advised and not clause.sure and not any(words & (ABOUT_IT | ABOUT[work]) for work in works) and not kinds & {"ATT", "LOC"} and not (clause.item and (sentence.words & ABOUT_IT or "ATT" in sentence.kinds or {"GBAH", "GVAS"} <= sentence.kinds)):
        return None
    if "≠" in words or "OGOO" in kinds and not works & {"GVAS", "PVAS", "TRF"} or _others(clause, works) or any(of_another(sentence, token, years[0]) for token in clause.tokens if token.text in works):
        return None
    if " too early " in sentence.text or " too late " in sentence.text:
        return None
    if sentence.words & {"another", "different", "too"} and works <= ABOUT.keys() | {"PVAS", "PBAH", "TRF"}:
        return None
    signed = works <= ABOUT.keys() and len(clause.tokens) > 3 and _cited(clause, years[0])
    first_version = {"version"} if " first version " in clause.text else set()
    if year < min(right):
        waited = {"since", "known"} if EXISTED_SINCE.search(sentence.text) else {"could", "might"} if AT_HAND.search(sentence.text) else set()
        if advised:
            waited = {"if", "not"}
        if tied:
            waited = EARLY_GUARD - {"not", "never", "n't"}
        if words & EARLY_GUARD - waited - first_version or works <= BIG and not (words & SAID_FIRST or waited or clause.sure) or "could" not in waited and _anothers(clause, years[0]):
            return None
        if works <= {"ATT"} and not (words & (SAID_FIRST | {"entered", "enters"}) or waited):
            return None
    elif not clause.sure and not _listed(clause) and not tied and not advised:
        gained = works <= {"ATT"} and GAINED.search(clause.text) is not None or works <= OLD and LEARNED.search(clause.text) is not None
        missing = {"took"} if " took place " in clause.text else {"until", "before"} if sentence.words & {"wait", "waited", "took", "needed"} else set()
        if words & SOMETHING_ELSE - missing - first_version or not (words & (SAID_FIRST | CONFERENCES) or {"put", "arxiv"} <= words or missing or signed or gained) or works <= {"ATT"} and not (words & {"invented", "introduced", "proposed", "born", "invention", "birth", "discovered"} or gained):
            return None
    work = next(name for name in DATES if name in works)
    return DATES[work][1], year, " or ".join(map(str, sorted(right))), years[0].start


def older_or_younger(sentence: Sentence) -> tuple[str, int, str, int] | None:
    """A work that is said to be older or younger than a year: `older than 2013`."""
    found = OLDER_THAN.search(sentence.text)
    if found is None or doubted(sentence) or sentence.words & {"not", "never", "n't", "no"}:
        return None
    right, label = DATES[found["work"]]
    year = int(found["y"])
    wrong = year <= min(right) if found["how"] in ("older", "earlier") else year >= max(right)
    return (label, year, " or ".join(map(str, sorted(right))), sentence.token_at(found.start("y")).start) if wrong else None


# "had they waited three more months, they could have cited the Transformer".
HAD_WAITED = tagged(rf"(?:had|if) (?:\S+ ){{0,4}}?waited (?:(?:only|just|for|another|some|about|but) ){{0,3}}{AMOUNT}".replace("(?:and a half |", "(?:more |further |longer |and a half |"))


def would_have_waited(sentence: Sentence) -> int | None:
    """The offset of a time between the two papers in a supposition, if it cannot be right."""
    eras = {ERA[kind] for kind in sentence.kinds if kind in ERA}
    found = HAD_WAITED.search(sentence.text) if eras == {"old", "new"} else None
    between = amount(found["n"], found["u"] or "years", found[0]) if found is not None else None
    return sentence.token_at(found.start("n")).start if between is not None and (between[1] < 1.85 or between[0] > 3.65) and not sentence.asked else None


def _advised(sentence: Sentence) -> bool:
    """Whether a year is recommended for a reference."""
    found = CITED_AS.search(sentence.text)
    return found is not None and sentence.words.isdisjoint(MISCITED) and sentence.text[: found.start()].split()[-1:] not in (["not"], ["never"], ["n't"])


def _cited(clause: Clause, year: Token) -> bool:
    """Whether authors do something in a year: `Luong et al. (2012) compare …`, `In 2018, Sutskever et al. translated …`."""
    at = next(place for place, token in enumerate(clause.tokens) if token is year)
    before, after = [token.text for token in clause.tokens[:at]], [token.text for token in clause.tokens[at + 1 : at + 3]]
    return bool(before[-1:] == ["("] and before[-2:-1] and before[-2] in ABOUT or at < 3 and not ABOUT.keys().isdisjoint(after))


def _listed(clause: Clause) -> bool:
    """Whether an item of a list is nothing but a work and a year."""
    return clause.item and len(clause.tokens) < 6 and clause.words.isdisjoint(SOMETHING_ELSE)


ASKS_YEAR = tagged(
    r"(?:when|(?:in )?(?:what|which) year|since when) (?:was|were|did|is|has|does) (?:the )?(?P<work>GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF|MHA|SDP|ATT) (?:first |originally |actually |really |been )*"
    r"(?:introduced|published|invented|proposed|presented|released|born|posted|unveiled|introduce|appear|come out|come into being|date from|see the light) (?:(?:first|on|arxiv|to|the|world|by|GVAS|GBAH|public) ){0,4}\? "
)
ANSWERS_YEAR = tagged(r"^ (?:\S+ : )?(?:(?:a|answer|:|-|=|→|in|it|was|that|only|of|the|year|early|late|spring|summer|autumn|winter|around|about|by|at|nips|neurips|iclr|january|february|march|april|may|june|july|august|september|october|november|december|published|introduced|in) ){0,8}Y(?P<y>\d{4}) ")


def answered(sentence: Sentence) -> Iterator[tuple[str, int, str, int]]:
    """(work, the year given, the right years, offset) where a question for the year of one work is answered with another."""
    found = ANSWERS_YEAR.match(sentence.text)
    question = sentence.near(-1)
    if found is None or sentence.asked or sentence.block.refuted:
        return
    if question is None and (previous := sentence.block.cache.get("previous")) is not None:
        question = next(reversed(sentences(previous)), None)
    asked = ASKS_YEAR.search(question.text) if question is not None and question.asked else None
    if asked is None or sentence.words & {"not", "n't", "wrong", "false", "version"}:
        return
    right, label = DATES[asked["work"]]
    if int(found["y"]) not in right and not doubted(sentence):
        yield label, int(found["y"]), " or ".join(map(str, sorted(right))), sentence.token_at(found.start("y")).start


def _anothers(clause: Clause, year: Token) -> bool:
    """Whether the year stands right after another noun: "the small network of 2014", or begins a span: "from 2016 to"."""
    at = next(position for position, token in enumerate(clause.tokens) if token is year)
    before = [token.text for token in clause.tokens[max(0, at - 2) : at]]
    after = [token.text for token in clause.tokens[at + 1 : at + 2]]
    if before[-1:] == ["("] and at > 1 and clause.tokens[at - 2].raw[:1].isupper() and before[0][:1].islower():
        return True  # the year of another name: "compare their model with ByteNet (2016)"
    return before[-1:] == ["of"] and len(before) == 2 and before[0] not in WORKS | TIMES or after == ["to"] or before[-1:] == ["to"] and before[0] not in ("belong", "belongs", "belonged", "back")


OWN_TOPICS = frozenset(["transformer", "multi-head attention", "scaled dot-product attention", "local attention", "sequence-to-sequence learning"])


def _others(part: Sentence | Clause, works: set[str]) -> bool:
    """Whether another dated topic is named."""
    own = OWN_TOPICS | {"lstm"} if works == {"GSUT"} else OWN_TOPICS
    return any(topic.name not in own for topic in topics_of(part.tokens))


ERA = {name: "old" for name in ("GBAH", "PBAH", "RNNS", "ADD", "ATT")} | {name: "new" for name in NEW}
ANY_AMOUNT = re.compile(rf"(?<= )(?:{AMOUNT})")
# "as the preprint had done a month before": the distance is to something else than the other work.
AS_ANOTHER = re.compile(r" as (?:(?![;.!?,] )\S+ ){1,5}?(?:had|did) (?:(?![;.!?,] )\S+ ){0,2}$")
# "came out one year after the Transformer and four after additive attention": of a third thing, whatever it is.
OF_A_THIRD = re.compile(r" (?:after|before|than) (?:\S+ ){0,3}?(?:TRF|PVAS|GVAS) [^.;!?]{0,60}?(?:after|before|than) (?:\S+ ){0,3}?(?:ADD|ATT|RNNS|PBAH|GBAH) | (?:after|before|than) (?:\S+ ){0,3}?(?:ADD|ATT|RNNS|PBAH|GBAH) [^.;!?]{0,60}?(?:after|before|than) (?:\S+ ){0,3}?(?:TRF|PVAS|GVAS) ")
LINKS = frozenset(
    "between from separate separates separated passed pass elapsed lie lies lay apart after before older younger later earlier took takes when until gap distance followed follows away interval went waited wait hardly barely trail trails trailed behind step stretch span spans needed lag lags lagged head lead".split()
)
UNSURE = frozenset(
    "not n't never nobody version revision revised ago today least if would might layer layers training trained train gpus days hours epochs steps citations cited birthday turned between-versions speech course lecture young career age aged students-x old phd whoever".split()
)


def at_wrong_distance(sentence: Sentence) -> int | None:
    """The offset of a number of years between the two papers that cannot be right."""
    eras = {ERA[kind] for kind in sentence.kinds if kind in ERA}
    unsure = UNSURE - {"turned"} if " turned into " in sentence.text else UNSURE
    if eras != {"old", "new"} or sentence.words.isdisjoint(LINKS) or sentence.words & unsure or sentence.asked:
        return None
    if sentence.kinds & {"GLUO", "PLUO", "GSUT", "PSUT", "FLASH", "MODEL", "GOTH", "OOTH", "PAPER", "SELF", "LSTM", "VAR", "GCHO", "PCHO"} or len(sentence.tokens) > 32:
        return None
    if any(YEAR.match(kind) and kind not in ("Y2014", "Y2015", "Y2017") for kind in sentence.kinds):
        return None
    text = sentence.text
    found = [match for match in ANY_AMOUNT.finditer(text) if match["u"] and match["u"].rstrip("s") not in ("day", "summer", "winter")]
    if not found or len(found) > 2:
        return None
    if AS_ANOTHER.search(text, 0, found[0].start()) or OF_A_THIRD.search(text):
        return None
    whole = years_before(text, found[-1].start("n"))
    if len(found) == 2 and not whole:
        return None
    between = amount(found[-1]["n"], found[-1]["u"], text)
    if between is None:
        return None
    low, high = between[0] + whole, between[1] + whole
    if high < 1.85 or low > 3.65:
        return None if doubted(sentence) else sentence.token_at(found[0].start("n")).start
    return None


MERE = tagged(r"(?:mere|few|some|a few|just|only|matter of|handful of|couple of) (?:of )?(?P<u>months|weeks|days) (?:after|before|later|apart|between|separate|separated|had passed|passed|earlier|lie|lay) ")
APPEARED = r"(?:appeared|came|arrived|published|reached|went|posted|followed|born|introduced|presented|released|was|were|out|wrote|proposed|invented|uploaded|builds?|built|build|draws?|drew|inspired|learned|submitted|suggested|written) "
ANY = r"(?:(?![;.!?:] |not |never |but |while |whereas |than |unlike |from |G[A-Z]+ )\S+ )"
TURNED_ROUND = Patterns(
    tagged(p)
    for p in (
        rf"(?P<e>GBAH|PBAH|RNNS|ADD) {ANY}{{0,6}}?{APPEARED}{ANY}{{0,6}}?(?:after|following|in the wake of|as a sequel to|in response to|on the heels of) {ANY}{{0,5}}?(?:TRF|PVAS|GVAS) ",
        rf"(?P<e>GBAH|PBAH|RNNS) {ANY}{{0,4}}?(?:already |then )?(?:build|built|builds|draw|drew|draws|based|rest|rests|modelled|modeled|relied|rely) {ANY}{{0,4}}?(?:on|upon|after) {ANY}{{0,2}}?(?:TRF|PVAS|GVAS) ",
        rf"(?:TRF|PVAS|GVAS|MHA|SDP) {ANY}{{0,6}}?(?:{APPEARED}|already |known |a classic |classic |established |history |old news ){ANY}{{0,4}}?(?:before|when|prior to|ahead of|by the time) {ANY}{{0,3}}?(?P<e>GBAH|PBAH|RNNS|ADD) ",
        rf"^ (?:after|following|inspired by|building on|in the wake of) {ANY}{{0,3}}?(?:TRF|PVAS|GVAS) {ANY}{{0,3}}?, (?P<e>GBAH|PBAH|RNNS) {ANY}{{0,2}}?{APPEARED}",
        rf"^ (?:when|by the time|as soon as) {ANY}{{0,3}}?(?P<e>GBAH|PBAH|RNNS|ADD) {ANY}{{0,5}}?{APPEARED}{ANY}{{0,3}}?, {ANY}{{0,2}}?(?:TRF|PVAS|GVAS) (?:was|were|had) ",
        rf"(?:GLUO|PLUO) {ANY}{{0,3}}?(?:appeared|came|arrived|published|reached|posted|presented|were|was|out) {ANY}{{0,4}}?(?:before|ahead of|prior to|when) {ANY}{{0,3}}?(?P<e>GBAH|PBAH|RNNS) ",
        rf"(?P<e>RNNS|PBAH|ADD) {ANY}{{0,3}}?(?:appeared|came|arrived|published|reached|went|posted|followed|introduced|presented|released) {ANY}{{0,5}}?(?:after|following) {ANY}{{0,4}}?(?:GLUO|PLUO|LOC|luong) ",
    )
)


def turned_round(sentence: Sentence) -> int | None:
    """The offset of a statement that puts the paper of 2014 after a later one."""
    if sentence.words & UNSURE - {"old", "aged"} | sentence.words & {"used", "uses", "again", "still", "read", "reading", "chapter", "section", "lecture", "self-attention", "step", "instead"} or sentence.asked:
        return None
    eras = {ERA[kind] for kind in sentence.kinds if kind in ERA}
    if eras == {"old", "new"} and "OOTH" not in sentence.kinds and (found := MERE.search(sentence.text)) and not doubted(sentence):
        return sentence.token_at(found.start()).start
    for _, pattern in TURNED_ROUND.worth(sentence.text):
        if (found := pattern.search(sentence.text)) and not doubted(sentence):
            return sentence.token_at(found.start("e")).start
    return None


SHOWN = frozenset("presented appeared accepted published introduced shown proposed unveiled premiered premiere debut debuted review reviewed talk poster heard paper made appearance compared submitted proceedings".split())
OTHERWISE = frozenset("not n't never nor rejected instead rather before after later follow-up followed version extended workshop tutorial invited keynote survey since until unlike whereas while but between and-then cited".split())


def at_wrong_conference(sentence: Sentence) -> tuple[str, str, int] | None:
    """(work, right venue, offset) where a sentence about one work names one other conference."""
    if sentence.words.isdisjoint(CONFERENCES):
        return None
    named = [token for token in sentence.tokens if token.text in CONFERENCES]
    works = _works(sentence.kinds) & VENUE_OF.keys()
    if len({token.text for token in named}) != 1 or not works or sentence.kinds & (ELSE - {"POS"}) or sentence.asked:
        return None
    rights = {VENUE_OF[work] for work in works}
    words = sentence.words | {word for token in sentence.tokens if token.text in works for word in token.raw.lower().split()}
    if words & {"same", "one"} and {ERA.get(work) for work in works} >= {"old", "new"} and words & SHOWN and not words & OTHERWISE and "same" in words:
        return None if doubted(sentence) else ("the Transformer", "NIPS 2017, the attention paper at ICLR 2015", named[0].start)
    if len(rights) != 1 or words & OTHERWISE or words.isdisjoint(SHOWN) or len(sentence.tokens) > 30 or _others(sentence, works):
        return None
    right, label = rights.pop()
    if named[0].text in right.split() or works <= {"GBAH", "GVAS", "GLUO", "GSUT"} and not (words & ABOUT_IT or sentence.kinds & {"ATT", "LOC", "MHA"}) or doubted(sentence):
        return None
    return DATES[next(name for name in DATES if name in works)][1], label, named[0].start
