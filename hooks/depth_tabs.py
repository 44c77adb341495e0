"""MkDocs adapter: assembles every page from its snippets, as the first step of the pipeline."""

from __future__ import annotations

from functools import partial

from explainer.build import of
from explainer.catalog import counts
from explainer.depths import assemble, name_tabs
from explainer.problem import ContentError
from explainer.snippets import load_snippet
from explainer.text import decode, join, split_lines


def on_page_read_source(page, config):
    """Refuse what is not UTF-8 with its place, where MkDocs would stop with a traceback."""
    if not page.file.src_uri.endswith(".md"):
        return None
    build = of(config)
    try:
        return decode(build.path_of(page.file), page.file.content_bytes)
    except ContentError as error:
        build.problems += error.problems
        return ""


def on_page_markdown(markdown, page, config, files):
    if not page.file.src_uri.endswith(".md"):
        return None
    build, path = of(config), of(config).path_of(page.file)
    try:
        lines = split_lines(path, decode(path, page.file.content_bytes))
    except ContentError:  # reported when it was read
        return None
    assembly = assemble(path, lines, partial(load_snippet, read=build.read, topics=build.topics))
    build.problems += assembly.problems
    build.pages[page.file.src_uri] = assembly
    build.lines[page.file.src_uri] = assembly.lines
    build.urls[page.file.src_uri] = page.url
    page.meta.setdefault("search", {"exclude": True})  # hooks/search.py indexes these pages, depth by depth
    return join(assembly.lines)


def on_page_content(html, page, config, files):
    return name_tabs(html) if page.file.src_uri in of(config).pages else None


def on_page_context(context, page, config, nav):
    """The control at the top of a page says how long each view is."""
    assembly = of(config).pages.get(page.file.src_uri)
    context["view_counts"] = counts(assembly) if assembly and assembly.topics else None
    return context
