"""Who did what: verbs and nouns of origination with their agent and their object, found by position.

A surface pattern knows one wording; roles know that the first mechanism after an active "introduced" is what was
introduced, that the nearest one before "was introduced" is it, and that the agent stands on the other side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .tagging import Sentence

AGENTS = frozenset("GVAS GVMIX GLUO GSUT GOTH GOTHD GCHO OGOO OOTH PVAS PLUO PSUT PCHO PXU GPART GMIX GINT GBAH PBAH OMTL MODEL TRF RNNS".split())
MECHANISMS = frozenset("ATT TRF SELF MHA SDP ADD DOT LOC POS ROPE QKV RESN MASK GRU FLASH VAR ONLY LSTM RNNS LAY".split())
VERBS = frozenset(
    """invented introduced proposed devised pioneered originated created discovered conceived coined unveiled developed invents introduces proposes
    invent introduce propose pioneer devise discover coin unveil hatched conceive inventing introducing proposing discovering formulated originate originates
    dreamt dreamed debuted suggested founded worked-out described presented published brought gave put added let gives brings adds contributed contributes establishes
    established launched thought came created""".split()
)
WEAK = frozenset("described presented published brought gave put added let gives brings adds developed created suggested came thought contributed contributes launched".split())
BE = frozenset("is are was were be been being".split())
NOUNS = frozenset(
    """invention inventions inventor inventors brainchild idea father fathers originator originators creator creators pioneer pioneers birth birthplace cradle origin origins discoverer discoverers
    discovery innovation mother parents founders birthday beginning dawn invention's credit merit birth-certificate history""".split()
)
STOPS = frozenset({";", ".", "!", "?", ":"})
BLOCKS = frozenset("not never nor neither but whereas while unlike although though which who whose where when because since before after without than if instead".split())


@dataclass(frozen=True, slots=True)
class Role:
    """One act of origination. Positions count the tokens of the sentence."""

    cue: int
    agent: int
    thing: int
    weak: bool


def roles(sentence: Sentence) -> list[Role]:
    """Every act of origination whose agent and thing can be told."""
    key = f"roles{sentence.index}"
    if key not in sentence.block.cache:
        sentence.block.cache[key] = list(_roles(sentence))
    return sentence.block.cache[key]


def _roles(sentence: Sentence) -> Iterator[Role]:
    tokens = sentence.tokens
    if not (sentence.kinds & AGENTS and sentence.kinds & MECHANISMS):
        return
    words = [token.text for token in tokens]
    for cue, word in enumerate(words):
        if word in VERBS:
            weak = word in WEAK and not ("first" in words[max(0, cue - 3) : cue + 3] or "origin" in words)
            before = words[max(0, cue - 4) : cue]
            passive = word.endswith(("ed", "ought", "t", "eived")) and (
                bool(BE & set(before)) or (cue and words[cue - 1] in (",", "(", "first", "originally") or cue and words[cue - 1] in MECHANISMS)
            ) and _follows_by(words, cue)
            if passive or (BE & set(before[-3:]) and not _has_object(words, cue)):
                thing = _seek(words, cue, -1, 11, MECHANISMS, strict=False)
                agent = _seek(words, cue, 1, 10, AGENTS, strict=True)
                if agent is None and cue and words[cue - 1] in AGENTS:
                    agent = cue - 1
            else:
                agent = _seek(words, cue, -1, 10, AGENTS, strict=True)
                thing = _seek(words, cue, 1, 9, MECHANISMS, strict=True)
            if agent is not None and thing is not None and agent != thing:
                yield Role(cue, agent, thing, weak)
        elif word in NOUNS:
            thing = _seek(words, cue, 1, 6, MECHANISMS, strict=True)
            if thing is None or not ("of" in words[cue:thing] or "behind" in words[cue:thing] or "for" in words[cue:thing]):
                after = thing
                thing = _seek(words, cue, -1, 9, MECHANISMS, strict=True)
                if thing is not None and not (BE & set(words[thing:cue]) or "," in words[thing:cue] or "'s" in words[thing:cue]):
                    thing = None
                if thing is None and after is not None and word in ("idea",) and "'s" in words[max(0, cue - 3) : cue]:
                    thing = after
            if thing is None:
                continue
            agent = _nearest(words, cue, thing)
            if agent is not None and agent != thing:
                yield Role(cue, agent, thing, word in ("idea", "history", "beginning", "birthday", "innovation"))


def _follows_by(words: list[str], cue: int) -> bool:
    return bool({"by", "at", "in", "with", "from", "alongside"} & set(words[cue + 1 : cue + 8]))


def _has_object(words: list[str], cue: int) -> bool:
    return cue + 1 < len(words) and (words[cue + 1] in MECHANISMS or words[cue + 1] in ("the", "a", "an") and cue + 2 < len(words) and words[cue + 2] in MECHANISMS)


def _seek(words: list[str], cue: int, step: int, reach: int, wanted: frozenset[str], strict: bool) -> int | None:
    position = cue + step
    while 0 <= position < len(words) and abs(position - cue) <= reach:
        word = words[position]
        if word in wanted and not (word in ("RNNS", "TRF", "MODEL") and wanted is AGENTS and step > 0 and False):
            return position
        if word in STOPS or (strict and word in BLOCKS and word not in ("who", "which")):
            return None
        if not strict and word in ("but", "whereas", "while", "unlike"):
            return None
        position += step
    return None


def _nearest(words: list[str], cue: int, thing: int) -> int | None:
    best = None
    for position, word in enumerate(words):
        if word not in AGENTS or position == thing:
            continue
        low, high = sorted((position, cue))
        if any(w in STOPS - {":"} or w in ("but", "whereas", "while", "unlike", "not") for w in words[low:high]):
            continue
        distance = abs(position - cue)
        if distance <= 14 and (best is None or distance < abs(best - cue)):
            best = position
    return best
