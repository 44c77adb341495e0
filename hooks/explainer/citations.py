"""Citations: `[@key]` in Markdown becomes a link to the page of references, which is made from a BibTeX file."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from string import ascii_lowercase as LETTERS
from urllib.parse import urlsplit

from pybtex.database import BibliographyData, Person, parse_string
from pybtex.database import Entry as RawEntry
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from .maths import mask_formulas
from .notebook_html import line_in_json, rewrite_text, rewrite_text_cells
from .problem import ContentError, Problem
from .prose import blank
from .text import Line, split_lines

PAGE = "references.md"
LISTED_PAGES = 3  # more citing pages than this are folded away
EXAMPLE = "write [@bahdanau2015], [@bahdanau2015, sec. 3.1], [@bahdanau2015; @vaswani2017] or [-@bahdanau2015]"

KEY = r"[A-Za-z0-9][\w:-]*"
BRACKETS = re.compile(r"(?<!\\)\[(?P<inside>[^\[\]\n]*(?:\n[^\[\]\n]*\S[^\[\]\n]*)?)\]")
MENTIONS_KEY = re.compile(r"(?:^|[\s;-])@\w")
ITEM = re.compile(rf"\s*(?P<bare>-?)@(?P<key>{KEY})\s*(?:,\s*(?P<locator>[^@;]*[^@;\s]))?\s*")
TAG = re.compile(r"</?[A-Za-z](?:[^<>\n]|\n(?!\s*\n))*>|<https?://[^\s<>]*>")
LINK = re.compile(r"!?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
LINK_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\[\]]*\]:[ ]*(?:https?://|<)\S*", re.MULTILINE)
ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*(?P<key>[^\s,{}]+)\s*,", re.IGNORECASE)
FIELD = re.compile(r"^\s*(?P<name>\w+)\s*=")
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>$#|^~])")
QUOTE_PREFIX = re.compile(r"[ >]*")
LINE_BREAK = re.compile(r"\n[ >]*")

LATEX = re.compile(r"[\\{}$~%]|--|``|''")

FIELDS = frozenset("title year journal booktitle institution volume number pages eprint doi url note".split())
ARXIV = re.compile(r"\d{4}\.\d{4,5}")
DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One work. `authors` are full names, `surnames` what a citation calls them; empty text where a field is unknown.

    `letter` tells works apart that a citation would name alike: 2014a, 2014b.
    """

    key: str
    authors: tuple[str, ...]
    surnames: tuple[str, ...]
    year: int
    title: str
    venue: str
    pages: str
    doi: str
    arxiv: str
    url: str
    note: str
    line: Line
    letter: str = ""

    @property
    def date(self) -> str:
        """The year as a citation gives it, with the letter."""
        return f"{self.year}{self.letter}"

    @property
    def short(self) -> str:
        """The authors as a citation in the text names them: up to three surnames, else the first and "et al."."""
        return f"{self.surnames[0]} et al." if len(self.surnames) > 3 else enumerate_names(self.surnames, "&")


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works of one BibTeX file, by key, in the order of the file."""

    path: str
    entries: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Citation:
    """One `[@a, sec. 1; @b]`: its items are (key, locator, year only). It ends in `last` before column `stop`."""

    items: tuple[tuple[str, str, bool], ...]
    first: int
    start: int
    last: int
    stop: int


@lru_cache(maxsize=1)  # while serving, the same file is read for every save
def load_bibliography(path: str, text: str) -> Bibliography:
    """Read a BibTeX file. Raises ContentError with the place of everything that is wrong in it."""
    lines = split_lines(path, text)
    where: dict[str, Line] = {}
    problems: list[Problem] = []
    for line in lines:
        match = ENTRY.match(line.text)
        if match and match["key"].lower() in where:
            fault = f"the key `{match['key']}` stands twice"
            problems.append(line.problem("CIT003", fault, "remove one of the two entries", match.start("key")))
        elif match:
            where[match["key"].lower()] = line
    if problems:
        raise ContentError(problems)
    entries: dict[str, Entry] = {}
    for key, raw in _parse(lines, text).entries.items():
        line = where.get(key.lower(), lines[0])
        faults = list(_faults(raw, _field_lines(lines, line), line))
        problems += faults
        if not faults:
            entries[key] = _entry(key, raw, line)
    if problems:
        raise ContentError(problems)
    return Bibliography(path, _with_letters(entries))


def cite(
    lines: tuple[Line, ...], bibliography: Bibliography, url_of_references: str
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines with a link to the references in place of each citation.

    Code, formulas, comments, tags and the destinations of links stay as they are. `url_of_references` leads from the
    page to the page of references, for example `../references.md`.
    """
    problems: list[Problem] = []
    edits: dict[int, list[tuple[int, int, str]]] = {}
    emptied: set[int] = set()
    for citation in _find(lines):
        if isinstance(citation, Problem):
            problems.append(citation)
            continue
        unknown = list(_unknown_keys(citation, lines, bibliography))
        problems += unknown
        if unknown:
            continue
        text = _link(citation, bibliography, url_of_references)
        if citation.first == citation.last:
            edits.setdefault(citation.first, []).append((citation.start, citation.stop, text))
            continue
        end = len(lines[citation.first].text)
        edits.setdefault(citation.first, []).append((citation.start, end, text))
        begin = QUOTE_PREFIX.match(lines[citation.last].text).end()
        edits.setdefault(citation.last, []).append((begin, citation.stop, ""))
        if not lines[citation.last].text[citation.stop :].strip():
            emptied.add(citation.last)  # an empty line would end the paragraph
    result = (
        replace(line, text=_edited(line.text, edits[index])) if index in edits else line
        for index, line in enumerate(lines)
        if index not in emptied
    )
    return tuple(result), tuple(problems)


