"""Bare pages for other people's iframes: one section, attention map, chart or drawing, cut out of the page that shows it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit, urlunsplit

from .depths import Assembly
from .headings import Heading
from .links import ids_in
from .permalinks import figure_embed, section_embed
from .redirects import relative

FIGURE = re.compile(
    r'<figure class="(?:heatmap"[^>]*\bdata-heatmap="(?P<heatmap>[^"]+)"|chart"[^>]*\bdata-chart="(?P<chart>[^"]+)"'
    r'|drawing" id="drawing-(?P<drawing>[^"]+?)(?:-\d+)?")'
    r".*?</figure>",
    re.DOTALL,
)
FIGURE_ID = re.compile(r'\bid="(?P<id>[^"]+)"')
FIGURE_TITLE = re.compile(r"<figcaption><strong[^>]*>(?P<title>.*?)</strong>", re.DOTALL)
LIMITED_TO_DEPTHS = re.compile(r' data-depths="[^"]*"')
HEADING = re.compile(
    r'<(?:div class="anchors">(?:<span[^>]*></span>)*</div>\s*<)?h[1-6][^>]*\bid="(?P<id>[^"]+)"'
)
BACK_MATTER = re.compile(r'<div class="footnote">|<p class="moved"')
LINK = re.compile(r'(?P<head><(?:a|img|source|iframe|figure)\b[^<>]*?\s(?:href|src|data-artifact)=")(?P<url>[^"]*)"')
TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Embed:
    """One bare page: its address, what it shows, and the address of the same thing in its page."""

    address: str
    title: str
    origin: str
    content: str


def sections(assembly: Assembly) -> list[Heading]:
    """The headings of a page whose sections can be embedded: those of pages that explain, not of lists and guides."""
    explains = assembly.topics or assembly.meta.get("kind", "guide") != "guide"
    return [heading for heading in assembly.headings if heading.level in (2, 3)] if explains else []


def addresses(page: str, html: str, sections: Iterable[Heading]) -> list[str]:
    """The addresses of the embeds that a page gives."""
    figures = (_figure_address(match) for match in FIGURE.finditer(html))
    return [*dict.fromkeys(figures), *(section_embed(page, heading.id) for heading in sections)]


def _figure_address(match: re.Match[str]) -> str:
    return figure_embed(match.lastgroup or "", match[match.lastgroup or 0])


def embeds(page: str, html: str, sections: Sequence[Heading]) -> Iterator[Embed]:
    """Every embed of the page at the address `page`, whose content is `html`: its figures and `sections`."""
    seen: set[str] = set()
    for match in FIGURE.finditer(html):
        address = _figure_address(match)
        if address in seen:
            continue
        seen.add(address)
        figure = LIMITED_TO_DEPTHS.sub("", match[0], count=1)
        title = FIGURE_TITLE.search(figure)
        place = FIGURE_ID.search(figure)
        yield _embed(
            address,
            _words(title["title"]) if title else page,
            f"{page}#{place['id']}" if place else page,
            figure,
        )
    starts: dict[str, int] = {}
    for found in HEADING.finditer(html):
        starts.setdefault(found["id"], found.start())
    end = back.start() if (back := BACK_MATTER.search(html)) else len(html)
    for position, heading in enumerate(sections):
        if heading.id not in starts:
            continue
        later = (starts[h.id] for h in sections[position + 1 :] if h.level <= heading.level and h.id in starts)
        part = html[starts[heading.id] : next(later, end)]
        yield _embed(section_embed(page, heading.id), heading.title, f"{page}#{heading.id}", part)


def _embed(address: str, title: str, origin: str, part: str) -> Embed:
    page = origin.partition("#")[0]
    ids = ids_in(part)

    def moved(match: re.Match[str]) -> str:
        url = unescape(match["url"])
        inside = url.startswith("#") and url[1:] in ids
        target = ' target="_self"' if inside and match["head"].startswith("<a") else ""
        return f'{match["head"]}{escape(url if inside else rebased(url, page, address))}"{target}'

    return Embed(address, title, origin, LINK.sub(moved, part))


def rebased(url: str, page: str, embed: str) -> str:
    """A link of the page at `page` as the page at `embed` has to write it; links to elsewhere stay."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc:
        return url
    path = posixpath.normpath(posixpath.join("/", page, parts.path)).lstrip("/") if parts.path else page
    if path in ("", "."):
        path = ""
    elif parts.path.endswith(("/", "..", ".")) and not path.endswith("/"):
        path += "/"
    return relative(path, embed) + urlunsplit(("", "", "", parts.query, parts.fragment))


def style_sheets(files: Collection[str], own: Iterable[str]) -> list[str]:
    """The style sheets of a page below the site's root: the theme's, then `own`. `files` are the paths of all files."""
    theme = [path for path in sorted(files) if re.fullmatch(r"assets/stylesheets/(?:main|palette)\.\w+\.min\.css", path)]
    return [*theme, *own, "assets/stylesheets/embed.css"]


def compact(css: str) -> str:
    """A style sheet without comments and line breaks, to stand in a page."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()


def _words(html: str) -> str:
    return unescape(TAGS.sub("", html)).strip().rstrip(".")
