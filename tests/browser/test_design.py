"""The look: contrast in both schemes, the measure of the text, nothing wider than a phone, the home page's links."""

from __future__ import annotations

import re

import pytest

READ_COLOURS = """names => {
  const probe = document.body.appendChild(document.createElement("i"));
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  return Object.fromEntries(names.map(name => {
    probe.style.color = `var(${name})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    return [name, [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)]];
  }));
}"""
TEXT = ("--x-ink", "--x-muted", "--x-query", "--x-key", "--x-value", "--x-original", "--x-modern")
GROUNDS = ("--x-paper", "--x-sunk")
FILLS = ("--x-query-fill", "--x-key-fill", "--x-value-fill", "--x-original-fill", "--x-modern-fill")

# How many letters a full line of the paragraph holds, from the width of its own text set in one line.
LETTERS_A_LINE = """paragraph => {
  const one = paragraph.cloneNode();
  one.textContent = paragraph.textContent;
  one.style.cssText = "position:absolute;white-space:nowrap;max-width:none;width:max-content";
  paragraph.after(one);
  const letters = one.textContent.length * paragraph.clientWidth / one.clientWidth;
  one.remove();
  return letters;
}"""
WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


def luminance(colour: list[int]) -> float:
    """Relative luminance of an sRGB colour, as WCAG 2 defines it."""
    shares = (channel / 255 for channel in colour)
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[int], other: list[int]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read(open_page, site_url, scheme):
    page = open_page(site_url, color_scheme=scheme)
    colours = page.evaluate(READ_COLOURS, [*TEXT, *GROUNDS, *FILLS, "--x-rule-strong", "--x-weight-0", "--x-weight-1"])
    pale = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text in TEXT
        for ground in GROUNDS
        if contrast(colours[text], colours[ground]) < 4.5
    }
    pale |= {("--x-ink", fill): 0 for fill in FILLS if contrast(colours["--x-ink"], colours[fill]) < 4.5}
    assert pale == {}
    assert contrast(colours["--x-rule-strong"], colours["--x-paper"]) >= 3  # lines that a reader must see
    assert contrast(colours["--x-weight-1"], colours["--x-weight-0"]) >= 10  # room for a whole scale


def test_the_two_schemes_are_two_designs(open_page, site_url):
    light = open_page(site_url, color_scheme="light").evaluate(READ_COLOURS, [*TEXT, *GROUNDS])
    dark = open_page(site_url, color_scheme="dark").evaluate(READ_COLOURS, [*TEXT, *GROUNDS])
    assert [name for name in light if light[name] == dark[name]] == []
    assert luminance(light["--x-paper"]) > 0.8 and luminance(dark["--x-paper"]) < 0.05


@pytest.mark.parametrize("width", [1280, 1600])
def test_a_line_has_65_to_75_letters(open_page, site_url, width):
    page = open_page(site_url + "explain/insight/", width=width)
    page.evaluate("document.fonts.ready")
    lines = [
        paragraph.evaluate(LETTERS_A_LINE)
        for paragraph in page.locator("article p:visible").all()
        if len(paragraph.inner_text()) > 250 and paragraph.locator("math").count() == 0
    ]
    assert len(lines) >= 3
    assert 65 <= sum(lines) / len(lines) <= 75


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("path", ["", "explain/bottleneck/", "explain/insight/", "explain/mechanism/", "references/"])
def test_nothing_is_wider_than_a_phone(open_page, site_url, path, width):
    page = open_page(site_url + path, width=width, height=844)
    for depth in ("conceptual", "intermediate", "technical"):
        page.goto(f"{site_url}{path}?depth={depth}")
        assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, depth


@pytest.mark.parametrize("width", [1280, 390])
def test_the_control_stays_in_reach(open_page, site_url, width):
    page = open_page(site_url + "explain/mechanism/", width=width, height=844)
    page.evaluate("scrollTo({ top: 2500, behavior: 'instant' })")
    for group in ("depth", "focus"):
        box = page.locator(f".view-control__group[data-group={group}]").bounding_box()
        assert 0 <= box["y"] and box["y"] + box["height"] <= 844
        assert 0 <= box["x"] and box["x"] + box["width"] <= width
    page.locator("[data-group=depth] label", has_text="Technical").click()
    assert page.locator("html").get_attribute("data-depth") == "technical"


def test_home_leads_to_each_question_at_each_depth_and_focus(open_page, site_url, site):
    """Plain links that work without scripts; the focus is switched by the style sheet alone."""
    page = open_page(site_url, java_script_enabled=False)
    questions = page.locator(".chooser__questions li")
    assert questions.count() >= 10
    for question in questions.all():
        links = question.locator("a")
        views = {re.search(r"depth=(\w+)&focus=(\w+)$", link.get_attribute("href")).groups() for link in links.all()}
        assert len(views) == 9
        address = links.first.get_attribute("href").split("?")[0]
        assert (site / address / "index.html").is_file(), address
    shown = page.locator(".chooser__questions a:visible")
    assert shown.count() == 3 * questions.count()
    page.locator(".chooser__focus label", has_text="Original").click()
    assert {"original"} == {link.get_attribute("href").split("focus=")[1] for link in shown.all()}
    shown.nth(2).click()
    assert re.search(r"depth=technical&focus=original$", page.url)


def test_focus_of_the_keyboard_is_seen(open_page, site_url):
    page = open_page(site_url + "explain/mechanism/")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => {
              const it = document.activeElement;
              const shown = it.matches(".view-control input") ? it.nextElementSibling : it;
              return it.matches(".md-search__input, .tabbed-set > input") ? "" : getComputedStyle(shown).outlineStyle;
            }"""
        )
        assert outline in ("", "solid", "auto")


def test_motion_stops_where_readers_ask_for_it(open_page, site_url):
    page = open_page(site_url + "explain/insight/", reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("article *")]
          .map(element => getComputedStyle(element))
          .filter(style => parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0)
          .length"""
    )
    assert moving == 0
