"""MkDocs adapter: every view of every page goes through the attribution lint. Also its command line."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from explainer.lint.cli import main

    gc.freeze()  # patterns and tables live as long as the process
    gc.set_threshold(50_000)  # a check makes many small objects that live for one text only
    sys.exit(main())

from explainer.build import of
from explainer.lint import check_bibliography, check_page, check_texts, rule_index, rule_page
from explainer.lint.rule import RULES
from explainer.lint.site import check_notebook
from explainer.text import decode
from mkdocs.structure.files import File


def on_files(files, config):
    """A page for each rule; the texts of the figures and of the site itself are judged here."""
    for code in RULES:
        files.append(File.generated(config, f"rules/{code}.md", content=rule_page(code)))
    files.append(File.generated(config, "rules/index.md", content=rule_index()))
    build = of(config)
    source = Path(config.config_file_path).read_text("utf-8")
    texts = {"name": config.site_name or "", "description": config.site_description or ""}
    build.problems += check_texts(Path(config.config_file_path).name, texts, source)
    for file in files:
        if file.src_uri.startswith("attention/") and file.src_uri.endswith(".json"):
            source = file.content_string
            try:
                artifact = json.loads(source)
            except ValueError:  # the figures' own hook says what is wrong with it
                continue
            texts = {field: artifact[field] for field in ("title", "alt", "caption", "task") if isinstance(artifact.get(field), str)}
            build.problems += check_texts(build.path_of(file), texts, source)
            build.store.setdefault("figure_sources", {})[Path(file.src_uri).stem] = artifact


def on_page_markdown(markdown, page, config, files):
    build, name = of(config), page.file.src_uri
    if name.endswith(".ipynb"):
        build.problems += check_notebook(build.path_of(page.file), decode(name, page.file.content_bytes))
    elif name in build.pages and not name.startswith("rules/"):
        bibliography = build.store.get("bibliography")
        build.problems += check_page(build.pages[name].views, bibliography, build.store.get("figure_sources"))


def on_env(env, config, files):
    """Once all citations are known, the bibliography is held against the reviewed facts."""
    build = of(config)
    if "bibliography" in build.store:
        cited = {key for keys in build.store.get("cited", {}).values() for key in keys}
        build.problems += check_bibliography(build.store["bibliography"], cited or None)
