"""MkDocs adapter: writes the bare pages below embed/ that other sites put into an iframe."""

from __future__ import annotations

from pathlib import Path

from explainer.build import of
from explainer.bundle import bundle
from explainer.embeds import addresses, compact, embeds, sections, style_sheets
from explainer.redirects import relative

SCRIPT = "assets/javascripts/embed.js"
STYLE_SHEET = "assets/stylesheets/embed.bundle.css"  # in the folder of the sheets that it is made of
# All that a map needs of them. It stands in the page of a map, so that the first paint waits for nothing else.
MAP_STYLE = ("embed-map", "tokens", "text", "maths", "glossary", "heatmap", "print", "embed")


def on_env(env, config, files):
    build = of(config)
    pages = [files.get_file_from_path(uri).page for uri in build.pages]
    found = (addresses(page.url, page.content or "", sections(build.pages[page.file.src_uri])) for page in pages)
    build.store["embed_addresses"] = [address for some in found for address in some]
    build.store["env"] = env
    build.store["style_sheets"] = style_sheets([file.dest_uri for file in files], config.extra_css)


def on_page_context(context, page, config, nav):
    build = of(config)
    assembly = build.pages.get(page.file.src_uri)
    made = build.store.setdefault("embeds", {})
    found = list(embeds(page.url, page.content or "", sections(assembly))) if assembly else []
    for embed in found:
        made.setdefault(embed.address, (embed, page.title))
    context["page_embeds"] = [(relative(embed.address, page.url), embed.title) for embed in found]
    return context


def on_post_build(config):
    build, site = of(config), Path(config.site_dir)
    template = build.store["env"].get_template("embed.html")
    map_style = compact("\n".join((site / f"assets/stylesheets/{name}.css").read_text("utf-8") for name in MAP_STYLE))
    for embed, page_title in build.store.get("embeds", {}).values():
        path = site / embed.address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        page = template.render(
            config=config,
            embed=embed,
            page_title=page_title,
            canonical=config.extra["edition"].current + embed.origin,
            origin=relative(embed.origin, embed.address),
            root=relative("", embed.address),
            style_sheet=STYLE_SHEET,
            map_style=map_style if embed.address.startswith("embed/heatmap/") else "",
        )
        path.write_text(page, "utf-8")
    bundled = bundle(SCRIPT, lambda path: (site / path).read_text("utf-8"))
    (site / "assets/javascripts/embed.bundle.js").write_text(bundled, "utf-8")
    sheets = ((site / path).read_text("utf-8") for path in build.store["style_sheets"])
    (site / STYLE_SHEET).write_text("\n".join(sheets), "utf-8")
