"""The recurrences with gradients of their own are the gated unit and the alignment model, step by step."""
from __future__ import annotations

import pytest
import torch
from attention_lab.rnnsearch import GatedUnit, RecurrentTranslator, RNNencdec, RNNsearch, Sizes, run


def close(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kind", [RNNsearch, RNNencdec])
def test_a_decoder_at_once_is_the_decoder_step_by_step(kind):
    torch.manual_seed(0)
    model = kind(Sizes(30, 31, hidden=10, embedding=7, maxout=5, alignment=6)).double()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    source, target = torch.randint(30, (4, 6)), torch.randint(31, (4, 5))

    def values_and_gradients(follow):
        memory, state = model.start(source)
        states, contexts, weights = follow(model.before(target), memory, state)
        logits = model.readout(states, model.before(target), contexts)
        gradients = torch.autograd.grad(logits.pow(2).sum(), list(model.parameters()))
        return [logits, *([] if weights is None else [weights]), *gradients]

    close(values_and_gradients(model.follow),
          values_and_gradients(lambda *given: RecurrentTranslator.follow(model, *given)))


def test_units_side_by_side_are_each_unit_step_by_step():
    torch.manual_seed(0)
    units = [GatedUnit(3, 4).double() for _ in range(2)]
    x = torch.randn(6, 2, 5, 3, dtype=torch.double, requires_grad=True)
    parameters = [x, *(parameter for unit in units for parameter in unit.parameters())]

    def stepped(unit, x):
        state, states = x.new_zeros(5, 4), []
        for given in x:
            state = unit.step(unit.drive(given), state)
            states.append(state)
        return torch.stack(states)

    ours = run(units, torch.stack([unit.drive(x[:, d]) for d, unit in enumerate(units)], dim=1))
    theirs = torch.stack([stepped(unit, x[:, d]) for d, unit in enumerate(units)], dim=1)
    taken = torch.randn_like(ours)
    close([ours, *torch.autograd.grad((ours * taken).sum(), parameters)],
          [theirs, *torch.autograd.grad((theirs * taken).sum(), parameters)])
