"""The translator without attention and the Transformer."""
from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
import torch
from attention_lab.rnnsearch import RNNencdec, RNNsearch, Sizes
from attention_lab.train import loss_of
from attention_lab.transformer import MultiHead, Transformer, TransformerSizes, positions
from attention_lab.vocabulary import Vocabulary
from attention_lab.workshop import FULL, MODELS, Run, described, untrained


@pytest.fixture
def transformer(work) -> Transformer:
    torch.manual_seed(0)
    return Transformer(TransformerSizes(len(work.english), len(work.french), width=16, feed_forward=32))


@pytest.fixture
def encdec(work) -> RNNencdec:
    torch.manual_seed(0)
    return RNNencdec(Sizes(len(work.english), len(work.french), hidden=16, embedding=12, maxout=10))


def test_all_models_have_about_the_same_size():
    english, french = (Vocabulary(tuple(map(str, range(n)))) for n in (238, 304))
    counts = {
        name: sum(p.numel() for p in untrained(Run(name, seed=1), english, french).parameters()) for name in MODELS
    }
    assert max(counts.values()) / min(counts.values()) < 1.1, counts


@pytest.mark.parametrize("name", MODELS)
def test_every_model_writes_what_its_scores_prefer(name, work, batches):
    """Greedy words, given back as the target, are the likeliest at each of their places."""
    torch.manual_seed(2)
    model = untrained(Run(name, seed=2), work.english, work.french)
    if name != "transformer":
        for parameter in model.parameters():
            torch.nn.init.normal_(parameter, std=0.3)
    source = batches[0].source
    words = model.translate(source, longest=9).words
    likeliest = model(source, words).logits.argmax(-1)
    for given, preferred in zip(words.tolist(), likeliest.tolist()):
        length = given.index(0) + 1 if 0 in given else len(given)
        assert given[:length] == preferred[:length]


@pytest.mark.parametrize("name, root", [("rnnsearch-dot", 1), ("rnnsearch-scaled-dot", math.sqrt(128))])
def test_a_dot_product_in_the_place_of_the_alignment_model(name, root, work):
    model = untrained(Run(name, seed=1), work.english, work.french)
    state, annotations = torch.randn(3, 64), torch.randn(3, 5, 128)
    keys = model.alignment.keys(annotations)
    assert torch.equal(model.alignment(state, keys), torch.full((3, 5), 1 / 5))  # at the start
    torch.nn.init.normal_(model.alignment.W_q, std=0.1)
    by_hand = [[((model.alignment.W_q @ s) @ h / root).item() for h in row] for s, row in zip(state, annotations)]
    weights = torch.tensor(by_hand).softmax(-1)
    assert torch.allclose(model.alignment(state, keys), weights, atol=1e-5)


def test_a_model_with_another_score_starts_as_the_additive_one_does(work):
    additive, *others = (
        untrained(Run(name, seed=3), work.english, work.french).state_dict()
        for name in ("rnnsearch", "rnnsearch-dot", "rnnsearch-scaled-dot")
    )
    for other in others:
        assert {name for name in other if name not in additive} == {"alignment.W_q"}
        assert all(torch.equal(other[name], additive[name]) for name in other if name in additive)


@pytest.mark.parametrize("heads", [1, 2, 8])
def test_heads_share_the_width_and_add_no_numbers(heads, work, batches):
    usual, other = (untrained(Run("transformer", seed=1, heads=n), work.english, work.french) for n in (0, heads))
    assert sum(p.numel() for p in other.parameters()) == sum(p.numel() for p in usual.parameters())
    _, maps = other.run(batches[0].source, batches[0].target)
    assert all(layer.shape[1] == heads for layer in maps.cross)


def test_every_run_of_the_plan_has_a_name_of_its_own_and_only_the_first_are_published():
    names = [run.name for run in FULL.runs]
    assert len(set(names)) == len(names)
    assert {model: run.name for model, run in FULL.published.items()} == {
        model: f"{model}-20-seed1" for model in ("rnnsearch", "transformer", "rnnencdec")
    }


