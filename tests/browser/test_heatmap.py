"""Attention maps as a reader meets them: in the table, under the pointer, by keys, on a phone, without scripts."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import re
import time

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE, REPO, serve, until
from explainer.heatmap.artifact import encode, load
from explainer.heatmap.table import Placement, data_file, figure_html
from explainer.policy import policy
from playwright.sync_api import expect

SOURCE = "the cat sat on the red mat </s>".split()
TARGET = "le chat est assis sur le tapis rouge </s>".split()
ALIGNED = [0, 1, 2, 2, 3, 4, 6, 5, 7]


def alignment():
    weights = np.full((1, 1, len(TARGET), len(SOURCE)), 0.02)
    for query, key in enumerate(ALIGNED):
        weights[0, 0, query, key] = 1 - 0.02 * (len(SOURCE) - 1)
    weights[0, 0, 1] = [0.2, 0.62, 0.05, 0.05, 0.02, 0.02, 0.02, 0.02]
    return weights


def artifact(name, queries, keys, weights, **changes):
    """An artifact of weights, or of bytes as they are stored."""
    stored = weights.dtype == np.uint8
    data = {
        "schema": 1, "id": name, "title": f"Map {name}", "status": "measured",
        "model": {
            "name": "RNNsearch", "reference": "bahdanau2015", "weights": "sha256:" + "ab" * 32, "licence": "MIT",
            "script": "docs/lab/attend.py",
        },
        "task": "English to French", "queries": queries, "keys": keys,
        "query_role": "target word being written", "key_role": "source word",
        "layers": len(weights), "heads": len(weights[0]), "encoding": "u8-sqrt" if stored else "f32",
        "weights": base64.b64encode(weights).decode() if stored else encode(weights, "f32"),
        "alt": "The weight runs down the diagonal.",
    }  # fmt: skip
    return load(f"docs/attention/{name}.json", json.dumps(data | changes).encode(), exists=lambda path: True)


def shorter():
    """Another model's map of the same words, one of them in another place."""
    weights = np.tile([0.3, 0.5, 0.1, 0.1], (1, 1, len(TARGET), 1))
    return artifact("second", TARGET, ["cat", "the", "sat", "the"], weights)


def shifted(size):
    """Every word looks at the next one."""
    weights = np.full((1, 1, size, size), 0.1 / (size - 1))
    weights[0, 0, np.arange(size), (np.arange(size) + 1) % size] = 0.9
    return weights


def many_heads():
    weights = np.tril(np.random.default_rng(0).random((2, 12, 12, 12)) + 0.01)
    return weights / weights.sum(-1, keepdims=True)


SAID = (".heatmap-axes", ".heatmap-legend:not(.signed)", ".heatmap-provenance", ".heatmap-status")  # of every map
WORDS = ["<script>alert(1)</script>", "<b>bold</b>", "a&amp;b", "x\u202ey", "the", "the", *"abcdef"]
CALLS = "window.takeUps = []; window.document$ = {subscribe: (take) => { takeUps.push(take); take(); }};"


def write_page(folder, figures, content):
    """page.html in a site without theme: maps, what they fetch, and the site's own scripts, styles and policy."""
    (folder / "assets").symlink_to(REPO / "docs/assets")
    (folder / "attention").mkdir()
    for figure in figures:
        if address := data_file(figure):
            (folder / address).write_bytes(figure.data)
    sheets = "".join(f'<link rel="stylesheet" href="assets/stylesheets/{name}.css">' for name in ("tokens", "text", "site", "heatmap"))
    (folder / "page.html").write_text(
        '<!doctype html><html lang="en" style="font-size: 125%"><meta charset="utf-8"><title>Maps</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy([])}"><link rel="icon" href="data:,">'
        f'<meta name="viewport" content="width=device-width">{sheets}'
        '<script type="module" src="assets/javascripts/heatmap-start.js"></script>'
        '<body data-md-color-scheme="default" style="background: var(--x-paper)">'
        f'<main class="md-typeset" style="padding: 16px; max-width: 900px"><h1>Maps</h1>{content}</main></body></html>',
        "utf-8",
    )


@pytest.fixture(scope="module")
def maps(tmp_path_factory):
    """A page with many maps: words with a reordering, hostile words, a large one, many heads, pairs."""
    folder = tmp_path_factory.mktemp("maps")
    figures = [
        artifact("words", TARGET, SOURCE, alignment()),
        artifact("hostile", WORDS, WORDS, np.full((1, 1, 12, 12), 1 / 12), status="illustrative"),
        artifact("large", [f"w{i}" for i in range(90)], [f"w{i}" for i in range(90)], shifted(90)),
        artifact("heads", WORDS, WORDS, many_heads(), mask="causal", query_role="word being read", scale=4),
    ]
    twelve = artifact("twelve", WORDS, WORDS, many_heads()[:1], mask="causal", query_role="word being read")
    placed = (figure_html(Placement(figure, f"fig-{figure.id}")) for figure in figures)
    pair = (artifact("first", TARGET, SOURCE, alignment()), shorter())
    beside = "".join(figure_html(Placement(figure, f"fig-{figure.id}")) for figure in pair)
    uneven = np.tile([0.12, 0.12, 0.12, 0.12, 0.13, 0.13, 0.13, 0.13], (1, 1, 9, 1))
    twins = (artifact("twin-a", TARGET, SOURCE, alignment()), artifact("twin-b", TARGET, SOURCE, uneven))
    compared = "".join(
        figure_html(Placement(figure, f"fig-{figure.id}", comparable=True, subtract=figure is twins[0]))
        for figure in twins
    )
    heads = "".join(
        figure_html(Placement(twelve, f"fig-twelve-{head + 1}", head=head, comparable=True)) for head in (0, 1)
    )
    pairs = (f'<div class="heatmap-pair">{content}</div>' for content in (beside, compared, heads))
    write_page(folder, [*figures, twelve], "<p style='height: 120vh'></p>".join([*placed, *pairs]))
    (folder / "blank.html").write_text('<!doctype html><link rel="icon" href="data:,">')
    server = serve(folder)
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()


