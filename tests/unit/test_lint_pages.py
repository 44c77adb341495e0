"""Each PAG rule finds what a view or an entry of the bibliography lacks, at its place, and nothing where nothing is wrong."""

from __future__ import annotations

import pytest

from explainer.citations import load_bibliography
from explainer.lint import check_bibliography, check_view
from explainer.lint.rule import RULES
from explainer.text import split_lines
from explainer.views import View

PAGE = """# How attention works

## The Problem
One vector had to hold the whole sentence.

## The Insight
Dzmitry Bahdanau, Kyunghyun Cho and Yoshua Bengio let the decoder look back [@bahdanau2015].

## How It Works
The weights are $\\alpha_{ij}$, a softmax of the scores.

::: heatmap cat

> “a single fixed-length vector” [@bahdanau2015, sec. 1]

## Modern Impact
Since 2017 attention has changed a great deal [@vaswani2017].

## Key findings
- One
- Two
- Three

## Recommendations
- One
- Two
- Three
"""
BIBLIOGRAPHY = """@inproceedings{bahdanau2015,
  title = {Neural Machine Translation by Jointly Learning to Align and Translate},
  author = {Bahdanau, Dzmitry and Cho, Kyunghyun and Bengio, Yoshua},
  booktitle = {ICLR},
  year = {2015},
  eprint = {1409.0473},
}

@inproceedings{vaswani2017,
  title = {Attention Is All You Need},
  author = {Vaswani, Ashish and Shazeer, Noam and Parmar, Niki and Uszkoreit, Jakob and Jones, Llion and Gomez, Aidan N. and Kaiser, Łukasz and Polosukhin, Illia},
  booktitle = {NIPS},
  year = {2017},
  eprint = {1706.03762},
}
"""
MEASURED = {"status": "measured", "model": {"name": "RNNsearch", "reference": "bahdanau2015"}}


def judged(text: str, artifact: dict | None = None, kind: str = "explanation", focus: str = "both") -> list[tuple[str, int, int]]:
    view = View("page.md", "technical", focus, {"kind": kind}, split_lines("page.md", text))
    found = check_view(view, load_bibliography("references.bib", BIBLIOGRAPHY), {"cat": artifact or MEASURED})
    return [(problem.code, problem.line, problem.column) for problem in found]


def place(text: str, piece: str) -> tuple[int, int]:
    """Line and column of a piece of text, from 1."""
    at = text.index(piece)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def without(piece: str) -> str:
    assert PAGE.count(piece) == 1
    return PAGE.replace(piece, "")


def test_a_right_page_has_no_finding():
    assert judged(PAGE) == []


@pytest.mark.parametrize(
    ("code", "text", "at"),
    [
        ("PAG001", without("Dzmitry Bahdanau, Kyunghyun Cho and "), (1, 1)),
        ("PAG001", PAGE.replace("One vector", "The weights $\\alpha_{ij}$ are new. One vector"), (4, 1)),
        ("PAG002", without("Since 2017 attention has changed a great deal [@vaswani2017]."), (1, 1)),
        ("PAG003", without("## The Insight\n"), (1, 1)),
        ("PAG003", PAGE.replace("## The Problem", "## X").replace("## The Insight", "## The Problem").replace("## X", "## The Insight"), (3, 1)),
        ("PAG004", without("## Recommendations\n- One\n- Two\n- Three\n"), (22, 1)),
        ("PAG004", PAGE.replace("- Three\n\n## Rec", "\n\n## Rec"), place(PAGE, "## Key findings")),
        ("PAG005", PAGE.replace("@vaswani2017", "@vaswani2071"), place(PAGE, "vaswani2017")),
        ("PAG007", PAGE.replace("@bahdanau2015, sec. 1", "@bahdanau2015"), place(PAGE, "> “a single")),
    ],
)
def test_a_wrong_page_has_its_finding_at_its_place(code, text, at):
    assert judged(text) == [(code, *at)]


@pytest.mark.parametrize("artifact", [{"status": "measured"}, {"model": {"name": "RNNsearch"}}, {"status": "drawn", "model": {"name": "RNNsearch"}}])
def test_a_figure_without_provenance(artifact):
    assert judged(PAGE, artifact) == [("PAG006", *place(PAGE, "cat"))]
    assert judged(PAGE, {"status": "illustrative"}) == []


@pytest.mark.parametrize("focus", ["both", "original", "modern"])
def test_an_empty_view(focus):
    assert judged("# Attention\n\n## Nothing\n", kind="guide", focus=focus) == [("PAG008", 1, 1)]
    assert judged("# Attention\n\nText.\n", kind="guide", focus=focus) == []


def test_a_guide_needs_neither_credit_nor_sections():
    assert judged("# Where to look\n\nThe scores are $e_{ij}$.\n", kind="guide") == []


def test_sections_are_asked_of_the_whole_page_only():
    text = without("## The Problem\nOne vector had to hold the whole sentence.\n\n")
    assert judged(text, focus="modern") == []
    assert [code for code, *_ in judged(text)] == ["PAG003"]


def references(text: str, cited: set[str] | None = None) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in check_bibliography(load_bibliography("references.bib", text), cited)]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (" and Bengio, Yoshua", ""),
        ("year = {2015}", "year = {2016}"),
        ("Jointly Learning", "Learning Jointly"),
        ("1409.0473", "1409.0374"),
        ("{ICLR}", "{EMNLP}"),
    ],
)
def test_a_wrong_entry_is_found_at_its_line(right, wrong):
    assert BIBLIOGRAPHY.count(right) == 1
    assert references(BIBLIOGRAPHY.replace(right, wrong)) == [("PAG010", 1)]


def test_right_entries_are_left_alone():
    assert references(BIBLIOGRAPHY) == references(BIBLIOGRAPHY, {"bahdanau2015", "vaswani2017"}) == []


def test_an_entry_that_nothing_cites():
    assert references(BIBLIOGRAPHY, {"bahdanau2015"}) == [("PAG011", 9)]


def test_no_page_rule_is_left_out():
    assert {code for code in RULES if code.startswith("PAG")} == {f"PAG{number:03}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11)}