def test_the_published_metrics_are_those_of_the_plan():
    with (Path(__file__).resolve().parents[2] / "docs/lab/metrics.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ("model", "hidden", "heads", "seed", "trained_to")
    published = list(dict.fromkeys(tuple(row[column] for column in columns) for row in rows))
    assert published == [tuple(map(str, described(run))) for run in FULL.runs]
    assert {int(row["length"]) for row in rows} == set(FULL.test_lengths)


def test_without_attention_only_the_last_state_reaches_the_decoder(encdec, batches):
    source = batches[0].source
    memory, _ = encdec.start(source)
    assert memory[0].shape == (len(source), 16)
    weights, context = encdec.look(torch.randn(len(source), 16), memory)
    assert weights is None and torch.equal(context, memory[0])
    assert encdec(source, batches[0].target).weights is None


def test_attention_with_all_weight_on_the_end_is_a_fixed_vector(model, batches):
    """The paper's remark: RNNsearch with c_i fixed to the last annotation sees one vector for all words."""
    assert isinstance(model, RNNsearch)
    memory, state = model.start(batches[0].source)
    last = memory[0][:, -1]
    model.look = lambda state, memory: (None, last)
    assert model(batches[0].source, batches[0].target).logits.isfinite().all()


@pytest.mark.parametrize("name", ["rnnsearch-dot", "rnnsearch-scaled-dot"])
def test_the_projection_of_the_dot_product_learns_from_the_first_step(name, work, batches):
    model = untrained(Run(name, seed=1), work.english, work.french)
    loss_of(model, batches[0]).backward()
    assert model.alignment.W_q.grad.any()


def test_all_parameters_of_both_get_gradients(encdec, transformer, batches):
    for model in (encdec, transformer):
        loss_of(model, batches[0]).backward()
        assert all(p.grad is not None and p.grad.any() for p in model.parameters())


def test_the_decoder_does_not_see_the_future(transformer, batches):
    batch = batches[0]
    changed = batch.target.clone()
    changed[:, 3:] = 1
    before, maps = transformer.run(batch.source, batch.target)
    after, _ = transformer.run(batch.source, changed)
    assert torch.allclose(before[:, :4], after[:, :4], atol=1e-6)
    for weights in maps.decoder:
        assert not weights.triu(1).any()


def test_maps_have_a_row_for_each_position_and_head(transformer, batches):
    batch = batches[0]
    _, maps = transformer.run(batch.source, batch.target)
    B, T_x, T_y = len(batch.source), batch.source.shape[1], batch.target.shape[1]
    for weights, shape in ((maps.encoder, (T_x, T_x)), (maps.decoder, (T_y, T_y)), (maps.cross, (T_y, T_x))):
        assert len(weights) == 2
        for layer in weights:
            assert layer.shape == (B, 4, *shape)
            assert torch.allclose(layer.sum(-1), torch.ones_like(layer[..., 0]), atol=1e-5)


def test_scores_are_divided_by_the_root_of_the_head_size():
    torch.manual_seed(1)
    head = MultiHead(width=8, heads=1)
    x = torch.randn(1, 5, 8)
    q, k, v = head.query(x), head.key(x), head.value(x)
    weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(8), dim=-1)
    outputs, found = head(x, x)
    assert torch.allclose(found[:, 0], weights, atol=1e-6)
    assert torch.allclose(outputs, head.out(weights @ v), atol=1e-6)


def test_positions_are_those_of_the_paper():
    table = positions(50, 8)
    assert torch.equal(table[0], torch.tensor([0.0, 1.0] * 4))
    assert table[7, 2] == pytest.approx(math.sin(7 / 10000 ** (2 / 8)), abs=1e-5)
    assert table[7, 5] == pytest.approx(math.cos(7 / 10000 ** (4 / 8)), abs=1e-5)
    assert torch.allclose(positions(3, 8, first=5), table[5:8])
