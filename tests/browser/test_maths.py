"""Formulas as Chromium draws them: the face, what stretches, the colours of the roles, and wide ones on a phone."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import until
from explainer.maths import to_mathml

PAGE = "explain/mechanism/"
ZOO = (
    r"e_{ij} = v_a^\top \tanh(W_a s_{i-1} + U_a h_j)",
    r"\alpha_{ij} = \frac{\exp(e_{ij})}{\sum_{k=1}^{T_x} \exp(e_{ik})}",
    r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
    r"\mathbb{R}^{n \times d}, \mathcal{N}(0, 1), \mathbf{W}",
    r"\begin{pmatrix}0.1&0.2\\0.3&0.4\end{pmatrix}\begin{bmatrix}\overrightarrow{h}_j\\\overleftarrow{h}_j\end{bmatrix}",
    r"\tilde{s}_i = r_i \circ s_{i-1} \le \prod_{t} p(y_t \mid y_{<t}), \hat{y} \in \{1, \dots, n\}",
    r"f'(x) \approx \infty",
    r"\boldsymbol{\theta}, \phi, \varepsilon, \Delta, \nabla L, \int_0^1 x\,dx, \lVert x \rVert",
    r"a \to b, \ell, \mathbb{E}",
)


@pytest.fixture
def draw(open_page, site_url):
    """`draw(formulas, width=…)` puts displayed formulas into a page of the site; returns the page."""

    def draw_(*formulas: str, width: int = 1280, **options):
        page = open_page(site_url + PAGE, width=width, **options)
        html = "".join(f'<div class="formula drawn">{to_mathml(latex, display=True)}</div>' for latex in formulas)
        page.evaluate(
            """html => {
              document.querySelector(".md-content__inner").insertAdjacentHTML("afterbegin", html);
              window.document$?.next(document);
              return document.fonts.ready;
            }""",
            html,
        )
        until(page, "document.fonts.check('20px \"STIX Two Math\"')")
        return page

    return draw_


def faces(page, selector: str) -> Counter:
    """How many glyphs of the chosen elements each font has drawn; a font of the machine is marked."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    drawn: Counter = Counter()
    for node in session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]:
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            name = font["familyName"].removesuffix(" ExtraLight")  # the name of the file's lightest weight
            name += "" if font["isCustomFont"] else " (of this machine)"
            drawn[name] += font["glyphCount"]
    return drawn


def boxes(page, selector: str) -> list[dict]:
    return page.eval_on_selector_all(selector, "found => found.map(e => e.getBoundingClientRect().toJSON())")


def test_every_sign_comes_from_the_maths_face(draw):
    page = draw(*ZOO)
    assert set(faces(page, "math :is(mi, mo, mn)")) == {"STIX Two Math"}
    assert set(faces(page, "math mtext")) <= {"Source Serif 4"}


