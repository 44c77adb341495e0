"""Claims told without the usual words: a frame is a set of ideas that, met in one sentence, make a false statement.

frames.yml lists the phrases of each idea and, for each family, which ideas make a claim together and which other words
take the claim back; senses.yml does the same with broad senses of single words, each of which may have to be denied or
not, and propositions.yml with the roles of single false propositions. One pass over a sentence finds its ideas, whatever
their number. A short yes or no asserts or denies what the question before it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import product
from typing import NamedTuple

import yaml

from .kept import kept, sources
from .knowledge import LOADER, PHRASES
from .naming import TRIGGERS
from .stance import NEGATIONS, doubted
from .tagging import Sentence, named
from .words import tagged

WIDEST_GAP = 3
FARTHEST = 12  # tokens from the first word of a phrase to the first one after its gap, at most
LONGEST = 30  # tokens: in a longer sentence ideas meet by chance (a family may set another limit)
PLAIN = re.compile("[a-z]+(?: [a-z]+)*")
DENIALS_IN_GAPS = frozenset("no not never without n't nor".split())  # a gap may not turn a phrase into its opposite
PLURALS = frozenset({"keys", "queries"})  # tagged even where a phrase has a gap
ENDINGS = ("", "s", "es", "ed", "d", "ing")


@dataclass(frozen=True, slots=True)
class Frame:
    """`ideas` must all be met (each is a choice of ideas, as bits); a word of `unless` outside of their phrases takes it back.

    `window` 2 reads the sentence before as well; `ordered` asks for the ideas in this order; `denied` says that a
    word of denial does not matter; `clause`, that a semicolon may not stand between the ideas; `overlaps`, that one phrase may tell two ideas;
    `longest`, how many tokens the sentence may have. `signs` asks of each idea
    whether a denial may govern it: "+" none, "!" one must. A word of `after` takes back only the signed ideas before it.
    """

    family: str
    ideas: tuple[int, ...]
    unless: frozenset[str]
    message: str
    window: int = 1
    ordered: bool = False
    denied: bool = False
    clause: bool = False
    overlaps: bool = False
    signs: str = ""
    after: frozenset[str] = frozenset()
    longest: int = LONGEST


class Met(NamedTuple):
    """Ideas (as bits) met in the tokens from `start` to before `stop`."""

    ideas: int
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


@dataclass(slots=True)
class Group:
    """What goes on with one second word, ideas as bits: plain phrases by their length, those with a gap further on by the word after it."""

    plain: dict[int, dict[tuple[str, ...], int]]
    gapped: dict[str, dict[tuple[str, ...], int]]


@dataclass(slots=True)
class Entries:
    """What begins with one word, ideas as bits: those of the word alone, phrases by their second word, phrases with a gap by the word after it."""

    alone: int
    phrases: dict[str, Group]
    gapped: dict[str, dict[tuple[str, ...], int]]


def _table(ideas: list[list[str]], starts: list[int]) -> dict[str, Entries]:
    """First word → everything that begins with it, from the phrases of each idea and the frames that it may start."""
    table: dict[str, Entries] = {}
    for number, phrases in enumerate(ideas):
        bits = 1 << number | starts[number]
        for phrase in phrases:
            for words in _spellings(str(phrase)):
                for form in _forms(words[0]):
                    _enter(table.setdefault(form, Entries(0, {}, {})), tuple(words[1:]), bits)
    return table


def _enter(entries: Entries, rest: tuple[str, ...], bits: int) -> None:
    if not rest:
        entries.alone |= bits
        return
    if rest[0] == "*":
        known = entries.gapped.setdefault(rest[1], {})
    else:
        group = entries.phrases.setdefault(rest[0], Group({}, {}))
        known = group.gapped.setdefault(next(word for word in rest[rest.index("*") :] if word != "*"), {}) if "*" in rest else group.plain.setdefault(len(rest), {})
    known[rest] = known.get(rest, 0) | bits


def _spellings(phrase: str) -> Iterator[list[str]]:
    """Every reading of a phrase (`a|b c` is `a c` or `b c`), as it stands and as a sentence shows it once its names have become tokens."""
    choices = [word.split("|") for word in phrase.split()]
    gapped = "*" in phrase or "+" in phrase
    for words in product(*choices) if "|" in phrase else (phrase.split(),):
        yield from _shown(list(words), gapped)


def _shown(as_it_stands: list[str], gapped: bool) -> list[list[str]]:
    if gapped and not PLURALS.isdisjoint(as_it_stands):
        return [as_it_stands, ["QKV" if word in PLURALS else word for word in as_it_stands]]
    if gapped or len(as_it_stands) == 1:
        return [as_it_stands]
    phrase = " ".join(as_it_stands)
    if PLAIN.fullmatch(phrase) and TRIGGERS.isdisjoint(as_it_stands) and not _holds_name(as_it_stands):
        return [as_it_stands]
    return [as_it_stands, [token.text for token in named(phrase)]]


def _holds_name(words: list[str]) -> bool:
    """Whether a name of the knowledge file stands in plain words."""
    return any(words[at : at + len(name)] == list(name) for at, word in enumerate(words) for name, _ in PHRASES.get(word, ()))


def _read() -> list[dict[str, dict]]:
    """The files of frames: what attention is and costs, who did what, what single words mean, which part is whose, how to reckon, what single
    propositions need. No idea stands in two."""
    names = ("frames.yml", "frames_who.yml", "senses.yml", "frames_parts.yml", "frames_sums.yml", "propositions.yml", "weights.yml")
    parts = [yaml.load(files(__package__).joinpath(name).read_text(encoding="utf-8"), LOADER) for name in names]
    for number, part in enumerate(parts):
        for other in parts[:number]:
            if taken := other["ideas"].keys() & part["ideas"].keys():
                raise ValueError(f"{', '.join(sorted(taken))} stands in two files of frames")
    return parts


def _choice(part: str, bits: dict[str, int]) -> int:
    """`change|differ` or `!change`, as bits."""
    choice = 0
    for idea in part.lstrip("+!").split("|"):
        choice |= bits[idea]
    return choice


def signed(ideas: str) -> bool:
    """Whether a frame says of its ideas one by one which may be denied: `attention !change then`."""
    return not {"+", "!"}.isdisjoint(ideas)


def _frames(parts: list[dict[str, dict]], bits: dict[str, int]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for family, entry in ((family, entry) for part in parts for family, entry in part["families"].items()):
        shared = frozenset(str(entry["unless"]).split())
        found[family] = found.get(family, ()) + tuple(
            Frame(
                family,
                tuple(_choice(part, bits) for part in frame["all"].split()),
                (shared | frozenset(str(frame.get("unless", "")).split())) - frozenset(str(frame.get("even", "")).split()),
                frame.get("says", ""),
                frame.get("window", 1),
                frame.get("ordered", False),
                frame.get("denied", False) or signed(frame["all"]),
                frame.get("clause", entry.get("clause", False)),
                entry.get("overlaps", False),
                "".join(part[0] if part[0] in "+!" else " " for part in frame["all"].split()),
                frozenset(str(entry.get("after", "")).split()) - frozenset(str(frame.get("even", "")).split()),
                entry.get("longest", LONGEST),
            )
            for frame in entry["frames"]
        )
    return found


def _starts(frames: tuple[Frame, ...], ideas: int) -> tuple[list[int], int]:
    """For each idea the frames that it may start, as bits above those of the ideas: by the slot that fewest ideas fill, and by the next.

    The other number holds the frames that have no second slot.
    """
    starts = [0] * ideas
    anyway = 0
    for number, frame in enumerate(frames):
        first, second = 1 << ideas + number, 1 << ideas + len(frames) + number
        slots = sorted(frame.ideas, key=int.bit_count)
        for slot, bit in zip(slots, (first, second)):
            while slot:
                starts[slot.bit_length() - 1] |= bit
                slot &= ~(1 << slot.bit_length() - 1)
        if len(slots) == 1:
            anyway |= second
    return starts, anyway


class Learnt(NamedTuple):
    """What the files of frames amount to: the bit of each idea, all frames, those with one slot as bits, the ideas by their first words, and
    which part is whose, as it is written."""

    bits: dict[str, int]
    frames: tuple[Frame, ...]
    anyway: int
    table: dict[str, Entries]
    parts: list[dict]


def _learn() -> Learnt:
    files = _read()
    ideas = {idea: words for part in files for idea, words in part["ideas"].items()}
    bits = {idea: 1 << number for number, idea in enumerate(ideas)}
    frames = tuple(frame for frames in _frames(files, bits).values() for frame in frames)
    starts, anyway = _starts(frames, len(ideas))
    return Learnt(bits, frames, anyway, _table(list(ideas.values()), starts), next(part["parts"] for part in files if "parts" in part))


BITS, FRAMES, ANYWAY, TABLE, PARTS = kept("frames", sources(), _learn)
LIMITS = {family: max(frame.longest for frame in FRAMES if frame.family == family) for family in {frame.family for frame in FRAMES}}
BELOW_ONE = TABLE.get("N0.#")  # any number below one that has no entry of its own
WINDOWED = sum(1 << number for number, frame in enumerate(FRAMES) if frame.window > 1)


def _follows(words: list[str], at: int, rest: tuple[str, ...]) -> int:
    """Where the phrase ends if `rest` follows at `at`, else 0. `*` is up to three words."""
    for number, word in enumerate(rest):
        if word == "*":
            for gap in range(WIDEST_GAP + 1):
                if gap and words[at + gap - 1 : at + gap] and words[at + gap - 1] in DENIALS_IN_GAPS:
                    return 0
                if stop := _follows(words, at + gap, rest[number + 1 :]):
                    return stop
            return 0
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at


class Found(NamedTuple):
    """All ideas of a sentence: where each is met, and together, as bits, with the frames that they may start."""

    met: tuple[Met, ...]
    bits: int


def _started(bits: int) -> int:
    """The frames whose first and second slots are filled, as bits."""
    frames = bits >> len(BITS)
    return frames & frames >> len(FRAMES)


def _ideas(sentence: Sentence) -> Found:
    """The ideas of a sentence, found once."""
    found = sentence.ideas
    if found is None:
        met = tuple(_met([token.text for token in sentence.tokens]))
        bits = ANYWAY
        for one in met:
            bits |= one.ideas
        found = sentence.ideas = Found(met, bits)
    return found


def _met(words: list[str]) -> Iterator[Met]:
    last = len(words) - 1
    for at, word in enumerate(words):
        entries = TABLE.get(word) or (BELOW_ONE if word.startswith("N0.") else None)
        if entries is None:
            continue
        if entries.alone:
            yield Met(entries.alone, at, at + 1)
        if at == last:
            continue
        if (group := entries.phrases.get(words[at + 1])) is not None:
            for size, known in group.plain.items():
                if ideas := known.get(tuple(words[at + 1 : at + 1 + size])):
                    yield Met(ideas, at, at + 1 + size)
            if group.gapped:
                for after in group.gapped.keys() & words[at + 2 : at + FARTHEST]:
                    for rest, ideas in group.gapped[after].items():
                        if stop := _follows(words, at + 1, rest):
                            yield Met(ideas, at, stop)
        if entries.gapped:
            for after in entries.gapped.keys() & words[at + 1 : at + 2 + WIDEST_GAP]:
                for rest, ideas in entries.gapped[after].items():
                    if stop := _follows(words, at + 1, rest):
                        yield Met(ideas, at, stop)


def ideas_in(sentence: Sentence) -> tuple[Met, ...]:
    """All ideas of a sentence with their places."""
    return _ideas(sentence).met


def met_in(words: list[str]) -> tuple[Met, ...]:
    """The ideas of tagged words that are no sentence, such as a table's cells."""
    return tuple(_met(words))


