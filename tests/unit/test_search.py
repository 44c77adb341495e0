"""Each hit says its depth and leads there."""

from explainer.search import entries

HTML = """
<h1 id="t">Attention</h1><p>Lead.</p>
<h2 id="the-insight">The Insight</h2><p>Shared.</p>
<div class="depths" data-anchor="the-insight" data-topic="x"><div class="tabbed-set">
<div class="tabbed-labels"><label>Conceptual</label></div>
<div class="tabbed-content"><div class="tabbed-block"><p>look<br>back</p></div>
<div class="tabbed-block"><p>weights</p></div>
<div class="tabbed-block"><p>softmax</p><h3 id="x-technical--shapes">Shapes</h3><p>n by <math><mi>m</mi></math></p></div></div>
</div></div>
<p>After.</p><figure><table><tr><td>0.62</td></tr></table><figcaption>A map</figcaption></figure>
<h2 id="end">End</h2><p>Bye.</p>
"""


def test_entries_are_by_section_and_depth():
    found = {entry["location"]: (entry["title"], entry["text"]) for entry in entries("a/", "Attention", HTML)}
    assert found == {
        "a/": ("Attention", "Lead."),
        "a/#the-insight": ("The Insight", "Shared. After. A map"),
        "a/#the-insight-conceptual": ("The Insight (conceptual)", "look back"),
        "a/#the-insight-intermediate": ("The Insight (intermediate)", "weights"),
        "a/#the-insight-technical": ("The Insight (technical)", "softmax"),
        "a/#x-technical--shapes": ("Shapes (technical)", "n by"),
        "a/#end": ("End", "Bye."),
    }
