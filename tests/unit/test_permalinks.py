"""The ledger of published addresses: what leads nowhere is named with its remedy, what has moved is served."""

from __future__ import annotations

from dataclasses import replace

import pytest
from explainer.permalinks import (
    Published,
    check_ledger,
    destination,
    entries,
    merged,
    moves,
    offered_ids,
    read_redirects,
)
from explainer.problem import ContentError
from explainer.redirects import file_copies, redirect_pages, relative, with_old_ids
from explainer.text import split_lines

PUBLISHED = Published(
    ids={"": {"questions"}, "new/": {"idea", "idea-technical", "fig-map"}},
    offered={"": ("questions",), "new/": ("idea", "idea-technical", "fig-map")},
    others={"new/technical-both.md", "embed/section/new/idea/", "embed/heatmap/map/"},
)


def ledger(text):
    return tuple(entries(split_lines("docs/teach/permalinks.txt", text)))


def redirects(text):
    return read_redirects(split_lines("docs/teach/redirects.yml", text))


def complaints(text, moved=""):
    return [str(problem) for problem in check_ledger(ledger(text), redirects(moved), PUBLISHED)]


@pytest.mark.parametrize("address", ["new/", "new/#idea", "#questions", "new/technical-both.md", "embed/heatmap/map/"])
def test_what_exists_is_fine(address):
    assert complaints(f"# a comment\n{address}\n") == []


@pytest.mark.parametrize(
    ("gone", "remedy"),
    [
        ("old/", "`old/: "),
        ("new/#ideas", "`new/#ideas: new/#idea` in docs/teach/redirects.yml"),
        ("new/#ideas-technical", "`new/#ideas: new/#idea`"),
        ("embed/section/new/ideas/", "`new/#ideas: new/#idea`"),
        ("embed/heatmap/maps/", "`embed/heatmap/maps/: embed/heatmap/map/`"),
        ("old/technical-both.md", "`old/: new/`"),
        ("new/#fig-maps", "`new/#fig-maps: new/#fig-map`"),
    ],
)
def test_what_is_gone_is_named_with_its_remedy(gone, remedy):
    (complaint,) = complaints(f"# a comment\n{gone}\n")
    assert complaint.startswith(f"docs/teach/permalinks.txt:2:1  PRM001  the published address `{gone}`")
    assert remedy in complaint


@pytest.mark.parametrize("line", ["https://example.org/", "/new/", "../secret", "new//x", "two words"])
def test_what_is_no_address_is_refused(line):
    assert "PRM002" in complaints(line)[0]


def test_a_line_that_stands_twice_is_refused():
    assert "permalinks.txt:2:1  PRM002" in complaints("new/\nnew/\n")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old/", "new/"),
        ("old/#idea", "new/#idea"),
        ("old/#idea-technical", "new/#idea-technical"),
        ("old/technical-both.md", "new/technical-both.md"),
        ("embed/section/old/idea/", "embed/section/new/idea/"),
        ("oldest/#idea", "new/#idea"),
    ],
)
def test_a_redirect_of_a_page_serves_all_that_is_on_it(old, new):
    assert destination(old, redirects("old/: new/\noldest/: old/\n"), PUBLISHED) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("new/#thought", "new/#idea"),
        ("new/#thought-technical", "new/#idea-technical"),
        ("embed/section/new/thought/", "embed/section/new/idea/"),
    ],
)
def test_a_redirect_of_a_section_serves_its_depths_and_its_embed(old, new):
    assert destination(old, redirects("new/#thought: new/#idea\n"), PUBLISHED) == new


def test_a_section_that_its_page_lost_on_the_way_is_noticed():
    assert "PRM001" in complaints("old/#lost\n", "old/: new/\n")[0]


