"""Random sentences of the grammar, and their division into training, validation and test sentences.

Everything follows from a seed. Every loop is bounded: where the grammar has fewer distinct sentences of a length than
asked for, fewer come back.
"""
from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from . import examples, grammar, lexicon
from .grammar import OBJECT_PRONOUNS, SUBJECT_PRONOUNS, Nominal
from .phrases import Phrase, in_order, spell_borders

SHORTEST, LONGEST_CLAUSE, SHORTEST_CLAUSE = 5, 16, 3
LENGTHS = range(SHORTEST, 61)
# Kept out of training and test, with all that contains it: two noun phrases of the figures, and their sentences.
HELD_OUT = (
    ("comfortable", "red", "velvet", "mat"), ("european", "economic", "area"),
    *(sentence.english for sentence in examples.ALL),
)


def noun_phrase(
    rng: random.Random, kinds: Collection[str], negated: bool = False, definite: bool = False, singular: bool = False
) -> Nominal:
    """A noun phrase about one of `kinds`; in a negated object, a and some become any and de."""
    countable, mass = nouns_about(frozenset(kinds))
    if mass and rng.random() < 0.5:
        return grammar.noun_phrase(rng.choice(["the", "some", "some"]), rng.choice(mass), negated=negated)
    noun = rng.choice(countable)
    plural = not singular and rng.random() < 0.3
    if definite:
        determiner = rng.choice(["the", "the", "these" if plural else "this"])
    elif plural and not negated and rng.random() < 0.3:
        determiner = rng.randint(2, 99)
    elif plural:
        determiner = rng.choice(["the", "the", "some", "these", "my", "his", "her"])
    else:
        determiner = rng.choice(["the", "the", "the", "a", "a", "this", "my", "his", "her"])
    owned = "thing" in noun.kinds or "animal" in noun.kinds
    if owned and not definite and rng.random() < 0.1:
        determiner = noun_phrase(rng, {"person"}, definite=True, singular=True)
    adjectives, material = qualities(rng, noun)
    return grammar.noun_phrase(determiner, noun, adjectives, material, plural, negated)


@cache
def nouns_about(kinds: frozenset[str]) -> tuple[list[lexicon.Noun], list[lexicon.Noun]]:
    """The countable and the mass nouns of some kinds."""
    countable, mass = ([n for n in nouns if n.kinds & kinds] for nouns in (lexicon.NOUNS, lexicon.MASS_NOUNS))
    return countable, mass


@cache
def adjectives_of(kinds: frozenset[str]) -> dict[str, list[lexicon.Adjective]]:
    """The adjectives that fit a noun, by their place."""
    slots: dict[str, list[lexicon.Adjective]] = {"before": [], "outer": [], "inner": []}
    for adjective in lexicon.ADJECTIVES:
        if adjective.kinds & kinds:
            slots["inner" if adjective.place == "colour" else adjective.place].append(adjective)
    return slots


def qualities(rng: random.Random, noun: lexicon.Noun) -> tuple[list[lexicon.Adjective], lexicon.Material | None]:
    """Adjectives in English order, and a material for what can be covered with one."""
    formal = bool(noun.kinds & {"region", "policy", "crisis", "treaty"})
    material = rng.choice(lexicon.MATERIALS) if "padded" in noun.kinds and rng.random() < 0.3 else None
    chance = {"before": 0.3, "outer": 0.5 if formal else 0.2, "inner": 0.6 if formal else 0.25}
    chosen = [
        rng.choice(fitting) for slot, fitting in adjectives_of(noun.kinds).items()
        if fitting and rng.random() < chance[slot] + 0.2 * bool(material)
    ]
    if material and any(adjective.place == "outer" for adjective in chosen):
        chosen = [adjective for adjective in chosen if adjective.place != "before"]
    return chosen, material


def location(rng: random.Random) -> Phrase:
    preposition = rng.choice(lexicon.PREPOSITIONS)
    if preposition.english == "in" and rng.random() < 0.4:
        whole = noun_phrase(rng, {"place"}, definite=True)
        return grammar.place(preposition, grammar.of(whole, _the_part(rng, "corner")))
    if preposition.english in ("near", "behind", "next to", "in front of") and rng.random() < 0.25:
        whole = noun_phrase(rng, {"place"}, definite=True)
        part = _the_part(rng, rng.choice(["door", "window"]))
        return grammar.place(preposition, grammar.of(whole, part))
    return grammar.place(preposition, noun_phrase(rng, preposition.kinds))


