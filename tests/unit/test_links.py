"""A link that leads nowhere is told with its place; one that leads somewhere is not."""

import pytest
from explainer.links import check_links, check_named_pages, ids_in
from explainer.text import split_lines

ADDRESSES = {"index.md": "", "explain/a.md": "explain/a/", "explain/b.md": "explain/b/"}
IDS = {"explain/b.md": {"how", "how-technical"}, "explain/a.md": {"here"}}
FILES = {"assets/logo.svg", "catalog.json"}


def check(text):
    return list(check_links(split_lines("docs/explain/a.md", text), "explain/a.md", ADDRESSES, FILES, IDS))


@pytest.mark.parametrize(
    "link",
    [
        "[x](b.md)", "[x](b.md#how-technical)", "[x](../index.md)", "[x](/explain/b.md#how)", "[x](#here)",
        "![x](../assets/logo.svg)", "[x](https://example.org/none)", "[x](mailto:a@example.org)", "`[x](none.md)`",
        '<a href="../b/?depth=technical#how">x</a>', '<a href="../../">x</a>', "[x](<b.md>)", "[x]: b.md",
        "[x](/catalog.json)", '<a href="../../catalog.json">x</a>', "```\n[x](none.md)\n```",
    ],
)  # fmt: skip
def test_good_links(link):
    assert check(link) == []


@pytest.mark.parametrize(
    ("link", "column", "says"),
    [
        ("see [x](c.md)", 9, "leads to nothing"),
        ("see [x](bb.md)", 9, "did you mean `explain/b.md`"),
        ("[x](b.md#hov)", 5, "did you mean `#how`"),
        ("[x](#there)", 5, "has no `#there`"),
        ('<a href="../c/">x</a>', 10, "leads to nothing"),
        ("[x]: none.md", 6, "leads to nothing"),
    ],
)
def test_dead_links(link, column, says):
    (problem,) = check(link)
    assert (problem.line, problem.column) == (1, column)
    assert says in f"{problem.message} {problem.help}"


def test_ids_of_a_page():
    assert ids_in('<h2 id="a">A</h2><input checked="checked" id="b" /><p data-id="c">') == {"a", "b"}


def test_pages_that_the_front_matter_names():
    lines = split_lines("docs/index.md", "groups:\n  - {ask: A, page: explain/a/}\n  - {ask: B, page: explain/bb/}\n")
    found = [str(problem) for problem in check_named_pages(lines, ADDRESSES.values())]
    assert len(found) == 1
    assert found[0].startswith("docs/index.md:3:20  LNK001  `explain/bb/` leads to nothing") and "`explain/b/`" in found[0]