def _possible(sentence: Sentence) -> dict[str, list[Frame]]:
    """Family → its frames of which every idea is met in the sentence (or, with a window, in the one before), found once."""
    found = sentence.frames
    if found is None:
        found = sentence.frames = {}
        here = _ideas(sentence)
        before = sentence.near(-1)
        both = here.bits | _ideas(before).bits if before is not None else here.bits
        started = _started(here.bits) & ~WINDOWED | _started(both) & WINDOWED if here.met else 0
        while started:
            frame = FRAMES[(started & -started).bit_length() - 1]
            started &= started - 1
            if all(map((both if frame.window > 1 else here.bits).__and__, frame.ideas)):
                found.setdefault(frame.family, []).append(frame)
    return found


def framed(family: str, sentence: Sentence) -> Iterator[tuple[int, str]]:
    """(offset, message) of the first frame of a family that a sentence fills and asserts."""
    size = len(sentence.tokens)
    if size > LIMITS[family]:
        return
    for frame in _possible(sentence).get(family, ()):
        if size > frame.longest:
            continue
        used = _filled(frame, _ideas(sentence).met, sentence)
        if used is None or _taken_back(frame, used, sentence) or frame.window > 1 and _from_a_report(frame, used, sentence):
            continue
        if not doubted(sentence):
            yield sentence.tokens[min(found.start for found in used)].start, frame.message
        return
    answer = answered(sentence)
    if answer and (frame := _asked(family, sentence.near(-1), answer)) is not None:
        yield sentence.start, frame.message


