"""What data files and patterns amount to, worked out once and kept beside the code, as Python keeps its bytecode."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
FOLDER = Path(__file__).parent
SIZE = 32  # bytes of the digest that a file begins with


def sources() -> bytes:
    """Code and data of this folder, all that a table may depend on."""
    paths = sorted([*FOLDER.glob("*.py"), *FOLDER.glob("*.yml")])
    return b"".join(path.name.encode() + path.read_bytes() for path in paths)


def kept(name: str, basis: bytes, make: Callable[[], Made]) -> Made:
    """What `make` makes of `basis`: read, if it was made of the same before, else made and kept if the folder can be written."""
    digest = blake2b(basis, digest_size=SIZE).digest()
    place = Path(cache_from_source(str(FOLDER / f"{name}.py"))).with_suffix(".pickle")
    with suppress(Exception), place.open("rb") as file:  # a damaged file makes pickle raise anything
        if file.read(SIZE) == digest:
            return pickle.load(file)
    made = make()
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(digest + pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        unfinished.replace(place)
    return made
