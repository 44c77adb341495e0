"""The diagrams of the site: each a function that draws one idea on the running example.

They run from top to bottom, one word a row, and are at most 440 units wide, so that they can be read on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import exp

from .parts import (
    arrow,
    context_vector,
    decoder_state,
    encoder_state,
    fixed_vector,
    line,
    role,
    symbol,
    text,
    weight,
    weighted_line,
    work,
)

SENTENCE = "The cat sat on the comfortable red velvet mat in the corner of the room".split()
ROW = 21

# Made up to show the idea; each set sums to 1 and is labelled as illustrative where it is drawn.
LOOKING_BACK = (0.0, 0.01, 0.02, 0.02, 0.03, 0.03, 0.05, 0.12, 0.66, 0.02, 0.01, 0.01, 0.0, 0.01, 0.01)
SELF_ATTENTION = (0.01, 0.05, 0.13, 0.08, 0.06, 0.1, 0.12, 0.18, 0.2, 0.02, 0.01, 0.02, 0.01, 0.0, 0.01)
PHRASE = ("the", "red", "velvet", "mat")
SCORES = (0.2, 0.9, 1.3, 3.4)
HEADS = (  # for each head one row of weights for each word of the phrase
    ((0.7, 0.1, 0.1, 0.1), (0.1, 0.7, 0.1, 0.1), (0.1, 0.1, 0.7, 0.1), (0.1, 0.1, 0.1, 0.7)),
    ((0.25, 0.25, 0.25, 0.25), (0.85, 0.05, 0.05, 0.05), (0.05, 0.85, 0.05, 0.05), (0.05, 0.05, 0.85, 0.05)),
    ((0.1, 0.05, 0.05, 0.8), (0.05, 0.1, 0.05, 0.8), (0.05, 0.05, 0.1, 0.8), (0.1, 0.3, 0.4, 0.2)),
)
WORKS = (  # year of the first version, authors, what it brought, era
    ("1964", "Nadaraya; Watson", "weighted averages, with a kernel that is not learned", "before"),
    ("2013", "Graves", "a soft window that moves one way along the text", "before"),
    ("2014", "Bahdanau, Cho & Bengio", "a learned soft search over all encoder states", "original"),
    ("2015", "Xu et al.", "attention to the regions of an image", "between"),
    ("2015", "Luong, Pham & Manning", "simpler scores; a window of the source", "between"),
    ("2016", "Cheng et al.; Parikh et al.", "attention within a sentence; without recurrence", "between"),
    ("2017", "Vaswani et al.", "the transformer: scaled, in several heads, throughout", "modern"),
    ("2018", "Shaw et al.", "positions relative to each other", "modern"),
    ("2019", "Shazeer", "one set of keys and values for all heads", "modern"),
    ("2020", "Beltagy et al.; Zaheer et al.", "only some of the pairs", "modern"),
    ("2020", "Katharopoulos et al.", "cost that grows with the length, not its square", "modern"),
    ("2021", "Su et al.", "positions as rotations", "modern"),
    ("2022", "Dao et al.", "the same result with far less memory traffic", "modern"),
    ("2023", "Ainslie et al.", "keys and values for groups of heads", "modern"),
    ("2024", "DeepSeek-V2", "keys and values rebuilt from a small vector", "modern"),
    ("2025", "DeepSeek-V3.2", "sparse attention in a large language model", "modern"),
)

DRAWN = "A drawing; nothing in it was measured."
ILLUSTRATIVE = "Illustrative: the weights are made up to show the idea."


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing of `width` × `height` units.

    `title` names it and `description` says in words what it shows, for those who do not see it; `caption` says what
    to look at, `source` where its numbers come from, `table` (HTML) gives them where they were measured.
    """

    title: str
    description: str
    caption: str
    source: str
    width: int
    height: int
    body: str
    table: str = ""


def softmax(scores: tuple[float, ...]) -> tuple[float, ...]:
    """Positive weights that sum to 1."""
    powers = [exp(score) for score in scores]
    return tuple(power / sum(powers) for power in powers)


