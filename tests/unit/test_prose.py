"""The voice of each depth: length, reading grade and formulas of every topic, within the limits of tests/bench/prose.py."""

from __future__ import annotations

import pytest
from bench.prose import Prose, measure, sentences, topics
from explainer.text import split_lines
from explainer.views import DEPTHS


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("topic", topics())
def test_a_topic_keeps_within_the_limits_of_its_depth(topic, depth):
    assert list(measure(topic, depth).faults()) == []


def test_what_lies_outside_the_limits_is_said():
    found = Prose("look-back", "conceptual", words=9000, grade=9.1, formulas=2).faults()
    assert [fault.partition(",")[0] for fault in found] == ["9000 words", "2 formulas", "grade 9.1"]
    assert list(Prose("look-back", "technical", words=300, grade=12, formulas=40).faults()) == []


def test_sentences_leave_out_what_is_not_written_in_sentences():
    text = """### A heading

The cat *sat* [@bahdanau2015, sec. 3.1] on a
mat of 1,000 [threads](page.md), $x = 1$ by count.

- One thing
- another thing:

| a | b |
|---|---|
| 1 | 2 |

$$
e = mc^2
$$

```text
code = True
```

??? wrong "A choice"
    Its reason.
"""
    assert sentences(split_lines("snippets/a/conceptual.md", text)).split("\n") == [
        "The cat sat on a mat of 1000 threads, this by count.",
        "One thing.",
        "another thing.",
        "A choice.",
        "Its reason.",
    ]


def test_long_sentences_of_long_words_have_a_higher_grade_than_short_ones():
    import textstat

    easy = "The cat sat on the mat. It was red. It was soft."
    hard = "Differentiable alignment necessitates considerable computational expenditure, notwithstanding parallelisation."
    assert textstat.flesch_kincaid_grade(easy) < 2 < 15 < textstat.flesch_kincaid_grade(hard)
