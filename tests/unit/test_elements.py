"""HTML as Python-Markdown and the hooks write it is read rightly, whatever stands in its attributes."""

from explainer.elements import attributes, start_tags


def test_start_tags_with_their_attributes():
    html = "<!-- <b id=no> --><h2 id='a' title=\"x > y\">1 < 2</h2><br /><input checked id=b value=\"&lt;t&gt;\"/><p>"
    assert [(name, attributes(written)) for name, written in start_tags(html)] == [
        ("h2", {"id": "a", "title": "x > y"}),
        ("br", {}),
        ("input", {"checked": "", "id": "b", "value": "<t>"}),
        ("p", {}),
    ]


def test_an_open_tag_costs_no_time():
    assert list(start_tags("<p " + "a" * 50_000 + "<i>")) == [("i", "")]
