"""Text that remembers where it came from: lines, front matter, code fences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from .problem import ContentError, Problem

FENCE = re.compile(r"^(?P<indent>[ ]*)(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
INLINE_CODE = re.compile(r"(?P<ticks>(?<!`)`+(?!`))(?:.*?[^`])?(?P=ticks)(?!`)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its newline. `number` and `column` (both from 1) say where `text[0]` stands in `path`."""

    text: str
    path: str
    number: int
    column: int = 1

    def problem(self, code: str, message: str, help: str, offset: int = 0) -> Problem:
        """A problem at `text[offset]`."""
        return Problem(self.path, self.number, self.column + offset, code, message, help)

    def indented(self, width: int) -> Line:
        """The same line pushed right by `width` spaces, with its place in the file unchanged."""
        if not self.text:
            return self
        return replace(self, text=" " * width + self.text, column=self.column - width)


def decode(path: str, data: bytes) -> str:
    """`data` as text. Raises ContentError with the place of the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise ContentError(
            [Problem(path, line, column, "TXT001", "this file is not UTF-8", "save it with the encoding UTF-8")]
        ) from None


def split_lines(path: str, text: str) -> tuple[Line, ...]:
    """The lines of `text`, with Unix, Windows or old Mac line ends."""
    parts = re.split(r"\r\n|\r|\n", text)
    if parts and parts[-1] == "":
        parts.pop()
    return tuple(Line(part, path, number) for number, part in enumerate(parts, 1))


def join(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)


def split_front_matter(lines: tuple[Line, ...]) -> tuple[dict[str, Any], tuple[Line, ...]]:
    """The YAML between two `---` lines at the top, and the lines after it.

    Raises ContentError where the block does not end, is not YAML or is not a mapping.
    """
    if not lines or lines[0].text.rstrip() != "---":
        return {}, lines
    end = next((i for i, line in enumerate(lines[1:], 1) if line.text.rstrip() in ("---", "...")), None)
    if end is None:
        raise ContentError(
            [lines[0].problem("TXT002", "the front matter has no end", "close it with a line that holds only ---")]
        )
    meta = read_yaml(lines[1:end], lines[0])
    return meta, lines[end + 1 :]


def read_yaml(lines: tuple[Line, ...], owner: Line) -> dict[str, Any]:
    """A YAML mapping; `owner` is the line to blame when there is no better place. Raises ContentError."""
    if not lines:
        return {}
    try:
        value = _load_yaml(join(lines))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = lines[min(mark.line, len(lines) - 1)] if mark and lines else owner
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ContentError(
            [
                line.problem(
                    "TXT002",
                    f"this is not valid YAML: {what}",
                    "write one `name: value` a line, with quotes around values that hold a colon",
                    mark.column if mark else 0,
                )
            ]
        ) from None
    except ValueError as error:  # a date such as 2015-13-40
        raise ContentError(
            [owner.problem("TXT002", f"this is not valid YAML: {error}", "put the value in quotes")]
        ) from None
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ContentError(
            [owner.problem("TXT002", "this YAML is not a mapping", "write one `name: value` a line")]
        )
    return value


def _load_yaml(text: str) -> Any:
    """`text` read by libyaml where it is there, ten times as fast; what it refuses is left to PyYAML, which says why."""
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.safe_load(text)


def with_code_flag(lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line, and whether it belongs to a fenced code block (its fences included)."""
    fence: re.Match[str] | None = None
    for line in lines:
        match = FENCE.match(line.text) if "```" in line.text or "~~~" in line.text else None
        if fence is None:
            if match and not (match["mark"][0] == "`" and "`" in match["info"]):
                fence = match
                yield line, True
            else:
                yield line, False
        else:
            yield line, True
            if match and match["mark"].startswith(fence["mark"]) and not match["info"].strip():
                fence = None


def mask_inline_code(text: str) -> str:
    """`text` with what stands in backticks replaced by spaces, so that offsets stay."""
    return INLINE_CODE.sub(lambda match: " " * len(match[0]), text) if "`" in text else text
