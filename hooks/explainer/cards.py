"""Link previews: an image of 1200 × 630 pixels with a page's title and the attention map that it shows first."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 72
MAP = 430  # pixels
PAPER, INK, MUTED = "#fbf8f2", "#25221d", "#655e53"
LIGHTEST, DARKEST = (246, 241, 231), (29, 42, 77)  # --x-weight-0 and --x-weight-1
MARK = ((1.0, 0.15, 0.12), (0.12, 0.3, 0.95), (0.12, 0.9, 0.25))  # the logo's squares
SHADES = 15  # between paper and a text's colour
STEPS = 128  # of the map's colours


def card(title: str, site: str, weights: Sequence[Sequence[float]], serif: Path | None, sans: Path | None) -> bytes:
    """The image as PNG. `weights` are the rows of a map (any numbers of rows and columns); empty shows the logo's.

    `serif` and `sans` are font files; without them Pillow's own font stands in. The same input gives the same bytes.
    """
    image = Image.new("L", SIZE)  # of places in the palette, 0 for paper: far faster than reducing true colours
    draw = ImageDraw.Draw(image)
    _draw_map(draw, weights or MARK)
    room = SIZE[0] - 3 * MARGIN - MAP
    lines, font = _fitted(draw, title, serif, room)
    step = font.size * 1.16
    top = (SIZE[1] - 60 - step * len(lines)) / 2
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * step), line, fill=SHADES, font=font)
    foot = Image.new("L", (room, MARGIN))
    ImageDraw.Draw(foot).text((0, MARGIN - 24), site, fill=SHADES, font=_font(sans, 30, 500), anchor="ls")
    image.paste(foot.point(lambda shade: shade and shade + SHADES), (MARGIN, SIZE[1] - 2 * MARGIN + 24))
    image.putpalette(_palette())
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=3)
    return data.getvalue()


@cache
def _palette() -> bytes:
    """Paper, the shades of both texts, the map's colours."""
    colours = [_between(_rgb(PAPER), _rgb(text), n / SHADES) for text in (INK, MUTED) for n in range(1, SHADES + 1)]
    colours += [_between(LIGHTEST, DARKEST, n / (STEPS - 1)) for n in range(STEPS)]
    return bytes(part for colour in [_rgb(PAPER), *colours] for part in colour)


def _draw_map(draw: ImageDraw.ImageDraw, weights: Sequence[Sequence[float]]) -> None:
    cell = MAP / max(len(weights), len(weights[0]))
    left = SIZE[0] - MARGIN - (MAP + cell * len(weights[0])) / 2
    top = (SIZE[1] - cell * len(weights)) / 2
    gap = 1 if cell > 12 else 0
    for i, row in enumerate(weights):
        for j, weight in enumerate(row):
            x, y = left + j * cell, top + i * cell
            draw.rectangle((x, y, x + cell - gap - 1, y + cell - gap - 1), fill=_map_colour(float(weight)))


def _map_colour(weight: float) -> int:
    return 1 + 2 * SHADES + round(weight * (STEPS - 1))


def _between(low: Sequence[int], high: Sequence[int], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(low, high, strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _fitted(
    draw: ImageDraw.ImageDraw, text: str, path: Path | None, room: int
) -> tuple[tuple[str, ...], ImageFont.FreeTypeFont]:
    """The text in lines, and the largest of some sizes at which they fit."""
    wraps = dict.fromkeys(tuple(textwrap.wrap(text, width, break_long_words=False)) for width in range(40, 7, -1))
    for size in (72, 64, 56, 48, 40):
        font = _font(path, size, 650)
        for lines in wraps:
            if max(draw.textlength(line, font=font) for line in lines) <= room:
                if len(lines) * size * 1.16 <= SIZE[1] - 3 * MARGIN:
                    return lines, font
                break
    return lines, font


@lru_cache(maxsize=16)  # unpacking a font takes longer than drawing a card
def _font(path: Path | None, size: int, weight: int) -> ImageFont.FreeTypeFont:
    if path is None or not path.is_file():
        return ImageFont.load_default(size)
    font = ImageFont.truetype(path, size)
    try:
        font.set_variation_by_axes([weight])
    except OSError:  # not a variable font
        pass
    return font
