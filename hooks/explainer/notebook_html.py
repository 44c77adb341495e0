"""The HTML of a notebook that mkdocs-jupyter has rendered: without its baggage, and cell by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from .text import Line

TEXT_CELL = re.compile(r'<div class="[^"]*\bjp-RenderedMarkdown\b[^"]*"[^>]*>')
DIV = re.compile(r"<(?P<end>/?)div\b[^>]*>")
BOX = re.compile(DIV.pattern + r"\s*")
INLINED = re.compile(
    r'<(style|script|clipboard-copy)\b.*?</\1\s*>|<div class="(?:notice|clipboard-copy-txt|jp-Collapser|jp-InputPrompt|jp-OutputPrompt)\b.*?</div>|<!--.*?-->',
    re.DOTALL,
)
ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>[^<]*</a>')
NEEDED = re.compile(r'\b(?:jp-Notebook"|jp-CodeCell\b[^>]* id=|jp-RenderedMarkdown|jp-OutputArea-output|highlight)')
# Numbers, names and operators look like the text around them: most of all spans.
UNCOLOURED = re.compile(r'<span(?: class="(?:n|nn|nb|no|bp|w|p|o|mi|mf|kc|sa)")?>([^<]*)</span>')
STRINGS = re.compile(r'(?:<span class="s[12i]">[^<]*</span>){2,}')
NO_TEXT = re.compile(r"<(a|pre|code|script|style|textarea|svg|math)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL)


def plain_notebook(content: str, name: str) -> str:
    """The page without inlined styles, scripts and copy buttons, and with a link to the notebook's own file.

    Code gets the classes that the rest of the site uses for it; docs/assets/stylesheets/notebook.css does the layout.
    """
    content = _without_wrappers(ANCHOR.sub("", INLINED.sub("", content)))
    content = STRINGS.sub(_one_string, UNCOLOURED.sub(r"\1", content))
    content = content.replace("highlight-ipynb", "highlight").replace(' tabindex="0"', "")
    link = f'<p class="notebook-download"><a href="{name}.ipynb" download>Download this notebook</a></p>'
    return re.sub(r"(</h1>)", rf"\1{link}", content, count=1) if "</h1>" in content else link + content


def _without_wrappers(content: str) -> str:
    """The HTML without the boxes in boxes around each cell: only those that are styled or found again stay."""
    stays: list[bool] = []

    def box(tag: re.Match[str]) -> str:
        if tag["end"]:
            return tag[0] if not stays or stays.pop() else ""
        stays.append(bool(NEEDED.search(tag[0])))
        return tag[0] if stays[-1] else ""

    return BOX.sub(box, content)


def _one_string(pieces: re.Match[str]) -> str:
    """The pieces of a string with fields in it as one."""
    return '<span class="s2">' + re.sub(r"<[^>]*>", "", pieces[0]) + "</span>"


def rewrite_text_cells(content: str, rewrite: Callable[[str], str]) -> str:
    """The page with `rewrite` applied to the HTML inside each text cell; code and outputs stay as they are."""
    parts, end = [], 0
    for start, stop in _text_cells(content):
        parts += [content[end:start], rewrite(content[start:stop])]
        end = stop
    return "".join([*parts, content[end:]])


def rewrite_text(cell: str, rewrite: Callable[[str], str]) -> str:
    """HTML with `rewrite` applied to its running text: not to tags, code, links or formulas."""
    parts, end = [], 0
    for skipped in NO_TEXT.finditer(cell):
        parts += [rewrite(cell[end : skipped.start()]), skipped[0]]
        end = skipped.end()
    return "".join([*parts, rewrite(cell[end:])])


def line_in_json(path: str, source: str, text: str) -> Line:
    """The line of a notebook's JSON that holds `text`, or its first line."""
    at = source.find(json.dumps(text.strip().split("\n")[0], ensure_ascii=False)[1:-1])
    return Line("", path, source.count("\n", 0, at) + 1 if at >= 0 else 1)


def _text_cells(content: str) -> Iterator[tuple[int, int]]:
    """Where the inside of each text cell begins and ends."""
    for cell in TEXT_CELL.finditer(content):
        depth = 1
        for div in DIV.finditer(content, cell.end()):
            depth += -1 if div["end"] else 1
            if not depth:
                yield cell.end(), div.start()
                break
