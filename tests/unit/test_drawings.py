"""Drawings: every one can be placed by name, is sound SVG, says in words what it shows, and keeps its arithmetic."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from explainer.drawings.diagrams import DIAGRAMS, LOOKING_BACK, SCORES, SELF_ATTENTION, SENTENCE, softmax
from explainer.drawings.place import insert_drawings, place_drawings
from explainer.text import join, split_lines


def place(text: str):
    return place_drawings(split_lines("docs/page.md", text))


def figure(name: str) -> ElementTree.Element:
    _, _, drawings = place(f"::: drawing {name}")
    html = insert_drawings("<p>\ue000drawing:0\ue000</p>", drawings)
    return ElementTree.fromstring(html)


def test_a_drawing_takes_the_place_of_its_line():
    text = "Before.\n\n::: drawing looking-back\n    caption: Look at *mat* & more.\n\nAfter."
    lines, problems, drawings = place(text)
    assert problems == []
    assert "\ue000drawing:0\ue000" in join(tuple(lines))
    html = insert_drawings("<p>Before.</p>\n<p>\ue000drawing:0\ue000</p>\n<p>After.</p>", drawings)
    assert html.startswith('<p>Before.</p>\n<figure class="drawing"') and html.endswith("</figure>\n<p>After.</p>")
    assert "Look at *mat* &amp; more." in html


def test_the_same_drawing_twice_has_two_ids():
    _, _, drawings = place("::: drawing parts\n\n::: drawing parts\n    depths: [technical, conceptual]")
    html = insert_drawings("<p>\ue000drawing:0\ue000</p><p>\ue000drawing:1\ue000</p>", drawings)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert 'data-depths="technical conceptual"' in html


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "::: drawing loking-back",
            "docs/page.md:1:1  FIG030  there is no drawing `loking-back` — did you mean looking-back?",
        ),
        ("::: drawing", "docs/page.md:1:1  FIG030  this drawing has no name — write ::: drawing NAME"),
        ("::: drawing parts\n    size: 3", "docs/page.md:1:1  DIR002"),
        ("::: drawing parts\n    caption: [1]", "docs/page.md:1:1  FIG031"),
        ("::: drawing parts\n    depths: deep", "docs/page.md:1:1  FIG032"),
    ],
)
def test_a_wrong_drawing_is_reported_with_its_place(text, message):
    lines, problems, drawings = place(text)
    assert [str(problem)[: len(message)] for problem in problems] == [message]
    assert drawings == [] and "\ue000" not in join(tuple(lines))


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_drawing_is_sound_and_says_what_it_shows(name):
    element = figure(name)
    svg = element.find("svg")
    assert svg.get("role") == "img"
    words = {child.get("id"): child.text for child in svg if child.tag in ("title", "desc")}
    assert words[svg.get("aria-labelledby")]
    assert len(words[svg.get("aria-describedby")].split()) >= 25
    caption = "".join(element.find("figcaption").itertext())
    assert len(caption.split()) >= 15
    assert name == "parts" or re.search("A drawing|Illustrative|A selection", caption)


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_drawing_follows_the_scheme_and_fits_a_phone(name):
    """No colour of its own, no inline style (a content security policy may refuse it), no more than 440 units wide."""
    svg = figure(name).find("svg")
    markup = ElementTree.tostring(svg, encoding="unicode")
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|\bstyle=", markup)
    assert int(svg.get("viewBox").split()[2]) <= 440


def test_the_weights_that_are_drawn_sum_to_one():
    for weights in (LOOKING_BACK, SELF_ATTENTION):
        assert len(weights) == len(SENTENCE)
        assert sum(weights) == pytest.approx(1)
    shown = re.findall(r"\b0\.\d\d\b", "".join(figure("additive-attention").find("svg").itertext()))
    assert [f"{weight:.2f}" for weight in softmax(SCORES)] == shown[-4:]
    assert sum(map(float, shown[-4:])) == pytest.approx(1)
