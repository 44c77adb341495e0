"""Sentences whose names, works, mechanisms and years have become tokens, so that a rule can speak of claims.

`Vaswani et al. (2017) invented *attention*.` becomes ` GVAS ( Y2017 ) invented ATT . `; every token knows the place it
came from. Emphasis, links and tags vanish, so a rule never sees markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .document import Block
from .knowledge import AMBIGUOUS, GIVEN, PEOPLE, PHRASES, telling
from .naming import described

TOKEN = re.compile(
    r"""
      (?P<word>(?!https?://[^\s)>\]])[^\W\d_]+(?:['’][^\W\d_]+)*(?:[-‑–][^\W_]+(?:['’][^\W\d_]+)*)*)
    | (?P<cite>\[[^\[\]\n]{0,40}-?@[\w:.-]+[^\[\]\n]{0,120}\])
    | (?P<skip><!--(?:[^-]|-(?!->)){0,2000}-->|</?[A-Za-z][^<>]{0,400}>|\]\((?:<[^<>\n]{0,500}>|[^()\s]{0,500})(?:\s+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?\)|\]\[[^\[\]\n]{0,100}\]|~~[^~\n]{1,400}~~|\{[^{}\n]{0,100}\})
    | (?P<url>https?://[^\s)>\]]{1,500})
    | (?P<code>`[^`\n]{1,400}`)
    | (?P<math>\$\$[^$]{1,1000}\$\$|\$(?!\s)[^$\n]{1,500}\$)
    | (?P<image>!\[)
    | (?P<number>\d{4}\.\d{4,5}\b|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s)\b)?)
    | (?P<break>\n)
    | (?P<mark>[^\s\w*_\\]|_(?=\W|$)|(?<!\w)_)
    """,
    re.VERBOSE,
)
ENDING = frozenset({".", "!", "?", '"', "'", ")"})
SPEAKERS = (["q", ":"], ["a", ":"])
PROPER = frozenset({"OGOO", "OOTH", "OMTL", "MODEL", "PAPER"})
ABBREVIATIONS = frozenset(
    "al e.g i.e eq eqs fig figs sec secs vs dr prof cf ca approx resp no vol pp ed eds st mr mrs ms jr inc chap".split()
)
PREPRINTS = frozenset({"1706.03762", "1409.0473", "1409.3215", "1508.04025"})
CITED = re.compile(r"@([\w:.-]+)")
APART = re.compile(r"<(?:/?(?:br|p|li|div|figcaption|h\d|td|tr)|/summary)\b", re.I)  # tags that begin or end a block
MARKS = {"–": "-", "—": "-", "…": "..."} | dict.fromkeys("“”„‟«»\"", '"') | dict.fromkeys("‘’‚‛'", "'")
ETAL = (
    ("et", "al", "."), ("et", "al"), ("and", "colleagues"), ("and", "others"), ("and", "co-workers"), ("and", "coworkers"),
    ("and", "coauthors"), ("and", "co-authors"), ("and", "collaborators"), ("and", "company"), ("and", "co", "."),
    ("and", "friends"), ("and", "team"), ("and", "coll", "."), ("u", ".", "a", "."), ("&", "co", "."), ("with", "colleagues"),
)
JOINTS = frozenset({",", "and", "&", ";", "with", "plus", "together", "("})
GROUPED = frozenset("colleagues co-authors coauthors team collaborators co-workers coworkers group students fellow-workers".split())


UNNAMED = frozenset({"CODE", "MATH", "CITE", "WTS", "LAY"})
UNNAMED_AUTHORS = frozenset("author authors name names paper inventor inventors intern professor himself herself single-handedly co-workers".split())


@dataclass(slots=True)
class Token:
    text: str
    start: int
    stop: int
    raw: str
    names: tuple[str, ...] = ()


class Sentence:
    """One sentence: `text` is the tagged form, `bare` the same without bracketed years and citations.

    `words` are its tokens, `kinds` those that stand for names, works, mechanisms and years. `ideas` and `frames` are for frames.py.
    """

    __slots__ = ("block", "tokens", "index", "around", "text", "words", "kinds", "ideas", "frames", "bare", "_kept", "_places")

    def __init__(self, block: Block, tokens: list[Token]) -> None:
        self.block = block
        self.tokens = tokens
        self.index = 0
        self.around: list[Sentence] = []
        texts = [token.text for token in tokens]
        self.text = " " + " ".join(texts) + " "
        self.words = frozenset(texts)
        self.kinds = frozenset([word for word in self.words if word[0].isupper()])
        self.ideas: Any = None
        self.frames: Any = None
        self.bare, self._kept = self._without_brackets()
        self._places: list[int] | None = None

    def _without_brackets(self) -> tuple[str, Sequence[int]]:
        if "(" not in self.words and "CITE" not in self.words:
            return self.text, range(len(self.tokens))
        out, keep, depth = [" "], [], 0
        tokens = self.tokens
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.text == "(":
                stop = position + 1
                while stop < len(tokens) and stop - position < 14 and tokens[stop].text != ")":
                    stop += 1
                inside = tokens[position + 1 : stop]
                if stop < len(tokens) and tokens[stop].text == ")" and any(
                    t.text[0] == "Y" and t.text[1:].isdigit() or t.text.startswith("CITE") or t.text == "SEC" for t in inside
                ) and not any(t.text.startswith("G") and t.text[1:2].isupper() for t in inside):
                    position = stop + 1
                    continue
            if token.text == "CITE":
                position += 1
                continue
            out.append(token.text + " ")
            keep.append(position)
            position += 1
        return "".join(out), keep

    @property
    def _starts(self) -> list[int]:
        if self._places is None:
            self._places, at = [], 1
            for token in self.tokens:
                self._places.append(at)
                at += len(token.text) + 1
        return self._places

    def token_at(self, offset: int) -> Token:
        """The token at an offset of `text`."""
        return self.tokens[max(0, bisect_right(self._starts, offset) - 1)]

    def bare_token_at(self, offset: int) -> Token:
        at = 1
        for position in self._kept:
            size = len(self.tokens[position].text) + 1
            if at + size > offset:
                return self.tokens[position]
            at += size
        return self.tokens[-1]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def raw(self) -> str:
        return self.block.text[self.tokens[0].start : self.tokens[-1].stop]

    @property
    def asked(self) -> bool:
        return "?" in self.words and any(token.text == "?" for token in self.tokens[-3:])

    @property
    def names_works(self) -> bool:
        """Whether a person, work, mechanism or year is named here, or where a pronoun of this sentence may point."""
        if _names(self) or not self.words.isdisjoint(UNNAMED_AUTHORS):
            return True
        if self.index == 0:
            previous = self.block.cache.get("previous")
            return previous is not None and previous.text.rstrip()[-1:] in ("?", ":")
        return any(_names(before) or before.asked and not before.words.isdisjoint(UNNAMED_AUTHORS) for before in self.around[max(0, self.index - 2) : self.index])

    def near(self, distance: int) -> "Sentence | None":
        """The sentence that many places after (or before) this one in the same block."""
        position = self.index + distance
        return self.around[position] if 0 <= position < len(self.around) else None


def entry_before(sentence: Sentence) -> Sentence | None:
    """The last sentence of the entry of a list before the one that a sentence begins."""
    entry = sentence.block.cache.get("previous")
    if sentence.index or not sentence.block.listed or entry is None or not entry.listed:
        return None
    told = sentences(entry)
    return told[-1] if told else None


def _names(sentence: Sentence) -> bool:
    return any(not (kind in UNNAMED or kind[0] == "N" and kind[1:2].isdigit()) for kind in sentence.kinds)


EXACT_KINDS = frozenset("encoder-decoder dot-product scaled-dot-product multi-head full-sequence single-head old-fashioned so-called all-to-all soft-max self-made".split())


def of_a_kind(sentence: Sentence) -> bool:
    """`multi-axis attention`, `Average Attention`: a kind with a name of its own."""
    return any(
        after.text == "ATT" and ("-" in before.text[1:] and before.text not in EXACT_KINDS or after.raw[:1].isupper() and before.raw[:1].isupper() and before.text == before.raw.lower() and at > 0)
        for at, (before, after) in enumerate(pairwise(sentence.tokens))
    )


def relevant(block: Block) -> bool:
    """Whether a block names anything that a rule could speak about."""
    if telling(block.text, block.about):
        return True
    numbers = sum(number in block.text for number in ("1706.03762", "1409.0473"))
    return numbers > 1 or numbers == 1 and block.kind == "cell"


def sentences(block: Block) -> list[Sentence]:
    """The tagged sentences of a block, made once."""
    if "sentences" not in block.cache:
        block.cache["sentences"] = _sentences(block) if relevant(block) else []
    return block.cache["sentences"]


def _sentences(block: Block) -> list[Sentence]:
    found: list[Sentence] = []
    for tokens in _split(_tokens(block.text)):
        tagged = _named(tokens)
        if tagged and not _unnatural(tagged):
            found.append(Sentence(block, tagged))
    for index, sentence in enumerate(found):
        sentence.index = index
        sentence.around = found
    return found


def _unnatural(tokens: list[Token]) -> bool:
    """Whether this is no sentence but a heap of names, which would cost time and tell nothing."""
    return len(tokens) > 100 and sum(token.text[:1].isupper() for token in tokens) > 30


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    add = found.append
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        raw = match[0]
        start, stop = match.span()
        if kind == "word":
            low = raw.lower()
            if low == "s" and len(found) > 1 and found[-1].raw in APOSTROPHES and found[-1].stop == start and found[-2].stop == found[-1].start and found[-2].text[0] == "N":
                found[-1] = Token("'s", found[-1].start, stop, "'s")  # of `Gemma 3's`
                continue
            if low in DENIALS and found and _word_itself(text, start, stop, found[-1].text):
                low = "word"
            if low in UNITS and found and found[-1].text[0] == "Y" and found[-1].text[1:].isdigit():
                found[-1].text = "N" + found[-1].raw  # 2000 components are no year
            if not raw.isascii():
                low = low.replace("–", "-").replace("‑", "-").replace("’", "'")
            if low[-2:] == "'s" and len(low) > 3:
                add(Token(low[:-2], start, stop - 2, raw[:-2]))
                add(Token("'s", stop - 2, stop, "'s"))
            else:
                add(Token(low, start, stop, raw))
        elif kind == "mark":
            if raw not in "[]_":
                add(Token(MARKS.get(raw, raw), start, stop, raw))
        elif kind == "break":
            add(Token("\n", start, stop, raw))
        elif kind == "number":
            add(Token(_number(raw), start, stop, raw))
        elif kind == "code":
            named = raw.strip("`")
            add(Token(named if named in PREPRINTS else "CODE", start, stop, raw, (named,)))
        elif kind == "math":
            add(Token("MATH", start, stop, raw, (raw.strip("$"),)))
            if "\\text" in raw or "\\mbox" in raw:
                for said in WORDS_IN_MATH.finditer(raw):
                    for token in _tokens(said[1]):
                        add(Token(token.text, start + said.start(1) + token.start, start + said.start(1) + token.stop, token.raw, token.names))
        elif kind == "cite":
            add(Token("CITE", start, stop, raw, tuple(key.rstrip(".:") for key in CITED.findall(raw))))
        elif kind == "image" or kind == "skip" and raw[0] != "]" and APART.match(raw):
            add(Token("¶", start, stop, raw))
        elif kind == "url":
            for name in ("1706.03762", "1409.0473"):
                if name in raw:
                    add(Token(name, start, stop, raw))
    return found


WORDS_IN_MATH = re.compile(r"\\(?:text|mbox|textrm|textit)\{([^{}$]*\w\s[^{}$]*\w\s[^{}$]*)\}")  # three at least: a remark, no name of a function
UNITS = frozenset("components component dimensions numbers entries coordinates units features".split())
APOSTROPHES = frozenset("'’")
DENIALS = frozenset("not no never nothing without nor none".split())
POINTING = frozenset("on at to from of word token upon for".split())


def _word_itself(text: str, start: int, stop: int, before: str) -> bool:
    """Whether a word is spoken of: `the weight on *not*`, `the word “never”`."""
    opened, closed = text[start - 1], text[stop : stop + 1]
    return before in POINTING and opened in "*_" and closed == opened


def _number(raw: str) -> str:
    """`Y2017` for a year, the number of a paper as it stands, `N8` for any other number."""
    if raw in PREPRINTS:
        return raw
    if len(raw) == 4 and raw[:2] in ("19", "20") and raw.isdigit():
        return "Y" + raw
    if len(raw) == 5 and raw[4] == "s" and "1900" < raw < "2010":
        return "Y" + raw[:4]
    return "N" + raw.lower()


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut at the ends of sentences; never later than at 250 tokens."""
    current: list[Token] = []
    ending = False  # whether a sentence may end after the last token
    for position, token in enumerate(tokens):
        text = token.text
        if text == "\n":
            following = [token.text for token in tokens[position + 1 : position + 3]]
            answers = following[:1] == [":"] and any(token.text == "?" for token in current[-3:])  # as in a definition list
            if answers or following in SPEAKERS:
                if current:
                    yield current
                current, ending = [], False
            continue
        if text == "¶":
            if current:
                yield current
            current, ending = [], False
            continue
        if text == ":" and not current and position and tokens[position - 1].text == "\n":
            continue
        if ending and _ends(current, token):
            yield current
            current = []
        current.append(token)
        ending = text in ENDING
        if len(current) >= 250:
            yield current
            current, ending = [], False
    if current:
        yield current


def _ends(current: list[Token], following: Token) -> bool:
    """Whether `current` is a whole sentence before `following`."""
    last = len(current) - 1
    while last > 0 and current[last].text in ('"', "'", ")"):
        last -= 1
    mark = current[last].text
    if mark not in (".", "!", "?"):
        return False
    if following.text in ('"', "'", ")") and following.start == current[-1].stop:
        return False
    if following.start == current[-1].stop:
        return False
    first = following.raw[:1]
    if not (first.isupper() or first.isdigit() or first in "“„«\"‘'[`$(-—→⇒➜" or following.text in ("CITE", "MATH", "CODE")):
        return False
    if mark == "." and last > 0:
        before = current[last - 1]
        if before.text in ABBREVIATIONS and before.text not in ("al", "no"):
            return False
        if before.text == "al":
            return first.isupper() and following.text not in PEOPLE
        if len(before.raw) == 1 and before.raw.isupper():
            return False
    return True


def _named(tokens: list[Token]) -> list[Token]:
    """Replace the names that the knowledge file lists by their tokens, then join people into groups."""
    out: list[Token] = []
    position, total = 0, len(tokens)
    while position < total:
        token = tokens[position]
        phrases = PHRASES.get(token.text)
        if phrases is None:
            out.append(token)
            position += 1
            continue
        best: tuple[int, str] | None = None
        for words, tag in phrases:
            size = len(words)
            if size == 1 or position + size <= total and tokens[position + 1].text == words[1] and all(
                tokens[position + k].text == words[k] for k in range(2, size)
            ):
                best = (size, tag)
                break
        if best:
            size, tag = best
            if tag in PROPER and not any(t.raw[:1].isupper() for t in tokens[position : position + size]):
                out.append(token)
                position += 1
                continue
            last = tokens[position + size - 1]
            if tag[0] == "P" and out and out[-1].text in ('"', "'") and position + size < total and tokens[position + size].text in ('"', "'", ",", "."):
                out.pop()
                if tokens[position + size].text in ('"', "'"):
                    last = tokens[position + size]
                    size += 1
            raw = " ".join(t.raw for t in tokens[position : position + size])
            out.append(Token(tag, token.start, last.stop, raw, (raw.lower(),)))
            position += size
            continue
        out.append(token)
        position += 1
    return described(_grouped(_other_titles(out)))


def _other_titles(tokens: list[Token]) -> list[Token]:
    """An unknown title between quotation marks is one token: `“Object Detection With Split Transformer”, CVPR, 2022` says nothing of the Transformer."""
    marks = [at for at, token in enumerate(tokens) if token.text == '"']
    for start, stop in reversed(list(zip(marks[::2], marks[1::2]))):
        inside = tokens[start + 1 : stop]
        long_words = [token for token in inside if len(token.raw) > 3 and token.raw[0].isalpha()]
        if len(long_words) < 4 or 3 * sum(token.raw[0].isupper() for token in long_words) < 2 * len(long_words) or any(token.text in ("PVAS", "PBAH", "PLUO", "PSUT", "?") for token in inside):
            continue
        raw = " ".join(token.raw for token in inside)
        tokens = [*tokens[: start + 1], Token("PAPER", inside[0].start, inside[-1].stop, raw, (raw.lower(),)), *tokens[stop:]]
    return tokens


def _is_person(tokens: list[Token], position: int) -> bool:
    token = tokens[position]
    if token.text not in PEOPLE or not token.raw[:1].isupper():
        return False
    if token.text not in AMBIGUOUS:
        return True
    before = tokens[position - 1].text if position else ""
    two = tokens[position - 2].text if position > 1 else ""
    after = tokens[position + 1].text if position + 1 < len(tokens) else ""
    third = tokens[position + 2].text if position + 2 < len(tokens) else ""
    if token.text in ("cho", "luong", "manning", "graves", "mnih"):
        return True
    return (
        before in GIVEN
        or (before == "." and len(two) == 1)
        or (before in (",", "and", "&") and two in PEOPLE)
        or after in ("et", "'s") and third in ("al", "paper")
        or (after in (",", "and", "&") and third in PEOPLE)
        or (after in ("and", "with") and third in GROUPED)
        or (after == "(" and third[:1] == "Y")
    )


def named(phrase: str) -> list[Token]:
    """A phrase in the tagged form that it has inside of a sentence."""
    return _named(_tokens(phrase))


def _grouped(tokens: list[Token]) -> list[Token]:
    """`D. Bahdanau, Kyunghyun Cho and Y. Bengio` → one token GBAH."""
    if PEOPLE.keys().isdisjoint([token.text for token in tokens]):
        return tokens
    out: list[Token] = []
    position, total = 0, len(tokens)
    while position < total:
        if not _is_person(tokens, position):
            out.append(tokens[position])
            position += 1
            continue
        names = [tokens[position].text]
        first = last = position
        while out and (out[-1].text in GIVEN or (out[-1].text == "." and len(out) > 1 and len(out[-2].raw) == 1 and out[-2].raw.isupper())):
            if out[-1].text == ".":
                out.pop()
            out.pop()
        start = tokens[position].start
        position += 1
        others = ended = False
        while position < total:
            size = _etal(tokens, position)
            if size:
                others = True
                last = position + size - 1
                position += size
                continue
            step = position
            separated = False
            while step < total and tokens[step].text in JOINTS and step - position < 3 and not (ended and tokens[step].text in (",", ";")):
                separated = True
                step += 1
            joined = {tokens[k].text for k in range(position, step)}
            if separated:
                step = _past_role(tokens, step)
            if "(" in joined and "with" not in joined:
                separated = False
            if separated or (others and step < total and tokens[step].text == ","):
                while step < total and (
                    tokens[step].text in GIVEN
                    or (len(tokens[step].raw) == 1 and tokens[step].raw.isupper())
                    or (tokens[step].text == "." and len(tokens[step - 1].raw) == 1)
                ):
                    step += 1
            if not separated or step >= total or tokens[step].text not in PEOPLE or not tokens[step].raw[:1].isupper():
                break
            if others and step + 1 < total and _etal(tokens, step + 1):
                break  # "Bahdanau et al. and Vaswani et al." are two groups
            names.append(tokens[step].text)
            ended = ended or not joined.isdisjoint({"and", "&"})
            last = step
            position = step + 1
        raw = " ".join(t.raw for t in tokens[first : last + 1])
        out.append(Token(_group(names, others), start, tokens[last].stop, raw, tuple(names) + (("+",) if others else ())))
    return out


ROLES = frozenset("student supervisor intern colleague host adviser advisor postdoc co-author doctoral phd former young professor then".split())


def _past_role(tokens: list[Token], at: int) -> int:
    """`and his student Bahdanau`: where the name begins; `at` if this is no such thing."""
    step = at
    if step < len(tokens) and tokens[step].text in ("his", "her", "the", "their"):
        step += 1
        while step < len(tokens) and tokens[step].text in ROLES and step - at < 4:
            step += 1
        if step > at + 1 and step < len(tokens) and (tokens[step].text in PEOPLE or tokens[step].text in GIVEN):
            return step
    return at


def _etal(tokens: list[Token], position: int) -> int:
    for words in ETAL:
        if all(position + k < len(tokens) and tokens[position + k].text == word for k, word in enumerate(words)):
            return len(words)
    if tokens[position].text in ("and", "with", "&") and position + 2 < len(tokens) and tokens[position + 1].text in (
        "his", "her", "their", "its", "seven", "two", "several", "other", "some", "the"
    ):
        for step in range(position + 2, min(position + 5, len(tokens))):
            if tokens[step].text in GROUPED:
                return step - position + 1
    return 0


def _group(names: list[str], others: bool) -> str:
    """The token of a group of people, from the surnames and from "et al."."""
    kinds = {PEOPLE[name] for name in names}
    trio = kinds & {"BAH", "CHO", "BEN"}
    if trio and kinds <= {"BAH", "CHO", "BEN"}:
        if len(trio) == 3 or (others and PEOPLE[names[0]] == "BAH"):
            return "GBAH"
        if others and PEOPLE[names[0]] == "CHO":
            return "GCHO"
        return "GPART"
    if trio:
        return "GMIX"
    if kinds == {"VAS"}:
        return "GVAS" if "vaswani" in names or len(names) > (1 if others else 2) else "GOTH"
    if "VAS" in kinds and PEOPLE[names[0]] == "VAS":
        return "GVMIX"
    if kinds == {"LUO"} and "luong" in names:
        return "GLUO"
    if kinds == {"SUT"} and "sutskever" in names:
        return "GSUT"
    return "GOTH"
