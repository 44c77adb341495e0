"""`::: heatmap ID` in a page, the figure's HTML, and what Plotly is given."""

from __future__ import annotations

import base64
import io
import json
import math
import re
from itertools import pairwise
from pathlib import Path

import markdown
import numpy as np
import pytest
from bs4 import BeautifulSoup
from explainer.heatmap.artifact import ENCODINGS, encode, load
from explainer.heatmap.figure import attention_figure, browser_spec, verb
from explainer.heatmap.picture import picture
from explainer.heatmap.place import insert_figures, load_all, place_figures, unknown_references
from explainer.heatmap.table import INLINE_BYTES, Placement, data_file, figure_html
from explainer.text import join, split_lines
from PIL import Image

CSS = Path(__file__).parents[2] / "docs/assets/stylesheets"


def artifact(
    name="cat", queries=("le", "chat"), keys=("the", "cat", "the"), layers=1, heads=1, weights=None, stored=None,
    **changes,
):  # fmt: skip
    if weights is None:
        weights = np.full((layers, heads, len(queries), len(keys)), 1 / len(keys))
    data = {
        "schema": 1, "id": name, "title": "A map", "status": "measured",
        "model": {
            "name": "RNNsearch", "reference": "bahdanau2015", "weights": "sha256:" + "ab" * 32, "licence": "MIT",
            "script": "docs/lab/attend.py",
        },
        "task": "English to French", "queries": list(queries), "keys": list(keys),
        "query_role": "target word being written", "key_role": "source word", "layers": layers, "heads": heads,
        "encoding": "f32", "weights": encode(weights, "f32"), "alt": "Even weights.",
    }  # fmt: skip
    text = json.dumps(data | (stored or {}) | changes).encode()
    return load(f"docs/attention/{name}.json", text, exists=lambda path: True)


def u8(weights):
    return {"encoding": "u8-sqrt", "weights": encode(weights, "u8-sqrt")}


def place(text, *artifacts):
    lines = split_lines("docs/page.md", text)
    return place_figures(lines, {one.id: one for one in artifacts or [artifact()]})


def soup_of(one, **options):
    return BeautifulSoup(figure_html(Placement(one, f"fig-{one.id}", **options)), "html.parser")


def test_a_directive_becomes_a_placeholder_with_its_indent():
    lines, problems, placements = place("Before.\n    ::: heatmap cat\n        caption: See *this*.\nAfter.")
    assert not problems
    assert join(lines) == "Before.\n\n    \ue000figure:0\ue000See *this*.\ue000\n\nAfter."
    assert [line.number for line in lines] == [1, 2, 2, 2, 4]
    html = insert_figures(markdown.markdown(join(lines).replace("    ", "")), placements)
    assert html.startswith('<p>Before.</p>\n<figure class="heatmap" id="fig-cat"')
    assert "See <em>this</em>." in html


def test_a_map_that_stands_three_times_has_three_ids():
    _, _, placements = place("::: heatmap cat\n\n::: heatmap cat\n\n::: heatmap cat")
    ids = [re.findall(r'\bid="([^"]*)"', figure_html(one)) for (one,) in placements]
    assert [one[0] for one in ids] == ["fig-cat", "fig-cat-2", "fig-cat-3"]
    every = [name for names in ids for name in names]
    assert len(set(every)) == len(every)
    regions = [re.findall(r'role="region"[^>]* aria-label="([^"]*)"', figure_html(one))[0] for (one,) in placements]
    assert regions == ["Attention map: A map", "Attention map: A map, 2", "Attention map: A map, 3"]


def test_layer_and_head_count_from_one():
    _, _, ((placement,),) = place("::: heatmap cat\n    layer: 2\n    head: 3", artifact(layers=2, heads=3))
    assert (placement.layer, placement.head) == (1, 2)
    assert "Layer 2 of 2, head 3 of 3" in BeautifulSoup(figure_html(placement), "html.parser").get_text()


