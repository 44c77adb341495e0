"""Training: Adam at a constant rate until nothing improves, then a cool-down; checkpoints that survive a kill."""
from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from .batches import NO_WORD, Batch, TrainingBatches


@dataclass(frozen=True)
class Schedule:
    """A warm-up, a constant rate until the validation loss stops improving, then half a cosine down to 0.

    An improvement is more than 2 % of the best loss and more than 0.0005 nats a word.
    """

    bound: int  # steps before the cool-down, at most
    peak: float = 3e-3  # learning rate
    warmup: int = 100
    check_every: int = 250  # steps between two looks at the validation sentences; a checkpoint is written at each
    patience: int = 4  # looks without improvement that end the constant rate
    earliest: int = 2000  # steps before which it does not end: the models start with a long flat stretch
    cooling: float = 0.25  # steps of the cool-down as a share of those before it

    def rate(self, step: int, turn: int | None) -> float:
        """Learning rate of a step; `turn` is the step at which the cool-down began, if it has."""
        if turn is None or step < turn:
            return self.peak * min(1.0, (step + 1) / self.warmup)
        return self.peak * (1 + math.cos(math.pi * (step - turn) / (self.end(turn) - turn))) / 2

    def end(self, turn: int) -> int:
        return turn + max(1, round(self.cooling * turn))


@dataclass
class Progress:
    """How far a training is; what a checkpoint keeps besides the tensors."""

    step: int = 0
    seconds: float = 0.0
    recent: list[float] = field(default_factory=list)  # losses of the last 100 steps
    best: float = math.inf  # validation loss
    waited: int = 0  # looks at it since
    turn: int | None = None
    plateau: bool = False  # whether the cool-down began because nothing improved, and not at the bound
    validation: float = math.nan  # the last look's

    def look(self, loss: float, schedule: Schedule) -> None:
        """Take a validation loss in; decide whether to cool down."""
        self.validation = loss
        if self.turn is not None:
            return
        improved = self.best - loss > max(0.02 * self.best, 0.0005) if math.isfinite(self.best) else True
        self.best, self.waited = (loss, 0) if improved else (self.best, self.waited + 1)
        self.plateau = self.waited >= schedule.patience and self.step >= schedule.earliest
        if self.plateau or self.step >= schedule.bound:
            self.turn = self.step


@dataclass
class Trained:
    loss: float  # mean over the last 100 steps, nats a word
    validation: float  # nats a word on the validation sentences
    seconds: float
    steps: int
    plateau: bool  # stopped because nothing improved, and not at the bound of steps


def loss_of(model: nn.Module, batch: Batch) -> Tensor:
    """Mean negative log-likelihood of the target words, in nats."""
    logits = model(batch.source, batch.target).logits
    return cross_entropy(logits.flatten(0, 1), batch.labels.flatten(), ignore_index=NO_WORD)


def write_atomically(path: Path, write: Callable[[Path], Any]) -> None:
    """Let `write` make a file beside `path` and put it in its place at once: no reader ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    write(beside)
    os.replace(beside, path)


def train(
    model: nn.Module, batches: TrainingBatches, validate: Callable[[], float], schedule: Schedule, checkpoint: Path,
    title: str = "training", snapshot: Callable[[int], None] = lambda step: None, bar: int = 0,
) -> Trained:
    """Train `model` in place, going on from `checkpoint` where there is one of the same schedule.

    `validate` gives the loss on the validation sentences; `snapshot` is called before each step with its number; `bar`
    is the progress bar's line.
    """
    optimizer = torch.optim.Adam(model.parameters(), lr=schedule.peak, fused=True)
    done = Progress()
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        if saved["schedule"] != asdict(schedule):
            raise SystemExit(f"{checkpoint} is of another schedule: remove it to train anew")
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        done = Progress(**saved["progress"])

    began = time.perf_counter() - done.seconds
    most = schedule.end(schedule.bound)
    with tqdm(desc=title, initial=done.step, total=most, mininterval=1, position=bar, unit="step") as shown:
        while done.turn is None or done.step < schedule.end(done.turn):
            snapshot(done.step)
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate(done.step, done.turn)
            loss = loss_of(model, batches[done.step])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            done.recent = [*done.recent[-99:], loss.item()]
            done.step += 1
            shown.update()
            if done.step % schedule.check_every == 0 or done.turn and done.step == schedule.end(done.turn):
                done.look(validate(), schedule)
                done.seconds = time.perf_counter() - began
                state = {
                    "schedule": asdict(schedule), "progress": asdict(done), "model": model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                }
                write_atomically(checkpoint, lambda path, state=state: torch.save(state, path))
                shown.set_postfix(validation=f"{done.validation:.4f}")
                if done.turn:
                    shown.total = schedule.end(done.turn)
    loss = sum(done.recent) / max(1, len(done.recent))
    return Trained(loss, done.validation, done.seconds, done.step, done.plateau)
