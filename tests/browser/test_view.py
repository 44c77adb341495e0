"""Reading at your depth: the control, the addresses, and what a reader finds where a link leads."""

from __future__ import annotations

import pytest
from conftest import serve, until
from playwright.sync_api import expect

PAGE = "explain/insight/"
WIDTHS = (1280, 390)


def shown(page) -> set[str]:
    """The depths that are open now."""
    return set(
        page.evaluate(
            """() => [...document.querySelectorAll('.depths')].filter(d => d.checkVisibility()).map(d => {
                const blocks = [...d.querySelectorAll(':scope > .tabbed-set > .depth-panels > .tabbed-block')];
                const open = blocks.map((b, i) => b.firstElementChild.checkVisibility() ? i : -1).filter(i => i >= 0);
                if (open.length !== 1) throw new Error('open: ' + open);
                const radio = d.querySelectorAll(':scope > .tabbed-set > input')[open[0]];
                if (!radio.checked) throw new Error('the tab does not say what is open');
                return radio.value;
            })"""
        )
    )


def choose(page, value):
    page.locator(f".view-control input[value={value}]").check(force=True)


def settled(page):
    until(page, "document.querySelector('.view-control__length')?.textContent")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_intermediate_is_the_default(open_page, site_url, width):
    page = settled(open_page(site_url + PAGE, width))
    assert shown(page) == {"intermediate"}
    assert page.locator(".view-control").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("depth", ["conceptual", "technical"])
def test_a_query_opens_the_page_at_its_depth(open_page, site_url, depth, width):
    page = settled(open_page(f"{site_url}{PAGE}?depth={depth}&focus=original", width))
    assert shown(page) == {depth}
    assert page.locator(".view-control input[value=original]").is_checked()


def test_unknown_values_are_ignored(open_page, site_url):
    page = settled(open_page(f"{site_url}{PAGE}?depth=deepest&focus=blurred"))
    assert shown(page) == {"intermediate"}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_control_sets_all_sections_and_the_address(open_page, site_url, width):
    page = settled(open_page(site_url + PAGE, width))
    choose(page, "technical")
    assert shown(page) == {"technical"}
    assert "depth=technical" in page.url
    expect(page.locator(".view-control__status")).to_contain_text("Technical depth")