def ready(page, name="words"):
    figure = page.locator(f"[data-heatmap={name}]")
    figure.scroll_into_view_if_needed()
    page.locator(f"[data-heatmap={name}][data-ready]").wait_for()
    return figure


def cell(figure, query, key):
    """The table's cell, under Plotly's drawing; both count from 0."""
    return figure.locator(f".heatmap-table tbody tr:nth-child({query + 1}) td:nth-child({key + 2})")


def over(page, figure, query, key):
    box = cell(figure, query, key).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def readout(figure):
    return figure.locator(".heatmap-readout").inner_text()


def hover_label(figure, said):
    """The label beside the cell says it."""
    expect(figure.locator(".heatmap-tip")).to_have_text(said)


def picked(figure):
    return figure.locator(".heatmap-table tbody th.picked").inner_text()


def bars(figure):
    """How high each bar of the chosen row stands, as a share of the strip."""
    return figure.locator(".heatmap-bars canvas").evaluate("""canvas => {
        const { width, height } = canvas;
        const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        const keys = Number(canvas.closest("figure").dataset.shape.split(",")[3]);
        return Array.from({ length: keys }, (_, key) => {
            const x = Math.floor(((key + 0.5) * width) / keys);
            let painted = 0;
            for (let y = 0; y < height; y++) painted += data[(y * width + x) * 4 + 3] > 0;
            return painted / height;
        });
    }""")


def pixel(figure, query, key):
    """The colour of a weight on the canvas of a large map, [red, green, blue, opacity]."""
    return figure.locator(".heatmap-field canvas").evaluate(
        "(canvas, [x, y]) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data]", [key, query]
    )


def plotted(figure):
    """What Plotly shows: the ranges of keys and queries."""
    return figure.locator(".heatmap-plot").evaluate("plot => [plot.layout.xaxis.range, plot.layout.yaxis.range]")


RED = "document.querySelector('.heatmap-field canvas').getContext('2d').getImageData(3, 7, 1, 1).data[0]"


def press(page, way, control):
    """Use a control as a reader does."""
    control.scroll_into_view_if_needed()
    if way == "mouse":
        control.click()
    elif way == "touch":
        control.tap()
    else:
        control.focus()
        page.keyboard.press("Enter")


def test_without_scripts_the_table_is_the_figure(maps, open_page):
    page = open_page(maps, java_script_enabled=False)
    table = page.locator("[data-heatmap=words] .heatmap-table")
    assert table.locator("thead th[scope=col]").all_inner_texts() == SOURCE
    assert table.locator("tbody th[scope=row]").all_inner_texts() == TARGET
    assert cell(page.locator("[data-heatmap=words]"), 1, 1).inner_text() == "0.62"
    assert page.locator("[data-heatmap=words] figcaption").inner_text() == (
        "Map words. The weight runs down the diagonal."
    )
    provenance = page.locator("[data-heatmap=words] .heatmap-provenance").inner_text()
    assert provenance.startswith("Measured with RNNsearch")
    assert "docs/lab/attend.py" in provenance
    assert not page.locator(".heatmap-tools").first.is_visible()