def parts() -> Diagram:
    """What the shapes mean."""
    rows = (
        (encoder_state(48, 0), ("h", "j"), "Encoder state", "one for each source word; two halves, read both ways"),
        (decoder_state(60, 0), ("s", "i−1"), "Decoder state", "before the word is written; it asks, as a query"),
        (weight(73, 0, 0.7), ("α", "ij"), "Attention weight", "from 0 to 1; one row of them sums to 1"),
        (context_vector(48, 0), ("c", "i"), "Context vector", "the weighted sum, as long as an encoder state"),
        (role(69, 0, "Q"), ("q", "i"), "Query", "what a position looks for"),
        (role(69, 0, "K"), ("k", "j"), "Key", "what a position can be found by"),
        (role(69, 0, "V"), ("v", "j"), "Value", "what a position hands over"),
    )
    body = []
    for index, (shape, sign, name, meaning) in enumerate(rows):
        y = 24 + 38 * index
        body.append(f'<g transform="translate(0 {y})">{shape}</g>')
        body.append(symbol(34, y, *sign, anchor="end"))
        body.append(text(140, y - 8, name, "name"))
        body.append(text(140, y + 9, meaning, "note"))
    return Diagram(
        title="The shapes of this site and the symbols of the formulas",
        description=(
            "Encoder state h with index j: a strip with square ends in two halves. Decoder state s with index i minus"
            " 1: a strip with round ends. Attention weight alpha with indices i and j: a square, stronger for more."
            " Context vector c with index i: a strip with pointed ends. Query, key and value: the same ends, with the letters"
            " Q, K and V."
        ),
        caption=(
            "Each thing has one shape throughout. Round ends ask, square ends are asked, pointed ends carry the answer."
        ),
        source="",
        width=440,
        height=276,
        body="".join(body),
    )


def fixed_vector_bottleneck() -> Diagram:
    """Three words and fifteen end in a vector of the same size."""
    body = []
    top = 30
    for words, caption in ((SENTENCE[:3], "3 words"), (SENTENCE, "15 words")):
        body.append(text(0, top - 16, caption, "note"))
        last = top + ROW * (len(words) - 1)
        for index, word in enumerate(words):
            y = top + ROW * index
            body.append(text(98, y, word, "word", "end"))
            body.append(encoder_state(108, y, halves=1))
            if index:
                body.append(arrow(124, y - ROW + 7, 124, y - 7))
        middle = top + ROW * (len(words) - 1) / 2
        body.append(line(140, last, 214, middle))
        body.append(fixed_vector(222, middle))
        body.append(symbol(238, middle - 22, "c", anchor="middle"))
        for index in range(3):
            y = middle + (index - 1) * 28
            body.append(line(259, middle, 326, y))
            body.append(decoder_state(328, y))
            body.append(symbol(376, y, "s", str(index + 1)))
        body.append(text(348, middle + 48, "…", "note", "middle"))
        top = last + 70
    return Diagram(
        title="One vector of fixed size, for three words and for fifteen",
        description=(
            "Two encoder–decoders without attention. In the upper one the encoder reads the three words The cat sat,"
            " in the lower one the fifteen words of the running example, one word after the other. Both hand over only"
            " their last state, a vector c of four cells, and the decoder's states see nothing else. The vector is"
            " equally small in both."
        ),
        caption=(
            "Follow the arrows down the words: only the last state leaves the encoder. The framed vector <em>c</em> is"
            " no larger for fifteen words than for three."
        ),
        source="A drawing; four cells stand for the few hundred or thousand numbers of a real vector.",
        width=440,
        height=468,
        body="".join(body),
    )


