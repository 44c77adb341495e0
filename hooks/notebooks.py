"""MkDocs adapter: notebook pages without the half megabyte of styles and scripts that mkdocs-jupyter puts into each."""

from __future__ import annotations

from explainer.notebook_html import plain_notebook


def on_page_content(html, page, config, files):
    return plain_notebook(html, page.file.name) if page.file.src_uri.endswith(".ipynb") else None
