"""MkDocs adapter: citations become links, and the bibliography becomes the page of references."""

from __future__ import annotations

from functools import partial

from explainer.build import of
from explainer.citations import (
    PAGE,
    cite,
    cite_in_notebook,
    cited_keys,
    load_bibliography,
    name_citing_pages,
    path_from,
    references_page,
)
from explainer.problem import ContentError
from explainer.text import decode
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url


def on_files(files, config):
    build, path = of(config), "docs/references.bib"
    build.store["cited"] = {}
    try:
        build.store["bibliography"] = load_bibliography(path, decode(path, build.read(path) or b""))
    except ContentError as error:
        build.problems += error.problems
        return
    files.append(File.generated(config, PAGE, content=references_page(build.store["bibliography"])))


def on_page_markdown(markdown, page, config, files):
    build, name = of(config), page.file.src_uri
    if name not in build.lines or "bibliography" not in build.store:
        return None
    build.store["cited"][name] = cited_keys(build.lines[name])
    step = partial(cite, bibliography=build.store["bibliography"], url_of_references=path_from(name))
    return build.rewrite(name, step)


def on_page_content(html, page, config, files):
    build, name = of(config), page.file.src_uri
    if not name.endswith(".ipynb") or "bibliography" not in build.store:
        return None
    url = get_relative_url(files.get_file_from_path(PAGE).url, page.url)
    html, build.store["cited"][name], problems = cite_in_notebook(
        html, build.store["bibliography"], url, build.path_of(page.file), page.file.content_string
    )
    build.problems += problems
    return html


def on_env(env, config, files):
    """Once every page is rendered, the references know where they are cited."""
    references = files.get_file_from_path(PAGE)
    if references is None:
        return
    citing = {}
    for name, keys in of(config).store["cited"].items():
        page = files.get_file_from_path(name).page
        for key in keys:
            citing.setdefault(key, []).append((get_relative_url(page.url, references.page.url), str(page.title)))
    references.page.content = name_citing_pages(references.page.content, citing)
