"""What a page says about itself to programs: link previews, search engines, reference managers, language models."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from markdown import markdown

from .edition import Edition

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Depth:
    """A page at one depth, as a resource to learn from."""

    name: str
    address: str
    minutes: int
    teaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """A page. `depths` is empty for one without depths, `works` are the cited ones as (title, address)."""

    title: str
    summary: str
    address: str
    site: str
    site_address: str
    image: str
    edition: Edition
    depths: tuple[Depth, ...]
    works: tuple[tuple[str, str], ...]


def head(about: About) -> str:
    """The elements for the page's head."""
    graph = {
        "og:type": "article" if about.depths else "website",
        "og:site_name": about.site,
        "og:title": about.title,
        "og:description": about.summary,
        "og:url": about.address,
        "og:locale": "en",
    }
    card = {"twitter:card": "summary"}
    if about.image:
        graph |= {"og:image": about.image, "og:image:width": "1200", "og:image:height": "630", "og:image:alt": about.title}
        card = {"twitter:card": "summary_large_image"}
    citation = {
        "citation_title": about.title,
        "citation_author": about.edition.authors,
        "citation_publication_date": about.edition.day.strftime("%Y/%m/%d"),
        "citation_public_url": about.address,
        "citation_publisher": about.site,
        "citation_language": "en",
    }
    elements = [f'<meta property="{name}" content="{escape(value)}">' for name, value in graph.items()]
    elements += [f'<meta name="{name}" content="{escape(value)}">' for name, value in (card | citation).items()]
    if about.depths:
        data = json.dumps(learning_resource(about), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        elements.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(elements)


def learning_resource(about: About) -> dict[str, Any]:
    """The page as a schema.org LearningResource, with one part for each depth."""
    common = {"inLanguage": "en", "license": LICENCE, "isAccessibleForFree": True}
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": about.title,
        "description": about.summary,
        "url": about.address,
        **common,
        "learningResourceType": "explanation",
        "educationalLevel": [depth.name for depth in about.depths],
        "teaches": [goal for depth in about.depths for goal in depth.teaches],
        "timeRequired": _duration(sorted(depth.minutes for depth in about.depths)[len(about.depths) // 2]),
        "version": about.edition.version,
        "dateModified": about.edition.day.isoformat(),
        "author": {"@type": "Organization", "name": about.edition.authors},
        "isPartOf": {"@type": "WebSite", "name": about.site, "url": about.site_address},
        "citation": [
            {"@type": "CreativeWork", "name": title} | ({"url": address} if address else {})
            for title, address in about.works
        ],
        "hasPart": [
            {
                "@type": "LearningResource",
                "name": f"{about.title} ({depth.name})",
                "url": depth.address,
                **common,
                "educationalLevel": depth.name,
                "timeRequired": _duration(depth.minutes),
                "teaches": list(depth.teaches),
                "encoding": {
                    "@type": "MediaObject",
                    "encodingFormat": "text/markdown",
                    "contentUrl": f"{about.address}{depth.name}-both.md",
                },
            }
            for depth in about.depths
        ],
    }


def printed_works(references: Iterable[str]) -> str:
    """References, given as Markdown, as a list for paper, where no link can be followed."""
    return "".join(f"<li>{_as_html(text)}</li>" for text in references)


@lru_cache(maxsize=1024)  # most works are cited on several pages
def _as_html(text: str) -> str:
    return markdown(text, extensions=["attr_list"])


def _duration(minutes: int) -> str:
    return f"PT{minutes}M"


def llms_txt(catalogue: Mapping[str, Any], summary: str) -> str:
    """The site's plain texts as a list for language models (llmstxt.org): a title, a summary, links to Markdown."""
    return "\n".join(_llms_lines(catalogue, summary)) + "\n"


def _llms_lines(catalogue: Mapping[str, Any], summary: str) -> Iterator[str]:
    yield f"# {catalogue['site']}\n"
    yield f"> {' '.join(summary.split())}\n"
    yield (
        "Each page exists at three depths (conceptual, intermediate, technical) and with three focuses (original: the "
        "attention of Bahdanau, Cho and Bengio, 2014; modern: transformers; both). The address of a page followed by "
        "DEPTH-FOCUS.md is its text as Markdown with references."
    )
    pages: Iterable[Mapping[str, Any]] = [page for page in catalogue["pages"] if page["views"]]
    for depth in catalogue["depths"]:
        yield f"\n## {depth.capitalize()}\n"
        for page in pages:
            yield f"- [{page['title']}]({page['address']}{depth}-both.md): {page['summary']}"
    yield "\n## Optional\n"
    yield f"- [Catalogue]({catalogue['address']}catalog.json): every page, section and view as JSON"
    yield f"- [References]({catalogue['address']}references.bib): every cited work as BibTeX"
