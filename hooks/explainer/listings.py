"""`::: listing FILE NAME …` in a page: functions and classes of a Python file below docs/, shown as they stand there."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable
from difflib import get_close_matches

from .directives import Directive, check_options, find
from .problem import ContentError, Problem
from .text import Line, decode, split_lines


def insert_listings(
    lines: tuple[Line, ...], page: str, read: Callable[[str], bytes | None]
) -> tuple[list[Line], list[Problem]]:
    """The lines with the source in place of each listing, and what is wrong.

    `page` is the path of the page below the project's root; FILE is named from there. `read` gives the bytes of a path
    below the root, or None.
    """
    shown: list[Line] = []
    problems: list[Problem] = []
    done = 0
    for found in find(lines, "listing"):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        shown += lines[done : found.start]
        done = found.stop
        problems += (wrong := list(check_options(found, frozenset())))
        try:
            shown += [] if wrong else _fenced(found, page, read)
        except ContentError as error:
            problems += error.problems
    return [*shown, *lines[done:]], problems


def _fenced(directive: Directive, page: str, read: Callable[[str], bytes | None]) -> list[Line]:
    owner = directive.line
    file, *names = directive.argument.split() or [""]
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), file))
    data = read(path) if file.endswith(".py") and path.startswith("docs/") else None
    if data is None:
        raise ContentError([_problem(directive, file, "LST001", f"there is no Python file `{file}` beside this page", "name one below docs/")])
    if not names:
        raise ContentError([_problem(directive, file, "LST002", "the listing names nothing to show", f"write ::: listing {file} and a function or class")])
    source = split_lines(path, decode(path, data))
    try:
        defined = {
            node.name: node
            for node in ast.parse(data).body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        }
    except SyntaxError as error:
        raise ContentError([Problem(path, error.lineno or 1, error.offset or 1, "LST003", f"this is not Python: {error.msg}", "mend it")]) from None
    problems = [
        _problem(directive, name, "LST002", f"{file} defines no `{name}`", _nearest(name, defined))
        for name in names
        if name not in defined
    ]
    if problems:
        raise ContentError(problems)
    inside = [source[_first(defined[name]) - 1 : defined[name].end_lineno] for name in names]
    parts = [Line("```python", owner.path, owner.number)]
    for number, part in enumerate(inside):
        parts += [Line("", path, part[0].number)] * 2 * bool(number) + list(part)
    return [line.indented(directive.indent) for line in [*parts, Line("```", owner.path, owner.number)]]


def _first(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _nearest(name: str, defined: dict[str, ast.AST]) -> str:
    near = get_close_matches(name, defined, 1)
    return f"did you mean `{near[0]}`?" if near else f"name one of {', '.join(defined)}"


def _problem(directive: Directive, word: str, code: str, message: str, help: str) -> Problem:
    return directive.line.problem(code, message, help, max(directive.line.text.find(word), 0))
