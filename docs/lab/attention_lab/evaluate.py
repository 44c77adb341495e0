"""What a model gets right, by the length of the source."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from sacrebleu.metrics import BLEU
from torch import nn
from torch.nn.functional import cross_entropy

from .batches import NO_WORD, batch
from .phrases import Phrase
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Measured:
    """One model on the test sentences of one English length."""

    length: int
    sentences: int
    exact_match: float  # share of sentences whose every word is right
    bleu: float  # of sacrebleu, 0 to 100, on the task's own words
    token_accuracy: float  # share of next words right when all words before it are given
    loss: float  # nats a word, the words before it given
    heaviest_on_link: float  # share of French words whose heaviest weight is on a word they come from
    heaviest_on_link_reordered: float  # the same among words that stand out of English order
    diagonal_on_link: float  # what a straight line from corner to corner would get


def reordered(sentence: Phrase) -> list[bool]:
    """For each French word, whether it comes from before a word that the French has used already."""
    marks, furthest = [], -1
    for places in sentence.links:
        marks.append(min(places) < furthest)
        furthest = max(furthest, *places)
    return marks


def share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else float("nan")


@torch.no_grad()
def measure(model: nn.Module, length: int, sentences: Sequence[Phrase], english: Vocabulary,
            french: Vocabulary) -> Measured:
    """Greedy translations for match and BLEU; the reference's own words for everything else."""
    given = batch(sentences, english, french)
    written = model.translate(given.source, longest=3 * length + 10).words.tolist()
    outputs = [french.decode(words) for words in written]
    references = [list(sentence.french) for sentence in sentences]
    bleu = BLEU(tokenize="none").corpus_score([" ".join(o) for o in outputs], [[" ".join(r) for r in references]])

    logits, weights = model(given.source, given.target)
    counted = given.labels != NO_WORD
    loss = cross_entropy(logits.flatten(0, 1), given.labels.flatten(), ignore_index=NO_WORD)
    right = (logits.argmax(-1) == given.labels)[counted].float().mean()

    hits, reordered_hits, diagonal_hits = [], [], []
    for row, sentence in enumerate(sentences):
        heaviest = weights[row].argmax(-1).tolist() if weights is not None else []
        words = len(sentence.links)
        for i, (places, moved) in enumerate(zip(sentence.links, reordered(sentence))):
            diagonal_hits.append(round(i * (length - 1) / max(1, words - 1)) in places)
            if heaviest:
                hits.append(heaviest[i] in places)
                reordered_hits += [hits[-1]] * moved
    return Measured(
        length, len(sentences), share([o == r for o, r in zip(outputs, references)]), bleu.score, float(right),
        float(loss), share(hits), share(reordered_hits), share(diagonal_hits),
    )


def measure_all(model: nn.Module, test: dict[int, list[Phrase]], english: Vocabulary,
                french: Vocabulary) -> Iterator[Measured]:
    for length, sentences in test.items():
        if sentences:
            yield measure(model, length, sentences, english, french)
