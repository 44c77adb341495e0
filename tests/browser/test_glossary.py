"""Terms and symbols in a browser: by pointer, keyboard and finger, and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

PAGE = "explain/mechanism/?depth=technical"
TERM = ".tabbed-block:visible a.term"
NOTE = ".note"
GLOSSARY = re.compile("/reference/glossary/.*#")


def test_a_term_shows_its_meaning_to_pointer_and_keyboard(open_page, site_url):
    page = open_page(site_url + PAGE)
    term, note = page.locator(TERM).first, page.locator(NOTE)
    term.hover()
    expect(note).to_contain_text(term.get_attribute("aria-description"))
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    page.mouse.move(0, 0)
    page.locator("a.term:visible").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(note).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(GLOSSARY)


def test_a_finger_sees_the_meaning_first_and_nothing_leaves_the_screen(open_page, site_url):
    page = open_page(site_url + PAGE, width=390, height=844, has_touch=True, is_mobile=True)
    term, note = page.locator(TERM).first, page.locator(NOTE)
    term.tap()
    expect(note).to_be_visible()
    box = note.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert "/explain/mechanism/" in page.url
    note.get_by_role("link").tap()
    page.wait_for_url(GLOSSARY)


def test_a_symbol_shows_its_meaning_and_the_list_leads_to_the_notation(open_page, site_url):
    page = open_page(site_url + PAGE)
    page.locator(".tabbed-block:visible [data-symbol=symbol-annotation]").first.hover()
    expect(page.locator(NOTE)).to_contain_text("The state of a recurrent network at position")
    page.keyboard.press("Escape")
    shown = page.locator(".tabbed-block:visible .symbols").first
    shown.locator("summary").click()
    shown.locator('[data-for="symbol-annotation"] a').first.click()
    page.wait_for_url(re.compile("/reference/notation/.*#symbol-annotation"))


def test_without_scripts_terms_and_symbols_are_links(open_page, site_url):
    page = open_page(site_url + "explain/mechanism/", java_script_enabled=False)
    shown = page.locator(".tabbed-block:visible .symbols").first
    shown.locator("summary").click()
    expect(shown.locator("dd").first).to_be_visible()
    page.locator(TERM).first.click()
    page.wait_for_url(GLOSSARY)


def test_paper_shows_no_address_behind_a_term(open_page, site_url):
    page = open_page(site_url + PAGE)
    page.emulate_media(media="print")
    behind = page.locator(TERM).first.evaluate("link => getComputedStyle(link, '::after').content")
    assert behind in ("none", "normal")
