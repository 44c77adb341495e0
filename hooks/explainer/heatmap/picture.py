"""A map in small as a picture in the page: what is seen of a map too large for a table before its numbers arrive."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np

SIDE = 128  # pixels at most; of weights that share a pixel the largest is seen
LEVELS = 16


def picture(weights: np.ndarray) -> str:
    """A `data:` address of a PNG of one head, shape (query, key), whose opacity is the weight.

    As the mask of a coloured box it takes on the colours of any scheme.
    """
    step = -(-max(weights.shape) // SIDE)
    height, width = (-(-side // step) for side in weights.shape)
    padded = np.zeros((height * step, width * step))
    padded[: weights.shape[0], : weights.shape[1]] = weights
    largest = padded.reshape(height, step, width, step).max(axis=(1, 3))
    levels = np.rint(np.clip(largest, 0, 1) * (LEVELS - 1)).astype(np.uint8)
    return "data:image/png;base64," + base64.b64encode(_png(levels)).decode("ascii")


def _png(levels: np.ndarray) -> bytes:
    """Black in LEVELS steps of opacity, 4 bits a pixel."""
    height, width = levels.shape
    even = np.zeros((height, width + width % 2), np.uint8)
    even[:, :width] = levels
    packed = even[:, ::2] << 4 | even[:, 1::2]
    lines = b"".join(b"\0" + line.tobytes() for line in packed)
    opacity = bytes(level * 255 // (LEVELS - 1) for level in range(LEVELS))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(3 * LEVELS)),
            _chunk(b"tRNS", opacity),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
