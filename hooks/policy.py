"""MkDocs adapter: gives every page a Content-Security-Policy that lets it load from its own origin only."""

from __future__ import annotations

from pathlib import Path

from explainer.build import of
from explainer.policy import policy, script_hashes, with_policy


def on_post_build(config):
    if of(config).serving:  # live reload adds a script of its own to each page
        return
    pages = {path: path.read_text("utf-8") for path in Path(config.site_dir).rglob("*.html")}
    rule = policy(sorted(set().union(*map(script_hashes, pages.values()))))
    for path, page in pages.items():
        path.write_text(with_policy(page, rule), "utf-8")
