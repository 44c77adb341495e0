"""The sentences that the site shows, built by the grammar. None of them is ever trained on."""
from __future__ import annotations

from . import grammar, lexicon
from .lexicon import Adjective, Noun
from .phrases import Phrase, in_order, spell_borders


def _noun(english: str) -> Noun:
    return next(n for n in lexicon.NOUNS if english in (n.singular, n.plural))


def _adjective(english: str) -> Adjective:
    return next(a for a in lexicon.ADJECTIVES if a.english == english)


def _the(english: str, *adjectives: str, **options) -> grammar.Nominal:
    return grammar.noun_phrase("the", _noun(english), [_adjective(a) for a in adjectives], **options)


def _at(preposition: str, where: grammar.Nominal) -> Phrase:
    return grammar.place(next(p for p in lexicon.PREPOSITIONS if p.english == preposition), where)


def _verb(base: str, particle: str = "") -> lexicon.Verb:
    return next(v for v in lexicon.VERBS if (v.base, v.particle) == (base, particle))


def _past(base: str) -> lexicon.PastVerb:
    return next(v for v in lexicon.PAST_VERBS if v.base == base)


_VELVET = next(m for m in lexicon.MATERIALS if m.english == "velvet")
_SIGNED = next(p for p in lexicon.PARTICIPLES if p.english == "signed")

CAT_MAT = spell_borders(in_order(
    grammar.past(_the("cat"), _past("sit")),
    _at("on", _the("mat", "comfortable", "red", material=_VELVET)),
    _at("in", grammar.of(_the("room"), _the("corner"))),
))
AGREEMENT = spell_borders(in_order(
    grammar.passive(grammar.about(_the("agreement"), _the("area", "european", "economic")), _SIGNED),
    grammar.in_month("august", 1992),
))
PRONOUN = spell_borders(grammar.join(
    in_order(grammar.present(grammar.SHE, _verb("love"), "him")),
    "but",
    grammar.present(grammar.HE, _verb("wait", "for"), "her", negated=True),
))
TWO_CLAUSES = spell_borders(grammar.join(
    in_order(
        grammar.present(_the("child", "small"), _verb("look", "for"),
                        grammar.noun_phrase("a", _noun("hat"), [_adjective("black")], negated=True), negated=True),
        _at("in front of", _the("door")),
    ),
    "because",
    in_order(grammar.present(
        grammar.noun_phrase("his", _noun("teacher")), lexicon.GIVE, _the("book", "old"), recipient="them")),
))
ALL = (CAT_MAT, AGREEMENT, PRONOUN, TWO_CLAUSES)
