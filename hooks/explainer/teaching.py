"""The tables for teachers: every section at every depth and focus, and the sample syllabi that are made from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from typing import Any
from urllib.parse import quote

import yaml

from .catalog import SHOWN, contents, sections_of
from .depths import Assembly
from .headings import Heading
from .objectives import EXERCISES, Objectives
from .permalinks import figure_embed
from .problem import ContentError, Problem
from .text import Line, join
from .views import DEFAULT_DEPTH, DEFAULT_FOCUS, DEPTHS, FOCUSES

SYLLABI = "docs/teach/syllabi.yml"


@dataclass(frozen=True, slots=True)
class Row:
    """One section as it is seen at one depth with one focus. `depth` is empty where a section has none.

    `address` stands below the site's, `assumes` names topics, `teaches` is what a student can do afterwards,
    `exercises` says that the section asks questions. `figures` are (embed, title) of what it shows.
    """

    page: str
    section: str
    title: str
    level: int
    depth: str
    focus: str
    address: str
    minutes: int
    figures: tuple[tuple[str, str], ...]
    assumes: tuple[str, ...]
    teaches: tuple[str, ...]
    exercises: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page with its rows."""

    title: str
    address: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a course: what is read, and what is done in class in how many minutes. `week` may be empty."""

    title: str
    week: str
    reads: tuple[str, ...]
    does: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Syllabus:
    id: str
    title: str
    summary: str
    parts: tuple[Part, ...]


def chapter(
    title: str, address: str, assembly: Assembly, objectives: Objectives, figures: Mapping[str, str] | None = None
) -> Chapter:
    """A page's rows, in the order of the page. `figures` maps the addresses of embedded figures to their titles."""
    headings = [heading for heading in assembly.headings if heading.level in (2, 3)]
    told = {(view.depth, view.focus): sections_of(assembly, view) for view in assembly.views}
    shown = figures or {}
    rows = (row for heading in headings for row in _rows(title, address, assembly, heading, objectives, told, shown))
    return Chapter(title, address, tuple(rows))


def _rows(
    page: str,
    address: str,
    assembly: Assembly,
    heading: Heading,
    objectives: Objectives,
    told: Mapping[tuple[str, str], Mapping[str, tuple[Line, ...]]],
    figures: Mapping[str, str],
) -> Iterator[Row]:
    """One row for each depth, and more for a focus under which another part of the section's topics is left."""
    topics = [topic.snippet for topic in assembly.topics if heading.id in topic.sections]
    focuses = [DEFAULT_FOCUS, *(focus for focus in FOCUSES if focus != DEFAULT_FOCUS)]
    for focus in focuses:
        mine = [t for t in topics if DEFAULT_FOCUS in (focus, t.focus) or t.focus == focus]
        if topics and not mine:
            continue
        depths = DEPTHS if topics else ("",)
        seen = {d: told[d or DEFAULT_DEPTH, focus].get(heading.id, ()) for d in depths}
        whole = {d: told[d or DEFAULT_DEPTH, DEFAULT_FOCUS].get(heading.id, ()) for d in depths}
        if focus != DEFAULT_FOCUS and not any(
            _said(seen[d]) != _said(whole[d]) and contents(seen[d])["words"] for d in depths
        ):
            continue
        for depth in depths:
            inside = contents(seen[depth])
            goals = [objectives.topics[t.topic] for t in mine if t.topic in objectives.topics]
            yield Row(
                page=page,
                section=heading.id,
                title=heading.title,
                level=heading.level,
                depth=depth,
                focus=focus,
                address=address
                + (f"?focus={focus}" if focus != DEFAULT_FOCUS else "")
                + f"#{heading.id}"
                + (f"-{depth}" if depth else ""),
                minutes=inside["minutes"],
                figures=tuple((embed, figures.get(embed, embed)) for embed in _embeds(inside)),
                assumes=tuple(dict.fromkeys(name for goal in goals for name in goal.assumes)),
                teaches=tuple(text for goal in goals for text in goal.objectives.get(depth, ())),
                exercises=any(topic.topic.startswith(EXERCISES) for topic in mine),
            )


def _embeds(inside: Mapping[str, Any]) -> list[str]:
    return [figure_embed(kind, id) for name, kind in SHOWN.items() for id in dict.fromkeys(inside[name])]


