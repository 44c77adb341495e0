"""RNNsearch and RNNencdec of Bahdanau, Cho and Bengio (2014 preprint, ICLR 2015), appendix A, at a small size.

Symbols are the paper's: n hidden units, m embedding, l maxout units, n′ units of the alignment model; K_x and K_y
words of the source and target language; T_x and T_y lengths; B sentences at a time, all of one source length.

Three deviations, besides the sizes: Adam instead of Adadelta; the embedding of the word before the first one is
zero (the paper does not say); and the output layer has a bias, 0 at the start like all others.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import embedding

from .recurrence import AttendingRun, GatedRun


@dataclass(frozen=True)
class Sizes:
    """The paper has n = 1000, m = 620, l = 500, n′ = 1000."""

    source_words: int
    target_words: int
    hidden: int = 64
    embedding: int = 48
    maxout: int = 64
    alignment: int = 64

    def asdict(self) -> dict[str, int]:
        return asdict(self)


class Scores(NamedTuple):
    """What a model says of given target words."""

    logits: Tensor  # (B, T_y, K_y)
    weights: Tensor | None  # (B, T_y, T_x), each row summing to 1; None in a model that does not attend


class Translation(NamedTuple):
    words: Tensor  # (B, T), places in the target vocabulary
    weights: Tensor | None  # (B, T, T_x)


def normal(std: float, *shape: int) -> nn.Parameter:
    return nn.Parameter(torch.randn(*shape) * std)


def zeros(*shape: int) -> nn.Parameter:
    return nn.Parameter(torch.zeros(*shape))


class GatedUnit(nn.Module):
    """The gated hidden unit (A.1.1): the reset gate acts on the state *before* the recurrent product.

        z = σ(W_z x + U_z s)    r = σ(W_r x + U_r s)    s̃ = tanh(W x + U (r ∘ s))    s' = (1 − z) ∘ s + z ∘ s̃

    W holds W_z, W_r and W one below the other, b likewise; U_gates holds U_z and U_r. torch.nn.GRU multiplies first
    and resets afterwards, and names the update gate the other way round: its weights cannot be used here.
    """

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.W = normal(0.01, 3 * hidden, inputs)
        self.b = zeros(3 * hidden)
        orthogonal = [nn.init.orthogonal_(torch.empty(hidden, hidden)) for _ in range(3)]
        self.U_gates = nn.Parameter(torch.cat(orthogonal[:2]))
        self.U = nn.Parameter(orthogonal[2])

    def drive(self, x: Tensor) -> Tensor:
        """W x + b for all positions at once: (…, inputs) → (…, 3 n)."""
        return x @ self.W.T + self.b

    def step(self, driven: Tensor, state: Tensor) -> Tensor:
        """The next state from W x + b (B, 3 n) and the state (B, n)."""
        n = state.shape[-1]
        z, r = torch.sigmoid(driven[:, : 2 * n] + state @ self.U_gates.T).chunk(2, dim=-1)
        candidate = torch.tanh(driven[:, 2 * n:] + (r * state) @ self.U.T)
        return torch.lerp(state, candidate, z)



def run(units: Sequence[GatedUnit], driven: Tensor, start: Tensor | None = None) -> Tensor:
    """All states of units side by side from their W x + b: (T, D, B, 3 n) → (T, D, B, n), from zero states or `start`.

    It is `step`, over and over, by recurrence.py.
    """
    if start is None:
        start = driven.new_zeros(*driven.shape[1:3], units[0].U.shape[0])
    U_gates, U = torch.stack([unit.U_gates for unit in units]), torch.stack([unit.U for unit in units])
    return GatedRun.apply(driven, U_gates, U, start)


class Alignment(nn.Module):
    """The alignment model (A.1.2): e_ij = v_aᵀ tanh(W_a s_{i−1} + U_a h_j), a feed-forward net trained with the rest.

    v_a starts at 0, so every score is 0 and the weights start exactly uniform.
    """

    def __init__(self, hidden: int, alignment: int) -> None:
        super().__init__()
        self.W_a = normal(0.001, alignment, hidden)
        self.U_a = normal(0.001, alignment, 2 * hidden)
        self.v_a = zeros(alignment)

    def keys(self, annotations: Tensor) -> Tensor:
        """U_a h_j for all j: (B, T_x, 2 n) → (B, T_x, n′)."""
        return annotations @ self.U_a.T

    def forward(self, state: Tensor, keys: Tensor) -> Tensor:
        """Weights α (B, T_x) from s_{i−1} (B, n) and the keys, which no step changes."""
        scores = torch.tanh((state @ self.W_a.T).unsqueeze(1) + keys) @ self.v_a
        return torch.softmax(scores, dim=-1)


class DotProductAlignment(nn.Module):
    """A dot product in the place of the alignment model: e_ij = (W_q s_{i−1})ᵀ h_j, or that divided by √(2 n).

    W_q starts at 0, so these weights start exactly uniform, too. The score is the one that Luong, Pham and Manning
    (2015) call general, but taken from the state before the word is written.
    """

    def __init__(self, hidden: int, scaled: bool) -> None:
        super().__init__()
        self.W_q = zeros(2 * hidden, hidden)
        self.divisor = math.sqrt(2 * hidden) if scaled else 1.0

    def keys(self, annotations: Tensor) -> Tensor:
        """The annotations themselves."""
        return annotations

    def forward(self, state: Tensor, keys: Tensor) -> Tensor:
        """Weights α (B, T_x) from s_{i−1} (B, n) and h_j for all j (B, T_x, 2 n)."""
        scores = (keys @ (state @ self.W_q.T).unsqueeze(2)).squeeze(2)
        return torch.softmax(scores / self.divisor, dim=-1)


class RecurrentTranslator(nn.Module):
    """What RNNsearch and RNNencdec share: the gated decoder and its maxout readout. They differ in the context."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.E_x = normal(0.01, sizes.source_words, sizes.embedding)
        self.E_y = normal(0.01, sizes.target_words, sizes.embedding)

    def add_decoder(self, context: int) -> None:
        """The parameters from s_0 to the word, for contexts c_i of a size."""
        n, m, l = self.sizes.hidden, self.sizes.embedding, self.sizes.maxout  # noqa: E741  (the letters of the paper)
        self.W_s = normal(0.01, n, n)
        self.b_s = zeros(n)
        self.decoder = GatedUnit(m + context, n)  # its W acts on [E y_{i−1}; c_i], the paper's W and C side by side
        self.U_o = normal(0.01, 2 * l, n)
        self.V_o = normal(0.01, 2 * l, m)
        self.C_o = normal(0.01, 2 * l, context)
        self.b_o = zeros(2 * l)
        self.W_o = normal(0.01, self.sizes.target_words, l)
        self.b_y = zeros(self.sizes.target_words)

    def read(self, source: Tensor) -> tuple[tuple[Tensor, ...], Tensor]:
        """What the decoder may look at, and the encoder's state from which s_0 is made (B, n)."""
        raise NotImplementedError

    def look(self, state: Tensor, memory: tuple[Tensor, ...]) -> tuple[Tensor | None, Tensor]:
        """Weights α_i (B, T_x), where there are any, and context c_i."""
        raise NotImplementedError

    def start(self, source: Tensor) -> tuple[tuple[Tensor, ...], Tensor]:
        """What the decoder may look at, and s_0 (B, n)."""
        memory, state = self.read(source)
        return memory, torch.tanh(state @ self.W_s.T + self.b_s)

    def readout(self, states: Tensor, previous: Tensor, contexts: Tensor) -> Tensor:
        """Logits from s_{i−1}, E y_{i−1} and c_i by a maxout layer (A.2.2).

        The appendix reads s_{i−1}, though equation 4 writes s_i: the appendix is followed.
        """
        t = states @ self.U_o.T + previous @ self.V_o.T + contexts @ self.C_o.T + self.b_o
        t = t.unflatten(-1, (-1, 2)).amax(-1)
        return t @ self.W_o.T + self.b_y

    def before(self, target: Tensor) -> Tensor:
        """The embedding of the word before each target word (B, T_y, m), a zero vector before the first."""
        previous = embedding(target[:, :-1], self.E_y)
        return torch.cat([previous.new_zeros(len(target), 1, previous.shape[-1]), previous], dim=1)

    def follow(self, previous: Tensor, memory: tuple[Tensor, ...], state: Tensor) -> tuple[Tensor, Tensor, Tensor | None]:
        """States s_{i−1} (B, T_y, n), contexts and weights while the words before are given, one step after another.

        Contexts are (B, T_y, …), or (B, 1, …) where all are the same.
        """
        states, contexts, rows = [], [], []
        for i in range(previous.shape[1]):
            weights, context = self.look(state, memory)
            states.append(state)
            contexts.append(context)
            rows.append(weights)
            state = self.decoder.step(self.decoder.drive(torch.cat([previous[:, i], context], dim=-1)), state)
        return torch.stack(states, 1), torch.stack(contexts, 1), stacked(rows)

    def forward(self, source: Tensor, target: Tensor) -> Scores:
        """Logits and weights for given target words (B, T_y), each seeing only those before it."""
        memory, state = self.start(source)
        previous = self.before(target)
        states, contexts, weights = self.follow(previous, memory, state)
        return Scores(self.readout(states, previous, contexts), weights)

    @torch.no_grad()
    def translate(self, source: Tensor, longest: int) -> Translation:
        """The likeliest word at each step, until all sentences have ended or `longest` words are written."""
        memory, state = self.start(source)
        previous = state.new_zeros(len(source), self.sizes.embedding)
        ended = torch.zeros(len(source), dtype=torch.bool)
        words, rows = [], []
        while len(words) < longest and not ended.all():
            weights, context = self.look(state, memory)
            word = self.readout(state, previous, context).argmax(-1)
            words.append(word)
            rows.append(weights)
            ended |= word == 0
            state = self.decoder.step(self.decoder.drive(torch.cat([previous, context], dim=-1)), state)
            previous = embedding(word, self.E_y)
        return Translation(torch.stack(words, 1), stacked(rows))