@pytest.mark.parametrize(
    "address",
    [
        "", "explain/", "explain/evolution/", "questions/chatgpt/", "references/", "reference/people-and-papers/",
        "lab/scale-measured/",
    ],  # fmt: skip
)
def test_no_letter_of_the_text_comes_from_the_machine(open_page, site_url, address):
    page = open_page(site_url + address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    plain = ":not(:has(code, kbd, svg))"
    assert [name for name in faces(page, f"article :is(p, li, h1, h2, h3, td, th){plain}") if "machine" in name] == []


def test_arrows_greek_and_foreign_names_have_a_face_in_every_style(draw):
    page = draw()
    page.evaluate(
        """() => {
          const text = "α → β ≤ √2 in Łukasz Sankhyā";
          const html = `<p>${text} <b>${text}</b> <i>${text}</i></p><p style="font-family: var(--x-sans)">${text} <b>${text}</b> <i>${text}</i></p>`;
          document.querySelector(".md-content__inner").insertAdjacentHTML("afterbegin", html);
        }"""
    )
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    first, second = ".md-content__inner > p:nth-child(1)", ".md-content__inner > p:nth-child(2)"
    assert set(faces(page, first)) == {"Source Serif 4", "STIX Two Math"}
    assert set(faces(page, second)) == {"Source Sans 3", "STIX Two Math"}


def test_brackets_and_roots_grow_with_what_they_hold(draw):
    page = draw(r"(a)", r"\left(\frac{\frac{a}{b}}{\frac{c}{d}}\right)", r"\sqrt{a}", r"\sqrt{\frac{\frac{a}{b}}{c}}")
    small, large = (boxes(page, f".drawn:nth-child({n}) mo")[0]["height"] for n in (1, 2))
    assert large > 2.5 * small
    fraction, brackets = boxes(page, ".drawn:nth-child(2) mfrac")[0], boxes(page, ".drawn:nth-child(2) mo")
    for bracket in (brackets[0], brackets[-1]):
        assert bracket["top"] <= fraction["top"] + 2 and bracket["bottom"] >= fraction["bottom"] - 2
    for n in (3, 4):
        (root,), inside = (
            boxes(page, f".drawn:nth-child({n}) msqrt"),
            boxes(page, f".drawn:nth-child({n}) msqrt > *")[0],
        )
        assert root["top"] < inside["top"] and root["bottom"] >= inside["bottom"] - 1 and root["left"] < inside["left"]


def test_sums_carry_their_limits_above_and_below(draw):
    page = draw(r"\sum_{j=1}^{T_x} \alpha_{ij} h_j")
    sign, below, above = boxes(page, ".drawn munderover > *")
    assert above["bottom"] <= sign["top"] + 1 and below["top"] >= sign["bottom"] - 1
    assert sign["height"] > 1.5 * boxes(page, ".drawn msub")[0]["height"]


def test_the_columns_of_a_matrix_stand_straight(draw):
    page = draw(r"\begin{pmatrix}1&22\\333&4\\5&66\end{pmatrix}")
    cells = boxes(page, ".drawn mtd")
    for column in (cells[0::2], cells[1::2]):
        assert len({round(cell["left"]) for cell in column}) == 1
    opening, closing = (box for box in boxes(page, ".drawn mo"))
    table = boxes(page, ".drawn mtable")[0]
    assert opening["height"] >= table["height"] * 0.9 <= closing["height"]
    assert opening["right"] <= table["left"] + 1 and table["right"] <= closing["left"] + 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_query_key_and_value_have_their_colours(draw, scheme):
    page = draw(r"\query{Q}\key{K}\value{V}W", color_scheme=scheme)
    shown = page.evaluate(
        """() => Object.fromEntries(["query", "key", "value"].map(role => {
          const probe = document.querySelector("article").appendChild(document.createElement("i"));
          probe.style.color = `var(--x-${role})`;
          const letter = document.querySelector(`.drawn .x-${role} mi`);
          return [role, [getComputedStyle(letter).color, getComputedStyle(probe).color]];
        }))"""
    )
    assert all(letter == token for letter, token in shown.values())
    assert len({letter for letter, _ in shown.values()}) == 3


def test_a_wide_formula_scrolls_in_its_box_and_the_keyboard_reaches_it(draw):
    page = draw(r"a = b", " + ".join([r"\alpha_{ij} h_j"] * 12), width=390)
    page.wait_for_selector(".drawn[tabindex='0']")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    short, wide = page.query_selector_all(".drawn")
    assert short.get_attribute("tabindex") is None
    assert wide.evaluate("box => box.scrollWidth > box.clientWidth && box.scrollLeft === 0")
    wide.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.scrollLeft > 0")


def test_a_formula_is_no_stop_where_it_fits(draw):
    page = draw(r"a = b", width=1280)
    page.wait_for_timeout(200)
    assert page.query_selector(".drawn[tabindex]") is None


def test_a_citation_leads_to_its_work(open_page, site_url):
    page = open_page(site_url + PAGE)
    citation = next(link for link in page.query_selector_all("article a.citation") if link.is_visible())
    key = citation.get_attribute("href").partition("#")[2]
    citation.click()
    page.wait_for_url("**/references/#*")
    work = page.wait_for_selector(f"#{key}")
    until(page, "id => document.getElementById(id).matches(':target')", key)
    assert work.query_selector("a[href^='https://']")
    box = work.bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]
