"""CRD: all three authors get the credit, and nobody is added."""

from __future__ import annotations

from collections.abc import Iterator

from ..bylines import wrong_byline
from ..claims import authorship, credits, table_claims
from ..frames import framed
from ..originators import hogged
from ..rule import Hit, rule
from ..signatures import misreported
from ..stance import denied, doubted
from ..tagging import Sentence
from ..words import compiled, tagged

SOURCE = "The title page of arXiv 1409.0473: Dzmitry Bahdanau, Kyunghyun Cho, Yoshua Bengio."
RIGHT = "name Dzmitry Bahdanau, Kyunghyun Cho and Yoshua Bengio, or write “Bahdanau et al.”"
# One of the three told apart from others: "one of the inventors", "of these only Bengio signed the paper".
SET_APART = tagged(
    r"(?:(?:GPART|GINT) (?:is|was|,|alone|only) (?:\S+ )?(?:one |only one |alone )?(?:of|among|from|out of) (?:the|its|his|these|those|three|several) |(?:of|among|from) (?:these|them|those|the) (?:(?![;.!?] )\S+ ){0,4}?only (?:GPART|one) (?!had the idea |invented |did |worked |contributed |deserves )|"
    r"(?:GMIX|GOTH|GPART) (?:(?![;.!?] )\S+ ){0,12}?(?:,|;|but|and) (?:of (?:these|them|the three|the two) )?only GPART |"
    r"one of (?:the|its|these|those|their) (?:(?:three|first|original) ){0,2}(?:authors|inventors|signatories|fathers|names) (?:(?:of|on|behind|under) (?:the )?(?:PBAH|RNNS|ATT|ADD|paper|preprint) )?(?:is |was |, |\( |- |: )GPART |(?:one|two|some|both) of (?:them|these|those|the (?:eight|seven|six|five)) (?:, |\( |- |: )GPART )"
)
# What one may write or sign alone without taking anything from anybody: a text about attention.
ANOTHER_TEXT = tagged(
    r"(?:author|authors|wrote|writes|written|signed|authored|penned|published|gave|held) (?:(?:alone|by|himself|herself|of|the|a|an|his|her|set|series|own|first|short|long|famous|popular|doctoral|master's|well-known|another|other|with|on|in|and) ){0,6}"
    r"(?:\S+ )?(?:notes|lecture|lectures|blog|blogs|post|posts|review|reviews|textbook|textbooks|book|books|thesis|dissertation|chapter|survey|surveys|tutorial|essay|essays|monograph|talk|talks|course|column|letter|preface|foreword|obituary) "
    r"|(?:notes|lecture|lectures|blog|post|review|textbook|book|thesis|dissertation|chapter|survey|tutorial|essay|monograph|talk|course) (?:(?![;.!?] )\S+ ){0,14}?(?:explains?|presents?|treats?|covers?|describes?|discuss(?:es)?|mentions?|surveys?) "
)


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
    if SET_APART.search(sentence.text) or ANOTHER_TEXT.search(sentence.text):
        return
    for who, offset, kind in credits(sentence):
        if kind == "part":
            yield Hit(sentence.block, offset)
            return
    if (claimed := hogged(sentence)) is not None:
        yield Hit(sentence.block, claimed[0])


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
    if SET_APART.search(sentence.text) or ANOTHER_TEXT.search(sentence.text):
        return
    offset = authorship(sentence)
    if offset is None:
        offset = misreported(sentence)
    if offset is None:
        offset = wrong_byline(sentence)
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


BEAT = compiled(
    "RNNS|GBAH|PBAH|ATT|ADD|encoder-decoder <~6> beat|beats|outperformed|outperforms|surpassed|surpasses|overtook|defeated|exceeded|"
    "outdid|outclassed|topped <~6> moses|phrase-based|statistical"
)
# Words of the two conditions under which the table has it ahead, of other comparisons, and of later work.
WITHIN = frozenset("unknown known UNK unk vocabulary subset if comparable close nearly almost later today transformer TRF GLUO if only".split())


@rule(
    "CRD206",
    "the first attention model credited with more than it reached",
    on="sentence",
    message="on all test sentences RNNsearch was behind the phrase-based system Moses",
    help="write 28.45 against 33.30 BLEU on all sentences, 36.15 against 35.63 on those without unknown words",
    why="The paper's claim is narrower, and its table says so. A first model need not win to matter.",
    bad=("RNNsearch beat the phrase-based system Moses.",),
    good=("On sentences without unknown words, RNNsearch beat the phrase-based system Moses.",),
    source="Bahdanau et al. 2015, table 1.",
)
def beat_moses(sentence: Sentence) -> Iterator[Hit]:
    found = BEAT.search(sentence.bare)
    if found is not None and not denied(sentence) and not doubted(sentence) and not sentence.words & WITHIN:
        yield Hit(sentence.block, sentence.bare_token_at(found.start()).start)
