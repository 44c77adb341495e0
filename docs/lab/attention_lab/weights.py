"""Published weights: one safetensors file holds the tensors as f16, the sizes and both vocabularies. No PyTorch."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Weights:
    """Tensors by name, as f32 numbers that f16 can hold, with what is needed to use them."""

    tensors: Mapping[str, np.ndarray]
    model: str
    sizes: Mapping[str, int]
    english: Vocabulary
    french: Vocabulary


def save(path: Path, weights: Weights) -> None:
    """Write the file; the same weights give the same bytes."""
    described = {
        "model": weights.model, "sizes": dict(weights.sizes), "end": 0,
        "english": weights.english.words, "french": weights.french.words,
    }
    tensors = {name: np.ascontiguousarray(weights.tensors[name], np.float16) for name in sorted(weights.tensors)}
    # One entry only: safetensors keeps no order among several.
    save_file(tensors, path, metadata={"lab": json.dumps(described, ensure_ascii=False)})


def load(path: Path) -> Weights:
    with safe_open(path, framework="numpy") as file:
        described = json.loads(file.metadata()["lab"])
        tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}
    return Weights(
        tensors, described["model"], described["sizes"],
        Vocabulary(tuple(described["english"])), Vocabulary(tuple(described["french"])),
    )


def sha256(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
