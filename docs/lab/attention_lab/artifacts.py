"""Attention artifacts: one JSON file a figure, each a measurement of published weights. No PyTorch."""
from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import examples
from .phrases import Phrase, read_aloud
from .rnnsearch_numpy import align, decode, encode, translate
from .vocabulary import END
from .weights import Weights, load, sha256

SCRIPT = "docs/lab/attention_lab/artifacts.py"
APOSTROPHE = "l'"
NAME = "RNNsearch at a small size, trained in this lab"


@dataclass(frozen=True)
class Figure:
    """A sentence to measure and how to tell about it."""

    id: str
    title: str
    sentence: Phrase
    about: str
    tell: Callable[[Heaviest], str]  # the text equivalent, from what was measured


class Heaviest:
    """The heaviest source word of each target word, for text that cannot disagree with its picture."""

    def __init__(self, queries: Sequence[str], keys: Sequence[str], weights: np.ndarray) -> None:
        self.queries, self.keys, self.weights = queries, keys, weights

    def of(self, query: str, nth: int = 0) -> str:
        """area (0.98): the heaviest key of the nth occurrence of a target word."""
        row = self.weights[[i for i, q in enumerate(self.queries) if q == query][nth]]
        return f"{self.keys[row.argmax()]} ({row.max():.2f})"

    def each(self) -> str:
        """Every target word with its heaviest source word."""
        rows = zip(self.queries, self.weights)
        return "; ".join(f"{query} ← {self.keys[row.argmax()]} ({row.max():.2f})" for query, row in rows)

    def on(self, query: str, key: str, nth: int = 0) -> str:
        row = self.weights[[i for i, q in enumerate(self.queries) if q == query][nth]]
        return f"{row[list(self.keys).index(key)]:.2f}"


def encoded(weights: np.ndarray) -> str:
    """Little-endian f32 in base64, for figures small enough not to need u8-sqrt."""
    return base64.b64encode(weights.astype("<f4").tobytes()).decode("ascii")


def artifact(
    id: str, title: str, task: str, alt: str, model_name: str, digest: str,
    queries: Sequence[str], keys: Sequence[str], weights: np.ndarray,
) -> dict:
    """An artifact of schema 1: `weights` (len(queries), len(keys)), one layer, one head."""
    if weights.shape != (len(queries), len(keys)):
        raise ValueError(f"{id}: {weights.shape} weights for {len(queries)} queries and {len(keys)} keys")
    return {
        "schema": 1, "id": id, "title": title, "status": "measured",
        "model": {
            "name": model_name, "reference": "bahdanau2015", "weights": digest, "licence": "MIT", "script": SCRIPT,
        },
        "task": task, "queries": list(queries), "keys": list(keys),
        "query_role": "target word being written", "key_role": "source word",
        "layers": 1, "heads": 1, "encoding": "f32", "weights": encoded(weights), "alt": alt,
    }


def figures() -> list[Figure]:
    return [
        Figure(
            "cat-mat-alignment", "Where RNNsearch looks while it translates the cat on the mat", examples.CAT_MAT,
            "No sentence with “comfortable red velvet mat” was trained on.",
            lambda h: (
                "Rows are the French words in the order of writing, columns the English words. The heavy cells run "
                "down the diagonal and turn back in the middle, where tapis de velours rouge reverses red velvet mat: "
                f"tapis looks at {h.of('tapis')}, velours at {h.of('velours')}, rouge at {h.of('rouge')}. The three "
                f"words s' est assis share sat. Heaviest source word for each target word: {h.each()}."
            ),
        ),
        Figure(
            "inversion", "European economic area, zone économique européenne: the order turns round",
            examples.AGREEMENT, "No sentence with “european economic area” was trained on.",
            lambda h: (
                "Three rows break the diagonal and form one that runs the other way: "
                f"zone looks at {h.of('zone')}, économique at {h.of('économique')}, "
                f"européenne at {h.of('européenne')}. The number at the end is less clear: ninety two is quatre vingt "
                "douze, four twenties and twelve, and its words share the weight of ninety and two. "
                f"Heaviest source word for each target word: {h.each()}."
            ),
        ),
        Figure(
            "pronouns", "Where the weights defy intuition: l' stands for him and looks at the verb", examples.PRONOUN,
            "Neither this sentence nor a longer one that contains it was trained on.",
            lambda h: (
                "The French l' stands for him in the first half and for her in the second, before the verb both "
                f"times. Yet the first l' puts {h.on(APOSTROPHE, 'him')} on him, with its heaviest weight on "
                f"{h.of(APOSTROPHE)}, and the second {h.on(APOSTROPHE, 'her', 1)} on her, with its heaviest on "
                f"{h.of(APOSTROPHE, 1)}. An annotation sums up the sentence around its word, so a weight shows which "
                "annotation was read, and not why a word was chosen. "
                f"Heaviest source word for each target word: {h.each()}."
            ),
        ),
        Figure(
            "two-clauses", "A longer sentence: two clauses and a pronoun that moves", examples.TWO_CLAUSES,
            f"At {len(examples.TWO_CLAUSES.english)} words the sentence is longer than any that the model was trained "
            "on.",
            lambda h: (
                "Two diagonals, one for each clause, joined at because. Some rows run ahead of the word they come "
                f"from: pas looks at {h.of('pas')}, the article that becomes de behind it; que at {h.of('que')}, the "
                f"word whose translation stands behind it; and leur, which stands for to them, at {h.of('leur')}. "
                f"Heaviest source word for each target word: {h.each()}."
            ),
        ),
    ]


