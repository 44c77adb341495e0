"""The course kit as a crawler sees it: embeds, the ledger of addresses, tables, metadata."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import REPO, copy_small, made_once, mkdocs

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "rect", "circle", "line"}


class Balance(HTMLParser):
    """What is open when a page ends, and what was closed that was not open."""

    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag in VOID or tag == "p" and tag not in self.open:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))


def test_embeds_are_whole(site):
    embeds = sorted((site / "embed").rglob("index.html"))
    assert len(embeds) > 20
    for path in embeds:
        balance = Balance()
        balance.feed(path.read_text("utf-8"))
        assert (balance.open, balance.faults) == ([], []), path


def test_embeds_need_no_module_and_name_their_source(site):
    for path in (site / "embed").rglob("index.html"):
        page = path.read_text("utf-8")
        assert 'type="module"' not in page and '<base target="_top">' in page, path
        assert 'class="embed__source"' in page and 'name="robots" content="noindex"' in page, path


def test_the_bare_page_of_a_map_waits_for_no_other_file_to_be_painted(site):
    pages = sorted((site / "embed/heatmap").rglob("index.html"))
    assert len(pages) > 10
    for path in pages:
        page = path.read_text("utf-8")
        if 'http-equiv="refresh"' in page:
            continue
        head = re.sub(r"<noscript>.*?</noscript>", "", page.partition("</head>")[0], flags=re.DOTALL)
        assert 'rel="stylesheet"' not in head and "<script src" not in page and "<script defer" not in page, path
        assert len(gzip.compress(page.encode(), 9)) < 30_000, path


def test_every_map_and_section_of_the_catalogue_has_an_embed(site):
    catalogue = json.loads((site / "catalog.json").read_text("utf-8"))
    for page in catalogue["pages"]:
        if not page["views"]:
            continue
        path = page["address"].removeprefix(catalogue["address"])
        for section in page["sections"]:
            assert (site / "embed/section" / path / section["id"] / "index.html").is_file()
            for entry in section["depths"]:
                for kind, folder in (("figures", "heatmap"), ("charts", "chart"), ("drawings", "drawing")):
                    for figure in entry[kind]:
                        assert (site / "embed" / folder / figure / "index.html").is_file()
        for view in page["views"]:
            text = site / view["markdown"].removeprefix(catalogue["address"])
            assert text.read_text("utf-8").startswith("---\n")


MORE = """---
title: More
description: A page that will be renamed.
kind: guide
---
# More

Bahdanau, Cho and Bengio [@bahdanau2015] let the decoder look back; much has changed since [@vaswani2017].

## The idea

::: depths look-back

## The map

