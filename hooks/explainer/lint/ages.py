"""Riddles of age: a child born with one work, or of an age at one, and how old it is when the other appears."""

from __future__ import annotations

import re

from .chronology import NEW, NUMBERS, OLD, ORDINALS, number
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
