"""Check yourself in a browser: no answer shows before a choice is opened, and opening needs no script."""

from __future__ import annotations

import pytest

CHECK = '.depths[data-topic="check-bottleneck"]'


@pytest.mark.parametrize("scripts", [True, False])
def test_a_choice_opens_to_its_verdict_and_reason(open_page, site_url, scripts):
    page = open_page(f"{site_url}explain/bottleneck/", java_script_enabled=scripts)
    panel = page.locator(f"{CHECK} .tabbed-block:nth-child(2)")
    choices = panel.locator("details")
    assert choices.count() == 9
    choice, reason = choices.nth(0), choices.nth(0).locator("p")
    assert not reason.is_visible()
    choice.locator("summary").click()
    assert reason.is_visible()
    assert not choices.nth(1).locator("p").is_visible()


def test_closed_choices_look_and_sound_alike(open_page, site_url):
    page = open_page(f"{site_url}explain/bottleneck/")
    looks = page.evaluate(
        """check => [...document.querySelectorAll(`${check} .tabbed-block:nth-child(2) details`)].map(details => {
            const summary = details.firstElementChild;
            const looks = [getComputedStyle(details), getComputedStyle(summary),
                           getComputedStyle(summary, '::before'), getComputedStyle(summary, '::after')];
            return looks.map(s => [s.color, s.backgroundColor, s.fontWeight, s.borderTopColor, s.content]).join();
        })""",
        CHECK,
    )
    assert len(looks) == 9 and len(set(looks)) == 1
    shown = page.locator(f"{CHECK} .tabbed-block:nth-child(2)").aria_snapshot()
    assert "Right." not in shown and "Not so." not in shown


def test_an_opened_choice_says_in_words_what_it_is(open_page, site_url):
    page = open_page(f"{site_url}explain/bottleneck/")
    for kind, verdict in (("right", "Right. "), ("wrong", "Not so. ")):
        choice = page.locator(f"{CHECK} .tabbed-block:nth-child(2) details.{kind}").first
        choice.locator("summary").click()
        said = choice.locator("p").evaluate("p => getComputedStyle(p, '::before').content")
        assert said == f'"{verdict}"'


def test_a_choice_with_a_stressed_word_stays_one_line(open_page, site_url):
    page = open_page(f"{site_url}explain/insight/?depth=conceptual")
    short = page.locator('.depths[data-topic="check-insight"] .tabbed-block:visible summary:has(em)')
    assert short.count() > 0
    for summary in short.all():
        assert summary.bounding_box()["height"] < 45, summary.inner_text()


def test_paper_has_the_choices_and_the_letters_and_no_reasons(open_page, site_url):
    page = open_page(f"{site_url}explain/bottleneck/")
    panel = page.locator(f"{CHECK} .tabbed-block:visible")
    answers = panel.locator(".answers")
    assert not answers.is_visible()
    page.emulate_media(media="print")
    assert answers.is_visible()
    assert panel.locator("summary").first.is_visible() and not panel.locator("details p").first.is_visible()
    page.emulate_media(media="screen")
    letters = [part.split()[1] for part in answers.text_content().removeprefix("Answers: ").split(".")[0].split(", ")]
    right = panel.evaluate(
        """panel => {
            const letters = [];
            for (const child of panel.children) {
                if (child.matches("p")) letters.push([0, ""]);
                else if (child.matches("details.right, details.wrong")) {
                    if (child.matches(".right")) letters.at(-1)[1] += "ABCDEFGH"[letters.at(-1)[0]];
                    letters.at(-1)[0] += 1;
                }
            }
            return letters.map(([, letter]) => letter).filter(Boolean);
        }"""
    )
    assert letters == right
