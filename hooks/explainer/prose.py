"""Which characters of a text are prose: not code, not comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from .text import Line, mask_inline_code, with_code_flag

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
UNTIL_NEWLINE = re.compile(r"[^\n]")


def mask_code_and_comments(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """One text for each line, equally long, with code and HTML comments replaced by spaces.

    A `<!--` in code begins no comment, and a comment may end on a later line.
    """
    without_code = "\n".join(
        " " * len(line.text) if code else mask_inline_code(line.text) for line, code in with_code_flag(lines)
    )
    if "<!--" in without_code:
        without_code = blank(COMMENT, without_code)
    return tuple(without_code.split("\n")[: len(lines)])


def blank(pattern: re.Pattern[str], text: str) -> str:
    """`text` with all that matches `pattern` replaced by spaces; line breaks stay."""
    return pattern.sub(lambda match: UNTIL_NEWLINE.sub(" ", match[0]), text)


def paragraphs(texts: Iterable[str]) -> Iterator[range]:
    """The line indices of each run of lines that are not blank."""
    for empty, run in groupby(enumerate(texts), key=lambda item: not item[1].strip()):
        if not empty:
            indices = [index for index, _ in run]
            yield range(indices[0], indices[-1] + 1)
