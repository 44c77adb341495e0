"""Sentences as tensors: one source length a batch, so the source needs no padding."""
from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from .phrases import Phrase
from .vocabulary import Vocabulary

NO_WORD = -100  # cross_entropy's own mark for what does not count


class Batch(NamedTuple):
    source: Tensor  # (B, T_x)
    target: Tensor  # (B, T_y), padded with the end symbol
    labels: Tensor  # (B, T_y), the target with NO_WORD where it is padded


def batch(sentences: Sequence[Phrase], english: Vocabulary, french: Vocabulary) -> Batch:
    """Sentences of one English length as a batch."""
    source = torch.tensor([english.encode(sentence.english) for sentence in sentences])
    targets = [french.encode(sentence.french) for sentence in sentences]
    longest = max(map(len, targets))
    target = torch.tensor([words + [0] * (longest - len(words)) for words in targets])
    labels = torch.tensor([words + [NO_WORD] * (longest - len(words)) for words in targets])
    return Batch(source, target, labels)


class TrainingBatches:
    """Batch t depends on the seed and on t alone, so that training can go on at any step."""

    def __init__(
        self, sentences: dict[int, list[Phrase]], english: Vocabulary, french: Vocabulary, size: int, seed: int
    ) -> None:
        self._batches = {length: batch(group, english, french) for length, group in sentences.items()}
        self._size, self._seed = size, seed

    def __getitem__(self, step: int) -> Batch:
        rng = random.Random(f"{self._seed} {step}")
        whole = self._batches[rng.choice(list(self._batches))]
        rows = torch.tensor([rng.randrange(len(whole.source)) for _ in range(self._size)])
        labels = whole.labels[rows]
        width = int((labels != NO_WORD).sum(1).max())
        return Batch(whole.source[rows], whole.target[rows, :width], labels[:, :width])