def test_nothing_moves_when_a_map_wakes_up(maps, open_page):
    page = open_page(maps.replace("page", "blank"))
    page.route("**/heatmap.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(maps)
    names = ("words", "large", "heads")
    before = [page.locator(f"[data-heatmap={name}]").bounding_box()["height"] for name in names]
    assert [ready(page, name).bounding_box()["height"] for name in names] == before
    shift = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()
           .reduce((sum, entry) => sum + entry.value, 0))).observe({type: "layout-shift", buffered: true})
           || setTimeout(() => done(0), 300))"""
    )
    assert shift < 0.01


def test_hover_says_the_weight_in_words(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    over(page, figure, 1, 1)
    assert readout(figure) == "writing chat: 0.62 on cat"
    hover_label(figure, "writing chat: 0.62 on cat")
    assert figure.locator("th.on").all_inner_texts() == ["cat", "chat"]


def test_a_word_that_occurs_twice_keeps_two_columns(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    assert len(bars(figure)) == 8
    over(page, figure, 5, 4)
    assert readout(figure) == "writing le: 0.86 on the"
    over(page, figure, 5, 0)
    assert readout(figure) == "writing le: 0.02 on the"


def test_the_map_opens_with_the_most_reordered_word(maps, open_page):
    figure = ready(open_page(maps))
    assert picked(figure) == "rouge"
    assert readout(figure).startswith("writing rouge: 0.86 on red")


def test_a_click_picks_a_row_and_shows_its_weights_as_bars(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    over(page, figure, 1, 5)
    page.mouse.down()
    page.mouse.up()
    assert picked(figure) == "chat"
    assert bars(figure) == pytest.approx([0.2, 0.62, 0.05, 0.05, 0.02, 0.02, 0.02, 0.02], abs=0.03)
    assert figure.locator(".heatmap-bars-label").inner_text() == "chat"
    assert figure.locator("thead th.weighed").all_inner_texts() == ["the", "cat", "sat", "on"]
    page.mouse.move(5, 5)
    links = "writing chat: 0.62 on cat, 0.20 on the, 0.05 on sat; spread as if over 3.4 words"
    assert readout(figure).startswith(links)


def test_a_click_on_a_word_picks_its_row(maps, open_page):
    figure = ready(open_page(maps))
    figure.locator(".heatmap-table tbody th").nth(3).click()
    assert picked(figure) == "assis"


def test_keys_move_through_the_cells(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    figure.locator(".heatmap-scroll").focus()
    page.keyboard.press("ArrowDown")
    assert readout(figure) == "writing rouge: 0.86 on red"
    for key, said in {
        "ArrowUp": "writing tapis: 0.02 on red",
        "ArrowRight": "writing tapis: 0.86 on mat",
        "Home": "writing tapis: 0.02 on the",
        "ArrowLeft": "writing tapis: 0.02 on the",
        "End": "writing tapis: 0.02 on </s>",
        "Control+Home": "writing le: 0.86 on the",
        "Control+End": "writing </s>: 0.86 on </s>",
        "ArrowDown": "writing </s>: 0.86 on </s>",
    }.items():
        page.keyboard.press(key)
        assert readout(figure) == said
    page.keyboard.press("Enter")
    assert picked(figure) == "</s>"
    hover_label(figure, "writing </s>: 0.86 on </s>")
    page.keyboard.press("Escape")
    assert not figure.locator(".heatmap-cursor").is_visible()


def test_the_cell_is_spoken(maps, open_page):
    figure = ready(open_page(maps))
    assert figure.locator(".heatmap-readout").get_attribute("role") == "status"
    described = figure.locator(".heatmap-scroll").get_attribute("aria-describedby")
    assert figure.locator(f"#{described}").inner_text() == "The weight runs down the diagonal."


def test_touch_picks_a_row(maps, open_page):
    page = open_page(maps, width=390, height=800, has_touch=True, is_mobile=True)
    figure = ready(page)
    box = cell(figure, 1, 1).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert picked(figure) == "chat"
    assert readout(figure) == "writing chat: 0.62 on cat"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_never_scrolls_sideways(maps, open_page, width):
    page = open_page(maps, width=width)
    for name in ("words", "hostile", "heads"):
        ready(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_words_are_data(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "hostile")
    assert figure.locator(".heatmap-table tbody th").all_inner_texts() == [*WORDS[:3], "x\\u202ey", *WORDS[4:]]
    for number, word in enumerate(WORDS[:3]):
        over(page, figure, number, 4)
        assert readout(figure) == f"writing {word}: 0.08 on the"
        hover_label(figure, f"writing {word}: 0.08 on the")
        over(page, figure, 11, 11)
    assert page.locator("script").count() == 1  # the module
    assert figure.locator(".heatmap-status").inner_text() == "Illustrative"


def test_a_click_enlarges_one_of_many_heads(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "heads")
    assert figure.locator(".heatmap-heads button").count() == 24
    expect(figure.locator(".heatmap-heads canvas")).to_have_count(24)
    button = figure.get_by_role("button", name="Layer 2, head 7", exact=True)
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert figure.locator(".heatmap-chosen").inner_text() == "Layer 2 of 2, head 7 of 12"
    assert cell(figure, 11, 3).inner_text() == f"{many_heads()[1, 6, 11, 3]:.2f}"


def test_arrows_lead_from_head_to_head_and_one_tab_passes_all_of_them(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "heads")
    figure.get_by_role("button", name="Layer 1, head 1", exact=True).focus()
    focused = page.locator(":focus")
    for key, name in {
        "ArrowDown": "Layer 2, head 1",
        "End": "Layer 2, head 12",
        "ArrowLeft": "Layer 2, head 11",
        "ArrowUp": "Layer 1, head 11",
        "ArrowRight": "Layer 1, head 12",
        "Home": "Layer 1, head 1",
    }.items():
        page.keyboard.press(key)
        assert focused.get_attribute("aria-label") == name
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert figure.locator(".heatmap-chosen").inner_text() == "Layer 1 of 2, head 2 of 12"
    page.keyboard.press("Tab")
    assert focused.get_attribute("class") == "heatmap-scroll"


def test_two_heads_of_one_model_point_at_the_same_cell(maps, open_page):
    page = open_page(maps)
    one, other = (page.locator(f"#fig-twelve-{number}") for number in (1, 2))
    for figure in (one, other):
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-ready", "")
    over(page, one, 11, 3)
    for head, figure in enumerate((one, other)):
        assert readout(figure) == f"reading f: {many_heads()[0, head, 11, 3]:.2f} on x\\u202ey"


def test_two_maps_of_the_same_words_can_be_subtracted(maps, open_page):
    page = open_page(maps)
    first, twin = ready(page, "twin-a"), ready(page, "twin-b")
    expect(first.locator(".heatmap-legend:visible")).to_have_text("less, −1+1, moreweights − the map beside")
    assert cell(first, 1, 1).inner_text() == "+0.50"
    assert cell(first, 1, 0).inner_text() == "+0.08"
    assert "less" in cell(first, 1, 4).get_attribute("class")
    assert cell(twin, 1, 1).inner_text() == "0.12"
    over(page, first, 1, 4)
    assert readout(first) == "writing chat: −0.11 on the"
    assert readout(twin) == "writing chat: 0.13 on the"
    first.get_by_role("button", name="Subtract the map beside").click()
    assert cell(first, 1, 1).inner_text() == "0.62"
    assert page.locator("[data-heatmap=second] [data-do=minus-beside]").count() == 0  # other words


def test_the_scores_can_be_left_unscaled(maps, open_page):
    page = open_page(maps)
    page.evaluate("document.documentElement.dataset.depth = 'technical'")
    figure = ready(page, "heads")
    figure.get_by_label("Softmax without dividing").check()
    row = many_heads()[0, 0, 11] ** 4
    assert cell(figure, 11, 3).inner_text() == f"{row[3] / row.sum():.2f}"
    figure.get_by_label("Softmax without dividing").uncheck()
    assert cell(figure, 11, 3).inner_text() == f"{many_heads()[0, 0, 11, 3]:.2f}"


def expect_in_row(row, *words):
    """What a reader sees in a row of the list of links, which is laid out only with the frame after it is opened."""
    text = r"\s+".join(map(re.escape, words))
    expect(row).to_have_text(re.compile(rf"^\s*{text}\s*$"), use_inner_text=True)


def test_the_list_of_links_follows_the_map(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    figure.get_by_text("The strongest links of each row").click()
    second = figure.locator(".heatmap-strongest tbody tr").nth(1)
    expect_in_row(second, "chat", "cat", "0.62", "the", "0.20", "sat", "0.05", "1.8")
    figure.get_by_label("Words written").fill("1")
    expect(figure.locator(".heatmap-strongest tbody tr:visible")).to_have_count(1)


def test_masked_weights_are_absent_and_not_zero(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "heads")
    assert cell(figure, 0, 1).inner_text() == "masked"
    figure.locator(".heatmap-table tbody th").nth(3).click()
    assert [height > 0 for height in bars(figure)] == [True] * 4 + [False] * 8
    figure.locator(".heatmap-scroll").focus()
    for key in ("ArrowUp", "Control+Home", "ArrowRight"):
        page.keyboard.press(key)
    assert readout(figure) == f"reading {WORDS[0]}: masked: may not see {WORDS[1]}"


def test_the_map_grows_with_every_word_written(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    figure.get_by_label("Words written").fill("3")
    assert figure.locator(".heatmap-step output").inner_text() == "3 of 9"
    assert picked(figure) == "est"
    assert figure.locator(".heatmap-table tbody tr:visible").count() == 3
    figure.locator(".heatmap-scroll").focus()
    for key in ("ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert readout(figure).startswith("writing est:")
    assert ready(page, "heads").get_by_label("Words written").count() == 0  # nothing is written there


def test_the_softmax_can_be_made_sharper_and_flatter(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    slider = figure.get_by_label("Softmax temperature")
    assert not slider.is_visible()
    page.evaluate("document.documentElement.dataset.depth = 'technical'")
    row = alignment()[0, 0, 1]
    for power in (2, -1):
        slider.fill(str(power))
        expected = row ** (1 / 2**power) / np.sum(row ** (1 / 2**power))
        assert cell(figure, 1, 1).inner_text() == f"{expected[1]:.2f}"
        over(page, figure, 1, 1)
        assert readout(figure) == f"writing chat: {expected[1]:.2f} on cat"
    assert figure.locator(".heatmap-temperature output").inner_text() == "0.50, recomputed"
    page.emulate_media(media="print")  # what is no measurement says so on paper too
    legend = figure.locator(".heatmap-legend:visible")
    expect(legend).to_have_text("weight 01each row sums to 1 · softmax recomputed at temperature 0.50")
    page.emulate_media(media="screen")
    slider.fill("0")
    assert cell(figure, 1, 1).inner_text() == "0.62"
    assert figure.locator(".heatmap-temperature output").inner_text() == "1, as measured"
    expect(legend).to_have_text("weight 01each row sums to 1")


def test_maps_side_by_side_point_at_the_same_words(maps, open_page):
    page = open_page(maps)
    ready(page, "first")
    first, second = page.locator("[data-heatmap=first]"), ready(page, "second")
    assert abs(first.bounding_box()["y"] - second.bounding_box()["y"]) < 1
    over(page, first, 1, 4)  # the second "the" stands elsewhere in the second map
    assert readout(second) == "writing chat: 0.10 on the"
    assert second.locator("thead th.on").evaluate("name => name.cellIndex") == 4
    page.mouse.down()
    page.mouse.up()
    assert picked(first) == picked(second) == "chat"
    over(page, first, 1, 7)  # </s> is not in the second map
    assert not second.locator(".heatmap-cursor").is_visible()


def test_nothing_in_a_map_breaks_accessibility(maps, open_page):
    page = open_page(maps)
    for name in ("words", "hostile", "heads"):
        ready(page, name)
    for scheme in ("default", "slate"):
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()


def test_a_map_too_large_for_a_table_is_a_picture_with_its_words_before_any_script(maps, open_page):
    figure = open_page(maps, java_script_enabled=False).locator("[data-heatmap=large]")
    assert figure.locator(".heatmap-strongest tbody tr").count() == 90
    seventh = figure.locator(".heatmap-strongest tbody tr").nth(7)
    assert " ".join(seventh.locator("th, td").all_text_contents()).split() == ["w7", "w8", "0.90", "w0", "0.00", "w1", "0.00", "1.1"]
    field = figure.locator(".heatmap-field")
    assert field.bounding_box()["height"] > 300
    assert field.evaluate("field => getComputedStyle(field, '::before').maskImage").startswith('url("data:image/png')
    assert 5 < figure.locator(".heatmap-ticks.columns span:visible").count() < 30
    assert figure.locator(".heatmap-text").inner_text().split() == [f"w{i}" for i in range(90)]


def test_a_large_map_is_drawn_on_a_canvas(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "large")
    light, dark = pixel(figure, 7, 3), pixel(figure, 7, 8)
    assert light == pytest.approx([246, 241, 231, 255], abs=3)
    assert dark[0] < 60
    field = figure.locator(".heatmap-field")
    field.evaluate("field => field.scrollIntoView()")
    box = field.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 8.5 / 90, box["y"] + box["height"] * 7.5 / 90)
    assert readout(figure) == "writing w7: 0.90 on w8"
    hover_label(figure, "writing w7: 0.90 on w8")
    word = figure.locator(".heatmap-text span").nth(30)
    word.click()
    assert readout(figure).startswith("writing w30: 0.90 on w31")
    assert figure.locator(".heatmap-text .weighed").all_inner_texts() == ["w31"]
    assert figure.locator(".heatmap-text .picked").all_inner_texts() == ["w30"]


def test_plotly_takes_the_part_of_a_large_map_that_is_dragged_over(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "large")
    field = figure.locator(".heatmap-field")
    field.evaluate("field => field.scrollIntoView()")

    def to(query, key):
        box = field.bounding_box()
        x, y = box["x"] + box["width"] * (key + 0.5) / 90, box["y"] + box["height"] * (query + 0.5) / 90
        page.mouse.move(x, y, steps=4)

    to(5, 10)
    page.mouse.down()
    to(24, 29)
    page.mouse.up()
    figure.locator(".heatmap-plot .heatmaplayer image").wait_for()
    assert plotted(figure) == [[9.5, 29.5], [24.5, 4.5]]
    box = field.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 10.5 / 20, box["y"] + box["height"] * 14.5 / 20)
    assert readout(figure) == "writing w19: 0.90 on w20"
    figure.get_by_role("button", name="Zoom in").click()
    expect(figure.locator(".heatmap-plot .heatmaplayer")).to_have_count(0)
    field.evaluate("field => field.scrollIntoView()")
    to(7, 8)
    assert readout(figure) == "writing w7: 0.90 on w8"


def test_512_words_and_72_heads_stay_usable(tmp_path, open_page):
    """In head h of layer l each word looks at the one 12 l + h places on."""
    words = [f"w{i}" for i in range(512)]
    stored = np.zeros((6, 12, 512, 512), np.uint8)
    for number, head in enumerate(stored.reshape(72, 512, 512)):
        head[np.arange(512), (np.arange(512) + number) % 512] = 255
    large = artifact("largest", words, words, stored, query_role="word being read")
    write_page(tmp_path, [large], figure_html(Placement(large, "fig-largest")))
    server = serve(tmp_path)
    page = open_page(f"http://127.0.0.1:{server.server_port}/page.html")
    figure = ready(page, "largest")
    expect(figure.locator(".heatmap-heads canvas")).to_have_count(72)
    assert figure.locator(".heatmap-ticks.rows span").count() <= 24
    figure.get_by_role("button", name="Layer 6, head 12", exact=True).click()
    figure.locator(".heatmap-scroll").focus()
    for key in ("ArrowDown", "Control+Home", "ArrowDown", "End"):
        page.keyboard.press(key)
    assert readout(figure) == "reading w1: 0.00 on w511"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert readout(figure).startswith("reading w1: 1.00 on w72; spread as if over 1.0 words")
    figure.get_by_role("button", name="Zoom in").click()
    figure.locator(".heatmap-plot .heatmaplayer image").wait_for()
    assert plotted(figure)[0] == [59.5, 84.5]
    server.shutdown()


@pytest.mark.xdist_group("clipboard")
@pytest.mark.parametrize("way", ["mouse", "touch", "keyboard"])
def test_every_control_works_with(way, maps, open_page):
    """One reader with one device: heads, differences, list, zoom, sliders, and everything to take away."""
    mobile = {"width": 390, "height": 800, "has_touch": True, "is_mobile": True} if way == "touch" else {}
    page = open_page(maps, permissions=["clipboard-read", "clipboard-write"], **mobile)
    page.evaluate("document.documentElement.dataset.depth = 'technical'")
    figure = ready(page, "heads")
    said = figure.locator(".heatmap-readout")

    def button(name):
        return figure.get_by_role("button", name=name, exact=True)

    press(page, way, button("Layer 2, head 7"))
    assert cell(figure, 11, 3).inner_text() == f"{many_heads()[1, 6, 11, 3]:.2f}"
    press(page, way, button("Subtract this head from others"))
    press(page, way, button("Layer 1, head 1"))
    difference = many_heads()[0, 0, 11, 3] - many_heads()[1, 6, 11, 3]
    assert cell(figure, 11, 3).inner_text() == f"{difference:+.2f}".replace("-", "−")
    assert figure.locator(".heatmap-legend:visible").inner_text().endswith("weights − layer 2, head 7")
    press(page, way, button("Subtract this head from others"))
    assert cell(figure, 11, 3).inner_text() == f"{many_heads()[0, 0, 11, 3]:.2f}"
    press(page, way, figure.get_by_text("The strongest links of each row"))
    strongest = figure.locator(".heatmap-strongest tbody tr").first
    expect_in_row(strongest, WORDS[0], WORDS[0], "1.00", "0.0")
    press(page, way, button("Zoom in"))
    figure.locator(".heatmap-plot .heatmaplayer image").wait_for()
    assert figure.locator(".heatmap-plot").evaluate("plot => plot.data[0].z[0].slice(0, 3)") == [1, None, None]
    press(page, way, button("Zoom in"))
    assert cell(figure, 11, 0).is_visible()
    press(page, way, button("Copy numbers (CSV)"))
    expect(said).to_have_text("Copied the numbers.")
    press(page, way, button("Link to this cell"))
    expect(said).to_contain_text("#fig-heads:l1,h1,q")
    press(page, way, button("Copy embed code"))
    expect(said).to_have_text("Copied the code for another page.")
    assert 'src="' in page.evaluate("navigator.clipboard.readText()")
    for name in ("PNG", "SVG"):
        with page.expect_download() as saved:
            press(page, way, button(f"Save {name}"))
        assert saved.value.suggested_filename == f"heads.{name.lower()}"
    slider = figure.get_by_label("Softmax temperature")
    slider.scroll_into_view_if_needed()
    if way == "keyboard":
        slider.press("ArrowRight")
    else:
        box = slider.bounding_box()
        place = box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2
        page.mouse.click(*place) if way == "mouse" else page.touchscreen.tap(*place)
    expect(figure.locator(".heatmap-temperature output").first).to_contain_text("recomputed")
    unscaled = figure.get_by_label("Softmax without dividing the scores by 4")
    unscaled.focus() if way == "keyboard" else None
    page.keyboard.press("Space") if way == "keyboard" else unscaled.tap() if way == "touch" else unscaled.click()
    assert unscaled.is_checked()
    press(page, way, button("Full screen"))
    until(page, "document.fullscreenElement !== null")


def test_a_large_artifact_is_fetched_when_its_figure_comes_near(maps, open_page):
    asked = []
    page = open_page(maps.replace("page", "blank"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(maps)
    page.locator("[data-heatmap=words][data-ready]").wait_for()
    assert not [url for url in asked if "/heads." in url]
    figure = ready(page, "heads")
    (fetched,) = [url for url in asked if "/heads." in url]
    assert re.search(r"/attention/heads\.[0-9a-f]{12}\.bin$", fetched)
    assert not [url for url in asked if "plotly" in url]
    figure.get_by_role("button", name="Zoom in").click()
    figure.locator(".heatmap-plot .heatmaplayer image").wait_for()
    assert len([url for url in asked if "plotly" in url]) == 1


def test_a_link_opens_one_cell(maps, open_page):
    page = open_page(f"{maps}#fig-heads:l2,h7,q12,k4")
    figure = ready(page, "heads")
    assert readout(figure).endswith("on x\\u202ey")
    assert figure.locator(".heatmap-chosen").inner_text() == "Layer 2 of 2, head 7 of 12"
    page.evaluate("location.hash = '#fig-words:q2,k2'")
    expect(page.locator("[data-heatmap=words] .picked")).to_have_text("chat")
    assert readout(page.locator("[data-heatmap=words]")) == "writing chat: 0.62 on cat"


@pytest.mark.xdist_group("clipboard")
def test_copies_numbers_and_links(maps, open_page):
    page = open_page(maps, permissions=["clipboard-read", "clipboard-write"])
    figure = ready(page)
    figure.get_by_role("button", name="Copy numbers").click()
    expect(figure.locator(".heatmap-readout")).to_have_text("Copied the numbers.")
    rows = list(csv.reader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
    assert rows[0] == ["", *SOURCE]
    assert [row[0] for row in rows[1:]] == TARGET
    assert np.array([row[1:] for row in rows[1:]], float) == pytest.approx(alignment()[0, 0], abs=1e-5)
    figure.get_by_role("button", name="Link to this cell").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{maps}#fig-words:q8,k6"


@pytest.mark.parametrize("name", ["words", "hostile"])
def test_saves_pictures_with_words_and_provenance(maps, open_page, tmp_path, name):
    page = open_page(maps)
    figure = ready(page, name)
    with page.expect_download() as saved:
        figure.get_by_role("button", name="Save SVG").click()
    svg = tmp_path / "map.svg"
    saved.value.save_as(svg)
    text = html.unescape("".join(re.findall(r">([^<]*)<", svg.read_text("utf-8"))))
    assert f"Map {name}" in text
    assert ("tapis" if name == "words" else "<script>alert(1)</script>") in text
    assert ("Measured" if name == "words" else "Illustrative") in text
    with page.expect_download() as saved:
        figure.get_by_role("button", name="Save PNG").click()
    assert saved.value.suggested_filename == f"{name}.png"
    saved.value.save_as(tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_full_screen_keeps_the_paper_and_grows_the_map(maps, open_page):
    page = open_page(maps, width=1800, height=1200)
    figure = ready(page)
    small = cell(figure, 0, 0).bounding_box()["width"]
    figure.get_by_role("button", name="Full screen").click()
    until(page, "document.fullscreenElement !== null")
    until(page, "small => document.querySelector('.heatmap td.strong').offsetWidth > small + 3", small)
    assert figure.evaluate("figure => getComputedStyle(figure).backgroundColor") == "rgb(251, 248, 242)"


def test_the_map_follows_the_scheme(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "large")
    assert pixel(figure, 7, 3)[:3] == pytest.approx([246, 241, 231], abs=3)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    until(page, f"{RED} < 60")
    assert pixel(figure, 7, 3)[:3] == pytest.approx([33, 30, 26], abs=3)


def test_taking_up_again_changes_nothing(maps, open_page):
    """Material's instant navigation emits on every page and on every hash."""
    page = open_page(maps.replace("page", "blank"))
    page.add_init_script(CALLS)
    page.goto(maps)
    figure = ready(page)
    page.evaluate("() => { window.takeUps.forEach(take => { take(); take(); }); }")
    assert figure.locator(".heatmap-cursor").count() == 1
    over(page, figure, 1, 1)
    assert readout(figure) == "writing chat: 0.62 on cat"
    page.evaluate("""() => {
        const figure = document.querySelector("[data-heatmap=words]");
        const copy = document.createElement("main");
        figure.remove();
        window.takeUps.forEach(take => take());
        document.body.append(copy);
    }""")


