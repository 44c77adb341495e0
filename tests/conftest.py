"""What the tests share: copies of the project, the built site, a server for it, and a browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
SOURCES = ("mkdocs.yml", "docs", "hooks", "snippets", "requirements", "CITATION.cff")
PATIENCE = 60  # seconds for what a browser has to do, on a machine that does much else
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
INSTALLED = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
)  # fmt: skip


def find_browser() -> str | None:
    """CHROMIUM, then an installed Chromium or Chrome, then Playwright's own, downloaded where it can be."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    for name in INSTALLED:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if not Path(own).exists():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return own if Path(own).exists() else None


def pytest_collection_modifyitems(config, items):
    """Browser tests are never skipped: without a browser nothing is tested."""
    if hasattr(config, "workerinput") or not any("browser" in item.fixturenames for item in items):
        return
    if find_browser() is None:
        pytest.exit(
            "The tests need Chromium or Chrome: install one (Debian: apt install chromium), "
            "or say where it is with CHROMIUM=/path/to/chrome.",
            returncode=2,
        )


def copy_sources(target: Path) -> Path:
    """The project's sources without what was built from them."""
    for name in SOURCES:
        source = REPO / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "checkpoints"))
        else:
            shutil.copy(source, target / name)
    return target


def mkdocs(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in `project` as a contributor would."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of the whole project that a test may change."""
    return copy_sources(tmp_path)


def copy_small(target: Path) -> Path:
    """A small site with the project's own hooks and theme: one page, one topic, one figure; quick to build."""
    shutil.copytree(REPO / "tests/site/small", target, dirs_exist_ok=True)
    shutil.copytree(REPO / "hooks", target / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    config = (REPO / "mkdocs.yml").read_text("utf-8")
    (target / "mkdocs.yml").write_text(config[: config.index("\nnav:")], "utf-8")
    shutil.copytree(REPO / "docs/assets", target / "docs/assets")
    return target


def build(project: Path, **environment: str) -> Path:
    """The site of a project that has to build."""
    result = mkdocs(project, "build", **environment)
    assert result.returncode == 0, f"the site does not build:\n{result.stderr}"
    return project / "site"


def made_once(tmp_path_factory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, filled by `make` for all workers: the first that needs it makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, done, failed = base / name, base / f"{name}.done", base / f"{name}.failed"
    try:
        folder.mkdir()
    except FileExistsError:
        while not done.exists():
            if failed.exists():
                pytest.fail(failed.read_text("utf-8"))
            time.sleep(0.2)
        return folder
    try:
        make(folder)
    except BaseException as error:
        failed.write_text(str(error), "utf-8")
        raise
    done.touch()
    return folder


@pytest.fixture
def small(tmp_path) -> Path:
    """The small site's sources, for a test to change."""
    return copy_small(tmp_path)


@pytest.fixture(scope="session")
def small_built(tmp_path_factory) -> Path:
    """The small site, built without mistakes; not to be changed."""
    return made_once(tmp_path_factory, "small", lambda folder: build(copy_small(folder)))


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The real site, built once for all workers."""
    address = "https://attention.example/"
    return made_once(tmp_path_factory, "built", lambda folder: build(copy_sources(folder), SITE_URL=address)) / "site"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a plain static host does: 404.html for what is missing, nothing in the log."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        """The sitemap names this server, as on a published site: without that, Material loads whole pages."""
        if self.path != "/sitemap.xml":
            return super().do_GET()
        here = f"http://{self.headers['Host']}/"
        text = (Path(self.directory) / "sitemap.xml").read_text("utf-8")
        for address in ("https://attention.example/", "http://127.0.0.1:8000/"):
            text = text.replace(address, here)
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class QuietServer(http.server.ThreadingHTTPServer):
    """A browser that has left before its answer came is no fault to report; one that asks for much at once can wait."""

    request_queue_size = 128  # connections not yet accepted: five, the default, are reset on a busy machine

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def until(page, expression: str, argument=None, seconds: float = PATIENCE) -> None:
    """Wait until `expression` holds in the page; asked from here, since the pages' policy forbids polling by eval."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"never became true in {seconds} s: {expression}"
        page.wait_for_timeout(25)


def serve(folder: Path):
    """A server for `folder` on a free port of this machine; call shutdown() when done."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = QuietServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def site_url(site):
    """The address of the real site, with a slash at its end."""
    server = serve(site)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of a worker."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """`open_page(url, width=1280, …)` opens a page; at the end no script may have failed and no origin been left."""
    contexts, faults = [], []

    def open_(url: str, width: int = 1280, height: int = 900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        origin = "/".join(url.split("/")[:3])
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on(
            "console",
            lambda said: faults.append(f"console: {said.text} ({said.location})") if said.type == "error" else None,
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((origin, "data:", "blob:", "file:", "about:"))
                else faults.append(f"left the origin: {request.url}")
            ),
        )
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []
