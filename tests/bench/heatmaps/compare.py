"""This site's attention maps beside BertViz, CircuitsVis and `fig.to_html`: same weights, same machine, same run.

Run it with `make bench-heatmaps` (ARGS="64 512" for some sizes only). It prints; it judges nothing.

- First map: from the start of the navigation until the first part of the figure has a size and two frames have passed.
  Here that part is the coloured table, or the picture of a map that is too large for one. An empty page takes a while
  too, so its time is measured as well, and ratios are given with and without it.
- Interactive: here, until the weights have come and a cell under the pointer is said in words. Of the other tools it is
  the time of their first map, which flatters them.
- Bytes: `gzip -9` of every file that was fetched; to the first map, of the page and its style sheets, which is what has
  to be there before anything is painted (fonts swap in later).
- Tasks: the longest stretch in which the page could not answer (Long Tasks API). Heap: of scripts, after a collection.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
from conftest import CHROMIUM_FLAGS, REPO, find_browser, mkdocs, serve
from explainer.heatmap.artifact import encode
from playwright.sync_api import Browser, Page, Route, sync_playwright

SIZES = (12, 64, 128, 256, 512)
CACHE = REPO / ".cache/bench"
PEERS = Path(__file__).with_name("peers.py")
SHOWN_LAYER = 2
LIMIT = 45.0  # seconds in which a page has to show something
ROUNDS = 7  # the best counts, of every tool alike: what else a machine does only ever makes a page slower
SLOW = 10_000  # milliseconds to the first map of a page that is opened once

OURS = "this site, 72 heads"
EMPTY = "an empty page"
TO_HTML = "fig.to_html, 1 head"
PAGES = {
    "bertviz": "BertViz head_view, 72 heads",
    "circuitsvis": "CircuitsVis attention_pattern, 1 head",
    "circuitsvis-heads": "CircuitsVis attention_heads, 12 heads",
}
FIRST_MAP = {
    EMPTY: "document.body",
    OURS: "document.querySelector('.heatmap-table td.strong, .heatmap-field')",
    TO_HTML: "document.querySelector('.heatmaplayer image')",
    "BertViz head_view, 72 heads": "document.querySelector('svg line') && document.querySelector('svg')",
    "CircuitsVis attention_pattern, 1 head": "drawn(document.querySelector('canvas'))",
    "CircuitsVis attention_heads, 12 heads": "drawn(document.querySelector('canvas'))",
}
CDN = {
    "require.min.js": "requirejs/require.js",
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "d3.min.js": "d3/dist/d3.min.js",
}

# Reports through the console, since a page's policy may forbid what else could be polled.
WATCH = """(() => {
    const drawn = canvas => {
        if (!canvas?.width) return null;
        const probe = new OffscreenCanvas(1, 1).getContext('2d');
        probe.drawImage(canvas, canvas.width / 2, canvas.height / 2, 1, 1, 0, 0, 1, 1);
        return probe.getImageData(0, 0, 1, 1).data[3] ? canvas : null;
    };
    const tell = what => requestAnimationFrame(() => requestAnimationFrame(() =>
        console.debug(`bench:${what}:${performance.now()}`)));
    const wait = (what, found) => found() ? tell(what) : requestAnimationFrame(() => wait(what, found));
    const sized = element => { const box = element?.getBoundingClientRect(); return box?.width * box?.height > 0; };
    window.longest = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        window.longest = Math.max(window.longest, entry.duration);
    })).observe({type: 'longtask', buffered: true});
    requestAnimationFrame(() => wait('map', () => sized(FIRST)));
    requestAnimationFrame(() => wait('ready', () => document.querySelector('.heatmap[data-ready]')));
})()"""


@dataclass
class Visit:
    """What one opening of one page took: milliseconds, gzip kilobytes, megabytes. None: not within the limit."""

    first_map: float | None = None
    ready: float | None = None
    bytes: float = 0
    bytes_to_map: float | None = None
    longest: float | None = None
    heap: float | None = None
    nodes: int | None = None
    answer: float | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--only", action="append", choices=[*FIRST_MAP][1:], help="tools to open; all unless given")
    options = parser.parse_args()
    sizes, tools = options.sizes or SIZES, [EMPTY, *(options.only or [OURS, *list(FIRST_MAP)[2:]])]
    missing = [str(size) for size in sizes if not (CACHE / f"{size}.npz").exists()]
    if missing:
        peers("attention", CACHE, *missing)
    maps = {size: np.load(CACHE / f"{size}.npz") for size in sizes}
    site = build_site({size: (stored["weights"], stored["tokens"].tolist()) for size, stored in maps.items()})
    results: dict[tuple[str, int], Visit] = {}
    server = serve(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM_FLAGS)
        for tool in tools:
            for size in sizes:
                visit = results[tool, size] = measure(browser, server.server_port, site, tool, size)
                print(f"  {tool:38} {size:4} tokens  {describe(visit)}", flush=True)
                if visit.first_map is None:
                    break  # nor will a larger one
        browser.close()
    server.shutdown()
    report(results, tools, sizes)


def peers(*arguments: object) -> None:
    """Run peers.py with the packages of the cache, this Python's, and the lab's PyTorch."""
    import sysconfig

    path = os.pathsep.join((str(CACHE / "packages"), sysconfig.get_path("purelib")))
    command = [str(REPO / ".venv-lab/bin/python"), str(PEERS), *map(str, arguments)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL)


def build_site(maps: dict[int, tuple[np.ndarray, list[str]]]) -> Path:
    """A small site with the project's own hooks, theme and assets that shows each of the maps, and to_html's pages."""
    project = CACHE / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(REPO / "tests/site/small", project)
    shutil.copytree(REPO / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPO / "docs/assets", project / "docs/assets")
    (project / "tests/bench/heatmaps").mkdir(parents=True)
    shutil.copy(PEERS, project / "tests/bench/heatmaps")
    config = (REPO / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config[: config.index("\nnav:")], "utf-8")
    page = (project / "docs/index.md").read_text("utf-8")
    for size, (weights, tokens) in maps.items():
        artifact = {
            "schema": 1, "id": f"minilm-{size}", "title": f"{size} tokens", "status": "measured",
            "model": {
                "name": "all-MiniLM-L6-v2", "weights": "sha256:53aa5117", "licence": "Apache-2.0",
                "script": "tests/bench/heatmaps/peers.py",
            },
            "task": "sentence embedding", "queries": tokens, "keys": tokens, "query_role": "token being read",
            "key_role": "token", "layers": 6, "heads": 12, "encoding": "u8-sqrt", "weights": encode(weights, "u8-sqrt"),
            "alt": "Self-attention of one layer and head at a time.",
        }  # fmt: skip
        (project / f"docs/attention/minilm-{size}.json").write_text(json.dumps(artifact), "utf-8")
        page += f"\n\n::: heatmap minilm-{size}\n    layer: {SHOWN_LAYER + 1}\n"
    (project / "docs/index.md").write_text(page, "utf-8")
    built = mkdocs(project, "build", SITE_URL="https://attention.example/")
    if built.returncode:
        sys.exit(built.stderr)
    for size, (weights, tokens) in maps.items():
        places = list(range(size))
        axis = {"tickvals": places, "ticktext": tokens}
        figure = go.Figure(go.Heatmap(z=weights[SHOWN_LAYER, 0].round(6).tolist(), zmin=0, zmax=1))
        figure.update_layout(xaxis=axis, yaxis=axis | {"autorange": "reversed"})
        (project / f"site/to_html-{size}.html").write_text(figure.to_html(), "utf-8")
    return project / "site"


def address(site: Path, tool: str, size: int) -> str:
    """The page of a tool; another tool's is written when it is first asked for."""
    if tool == OURS:
        return f"embed/heatmap/minilm-{size}/"
    if tool == EMPTY:
        (site / "empty.html").write_text('<!doctype html><link rel="icon" href="data:,"><body style="height:9em">')
        return "empty.html"
    if tool == TO_HTML:
        return f"to_html-{size}.html"
    (name,) = (name for name, title in PAGES.items() if title == tool)
    page = site / f"{name}-{size}.html"
    if not page.exists():
        peers(name, CACHE / f"{size}.npz", page)
    return page.name


