"""The offline edition: pages that a browser can open from a folder. Hand-outs: what is printed, from which files."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest
from explainer.handouts import file_for, sheets
from explainer.offline import beside, offline_page, search_script, with_index, workers

PAGES = {"index.html", "a/b/index.html", "a/c/index.html", "attention/m.bin"}


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("../c/", "../c/index.html"),
        ("../c/?depth=technical#x", "../c/index.html?depth=technical#x"),
        ("../../", "../../index.html"),
        ("../..", "../../index.html"),
        ("./", "./index.html"),
        ("#x", "#x"),
        ("?depth=technical", "index.html?depth=technical"),
        ("https://arxiv.org/abs/1409.0473/", "https://arxiv.org/abs/1409.0473/"),
        ("../c/technical-both.md", "../c/technical-both.md"),
        ("../nothing/", "../nothing/"),
    ],
)
def test_links_name_their_file(url, there):
    assert with_index(url, PurePosixPath("a/b"), PAGES.__contains__) == there


def test_a_page_needs_no_server():
    page = (
        '<head><meta http-equiv="Content-Security-Policy" content="x">'
        '<script id="__config" type="application/json">{"base": "../..", "features": ["navigation.instant", "toc.follow"]}</script>'
        '<script type="module" src="../../js/site.js"></script></head>'
        '<figure data-artifact="../../attention/m.bin"></figure><a class="x" href="../c/">c</a>'
    )
    made, modules = offline_page(page, "a/b/index.html", PAGES.__contains__, {"attention/m.bin": b"\x00\x01"}.get)
    assert modules == {"js/site.js"}
    assert '<script defer src="../../js/site.classic.js"></script>' in made and "module" not in made
    assert 'data-weights="AAE="' in made and "data-artifact" not in made
    assert "Content-Security-Policy" not in made and "navigation.instant" not in made and "toc.follow" in made
    assert 'src="../../assets/javascripts/offline.js"' in made and 'href="../c/index.html"' in made


def test_search_hits_lead_to_files():
    index = {"docs": [{"location": "a/b/#x"}, {"location": ""}]}
    script = search_script(json.dumps(index))
    assert script.startswith("var __index = ")
    assert '"a/b/index.html#x"' in script and '"index.html"' in script


def test_a_file_that_is_fetched_has_a_script_beside_it():
    assert beside('a/"b".md', "é".encode()) == b'offlineFile("a/\\"b\\".md", "w6k=");\n'


def test_modules_that_run_as_workers_are_known():
    text = 'const w = new Worker(new URL("./deep/w.js", import.meta.url), { type: "module" });'
    assert workers("assets/javascripts/x.js", text) == {"assets/javascripts/deep/w.js"}


def test_a_hand_out_for_each_page_and_depth():
    page = {"title": "T", "address": "https://s.example/a/b/", "views": [1]}
    catalogue = {"address": "https://s.example/", "depths": ["conceptual", "technical"], "pages": [page, page | {"views": []}]}
    assert list(sheets(catalogue)) == [
        ("a-b-conceptual.pdf", "https://s.example/a/b/?depth=conceptual", "T (conceptual)"),
        ("a-b-technical.pdf", "https://s.example/a/b/?depth=technical", "T (technical)"),
    ]


def test_pages_are_answered_from_the_folder_and_nowhere_else(tmp_path):
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a/index.html").touch()
    (tmp_path / "secret").touch()
    assert file_for("https://s.example/x/a/?depth=technical#b", "https://s.example/x/", site) == site / "a/index.html"
    assert file_for("https://s.example/x/../secret", "https://s.example/x/", site) is None
    assert file_for("https://s.example/x/%2e%2e/secret", "https://s.example/x/", site) is None
    assert file_for("https://other.example/a/", "https://s.example/x/", site) is None
