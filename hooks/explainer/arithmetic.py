"""Numbers in formulas, computed again: `0.75 \\times 0.8 + 0.25 \\times (-0.4) = 0.5` must hold.

Of each formula those sides of its equations count that hold numbers only; a side with a letter is passed over. A
number is right if it is what the other side gives, rounded to the digits that it shows.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Iterator
from itertools import pairwise

from .maths import Formula, find_formulas
from .problem import Problem
from .text import Line

SIDES = re.compile(r"(?P<sign>\\approx|=)|,\s*\\q?quad|\\\\|&|;|\\(?:begin|end)\{\w+\}")
SPACES = re.compile(r"\\[,;:! ]|\\q?quad(?![A-Za-z])|\\(?:left|right|bigl?|bigr?)(?![A-Za-z])|~|\s")
LITERAL = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?")
GROUP = r"\{([^{}]*)\}"
REWRITES = (
    (re.compile(r"\{,\}"), ""),
    (re.compile(r"−"), "-"),
    (re.compile(r"\\(?:times|cdot)(?![A-Za-z])"), "*"),
    (re.compile(rf"\\[dt]?frac{GROUP}{GROUP}"), r"((\1)/(\2))"),
    (re.compile(rf"\\sqrt{GROUP}"), r"sqrt(\1)"),
    (re.compile(r"\\(ln|exp)(?![A-Za-z])"), r"\1"),
    (re.compile(rf"(?<![A-Za-z])e\^(?:{GROUP}|(\d))"), r"exp(\1\2)"),
    (re.compile(rf"\^(?:{GROUP}|(\d))"), r"**(\1\2)"),
    (re.compile(r"(?<=[\d)])(?=\()|(?<=\))(?=\d)"), "*"),
)
CALCULATION = re.compile(r"(?:[-+*/()\d.]|sqrt|exp|ln)+")
LONGEST = 200
ROUGH, ROUNDED, EXACT = 0.05, 2e-3, 1e-9  # how far two calculations may differ: nearly equal, with rounded numbers, equal
UNITS = {"million": 1e6, "billion": 1e9}
UNIT = re.compile(r"\$ (?P<unit>million|billion)\b")

OPERATIONS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: math.pow, ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip
FUNCTIONS = {"sqrt": math.sqrt, "exp": math.exp, "ln": math.log}


def check_arithmetic(lines: tuple[Line, ...]) -> Iterator[Problem]:
    """A problem for every equation between numbers that does not hold."""
    for formula in find_formulas(lines):
        if isinstance(formula, Formula):
            for message, offset in wrong_equations(formula.latex, _scale(formula)):
                yield formula.problem("MAT003", message, "compute it again, or round it to the digits shown", offset)


def wrong_equations(latex: str, scale: float = 1) -> Iterator[tuple[str, int]]:
    """What is wrong in a formula's arithmetic, and at which character. `scale` is the unit of its last number."""
    sides, start, sign = [], 0, ""
    for match in [*SIDES.finditer(latex), None]:
        end = match.start() if match else len(latex)
        sides.append((sign, calculation(latex[start:end]), start))
        start, sign = (match.end(), match["sign"] or "") if match else (end, "")
    for (_, left, _), (sign, right, offset) in pairwise(sides):
        if not (sign and left and right):
            continue
        unit = scale if offset == sides[-1][2] else 1
        given, found = value_of(left), value_of(right)
        if given is not None and found is not None and not _agree(left, given / unit, right, found, sign):
            yield f"{left} is {given / unit:.6g}, not {right}", offset + len(latex[offset:]) - len(latex[offset:].lstrip())


def calculation(latex: str) -> str:
    """A side of an equation as a calculation with numbers, or nothing if it holds anything else."""
    text = SPACES.sub("", latex.strip().rstrip(".,"))
    for _ in range(4):  # fractions and roots may nest
        for pattern, replacement in REWRITES:
            text = pattern.sub(replacement, text)
    return text if CALCULATION.fullmatch(text) and len(text) <= LONGEST and re.search(r"\d", text) else ""


def value_of(text: str) -> float | None:
    """What a calculation comes to; None if it is none, or too large a number."""
    try:
        return _evaluate(ast.parse(text, mode="eval").body)
    except (SyntaxError, ArithmeticError, ValueError):
        return None


def _evaluate(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATIONS[type(op)](_evaluate(left), _evaluate(right))
        case ast.UnaryOp(op=op, operand=operand):
            return OPERATIONS[type(op)](_evaluate(operand))
        case ast.Call(func=ast.Name(id=name), args=[argument]) if name in FUNCTIONS:
            return FUNCTIONS[name](_evaluate(argument))
    raise ValueError(ast.unparse(node))


def _scale(formula: Formula) -> float:
    """What the word behind a formula multiplies its last number by."""
    last = formula.latex.rpartition("\n")[2]
    end = len(last) + (formula.start if len(formula.lines) == 1 else 0)
    unit = UNIT.match(formula.lines[-1].text, end)
    return UNITS[unit["unit"]] if unit else 1


def _agree(left: str, given: float, right: str, found: float, sign: str) -> bool:
    """Whether two sides are the same, as far as the digits of the shorter one go."""
    literals = [match for match in (LITERAL.fullmatch(left), LITERAL.fullmatch(right)) if match]
    if not literals:
        rounded = "." in left + right
        return math.isclose(given, found, rel_tol=ROUGH if sign != "=" else ROUNDED if rounded else EXACT)
    return abs(given - found) <= max(_half_a_unit(match, sign) for match in literals) * (1 + 1e-9) + 1e-12


def _half_a_unit(literal: re.Match[str], sign: str) -> float:
    if literal["decimals"]:
        return 0.5 * 10 ** -len(literal["decimals"])
    if sign == "=":
        return 0.0  # a whole number is exact, unless it is said to be about right
    digits = literal[0].lstrip("-")
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0")))
