"""Our ES modules as one classic script, for pages that may not load modules.

A sandboxed frame may load a module only from a host that allows every origin, and a page opened from the file system
may load none. This reads the plain forms that our modules use: named imports and exports at the start of a line, `import("./x.js")`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from .problem import ContentError, Problem

IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>\.[^"]+)";[ \t]*(?://.*)?$', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?P<kind>const|(?:async )?function\*?|class) +(?P<name>[A-Za-z_$][\w$]*)", re.MULTILINE
)
LATER = re.compile(r'\bimport\("(?P<path>\./[^"]+)"\)')
OTHER_FORM = re.compile(r"^(?:import|export)\b.*$|\bimport\(", re.MULTILINE)
AS = re.compile(r"\s+as\s+")


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """The module `entry` and all that it imports as one script.

    Paths are those of the site, `read(path)` gives a module's text. `import.meta.url` becomes the address that the
    module would have. Raises ContentError for a form of import or export that this does not know, and for a circle.
    """
    names = {path: f"m{number}" for number, path in enumerate(_ordered(entry, read, ()))}
    here = f'new URL("{posixpath.relpath("/", posixpath.dirname("/" + entry))}/", document.currentScript.src)'
    parts = [f"(() => {{\n\"use strict\";\nconst siteRoot = {here};\n"]
    for path, name in names.items():
        parts.append(f"// {path}\nconst {name} = (() => {{\n{_as_function(path, read(path), names)}\n}})();\n")
    return "".join([*parts, "})();\n"])


def _ordered(path: str, read: Callable[[str], str], above: tuple[str, ...]) -> dict[str, None]:
    """A module after all that it imports, each once."""
    if path in above:
        raise ContentError([Problem(path, 1, 1, "JSM001", "this module imports itself, over others", "break the circle")])
    order: dict[str, None] = {}
    for needed in _imports(path, read(path)):
        order |= _ordered(needed, read, (*above, path))
    return order | {path: None}


def _imports(path: str, text: str) -> Iterator[str]:
    for form in (IMPORT, LATER):
        for found in form.finditer(text):
            yield _beside(path, found["path"])


def _beside(path: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), link))


def _as_function(path: str, text: str, names: dict[str, str]) -> str:
    exported = [found["name"] for found in EXPORT.finditer(text)]

    def imported(match: re.Match[str]) -> str:
        if not match["names"]:
            return ""
        wanted = ", ".join(AS.sub(": ", name.strip()) for name in match["names"].split(",") if name.strip())
        return f"const {{ {wanted} }} = {names[_beside(path, match['path'])]};"

    text = EXPORT.sub(r"\g<kind> \g<name>", IMPORT.sub(imported, text))
    text = LATER.sub(lambda match: f"Promise.resolve({names[_beside(path, match['path'])]})", text)
    if other := OTHER_FORM.search(text):
        line, column = text.count("\n", 0, other.start()) + 1, other.start() - text.rfind("\n", 0, other.start())
        help = 'write `import { name } from "./module.js";` and `export const`, `function` or `class`, at the line\'s start'
        raise ContentError([Problem(path, line, column, "JSM002", f"`{other[0].strip()}` cannot be bundled", help)])
    text = text.replace("import.meta.url", f'new URL("{path}", siteRoot).href')
    return f"{text}\nreturn {{ {', '.join(exported)} }};"
