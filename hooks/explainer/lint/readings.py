"""A sentence as its dates are meant: decades as years, denied years left out, "that year" filled in, and cut into clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .tagging import Sentence, Token
from .words import tagged

YEAR = re.compile(r"^Y(?:19[5-9]\d|20[0-3]\d)$")
DECADES = {"fifties": "Y1955", "sixties": "Y1965", "seventies": "Y1975", "eighties": "Y1985", "nineties": "Y1995", "noughties": "Y2005"}
BEFORE_YEAR = r"(?:(?:in|of|from|to|until|by|the|year|already|only|as|late|early|rather|back|at|iclr|nips|neurips|emnlp|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter) ){0,5}"
# "not from 2017 but from 2014", "was not published in 2014 but as late as 2016": what is said is the second year.
NOT_BUT = tagged(rf"(?P<not>not |n't |never )(?:(?![;.!?] |Y\d)\S+ ){{0,6}}?(?P<first>{BEFORE_YEAR}Y\d{{4}} (?:, )?but )(?P<gap>(?:(?:a|one|two|three|four|five|some|full|years?|months?|earlier|later|,) ){{0,5}}){BEFORE_YEAR}Y\d{{4}} ")
# "in 2016, not in 2014", "in 2018 rather than in 2017".
BUT_NOT = tagged(rf"Y\d{{4}} (?P<second>(?:, |- |and |\( )*(?:not|rather than|instead of|never) (?:really |just )?{BEFORE_YEAR}Y\d{{4}} (?:\) )?)")
# "it was not until 2019 that …", "only in 2017 did …": a year like any other.
WAITED = tagged(r"(?:it was |it is )?(?P<wait>not until |not before |it took until |as late as |as early as |no earlier than |no sooner than |not earlier than )(?=(?:\S+ ){0,4}?Y\d{4} )")
THAT_YEAR = tagged(r"(?:in|of|from|during) (?:that|this|the|that very|this very|the very|the self-same|one and the) (?:very )?(?P<same>same )?(?P<year>year|summer|spring|autumn|winter) (?!as |in which |when |that |of |before |after |in )")
YEAR_IN_WHICH = tagged(r"^ (?:that|this|it) (?:is|was) (?:\S+ ){0,2}?the (?:very )?(?P<year>year) (?:in which|when|that|of) ")
# "many think that it is of 2014; in truth it is of 2017": what is said is the second year, of the same work.
IN_TRUTH = tagged(r"(?P<first>Y\d{4} )(?:(?![.!?] |Y\d)\S+ ){0,6}?(?P<cut>; |: |, |- )(?:but |yet )?(?:in (?:truth|fact|reality|actual fact)|actually|really|the truth is|correct is) (?:(?![;.!?] |not |Y\d)\S+ ){0,8}?Y\d{4} ")
# "it is a mistake to date it to 2017: it is from 2015", "although many say 2014, they published in 2012".
MISTAKEN = tagged(r"(?P<bad>(?:mistake|wrong|false|error|incorrect|myth|untrue) )(?:(?![;:.!?] |Y\d)\S+ ){0,12}?(?P<year>Y\d{4} )(?P<cut>: |; |, |- )(?:it|they|he|she|this|that|the year) (?:is|was|are|were|dates|came|appeared) (?:(?![;.!?] |not |Y\d)\S+ ){0,5}?Y\d{4} ")
CONCEDED = tagged(r"^ (?P<first>(?:although|though|while|even though|whereas|contrary to what|unlike what) (?:(?![;:.!?] |Y\d)\S+ ){0,6}?(?:say|says|write|writes|claim|claims|believe|believes|think|thinks|give|gives|cite|cites|said|date|dates) (?:(?![;:.!?] |Y\d|[GP][A-Z]+ )\S+ ){0,4}?Y\d{4} , )")
BELIEVED = frozenset("believe believes believed claim claims claimed".split())
IT = frozenset("it they".split())
DATED = frozenset("GBAH PBAH RNNS ADD GVAS PVAS TRF MHA SDP GLUO PLUO GSUT PSUT".split())
JOINTS = frozenset(", : ; · • | / and while whereas but then -".split())


SETS_APART = frozenset("not n't never rather instead late early took no truth fact reality actually really correct mistake wrong false error incorrect myth untrue although though while whereas contrary unlike".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens that belong together. `sure` says that the year was set against another: doubt elsewhere is about that one.

    `item` says that this is one of several in a list, each with a year.
    """

    tokens: tuple[Token, ...]
    words: frozenset[str]
    sure: bool
    item: bool = False

    @property
    def text(self) -> str:
        return " " + " ".join([token.text for token in self.tokens]) + " "

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset([word for word in self.words if word[0].isupper()])

    @property
    def years(self) -> list[Token]:
        return [token for token in self.tokens if YEAR.match(token.text)]


