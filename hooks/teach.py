"""MkDocs adapter: fills the tables for teachers, once every page is known."""

from __future__ import annotations

from explainer.build import of
from explainer.objectives import PATH, load_objectives
from explainer.permalinks import figure_embed
from explainer.problem import ContentError
from explainer.teaching import SYLLABI, chapter, load_syllabi, syllabi_html, tables, topic_places
from explainer.text import decode, split_lines
from mkdocs.utils import get_relative_url

MARKS = ("<!-- sections -->", "<!-- syllabi -->")
ADDRESS = "https://SITE/"  # stands for the site's own


def on_page_content(html, page, config, files):
    return html.replace(ADDRESS, config.site_url or "/")


def on_nav(nav, config, files):
    of(config).store["reading_order"] = [page.file.src_uri for page in nav.pages]


def titles(store):
    for kind, name in (("heatmap", "artifacts"), ("chart", "charts")):
        yield from ((kind, id, made.title) for id, made in store[name].items())
    yield from (("drawing", name, draw().title) for name, draw in store["diagrams"].items())


def on_env(env, config, files):
    build = of(config)
    shown = [f.page for f in files.documentation_pages() if f.page.content and any(m in f.page.content for m in MARKS)]
    lines = {path: split_lines(path, decode(path, build.read(path) or b"")) for path in (PATH, SYLLABI)}
    order = dict.fromkeys([*build.store["reading_order"], *sorted(build.pages)])
    order = [uri for uri in order if uri in build.pages and build.pages[uri].topics]
    pages = [files.get_file_from_path(uri).page for uri in order]
    figures = {figure_embed(kind, id): title for kind, id, title in titles(build.store)}
    try:
        objectives = load_objectives(lines[PATH], build.topics())
        chapters = [chapter(str(p.title), p.url, build.pages[p.file.src_uri], objectives, figures) for p in pages]
        syllabi = load_syllabi(lines[SYLLABI], (row.address for chapter in chapters for row in chapter.rows))
    except ContentError as error:
        build.problems += error.problems
        build.store["unfinished"] = {page.url for page in shown}
        return
    build.store["objectives"] = objectives
    places = topic_places((page.url, build.pages[page.file.src_uri]) for page in pages)
    for page in shown:
        root = get_relative_url("", page.url).rstrip("/") + "/"
        made = (tables(chapters, places, root), syllabi_html(syllabi, chapters, root))
        for mark, html in zip(MARKS, made, strict=True):
            page.content = page.content.replace(mark, html)
