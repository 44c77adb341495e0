"""Formulas: found in Markdown, checked, and set as MathML at build time, so that no page needs a script for them.

Authors write `$…$` in a line and `$$…$$` as a paragraph of its own. Three commands of ours carry the site's colours:
`\\query{…}`, `\\key{…}` and `\\value{…}`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from math_core import LatexError, LatexToMathML

from .notebook_html import line_in_json, rewrite_text, rewrite_text_cells
from .problem import Problem
from .prose import mask_code_and_comments, paragraphs
from .text import Line

ROLES = {"query": "010001", "key": "010002", "value": "010003"}  # marks that become classes; never seen as colours

INLINE = re.compile(r"(?<![\\$])(?:\\\\)*\$(?![\s$])(?P<latex>(?:\\.|[^\\$])+?)(?<!\s)\$(?!\$)", re.DOTALL)
DISPLAY = re.compile(r"(?P<before>(?:[ ]|[-*+][ ]|\d+[.)][ ])*)\$\$(?P<latex>(?:\\.|[^\\$])+)\$\$\s*", re.DOTALL)
STRAY_DISPLAY = re.compile(r"(?<!\\)\$\$")
STRAY_INLINE = re.compile(r"(?<!\\)\$(?=[^$]*?\\[A-Za-z]{2,})")
OPENS_BLOCK = re.compile(r"[ ]*(?:#{1,6}[ ]|!!!|\?\?\?|===)")  # the next line begins a block without a blank line
QUOTE = re.compile(r"^(?:[ ]*>)+", re.MULTILINE)

SET_INLINE = re.compile(r'<span class="arithmatex">\\\((?P<latex>.*?)\\\)</span>', re.DOTALL)
SET_DISPLAY = re.compile(r'<div class="arithmatex">\s*\\\[(?P<latex>.*?)\\\]\s*</div>', re.DOTALL)
# A table header or a summary that is one formula and nothing else has no name for those who do not see it.
FORMULA_AS_NAME = re.compile(
    r'<(?P<tag>th|summary)(?P<attributes>[^>]*)><math(?P<given>[^>]*\balttext="(?P<latex>[^"]*)"[^>]*)>(?P<inside>(?:(?!</?math|</th>|</summary>).)*)</math></(?P=tag)>',
    re.DOTALL,
)
IN_TITLE = re.compile(r"\\\((?P<arithmatex>.*?)\\\)|" + INLINE.pattern, re.DOTALL)
ROLE_STYLE = re.compile(r'style="color:#0?(?P<mark>01000[1-3]);"')
ROLE_COMMAND = re.compile(r"\\(?:query|key|value)(?![A-Za-z])\s*")
ANNOTATION = re.compile(r"<annotation .*?</annotation>", re.DOTALL)
ERROR = re.compile(r"(?P<offset>\d+): (?P<message>.*)", re.DOTALL)

NOTEBOOK_DISPLAY = re.compile(r"<p>\s*\$\$(?P<latex>[^$<>]+)\$\$\s*</p>")
NOTEBOOK_FORMULA = re.compile(r"\$\$(?P<display>[^$]+)\$\$|" + INLINE.pattern, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula of a Markdown text. `latex[0]` stands at `lines[0].text[start]`."""

    latex: str
    display: bool
    lines: tuple[Line, ...]
    start: int

    def problem(self, code: str, message: str, help: str, offset: int) -> Problem:
        """A problem at `latex[offset]`."""
        before = self.latex[:offset]
        row = before.count("\n")
        column = len(before) - (before.rfind("\n") + 1) + (self.start if row == 0 else 0)
        return self.lines[row].problem(code, message, help, column)


class FormulaError(Exception):
    """LaTeX that cannot be set: what is wrong, and at which character."""

    def __init__(self, message: str, offset: int):
        super().__init__(message)
        self.offset = offset


@lru_cache(maxsize=4096)  # each is checked where it stands, then set, and most stand in several places
def to_mathml(latex: str, *, display: bool) -> str:
    """`latex` as a `<math>` element that carries its source as alternative text and as an annotation.

    Raises FormulaError.
    """
    try:
        mathml = _converter().convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        match = ERROR.match(str(error))
        message, offset = (match["message"], int(match["offset"])) if match else (str(error), 0)
        raise FormulaError(message.strip().rstrip("."), min(offset, len(latex))) from None
    classes = {mark: f'class="x-{role}"' for role, mark in ROLES.items()}
    mathml = ROLE_STYLE.sub(lambda match: classes[match["mark"]], mathml)
    source = html.escape(ROLE_COMMAND.sub("", latex).strip())
    annotation = f'<annotation encoding="application/x-tex">{source}</annotation>'
    mathml = ANNOTATION.sub(lambda _: annotation, mathml)
    return mathml.replace("<math", f'<math alttext="{source}"', 1)


def find_formulas(lines: tuple[Line, ...]) -> Iterator[Formula | Problem]:
    """Every formula outside code and comments, in order; a Problem where dollars open none but seem meant to."""
    return (formula for _, formula in _formulas(lines, mask_code_and_comments(lines)))


def _formulas(lines: tuple[Line, ...], texts: tuple[str, ...]) -> Iterator[tuple[int, Formula | Problem]]:
    """The formulas of `lines`, each with the index of its first line; `texts` are the lines without code and comments."""
    for block in _blocks(texts):
        if not any("$" in texts[i] for i in block):
            continue
        text = QUOTE.sub(lambda match: " " * len(match[0]), "\n".join(texts[i] for i in block))
        whole = DISPLAY.fullmatch(text)
        found = [whole] if whole else list(INLINE.finditer(text))
        for match in found:
            first = block.start + text.count("\n", 0, match.start("latex"))
            last = block.start + text.count("\n", 0, match.end("latex"))
            start = match.start("latex") - (text.rfind("\n", 0, match.start("latex")) + 1)
            yield first, Formula(match["latex"], bool(whole), lines[first : last + 1], start)
        for problem in _stray_dollars(lines[block.start : block.stop], text, found):
            yield block.start, problem


