"""The two recurrences of rnnsearch.py over whole sentences, with their gradients written out.

Autograd records some twenty small operations a step. Here a step is a few operations forward and a few backward, and
what can wait (the gradients of all weight matrices) is one product over all steps at the end; a training step takes
about a tenth less time with attention and a fourth less without. The mathematics is that of GatedUnit.step and
Alignment.forward; the tests compare both, values and gradients.

Time comes first: T steps, D directions side by side, B sentences, n hidden units.
"""
from __future__ import annotations

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable


class GatedRun(Function):
    """All states of gated units whose inputs are known: (T, D, B, n) after each step."""

    @staticmethod
    def forward(ctx, driven: Tensor, U_gates: Tensor, U: Tensor, start: Tensor) -> Tensor:
        """`driven` W x + b (T, D, B, 3 n), U_gates (D, 2 n, n), U (D, n, n), `start` (D, B, n)."""
        steps, n = len(driven), start.shape[-1]
        states = driven.new_empty(steps + 1, *start.shape)
        gates, candidates = driven.new_empty(*driven.shape[:-1], 2 * n), driven.new_empty(*driven.shape[:-1], n)
        states[0] = state = start
        for t in range(steps):
            gate = torch.baddbmm(driven[t, ..., : 2 * n], state, U_gates.mT)
            z, r = torch.sigmoid(gate, out=gates[t]).chunk(2, dim=-1)
            candidate = torch.baddbmm(driven[t, ..., 2 * n:], r * state, U.mT)
            candidate = torch.tanh(candidate, out=candidates[t])
            state = torch.lerp(state, candidate, z, out=states[t + 1])
        ctx.save_for_backward(U_gates, U, states, gates, candidates)
        return states[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx, grown: Tensor) -> tuple[Tensor, ...]:
        U_gates, U, states, gates, candidates = ctx.saved_tensors
        states, n = states[:-1], U.shape[-1]
        slopes = Slopes(states, gates, candidates)
        driven = gates.new_empty(*gates.shape[:-1], 3 * n)
        state = torch.zeros_like(states[0])
        for t in reversed(range(len(states))):
            state = slopes.back(t, state + grown[t], U_gates, U, driven[t])
        return driven, *_of_weights(driven, states, gates), state


class Slopes:
    """The derivatives of a gated unit at each step, for all steps at once."""

    def __init__(self, states: Tensor, gates: Tensor, candidates: Tensor) -> None:
        z, self.reset = gates.chunk(2, dim=-1)
        self.stay = 1 - z
        self.update = (candidates - states) * z * self.stay
        self.candidate = z * (1 - candidates * candidates)
        self.resetting = states * self.reset * (1 - self.reset)

    def back(self, t: int, state: Tensor, U_gates: Tensor, U: Tensor, driven: Tensor) -> Tensor:
        """The gradient of the state before step t from that of the state after it; `driven` takes that of W x + b."""
        n = state.shape[-1]
        torch.mul(state, self.update[t], out=driven[..., :n])
        candidate = torch.mul(state, self.candidate[t])
        driven[..., 2 * n:] = candidate
        kept = candidate @ U
        torch.mul(kept, self.resetting[t], out=driven[..., n: 2 * n])
        return torch.addcmul(state * self.stay[t], kept, self.reset[t]) + driven[..., : 2 * n] @ U_gates


def _of_weights(driven: Tensor, states: Tensor, gates: Tensor) -> tuple[Tensor, Tensor]:
    """The gradients of U_gates and U, summed over steps and sentences."""
    n = states.shape[-1]
    resets = gates[..., n:] * states
    return (
        torch.einsum("tdbi,tdbj->dij", driven[..., : 2 * n], states),
        torch.einsum("tdbi,tdbj->dij", driven[..., 2 * n:], resets),
    )


