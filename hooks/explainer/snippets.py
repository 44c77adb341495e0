"""A topic's folder: three texts and, where needed, a focus and a title."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from .headings import with_explicit_ids
from .problem import ContentError, Problem
from .text import Line, decode, read_yaml, split_lines
from .views import DEFAULT_FOCUS, DEPTHS, FOCUSES

TOPIC = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Snippet:
    """One topic: its three texts, the focus it belongs to, and its title (empty if it has none)."""

    topic: str
    title: str
    focus: str
    texts: dict[str, tuple[Line, ...]]


def load_snippet(
    topic: str, owner: Line, read: Callable[[str], bytes | None], topics: Callable[[], list[str]]
) -> Snippet:
    """Read `snippets/<topic>/`.

    `owner` is the line that names the topic, `read` gives the bytes of a path below the project's root or None,
    `topics` lists the topics that exist. Raises ContentError with all that is wrong.
    """
    at = max(owner.text.find(topic), 0) if topic else 0
    if not TOPIC.fullmatch(topic):
        raise ContentError(
            [
                owner.problem(
                    "SNP001",
                    f"`{topic}` is not the name of a topic" if topic else "`::: depths` names no topic",
                    "name a folder below snippets/ in lower-case letters, digits and hyphens, for example look-back",
                    at,
                )
            ]
        )
    problems: list[Problem] = []
    texts: dict[str, tuple[Line, ...]] = {}
    missing: list[str] = []
    for depth in DEPTHS:
        path = f"snippets/{topic}/{depth}.md"
        data = read(path)
        if data is None:
            missing.append(depth)
            continue
        try:
            texts[depth], faults = _prepare(split_lines(path, decode(path, data)), f"{topic}-{depth}--")
            problems += faults
        except ContentError as error:
            problems += error.problems
    if len(missing) == len(DEPTHS):
        near = get_close_matches(topic, topics(), 1)
        hint = f"did you mean `{near[0]}`?" if near else f"make the folder snippets/{topic}/ with its three depths"
        raise ContentError([owner.problem("SNP002", f"there is no topic `{topic}`", hint, at)])
    for depth in missing:
        problems.append(
            owner.problem("SNP003", f"`{topic}` has no {depth} depth", f"write snippets/{topic}/{depth}.md", at)
        )
    title, focus = "", DEFAULT_FOCUS
    try:
        title, focus = _read_options(topic, read)
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(problems)
    return Snippet(topic, title, focus, texts)


def _prepare(lines: tuple[Line, ...], prefix: str) -> tuple[tuple[Line, ...], list[Problem]]:
    lines, headings, faults = with_explicit_ids(lines, prefix)
    problems = list(faults)
    if not any(line.text.strip() for line in lines):
        path = prefix.removesuffix("--")
        blank = lines[0] if lines else None
        where = blank or Line("", f"snippets/{path.rpartition('-')[0]}/{path.rpartition('-')[2]}.md", 1)
        problems.append(where.problem("SNP004", "this depth is empty", "write it"))
    for heading in headings:
        if heading.level < 3:
            problems.append(
                heading.line.problem(
                    "SNP005", "a snippet's headings start at the third level", f"write `### {heading.title}`"
                )
            )
    for line in lines:
        if line.text.startswith("::: depths"):
            problems.append(
                line.problem("SNP006", "a snippet cannot hold another snippet", "name both topics in the page")
            )
    return lines, problems


def _read_options(topic: str, read: Callable[[str], bytes | None]) -> tuple[str, str]:
    path = f"snippets/{topic}/snippet.yml"
    data = read(path)
    if data is None:
        return "", DEFAULT_FOCUS
    lines = split_lines(path, decode(path, data))
    first = lines[0] if lines else Line("", path, 1)
    options = read_yaml(lines, first)

    def line_of(name: str) -> Line:
        return next((line for line in lines if line.text.startswith(name)), first)

    problems = [
        line_of(str(name)).problem("SNP007", f"snippet.yml has no option `{name}`", "use focus or title")
        for name in options
        if name not in ("focus", "title")
    ]
    focus = options.get("focus", DEFAULT_FOCUS)
    if focus not in FOCUSES:
        problems.append(
            line_of("focus").problem("SNP007", f"`{focus}` is not a focus", f"use one of {', '.join(FOCUSES)}")
        )
    if problems:
        raise ContentError(problems)
    return str(options.get("title", "")), focus
