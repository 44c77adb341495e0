"""Bare pages for iframes: cut at the right place, with links that still lead to the same things."""

from __future__ import annotations

import pytest
from explainer.bundle import bundle
from explainer.embeds import addresses, embeds, rebased, style_sheets
from explainer.headings import Heading
from explainer.problem import ContentError
from explainer.text import Line


def heading(level, id):
    return Heading(level, id.capitalize(), id, Line("", "docs/a.md", 1), 0)


SECTIONS = [heading(2, "one"), heading(3, "part"), heading(2, "two")]
HTML = """<h1 id="t">T</h1>
<div class="anchors"><span id="one-technical"></span></div>
<h2 id="one">One</h2><p>first <a href="../../references/#ref-x">x</a> <a href="#two">two</a> <a href="#here">h</a></p>
<h3 id="part">Part</h3><p id="here">inner</p>
<figure class="heatmap" id="fig-map" data-heatmap="map" data-depths="technical" data-artifact="../../attention/map.bin">
<figcaption><strong id="fig-map-title">A &amp; B.</strong></figcaption></figure>
<h2 id="two">Two</h2><p>second</p>
<figure class="drawing" id="drawing-path-length" data-depths="technical"><svg></svg><figcaption><strong>Steps.</strong>
</figcaption></figure><figure class="drawing" id="drawing-path-length-2"><svg></svg></figure>
<figure class="chart" id="chart-bleu" data-chart="bleu" data-spec='{}'><table></table></figure>
<div class="footnote"><ol></ol></div>"""


@pytest.fixture
def made():
    return {embed.address: embed for embed in embeds("explain/a/", HTML, SECTIONS)}


def test_each_section_and_each_map_has_an_address(made):
    assert set(made) == set(addresses("explain/a/", HTML, SECTIONS))
    assert list(made) == [
        "embed/heatmap/map/",
        "embed/drawing/path-length/",
        "embed/chart/bleu/",
        "embed/section/explain/a/one/",
        "embed/section/explain/a/part/",
        "embed/section/explain/a/two/",
    ]


def test_a_section_ends_where_the_next_of_its_level_begins(made):
    one = made["embed/section/explain/a/one/"].content
    assert one.startswith('<div class="anchors">') and "inner" in one and "second" not in one
    assert "first" not in made["embed/section/explain/a/part/"].content
    assert "footnote" not in made["embed/section/explain/a/two/"].content


def test_links_lead_where_they_led(made):
    one = made["embed/section/explain/a/one/"].content
    assert 'href="../../../../../references/#ref-x"' in one
    assert 'href="../../../../../explain/a/#two"' in one
    assert 'href="#here" target="_self"' in one


def test_a_map_is_shown_at_every_depth_and_finds_its_numbers(made):
    embed = made["embed/heatmap/map/"]
    assert embed.title == "A & B" and embed.origin == "explain/a/#fig-map"
    assert "data-depths" not in embed.content
    assert 'data-artifact="../../../attention/map.bin"' in embed.content


def test_a_drawing_has_a_page_of_its_own(made):
    embed = made["embed/drawing/path-length/"]
    assert (embed.title, embed.origin) == ("Steps", "explain/a/#drawing-path-length")
    assert "data-depths" not in embed.content and embed.content.count("<figure") == 1


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("https://arxiv.org/abs/1409.0473", "https://arxiv.org/abs/1409.0473"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("../b/?depth=technical#x", "../../../explain/b/?depth=technical#x"),
        ("../../", "../../../"),
        ("../..", "../../../"),
        ("technical-both.md", "../../../explain/a/technical-both.md"),
    ],
)
def test_links_are_rebased(url, there):
    assert rebased(url, "explain/a/", "embed/heatmap/map/") == there


def test_the_style_sheets_are_the_themes_then_ours():
    files = ["x.css", "assets/stylesheets/palette.0b.min.css", "assets/stylesheets/main.0a.min.css"]
    assert style_sheets(files, ["own.css"]) == [
        "assets/stylesheets/main.0a.min.css",
        "assets/stylesheets/palette.0b.min.css",
        "own.css",
        "assets/stylesheets/embed.css",
    ]


MODULES = {
    "js/a.js": 'import { b as c, d } from "./b.js";\nimport "./e.js";\nexport const a = c + d();\n',
    "js/b.js": "export const b = 1;\nexport async function d() {}\n",
    "js/e.js": 'const here = new URL("../x", import.meta.url);\n',
}


def test_modules_become_one_script():
    script = bundle("js/a.js", MODULES.__getitem__)
    assert script.index("// js/b.js") < script.index("// js/e.js") < script.index("// js/a.js")
    assert "const { b: c, d } = m0;" in script and "return { b, d };" in script
    assert 'new URL("../x", new URL("js/e.js", siteRoot).href)' in script
    assert "import " not in script and "export " not in script


def test_a_module_that_is_imported_later_is_there_from_the_start():
    script = bundle("js/a.js", ({"js/a.js": 'import("./b.js").then(({ b }) => b);\n'} | {"js/b.js": MODULES["js/b.js"]}).get)
    assert "Promise.resolve(m0).then(({ b }) => b);" in script


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("const x = 1;\nexport default x;\n", "js/a.js:2:1  JSM002"),
        ('import x from "./b.js";\n', "js/a.js:1:1  JSM002"),
        ('const x = "./b.js", y = () => import(x);\n', "js/a.js:1:31  JSM002"),
        ('import "./a.js";\n', "js/a.js:1:1  JSM001"),
    ],
)
def test_what_cannot_be_bundled_is_refused(text, place):
    with pytest.raises(ContentError, match=place):
        bundle("js/a.js", lambda path: text if path == "js/a.js" else MODULES[path])
