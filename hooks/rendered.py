"""MkDocs adapter: while serving, a page whose Markdown a save left as it was is not rendered again."""

from __future__ import annotations

from copy import deepcopy
from functools import partial

from explainer.build import of
from jinja2 import BytecodeCache
from mkdocs.plugins import event_priority

RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids")  # what Page.render finds out
kept = {}  # by page, of the last build: MkDocs makes all of its own objects anew
compiled = {}  # the theme's templates


class Compiled(BytecodeCache):
    """Templates once they are compiled; Jinja asks for them by a hash of their source."""

    def load_bytecode(self, bucket):
        if bucket.key in compiled and compiled[bucket.key][0] == bucket.checksum:
            bucket.bytecode_from_string(compiled[bucket.key][1])

    def dump_bytecode(self, bucket):
        compiled[bucket.key] = bucket.checksum, bucket.bytecode_to_string()


def on_env(env, config, files):
    if of(config).serving:
        env.bytecode_cache = Compiled()


@event_priority(-100)
def on_page_markdown(markdown, page, config, files):
    if of(config).serving:
        page.render = partial(render_once, page, markdown, page.render)


def render_once(page, markdown, render, config, files):
    """Page.render, with the result of the last time where nothing that it depends on is different."""
    given = (markdown, settings(config, files))
    if kept.get(page.file.src_uri, (None,))[0] != given:
        render(config, files)
        kept[page.file.src_uri] = given, deepcopy({name: getattr(page, name) for name in RENDERED})
        return
    for name, value in deepcopy(kept[page.file.src_uri][1]).items():
        setattr(page, name, value)


def settings(config, files):
    """What all pages depend on: the extensions, and the addresses of the files that links lead to."""
    store = of(config).store
    if "render_settings" not in store:
        addresses = tuple((file.src_uri, file.url) for file in files)
        store["render_settings"] = repr((config.markdown_extensions, config.mdx_configs)), addresses
    return store["render_settings"]
