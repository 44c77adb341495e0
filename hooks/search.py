"""MkDocs adapter: makes the search index know depths."""

from __future__ import annotations

import json
from pathlib import Path

from explainer.build import of
from explainer.search import entries


def on_page_context(context, page, config, nav):
    build = of(config)
    if page.file.src_uri in build.pages:
        found = entries(page.url, page.title or "", page.content)
        build.store.setdefault("search", {})[page.url] = found


def on_post_build(config):
    ours = of(config).store.get("search", {})
    path = Path(config.site_dir, "search/search_index.json")
    index = json.loads(path.read_text("utf-8"))
    others = [entry for entry in index["docs"] if entry["location"].partition("#")[0] not in ours]
    index["docs"] = [entry for found in ours.values() for entry in found] + others
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")
