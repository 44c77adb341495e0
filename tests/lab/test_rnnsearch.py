"""RNNsearch is the model of the paper's appendix."""
from __future__ import annotations

import numpy as np
import torch
from attention_lab import rnnsearch_numpy
from attention_lab.batches import NO_WORD
from attention_lab.rnnsearch import GatedUnit
from attention_lab.train import loss_of


def test_attention_starts_exactly_uniform(model, batches):
    weights = model(batches[0].source, batches[0].target).weights
    assert torch.equal(weights, torch.full_like(weights, 1 / weights.shape[-1]))


def test_shapes_and_rows_that_sum_to_one(model, batches, work):
    batch = batches[0]
    logits, weights = model(batch.source, batch.target)
    assert logits.shape == (*batch.target.shape, len(work.french))
    assert weights.shape == (*batch.target.shape, batch.source.shape[1])
    torch.nn.init.normal_(model.alignment.v_a)
    weights = model(batch.source, batch.target).weights
    assert torch.allclose(weights.sum(-1), torch.ones_like(weights[..., 0]), atol=1e-6)
    assert not torch.allclose(weights, torch.full_like(weights, 1 / weights.shape[-1]))


def test_initialisation_is_the_papers(model):
    named = dict(model.named_parameters())
    zero = {name for name, p in named.items() if not p.any()}
    assert zero == {
        "alignment.v_a", "b_s", "b_o", "b_y", "encoder_forward.b", "encoder_backward.b", "decoder.b",
    }
    for unit in (model.encoder_forward, model.encoder_backward, model.decoder):
        for square in (unit.U, *unit.U_gates.chunk(2)):
            assert torch.allclose(square @ square.T, torch.eye(len(square)), atol=1e-5)
    assert 0.0005 < model.alignment.U_a.std() < 0.0015
    assert 0.005 < model.E_x.std() < 0.015


def test_every_parameter_gets_a_gradient_once_v_a_has_moved(model, batches):
    torch.nn.init.normal_(model.alignment.v_a)
    loss_of(model, batches[0]).backward()
    without = [name for name, p in model.named_parameters() if p.grad is None or not p.grad.any()]
    assert without == []


def test_at_the_start_v_a_is_what_the_alignment_model_learns_first(model, batches):
    loss_of(model, batches[0]).backward()
    assert model.alignment.v_a.grad.any()
    assert not model.alignment.U_a.grad.any()


def test_the_reset_gate_acts_before_the_recurrent_product():
    """With z at 1 and r at 0 the new state cannot depend on the old one; with r at 1 it is tanh(W x + U s)."""
    unit = GatedUnit(3, 4)
    x, state = torch.randn(1, 3), torch.randn(1, 4)
    with torch.no_grad():
        unit.U_gates.zero_()
        for r in (0.0, 1.0):
            driven = unit.drive(x)
            driven[:, :4], driven[:, 4:8] = 100.0, 100.0 if r else -100.0
            expected = torch.tanh(driven[:, 8:] + r * (state @ unit.U.T))
            assert torch.allclose(unit.step(driven, state), expected, atol=1e-6)


def test_a_word_is_scored_without_those_after_it(model, batches):
    batch = batches[0]
    torch.nn.init.normal_(model.alignment.v_a)
    changed = batch.target.clone()
    changed[:, 3:] = 1
    before, after = model(batch.source, batch.target), model(batch.source, changed)
    assert torch.equal(before.logits[:, :4], after.logits[:, :4])
    assert torch.equal(before.weights[:, :4], after.weights[:, :4])


def test_weights_come_from_the_state_before_the_word_is_written(model, batches):
    """s_{i−1} has not seen y_{i−1}: changing word 2 changes the logits of word 3, and weights from word 4 on."""
    batch = batches[0]
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    changed = batch.target.clone()
    changed[:, 2] = (changed[:, 2] + 1) % 20
    before, after = model(batch.source, batch.target), model(batch.source, changed)
    assert torch.equal(before.weights[:, :4], after.weights[:, :4])
    assert not torch.equal(before.logits[:, 3], after.logits[:, 3])
    assert not torch.equal(before.weights[:, 4], after.weights[:, 4])


def test_translating_alone_or_in_a_batch_is_the_same(model, batches):
    torch.nn.init.normal_(model.E_y)
    source = batches[0].source
    together = model.translate(source, longest=12).words
    for row in range(len(source)):
        alone = model.translate(source[row: row + 1], longest=12).words[0]
        assert torch.equal(together[row, : len(alone)], alone)


def test_numpy_agrees_with_pytorch(model, batches):
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    tensors = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    source = batches[0].source[:1]
    steps = rnnsearch_numpy.decode(tensors, source[0].tolist(), longest=9)
    written = model.translate(source, longest=9)
    assert [step.word for step in steps] == written.words[0].tolist()
    np.testing.assert_allclose(np.stack([step.weights for step in steps]), written.weights[0], atol=1e-5)
    logits = model(source, written.words).logits[0]
    np.testing.assert_allclose(np.stack([step.logits for step in steps]), logits.detach(), atol=1e-4)


def test_padding_does_not_count(model, batches):
    batch = batches[0]
    wider = batch._replace(
        target=torch.nn.functional.pad(batch.target, (0, 4)),
        labels=torch.nn.functional.pad(batch.labels, (0, 4), value=NO_WORD),
    )
    assert torch.allclose(loss_of(model, batch), loss_of(model, wider))
