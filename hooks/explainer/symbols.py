"""The symbols of the formulas: each known one carries its meaning, and a list under each text leads to the notation.

The section "The symbols, one by one" of docs/reference/notation.md is the only source. A symbol is recognised as the
MathML that its LaTeX becomes, letter and index together, so that the `K` in $W^K$ is no matrix of keys.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .depths import TAB_FENCE
from .glossary import plain
from .maths import ANNOTATION, to_mathml
from .text import Line
from .views import DEPTHS

PAGE = "reference/notation.md"

ENTRY = re.compile(
    r'^\*\*(?P<forms>\$.+\$)\*\* *\{ *#(?P<id>symbol-[\w-]+)(?: +data-not-in="(?P<topics>[^"]*)")? *\}$'
)
MEANING = re.compile(r"^: +(?P<meaning>.+)$")
FORMULA = re.compile(r"\$([^$]+)\$")
TAB = re.compile(rf"^{TAB_FENCE} tab \| (?P<depth>\w+)$")
MARK = "\ue000symbols\ue000"
PLACEHOLDER = re.compile(f"<p>{MARK}</p>")
PANEL = 'class="tabbed-block"'
MATH = re.compile(r"(?P<open><math\b[^>]*><semantics>)(?P<inside>.*?)(?P<rest><annotation)", re.DOTALL)
# A letter with its indices, the innermost where they nest, or a letter alone.
ATOM = re.compile(r"<(?P<tag>msub|msup|msubsup)>(?:(?!<msu[bp]).)*?</(?P=tag)>|<mi>[^<]</mi>", re.DOTALL)
POWER = re.compile(r"<(?P<tag>msup|msubsup)>(?P<base>.*)(?:<mi>⊤</mi>|<mn>\d+</mn>)</(?P=tag)>", re.DOTALL)
TOPIC = re.compile(r'data-topic="([\w-]+)"')
MARKED = re.compile(r'data-symbol="(?P<id>[\w-]+)"')


@dataclass(frozen=True, slots=True)
class Symbol:
    """One entry: the id of its place on the page, its forms as LaTeX, its meaning as text and as HTML.

    `not_in` names the topics in which the same letters mean something else.
    """

    id: str
    forms: tuple[str, ...]
    meaning: str
    not_in: frozenset[str] = frozenset()

    @property
    def described(self) -> str:
        """The meaning as HTML, with its formulas set."""
        return FORMULA.sub(lambda match: _shown(match[1]), html.escape(self.meaning, quote=False))


def load_symbols(lines: tuple[Line, ...]) -> tuple[Symbol, ...]:
    """The entries of the page, in its order."""
    return tuple(
        Symbol(
            entry["id"],
            tuple(FORMULA.findall(entry["forms"])),
            plain(meaning["meaning"]),
            frozenset((entry["topics"] or "").split()),
        )
        for line, below in zip(lines, lines[1:], strict=False)
        if (entry := ENTRY.match(line.text)) and (meaning := MEANING.match(below.text))
    )


def place_lists(lines: tuple[Line, ...]) -> Iterator[Line]:
    """A page's lines with a placeholder at the end of each tab whose text may hold formulas."""
    depth = ""
    for line in lines:
        if match := TAB.match(line.text):
            depth = match["depth"].lower()
        elif line.text == TAB_FENCE and depth:
            if depth != DEPTHS[0]:
                yield replace(line, text="", column=1)
                yield replace(line, text=MARK, column=1)
                yield replace(line, text="", column=1)
            depth = ""
        yield line


def mark_symbols(content: str, symbols: tuple[Symbol, ...]) -> str:
    """A page's HTML in which every known symbol of a formula names its entry; powers and transposes belong to it."""
    forms = [(_inside(form), symbol) for symbol in symbols for form in symbol.forms]
    parts = TOPIC.split(content)  # text, topic, text, topic, text …
    for place in range(0, len(parts), 2):
        topic = parts[place - 1] if place else ""
        known = {form: symbol.id for form, symbol in forms if topic not in symbol.not_in}
        parts[place] = _mark(parts[place], known)
        if place:
            parts[place - 1] = f'data-topic="{topic}"'
    return "".join(parts)


def _mark(content: str, known: dict[str, str]) -> str:
    def atom(match: re.Match[str]) -> str:
        id = known.get(match[0]) or known.get(_without_power(match[0]))
        return _named(match[0], id) if id else match[0]

    return MATH.sub(lambda math: math["open"] + ATOM.sub(atom, math["inside"]) + math["rest"], content)


def insert_lists(content: str, symbols: tuple[Symbol, ...], url: str) -> str:
    """A page's HTML with a list of the symbols of each tab at its end; `url` leads to the page of notation."""

    def listed(match: re.Match[str]) -> str:
        panel = content[content.rfind(PANEL, 0, match.start()) : match.start()]
        used = {found["id"] for found in MARKED.finditer(panel)}
        rows = "".join(_row(symbol, _used_forms(symbol, panel), url) for symbol in symbols if symbol.id in used)
        if not rows:
            return ""
        return (
            '<details class="symbols" data-search-exclude><summary>The symbols in these formulas</summary>'
            f"<dl>{rows}</dl></details>"
        )

    return PLACEHOLDER.sub(listed, content)


def _row(symbol: Symbol, forms: list[str], url: str) -> str:
    links = ", ".join(
        f'<a href="{url}#{symbol.id}"><span class="formula-name">{html.escape(form)}</span>'
        + _shown(form).replace("<math", '<math aria-hidden="true"', 1)
        + "</a>"
        for form in forms
    )
    return f'<div data-for="{symbol.id}"><dt>{links}</dt><dd>{symbol.described}</dd></div>'


def _used_forms(symbol: Symbol, panel: str) -> list[str]:
    """The forms of a symbol that stand in a text; the first where it stands there only raised to a power."""
    return [form for form in symbol.forms if _named(_inside(form), symbol.id) in panel] or [symbol.forms[0]]


def _named(atom: str, id: str) -> str:
    return atom.replace(">", f' data-symbol="{id}">', 1)


def _shown(latex: str) -> str:
    """A formula without the source that a reader could copy."""
    return ANNOTATION.sub("", to_mathml(latex, display=False))


def _inside(latex: str) -> str:
    """The MathML of a form, without what wraps every formula."""
    return MATH.search(to_mathml(latex, display=False))["inside"]


def _without_power(atom: str) -> str:
    match = POWER.fullmatch(atom)
    if not match:
        return ""
    return match["base"] if match["tag"] == "msup" else f"<msub>{match['base']}</msub>"
