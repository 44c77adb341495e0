"""MkDocs adapter: puts the timeline of works into the page that asks for it."""

from __future__ import annotations

from explainer.build import of
from explainer.citations import PAGE
from explainer.problem import ContentError
from explainer.text import decode, split_lines
from explainer.timeline import PATH, check_timeline, insert_timeline, load_timeline, place_timelines
from mkdocs.utils import get_relative_url


def on_page_markdown(markdown, page, config, files):
    build = of(config)
    return build.rewrite(page.file.src_uri, place_timelines) if page.file.src_uri in build.lines else None


def on_page_content(html, page, config, files):
    build = of(config)
    bibliography = build.store.get("bibliography")
    if bibliography is None or "\ue000timeline\ue000" not in html:
        return None
    try:
        works = load_timeline(split_lines(PATH, decode(PATH, build.read(PATH) or b"")))
    except ContentError as error:
        build.problems += error.problems
        return None
    problems = list(check_timeline(works, bibliography))
    build.problems += problems
    if problems:
        return None
    return insert_timeline(html, works, bibliography, get_relative_url(files.get_file_from_path(PAGE).url, page.url))