def _clause(tokens: list[Token], sure: bool, item: bool = False) -> Clause:
    return Clause(tuple(tokens), frozenset([token.text for token in tokens]), sure, item)


def meant(sentence: Sentence) -> Clause:
    """The whole sentence, read for its dates; made once."""
    key = f"meant{sentence.index}"
    if key not in sentence.block.cache:
        sentence.block.cache[key] = _meant(sentence)
    return sentence.block.cache[key]


def _meant(sentence: Sentence) -> Clause:
    dropped: set[int] = set()
    sure = False
    if not sentence.words.isdisjoint(SETS_APART):
        for pattern, groups in ((NOT_BUT, ("not", "first", "gap")), (BUT_NOT, ("second",)), (IN_TRUTH, ("first", "cut")), (MISTAKEN, ("bad", "year", "cut")), (CONCEDED, ("first",)), (WAITED, ("wait",))):
            for found in pattern.finditer(sentence.text):
                sure = sure or pattern is not WAITED
                for group in groups:
                    first = sentence.text.count(" ", 0, found.start(group)) - 1
                    dropped.update(range(first, first + found[group].count(" ")))
                    if pattern is IN_TRUTH:
                        dropped.update(place for place in range(first) if sentence.tokens[place].text in BELIEVED)
    if '"' in sentence.words:
        dropped.update(_quoted_years(sentence))
    work = _work_before(sentence)
    tokens = [token for place, token in enumerate(sentence.tokens) if place not in dropped]
    if not sentence.words.isdisjoint(DECADES):
        tokens = [Token(DECADES[token.text], token.start, token.stop, token.raw) if token.text in DECADES else token for token in tokens]
    if not any(YEAR.match(token.text) for token in tokens) and "year" in sentence.words and (year := _year_before(sentence)) is not None:
        found = THAT_YEAR.search(sentence.text) or YEAR_IN_WHICH.search(sentence.text)
        if found is not None:
            place = sentence.token_at(found.start("year"))
            tokens = [Token(year, token.start, token.stop, token.raw) if token is place else token for token in tokens]
    if work is not None:
        sure = sure or THAT_WAS.search(sentence.text) is not None
        pronouns = IT if THAT_WAS.search(sentence.text) is None else IT | {"that", "this"}
        tokens = [Token(work, token.start, token.stop, token.raw) if token.text in pronouns else token for token in tokens]
    return _clause(tokens, sure)


def _quoted_years(sentence: Sentence) -> Iterator[int]:
    """The places of years between quotation marks where no work is named: they belong to an example."""
    marks = [place for place, token in enumerate(sentence.tokens) if token.text == '"']
    for start, stop in zip(marks[::2], marks[1::2]):
        inside = sentence.tokens[start:stop]
        if all(token.text not in DATED for token in inside):
            yield from (place for place in range(start, stop) if YEAR.match(sentence.tokens[place].text))


THAT_WAS = tagged(r"^ (?P<that>that|this|it|all this|all that) (?:was|happened|took place|came to pass|occurred|goes back|dates back) (?:(?:already|back|only|all|as early as|as late as|to) ){0,3}(?:in|to|during) ")
CREATES = frozenset("up invented thought proposed introduced published taught gave built wrote posted learned learnt idea let dropping dropped abolished presented devised conceived had found hit brought unveiled released uploaded".split())
OLD_ONES = frozenset("GBAH PBAH RNNS ADD ATT".split())
NEW_ONES = frozenset("GVAS PVAS TRF MHA SDP".split())


