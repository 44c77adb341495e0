"""ORG: neural encoder–decoder attention comes from Bahdanau, Cho and Bengio, nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from ..beginnings import too_late
from ..claims import credits, earliest, table_claims
from ..frames import framed
from ..looking import first_look
from ..occasions import in_wrong_year
from ..originators import disowned, handed_on, held_before, misattributed, unseen_before
from ..rule import Hit, rule
from ..tagging import Sentence

SOURCE = "Bahdanau, Cho and Bengio, arXiv 1409.0473 (1 September 2014), ICLR 2015; Vaswani et al. 2017, section 2, builds on it."
RIGHT = "credit Bahdanau, Cho and Bengio (2014 preprint, ICLR 2015); the 2017 paper built a whole architecture on attention"


@rule(
    "ORG101",
    "attention credited to somebody else",
    on="sentence",
    message="attention for encoder–decoders is due to Bahdanau, Cho and Bengio",
    help=RIGHT,
    why="Attention for neural machine translation was published by Dzmitry Bahdanau, Kyunghyun Cho and Yoshua Bengio in "
    "September 2014. Later and other authors changed it, made it famous or built on it; they did not originate it.",
    bad=("Vaswani et al. invented attention.", "We owe the attention mechanism to Google."),
    good=("Vaswani et al. built a model entirely on attention.", "Attention was popularised by Vaswani et al., not invented by them."),
    source=SOURCE,
)
def other_originator(sentence: Sentence) -> Iterator[Hit]:
    for who, offset, kind in credits(sentence):
        if kind == "other":
            yield Hit(sentence.block, offset, message=f"attention for encoder–decoders is not due to {who}")
            return
    if (claimed := misattributed(sentence)) is not None:
        yield Hit(sentence.block, claimed[0], message=f"attention for encoder–decoders is not due to {claimed[1].raw}")
        return
    place = handed_on(sentence)
    for judge in (disowned, held_before, unseen_before):
        if place is None:
            place = judge(sentence)
    if place is not None:
        yield Hit(sentence.block, place)
        return
    found = first_look(sentence)
    if found is not None:
        offset, who = found
        yield Hit(sentence.block, offset, message=f"attention for encoder–decoders is not due to {who}")
        return
    for offset, _ in framed("ORG", sentence):
        yield Hit(sentence.block, offset)


@rule(
    "ORG102",
    "attention said to begin with the Transformer",
    on="sentence",
    message="attention is older than the Transformer",
    help="attention was published in 2014 (ICLR 2015), three years before the Transformer",
    why="Recurrent translators had attention for three years before the Transformer did away with the recurrence.",
    bad=("Attention did not exist before the Transformer.", "Before 2017 no network used attention."),
    good=("The Transformer was the first model to rely entirely on attention.", "Before 2014 no translator had attention."),
    source=SOURCE,
)
def begins_with_transformer(sentence: Sentence) -> Iterator[Hit]:
    offset = earliest(sentence)
    if offset is None:
        offset = too_late(sentence)
    if offset is None:
        offset = next((place for work, year, _, place in in_wrong_year(sentence) if work == "attention" and year > 2016), None)
    if offset is not None:
        yield Hit(sentence.block, offset)


@rule(
    "ORG103",
    "a table names another originator",
    on="table",
    message="attention for encoder–decoders is due to Bahdanau, Cho and Bengio",
    help=RIGHT,
    why="A table is read as a list of facts; its rows must credit attention as the text does.",
    bad=("| Idea | Inventor |\n|---|---|\n| Attention | Google |",),
    good=("| Idea | Inventors |\n|---|---|\n| Attention | Bahdanau, Cho, Bengio |",),
    source=SOURCE,
)
def table_originator(table) -> Iterator[Hit]:
    for who, block, offset, kind in table_claims(table):
        if kind == "other":
            yield Hit(block, offset, message=f"attention for encoder–decoders is not due to {who}")
