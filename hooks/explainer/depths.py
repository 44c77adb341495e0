"""Assembly: a page and the snippets it names become one text with depth tabs, and one plain text for each view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from .directives import Directive, check_options, find, unknown_names
from .headings import Heading, scopes, with_attribute, with_explicit_ids
from .problem import ContentError, Problem
from .snippets import Snippet
from .text import Line, split_front_matter
from .views import DEFAULT_DEPTH, DEFAULT_FOCUS, DEPTHS, FOCUSES, View, shown

FIGURES = ("heatmap", "drawing", "timeline", "chart")
DIRECTIVES = frozenset({"depths", "listing", *FIGURES})

# Fences of pymdownx.blocks, long enough that an author's own blocks nest inside them.
SET_FENCE = "/" * 12
TAB_FENCE = "/" * 10
TAB_SET = re.compile(
    r'(?P<open><div class="depths"[^>]*data-anchor="(?P<anchor>[^"]+)"[^>]*>\s*'
    r'<div class="tabbed-set tabbed-alternate" data-tabs="(?P<number>\d+):3">)(?P<tabs>.*?</label></div>\s*)'
    r'<div class="tabbed-content">',
    re.DOTALL,
)
PANELS = "depth-panels"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic where a page uses it. The tabs' ids are `anchor`-conceptual and so on.

    `sections` are the ids of the headings above it, the nearest first.
    """

    snippet: Snippet
    sections: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Assembly:
    """A page put together: `lines` with tabs for MkDocs, `views` for everyone else.

    `heading_focus` maps the id of a heading to the only focus under which its section has content.
    """

    page: str
    meta: dict[str, Any]
    lines: tuple[Line, ...]
    views: tuple[View, ...]
    topics: tuple[Topic, ...]
    headings: tuple[Heading, ...]
    heading_focus: dict[str, str]
    problems: tuple[Problem, ...]

    def view(self, depth: str = DEFAULT_DEPTH, focus: str = DEFAULT_FOCUS) -> View:
        """The page as it is seen at one depth with one focus."""
        return next(view for view in self.views if (view.depth, view.focus) == (depth, focus))


def assemble(page: str, lines: tuple[Line, ...], read_snippet: Callable[[str, Line], Snippet]) -> Assembly:
    """Put a page together from its own lines (front matter included) and the snippets that it names.

    `read_snippet(topic, line)` raises ContentError for a topic that cannot be read. What is wrong ends up in
    `problems`; what is right is assembled all the same.
    """
    problems: list[Problem] = []
    try:
        meta, body = split_front_matter(lines)
    except ContentError as error:
        return Assembly(page, {}, (), (), (), (), {}, error.problems)
    body, headings, faults = with_explicit_ids(body)
    problems += faults
    problems += unknown_names(body, DIRECTIVES)
    directives, snippets = _read_topics(body, read_snippet, problems)
    topics = _anchored(directives, snippets, headings)
    figures = [found for name in FIGURES for found in find(body, name) if isinstance(found, Directive)]
    focus_of_line = _focus_of_lines(body, headings, directives, topics, figures)
    heading_focus = {h.id: focus_of_line[h.index] for h in headings if focus_of_line[h.index] != "both"}
    marked = list(body)
    for heading in headings:
        if heading.id in heading_focus:
            marked[heading.index] = with_attribute(heading.line, f"data-focus={heading_focus[heading.id]}")
    limited = {f.start: f for f in figures if focus_of_line[f.start] != DEFAULT_FOCUS}
    see = partial(_seen, body, directives, topics, focus_of_line, _depths_of_lines(figures))
    views = tuple(View(page, d, f, meta, tuple(see(depth=d, focus=f))) for d in DEPTHS for f in FOCUSES)
    if topics:
        problems += _empty(views, headings, directives[min(topics)].line)
    return Assembly(
        page=page,
        meta=meta,
        lines=tuple(_tabbed(tuple(marked), headings, directives, topics, limited, focus_of_line)),
        views=views,
        topics=tuple(topics.values()),
        headings=headings,
        heading_focus=heading_focus,
        problems=tuple(problems),
    )


