"""`::: timeline` in a page: the works of docs/explain/timeline.yml in the order of their dates, to be filtered by kind.

What a work is called and who wrote it comes from the bibliography; the file adds its date, its kind and what was new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from itertools import groupby
from typing import Any

from .citations import Bibliography, Entry
from .directives import Directive, put_marks
from .problem import ContentError, Problem
from .text import Line, read_yaml

PATH = "docs/explain/timeline.yml"
KINDS = {
    "precursor": "Precursors",
    "contemporary": "Contemporaries",
    "attention": "Forms of attention",
    "self-attention": "Self-attention",
    "positions": "Positions",
    "sparse": "Sparse and local",
    "linear": "Linear, kernel, recurrent",
    "cache": "Smaller caches",
    "kernels": "Exact and faster",
    "hybrid": "Hybrids",
    "analysis": "Analysis",
}
LINES = {"original": "Line of the original", "modern": "The transformer and after"}
FIELDS = frozenset({"key", "date", "kind", "focus", "added", "turning"})
NEEDED = ("key", "date", "kind", "focus", "added")
MOST_WORDS = 20
DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
ARXIV = re.compile(r"(?P<year>\d{2})(?P<month>\d{2})\.")
VENUE = re.compile(r"\((?P<short>[A-Z][\w-]*)\)[\w ]*$")
VOLUME = re.compile(r"(?:,| \d).*$")
MONTHS = "January February March April May June July August September October November December".split()
PLACEHOLDER = re.compile("<p>\ue000timeline\ue000</p>")


@dataclass(frozen=True, slots=True)
class Work:
    """One work. `date` is when it was first made public: `2014-09`, or a year alone; `turning` sets it off."""

    key: str
    date: str
    kind: str
    focus: str
    added: str
    turning: bool
    line: Line

    @property
    def year(self) -> int:
        return int(self.date[:4])


def load_timeline(lines: tuple[Line, ...]) -> tuple[Work, ...]:
    """Read the file. Raises ContentError with the place of everything that is wrong in its form."""
    first = lines[0] if lines else Line("", PATH, 1)
    entries = read_yaml(lines, first).get("works")
    if not isinstance(entries, list) or not entries:
        raise ContentError([first.problem("TML001", "there is no list of works", "write `works:` and a list below it")])
    starts = [line for line in lines if re.match(r"\s*- ", line.text)]
    if len(starts) != len(entries):
        raise ContentError([first.problem("TML001", "the list is nested", "begin each work with `- key:`")])
    problems: list[Problem] = []
    works: list[Work] = []
    for entry, line in zip(entries, starts, strict=True):
        faults = list(_form_faults(entry, line))
        problems += faults
        if not faults:
            values = {name: str(entry[name]) for name in NEEDED}
            works.append(Work(**values, turning=bool(entry.get("turning")), line=line))
    if problems:
        raise ContentError(problems)
    return tuple(works)


def check_timeline(works: Iterable[Work], bibliography: Bibliography) -> Iterator[Problem]:
    """What disagrees with the bibliography, stands twice or out of order."""
    seen: set[str] = set()
    before: tuple[str, str] = ("", "")
    for work in works:
        entry = bibliography.entries.get(work.key)
        if entry is None:
            near = get_close_matches(work.key, bibliography.entries, 1)
            help = f"did you mean `{near[0]}`?" if near else f"add it to {bibliography.path}"
            yield work.line.problem("TML002", f"the references have no `{work.key}`", help, _at(work, work.key))
            continue
        if work.key in seen:
            yield work.line.problem("TML004", f"`{work.key}` stands twice", "keep one of them", _at(work, work.key))
        seen.add(work.key)
        if (known := _first_public(entry)) != work.date:
            fault = f"`{work.key}` is dated {work.date}"
            yield work.line.problem("TML003", fault, f"by the references it was first public in {known}")
        place = (work.date, entry.arxiv)
        if place < before:
            fault = f"`{work.key}` stands behind a later work"
            yield work.line.problem("TML005", fault, "order the works by date, within a month by arXiv number")
        before = max(place, before)


def place_timelines(lines: tuple[Line, ...]) -> tuple[list[Line], list[Problem]]:
    """The lines with a placeholder paragraph for the timeline, and what is wrong with its directive."""
    placed, problems, found = put_marks(lines, "timeline", frozenset(), _unnamed, mark="timeline")
    problems += [
        again.line.problem("TML006", "the timeline stands twice", "keep one of them", again.indent) for again in found[1:]
    ]
    return placed, problems


def _unnamed(directive: Directive) -> Iterator[Problem]:
    if directive.argument:
        yield directive.line.problem("TML006", "a timeline has no name", "write ::: timeline", directive.indent)


def insert_timeline(html: str, works: Iterable[Work], bibliography: Bibliography, references: str) -> str:
    """The page's HTML with the timeline in place of its placeholder; `references` leads to the page of references."""
    return PLACEHOLDER.sub(lambda _: timeline_html(tuple(works), bibliography.entries, references), html)