::: heatmap tiny
"""


@pytest.fixture(scope="session")
def with_ledger(tmp_path_factory):
    """The small site with a ledger of all its addresses, as after `make permalinks`; not to be changed."""
    return made_once(tmp_path_factory, "published", write_ledger)


@pytest.fixture
def published(with_ledger, tmp_path):
    return Path(shutil.copytree(with_ledger, tmp_path, dirs_exist_ok=True))


def write_ledger(folder):
    small = copy_small(folder)
    (small / "docs/teach").mkdir(exist_ok=True)
    (small / "docs/more.md").write_text(MORE, "utf-8")
    (small / "docs/teach/permalinks.txt").write_text("# addresses\n", "utf-8")
    result = mkdocs(small, "build")
    assert result.returncode == 0, result.stderr
    assert "new addresses are not in docs/teach/permalinks.txt" in result.stderr
    (small / "docs/teach/permalinks.txt").write_bytes((small / "site/teach/permalinks.txt").read_bytes())


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refused(project):
    result = mkdocs(project, "build")
    assert result.returncode != 0 and "Traceback" not in result.stderr
    return result.stderr


def line_of(project, address):
    lines = (project / "docs/teach/permalinks.txt").read_text("utf-8").splitlines()
    return f"docs/teach/permalinks.txt:{lines.index(address) + 1}:1  PRM001"


def redirect(project, text):
    (project / "docs/teach/redirects.yml").write_text(text, "utf-8")
    result = mkdocs(project, "build")
    assert result.returncode == 0, result.stderr
    return project / "site"


def test_the_ledger_holds_every_kind_of_address(published):
    ledger = (published / "docs/teach/permalinks.txt").read_text("utf-8").splitlines()
    page = "more/"
    assert {
        page, f"{page}#the-idea", f"{page}#the-idea-technical", f"{page}#fig-tiny", f"{page}technical-both.md",
        "embed/heatmap/tiny/", f"embed/section/{page}the-idea/", "references/#ref-bahdanau2015",
    } <= set(ledger)  # fmt: skip


def test_a_renamed_page_is_caught_and_a_redirect_serves_all_of_it(published):
    (published / "docs/more.md").rename(published / "docs/other.md")
    report = refused(published)
    for address in ("more/", "more/#the-idea-technical", "more/technical-both.md", "embed/section/more/the-idea/"):
        assert line_of(published, address) in report
    assert "`more/: other/` in docs/teach/redirects.yml" in report
    site = redirect(published, "more/: other/\n")
    assert 'data-to="../other/"' in (site / "more/index.html").read_text("utf-8")
    assert (site / "more/technical-both.md").read_bytes() == (site / "other/technical-both.md").read_bytes()
    assert (site / "embed/section/more/the-idea/index.html").is_file()


def test_a_renamed_heading_is_caught_and_a_redirect_serves_its_depths(published):
    edit(published / "docs/more.md", "## The idea", "## The insight")
    report = refused(published)
    for address in ("more/#the-idea", "more/#the-idea-technical", "embed/section/more/the-idea/"):
        assert line_of(published, address) in report
    assert "`more/#the-idea: more/#the-insight`" in report
    site = redirect(published, "more/#the-idea: more/#the-insight\n")
    page = (site / "more/index.html").read_text("utf-8")
    assert 'id="the-idea"' in page and 'id="the-idea-technical"' in page


def test_a_renamed_snippet_is_caught_where_its_headings_were_linked(published):
    assert "more/#look-back-technical--shapes" in (published / "docs/teach/permalinks.txt").read_text("utf-8")
    (published / "snippets/look-back").rename(published / "snippets/look-again")
    for page in ("more", "index"):
        edit(published / f"docs/{page}.md", "depths look-back", "depths look-again")
    report = refused(published)
    assert line_of(published, "more/#look-back-technical--shapes") in report
    assert "more/#look-again-technical--shapes`" in report


def test_a_renamed_figure_is_caught(published):
    (published / "docs/attention/tiny.json").rename(published / "docs/attention/small.json")
    edit(published / "docs/attention/small.json", '"id": "tiny"', '"id": "small"')
    for page in ("more", "index"):
        edit(published / f"docs/{page}.md", "heatmap tiny", "heatmap small")
    report = refused(published)
    for address in ("embed/heatmap/tiny/", "more/#fig-tiny", "attention/tiny.json"):
        assert line_of(published, address) in report
    site = redirect(
        published,
        "embed/heatmap/tiny/: embed/heatmap/small/\nmore/#fig-tiny: more/#fig-small\n"
        '"#fig-tiny": "#fig-small"\nattention/tiny.json: attention/small.json\n',
    )
    assert (site / "attention/tiny.json").read_bytes() == (site / "attention/small.json").read_bytes()
    assert 'data-to="../small/"' in (site / "embed/heatmap/tiny/index.html").read_text("utf-8")


def test_a_broken_redirect_is_refused(published):
    (published / "docs/teach/redirects.yml").write_text("gone/: mroe/\n", "utf-8")
    assert "docs/teach/redirects.yml:1:8  PRM003" in refused(published)


def test_every_explaining_page_introduces_itself(site):
    catalogue = json.loads((site / "catalog.json").read_text("utf-8"))
    for page in catalogue["pages"]:
        if not page["views"]:
            continue
        path = site / page["address"].removeprefix(catalogue["address"]) / "index.html"
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        resource = json.loads(soup.find("script", type="application/ld+json").string)
        assert resource["@type"] == "LearningResource" and resource["url"] == page["address"]
        assert resource["educationalLevel"] == ["conceptual", "intermediate", "technical"]
        assert resource["teaches"] and all(part["timeRequired"] != "PT0M" for part in resource["hasPart"])
        for name in ("citation_title", "citation_author", "citation_publication_date", "citation_public_url"):
            assert soup.find("meta", attrs={"name": name})["content"], (path, name)
        assert soup.find("meta", property="og:title")["content"] == page["title"]
        assert len(soup.select(".cite-page pre")) == 3


def test_the_sites_own_ledger_catches_what_is_renamed(project):
    """A page, a heading and a figure of the real site at once; a snippet that is gone is named by who needs it."""
    ledger = (project / "docs/teach/permalinks.txt").read_text("utf-8")
    assert len(ledger.splitlines()) > 1000
    (project / "docs/distinguish/retrieval.md").rename(project / "docs/distinguish/search.md")
    edit(project / "mkdocs.yml", "distinguish/retrieval.md", "distinguish/search.md")
    edit(project / "docs/explain/insight.md", "## Key findings", "## What to keep")
    (project / "docs/attention/inversion.json").rename(project / "docs/attention/turned.json")
    edit(project / "docs/attention/turned.json", '"id": "inversion"', '"id": "turned"')
    for page in (project / "docs").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("::: heatmap inversion", "::: heatmap turned"), "utf-8")
    (project / "snippets/look-back").rename(project / "snippets/look-again")
    report = refused(project)
    for address in (
        "distinguish/retrieval/", "distinguish/retrieval/#where-they-differ-conceptual",
        "explain/insight/#key-findings", "embed/section/explain/insight/key-findings/",
        "embed/heatmap/inversion/", "attention/inversion.json",
    ):  # fmt: skip
        assert line_of(project, address) in report
    assert "`distinguish/retrieval/: distinguish/search/` in docs/teach/redirects.yml" in report
    assert re.search(r"docs/explain/insight\.md:\d+:\d+ .*look-back", report)


def said_by(soup):
    """What a program reads in a page's head: Open Graph, Twitter and Highwire tags, each once, and linked data."""
    tags = {}
    for meta in soup.head.select("meta[property], meta[name]"):
        name = meta.get("property") or meta["name"]
        if name.startswith(("og:", "twitter:", "citation_")):
            assert name not in tags, f"{name} twice"
            tags[name] = meta["content"]
    data = [json.loads(script.string) for script in soup.head.select('script[type="application/ld+json"]')]
    return tags, data


