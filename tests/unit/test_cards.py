"""The images of link previews: the size that networks ask for, small, the same for the same page, whatever its title."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from explainer.cards import card
from PIL import Image

FONTS = Path(__file__).resolve().parents[2] / "docs/assets/fonts"
SERIF, SANS = FONTS / "source-serif-4.woff2", FONTS / "source-sans-3.woff2"
LONG = "What is the difference between recurrent neural networks and transformers, and why did it come to matter so much?"


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("title", ["x", "The insight: look back", LONG, "Donaudampfschifffahrtsgesellschaft", "√d ≤ é"])
def test_a_card_has_its_size_and_keeps_within_its_margins(title):
    data = card(title, "The site", [[1.0, 0.0], [0.2, 0.8]], SERIF, SANS)
    image = opened(data).convert("L")
    assert image.size == (1200, 630) and len(data) < 60_000
    paper = image.getpixel((0, 0))
    frame = [(0, 0, 1200, 40), (0, 590, 1200, 630), (0, 0, 60, 630), (1140, 0, 1200, 630)]
    assert all(image.crop(box).getextrema() == (paper, paper) for box in frame)


def test_title_and_map_do_not_meet():
    image = opened(card(LONG, "The site", [[1.0]], SERIF, SANS)).convert("L")
    gap = image.crop((640, 0, 690, 630))
    assert gap.getextrema()[0] == gap.getextrema()[1]


def test_the_map_is_that_of_the_page():
    dark = opened(card("T", "S", [[1.0]], SERIF, SANS)).convert("RGB").getpixel((900, 315))
    light = opened(card("T", "S", [[0.0]], SERIF, SANS)).convert("RGB").getpixel((900, 315))
    assert sum(dark) < 200 < 600 < sum(light)


def test_the_same_page_gives_the_same_bytes():
    assert card("T", "S", [], SERIF, SANS) == card("T", "S", [], SERIF, SANS)


def test_without_the_fonts_there_is_a_card_all_the_same():
    assert opened(card("T", "S", [], None, None)).size == (1200, 630)
