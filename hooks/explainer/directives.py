"""The `::: name ARGUMENT` lines of a page, with their indented YAML options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .problem import ContentError, Problem
from .text import Line, read_yaml, with_code_flag

DIRECTIVE = re.compile(r"^(?P<indent> *):::[ \t]+(?P<name>[a-z][a-z-]*)(?:[ \t]+(?P<argument>\S.*?))?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive: `lines[start:stop]` is what it occupies, options included."""

    name: str
    argument: str
    options: dict[str, Any]
    line: Line
    start: int
    stop: int
    indent: int


def find(lines: tuple[Line, ...], name: str) -> Iterator[Directive | Problem]:
    """Every `::: name …` outside code, in order; a Problem in place of one whose options cannot be read."""
    if not any(":::" in line.text for line in lines):
        return
    flags = [code for _, code in with_code_flag(lines)]
    for start, line in enumerate(lines):
        match = None if flags[start] else DIRECTIVE.match(line.text)
        if not match or match["name"] != name:
            continue
        indent = len(match["indent"])
        stop = start + 1
        while stop < len(lines) and _is_option(lines[stop].text, indent):
            stop += 1
        try:
            options = read_yaml(lines[start + 1 : stop], line)
        except ContentError as error:
            yield from error.problems
            continue
        yield Directive(name, match["argument"] or "", options, line, start, stop, indent)


def put_marks(
    lines: tuple[Line, ...],
    name: str,
    options: frozenset[str],
    faults: Callable[[Directive], Iterable[Problem]],
    words: Callable[[Directive], Iterable[str]] = lambda _: (),
    mark: str = "",
) -> tuple[list[Line], list[Problem], list[Directive]]:
    r"""The lines with a paragraph in place of each `::: name`, what is wrong, and the directives that are right.

    The paragraph of the n-th right one is `\ue000name:n\ue000`, or between the same signs what `mark` makes of n.
    Markdown leaves it alone, for the step that puts the figure there. `words` go with it, a `\ue000` behind each, so
    that Markdown renders them.
    """
    marked: list[Line] = []
    problems: list[Problem] = []
    right: list[Directive] = []
    done = 0
    for found in find(lines, name):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        wrong = [*check_options(found, options), *faults(found)]
        problems += wrong
        marked += lines[done : found.start]
        done = found.stop
        if not wrong:
            parts = ((mark or f"{name}:{{}}").format(len(right)), *words(found))
            text = " " * found.indent + "".join(f"\ue000{part}" for part in parts) + "\ue000"
            blank = replace(found.line, text="")
            marked += [blank, replace(found.line, text=text), blank]
            right.append(found)
    return [*marked, *lines[done:]], problems, right


def unknown_names(lines: tuple[Line, ...], known: frozenset[str]) -> Iterator[Problem]:
    """A problem for every directive whose name is none of `known`."""
    for line, code in with_code_flag(lines):
        match = None if code else DIRECTIVE.match(line.text)
        if match and match["name"] not in known:
            yield line.problem(
                "DIR001",
                f"there is no directive `::: {match['name']}`",
                f"use one of {', '.join(sorted(known))}",
                match.start("name"),
            )


def check_options(directive: Directive, allowed: frozenset[str]) -> Iterator[Problem]:
    """A problem for every option that the directive does not have."""
    for option in directive.options:
        if option not in allowed:
            yield directive.line.problem(
                "DIR002",
                f"`::: {directive.name}` has no option `{option}`",
                f"use one of {', '.join(sorted(allowed))}" if allowed else "remove it",
                directive.indent,
            )


def _is_option(text: str, indent: int) -> bool:
    return bool(text.strip()) and len(text) - len(text.lstrip(" ")) >= indent + 4
