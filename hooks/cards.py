"""MkDocs adapter: makes the images of link previews."""

from __future__ import annotations

from pathlib import Path

from explainer.build import of
from explainer.cards import card
from explainer.directives import Directive, find


def on_page_context(context, page, config, nav):
    build = of(config)
    name = f"assets/cards/{page.url.strip('/').replace('/', '-') or 'home'}.png"
    build.store.setdefault("cards", {})[page.file.src_uri] = name
    build.store.setdefault("card_titles", {})[name] = (str(page.meta.get("title") or page.title), first_map(build, page))


def first_map(build, page):
    assembly = build.pages.get(page.file.src_uri)
    shown = find(assembly.view().lines, "heatmap") if assembly else ()
    known = build.store.get("artifacts", {})
    maps = (known[found.argument] for found in shown if isinstance(found, Directive) and found.argument in known)
    return next((artifact.weights[0, 0].tolist() for artifact in maps), [])


def on_post_build(config):
    build = of(config)
    if build.serving:  # nobody previews a link to a site under work
        return
    folder = Path(config.docs_dir, "assets/fonts")
    fonts = (folder / "source-serif-4.woff2", folder / "source-sans-3.woff2")
    for name, (title, weights) in build.store.get("card_titles", {}).items():
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(card(title, config.site_name, weights, *fonts))
