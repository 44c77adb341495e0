"""Phrases in two languages with their word links, and the spelling rules of French at word borders."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

VOWELS = frozenset("aeiouyàâéèêëîïôûœ")
MUTE_H = frozenset({"homme", "hommes", "heureux", "heureuse", "heureuses"})
NO_ELISION = frozenset({"onze", "huit"})  # "le onze mars", "le huit mai"
ELIDED = {"le": "l'", "la": "l'", "de": "d'", "ne": "n'", "je": "j'", "se": "s'", "que": "qu'"}
ABSORBED = {("de", "des"): "de", ("de", "de"): "de"}
CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}


@dataclass(frozen=True)
class Phrase:
    """English words, French words, and for each French word the places of the English words it comes from."""

    english: tuple[str, ...]
    french: tuple[str, ...] = ()
    links: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Said:
    """French words that come from the whole of some English phrases."""

    french: tuple[str, ...]
    sources: tuple[Phrase, ...]


def source(english: str) -> Phrase:
    """An English phrase whose French is said elsewhere."""
    return Phrase(tuple(english.split()))


def said(french: str, *sources: Phrase) -> Said:
    return Said(tuple(french.split()), sources)


def word(english: str, french: str) -> Phrase:
    """A phrase whose French words all come from all of its English words."""
    words, places = tuple(french.split()), tuple(range(len(english.split())))
    return Phrase(tuple(english.split()), words, (places,) * len(words))


def align(english: Sequence[Phrase], french: Iterable[Phrase | Said]) -> Phrase:
    """Put phrases together: `english` gives the English order, `french` the French one.

    Phrases are told apart by identity, so two equal words may stand in one sentence.
    """
    starts: dict[int, int] = {}
    words: list[str] = []
    for phrase in english:
        starts[id(phrase)] = len(words)
        words.extend(phrase.english)
    french_words: list[str] = []
    links: list[tuple[int, ...]] = []
    for part in french:
        french_words.extend(part.french)
        if isinstance(part, Said):
            places = (starts[id(origin)] + i for origin in part.sources for i in range(len(origin.english)))
            links.extend([tuple(sorted(places))] * len(part.french))
        else:
            links.extend(tuple(starts[id(part)] + i for i in group) for group in part.links)
    return Phrase(tuple(words), tuple(french_words), tuple(links))


def in_order(*phrases: Phrase) -> Phrase:
    """Phrases that follow each other in the same order in both languages."""
    return align(phrases, phrases)


def starts_with_vowel(french: str) -> bool:
    """Whether a word makes the word before it drop its vowel, as in l'homme, but not le huit."""
    return (french[0] in VOWELS or french in MUTE_H) and french not in NO_ELISION


def _merge(phrase: Phrase, pairs: dict[tuple[str, str], str]) -> Phrase:
    """Write each of the pairs of neighbouring words as the one word it becomes; its links are those of both."""
    french: list[str] = []
    links: list[tuple[int, ...]] = []
    for word, places in zip(phrase.french, phrase.links):
        if french and (french[-1], word) in pairs:
            french[-1] = pairs[french[-1], word]
            links[-1] = tuple(sorted({*links[-1], *places}))
        else:
            french.append(word)
            links.append(places)
    return Phrase(phrase.english, tuple(french), tuple(links))


def spell_borders(phrase: Phrase) -> Phrase:
    """Absorption (près de des arbres → près de arbres), elision (→ près d' arbres), contraction (de le → du)."""
    phrase = _merge(phrase, ABSORBED)
    elided = tuple(
        ELIDED[word] if word in ELIDED and after and starts_with_vowel(after) else word
        for word, after in zip(phrase.french, (*phrase.french[1:], ""))
    )
    return _merge(Phrase(phrase.english, elided, phrase.links), CONTRACTED)


def read_aloud(words: Iterable[str]) -> str:
    """Words as running text: l' homme → l'homme."""
    return " ".join(words).replace("' ", "'")