def _the_part(rng: random.Random, english: str) -> Nominal:
    noun = next(noun for noun in lexicon.NOUNS if noun.singular == english)
    adjectives = qualities(rng, noun)[0]
    return grammar.noun_phrase("the", noun, adjectives)


def a_year(rng: random.Random) -> int:
    return rng.choice([rng.randint(1910, 1999), rng.randint(1910, 1999), rng.randint(2001, 2029)])


def date(rng: random.Random) -> Phrase:
    month = rng.choice(list(lexicon.MONTHS))
    kind = rng.random()
    if kind < 0.5:
        return grammar.on_date(month, rng.randint(1, 31), a_year(rng) if rng.random() < 0.5 else None)
    return grammar.in_month(month, a_year(rng)) if kind < 0.85 else grammar.in_year(a_year(rng))


def subject(rng: random.Random, kinds: Collection[str], first_person: bool = False) -> Nominal:
    if rng.random() < 0.3:
        return rng.choice(SUBJECT_PRONOUNS if first_person else SUBJECT_PRONOUNS[1:])
    return noun_phrase(rng, kinds)


def present_clause(rng: random.Random) -> Phrase:
    verb = rng.choice(lexicon.VERBS)
    negated = rng.random() < 0.35
    who = subject(rng, verb.subjects, first_person=True)
    if verb.pronoun and rng.random() < 0.4:
        target = rng.choice(list(OBJECT_PRONOUNS))
    else:
        target = noun_phrase(rng, verb.objects, negated=negated)
    clause = grammar.present(who, verb, target, negated=negated)
    return in_order(clause, location(rng)) if rng.random() < 0.4 else clause


def giving_clause(rng: random.Random) -> Phrase:
    negated = rng.random() < 0.3
    recipient = rng.choice(list(OBJECT_PRONOUNS)) if rng.random() < 0.5 else noun_phrase(rng, {"person", "animal"})
    thing = noun_phrase(rng, lexicon.GIVE.objects, negated=negated)
    return grammar.present(subject(rng, {"person"}, first_person=True), lexicon.GIVE, thing, recipient, negated)


def past_clause(rng: random.Random) -> Phrase:
    verb = rng.choice(lexicon.PAST_VERBS)
    parts = [grammar.past(subject(rng, {"person", "animal"}), verb, negated=rng.random() < 0.25)]
    if verb.base == "sit":
        on = next(p for p in lexicon.PREPOSITIONS if p.english == "on")
        parts.append(grammar.place(on, noun_phrase(rng, {"seat"})) if rng.random() < 0.6 else location(rng))
    if rng.random() < 0.6:
        parts.append(location(rng) if rng.random() < 0.6 else date(rng))
    return in_order(*parts)


def passive_clause(rng: random.Random) -> Phrase:
    participle = rng.choice(lexicon.PARTICIPLES)
    thing = noun_phrase(rng, participle.kinds)
    if participle.english == "signed" and rng.random() < 0.7:
        topic = noun_phrase(rng, {"region", "policy", "crisis"}, definite=rng.random() < 0.7)
        thing = grammar.about(thing, topic)
    clause = grammar.passive(thing, participle, negated=rng.random() < 0.25)
    return in_order(clause, date(rng)) if rng.random() < 0.7 else clause


def quality_clause(rng: random.Random) -> Phrase:
    fitting = [a for a in lexicon.ADJECTIVES if a.place in ("colour", "outer") and "treaty" not in a.kinds]
    adjective = rng.choice(fitting)
    return grammar.quality(noun_phrase(rng, adjective.kinds), adjective, negated=rng.random() < 0.35)


def existence_clause(rng: random.Random) -> Phrase:
    negated = rng.random() < 0.35
    noun = rng.choice(nouns_about(frozenset({"person", "animal", "seat", "furniture", "thing"}))[0])
    plural = rng.random() < 0.5
    determiner = "some" if plural else "a"
    if plural and not negated and rng.random() < 0.6:
        determiner = rng.randint(2, 99)
    adjectives, material = qualities(rng, noun)
    thing = grammar.noun_phrase(determiner, noun, adjectives, material, plural, negated)
    clause = grammar.existence(thing, negated)
    return in_order(clause, location(rng)) if rng.random() < 0.8 else clause


CLAUSES: tuple[tuple[Callable[[random.Random], Phrase], float], ...] = (
    (present_clause, 0.32), (giving_clause, 0.14), (past_clause, 0.2), (passive_clause, 0.14),
    (quality_clause, 0.08), (existence_clause, 0.12),
)


def clauses(rng: random.Random) -> Iterator[Phrase]:
    """Clauses without end."""
    makers, weights = zip(*CLAUSES)
    while True:
        yield rng.choices(makers, weights)[0](rng)


