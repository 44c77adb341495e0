"""The elements of a rendered page. Python-Markdown writes well-formed HTML, so regular expressions can read it.

`html.parser` would take ten times as long, which counts with tens of thousands of MathML elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

VALUES = r"""(?:[^<>"']++|"[^"]*"|'[^']*')*+"""
TAG = re.compile(rf"<(?P<end>/?)(?P<name>[A-Za-z][^\s/<>]*)(?P<written>{VALUES})>|<!--.*?-->", re.DOTALL)
START = re.compile(rf"<(?P<name>[A-Za-z][^\s/<>]*)(?P<written>{VALUES})>|<!--.*?-->", re.DOTALL)
ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?""")


def start_tags(html: str) -> Iterator[tuple[str, str]]:
    """The name of each element and its attributes as they are written, in order."""
    return (match.group("name", "written") for match in START.finditer(html) if match["name"])


def attributes(written: str) -> dict[str, str]:
    """Attributes by name; empty text for one without a value."""
    return {
        match["name"].lower(): unescape(match["double"] or match["single"] or match["bare"] or "")
        for match in ATTRIBUTE.finditer(written)
    }
