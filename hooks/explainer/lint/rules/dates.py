"""DAT: the years, months, venues and distances of the works."""

from __future__ import annotations

from collections.abc import Iterator

from ..ages import birthday, misaged, riddled, too_old
from ..chronology import birthdays, codes_of, distances, months, same_time, table_years, venues, years
from ..occasions import answered, at_wrong_conference, at_wrong_distance, in_wrong_year, turned_round, would_have_waited
from ..order import disordered
from ..reckoning import reckoned
from ..references import constants, recorded, referenced
from ..rule import Hit, rule
from ..tagging import Sentence
from ..topics import alone_misdated, misdated, misplaced_event

SOURCE = "arXiv 1409.0473 (v1 1 September 2014, ICLR 2015); arXiv 1706.03762 (12 June 2017, NIPS 2017)."


@rule(
    "DAT301",
    "a work is given the wrong year",
    on="sentence",
    message="this work is of another year",
    help="the attention paper is of 2014 (arXiv) or 2015 (ICLR); the Transformer paper is of 2017",
    why="Readers copy years. Cite the first version or the venue, never the date of a preprint's last revision.",
    bad=("In 2015, Vaswani et al. proposed the Transformer.", "Bahdanau et al. introduced attention in 2016."),
    good=(
        "In 2017, Vaswani et al. proposed the Transformer.",
        "The preprint is of 2014; its seventh version is of 2016.",
        "*Differential Transformer*. arXiv preprint, 2024.",
    ),
    source=SOURCE,
)
def wrong_year(sentence: Sentence) -> Iterator[Hit]:
    for work, year, right, offset in (*years(sentence), *misdated(sentence), *alone_misdated(sentence), *in_wrong_year(sentence), *answered(sentence)):
        yield Hit(sentence.block, offset, f"{work} is not of {year}", f"the right year is {right}")
    for offset in months(sentence):
        yield Hit(sentence.block, offset, "the preprint was first posted in September 2014", "its seventh version is of May 2016; cite 2014 (arXiv) or 2015 (ICLR)")


@rule(
    "DAT302",
    "a work is given the wrong venue",
    on="sentence",
    message="this work appeared elsewhere",
    help="the attention paper appeared at ICLR 2015, the Transformer paper at NIPS 2017",
    why="A venue is part of a reference; a wrong one sends readers to the wrong proceedings.",
    bad=("“Attention Is All You Need” appeared at ICLR 2015.",),
    good=("“Attention Is All You Need” appeared at NIPS 2017.",),
    source=SOURCE,
)
def wrong_venue(sentence: Sentence) -> Iterator[Hit]:
    for work, right, offset in venues(sentence):
        yield Hit(sentence.block, offset, f"{work} did not appear there", f"it appeared at {right}")
    if (found := at_wrong_conference(sentence)) is not None:
        yield Hit(sentence.block, found[2], f"{found[0]} did not appear there", f"it appeared at {found[1]}")
    for right, offset in misplaced_event(sentence):
        yield Hit(sentence.block, offset, help=right)


@rule(
    "DAT303",
    "the distance or order of two works is wrong",
    on="sentence",
    message="the years between these works do not add up",
    help="attention: September 2014 (ICLR May 2015); the Transformer: June 2017, close to three years later",
    why="A distance in years is a date in disguise.",
    bad=("Six years after Bahdanau, Cho and Bengio, Vaswani et al. presented the Transformer.",),
    good=("Three years after Bahdanau, Cho and Bengio, Vaswani et al. presented the Transformer.",),
    source=SOURCE,
)
def wrong_distance(sentence: Sentence) -> Iterator[Hit]:
    if riddled(sentence):
        if (place := misaged(sentence)) is not None:
            yield Hit(sentence.block, place)
        return
    for offset in (*distances(sentence), *birthdays(sentence), *same_time(sentence), *disordered(sentence), *reckoned(sentence)):
        yield Hit(sentence.block, offset)
    for place in (at_wrong_distance(sentence), turned_round(sentence), would_have_waited(sentence), birthday(sentence), too_old(sentence)):
        if place is not None:
            yield Hit(sentence.block, place)


