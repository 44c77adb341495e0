"""A small encoder–decoder Transformer (Vaswani et al., 2017), with the layer normalisation before each part.

The 2017 paper normalises after the residual sum (post-norm); normalising the input of each part instead (pre-norm)
trains without a careful warm-up. There is no dropout: the sentences are generated, and there are many. The embeddings
are the model's width, scaled by its root as in the paper, with sinusoidal positions added. As in rnnsearch.py, the
word before the first is a zero vector.

B sentences at a time, d the width, H heads of d_k = d / H numbers, T_x and T_y lengths.
"""
from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import embedding

from .rnnsearch import Scores, Translation


@dataclass(frozen=True)
class TransformerSizes:
    """The base model of 2017 has width 512, feed-forward 2048, 8 heads, 6 layers each side."""

    source_words: int
    target_words: int
    width: int = 48
    feed_forward: int = 192
    heads: int = 4
    layers: int = 2  # on each side

    def asdict(self) -> dict[str, int]:
        return asdict(self)


class Maps(NamedTuple):
    """All attention weights, a tensor a layer; rows sum to 1."""

    encoder: list[Tensor]  # (B, H, T_x, T_x)
    decoder: list[Tensor]  # (B, H, T_y, T_y), causal: nothing right of the diagonal
    cross: list[Tensor]  # (B, H, T_y, T_x)


def positions(length: int, width: int, first: int = 0) -> Tensor:
    """Sine and cosine of each position at wavelengths from 2π to 10000 · 2π: (length, width)."""
    place = torch.arange(first, first + length).unsqueeze(1)
    frequency = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
    angles = place * frequency
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1)


class MultiHead(nn.Module):
    """Scaled dot-product attention in H heads: softmax(Q Kᵀ / √d_k) V in each, put together and projected."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width, bias=False) for _ in range(4))

    def split(self, x: Tensor) -> Tensor:
        """(B, T, d) → (B, H, T, d_k)."""
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, asking: Tensor, asked: Tensor, causal: bool = False) -> tuple[Tensor, Tensor]:
        """Outputs (B, T_q, d) and weights (B, H, T_q, T_k) for queries from `asking`, keys and values from `asked`."""
        q, k, v = self.split(self.query(asking)), self.split(self.key(asked)), self.split(self.value(asked))
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
        if causal:
            later = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
            scores = scores.masked_fill(later, -math.inf)
        weights = torch.softmax(scores, dim=-1)
        return self.out((weights @ v).transpose(1, 2).flatten(-2)), weights


class FeedForward(nn.Sequential):
    def __init__(self, width: int, inner: int) -> None:
        super().__init__(nn.Linear(width, inner), nn.ReLU(), nn.Linear(inner, width))


class EncoderLayer(nn.Module):
    def __init__(self, sizes: TransformerSizes) -> None:
        super().__init__()
        self.attention = MultiHead(sizes.width, sizes.heads)
        self.feed_forward = FeedForward(sizes.width, sizes.feed_forward)
        self.norms = nn.ModuleList(nn.LayerNorm(sizes.width) for _ in range(2))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        normed = self.norms[0](x)
        update, weights = self.attention(normed, normed)
        x = x + update
        return x + self.feed_forward(self.norms[1](x)), weights


class DecoderLayer(nn.Module):
    def __init__(self, sizes: TransformerSizes) -> None:
        super().__init__()
        self.attention = MultiHead(sizes.width, sizes.heads)
        self.cross = MultiHead(sizes.width, sizes.heads)
        self.feed_forward = FeedForward(sizes.width, sizes.feed_forward)
        self.norms = nn.ModuleList(nn.LayerNorm(sizes.width) for _ in range(3))

    def forward(self, x: Tensor, memory: Tensor, seen: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """New x, both kinds of weights, and what later positions may attend to.

        With `seen`, the normalised inputs of all positions before x, x is one new position; without, it is the whole
        target, and a position must not see those after it.
        """
        normed = self.norms[0](x)
        asked = normed if seen is None else torch.cat([seen, normed], dim=1)
        update, weights = self.attention(normed, asked, causal=seen is None)
        x = x + update
        update, cross = self.cross(self.norms[1](x), memory)
        x = x + update
        return x + self.feed_forward(self.norms[2](x)), weights, cross, asked


class Transformer(nn.Module):
    def __init__(self, sizes: TransformerSizes) -> None:
        super().__init__()
        self.sizes = sizes
        std = sizes.width ** -0.5  # times √d in `embed`, so that a word weighs as much as its position
        self.E_x = nn.Parameter(torch.randn(sizes.source_words, sizes.width) * std)
        self.E_y = nn.Parameter(torch.randn(sizes.target_words, sizes.width) * std)
        self.encoder = nn.ModuleList(EncoderLayer(sizes) for _ in range(sizes.layers))
        self.decoder = nn.ModuleList(DecoderLayer(sizes) for _ in range(sizes.layers))
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(sizes.width), nn.LayerNorm(sizes.width)
        self.out = nn.Linear(sizes.width, sizes.target_words)

    def embed(self, words: Tensor, table: Tensor) -> Tensor:
        return embedding(words, table) * math.sqrt(self.sizes.width)

    def encode(self, source: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The encoder's outputs (B, T_x, d) and its self-attention, layer by layer."""
        x = self.embed(source, self.E_x) + positions(source.shape[1], self.sizes.width)
        maps = []
        for layer in self.encoder:
            x, weights = layer(x)
            maps.append(weights)
        return self.encoder_norm(x), maps

    def run(self, source: Tensor, target: Tensor) -> tuple[Tensor, Maps]:
        """Logits (B, T_y, K_y) for given target words, and all attention weights."""
        memory, encoder_maps = self.encode(source)
        previous = self.embed(target[:, :-1], self.E_y)
        x = torch.cat([previous.new_zeros(len(target), 1, self.sizes.width), previous], dim=1)
        x = x + positions(target.shape[1], self.sizes.width)
        maps = Maps(encoder_maps, [], [])
        for layer in self.decoder:
            x, weights, cross, _ = layer(x, memory)
            maps.decoder.append(weights)
            maps.cross.append(cross)
        return self.out(self.decoder_norm(x)), maps

    def forward(self, source: Tensor, target: Tensor) -> Scores:
        """Logits, and as weights the last layer's cross-attention, averaged over its heads."""
        logits, maps = self.run(source, target)
        return Scores(logits, maps.cross[-1].mean(1))

    @torch.no_grad()
    def translate(self, source: Tensor, longest: int) -> Translation:
        """The likeliest word at each step; what was computed for the words before is kept."""
        memory, _ = self.encode(source)
        word = memory.new_zeros(len(source), 1, self.sizes.width)
        seen: list[Tensor] = [memory.new_zeros(len(source), 0, self.sizes.width) for _ in self.decoder]
        ended = torch.zeros(len(source), dtype=torch.bool)
        words, rows = [], []
        while len(words) < longest and not ended.all():
            x = word + positions(1, self.sizes.width, first=len(words))
            for i, layer in enumerate(self.decoder):
                x, _, cross, seen[i] = layer(x, memory, seen[i])
            chosen = self.out(self.decoder_norm(x[:, 0])).argmax(-1)
            words.append(chosen)
            rows.append(cross.mean(1)[:, 0])
            ended |= chosen == 0
            word = self.embed(chosen, self.E_y).unsqueeze(1)
        return Translation(torch.stack(words, 1), torch.stack(rows, 1))