def cite_in_notebook(
    content: str, bibliography: Bibliography, url_of_references: str, path: str, source: str
) -> tuple[str, tuple[str, ...], tuple[Problem, ...]]:
    """A rendered notebook with links in place of the citations in its text cells; the keys it cites; and problems.

    `source` is the notebook's JSON, to name the line of a citation that cannot be resolved.
    """
    keys: dict[str, None] = {}
    problems: list[Problem] = []

    def convert(match: re.Match[str]) -> str:
        written = html.unescape(match[0])
        lines = (replace(line_in_json(path, source, written), text=" ".join(written.split())),)
        for found in _find(lines):
            faults = [found] if isinstance(found, Problem) else list(_unknown_keys(found, lines, bibliography))
            problems.extend(replace(fault, column=1) for fault in faults)
            if faults:
                return match[0]
            keys.update(dict.fromkeys(key for key, _, _ in found.items))
            return _html_link(found, bibliography, url_of_references)
        return match[0]

    def in_cell(cell: str) -> str:
        return rewrite_text(cell, lambda text: BRACKETS.sub(convert, text))

    return rewrite_text_cells(content, in_cell), tuple(keys), tuple(problems)


def cited_keys(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The keys that a text cites, known or not, each once, in the order of their first citation."""
    keys = (key for found in _find(lines) if isinstance(found, Citation) for key, _, _ in found.items)
    return tuple(dict.fromkeys(keys))


def references_page(bibliography: Bibliography) -> str:
    """The page of references as Markdown: every work, by year, under the anchor `#ref-KEY`.

    Behind each work stands a placeholder that `name_citing_pages` fills.
    """
    parts = [
        "---\ntitle: References\ndescription: Every work that this site cites, in the order of its year.\n---\n"
        "# References\n\nEvery work that this site cites, by year. The same list as BibTeX: "
        "[references.bib](references.bib).\n"
    ]
    year = None
    for entry in sorted(bibliography.entries.values(), key=lambda e: (e.year, e.short.casefold(), e.letter)):
        if entry.year != year:
            year = entry.year
            parts.append(f"## {year} {{ #year-{year} }}\n")
        parts.append(f"{reference(entry)}\n{{ #ref-{entry.key} .reference }}\n")
        parts.append(f"\ue000cited:{entry.key}\ue000\n")
    return "\n".join(parts)


def name_citing_pages(content: str, citing: dict[str, list[tuple[str, str]]]) -> str:
    """The HTML of the references with "Cited in …" behind each work; `citing` maps a key to (address, title)."""

    def links(match: re.Match[str]) -> str:
        pages = citing.get(match["key"], [])
        named = ", ".join(f'<a href="{html.escape(url)}">{html.escape(title)}</a>' for url, title in pages)
        if len(pages) > LISTED_PAGES:
            return f'<details class="cited-in"><summary>Cited on {len(pages)} pages</summary>{named}</details>'
        return f'<p class="cited-in">Cited in {named}</p>' if named else ""

    return re.sub("<p>\ue000cited:(?P<key>[^\ue000]+)\ue000</p>", links, content)


def path_from(page: str, target: str = PAGE) -> str:
    """The relative path from one file below docs/ to another, as a link in `page` has to write it."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def enumerate_names(names: tuple[str, ...], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else names[0]


@lru_cache(maxsize=512)  # a text is asked for its citations and for its keys, and again after each save
def _find(lines: tuple[Line, ...]) -> tuple[Citation | Problem, ...]:
    """The citations of a text, in order; a Problem for one that cannot be read."""
    return tuple(_read(lines)) if any("@" in line.text for line in lines) else ()


def _read(lines: tuple[Line, ...]) -> Iterator[Citation | Problem]:
    text = blank(LINK_DEFINITION, blank(TAG, "\n".join(mask_formulas(lines))))
    at = _locator(text)
    for link in LINK.finditer(text):
        for inner in BRACKETS.finditer(link["text"]):
            if MENTIONS_KEY.search(inner["inside"]):
                row, column = at(link.start("text") + inner.start())
                help = "put it behind the link"
                yield lines[row].problem("CIT002", "a citation cannot stand inside the text of a link", help, column)
    text = blank(LINK, text)
    for match in BRACKETS.finditer(text):
        if not MENTIONS_KEY.search(match["inside"]):
            continue
        first, start = at(match.start())
        items = [ITEM.fullmatch(part) for part in LINE_BREAK.sub(" ", match["inside"]).split(";")]
        if not all(items):
            fault = f"`{' '.join(match[0].split())}` is not a citation"
            yield lines[first].problem("CIT002", fault, EXAMPLE, start)
            continue
        last, stop = at(match.end())
        found = tuple((item["key"], " ".join((item["locator"] or "").split()), bool(item["bare"])) for item in items)
        yield Citation(found, first, start, last, stop)


def _locator(text: str) -> Callable[[int], tuple[int, int]]:
    """A function from an offset in `text` to (row, column), both from 0."""
    return lambda offset: (text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))


