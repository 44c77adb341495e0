"""Training learns, goes on where it was stopped, and gives the same result twice."""
from __future__ import annotations

import pytest
import torch
from attention_lab import train as training
from attention_lab.evaluate import measure, reordered
from attention_lab.examples import CAT_MAT
from attention_lab.train import Progress, Schedule, train


class Killed(Exception):
    pass


def flat() -> float:
    """A validation loss that never changes."""
    return 1.0


def weights_of(model):
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def test_a_small_run_learns_its_few_sentences(model, batches, tmp_path):
    with torch.no_grad():
        for embedding in (model.E_x, model.E_y):
            embedding *= 30  # from the paper's start even a small run takes minutes

    class Few:
        def __getitem__(self, step):
            return batches[0]

    result = train(model, Few(), flat, Schedule(bound=160, peak=1e-2, warmup=20, check_every=40), tmp_path / "run.pt")
    assert result.loss < 2.5
    with torch.no_grad():
        weights = model(batches[0].source, batches[0].target).weights
    assert not torch.allclose(weights, torch.full_like(weights, 1 / weights.shape[-1]), atol=1e-3)  # uniform no more


def test_a_killed_run_goes_on_to_the_same_weights(model, batches, tmp_path):
    start = weights_of(model)
    schedule = Schedule(bound=20, warmup=5, check_every=10, cooling=0.5)
    train(model, batches, flat, schedule, tmp_path / "whole.pt")
    whole = weights_of(model)

    def kill(step: int) -> None:
        if step == 17:
            raise Killed

    model.load_state_dict(start)
    with pytest.raises(Killed):
        train(model, batches, flat, schedule, tmp_path / "killed.pt", snapshot=kill)
    model.load_state_dict(start)
    steps = []
    result = train(model, batches, flat, schedule, tmp_path / "killed.pt", snapshot=steps.append)
    assert steps == list(range(10, 30))
    assert result.steps == 30
    resumed = weights_of(model)
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


def test_a_finished_run_is_not_repeated(model, batches, tmp_path):
    schedule = Schedule(bound=10, warmup=5, check_every=5)
    first = train(model, batches, flat, schedule, tmp_path / "run.pt")
    done = weights_of(model)

    def anew(step):
        pytest.fail("trained again")

    again = train(model, batches, flat, schedule, tmp_path / "run.pt", snapshot=anew)
    assert again.loss == first.loss
    assert all(torch.equal(done[name], tensor) for name, tensor in model.state_dict().items())


def test_a_checkpoint_of_another_schedule_is_refused(model, batches, tmp_path):
    train(model, batches, flat, Schedule(bound=3, warmup=1, check_every=1), tmp_path / "run.pt")
    with pytest.raises(SystemExit, match="another schedule"):
        train(model, batches, flat, Schedule(bound=4, warmup=1, check_every=1), tmp_path / "run.pt")


def test_a_failed_write_leaves_the_last_checkpoint(tmp_path):
    path = tmp_path / "file"
    path.write_text("good")

    def fail(beside):
        beside.write_text("half")
        raise Killed

    with pytest.raises(Killed):
        training.write_atomically(path, fail)
    assert path.read_text() == "good"


def test_batches_depend_on_seed_and_step_alone(batches, work):
    again = training.TrainingBatches(work.corpus.train, work.english, work.french, size=8, seed=1)
    other = training.TrainingBatches(work.corpus.train, work.english, work.french, size=8, seed=2)
    assert torch.equal(batches[7].source, again[7].source)
    assert batches[7].source.shape != other[7].source.shape or not torch.equal(batches[7].source, other[7].source)


def test_the_rate_rises_stays_and_cools_to_zero():
    schedule = Schedule(bound=800, peak=1.0, warmup=100)
    assert schedule.end(800) == 1000
    rates = [schedule.rate(step, 800) for step in range(1000)]
    assert rates[0] == pytest.approx(0.01) and rates[99] == rates[799] == 1 and rates[-1] < 1e-4
    assert all(a >= b for a, b in zip(rates[100:], rates[101:]))
    assert schedule.rate(5000, None) == 1


def looked_at(losses: list[float], **options) -> Progress:
    """A training that looked at these validation losses, one every 100 steps."""
    progress, schedule = Progress(), Schedule(check_every=100, earliest=0, **options)
    for loss in losses:
        progress.step += 100
        progress.look(loss, schedule)
    return progress


def test_training_stops_when_nothing_improves():
    improving = [1 / (1 + step) for step in range(10)]
    assert looked_at(improving, bound=5000).turn is None
    stopped = looked_at([*improving, 0.1, 0.2, 0.1, 0.0999], bound=5000)
    assert (stopped.turn, stopped.plateau) == (1400, True)
    assert looked_at([*improving, 0.1, 0.2, 0.05], bound=5000).turn is None
    assert looked_at([0.001, 0.0009, 0.0008, 0.0007, 0.0006], bound=5000).plateau  # too little to wait for


def test_training_stops_at_its_bound():
    stopped = looked_at([1.0, 0.5, 0.25], bound=300)
    assert (stopped.turn, stopped.plateau) == (300, False)


def test_measures_of_a_translator_that_is_always_right(work):
    class Right(torch.nn.Module):
        """Looks at a linked word and writes the reference."""

        def __init__(self, sentences):
            super().__init__()
            self.sentences = sentences

        def forward(self, source, target):
            logits = torch.nn.functional.one_hot(target, len(work.french)).float() * 100
            weights = torch.zeros(*target.shape, source.shape[1])
            for row, sentence in enumerate(self.sentences):
                for i, places in enumerate(sentence.links):
                    weights[row, i, places[0]] = 1
            return logits, weights

        def translate(self, source, longest):
            from attention_lab.batches import batch
            from attention_lab.rnnsearch import Translation

            return Translation(batch(self.sentences, work.english, work.french).target, None)

    sentences = work.corpus.test[6]
    measured = measure(Right(sentences), 6, sentences, work.english, work.french)
    assert (measured.exact_match, measured.token_accuracy, measured.heaviest_on_link) == (1, 1, 1)
    assert measured.bleu == pytest.approx(100)
    assert measured.loss == pytest.approx(0, abs=1e-5)
    assert measured.diagonal_on_link < 1


def test_reordered_words_are_those_that_go_back():
    marks = dict(zip(CAT_MAT.french, reordered(CAT_MAT)))
    assert marks["velours"] and marks["rouge"]
    assert not marks["chat"] and not marks["coin"]