def measure(browser: Browser, port: int, site: Path, tool: str, size: int) -> Visit:
    """The best of some visits, or the only one of a page that takes long."""
    path = address(site, tool, size)
    url = f"http://127.0.0.1:{port}/{path}"
    visits: list[Visit] = []
    while len(visits) < ROUNDS and all(visit.first_map is not None and visit.first_map < SLOW for visit in visits):
        visits.append(open_once(browser, url, site, tool))
    best = visits[-1] if visits[-1].first_map is None else min(visits, key=lambda visit: visit.first_map)
    for name in ("ready", "longest", "answer"):
        values = [value for visit in visits if (value := getattr(visit, name)) is not None]
        setattr(best, name, min(values, default=None))
    if tool == OURS:
        best.bytes_to_map = open_without_scripts(browser, url, site)
    elif (site / path).stat().st_size > 100e6:
        (site / path).unlink()
    return best


def open_once(browser: Browser, url: str, site: Path, tool: str) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    visit = Visit()
    files = follow(page, site, url)
    page.add_init_script(WATCH.replace("FIRST", FIRST_MAP[tool]))
    marks: dict[str, float] = {}

    def hear(said) -> None:
        if said.text.startswith("bench:"):
            _, what, when = said.text.split(":")
            marks[what] = float(when)

    page.on("console", hear)
    try:
        page.goto(url, wait_until="commit", timeout=LIMIT * 1000)
        until = time.monotonic() + LIMIT
        last = "ready" if tool == OURS else "map"
        while last not in marks and time.monotonic() < until:
            page.wait_for_timeout(50)
        visit.first_map, visit.ready = marks.get("map"), marks.get("ready")
        if visit.first_map is not None:
            page.wait_for_timeout(500)
            visit.longest = page.evaluate("window.longest")
            visit.bytes = zipped(files)
            if tool == OURS:
                visit.answer = answer(page)
            session = context.new_cdp_session(page)
            session.send("Performance.enable")
            session.send("HeapProfiler.collectGarbage")
            metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            visit.heap, visit.nodes = metrics["JSHeapUsedSize"] / 1e6, int(metrics["Nodes"])
    finally:
        context.close()
    return visit


