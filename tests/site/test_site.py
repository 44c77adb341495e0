"""The published site as a crawler sees it: whole, light, complete without scripts, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import jsonschema
import pytest
from bs4 import BeautifulSoup
from conftest import REPO

pytestmark = pytest.mark.xdist_group("site")  # one worker reads all pages, not each
ADDRESS = "https://attention.example/"


@pytest.fixture(scope="module")
def pages(site) -> dict[str, BeautifulSoup]:
    """Every page by its address."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        found[ADDRESS + name] = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    return found


@pytest.fixture(scope="module")
def catalogue(site) -> dict:
    return json.loads((site / "catalog.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ids(pages) -> dict[str, Counter[str]]:
    """How often each id stands on each page."""
    return {address: Counter(found["id"] for found in page.find_all(id=True)) for address, page in pages.items()}


def resolves(url: str, site: Path, ids) -> bool:
    parts = urlsplit(url)
    page = f"{parts.scheme}://{parts.netloc}{parts.path}"
    if page in ids:
        fragment = unquote(parts.fragment)
        return not fragment or fragment in ids[page] or fragment == "__top"
    return (site / unquote(parts.path).lstrip("/")).is_file()


def test_every_link_within_the_site_leads_somewhere(site, pages, ids):
    dead = []
    for address, page in pages.items():
        base = ADDRESS if address.endswith("404.html") else address
        for element, attribute in (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"), ("source", "src")):
            for found in page.find_all(element, attrs={attribute: True}):
                url = urljoin(base, found[attribute])
                if url.startswith(ADDRESS) and not resolves(url, site, ids):
                    dead.append(f"{address}: {found[attribute]}")
    assert dead == []


def test_nothing_is_loaded_from_another_origin(pages):
    for address, page in pages.items():
        for found in page.find_all(["script", "img", "iframe", "source", "video", "audio"], src=True):
            assert urljoin(address, found["src"]).startswith((ADDRESS, "data:")), (address, found)
        for found in page.find_all("link", href=True):
            if "canonical" not in found["rel"] and "alternate" not in found["rel"]:
                assert urljoin(address, found["href"]).startswith(ADDRESS), (address, found)


def test_style_sheets_load_nothing_from_another_origin(site):
    for path in site.rglob("*.css"):
        remote = re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)'\"]+", path.read_text("utf-8"))
        assert remote == [], path


def test_every_inline_script_is_allowed_by_the_policy_of_its_page(pages):
    import base64
    import hashlib

    for address, page in pages.items():
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy, address
        for script in page.find_all("script", src=False):
            if "json" in script.get("type", ""):
                continue
            digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy["content"], address
        assert "unsafe-eval" not in policy["content"]


def test_pages_say_who_they_are(pages):
    for address, page in pages.items():
        assert page.title and page.title.string.strip(), address
        if not address.endswith("404.html"):
            assert page.find("meta", attrs={"name": "description"})["content"].strip(), address
        assert len(page.find_all("h1")) == 1, address


def test_ids_are_unique(ids):
    for address, found in ids.items():
        assert [id for id, times in found.items() if times > 1] == [], address


def test_without_scripts_every_topic_shows_its_intermediate_depth(pages):
    sets = [found for page in pages.values() for found in page.select(".depths")]
    assert len(sets) > 10
    for found in sets:
        tabs = found.select(":scope > .tabbed-set > input")
        assert [tab["value"] for tab in tabs] == ["conceptual", "intermediate", "technical"]
        assert [tab["value"] for tab in tabs if tab.has_attr("checked")] == ["intermediate"]


def test_no_markup_of_ours_is_left_in_the_text(pages):
    for address, page in pages.items():
        article = page.find("article")
        if not article:
            continue
        for code in article.find_all(["code", "pre", "annotation"]):
            code.extract()
        text = article.get_text()
        for mark in (":::", "[@", "[-@", "\ue000", "{ #", "$$", "\\frac", "////"):
            assert mark not in text, (address, mark)


def letters_of(face: str, style: str) -> set[str]:
    """The characters that fonts.css has a file for."""
    css = (REPO / "docs/assets/stylesheets/fonts.css").read_text("utf-8")
    found: set[str] = set()
    for rule in re.findall(r"@font-face \{(.*?)\}", css, re.S):
        if f'"{face}"' in rule and f"font-style: {style};" in rule:
            for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule):
                found |= {chr(point) for point in range(int(first, 16), int(last or first, 16) + 1)}
    return found


def test_every_letter_has_a_face_of_ours(pages):
    names = ("Source Serif 4 Variable", "Source Sans 3 Variable")
    faces = [letters_of(name, style) for name in names for style in ("normal", "italic")]
    ours = set.intersection(*faces)
    foreign = {}
    for address, page in pages.items():
        for article in page.find_all("article"):
            for drawn_otherwise in article.find_all(["code", "pre", "kbd", "math", "svg", "script", "style", "template"]):
                drawn_otherwise.extract()
            if strange := {letter for letter in article.get_text() if not letter.isspace()} - ours:
                foreign[address] = strange
    assert foreign == {}


def test_the_catalogue_is_what_its_schema_says(catalogue):
    schema = json.loads((REPO / "docs/catalog.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(catalogue, schema)


def test_every_address_in_the_catalogue_exists(catalogue, site, ids):
    for page in catalogue["pages"]:
        for section in page["sections"]:
            for entry in section["depths"]:
                assert resolves(entry["address"], site, ids), entry["address"]
        for view in page["views"]:
            assert resolves(view["address"].partition("?")[0], site, ids)
            assert view["words"] > 0 and view["minutes"] > 0


def test_every_view_stands_as_markdown_at_its_address(catalogue, site):
    for page in catalogue["pages"]:
        for view in page["views"]:
            path = site / urlsplit(page["address"]).path.lstrip("/") / f"{view['depth']}-{view['focus']}.md"
            text = path.read_text("utf-8")
            assert text.startswith("---\n") and f"depth: {view['depth']}\n" in text and f"focus: {view['focus']}\n" in text
            assert "[@" not in text and ":::" not in text, path


def test_search_knows_every_depth(site, catalogue):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    locations = {entry["location"]: entry["title"] for entry in index["docs"]}
    for depth in ("conceptual", "intermediate", "technical"):
        found = [location for location in locations if location.endswith(f"-{depth}")]
        assert len(found) > 10
        assert all(depth in locations[location] for location in found)


def test_pages_are_light(site):
    def weight(path):
        return len(gzip.compress((site / path).read_bytes(), 9))

    assert weight("index.html") < 30_000
    assert weight("explain/insight/index.html") < 80_000


def test_notebook_pages_are_light(site):
    for path in (site / "lab").glob("*/index.html"):
        if (path.parent / f"{path.parent.name}.ipynb").exists():
            assert path.stat().st_size < 80_000, path


def test_our_scripts_are_small(site):
    """All that every page loads of ours: the modules that it names, and what these import at once."""
    page = (site / "explain/insight/index.html").read_text("utf-8")
    modules = [re.search(r'src="([^"]+)"', tag)[1] for tag in re.findall(r'<script\b[^>]*type="module"[^>]*>', page)]
    wanted = [posixpath.normpath(posixpath.join("explain/insight", module)) for module in modules]
    for path in wanted:  # grows
        imports = re.findall(r'^import .*"\./([^"]+)";', (site / path).read_text("utf-8"), re.MULTILINE)
        wanted += [found for name in imports if (found := f"assets/javascripts/{name}") not in wanted]
    assert {"site.js", "view.js", "depths.js", "control.js", "course.js"} <= {path.rpartition("/")[2] for path in wanted}
    own = b"".join((site / path).read_bytes() for path in wanted)
    assert len(gzip.compress(own, 9)) < 12_000
