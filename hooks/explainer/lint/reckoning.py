"""Dates that are reckoned from another date: "BERT came in 2018. The Transformer followed in the next year", "nine months later"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .chronology import AMOUNT, COUNT, DATES, MONTHS, NEW, OLD, amount, in_their_field, span
from .readings import YEAR
from .stance import doubted
from .tagging import Sentence, Token
from .words import tagged

TOLD = frozenset(DATES) - {"ATT", "FLASH", "LSTM", "GRU"} | {"MODEL"}
SEASONS = {"spring": (0.2, 0.5), "summer": (0.4, 0.75), "autumn": (0.65, 0.99), "fall": (0.65, 0.99), "winter": (0.9, 1.25)}
LATER = r"(?:later|afterwards|after that|after this|after it|thereafter|earlier|before that|before this|before it)"
RELATION = tagged(
    rf"(?:{COUNT}{AMOUNT}(?P<way>{LATER}) |the (?:very )?(?P<next>following|next|subsequent|same|previous|preceding) (?P<unit>year|spring|summer|autumn|winter) |"
    r"the (?P<named>year|spring|summer|autumn) (?P<side>after|before) (?=[,.;:] )|before the (?:year|autumn|winter) (?P<over>was|had|were) (?:over|out|ended|passed|gone) )"
)
# "ten years since", "in 2020 it was ten years since Bahdanau et al. posted it": what began so long before the year.
SINCE = tagged(rf"Y(?P<y>\d{{4}}) (?:, )?(?:(?:it|there|that) )?(?:is|was|were|had been|will be|will have been|are|makes|made) (?:it )?{COUNT}{AMOUNT}(?:(?:that|had|have|passed|gone|by) ){{0,3}}(?:since|ago that) ")
ASIDE = tagged(r", (?:which|whose|who|where|before|after|even before|not) (?:(?![;.!?,] )\S+ ){1,9}?(?=, )")
FROM = tagged(rf"^ {COUNT}{AMOUNT}(?P<way>after|before) (?:(?![;.!?] )\S+ ){{1,18}}?Y(?P<y>\d{{4}}) (?:\) )?, ")
# "The year was 2015.", after a sentence that tells what happened.
THE_YEAR = tagged(r"^ (?:and )?(?:the|that) (?:year|date) (?:was|is) (?:\S+ ){0,3}?Y(?P<y>\d{4}) ")
# "When did the Transformer appear? Ten years after RNNsearch."
ASKS_WHEN = tagged(r"(?:when|how (?:long|many years) after \S+|since when) (?:was|were|did|is|has|does) (?:the )?(?P<e>GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF) ")
SO_LONG = tagged(rf"^ (?:(?:a|answer) : )?{COUNT}{AMOUNT}(?P<way>after|before) (?:(?![;.!?] )\S+ ){{0,4}}?(?P<e>GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF) ")
# Without one of these nothing is reckoned.
RECKONS = frozenset("later afterwards after thereafter earlier before following next subsequent same previous preceding since ago year date".split())
NOT_SAID = frozenset("not never n't no version".split())
APPEARS = frozenset(
    """appeared appears came comes arrived followed follows published posted presented introduced proposed released unveiled submitted uploaded written wrote invented replaced dispensed went let gave taught brought devised
    answered answers replied replies countered responded invents publish publishes posts presents introduces proposes born put""".split()
)
# Something else happened to a work then, or the sentence does not say so.
BESIDE = frozenset(
    """not n't never no nobody without version versions revised revision updated edition used uses use applied adopted deployed trained training cited quoted award prize received lecture course book textbook survey spread conquered
    image images speech vision production service phones turned birthday anniversary reimplemented ported library translated read taught-x popular famous standard could might would if most""".split()
)
OTHERS = frozenset("GOTH PAPER VAR ROPE FLASH GMIX GVMIX GPART PXU OOTH GRU LSTM SELF SINK GCHO PCHO PCHP".split())


class Span(NamedTuple):
    """From when to when."""

    start: float
    stop: float


def reckoned(sentence: Sentence) -> Iterator[int]:
    """The offsets of works that a sentence dates by another date, if they are not of that time."""
    if sentence.asked or sentence.words.isdisjoint(RECKONS):
        return
    before = sentence.near(-1)
    judges = (_since, _from) if before is None else (_that_year, _so_long, _since, _from)
    for judge in judges:
        if (found := judge(sentence, before)) is not None:
            yield from found
            return
    yield from _related_to(sentence, before)


def _that_year(sentence: Sentence, before: Sentence) -> Iterator[int] | None:
    """`The Transformer was posted in June. The year was 2015.`"""
    found = THE_YEAR.match(sentence.text)
    if found is None or before.asked or APPEARS.isdisjoint(before.words) or not BESIDE.isdisjoint(before.words):
        return None
    year = int(found["y"])
    return (sentence.start for _ in _wrong(sentence, before.tokens, Span(year, year + 0.99), before))


def _so_long(sentence: Sentence, before: Sentence) -> Iterator[int] | None:
    """`When did the Transformer appear? Ten years after RNNsearch.`"""
    found = SO_LONG.match(sentence.text) if before.asked else None
    asked = ASKS_WHEN.search(before.text) if found is not None else None
    if found is None or asked is None or (asked["e"] in OLD) == (found["e"] in OLD):
        return None
    count, other = amount(found["n"], found["u"], found[0]), span(sentence.token_at(found.start("e")))
    if count is None or other is None:
        return None
    return (sentence.start for _ in _wrong(sentence, before.tokens, _moved(Span(*other), count, found["way"] == "before"), before))


def _since(sentence: Sentence, before: Sentence | None) -> Iterator[int] | None:
    """`In 2020 it was ten years since Bahdanau et al. had posted it.`"""
    found = SINCE.search(sentence.text)
    count = amount(found["n"], found["u"], found[0]) if found is not None else None
    if found is None or count is None or not sentence.words.isdisjoint(BESIDE):
        return None
    year = _time(sentence.tokens, sentence.text.count(" ", 0, found.start()) - 1)
    return _wrong(sentence, sentence.tokens, _moved(year, count, back=True))


def _from(sentence: Sentence, before: Sentence | None) -> Iterator[int] | None:
    """`One year after the award of 2019, Bahdanau et al. posted it.`"""
    found = FROM.search(sentence.text)
    count = amount(found["n"], found["u"], found[0]) if found is not None else None
    if found is None or count is None:
        return None
    at = sentence.text.count(" ", 0, found.end()) - 1
    told = {token.text for token in sentence.tokens[at:]}
    if not TOLD.isdisjoint([token.text for token in sentence.tokens[:at]]) or not APPEARS & told or BESIDE & told:
        return None
    began = _time(sentence.tokens, sentence.text.count(" ", 0, found.start("y")) - 1)
    return _wrong(sentence, sentence.tokens[at:], _moved(began, count, found["way"] == "before"))


def _related_to(sentence: Sentence, before: Sentence | None) -> Iterator[int]:
    """What comes so long after the sentence or clause before: `BERT came in 2018. The Transformer followed in the next year.`"""
    parts = [before.tokens] if before is not None and not before.asked and before.words.isdisjoint(NOT_SAID) else []
    parts += _between_semicolons(sentence)
    for first, second in zip(parts, parts[1:]):
        told = ASIDE.sub("", " " + " ".join([token.text for token in second]) + " ")
        relation = RELATION.search(told)
        if relation is None or APPEARS.isdisjoint(told.split()) or not BESIDE.isdisjoint(told.split()):
            continue
        began = _anchor(first, {token.text for token in second})
        if began is not None and not (before is not None and first is before.tokens and doubted(before)):
            yield from _wrong(sentence, second, _related(began, relation))
            return


def _between_semicolons(sentence: Sentence) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in sentence.tokens:
        if token.text == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _anchor(tokens: Sequence[Token], spoken_of: set[str]) -> Span | None:
    """The one time that tokens give, by a year or else by a single work of another time than those spoken of."""
    years = [at for at, token in enumerate(tokens) if YEAR.match(token.text)]
    if years:
        return _time(tokens, years[0]) if len({tokens[at].text for at in years}) == 1 else None
    works = [token for token in tokens if token.text in TOLD and span(token) is not None]
    times = {span(token) for token in works}
    if len(times) != 1 or OTHERS & {token.text for token in tokens} or {token.text for token in works} & spoken_of or APPEARS.isdisjoint([token.text for token in tokens]):
        return None
    return Span(*times.pop())


def _time(tokens: Sequence[Token], at: int) -> Span:
    year = int(tokens[at].text[1:])
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    for word in before:
        if word in MONTHS.split():
            month = MONTHS.split().index(word) / 12
            return Span(year + month, year + month + 0.1)
        if word in SEASONS:
            return Span(year + SEASONS[word][0], year + SEASONS[word][1])
    return Span(float(year), year + 0.99)


def _moved(time: Span, count: tuple[float, float], back: bool) -> Span:
    low, high = (-count[1], -count[0]) if back else count
    slack = 0.05 if time.stop - time.start > 0.9 else 0.15 if max(count) < 2 and max(count) != 1 else 0.35
    return Span(time.start + low - slack, time.stop + high + slack)


def _related(time: Span, found: re.Match[str]) -> Span:
    """The time that a relation to another time means."""
    if found["over"]:
        return Span(time.start, time.stop + 0.6)
    if found["way"]:
        count = amount(found["n"], found["u"] or "years", found[0])
        return _moved(time, count, not found["way"].startswith(("later", "after", "there"))) if count is not None else Span(0, 3000)
    unit, side = found["unit"] or found["named"], found["next"] or found["side"]
    if side == "same":
        return Span(int(time.start), int(time.start) + 0.99)
    back = side in ("previous", "preceding", "before")
    if unit == "year":
        year = int(time.start) + (-1 if back else 1)
        return Span(year, max(int(time.stop), int(time.start)) + (-1 if back else 1) + 0.99)
    return Span(time.start - 1.3, time.stop) if back else Span(time.start, time.stop + 1.3)


def _wrong(sentence: Sentence, tokens: Sequence[Token], then: Span, named_in: Sentence | None = None) -> Iterator[int]:
    """The place of the one work that tokens (of the sentence, or of another) name, if it is not of the time that the sentence gives."""
    kinds = {token.text for token in tokens}
    if "OGOO" in kinds and "recurrence" in kinds and not kinds & TOLD:
        tokens = [Token("TRF", token.start, token.stop, token.raw) if token.text == "OGOO" else token for token in tokens if token.text != "SELF"]
        kinds = {token.text for token in tokens}
    works = kinds & TOLD
    if not works or kinds & OTHERS or len([era for era in (kinds & OLD, works & NEW, works - OLD - NEW) if era]) != 1:
        return
    token = next(token for token in tokens if token.text in works)
    if token.text[0] == "G" and not in_their_field(named_in or sentence, token.text):
        return
    times = span(token)
    if times is None:
        return
    start, stop = (2014.0, 2015.99) if token.text in OLD and then.stop - then.start > 1 else times
    if (then.stop < start - 0.05 or then.start > stop + 0.05) and not doubted(sentence):
        yield token.start
