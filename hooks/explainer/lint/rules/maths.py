"""MTH: formulas neither wrong nor mutilated, in LaTeX, Unicode, code and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import arithmetic
from ..frames import framed
from ..growth import same_divisor
from ..judgement import in_code, in_formulas, in_tables, in_words, misreckoned, supposed, weights_in
from ..reckoned import miscoded, misreckoned_table
from ..rule import Hit, rule
from ..shapes import masked_by_zero, misshapen, scored_late
from ..stance import denied, doubted
from ..tagging import Sentence
from ..words import Patterns, compiled
from ..worked import misworked

SOURCE = "Bahdanau et al. 2015, section 3.1 and appendix A.1.2; Vaswani et al. 2017, section 3.2.1."
RIGHT = "additive: e_ij = v_aᵀ tanh(W_a s_{i−1} + U_a h_j); scaled: softmax(QKᵀ/√d_k)V; context: Σ_j α_ij h_j"


@rule(
    "MTH501",
    "a formula of attention is wrong",
    on="block",
    message="this formula is not the one of the paper",
    help=RIGHT,
    why="A formula is what a reader implements. A missing scale, a missing tanh or a softmax over the wrong axis is an "
    "error that still runs.",
    bad=("Scaled dot-product attention is $\\mathrm{softmax}(QK^\\top)V$.",),
    good=("Scaled dot-product attention is $\\mathrm{softmax}(QK^\\top/\\sqrt{d_k})V$.",),
    source=SOURCE,
)
def wrong_formula(block) -> Iterator[Hit]:
    for offset, message in in_formulas(block):
        yield Hit(block, offset, message)


@rule(
    "MTH502",
    "code computes another attention than it says",
    on="code",
    message="this code does not compute the attention that it names",
    help="softmax(q @ k.T / sqrt(d_k)) @ v, over the keys; Bahdanau's score is v @ tanh(W @ s_prev + U @ h_j)",
    why="Code is copied as it stands.",
    bad=("```python\nout = softmax(Q @ K.T) @ V  # scaled dot-product attention\n```",),
    good=("```python\nout = softmax(Q @ K.T / math.sqrt(d_k)) @ V\n```",),
    source=SOURCE,
)
def wrong_code(block) -> Iterator[Hit]:
    for offset, message in in_code(block):
        yield Hit(block, offset, message)
    for found in (scored_late(block), masked_by_zero(block), miscoded(block)):
        if found is not None:
            yield Hit(block, *found)


KEYS_MIXED = "queries are compared with keys; the weights average the values"
OVER_KEYS = "the softmax runs over the keys, one query at a time"
# Queries, keys and value vectors share one tag: what the words are where the message would be wrong of them.
RIGHT_AFTER_ALL = {
    KEYS_MIXED: re.compile(r"\b(?:averages?|sums?|mixture|mean|blends?|combinations?)\s+(?:of\s+)?(?:the\s+|its\s+|all\s+)*value", re.I),
    "the weights of one query sum to 1; what a key receives may be any amount": re.compile(r"\b(?:over|across|among|between|to)\s+(?:the\s+|all\s+)*keys\b", re.I),
    OVER_KEYS: re.compile(r"\b(?:over|across|along)\s+(?:the\s+|all\s+)*keys\b", re.I),
}


@rule(
    "MTH503",
    "attention's arithmetic told wrongly in words",
    on="sentence",
    message="that is not how attention is computed",
    help=RIGHT,
    why="Words are read by those who skip the formula.",
    bad=("Attention is nothing but cosine similarity.", "The scaling by 1/√d_k is optional."),
    good=("The context vector is a weighted average of the annotations.",),
    source=SOURCE,
)
def wrong_words(sentence: Sentence) -> Iterator[Hit]:
    if supposed(sentence):
        return
    found = in_words(sentence)
    if found is not None:
        yield Hit(sentence.block, found[0], found[1])
        return
    if (offset := same_divisor(sentence)) is not None:
        yield Hit(sentence.block, offset, "the scores are divided by the root √d_k, not by d_k")
        return
    for offset, message in framed("MTH", sentence):
        if message not in RIGHT_AFTER_ALL or not RIGHT_AFTER_ALL[message].search(sentence.raw):
            yield Hit(sentence.block, offset, message)
        return
    if (sum_ := arithmetic.misreckoned(sentence) or misshapen(sentence) or misworked(sentence)) is not None:
        yield Hit(sentence.block, *sum_)


@rule(
    "MTH504",
    "attention weights that do not sum to one",
    on="sentence",
    message="the weights of one query sum to 1",
    help="give weights that are positive and sum to 1",
    why="A softmax makes them sum to one; numbers that do not cannot be attention weights.",
    bad=("The attention weights for the three words are 0.7, 0.6 and 0.2.",),
    good=("The attention weights for the three words are 0.7, 0.2 and 0.1.",),
    source=SOURCE,
)
def wrong_sum(sentence: Sentence) -> Iterator[Hit]:
    offset = weights_in(sentence)
    if offset is not None:
        yield Hit(sentence.block, offset)
    elif (offset := misreckoned(sentence)) is not None:
        yield Hit(sentence.block, offset, "this number does not follow: equal scores share 1 equally, and √64 is 8")


@rule(
    "MTH505",
    "a table of weights or formulas that does not come out",
    on="table",
    message="the weights of one query sum to 1",
    help="give weights that are positive and sum to 1",
    why="A softmax makes them sum to one; numbers that do not cannot be attention weights.",
    bad=("| Word | Attention weight |\n|---|---|\n| the | 0.7 |\n| cat | 0.6 |",),
    good=("| Word | Attention weight |\n|---|---|\n| the | 0.3 |\n| cat | 0.7 |",),
    source=SOURCE,
)
def wrong_table(table) -> Iterator[Hit]:
    for block, offset, message in in_tables(table):
        yield Hit(block, offset, message)
    for block, offset, message in misreckoned_table(table):
        yield Hit(block, offset, message)


KNOWS_ORDER = compiled(
    "SELF|ATT|SDP|MHA|LAY <~4> knows|know|sees|see|captures|capture|encodes|encode|respects|respect|preserves|preserve|"
    "understands|tracks|track|learns|keeps|notices|perceives|senses|handles <~4> order|word-order|ordering"
)
NO_POSITIONS = compiled("POS|position|positions|positional <~5> unnecessary|superfluous|redundant|needless|unneeded|optional")
AWARE_OF_ORDER = compiled("SELF|ATT|SDP|MHA|LAY is|are <~1> sensitive|aware to|of <~3> order|position|positions|ordering")
OF_ORDER = Patterns((KNOWS_ORDER, AWARE_OF_ORDER, NO_POSITIONS))
# What brings the order in, and what asks whether it is there.
ORDERED = frozenset("POS positions MASK with once when if causal mask masked relative rotary rope alibi recurrent recurrence encoder RNNS rnn rnns convolution only".split())


@rule(
    "MTH506",
    "self-attention said to know the order of words",
    on="sentence",
    message="attention by itself does not know the order of the words",
    help="say what brings the order in: positional encodings, relative positions, a causal mask, or a recurrent encoder",
    why="Without positions and without a mask, self-attention treats its input as a set: the same words in another order "
    "give the same vectors in another order.",
    bad=("Attention knows the order of the words.", "Positional encodings are superfluous in a transformer."),
    good=(
        "Self-attention does not know the order of the words.",
        "With positional encodings, self-attention can use the order of the words.",
    ),
    source="Vaswani et al. 2017, section 3.5.",
)
def order_by_itself(sentence: Sentence) -> Iterator[Hit]:
    for _, pattern in OF_ORDER.worth(sentence.bare):
        found = pattern.search(sentence.bare)
        if found is None or denied(sentence) or doubted(sentence):
            continue
        if sentence.words & (ORDERED - {"POS", "positions", "once", "when", "if"} if pattern is NO_POSITIONS else ORDERED):
            continue
        yield Hit(sentence.block, sentence.bare_token_at(found.start()).start)
        return
