"""The catalogue counts what a reader reads and names where it stands."""

from explainer.catalog import catalogue, contents, counts, first_sentence
from explainer.depths import assemble
from explainer.snippets import Snippet
from explainer.text import split_lines
from explainer.views import DEPTHS

PAGE = """\
---
title: Attention
description: What it is.
kind: explanation
---
# Attention

Lead [@bahdanau2015].

## The Insight

::: depths look-back

## Key findings

- One.
"""


def snippet(topic, line):
    texts = {depth: split_lines(f"snippets/{topic}/{depth}.md", f"A *{depth}* word. And more.") for depth in DEPTHS}
    return Snippet(topic, "", "both", texts)


def page_of_catalogue():
    assembly = assemble("docs/explain/a.md", split_lines("docs/explain/a.md", PAGE), snippet)
    return catalogue("Site", "https://x.example", [("explain/a/", assembly)])["pages"][0], assembly


def test_addresses_of_a_page_its_views_and_sections():
    page, _ = page_of_catalogue()
    assert page["address"] == "https://x.example/explain/a/"
    assert page["views"][8]["address"] == "https://x.example/explain/a/?depth=technical&focus=both"
    insight, findings = page["sections"]
    assert [entry["address"].partition("#")[2] for entry in insight["depths"]] == [f"the-insight-{d}" for d in DEPTHS]
    assert [(entry["depth"], entry["address"].partition("#")[2]) for entry in findings["depths"]] == [(None, "key-findings")]


def test_a_section_is_summed_up_by_its_first_sentence():
    page, _ = page_of_catalogue()
    assert page["sections"][0]["depths"][2]["summary"] == "A technical word."


def test_words_are_those_a_reader_reads():
    lines = split_lines("a", "# One { #one }\n\ntwo [three](https://x.example/four) [@key2015].\n\n```\ncode here\n```\n::: heatmap cat\n    caption: no\n")
    shown = {"figures": ["cat"], "charts": [], "drawings": []}
    assert contents(lines) == {"words": 3, "minutes": 1, "references": ["key2015"], **shown}


def test_each_view_has_its_length():
    _, assembly = page_of_catalogue()
    assert set(counts(assembly)) == {f"{d}-{f}" for d in DEPTHS for f in ("original", "modern", "both")}


def test_the_first_sentence_passes_over_tables_and_formulas():
    assert first_sentence(split_lines("a", "| a |\n|---|\n\n$$\nx\n$$\n\nHere $x$ it *is*. Not this.")) == "Here x it is."
