"""Links from page to page: each must lead to a page, a file or an element that exists."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from .problem import Problem
from .text import Line, mask_inline_code, with_code_flag

LINK = re.compile(
    r"(?<!\\)\]\(\s*<?(?P<inline>[^)\s>]+)"  # [text](target
    r"|^ {0,3}\[[^\]]+\]:\s*<?(?P<defined>[^\s>]+)"  # [name]: target
    r"|\b(?:href|src)=[\"'](?P<html>[^\"']+)"  # <a href="target"
)
NAMED_PAGE = re.compile(r"\bpage:\s*[\"']?(?P<page>[^\s,}\"']+)")  # in front matter, as the home page leads on
ELEMENT_ID = re.compile(r"""<[a-z][^>]*?\sid=["']([^"']+)["']""", re.IGNORECASE)


@lru_cache(maxsize=1024)  # pages and their sections, asked by several hooks
def ids_in(html: str) -> frozenset[str]:
    """The ids of a page's elements."""
    return frozenset(ELEMENT_ID.findall(html))


def check_links(
    lines: Iterable[Line],
    page: str,
    addresses: Mapping[str, str],
    files: Collection[str],
    ids: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    """A problem for every link of a page that leads nowhere on this site.

    `page` is the page's path below docs/, `addresses` gives the published path of every page, `files` lists all
    other files, `ids` gives the ids on each page. Links to other sites are not looked at.
    """
    pages = {address.rstrip("/"): source for source, address in addresses.items()}
    for line, code in with_code_flag(lines):
        for match in () if code else LINK.finditer(mask_inline_code(line.text)):
            kind = match.lastgroup or "inline"
            problem = _fault(unquote(match[kind]), kind == "html", page, addresses, pages, files, ids)
            if problem:
                yield line.problem("LNK001", *problem, match.start(kind))


def check_named_pages(front_matter: Iterable[Line], addresses: Iterable[str]) -> Iterator[Problem]:
    """A problem for every `page: address/` in a page's front matter that is no published address of a page."""
    known = set(addresses)
    for line in front_matter:
        for match in NAMED_PAGE.finditer(line.text):
            if match["page"] not in known:
                near = get_close_matches(match["page"], known, 1)
                hint = f"did you mean `{near[0]}`?" if near else "name the address of a page, such as `explain/insight/`"
                yield line.problem("LNK001", f"`{match['page']}` leads to nothing", hint, match.start("page"))


def _fault(
    link: str,
    is_html: bool,
    page: str,
    addresses: Mapping[str, str],
    pages: Mapping[str, str],
    files: Collection[str],
    ids: Mapping[str, Collection[str]],
) -> tuple[str, str] | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith("\ue000"):
        return None
    target = page
    if parts.path:
        base = addresses[page] if is_html else posixpath.dirname(page)
        path = posixpath.normpath(posixpath.join("/", base, parts.path)).lstrip("/")
        target = path if path in addresses else pages.get("" if path == "." else path, "")
        if not target:
            if path in files:
                return None
            near = get_close_matches(path, [*addresses, *files], 1)
            return f"`{link}` leads to nothing", f"did you mean `{near[0]}`?" if near else "mend or remove the link"
    if parts.fragment and parts.fragment not in ids.get(target, ()) and not parts.fragment.startswith("fig-"):
        near = get_close_matches(parts.fragment, ids.get(target, ()), 1)
        hint = f"did you mean `#{near[0]}`?" if near else "name the id of a heading, or of a heading and a depth"
        return f"`{target}` has no `#{parts.fragment}`", hint
    return None
