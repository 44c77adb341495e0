"""MkDocs adapter: questions carry their answers onto paper."""

from __future__ import annotations

from explainer.build import of
from explainer.checks import add_answers


def on_page_markdown(markdown, page, config, files):
    build, name = of(config), page.file.src_uri
    return build.rewrite(name, lambda lines: (add_answers(lines), ())) if name in build.lines else None