def test_a_failed_fetch_leaves_the_table_and_says_so(maps, browser):
    page = browser.new_page()
    page.route("**/heads.*", lambda route: route.abort())
    page.goto(maps)
    figure = page.locator("[data-heatmap=heads]")
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".heatmap-readout")).to_contain_text("numbers of this map could not be loaded; the table")
    assert cell(figure, 11, 0).is_visible()
    page.unroute("**/heads.*")
    figure.get_by_role("button", name="Layer 2, head 7", exact=True).click()  # asked again by the next use
    expect(figure.locator(".heatmap-chosen")).to_have_text("Layer 2 of 2, head 7 of 12")
    page.close()


def test_a_map_stays_where_plotly_cannot_be_had(maps, browser):
    page = browser.new_page()
    page.route("**/*plotly*", lambda route: route.abort())
    page.goto(maps)
    figure = ready(page)
    figure.get_by_role("button", name="Zoom in").click()
    expect(figure.locator(".heatmap-readout")).to_contain_text("the map holds the same numbers")
    assert cell(figure, 1, 1).is_visible()
    figure.get_by_role("button", name="Save PNG").click()
    expect(figure.locator(".heatmap-readout")).to_contain_text("did not work here")
    page.close()


def test_maps_wake_up_on_pages_that_instant_navigation_brings(site_url, open_page):
    def sitemap(route):  # instant navigation follows only addresses in it, and these have another port
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("https://attention.example/", site_url))

    page = open_page(f"{site_url}404.html")
    page.route("**/sitemap.xml", sitemap)
    with page.expect_response("**/sitemap.xml"):
        page.goto(f"{site_url}explain/bottleneck/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stillHere = true")
    page.get_by_role("link", name="The insight").first.click()
    figure = ready(page, "cat-mat-alignment")
    assert page.evaluate("window.stillHere")
    figure.locator(".heatmap-table tbody th").nth(1).click()
    assert readout(figure).startswith("writing chat: ")
    page.go_back()
    page.wait_for_url("**/bottleneck/")
    expect(page.locator("figure.heatmap")).to_have_count(0)
    page.go_forward()
    page.wait_for_url("**/insight/")
    figure = ready(page, "cat-mat-alignment")
    assert figure.locator(".heatmap-cursor").count() == 1