def stacked(rows: list[Tensor | None]) -> Tensor | None:
    """Weights (B, T_x) of each step as one tensor (B, T_y, T_x)."""
    return None if rows[0] is None else torch.stack(rows, 1)


class RNNsearch(RecurrentTranslator):
    """Reads in both directions and looks back at every annotation, anew for each word."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__(sizes)
        n, m = sizes.hidden, sizes.embedding
        self.encoder_forward = GatedUnit(m, n)
        self.encoder_backward = GatedUnit(m, n)
        self.alignment = Alignment(n, sizes.alignment)
        self.add_decoder(context=2 * n)

    def read(self, source: Tensor) -> tuple[tuple[Tensor, ...], Tensor]:
        """Annotations h_j = [→h_j; ←h_j] (B, T_x, 2 n) with their keys U_a h_j (B, T_x, n′), and ←h_1 (B, n)."""
        x = embedding(source.T, self.E_x)
        units = [self.encoder_forward, self.encoder_backward]
        states = run(units, torch.stack([units[0].drive(x), units[1].drive(x.flip(0))], dim=1))
        annotations = torch.cat([states[:, 0], states[:, 1].flip(0)], dim=-1).transpose(0, 1).contiguous()
        return (annotations, self.alignment.keys(annotations)), states[-1, 1]

    def look(self, state: Tensor, memory: tuple[Tensor, ...]) -> tuple[Tensor, Tensor]:
        """Weights α_i (B, T_x) and context c_i = Σ_j α_ij h_j (B, 2 n)."""
        annotations, keys = memory
        weights = self.alignment(state, keys)
        return weights, (weights.unsqueeze(1) @ annotations).squeeze(1)

    def follow(self, previous: Tensor, memory: tuple[Tensor, ...], state: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As in the class above, by recurrence.py."""
        W, C = self.decoder.W.split([previous.shape[-1], memory[0].shape[-1]], dim=1)
        driven = previous.transpose(0, 1) @ W.T + self.decoder.b
        states, contexts, weights = AttendingRun.apply(
            driven, *memory, self.alignment.W_a, self.alignment.v_a, C, self.decoder.U_gates, self.decoder.U, state
        )
        return states.transpose(0, 1), contexts.transpose(0, 1), weights.transpose(0, 1)