def measured(figure: Figure, weights_file: Path) -> dict:
    """The artifact of a figure: the words that the model writes, and what it weighs for each."""
    model = load(weights_file)
    french, weights = translate(model, figure.sentence.english)
    queries, keys = [*french, END], [*figure.sentence.english, END]
    heaviest = Heaviest(queries, keys, weights)
    if tuple(french) == figure.sentence.french:
        verdict, alt = "The translation is right.", figure.tell(heaviest)
    else:
        verdict = f"The translation is wrong; right would be: {read_aloud(figure.sentence.french)}."
        alt = f"Heaviest source word for each target word of a wrong translation: {heaviest.each()}."
    task = f"English to French on generated sentences, written greedily by the model. {verdict} {figure.about}"
    return artifact(figure.id, figure.title, task, alt, NAME, sha256(weights_file), queries, keys, weights)


def at_the_start(weights_file: Path) -> dict:
    """The running example before any training: v_a is 0, so every weight is the same."""
    model, sentence = load(weights_file), examples.CAT_MAT
    annotations, state = encode(model.tensors, model.english.encode(sentence.english))
    row = align(model.tensors, state, annotations)
    queries, keys = [*sentence.french, END], [*sentence.english, END]
    return artifact(
        "untrained-uniform", "Before training, RNNsearch looks everywhere alike",
        f"English to French on generated sentences. {GIVEN}",
        f"Every cell has one and the same shade: each of the {len(keys)} source symbols has weight 1/{len(keys)} in "
        "every row. The vector v of the alignment model is zero at first, and so is every score.",
        "RNNsearch at a small size, at initialisation", sha256(weights_file), queries, keys,
        np.tile(row, (len(queries), 1)),
    )


def reading(
    id: str, title: str, sentence: Phrase, weights_file: Path, name: str, about: str, tell: Callable[[Heaviest], str]
) -> dict:
    """The artifact of a sentence whose right translation is given to the model word by word."""
    queries, keys = [*sentence.french, END], [*sentence.english, END]
    weights = rows_of(sentence, weights_file)
    task = f"English to French on generated sentences. {GIVEN}{about}"
    return artifact(id, title, task, tell(Heaviest(queries, keys, weights)), name, sha256(weights_file), queries, keys,
                    weights)


GIVEN = "The target words are those of the right translation, given to the model word by word."


def after_some_steps(early: Path, steps: int) -> dict:
    """The running example when training has only begun."""
    return reading(
        "early-alignment", f"After {steps:,} steps of training, RNNsearch begins to look", examples.CAT_MAT, early,
        f"RNNsearch at a small size, after {steps:,} steps of training", "",
        lambda h: (
            "Compare it with the map before training, where all cells are alike, and with the trained one. "
            f"The mean of the largest weight in a row is {h.weights.max(axis=1).mean():.2f} here. "
            f"Heaviest source word for each target word: {h.each()}."
        ),
    )


def forty_words(sentence: Phrase, trained: Path) -> dict:
    """A test sentence twice as long as any that the model was trained on."""
    linked = [row.argmax() in places for row, places in zip(rows_of(sentence, trained), sentence.links)]
    return reading(
        "forty-words", f"A sentence of {len(sentence.english)} words: RNNsearch loses its place", sentence, trained,
        NAME, " The sentence was not trained on, and no training sentence had more than 20 words.",
        lambda h: (
            "A diagonal line at first. Further on it blurs and jumps: the model was never trained on so long a "
            f"sentence. The heaviest weight lies on a word that the French comes from in {sum(linked)} of "
            f"{len(linked)} rows, {sum(linked[:len(linked) // 2])} of them in the first half. "
            f"Heaviest source word for each target word: {h.each()}."
        ),
    )


def rows_of(sentence: Phrase, weights_file: Path) -> np.ndarray:
    """The weights (T_y + 1, T_x + 1) while the right translation is given."""
    model = load(weights_file)
    given = model.french.encode(sentence.french)
    return np.stack([s.weights for s in decode(model.tensors, model.english.encode(sentence.english), given=given)])


def write_all(trained: Path, untrained: Path, early: tuple[Path, int], long: Phrase, folder: Path) -> list[Path]:
    """Write every artifact; the same weights give the same bytes. `early` is a weights file and its step."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for content in [
        *(measured(figure, trained) for figure in figures()), at_the_start(untrained), after_some_steps(*early),
        forty_words(long, trained),
    ]:
        path = folder / f"{content['id']}.json"
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written
