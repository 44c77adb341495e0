"""The glossary in the text: the first use of a term in a section leads to its entry and carries its meaning.

The page docs/reference/glossary.md is the only source. A term is looked for by its name and plural, by the
abbreviation in brackets behind its name, or by what `data-forms="…"` lists; an empty list keeps a term that is an
everyday word too out of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .maths import mask_formulas
from .prose import blank
from .text import Line, with_code_flag
from .views import DEPTHS

PAGE = "reference/glossary.md"
KINDS = frozenset({"explanation", "question", "comparison"})  # pages whose text leads to the glossary
CLOSING = frozenset({"check yourself", "key findings", "recommendations"})  # sections that speak in short

ENTRY = re.compile(r'^\*\*(?P<name>[^*]+)\*\* *\{ *#(?P<id>[\w-]+)(?: +data-forms="(?P<forms>[^"]*)")? *\}$')
MEANING = re.compile(r"^: +(?P<meaning>.+)$")
SEE = re.compile(r"[;,]? see \[[^\]]*\]\([^)]*\)\.?\s*$")
MARKS = re.compile(r"[*`]|\[(?P<text>[^\]]*)\]\([^)]*\)(?:\{[^}]*\})?|\s*\(?\[-?@[^\]]*\]\)?")
ABBREVIATED = re.compile(r"^(?P<name>.+?) \((?P<short>[^()]+)\)$")

HEADING = re.compile(r"^(?P<marks>#{1,6}) +(?P<title>.*?)(?: *\{[^}]*\})? *$")
TAB = re.compile(r"^/{4,} tab \| (?P<depth>\w+)$")
FENCE = re.compile(r"^/{4,}(?: |$)")
NO_PROSE = re.compile(r"^(?: {4}|\||:::|!!!|\?\?\?|<|\ue000|\$\$)")
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)(?:\{[^}]*\})?)?|<[^>\s][^>]*>")
STRESSED = re.compile(r"(?<![*\w])(\*{1,3})(?=[^*\s])[^*]+\1")

DESCRIBED = re.compile(r'<a class="term" href="[^"#]*#(?P<id>[\w-]+)"')


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: the id of its place on the page, the words that stand for it in a text, its meaning as plain text."""

    id: str
    forms: tuple[str, ...]
    meaning: str


def load_terms(lines: tuple[Line, ...]) -> tuple[Term, ...]:
    """The entries of the page, in its order."""
    found = []
    for line, below in zip(lines, lines[1:], strict=False):
        entry, meaning = ENTRY.match(line.text), MEANING.match(below.text)
        if entry and meaning:
            listed = entry["forms"]
            forms = _listed(listed) if listed is not None else _forms(entry["name"])
            found.append(Term(entry["id"], forms, plain(meaning["meaning"])))
    return tuple(found)


def plain(markdown: str) -> str:
    """A meaning without its "see …", its links and its marks."""
    text = MARKS.sub(lambda match: match["text"] or "", SEE.sub("", markdown)).strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."


@lru_cache(maxsize=256)  # while serving, most pages stay as they are
def mark_terms(lines: tuple[Line, ...], terms: tuple[Term, ...], page: str) -> tuple[Line, ...]:
    """A page's lines with a link to the glossary at the first use of a term in each section, at each depth.

    `page` is where the glossary is, from this page. Headings, tables, figures, code, formulas, links and the closing
    sections are passed over. A word that is stressed is being introduced there and needs no link.
    """
    return tuple(_with_links(lines, terms, page))


def _with_links(lines: tuple[Line, ...], terms: tuple[Term, ...], page: str) -> Iterator[Line]:
    names = {form.lower(): term for term in terms for form in term.forms}
    if not names:
        yield from lines
        return
    pattern = _pattern(names)
    seen: dict[str, set[str]] = {depth: set() for depth in DEPTHS}
    depths, quiet = DEPTHS, False
    masked = mask_formulas(lines)
    for (line, code), text in zip(with_code_flag(lines), masked, strict=True):
        heading = None if code else HEADING.match(line.text)
        tab = None if code else TAB.match(line.text)
        if tab and tab["depth"].lower() in DEPTHS:
            depths = (tab["depth"].lower(),)
        elif not code and FENCE.match(line.text):
            depths = DEPTHS
        elif heading and depths == DEPTHS and len(heading["marks"]) in (2, 3):
            seen = {depth: set() for depth in DEPTHS}
            if len(heading["marks"]) == 2:
                quiet = heading["title"].lower() in CLOSING
        elif not (code or heading or quiet or NO_PROSE.match(line.text)):
            line = _marked(line, text, pattern, names, [seen[depth] for depth in depths], page)
        yield line


def describe_terms(content: str, terms: tuple[Term, ...]) -> str:
    """A page's HTML in which each link to the glossary carries the meaning of its term."""
    meanings = {term.id: html.escape(term.meaning) for term in terms}

    def described(match: re.Match[str]) -> str:
        id = match["id"]
        return f'{match[0]} aria-description="{meanings[id]}"' if id in meanings else match[0]

    return DESCRIBED.sub(described, content)


def _marked(
    line: Line,
    masked: str,
    pattern: re.Pattern[str],
    names: dict[str, Term],
    seen: list[set[str]],
    page: str,
) -> Line:
    text = blank(LINK, masked)
    introduced = [match.span() for match in STRESSED.finditer(text)]
    parts, done = [], 0
    for match in pattern.finditer(text):
        term = names[match[0].lower()]
        stressed = any(start <= match.start() < stop for start, stop in introduced)
        new = not all(term.id in known for known in seen)
        for known in seen:
            known.add(term.id)
        if new and not stressed:
            parts += [line.text[done : match.start()], f"[{match[0]}]({page}#{term.id}){{ .term }}"]
            done = match.end()
    return replace(line, text="".join([*parts, line.text[done:]])) if parts else line


def _pattern(names: dict[str, Term]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first; a name in capitals only as it is."""
    forms = sorted((form for term in set(names.values()) for form in term.forms), key=len, reverse=True)
    by_letter: dict[str, list[str]] = {}  # tried together, which takes half the time of one long list
    for form in forms:
        by_letter.setdefault(form[0].lower(), []).append(_either_case(form))
    either = "|".join(f"(?=[{re.escape(a + a.upper())}])(?:{'|'.join(some)})" for a, some in by_letter.items())
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")


def _either_case(form: str) -> str:
    if form[1:2].isupper() or not form[0].isalpha():
        return re.escape(form)
    return f"[{form[0].lower()}{form[0].upper()}]{re.escape(form[1:])}"


def _forms(name: str) -> tuple[str, ...]:
    match = ABBREVIATED.match(name)
    names = [match["name"], match["short"]] if match else [name]
    return tuple(form for one in names for form in (one, _plural(one)))


def _listed(forms: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in forms.split(",") if form.strip())


def _plural(name: str) -> str:
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"