def test_the_scheme_switch_recolours_maps(site_url, open_page):
    page = open_page(f"{site_url}explain/insight/", color_scheme="light")
    figure = ready(page, "cat-mat-alignment")
    page.get_by_title("Switch to the dark scheme").click()
    until(page, "document.body.dataset.mdColorScheme === 'slate'")
    top = figure.locator(".heatmap-bars canvas").evaluate("""canvas => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const reds = new Set();
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) reds.add(data[i]);
        return Math.max(...reds);
    }""")
    assert top > 200


def test_print_shows_the_table_with_its_scale_and_source(maps, open_page):
    page = open_page(maps)
    figure = ready(page, "heads")
    page.emulate_media(media="print")
    assert cell(figure, 1, 1).is_visible()
    assert not figure.locator(".heatmap-plot").is_visible()
    for said in (*SAID, ".heatmap-chosen", "figcaption"):
        assert figure.locator(said).is_visible(), said
    for control in (".heatmap-tools", ".heatmap-heads", ".heatmap-bars", ".heatmap-controls"):
        assert not figure.locator(control).is_visible(), control


def test_paper_has_light_colours_whatever_the_screen_has(maps, open_page):
    page = open_page(maps)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    figure, large = ready(page), ready(page, "large")
    until(page, f"{RED} < 60")
    page.emulate_media(media="print")
    assert cell(figure, 1, 1).evaluate("cell => getComputedStyle(cell).color") == "color(srgb 1 1 1)"
    assert cell(figure, 1, 0).evaluate("cell => getComputedStyle(cell).color") == "color(srgb 0 0 0)"
    until(page, f"{RED} > 200")
    page.emulate_media(media="screen")
    until(page, f"{RED} < 60")
    assert large.locator(".heatmap-field").is_visible()


