"""MEC: who contributed which mechanism; nothing before its time."""

from __future__ import annotations

from collections.abc import Iterator

from ..features import misplaced
from ..frames import framed
from ..rule import Hit, rule
from ..tagging import Sentence
from ..placing import placed, placed_in_table
from ..topics import miscredited
from ..worlds import swapped, table_features, whose

SOURCE = "Bahdanau et al. 2015, section 3 and appendix A; Luong et al. 2015; Vaswani et al. 2017, section 3."


@rule(
    "MEC401",
    "a mechanism put into the wrong paper",
    on="sentence",
    message="this mechanism does not belong to that work",
    help="2014: bidirectional recurrent encoder, additive score with a tanh, one alignment, no heads; 2015 (Luong): dot and general "
    "scores, local attention; 2017: self-attention throughout, scaled dot product, heads, position encodings",
    why="The history is a sequence of small inventions; moving one of them hides what each paper achieved.",
    bad=("Bahdanau et al. introduced self-attention.", "The Transformer scores keys with a tanh network."),
    good=("Unlike RNNsearch, the Transformer uses self-attention.", "Self-attention was not part of RNNsearch."),
    source=SOURCE,
)
def wrong_paper(sentence: Sentence) -> Iterator[Hit]:
    found = whose(sentence) or misplaced(sentence) or miscredited(sentence) or placed(sentence)
    if found is not None:
        yield Hit(sentence.block, *found)
        return
    for offset, message in framed("MEC", sentence):
        yield Hit(sentence.block, offset, message)


@rule(
    "MEC402",
    "additive and multiplicative attention swapped",
    on="sentence",
    message="Bahdanau et al. score additively, Luong et al. (mainly) multiplicatively",
    help="additive (tanh network): Bahdanau et al. 2014; dot and general: Luong et al. 2015",
    why="The two names are used in every library, and swapping them makes documentation wrong.",
    bad=("Bahdanau et al. proposed the multiplicative score and Luong et al. the additive one.",),
    good=("Bahdanau et al. proposed the additive score and Luong et al. the multiplicative one.",),
    source=SOURCE,
)
def swapped_scores(sentence: Sentence) -> Iterator[Hit]:
    offset = swapped(sentence)
    if offset is not None:
        yield Hit(sentence.block, offset)


@rule(
    "MEC403",
    "a table puts a mechanism into the wrong paper",
    on="table",
    message="this mechanism does not belong to that work",
    help="2014: additive score, one alignment, recurrent encoder; 2017: scaled dot product, heads, self-attention",
    why="A table is read as a list of facts.",
    bad=("| Paper | Score |\n|---|---|\n| Bahdanau et al. (2014) | scaled dot product |",),
    good=("| Paper | Score |\n|---|---|\n| Bahdanau et al. (2014) | additive |",),
    source=SOURCE,
)
def table_mechanisms(table) -> Iterator[Hit]:
    found = list(table_features(table)) or list(placed_in_table(table))
    for block, offset in found:
        yield Hit(block, offset)
