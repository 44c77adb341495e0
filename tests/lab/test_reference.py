"""The published NumPy reference against PyTorch, and what docs/implement/libraries.md says of PyTorch's conventions."""

from __future__ import annotations

import attention_reference as ref
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch.nn.attention.flex_attention import AuxRequest, create_block_mask, flex_attention

HEADS, D_K, D_V, D_MODEL = 2, 4, 3, 8


@pytest.fixture
def rng():
    return np.random.default_rng(2017)


def tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array)


def same(ours: np.ndarray, theirs: torch.Tensor) -> bool:
    return np.allclose(ours, theirs.detach().numpy(), atol=1e-12)


def heads(rng, T_q: int, T_k: int) -> list[np.ndarray]:
    """Queries, keys and values of all heads."""
    return [rng.normal(size=(HEADS, *shape)) for shape in ((T_q, D_K), (T_k, D_K), (T_k, D_V))]


def test_additive_attention_is_two_linear_maps_a_tanh_and_a_softmax(rng):
    n, hidden, T_x = 5, 6, 7
    s, h, v_a = rng.normal(size=n), rng.normal(size=(T_x, 2 * n)), rng.normal(size=hidden)
    W_a, U_a = rng.normal(size=(hidden, n)), rng.normal(size=(hidden, 2 * n))
    c, alpha = ref.additive_attention(s, h, W_a, U_a, v_a)
    energies = torch.tanh(F.linear(tensor(s), tensor(W_a)) + F.linear(tensor(h), tensor(U_a))) @ tensor(v_a)
    weights = F.softmax(energies, dim=-1)
    assert same(alpha, weights)
    assert same(c, weights @ tensor(h))


def test_scaled_dot_product_is_pytorchs(rng):
    q, k, v = heads(rng, 3, 6)
    out, _ = ref.scaled_dot_product_attention(q, k, v)
    assert same(out, F.scaled_dot_product_attention(*map(tensor, (q, k, v))))


def test_true_in_the_mask_of_the_function_means_look_as_in_the_reference(rng):
    q, k, v = heads(rng, 3, 6)
    mask = rng.random((3, 6)) < 0.5
    mask[:, 0] = True
    out, _ = ref.scaled_dot_product_attention(q, k, v, mask)
    assert same(out, F.scaled_dot_product_attention(*map(tensor, (q, k, v)), attn_mask=tensor(mask)))


def test_the_causal_mask_is_pytorchs_for_equal_lengths_and_at_another_corner_for_a_cache(rng):
    q, k, v = heads(rng, 6, 6)
    out, _ = ref.scaled_dot_product_attention(q, k, v, ref.causal_mask(6, 6))
    assert same(out, F.scaled_dot_product_attention(*map(tensor, (q, k, v)), is_causal=True))
    newest = F.scaled_dot_product_attention(*map(tensor, (q[:, -1:], k, v)), is_causal=True)
    assert same(v[:, :1], newest)  # the single query sees the first key alone
    assert not same(out[:, -1:], newest)


def test_query_heads_share_keys_and_values(rng):
    q, k, v = (rng.normal(size=(H, 5, D_K)) for H in (4, 2, 2))
    out, _ = ref.scaled_dot_product_attention(q, k.repeat(2, axis=0), v.repeat(2, axis=0))
    assert same(out, F.scaled_dot_product_attention(*(tensor(x)[None] for x in (q, k, v)), enable_gqa=True)[0])


def both_layers(rng) -> tuple[ref.MultiHead, torch.nn.MultiheadAttention]:
    """The reference's maps, and PyTorch's module with the same numbers in it."""
    W_q, W_k, W_v, W_o = rng.normal(size=(4, D_MODEL, D_MODEL))
    module = torch.nn.MultiheadAttention(D_MODEL, HEADS, bias=False, dtype=torch.float64)
    with torch.no_grad():
        module.in_proj_weight.copy_(tensor(np.concatenate([W_q.T, W_k.T, W_v.T])))
        module.out_proj.weight.copy_(tensor(W_o.T.copy()))
    return ref.MultiHead(HEADS, W_q, W_k, W_v, W_o), module


def test_multi_head_attention_is_pytorchs_with_the_mask_turned_round(rng):
    maps, module = both_layers(rng)
    x_q, x_kv = rng.normal(size=(3, D_MODEL)), rng.normal(size=(6, D_MODEL))
    mask = ref.causal_mask(3, 6)
    out, weights = ref.multi_head_attention(maps, x_q, x_kv, mask)
    given = (tensor(x_q), tensor(x_kv), tensor(x_kv))
    theirs, their_weights = module(*given, attn_mask=tensor(~mask), average_attn_weights=False)
    assert same(out, theirs)
    assert same(weights, their_weights)
    _, mean = module(*given, attn_mask=tensor(~mask))
    assert same(weights.mean(axis=0), mean)


def test_the_module_s_sequence_comes_first_unless_told_otherwise(rng):
    x = rng.normal(size=(5, 2, D_MODEL))
    maps, module = both_layers(rng)
    out, _ = ref.multi_head_attention(maps, x[:, 1], x[:, 1])
    assert same(out, module(*[tensor(x)] * 3)[0][:, 1])
    module.batch_first = True
    assert same(out, module(*[tensor(x.swapaxes(0, 1).copy())] * 3)[0][1])


def test_a_cache_gives_what_pytorch_gives_for_the_whole(rng):
    maps, module = both_layers(rng)
    x, cache, written = rng.normal(size=(6, D_MODEL)), ref.empty_cache(maps), []
    for t in range(6):
        out, _, cache = ref.attend_next(maps, x[t : t + 1], cache)
        written.append(out[0])
    whole, _ = module(*[tensor(x)] * 3, attn_mask=tensor(~ref.causal_mask(6, 6)), is_causal=True)
    assert same(np.stack(written), whole)


@pytest.mark.filterwarnings("ignore:flex_attention called without torch.compile")
def test_flex_attention_looks_where_its_function_says_true(rng):
    q, k, v = heads(rng, 6, 6)
    mask = create_block_mask(lambda batch, head, q_idx, k_idx: k_idx <= q_idx, None, None, 6, 6, device="cpu")
    given = [tensor(x)[None] for x in (q, k, v)]
    theirs, extra = flex_attention(*given, block_mask=mask, return_aux=AuxRequest(lse=True))
    out, _ = ref.scaled_dot_product_attention(q, k, v, ref.causal_mask(6, 6))
    assert same(out, theirs[0])
    scores = np.where(ref.causal_mask(6, 6), q @ k.swapaxes(-1, -2) / np.sqrt(D_K), -np.inf)
    assert same(np.log(np.exp(scores).sum(axis=-1)), extra.lse[0])


def test_a_row_with_nothing_to_see_is_zero_in_the_function_and_no_number_in_the_module(rng):
    q, k, v = heads(rng, 2, 3)
    mask = torch.tensor([[True, True, True], [False, False, False]])
    assert (F.scaled_dot_product_attention(*map(tensor, (q, k, v)), attn_mask=mask)[:, 1] == 0).all()
    _, module = both_layers(rng)
    x_q, x_kv = tensor(rng.normal(size=(2, D_MODEL))), tensor(rng.normal(size=(3, D_MODEL)))
    assert module(x_q, x_kv, x_kv, attn_mask=~mask)[0][1].isnan().all()