NO = tagged(r"^ (?:(?:a|answer) : )?(?:no|none|nothing|never|not at all|nobody|no one|not one|zero|nil|nowhere|in nothing|in no way|not once|not a single one|none whatsoever|nothing at all|none at all|N0) [,.;:!-]")
YES = tagged(r"^ (?:(?:a|answer) : )?(?:yes|indeed|certainly|of course|absolutely|exactly|definitely|entirely|completely|it is|they are|it does|they do) [,.;:!-]")
BEGINNINGS = frozenset("a answer yes indeed certainly of absolutely exactly definitely entirely completely it they no none nothing never not nobody zero nil nowhere N0 in".split())
CONTRASTS = frozenset("if unless provided but however only partly nearly almost broadly outline except".split())
REFUSES = CONTRASTS | {"not", "no", "never", "n't"}
ASKS = frozenset("? do does is are did can could would will question whether".split())


def answered(sentence: Sentence) -> str:
    """"+" for a sentence that says yes to the question before it, "!" for one that says no, else nothing."""
    if len(sentence.tokens) > 20 or sentence.tokens[0].text not in BEGINNINGS or (before := sentence.near(-1)) is None or not before.asked:
        return ""
    if YES.match(sentence.text):
        return "+" if REFUSES.isdisjoint(sentence.words) else ""
    return "!" if NO.match(sentence.text) and CONTRASTS.isdisjoint(sentence.words) else ""