@pytest.mark.parametrize(
    ("moved", "code", "column"),
    [
        ("a/: b/\nb/: a/\n", "redirects.yml:1:5  PRM003", 1),
        ("a/: nwe/\n", "did you mean `new/`?", 1),
        ("new/: new/#idea\n", "PRM004  `new/` is redirected, but it still exists", 1),
    ],
)
def test_redirects_are_held_to_the_site(moved, code, column):
    assert any(code in complaint for complaint in complaints("", moved))


def test_a_malformed_redirect_is_refused():
    with pytest.raises(ContentError, match=r"redirects\.yml:2:1  PRM005"):
        redirects("old/: new/\nhttps://x.example/: new/\n")


def test_the_ledger_only_grows():
    before = "# kept\ngone/\nnew/\n"
    after = merged(split_lines("ledger", before), PUBLISHED)
    assert after.startswith("# kept\n")
    assert {"gone/", "new/", "new/#idea-technical", "embed/heatmap/map/"} <= set(after.splitlines())
    assert after.splitlines()[1:] == sorted(after.splitlines()[1:])
    assert merged(split_lines("ledger", after), PUBLISHED) == after


def test_a_file_with_a_hash_in_its_name_is_no_promise():
    others = frozenset({"attention/map.json", "attention/map.0123456789ab.bin"})
    assert merged((), replace(PUBLISHED, others=others)).count("attention/") == 1


def test_offered_are_headings_depths_figures_and_references():
    html = (
        '<h1 id="title">T</h1><div class="anchors"><span id="a-technical"></span></div><h2 id="a">A</h2>'
        '<input id="b-technical" value="technical"><span id="inner"></span><figure id="fig-x"><i id="y"></i></figure>'
        '<p class="reference" id="ref-z">Z</p>'
    )
    assert offered_ids(html) == ("a-technical", "a", "b-technical", "fig-x", "ref-z")


def served(old, moved):
    return moves(ledger("\n".join(old)), redirects(moved), PUBLISHED)


def test_a_page_that_moved_leaves_a_page_behind():
    found = served(["old/#idea", "old/#thought"], "old/: new/\nold/#thought: new/#idea\n")
    ((path, page),) = redirect_pages(found, "https://site.example/", PUBLISHED.ids)
    assert path == "old/index.html"
    assert 'href="../new/"' in page and 'data-to="../new/"' in page
    assert 'rel="canonical" href="https://site.example/new/"' in page
    assert "&quot;thought&quot;: &quot;../new/#idea&quot;" in page and "&quot;idea&quot;: " not in page
    assert page.count("<h1>") == 1


def test_markdown_is_served_again_at_its_old_address():
    (copy,) = file_copies(served(["old/technical-both.md"], "old/: new/\n"))
    assert (copy.old, copy.new) == ("old/technical-both.md", "new/technical-both.md")


CONTENT = (
    '<h2 id="idea">Idea</h2><div class="depths" data-anchor="idea" data-focus="both" data-section="idea">'
    '<input id="idea-technical"></div><p>end</p>'
)


def test_an_old_heading_id_stands_where_its_section_is_now():
    html = with_old_ids(CONTENT, "new/", served(["new/#thought-technical"], "new/#thought: new/#idea\n"))
    assert html.index('id="thought"') < html.index('id="idea"')
    assert html.index("</h2>") < html.index('id="thought-technical"') < html.index('class="depths"')
    assert 'data-section="thought idea"' in html


def test_a_section_that_left_its_page_leaves_a_link():
    html = with_old_ids(CONTENT, "new/", served([], 'new/#gone: "#questions"\n'))
    assert html.startswith(CONTENT)
    assert '<p class="moved" id="gone">' in html and 'href="../#questions"' in html


@pytest.mark.parametrize(
    ("address", "page", "link"),
    [
        ("a/b/", "a/c/", "../b/"),
        ("", "a/b/", "../../"),
        ("a/#x", "a/", "./#x"),
        ("a/x.md", "", "a/x.md"),
        ("a/", "embed/s/", "../../a/"),
    ],
)
def test_links_are_relative(address, page, link):
    assert relative(address, page) == link
