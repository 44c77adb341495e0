"""What each topic assumes and teaches: docs/teach/objectives.yml, read and held against the topics that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .problem import ContentError, Problem
from .text import Line, read_yaml
from .views import DEPTHS

PATH = "docs/teach/objectives.yml"
VERBS = frozenset(
    """apply calculate choose classify compare compute count credit define derive describe distinguish draw estimate
    explain give identify implement interpret judge label list locate match name order place point predict propose prove
    read reproduce say show solve sort split state summarise test trace translate write""".split()
)
MOST = 3
EXERCISES = "check-"  # how the names of topics begin that test what others teach


@dataclass(frozen=True, slots=True)
class Goals:
    """One topic: the topics that it builds on, and for each depth what a student can do after it."""

    assumes: tuple[str, ...]
    objectives: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Objectives:
    """The whole file: `background` says what each depth expects of its reader, `topics` holds the goals."""

    background: Mapping[str, str]
    topics: Mapping[str, Goals]


def load_objectives(lines: tuple[Line, ...], topics: Collection[str]) -> Objectives:
    """Read the file. Raises ContentError with the place of everything that is wrong in it."""
    if not lines:
        return Objectives({}, {})
    data = read_yaml(lines, lines[0])
    problems = list(_faults(data, lines, topics))
    if problems:
        raise ContentError(problems)
    return Objectives(
        background={depth: str(text) for depth, text in (data.get("background") or {}).items()},
        topics={
            name: Goals(
                tuple(entry.get("assumes") or ()),
                {depth: tuple(entry[depth]) for depth in DEPTHS if depth in entry},
            )
            for name, entry in (data.get("topics") or {}).items()
        },
    )


def missing(objectives: Objectives, topics: Collection[str]) -> list[str]:
    """The topics and depths that have no objective yet; exercises need none."""
    return [
        f"{topic} {depth}"
        for topic in sorted(topics)
        if not topic.startswith(EXERCISES)
        for depth in DEPTHS
        if topic not in objectives.topics or not objectives.topics[topic].objectives.get(depth)
    ]


def _faults(data: dict[str, Any], lines: tuple[Line, ...], topics: Collection[str]) -> Iterator[Problem]:
    def at(text: str) -> Line:
        return next((line for line in lines if text in line.text and not line.text.startswith("#")), lines[0])

    for name in data:
        if name not in ("background", "topics"):
            yield at(name).problem("OBJ001", f"there is no part `{name}`", "use background and topics")
    for name, entry in (data.get("topics") or {}).items():
        line = at(f"  {name}:")
        if name not in topics:
            near = get_close_matches(str(name), topics, 1)
            hint = f"did you mean `{near[0]}`?" if near else "name a folder of snippets/"
            yield line.problem("OBJ002", f"there is no topic `{name}`", hint, 2)
        if not isinstance(entry, dict):
            yield line.problem("OBJ001", f"`{name}` has no objectives", "write a list for each depth", 2)
            continue
        for part, value in entry.items():
            if part not in ("assumes", *DEPTHS):
                yield line.problem("OBJ001", f"`{name}` has a part `{part}`", f"use assumes, {', '.join(DEPTHS)}", 2)
            elif not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield line.problem("OBJ001", f"`{part}` of `{name}` is not a list of texts", "begin each with `- `", 2)
            elif part == "assumes":
                for topic in set(value) - set(topics):
                    yield line.problem("OBJ002", f"`{name}` assumes `{topic}`, which is no topic", "name a topic", 2)
            else:
                yield from _untestable(name, part, value, line, at)
    yield from _circles(data.get("topics") or {}, at)


def _untestable(name: str, depth: str, objectives: list[str], line: Line, at: Any) -> Iterator[Problem]:
    if not 1 <= len(objectives) <= MOST:
        help = f"write one to {MOST}"
        yield line.problem("OBJ003", f"`{name}` has {len(objectives)} objectives at {depth} depth", help, 2)
    for objective in objectives:
        verb = objective.split()[0].lower() if objective.strip() else ""
        if verb not in VERBS:
            near = get_close_matches(verb, VERBS, 1)
            hint = f"did you mean `{near[0]}`?" if near else "begin with what can be tested: compute, explain, compare"
            yield at(objective).problem("OBJ004", f"`{objective}` does not begin with a verb that can be tested", hint)


def _circles(topics: dict[str, Any], at: Any) -> Iterator[Problem]:
    def below(name: str, seen: tuple[str, ...]) -> tuple[str, ...]:
        if name in seen:
            return (*seen[seen.index(name) :], name)
        entry = topics.get(name)
        needed = entry.get("assumes") or () if isinstance(entry, dict) else ()
        return next((found for other in needed if (found := below(other, (*seen, name)))), ())

    for name in topics:
        circle = below(name, ())
        if circle and circle[0] == name:
            text = " → ".join(circle)
            yield at(f"  {name}:").problem("OBJ005", f"topics assume each other: {text}", "drop one of them", 2)
            return
