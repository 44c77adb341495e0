"""The offline edition, opened from a folder; and the hand-outs, read back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from conftest import REPO, find_browser, until
from explainer.offline import FOLDER, pack
from pypdf import PdfReader


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    """The unpacked zip, as an address."""
    target = tmp_path_factory.mktemp("offline")
    pack(site, target / "site.zip")
    zipfile.ZipFile(target / "site.zip").extractall(target)
    return (target / FOLDER).as_uri() + "/"


def test_a_page_opens_at_its_depth(open_page, folder):
    page = open_page(f"{folder}explain/insight/index.html?depth=technical")
    until(page, "document.querySelector('.view-control__length')?.textContent")
    shown = page.evaluate("[...document.querySelectorAll('.tabbed-block')].map(block => block.firstElementChild.checkVisibility())")
    assert shown == [False, False, True] * (len(shown) // 3)
    page.locator(".view-control input[value=conceptual]").check(force=True)
    assert page.locator(".tabbed-block > :first-child").first.is_visible()


def test_links_lead_to_files(open_page, folder):
    page = open_page(f"{folder}index.html")
    page.locator(".chooser a[href*='index.html']:visible").first.click()
    page.wait_for_url(re.compile(r"/index\.html\?depth="))
    assert page.locator("h1").is_visible()


def test_search_finds_and_opens_a_depth(open_page, folder):
    page = open_page(f"{folder}explain/bottleneck/index.html")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("softmax")
    hit = page.locator(".md-search-result__link[href*='-technical']").first
    hit.wait_for(state="attached")
    address = hit.get_attribute("href")
    assert "/index.html" in address
    page.goto(address if address.startswith("file:") else folder + address)
    assert page.locator("h1").is_visible()


def test_a_map_has_its_numbers_and_is_drawn_to_zoom_in(open_page, folder):
    page = open_page(f"{folder}explain/insight/index.html")
    figure = page.locator("figure.heatmap").first
    figure.scroll_into_view_if_needed()
    page.locator("figure.heatmap[data-ready]").first.wait_for()
    figure.locator("[data-do=zoom]").click()
    page.locator("figure.heatmap[data-explored] .heatmap-plot svg").first.wait_for(state="attached")


def test_a_chart_is_drawn(open_page, folder):
    page = open_page(f"{folder}lab/bottleneck-measured/index.html")
    chart = page.locator("figure.chart").first
    chart.scroll_into_view_if_needed()
    page.locator("figure.chart[data-ready]").first.wait_for()
    assert chart.locator(".scatterlayer path.js-line").count() >= 3


def test_a_readers_own_sentence_is_translated(open_page, folder):
    page = open_page(f"{folder}lab/try/index.html")
    page.locator('.try[data-ready="yes"]').wait_for()
    page.get_by_role("textbox", name=re.compile("sentence", re.IGNORECASE)).fill("the cat sat on the red mat")
    until(page, "document.querySelector('.try-message').textContent.startsWith('In French: ')")
    assert page.locator(".try-map thead th").count() == 8  # seven words and the end
    until(page, "location.search.includes('sentence=the+cat')")


def test_a_page_is_copied_as_markdown(open_page, folder):
    page = open_page(f"{folder}explain/insight/index.html?depth=technical")
    page.evaluate(
        """() => {
            navigator.clipboard.write = async ([item]) => { window.copied = await (await item.getType("text/plain")).text(); };
        }"""
    )
    page.get_by_role("button", name="Copy as Markdown").click()
    page.locator("[data-copy=markdown][data-said=Copied]").wait_for()
    copied = page.evaluate("copied")
    assert copied.startswith("---\n") and "depth: technical" in copied and "## The Insight" in copied


def test_pages_fetch_other_files_too(open_page, folder):
    page = open_page(f"{folder}explain/insight/index.html")
    assert page.evaluate("async () => (await (await fetch('../../catalog.json?x#y')).json()).depths.length") == 3


def test_a_worker_runs(open_page, folder):
    page = open_page(f"{folder}explain/insight/index.html")
    script = "onmessage = async ({ data }) => postMessage([data, (await (await fetch('../../catalog.json')).json()).schema]);"
    page.evaluate(
        """(script) => new Promise((resolve) => {
          const worker = new Worker(URL.createObjectURL(new Blob([script])));
          worker.onmessage = ({ data }) => resolve((window.said = data));
          worker.postMessage("hello");
        })""",
        script,
    )
    assert page.evaluate("said") == ["hello", 1]


def test_the_reading_list_works(open_page, folder):
    page = open_page(f"{folder}teach/index.html")
    page.locator(".picker").wait_for()
    page.locator("tr[data-address] input").first.check()
    assert page.locator(".picker__list li").count() == 1


@pytest.fixture(scope="module")
def handouts(site, tmp_path_factory):
    """The hand-outs of one page: a site whose catalogue lists no other."""
    catalogue = json.loads((site / "catalog.json").read_text("utf-8"))
    catalogue["pages"] = [page for page in catalogue["pages"] if page["address"].endswith("/explain/insight/")]
    small, target = tmp_path_factory.mktemp("site") / "site", tmp_path_factory.mktemp("handouts")
    shutil.copytree(site, small)
    (small / "catalog.json").write_text(json.dumps(catalogue), "utf-8")
    # In a process of its own, since Playwright already runs in this one.
    command = [sys.executable, "-m", "explainer.handouts", str(small), str(target)]
    environment = os.environ | {"PYTHONPATH": str(REPO / "hooks"), "CHROMIUM": find_browser() or ""}
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert "3 hand-outs" in result.stdout, result.stderr
    return {path.stem.rpartition("-")[2]: PdfReader(path) for path in target.glob("*.pdf")}


def test_a_hand_out_shows_its_depth_and_no_other(handouts):
    texts = {depth: " ".join(page.extract_text() for page in pdf.pages) for depth, pdf in handouts.items()}
    assert set(texts) == {"conceptual", "intermediate", "technical"}
    assert "To translate from memory is hard" in texts["conceptual"]
    assert "expected annotation" in re.sub(r"\s+", " ", texts["technical"])
    assert "expected annotation" not in re.sub(r"\s+", " ", texts["conceptual"])


def test_a_hand_out_says_where_it_comes_from(handouts):
    for depth, pdf in handouts.items():
        for page in pdf.pages:
            assert f"https://attention.example/explain/insight/?depth={depth}" in page.extract_text().replace("\n", "")


def test_links_in_a_hand_out_lead_to_the_published_site(handouts):
    addresses = set()
    for page in handouts["technical"].pages:
        for note in page.get("/Annots") or ():
            action = note.get_object().get("/A")
            if action and "/URI" in action:
                addresses.add(str(action["/URI"]))
    assert any(address.startswith("https://attention.example/references/") for address in addresses)
    assert not any("127.0.0.1" in address or address.startswith("file:") for address in addresses)
