"""Headings and their ids. Every id is written into the Markdown, so that an address never depends on the order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown.extensions.toc import slugify

from .problem import Problem
from .text import Line, with_code_flag

ATX = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<inside>[^{}]*)\}[ \t]*$")
EXPLICIT_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s#.=]+)")
MARKUP = re.compile(r"\[@[^\]]*\]|[*`$\\]|\]\([^)]*\)|[\[\]]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at `index` of the lines it was found in; `line` has the id in its text."""

    level: int
    title: str
    id: str
    line: Line
    index: int


def with_explicit_ids(
    lines: tuple[Line, ...], prefix: str = ""
) -> tuple[tuple[Line, ...], tuple[Heading, ...], tuple[Problem, ...]]:
    """The lines with `{ #id }` behind every heading that has none, the headings, and ids that stand twice."""
    result, headings, problems = list(lines), [], []
    seen: set[str] = set()
    for index, (line, code) in enumerate(with_code_flag(lines)):
        match = None if code else ATX.match(line.text)
        if not match:
            continue
        title, attributes = _split_attributes(match["title"])
        explicit = EXPLICIT_ID.search(attributes)
        id = explicit["id"] if explicit else prefix + slugify(plain(title), "-")
        if not explicit:
            inside = f"#{id} {attributes}".strip()
            result[index] = replace(line, text=f"{match['marks']} {title} {{ {inside} }}")
        if id in seen:
            problems.append(
                line.problem(
                    "HDG001",
                    f"the heading id `{id}` stands twice",
                    f"give this heading another title, or an id of its own: `{match['marks']} {title} {{ #name }}`",
                )
            )
        seen.add(id)
        headings.append(Heading(len(match["marks"]), plain(title), id, result[index], index))
    return tuple(result), tuple(headings), tuple(problems)


def scopes(headings: tuple[Heading, ...], length: int) -> Iterator[tuple[Heading, int]]:
    """Each heading with the index where its section ends: at the next heading of its level or above."""
    for position, heading in enumerate(headings):
        later = (other.index for other in headings[position + 1 :] if other.level <= heading.level)
        yield heading, next(later, length)


def with_attribute(line: Line, attribute: str) -> Line:
    """A heading line whose braces hold one more attribute."""
    return replace(line, text=re.sub(r"\}[ \t]*$", f"{attribute} }}", line.text))


def plain(title: str) -> str:
    """A title without Markdown's marks and citations."""
    return re.sub(r"\s+", " ", MARKUP.sub("", title)).strip()


def _split_attributes(title: str) -> tuple[str, str]:
    match = ATTRIBUTES.search(title)
    return (title[: match.start()], match["inside"].strip()) if match else (title, "")
