"""The Transformer's attention on the running example: three artifacts with every layer and head."""
from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .artifacts import GIVEN
from .examples import CAT_MAT
from .phrases import Phrase, read_aloud
from .transformer import Maps, Transformer
from .vocabulary import END, Vocabulary
from .weights import sha256

SCRIPT = "docs/lab/attention_lab/artifacts_transformer.py"
NAME = "Encoder–decoder Transformer at a small size, trained in this lab"
START = "<start>"


@torch.no_grad()
def maps_of(
    model: Transformer, sentence: Phrase, english: Vocabulary, french: Vocabulary, given: bool = False
) -> tuple[list[str], Maps]:
    """The words that the model writes for a sentence, or those `given`, and all its weights while it does."""
    source = torch.tensor([english.encode(sentence.english)])
    if given:
        words = torch.tensor([french.encode(sentence.french)])
    else:
        words = model.translate(source, longest=100).words
    return french.decode(words[0].tolist()), model.run(source, words)[1]


def encoded(layers: Sequence[Tensor]) -> str:
    """round(255 √w) in a byte, layer by layer, then head, query, key: (1, H, T_q, T_k) each."""
    weights = np.stack([layer[0].numpy() for layer in layers])
    return base64.b64encode(np.rint(255 * np.sqrt(weights)).astype(np.uint8).tobytes()).decode("ascii")


def neighbours(layers: Sequence[Tensor]) -> str:
    """For each head the mean weight on the word before, the word itself and the word after."""
    told = []
    for number, layer in enumerate(layers, start=1):
        for head, weights in enumerate(layer[0].numpy(), start=1):
            rows = len(weights)
            shares = [np.trace(weights, offset=offset) / (rows - abs(offset)) for offset in (-1, 0, 1)]
            told.append(f"layer {number}, head {head}: " + ", ".join(f"{share:.2f}" for share in shares))
    return "; ".join(told)


def heaviest(queries: Sequence[str], keys: Sequence[str], layer: Tensor) -> str:
    """The heaviest key of each query, the layer's heads averaged."""
    mean = layer[0].mean(0).numpy()
    return "; ".join(f"{q} ← {keys[row.argmax()]} ({row.max():.2f})" for q, row in zip(queries, mean))


def write_all(
    model: Transformer, file: Path, english: Vocabulary, french: Vocabulary, long: Phrase, folder: Path
) -> list[Path]:
    """Three artifacts of the running example, which the model translates, and three of a long sentence given to it."""
    head_size = model.sizes.width // model.sizes.heads
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sentence, prefix, given in ((CAT_MAT, "transformer", False), (long, "transformer-forty-words", True)):
        written, maps = maps_of(model, sentence, english, french, given)
        if given:
            how = f". {GIVEN} The sentence was not trained on, and no training sentence had more than 20 words."
        elif tuple(written) == sentence.french:
            how = ", written greedily by the model. The translation is right."
        else:
            how = (
                ", written greedily by the model. The translation is wrong; right would be: "
                f"{read_aloud(sentence.french)}."
            )
        task = f"English to French on generated sentences{how}"
        for content in artifacts(task, sentence, written, maps, file, head_size, given):
            content["id"] = f"{prefix}-{content['id']}"
            paths.append(folder / f"{content['id']}.json")
            paths[-1].write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return paths


def artifacts(
    task: str, sentence: Phrase, written: list[str], maps: Maps, file: Path, head_size: int, long: bool
) -> Iterator[dict]:
    """Cross-attention, the encoder's self-attention and the decoder's, each with every layer and head."""
    source, target, inputs = [*sentence.english, END], [*written, END], [START, *written]
    inputs = inputs[: maps.decoder[0].shape[-1]]
    target = target[: maps.cross[0].shape[-2]]
    length = f", on a sentence of {len(sentence.english)} words" if long else ""
    figures = [
        (
            "cross", f"A Transformer's cross-attention, by layer and head{length}", maps.cross, target, source,
            "target word being written", "source word",
            "Each layer has four heads, and each spreads its weight in its own way. Heaviest source word in the last "
            f"layer, its heads averaged: {heaviest(target, source, maps.cross[-1])}.",
        ),
        (
            "encoder", f"A Transformer's self-attention over the English sentence{length}", maps.encoder, source,
            source, "source word that is updated", "source word that it looks at",
            "Every English word looks at all English words, in each head in another way. Mean weight on the word "
            f"before, on the word itself and on the word after, {neighbours(maps.encoder)}.",
        ),
        (
            "causal", f"A Transformer's self-attention over what it has written{length}", maps.decoder, inputs,
            inputs, "last word written", "word written so far",
            "The part right of the diagonal is empty: no position sees a later one. The first row can look only at "
            "itself, so its weight there is 1. Mean weight on the word before, on the word itself and on the word "
            f"after, {neighbours(maps.decoder)}.",
        ),
    ]
    for id, title, layers, queries, keys, query_role, key_role, alt in figures:
        yield {
            "schema": 1, "id": id, "title": title, "status": "measured",
            "model": {
                "name": NAME, "reference": "vaswani2017", "weights": sha256(file), "licence": "MIT", "script": SCRIPT,
            },
            "task": task, "queries": queries, "keys": keys, "query_role": query_role, "key_role": key_role,
            "layers": len(layers), "heads": layers[0].shape[1], "scale": round(head_size**0.5, 6),
            **({"mask": "causal"} if layers is maps.decoder else {}),
            "encoding": "u8-sqrt", "weights": encoded(layers), "alt": alt,
        }
