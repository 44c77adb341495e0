"""Markdown as the blocks that a reader sees, each with the place of every character.

Block structure comes from markdown-it-py. What MkDocs adds to it (admonitions, content tabs, `:::` directives, front
matter) is taken apart here first, since CommonMark reads it as paragraphs and code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from operator import attrgetter

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..problem import Problem
from ..text import FENCE, Line
from .knowledge import about_attention, telling

BIBTEX = re.compile(r"@[A-Za-z]+\s*\{")  # an entry that stands in the text without a fence
ADMONITION = re.compile(r'^(?P<indent> *)(?:!!!|\?\?\?\+?|===\+?)[ \t]+(?P<kind>[\w-]*(?: [\w-]+)*)[ \t]*(?:"(?P<title>[^"]*)")?')
DIRECTIVE = re.compile(r"^ *:::")
OPTION = re.compile(r"^\s*(?:caption|title|alt|label):\s*(?P<value>.+)$")
META = re.compile(r"^\s*(?:title|description|subtitle|summary|abstract|tagline|site_name|site_description):\s*(?P<value>\S.*)$")
IGNORE = re.compile(r"<!--\s*attribution:\s*ignore\s+(?P<code>[A-Z]{3}\d{3})\s*(?:--\s*(?P<reason>.*?))?\s*-->")
HTML_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label|summary)\s*=\s*(?:"(?P<a>[^"<>]*)"|'(?P<b>[^'<>]*)')""")
LINK_TITLE = re.compile(r"""\]\((?:<[^<>\n]*>|[^()\s<>]*)\s+(?:"(?P<a>[^"\n]*)"|'(?P<b>[^'\n]*)')\)""")
MISCONCEPTION = re.compile(
    r"misconception|myth|mistake|error|\bwrong|falsehood|pitfall|not to write|bug|\bfalse\b|legend|confusion|don.t say|(?:may|must|can|should|do) ?not (?:conclude|infer|claim|follow|say)", re.I
)
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text that stands in one line of its file: text[start:] begins at line.text[offset]."""

    start: int
    line: Line
    offset: int


_start = attrgetter("start")


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item, table row, caption, code block … and where it stands.

    kind: paragraph, heading, table, code, title (of a link or image), caption, meta, claim (a misconception's title).
    `cells` holds a table's rows, header first. `top` numbers the outermost block around it.
    """

    kind: str
    text: str
    pieces: tuple[Piece, ...] | Callable[[], tuple[Piece, ...]]
    top: int = 0
    quoted: int = 0
    level: int = 0
    info: str = ""
    listed: bool = False
    refuted: bool = False
    cells: tuple[tuple["Block", ...], ...] = ()
    headings: tuple[str, ...] = ()
    lead: str = ""
    number: int = 0
    about: bool = True
    cache: dict = field(default_factory=dict)

    def place(self, offset: int) -> tuple[Line, int]:
        """The line and the offset in it of text[offset]."""
        if not isinstance(self.pieces, tuple):
            self.pieces = self.pieces()
        piece = self.pieces[max(0, bisect_right(self.pieces, offset, key=_start) - 1)]
        return piece.line, piece.offset + max(0, offset - piece.start)

    def problem(self, offset: int, code: str, message: str, help: str) -> Problem:
        line, column = self.place(offset)
        return line.problem(code, message, help, min(column, len(line.text)))


@dataclass(frozen=True, slots=True)
class Silence:
    """An ignore comment: it silences `code` in the blocks whose `top` it names."""

    code: str
    reason: str
    line: Line
    column: int
    top: int


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...]
    silences: tuple[Silence, ...]


def read(lines: Sequence[Line]) -> Document:
    """Take a text apart. Linear in its length, whatever it holds."""
    reader = _Reader(about_attention("\n".join(line.text for line in lines)))
    body = list(lines)
    if body and body[0].text.rstrip() == "---":
        end = next((i for i, line in enumerate(body[1:400], 1) if line.text.rstrip() in ("---", "...")), None)
        if end is not None:
            reader.front_matter(body[1:end])
            body = body[end + 1 :]
    reader.read(body, depth=0, quoted=0, refuted=False)
    return Document(tuple(reader.blocks), tuple(reader.silences()))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    parser.block.ruler.disable(["reference"])
    return parser


PARSER = _parser()


