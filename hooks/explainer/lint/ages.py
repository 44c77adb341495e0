"""Riddles of age: a child born with one work, or of an age at one, and how old it is when the other appears."""

from __future__ import annotations

import re

from .chronology import NEW, NUMBERS, OLD, ORDINALS, number
from .readings import YEAR
from .stance import doubted
from .tagging import Sentence
from .words import tagged

SOMEBODY = frozenset("child baby girl boy toddler infant son daughter pupil student schoolchild kid dog puppy cat kitten tree whoever someone somebody anyone anybody person people man woman niece nephew those horse wine couple".split())
AT_BIRTH = tagged(r"(?:born|hatched|planted|conceived|came into the world|first breath|birthday|bottled|married) ")
AT_SCHOOL = frozenset("school grade class teenager teens adult grown university driving".split())
STARTED_SCHOOL = tagged(r"(?:started|began|entered|joined|starting|entering) (?:\S+ )?(?:school|first grade|studying|studies|university|college) ")
A_NUMBER = rf"(?:N\d+(?:st|nd|rd|th)?|{'|'.join(NUMBERS)}|{'|'.join(ORDINALS)})"
AGE = tagged(rf"(?:(?:was|were|is|are|turned|turns|turn|aged|be|become|became|already|just|only|exactly|age of|about|its|his|her|their|the|in|been) )(?P<n>{A_NUMBER}) (?!of |and |later |reading |word )")
BEYOND = frozenset("nobody neither not n't never if would BERT MODEL GLUO PLUO GSUT PSUT FLASH GOTH PAPER SELF LSTM".split())


# What a work turned in a year: "in June 2022 the Transformer became ten years old".
TURNED = tagged(
    rf"(?:turn|turns|turned|turning|become|becomes|became|be|is|was|reach|reaches|reached|celebrate|celebrates|celebrated|mark|marks|marked|had|has|its|the|'s) (?:(?:its|the|his|their|exactly|already|only|just|age|of) ){{0,3}}(?P<n>{A_NUMBER}) "
    r"(?P<what>years old|years of age|birthday|anniversary|year of life|year of existence|\. |, |in |when |this )"
)
YEARS_LONG = tagged(rf"(?:(?:for|since|after|these|past|last|than|as long as) (?:the |some |about |more than |over |almost |nearly |its |past |last ){{0,3}})?(?P<n>N\d+|{'|'.join(NUMBERS)}|thirty|forty|fifty|hundred|a|several|few) (?P<u>years|decades|decade|century|centuries) (?P<after>ago|after its|after their|after the (?:invention|publication|introduction|birth|appearance)|now|already|,|\.|has|have|had) ")
TOO_LONG = 15
MANY = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "hundred": 100.0, "several": 3.0, "few": 3.0, "a": 1.0}
KNOWN = frozenset("invented introduced proposed published posted presented known invention publication introduction birth appearance around used use existed exists wrote written dominated taught attended looked gave".split())


def birthday(sentence: Sentence) -> int | None:
    """The offset of an age of one work in one year that does not fit."""
    works = sentence.kinds & (OLD | NEW)
    if not works:
        return None
    years = [token for token in sentence.tokens if YEAR.match(token.text)]
    if len(years) != 1 or not works or works & OLD and works & NEW or sentence.asked or sentence.words & {"not", "never", "n't", "if", "heads", "layers"} or sentence.kinds & BEYOND or len(sentence.tokens) > 25:
        return None
    found = TURNED.search(sentence.text)
    age = age_of(found["n"]) if found is not None else None
    if age is None or age < 2 or found["n"] in ORDINALS and found["what"] not in ("birthday", "anniversary", "year of life", "year of existence") or found["n"] in NUMBERS and found["what"] not in ("years old", "years of age") and found[0].split()[0][:4] not in ("turn", "reac", "beco"):
        return None
    born = (2014, 2015) if works & OLD else (2017,)
    return sentence.token_at(found.start("n")).start if int(years[0].text[1:]) - age not in born and not doubted(sentence) else None


def too_old(sentence: Sentence) -> int | None:
    """The offset of a number of years that neither paper can have behind it: `thirty years after its invention by …`."""
    if not sentence.kinds & (OLD | NEW) or sentence.words.isdisjoint(KNOWN) or sentence.words.isdisjoint(("years", "decades", "century", "decade")) or sentence.words & BEYOND or sentence.kinds & BEYOND or sentence.words & {"idea", "ideas", "regression", "recurrence", "recurrent", "before", "older", "until", "kernel", "translation"}:
        return None
    found = YEARS_LONG.search(sentence.text)
    if found is None:
        return None
    count = MANY.get(found["n"]) or number(found["n"]) or 0.0
    count *= {"deca": 10, "cent": 100}.get(found["u"][:4], 1)
    return sentence.token_at(found.start("n")).start if TOO_LONG < count < 500 and not sentence.asked and not doubted(sentence) else None


def age_of(word: str) -> int | None:
    if word in ORDINALS:
        return ORDINALS[word]
    digits = re.match(r"N(\d+)", word)
    value = number(word) if not digits else float(digits[1])
    return None if value is None else int(value)


def riddled(sentence: Sentence) -> bool:
    """Whether somebody's age measures the time between the two papers."""
    return bool(sentence.kinds & OLD and sentence.kinds & NEW) and not sentence.words.isdisjoint(SOMEBODY) and (
        AT_BIRTH.search(sentence.text) is not None or STARTED_SCHOOL.search(sentence.text) is not None or len(AGE.regex.findall(sentence.text)) > 1
    )


def misaged(sentence: Sentence) -> int | None:
    """The offset of a riddle of age that cannot be right: close to three years lie between the papers."""
    if not riddled(sentence) or sentence.asked or sentence.words & BEYOND or sentence.kinds & BEYOND:
        return None
    text = sentence.text
    ages = [(age_of(found["n"]), found.start("n")) for found in AGE.finditer(text)]
    known = [(age, at) for age, at in ages if age is not None]
    old = [at for at, word in enumerate(text.split()) if word in OLD]
    new = [at for at, word in enumerate(text.split()) if word in NEW]
    if AT_BIRTH.search(text):
        wrong = known[-1][0] not in (2, 3) if known else not sentence.words.isdisjoint(AT_SCHOOL)
    elif STARTED_SCHOOL.search(text) and len(known) == 1:
        wrong = known[0][0] not in (2, 3, 4)
    elif len(known) == 2:
        (first, _), (second, _) = known
        wrong = abs(second - first) not in (2, 3) or (second > first) != (min(old) < min(new))
    else:
        return None
    return sentence.token_at(known[-1][1] if known else 1).start if wrong and not doubted(sentence) else None