def test_every_page_has_a_preview_and_can_be_taken_into_a_reference_manager(site):
    for address in re.findall(r"<loc>(https://attention\.example/[^<]*)</loc>", (site / "sitemap.xml").read_text("utf-8")):
        path = site / address.removeprefix("https://attention.example/") / "index.html"
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        tags, _ = said_by(soup)
        canonical = soup.head.select_one("link[rel=canonical]")["href"]
        assert canonical == tags["og:url"] == tags["citation_public_url"] == address
        assert tags["og:title"] == tags["citation_title"] and tags["og:description"] and tags["og:site_name"], address
        assert tags["og:type"] in ("article", "website") and tags["twitter:card"] == "summary_large_image"
        card = site / tags["og:image"].removeprefix("https://attention.example/")
        assert struct.unpack(">II", card.read_bytes()[16:24]) == (1200, 630) and card.stat().st_size < 300_000
        assert re.fullmatch(r"\d{4}/\d\d/\d\d", tags["citation_publication_date"]) and tags["citation_author"]


def test_linked_data_describes_each_depth_as_a_resource_to_learn_from(site):
    catalogue = json.loads((site / "catalog.json").read_text("utf-8"))
    works = BeautifulSoup((site / "references/index.html").read_text("utf-8"), "html.parser").get_text()
    for page in (page for page in catalogue["pages"] if page["views"]):
        path = site / page["address"].removeprefix(catalogue["address"]) / "index.html"
        _, (resource,) = said_by(BeautifulSoup(path.read_text("utf-8"), "html.parser"))
        assert (resource["@context"], resource["@type"]) == ("https://schema.org", "LearningResource")
        assert resource["license"].startswith("https://creativecommons.org/") and resource["isAccessibleForFree"] is True
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", resource["dateModified"]) and resource["version"]
        minutes = {f"{view['depth']}": view["minutes"] for view in page["views"] if view["focus"] == "both"}
        for part in resource["hasPart"]:
            assert part["url"] == f"{page['address']}?depth={part['educationalLevel']}"
            assert part["timeRequired"] == f"PT{minutes[part['educationalLevel']]}M"
            assert part["teaches"] and set(part["teaches"]) <= set(resource["teaches"])
        cited = {key for view in page["views"] for key in view["references"]}
        assert (len(resource["citation"]) > 0) == bool(cited)
        assert all(work["name"] in works and work["@type"] == "CreativeWork" for work in resource["citation"])


def test_the_list_for_language_models_leads_to_texts(site):
    text = (site / "llms.txt").read_text("utf-8")
    links = re.findall(r"\]\(https://attention\.example/([^)]+)\)", text)
    assert len(links) > 30
    assert all((site / link).is_file() for link in links)


