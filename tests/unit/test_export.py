"""A view as Markdown reads by itself: its address, its text, its sources, its figures in words."""

from explainer.directives import find
from explainer.export import absolute_links, figure_in_words, front_matter, text_of
from explainer.text import split_lines
from explainer.views import View

LINES = split_lines(
    "docs/a.md",
    "# T { #t }\n\n<!-- attribution: ignore ORG101 -- a test -->\nText [@b].\n\n::: heatmap cat\n    caption: Look.\n\nEnd.",
)


def test_a_view_says_what_it_is():
    view = View("docs/a.md", "technical", "original", {}, LINES)
    assert front_matter(view, "https://x.example/a/", "A: b") == (
        "---\ntitle: 'A: b'\naddress: https://x.example/a/?depth=technical&focus=original\n"
        "depth: technical\nfocus: original\n---\n\n"
    )


def test_the_text_of_a_view():
    text = text_of(
        LINES,
        cite=lambda lines: lines,
        references=lambda lines: ["*A work*{ .reference-title }."],
        figure=lambda directive: f"*Figure {directive.argument}*",
    )
    assert text == "# T\n\nText [@b].\n\n*Figure cat*\n\nEnd.\n\n## References\n\n- *A work*.\n"


def test_links_to_files_become_addresses():
    addresses = {"explain/b.md": "https://x.example/explain/b/", "index.md": "https://x.example/"}
    addresses["lab/m.csv"] = "https://x.example/lab/m.csv"
    text = "[one](b.md#s) [two](../index.md) [three](/explain/b.md) [other](https://y.example/c.md) [gone](z.md)"
    assert absolute_links("[table](../lab/m.csv)", "explain/a.md", addresses) == "[table](https://x.example/lab/m.csv)"
    assert absolute_links(text, "explain/a.md", addresses) == (
        "[one](https://x.example/explain/b/#s) [two](https://x.example/) [three](https://x.example/explain/b/) "
        "[other](https://y.example/c.md) [gone](z.md)"
    )


def test_a_figure_in_words():
    class Artifact:
        title = "A map"
        alt = "The diagonal is dark."

    (directive,) = find(LINES, "heatmap")
    assert figure_in_words(directive, {"cat": Artifact}, {}) == "*Figure: A map. The diagonal is dark.* Look."


def test_a_question_keeps_its_choices_and_not_its_answers():
    lines = split_lines("a", '1. What?\n\n??? right "This"\n    Because.\n\n    And so.\n\n??? wrong "That"\n    No.\n\n2. Next?')
    text = text_of(lines, cite=lambda lines: lines, references=lambda lines: [], figure=lambda directive: "")
    assert text == "1. What?\n\n- This\n- That\n\n2. Next?\n"
