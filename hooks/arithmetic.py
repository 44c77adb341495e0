"""MkDocs adapter: equations between numbers are computed again."""

from __future__ import annotations

from explainer.arithmetic import check_arithmetic
from explainer.build import of


def on_page_markdown(markdown, page, config, files):
    build, name = of(config), page.file.src_uri
    return build.rewrite(name, lambda lines: (lines, check_arithmetic(lines))) if name in build.lines else None