def test_two_maps_stand_side_by_side():
    text = "::: heatmap cat\n    caption: In 2015.\n    beside: {id: self, head: 2, caption: In 2017.}"
    lines, problems, placements = place(text, artifact(), artifact("self", heads=2))
    assert not problems
    soup = BeautifulSoup(insert_figures(markdown.markdown(join(lines)), placements), "html.parser")
    assert [figure["id"] for figure in soup.select(".heatmap-pair > figure")] == ["fig-cat", "fig-self"]
    assert "In 2017." in soup.select("figcaption")[1].get_text()
    assert placements[0][1].head == 1


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("::: heatmap cat\n    beside: dog", "FIG020", "`dog`"),
        ("::: heatmap cat\n    beside: {layer: 1}", "FIG020", "names no artifact"),
        ("::: heatmap cat\n    beside: {id: cat, head: 2}", "FIG021", "there is no head 2"),
        ("::: heatmap cat\n    beside: {id: cat, colour: 2}", "DIR002", "`colour`"),
        ("::: heatmap cat\n    beside: {id: cat, difference: 1}", "FIG024", "difference is 1"),
        ("::: heatmap", "FIG020", "names no artifact"),
        ("::: heatmap cet", "FIG020", "did you mean cat?"),
        ("::: heatmap cat\n    layer: 2", "FIG021", "there is no layer 2"),
        ("::: heatmap cat\n    head: 0", "FIG021", "heads count from 1 to 1"),
        ("::: heatmap cat\n    head: first", "FIG021", "'first'"),
        ("::: heatmap cat\n    caption: [a]", "FIG022", "caption"),
        ("::: heatmap cat\n    depths: [shallow]", "FIG023", "shallow"),
        ("::: heatmap cat\n    depths: [[a]]", "FIG023", "technical"),
        ("::: heatmap cat\n    colour: red", "DIR002", "colour"),
    ],
)
def test_a_wrong_directive_is_a_problem_at_its_place(text, code, said):
    _, problems, placements = place(f"Text.\n{text}")
    (problem,) = problems
    assert (problem.path, problem.line, problem.code) == ("docs/page.md", 2, code)
    assert said in str(problem)
    assert not placements


def test_two_heads_of_one_model_stand_side_by_side():
    text = "::: heatmap cat\n    beside: {id: cat, head: 2, difference: true}"
    _, problems, ((one, other),) = place(text, artifact(heads=2))
    assert not problems
    assert [(placed.element, placed.head) for placed in (one, other)] == [("fig-cat", 0), ("fig-cat-2", 1)]
    assert one.comparable


def test_two_maps_of_the_same_words_can_be_subtracted():
    text = "::: heatmap cat\n    beside: {id: self, difference: true}"
    _, problems, ((cat, other),) = place(text, artifact(), artifact("self"))
    assert not problems
    assert (cat.comparable, cat.subtract, other.comparable, other.subtract) == (True, True, True, False)
    assert "data-subtract" in figure_html(cat)
    assert "Subtract the map beside" in figure_html(other)


def test_maps_of_other_words_cannot_be_subtracted():
    text = "::: heatmap cat\n    beside: {id: self, difference: %s}"
    _, (problem,), placements = place(text % "true", artifact(), artifact("self", keys=["a", "b", "c"]))
    assert (problem.code, placements) == ("FIG024", [])
    _, problems, ((cat, _),) = place(text % "false", artifact(), artifact("self", keys=["a", "b", "c"]))
    assert not problems
    assert "minus-beside" not in figure_html(cat)


def test_every_artifact_is_read_even_if_no_page_shows_it():
    good = json.dumps({"schema": 1})
    problems = []
    assert load_all([("docs/attention/a.json", good.encode()), ("docs/attention/b.json", b"{")], str, problems) == {}
    assert {problem.path for problem in problems} == {"docs/attention/a.json", "docs/attention/b.json"}


def test_a_reference_is_in_the_bibliography():
    (problem,) = unknown_references([artifact()], known={"vaswani2017"})
    assert "bahdanau2015" in problem.message
    assert not list(unknown_references([artifact()], known={"bahdanau2015"}))


def test_the_table_has_every_weight_under_its_words():
    weights = np.array([[[[0.625, 0.375, 0], [0, 0.004, 0.996]]]])
    table = soup_of(artifact(weights=weights)).table
    assert [th.get_text() for th in table.select("thead th[scope=col]")] == ["the", "cat", "the"]
    assert [th.get_text() for th in table.select("tbody th[scope=row]")] == ["le", "chat"]
    cells = table.select(".heatmap-table tbody td")
    assert [cell.get_text() for cell in cells] == ["0.62", "0.38", "0.00", "0.00", "0.00", "1.00"]
    assert [cell["style"] for cell in cells][:3] == ["--w:.62", "--w:.38", "--w:0"]