def test_keys_switch_depth_but_not_while_typing(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    page.keyboard.press("3")
    assert shown(page) == {"technical"}
    page.keyboard.press("1")
    assert shown(page) == {"conceptual"}
    page.keyboard.press("/")  # the search field
    page.locator(".md-search__input").wait_for(state="visible")
    page.locator(".md-search__input").fill("")
    page.keyboard.press("3")
    assert shown(page) == {"conceptual"}


def test_arrow_keys_walk_through_the_depths(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    page.locator(".view-control input[value=intermediate]").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == {"technical"}


def test_back_and_forward_walk_through_the_views(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    choose(page, "technical")
    choose(page, "conceptual")
    page.go_back()
    until(page, "document.documentElement.dataset.depth == 'technical'")
    assert shown(page) == {"technical"}
    page.go_back()
    until(page, "document.documentElement.dataset.depth == 'intermediate'")
    assert shown(page) == {"intermediate"}
    page.go_forward()
    until(page, "document.documentElement.dataset.depth == 'technical'")
    expect(page.locator(".view-control__status")).to_contain_text("Technical depth")


def test_a_tab_of_a_section_changes_that_section_only(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    first = page.locator(".depths").first
    first.locator("label", has_text="Technical").first.click()
    assert first.locator("input[value=technical]").first.is_checked()
    depths = page.evaluate("[...document.querySelectorAll('.depths')].map(d => d.dataset.depth ?? null)")
    assert depths[0] == "technical" and set(depths[1:]) == {None}


def test_a_choice_by_hand_is_kept_and_a_link_does_not_overwrite_it(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    choose(page, "conceptual")
    page.goto(f"{site_url}{PAGE}?depth=technical")
    settled(page)
    assert shown(page) == {"technical"}
    other = page.context.new_page()  # another visit by the same reader
    other.goto(site_url + PAGE)
    settled(other)
    assert shown(other) == {"conceptual"}


def test_a_stored_choice_shows_before_the_first_paint(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    choose(page, "technical")
    page.route("**/*.js", lambda route: route.abort())  # only what stands in the page itself runs
    other = page.context.new_page()
    other.route("**/*.js", lambda route: route.abort())
    other.goto(site_url + PAGE)
    open_panels = other.evaluate(
        """() => [...document.querySelectorAll('.depths > .tabbed-set > .depth-panels')]
            .map(c => [...c.children].findIndex(b => b.firstElementChild.checkVisibility()))"""
    )
    assert set(open_panels) == {2}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_hash_opens_a_section_at_a_depth_whatever_the_page_has(open_page, site_url, width):
    page = settled(open_page(f"{site_url}{PAGE}?depth=conceptual#the-insight-technical", width))
    until(page, "document.querySelector('.depths[data-section~=the-insight]').dataset.depth == 'technical'")
    heading = page.locator("#the-insight")
    until(page, "Math.abs(document.querySelector('#the-insight').getBoundingClientRect().top) < 300")
    assert heading.is_visible()
    others = page.evaluate(
        "[...document.querySelectorAll('.depths:not([data-section~=the-insight])')].map(d => d.dataset.depth ?? null)"
    )
    assert set(others) == {None}
    page.reload()
    settled(page)
    until(page, "document.querySelector('.depths[data-section~=the-insight]').dataset.depth == 'technical'")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("hash", ["#the-insight", "#the-insight-technical", "#modern-impact-technical"])
def test_header_and_control_do_not_cover_what_a_link_leads_to(open_page, site_url, hash, width):
    page = settled(open_page(f"{site_url}{PAGE}{hash}", width))
    heading = hash.removesuffix("-technical").removesuffix("-conceptual")
    until(page, "heading => document.querySelector(heading).getBoundingClientRect().top < 250", heading)
    page.wait_for_timeout(200)
    top, *bars = page.evaluate(
        """heading => [
            document.querySelector(heading).getBoundingClientRect().top,
            ...[...document.querySelectorAll('.md-header, .view-control')].map(e => e.getBoundingClientRect().bottom),
        ]""",
        heading,
    )
    assert max(bars) <= top < max(bars) + 100


@pytest.mark.parametrize("width", WIDTHS)
def test_the_control_stays_in_reach(open_page, site_url, width):
    page = settled(open_page(site_url + PAGE, width))
    page.evaluate("scrollTo({top: document.documentElement.scrollHeight / 2, behavior: 'instant'})")
    page.wait_for_timeout(200)
    reached = page.evaluate(
        """() => [...document.querySelectorAll('.view-control__group input')].every(input => {
            const { left, top, width, height } = input.getBoundingClientRect();
            return document.elementFromPoint(left + width / 2, top + height / 2) === input;
        })"""
    )
    assert reached


@pytest.fixture(scope="module")
def small_url(small_built):
    """The address of the small site, built; its server outlives the pages that ask it."""
    server = serve(small_built / "site")
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_a_hash_to_a_heading_in_a_closed_tab_opens_it(open_page, small_url):
    page = settled(open_page(f"{small_url}#look-back-technical--shapes"))
    heading = page.locator("#look-back-technical--shapes")
    heading.wait_for(state="visible")
    assert shown(page) == {"technical"}
    listed = page.locator(".md-sidebar--secondary .md-nav__link", has_text="Shapes")
    seen = [found.get_attribute("href").partition("#")[2] for found in listed.all() if found.is_visible()]
    assert seen == ["look-back-technical--shapes"]


def test_a_section_made_of_sections_opens_them_all(open_page, site_url):
    page = settled(open_page(f"{site_url}explain/mechanism/?depth=conceptual#how-it-works-technical"))
    until(
        page,
        "[...document.querySelectorAll('.depths[data-section~=how-it-works]')].every(d => d.dataset.depth == 'technical')"
    )


def test_the_view_survives_instant_navigation(open_page, site_url):
    page = settled(open_page(f"{site_url}{PAGE}?depth=technical&focus=original"))
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/explain/mechanism/**")
    until(page, "document.querySelector('h1').textContent.length && location.pathname.includes('mechanism')")
    settled(page)
    until(page, "document.querySelector('.depths input[value=technical]').checked")
    assert shown(page) == {"technical"}
    page.go_back()
    page.wait_for_url("**/explain/insight/**")
    settled(page)
    assert shown(page) == {"technical"}


def test_previous_and_next_carry_the_view_into_another_tab(open_page, site_url):
    page = settled(open_page(f"{site_url}{PAGE}?depth=technical&focus=modern"))
    page.locator(".md-footer__link--next").hover()  # or the keyboard's focus, or a touch
    href = page.locator(".md-footer__link--next").get_attribute("href")
    assert "depth=technical" in href and "focus=modern" in href


def test_a_link_to_this_page_in_another_view_takes_it(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    page.evaluate("document.querySelector('article p').innerHTML = '<a id=other href=\"?depth=technical\">deeper</a>'")
    page.locator("#other").click()
    until(page, "document.documentElement.dataset.depth == 'technical'")
    page.wait_for_timeout(300)
    assert shown(page) == {"technical"} and "depth=technical" in page.url


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_read_stays_in_place(open_page, site_url, width):
    """What is above the heading that is read becomes longer and shorter; the heading does not move."""
    page = settled(open_page(site_url + PAGE, width))
    page.evaluate("document.querySelector('#modern-impact').scrollIntoView({block: 'start', behavior: 'instant'})")
    page.wait_for_timeout(200)
    top = "document.querySelector('#modern-impact').getBoundingClientRect().top"
    before, scrolled = page.evaluate(top), page.evaluate("scrollY")
    for key in "312":
        page.keyboard.press(key)
        page.wait_for_timeout(200)
        assert abs(page.evaluate(top) - before) <= 2
        if key != "2":
            assert abs(page.evaluate("scrollY") - scrolled) > 100, "nothing above it changed its height"


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_text_that_is_exchanged_the_reader_keeps_the_place(open_page, site_url, width):
    page = settled(open_page(site_url + PAGE, width))
    share = """() => {
        const { top, height } = document.querySelector('.depths[data-topic=soft-alignment]').getBoundingClientRect();
        const header = document.querySelector('.md-header').getBoundingClientRect().bottom;
        return (header + 0.2 * innerHeight - top) / height;
    }"""
    page.evaluate(
        """() => {
            const { top, height } = document.querySelector('.depths[data-topic=soft-alignment]').getBoundingClientRect();
            scrollBy({ top: top + height / 2 - 0.2 * innerHeight, behavior: 'instant' });
        }"""
    )
    page.wait_for_timeout(200)
    before = page.evaluate(share)
    assert 0.2 < before < 0.8
    page.keyboard.press("3")
    page.wait_for_timeout(200)
    assert abs(page.evaluate(share) - before) < 0.02


@pytest.mark.parametrize("focus", ["original", "modern"])
def test_focus_hides_and_says_so(open_page, site_url, focus):
    page = settled(open_page(f"{site_url}explain/mechanism/?focus={focus}"))
    other = {"original": "modern", "modern": "original"}[focus]
    assert page.locator(f".depths[data-focus={other}]").count() > 0
    assert not any(found.is_visible() for found in page.locator(f".depths[data-focus={other}]").all())
    note = page.locator(".view-control__note")
    assert note.is_visible()
    note.locator("button").click()
    until(page, "document.documentElement.dataset.focus == 'both'")
    assert all(found.is_visible() for found in page.locator(f".depths[data-focus={other}]").all())


def test_the_table_of_contents_lists_what_is_shown(open_page, site_url):
    page = settled(open_page(f"{site_url}explain/mechanism/?depth=technical&focus=modern"))
    listed = page.evaluate(
        """() => [...document.querySelectorAll('.md-sidebar--secondary .md-nav__link')]
            .filter(a => a.checkVisibility() && a.hash)
            .map(a => document.getElementById(decodeURIComponent(a.hash.slice(1))).checkVisibility())"""
    )
    assert listed and all(listed)


@pytest.mark.xdist_group("clipboard")  # all Chromiums of a machine share one
def test_copying_a_link_to_a_section_at_its_depth(open_page, site_url):
    page = open_page(site_url + PAGE, permissions=["clipboard-read", "clipboard-write"])
    settled(page)
    page.keyboard.press("3")
    page.locator("#the-insight .copy-link").click(force=True)
    until(page, "navigator.clipboard.readText().then(t => t.includes('#the-insight-technical'))")
    page.locator("[data-copy=link]").click()
    until(page, "navigator.clipboard.readText().then(t => t.includes('depth=technical&focus=both'))")


@pytest.mark.xdist_group("clipboard")  # all Chromiums of a machine share one
def test_copying_the_view_as_markdown(open_page, site_url):
    page = open_page(f"{site_url}{PAGE}?depth=technical&focus=original", permissions=["clipboard-read", "clipboard-write"])
    settled(page)
    page.locator("[data-copy=markdown]").click()
    until(page, "navigator.clipboard.readText().then(t => t.startsWith('---'))")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "depth: technical" in text and "Bahdanau" in text and "[@" not in text


def test_a_text_that_cannot_be_had_is_not_copied(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    page.evaluate(
        """() => {
            navigator.clipboard.write = async ([item]) => { window.copied = await item.getType("text/plain"); };
            window.fetch = async () => new Response("no such page", { status: 404 });
        }"""
    )
    page.locator("[data-copy=markdown]").click()
    page.locator("[data-copy=markdown][data-said='Could not copy']").wait_for()
    assert page.evaluate("window.copied === undefined")


def test_search_opens_the_depth_of_its_hit(open_page, site_url):
    page = settled(open_page(site_url + PAGE))
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("alignment model")
    hit = page.locator(".md-search-result__link[href*='-technical']").first
    hit.wait_for(state="attached")
    href = hit.get_attribute("href")
    page.goto(href)
    settled(page)
    target = href.split("#")[1]
    until(
        page,
        """id => { const [, section] = /^(.+)-technical$/.exec(id) ?? [];
            const el = document.getElementById(id);
            return el?.checkVisibility() || document.querySelector(`.depths[data-section~="${section}"]`)?.dataset.depth === 'technical'
                || document.documentElement.dataset.depth === 'technical' }""",
        target,
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_tabs_still_switch(open_page, site_url, width):
    page = open_page(site_url + PAGE, width, java_script_enabled=False)
    first = page.locator(".depths").first
    panels = first.locator(":scope > .tabbed-set > .depth-panels > .tabbed-block")
    assert [panels.nth(i).is_visible() for i in range(3)] == [False, True, False]
    first.locator("label", has_text="Technical").first.click()
    assert [panels.nth(i).is_visible() for i in range(3)] == [False, False, True]
    assert not page.locator(".view-control").is_visible()


def test_print_holds_the_chosen_depth_only(open_page, site_url, tmp_path):
    from pypdf import PdfReader

    page = settled(open_page(f"{site_url}{PAGE}?depth=technical"))
    texts = page.evaluate(
        """() => [...document.querySelectorAll('.depths')[0].querySelectorAll('.tabbed-block')]
            .map(b => b.querySelector('p').textContent.trim().split(/\\s+/).slice(0, 6).join(' '))"""
    )
    path = tmp_path / "page.pdf"
    page.pdf(path=path)
    printed = " ".join(" ".join(found.extract_text().split()) for found in PdfReader(path).pages)
    assert texts[2] in printed
    assert texts[0] not in printed and texts[1] not in printed
    assert "Depth: technical" in printed
    assert "Copy link" not in printed and "arxiv.org/abs/1409.0473" in printed


def test_a_wrong_address_suggests_the_nearest_pages(browser, site_url):
    page = browser.new_page()
    page.goto(f"{site_url}explain/mecanism/?depth=technical")
    page.locator(".nearest li").first.wait_for()
    link = page.locator(".nearest a").first
    assert "explain/mechanism/?depth=technical" in link.get_attribute("href")
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_home_page_leads_to_a_page_in_a_view(open_page, site_url, scripts):
    page = open_page(site_url, java_script_enabled=scripts)
    page.locator(".chooser__focus label", has_text="Original").click()
    page.locator(".chooser__depths--original .chooser__depth--technical").first.click()
    page.wait_for_url("**depth=technical&focus=original")
    if scripts:
        settled(page)
        assert shown(page) == {"technical"}


@pytest.mark.parametrize("address", ["explain/insight/#%", "teach/#%", "teach/#list=%E0%A4", "questions/chatgpt/#%C3"])
def test_an_address_that_was_typed_wrongly_opens_the_page(open_page, site_url, address):
    assert open_page(site_url + address).locator("h1").is_visible()  # and no script fails, as open_page sees to
