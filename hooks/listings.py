"""MkDocs adapter: shows functions of the project's Python files in the pages that ask for them."""

from __future__ import annotations

from functools import partial

from explainer.build import of
from explainer.listings import insert_listings


def on_page_markdown(markdown, page, config, files):
    build = of(config)
    if page.file.src_uri not in build.lines:
        return None
    return build.rewrite(page.file.src_uri, partial(insert_listings, page=build.path_of(page.file), read=build.read))
