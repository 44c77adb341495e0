"""Assembly: what a reader of each view gets, and what an author is told."""

from __future__ import annotations

import pytest
from explainer.depths import assemble, name_tabs
from explainer.snippets import load_snippet
from explainer.text import Line, join, split_lines
from explainer.views import DEPTHS, FOCUSES

FILES = {
    f"snippets/{topic}/{depth}.md": f"{topic} at the {depth} depth.\n\n### Shapes\n\nMore.\n"
    for topic in ("look-back", "additive", "scaled")
    for depth in DEPTHS
}
FILES["snippets/additive/snippet.yml"] = "focus: original\n"
FILES["snippets/scaled/snippet.yml"] = "focus: modern\n"

PAGE = """\
---
title: Attention
---
# Attention

## The Insight

Shared by all.

::: depths look-back

## How It Works

### The original

::: depths additive

### The modern form

::: depths scaled
"""


def assembled(page=PAGE, **changed):
    files = {**FILES, **changed}

    def read(path):
        text = files.get(path)
        return text.encode() if isinstance(text, str) else text

    topics = sorted({path.split("/")[1] for path in files})
    return assemble(
        "docs/a.md", split_lines("docs/a.md", page), lambda topic, line: load_snippet(topic, line, read, lambda: topics)
    )


def codes(assembly):
    return [problem.code for problem in assembly.problems]


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_view_holds_its_depth_and_no_other(depth):
    text = join(assembled().view(depth, "both").lines)
    assert f"look-back at the {depth} depth." in text
    assert not any(f"look-back at the {other} depth." in text for other in DEPTHS if other != depth)


def test_a_focus_leaves_out_the_other_with_its_heading():
    text = join(assembled().view("technical", "original").lines)
    assert "additive at the technical depth." in text and "### The original" in text
    assert "scaled" not in text and "The modern form" not in text
    assert "Shared by all." in text


def test_a_figure_beside_topics_of_one_focus_goes_with_them():
    figure = "\n\n::: drawing additive-attention\n    depths: [technical]\n"
    assembly = assembled(PAGE.replace("::: depths additive", "::: depths additive" + figure))
    seen = {focus: join(assembly.view("technical", focus).lines) for focus in FOCUSES}
    assert "::: drawing" in seen["original"] and "::: drawing" in seen["both"]
    assert "::: drawing" not in seen["modern"] and "The original" not in seen["modern"]
    boxed = join(assembly.lines).partition("::: drawing")[0].rpartition("////////////")[2]
    assert boxed == " html | div\n    attrs: {data-focus: original}\n\n"


def test_a_page_that_a_focus_leaves_empty_is_refused():
    page = "---\ntitle: A\n---\n# A\n\n## How It Works\n\n::: depths additive\n"
    (problem,) = assembled(page).problems
    assert str(problem).startswith("docs/a.md:8:1  SNP009  with the focus modern there is nothing on this page")
    assert codes(assembled(page + "\nFor all.\n")) == []


def test_a_figure_beside_text_for_all_is_for_all():
    figure = "\n\n::: drawing additive-attention\n"
    page = PAGE.replace("::: depths additive", "Said to everyone.\n\n::: depths additive" + figure)
    assert "::: drawing" in join(assembled(page).view("technical", "modern").lines)


def test_there_is_a_view_for_each_depth_and_focus():
    assert [(view.depth, view.focus) for view in assembled().views] == [(d, f) for d in DEPTHS for f in FOCUSES]


def test_every_line_of_a_view_names_its_place_in_the_file_the_author_has_open():
    for view in assembled().views:
        for line in view.lines:
            source = PAGE if line.path == "docs/a.md" else FILES[line.path]
            original = source.splitlines()[line.number - 1]
            if line.text and not line.text.startswith("#"):
                assert line.text == original[line.column - 1 :]


def test_headings_get_ids_that_do_not_depend_on_their_order():
    text = join(assembled().lines)
    assert "## The Insight { #the-insight }" in text
    assert "### Shapes { #look-back-technical--shapes }" in text
    assert "### The original { #the-original data-focus=original }" in text


def test_an_explicit_id_is_kept():
    text = join(assembled(PAGE.replace("## The Insight", "## The Insight { #look }")).lines)
    assert "## The Insight { #look }" in text


def test_tabs_are_named_after_their_section_and_depth():
    html = (
        '<div class="depths" data-anchor="the-insight" data-topic="x">\n<div class="tabbed-set tabbed-alternate" '
        'data-tabs="4:3"><input id="__tabbed_4_1" /><input id="__tabbed_4_2" /><input id="__tabbed_4_3" />'
        '<div class="tabbed-labels"><label for="__tabbed_4_1">A</label><label for="__tabbed_4_2">B</label>'
        '<label for="__tabbed_4_3">C</label></div>\n<div class="tabbed-content">\n'
    )
    named = name_tabs(html)
    assert named.endswith('<div class="depth-panels">\n')
    for depth in DEPTHS:
        assert f'<input id="the-insight-{depth}" value="{depth}" />' in named
        assert f'<label for="the-insight-{depth}">' in named


