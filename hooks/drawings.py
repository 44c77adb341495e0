"""MkDocs adapter: puts the drawings of the mechanism into pages."""

from __future__ import annotations

from explainer.build import of
from explainer.drawings.curves import measured
from explainer.drawings.place import insert_drawings, place_drawings


def on_files(files, config):
    build = of(config)
    build.store["diagrams"] = measured(build.read)


def on_page_markdown(markdown, page, config, files):
    build = of(config)
    if page.file.src_uri not in build.lines:
        return None

    def step(lines):
        placed, problems, drawings = place_drawings(lines, build.store["diagrams"])
        build.store.setdefault("drawings", {})[page.file.src_uri] = drawings
        return placed, problems

    return build.rewrite(page.file.src_uri, step)


def on_page_content(html, page, config, files):
    return insert_drawings(html, of(config).store.get("drawings", {}).get(page.file.src_uri, []))