class Sentences:
    """Sentences of a wanted length: clauses are kept by length until one of theirs is asked for."""

    def __init__(self, seed: int | str) -> None:
        self._rng = random.Random(seed)
        self._clauses = clauses(self._rng)
        self._waiting: dict[int, list[Phrase]] = defaultdict(list)
        counts = Counter(len(next(self._clauses).english) for _ in range(2000))
        self._share = {n: (counts[n] + 1) / 2000 for n in range(SHORTEST_CLAUSE, LONGEST_CLAUSE + 1)}
        # How likely clauses of the grammar's own lengths fill a number of words exactly, joining words counted.
        self._chance = {-1: 1.0, 0: 0.0}  # -1: the last clause has no joining word after it
        for length in range(1, LENGTHS.stop):
            self._chance[length] = sum(
                share * self._chance[length - n - 1] for n, share in self._share.items() if n <= length
            )

    def _clause(self, length: int) -> Phrase:
        for _ in range(20_000):
            if self._waiting[length]:
                return self._waiting[length].pop()
            clause = next(self._clauses)
            if len(self._waiting[len(clause.english)]) < 10_000:
                self._waiting[len(clause.english)].append(clause)
        raise RuntimeError(f"no clause of {length} English words in 20,000: is {length} between 3 and 16?")

    def _clause_lengths(self, length: int) -> list[int]:
        """Random lengths of clauses that fill `length` words, as often as the grammar makes them."""
        lengths: list[int] = []
        left = length
        while left > 0:
            rests = {n: left - n - 1 for n in self._share if n <= left}
            lengths += self._rng.choices(list(rests), [self._share[n] * self._chance[rests[n]] for n in rests])
            left = rests[lengths[-1]]
        return lengths

    def of_length(self, length: int) -> Phrase:
        """A sentence of `length` English words."""
        first, *others = self._clause_lengths(length)
        sentence = self._clause(first)
        for n in others:
            clause = self._clause(n)
            fitting = [c for c in lexicon.CONJUNCTIONS if c != "while" or not is_past(clause)]
            sentence = grammar.join(sentence, self._rng.choice(fitting), clause)
        return spell_borders(sentence)

    def distinct(self, length: int, count: int, excluded: Collection[tuple[str, ...]]) -> list[Phrase]:
        """At most `count` different sentences, none of them in `excluded`; fewer where 20 times as many tries fail."""
        found: dict[tuple[str, ...], Phrase] = {}
        for _ in range(20 * count):
            if len(found) == count:
                break
            sentence = self.of_length(length)
            if sentence.english not in excluded and not is_held_out(sentence.english):
                found.setdefault(sentence.english, sentence)
        return list(found.values())


def is_past(clause: Phrase) -> bool:
    """Whether a clause is about the past: pendant que would then ask for a tense that the grammar lacks."""
    past = {"did", "was", "were", *(verb.past for verb in lexicon.PAST_VERBS)}
    return not past.isdisjoint(clause.english)


def is_held_out(english: Sequence[str]) -> bool:
    """Whether a sentence contains one of the word sequences kept for the figures."""
    text = f" {' '.join(english)} "
    return any(f" {' '.join(words)} " in text for words in HELD_OUT)


@dataclass(frozen=True)
class Corpus:
    """Sentences by length. No English sentence is in two of the three parts."""

    train: dict[int, list[Phrase]]
    valid: dict[int, list[Phrase]]
    test: dict[int, list[Phrase]]


def corpus(
    longest: int = 20, train: int = 8000, valid: int = 20, test: int = 120, seed: int = 2015,
    test_lengths: Sequence[int] = LENGTHS, each: Callable[[Sequence[int]], Iterator[int]] = iter,
) -> Corpus:
    """`train`, `valid` and `test` sentences a length; the test sentences do not depend on `longest` or `train`.

    `each` wraps the loop over the training lengths, for a progress bar.
    """
    taken: set[tuple[str, ...]] = set()

    def draw(part: str, lengths: Sequence[int], count: int) -> dict[int, list[Phrase]]:
        sentences = Sentences(f"{seed} {part}")
        drawn = {length: sentences.distinct(length, count, taken) for length in lengths}
        taken.update(sentence.english for group in drawn.values() for sentence in group)
        return drawn

    tests = draw("test", test_lengths, test)
    trained = range(SHORTEST, longest + 1)
    valids = draw("valid", trained, valid)
    sentences = Sentences(f"{seed} train")
    return Corpus({n: sentences.distinct(n, train, taken) for n in each(trained)}, valids, tests)
