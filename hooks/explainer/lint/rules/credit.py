"""CRD: all three authors get the credit, and nobody is added."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import authorship, credits, table_claims
from ..frames import framed
from ..rule import Hit, rule
from ..signatures import misreported
from ..tagging import Sentence

SOURCE = "The title page of arXiv 1409.0473: Dzmitry Bahdanau, Kyunghyun Cho, Yoshua Bengio."
RIGHT = "name Dzmitry Bahdanau, Kyunghyun Cho and Yoshua Bengio, or write “Bahdanau et al.”"


@rule(
    "CRD201",
    "credit for attention is not shared as it should be",
    on="sentence",
    message="attention is the joint work of Bahdanau, Cho and Bengio",
    help=RIGHT,
    why="The paper has three authors. Naming one of them as the inventor, or adding a fourth, is unfair and untrue.",
    bad=("Yoshua Bengio invented attention.", "Bahdanau, Cho and LeCun introduced attention."),
    good=("Bahdanau, Cho and Bengio introduced attention.", "It is unfair to credit Bengio alone with attention."),
    source=SOURCE,
)
def shared_credit(sentence: Sentence) -> Iterator[Hit]:
    for who, offset, kind in credits(sentence):
        if kind == "part":
            yield Hit(sentence.block, offset)


@rule(
    "CRD202",
    "a paper is given the wrong authors",
    on="sentence",
    message="these are not the authors of the paper",
    help=RIGHT,
    why="An author list is a fact that a reader copies into a bibliography.",
    bad=("The ICLR 2015 paper by Bahdanau and LeCun introduced attention.",),
    good=("The ICLR 2015 paper by Bahdanau, Cho and Bengio introduced attention.",),
    source=SOURCE,
)
def wrong_authors(sentence: Sentence) -> Iterator[Hit]:
    offset = authorship(sentence)
    if offset is None:
        offset = misreported(sentence)
    if offset is not None:
        yield Hit(sentence.block, offset)
        return
    for place, _ in framed("CRD", sentence):
        yield Hit(sentence.block, place)


@rule(
    "CRD203",
    "a table gives partial credit",
    on="table",
    message="attention is the joint work of Bahdanau, Cho and Bengio",
    help=RIGHT,
    why="A table is read as a list of facts; its rows must name all three authors and nobody else.",
    bad=("| Idea | Inventor |\n|---|---|\n| Attention | Yoshua Bengio |",),
    good=("| Idea | Inventors |\n|---|---|\n| Attention | Bahdanau, Cho, Bengio |",),
    source=SOURCE,
)
def table_credit(table) -> Iterator[Hit]:
    for who, block, offset, kind in table_claims(table):
        if kind == "part":
            yield Hit(block, offset)
