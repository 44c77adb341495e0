"""What serves an address that has moved: a small page, an empty element, a note, or a copy of a file.

mkdocs-redirects would serve pages only, and not their query, their sections or their depths.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from html import escape

from .permalinks import AT_DEPTH, Move

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="This address has moved.">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<script src="{root}assets/javascripts/redirect.js" data-to="{to}" data-anchors="{anchors}"></script>
<noscript><meta http-equiv="refresh" content="0; url={to}"></noscript>
</head>
<body>
<h1>Moved</h1>
<p>This address has moved to <a href="{to}">{to}</a>.</p>
</body>
</html>
"""


def redirect_pages(moves: Iterable[Move], site: str, exists: Iterable[str]) -> Iterator[tuple[str, str]]:
    """File and HTML of a page at every address of a page that is gone; `site` is the site's own address.

    `exists` lists the pages that are there. A page takes with it the sections that were on it.
    """
    moves, exists = tuple(moves), set(exists)
    gone = {move.old: move.new for move in moves if "#" not in move.old and move.old.endswith("/")}
    for move in moves:
        page, mark, _ = move.old.partition("#")
        if mark and page not in exists:
            gone.setdefault(page, move.new.partition("#")[0])
    for old, new in gone.items():
        anchors = {
            move.old.partition("#")[2]: relative(move.new, old)
            for move in moves
            if move.old.startswith(f"{old}#") and move.new != f"{new}#{move.old.partition('#')[2]}"
        }
        yield f"{old}index.html", PAGE.format(
            title="Moved",
            canonical=escape(site + new),
            root=escape(relative("", old)),
            to=escape(relative(new, old)),
            anchors=escape(json.dumps(anchors)),
        )


def file_copies(moves: Iterable[Move]) -> Iterator[Move]:
    """Files that are not pages: a static host can only serve them again, at their old address too."""
    return (move for move in moves if "#" not in move.old and not move.old.endswith("/") and move.old)


def with_old_ids(html: str, page: str, moves: Iterable[Move]) -> str:
    """A page's content with the ids that it used to have, where their sections stand now.

    The id of a section also joins those that its topics answer to, so that `#old-technical` opens them at that depth.
    A section that has left the page leaves a note with a link at its end.
    """
    left: list[str] = []
    for move in moves:
        old_page, mark, old = move.old.partition("#")
        new_page, _, new = move.new.partition("#")
        if not mark or old_page != page:
            continue
        if new_page == page and new:
            html = _with_alias(html, old, new)
        else:
            left.append(
                f'<p class="moved" id="{escape(old)}">This section has moved: '
                f'<a href="{escape(relative(move.new, page))}">read it at its new place</a>.</p>'
            )
    return html + "".join(left)


def _with_alias(html: str, old: str, new: str) -> str:
    anchor = f'<div class="anchors"><span id="{escape(old)}"></span></div>'
    at_depth = AT_DEPTH.fullmatch(new)
    section = at_depth["section"] if at_depth else new
    places = (
        rf'<div class="depths"[^>]*\bdata-anchor="{re.escape(section)}"' if at_depth else None,
        rf'<(?:h[1-6]|figure)\b[^>]*\bid="{re.escape(section)}"',
        rf'<[a-z][^>]*\bid="{re.escape(new)}"',
    )
    found = next((match for pattern in places if pattern and (match := re.search(pattern, html))), None)
    if found:
        html = html[: found.start()] + anchor + html[found.start() :]
    if at_depth:
        return html
    return re.sub(
        rf'(<div class="depths"[^>]*\bdata-section=")((?:[^"]* )?{re.escape(new)}(?: [^"]*)?")',
        lambda match: f"{match[1]}{escape(old)} {match[2]}",
        html,
    )


def relative(address: str, page: str) -> str:
    """An address below the site's as a link from the page at `page`, for example `../insight/#the-insight`."""
    path, mark, fragment = address.partition("#")
    base = page if page.endswith("/") or not page else posixpath.dirname(page)
    way = posixpath.relpath("/" + path, "/" + base)
    if path.endswith("/") or not path:
        way = "./" if way == "." else f"{way}/"
    return way + mark + fragment
