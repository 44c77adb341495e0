"""Which words a tagged text must hold for a pattern to have any chance, read off the pattern itself.

`(?:ATT |ADD )(?:was |is )(?:\\S+ ){0,3}?by WHO ` can match no text without ATT or ADD. One pass over a text's words then
tells which of the hundreds of patterns are worth running, and which need never be compiled.

Only what can be read off safely is used: a word counts if a blank stands on both sides of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

SPECIAL = r"()|{?*+\[\\.^$"
LEXEME = re.compile(
    rf"(?P<choice>\((?:\?:|\?P<\w+>)[^{SPECIAL.replace('|', '')}]*\))|" r"(?P<open>\((?:\?:|\?P<\w+>|\?=|\?!|\?<=|\?<!)?)|(?P<close>\))|(?P<bar>\|)|(?P<count>\{\d*,?\d*\}|[?*+])|(?P<set>\[(?:\\.|[^\]\\])+\])"
    rf"|(?P<escape>\\.)|(?P<any>[.^$])|(?P<text>[^{SPECIAL}]+(?![?*+{{])|[^{SPECIAL}])"
)
ZERO_WIDTH = frozenset({"(?=", "(?!", "(?<=", "(?<!"})
UNKNOWN = "\0"  # a stretch that may be anything
BREAK = "\1"  # any number of whole words
AMIDST = re.compile("^\1|(?<=[^ \1])\1")
MOST = 128
MOST_SETS = 4
USUAL = {
    word: weight
    for weight, words in (
        (60, "the , . of a is and in to"),
        (25, "that it for by not ( ) : are with as its this which on ' \" was ; - from be or they at has what"),
        (8, "one have an had were but no than who their how can you do first all only when where so then more i we"),
        (8, "attention ATT TRF WTS CODE MATH CITE model word words GBAH score scores"),
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a part of a pattern may match, and sets of words of which one each must occur."""

    strings: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()


EMPTY = Shape(frozenset({""}))
ANYTHING = Shape(frozenset({UNKNOWN}))


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """The four most telling sets of words of which a text must hold one each; fewer if the pattern tells fewer."""
    found = _Parser(pattern).parse()
    own = _words(found.strings)
    options = {*found.needs, own} if own else set(found.needs)
    return tuple(sorted(options, key=lambda words: (_weight(words), sorted(words)))[:MOST_SETS])


def _weight(words: frozenset[str]) -> int:
    return sum(USUAL.get(word, 1) for word in words)


def _words(strings: Iterable[str]) -> frozenset[str] | None:
    """One whole word of each string, or None when one of them holds none."""
    chosen = set()
    for string in strings:
        if BREAK in string:
            string = AMIDST.sub(UNKNOWN, string).replace(BREAK, " \2 ")
        whole = [part for part in string.split(" ")[1:-1] if part and part != "\2" and UNKNOWN not in part]
        if not whole:
            return None
        chosen.add(whole[0] if len(whole) == 1 else min(whole, key=_commonness))
    return frozenset(chosen)


def _commonness(word: str) -> tuple[int, int, str]:
    return USUAL.get(word, 1), -len(word), word


def _stops(string: str) -> bool:
    """Whether a string that begins at a word ends at one."""
    return string.endswith(" ") or string.endswith(BREAK) and string[-2:-1] in ("", " ", BREAK)


@cache
def _literal(text: str) -> Shape:
    return Shape(frozenset({text}))


@cache
def _choice(group: str) -> Shape:
    """A group of plain words, which most groups are."""
    return Shape(frozenset(group[group.index(">" if group[2] == "P" else ":") + 1 : -1].split("|")))


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.lexemes = [(match.lastgroup, match[0]) for match in LEXEME.finditer(pattern)]
        self.at = 0

    def parse(self) -> Shape:
        # a tagged pattern is anchored at a token: there is a blank before it
        return _sequence([EMPTY, self._alternatives(True)], True)

    def _alternatives(self, begins: bool) -> Shape:
        """`begins`: whether a word begins here."""
        branches = [self._branch(begins)]
        while self.at < len(self.lexemes) and self.lexemes[self.at][0] == "bar":
            self.at += 1
            branches.append(self._branch(begins))
        return branches[0] if len(branches) == 1 else _either(branches, begins)

    def _branch(self, begins: bool) -> Shape:
        parts: list[Shape] = []
        began = begins
        while self.at < len(self.lexemes):
            kind, raw = self.lexemes[self.at]
            if kind in ("bar", "close"):
                break
            self.at += 1
            if kind == "choice":
                part = _choice(raw)
            elif kind == "open":
                part = self._alternatives(begins)
                self.at += 1
                if raw in ZERO_WIDTH:
                    part = EMPTY
            elif kind == "text":
                part = _literal(raw)
            elif kind == "escape" and not raw[1].isalnum():
                part = _literal(raw[1])
            elif kind == "any" and raw in "^$" or raw == "\\b":
                part = EMPTY
            else:
                part = ANYTHING
            part = self._repeated(part)
            parts.append(part)
            begins = all(string[-1:] == " " or begins and string in ("", BREAK) for string in part.strings)
        return _sequence(parts, began)

    def _repeated(self, part: Shape) -> Shape:
        if self.at >= len(self.lexemes) or self.lexemes[self.at][0] != "count":
            return part
        raw = self.lexemes[self.at][1]
        self.at += 1
        if self.at < len(self.lexemes) and self.lexemes[self.at] == ("count", "?"):
            self.at += 1  # lazy
        if raw == "?":
            return Shape(part.strings | {""})
        return _many(part, optional=raw[0] == "*" or raw.startswith(("{0", "{,")))


def _many(part: Shape, optional: bool) -> Shape:
    """A part repeated: what it needs if it must occur, and a run of whole words if it is made of such."""
    filler = frozenset({BREAK if all(map(_stops, part.strings)) else UNKNOWN})
    return Shape(filler, () if optional else part.needs)


def _either(branches: list[Shape], begins: bool) -> Shape:
    strings = frozenset().union(*(branch.strings for branch in branches))
    bests = []
    for branch in branches:
        own = _words(" " + string for string in branch.strings) if begins else _words(branch.strings)
        options = (*branch.needs, own) if own else branch.needs
        if not options:
            return Shape(strings)
        bests.append(min(options, key=lambda words: (_weight(words), sorted(words))))
    return Shape(strings, (frozenset().union(*bests),))


def _sequence(parts: list[Shape], begins: bool) -> Shape:
    if len(parts) == 1:
        return parts[0]
    needed: list[frozenset[str]] = []
    strings = [" " if begins else ""]
    for part in parts:
        needed += part.needs
        closed = len(strings) > 1 and all(string.endswith(" ") for string in strings)
        if closed or len(strings) > 1 and len(strings) * len(part.strings) > MOST:
            if words := _words(strings):
                needed.append(words)
            strings = [UNKNOWN + " " if closed else UNKNOWN]
        strings = [before + after for before in strings for after in part.strings]
    return Shape(frozenset(strings), tuple(needed))
