"""Addresses that keep working: the ledger of published ones, and the redirects that serve those that have moved.

An address is written below the site's own: `explain/insight/` is a page, `explain/insight/#the-insight` a section,
`explain/insight/#the-insight-technical` a section at a depth, `embed/heatmap/inversion/` an embed,
`explain/insight/technical-both.md` a view as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from .elements import attributes, start_tags
from .problem import ContentError, Problem
from .text import Line, read_yaml
from .views import DEPTHS

LEDGER = "docs/teach/permalinks.txt"
REDIRECTS = "docs/teach/redirects.yml"

ADDRESS = re.compile(r"(?![/.])(?!.*(?://|/\.\.?/))[^\s\\?:#]*(?:#[^\s#/]+)?")
COMMENT = re.compile(r"\s*(?:# .*|#)?")
AT_DEPTH = re.compile(rf"(?P<section>.+)-(?P<depth>{'|'.join(DEPTHS)})")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
SECTION_EMBED = re.compile(r"embed/section/(?P<page>(?:.+/)?)(?P<section>[^/]+)/")
HEADINGS = frozenset({"h2", "h3", "h4"})
HELP = f"bring it back, or write `{{old}}: {{new}}` in {REDIRECTS}"


@dataclass(frozen=True, slots=True)
class Published:
    """What a build publishes: the ids on each page by its address, which of them are offered as links, other files."""

    ids: Mapping[str, Collection[str]]
    offered: Mapping[str, tuple[str, ...]]
    others: Collection[str]

    def has(self, address: str) -> bool:
        """Whether an address leads to something."""
        page, mark, fragment = address.partition("#")
        if not mark:
            return page in self.ids or page in self.others
        return fragment in self.ids.get(page, ())

    def addresses(self) -> Iterator[str]:
        """Every address that the site offers to link to."""
        for page, ids in self.offered.items():
            yield page
            yield from (f"{page}#{id}" for id in ids)
        yield from self.others


@dataclass(frozen=True, slots=True)
class Move:
    """An address that has moved, and where to."""

    old: str
    new: str


@lru_cache(maxsize=256)
def offered_ids(html: str) -> tuple[str, ...]:
    """The ids of a page that readers and programs are given as links: headings, depths, figures, references."""
    found: list[str] = []
    in_anchors = False
    for tag, written in start_tags(html):
        if "id=" not in written and "anchors" not in written:
            in_anchors = in_anchors and tag == "span"
            continue
        given = attributes(written)
        classes = given.get("class", "").split()
        in_anchors = "anchors" in classes or (in_anchors and tag == "span")
        id = given.get("id", "")
        if id and (
            tag in HEADINGS
            or tag == "figure"
            or (tag == "span" and in_anchors)
            or (tag == "input" and given.get("value") in DEPTHS)
            or "reference" in classes
        ):
            found.append(id)
    return tuple(dict.fromkeys(found))


def entries(lines: Iterable[Line]) -> Iterator[Line | Problem]:
    """The addresses of a ledger, one a line; a Problem for a line that is none or stands twice."""
    seen: set[str] = set()
    for line in lines:
        if COMMENT.fullmatch(line.text):
            continue
        address = line.text.strip()
        if not ADDRESS.fullmatch(address):
            yield line.problem(
                "PRM002",
                f"`{address}` is not an address below the site's",
                "write, for example, explain/insight/#the-insight-technical",
            )
        elif address in seen:
            yield line.problem("PRM002", f"`{address}` stands twice", "remove this line")
        else:
            seen.add(address)
            yield line


def read_redirects(lines: tuple[Line, ...]) -> dict[str, Line]:
    """Old addresses with lines whose text is the new one, at its place. Raises ContentError where one is malformed."""
    if not lines:
        return {}
    redirects: dict[str, Line] = {}
    problems: list[Problem] = []
    for old, new in read_yaml(lines, lines[0]).items():
        at = next((line for line in lines if line.text.strip("'\" ").startswith(f"{old}")), lines[0])
        if isinstance(new, str) and ADDRESS.fullmatch(str(old)) and ADDRESS.fullmatch(new):
            redirects[str(old)] = Line(new, at.path, at.number, max(at.text.rfind(new), 0) + 1)
        else:
            problems.append(
                at.problem(
                    "PRM005",
                    f"`{old}: {new}` is not a redirect",
                    "write `old address: new address`, for example explain/idea/: explain/insight/",
                )
            )
    if problems:
        raise ContentError(problems)
    return redirects


def destination(address: str, redirects: Mapping[str, Line], published: Published) -> str | None:
    """Where an address leads by now, over as many redirects as it takes; None if nowhere or in a circle."""
    seen: set[str] = set()
    while not published.has(address):
        seen.add(address)
        following = _follow(address, redirects)
        if following is None or following in seen:
            return None
        address = following
    return address


def _follow(address: str, redirects: Mapping[str, Line]) -> str | None:
    """One redirect further. What belongs to a page or a section moves with it, unless it has an entry of its own."""
    if address in redirects:
        return redirects[address].text
    page, mark, fragment = address.partition("#")
    if mark:
        at_depth = AT_DEPTH.fullmatch(fragment)
        if at_depth and (section := redirects.get(f"{page}#{at_depth['section']}")):
            return f"{section.text}-{at_depth['depth']}" if "#" in section.text else section.text
        return _with_fragment(redirects[page].text, fragment) if page in redirects else None
    if embed := SECTION_EMBED.fullmatch(address):
        section = _follow(f"{embed['page']}#{embed['section']}", redirects)
        return section_embed(*section.split("#")) if section and "#" in section else None
    folder, _, name = address.rpartition("/")
    if name.endswith(".md") and f"{folder}/" in redirects:
        return redirects[f"{folder}/"].text.partition("#")[0] + name
    return None


def _with_fragment(address: str, fragment: str) -> str:
    return address if "#" in address else f"{address}#{fragment}"


def section_embed(page: str, section: str) -> str:
    """The address of the bare page that shows one section."""
    return f"embed/section/{page}{section}/"


def figure_embed(kind: str, id: str) -> str:
    """The address of the bare page that shows one figure; `kind` is heatmap, chart or drawing."""
    return f"embed/{kind}/{id}/"


def check_ledger(
    ledger: Iterable[Line | Problem], redirects: Mapping[str, Line], published: Published
) -> Iterator[Problem]:
    """A problem for every published address that leads nowhere, and for every redirect that does or hides something.

    What has moved is most likely to be found at an address that the ledger does not hold yet.
    """
    ledger = tuple(ledger)
    listed = {entry.text.strip() for entry in ledger if isinstance(entry, Line)}
    every = sorted(set(published.addresses()))
    fresh = [address for address in every if address not in listed]
    for entry in ledger:
        if isinstance(entry, Problem):
            yield entry
            continue
        address = entry.text.strip()
        if destination(address, redirects, published) is None:
            near = get_close_matches(address, fresh, 1, 0.5) or get_close_matches(address, every, 1, 0.5)
            yield entry.problem(
                "PRM001",
                f"the published address `{address}` no longer leads anywhere",
                HELP.format(old=_cause(address, published), new=_cause(near[0], published) if near else "new address"),
            )
    for old, new in redirects.items():
        if published.has(old):
            yield new.problem("PRM004", f"`{old}` is redirected, but it still exists", "remove the redirect")
        elif destination(old, redirects, published) is None:
            near = get_close_matches(new.text, every, 1, 0.5)
            hint = f"did you mean `{near[0]}`?" if near else "name an address that exists"
            yield new.problem("PRM003", f"the redirect of `{old}` to `{new.text}` leads to nothing", hint)


def _cause(address: str, published: Published) -> str:
    """The page or section whose move took an address with it: one redirect for it serves everything in it."""
    if embed := SECTION_EMBED.fullmatch(address):
        address = f"{embed['page']}#{embed['section']}"
    page, _, fragment = address.partition("#")
    if page.endswith(".md"):
        page = page.rpartition("/")[0] + "/"
    if page not in published.ids and not page.startswith("embed/"):
        return page
    at_depth = AT_DEPTH.fullmatch(fragment)
    return f"{page}#{at_depth['section'] if at_depth else fragment}" if fragment else page


def moves(ledger: Iterable[Line | Problem], redirects: Mapping[str, Line], published: Published) -> tuple[Move, ...]:
    """Every old address that has to be served, sorted: those of the ledger and those that redirects name."""
    old = {entry.text.strip() for entry in ledger if isinstance(entry, Line)} | set(redirects)
    found = ((address, destination(address, redirects, published)) for address in sorted(old))
    return tuple(Move(address, new) for address, new in found if new is not None and new != address)


def merged(lines: Iterable[Line], published: Published) -> str:
    """The ledger with every address that it lacks, sorted; its comments stay at the top, and nothing is removed.

    A file with a hash in its name is another one whenever its bytes are, so nobody is promised it.
    """
    lines = tuple(lines)
    comments = [line.text for line in lines if COMMENT.fullmatch(line.text)]
    listed = {line.text.strip() for line in lines} - {text.strip() for text in comments}
    lasting = {address for address in published.addresses() if not HASHED.search(address)}
    addresses = sorted((listed | lasting) - {""})
    return "\n".join([*comments, *addresses]) + "\n"