def in_the_window(page, figure):
    """Does the reader see the cell that is pointed at, and not below the header?"""
    cursor = figure.locator(".heatmap-cursor")
    cursor.wait_for()
    # not bounding_box(): it has no answer while the page is being replaced
    return 100 < cursor.evaluate("cursor => cursor.getBoundingClientRect().top") < page.viewport_size["height"] - 50


def test_a_link_to_a_cell_lands_on_the_real_page(site_url, open_page):
    page = open_page(f"{site_url}explain/mechanism/?depth=technical#fig-transformer-cross:l2,h3,q2,k2")
    figure = page.locator("[data-heatmap=transformer-cross]")

    def lands():
        expect(figure.locator(".heatmap-readout")).to_contain_text("on cat")
        assert readout(figure).startswith("writing chat: ")
        assert figure.locator(".heatmap-chosen").inner_text() == "Layer 2 of 2, head 3 of 4"
        page.wait_for_timeout(500)  # nothing else may scroll away from it
        assert in_the_window(page, figure)
        assert figure.locator("[name=temperature]").is_visible()

    lands()
    page.reload()
    lands()
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("location.hash = '#fig-cat-mat-alignment:q12,k7'")
    first = page.locator("[data-heatmap=cat-mat-alignment]")
    # the whole cell and no more: a row's strongest links begin likewise
    expect(first.locator(".heatmap-readout")).to_have_text(re.compile(r"^writing rouge: 0\.\d\d on red$"))
    end = time.monotonic() + PATIENCE  # Material fetches the page anew for its first change of the fragment
    while not in_the_window(page, first):
        assert time.monotonic() < end
        page.wait_for_timeout(100)


