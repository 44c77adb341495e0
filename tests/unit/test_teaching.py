"""The tables for teachers, the objectives and the sample courses."""

from __future__ import annotations

from pathlib import Path

import pytest
from explainer.depths import assemble
from explainer.objectives import Objectives, load_objectives, missing
from explainer.problem import ContentError
from explainer.snippets import Snippet
from explainer.teaching import chapter, load_syllabi, syllabi_html, tables
from explainer.text import split_lines
from explainer.views import DEPTHS

REPO = Path(__file__).resolve().parents[2]
TOPICS = ("look-back", "heads")
PAGE = """---
title: A page
---
# A page

## The Idea

::: depths look-back

## After

::: depths heads

## Key findings

- One.
"""


def snippet(topic, line):
    words = {"conceptual": "word " * 10, "intermediate": "word " * 300, "technical": "word " * 700}
    focus = "modern" if topic == "heads" else "both"
    return Snippet(topic, topic.capitalize(), focus, {d: split_lines(f"{topic}/{d}.md", words[d]) for d in DEPTHS})


def objectives(text, topics=TOPICS):
    return load_objectives(split_lines("docs/teach/objectives.yml", text), topics)


GOALS = """topics:
  look-back:
    assumes: [heads]
    conceptual: [Explain <it>.]
    intermediate: [Compute it.]
    technical: [Derive it., State it.]
"""


@pytest.fixture
def made():
    return chapter("A page", "a/", assemble("docs/a.md", split_lines("docs/a.md", PAGE), snippet), objectives(GOALS))


def test_a_row_for_each_section_depth_and_differing_focus(made):
    assert [(row.section, row.depth, row.focus) for row in made.rows] == [
        *(("the-idea", depth, "both") for depth in DEPTHS),
        *(("after", depth, "both") for depth in DEPTHS),
        ("key-findings", "", "both"),
    ]


def test_a_row_says_where_how_long_and_what_for(made):
    row = next(row for row in made.rows if row.depth == "technical")
    assert (row.address, row.minutes) == ("a/#the-idea-technical", 4)
    assert row.assumes == ("heads",) and row.teaches == ("Derive it.", "State it.")


def test_figures_are_named_by_their_titles_and_lead_to_their_bare_pages():
    figures = "\n\n::: heatmap cat\n\n::: chart curve\n\n::: drawing loop"
    page = PAGE.replace("::: depths heads", "::: depths heads" + figures)
    titles = {"embed/heatmap/cat/": "The <cat>", "embed/drawing/loop/": "A loop"}
    assembly = assemble("docs/a.md", split_lines("docs/a.md", page), snippet)
    html = tables([chapter("A page", "a/", assembly, Objectives({}, {}), titles)], {}, "../")
    assert '<a href="../embed/heatmap/cat/">The &lt;cat&gt;</a>' in html
    assert '<a href="../embed/chart/curve/">' in html and '<a href="../embed/drawing/loop/">A loop</a>' in html


def test_a_section_that_reads_otherwise_under_a_focus_is_listed_again():
    page = PAGE.replace("## After\n\n", "")
    found = chapter("A page", "a/", assemble("docs/a.md", split_lines("docs/a.md", page), snippet), Objectives({}, {}))
    assert ("the-idea", "technical", "original") in [(r.section, r.depth, r.focus) for r in found.rows]
    assert "a/?focus=original#the-idea-technical" in [row.address for row in found.rows]


def test_exercises_are_marked_and_need_no_objectives():
    page = PAGE.replace("depths heads", "depths check-idea")
    found = chapter("A page", "a/", assemble("docs/a.md", split_lines("docs/a.md", page), snippet), objectives(GOALS))
    assert {row.section for row in found.rows if row.exercises} == {"after"}
    assert "Exercises with answers" in tables([found], {}, "../")
    assert missing(objectives(GOALS), ["look-back", "check-idea"]) == []


def test_tables_are_complete_and_escaped(made):
    html = tables([made], {"heads": ("Heads", "b/#heads")}, "../")
    assert html.count("<tr data-address=") == 7 and 'href="../a/#the-idea-technical">Technical</a>' in html
    assert 'Assumes <a href="../b/#heads">Heads</a>' in html
    assert "explain &lt;it&gt;" in html and "<it>" not in html


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Compute it.", "Understand it.", "5:1  OBJ004"),
        ("look-back:", "look-bak:", "2:3  OBJ002  there is no topic `look-bak` — did you mean `look-back`?"),
        ("[heads]", "[tails]", "2:3  OBJ002"),
        ("conceptual: [Explain <it>.]", "conceptual: []", "2:3  OBJ003"),
        ("conceptual:", "shallow:", "2:3  OBJ001"),
        ("[Compute it.]", "Compute it.", "2:3  OBJ001"),
        ("[heads]", "[look-back]", "2:3  OBJ005"),
    ],
)
def test_wrong_objectives_are_refused_with_their_place(old, new, problem):
    with pytest.raises(ContentError) as refused:
        objectives(GOALS.replace(old, new))
    assert f"docs/teach/objectives.yml:{problem}" in str(refused.value)


def test_every_topic_has_objectives_at_every_depth():
    topics = [folder.name for folder in (REPO / "snippets").iterdir() if not folder.name.startswith("check-")]
    lines = split_lines("docs/teach/objectives.yml", (REPO / "docs/teach/objectives.yml").read_text("utf-8"))
    assert missing(load_objectives(lines, topics), topics) == []


COURSE = """- id: short
  title: Short
  summary: One meeting.
  parts:
    - title: Before
      read: ["a/#the-idea-conceptual"]
    - title: In class
      minutes: 75
      read:
        - a/#the-idea-technical
      do: Talk.
"""


def test_a_course_has_its_times_from_the_catalogue(made):
    syllabi = load_syllabi(split_lines("docs/teach/syllabi.yml", COURSE), [row.address for row in made.rows])
    html = syllabi_html(syllabi, [made], "../")
    assert "<td>5&nbsp;min</td><td>1&nbsp;h 15&nbsp;min</td>" in html
    assert 'href="?list=a/%23the-idea-conceptual,a/%23the-idea-technical#picker"' in html


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("- a/#the-idea-technical", "- a/#the-ida-technical", "10:11  SYL001"),
        ("  title: Short\n", "", "1:1  SYL002"),
        ("summary: One", "summary: One: two", "3:15  SYL002"),
    ],
)
def test_a_wrong_course_is_refused(made, old, new, problem):
    with pytest.raises(ContentError) as refused:
        load_syllabi(split_lines("docs/teach/syllabi.yml", COURSE.replace(old, new)), [row.address for row in made.rows])
    assert f"docs/teach/syllabi.yml:{problem}" in str(refused.value)
