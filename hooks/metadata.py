"""MkDocs adapter: what a page says about itself to programs, how it is cited, and which edition it belongs to."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from urllib.parse import urljoin

from explainer.build import of
from explainer.catalog import counts
from explainer.citations import reference
from explainer.edition import apa, bibtex, edition, ris
from explainer.metadata import About, Depth, head, llms_txt, printed_works
from explainer.views import DEFAULT_FOCUS, DEPTHS

GIT = ["git", "log", "-1", "--format=%h %ct"]


def on_config(config):
    build = of(config)
    citation_file = (build.read("CITATION.cff") or b"").decode("utf-8")
    config.extra["edition"] = edition(
        citation_file, os.environ, last_commit(build.root), int(time.time()), config.site_url or "/"
    )


def last_commit(root):
    if not (root / ".git").exists():
        return None
    try:
        said = subprocess.run(GIT, cwd=root, capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return None
    return said[0], int(said[1])


def on_page_context(context, page, config, nav):
    build, uri = of(config), page.file.src_uri
    site = config.site_url or "/"
    address = urljoin(site, page.url)
    page.canonical_url = urljoin(config.extra["edition"].current, page.url)
    assembly = build.pages.get(uri)
    summary = str(page.meta.get("description") or config.site_description)
    title = str(page.meta.get("title") or page.title)
    facts = (title, config.site_name, address, config.extra["edition"])
    about = About(
        title=title,
        summary=summary,
        address=address,
        site=config.site_name,
        site_address=site,
        image=urljoin(site, card) if (card := build.store.get("cards", {}).get(uri)) else "",
        edition=config.extra["edition"],
        depths=tuple(depths_of(build, assembly, address)) if assembly and assembly.topics else (),
        works=tuple(works_of(build, uri)),
    )
    context["about"] = {"head": head(about), "apa": apa(*facts), "bibtex": bibtex(*facts), "ris": ris(*facts)}
    context["about"]["works"] = printed_works(reference(work) for work in cited(build, uri))
    return context


def depths_of(build, assembly, address):
    objectives = build.store.get("objectives")
    minutes = {view: found["minutes"] for view, found in counts(assembly).items()}
    for depth in DEPTHS:
        goals = [objectives.topics.get(topic.snippet.topic) for topic in assembly.topics] if objectives else []
        teaches = tuple(text for goal in goals if goal for text in goal.objectives.get(depth, ()))
        yield Depth(depth, f"{address}?depth={depth}", minutes[f"{depth}-{DEFAULT_FOCUS}"], teaches)


def works_of(build, uri):
    for work in cited(build, uri):
        url = work.url or (f"https://doi.org/{work.doi}" if work.doi else "")
        yield work.title, url or (f"https://arxiv.org/abs/{work.arxiv}" if work.arxiv else "")


def cited(build, uri):
    entries = build.store["bibliography"].entries if "bibliography" in build.store else {}
    return [entries[key] for key in build.store.get("cited", {}).get(uri, ()) if key in entries]


def on_post_build(config):
    site = Path(config.site_dir)
    catalogue = json.loads((site / "catalog.json").read_text("utf-8"))
    (site / "llms.txt").write_text(llms_txt(catalogue, config.site_description), "utf-8")
