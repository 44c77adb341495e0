"""Run the rules over a document and put every finding at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..problem import Problem
from ..text import Line
from . import rules as _rules  # noqa: F401  (fills the registry)
from .document import Block, Document, comments, docstrings, read
from .knowledge import telling
from .rule import RULES, Hit, Rule
from .stance import mentioned, withdrawn
from .tagging import sentences


# Families that speak of who, when and what came first: idle where nobody, no work and no year is in sight.
ABOUT_WORKS = frozenset({"ORG", "CRD", "DAT", "MEC"})
# Families that read the comments of code as well: what a comment says of arithmetic is for the rules on code.
REMARKS = ABOUT_WORKS | {"EVO", "INT", "CPX"}


def selected(select: Iterable[str] | None, ignore: Iterable[str]) -> list[Rule]:
    """The rules whose code begins with one of `select` (all without it) and with none of `ignore`."""
    chosen = tuple(select) if select is not None else ("",)
    left_out = tuple(ignore)
    return [
        rule
        for code, rule in sorted(RULES.items())
        if rule.family != "PAG" and code.startswith(chosen) and not (left_out and code.startswith(left_out))
    ]


def check(lines: Sequence[Line], *, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> list[Problem]:
    """What the content families find in Markdown lines, each at the place it comes from, in a stable order."""
    document = read(lines)
    active = selected(select, ignore)
    found = list(_findings(document, active))
    kept = list(_unsilenced(document, found, {rule.code for rule in active}))
    return sorted(set(kept))


def _findings(document: Document, active: list[Rule]) -> Iterator[tuple[Block, Problem]]:
    by_kind: dict[str, list[Rule]] = {"remark": [rule for rule in active if rule.on == "sentence" and rule.family in REMARKS]}
    by_kind["unnamed remark"] = [rule for rule in by_kind["remark"] if rule.family not in ABOUT_WORKS]
    by_kind["unnamed"] = [rule for rule in active if rule.on == "sentence" and rule.family not in ABOUT_WORKS]
    for rule in active:
        by_kind.setdefault(rule.on, []).append(rule)
    previous: Block | None = None
    for block in document.blocks:
        block.cache["previous"] = previous
        seen: set[tuple[str, int]] = set()
        for rule, hit in _hits(block, by_kind):
            problem = hit.block.problem(
                hit.offset, rule.code, hit.message or rule.message, hit.help or rule.help
            )
            if (rule.family, problem.line) in seen:
                continue
            seen.add((rule.family, problem.line))
            yield block, problem
        if block.kind in ("paragraph", "heading", "claim"):
            previous = block


def _hits(block: Block, by_kind: dict[str, list[Rule]]) -> Iterator[tuple[Rule, Hit]]:
    if block.kind == "table":
        for rule in by_kind.get("table", ()):
            for hit in rule.check(block):
                yield rule, hit
        for row in block.cells[1:]:
            if withdrawn(row):
                continue
            for cell in row:
                if cell.text.count(" ") > 2 or "$" in cell.text:
                    yield from _prose(cell, by_kind)
    elif block.kind == "code" and not telling(block.text, block.about):
        return
    elif block.kind == "code":
        for rule in by_kind.get("code", ()):
            for hit in rule.check(block):
                yield rule, hit
        for comment in comments(block) if by_kind["remark"] else ():
            yield from _prose(comment, {"sentence": by_kind["remark"], "unnamed": by_kind["unnamed remark"]})
        for docstring in docstrings(block):  # what it says in words; the rules on code have read the rest
            yield from _prose(docstring, {kind: [rule for rule in rules if rule.family != "MTH"] for kind, rules in by_kind.items()})
    elif block.kind != "claim":
        yield from _prose(block, by_kind)


def _prose(block: Block, by_kind: dict[str, list[Rule]]) -> Iterator[tuple[Rule, Hit]]:
    for rule in by_kind.get("block", ()):
        for hit in rule.check(block):
            yield rule, hit
    for sentence in sentences(block):
        for rule in by_kind.get("sentence", ()) if sentence.names_works else by_kind["unnamed"]:
            for hit in rule.check(sentence):
                if not mentioned(sentence, hit.offset):
                    yield rule, hit


def _unsilenced(document: Document, found: list[tuple[Block, Problem]], active: set[str]) -> Iterator[Problem]:
    used: set[int] = set()
    for block, problem in found:
        for number, silence in enumerate(document.silences):
            if silence.code == problem.code and silence.top == block.top:
                used.add(number)
                break
        else:
            yield problem
    for number, silence in enumerate(document.silences):
        if silence.code not in RULES:
            yield silence.line.problem("IGN001", f"there is no rule {silence.code}", "name a rule of docs/rules/", silence.column)
        elif not silence.reason:
            yield silence.line.problem(
                "IGN002",
                f"{silence.code} is silenced without a reason",
                f"write <!-- attribution: ignore {silence.code} -- why the rule is wrong here -->",
                silence.column,
            )
        elif number not in used and silence.code in active:
            yield silence.line.problem(
                "IGN003", f"{silence.code} finds nothing here to silence", "remove the comment", silence.column
            )
