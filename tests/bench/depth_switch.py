"""How much main-thread time a switch of depth costs on the longest page, in Chromium at a fourth of its speed.

Run it with `make bench`, which builds the site first. It prints; it judges nothing.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from conftest import CHROMIUM_FLAGS, find_browser, serve
from playwright.sync_api import sync_playwright

SITE = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
SLOWDOWN = 4
ROUNDS = 12

# From the key press until the next frame has been produced: scripts, style and layout.
SWITCH = """async key => {
    const start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    document.body.offsetHeight;
    return performance.now() - start;
}"""


def longest_page() -> str:
    catalogue = json.loads((SITE / "catalog.json").read_text("utf-8"))
    words = {page["address"]: sum(view["words"] for view in page["views"]) for page in catalogue["pages"]}
    return max(words, key=words.get)[len(catalogue["address"]) :]


def main() -> None:
    server, path = serve(SITE), longest_page()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
        page.wait_for_load_state("networkidle")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.evaluate(SWITCH, "3")
        times = [page.evaluate(SWITCH, key) for _ in range(ROUNDS) for key in ("1", "2", "3")]
        browser.close()
    server.shutdown()
    print(
        f"switching depth on /{path} at {SLOWDOWN}x slow-down: median {statistics.median(times):.1f} ms, "
        f"worst {max(times):.1f} ms of {len(times)}"
    )


if __name__ == "__main__":
    main()