def looking_back() -> Diagram:
    """The decoder weighs all encoder states for the word it is about to write."""
    body = []
    head, top = 20, 46
    middle = top + ROW * 7
    body += [text(166, head, "encoder states", "note", "middle"), text(232, head, "weights", "note", "middle")]
    for index, (word, value) in enumerate(zip(SENTENCE, LOOKING_BACK, strict=True)):
        y = top + ROW * index
        body.append(text(122, y, word, "word", "end"))
        body.append(weighted_line(240, y, 306, middle, value))
        body.append(encoder_state(132, y))
        body.append(weight(224, y, value))
        if value >= 0.05:
            body.append(text(218, y, f"{value:.2f}".lstrip("0"), "number", "end"))
    body += [context_vector(316, middle), symbol(396, middle, "c", "i")]
    body += [arrow(348, middle + 10, 348, middle + 54), decoder_state(328, middle + 64)]
    body += [symbol(376, middle + 64, "s", "i"), arrow(348, middle + 74, 348, middle + 104)]
    body += [text(348, middle + 116, "tapis", "word", "middle"), text(348, middle + 136, "(mat)", "note", "middle")]
    body += [decoder_state(328, head), symbol(376, head, "s", "i−1"), text(291, head - 10, "asks", "note", "middle")]
    body.append(f'<path class="d-ask" d="M326 {head}H262"/><path class="d-ask-head" d="M256 {head}l7 -3.5v7Z"/>')
    body.append(f'<path class="d-line" d="M404 {head}H430V{middle + 64}H400"/>')
    body.append(f'<path class="d-head" d="M395 {middle + 64}l5 -3v6Z"/>')
    return Diagram(
        title="Looking back: one set of weights for one output word",
        description=(
            "All fifteen words of the running example with their encoder states stand in a column. The decoder state"
            " before the next word asks all of them and gives each a weight: 0.66 for mat, 0.12 for velvet, 0.05 for"
            " red, little or nothing for the rest. The weighted states run together into one context vector, from which"
            " the next decoder state and the French word tapis are made."
        ),
        caption=(
            "To write <em>tapis</em>, the decoder draws most on the state of <em>mat</em>. For the next word it starts"
            " again, with other weights: no state has been thrown away."
        ),
        source=ILLUSTRATIVE,
        width=440,
        height=354,
        body="".join(body),
    )


def additive_attention() -> Diagram:
    """Score, softmax, weighted sum, for a source of four words."""
    weights = softmax(SCORES)
    body = [
        decoder_state(96, 22),
        symbol(88, 22, "s", "i−1", "end"),
        text(148, 22, "asks each encoder state in turn", "note"),
    ]
    for x, number, name in ((88, "1", "score"), (230, "2", "softmax"), (336, "3", "weighted sum")):
        body.append(f'<circle class="d-step" cx="{x}" cy="62" r="8"/>')
        body.append(text(x, 62, number, "letter", "middle"))
        body.append(text(x + 13, 62, name, "name"))
    for index, (word, score, value) in enumerate(zip(PHRASE, SCORES, weights, strict=True)):
        y = 94 + 30 * index
        body.append(text(52, y, word, "word", "end"))
        body.append(encoder_state(60, y))
        body.append(symbol(130, y, "h", str(index + 1)))
        body.append(f'<path class="d-bar" d="M158 {y - 5}h{score * 9:g}v10h{-score * 9:g}Z"/>')
        body.append(text(158 + score * 9 + 5, y, f"{score:.1f}", "number"))
        body.append(weight(232, y, value))
        body.append(text(252, y, f"{value:.2f}", "number"))
        body.append(weighted_line(284, y, 340, 139, value))
    body += [context_vector(350, 139), symbol(382, 164, "c", "i", "middle")]
    formulas = (
        ("1", ("e", "ij", " = v", "^⊤", " tanh(W s", "i−1", " + U h", "j", ")"), "one number for each word"),
        ("2", ("α", "ij", " = exp(e", "ij", ") / Σ", "k", " exp(e", "ik", ")"), "positive, together 1"),
        ("3", ("c", "i", " = Σ", "j", " α", "ij", " h", "j"), "one vector for this step"),
    )
    for index, (number, pieces, meaning) in enumerate(formulas):
        y = 226 + 26 * index
        body += [text(0, y, number, "step-number"), _formula(20, y, *pieces), text(262, y, meaning, "note")]
    shares = ", ".join(f"{value:.2f}" for value in weights)
    return Diagram(
        title="Additive attention in three steps",
        description=(
            "For the source the red velvet mat. Step one: the decoder state is scored against each of the four encoder"
            f" states; the scores are {', '.join(map(str, SCORES))}. Step two: the softmax turns them into the weights"
            f" {shares}, which sum to one. Step three: the encoder states are added up in these proportions and give"
            " the context vector."
        ),
        caption=(
            "Read from left to right. The scores may be any numbers; the softmax makes them shares of 1; the context"
            " vector is the states mixed in these shares, here mostly that of <em>mat</em>."
        ),
        source="Illustrative: the scores are made up, the weights are computed from them.",
        width=440,
        height=292,
        body="".join(body),
    )