def check_maths(lines: tuple[Line, ...]) -> Iterator[Problem]:
    """A problem for each formula that cannot be set, at the character where it fails."""
    for formula in find_formulas(lines):
        if isinstance(formula, Problem):
            yield formula
            continue
        try:
            to_mathml(formula.latex, display=formula.display)
        except FormulaError as error:
            yield formula.problem("MAT001", f"this formula cannot be set: {error}", HELP, error.offset)


HELP = r"correct the LaTeX; roles are coloured with \query{…}, \key{…} and \value{…}"


def mask_formulas(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """One text for each line, equally long, with code, comments and formulas replaced by spaces."""
    texts = mask_code_and_comments(lines)
    masked = list(texts)
    for first, formula in _formulas(lines, texts):
        if isinstance(formula, Formula):
            start = formula.start
            for row, part in enumerate(formula.latex.split("\n"), first):
                masked[row] = masked[row][:start] + " " * len(part) + masked[row][start + len(part) :]
                start = 0
    return tuple(masked)


def set_maths(content: str) -> str:
    """A page's HTML with MathML in place of what pymdownx.arithmatex marked.

    A formula that cannot be set stays as LaTeX; `check_maths` has reported it where it stands.
    """
    content = SET_DISPLAY.sub(lambda match: _display(html.unescape(match["latex"]).strip(), match[0]), content)
    content = SET_INLINE.sub(lambda match: _inline(html.unescape(match["latex"]), match[0]), content)
    return FORMULA_AS_NAME.sub(
        r'<\g<tag>\g<attributes>><span class="formula-name">\g<latex></span><math\g<given> aria-hidden="true">\g<inside></math></\g<tag>>', content
    )


def set_maths_in_title(title: str) -> str:
    """An entry of the table of contents with MathML in place of `\\(…\\)`, or of `$…$` where a notebook has it."""

    def convert(match: re.Match[str]) -> str:
        latex = html.unescape(match["arithmatex"] or match["latex"])
        return ANNOTATION.sub("", _inline(latex, match[0]))

    return IN_TITLE.sub(convert, title)


def set_notebook_maths(content: str, path: str, source: str) -> tuple[str, tuple[Problem, ...]]:
    """A rendered notebook with MathML in place of `$…$` and `$$…$$` in its text cells.

    `source` is the notebook's JSON, to name the line of a formula that cannot be set.
    """
    problems: list[Problem] = []

    def convert(latex: str, display: bool, otherwise: str) -> str:
        latex = html.unescape(latex)
        try:
            return to_mathml(latex.strip(), display=display)
        except FormulaError as error:
            line = line_in_json(path, source, latex)
            problems.append(line.problem("MAT001", f"this formula cannot be set: {error}", HELP))
            return otherwise

    def in_paragraph(match: re.Match[str]) -> str:
        return convert(match["display"] or match["latex"], bool(match["display"]), match[0])

    def in_cell(cell: str) -> str:
        cell = NOTEBOOK_DISPLAY.sub(lambda match: _wrap(convert(match["latex"], True, match[0])), cell)
        return rewrite_text(cell, lambda text: NOTEBOOK_FORMULA.sub(in_paragraph, text))

    return rewrite_text_cells(content, in_cell), tuple(problems)


def _blocks(texts: tuple[str, ...]) -> Iterator[range]:
    for paragraph in paragraphs(texts):
        start = paragraph.start
        for i in paragraph:
            if OPENS_BLOCK.match(texts[i]):
                yield from (range(start, i),) if start < i else ()
                yield range(i, i + 1)
                start = i + 1
        if start < paragraph.stop:
            yield range(start, paragraph.stop)


def _stray_dollars(lines: tuple[Line, ...], text: str, found: Iterable[re.Match[str]]) -> Iterator[Problem]:
    rest = list(text)
    for match in found:
        rest[match.start() : match.end()] = [c if c == "\n" else " " for c in match[0]]
    left = "".join(rest)
    stray = STRAY_DISPLAY.search(left)
    message, help = "this `$$` is no formula", "put `$$…$$` into a paragraph of its own, with a blank line on each side"
    if not stray:
        stray = STRAY_INLINE.search(left)
        message, help = "this `$` opens no formula", "write `$x$` without spaces inside, or `\\$` for a dollar"
    if stray:
        row = left.count("\n", 0, stray.start())
        yield lines[row].problem("MAT002", message, help, stray.start() - (left.rfind("\n", 0, stray.start()) + 1))


def _inline(latex: str, otherwise: str) -> str:
    try:
        return to_mathml(latex, display=False)
    except FormulaError:
        return otherwise


def _display(latex: str, otherwise: str) -> str:
    try:
        return _wrap(to_mathml(latex, display=True))
    except FormulaError:
        return otherwise


def _wrap(mathml: str) -> str:
    return f'<div class="formula">{mathml}</div>'


@cache
def _converter() -> LatexToMathML:
    macros = {role: rf"{{\color[HTML]{{{mark}}} #1}}" for role, mark in ROLES.items()}
    return LatexToMathML(annotation=True, fancy_error=False, macros=macros)
