"""MkDocs adapter: refuses a build that breaks a published address, and serves the addresses that have moved."""

from __future__ import annotations

import shutil
from pathlib import Path

from explainer.build import of
from explainer.links import ids_in
from explainer.permalinks import (
    LEDGER,
    REDIRECTS,
    Published,
    check_ledger,
    entries,
    merged,
    moves,
    offered_ids,
    read_redirects,
)
from explainer.problem import ContentError
from explainer.redirects import file_copies, redirect_pages, with_old_ids
from explainer.text import Line, decode, split_lines
from explainer.views import DEPTHS, FOCUSES
from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("explainer")


def on_env(env, config, files):
    build = of(config)
    pages = {file.page.url: file.page for file in files.documentation_pages()}
    others = [file.url for file in files if file.src_uri == "references.bib" or file.url.startswith("attention/")]
    others += [
        f"{build.urls[uri]}{depth}-{focus}.md"
        for uri, assembly in build.pages.items()
        if assembly.topics
        for depth in DEPTHS
        for focus in FOCUSES
    ]
    published = Published(
        ids={url: ids_in(page.content or "") for url, page in pages.items()},
        offered={url: offered_ids(page.content or "") for url, page in pages.items()},
        others=frozenset([*others, *build.store.get("embed_addresses", ())]),
    )
    lines = {path: split_lines(path, decode(path, build.read(path) or b"")) for path in (LEDGER, REDIRECTS)}
    try:
        redirects = read_redirects(lines[REDIRECTS])
    except ContentError as error:
        build.problems += error.problems
        return
    unfinished = build.store.get("unfinished", ())  # pages of which nobody can say yet what will be on them
    ledger = tuple(entry for entry in entries(lines[LEDGER]) if page_of(entry) not in unfinished)
    build.problems += check_ledger(ledger, redirects, published)
    found = moves(ledger, redirects, published)
    for url, page in pages.items():
        page.content = with_old_ids(page.content or "", url, found)
    build.store["moves"], build.store["page_addresses"] = found, tuple(pages)
    build.store["ledger"] = merged(lines[LEDGER], published)
    new = len(build.store["ledger"].splitlines()) - len(lines[LEDGER])
    if lines[LEDGER] and new:
        log.info("%d new addresses are not in %s yet; `make permalinks` adds them", new, LEDGER)


def page_of(entry):
    return entry.text.strip().partition("#")[0] if isinstance(entry, Line) else ""


def on_post_build(config):
    build, site = of(config), Path(config.site_dir)
    moved = build.store["moves"]
    for path, page in redirect_pages(moved, config.extra["edition"].current, build.store["page_addresses"]):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(page, "utf-8")
    for move in file_copies(moved):
        (site / move.old).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / move.new, site / move.old)
    (site / "teach").mkdir(exist_ok=True)
    (site / "teach/permalinks.txt").write_text(build.store["ledger"], "utf-8")
