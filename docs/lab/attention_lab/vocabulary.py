"""Words as numbers."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

END = "<end>"


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language, the end symbol first."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, sentences: Iterable[Sequence[str]]) -> Vocabulary:
        return cls((END, *sorted({word for sentence in sentences for word in sentence})))

    def __len__(self) -> int:
        return len(self.words)

    def encode(self, sentence: Iterable[str]) -> list[int]:
        """Places of the words, the end symbol's last. An unknown word is named in the error."""
        places = {word: place for place, word in enumerate(self.words)}
        sentence = list(sentence)
        unknown = [word for word in sentence if word not in places]
        if unknown:
            raise ValueError(f"not in the vocabulary: {', '.join(dict.fromkeys(unknown))}")
        return [*(places[word] for word in sentence), 0]

    def decode(self, places: Iterable[int]) -> list[str]:
        """Words up to the end symbol, which is left out."""
        words = []
        for place in places:
            if place == 0:
                break
            words.append(self.words[place])
        return words