def _asked(family: str, question: Sentence, answer: str) -> Frame | None:
    """The frame of a family that a question fills, once its answer is known; a no is the denial that some frames ask for."""
    for frame in _possible(question).get(family, ()):
        if (answer == "!") != ("!" in frame.signs):
            continue
        used = _filled(replace(frame, signs=frame.signs.replace("!", "+")), _ideas(question).met, question)
        if used is not None and not _taken_back(frame, used, question, ASKS):
            return frame
    return None


def _from_a_report(frame: Frame, used: list[Met], sentence: Sentence) -> bool:
    """Whether the sentence before lends an idea but only reports or refutes it: `“Nothing changed”, one is told.`"""
    before = sentence.near(-1)
    return before is not None and not all(any(one.ideas & choice for one in used) for choice in frame.ideas) and not before.asked and doubted(before)


def _filled(frame: Frame, met: tuple[Met, ...], sentence: Sentence) -> list[Met] | None:
    """What of this sentence fills the frame, or None; with a window the sentence before may help."""
    here: list[Met] = []
    fillers: list[list[Met]] = []
    missing: list[tuple[int, str]] = []
    at = 0
    for choice, sign in zip(frame.ideas, frame.signs):
        found = [one for one in met if one.ideas & choice and (not frame.ordered or one.start >= at)]
        if sign != " ":
            found = [one for one in found if governed(sentence, one, frame.family in UNDOING) == (sign == "!")]
        if not found:
            missing.append((choice, sign))
            continue
        at = min(one.stop for one in found)
        here += found
        fillers.append(found)
    if not frame.overlaps and not _apart(fillers):
        return None
    if not missing:
        return _in_one_clause(frame, here, sentence) if frame.clause and ";" in sentence.words else here
    if frame.window == 1 or not here:
        return None
    before = sentence.near(-1)
    if before is None:
        return None
    for choice, sign in missing:
        if not any(one.ideas & choice and (sign == " " or governed(before, one, frame.family in UNDOING) == (sign == "!")) for one in _ideas(before).met):
            return None
    guard = frame.unless if frame.denied else frame.unless | NEGATIONS
    if not guard.isdisjoint(before.words) and any(token.text in guard and not _cited(before, at) for at, token in enumerate(before.tokens)):
        return None
    return here