def _said(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines if line.text.strip()]


def topic_places(chapters: Iterable[tuple[str, Assembly]]) -> dict[str, tuple[str, str]]:
    """Where each topic is told first: its title and address; `chapters` gives each page's address and assembly."""
    places: dict[str, tuple[str, str]] = {}
    for address, assembly in chapters:
        for topic in assembly.topics:
            title = topic.snippet.title or topic.snippet.topic.replace("-", " ")
            places.setdefault(topic.snippet.topic, (title, f"{address}#{topic.sections[0]}"))
    return places


def tables(chapters: Sequence[Chapter], places: Mapping[str, tuple[str, str]], root: str) -> str:
    """The chapters as HTML tables. `root` leads from the page that shows them to the site's root."""
    jump = "".join(f'<li><a href="#{_anchor(c)}">{escape(c.title)}</a></li>' for c in chapters)
    return f'<ul class="teaching-pages">{jump}</ul>' + "".join(_table(c, places, root) for c in chapters)


def _table(chapter: Chapter, places: Mapping[str, tuple[str, str]], root: str) -> str:
    groups: dict[str, list[Row]] = {}
    for row in chapter.rows:
        groups.setdefault(row.section, []).append(row)
    bodies = "".join(_group(rows, places, root) for rows in groups.values())
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Section", "Depth", "Time", "Afterwards a student can"))
    return (
        f'<h3 id="{_anchor(chapter)}"><a href="{escape(root + chapter.address)}">{escape(chapter.title)}</a></h3>'
        f'<div class="teaching"><table><thead><tr>{heads}</tr></thead>{bodies}</table></div>'
    )


def _group(rows: Sequence[Row], places: Mapping[str, tuple[str, str]], root: str) -> str:
    first = rows[0]
    notes = ""
    if first.assumes:
        known = [places[topic] for topic in first.assumes if topic in places]
        links = ", ".join(f'<a href="{escape(root + address)}">{escape(title)}</a>' for title, address in known)
        notes += f"<small>Assumes {links}</small>" if links else ""
    if shown := dict(figure for row in rows for figure in row.figures):
        links = ", ".join(f'<a href="{escape(root + embed)}">{escape(title)}</a>' for embed, title in shown.items())
        notes += f"<small>Figures {links}</small>"
    if first.exercises:
        notes += "<small>Exercises with answers</small>"
    head = (
        f'<th scope="rowgroup" rowspan="{len(rows)}" class="level-{first.level}">{escape(first.title)}{notes}</th>'
    )
    return "<tbody>" + "".join(
        f'<tr data-address="{escape(row.address)}" data-title="{escape(row.page)}: {escape(row.title)}"'
        f' data-depth="{row.depth}" data-view="{row.focus}" data-minutes="{row.minutes}">'
        f"{head if row is first else ''}{_cells(row, root)}</tr>"
        for row in rows
    ) + "</tbody>"


def _cells(row: Row, root: str) -> str:
    goals = "".join(f"<li>{escape(_lower(goal))}</li>" for goal in row.teaches)
    depth = row.depth.capitalize() or "Any"
    focus = f" <small>{row.focus} only</small>" if row.focus != DEFAULT_FOCUS else ""
    return (
        f'<td><a href="{escape(root + row.address)}">{depth}</a>{focus}</td>'
        f"<td>{row.minutes}&nbsp;min</td><td>{f'<ul>{goals}</ul>' if goals else ''}</td>"
    )


def _lower(goal: str) -> str:
    return goal[0].lower() + goal[1:].rstrip(".")


def _anchor(chapter: Chapter) -> str:
    return "of-" + (chapter.address.strip("/").replace("/", "-") or "home")