def self_attention() -> Diagram:
    """Every position of one sentence attends to every other; one of them is picked out."""
    asking = SENTENCE.index("mat")
    top = 30
    body = [text(120, 8, "each position asks", "note", "end"), text(316, 8, "and is asked", "note")]
    every = []
    for query in range(len(SENTENCE)):
        for key in range(len(SENTENCE)):
            if query != asking:
                start, end = top + ROW * query, top + ROW * key
                every.append(f"M146 {start}C220 {start} 220 {end} 286 {end}")
    body.append(f'<path class="d-every" d="{"".join(every)}"/>')
    for index, (word, value) in enumerate(zip(SENTENCE, SELF_ATTENTION, strict=True)):
        y = top + ROW * index
        body.append(weighted_line(146, top + ROW * asking, 286, y, value))
        kind = "word-strong" if index == asking else "word"
        body += [text(112, y, word, kind, "end"), role(122, y, "Q")]
        body += [role(290, y, "K"), role(316, y, "V"), text(346, y, word, "word")]
    return Diagram(
        title="Self-attention: one sentence asks itself",
        description=(
            "The running example stands twice: on the left each of the fifteen words with a query, on the right each"
            " with a key and a value. Thin lines join every word on the left to every word on the right, itself"
            " included. The lines from mat are drawn out: the widest go to mat itself, velvet, sat, red and"
            " comfortable."
        ),
        caption=(
            "Every word asks every word, itself included, and all at once: no line waits for another. The heavy lines"
            " are the weights of one query, <em>mat</em>."
        ),
        source=ILLUSTRATIVE,
        width=440,
        height=338,
        body="".join(body),
    )


def causal_attention() -> Diagram:
    """While text is generated, a position sees itself and what came before."""
    words = (*SENTENCE[:5], "mat")
    size, left, top = 34, 66, 62
    body = [text(0, 8, "Each row asks; the columns are asked.", "note")]
    for index, word in enumerate(words):
        y = top + size * index + size / 2
        body.append(text(left - 10, y, word, "word", "end"))
        body.append(text(left + size * index + size / 2, 44, word, "word", "middle"))
        for other in range(len(words)):
            x = left + size * other
            if other <= index:
                body.append(f'<rect class="d-seen" x="{x + 2}" y="{y - 15:g}" width="30" height="30"/>')
            else:
                body.append(f'<path class="d-unseen" d="M{x + 12} {y - 5:g}l10 10m0 -10l-10 10"/>')
    right = left + size * len(words)
    y = top + size * len(words) - size / 2
    body += [arrow(right + 8, y, right + 40, y), text(right + 48, y, "next word", "label")]
    return Diagram(
        title="Causal self-attention: only backwards",
        description=(
            "A square table with the words The cat sat on the mat as rows and columns. Each word may look at itself and"
            " at the words before it: these cells are filled. The cells of later words are crossed out. From the last"
            " row, which sees all six words, the next word is predicted."
        ),
        caption=(
            "Each row is one position. It sees the filled cells, itself and what came before; what comes later is shut"
            " off. The last row predicts the next word."
        ),
        source=DRAWN,
        width=440,
        height=278,
        body="".join(body),
    )


def path_length() -> Diagram:
    """How far two words are apart, in a recurrent network and under self-attention."""
    step, left = 29, 16
    first, last = SENTENCE.index("cat"), SENTENCE.index("room")
    body = []
    rows = ((12, 44, "Recurrent network", f"{last - first} steps"), (106, 172, "Self-attention", "1 step"))
    for heading, y, name, note in rows:
        body += [text(0, heading, name, "name"), text(436, heading, f"from cat to room: {note}", "note", "end")]
        for index in range(len(SENTENCE)):
            x = left + step * index
            ends = " d-end" if index in (first, last) else ""
            body.append(f'<rect class="d-state{ends}" x="{x - 5}" y="{y - 7}" width="10" height="14"/>')
        for index in (first, last):
            body.append(text(left + step * index, y + 24, SENTENCE[index], "word", "middle"))
    for index in range(len(SENTENCE) - 1):
        kind = "d-path" if first <= index < last else "d-line"
        x = left + step * index
        body.append(f'<path class="{kind}" d="M{x + 5} 44h{step - 10}"/>')
    start, end = left + step * first, left + step * last
    body.append(f'<path class="d-path" d="M{start} 165C{start + 60} 126 {end - 60} 126 {end} 165"/>')
    return Diagram(
        title="The way from cat to room",
        description=(
            f"Two rows of fifteen positions. In the recurrent network what is known about cat reaches room through"
            f" {last - first} steps, one after the other. Under self-attention one line joins the two positions"
            " directly."
        ),
        caption=(
            "The heavy line is the way that information, and in training the gradient, takes from <em>cat</em> to"
            " <em>room</em>. A short way makes the link easier to learn; it does not make it certain."
        ),
        source=DRAWN,
        width=440,
        height=204,
        body="".join(body),
    )


