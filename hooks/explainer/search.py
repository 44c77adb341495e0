"""Search entries of a page: one for each section and depth, so that a hit can say its depth and open it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from .elements import TAG, attributes
from .views import DEPTHS

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
UNSEEN = frozenset({"script", "style", "annotation", "svg", "button", "template", "math"})
INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup"})
TEXTLESS = frozenset({"math", "script", "style"})  # nothing of theirs is read, and they hold none of their kind
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass
class Entry:
    """What the search index holds about one place: address below the page, title, words."""

    anchor: str
    title: str
    words: list[str] = field(default_factory=list)

    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words)).strip()


@lru_cache(maxsize=256)  # while serving, most pages stay as they are
def entries(page_url: str, page_title: str, html: str) -> list[dict[str, str]]:
    """The entries of a page's content, in the form of MkDocs' search index: location, title, text."""
    reader = _Reader(page_title)
    reader.read(html)
    return [
        {"location": page_url + (f"#{entry.anchor}" if entry.anchor else ""), "title": entry.title, "text": entry.text()}
        for entry in reader.entries
        if entry.text() or not entry.anchor
    ]


class _Reader:
    """Follows headings and depth tabs, and files each word under the place where a reader finds it."""

    def __init__(self, page_title: str):
        self.entries = [Entry("", page_title)]
        self.section = self.entries[0]  # the last entry outside depth tabs
        self.entry = self.section
        self.heading: Entry | None = None
        self.open: list[tuple[str, str]] = []  # element, and what it is to us
        self.anchor = ""
        self.panels = 0

    def read(self, html: str) -> None:
        end = 0
        while match := TAG.search(html, end):
            if match.start() > end:
                self.handle_data(html[end : match.start()])
            end = match.end()
            if not match["name"]:  # a comment
                continue
            tag = match["name"].lower()
            if match["end"]:
                self.handle_endtag(tag)
            elif tag in TEXTLESS and (close := html.find(f"</{tag}>", end)) >= 0:
                self.entry.words.append(" ")
                end = close + len(f"</{tag}>")
            elif tag in VOID:
                self.entry.words.append(" ")
            else:
                self.handle_starttag(tag, attributes(match["written"]))
                if match["written"].endswith("/"):
                    self.handle_endtag(tag)
        self.handle_data(html[end:])

    def handle_starttag(self, tag: str, given: dict[str, str]) -> None:
        classes = given.get("class", "").split()
        role = ""
        if tag in UNSEEN or "data-search-exclude" in given or {"right", "wrong"} & set(classes) or "tabbed-labels" in classes:
            role = "unseen"
        elif tag == "table" and any(kind == "figure" for _, kind in self.open):
            role = "unseen"
        elif tag == "figure":
            role = "figure"
        elif "depths" in classes:
            role, self.anchor, self.panels = "depths", given.get("data-anchor", ""), 0
        elif "tabbed-block" in classes and self.open_role("depths"):
            role = "panel"
            depth = DEPTHS[min(self.panels, len(DEPTHS) - 1)]
            self.panels += 1
            self.begin(f"{self.anchor}-{depth}", self.section.title, depth)
        elif tag in HEADINGS and given.get("id"):
            role = "heading"
            if tag == "h1":
                self.entry.title = ""
                self.heading = self.entry
            else:
                self.heading = self.begin(given["id"], "", "")
        self.open.append((tag, role))

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self.open):
            return
        if tag not in INLINE:
            self.entry.words.append(" ")
        while self.open:
            name, role = self.open.pop()
            if role == "heading" and self.heading:
                self.heading.title = re.sub(r"\s+", " ", self.heading.title).strip() + self.depth_suffix()
                self.heading = None
            if role == "depths":
                self.entry = self.section
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.open_role("unseen"):
            return
        data = unescape(data)
        if self.heading:
            self.heading.title += data
        else:
            self.entry.words.append(data)

    def open_role(self, role: str) -> bool:
        return any(kind == role for _, kind in self.open)

    def depth_suffix(self) -> str:
        return f" ({DEPTHS[self.panels - 1]})" if self.open_role("panel") else ""

    def begin(self, anchor: str, title: str, depth: str) -> Entry:
        self.entry = Entry(anchor, f"{title} ({depth})" if depth else title)
        self.entries.append(self.entry)
        if not self.open_role("depths"):
            self.section = self.entry
        return self.entry
