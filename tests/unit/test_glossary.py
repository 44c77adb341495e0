"""Terms in the text and symbols in formulas: where they lead, what they carry, and what is left alone."""

from __future__ import annotations

import re

import pytest
from conftest import REPO
from explainer import glossary, symbols
from explainer.glossary import describe_terms, load_terms, mark_terms
from explainer.maths import set_maths, to_mathml
from explainer.symbols import insert_lists, load_symbols, mark_symbols, place_lists
from explainer.text import join, split_lines

GLOSSARY = """# Glossary

**Softmax** { #softmax data-forms="softmax" }
:   Turns *scores* into shares, see [The mechanism](../explain/mechanism.md).

**Grouped-query attention (GQA)** { #gqa }
:   Heads share [keys](#key); see [The mechanism](../explain/mechanism.md)

**Query** { #query }
:   The vector that asks.

**Value** { #value data-forms="" }
:   What is handed over.
"""
NOTATION = r"""**$\alpha_{ij}$, $A_{ij}$** { #symbol-weight }
:   The weight of position $j$.

**$K$** { #symbol-keys }
:   The keys.

**$v_a$** { #symbol-vector }
:   A vector.
"""


def terms(text: str = GLOSSARY):
    return load_terms(split_lines("docs/reference/glossary.md", text))


def marked(text: str) -> str:
    return join(tuple(mark_terms(split_lines("docs/p.md", text), terms(), "g.md")))


def real(module, load):
    return load(split_lines(module.PAGE, (REPO / "docs" / module.PAGE).read_text("utf-8")))


def test_the_first_use_in_a_section_leads_to_the_glossary():
    text = "A softmax. A softmax again.\n\n## Next\n\nSoftmax once more."
    assert marked(text) == (
        "A [softmax](g.md#softmax){ .term }. A softmax again.\n\n## Next\n\n[Softmax](g.md#softmax){ .term } once more."
    )


def test_plurals_and_abbreviations_are_found_and_everyday_words_are_not():
    text = marked("Queries with GQA give values; gqa and subqueries do not.")
    assert text == "[Queries](g.md#query){ .term } with [GQA](g.md#gqa){ .term } give values; gqa and subqueries do not."


@pytest.mark.parametrize(
    "text",
    [
        "# Softmax",
        "[the softmax](x.md) [@a, sec. softmax]",
        "`softmax` and $\\text{softmax}(x)$",
        "| softmax | 1 |",
        "```text\nsoftmax\n```",
        "::: heatmap x\n    caption: softmax",
        "A <b title='softmax'>word</b>",
        "<!-- softmax -->",
        "It is called a *softmax*. A softmax is known then.",
        "## Key findings\n\n- A softmax.",
    ],
)
def test_what_is_no_running_text_stays_as_it_is(text):
    assert marked(text) == text


def test_each_depth_has_a_first_use_of_its_own():
    tabs = "".join(f"{'/' * 10} tab | {name}\n\nA query.\n\n{'/' * 10}\n\n" for name in ("Conceptual", "Technical"))
    text = marked(f"## One\n\n{tabs}A query outside.\n\nA query last.")
    assert text.count("{ .term }") == 3  # one in each tab, one for the depth that had none
    assert "A query last." in text


def test_a_link_carries_the_meaning_without_its_marks():
    html = '<a class="term" href="../g/#gqa">GQA</a> <a class="term" href="../g/#softmax">softmax</a>'
    described = describe_terms(html, terms())
    assert re.findall(r'aria-description="([^"]*)"', described) == ["Heads share keys.", "Turns scores into shares."]


def test_a_symbol_is_its_letter_and_index_together():
    known = load_symbols(split_lines("docs/reference/notation.md", NOTATION))
    html = mark_symbols(to_mathml(r"\alpha_{ij} K^\top W^K v_a^\top K_y", display=False), known)
    assert re.findall(r'<(\w+) data-symbol="([\w-]+)"', html) == [
        ("msub", "symbol-weight"),
        ("msup", "symbol-keys"),
        ("msubsup", "symbol-vector"),
    ]
    assert "data-symbol" not in html[html.index("<annotation") :]


def test_where_a_letter_means_something_else_it_is_left_alone():
    text = NOTATION.replace("{ #symbol-keys }", '{ #symbol-keys data-not-in="kernels other" }')
    known = load_symbols(split_lines("docs/reference/notation.md", text))
    maths = to_mathml("K", display=False)
    topics = [f'<div class="depths" data-topic="{topic}">{maths}</div>' for topic in ("kernels", "heads")]
    html = mark_symbols(maths + "".join(topics), known)
    assert html == maths.replace("<mi>", '<mi data-symbol="symbol-keys">') + topics[0] + topics[1].replace(
        "<mi>", '<mi data-symbol="symbol-keys">'
    )


def test_a_list_under_each_tab_leads_to_the_notation():
    known = load_symbols(split_lines("docs/reference/notation.md", NOTATION))
    fence = "/" * 10
    lines = split_lines("docs/p.md", f"{fence} tab | Conceptual\n\nx\n\n{fence}\n\n{fence} tab | Technical\n\nx\n\n{fence}")
    assert join(tuple(place_lists(lines))).count("\ue000symbols\ue000") == 1
    tab = '<div class="tabbed-block"><p>{}</p>\n<p>\ue000symbols\ue000</p></div>'
    maths = set_maths(r'<span class="arithmatex">\(A_{ij}\)</span>')
    html = insert_lists(mark_symbols(tab.format(maths) + tab.format("no formula"), known), known, "../notation/")
    assert html.count("<details") == 1 and "\ue000" not in html
    assert re.findall(r'href="([^"]+)"><span class="formula-name">([^<]+)<', html) == [
        ("../notation/#symbol-weight", "A_{ij}")
    ]


def test_the_site_s_terms_and_symbols_are_whole():
    named = [form for term in real(glossary, load_terms) for form in term.forms]
    assert len(named) == len({form.lower() for form in named}) > 100
    forms = [form for symbol in real(symbols, load_symbols) for form in symbol.forms]
    assert len(forms) == len(set(forms)) > 30
    for term in real(glossary, load_terms):
        assert len(term.meaning.split()) >= 6, term.id