def heads() -> Diagram:
    """Several heads attend at once, each in its own way; their results are joined."""
    body = []
    top, row = 44, 28
    for number, weights in enumerate(HEADS):
        left = 70 + 130 * number
        body.append(text(left + 50, 14, f"head {number + 1}", "name", "middle"))
        for query, word in enumerate(PHRASE):
            y = top + row * query
            if number == 0:
                body.append(text(left - 14, y, word, "word", "end"))
            for key in range(len(PHRASE)):
                body.append(weighted_line(left + 6, y, left + 94, top + row * key, weights[query][key] * 0.6))
            body.append(f'<rect class="d-query" x="{left - 4}" y="{y - 5}" width="10" height="10" rx="5"/>')
            body.append(f'<rect class="d-key" x="{left + 94}" y="{y - 5}" width="10" height="10"/>')
        body += [arrow(left + 50, top + row * 4 - 6, left + 50, top + row * 4 + 20), context_vector(left + 34, 188, 4)]
        body.append(line(left + 50, 196, 184 + 32 * number + 16, 232))
    body += [context_vector(184, 240, 12), '<path class="d-divider" d="M216 233v14m32 -14v14"/>']
    body += [text(166, 240, "joined", "note", "end"), arrow(296, 240, 332, 240), text(340, 240, "times W", "note")]
    return Diagram(
        title="Several heads at once",
        description=(
            "Three heads, side by side, over the phrase the red velvet mat. In the first head each word attends mostly"
            " to itself, in the second to the word before it, in the third to mat. Each head gives a short vector; the"
            " three are joined into one and multiplied by a matrix W."
        ),
        caption=(
            "The same four words, three patterns at the same time. Every head has queries, keys and values of its own;"
            " what the heads find is laid end to end and mixed by one matrix."
        ),
        source="Illustrative: the patterns are made up; heads of real models are seldom so tidy.",
        width=440,
        height=256,
        body="".join(body),
    )


def timeline() -> Diagram:
    """Works that made attention what it is, by year."""
    row, top = 36, 22
    body = [f'<path class="d-line" d="M58 {top}V{top + row * (len(WORKS) - 1)}"/>']
    seen = ""
    for index, (year, authors, what, era) in enumerate(WORKS):
        y = top + row * index
        if year != seen:
            body.append(text(38, y, year, "year", "end"))
        seen = year
        body += [work(58, y, era), text(78, y - 7, authors, "name"), text(78, y + 9, what, "note")]
    return Diagram(
        title="From kernels to the attention of today",
        description="A line of years. " + " ".join(f"{year}: {authors}, {what}." for year, authors, what, _ in WORKS),
        caption=(
            "The square marks the work from which attention in neural translation starts. Discs are the transformer and"
            " what builds on it; rings are what came before and between."
        ),
        source="A selection; each year is that of the first version.",
        width=440,
        height=top + row * len(WORKS) - 8,
        body="".join(body),
    )


DIAGRAMS: dict[str, Callable[[], Diagram]] = {
    "parts": parts,
    "fixed-vector": fixed_vector_bottleneck,
    "looking-back": looking_back,
    "additive-attention": additive_attention,
    "self-attention": self_attention,
    "causal-attention": causal_attention,
    "path-length": path_length,
    "heads": heads,
    "timeline": timeline,
}


def _formula(x: float, y: float, *pieces: str) -> str:
    """Letters and indices by turns, on one line; ^ raises an index, the names of functions stand upright."""
    spans, shift = [], 0.0
    for index, piece in enumerate(pieces):
        if index % 2:
            shift = -5 if piece.startswith("^") else 3.5
            spans.append(f'<tspan class="d-index" dy="{shift:g}">{piece.lstrip("^")}</tspan>')
        else:
            upright = re.sub(r"tanh|exp|[()=/+Σ]", r'<tspan class="d-upright">\g<0></tspan>', piece)
            spans.append(f'<tspan dy="{-shift:g}">{upright}</tspan>')
    return f'<text class="d-symbol" x="{x:g}" y="{y + 4.5:g}" xml:space="preserve">{"".join(spans)}</text>'