def test_a_link_to_a_cell_lands_after_instant_navigation(site_url, open_page):
    page = open_page(f"{site_url}404.html")
    with page.expect_response("**/sitemap.xml"):
        page.goto(f"{site_url}explain/bottleneck/")
    page.wait_for_load_state("networkidle")
    page.evaluate("""() => {
        window.stillHere = true;
        const link = document.querySelector(".md-nav--primary a[href$='insight/']");
        link.href += "#fig-inversion:q3,k3";
        link.click();
    }""")
    figure = page.locator("[data-heatmap=inversion]")
    figure.locator(".heatmap-cursor:visible").wait_for()
    assert page.evaluate("window.stillHere")
    page.wait_for_timeout(500)
    assert in_the_window(page, figure)


def test_a_link_opens_the_depth_that_a_map_is_kept_for(maps, open_page):
    page = open_page(maps)
    figure = ready(page)
    page.evaluate("""() => {
        document.documentElement.dataset.depth = "conceptual";
        document.querySelector("[data-heatmap=words]").dataset.depths = "technical";
    }""")
    assert not figure.is_visible()
    page.evaluate("location.hash = '#fig-words:q2,k2'")
    expect(figure.locator(".heatmap-readout")).to_have_text("writing chat: 0.62 on cat")
    assert figure.is_visible()