def _event_before(sentence: Sentence) -> str | None:
    """Which of the two works the sentence before tells the making of: `… came up with the soft search. That was in 2009.`"""
    before = sentence.near(-1)
    if before is None or before.asked or CREATES.isdisjoint(before.words) or not before.words.isdisjoint({"not", "never", "n't", "no", "nobody"}) or not before.kinds.isdisjoint({"GOTH", "PAPER", "MODEL", "GLUO", "GSUT", "LSTM", "GCHO", "VAR", "FLASH"}):
        return None
    old, new = not before.kinds.isdisjoint(OLD_ONES), not before.kinds.isdisjoint(NEW_ONES)
    return None if old == new else "RNNS" if old else "TRF"


def _work_before(sentence: Sentence) -> str | None:
    """The work that begins the sentence before, if "it" begins this one: `RNNsearch looks back. It came out in 2018.`"""
    if THAT_WAS.search(sentence.text) is not None and sentence.kinds.isdisjoint(OLD_ONES | NEW_ONES) and (work := _event_before(sentence)) is not None:
        return work
    if not sentence.kinds.isdisjoint(DATED) or IT.isdisjoint([token.text for token in sentence.tokens[:5]]) or not any(map(YEAR.match, sentence.kinds)):
        return None
    before = sentence.near(-1)
    if before is None or before.asked:
        return None
    works = before.kinds & DATED
    return next(iter(works)) if len(works) == 1 and not works.isdisjoint([token.text for token in before.tokens[:4]]) else None


def count_of(clause: Clause) -> int:
    """How many years a clause gives."""
    return len({token.text for token in clause.years})


def _year_before(sentence: Sentence) -> str | None:
    """The one year of the sentence before."""
    before = sentence.near(-1)
    years = {token.text for token in before.tokens if YEAR.match(token.text)} if before is not None else ()
    return next(iter(years)) if len(years) == 1 else None


def clauses(sentence: Sentence) -> Iterator[Clause]:
    """The parts between semicolons that give one year each; of a part that gives several, the items of a list."""
    whole = meant(sentence)
    if whole.years:
        for part in _headed(_cut(whole, frozenset(";"), ";" in whole.words and count_of(whole) > 1)):
            count = count_of(part)
            if count == 1:
                yield part
            elif count:
                yield from (item for item in _cut(part, JOINTS, True) if len(item.years) == 1 and len(item.tokens) < 11)


def _headed(parts: Iterator[Clause]) -> Iterator[Clause]:
    """Parts between semicolons, those without a work with the one that heads the first: `RNNsearch: …; first posted in 2014`."""
    head = None
    for number, part in enumerate(parts):
        if not number and len(part.tokens) > 1 and part.tokens[0].text in DATED and part.tokens[1].text in (":", "-", "("):
            head = part.tokens[0]
        yield _clause([head, *part.tokens], part.sure, part.item) if number and head is not None and part.kinds.isdisjoint(DATED) else part


def _cut(clause: Clause, marks: frozenset[str], items: bool = False) -> Iterator[Clause]:
    part: list[Token] = []
    closed = -1  # up to here brackets hold one work, or where it is from, and its year
    for place, token in enumerate(clause.tokens):
        if token.text == "(":
            inside = [after.text for after in clause.tokens[place + 1 : place + 14]]
            inside = inside[: inside.index(")")] if ")" in inside else []
            closed = place + len(inside) if DATED.isdisjoint(inside[1:]) and sum(map(bool, map(YEAR.match, inside))) == 1 else closed
        if token.text in marks and place > closed:
            if part:
                yield _clause(part, clause.sure, items)
            part = []
        else:
            part.append(token)
    if part:
        yield _clause(part, clause.sure, items)
