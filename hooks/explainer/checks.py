"""Check yourself on paper: under the questions of each depth a line with the right letters, which only print shows.

On the page the reasons stand behind the choices, and print leaves them there: a hand-out that gave each answer beside
its question would be no check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .depths import SET_FENCE, TAB_FENCE
from .text import Line

CHECK = re.compile(r"^ +attrs: \{data-topic: check-")
TAB = re.compile(rf"^{TAB_FENCE} tab \|")
QUESTION = re.compile(r"^\*\*\d+\.")
CHOICE = re.compile(r"^\?\?\?\+? (?P<kind>right|wrong) ")
LETTERS = "ABCDEFGH"


def add_answers(lines: tuple[Line, ...]) -> Iterator[Line]:
    """A page's lines with the answers at the end of each tab of its questions."""
    in_check, right, choice = False, [], 0
    for line in lines:
        if CHECK.match(line.text):
            in_check = True
        elif line.text == SET_FENCE:
            in_check = False
        elif in_check and TAB.match(line.text):
            right, choice = [], 0
        elif in_check and line.text == TAB_FENCE and right:
            answers = ", ".join(f"{number} {letters or '–'}" for number, letters in enumerate(right, 1))
            text = f'<p class="answers" data-search-exclude>Answers: {answers}. The reasons stand on the page itself.</p>'
            for made in ("", text, ""):
                yield replace(line, text=made, column=1)
        elif in_check and QUESTION.match(line.text):
            right.append("")
            choice = 0
        elif in_check and right and (found := CHOICE.match(line.text)):
            if found["kind"] == "right":
                right[-1] += LETTERS[choice]
            choice += 1
        yield line
