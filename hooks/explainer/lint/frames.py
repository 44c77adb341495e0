"""Claims told without the usual words: a frame is a set of ideas that, met in one sentence, make a false statement.

frames.yml lists the phrases of each idea and, for each family, which ideas make a claim together and which other words
take the claim back; senses.yml does the same with broad senses of single words, each of which may have to be denied or
not. One pass over a sentence finds its ideas, whatever their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

import yaml

from .knowledge import LOADER
from .stance import NEGATIONS, doubted
from .tagging import Sentence, named

WIDEST_GAP = 3
ENDINGS = ("", "s", "es", "ed", "d", "ing")


@dataclass(frozen=True, slots=True)
class Frame:
    """`ideas` must all be met (any alternative of each); a word of `unless` outside of their phrases takes it back.

    `window` 2 reads the sentence before as well; `ordered` asks for the ideas in this order; `denied` says that a
    word of denial does not matter; `clause`, that a semicolon may not stand between the ideas. `signs` asks of each idea
    whether a denial may govern it: "+" none, "!" one must.
    """

    family: str
    ideas: tuple[frozenset[str], ...]
    unless: frozenset[str]
    message: str
    masks: tuple[int, ...]
    window: int = 1
    ordered: bool = False
    denied: bool = False
    clause: bool = False
    signs: str = ""


class Met(NamedTuple):
    """An idea met in the tokens from `start` to before `stop`."""

    idea: str
    start: int
    stop: int


def _forms(word: str) -> tuple[str, ...]:
    """`explain+` stands for explain, explains, explained, explaining; `cause+` for causes, caused, causing."""
    if not word.endswith("+"):
        return (word,)
    stem = word[:-1]
    forms = [stem + ending for ending in ENDINGS]
    if stem.endswith("e"):
        forms.append(stem[:-1] + "ing")
    if stem.endswith("y"):
        forms += [stem[:-1] + "ies", stem[:-1] + "ied"]
    return tuple(forms)


@dataclass(frozen=True, slots=True)
class Entries:
    """What begins with one word: the ideas of the word alone, phrases by their second word, phrases with a gap."""

    alone: list[str]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    gapped: list[tuple[tuple[str, ...], str]]


def _table(ideas: dict[str, list[str]]) -> dict[str, Entries]:
    """First word → everything that begins with it."""
    table: dict[str, Entries] = {}
    for idea, phrases in ideas.items():
        for phrase in phrases:
            for words in _spellings(str(phrase)):
                for form in _forms(words[0]):
                    _enter(table.setdefault(form, Entries([], {}, [])), tuple(words[1:]), idea)
    return table


def _enter(entries: Entries, rest: tuple[str, ...], idea: str) -> None:
    if not rest:
        if idea not in entries.alone:
            entries.alone.append(idea)
        return
    group = entries.gapped if rest[0] == "*" else entries.phrases.setdefault(rest[0], [])
    if (rest, idea) not in group:
        group.append((rest, idea))


def _spellings(phrase: str) -> list[list[str]]:
    """A phrase as it stands, and as a sentence shows it once its names have become tokens."""
    as_it_stands = phrase.split()
    if "*" in phrase or "+" in phrase or len(as_it_stands) == 1:
        return [as_it_stands]
    return [as_it_stands, [token.text for token in named(phrase)]]


def _read() -> list[dict[str, dict]]:
    """The files of frames: what attention is and costs, who did what, and what single words mean. No idea stands in two."""
    parts = [yaml.load(files(__package__).joinpath(name).read_text(encoding="utf-8"), LOADER) for name in ("frames.yml", "frames_who.yml", "senses.yml")]
    for number, part in enumerate(parts):
        for other in parts[:number]:
            if taken := other["ideas"].keys() & part["ideas"].keys():
                raise ValueError(f"{', '.join(sorted(taken))} stands in two files of frames")
    return parts


PARTS = _read()
IDEAS = {idea: words for part in PARTS for idea, words in part["ideas"].items()}
NUMBERS = {idea: number for number, idea in enumerate(IDEAS)}
TABLE = _table(IDEAS)


def _bits(ideas: Iterable[str]) -> int:
    bits = 0
    for idea in ideas:
        bits |= 1 << NUMBERS[idea]
    return bits


def signed(ideas: str) -> bool:
    """Whether a frame says of its ideas one by one which may be denied: `attention !change then`."""
    return not {"+", "!"}.isdisjoint(ideas)


def _frames() -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for family, entry in ((family, entry) for part in PARTS for family, entry in part["families"].items()):
        shared = frozenset(str(entry["unless"]).split())
        found[family] = found.get(family, ()) + tuple(
            Frame(
                family,
                tuple(frozenset(part.lstrip("+!").split("|")) for part in frame["all"].split()),
                (shared | frozenset(str(frame.get("unless", "")).split())) - frozenset(str(frame.get("even", "")).split()),
                frame.get("says", ""),
                tuple(_bits(part.lstrip("+!").split("|")) for part in frame["all"].split()),
                frame.get("window", 1),
                frame.get("ordered", False),
                frame.get("denied", False) or signed(frame["all"]),
                entry.get("clause", False),
                "".join(part[0] if part[0] in "+!" else " " for part in frame["all"].split()),
            )
            for frame in entry["frames"]
        )
    return found


FRAMES = _frames()
ORDERED = tuple(frame for frames in FRAMES.values() for frame in frames)
OF_FAMILY = {family: sum(1 << number for number, frame in enumerate(ORDERED) if frame.family == family) for family in FRAMES}
WINDOWED = sum(1 << number for number, frame in enumerate(ORDERED) if frame.window > 1)


def _index(place: int) -> tuple[dict[str, int], int]:
    """Idea → the frames (as bits) that it may start, by the slot of each that fewest ideas fill (or next fewest)."""
    table: dict[str, int] = {}
    anyway = 0
    for number, frame in enumerate(ORDERED):
        slots = sorted(frame.ideas, key=lambda slot: (len(slot), sorted(slot)))
        if place >= len(slots):
            anyway |= 1 << number
            continue
        for idea in slots[place]:
            table[idea] = table.get(idea, 0) | 1 << number
    return table, anyway


(FIRST, _), (SECOND, ANYWAY) = _index(0), _index(1)


def _follows(words: list[str], at: int, rest: tuple[str, ...]) -> int:
    """Where the phrase ends if `rest` follows at `at`, else 0. `*` is up to three words."""
    for number, word in enumerate(rest):
        if word == "*":
            for gap in range(WIDEST_GAP + 1):
                if stop := _follows(words, at + gap, rest[number + 1 :]):
                    return stop
            return 0
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at


class Found(NamedTuple):
    """All ideas of a sentence: where each is met, the set of them, and the frames that they may start, as bits."""

    met: tuple[Met, ...]
    bits: int
    first: int
    second: int


NOTHING = Found((), 0, 0, ANYWAY)


def _ideas(sentence: Sentence) -> Found:
    """The ideas of a sentence, found once."""
    found = sentence.ideas
    if found is None:
        met = tuple(_met([token.text for token in sentence.tokens]))
        first, second, ideas = 0, ANYWAY, {one.idea for one in met}
        for idea in ideas:
            first |= FIRST.get(idea, 0)
            second |= SECOND.get(idea, 0)
        found = sentence.ideas = Found(met, _bits(ideas), first, second)
    return found


def _met(words: list[str]) -> Iterator[Met]:
    last = len(words) - 1
    for at, word in enumerate(words):
        entries = TABLE.get(word)
        if entries is None:
            continue
        for idea in entries.alone:
            yield Met(idea, at, at + 1)
        if at == last:
            continue
        for rest, idea in entries.phrases.get(words[at + 1], ()):
            if stop := _follows(words, at + 1, rest):
                yield Met(idea, at, stop)
        for rest, idea in entries.gapped:
            if stop := _follows(words, at + 1, rest):
                yield Met(idea, at, stop)


def framed(family: str, sentence: Sentence) -> Iterator[tuple[int, str]]:
    """(offset, message) of the first frame of a family that a sentence fills and asserts."""
    here = _ideas(sentence)
    if not here.bits:
        return
    before = sentence.near(-1)
    earlier = _ideas(before) if before is not None else NOTHING
    both = here.bits | earlier.bits
    started = here.first & here.second | (here.first | earlier.first) & (here.second | earlier.second) & WINDOWED
    started &= OF_FAMILY[family]
    while started:
        frame = ORDERED[(started & -started).bit_length() - 1]
        started &= started - 1
        bits = both if frame.window > 1 else here.bits
        for mask in frame.masks:
            if not bits & mask:
                break
        else:
            used = _filled(frame, here.met, sentence)
            if used is None or _taken_back(frame, used, sentence):
                continue
            if not doubted(sentence):
                yield sentence.tokens[min(found.start for found in used)].start, frame.message
            return


def _filled(frame: Frame, met: tuple[Met, ...], sentence: Sentence) -> list[Met] | None:
    """What of this sentence fills the frame, or None; with a window the sentence before may help."""
    here: list[Met] = []
    missing: list[tuple[frozenset[str], str]] = []
    at = 0
    for alternatives, sign in zip(frame.ideas, frame.signs):
        found = [one for one in met if one.idea in alternatives and (not frame.ordered or one.start >= at)]
        if sign != " ":
            found = [one for one in found if governed(sentence, one) == (sign == "!")]
        if not found:
            missing.append((alternatives, sign))
            continue
        at = min(one.stop for one in found)
        here += found
    if not missing:
        return _in_one_clause(frame, here, sentence) if frame.clause and ";" in sentence.words else here
    if frame.window == 1 or not here:
        return None
    before = sentence.near(-1)
    if before is None:
        return None
    for alternatives, sign in missing:
        if not any(one.idea in alternatives and (sign == " " or governed(before, one) == (sign == "!")) for one in _ideas(before).met):
            return None
    if not frame.unless.isdisjoint(before.words) or not (frame.denied or NEGATIONS.isdisjoint(before.words)):
        return None
    return here


def _in_one_clause(frame: Frame, here: list[Met], sentence: Sentence) -> list[Met] | None:
    """What fills the frame between two semicolons, or None."""
    cuts = [at for at, token in enumerate(sentence.tokens) if token.text == ";"]
    for start, stop in zip([-1, *cuts], [*cuts, len(sentence.tokens)]):
        inside = [one for one in here if start < one.start < stop]
        if all(any(one.idea in alternatives for one in inside) for alternatives in frame.ideas):
            return inside
    return None


CLAUSE_ENDS = frozenset("; : . ? ! but yet whereas while although though - except".split())
DENIERS = NEGATIONS - {"rather", "instead", "unlike"} | frozenset("no-one nowhere scarcely zero barely nought".split())
FAR = frozenset("nothing nobody none no no-one neither nowhere".split())


def governed(sentence: Sentence, met: Met) -> bool:
    """Whether a denial earlier in the clause governs an idea (`has not changed`, `nothing about it has changed`)."""
    if DENIERS.isdisjoint(sentence.words):
        return False
    tokens = sentence.tokens
    far = False
    for at in range(met.start - 1, max(-1, met.start - 16), -1):
        word = tokens[at].text
        if word in CLAUSE_ENDS:
            return False
        if word in (",", "and", ")"):
            far = True
        elif word in DENIERS and (not far or word in FAR) and tokens[at + 1].text not in ("only", "doubt", "just", "merely") and not _cited(sentence, at):
            return True
    return False


def _cited(sentence: Sentence, at: int) -> bool:
    """Whether a single word stands in quotation marks: the word “not” denies nothing."""
    tokens = sentence.tokens
    return 0 < at < len(tokens) - 1 and tokens[at - 1].text in QUOTES and tokens[at + 1].text in QUOTES


QUOTES = ('"', "'")


def _taken_back(frame: Frame, used: list[Met], sentence: Sentence) -> bool:
    """Whether a denial or a word of the guard stands outside of the phrases that fill the frame."""
    covered = {at for one in used if one.stop - one.start > 1 for at in range(one.start, one.stop)}
    guard = frame.unless if frame.denied else frame.unless | NEGATIONS
    return any(token.text in guard and at not in covered and not _cited(sentence, at) for at, token in enumerate(sentence.tokens))
