"""`mkdocs serve`: a save rebuilds the page; a mistake is shown with its place, and the next good save recovers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request

import pytest

SECONDS = 60


class Server:
    """A running `mkdocs serve` and what it has said."""

    def __init__(self, project):
        self.log = project / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve"],
                cwd=project,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=log,
            )
        self.url = self.wait_for(r"Serving on (http://127\.0\.0\.1:\d+/)")

    def wait_for(self, pattern: str, since: int = 0) -> str:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if match := re.search(pattern, self.log.read_text()[since:]):
                return match[match.lastindex or 0]
            time.sleep(0.1)
        raise AssertionError(f"never said {pattern!r}:\n{self.log.read_text()}")

    def page_shows(self, text: str, seconds: float = SECONDS) -> bool:
        end = time.monotonic() + seconds
        while True:
            with urllib.request.urlopen(self.url) as answer:
                if text in answer.read().decode():
                    return True
            if time.monotonic() > end:
                return False
            time.sleep(0.2)


@pytest.fixture
def server(small):
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = small / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + f"\ndev_addr: 127.0.0.1:{port}\n", "utf-8")
    running = Server(small)
    yield running
    running.process.terminate()
    running.process.wait(10)


def test_save_mistake_and_recovery(server, small):
    snippet = small / "snippets/look-back/intermediate.md"
    snippet.write_text("A new sentence about weights.\n", "utf-8")
    assert server.page_shows("A new sentence about weights.")

    said = len(server.log.read_text())
    snippet.write_text("Weights [@nobody1999].\n", "utf-8")
    server.wait_for(r"snippets/look-back/intermediate\.md:1:\d+  CIT001", said)
    assert server.page_shows("CIT001")

    snippet.write_text("Mended again.\n", "utf-8")
    assert server.page_shows("Mended again.")

    artifact = small / "docs/attention/tiny.json"
    artifact.write_text(artifact.read_text("utf-8").replace("A tiny map", "Another map"), "utf-8")
    assert server.page_shows("Another map")


def test_nothing_that_is_kept_between_builds_outlives_its_source(server, small):
    page, config = small / "docs/index.md", small / "mkdocs.yml"
    page.write_text(page.read_text("utf-8") + "\nMore comes [later](later.md).\n", "utf-8")
    assert server.page_shows('href="later.md"')
    (small / "docs/later.md").write_text("---\ntitle: Later\ndescription: More.\nkind: guide\n---\n# Later\n", "utf-8")
    assert server.page_shows('href="later/"'), "a link of a page that stayed as it was leads to a new page"

    works = small / "docs/references.bib"
    works.write_text(works.read_text("utf-8").replace("Ashish", "Anna").replace("Vaswani", "Someone"), "utf-8")
    assert server.page_shows("Someone")

    assert not server.page_shows('class="headerlink"', seconds=0)
    config.write_text(config.read_text("utf-8").replace("permalink: false", "permalink: true"), "utf-8")
    assert server.page_shows('class="headerlink"')

    snippet = small / "snippets/look-back/conceptual.md"
    before = snippet.read_text("utf-8")
    snippet.write_text("Other words.\n", "utf-8")
    assert server.page_shows("Other words.")
    snippet.write_text(before, "utf-8")
    assert server.page_shows("The decoder looks at")