def test_the_figure_says_where_its_numbers_come_from():
    figure = soup_of(artifact(), to_root="../", works={"bahdanau2015": "Bahdanau, Cho & Bengio, 2015"})
    line = figure.select_one(".heatmap-provenance").get_text()
    assert line.startswith("Measured with RNNsearch (Bahdanau, Cho & Bengio, 2015)")
    for words in ("task: English to French", "weights sha256:abababab", "script docs/lab/attend.py", "licence MIT"):
        assert words in line
    addresses = [link["href"] for link in figure.select("a")]
    assert addresses == ["../references/#ref-bahdanau2015", "../lab/attend.py", "../attention/cat.json"]


def test_of_many_heads_the_figure_says_which_one_it_shows():
    figure = soup_of(artifact(layers=2, heads=3), layer=1, head=2)
    assert figure.select_one(".heatmap-chosen").get_text() == "Layer 2 of 2, head 3 of 3"
    assert [span.get_text() for span in figure.select(".heatmap-heads span")] == ["", "H1", "H2", "H3", "L1", "L2"]
    assert [button["aria-label"] for button in figure.select(".heatmap-heads [tabindex='0']")] == ["Layer 2, head 3"]
    assert not soup_of(artifact()).select(".heatmap-chosen, .heatmap-heads")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_temperature_brings_up_weights_that_the_encoding_has_lost(encoding):
    weights = np.full((1, 1, 2, 3), 1 / 3)
    stored = {"encoding": encoding, "weights": encode(weights, encoding)}
    slider = soup_of(artifact(stored=stored)).select_one("[name=temperature]")
    assert ENCODINGS[encoding].least ** 2 ** -float(slider["max"]) <= 0.0025
    lost = encode(np.array([ENCODINGS[encoding].least * 0.99, 1]), encoding)
    assert np.frombuffer(base64.b64decode(lost), ENCODINGS[encoding].dtype)[0] == 0


@pytest.mark.parametrize(("scale", "said"), [(8, "8"), (3.464102, "√12 ≈ 3.46"), (2.5, "2.5")])
def test_the_scale_is_written_as_a_root_where_it_is_one(scale, said):
    words = soup_of(artifact(scale=scale)).find(attrs={"name": "unscaled"}).parent.get_text()
    assert words.endswith(f"dividing the scores by {said}")


def test_an_illustrative_map_says_that_no_model_computed_it():
    figure = soup_of(artifact(status="illustrative", model={"name": "the authors of this page"}))
    assert "Illustrative drawn to explain, computed by no model" in figure.select_one(".heatmap-provenance").get_text()


def test_small_weights_travel_in_the_page_and_large_ones_beside_it():
    assert data_file(artifact()) is None
    assert len(encode(np.zeros(INLINE_BYTES // 4), "f32")) == 4096
    large = artifact(layers=6, heads=12)
    assert len(large.data) <= INLINE_BYTES
    larger = artifact(layers=6, heads=30)
    address = data_file(larger)
    assert re.fullmatch(r"attention/cat\.[0-9a-f]{12}\.bin", address)
    figure = soup_of(larger, to_root="../../").figure
    assert figure["data-artifact"] == f"../../{address}"
    assert "data-weights" not in figure.attrs


def test_a_long_description_unfolds():
    caption = soup_of(artifact(alt="Two rows. " * 50)).figcaption
    lead = caption.find(id="fig-cat-alt").get_text()
    rest = caption.details.get_text().removeprefix("More in words")
    assert len(lead) <= 420
    assert f"{lead} {rest}" == ("Two rows. " * 50).strip() + "␣"
    assert not soup_of(artifact()).figcaption.details
    captioned = soup_of(artifact(), caption="Look at the diagonal.").figcaption
    assert captioned.get_text() == "A map. Look at the diagonal.The map in wordsEven weights. "
    assert captioned.details.find(id="fig-cat-alt")


def test_the_strongest_links_are_listed_as_text():
    weights = np.array([[[[0.625, 0.375, 0], [0, 1, 0]]]])
    rows = soup_of(artifact(weights=weights)).select(".heatmap-strongest tbody tr")
    assert [row.get_text(" ").split() for row in rows] == [
        ["le", "the", "0.62", "cat", "0.38", "the", "0.00", "1.0"],
        ["chat", "cat", "1.00", "the", "0.00", "the", "0.00", "0.0"],
    ]


def test_a_large_map_is_a_picture_in_the_page():
    tokens = [f"w{i}" for i in range(300)]
    weights = np.zeros((1, 1, 300, 300))
    weights[0, 0, :, 7] = 1
    figure = soup_of(artifact(queries=tokens, keys=tokens, weights=weights, stored=u8(weights)))
    address = re.search(r"url\(data:image/png;base64,([^)]*)\)", figure.select_one(".heatmap-field")["style"])[1]
    image = Image.open(io.BytesIO(base64.b64decode(address))).convert("RGBA")
    assert image.size == (100, 100)  # three weights a pixel: at most 128 a side
    assert [image.getpixel((x, 50))[3] for x in (1, 2, 3)] == [0, 255, 0]
    assert len(figure.select(".heatmap-ticks.rows span")) == 24
    assert not figure.select(".heatmap-table")
    assert len(str(figure).encode()) < 120_000


def test_a_picture_shows_weights_to_a_fifteenth():
    weights = np.linspace(0, 1, 16).reshape(1, 16)
    image = Image.open(io.BytesIO(base64.b64decode(picture(weights).partition(",")[2]))).convert("RGBA")
    assert [image.getpixel((x, 0))[3] for x in range(16)] == [17 * x for x in range(16)]


def test_words_cannot_act():
    word = "\"><script>alert('1')</script>\u202e"
    figure = soup_of(artifact(queries=[word, "b"], title=word, alt=word, query_role=word))
    assert not figure.select("script")
    assert figure.select_one("tbody th").get_text() == word.replace("\u202e", "\\u202e")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", str(figure))
    spec = json.loads(figure.figure["data-spec"])
    assert "<script>" not in spec["layout"]["yaxis"]["ticktext"][0]


def test_a_masked_cell_is_absent():
    weights = np.array([[[[1, 0], [0.5, 0.5]]]])
    one = artifact(queries=["a", "b"], keys=["a", "b"], weights=weights, mask="causal")
    cells = soup_of(one).select(".heatmap-table tbody td")
    assert [cell.get("class") for cell in cells] == [["strong"], ["masked"], ["strong"], ["strong"]]
    assert attention_figure(one, 0, 0).data[0].z == ([1, None], [0.5, 0.5])


def test_plotly_gets_numbered_axes_so_that_repeated_words_stay_apart():
    spec = browser_spec(artifact())
    assert spec["layout"]["xaxis"]["ticktext"] == ["the", "cat", "the"]
    assert spec["layout"]["xaxis"]["tickvals"] == [0, 1, 2]
    assert (spec["data"][0]["zmin"], spec["data"][0]["zmax"]) == (0, 1)


def test_the_figure_can_be_drawn_in_a_notebook():
    figure = attention_figure(artifact(), layer=0, head=0, row=1)
    assert figure.data[0].z.shape == (2, 3)
    assert list(figure.data[1].y) == pytest.approx([1 / 3] * 3)
    assert figure.data[1].name == "chat"


@pytest.mark.parametrize(
    ("role", "said"),
    [("target word being written", "writing"), ("generated token", "writing"), ("word being read", "reading"),
     ("last word written", "after")],
)
def test_the_verb_follows_from_the_role(role, said):
    assert verb(artifact(query_role=role)) == said


# Colours: the scales are linear to the eye, and stay so without red, green or blue cones.

SCHEMES = ("default", "slate")


def declared(scheme, name):
    """A colour or number that the style sheets set in a scheme, or for both in the first."""
    own = ('[data-md-color-scheme="slate"] .heatmap {', ".heatmap {")
    for sheet, selectors in (
        ("tokens.css", (f'[data-md-color-scheme="{scheme}"] {{',)),
        ("heatmap.css", own if scheme == "slate" else own[1:]),
    ):
        css = (CSS / sheet).read_text("utf-8")
        for selector in selectors:
            block = css[css.index(selector) :].partition("}")[0]
            if found := re.search(rf"{name}: ([^;]*);", block):
                return found[1]
    raise AssertionError(f"no {name}")


def linear(colour):
    digits = colour.strip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    values = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return np.array([v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values])


OKLAB_CONES = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                        [0.0883024619, 0.2817188376, 0.6299787005]])  # fmt: skip
OKLAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                  [0.0259040371, 0.7827717662, -0.8086757660]])  # fmt: skip
# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
DICHROMATS = {
    "none": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip


def oklab(rgb):
    return OKLAB @ np.cbrt(OKLAB_CONES @ np.clip(rgb, 0, 1))


def mixed(low, high, steps):
    """The colours that CSS mixes in oklab, as linear RGB."""
    low, high = oklab(linear(low)), oklab(linear(high))
    back = np.linalg.inv(OKLAB_CONES), np.linalg.inv(OKLAB)
    return [back[0] @ (back[1] @ (low + (high - low) * step / (steps - 1))) ** 3 for step in range(steps)]


def ramp(scheme, steps=101, end="--x-weight-1"):
    """The scale from nothing to an end: of weights, or of differences to --more or --less."""
    return mixed(declared(scheme, "--x-weight-0"), declared(scheme, end), steps)


def luminance(rgb):
    return float(np.dot((0.2126, 0.7152, 0.0722), np.clip(rgb, 0, 1)))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("end", ["--x-weight-1", "--more", "--less"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", DICHROMATS)
def test_equal_steps_of_weight_look_equal_to_everybody(scheme, sight, end):
    seen = [oklab(DICHROMATS[sight] @ colour) for colour in ramp(scheme, 11, end)]
    lightness = np.diff([colour[0] for colour in seen])
    assert np.all(np.sign(lightness) == np.sign(lightness[0]))
    steps = [math.dist(a, b) for a, b in pairwise(seen)]
    assert min(steps) > 0.04
    assert max(steps) / min(steps) < 1.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", DICHROMATS)
def test_more_and_less_look_different_to_everybody(scheme, sight):
    more, less = (ramp(scheme, 11, end) for end in ("--more", "--less"))
    for step in range(2, 11):
        apart = math.dist(*(oklab(DICHROMATS[sight] @ side[step]) for side in (more, less)))
        assert apart > 0.0145 * step, step


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", DICHROMATS)
def test_neighbours_half_a_scale_apart_differ_by_3_to_1(scheme, sight):
    """A hundred shades between two colours cannot all differ so from the next; those that a reader compares can."""
    for end in ("--x-weight-1", "--more", "--less"):
        nothing, half, full = (DICHROMATS[sight] @ colour for colour in ramp(scheme, 3, end))
        assert contrast(nothing, full) >= 9
        assert min(contrast(nothing, half), contrast(half, full)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("signed", [False, True])
def test_numbers_can_be_read_on_every_weight(scheme, signed):
    css = (CSS / "heatmap.css").read_text("utf-8")
    prefix = '[data-md-color-scheme="slate"] ' if scheme == "slate" else "\n"
    selector = f"{prefix}.heatmap{'[data-difference]' if signed and scheme == 'slate' else ''} {{"
    flip = float(re.search(r"--flip: ([\d.]+)", css[css.index(selector) :])[1])
    inks = [linear(declared(scheme, name)) for name in ("--on-low", "--on-high")]
    for end in ("--more", "--less") if signed else ("--x-weight-1",):
        for step, colour in enumerate(ramp(scheme, end=end)):
            assert contrast(inks[step / 100 > flip], colour) >= 4.5, (end, step / 100)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("end", ["--x-weight-1", "--more", "--less"])
def test_the_frame_of_a_cell_is_seen_on_every_weight(scheme, end):
    """It is a line of one colour inside a line of another: one of them stands out by 3:1."""
    lines = [linear(declared(scheme, name)) for name in ("--x-ink", "--x-paper")]
    for step, colour in enumerate(ramp(scheme, end=end)):
        assert max(contrast(line, colour) for line in lines) >= 3, step / 100


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_bar_of_any_weight_has_an_outline_that_is_seen(scheme):
    assert contrast(linear(declared(scheme, "--x-rule-strong")), linear(declared(scheme, "--x-paper"))) >= 3
