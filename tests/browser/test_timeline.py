"""The timeline in a browser: it filters without scripts, on a phone too, and is usable from the keyboard."""

from __future__ import annotations

import pytest

EVOLUTION = "explain/evolution/"


def shown(page) -> int:
    return page.locator(".timeline__work:visible").count()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_kind_shows_its_works_and_their_years_only(open_page, site_url, width, scripts):
    page = open_page(site_url + EVOLUTION, width=width, java_script_enabled=scripts)
    works, years = page.locator(".timeline__work"), page.locator(".timeline__year")
    assert shown(page) == works.count()
    page.locator('.timeline input[value="cache"]').check()
    assert shown(page) == page.locator('.timeline__work[data-kind="cache"]').count() == 3
    assert page.locator(".timeline__year:visible").count() <= 3 < years.count()
    page.locator('.timeline input[value="all"]').check()
    assert shown(page) == works.count()
    page.close()


def test_arrow_keys_go_through_the_kinds(open_page, site_url):
    page = open_page(site_url + EVOLUTION)
    page.locator('.timeline input[value="all"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".timeline input:checked").get_attribute("value") == "precursor"
    assert shown(page) == page.locator('.timeline__work[data-kind="precursor"]').count()


def test_original_and_modern_differ_in_shape(open_page, site_url):
    page = open_page(site_url + EVOLUTION)
    radius = "li => getComputedStyle(li.querySelector('.timeline__mark'), '::before').borderRadius"
    radii = [
        page.locator(f'.timeline__work[data-focus-line="{line}"]').first.evaluate(radius) for line in ("original", "modern")
    ]
    assert radii == ["0px", "50%"]


def test_nothing_is_wider_than_a_phone(open_page, site_url):
    page = open_page(site_url + EVOLUTION, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_work_leads_to_its_reference(open_page, site_url):
    page = open_page(site_url + EVOLUTION)
    page.locator('.timeline a[href$="#ref-shaw2018"]').click()
    page.wait_for_url("**/references/#ref-shaw2018")
    page.locator("#ref-shaw2018").wait_for(timeout=5000)
