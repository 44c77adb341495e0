"""MkDocs adapter: writes every view as Markdown beside its page, for example explain/insight/technical-both.md."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

from explainer.build import of
from explainer.citations import cite, cited_keys, reference
from explainer.export import absolute_links, figure_in_words, front_matter, plain_links, text_of


def on_env(env, config, files):
    """Links in the text lead to pages, notebooks, scripts and tables."""
    of(config).store["addresses"] = {file.src_uri: urljoin(config.site_url or "/", file.url) for file in files}


def on_post_build(config):
    build, site = of(config), config.site_url or "/"
    bibliography, artifacts = build.store["bibliography"], build.store["artifacts"] | build.store["charts"]
    addresses = build.store["addresses"]

    @lru_cache(maxsize=None)  # the views of a page share most of their text
    def text(lines, uri):
        plain = text_of(
            lines,
            cite=lambda lines: plain_links(cite(lines, bibliography, urljoin(site, "references/"))[0]),
            references=lambda lines: (
                reference(bibliography.entries[key]) for key in cited_keys(lines) if key in bibliography.entries
            ),
            figure=lambda directive: figure_in_words(directive, artifacts, build.store["diagrams"]),
        )
        return absolute_links(plain, uri, addresses)

    for uri, assembly in build.pages.items():
        for view in assembly.views if assembly.topics else ():
            front = front_matter(view, addresses[uri], str(assembly.meta.get("title", "")))
            path = Path(config.site_dir, build.urls[uri], f"{view.depth}-{view.focus}.md")
            path.write_text(front + text(view.lines, uri), "utf-8")