class AttendingRun(Function):
    """A decoder that looks back before each step, its target words known."""

    @staticmethod
    def forward(
        ctx, driven: Tensor, annotations: Tensor, keys: Tensor, W_a: Tensor, v_a: Tensor, C: Tensor,
        U_gates: Tensor, U: Tensor, start: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """States s_{i−1} (T_y, B, n), contexts c_i (T_y, B, 2 n) and weights α_i (T_y, B, T_x; no gradient).

        `driven` is what the words before contribute to W x + b (T_y, B, 3 n), C (3 n, 2 n) takes up the context;
        annotations h_j (B, T_x, 2 n), keys U_a h_j (B, T_x, n′), `start` s_0 (B, n).
        """
        (steps, size, _), n = driven.shape, start.shape[-1]
        states = driven.new_empty(steps, size, n)
        gates, candidates = driven.new_empty(steps, size, 2 * n), driven.new_empty(steps, size, n)
        contexts = driven.new_empty(steps, size, annotations.shape[-1])
        weights = driven.new_empty(steps, size, keys.shape[1])
        hidden = driven.new_empty(steps, *keys.shape)
        state = start
        for i in range(steps):
            states[i] = state
            torch.add(keys, (state @ W_a.T).unsqueeze(1), out=hidden[i]).tanh_()
            torch.softmax(hidden[i] @ v_a, dim=-1, out=weights[i])
            torch.bmm(weights[i].unsqueeze(1), annotations, out=contexts[i].unsqueeze(1))
            whole = torch.addmm(driven[i], contexts[i], C.T)
            z, r = torch.sigmoid(torch.addmm(whole[:, : 2 * n], state, U_gates.T), out=gates[i]).chunk(2, dim=-1)
            candidate = torch.tanh(torch.addmm(whole[:, 2 * n:], r * state, U.T), out=candidates[i])
            state = torch.lerp(state, candidate, z)
        ctx.save_for_backward(
            annotations, W_a, v_a, C, U_gates, U, states, gates, candidates, contexts, weights, hidden
        )
        ctx.mark_non_differentiable(weights)
        return states, contexts, weights

    @staticmethod
    @once_differentiable
    def backward(ctx, grown_states: Tensor, grown_contexts: Tensor, _: Tensor) -> tuple[Tensor, ...]:
        annotations, W_a, v_a, C, U_gates, U, states, gates, candidates, contexts, weights, hidden = ctx.saved_tensors
        n, one = U.shape[-1], hidden.new_ones(())
        slopes = Slopes(states, gates, candidates)
        driven = gates.new_empty(*gates.shape[:-1], 3 * n)
        context = grown_contexts.clone()
        scores, asked = torch.empty_like(weights), states.new_empty(*states.shape[:-1], len(v_a))
        keys = torch.zeros_like(hidden[0])
        state = torch.zeros_like(states[0])
        for i in reversed(range(len(states))):
            state = slopes.back(i, state, U_gates, U, driven[i]) + grown_states[i]
            context[i].addmm_(driven[i], C)
            weight = torch.bmm(annotations, context[i].unsqueeze(2)).squeeze(2) * weights[i]
            torch.addcmul(weight, weights[i], weight.sum(-1, keepdim=True), value=-1, out=scores[i])
            slope = torch.addcmul(one, hidden[i], hidden[i], value=-1)
            torch.mul(torch.bmm(scores[i].unsqueeze(1), slope).squeeze(1), v_a, out=asked[i])
            keys.addcmul_(slope, scores[i].unsqueeze(2))
            state = state.addmm_(asked[i], W_a)
        U_gates_grown, U_grown = _of_weights(driven.unsqueeze(1), states.unsqueeze(1), gates.unsqueeze(1))
        return (
            driven,
            torch.bmm(weights.permute(1, 2, 0), context.transpose(0, 1)),
            keys * v_a,
            asked.flatten(0, 1).T @ states.flatten(0, 1),
            hidden.flatten(0, 2).T @ scores.flatten(),
            driven.flatten(0, 1).T @ contexts.flatten(0, 1),
            U_gates_grown[0],
            U_grown[0],
            state,
        )
