"""MkDocs adapter: puts attention maps into pages, from the artifacts in docs/attention/."""

from __future__ import annotations

from explainer.build import of
from explainer.heatmap.place import insert_figures, load_all, place_figures, unknown_references
from explainer.heatmap.table import data_file
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url


def on_files(files, config):
    build = of(config)
    stored = [file for file in files if file.src_uri.startswith("attention/") and file.src_uri.endswith(".json")]
    artifacts = load_all(
        ((build.path_of(file), file.content_bytes) for file in stored),
        exists=lambda path: (build.root / path).is_file(),
        problems=build.problems,
    )
    build.store |= {"artifacts": artifacts, "figures": {}}
    if "bibliography" in build.store:
        build.problems += unknown_references(artifacts.values(), build.store["bibliography"].entries)
    for artifact in artifacts.values():
        if address := data_file(artifact):
            files.append(File.generated(config, address, content=artifact.data))
    return files


def on_page_markdown(markdown, page, config, files):
    build = of(config)
    if page.file.src_uri not in build.lines:
        return None

    def step(lines):
        placed, problems, build.store["figures"][page.file.src_uri] = place_figures(lines, build.store["artifacts"])
        return placed, problems

    return build.rewrite(page.file.src_uri, step)


def on_page_content(html, page, config, files):
    build = of(config)
    figures = build.store["figures"].get(page.file.src_uri)
    if not figures:
        return None
    entries = build.store["bibliography"].entries if "bibliography" in build.store else {}
    works = {key: f"{entry.short}, {entry.year}" for key, entry in entries.items()}
    to_root = get_relative_url("", page.url) + "/"
    return insert_figures(html, figures, to_root, works)