class DotRNNsearch(RNNsearch):
    """RNNsearch with a dot product as its score; all other weights start as RNNsearch's do with the same seed."""

    scaled = False

    def __init__(self, sizes: Sizes) -> None:
        super().__init__(sizes)
        self.alignment = DotProductAlignment(sizes.hidden, self.scaled)

    follow = RecurrentTranslator.follow  # recurrence.py has the gradients of the additive score alone


class ScaledDotRNNsearch(DotRNNsearch):
    """The same with the product divided by the root of its size."""

    scaled = True


class RNNencdec(RecurrentTranslator):
    """Without attention: every context is the one vector that the encoder ends with, c_i = →h_{T_x}.

    The paper notes that this gives back the RNN encoder–decoder of Cho et al. (2014). Its reader runs forward only.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__(sizes)
        self.encoder_forward = GatedUnit(sizes.embedding, sizes.hidden)
        self.add_decoder(context=sizes.hidden)

    def read(self, source: Tensor) -> tuple[tuple[Tensor, ...], Tensor]:
        """→h_{T_x} (B, n), twice: to look at, and to start from."""
        driven = self.encoder_forward.drive(embedding(source.T, self.E_x))
        last = run([self.encoder_forward], driven.unsqueeze(1))[-1, 0]
        return (last,), last

    def look(self, state: Tensor, memory: tuple[Tensor, ...]) -> tuple[None, Tensor]:
        """No weights, and the same context whatever the state."""
        return None, memory[0]

    def follow(self, previous: Tensor, memory: tuple[Tensor, ...], state: Tensor) -> tuple[Tensor, Tensor, None]:
        """As in the class above; no context depends on a state, so all inputs of the recurrence are known before it."""
        context = memory[0]
        W, C = self.decoder.W.split([previous.shape[-1], context.shape[-1]], dim=1)
        driven = previous[:, :-1].transpose(0, 1) @ W.T + (context @ C.T + self.decoder.b)
        states = run([self.decoder], driven.unsqueeze(1), state.unsqueeze(0))[:, 0]
        return torch.cat([state.unsqueeze(0), states]).transpose(0, 1), context.unsqueeze(1), None
