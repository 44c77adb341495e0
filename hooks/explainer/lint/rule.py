"""What a rule is, and the one registry that holds them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .document import Block

FAMILIES = {
    "ORG": "the origin of neural encoder–decoder attention",
    "CRD": "credit for all three authors, and for nobody else",
    "DAT": "dates of the works",
    "MEC": "who contributed which mechanism",
    "MTH": "formulas",
    "EVO": "attention has evolved since 2015 and since 2017",
    "QUO": "quotations have a source and a locator",
    "INT": "attention weights are not the explanation of a decision",
    "CPX": "cost in time and memory, limits of context",
    "PAG": "a whole view of a page",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule strikes: a block and an offset in its text; `message` and `help` replace the rule's own."""

    block: Block
    offset: int
    message: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `on` says what `check` is called with: a sentence, a block, a view or a bibliography entry."""

    code: str
    name: str
    on: str
    message: str
    help: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    source: str
    check: Callable[..., Iterable[Any]] = field(repr=False)

    @property
    def family(self) -> str:
        return self.code[:3]


RULES: dict[str, Rule] = {}


def rule(code: str, name: str, *, on: str, message: str, help: str, why: str, bad: Iterable[str], good: Iterable[str],
         source: str) -> Callable[[Callable[..., Iterable[Any]]], Callable[..., Iterable[Any]]]:
    """Register the decorated generator as a rule."""

    def register(check: Callable[..., Iterable[Any]]) -> Callable[..., Iterable[Any]]:
        if code in RULES or code[:3] not in FAMILIES:
            raise ValueError(f"{code} is taken or has no family")
        RULES[code] = Rule(code, name, on, message, help, why, tuple(bad), tuple(good), source, check)
        return check

    return register