def test_an_embedded_map_says_its_scale_and_source_and_opens_at_a_cell(site_url, open_page):
    page = open_page(f"{site_url}embed/heatmap/transformer-causal/?depth=technical#fig-transformer-causal:l2,h4,q3,k2")
    figure = page.locator("figure.heatmap")
    expect(figure.locator(".heatmap-readout")).to_contain_text("after chat: ")
    assert figure.locator(".heatmap-chosen").inner_text() == "Layer 2 of 2, head 4 of 4"
    for said in (*SAID, "[name=temperature]"):
        assert figure.locator(said).is_visible(), said


@pytest.mark.parametrize(("width", "together"), [(1280, True), (390, False)])
def test_two_maps_stand_side_by_side_where_there_is_room(site_url, open_page, width, together):
    page = open_page(f"{site_url}explain/mechanism/", width=width)
    pair = page.locator(".heatmap-pair .heatmap-scroll")
    one, other = (pair.nth(number) for number in (0, 1))
    one.scroll_into_view_if_needed()
    assert (one.bounding_box()["x"] != other.bounding_box()["x"]) == together
    for scroll in (one, other):
        assert scroll.evaluate("scroll => scroll.scrollWidth <= scroll.clientWidth + 1")
    if together:
        tops = [scroll.locator("tbody").bounding_box() for scroll in (one, other)]
        assert abs(tops[0]["y"] + tops[0]["height"] - tops[1]["y"] - tops[1]["height"]) < 2