def name_tabs(html: str) -> str:
    """Give the tabs of each topic the ids that links use (`the-problem-technical`) instead of running numbers.

    The panels stand in a box with a name of our own: by Material's rule, which follows the checked tab, the browser
    would compute the style of every element in a panel anew at each switch (see noscript.css).
    """

    def renamed(match: re.Match[str]) -> str:
        tabs = match["tabs"]
        for position, depth in enumerate(DEPTHS, 1):
            number = f'"__tabbed_{match["number"]}_{position}"'
            tabs = tabs.replace(f"id={number}", f'id="{match["anchor"]}-{depth}" value="{depth}"')
            tabs = tabs.replace(f"for={number}", f'for="{match["anchor"]}-{depth}"')
        return match["open"] + tabs + f'<div class="{PANELS}">'

    return TAB_SET.sub(renamed, html)


def _empty(views: Iterable[View], headings: tuple[Heading, ...], first: Line) -> Iterator[Problem]:
    """A problem for each focus under which the page has headings and nothing else."""
    titles = {heading.line for heading in headings}
    for focus in FOCUSES:
        seen = (view for view in views if view.focus == focus)
        if any(not any(line.text.strip() and line not in titles for line in view.lines) for view in seen):
            help = "write a sentence for all readers on the page, or let one of its topics be for both"
            yield first.problem("SNP009", f"with the focus {focus} there is nothing on this page", help)


def _read_topics(
    body: tuple[Line, ...], read_snippet: Callable[[str, Line], Snippet], problems: list[Problem]
) -> tuple[dict[int, Directive], dict[int, Snippet]]:
    """The page's `::: depths` lines by index, and the snippets of those that could be read."""
    directives: dict[int, Directive] = {}
    snippets: dict[int, Snippet] = {}
    used: set[str] = set()
    for found in find(body, "depths"):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        directives[found.start] = found
        problems += check_options(found, frozenset())
        if found.indent:
            problems.append(
                found.line.problem("DIR003", "`::: depths` is indented", "start it at the beginning of its line")
            )
        elif found.argument in used:
            problems.append(
                found.line.problem("SNP008", f"`{found.argument}` stands on this page twice", "keep one of them")
            )
        else:
            used.add(found.argument)
            try:
                snippets[found.start] = read_snippet(found.argument, found.line)
            except ContentError as error:
                problems += error.problems
    return directives, snippets


def _anchored(
    directives: dict[int, Directive], snippets: dict[int, Snippet], headings: tuple[Heading, ...]
) -> dict[int, Topic]:
    """The topics by index, named after the heading above them; a second one under a heading gets -2 and so on."""
    topics: dict[int, Topic] = {}
    count: dict[str, int] = {}
    for index, snippet in snippets.items():
        above = tuple(_headings_above(index, headings)) or (snippet.topic,)
        count[above[0]] = count.get(above[0], 0) + 1
        anchor = above[0] if count[above[0]] == 1 else f"{above[0]}-{count[above[0]]}"
        topics[index] = Topic(snippet, above, anchor)
    return topics


def _headings_above(index: int, headings: tuple[Heading, ...]) -> Iterator[str]:
    """The ids of the headings in whose sections a line stands, the nearest first; the page's title is none."""
    level = 7
    for heading in reversed(headings):
        if heading.index < index and 1 < heading.level < level:
            level = heading.level
            yield heading.id


def _focus_of_lines(
    body: tuple[Line, ...],
    headings: tuple[Heading, ...],
    directives: dict[int, Directive],
    topics: dict[int, Topic],
    figures: list[Directive],
) -> list[str]:
    """The focus of each line: that of its topic, or of the only focus that a heading's section has content for.

    Figures go with the topics between two headings if there is nothing else between them.
    """
    focus = [DEFAULT_FOCUS] * len(body)
    options = {i for found in directives.values() for i in range(found.start + 1, found.stop)}
    for index, topic in topics.items():
        focus[index] = topic.snippet.focus
    heading_lines = {heading.index for heading in headings}
    drawn = {index for figure in figures for index in range(figure.start, figure.stop)}
    ends = [*sorted(heading_lines), len(body)]
    for start, stop in pairwise(ends):
        inside = [index for index in range(start + 1, stop) if index not in options and body[index].text.strip()]
        others = {focus[index] for index in inside if index not in drawn}
        if len(others) == 1:
            (only,) = others
            for index in drawn.intersection(inside):
                focus[index] = only
    for heading, stop in scopes(headings, len(body)):
        content = {
            focus[index]
            for index in range(heading.index + 1, stop)
            if index not in heading_lines | options and body[index].text.strip()
        }
        if len(content) == 1:
            focus[heading.index] = content.pop()
    return focus


