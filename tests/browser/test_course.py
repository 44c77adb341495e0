"""The course kit in a browser: embeds in a page of another origin, addresses that have moved."""

from __future__ import annotations

import json
import re
import zipfile
from xml.etree import ElementTree

import pytest
from conftest import serve, until
from pybtex.database import parse_string

LISTEN = """<link rel="icon" href="data:,">
<script>
  window.heights = [];
  addEventListener("message", (event) => {
    if (event.data?.type !== "attention-explainer:height") return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === event.source) { frame.height = event.data.height; heights.push(event.data); }
  });
</script>"""
SANDBOXES = [None, "allow-scripts", "allow-scripts allow-same-origin allow-popups"]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """`host(html)` is the address of a page of another origin; its server outlives the pages that ask it."""
    servers = []

    def address(html: str) -> str:
        folder = tmp_path_factory.mktemp("host")
        (folder / "index.html").write_text(f"<!doctype html><title>Course</title>{LISTEN}{html}", "utf-8")
        servers.append(serve(folder))
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield address
    for server in servers:
        server.shutdown()


@pytest.fixture
def visit(browser):
    """Open a page that may load from several origins; at the end no script may have failed."""
    contexts, faults = [], []

    def open_(url, **options):
        context = browser.new_context(viewport={"width": 900, "height": 700}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        # A sandboxed frame has no origin, so fonts come only from hosts that allow all: ours falls back.
        page.on(
            "console",
            lambda said: (
                faults.append(said.text)
                if said.type == "error" and "/fonts/" not in said.text and "ERR_FAILED" not in said.text
                else None
            ),
        )
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def frame_of(page, address, sandbox=None):
    limits = f' sandbox="{sandbox}"' if sandbox is not None else ""
    return f'<iframe id="f" src="{address}" title="A part" width="800" height="50" style="border:0"{limits}></iframe>'


@pytest.mark.parametrize("sandbox", SANDBOXES)
def test_a_section_in_another_sites_page(visit, host, site_url, sandbox):
    address = f"{site_url}embed/section/explain/insight/the-insight/?theme=dark&depth=technical"
    page = visit(host(frame_of(None, address, sandbox)))
    until(page, "heights.length > 0")
    frame = page.frames[1]
    shown = frame.evaluate(
        """() => [...document.querySelectorAll('.tabbed-block')].map(block => block.firstElementChild.checkVisibility())"""
    )
    assert shown == [False, False, True]
    assert frame.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert frame.locator("math").count() > 0 and not frame.locator(".md-header, .md-sidebar, .view-control").count()
    body = frame.evaluate("document.body.getBoundingClientRect().height")
    until(page, "height => Math.abs(document.querySelector('iframe').offsetHeight - height) <= 2", body)
    assert set(page.evaluate("Object.keys(heights[0])")) == {"type", "height"}
    frame.locator(".tabbed-labels label").first.click()
    assert frame.evaluate("[...document.querySelectorAll('.tabbed-block')][0].firstElementChild.checkVisibility()")
    until(page, "height => document.querySelector('iframe').offsetHeight !== height", round(body))


@pytest.mark.parametrize("sandbox", SANDBOXES)
def test_a_map_in_another_sites_page(visit, host, site_url, sandbox):
    page = visit(host(frame_of(None, f"{site_url}embed/heatmap/inversion/?theme=light", sandbox)))
    until(page, "heights.length > 0")
    frame = page.frames[1]
    assert frame.locator("figure.heatmap table, figure.heatmap .heatmap-stage").first.is_visible()
    assert frame.locator("body").get_attribute("data-md-color-scheme") == "default"
    assert page.evaluate("heights.at(-1).height") > 100
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_bare_page_of_a_map_is_seen_before_its_faces_and_its_script(visit, site_url):
    page, held = visit("about:blank"), []
    page.route(re.compile(r"/assets/"), lambda route: held.append(route))
    page.goto(f"{site_url}embed/heatmap/inversion/", wait_until="commit")
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    assert page.locator("figure.heatmap td.strong").first.is_visible()
    until(page, "document.scripts.length > 2")
    page.unroute(re.compile(r"/assets/"))  # which lets them go on
    page.locator("figure.heatmap[data-ready]").wait_for()
    until(page, "document.fonts.check(\"12px 'Source Sans 3 Variable'\")")


def test_a_chart_in_another_sites_page(visit, host, site, site_url):
    chart = sorted((site / "embed/chart").iterdir())[0].name
    page = visit(host(frame_of(None, f"{site_url}embed/chart/{chart}/", "allow-scripts")))
    until(page, "heights.length > 0")
    frame = page.frames[1]
    assert frame.locator("figure.chart table").count() == 1 and not frame.locator("figure.chart table").is_hidden()
    frame.locator("figure.chart .chart-plot svg").first.wait_for()


def test_an_embed_follows_the_systems_theme_and_ignores_what_it_does_not_know(visit, site_url):
    page = visit(f"{site_url}embed/section/explain/insight/the-insight/?depth=deep", color_scheme="dark")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert page.locator("html").get_attribute("data-depth") == "intermediate"


def test_links_of_an_embed_open_the_whole_page(visit, host, site_url):
    address = f"{site_url}embed/section/explain/insight/the-insight/"
    page = visit(host(frame_of(None, address)))
    until(page, "heights.length > 0")
    page.frames[1].locator(".embed__source a").click()
    page.wait_for_url(f"{site_url}explain/insight/#the-insight")


def test_an_embed_that_is_far_down_waits(visit, host, site_url):
    address = f"{site_url}embed/heatmap/inversion/"
    lazy = frame_of(None, address).replace("<iframe", '<iframe loading="lazy"')
    page = visit(host(f'<div style="height: 20000px"></div>{lazy}'))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("heights.length") == 0
    page.locator("iframe").scroll_into_view_if_needed()
    until(page, "heights.length > 0")


def test_an_embed_stores_nothing(visit, site_url):
    page = visit(f"{site_url}embed/section/explain/insight/the-insight/?depth=technical")
    page.locator("html.js").wait_for()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_page_gives_the_frame_of_each_of_its_parts(open_page, visit, host, site_url):
    page = open_page(f"{site_url}explain/insight/?depth=technical")
    page.evaluate("navigator.clipboard.writeText = async (text) => (window.copied = text)")
    page.get_by_text("Embed a part of this page").click()
    page.get_by_role("button", name="Copy the frame of The Insight", exact=True).click()
    page.get_by_text("Copied", exact=True).wait_for()
    code = page.evaluate("copied")
    assert 'title="The Insight, at technical depth"' in code and "depth=technical" in code
    outer = visit(host(code.replace(' loading="lazy"', "")))
    outer.frame_locator("iframe").locator("html[data-depth=technical] h2").wait_for()
    listed = page.locator(".page-embeds a")
    assert all(page.request.get(link.evaluate("link => link.href")).ok for link in listed.all())


def test_a_page_is_cited_with_the_version_that_was_read(open_page, site, site_url):
    version = json.loads((site / "edition.json").read_text("utf-8"))["version"]
    page = open_page(f"{site_url}explain/insight/?depth=technical")
    page.evaluate("navigator.clipboard.writeText = async (text) => (window.copied = text)")
    page.get_by_text("Cite this page").click()
    page.locator(".cite-page__form", has_text="BibTeX").get_by_role("button", name="Copy", exact=True).click()
    page.get_by_text("Copied", exact=True).wait_for()
    (entry,) = parse_string(page.evaluate("copied"), "bibtex").entries.values()
    assert entry.fields["url"] == "https://attention.example/explain/insight/"
    assert f"Version {version}" in entry.fields["note"] and f"Version {version}" in page.locator(".edition").inner_text()


# For teachers: tick, order, take away.


def picker(open_page, site_url, query="", **options):
    page = open_page(f"{site_url}teach/{query}", **options)
    page.locator(".picker").wait_for()
    return page


def tick(page, address):
    page.locator(f'tr[data-address="{address}"] input').check()


INSIGHT, PROBLEM = "explain/insight/#the-insight-technical", "explain/bottleneck/#the-problem-conceptual"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_reading_list_is_ticked_ordered_and_shown(open_page, site_url, width):
    page = picker(open_page, site_url, width=width)
    tick(page, INSIGHT)
    tick(page, PROBLEM)
    items = page.locator(".picker__list li")
    assert "The insight" in items.nth(0).inner_text() and "The bottleneck" in items.nth(1).inner_text()
    items.nth(1).get_by_role("button", name="Move up").click()
    assert "The bottleneck" in items.nth(0).inner_text()
    text = page.locator(".picker textarea").input_value()
    assert text.index(site_url + PROBLEM) < text.index(site_url + INSIGHT)
    assert "2 sections" in page.locator(".picker__status").inner_text()
    items.nth(0).get_by_role("button", name="Remove").click()
    assert items.count() == 1 and not page.locator(f'tr[data-address="{PROBLEM}"] input').is_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_length_of_the_list_is_in_sight_beside_the_tables(open_page, site_url, width):
    page = open_page(f"{site_url}404.html", width=width)
    with page.expect_response("**/sitemap.xml"):  # from then on Material fetches pages that a click asks for
        page.goto(f"{site_url}teach/")
    page.locator(".picker").wait_for()
    count = page.locator(".picker__count")
    assert not count.is_visible()
    tick(page, PROBLEM)
    tick(page, "explain/limitations/#what-looking-costs-technical")
    assert count.inner_text().startswith("2 sections, ")
    box = count.bounding_box()
    assert 0 < box["y"] < 900 - box["height"]
    page.evaluate("window.list = document.querySelector('.picker__list')")
    page.wait_for_timeout(500)
    count.click()
    until(page, "Math.abs(document.querySelector('#picker').getBoundingClientRect().top) < 150")
    page.wait_for_timeout(500)
    assert page.evaluate("window.list.isConnected && document.activeElement.className") == "picker"
    assert page.locator(".picker__list li").count() == 2 and "list=" in page.url
    count.wait_for(state="hidden")


def test_the_address_of_the_page_holds_the_list(open_page, site_url):
    page = picker(open_page, site_url)
    tick(page, INSIGHT)
    page.reload()
    page.locator(".picker__list li").wait_for()
    assert page.locator(f'tr[data-address="{INSIGHT}"] input').is_checked()


def test_a_sample_course_can_be_taken_into_the_picker(open_page, site_url):
    page = picker(open_page, site_url)
    page.get_by_role("link", name="Take this list into the picker").first.click()
    page.locator(".picker__list li").nth(3).wait_for()


def test_the_readers_own_view_does_not_get_into_the_list(open_page, site_url):
    page = picker(open_page, site_url, "?depth=technical&focus=original")
    tick(page, PROBLEM)
    assert f"]({site_url}{PROBLEM})" in page.locator(".picker textarea").input_value()


@pytest.mark.parametrize(
    ("form", "has"),
    [
        ("links", "{url}\n"),
        ("html", '<a href="{url}">The bottleneck: The Problem (conceptual)</a>'),
        ("csv", "number,part,title,depth,focus,minutes,address\n1,,The bottleneck: The Problem,conceptual,both,"),
    ],
)
def test_a_list_is_given_in_the_forms_that_people_use(open_page, site_url, form, has):
    page = picker(open_page, site_url)
    tick(page, PROBLEM)
    page.locator(".picker select").first.select_option(form)
    text = page.locator(".picker textarea").input_value().replace("\r\n", "\n")
    assert has.format(url=site_url + PROBLEM) in text


def test_without_scripts_the_tables_are_whole(open_page, site_url):
    page = open_page(f"{site_url}teach/", java_script_enabled=False)
    assert page.locator(".teaching tr[data-address]").count() > 100
    assert page.locator(f'.teaching a[href$="{INSIGHT}"]').first.is_visible()
    assert page.locator(".syllabus table").count() == 2 and not page.locator(".picker").count()


def test_the_weeks_of_a_sample_course_are_headings_that_can_be_changed(open_page, site_url):
    page = picker(open_page, site_url)
    page.get_by_role("link", name="Take this list into the picker").nth(1).click()
    headings = page.locator(".picker__heading input")
    headings.nth(2).wait_for()
    assert [headings.nth(index).input_value() for index in range(3)] == ["Week 1", "Week 2", "Week 3"]
    headings.nth(0).fill("Start, and [more]: 1")
    text = page.locator(".picker textarea").input_value()
    assert "## Start, and \\[more\\]: 1\n\n- [The bottleneck" in text
    page.reload()
    headings.nth(2).wait_for()
    assert headings.nth(0).input_value() == "Start, and [more]: 1"
    page.get_by_role("button", name="Add a heading").click()
    assert page.locator(".picker__heading input").nth(3).evaluate("field => field === document.activeElement")


def test_a_list_of_embeds_shows_its_sections_in_another_sites_page(open_page, visit, host, site_url):
    page = picker(open_page, site_url)
    tick(page, PROBLEM)
    page.locator(".picker select").first.select_option("frames")
    code = page.locator(".picker textarea").input_value()
    assert f'src="{site_url}embed/section/explain/bottleneck/the-problem/?depth=conceptual"' in code
    assert 'title="The bottleneck: The Problem (conceptual)"' in code
    outer = visit(host(code.replace(' loading="lazy"', "")))
    outer.frame_locator("iframe").locator("html[data-depth=conceptual] h2").wait_for()


def test_a_list_can_link_one_version(open_page, site_url):
    """What the site answers where versions are kept: one has the problem, but not the insight."""
    page = open_page(f"{site_url}licences/")
    kept = {"version": "1.0.0", "date": "2026-11-22", "commit": "", "address": "v/1.0.0/"}
    old = "https://attention.example/v/1.0.0/"
    section = {"depths": [{"address": old + PROBLEM}]}
    page.route("**/versions.json", lambda route: route.fulfill(json=[kept]))
    page.route("**/v/1.0.0/catalog.json", lambda route: route.fulfill(json={"address": old, "pages": [{"sections": [section]}]}))
    page.goto(f"{site_url}teach/")
    tick(page, PROBLEM)
    tick(page, INSIGHT)
    page.get_by_label("Version").select_option("1.0.0")
    status = page.locator(".picker__status", has_text="not in version 1.0.0")
    status.wait_for()
    assert "1 of them is not" in status.inner_text()
    text = page.locator(".picker textarea").input_value()
    assert f"({site_url}v/1.0.0/{PROBLEM})" in text and f"({site_url}{INSIGHT})" in text
    page.get_by_label("Version").select_option("current")
    assert "v/1.0.0/" not in page.locator(".picker textarea").input_value()


def cartridge(page, tmp_path, version="1.3"):
    """The manifest and the other files of the list as a cartridge, its structure checked.

    What the published schemas of the profile and their rules ask of a manifest that holds web links (IMS Common
    Cartridge Profile: Implementation, 1.3 and 1.1; the files are ccv1p3_imscp_v1p2_v1p0.xsd and ccv1p3_imswl_v1p3.xsd).
    """
    page.locator(".picker select").first.select_option("cartridge" if version == "1.3" else "cartridge-1.1")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save file").click()
    download.value.save_as(tmp_path / "list.imscc")
    with zipfile.ZipFile(tmp_path / "list.imscc") as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    v = f"v{version.replace('.', 'p')}"
    cp, lom = f"{{http://www.imsglobal.org/xsd/imscc{v}/imscp_v1p1}}", f"{{http://ltsc.ieee.org/xsd/imscc{v}/LOM/manifest}}"
    wl = f"{{http://www.imsglobal.org/xsd/imscc{v}/imswl_{v}}}"
    text = files.pop("imsmanifest.xml")
    manifest = ElementTree.fromstring(text)
    assert manifest.tag == f"{cp}manifest"
    assert [child.tag for child in manifest] == [f"{cp}metadata", f"{cp}organizations", f"{cp}resources"]
    metadata, organizations, resources = manifest
    assert [child.tag for child in metadata] == [f"{cp}schema", f"{cp}schemaversion", f"{lom}lom"]
    assert (metadata[0].text, metadata[1].text) == ("IMS Common Cartridge", f"{version}.0")
    assert metadata.find(f"{lom}lom/{lom}general/{lom}title/{lom}string").text
    (organization,) = organizations
    assert organization.get("structure") == "rooted-hierarchy"
    (root,) = organization
    assert [child.tag for child in root] == [f"{cp}item"] * len(root), "the top item has no title"
    identified = [element for element in manifest.iter() if element.get("identifier")]
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", element.get("identifier")) for element in identified), "xs:ID"
    assert len({element.get("identifier") for element in identified}) == len(identified)
    by_id = {resource.get("identifier"): resource for resource in resources}
    for module in root:
        title, *leaves = module
        assert title.tag == f"{cp}title" and title.text and not module.get("identifierref")
        for leaf in leaves:
            assert [child.tag for child in leaf] == [f"{cp}title"] and leaf[0].text, "an item with content is a leaf"
            assert leaf.get("identifierref") in by_id
    addresses = {}
    for id, resource in by_id.items():
        assert set(resource.attrib) == {"identifier", "type"} and resource.get("type") == f"imswl_xml{v}"
        (file,) = resource
        assert file.tag == f"{cp}file"
        link = ElementTree.fromstring(files.pop(file.get("href")))
        assert link.tag == f"{wl}webLink" and [child.tag for child in link] == [f"{wl}title", f"{wl}url"]
        addresses[id] = link.find(f"{wl}url").get("href")
    assert files == {}, "every file of the package is named in the manifest"
    assert b'xmlns="' + cp.strip("{}").encode() in text[:500], "where Moodle looks for the version"
    return {
        "title": metadata.find(f"{lom}lom/{lom}general/{lom}title/{lom}string").text,
        "identifier": manifest.get("identifier"),
        "modules": [(module[0].text, [addresses[leaf.get("identifierref")] for leaf in module[1:]]) for module in root],
        "resources": set(by_id),
    }


@pytest.mark.parametrize("version", ["1.3", "1.1"])
def test_a_list_becomes_a_common_cartridge(open_page, site_url, tmp_path, version):
    page = picker(open_page, site_url)
    name = 'Heads & "tails" <1> – é'
    page.locator(".picker input[type=text]").first.fill(name)
    tick(page, PROBLEM)
    tick(page, INSIGHT)
    first = cartridge(page, tmp_path, version)
    assert first["title"] == name
    assert first["modules"] == [(name, [site_url + PROBLEM, site_url + INSIGHT])]
    assert cartridge(page, tmp_path, version) == first, "the same list is the same thing for a platform"
    page.locator(f'tr[data-address="{INSIGHT}"] input').uncheck()
    other = cartridge(page, tmp_path, version)
    assert other["identifier"] != first["identifier"] and other["resources"] < first["resources"]


def test_each_week_of_a_course_is_a_module(open_page, site_url, tmp_path):
    page = picker(open_page, site_url)
    page.get_by_role("link", name="Take this list into the picker").nth(1).click()
    page.locator(".picker__heading").nth(2).wait_for()
    made = cartridge(page, tmp_path)
    assert [title for title, _ in made["modules"]] == ["Week 1", "Week 2", "Week 3"]
    assert all(len(links) >= 3 for _, links in made["modules"])
