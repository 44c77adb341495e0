"""MkDocs adapter: writes catalog.json, the site as data."""

from __future__ import annotations

import json
from pathlib import Path

from explainer.build import of
from explainer.catalog import catalogue


NAME = "catalog.json"


def on_files(files, config):
    of(config).written.add(NAME)


def on_post_build(config):
    build = of(config)
    pages = ((build.urls[uri], assembly) for uri, assembly in build.pages.items())
    text = json.dumps(catalogue(config.site_name, config.site_url or "/", pages), ensure_ascii=False, indent=1)
    Path(config.site_dir, NAME).write_text(text + "\n", "utf-8")