class _Reader:
    def __init__(self, about: bool) -> None:
        self.about = about
        self.blocks: list[Block] = []
        self.top = 0
        self.headings: list[tuple[int, str]] = []
        self.comments: list[tuple[re.Match[str], Line, int]] = []
        self.lead = ""

    def add(self, block: Block) -> None:
        block.headings = tuple(text for _, text in self.headings)
        block.lead = self.lead
        block.number = len(self.blocks)
        block.about = self.about
        if any(MISCONCEPTION.search(text) for text in block.headings) and block.kind != "heading":
            block.refuted = True
        self.blocks.append(block)
        if block.kind in ("paragraph", "heading"):
            self.lead = block.text

    def silences(self) -> Iterator[Silence]:
        for match, line, top in self.comments:
            yield Silence(match["code"], (match["reason"] or "").strip(), line, match.start(), top)

    def front_matter(self, lines: list[Line]) -> None:
        self.top += 1
        for line in lines:
            if found := META.match(line.text):
                self._single("meta", line, found.start("value"), found["value"].strip().strip("\"'"))

    def read(self, lines: list[Line], depth: int, quoted: int, refuted: bool) -> None:
        """Split off admonitions, tabs and directives; hand the rest to markdown-it."""
        plain: list[Line] = []
        fence: re.Match[str] | None = None
        index = 0
        while index < len(lines):
            line = lines[index]
            text = line.text
            stripped = text.lstrip(" ")
            if fence is not None:
                found = FENCE.match(text)
                if found and found["mark"].startswith(fence["mark"]) and not found["info"].strip():
                    fence = None
            elif stripped[:3] in ("```", "~~~"):
                found = FENCE.match(text)
                if found and not (found["mark"][0] == "`" and "`" in found["info"]):
                    fence = found
            elif stripped[:3] in ("!!!", "???", "===") and depth < DEEPEST and (found := ADMONITION.match(text)):
                self.parse(plain, quoted, refuted)
                plain = []
                width = len(found["indent"]) + 4
                stop = index + 1
                while stop < len(lines) and (not lines[stop].text.strip() or _indent(lines[stop].text) >= width):
                    stop += 1
                while stop > index + 1 and not lines[stop - 1].text.strip():
                    stop -= 1
                self.top += 1
                top = self.top
                claimed = bool(MISCONCEPTION.search(found["kind"]))
                if found["title"]:
                    self._single(
                        "claim" if claimed else "heading", line, found.start("title"), found["title"], refuted or claimed
                    )
                body = [replace(item, text=item.text[width:], column=item.column + width) for item in lines[index + 1 : stop]]
                first = len(self.blocks)
                self.read(body, depth + 1, quoted, refuted)
                for block in self.blocks[first:]:
                    block.top = top
                self.comments = [(m, c, t if t <= top else top) for m, c, t in self.comments]
                index = stop
                continue
            elif stripped[:3] == ":::" and DIRECTIVE.match(text):
                self.parse(plain, quoted, refuted)
                plain = []
                self.top += 1
                width = len(text) - len(stripped) + 4
                stop = index + 1
                while stop < len(lines) and lines[stop].text.strip() and _indent(lines[stop].text) >= width:
                    if option := OPTION.match(lines[stop].text):
                        self._single("caption", lines[stop], option.start("value"), option["value"].strip().strip("\"'"))
                    stop += 1
                index = stop
                continue
            plain.append(line)
            index += 1
        self.parse(plain, quoted, refuted)

    def parse(self, lines: list[Line], quoted: int, refuted: bool) -> None:
        if not lines:
            return
        tokens = PARSER.parse("\n".join([line.text for line in lines] if self.about else _thinned(lines)))
        quotes, listed = quoted, 0
        skip_until = -1
        for position, token in enumerate(tokens):
            if position <= skip_until:
                continue
            kind = token.type
            if token.level == 0 and token.map and token.nesting >= 0:
                self.top += 1
            if kind == "blockquote_open":
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif kind == "list_item_open":
                listed += 1
            elif kind == "list_item_close":
                listed -= 1
            elif kind in ("fence", "code_block"):
                self._code(token, lines, quotes, refuted)
            elif kind == "html_block":
                self._html(token, lines, quotes, refuted)
            elif kind == "table_open":
                skip_until = self._table(tokens, position, lines, quotes, refuted)
            elif kind == "inline" and token.map:
                if BIBTEX.match(token.content):
                    pieces = _pieces(token.content, token.map[0], lines)
                    self.add(Block("code", token.content, pieces, self.top, quotes, info="bibtex", refuted=refuted))
                    continue
                opener = tokens[position - 1]
                level = int(opener.tag[1]) if opener.type == "heading_open" else 0
                block = Block(
                    "heading" if level else "paragraph",
                    token.content,
                    partial(_pieces, token.content, token.map[0], lines),
                    self.top,
                    quotes,
                    level,
                    listed=listed > 0,
                    refuted=refuted,
                )
                if level:
                    self.headings = [(depth, text) for depth, text in self.headings if depth < level]
                self.add(block)
                if level:
                    self.headings.append((level, token.content))
                self._extras(block)

    def _single(self, kind: str, line: Line, offset: int, text: str, refuted: bool = False) -> None:
        self.add(Block(kind, text, (Piece(0, line, offset),), self.top, refuted=refuted))

    def _code(self, token: Token, lines: list[Line], quotes: int, refuted: bool) -> None:
        first = token.map[0] + (1 if token.type == "fence" else 0)
        content = token.content.rstrip("\n")
        pieces = partial(_pieces, content, first, lines)
        if content and first < len(lines):
            info = token.info.strip().lower()
            self.add(Block("code", content, pieces, self.top, quotes, info=info, refuted=refuted))

    def _html(self, token: Token, lines: list[Line], quotes: int, refuted: bool) -> None:
        for number in range(*token.map):
            for match in IGNORE.finditer(lines[number].text):
                self.comments.append((match, lines[number], self.top + 1))
        content = token.content.rstrip("\n")
        if content.startswith("<!--"):
            return
        block = Block("html", content, partial(_pieces, content, token.map[0], lines), self.top, quotes, refuted=refuted)
        self.add(block)
        for match in HTML_ATTRIBUTE.finditer(content):
            self._part(block, match)

    def _extras(self, block: Block) -> None:
        if "](" in block.text:
            for match in LINK_TITLE.finditer(block.text):
                self._part(block, match)
        if "<" in block.text and "=" in block.text:
            for match in HTML_ATTRIBUTE.finditer(block.text):
                self._part(block, match)
        if "<!--" in block.text:
            for match in IGNORE.finditer(block.text):
                if block.text.count("`", 0, match.start()) % 2:
                    continue
                line, column = block.place(match.start())
                found = IGNORE.search(line.text, column)
                if found:
                    self.comments.append((found, line, self.top + 1))

    def _part(self, block: Block, match: re.Match[str]) -> None:
        group = "a" if match["a"] is not None else "b"
        line, column = block.place(match.start(group))
        if match[group].strip():
            self.add(Block("title", match[group], (Piece(0, line, column),), block.top, block.quoted, refuted=block.refuted))

    def _table(self, tokens: list[Token], position: int, lines: list[Line], quotes: int, refuted: bool) -> int:
        rows: list[tuple[Block, ...]] = []
        row: list[Block] = []
        number, at = 0, 0
        while tokens[position].type != "table_close":
            token = tokens[position]
            if token.type == "tr_open":
                number, at, row = token.map[0], 0, []
            elif token.type == "inline":
                line = lines[min(number, len(lines) - 1)]
                column = line.text.find(token.content, at) if token.content else at
                column = at if column < 0 else column
                at = column + len(token.content)
                row.append(Block("cell", token.content, (Piece(0, line, column),), self.top, quotes, refuted=refuted))
            elif token.type == "tr_close":
                rows.append(tuple(row))
            position += 1
        if rows and rows[0]:
            first = rows[0][0]
            self.add(Block("table", "", first.pieces, self.top, quotes, cells=tuple(rows), refuted=refuted))
            for row_cells in rows:
                for cell in row_cells:
                    cell.headings = self.blocks[-1].headings
                    cell.refuted = self.blocks[-1].refuted
                    cell.about = self.about
        return position


