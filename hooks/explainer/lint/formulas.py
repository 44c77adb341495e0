"""Formulas in LaTeX, Unicode and Python, parsed into one form, so that a rule judges what is computed, not its spelling.

An expression is a nested tuple: ("name", "q"), ("num", 2.0), ("mul", a, b, …), ("div", a, b), ("add", a, b, …),
("pow", a, b), ("call", "softmax", a, …). Transposes are dropped; `x ** 0.5`, `√x` and `\\sqrt{x}` are one call.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

Expr = tuple
DEEPEST = 40
LONGEST = 4000
FUNCTIONS = frozenset({"softmax", "tanh", "exp", "sqrt", "max", "argmax", "sigmoid", "relu", "phi", "log", "sum", "concat", "attention", "align", "score", "mean", "cos", "norm", "elu", "min", "multihead", "head"})
SKIPPED = re.compile(
    r"\\(?:left|right|bigl|bigr|Bigl|Bigr|big|Big|bigg|Bigg|biggl|biggr|displaystyle|textstyle|limits|nolimits|!|,|;|:|quad|qquad|mathbf|boldsymbol|mathit|bm|vec|hat|bar|tilde|overrightarrow|overleftarrow|overline|mathcal|mathbb|mathsf|underbrace|overbrace|tfrac|dfrac)(?![A-Za-z])"
)
NAMED = re.compile(r"\\(?:mathrm|text|operatorname\*?|mathop|textrm|textbf|mathbf|mbox|textsf|texttt|mathit|boldsymbol|bm|mathsf)\s*\{([^{}]{1,60})\}")
LEXEME = re.compile(r"(?P<num>\d+(?:\.\d+)?)|(?P<command>\\[A-Za-z]+)|(?P<word>[A-Za-zα-ωΑ-Ωϕ̄]+)|(?P<op>[-+*/^_=(){}\[\],|√·×⋅−±∑Σ;&])|(?P<other>\\.|\S)")
SUPERSCRIPTS = {"ᵀ": "^T", "²": "^2", "⊤": "^T", "′": "", "¹": "", "³": "^3", "⁻¹": "", "½": "0.5"}
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙₘₐₜₛₕᵥ₋", "0123456789ijknmatshv-"))
GREEK = {"\\alpha": "alpha", "\\phi": "phi", "\\varphi": "phi", "\\sigma": "sigma", "\\tau": "tau", "\\beta": "beta", "\\lambda": "lambda", "\\top": "T", "\\ell": "l", "\\intercal": "T"}
TRANSPOSED = frozenset({"T", "top", "t", "H", "transpose", "intercal"})


class _Unreadable(Exception):
    pass


def parse(text: str) -> tuple[Expr | None, Expr | None]:
    """(left side, right side) of a formula in LaTeX or Unicode; the left side is None without `=`.

    What cannot be read gives (None, None).
    """
    if len(text) > LONGEST:
        return None, None
    parts = _split_equation(_plain(text))
    try:
        sides = [_Parser(part).whole() for part in parts[:2]]
    except (_Unreadable, RecursionError):
        try:
            return None, _Parser(parts[-1]).whole()
        except (_Unreadable, RecursionError):
            return None, None
    return (sides[0], sides[1]) if len(sides) == 2 else (None, sides[0])


def _plain(text: str) -> str:
    text = re.sub(r"\\(?:begin|end)\{[a-z*]+\}|\\\\|&|\\label\{[^{}]*\}|\\tag\{[^{}]*\}|\\ ", " ", text)
    for _ in range(2):
        text = NAMED.sub(lambda match: " " + re.sub(r"[^A-Za-z0-9]", "", match[1]) + " ", text)
    text = text.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac").replace("\\cfrac", "\\frac")
    text = SKIPPED.sub(" ", text)
    for sign, plain in SUPERSCRIPTS.items():
        text = text.replace(sign, plain)
    out, low = [], False
    for character in text:
        if character in SUBSCRIPTS:
            out.append(("" if low else "_{") + SUBSCRIPTS[character])
            low = True
        else:
            out.append(("}" if low else "") + character)
            low = False
    text = "".join(out) + ("}" if low else "")
    return text.replace("α", "alpha ").replace("φ", "phi ").replace("ϕ", "phi ").replace("σ", "sigma ").replace("\\propto", "=").replace("≈", "=").replace(":=", "=")


def _split_equation(text: str) -> list[str]:
    """Cut at the `=` signs outside of brackets."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        if character in "({[":
            depth += 1
        elif character in ")}]":
            depth -= 1
        elif character == "=" and depth <= 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()] or [""]


class _Parser:
    def __init__(self, text: str):
        self.tokens = [(m.lastgroup, m[0], m.start()) for m in LEXEME.finditer(text)]
        self.at = 0
        self.depth = 0

    def whole(self) -> Expr:
        expression = self.sum()
        return expression

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        if self.at >= len(self.tokens):
            raise _Unreadable
        self.at += 1
        return self.tokens[self.at - 1][1]

    def sum(self) -> Expr:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Unreadable
        terms = [self.product()]
        while self.peek() in ("+", "-", "−", "±"):
            sign = self.take()
            term = self.product()
            terms.append(term if sign == "+" else ("mul", ("num", -1.0), term))
        self.depth -= 1
        return terms[0] if len(terms) == 1 else ("add", *terms)

    def product(self) -> Expr:
        if self.peek() in ("-", "−", "+"):
            self.take()
        result = self.power()
        factors = [result]
        while self.at < len(self.tokens):
            word = self.peek()
            if word in ("+", "-", "−", "±", ")", "}", "]", ",", ";", "=", "|", "&", "") or word == "\\rangle":
                break
            if word == "/":
                self.take()
                divisor = self.power()
                # `a / \sqrt{d} V`: only the next factor divides
                numerator = factors[0] if len(factors) == 1 else ("mul", *factors)
                factors = [("div", numerator, divisor)]
                continue
            if word in ("*", "·", "×", "⋅", "\\cdot", "\\times", "\\odot", "@", "\\circ", "\\dot", "°"):
                self.take()
                continue
            factors.append(self.power())
        return factors[0] if len(factors) == 1 else ("mul", *factors)

    def power(self) -> Expr:
        base = self.atom()
        while self.peek() in ("^", "_"):
            mark = self.take()
            script = self.script()
            if mark == "_":
                base = _with_index(base, script)
            elif script[0] == "name" and script[1] in TRANSPOSED:
                continue
            elif script == ("num", 0.5):
                base = ("call", "sqrt", base)
            else:
                base = ("pow", base, script)
        return base

    def script(self) -> Expr:
        if self.peek() == "{":
            self.take()
            depth, words = 1, []
            while depth:
                word = self.take()
                depth += (word == "{") - (word == "}")
                if depth:
                    words.append(word)
            joined = "".join(words).replace("\\", "").replace("−", "-")
            try:
                return ("num", float(joined))
            except ValueError:
                return ("name", joined)
        word = self.take()
        if word in ("-", "−"):
            word = "-" + self.take()
        try:
            return ("num", float(word))
        except ValueError:
            return ("name", GREEK.get(word, word.lstrip("\\")))

    def atom(self) -> Expr:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Unreadable
        try:
            kind, word = self.kind(), self.take()
            if kind == "num":
                return ("num", float(word))
            if word in ("(", "[", "{"):
                closing = {"(": ")", "[": "]", "{": "}"}[word]
                return self._inside(closing)
            if word in ("√", "\\sqrt"):
                if self.peek() == "[":
                    self.take()
                    self._inside("]")
                inner = self.power() if word == "\\sqrt" or self.peek() in "({" else self.power()
                return ("call", "sqrt", inner)
            if word == "\\frac":
                return ("div", self.atom(), self.atom())
            if word in ("\\sum", "∑", "Σ", "\\prod", "\\int"):
                while self.peek() in ("^", "_"):
                    self.take()
                    self.script()
                return ("call", "sum", self.product())
            if word in ("\\max", "\\argmax", "\\arg", "\\min"):
                while self.peek() in ("^", "_"):
                    self.take()
                    self.script()
                return ("call", word[1:], self.product())
            if word in ("\\exp", "\\tanh", "\\log", "\\cos"):
                return ("call", word[1:], self._argument())
            if word in GREEK:
                name = GREEK[word]
                if name == "phi" and self.peek() == "(":
                    return ("call", "phi", self._argument())
                return ("name", name)
            if word == "|" or kind == "other" or kind == "command":
                return ("name", word.lstrip("\\"))
            if kind == "word":
                return self._word(word)
            raise _Unreadable
        finally:
            self.depth -= 1

    def _word(self, word: str) -> Expr:
        low = word.lower()
        if low in FUNCTIONS and low not in ("t", "h"):
            while self.peek() in ("^", "_"):
                self.take()
                self.script()
            if low == "sum":
                return ("call", "sum", self.product())
            if self.peek() in ("(", "{", "["):
                return ("call", low, *self._arguments())
            return ("call", low, self.power()) if self.at < len(self.tokens) and self.peek() not in ")}],=+-" else ("name", low)
        if word in ("QK", "QKT"):
            if word == "QKT":
                return ("mul", ("name", "Q"), ("name", "K"))
            following = self.peek()
            if following == "^":
                self.take()
                self.script()
            return ("mul", ("name", "Q"), ("name", "K"))
        if word in ("QKV", "QV", "KV"):
            return ("mul", *(("name", letter) for letter in word))
        if len(word) > 1 and self.peek() == "(" and word.isalpha() and low not in ("qk",):
            return ("call", low, *self._arguments())
        if len(word) == 1 and word in "asgf" and self.peek() == "(":
            return ("call", word, *self._arguments())
        return ("name", word)

    def _arguments(self) -> list[Expr]:
        opening = self.take()
        closing = {"(": ")", "[": "]", "{": "}"}[opening]
        found = []
        while self.at < len(self.tokens) and self.peek() != closing:
            found.append(self.sum())
            if self.peek() in (",", ";", "|", "=", "&"):
                self.take()
            elif self.peek() != closing:
                raise _Unreadable
        if self.at < len(self.tokens):
            self.take()
        return found

    def _argument(self) -> Expr:
        if self.peek() in ("(", "{", "["):
            found = self._arguments()
            return found[0] if len(found) == 1 else ("call", "args", *found)
        return self.power()

    def _inside(self, closing: str) -> Expr:
        items = []
        while self.at < len(self.tokens) and self.peek() != closing:
            items.append(self.sum())
            if self.peek() in (",", ";", "|", "=", "&"):
                self.take()
            elif self.peek() and self.peek() != closing:
                if self.peek() in (")", "}", "]"):
                    break
                raise _Unreadable
        if self.at < len(self.tokens):
            self.take()
        if not items:
            return ("name", "")
        return items[0] if len(items) == 1 else ("call", "args", *items)


def _with_index(base: Expr, script: Expr) -> Expr:
    index = script[1] if script[0] == "name" else f"{script[1]:g}"
    if base[0] == "name":
        return ("name", f"{base[1]}_{index}")
    return base


def factors(expression: Expr, depth: int = 0) -> tuple[list[Expr], list[Expr]]:
    """The factors above and below the fraction line."""
    if depth > DEEPEST:
        return [expression], []
    kind = expression[0]
    if kind == "mul":
        above, below = [], []
        for part in expression[1:]:
            up, down = factors(part, depth + 1)
            above += up
            below += down
        return above, below
    if kind == "div":
        up, down = factors(expression[1], depth + 1)
        up2, down2 = factors(expression[2], depth + 1)
        return up + down2, down + up2
    if kind == "pow" and expression[2][0] == "num" and expression[2][1] < 0:
        exponent = -expression[2][1]
        inner = ("call", "sqrt", expression[1]) if exponent == 0.5 else expression[1]
        return [], [inner]
    return [expression], []


def walk(expression: Expr, depth: int = 0) -> Iterator[Expr]:
    """The expression and everything inside it."""
    if depth > DEEPEST or not isinstance(expression, tuple):
        return
    yield expression
    for part in expression[1:]:
        if isinstance(part, tuple):
            yield from walk(part, depth + 1)


def names(expression: Expr) -> set[str]:
    return {part[1] for part in walk(expression) if part[0] == "name"}


def calls(expression: Expr) -> set[str]:
    return {part[1] for part in walk(expression) if part[0] == "call"}


# Python -----------------------------------------------------------------------------------------------------------

PRODUCTS = frozenset({"matmul", "dot", "bmm", "mm", "einsum", "inner", "multiply", "mul", "baddbmm", "batch_matmul", "vdot", "tensordot", "batch_dot"})
KEPT = frozenset({"transpose", "T", "mT", "swapaxes", "permute", "contiguous", "float", "to", "reshape", "view", "unsqueeze", "squeeze", "expand_dims", "astype", "type_as", "detach", "half", "swapdims", "masked_fill", "moveaxis", "dropout", "Dropout", "attn_drop", "asarray", "array", "tensor"})


def statements(code: str) -> list[tuple[int, str, Expr]]:
    """(line from 0, name, value) for every assignment, return and bare expression of a piece of Python, with earlier
    assignments put in place of the names they define. Empty for what is not Python."""
    if len(code) > 30000 or code.count("(") > 3000:
        return []
    try:
        tree = ast.parse(_dedented(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found: list[tuple[int, str, Expr]] = []
    _body(tree.body, {}, found, 0)
    return found


def _dedented(code: str) -> str:
    lines = []
    for line in code.split("\n"):
        line = re.sub(r"^(\s*)(?:>>>|\.\.\.|In \[\d+\]:) ?", r"\1", line)
        lines.append("" if line.lstrip().startswith(("%", "!")) else line)
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip() and not line.lstrip().startswith("#")), default=0)
    return "\n".join(line[margin:] if line[:margin].strip() == "" else line.lstrip() for line in lines)


def _body(body: list[ast.stmt], known: dict[str, Expr], found: list, depth: int) -> None:
    if depth > 12:
        return
    for statement in body[:2000]:
        line = statement.lineno - 1
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            value = _value(statement.value, known, 0)
            for name in _targets(statement.targets[0]):
                found.append((line, name, value))
                known[name] = value if _size(value) < 400 else ("name", name)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            value = _value(statement.value, known, 0)
            for name in _targets(statement.target):
                found.append((line, name, value))
                known[name] = value if _size(value) < 400 else ("name", name)
        elif isinstance(statement, ast.AugAssign):
            value = _value(statement.value, known, 0)
            for name in _targets(statement.target):
                before = known.get(name, ("name", name))
                if isinstance(statement.op, ast.Div):
                    value = _divided(before, value)
                elif isinstance(statement.op, ast.Mult):
                    value = ("mul", before, value)
                else:
                    value = ("add", before, value)
                found.append((line, name, value))
                known[name] = value if _size(value) < 400 else ("name", name)
        elif isinstance(statement, ast.Return) and statement.value is not None:
            found.append((line, "return", _value(statement.value, known, 0)))
        elif isinstance(statement, ast.Expr):
            if not isinstance(statement.value, ast.Constant):
                found.append((line, "", _value(statement.value, known, 0)))
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            _body(statement.body, dict(known) if not isinstance(statement, ast.ClassDef) else {}, found, depth + 1)
        elif isinstance(statement, (ast.For, ast.While, ast.With, ast.If, ast.Try)):
            _body(statement.body, known, found, depth + 1)
            _body(getattr(statement, "orelse", []), known, found, depth + 1)


def _size(expression: Expr) -> int:
    return sum(1 for _ in walk(expression))


def _targets(target: ast.expr) -> list[str]:
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Attribute):
        return [target.attr]
    if isinstance(target, ast.Subscript):
        return _targets(target.value)
    return []


def _value(node: ast.expr, known: dict[str, Expr], depth: int) -> Expr:
    if depth > DEEPEST:
        return ("name", "?")
    below = depth + 1
    if isinstance(node, ast.Name):
        return known.get(node.id, ("name", node.id))
    if isinstance(node, ast.Constant):
        return ("num", float(node.value)) if isinstance(node.value, (int, float)) and not isinstance(node.value, bool) and abs(node.value) < 1e15 else ("name", "")
    if isinstance(node, ast.UnaryOp):
        inner = _value(node.operand, known, below)
        if isinstance(node.op, ast.USub) and inner[0] == "num":
            return ("num", -inner[1])
        return inner
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, known, below), _value(node.right, known, below)
        if isinstance(node.op, (ast.MatMult, ast.Mult)):
            return ("mul", left, right)
        if isinstance(node.op, ast.Div):
            return _divided(left, right)
        if isinstance(node.op, ast.FloorDiv) and left[0] == right[0] == "num" and right[1]:
            return ("num", float(left[1] // right[1]))
        if isinstance(node.op, ast.Pow):
            if right[0] == "num" and right[1] == 0.5:
                return ("call", "sqrt", left)
            return ("pow", left, right)
        return ("add", left, right)
    if isinstance(node, ast.Attribute):
        if node.attr in KEPT:
            return _value(node.value, known, below)
        if node.attr == "shape":
            return ("call", "shape", _value(node.value, {}, below))
        return ("name", node.attr)
    if isinstance(node, ast.Subscript):
        base = _value(node.value, known, below)
        if base[0] == "call" and base[1] == "shape":
            return ("call", "size", base[2], _index(node.slice))
        return base
    if isinstance(node, ast.Call):
        return _call(node, known, below)
    if isinstance(node, ast.IfExp):
        return _value(node.body, known, below)
    if isinstance(node, (ast.Tuple, ast.List)):
        return ("call", "args", *(_value(item, known, below) for item in node.elts[:20]))
    if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
        return ("call", "args", _value(node.elt, known, below))
    return ("name", "?")


def _divided(above: Expr, below: Expr) -> Expr:
    """A quotient; exp(x − max) over its own sum is a softmax."""
    if above[0] == "call" and above[1] == "exp" and len(above) > 2 and "sum" in calls(below) and "exp" in calls(below):
        inside = above[2]
        if inside[0] == "add" and len(inside) == 3 and ("max" in calls(inside[2]) or "amax" in calls(inside[2])):
            inside = inside[1]
        return ("call", "softmax", inside)
    return ("div", above, below)


def _index(node: ast.expr) -> Expr:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return ("name", "?")
    return ("num", float(value)) if isinstance(value, int) else ("name", "?")


def _call(node: ast.Call, known: dict[str, Expr], depth: int) -> Expr:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else "?"
    module = isinstance(function, ast.Attribute) and isinstance(function.value, (ast.Name, ast.Attribute)) and (
        getattr(function.value, "id", getattr(function.value, "attr", "")) in ("np", "torch", "math", "F", "functional", "tf", "jnp", "nn", "jax", "numpy", "nnx", "linalg", "keras", "ops", "mx", "self", "scipy", "special")
    )
    arguments = [_value(item, known, depth) for item in node.args[:12]]
    receiver = _value(function.value, known, depth) if isinstance(function, ast.Attribute) and not module else None
    if name in PRODUCTS:
        if name == "einsum":
            arguments = [argument for argument in arguments if argument != ("name", "")]
        return ("mul", *([receiver] if receiver else []), *arguments) if arguments or receiver else ("name", name)
    if name in KEPT:
        return receiver if receiver is not None else arguments[0] if arguments else ("name", name)
    if name in ("div", "true_divide", "divide"):
        items = ([receiver] if receiver else []) + arguments
        return ("div", items[0], items[1]) if len(items) > 1 else ("name", name)
    if name in ("sqrt", "rsqrt"):
        inner = arguments[0] if arguments else receiver or ("name", "?")
        root = ("call", "sqrt", inner)
        return root if name == "sqrt" else ("div", ("num", 1.0), root)
    if name in ("pow", "power") and len(arguments) > 1 and arguments[1][0] == "num":
        if arguments[1][1] == 0.5:
            return ("call", "sqrt", arguments[0])
        return ("pow", arguments[0], arguments[1])
    if name == "size" and receiver is not None:
        return ("call", "size", receiver, arguments[0] if arguments else ("name", "?"))
    if name == "len":
        return ("call", "size", arguments[0] if arguments else ("name", "?"), ("num", 0.0))
    axis = next((_index(word.value) for word in node.keywords if word.arg in ("axis", "dim")), None)
    scale = any(word.arg in ("scale", "temperature") for word in node.keywords)
    items = ([receiver] if receiver is not None else []) + arguments
    if name in ("softmax", "Softmax", "log_softmax", "masked_softmax", "stable_softmax", "softmax_rows"):
        if axis is None and len(items) > 1 and items[1][0] == "num":
            axis = items[1]
        extra = (("call", "axis", axis),) if axis else ()
        return ("call", "softmax", *(items[:1]), *extra) + ((("name", "scale"),) if scale else ())
    return ("call", name.lower(), *items) + ((("name", "scale"),) if scale else ())
