"""MkDocs adapter: refuses links that lead nowhere. It looks once every page is rendered, so that it knows all ids."""

from __future__ import annotations

from explainer.build import of
from explainer.links import check_links, check_named_pages, ids_in
from explainer.text import split_front_matter, split_lines


def on_env(env, config, files):
    build = of(config)
    pages = files.documentation_pages()
    addresses = {file.src_uri: file.url for file in pages}
    ids = {file.src_uri: ids_in(file.page.content or "") for file in pages}
    others = {file.src_uri for file in files} | {file.dest_uri for file in files} | build.written
    for name, assembly in build.pages.items():
        build.problems += check_links(assembly.lines, name, addresses, others, ids)
    for file in pages:
        lines = split_lines(f"docs/{file.src_uri}", file.content_string) if "template" in file.page.meta else ()
        body = split_front_matter(lines)[1]
        build.problems += check_named_pages(lines[: len(lines) - len(body)], addresses.values())