COMMENT = re.compile(r"(?:^|(?<![=,(\[])[\s;{(])(?:#+|//+|--|%|/\*+|\"\"\"|''')[ \t]*(?P<text>[^\W\d_][^\n]{11,400})")
# The next line of a comment, if it goes on with the sentence: "# nobody had done this", "# before 2017".
GOES_ON = re.compile(r"\n[ \t]*(?:#|//|--|%)[ \t]+(?=(?:before|by|in|of|and|that|which|from|to|at|with|until|than|was|who|but|or|on|for|alone|not) )(?P<text>[^\n]{3,200})")


DOCSTRING = re.compile(r"(?<![=(,\[])(?<!= )(?P<quotes>\"\"\"|\'\'\')[ \t]*(?P<text>[^\W\d_].{11,1500}?)[ \t\n]*(?P=quotes)", re.DOTALL)


NOTE = re.compile(r"^\s*(?:annote|annotation|note|comment|remark)\s*=\s*[{\"](?P<text>[^{}\"\n]{12,400})[}\"]", re.M | re.I)


def comments(block: Block) -> Iterator[Block]:
    """The comments of a code block as paragraphs: what they say of people and years is said to a reader.

    Those of a BibTeX entry, before it or in its notes, keep the entry in their cache: it is what they speak of.
    """
    entries = [found.start() for found in BIBTEX.finditer(block.text)]
    read_to = 0
    for found in chain(COMMENT.finditer(block.text), NOTE.finditer(block.text) if entries else ()):
        if found.start("text") < read_to and found.re is COMMENT:
            continue
        text = found["text"].rstrip("\"'*/ \t")
        if found.re is COMMENT and (more := GOES_ON.match(block.text, found.end())) is not None and text[-1] not in ".!?:;":
            text += " " + more["text"]
            read_to = more.end()
        told = _told(block, found.start("text"), text)
        if entries:
            around = [at for at in entries if at < found.start()] if found.re is NOTE else [at for at in entries if at > found.start()][:1]
            told.cache["entry"] = block.text[around[-1] :].split("\n@", 1)[0] if around else ""
        else:
            told.cache["code"] = block.text
        yield told


