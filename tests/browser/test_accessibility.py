"""axe-core finds no violation in any view of any page, in both colour schemes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import REPO

DOCS = REPO / "docs"
PAGES = sorted(
    {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md") if "assets" not in path.parts}
    | {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.ipynb") if ".ipynb_" not in str(path)}
    | {"references", "rules/index"}
)
AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# Closed depths are out of the accessibility tree; taken out of the page, so that axe need not look at all in them.
EMPTY_CLOSED_DEPTHS = """() => {
  window.emptied ??= new Map();
  for (const [panel, content] of window.emptied) panel.append(content);
  window.emptied.clear();
  for (const panel of document.querySelectorAll(".depth-panels > .tabbed-block")) {
    if (panel.firstElementChild.checkVisibility()) continue;
    const content = document.createDocumentFragment();
    content.append(...panel.childNodes);
    window.emptied.set(panel, content);
  }
  return document.fonts.ready.then(() => true);
}"""
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that the scheme can change: the elements stay


def address(name: str) -> str:
    name = name.removesuffix("index").removesuffix("README")
    return name if not name or name.endswith("/") else name + "/"


@pytest.mark.parametrize("name", PAGES)
def test_no_violation(open_page, site_url, name):
    # Without motion, so that no colour is read on its way; a wait for its end would last for ever in a closed depth.
    page = open_page(site_url + address(name), color_scheme="light", reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    depths = ["conceptual", "intermediate", "technical"] if page.locator(".view-control").count() else [None]
    for scheme, rules in (("light", RULES), ("dark", RULES_OF_COLOUR)):
        if scheme == "dark":
            page.get_by_title("Switch to the dark scheme").click()
            page.locator("body[data-md-color-scheme=slate]").wait_for(state="attached")
        for depth in depths:
            if depth:
                page.locator(f".view-control input[value={depth}]").check(force=True)
            page.evaluate(EMPTY_CLOSED_DEPTHS)
            found = AXE.run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
            told = [
                f"{violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']][:4]}"
                for violation in found.response["violations"]
            ]
            assert told == [], f"{scheme} {depth}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_a_phone(open_page, site_url, scheme):
    page = open_page(f"{site_url}explain/mechanism/?depth=technical", width=390, height=844, color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert [violation["id"] for violation in AXE.run(page).response["violations"]] == []
