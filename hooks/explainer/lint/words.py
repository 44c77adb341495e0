"""The patterns over tagged sentences that rules are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from .kept import kept, sources
from .needs import MOST_SETS, needs


WIDTH = 1024  # patterns at most
FIRST_SET = (1 << WIDTH) - 1
PATTERNS: list[str] = []


class Tagged:
    """A pattern over tagged text, compiled when a text first holds the words that it needs."""

    def __init__(self, pattern: str) -> None:
        if len(PATTERNS) == WIDTH:
            raise ValueError(f"more than {WIDTH} patterns: make WIDTH larger")
        self.pattern = pattern
        self.bit = 1 << len(PATTERNS)
        PATTERNS.append(pattern)
        needed.cache_clear()
        worth_running.cache_clear()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def search(self, text: str) -> re.Match[str] | None:
        return self.regex.search(text) if worth_running(text) & self.bit else None

    def match(self, text: str) -> re.Match[str] | None:
        return self.regex.match(text) if worth_running(text) & self.bit else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.regex.finditer(text) if worth_running(text) & self.bit else iter(())

    def sub(self, replacement: str, text: str) -> str:
        return self.regex.sub(replacement, text) if worth_running(text) & self.bit else text


@cache
def needed() -> dict[str, int]:
    """Word → the patterns that need it, as bits: WIDTH bits for the first set of words that each needs, as many for the next.

    A pattern that needs fewer sets needs "" as well, which every text holds.
    """
    return kept("patterns", sources() + "\n".join(PATTERNS).encode(), _needed)


def _needed() -> dict[str, int]:
    found = {"": 0}
    for number, pattern in enumerate(PATTERNS):
        sets = needs(pattern)
        for place in range(MOST_SETS):
            for word in sets[place] if place < len(sets) else ("",):
                found[word] = found.get(word, 0) | 1 << number + place * WIDTH
    return found


@lru_cache(maxsize=256)
def worth_running(text: str) -> int:
    """The patterns, as bits, for which a text holds the words."""
    table = needed()
    held = table[""]
    for word in table.keys() & text.split(" "):
        held |= table[word]
    worth = held
    for place in range(1, MOST_SETS):
        worth &= held >> place * WIDTH
    return worth & FIRST_SET


class Patterns(tuple):
    """Patterns that are tried one after the other."""

    def __init__(self, _: Iterable[Tagged]) -> None:
        self.bits = sum(pattern.bit for pattern in set(self))

    def worth(self, text: str) -> Iterable[tuple[int, Tagged]]:
        """Number and pattern of those for which the text holds the words."""
        bits = worth_running(text) & self.bits
        return [(number, pattern) for number, pattern in enumerate(self) if pattern.bit & bits] if bits else ()


def tagged(pattern: str) -> Tagged:
    """A pattern over tagged text that begins at a token, or with `^ ` at the sentence's start."""
    return Tagged(pattern if pattern.startswith("^") else "(?<= )(?:" + pattern + ")")


@cache
def compiled(pattern: str) -> Tagged:
    """A pattern over a tagged sentence. `<~3>` is up to three tokens within a clause.

    Tokens end with one space, so a pattern reads `ATT <~2> was invented by`. `A|B` between blanks is a choice.
    """
    parts = []
    for part in pattern.split():
        optional = part.endswith("?") and len(part) > 1
        part = part.removesuffix("?") if optional else part
        if found := re.fullmatch(r"<~(\d+)>", part):
            parts.append(r"(?:(?![;:.!?] )\S+ ){0,%s}?" % found[1])
            continue
        if found := re.fullmatch(r"<\*(\d+)>", part):
            parts.append(r"(?:\S+ ){0,%s}?" % found[1])
            continue
        choices = []
        for choice in part.split("|"):
            if choice == "^":
                choices.append("^")
            else:
                choices.append(re.escape(choice).replace(r"\*", r"\S*").replace("_", " "))
        if choices == ["^"]:
            parts.append("^ ")
            continue
        parts.append(f"(?:{'|'.join(dict.fromkeys(choices))}) " if not optional else f"(?:(?:{'|'.join(dict.fromkeys(choices))}) )?")
    head = "" if parts and parts[0] == "^ " else "(?<= )"
    return Tagged(head + "".join(parts))
