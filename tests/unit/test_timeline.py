"""The timeline: its works agree with the references, its mistakes are named with their place, its filter is complete."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from conftest import REPO
from explainer.citations import load_bibliography
from explainer.lint import check
from explainer.problem import ContentError
from explainer.text import join, split_lines
from explainer.timeline import (
    KINDS,
    LINES,
    MOST_WORDS,
    PATH,
    check_timeline,
    insert_timeline,
    load_timeline,
    place_timelines,
    timeline_html,
)

REFERENCES = """@inproceedings{bahdanau2015,
  author = {Bahdanau, Dzmitry and Cho, Kyunghyun and Bengio, Yoshua},
  title = {Neural Machine Translation by Jointly Learning to Align and Translate},
  booktitle = {International Conference on Learning Representations (ICLR)},
  year = {2015},
  eprint = {1409.0473},
}
@article{watson1964,
  author = {Watson, Geoffrey S.},
  title = {Smooth <Regression> Analysis},
  journal = {Sankhyā},
  volume = {26},
  year = {1964},
  url = {https://example.org/},
}
"""
WORKS = """works:
  - key: watson1964
    date: "1964"
    kind: precursor
    focus: original
    added: Weighted averages & more.
  - key: bahdanau2015
    date: "2014-09"
    kind: attention
    focus: original
    turning: true
    added: Learned weights.
"""


def bibliography(text: str = REFERENCES):
    return load_bibliography("docs/references.bib", text)


def works(text: str = WORKS):
    return load_timeline(split_lines(PATH, text))


def real():
    path = REPO / PATH
    return works(path.read_text("utf-8")), bibliography((REPO / "docs/references.bib").read_text("utf-8"))


def problems(text: str) -> list[str]:
    try:
        return [str(problem) for problem in check_timeline(works(text), bibliography())]
    except ContentError as error:
        return [str(problem) for problem in error.problems]


def test_the_site_s_timeline_agrees_with_its_references():
    assert list(check_timeline(*real())) == []


def test_what_each_work_added_is_said_shortly_and_passes_the_attribution_rules():
    for work in real()[0]:
        assert len(work.added.split()) <= MOST_WORDS
        assert check(split_lines(PATH, work.added)) == [], work.key


def test_every_work_of_the_line_that_the_site_tells_of_is_there():
    told = " ".join(
        path.read_text("utf-8")
        for topic in ("evolution", "evolution-since-2017", "who-did-what")
        for path in (REPO / "snippets" / topic).glob("*.md")
    )
    cited = set(re.findall(r"@([a-z]+\d{4}[a-z]*)", told))
    assert cited - {work.key for work in real()[0]} == set()


def test_the_original_is_the_turning_point_of_2014_and_the_transformer_that_of_2017():
    turning = [(work.key, work.date, work.focus) for work in real()[0] if work.turning]
    assert turning == [("bahdanau2015", "2014-09", "original"), ("vaswani2017", "2017-06", "modern")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("bahdanau2015", "bahdanau2016", f"{PATH}:7:10  TML002  the references have no `bahdanau2016` — did you mean `bah"),
        ('"2014-09"', '"2015-09"', f"{PATH}:7:1  TML003  `bahdanau2015` is dated 2015-09 — by the references it was first"),
        ('"2014-09"', '"2014"', f"{PATH}:7:1  TML003"),
        ('"2014-09"', '"2014-13"', f"{PATH}:7:1  TML001  `2014-13` is not a date"),
        ("kind: attention", "kind: atention", f"{PATH}:7:1  TML001  `atention` is no kind of a work — did you mean `atten"),
        ("focus: original\n    turning", "focus: both\n    turning", f"{PATH}:7:1  TML001  `both` is no focus"),
        ("    added: Learned weights.\n", "", f"{PATH}:7:1  TML001  this work has no added"),
        ("turning", "turn", f"{PATH}:7:1  TML001  a work has no field `turn`"),
        ("Learned weights.", "word " * 21, f"{PATH}:7:1  TML001  what it added takes 21 words"),
        ("works:", "work:", f"{PATH}:1:1  TML001  there is no list of works"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_place(old, new, message):
    found = problems(WORKS.replace(old, new))
    assert [problem[: len(message)] for problem in found] == [message]


def test_works_out_of_order_and_works_named_twice_are_refused():
    head, first, second = re.split(r"(?=  - key)", WORKS)
    assert [p.split("  ")[1] for p in problems(head + second + first)] == ["TML005"]
    assert [p.split("  ")[1] for p in problems(head + first + second + second)] == ["TML004"]


def test_the_directive_becomes_the_list():
    lines, found = place_timelines(split_lines("docs/page.md", "Before.\n\n::: timeline\n\nAfter."))
    assert found == [] and "\ue000timeline\ue000" in join(tuple(lines))
    html = insert_timeline("<p>\ue000timeline\ue000</p>", works(), bibliography(), "../references/")
    soup = BeautifulSoup(html, "html.parser")
    assert [li.get_text() for li in soup.select(".timeline__number")] == ["1964", "2014"]
    assert soup.select_one('a[href="../references/#ref-bahdanau2015"]').get_text().startswith("Neural Machine")
    about = [p.get_text() for p in soup.select(".timeline__about")]
    assert about == [
        "Watson · Sankhyā, 1964 · Precursors",
        "Bahdanau, Cho & Bengio · September 2014 · ICLR 2015 · Forms of attention",
    ]
    assert "Smooth &lt;Regression&gt; Analysis" in html and "averages &amp; more" in html


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("::: timeline all", "TML006"),
        ("::: timeline\n    kind: sparse", "DIR002"),
        ("::: timeline\n\n::: timeline", "TML006"),
    ],
)
def test_a_wrong_directive_is_reported(text, code):
    _, found = place_timelines(split_lines("docs/page.md", text))
    assert [problem.code for problem in found] == [code]


def test_the_filter_names_every_kind_with_its_count_and_the_style_sheet_serves_each():
    found, references = real()
    soup = BeautifulSoup(timeline_html(found, references.entries, "../"), "html.parser")
    counts = {i["value"]: int(i.parent.select_one(".timeline__count").get_text()) for i in soup.select("input")}
    assert counts.pop("all") == len(found) == sum(counts.values())
    assert counts == {kind: len(soup.select(f'li[data-kind="{kind}"]')) for kind in KINDS}
    assert soup.select_one("input[checked]")["value"] == "all"
    assert soup.select_one("fieldset > legend").get_text() == "Show"
    css = (REPO / "docs/assets/stylesheets/timeline.css").read_text("utf-8")
    for kind in KINDS:
        assert f'.timeline:has([value="{kind}"]:checked) .timeline__work:not([data-kind="{kind}"])' in css
        assert f'.timeline:has([value="{kind}"]:checked) .timeline__year:not(:has([data-kind="{kind}"]))' in css


def test_the_two_lines_are_told_in_words_and_not_by_colour_alone():
    found, references = real()
    soup = BeautifulSoup(timeline_html(found, references.entries, "../"), "html.parser")
    for item, work in zip(soup.select(".timeline__work"), found, strict=True):
        assert LINES[work.focus] in item.get_text()


def test_what_became_public_after_the_original_is_no_precursor():
    found, _ = real()
    original = next(work for work in found if work.key == "bahdanau2015")
    assert [work.key for work in found if work.kind == "precursor" and work.date >= original.date] == []
    same_time = {work.key for work in found if work.kind == "contemporary"}
    assert same_time == {"sutskever2014", "weston2015", "graves2014"}
