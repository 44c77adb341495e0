"""One drawing for each thing that attention is made of, as SVG text.

Every function returns a fragment with its left end at `x` and its vertical middle at `y`. Colours and type come from
the classes in docs/assets/stylesheets/site.css, so a drawing follows the reader's light or dark scheme. What a hue
says, a shape says too: queries and decoder states have round ends, keys and encoder states square ones, values and
context vectors pointed ones.
"""

from __future__ import annotations

from html import escape

CELL, HEIGHT = 8, 14
ENCODER_CELLS, DECODER_CELLS = 8, 4  # an annotation joins two states, so it is twice as long as a decoder state


def text(x: float, y: float, words: str, kind: str = "label", anchor: str = "start") -> str:
    """Words on a line whose middle is `y`. Kinds: label, word (of a sentence), note, number."""
    return f'<text class="d-{kind}" x="{x:g}" y="{y + 4.5:g}" text-anchor="{anchor}">{escape(words)}</text>'


def symbol(x: float, y: float, letter: str, index: str = "", anchor: str = "start") -> str:
    """A symbol of the formulas with its index, as `h` with `j`."""
    below = f'<tspan class="d-index" dy="3.5">{escape(index)}</tspan>' if index else ""
    return f'<text class="d-symbol" x="{x:g}" y="{y + 4.5:g}" text-anchor="{anchor}">{escape(letter)}{below}</text>'


def encoder_state(x: float, y: float, kind: str = "state", halves: int = 2) -> str:
    """An encoder state: a square-ended strip of numbers; of two halves if the encoder reads both ways.

    `kind` is state, key or value: what the state serves as.
    """
    cells = ENCODER_CELLS // 2 * halves
    width = cells * CELL
    body = f'<rect class="d-{kind}" x="{x:g}" y="{y - HEIGHT / 2:g}" width="{width}" height="{HEIGHT}"/>'
    middle = x + width / 2
    divider = f'<path class="d-divider" d="M{middle:g} {y - HEIGHT / 2:g}v{HEIGHT}"/>' if halves == 2 else ""
    return body + _cells(x, y, cells) + divider


def decoder_state(x: float, y: float) -> str:
    """A decoder state, the query of 2014: a strip with round ends."""
    width, radius = DECODER_CELLS * CELL + 8, HEIGHT / 2
    body = f'<rect class="d-query" x="{x:g}" y="{y - radius:g}" width="{width}" height="{HEIGHT}" rx="{radius:g}"/>'
    return body + _cells(x + 4, y, DECODER_CELLS)


def context_vector(x: float, y: float, cells: int = ENCODER_CELLS) -> str:
    """A context vector, the weighted sum, with pointed ends: as long as the encoder states that it sums."""
    width = cells * CELL
    top, bottom, point = y - HEIGHT / 2, y + HEIGHT / 2, 7
    outline = (
        f"M{x - point:g} {y:g}L{x:g} {top:g}H{x + width:g}L{x + width + point:g} {y:g}"
        f"L{x + width:g} {bottom:g}H{x:g}Z"
    )
    return f'<path class="d-value" d="{outline}"/>' + _cells(x, y, cells)


def fixed_vector(x: float, y: float) -> str:
    """The one vector of an encoder–decoder without attention: the encoder's last state, in a heavy frame."""
    width = DECODER_CELLS * CELL
    frame = f'<rect class="d-frame" x="{x - 4:g}" y="{y - 11:g}" width="{width + 8}" height="22"/>'
    return frame + encoder_state(x, y, halves=1)


def weight(x: float, y: float, value: float) -> str:
    """An attention weight: a square on the scale of the heatmaps, from paper (0) to ink (1)."""
    colour = f"color-mix(in oklab, var(--x-weight-1) {100 * value:.0f}%, var(--x-weight-0))"
    return f'<rect class="d-weight" x="{x:g}" y="{y - 7:g}" width="14" height="14" fill="{colour}"/>'


def role(x: float, y: float, letter: str) -> str:
    """A query, key or value of one position, in its shape and with its letter: Q, K or V."""
    shapes = {
        "Q": f'<rect class="d-query" x="{x:g}" y="{y - 8:g}" width="22" height="16" rx="8"/>',
        "K": f'<rect class="d-key" x="{x:g}" y="{y - 8:g}" width="22" height="16"/>',
        "V": (
            f'<path class="d-value" d="M{x:g} {y:g}L{x + 5:g} {y - 8:g}H{x + 17:g}L{x + 22:g} {y:g}'
            f'L{x + 17:g} {y + 8:g}H{x + 5:g}Z"/>'
        ),
    }
    return shapes[letter] + text(x + 11, y, letter, "letter", "middle")


def work(x: float, y: float, era: str) -> str:
    """A published work: a square for the original, a disc for transformers and after, a ring for what led to them."""
    if era == "original":
        return f'<rect class="d-original" x="{x - 6:g}" y="{y - 6:g}" width="12" height="12"/>'
    kind, radius = ("d-modern", 6) if era == "modern" else ("d-other", 4.5)
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{radius}"/>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "line") -> str:
    """A curve that leaves and arrives level, as from one column to another."""
    bend = (x2 - x1) / 2
    return f'<path class="d-{kind}" d="M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"/>'


def weighted_line(x1: float, y1: float, x2: float, y2: float, value: float) -> str:
    """A curve whose width is an attention weight."""
    bend = (x2 - x1) / 2
    return (
        f'<path class="d-flow" stroke-width="{0.5 + 11 * value:.2f}" stroke-opacity="{0.3 + 0.6 * value:.2f}" '
        f'd="M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"/>'
    )


def arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight arrow, level or upright."""
    length = max(abs(x2 - x1), abs(y2 - y1))
    along_x, along_y = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - 5 * along_x, y2 - 5 * along_y
    side_x, side_y = 3 * along_y, 3 * along_x
    head = f"M{x2:g} {y2:g}L{back_x - side_x:g} {back_y - side_y:g}L{back_x + side_x:g} {back_y + side_y:g}Z"
    return f'<path class="d-line" d="M{x1:g} {y1:g}L{back_x:g} {back_y:g}"/><path class="d-head" d="{head}"/>'


def _cells(x: float, y: float, count: int) -> str:
    marks = "".join(f"M{x + index * CELL:g} {y - HEIGHT / 2 + 3:g}v{HEIGHT - 6}" for index in range(1, count))
    return f'<path class="d-cells" d="{marks}"/>'
