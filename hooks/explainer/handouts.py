"""Hand-outs: every page at every depth as a PDF, printed by Chromium: `python -m explainer.handouts site handouts`.

The browser sees the site under its public address, answered from the folder, so that the links in the PDF are those of
the published site. Needs Playwright, which comes with the tests.
"""

from __future__ import annotations

import json
import mimetypes
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MARK = """() => {  // for the hand-out's rules in course.css
  document.documentElement.classList.add("handout");
  for (const link of document.querySelectorAll("article a[href]"))
    if (link.origin === location.origin) link.classList.add("inside");
}"""
LINE = '<div style="width:100%;margin:0 15mm;font:7.5pt sans-serif;color:#555;display:flex;justify-content:space-between">{}</div>'


def sheets(catalogue: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Of each hand-out the file name, the address and what its head says."""
    for page in catalogue["pages"]:
        path = page["address"].removeprefix(catalogue["address"]).strip("/") or "home"
        for depth in catalogue["depths"] if page["views"] else ():
            yield f"{path.replace('/', '-')}-{depth}.pdf", f"{page['address']}?depth={depth}", f"{page['title']} ({depth})"


def file_for(url: str, address: str, site: Path) -> Path | None:
    """The file that a plain static host would send for `url`, or None; nothing outside `site`."""
    if not url.startswith(address):
        return None
    path = (site / unquote(urlsplit(url[len(address) :]).path)).resolve()
    if path.is_dir():
        path /= "index.html"
    return path if path.is_file() and path.is_relative_to(site.resolve()) else None


def print_all(site: Path, target: Path) -> int:
    """Write all hand-outs into `target`; returns their number."""
    from playwright.sync_api import sync_playwright

    catalogue = json.loads((site / "catalog.json").read_text("utf-8"))
    address = catalogue["address"]
    target.mkdir(parents=True, exist_ok=True)
    installed = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=FLAGS)
        context = browser.new_context(color_scheme="light")

        def answer(route: Any) -> None:
            path = file_for(route.request.url, address, site)
            if path is None:
                route.fulfill(status=404, body="")
            else:
                route.fulfill(body=path.read_bytes(), content_type=mimetypes.guess_type(path.name)[0] or "text/plain")

        context.route("**/*", answer)
        for name, url, title in sheets(catalogue):
            page = context.new_page()
            page.goto(url)
            page.evaluate("document.fonts.ready.then(() => true)")
            version = page.locator(".edition").first.inner_text() if page.locator(".edition").count() else ""
            head = LINE.format(f"<span>{escape(title)}</span><span>{escape(catalogue['site'])}</span>")
            foot = LINE.format(
                f'<span>{escape(url)}</span><span>{escape(version)}</span>'
                '<span><span class="pageNumber"></span>/<span class="totalPages"></span></span>'
            )
            page.evaluate(MARK)
            page.emulate_media(media="print")
            page.pdf(
                path=target / name,
                format="A4",
                margin={"top": "20mm", "bottom": "20mm", "left": "15mm", "right": "15mm"},
                display_header_footer=True,
                header_template=head,
                footer_template=foot,
                print_background=True,
                tagged=True,
                outline=True,
            )
            page.close()
            count += 1
        browser.close()
    return count


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or not Path(arguments[0], "catalog.json").is_file():
        print("usage: python -m explainer.handouts SITE-FOLDER OUT-FOLDER", file=sys.stderr)
        return 2
    if "://" not in json.loads(Path(arguments[0], "catalog.json").read_text("utf-8"))["address"]:
        print("a hand-out names the address of its page: build with SITE_URL=https://…/", file=sys.stderr)
        return 2
    print(f"{arguments[1]}: {print_all(Path(arguments[0]), Path(arguments[1]))} hand-outs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