def _unknown_keys(citation: Citation, lines: tuple[Line, ...], bibliography: Bibliography) -> Iterator[Problem]:
    for key, _, _ in citation.items:
        if key in bibliography.entries:
            continue
        near = get_close_matches(key, bibliography.entries, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"add it to {bibliography.path}"
        row = next(r for r in range(citation.first, citation.last + 1) if f"@{key}" in lines[r].text)
        column = lines[row].text.find(f"@{key}", citation.start if row == citation.first else 0)
        yield lines[row].problem("CIT001", f"the references have no `{key}`", hint, column)


def _link(citation: Citation, bibliography: Bibliography, url: str) -> str:
    links = (f"[{label}]({url}#ref-{key}){{ .citation }}" for key, label in _labels(citation, bibliography, _escape))
    return f"({'; '.join(links)})"


def _html_link(citation: Citation, bibliography: Bibliography, url: str) -> str:
    links = (
        f'<a class="citation" href="{url}#ref-{key}">{label}</a>'
        for key, label in _labels(citation, bibliography, html.escape)
    )
    return f"({'; '.join(links)})"


def _labels(citation: Citation, bibliography: Bibliography, escape: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for key, locator, bare in citation.items:
        entry = bibliography.entries[key]
        words = [entry.date] if bare else [entry.short, entry.date]
        yield key, escape(", ".join([*words, locator] if locator else words))


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, stop, new in sorted(edits, reverse=True):
        rest = text[stop:]
        text = text[:start] + new + (rest if new else rest.lstrip(" "))
    return text


def reference(entry: Entry) -> str:
    where = f"{_escape(entry.venue)}, {entry.date}"
    where += f", pp. {entry.pages.replace('--', '–')}" if entry.pages else ""
    links = [f"[doi:{_escape(entry.doi)}](https://doi.org/{entry.doi})"] if entry.doi else []
    links += [f"[arXiv:{entry.arxiv}](https://arxiv.org/abs/{entry.arxiv})"] if entry.arxiv else []
    links += [] if links else [f"[{urlsplit(entry.url).hostname}]({entry.url})"]
    stop = "" if entry.title.endswith(("?", "!")) else "."
    note = f" {_escape(entry.note)}." if entry.note else ""
    return (
        f"{_escape(enumerate_names(entry.authors))}.\n*{_escape(entry.title)}*{{ .reference-title }}{stop}\n"
        f"{where}.{note} {' · '.join(links)}"
    )


def _escape(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", text)


def _with_letters(entries: dict[str, Entry]) -> dict[str, Entry]:
    alike: dict[tuple[str, int], list[str]] = {}
    for key, entry in entries.items():
        alike.setdefault((entry.short, entry.year), []).append(key)
    letters = {
        key: letter
        for keys in alike.values()
        if len(keys) > 1
        for key, letter in zip(sorted(keys), LETTERS, strict=False)
    }
    return {key: replace(entry, letter=letters.get(key, "")) for key, entry in entries.items()}


def _parse(lines: tuple[Line, ...], text: str) -> BibliographyData:
    try:
        return parse_string(text, "bibtex")
    except PybtexError as error:
        number = getattr(error, "lineno", None) or 1
        line = lines[min(number, len(lines)) - 1] if lines else Line("", "", 1)
        raise ContentError(
            [
                line.problem(
                    "CIT003",
                    f"this is not BibTeX: {re.sub(r'^.* in line [0-9]+: ', '', str(error))}",
                    "write `@type{key, field = {value}, …}`",
                )
            ]
        ) from None


def _field_lines(lines: tuple[Line, ...], first: Line) -> dict[str, Line]:
    """The line of each field of the entry that begins at `first`."""
    found: dict[str, Line] = {}
    for line in lines[first.number :]:
        if ENTRY.match(line.text):
            break
        match = FIELD.match(line.text)
        if match:
            found[match["name"].lower()] = line
    return found


def _faults(raw: RawEntry, places: dict[str, Line], first: Line) -> Iterator[Problem]:
    fields = {name.lower(): str(value) for name, value in raw.fields.items()}

    def fault(name: str, message: str, help: str) -> Problem:
        return places.get(name, first).problem("CIT004", f"`{raw.key}`: {message}", help)

    authors = raw.persons.get("author", [])
    if not authors:
        yield fault("author", "no author", "name every author: author = {First Last and First Last}")
    if any(_plain(" ".join(person.last_names)) == "others" for person in authors):
        yield fault("author", "`and others` hides authors", "name every author")
    if not fields.get("title"):
        yield fault("title", "no title", "write title = {…}")
    if not re.fullmatch(r"[12]\d{3}", fields.get("year", "")):
        yield fault("year", "no year of four digits", "write year = {2015}")
    if not fields.get("doi") and not fields.get("eprint") and not fields.get("url"):
        yield fault("", "neither doi, eprint nor url", "say where to find it, for example eprint = {1409.0473}")
    if fields.get("eprint") and not ARXIV.fullmatch(fields["eprint"]):
        yield fault("eprint", f"`{fields['eprint']}` is no arXiv number", "write it as in eprint = {1409.0473}")
    if fields.get("doi") and not DOI.fullmatch(fields["doi"]):
        yield fault("doi", f"`{fields['doi']}` is no DOI", "write it as in doi = {10.3115/v1/D14-1179}")
    if fields.get("url") and not fields["url"].startswith("https://"):
        yield fault("url", "the address does not begin with https://", "write the whole address")
    if not _venue(raw.type, fields):
        yield fault("", "no venue", "write journal = {…}, booktitle = {…} or institution = {…}")
    for name in fields:
        if name not in FIELDS:
            yield fault(name, f"the field `{name}` is not used", f"use author and {', '.join(sorted(FIELDS))}")


def _entry(key: str, raw: RawEntry, line: Line) -> Entry:
    fields = {name.lower(): str(value) for name, value in raw.fields.items()}
    people = raw.persons["author"]
    return Entry(
        key=key,
        authors=tuple(_name(person) for person in people),
        surnames=tuple(_plain(" ".join(person.prelast_names + person.last_names)) for person in people),
        year=int(fields["year"]),
        title=_plain(fields["title"]),
        venue=_plain(_venue(raw.type, fields)),
        pages=fields.get("pages", ""),
        doi=fields.get("doi", ""),
        arxiv=fields.get("eprint", ""),
        url=_url(fields),
        note=_plain(fields.get("note", "")),
        line=line,
    )


def _venue(type: str, fields: dict[str, str]) -> str:
    if fields.get("journal"):
        number = f"({fields['number']})" if fields.get("number") else ""
        return f"{fields['journal']} {fields.get('volume', '')}{number}".strip()
    if fields.get("institution"):
        return f"Technical report, {fields['institution']}" if type == "techreport" else fields["institution"]
    return fields.get("booktitle") or ("arXiv preprint" if fields.get("eprint") else "")


def _url(fields: dict[str, str]) -> str:
    if fields.get("doi"):
        return f"https://doi.org/{fields['doi']}"
    return f"https://arxiv.org/abs/{fields['eprint']}" if fields.get("eprint") else fields["url"]


def _name(person: Person) -> str:
    parts = person.first_names + person.middle_names + person.prelast_names + person.last_names + person.lineage_names
    return _plain(" ".join(parts))


def _plain(latex: str) -> str:
    """BibTeX text as a reader sees it: accents composed, protecting braces gone."""
    return str(Text.from_latex(latex)).strip() if LATEX.search(latex) else latex.strip()
