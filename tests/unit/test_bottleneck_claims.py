"""The measured numbers on the page about the bottleneck are those of the lab's table."""

from __future__ import annotations

from conftest import REPO
from lab_metrics import percent


def test_the_page_tells_what_was_measured():
    page = (REPO / "docs/explain/bottleneck.md").read_text("utf-8")
    assert f"turned {percent('rnnencdec', '5–10')} of new sentences of 5 to 10 words" in page
    assert f"and {percent('rnnencdec', '16–20')} of those of 16 to 20 words" in page
    assert f"managed {percent('rnnsearch', '5–10')} and {percent('rnnsearch', '16–20')}" in page
