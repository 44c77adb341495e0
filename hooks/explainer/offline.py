"""The site as a zip that works from a folder, without a server: `python -m explainer.offline site offline.zip`.

From the file system a browser loads no ES module, fetches no file and starts no worker. So links name their
`index.html`, our modules become classic scripts, the numbers of figures stand in the page, each file that a page may
fetch has a script beside it that hands over its bytes, and workers run in a frame: see assets/javascripts/offline.js.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit, urlunsplit

from .bundle import bundle
from .problem import ContentError

FOLDER = "attention-explained"
LINK = re.compile(r'(?P<head><(?:a|iframe|area)\b[^<>]*?\s(?:href|src)=")(?P<url>[^"]*)"')
MODULE = re.compile(r'<script\b[^>]*\bsrc="(?P<src>[^"]+)"[^>]*\btype="module"[^>]*></script>|'
                    r'<script\b[^>]*\btype="module"[^>]*\bsrc="(?P<src2>[^"]+)"[^>]*></script>')  # fmt: skip
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
ARTIFACT = re.compile(r' data-artifact="(?P<path>[^"]+)"')
CONFIG = re.compile(r'(?P<open><script id="__config" type="application/json">)(?P<json>.*?)</script>', re.DOTALL)
NEEDS_NETWORK = frozenset({"navigation.instant", "navigation.instant.progress", "navigation.instant.prefetch"})
FETCHED = frozenset({".md", ".json", ".bin", ".safetensors"})  # what pages may fetch while they are read
IN_THE_PAGE = ("attention/",)  # what stands in the pages themselves
WORKER = re.compile(r'new Worker\(new URL\("(?P<path>\./[^"]+)", import\.meta\.url\), \{ type: "module" \}\)')
LEFT_OUT = ("embed/", "v/", "search/search_index.json", "sitemap.xml", "404.html")
README = """The Attention Mechanism, Explained

Unpack the whole folder, then open index.html in a browser. No network is needed.
Browsers differ in what a page from the file system may remember; a view in an address always works.
"""


def files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the offline edition with its path, made from a built site."""

    def text(path: str) -> str:
        return (site / path).read_text("utf-8")

    entries: set[str] = set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or name.startswith(LEFT_OUT) or name.endswith(".map"):
            continue
        if path.suffix != ".html":
            yield name, path.read_bytes()
            if path.suffix in FETCHED and not name.startswith(IN_THE_PAGE):
                yield f"{name}.js", beside(name, path.read_bytes())
            if path.suffix == ".js":
                entries |= workers(name, path.read_text("utf-8"))
            continue
        page, modules = offline_page(text(name), name, lambda p: (site / p).is_file(), lambda p: (site / p).read_bytes())
        entries |= modules
        yield name, page.encode("utf-8")
    for entry in sorted(entries):
        yield classic_name(entry), bundle(entry, text).encode("utf-8")
    yield "search/search_index.js", search_script(text("search/search_index.json")).encode("utf-8")
    yield "README.txt", README.encode("utf-8")


def offline_page(
    page: str, name: str, exists: Callable[[str], bool], read: Callable[[str], bytes]
) -> tuple[str, set[str]]:
    """A page for the file system, and the modules that it needs as classic scripts."""
    folder = PurePosixPath(name).parent
    root = "../" * len(folder.parts)
    modules: set[str] = set()

    def classic(match: re.Match[str]) -> str:
        source = match["src"] or match["src2"]
        entry = _resolve(folder, source)
        modules.add(entry)
        return f'<script defer src="{escape(root + classic_name(entry))}"></script>'

    def inlined(match: re.Match[str]) -> str:
        path = _resolve(folder, unescape(match["path"]))
        return f' data-weights="{base64.b64encode(read(path)).decode("ascii")}"'

    def configured(match: re.Match[str]) -> str:
        config = json.loads(match["json"])
        config["features"] = [name for name in config["features"] if name not in NEEDS_NETWORK]
        shim = f'<script src="{root}assets/javascripts/offline.js"></script>'
        return f"{match['open']}{json.dumps(config)}</script>{shim}"

    def named(match: re.Match[str]) -> str:
        return match["head"] + escape(with_index(unescape(match["url"]), folder, exists)) + '"'

    page = POLICY.sub("", page)
    page = MODULE.sub(classic, page)
    page = ARTIFACT.sub(inlined, page)
    page = CONFIG.sub(configured, page)
    return LINK.sub(named, page), modules


def with_index(url: str, folder: PurePosixPath, exists: Callable[[str], bool]) -> str:
    """A link to a folder of the site as a link to the `index.html` in it; all others stay."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path:
        return url if parts.path or not parts.query else f"index.html{url}"
    path = parts.path
    if not path.endswith(("/", ".")):
        return url
    path = path.rstrip("/") + "/index.html" if path != "/" else path
    return urlunsplit(("", "", path, parts.query, parts.fragment)) if exists(_resolve(folder, path)) else url


def search_script(index: str) -> str:
    """The search index as a script, with locations that a browser finds in a folder."""
    data = json.loads(index)
    for entry in data["docs"]:
        page, mark, fragment = entry["location"].partition("#")
        if page == "" or page.endswith("/"):
            entry["location"] = f"{page}index.html{mark}{fragment}"
    return f"var __index = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}"


def beside(path: str, data: bytes) -> bytes:
    """The script that hands over the bytes of the file at `path` below the site."""
    return f"offlineFile({json.dumps(path)}, \"{base64.b64encode(data).decode('ascii')}\");\n".encode()


def workers(path: str, text: str) -> set[str]:
    """The modules that the module at `path` runs as workers."""
    return {_resolve(PurePosixPath(path).parent, found["path"]) for found in WORKER.finditer(text)}


def classic_name(entry: str) -> str:
    """Where the classic script of a module stands: `assets/javascripts/site.classic.js`."""
    return entry.removesuffix(".js") + ".classic.js"


def _resolve(folder: PurePosixPath, link: str) -> str:
    parts: list[str] = list(folder.parts)
    for part in link.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)


def pack(site: Path, target: Path) -> int:
    """Write the zip; returns how many files it holds. The same site gives the same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files(site):
            archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{name}", (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
            count += 1
    return count


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or not Path(arguments[0], "index.html").is_file():
        print("usage: python -m explainer.offline SITE-FOLDER OUT.zip", file=sys.stderr)
        return 2
    try:
        count = pack(Path(arguments[0]), Path(arguments[1]))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{arguments[1]}: {count} files, {Path(arguments[1]).stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