def _apart(fillers: list[list[Met]], taken: tuple[Met, ...] = ()) -> bool:
    """Whether each idea can be met in words of its own: `efficient multi-head attention` is not two mechanisms."""
    return not fillers or any(one.start not in {other.start for other in taken} and _apart(fillers[1:], (*taken, one)) for one in fillers[0])


def _in_one_clause(frame: Frame, here: list[Met], sentence: Sentence) -> list[Met] | None:
    """What fills the frame between two semicolons, or None."""
    cuts = [at for at, token in enumerate(sentence.tokens) if token.text == ";"]
    for start, stop in zip([-1, *cuts], [*cuts, len(sentence.tokens)]):
        inside = [one for one in here if start < one.start < stop]
        if all(any(one.ideas & choice for one in inside) for choice in frame.ideas):
            return inside
    return None


CLAUSE_ENDS = frozenset("; : . ? ! but yet whereas while although though - except".split())
DENIERS = NEGATIONS - {"rather", "instead", "unlike"} | frozenset("no-one nowhere scarcely zero barely nought".split())
REFUSING = frozenset("not cannot never can't won't wouldn't doesn't don't couldn't hardly impossible nobody".split())
FAR = frozenset("nothing nobody none no no-one neither nowhere".split())


UNDOING = frozenset({"EVO"})  # families in which `will not run without changes` denies no change


def governed(sentence: Sentence, met: Met, undone: bool = False) -> bool:
    """Whether a denial earlier in the clause governs an idea (`has not changed`, `nothing about it has changed`).

    `undone`: a "without" that is denied itself is none.
    """
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
            return word != "without" or not undone or not denied_itself(sentence, at)
    return False


def denied_itself(sentence: Sentence, without: int) -> bool:
    """Whether "without" stands behind a denial in its clause: `will not run without changes` speaks of changes."""
    for at in range(without - 1, max(-1, without - 10), -1):
        word = sentence.tokens[at].text
        if word in CLAUSE_ENDS or word == ",":
            return False
        if word in REFUSING:
            return True
    return False


def _cited(sentence: Sentence, at: int) -> bool:
    """Whether a single word stands in quotation marks: the word “not” denies nothing."""
    tokens = sentence.tokens
    return 0 < at < len(tokens) - 1 and tokens[at - 1].text in QUOTES and tokens[at + 1].text in QUOTES


QUOTES = ('"', "'")


def _taken_back(frame: Frame, used: list[Met], sentence: Sentence, even: frozenset[str] = frozenset()) -> bool:
    """Whether a denial or a word of the guard, but none of `even`, stands outside of the phrases that fill the frame."""
    covered = {at for one in used if one.stop - one.start > 1 for at in range(one.start, one.stop)}
    guard = (frame.unless if frame.denied else frame.unless | NEGATIONS) - even
    if any(token.text in guard and at not in covered and not _cited(sentence, at) for at, token in enumerate(sentence.tokens)):
        return True
    if frame.family in UNDOING and frame.denied and not frame.signs.strip() and "without" in sentence.words and any(token.text == "without" and denied_itself(sentence, at) for at, token in enumerate(sentence.tokens)):
        return True
    if frame.after.isdisjoint(sentence.words):
        return False
    signed = 0
    for choice, sign in zip(frame.ideas, frame.signs):
        signed |= choice if sign != " " else 0
    last = max((one.start for one in used if one.ideas & signed), default=0)
    return any(token.text in frame.after and at > last and at not in covered for at, token in enumerate(sentence.tokens))