def follow(page: Page, site: Path, url: str) -> set[Path]:
    """The files that the page fetches; what BertViz wants from a CDN comes from the cache."""
    files: set[Path] = set()
    origin = "/".join(url.split("/")[:3]) + "/"

    def of_cdn(route: Route) -> None:
        file = CACHE / "node_modules" / CDN[route.request.url.rpartition("/")[2]]
        files.add(file)
        route.fulfill(path=file)

    def note(request) -> None:
        if request.url.startswith(origin):
            file = site / request.url[len(origin) :].partition("?")[0].partition("#")[0]
            files.add(file / "index.html" if file.is_dir() else file)

    page.route("https://cdnjs.cloudflare.com/**", of_cdn)
    page.on("requestfinished", note)
    return files


def zipped(files: set[Path]) -> float:
    """Kilobytes of files after `gzip -9`; fonts are compressed already."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files if file.is_file()) / 1000


def open_without_scripts(browser: Browser, url: str, site: Path) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    files = follow(page, site, url)
    page.goto(url, wait_until="networkidle")
    context.close()
    return zipped({file for file in files if file.suffix in (".html", ".css")})


def answer(page: Page) -> float:
    """Milliseconds from the pointer's move until the cell under it is said in words, the browser's messages included."""
    box = page.locator(".heatmap-table tbody, .heatmap-field").first.bounding_box()
    readout = page.locator(".heatmap-readout")
    before, start = readout.inner_text(), time.perf_counter()
    page.mouse.move(box["x"] + box["width"] * 0.37, box["y"] + min(box["height"], 600) * 0.41)
    while readout.inner_text() == before:
        if time.perf_counter() - start > LIMIT:
            raise AssertionError("the map does not answer the pointer")
    return (time.perf_counter() - start) * 1000


def describe(visit: Visit) -> str:
    if visit.first_map is None:
        return f"nothing within {LIMIT:.0f} s"
    parts = [f"first map {visit.first_map:6.0f} ms"]
    if visit.ready is not None:
        parts.append(f"interactive {visit.ready:6.0f} ms, answers in {visit.answer:.0f} ms")
    if visit.bytes_to_map is not None:
        parts.append(f"{visit.bytes_to_map:.1f} kB to the first map")
    parts += [f"{visit.bytes:.1f} kB in all", f"longest task {visit.longest:.0f} ms"]
    return ", ".join([*parts, f"heap {visit.heap:.0f} MB", f"{visit.nodes:,} nodes"])


def report(results: dict[tuple[str, int], Visit], tools: list[str], sizes: list[int]) -> None:
    """For each size the fastest of the other tools, and how many times this site is ahead of it."""
    print("\nThe fastest other tool ÷ this site, on the same weights in this run")
    for size in sizes:
        ours = results.get((OURS, size))
        others = {
            tool: visit
            for tool in tools
            if tool not in (OURS, EMPTY) and (visit := results.get((tool, size))) and visit.first_map is not None
        }
        if not ours or ours.first_map is None or not others:
            print(f"  {size:4} tokens  nothing to compare")
            continue

        def ahead(name: str, mine: float, others: dict[str, Visit] = others) -> str:
            tool = min(others, key=lambda tool: getattr(others[tool], name))
            value = getattr(others[tool], name)
            return f"{value / mine:5.1f}× ({tool})"

        empty = results[EMPTY, size].first_map
        fastest = min(visit.first_map for visit in others.values())
        above = (fastest - empty) / max(ours.first_map - empty, 1)
        lines = [
            f"first map {ahead('first_map', ours.first_map)}; beyond the {empty:.0f} ms of an empty page {above:.1f}×",
            f"interactive {ahead('first_map', ours.ready)}" if ours.ready else "interactive: not within the limit",
            f"bytes to the first map {ahead('bytes', ours.bytes_to_map)}",
            f"bytes in all {ahead('bytes', ours.bytes)}",
            f"heap {ahead('heap', ours.heap)}",
        ]
        print(f"  {size:4} tokens  " + "\n               ".join(lines))


if __name__ == "__main__":
    main()
