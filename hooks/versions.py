"""MkDocs adapter: says which edition a page belongs to, and how to come from a kept version to the current one."""

from __future__ import annotations

from pathlib import Path

from explainer.build import of
from explainer.versions import EDITION, LIST, MARK, PAGE, as_json, current_page, place, versions_json


def on_files(files, config):
    of(config).written.update((EDITION, LIST))


def on_env(env, config, files):
    for page in (file.page for file in files.documentation_pages()):
        if page.url == PAGE:
            config.extra["versions_page"] = PAGE
            page.content = (page.content or "").replace(MARK, place(config.extra["edition"]))


def on_page_context(context, page, config, nav):
    context["current_page"] = current_page(config.extra["edition"], page.url)
    return context


def on_post_build(config):
    site = Path(config.site_dir)
    (site / EDITION).write_text(as_json(config.extra["edition"], config.site_url or "/"), "utf-8")
    (site / LIST).write_text(versions_json([]), "utf-8")