def test_the_sitemap_lists_every_page(site):
    listed = set(re.findall(r"<loc>https://attention\.example/([^<]*)</loc>", (site / "sitemap.xml").read_text("utf-8")))
    pages = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html")}
    ours = {page for page in pages if not page.startswith("embed/") and page != "v/"}
    assert ours - listed == set()


def test_the_tables_for_teachers_hold_every_section_of_the_catalogue(site):
    catalogue = json.loads((site / "catalog.json").read_text("utf-8"))
    page = BeautifulSoup((site / "teach/index.html").read_text("utf-8"), "html.parser")
    rows = {row["data-address"] for row in page.select("tr[data-address]")}
    sections = {
        entry["address"].removeprefix(catalogue["address"])
        for found in catalogue["pages"]
        if found["views"]
        for section in found["sections"]
        for entry in section["depths"]
    }
    assert sections <= rows


# Versions: two are published one after the other.

VERSIONED = """---
title: Versions
description: The versions that are kept.
kind: guide
---
# Versions

<!-- versions -->
"""


def publish(project, version, text):
    (project / "CITATION.cff").write_text(f"version: {version}\nauthors:\n  - name: The contributors\n", "utf-8")
    edit(project / "docs/more.md", "has changed since", text)
    address = "https://attention.example/x/"
    assert mkdocs(project, "build", SITE_URL=address).returncode == 0
    build = [sys.executable, "-m", "mkdocs", "build"]
    environment = os.environ | {"PYTHONPATH": str(REPO / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "explainer.versions", "site", "versions", *build],
        cwd=project, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    edit(project / "docs/more.md", text, "has changed since")


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def outward(folder):
    """Links of the pages in a folder that lead to something else than a file in it, as (page, link, classes around)."""
    for path in folder.rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for element in soup.select("[href], [src], [data-artifact], [data-to]"):
            if element.name == "link" and "canonical" in element.get("rel", ()):
                continue
            link = next(element[name] for name in ("href", "src", "data-artifact", "data-to") if element.get(name) is not None)
            if path.name == "404.html":
                link = link.replace("/x/v/1.0.0/", "./", 1)
            parts = urlsplit(link)
            if parts.scheme in ("mailto", "data") or (parts.netloc and parts.netloc != "attention.example"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path and not parts.netloc else path
            inside = target.is_relative_to(folder.resolve()) and (target.is_file() or (target / "index.html").is_file())
            if parts.netloc or not inside:
                yield path.relative_to(folder).as_posix(), link, element.parent.get("class")


def test_a_kept_version_stays_and_its_links_stay_inside_it(small):
    (small / "docs/teach").mkdir()
    (small / "docs/teach/versions.md").write_text(VERSIONED, "utf-8")
    (small / "docs/teach/permalinks.txt").write_text("# addresses\n", "utf-8")
    (small / "docs/more.md").write_text(MORE, "utf-8")
    publish(small, "1.0.0", "is as it was in the first")
    first = files_of(small / "site/v/1.0.0")
    publish(small, "1.1.0", "is as it was in the second")
    site = small / "site"
    assert files_of(site / "v/1.0.0") == first and b"in the first" in first["more/index.html"]
    assert b"in the second" in (site / "v/1.1.0/more/index.html").read_bytes()
    assert [entry["version"] for entry in json.loads((site / "versions.json").read_text("utf-8"))] == ["1.1.0", "1.0.0"]
    left = list(outward(site / "v/1.0.0"))
    assert {link for page, link, _ in left if page == "more/index.html"} == {"../../../more/"}
    assert {tuple(classes or ()) for _, _, classes in left} <= {("pinned",), ("versions",)}
    for page in ("more/index.html", "embed/section/more/the-idea/index.html", "index.html"):
        canonical = re.search(r'<link rel="canonical" href="([^"]+)"', first[page].decode())[1]
        assert canonical.startswith("https://attention.example/x/") and "/v/" not in canonical
    assert b"https://attention.example/x/v/1.0.0/more/" in first["sitemap.xml"]
    assert b"citation_public_url\" content=\"https://attention.example/x/v/1.0.0/more/" in first["more/index.html"]
    current = (site / "more/index.html").read_text("utf-8")
    assert 'class="pinned"' not in current and "Version 1.1.0" in current
    listed = BeautifulSoup((site / "teach/versions/index.html").read_text("utf-8"), "html.parser")
    assert [link["href"] for link in listed.select(".versions a")] == ["../../v/1.1.0/", "../../v/1.0.0/"]
