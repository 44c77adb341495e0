"""MkDocs adapter: puts charts of the lab's measurements into pages."""

from __future__ import annotations

from explainer.build import of
from explainer.charts import FOLDER, insert_charts, load_chart, place_charts
from explainer.problem import ContentError
from mkdocs.utils import get_relative_url


def on_files(files, config):
    build = of(config)
    charts = build.store["charts"] = {}
    for file in files:
        path = build.path_of(file)
        if path.startswith(f"{FOLDER}/") and path.endswith(".yml"):
            try:
                chart = load_chart(path, file.content_bytes, build.read)
            except ContentError as error:
                build.problems += error.problems
            else:
                charts[chart.id] = chart
    return files


def on_page_markdown(markdown, page, config, files):
    build = of(config)
    if page.file.src_uri not in build.lines:
        return None

    def step(lines):
        placed, problems, used = place_charts(lines, build.store["charts"])
        build.store.setdefault("placed charts", {})[page.file.src_uri] = used
        return placed, problems

    return build.rewrite(page.file.src_uri, step)


def on_page_content(html, page, config, files):
    placed = of(config).store.get("placed charts", {}).get(page.file.src_uri, [])
    return insert_charts(html, placed, get_relative_url("", page.url) + "/")