@rule(
    "DAT304",
    "a table gives the wrong year or venue",
    on="table",
    message="this work is of another year",
    help="the attention paper is of 2014 (arXiv) or 2015 (ICLR); the Transformer paper is of 2017",
    why="A table is read as a list of facts.",
    bad=("| Paper | Year |\n|---|---|\n| Attention Is All You Need | 2016 |",),
    good=("| Paper | Year |\n|---|---|\n| Attention Is All You Need | 2017 |",),
    source=SOURCE,
)
def table_year(table) -> Iterator[Hit]:
    for block, offset, message, help in table_years(table):
        yield Hit(block, offset, message, help)


@rule(
    "DAT305",
    "a BibTeX entry disagrees with the work",
    on="code",
    message="this entry's year is wrong",
    help="take the entry from the references page",
    why="BibTeX entries are copied without being read.",
    bad=("```bibtex\n@inproceedings{vaswani2017,\n  title = {Attention Is All You Need},\n  year = {2015}\n}\n```",),
    good=("```bibtex\n@inproceedings{vaswani2017,\n  title = {Attention Is All You Need},\n  year = {2017}\n}\n```",),
    source=SOURCE,
)
def bibtex_year(block) -> Iterator[Hit]:
    for kind, offset, message, help in (*codes_of(block), *recorded(block)):
        if kind == "year":
            yield Hit(block, offset, message, help)


@rule(
    "CRD204",
    "a BibTeX entry has the wrong authors",
    on="code",
    message="this entry's authors are wrong",
    help="take the entry from the references page",
    why="BibTeX entries are copied without being read.",
    bad=("```bibtex\n@inproceedings{bahdanau2015,\n  author = {Dzmitry Bahdanau},\n  title = {Neural Machine Translation by Jointly Learning to Align and Translate}\n}\n```",),
    good=("```bibtex\n@inproceedings{bahdanau2015,\n  author = {Dzmitry Bahdanau and Kyunghyun Cho and Yoshua Bengio},\n  title = {Neural Machine Translation by Jointly Learning to Align and Translate}\n}\n```",),
    source=SOURCE,
)
def bibtex_authors(block) -> Iterator[Hit]:
    for kind, offset, message, help in (*codes_of(block), *recorded(block)):
        if kind == "authors":
            yield Hit(block, offset, message, help)


@rule(
    "CRD205",
    "a reference has the wrong authors",
    on="block",
    message="these are not the authors of the work",
    help="take the reference from the references page",
    why="Reference lists are copied without being read.",
    bad=("Bahdanau, D., & Hinton, G. (2015). Neural Machine Translation by Jointly Learning to Align and Translate. ICLR.",),
    good=("Bahdanau, D., Cho, K., & Bengio, Y. (2015). Neural Machine Translation by Jointly Learning to Align and Translate. ICLR.",),
    source="The title pages of the works.",
)
def reference_authors(block) -> Iterator[Hit]:
    for kind, offset, message, help in referenced(block):
        if kind == "authors":
            yield Hit(block, offset, message, help)


@rule(
    "DAT306",
    "a reference has the wrong year or venue",
    on="block",
    message="this reference's year is wrong",
    help="take the reference from the references page",
    why="Reference lists are copied without being read; so are the constants of a time line.",
    bad=("Bahdanau, Cho, Bengio. Neural Machine Translation by Jointly Learning to Align and Translate. ICLR 2019.",),
    good=("Bahdanau, Cho, Bengio. Neural Machine Translation by Jointly Learning to Align and Translate. ICLR 2015.",),
    source=SOURCE,
)
def reference_year(block) -> Iterator[Hit]:
    for kind, offset, message, help in (*referenced(block), *constants(block)):
        if kind == "year":
            yield Hit(block, offset, message, help)
