"""MkDocs adapter: terms in the text lead to the glossary, symbols in formulas to the page of notation."""

from __future__ import annotations

from explainer import glossary, symbols
from explainer.build import of
from explainer.citations import path_from
from explainer.text import decode, split_lines
from mkdocs.utils import get_relative_url


def on_files(files, config):
    build = of(config)
    for name, module, load in (("terms", glossary, glossary.load_terms), ("symbols", symbols, symbols.load_symbols)):
        path = f"docs/{module.PAGE}"
        build.store[name] = load(split_lines(path, decode(path, build.read(path) or b"")))


def on_page_markdown(markdown, page, config, files):
    build, name = of(config), page.file.src_uri
    if name not in build.lines or build.pages[name].meta.get("kind") not in glossary.KINDS:
        return None
    terms, url = build.store["terms"], path_from(name, glossary.PAGE)
    return build.rewrite(name, lambda lines: (symbols.place_lists(glossary.mark_terms(lines, terms, url)), ()))


def on_page_content(html, page, config, files):
    build = of(config)
    notation = files.get_file_from_path(symbols.PAGE)
    html = glossary.describe_terms(html, build.store["terms"])
    if notation is None or page.file.src_uri == symbols.PAGE:
        return html
    html = symbols.mark_symbols(html, build.store["symbols"])
    return symbols.insert_lists(html, build.store["symbols"], get_relative_url(notation.url, page.url))
