"""CPX: what exact attention costs in time and memory, and where contexts end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import arithmetic
from ..costs import inverted, overstated, proportional, scaling, stated, swapped, table_costs
from ..document import remarks
from ..frames import framed
from ..growth import misfit, miscounted, misstored, table_misfit
from ..laws import heads_off, misjudged, off_law, summed
from ..orders import misordered
from ..rule import Hit, rule
from ..tagging import Sentence, sentences

LINEAR_MODELS = frozenset("linformer linformers performer performers reformer reformers".split())
LINEAR_KIND = re.compile(r"lineari?[sz]?e?d? (?:attention|transformers?)", re.I)
SOURCE = "Vaswani et al. 2017, table 1; Dao et al. 2022 (exact attention: memory linear, compute quadratic); Bahdanau et al. 2015, section 6.1."


@rule(
    "CPX901",
    "the cost of attention understated",
    on="sentence",
    message="exact attention compares every query with every key",
    help="time and number of scores grow with the square of the length (m·n for two sequences); only approximate or sparse "
    "forms do better",
    why="The quadratic cost is the practical limit that a reader has to plan with.",
    bad=("Self-attention is linear in the sequence length.", "FlashAttention approximates attention."),
    good=("FlashAttention is exact; its memory is linear, its compute stays quadratic.", "Linear attention runs in O(n) time."),
    source=SOURCE,
)
def understated(sentence: Sentence) -> Iterator[Hit]:
    offset = stated(sentence)
    if offset is None:
        offset = proportional(sentence)
    if offset is None:
        offset = inverted(sentence)
    if offset is not None:
        yield Hit(sentence.block, offset)
        return
    for offset, _ in framed("CPX", sentence):
        if not LINEAR_KIND.match(sentence.block.text, offset) and sentence.words.isdisjoint(LINEAR_MODELS):
            yield Hit(sentence.block, offset)
            return
    if (offset := overstated(sentence)) is not None:
        yield Hit(sentence.block, offset, "this variant was made to avoid the quadratic cost")
    elif (offset := swapped(sentence)) is not None:
        yield Hit(sentence.block, offset, "attention costs O(n²·d), recurrence O(n·d²)")
    elif (order := misordered(sentence)) is not None:
        yield Hit(sentence.block, *order)


@rule(
    "CPX902",
    "the arithmetic of the length does not fit",
    on="sentence",
    message="these factors do not fit a quadratic cost",
    help="twice the length gives four times the scores; ten times the length gives a hundred times",
    why="Factors are what readers remember.",
    bad=("Doubling the length doubles the cost of the full attention matrix.",),
    good=("Doubling the length quadruples the number of scores.",),
    source=SOURCE,
)
def factors(sentence: Sentence) -> Iterator[Hit]:
    for wrong in (scaling, misfit, miscounted, misstored, off_law, heads_off, summed, misjudged):
        if (offset := wrong(sentence)) is not None:
            yield Hit(sentence.block, offset)
            return
    if (counted := arithmetic.miscounted(sentence)) is not None:
        yield Hit(sentence.block, *counted)


@rule(
    "CPX903",
    "a table understates the cost of attention",
    on="table",
    message="exact self-attention costs O(n²·d) a layer",
    help="write O(n²·d) for the complexity and O(1) for the sequential operations",
    why="A table is read as a list of facts.",
    bad=("| Layer | Complexity |\n|---|---|\n| Self-attention | O(n·d) |",),
    good=("| Layer | Complexity |\n|---|---|\n| Self-attention | O(n²·d) |",),
    source=SOURCE,
)
def table_cost(table) -> Iterator[Hit]:
    for block, offset in table_costs(table):
        yield Hit(block, offset)
    for block, offset in table_misfit(table):
        yield Hit(block, offset, "these numbers do not grow with the square of the length")


COMMENT = re.compile(r"#(?P<text>[^\n]*)")
PAIRS = re.compile(r"@|matmul|einsum|bmm|\bdot\(")


@rule(
    "CPX904",
    "a comment in code understates the cost of attention",
    on="code",
    message="these scores cost O(n²·d): one for each pair of positions",
    help="write O(n²·d) beside q @ k.T",
    why="A comment is copied with its code.",
    bad=("```python\nscores = q @ k.T  # attention scores, O(n)\n```",),
    good=("```python\nscores = q @ k.T  # attention scores, O(n²·d)\n```",),
    source=SOURCE,
)
def comment_cost(block) -> Iterator[Hit]:
    if block.refuted:
        return
    for remark in remarks(block):
        for sentence in sentences(remark):
            yield from understated(sentence)
            yield from factors(sentence)
    start, above = 0, None
    for line in block.text.split("\n"):
        comment = COMMENT.search(line)
        code = line[: comment.start()] if comment else line
        told = start + comment.start() if comment else None
        if PAIRS.search(code) and QUERY_KEY.search(code):
            if comment and LINEAR_COST.search(comment["text"]):
                yield Hit(block, told)
            elif above is not None:
                yield Hit(block, above)
        above = told if comment and not code.strip() and LINEAR_COST.search(comment["text"]) and not OTHER_COST.search(comment["text"]) else None
        start += len(line) + 1


OTHER_COST = re.compile(r"cache|window|per |each|memory|one |row|linear (?:layer|attention|projection)|not|no longer|²|\^2|n\*n", re.I)
QUERY_KEY = re.compile(r"\bq\w*\b.*\bk\w*\b", re.I)
LINEAR_COST = re.compile(r"O\(\s*(?:n|T|L|N|n\s*[·*]?\s*d|n log n)\s*\)|\blinear (?:time|cost|in)\b|(?<![\w*·²] )(?<![*·²])\b[nTLN] (?:attention )?(?:scores|dot products|comparisons)\b", re.I)