def test_a_section_of_sections_can_be_addressed_at_a_depth():
    text = join(assembled().lines)
    assert '<span id="how-it-works-technical"></span>' in text
    assert 'data-section: "the-original how-it-works"' in text


def test_two_topics_under_one_heading_have_different_tabs():
    page = PAGE.replace("::: depths look-back", "::: depths look-back\n\n::: depths additive").replace(
        "### The original\n\n::: depths additive", ""
    )
    assert [topic.anchor for topic in assembled(page).topics] == ["the-insight", "the-insight-2", "the-modern-form"]


def test_directives_in_code_are_text():
    page = "# T\n\n```markdown\n::: depths nowhere\n```\n"
    assembly = assembled(page)
    assert codes(assembly) == [] and "::: depths nowhere" in join(assembly.lines)


def test_a_figure_for_some_depths_is_in_their_views_only():
    page = "# T\n\n::: heatmap cat\n    depths: [technical]\n\nEnd.\n"
    assembly = assembled(page)
    assert "cat" in join(assembly.view("technical").lines)
    assert "cat" not in join(assembly.view("conceptual").lines)


@pytest.mark.parametrize(
    ("page", "changed", "code", "place", "says"),
    [
        ("# T\n\n::: depths lok-back\n", {}, "SNP002", "docs/a.md:3:12", "did you mean `look-back`"),
        ("# T\n\n::: depths ../docs\n", {}, "SNP001", "docs/a.md:3:12", "not the name of a topic"),
        ("# T\n\n::: depths\n", {}, "SNP001", "docs/a.md:3:1", "names no topic"),
        ("# T\n\n    text\n\n  ::: depths look-back\n", {}, "DIR003", "docs/a.md:5:1", "indented"),
        ("# T\n\n::: depth look-back\n", {}, "DIR001", "docs/a.md:3:5", "no directive `::: depth`"),
        ("# T\n\n::: depths look-back\n    colour: red\n", {}, "DIR002", "docs/a.md:3:1", "no option `colour`"),
        ("# T\n\n::: depths look-back\n    a: [\n", {}, "TXT002", "docs/a.md:4:", "not valid YAML"),
        ("# T\n\n::: depths look-back\n\n::: depths look-back\n", {}, "SNP008", "docs/a.md:5:1", "twice"),
        ("# T\n\n## A\n\n## A\n", {}, "HDG001", "docs/a.md:5:1", "stands twice"),
        ("---\ntitle: [\n---\n# T\n", {}, "TXT002", "docs/a.md:", "not valid YAML"),
        ("---\ntitle: x\n# T\n", {}, "TXT002", "docs/a.md:1:1", "no end"),
        (PAGE, {"snippets/scaled/technical.md": None}, "SNP003", "docs/a.md:20:12", "no technical depth"),
        (PAGE, {"snippets/scaled/technical.md": "\n"}, "SNP004", "snippets/scaled/technical.md:1:1", "empty"),
        (PAGE, {"snippets/scaled/technical.md": "## Two\n"}, "SNP005", "snippets/scaled/technical.md:1:1", "third"),
        (PAGE, {"snippets/scaled/technical.md": "::: depths x\n"}, "SNP006", "snippets/scaled/technical.md:1:1", "another"),
        (PAGE, {"snippets/scaled/snippet.yml": "focus: new\n"}, "SNP007", "snippets/scaled/snippet.yml:1:1", "not a focus"),
        (PAGE, {"snippets/scaled/snippet.yml": "x: 1\n"}, "SNP007", "snippets/scaled/snippet.yml:1:1", "no option"),
        (PAGE, {"snippets/scaled/technical.md": b"a\nb\xff\n"}, "TXT001", "snippets/scaled/technical.md:2:2", "UTF-8"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(page, changed, code, place, says):
    problems = assembled(page, **changed).problems
    assert code in [problem.code for problem in problems]
    found = next(problem for problem in problems if problem.code == code)
    assert str(found).startswith(place) and says in f"{found.message} {found.help}"


def test_all_mistakes_are_told_at_once():
    page = "# T\n\n::: depths one\n\n::: depths two\n\n::: dephts look-back\n"
    assert sorted(codes(assembled(page))) == ["DIR001", "SNP002", "SNP002"]


def test_a_problem_reads_as_place_code_message_and_remedy():
    assert str(Line("x", "a.md", 3).problem("X001", "it is wrong", "mend it", 4)) == "a.md:3:5  X001  it is wrong — mend it"
