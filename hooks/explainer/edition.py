"""Which edition of the site this is, and how to cite one of its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import yaml

BIBTEX_SPECIAL = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True, slots=True)
class Edition:
    """Version, authors and day of the site. `commit` is short, and empty where the sources are no Git repository.

    `current` is the address of the site as it is today: this site's own, unless this is a version that is kept.
    """

    version: str
    authors: str
    day: date
    commit: str = ""
    current: str = ""
    pinned: bool = False


def edition(
    citation_file: str, environ: Mapping[str, str], commit: tuple[str, int] | None, now: int, address: str = ""
) -> Edition:
    """The edition, from the text of CITATION.cff (may be empty). A site whose address ends in v/VERSION/ is kept.

    The day is that of SOURCE_DATE_EPOCH, else of the commit (its short name and its time), else of `now`: the same
    sources give the same site.
    """
    facts = yaml.safe_load(citation_file) or {}
    seconds = int(environ.get("SOURCE_DATE_EPOCH") or (commit[1] if commit else now))
    names = [entry.get("name") or f"{entry['given-names']} {entry['family-names']}" for entry in facts.get("authors", ())]
    version = str(facts.get("version", "unreleased"))
    pinned = address.endswith(f"/v/{version}/")
    return Edition(
        version=version,
        authors=", ".join(names) or "The contributors",
        day=datetime.fromtimestamp(seconds, UTC).date(),
        commit=commit[0] if commit else "",
        current=address.removesuffix(f"v/{version}/") if pinned else address,
        pinned=pinned,
    )


def bibtex(title: str, site: str, address: str, edition: Edition) -> str:
    """A page as a BibTeX entry."""
    path = re.sub(r"https?://[^/]+/", "", address).strip("/")
    key = "-".join(["attention-explained", *filter(None, re.split(r"[^a-z0-9]+", path.lower()))])
    built = f" from {edition.commit}" if edition.commit else ""
    return (
        f"@misc{{{key},\n"
        f"  author = {{{{{_tex(edition.authors)}}}}},\n"
        f"  title = {{{{{_tex(title)}}}}},\n"
        f"  howpublished = {{{_tex(site)}}},\n"
        f"  year = {{{edition.day.year}}},\n"
        f"  url = {{{address}}},\n"
        f"  note = {{Version {_tex(edition.version)}, built {edition.day.isoformat()}{built}}}\n"
        "}"
    )


def ris(title: str, site: str, address: str, edition: Edition) -> str:
    """A page as an RIS record."""
    lines = {
        "TY": "ELEC",
        "AU": edition.authors,
        "TI": title,
        "T2": site,
        "PY": edition.day.year,
        "DA": edition.day.strftime("%Y/%m/%d"),
        "ET": f"Version {edition.version}",
        "UR": address,
        "LA": "en",
        "ER": "",
    }
    return "\n".join(f"{tag}  - {value}" for tag, value in lines.items())


def apa(title: str, site: str, address: str, edition: Edition) -> str:
    """A page in the style of the American Psychological Association, 7th edition, as plain text."""
    day = f"{edition.day.year}, {edition.day.strftime('%B')} {edition.day.day}"
    return f"{edition.authors}. ({day}). {title.rstrip('.')} (Version {edition.version}). {site}. {address}"


def _tex(text: str) -> str:
    return BIBTEX_SPECIAL.sub(r"\\\1", text)
