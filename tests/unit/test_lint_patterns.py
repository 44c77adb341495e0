"""A pattern is run only on texts that hold the words it needs, and that never hides a match."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from explainer.lint import chronology, claims, costs, judgement, worlds
from explainer.lint.document import read
from explainer.lint.needs import needs
from explainer.lint.tagging import sentences
from explainer.text import split_lines

DATA = Path(__file__).parents[1] / "attribution"
GROUPS = (claims.CLAIMS, claims.EARLIEST, claims.AUTHORED, worlds.TOLD, costs.STATEMENTS, judgement.TOLD, chronology.YEARS)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"ATT (?:was |is )by ", [{"ATT"}]),
        (r"(?:GVAS|GLUO) (?:\S+ ){0,3}?invented ", [{"GVAS", "GLUO"}, {"invented"}]),
        (r"(?:really |very )?(?:born|hatched) (?:in )?", [{"born", "hatched"}]),
        (r"(?:\S+ )?\S+", []),
        (r"pre\S+ ", []),
    ],
)
def test_the_words_that_a_pattern_needs(pattern, expected):
    found = [set(words) for words in needs(pattern)]
    assert all(words in found for words in expected)
    assert expected or not found


def test_a_word_counts_only_if_it_stands_alone():
    for pattern, text in ((r"a(?:b )*c ", " ac "), (r"foo(?:\S+ )*bar ", " foobar "), (r"(?:x )?(?:y|yz) ", " yz ")):
        assert re.search("(?<= )" + pattern, text)
        assert all(set(text.split()) & words for words in needs(pattern))


def test_no_match_is_hidden():
    for line in (DATA / "examples.jsonl").read_text("utf-8").splitlines():
        for block in read(split_lines("p.md", json.loads(line)["text"])).blocks:
            for sentence in sentences(block):
                for patterns in GROUPS:
                    worth = {number for number, _ in patterns.worth(sentence.text)}
                    for number, pattern in enumerate(patterns):
                        assert number in worth or pattern.regex.search(sentence.text) is None, (pattern.pattern, sentence.text)
