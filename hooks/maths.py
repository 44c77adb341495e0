"""MkDocs adapter: formulas become MathML."""

from __future__ import annotations

from explainer.build import of
from explainer.maths import check_maths, set_maths, set_maths_in_title, set_notebook_maths


def on_page_markdown(markdown, page, config, files):
    build, name = of(config), page.file.src_uri
    return build.rewrite(name, lambda lines: (lines, check_maths(lines))) if name in build.lines else None


def on_page_content(html, page, config, files):
    build = of(config)
    entries = list(page.toc)
    for entry in entries:  # grows while it is walked
        entry.title = set_maths_in_title(entry.title)
        entries += entry.children
    if not page.file.src_uri.endswith(".ipynb"):
        return set_maths(html)
    html, problems = set_notebook_maths(html, build.path_of(page.file), page.file.content_string)
    build.problems += problems
    return html
