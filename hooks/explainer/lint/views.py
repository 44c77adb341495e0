"""A view as the PAG rules see it, and the bibliography against the reviewed facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..problem import Problem
from ..text import Line, with_code_flag
from .knowledge import WORKS
from .rule import RULES

HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.*?)(?:[ \t]+#+)?(?:[ \t]*\{[^{}]*\})?[ \t]*$")
BULLET = re.compile(r"^(?:[-*+]|\d{1,2}[.)])[ \t]+\S")
CITES = re.compile(r"\[[^\[\]\n]{0,200}-?@[^\[\]\n]{1,300}\]")
KEYS = re.compile(r"(?<![\w.])-?@([A-Za-z0-9][\w:-]*)")
FIGURE = re.compile(r"^ *::: +heatmap +(?P<id>\S+)")
FORMULA = re.compile(r"\$[^$]*(?:softmax|\\tanh|\\alpha|QK|q_|score|e_\{|c_i|c_t)[^$]*\$|softmax\s*\(")
EVOLVED = re.compile(
    r"\b(?:chang(?:ed?|ing|es)|evolv(?:ed?|ing)|evolution|moved on|developed since|no longer|successors?|variants?|refine[sd]?|replaced?|since then|further|later|after|since 2015|since 2017|new forms?|today)\b",
    re.I,
)
SINCE = re.compile(r"\b(?:since|today|now|later|after(?:wards)?|then|201[6-9]|202\d|modern|meanwhile|transformers?|evolution)\b", re.I)
LOCATED = re.compile(r"\[[^\[\]]*@[^\[\],]+,[^\[\]]+\]|\b(?:sec(?:tion)?|p|pp|page|ch|fig(?:ure)?|eq|app(?:endix)?|abstract|table)\b\.? ?\S", re.I)
QUOTED = re.compile(r"^\s*>\s*[*_]*[“„«\"]")


@dataclass
class PageView:
    """What one reader sees, with what the rules ask of it."""

    page: str
    depth: str
    focus: str
    meta: Mapping[str, Any]
    lines: Sequence[Line]
    bibliography: Any = None
    artifacts: Mapping[str, Any] | None = None

    @property
    def kind(self) -> str:
        return str(self.meta.get("kind", ""))

    @property
    def start(self) -> Line:
        return next((line for line in self.lines if line.path == self.page and line.text.strip()), self._nowhere)

    @property
    def end(self) -> Line:
        return next((line for line in reversed(self.lines) if line.path == self.page and line.text.strip()), self._nowhere)

    @property
    def _nowhere(self) -> Line:
        return Line("", self.page, 1)

    @cached_property
    def prose(self) -> list[tuple[int, Line]]:
        """Index and line of what is not code."""
        return [(i, line) for i, (line, code) in enumerate(with_code_flag(self.lines)) if not code]

    @cached_property
    def sections(self) -> list[tuple[str, Line]]:
        """The `##` headings in lower case, with their lines."""
        found = []
        for _, line in self.prose:
            if (match := HEADING.match(line.text)) and len(match["marks"]) == 2:
                found.append((match["title"].strip().lower(), line))
        return found

    @property
    def empty(self) -> bool:
        return not any(line.text.strip() and not HEADING.match(line.text) for line in self.lines)

    def credit(self) -> int | None:
        """The index of the first paragraph that names all three authors and cites their paper."""
        for first, last, text in self._paragraphs:
            if "Bahdanau" in text and "Cho" in text and "Bengio" in text and "@bahdanau2015" in text:
                return last
        return None

    def first_formula(self) -> int | None:
        for first, _, text in self._paragraphs:
            if FORMULA.search(text):
                return first
        return None

    @cached_property
    def _paragraphs(self) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        current: list[tuple[int, str]] = []
        for index, line in [*self.prose, (len(self.lines), Line("", self.page, 1))]:
            if line.text.strip() and not HEADING.match(line.text):
                current.append((index, line.text.strip()))
            elif current:
                found.append((current[0][0], current[-1][0], " ".join(text for _, text in current)))
                current = []
        return found

    def acknowledges_evolution(self) -> bool:
        return any(
            EVOLVED.search(text) and SINCE.search(text) and re.search(r"attention|mechanism|idea|score|weigh", text, re.I)
            for _, _, text in self._paragraphs
        )

    def bullets(self, section: str) -> int:
        count, inside = 0, False
        for _, line in self.prose:
            if match := HEADING.match(line.text):
                inside = len(match["marks"]) == 2 and match["title"].strip().lower() == section
            elif inside and BULLET.match(line.text):
                count += 1
        return count

    def citations(self) -> Iterator[tuple[str, Line, int]]:
        for _, line in self.prose:
            if "@" in line.text:
                for group in CITES.finditer(line.text):
                    for key in KEYS.finditer(group[0]):
                        yield key[1].rstrip(".:"), line, group.start() + key.start(1)

    def figures(self) -> Iterator[tuple[str, Line, int]]:
        for _, line in self.prose:
            if match := FIGURE.match(line.text):
                yield match["id"], line, match.start("id")

    def has_provenance(self, name: str) -> bool:
        artifact = (self.artifacts or {}).get(name)
        if artifact is None:
            return True  # that there is no such artifact is the figure's own complaint
        get = artifact.get if isinstance(artifact, Mapping) else lambda field, default=None: getattr(artifact, field, default)
        status, model = get("status"), get("model")
        return status == "illustrative" or (status == "measured" and bool(model))

    def unlocated_quotations(self) -> Iterator[tuple[Line, int]]:
        lines = self.prose
        for position, (_, line) in enumerate(lines):
            if QUOTED.match(line.text) and (position == 0 or not lines[position - 1][1].text.lstrip().startswith(">")):
                stop = position
                while stop < len(lines) and lines[stop][1].text.lstrip().startswith(">"):
                    stop += 1
                text = " ".join(item.text for _, item in lines[position : stop + 2])
                if not LOCATED.search(text):
                    yield line, 0


def check_view(view: Any, bibliography: Any = None, artifacts: Mapping[str, Any] | None = None) -> list[Problem]:
    """What the PAG rules find in one assembled view, in a stable order."""
    seen = PageView(view.page, view.depth, view.focus, view.meta, view.lines, bibliography, artifacts)
    return sorted(set(_reported("view", seen)))


def check_bibliography(bibliography: Any, cited: Iterable[str] | None = None) -> list[Problem]:
    """Entries that disagree with the reviewed facts and, with `cited`, entries that nothing cites."""
    found: list[Problem] = []
    used = None if cited is None else set(cited)
    for entry in bibliography.entries.values():
        found += _reported("bibliography", entry)
        if used is not None and entry.key not in used:
            found += _reported("unused", entry)
    return sorted(set(found))


def _reported(on: str, subject: Any) -> Iterator[Problem]:
    for code, rule in sorted(RULES.items()):
        if rule.on == on:
            for line, offset, *message in rule.check(subject):
                yield line.problem(code, message[0] if message else rule.message, rule.help, offset)


def faults(entry: Any) -> Iterator[str]:
    """What an entry of the bibliography says that the reviewed facts deny."""
    work = WORKS.get(entry.key) or next((w for w in WORKS.values() if w.arxiv and w.arxiv == getattr(entry, "arxiv", None)), None)
    if work is None:
        return
    if _letters(entry.title) != _letters(work.title):
        yield f"the title of `{entry.key}` is “{work.title}”"
    given, known = [_surname(name) for name in entry.authors], [_surname(name) for name in work.authors]
    if len(known) > 1 and given != known or len(known) == 1 and given[:1] != known:
        yield f"the authors of `{entry.key}` are {', '.join(work.authors)}"
    if int(entry.year) not in work.years:
        yield f"`{entry.key}` is of {' or '.join(map(str, sorted(work.years)))}, not of {entry.year}"
    arxiv = getattr(entry, "arxiv", None)
    if arxiv and work.arxiv and re.sub(r"v\d+$", "", arxiv) != work.arxiv:
        yield f"`{entry.key}` is arXiv {work.arxiv}, not {arxiv}"
    venue = (getattr(entry, "venue", "") or "").lower()
    if venue and work.venues and "arxiv" not in venue and not any(v.lower() in venue for v in (*work.venues, *_spelled(work.venues))):
        yield f"`{entry.key}` appeared at {work.venues[0]}, not in “{entry.venue}”"


SPELLED = {
    "ICLR": "learning representations",
    "NIPS": "neural information processing",
    "NeurIPS": "neural information processing",
    "EMNLP": "empirical methods",
    "NAACL": "north american chapter",
    "ICML": "machine learning",
    "SSST": "statistical translation",
}


def _spelled(venues: Iterable[str]) -> list[str]:
    return [SPELLED[name] for name in venues if name in SPELLED]


def _letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", title.lower())


def _surname(name: str) -> str:
    import unicodedata

    last = name.split(",")[0].split()[-1] if "," not in name else name.split(",")[0].split()[-1]
    plain = unicodedata.normalize("NFKD", last.lower().replace("ł", "l"))
    return re.sub(r"[^a-z]", "", plain)