def _depths_of_lines(figures: list[Directive]) -> dict[int, tuple[str, ...]]:
    """For lines of a figure that is shown at some depths only: which."""
    limited: dict[int, tuple[str, ...]] = {}
    for figure in figures:
        if depths := figure.options.get("depths"):
            named = (depths,) if isinstance(depths, str) else tuple(map(str, depths))
            limited |= {index: named for index in range(figure.start, figure.stop)}
    return limited


def _tabbed(
    body: tuple[Line, ...],
    headings: tuple[Heading, ...],
    directives: dict[int, Directive],
    topics: dict[int, Topic],
    limited: dict[int, Directive],
    focus_of_line: list[str],
) -> Iterator[Line]:
    """The page with a set of tabs in place of each topic; made-up lines carry the place of the directive.

    A figure of one focus (`limited`) stands in a box that says so.

    A heading whose topics stand below deeper headings has no tabs to lend it the ids `section-technical` and so on:
    it gets empty elements with them, so that these addresses exist without scripts too.
    """
    skip = 0
    anchors = {topic.anchor for topic in topics.values()}
    owners = {section for topic in topics.values() for section in topic.sections} - anchors
    bare = {heading.index: heading.id for heading in headings if heading.id in owners}
    for index, line in enumerate(body):
        if index < skip:
            continue
        if index in bare:
            yield replace(line, text=_spans(bare[index]), column=1)
            yield replace(line, text="", column=1)

        def made(text: str, line: Line = line) -> Line:
            return replace(line, text=text, column=1)

        if index in limited:
            skip = limited[index].stop
            yield made(f"{SET_FENCE} html | div")
            yield made(f"    attrs: {{data-focus: {focus_of_line[index]}}}")
            yield made("")
            yield from body[index:skip]
            yield made("")
            yield made(SET_FENCE)
            yield made("")
            continue
        if index not in directives:
            yield line
            continue
        skip = directives[index].stop
        if index not in topics:
            continue
        topic = topics[index]
        yield made("")
        yield made(f"{SET_FENCE} html | div.depths")
        yield made(
            f"    attrs: {{data-topic: {topic.snippet.topic}, data-focus: {topic.snippet.focus},"
            f' data-section: "{" ".join(topic.sections)}", data-anchor: {topic.anchor}}}'
        )
        yield made("")
        for depth in DEPTHS:
            yield made(f"{TAB_FENCE} tab | {depth.capitalize()}")
            if depth == DEFAULT_DEPTH:
                yield made("    select: true")
            yield made("")
            yield from topic.snippet.texts[depth]
            yield made("")
            yield made(TAB_FENCE)
            yield made("")
        yield made(SET_FENCE)
        yield made("")


def _spans(section: str) -> str:
    return '<div class="anchors">' + "".join(f'<span id="{section}-{depth}"></span>' for depth in DEPTHS) + "</div>"


def _seen(
    body: tuple[Line, ...],
    directives: dict[int, Directive],
    topics: dict[int, Topic],
    focus_of_line: list[str],
    depths_of_line: dict[int, tuple[str, ...]],
    depth: str,
    focus: str,
) -> Iterator[Line]:
    """The lines that a reader of one depth and one focus sees."""
    skip = 0
    for index, line in enumerate(body):
        if index < skip:
            continue
        if index in directives:
            skip = directives[index].stop
            if index in topics and shown(focus_of_line[index], focus):
                yield replace(line, text="", column=1)
                yield from topics[index].snippet.texts[depth]
                yield replace(line, text="", column=1)
        elif shown(focus_of_line[index], focus) and depth in depths_of_line.get(index, DEPTHS):
            yield line
