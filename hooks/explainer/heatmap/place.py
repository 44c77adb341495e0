"""`::: heatmap ID` in a page: checked, replaced by a placeholder line, and the placeholder by the figure."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..depths import DEPTHS
from ..directives import Directive, put_marks
from ..problem import ContentError, Problem
from ..text import Line
from .artifact import Artifact, load, visible
from .table import Placement, figure_html

OPTIONS = frozenset({"layer", "head", "caption", "depths", "beside"})
BESIDE_OPTIONS = frozenset({"id", "layer", "head", "caption", "difference"})
PLACEHOLDER = re.compile("<p>\ue000figure:(?P<number>[0-9]+)\ue000(?P<captions>.*?)\ue000</p>", re.DOTALL)


def load_all(
    files: Iterable[tuple[str, bytes]], exists: Callable[[str], bool], problems: list[Problem]
) -> dict[str, Artifact]:
    """Every artifact that can be used, by id; what is wrong with the others is added to `problems`."""
    artifacts = {}
    for path, data in files:
        try:
            artifact = load(path, data, exists)
        except ContentError as error:
            problems += error.problems
        else:
            artifacts[artifact.id] = artifact
    return artifacts


def unknown_references(artifacts: Iterable[Artifact], known: Container[str]) -> Iterator[Problem]:
    """A problem for each artifact whose model has a reference that is not in the bibliography."""
    for artifact in artifacts:
        key = artifact.model.reference
        if key and key not in known:
            what = f"the references have no `{visible(key)}`"
            yield artifact.problem(("model", "reference"), "FIG014", what, "use a key of docs/references.bib")


def place_figures(
    lines: tuple[Line, ...], artifacts: Mapping[str, Artifact]
) -> tuple[list[Line], list[Problem], list[tuple[Placement, ...]]]:
    """The lines with a placeholder paragraph for each directive, what is wrong, and the maps that each one places.

    The captions stand in the placeholder, so that Markdown renders them with their citations and formulas.
    """
    placed, problems, found = put_marks(
        lines, "heatmap", OPTIONS, lambda one: _faults(one, artifacts), words=_captions, mark="figure:{}"
    )
    count: Counter[str] = Counter()
    placements = []
    for one in found:
        maps = _maps(one)
        here = tuple(_placement(one, chosen, artifacts[chosen["id"]], count) for chosen in maps)
        placements.append(_compared(here, subtract=bool(maps[-1].get("difference"))))
    return placed, problems, placements


def _faults(directive: Directive, artifacts: Mapping[str, Artifact]) -> list[Problem]:
    maps = _maps(directive)
    wrong = [
        *_option_problems(directive),
        *(problem for one in maps for problem in _map_problems(directive, one, artifacts)),
    ]
    return wrong or [*_difference_problems(directive, maps, artifacts)]


def _captions(directive: Directive) -> Iterator[str]:
    return (" ".join(one.get("caption", "").split()) for one in _maps(directive))


def insert_figures(
    html: str, placements: list[tuple[Placement, ...]], to_root: str = "", works: Mapping[str, str] | None = None
) -> str:
    """The page's HTML with the maps in place of their placeholders; for the rest see Placement."""

    def figures(match: re.Match[str]) -> str:
        maps = [
            replace(one, caption=caption, to_root=to_root, works=works or {})
            for one, caption in zip(placements[int(match["number"])], match["captions"].split("\ue000"), strict=True)
        ]
        content = "".join(map(figure_html, maps))
        return f'<div class="heatmap-pair">{content}</div>' if len(maps) > 1 else content

    return PLACEHOLDER.sub(figures, html)


def _maps(directive: Directive) -> list[dict[str, Any]]:
    """The map of a directive, and the one beside it, each as its id and options."""
    maps = [directive.options | {"id": directive.argument}]
    if beside := directive.options.get("beside"):
        maps.append(beside if isinstance(beside, dict) else {"id": beside})
    return maps


def _placement(directive: Directive, chosen: dict[str, Any], artifact: Artifact, count: Counter[str]) -> Placement:
    depths = directive.options.get("depths", ())
    count[artifact.id] += 1
    number = count[artifact.id]
    return Placement(
        artifact,
        element=f"fig-{artifact.id}" + (f"-{number}" if number > 1 else ""),
        layer=chosen.get("layer", 1) - 1,
        head=chosen.get("head", 1) - 1,
        depths=(depths,) if isinstance(depths, str) else tuple(depths),
    )


def _compared(maps: tuple[Placement, ...], subtract: bool) -> tuple[Placement, ...]:
    """Two maps of the same words can be subtracted; the first opens as the difference if the page says so."""
    comparable = len(maps) > 1 and _same_words(*(one.artifact for one in maps))
    return tuple(
        replace(one, comparable=comparable, subtract=subtract and comparable and not number)
        for number, one in enumerate(maps)
    )


def _same_words(one: Artifact, other: Artifact) -> bool:
    return (one.queries, one.keys) == (other.queries, other.keys)


def _difference_problems(
    directive: Directive, maps: list[dict[str, Any]], artifacts: Mapping[str, Artifact]
) -> Iterator[Problem]:
    wanted = maps[-1].get("difference", False)
    if not isinstance(wanted, bool):
        yield _problem(directive, "FIG024", f"difference is {wanted!r}", "write true or false")
    elif wanted and not _same_words(*(artifacts[one["id"]] for one in maps)):
        what = "the two maps are not of the same words"
        yield _problem(directive, "FIG024", what, "leave `difference` out, or show maps with equal queries and keys")


def _option_problems(directive: Directive) -> Iterator[Problem]:
    depths = directive.options.get("depths", [])
    chosen = [depths] if isinstance(depths, str) else depths
    if not isinstance(chosen, list) or not all(depth in DEPTHS for depth in chosen):
        yield _problem(directive, "FIG023", f"depths is {depths!r}", f"list some of {', '.join(DEPTHS)}")
    beside = directive.options.get("beside")
    if isinstance(beside, dict):
        for option in beside:
            if option not in BESIDE_OPTIONS:
                what = f"the map beside has no option `{option}`"
                yield _problem(directive, "DIR002", what, f"use some of {', '.join(sorted(BESIDE_OPTIONS))}")


def _map_problems(
    directive: Directive, chosen: dict[str, Any], artifacts: Mapping[str, Artifact]
) -> Iterator[Problem]:
    name = chosen.get("id")
    if not name or not isinstance(name, str):
        yield _problem(directive, "FIG020", "this heatmap names no artifact", "write ::: heatmap ID")
        return
    artifact = artifacts.get(name)
    if artifact is None:
        near = difflib.get_close_matches(name, artifacts, n=1)
        help = f"did you mean {near[0]}?" if near else f"write docs/attention/{visible(name)}.json"
        yield _problem(directive, "FIG020", f"there is no usable artifact `{visible(name)}`", help)
    for option, count in (("layer", artifact.layers), ("head", artifact.heads)) if artifact else ():
        value = chosen.get(option, 1)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= count:
            what = f"there is no {option} {value!r}"
            yield _problem(directive, "FIG021", what, f"{option}s count from 1 to {count} here")
    if not isinstance(chosen.get("caption", ""), str):
        yield _problem(directive, "FIG022", "the caption is not a text", "write it in quotes")


def _problem(directive: Directive, code: str, message: str, help: str) -> Problem:
    return directive.line.problem(code, message, help, directive.indent)