def timeline_html(works: tuple[Work, ...], entries: dict[str, Entry], references: str) -> str:
    """The filter and the list. Without style sheets it is a plain list of years and works, complete."""
    years = "".join(
        f'<li class="timeline__year"><span class="timeline__number">{year}</span><ol>'
        + "".join(_work_html(work, entries[work.key], references) for work in group)
        + "</ol></li>"
        for year, group in groupby(works, key=lambda work: work.year)
    )
    return (
        '<div class="timeline">'
        f'<fieldset class="timeline__filter"><legend>Show</legend>{"".join(_choices(works))}</fieldset>'
        f'<p class="timeline__legend">{" ".join(_mark(focus, label) for focus, label in LINES.items())}</p>'
        f'<ol class="timeline__years">{years}</ol></div>'
    )


def _choices(works: tuple[Work, ...]) -> Iterator[str]:
    counts = {"all": len(works)} | {kind: sum(work.kind == kind for work in works) for kind in KINDS}
    for kind, count in counts.items():
        if count:
            checked = " checked" if kind == "all" else ""
            yield (
                f'<label><input type="radio" name="timeline-kind" value="{kind}"{checked}>'
                f'<span>{KINDS.get(kind, "All works")} <span class="timeline__count">{count}</span></span></label>'
            )


def _work_html(work: Work, entry: Entry, references: str) -> str:
    turning = " timeline__work--turning" if work.turning else ""
    link = f'<a href="{escape(references)}#ref-{entry.key}">{escape(entry.title)}</a>'
    about = " · ".join([escape(entry.short), *_dates(work, entry), KINDS[work.kind]])
    return (
        f'<li class="timeline__work{turning}" data-kind="{work.kind}" data-focus-line="{work.focus}">'
        f'<p class="timeline__title">{link} {_mark(work.focus, LINES[work.focus])}</p>'
        f'<p class="timeline__about">{about}</p><p class="timeline__added">{escape(work.added)}</p></li>'
    )


def _mark(focus: str, label: str) -> str:
    return f'<span class="timeline__mark timeline__mark--{focus}"><span>{label}</span></span>'


def _dates(work: Work, entry: Entry) -> Iterator[str]:
    match = DATE.fullmatch(work.date)
    venue = VENUE.search(entry.venue)
    if match["month"]:
        yield f'<time datetime="{work.date}">{MONTHS[int(match["month"]) - 1]} {match["year"]}</time>'
    if venue:
        yield f"{venue['short']} {entry.year}"
    elif not match["month"]:
        journal = VOLUME.sub("", entry.venue)
        yield f'{escape(journal)}, <time datetime="{work.date}">{work.date}</time>'


def _first_public(entry: Entry) -> str:
    match = ARXIV.match(entry.arxiv)
    return f"20{match['year']}-{match['month']}" if match else str(entry.year)


def _at(work: Work, text: str) -> int:
    return max(work.line.text.find(text), 0)


def _form_faults(entry: Any, line: Line) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield line.problem("TML001", "this work has no fields", f"write {', '.join(NEEDED)}")
        return
    for name in set(entry) - FIELDS:
        yield line.problem("TML001", f"a work has no field `{name}`", f"use {', '.join(sorted(FIELDS))}")
    absent = [name for name in NEEDED if not entry.get(name)]
    if absent:
        yield line.problem("TML001", f"this work has no {' and no '.join(absent)}", "add what is missing")
        return
    if not DATE.fullmatch(str(entry["date"])):
        yield line.problem("TML001", f"`{entry['date']}` is not a date", 'write "2014-09", or a year alone')
    for name, known in (("kind", KINDS), ("focus", LINES)):
        if entry[name] not in known:
            near = get_close_matches(str(entry[name]), known, 1)
            help = f"did you mean `{near[0]}`?" if near else f"use one of {', '.join(known)}"
            yield line.problem("TML001", f"`{entry[name]}` is no {name} of a work", help)
    if (count := len(str(entry["added"]).split())) > MOST_WORDS:
        yield line.problem("TML001", f"what it added takes {count} words", f"say it in {MOST_WORDS} or fewer")
