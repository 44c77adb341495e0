"""A view as Markdown for people and programs who take the text elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import yaml

from .directives import Directive, find
from .text import Line
from .views import View

HEADING_ATTRIBUTES = re.compile(r"^(#{1,6} .*?)\s*\{[^{}]*\}\s*$")
COMMENT_LINE = re.compile(r"^\s*<!--.*-->\s*$")
OUR_CLASS = re.compile(r"\{ \.(?:citation|reference-title) \}")
FILE_LINK = re.compile(r"\]\((?P<path>[^)\s:#]+\.\w+)(?P<rest>[^)]*)\)")
CHOICE = re.compile(r'^\?\?\? (?:right|wrong) "(?P<text>.*)"$')
BLANK_LINES = re.compile(r"\n{3,}")


def front_matter(view: View, address: str, title: str) -> str:
    """What tells a view's text from the others: title, address, depth and focus. `address` is the page's."""
    facts = f"address: {address}?depth={view.depth}&focus={view.focus}\ndepth: {view.depth}\nfocus: {view.focus}\n"
    return f"---\n{_yaml('title', title)}{facts}---\n\n"


@lru_cache(maxsize=256)  # all views of a page have its title
def _yaml(name: str, value: str) -> str:
    return yaml.safe_dump({name: value}, allow_unicode=True, width=1000)


def text_of(
    lines: tuple[Line, ...],
    cite: Callable[[tuple[Line, ...]], Iterable[Line]],
    references: Callable[[tuple[Line, ...]], Iterable[str]],
    figure: Callable[[Directive], str],
) -> str:
    """A view's lines as plain Markdown.

    `cite` replaces citations by what a reader sees, `references` lists the works that a text cites, `figure` says in
    words what a figure shows.
    """
    texts = [HEADING_ATTRIBUTES.sub(r"\1", line.text) if "#" in line.text else line.text for line in cite(lines)]
    for name in ("heatmap", "drawing", "timeline", "chart"):
        for found in find(lines, name):
            if isinstance(found, Directive):
                texts[found.start : found.stop] = [figure(found)] + [""] * (found.stop - found.start - 1)
    text = "\n".join(line for line in _without_answers(texts) if "<!--" not in line or not COMMENT_LINE.match(line))
    works = [f"- {OUR_CLASS.sub('', work)}" for work in references(lines)]
    if works:
        text += "\n\n## References\n\n" + "\n".join(works)
    return BLANK_LINES.sub("\n\n", text).strip() + "\n"


def _without_answers(texts: Iterable[str]) -> Iterator[str]:
    """The choices of a question as a list. Which is right, and why, is said on the page, where one opens it."""
    hidden = False
    for text in texts:
        if choice := CHOICE.match(text):
            hidden = True
            yield f"- {choice['text']}"
        elif not (hidden and (text.startswith("    ") or not text)):
            if hidden:
                yield ""
            hidden = False
            yield text


def plain_links(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines whose citation links carry no class, which only this site's style sheet knows."""
    return (
        replace(line, text=OUR_CLASS.sub("", line.text)) if ".citation" in line.text else line for line in lines
    )


def absolute_links(text: str, page: str, addresses: Mapping[str, str]) -> str:
    """`text` of the page at `page` below docs/ with its links to other files as addresses, which `addresses` gives."""

    def absolute(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), match["path"])).lstrip("/")
        return f"]({addresses[path]}{match['rest']})" if path in addresses else match[0]

    return FILE_LINK.sub(absolute, text)


def figure_in_words(directive: Directive, artifacts: Mapping[str, Any], diagrams: Mapping[str, Any]) -> str:
    """What stands in place of a figure: its title and what a reader should see in it."""
    if directive.name == "timeline":
        return "*The timeline of the works is on the page itself.*"
    if directive.argument in diagrams:
        diagram = diagrams[directive.argument]()
        title, seen = diagram.title, diagram.description
    elif directive.argument in artifacts:
        title, seen = artifacts[directive.argument].title, artifacts[directive.argument].alt
    else:  # reported as a problem; only `mkdocs serve` goes on
        title, seen = directive.argument, ""
    words = f"*Figure: {title.rstrip('.')}. {seen}".rstrip() + "*"
    return " " * directive.indent + " ".join([words, str(directive.options.get("caption", ""))]).rstrip()