def load_syllabi(lines: tuple[Line, ...], addresses: Iterable[str]) -> tuple[Syllabus, ...]:
    """Read the syllabi; `addresses` are those of all rows. Raises ContentError for one that is not among them."""
    if not lines:
        return ()
    try:
        data = yaml.safe_load(join(lines)) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = lines[min(mark.line, len(lines) - 1)] if mark else lines[0]
        column = mark.column if mark else 0
        raise ContentError(
            [line.problem("SYL002", "this is not valid YAML", "put texts that hold a colon in quotes", column)]
        ) from None
    known = set(addresses)
    problems: list[Problem] = []
    syllabi = []
    for entry in data:
        try:
            parts = tuple(_part(part) for part in entry["parts"])
            syllabi.append(Syllabus(str(entry["id"]), str(entry["title"]), str(entry["summary"]), parts))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            help = "give id, title, summary and parts; a part has title, read, do, minutes"
            problems.append(lines[0].problem("SYL002", f"a syllabus lacks {error}", help))
    for address in (address for syllabus in syllabi for part in syllabus.parts for address in part.reads):
        if address not in known:
            line = next((line for line in lines if line.text.rstrip(" \"'").endswith(address)), lines[0])
            near = get_close_matches(address, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else "take an address from the tables for teachers"
            problems.append(
                line.problem("SYL001", f"`{address}` is no section at a depth", hint, max(line.text.find(address), 0))
            )
    if problems:
        raise ContentError(problems)
    return tuple(syllabi)


def _part(part: Mapping[str, Any]) -> Part:
    does = part.get("do") or ()
    return Part(
        title=str(part["title"]),
        week=str(part.get("week", "")),
        reads=tuple(map(str, part.get("read") or ())),
        does=(does,) if isinstance(does, str) else tuple(map(str, does)),
        minutes=int(part.get("minutes", 0)),
    )


def syllabi_html(syllabi: Iterable[Syllabus], chapters: Iterable[Chapter], root: str) -> str:
    """The syllabi as tables, with titles and reading times from the catalogue."""
    rows = {row.address: row for chapter in chapters for row in chapter.rows}
    return "".join(_syllabus(syllabus, rows, root) for syllabus in syllabi)


def _syllabus(syllabus: Syllabus, rows: Mapping[str, Row], root: str) -> str:
    body, week = "", ""
    for part in syllabus.parts:
        if part.week != week:
            week = part.week
            body += f'</tbody><tbody><tr><th scope="rowgroup" colspan="4" class="week">{escape(week)}</th></tr>'
        reads = "".join(
            f'<li><a href="{escape(root + address)}">{escape(rows[address].page)}: {escape(rows[address].title)}</a>'
            f" <small>{escape(_view(rows[address]))}, {rows[address].minutes} min</small></li>"
            for address in part.reads
        )
        does = "".join(f"<p>{escape(text)}</p>" for text in part.does)
        time = sum(rows[address].minutes for address in part.reads)
        minutes = f"{part.minutes}&nbsp;min" if part.minutes else ""
        body += (
            f'<tr><th scope="row">{escape(part.title)}</th><td>{f"<ul>{reads}</ul>" if reads else ""}{does}</td>'
            f"<td>{time}&nbsp;min</td><td>{minutes}</td></tr>"
        )
    addresses = [address for part in syllabus.parts for address in part.reads]
    reading = sum(rows[address].minutes for address in addresses)
    meeting = sum(part.minutes for part in syllabus.parts)
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Part", "What", "Reading", "In class"))
    query = quote(",".join(_entries(syllabus)), safe="/,=")
    return (
        f'<h3 id="syllabus-{escape(syllabus.id)}">{escape(syllabus.title)}</h3><p>{escape(syllabus.summary)}</p>'
        f'<div class="syllabus"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>'
        f'<tfoot><tr><th scope="row">Together</th><td></td><td>{_time(reading)}</td><td>{_time(meeting)}</td></tr></tfoot>'
        f'</table></div><p><a href="?list={escape(query)}#picker">Take this list into the picker</a></p>'
    )


def _entries(syllabus: Syllabus) -> Iterator[str]:
    """The syllabus as the picker's list: addresses, and each week as a heading."""
    week = ""
    for part in syllabus.parts:
        if part.week != week:
            week = part.week
            yield "=" + quote(week, safe="")
        yield from part.reads


def _view(row: Row) -> str:
    return ", ".join(filter(None, (row.depth, row.focus if row.focus != DEFAULT_FOCUS else "")))  or "any depth"


def _time(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}&nbsp;h {rest:02}&nbsp;min" if hours else f"{math.ceil(rest)}&nbsp;min"
