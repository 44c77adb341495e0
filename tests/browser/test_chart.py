"""A chart of the lab: drawn when it comes near, in the page's colours, with the same numbers in a table."""

from __future__ import annotations

PAGE = "lab/bottleneck-measured/"


def test_a_chart_is_drawn_with_a_line_a_model_and_follows_the_scheme(open_page, site_url):
    page = open_page(site_url + PAGE, color_scheme="light")
    chart = page.locator("#chart-bottleneck-exact")
    assert chart.locator("tbody tr").count() == 8  # there before any script
    chart.scroll_into_view_if_needed()
    page.locator("#chart-bottleneck-exact[data-ready]").wait_for()
    assert chart.locator(".legendtext").all_text_contents() == [
        "RNNencdec (fixed vector)", "RNNsearch (attention)", "Transformer"
    ]
    colour = "plot => plot.data.find(({ name }) => name === 'Transformer').line.color"
    light = chart.locator(".chart-plot").evaluate(colour)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.locator(f'#chart-bottleneck-exact .scatterlayer path.js-line:not([style*="{light}"])').first.wait_for()
    page.wait_for_timeout(300)
    assert chart.locator(".chart-plot").evaluate(colour) != light


def test_without_scripts_the_numbers_stand_in_the_table(open_page, site_url):
    page = open_page(site_url + PAGE, java_script_enabled=False)
    chart = page.locator("#chart-bottleneck-exact")
    assert not chart.locator(".chart-plot").is_visible()
    assert chart.locator("tbody tr").first.is_visible()


def test_nothing_is_wider_than_a_phone(open_page, site_url):
    page = open_page(site_url + PAGE, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
