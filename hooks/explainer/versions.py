"""Versions that stay: each one is kept as it was in a folder of its own and published below `v/VERSION/`.

`python -m explainer.versions site versions mkdocs build` takes the site that was just built, has it built once more for
its address below `v/` if its version is not in the folder `versions` yet, and puts all kept versions into the site. A
version that is kept is never written again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from .edition import Edition
from .redirects import relative

PAGE = "teach/versions/"
EDITION, LIST = "edition.json", "versions.json"
MARK = "<!-- versions -->"
PLACE = re.compile(r'(?P<open><div class="versions">).*?</div>', re.DOTALL)
NAME = re.compile(r"\d[\w.+-]*")
NONE = "<p>No version of this copy of the site has been kept yet.</p>"


class NotKept(Exception):
    """Why a version cannot be kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One version as a program sees it: edition.json in its folder."""

    version: str
    date: str
    commit: str
    address: str


def as_json(edition: Edition, address: str) -> str:
    """An edition as the text of edition.json; `address` is the site's own."""
    return _json(asdict(Kept(edition.version, edition.day.isoformat(), edition.commit, address)))


def kept_in(folder: Path) -> list[Kept]:
    """The versions in a folder, the newest first. Raises NotKept for one that is not what its name says."""
    found = []
    for path in folder.glob(f"*/{EDITION}"):
        version = Kept(**json.loads(path.read_text("utf-8")))
        if version.version != path.parent.name:
            raise NotKept(f"{path.parent} holds version {version.version}")
        found.append(version)
    return sorted(found, key=lambda version: (_number(version.version), version.date), reverse=True)


def keep(site: Path, folder: Path, build: Callable[[str, Path], None]) -> Path | None:
    """Keep the version of `site` in `folder`, unless it is there; returns where, or None.

    `build(address, target)` builds the same sources for another address. Raises NotKept if the version has no name.
    """
    edition = Kept(**json.loads((site / EDITION).read_text("utf-8")))
    if not NAME.fullmatch(edition.version):
        raise NotKept(f"`{edition.version}` is no version: write for example `version: 1.0.0` into CITATION.cff")
    target = folder / edition.version
    if target.exists():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    build(f"{edition.address}v/{edition.version}/", target)
    return target


def put_into(site: Path, folder: Path) -> list[Kept]:
    """Copy all kept versions into the site, and list them on its page of versions and in versions.json."""
    versions = kept_in(folder)
    for version in versions:
        shutil.copytree(folder / version.version, site / "v" / version.version, dirs_exist_ok=True)
    (site / LIST).write_text(versions_json(versions), "utf-8")
    page = site / PAGE / "index.html"
    if page.is_file():
        listed = versions_html(versions)
        text = PLACE.sub(lambda match: f"{match['open']}{listed}</div>", page.read_text("utf-8"))
        page.write_text(text, "utf-8")
    return versions


def versions_json(versions: Iterable[Kept]) -> str:
    """The versions for programs, the newest first, with addresses below the site's."""
    return _json([asdict(version) | {"address": f"v/{version.version}/"} for version in versions])


def versions_html(versions: Iterable[Kept]) -> str:
    """The versions as a table, for the page of versions."""
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(relative(f"v/{v.version}/", PAGE))}">Version {escape(v.version)}</a>'
        f'</th><td><time datetime="{escape(v.date)}">{escape(v.date)}</time></td>'
        f"<td><code>{escape(v.commit)}</code></td></tr>"
        for v in versions
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Kept", "Day", "Made from"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else NONE


def place(edition: Edition) -> str:
    """What stands on the page of versions when a site is built, before anything is put into it."""
    if not edition.pinned:
        return f'<div class="versions">{NONE}</div>'
    all_versions = f'<a href="{escape("../../" + relative("", PAGE) + PAGE)}">all versions</a>'
    told = f"You are reading version {escape(edition.version)}, which stays as it is: {all_versions}."
    return f'<p class="versions">{told}</p>'


def current_page(edition: Edition, page: str) -> str:
    """From a page of a kept version the link to the same page of today's site; empty for today's."""
    return f"{relative('', page)}../../{page}".removeprefix("./") if edition.pinned else ""


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def build_with(command: list[str], environ: Mapping[str, str]) -> Callable[[str, Path], None]:
    """Build by a command that knows SITE_URL and `--site-dir`."""

    def build(address: str, target: Path) -> None:
        here = ["--site-dir", str(target.resolve())]
        subprocess.run([*command, *here], env={**environ, "SITE_URL": address}, check=True)

    return build


def main(arguments: list[str]) -> int:
    if len(arguments) < 3 or not Path(arguments[0], EDITION).is_file():
        print("usage: python -m explainer.versions SITE-FOLDER VERSIONS-FOLDER BUILD-COMMAND…", file=sys.stderr)
        return 2
    site, folder = Path(arguments[0]), Path(arguments[1])
    try:
        if new := keep(site, folder, build_with(arguments[2:], os.environ)):
            print(f"{new}: kept from now on")
        versions = put_into(site, folder)
    except NotKept as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{site}: with {', '.join(version.version for version in versions)} below v/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
