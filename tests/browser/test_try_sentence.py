"""A reader's own sentence: translated in the page as PyTorch did, refused by name, linked, used from the keyboard."""

from __future__ import annotations

import json

import pytest
from conftest import REPO
from playwright.sync_api import expect

RECORDED = REPO / "docs/lab/weights/rnnsearch.recorded.json"
COMPARE = """async () => {
  const { Translator } = await import(new URL("../../assets/javascripts/rnnsearch.js", location));
  const get = (path) => fetch(new URL(`../weights/rnnsearch.${path}`, location));
  const translator = new Translator(await (await get("safetensors")).arrayBuffer());
  const { sentences } = await (await get("recorded.json")).json();
  let weights = 0, probabilities = 0;
  const different = [], thirty = [];
  for (const said of sentences) {
    const words = said.english.split(" ");
    const began = performance.now();
    const steps = translator.translate(words);
    if (words.length === 30) thirty.push(performance.now() - began);
    const french = steps.map(({ word }) => word).filter((word) => word !== "<end>").join(" ");
    if (french !== said.french) different.push(said.english);
    const bytes = Uint8Array.from(atob(said.weights), (letter) => letter.charCodeAt(0));
    const row = new Uint16Array(bytes.buffer);
    steps.forEach((step, i) => {
      step.weights.forEach((weight, j) => {
        weights = Math.max(weights, Math.abs(weight - row[i * step.weights.length + j] / 65535));
      });
      probabilities = Math.max(probabilities, Math.abs(Math.max(...step.probabilities) - said.probabilities[i]));
    });
  }
  return { count: sentences.length, different, weights, probabilities, fastest: Math.min(...thirty) };
}"""


@pytest.fixture
def translator(open_page, site_url):
    """`translator(query="", width=…)` opens the page and waits for the model."""

    def open_(query: str = "", **options):
        page = open_page(f"{site_url}lab/try/{query}", **options)
        page.locator('.try[data-ready="yes"]').wait_for()
        return page

    return open_


def message(page):
    return page.locator(".try-message")


def test_the_page_says_what_pytorch_said(translator):
    found = translator().evaluate(COMPARE)
    said = json.loads(RECORDED.read_text("utf-8"))["sentences"]
    assert found["count"] == len(said) >= 200
    assert f"on {len(said)} sentences" in (REPO / "docs/lab/try.md").read_text("utf-8")
    assert found["different"] == []
    assert found["weights"] <= 1e-4 and found["probabilities"] <= 1e-4
    assert found["fastest"] < 150


def test_the_running_example_is_translated_with_its_map(translator):
    page = translator()
    expect(message(page)).to_have_text(
        "In French: le chat s'est assis sur le confortable tapis de velours rouge dans le coin de la pièce."
    )
    assert page.locator(".try-map tbody tr").count() == 19
    assert page.locator(".try-map thead th").count() == 16


def test_unknown_words_are_refused_by_name(translator):
    page = translator()
    page.get_by_label("English sentence").fill("the zebra loves a transformer now")
    expect(message(page)).to_contain_text("does not know “zebra”, “transformer” and “now”")
    expect(page.locator(".try-result")).to_be_hidden()
    page.get_by_label("English sentence").fill("")
    expect(message(page)).to_contain_text("Write a sentence")


def test_a_begun_word_is_completed_with_the_keyboard(translator):
    page = translator()
    field = page.get_by_label("English sentence")
    field.fill("she loves the comf")
    expect(message(page)).to_contain_text("not yet a word")
    field.press("Tab")
    page.keyboard.press("Enter")
    expect(field).to_have_value("she loves the comfortable ")
    field.press_sequentially("chair.")
    expect(message(page)).to_contain_text("In French: elle aime")


def test_a_misspelt_word_is_offered_a_known_one(translator):
    page = translator()
    page.get_by_label("English sentence").fill("the girll sleeps in the garden ")
    page.locator(".try-offers").get_by_role("button", name="girl", exact=True).click()
    assert "girl " in page.get_by_label("English sentence").input_value()


def test_the_words_that_it_knows_can_be_chosen(translator):
    page = translator("?sentence=she+loves")
    page.locator(".try-known summary").click()
    page.locator(".try-known").get_by_role("button", name="him", exact=True).click()
    expect(message(page)).to_have_text("In French: elle l'aime.")


def test_a_sentence_is_linked_with_its_moment(translator):
    page = translator("?sentence=she+loves+him&written=2")
    expect(page.locator(".try-step output")).to_have_text("2 of 4")
    assert page.locator(".try-map tr.later").count() == 2
    expect(page.locator(".try-next li").first).to_contain_text("l'")
    slider = page.get_by_role("slider", name="Words written")
    slider.press("ArrowLeft")
    expect(page.locator(".try-step output")).to_have_text("1 of 4")
    page.wait_for_url("**/lab/try/?sentence=she+loves+him&written=1")
    page.locator(".try-french button").nth(3).click()
    page.wait_for_url("**/lab/try/?sentence=she+loves+him")


def test_a_sentence_of_the_text_is_taken_into_the_field(translator):
    page = translator()
    page.get_by_role("link", name="he looks for the key").click()
    expect(message(page)).to_have_text("In French: il cherche la clé.")
    page.wait_for_url("**?sentence=he+looks+for+the+key")


def test_too_long_a_sentence_is_doubted_or_refused(translator):
    page = translator()
    field = page.get_by_label("English sentence")
    field.fill(" and ".join(["she loves him"] * 6))
    expect(message(page)).to_contain_text("training stopped at 20")
    field.fill(" and ".join(["she loves him"] * 16))
    expect(message(page)).to_contain_text("60 is the most")


def test_without_scripts_there_is_a_measured_map(open_page, site_url):
    page = open_page(f"{site_url}lab/try/", java_script_enabled=False)
    expect(page.locator(".try figure.heatmap")).to_be_visible()


def test_nothing_is_wider_than_a_phone(translator):
    page = translator("?sentence=the+european+economic+area", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
