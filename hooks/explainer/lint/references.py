"""References in any notation: a title of a known work with authors, year or venue around it.

Reference lists in prose (`D. Bahdanau and Y. Bengio: *Neural Machine Translation …*, ICLR 2019`), entries of YAML, JSON
and RIS, and years that code gives to a work (`transformer_first_posted = date(2016, 6, 12)`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice

from .document import Block
from .knowledge import GIVEN, PEOPLE, WORKS, Work

Found = tuple[str, int, str, str]
BEFORE, AFTER = 240, 120
MOST, LONGEST = 100, 1500
NAME = r"(?:(?:[A-ZŁ]\.[ -]?){0,3}(?:(?:van|de|von) )?[A-ZŁ][\w’'-]+(?: (?:van |de )?[A-ZŁ][\w’'-]+){0,2}(?:,? (?:[A-ZŁ]\.[ -]?){1,3})?|(?:et al\.?|and others|…))"
NAMES = rf"{NAME}(?:(?:,? and |,? & |, |; | and | & ){NAME}){{0,8}}(?:,? (?:et al\.?|and others))?"
LISTED_BEFORE = re.compile(rf"(?P<names>{NAMES})\s*(?:\(?(?:19|20)\d\d[a-z]?\)?)?\s*[.,:;)]*\s*[“\"*_‘'\[]*$")
LISTED_AFTER = re.compile(rf"^[\s”\"’'*_.,:;–—-]*\((?P<names>{NAMES})(?:,? (?:19|20)\d\d)?\)|^[\s”\"’'*_]*[.,–—][\s*_]*(?P<plain>{NAMES})(?:[.,;)]|$)")
INITIAL = re.compile(r"\b[A-ZŁ]\.")
OTHERS = re.compile(r"\bet al|\band others\b|…|\.\.\.")
VENUES = "ICLR|NIPS|NeurIPS|ICML|EMNLP|ACL|NAACL|CVPR|AAAI|COLING|ICASSP|JMLR|Nature|Science|arXiv"
PLACED = re.compile(
    rf"^[\s”\"’'*_.,:;()–—\]-]*(?:(?:in|at|proc\w*|proceedings|of|the|preprint|paper|conference|poster|vol\.?|v\d)\W+|(?:{VENUES})(?::\d{{4}}\.\d{{4,5}})?\W+){{0,6}}(?P<year>(?:19|20)\d\d)\b(?!\s*[-–]\s*\d|\.\d)",
    re.I,
)
HELD = re.compile(rf"^[\s”\"’'*_.,:;()–—-]*(?:(?:in|at|proc\w*|proceedings|of|the)\W+){{0,4}}(?P<venue>{VENUES})\W{{1,2}}(?P<year>(?:19|20)\d\d)\b", re.I)
VENUE = re.compile(rf"^[\s”\"’'*_.,:;()–—-]*(?:(?:in|at|proc\w*|proceedings|of|the)\W+){{0,4}}(?P<venue>{VENUES})\b", re.I)
FIELD = re.compile(r"""^[ \t]*(?:-[ \t]+)?["']?(?P<key>author|authors|by|AU|year|date|issued|posted|published|PY)["']?[ \t]*(?:[:=]|  ?- )""", re.M | re.I)
ANY_FIELD = re.compile(r"""^[ \t]*(?:-[ \t]+)?["']?(?!family|given|name|last|first|literal|affiliation)[A-Za-z_]{2,20}["']?[ \t]*[:=]|,\s*["'](?!family|given|name|last|first|literal)[a-z_]{2,20}["']\s*:""", re.M)
INLINE_FIELD = re.compile(r"""["'](?P<key>author|authors|year|issued|date|published)["']\s*:""")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
IN_CODE = re.compile(
    r"""["']?\b(?P<work>transformer|rnnsearch|attention_is_all_you_need|attention is all you need|bahdanau(?:_et_al|\ et\ al\.?)?|vaswani(?:_et_al|\ et\ al\.?)?|1706\.03762|1409\.0473)
    (?P<what>(?:_(?:paper|was|first|year|date|posted|published|introduced|released|born|preprint|arxiv|debut|appeared|in)){0,4})["']?\]?\s*(?:[:=]|=>|,)\s*(?:["'(]|(?:datetime\.)?date\(|(?:int|Year)\()?\s*["']?(?P<year>(?:19|20)\d\d)\b(?!\.\d)""",
    re.I | re.X,
)
NAMED_IN_CODE = {"t": "vaswani2017", "a": "vaswani2017", "v": "vaswani2017", "r": "bahdanau2015", "b": "bahdanau2015"}


@cache
def _titles() -> tuple[tuple[str, re.Pattern[str], Work], ...]:
    """Of each work the beginning of its title, and the title whatever stands between its words."""
    found = []
    for work in WORKS.values():
        words = re.findall(r"\w+", work.title)
        if len(words) > 2:
            found.append((" ".join(words[:2]).lower(), re.compile(r"[\W_]{1,3}".join(words), re.I), work))
    return tuple(found)


def referenced(block: Block) -> list[Found]:
    """What is wrong in references in prose: (kind, offset, message, help). Two rules ask; the answer is found once."""
    if "references" not in block.cache:
        block.cache["references"] = list(_referenced(block))
    return block.cache["references"]


def _referenced(block: Block) -> Iterator[Found]:
    if block.refuted:
        return
    text, low = block.text, re.sub(r"[\W_]+", " ", block.text.lower())
    for start, pattern, work in _titles():
        if start in low:
            for found in pattern.finditer(text):
                yield from _entry(text, found.start(), found.end(), work)


def _entry(text: str, start: int, stop: int, work: Work) -> Iterator[Found]:
    before = text[max(0, start - BEFORE) : start].rsplit("\n", 1)[-1]
    after = text[stop : stop + AFTER].split("\n", 1)[0]
    shift = start - len(before)
    found = LISTED_BEFORE.search(before)
    if found and _is_list(before, found["names"], found.start()) and (wrong := _wrong_names(found["names"], work)):
        yield "authors", shift + found.start(), wrong, " and ".join(work.authors)
        return
    found = LISTED_AFTER.search(after)
    names = found and (found["names"] or found["plain"])
    if names and len(_people(names)) > 1 and (wrong := _wrong_names(names, work)):
        yield "authors", stop + found.start(), wrong, " and ".join(work.authors)
        return
    closed = before.rstrip(" *_“\"‘'")[-1:] in (".", ":", ",", ")", "]") or not before.strip(" *_“\"‘'")
    if not closed:
        return
    if (found := PLACED.search(after)) and int(found["year"]) not in work.years | work.not_years:
        yield "year", stop + found.start("year"), f"“{work.title}” is not of {found['year']}", f"the right year is {' or '.join(map(str, sorted(work.years)))}"
    elif (found := VENUE.search(after)) and work.venues and found["venue"].lower() != "arxiv" and not any(found["venue"].lower() == venue.lower() for venue in work.venues):
        yield "year", stop + found.start("venue"), f"“{work.title}” did not appear there", f"it appeared at {work.venues[0]} {work.venue_year or ''}".rstrip()
    elif (found := HELD.search(after)) and work.venue_year and found["venue"].lower() in map(str.lower, work.venues) and int(found["year"]) != work.venue_year:
        yield "year", stop + found.start("year"), f"“{work.title}” did not appear there in {found['year']}", f"it appeared at {work.venues[0]} {work.venue_year}"


def _is_list(before: str, names: str, at: int) -> bool:
    """Whether names before a title are the head of a reference, not the subject of a sentence."""
    lead = before[:at].strip(" *_-–—([")
    opened = not lead or lead[-1:] in (":", "]", ".", ";", ")") or lead.isdigit()
    closed = before[at + len(names) :].strip(" *_“\"‘'")
    return opened and (bool(closed) or names.rstrip().endswith(".")) and (len(_people(names)) > 1 or INITIAL.search(names) is not None)


def _people(names: str) -> list[str]:
    return [word.lower() for word in WORD.findall(names) if word.lower() in PEOPLE and word.lower() not in GIVEN]


def _wrong_names(names: str, work: Work) -> str:
    """What is wrong with a list of authors; nothing if it may stand."""
    listed = _people(names)
    people, known = set(listed), {surname.lower() for surname in work.surnames}
    if not people:
        return ""
    if not people <= known or not OTHERS.search(names) and len(known) < 6 and people < known:
        return f"these are not the authors of “{work.title}”"
    if people == known and len(known) < 6 and listed[0] != work.surnames[0].lower():
        return f"{work.authors[0]} is the first author of “{work.title}”"
    return ""


def recorded(block: Block) -> list[Found]:
    """What is wrong in the records and constants of a code block: (kind, offset, message, help), found once for two rules."""
    if "records" not in block.cache:
        block.cache["records"] = list(_recorded(block))
    return block.cache["records"]


def _recorded(block: Block) -> Iterator[Found]:
    if block.refuted or not YEAR.search(block.text) and not FIELD.search(block.text) and not INLINE_FIELD.search(block.text):
        return
    yield from _constants(block.text)
    if "@" in block.text and "{" in block.text and re.search(r"@\w+\s*\{", block.text):
        return  # BibTeX has a reader of its own
    low = re.sub(r"[\W_]+", " ", block.text.lower())
    works = [work for start, pattern, work in _titles() if start in low and pattern.search(block.text)] or [work for key, work in WORKS.items() if key in block.text]
    if len(works) != 1:
        return
    work = works[0]
    for found in islice(chain(FIELD.finditer(block.text), INLINE_FIELD.finditer(block.text)), MOST):
        limit = found.end() + LONGEST
        end = ANY_FIELD.search(block.text, found.end(), limit)
        value = block.text[found.end() : end.start() if end else limit]
        if found["key"].lower() in ("author", "authors", "by", "au"):
            if found["key"] == "AU":
                value = "\n".join(re.findall(r"^AU  ?- ?(.*)$", block.text[:LONGEST], re.M))
            if wrong := _wrong_names(value, work):
                yield "authors", found.start("key"), wrong, " and ".join(work.authors)
                return
        elif (year := YEAR.search(value)) and int(year[0]) not in work.years:
            yield "year", found.start("key"), f"“{work.title}” is not of {year[0]}", f"the right year is {' or '.join(map(str, sorted(work.years)))}"
            return


def constants(block: Block) -> Iterator[Found]:
    """Years that inline code gives to a work."""
    if not block.refuted and "`" in block.text:
        for span in re.finditer(r"`[^`\n]{4,200}`", block.text):
            for kind, offset, message, help in _constants(span[0]):
                yield kind, span.start() + offset, message, help


IN_CODE_WORDS = ("transformer", "rnnsearch", "attention", "bahdanau", "vaswani", "1706.", "1409.")


def _constants(text: str) -> Iterator[Found]:
    low = text.lower()
    if not any(word in low for word in IN_CODE_WORDS):
        return
    for found in IN_CODE.finditer(text):
        work = WORKS[NAMED_IN_CODE.get(found["work"][0].lower()) or ("vaswani2017" if found["work"].startswith("1706") else "bahdanau2015")]
        if int(found["year"]) not in work.years:
            yield "year", found.start("year"), f"“{work.title}” is not of {found['year']}", f"the right year is {' or '.join(map(str, sorted(work.years)))}"