WHOLE_LINE = re.compile(r"(?:^[ \t]*(?:#+|//+|--|%)[ \t]*\S[^\n]*(?:\n|$)){2,}", re.M)
LINE_MARK = re.compile(r"(?:^|\n)[ \t]*(?:#+|//+|--|%)[ \t]*")


def remarks(block: Block) -> Iterator[Block]:
    """Comments that go on over several lines, each as one paragraph."""
    for found in WHOLE_LINE.finditer(block.text):
        yield _told(block, found.start(), LINE_MARK.sub(lambda mark: " " * len(mark[0]), found[0]))


def docstrings(block: Block) -> Iterator[Block]:
    """The docstrings of a code block as paragraphs."""
    for found in DOCSTRING.finditer(block.text) if '"""' in block.text or "'''" in block.text else ():
        yield _told(block, found.start("text"), re.sub(r"\n[ \t]*", lambda line: " " * len(line[0]), found["text"]))


def _told(block: Block, at: int, text: str) -> Block:
    line, column = block.place(at)
    return replace(block, kind="paragraph", text=text, pieces=(Piece(0, line, column),), info="", cache={})


MARKERS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")


def _thinned(lines: list[Line]) -> list[str]:
    """The text of the lines, with what cannot concern any rule cut down to its markers and one letter.

    Reading Markdown is the dearest step, and most text is about something else. Quote and list markers, indentation,
    headings, tables, HTML and code fences stay, so that the structure does.
    """
    texts = [line.text for line in lines]
    start, fence = -1, ""
    for number, text in enumerate([*texts, ""]):
        mark = text.lstrip()[:3]
        if fence or mark in ("```", "~~~"):
            if mark in ("```", "~~~") and (not fence or mark == fence):
                fence = "" if fence else mark
            start = -1
        elif not mark:
            if start >= 0:
                part = texts[start:number]
                joined = " ".join(part)
                if (
                    len(joined) > 40
                    and "|" not in joined
                    and "<" not in joined
                    and "#" not in joined
                    and joined.rstrip()[-1:] not in (":", "?")
                    and not telling(joined)
                    and not MISCONCEPTION.search(joined)
                ):
                    marked = [MARKERS.match(item)[0] for item in part]
                    plain = not any(marked) and min(map(len, part)) > 8
                    for index, (item, mark) in enumerate(zip(part, marked), start):
                        if len(item) > 8:
                            texts[index] = "" if plain else mark + "x"
            start = -1
        elif start < 0:
            start = number
    return texts


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _pieces(content: str, first: int, lines: list[Line]) -> tuple[Piece, ...]:
    """Where each line of a block's content stands in the file's lines."""
    found, start = [], 0
    for number, part in enumerate(content.split("\n"), first):
        if number >= len(lines):
            break
        found.append(Piece(start, lines[number], max(0, lines[number].text.find(part))))
        start += len(part) + 1
    return tuple(found) or (Piece(0, lines[min(first, len(lines) - 1)], 0),)
