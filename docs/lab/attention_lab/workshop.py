"""What `make lab` makes, step by step; each step is skipped when its result is there already."""
from __future__ import annotations

import base64
import csv
import hashlib
import json
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from . import artifacts, artifacts_transformer, examples, weights
from .batches import TrainingBatches, batch
from .evaluate import Measured, measure_all
from .rnnsearch import DotRNNsearch, RNNencdec, RNNsearch, ScaledDotRNNsearch, Sizes
from .sentences import Corpus, corpus
from .train import Schedule, Trained, loss_of, train, write_atomically
from .transformer import Transformer, TransformerSizes
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Run:
    """One training: a model, a seed and what it is trained on."""

    model: str
    seed: int
    longest: int = 20  # English words of the longest training sentence
    hidden: int = 0  # units of a recurrent model; 0: the size at which all three models have about as many numbers
    heads: int = 0  # of a Transformer; 0: as many as it usually has
    schedule: Schedule = Schedule(bound=5000)
    batch: int = 64

    @property
    def name(self) -> str:
        heads = f"-{self.heads}-heads" if self.heads else ""
        return f"{self.model}{self.hidden or ''}{heads}-{self.longest}-seed{self.seed}"


@dataclass(frozen=True)
class Plan:
    """The sentences, the runs and which of them is published."""

    runs: tuple[Run, ...]
    longest: int = 30  # words of the longest sentence generated for training
    train: int = 4000  # sentences a length
    valid: int = 20
    test: int = 120
    test_lengths: tuple[int, ...] = tuple(range(5, 61))
    early: int = 1000  # step at which a half-trained copy is kept
    long: int = 40  # words of the long sentence in the figures

    @property
    def published(self) -> dict[str, Run]:
        """The first run of each of the three models: its weights are published and measured in the figures."""
        return {run.model: run for run in reversed(self.runs) if run.model in NAMES}


NAMES = ("rnnsearch", "transformer", "rnnencdec")
# Without attention a model goes on improving for much longer.
BOUNDS = {"rnnsearch": Schedule(bound=3500), "transformer": Schedule(bound=3500), "rnnencdec": Schedule(bound=5000)}


def widths(hidden: int, seed: int) -> Run:
    """The fixed vector at another width; a wide model wants smaller steps."""
    peak = 3e-3 * min(1.0, (128 / hidden) ** 0.5)
    return Run("rnnencdec", seed, hidden=hidden, schedule=replace(BOUNDS["rnnencdec"], peak=peak))


FULL = Plan(runs=(
    *(Run(model, seed, 20, schedule=BOUNDS[model]) for seed in (1, 2, 3) for model in NAMES),
    *(widths(hidden, seed=1) for hidden in (128, 256, 64)),
    *(Run(model, seed, 30, schedule=BOUNDS[model]) for seed in (1, 2, 3) for model in NAMES),
    *(Run("transformer", seed=1, heads=heads, schedule=BOUNDS["transformer"]) for heads in (1, 2, 8)),
    *(Run(model, seed=1, schedule=BOUNDS["rnnsearch"]) for model in ("rnnsearch-dot", "rnnsearch-scaled-dot")),
))
_MINIATURE = Schedule(bound=48, warmup=20, check_every=16, earliest=48)
QUICK = Plan(
    runs=tuple(Run(model, seed=1, longest=8, schedule=_MINIATURE, batch=32) for model in NAMES),
    longest=8, train=300, valid=5, test=4, test_lengths=tuple(range(5, 21, 5)), early=20, long=20,
)

# Each model with the function that gives its sizes for two vocabularies; the sizes make all about equal.
MODELS: dict[str, tuple[type[nn.Module], Callable]] = {
    "rnnsearch": (RNNsearch, Sizes),
    "rnnencdec": (RNNencdec, partial(Sizes, hidden=92)),
    "transformer": (Transformer, TransformerSizes),
    "rnnsearch-dot": (DotRNNsearch, Sizes),
    "rnnsearch-scaled-dot": (ScaledDotRNNsearch, Sizes),
}


GRAMMAR = ("examples", "grammar", "lexicon", "phrases", "sentences", "vocabulary")  # what the sentences follow from


@dataclass(frozen=True)
class Task:
    """The sentences of a plan and the two vocabularies."""

    corpus: Corpus
    english: Vocabulary
    french: Vocabulary


def task(plan: Plan, cache: Path) -> Task:
    """The sentences of a plan and their words; `cache` keeps them, since making them takes minutes."""
    asked = (plan.longest, plan.train, plan.valid, plan.test, plan.test_lengths)
    code = b"".join((Path(__file__).parent / f"{name}.py").read_bytes() for name in GRAMMAR)
    kept = cache / f"task-{hashlib.sha256(code + repr(asked).encode()).hexdigest()[:16]}.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    sentences = corpus(*asked[:4], test_lengths=plan.test_lengths,
                       each=lambda lengths: tqdm(lengths, "sentences", unit="length"))
    everything = [
        sentence for part in (sentences.train, sentences.valid, sentences.test) for group in part.values()
        for sentence in group
    ] + list(examples.ALL)
    made = Task(
        sentences, Vocabulary.of(s.english for s in everything), Vocabulary.of(s.french for s in everything)
    )
    write_atomically(kept, lambda path: path.write_bytes(pickle.dumps(made)))
    return made


def untrained(run: Run, english: Vocabulary, french: Vocabulary) -> nn.Module:
    """The model of a run at initialisation, which its seed fixes."""
    model, sizes = MODELS[run.model]
    torch.manual_seed(run.seed)
    return model(sizes(source_words=len(english), target_words=len(french), **chosen(run)))


def chosen(run: Run) -> dict[str, int]:
    """The sizes that a run has otherwise than its model usually has."""
    return {name: size for name in ("hidden", "heads") if (size := getattr(run, name))}


def trained(run: Run, work: Task, cache: Path, early: int, bar: int = 0) -> tuple[nn.Module, Trained]:
    """The model of a run after training; `cache` keeps its checkpoints and a copy from step `early`."""
    model = untrained(run, work.english, work.french)
    within, valid = (
        {n: group for n, group in part.items() if n <= run.longest} for part in (work.corpus.train, work.corpus.valid)
    )
    batches = TrainingBatches(within, work.english, work.french, run.batch, run.seed)
    looks = [batch(group, work.english, work.french) for group in valid.values() if group]

    def snapshot(step: int) -> None:
        if step == early:
            write_atomically(cache / f"{run.name}-early.pt", lambda path: torch.save(model.state_dict(), path))

    @torch.no_grad()
    def validate() -> float:
        return sum(loss_of(model, look).item() for look in looks) / len(looks)

    result = train(model, batches, validate, run.schedule, cache / f"{run.name}.pt", run.name, snapshot, bar)
    return model, result


def finished(run: Run, plan: Plan, cache: Path, bar: int = 0) -> tuple[Run, Trained, list[Measured]]:
    """A run trained and measured; its weights are in `cache` afterwards."""
    torch.set_num_threads(1)
    work = task(plan, cache)
    model, result = trained(run, work, cache, plan.early, bar)
    file = cache / f"{run.name}.safetensors"
    write_atomically(file, lambda path: weights.save(path, publishable(model, run, work)))
    return run, result, measured(run, work, file, cache)


def finished_all(plan: Plan, cache: Path, jobs: int) -> list[tuple[Run, Trained, list[Measured]]]:
    """All runs, `jobs` at a time, each in a process and on a core of its own."""
    if jobs == 1:
        return [finished(run, plan, cache) for run in plan.runs]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(finished, run, plan, cache, i % jobs) for i, run in enumerate(plan.runs)]
        return [job.result() for job in waiting]


def publishable(model: nn.Module, run: Run, work: Task) -> weights.Weights:
    """The tensors of a model, to be saved as f16."""
    tensors = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    return weights.Weights(tensors, run.model, model.sizes.asdict(), work.english, work.french)


def published_model(path: Path) -> nn.Module:
    """The PyTorch model of a weights file, with the f16 numbers that the site publishes."""
    file = weights.load(path)
    kind, sizes = MODELS[file.model]
    model = kind(sizes(**file.sizes))
    model.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in file.tensors.items()})
    return model.eval()


def measured(run: Run, work: Task, file: Path, cache: Path) -> list[Measured]:
    """The metrics of a weights file on the test sentences; `cache` keeps those of each file and set of sentences."""
    told = repr(sorted(work.corpus.test.items())).encode()
    key = hashlib.sha256(file.read_bytes() + told).hexdigest()
    kept = cache / f"{run.name}.measured.json"
    if kept.exists() and (saved := json.loads(kept.read_text()))["of"] == key:
        return [Measured(**row) for row in saved["rows"]]
    rows = measure_all(published_model(file), work.corpus.test, work.english, work.french)
    found = list(tqdm(rows, f"{run.name}: test", total=len(work.corpus.test), unit="length"))
    content = json.dumps({"of": key, "rows": [asdict(row) for row in found]})
    write_atomically(kept, lambda path: path.write_text(content))
    return found


def write_metrics(path: Path, measured: Sequence[tuple[Run, Trained, Sequence[Measured]]]) -> None:
    """A tidy table: one line a run and length. Only training_seconds may differ from one making to the next."""

    def write(beside: Path) -> None:
        with beside.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            columns = [field.name for field in fields(Measured)]
            table.writerow([
                "model", "hidden", "heads", "seed", "trained_to", "steps", "stopped", "training_loss", "validation_loss",
                "training_seconds", *columns,
            ])
            for run, result, rows in measured:
                start = [
                    *described(run), result.steps, "plateau" if result.plateau else "bound", f"{result.loss:.5f}",
                    f"{result.validation:.5f}", round(result.seconds),
                ]
                for row in rows:
                    values = [getattr(row, column) for column in columns]
                    table.writerow([*start, *map(cell, values)])

    write_atomically(path, write)


def described(run: Run) -> tuple[str, int, int | str, int, int]:
    """A run in the table: model, units (a Transformer's width), heads if it has any, seed, longest sentence."""
    sizes = MODELS[run.model][1](source_words=1, target_words=1, **chosen(run)).asdict()
    return run.model, sizes.get("hidden", sizes.get("width")), sizes.get("heads", ""), run.seed, run.longest


def cell(value: float | int) -> str:
    """A number as the table has it; nothing where a model has no such number."""
    return str(value) if isinstance(value, int) else "" if value != value else f"{value:.4f}"


def recorded_sentences(work: Task) -> list[tuple[str, ...]]:
    """The figures' sentences and test sentences, none of them trained on: mostly short ones, and some far too long."""
    counts = {length: 10 for length in range(5, 23)} | {length: 3 for length in (24, 26, 28, 30, 40, 50, 60)}
    tested = [s for length, count in counts.items() for s in work.corpus.test.get(length, ())[:count]]
    return [sentence.english for sentence in (*examples.ALL, *tested)]


@torch.no_grad()
def record(model: nn.Module, sentences: Sequence[Sequence[str]], work: Task) -> dict:
    """What PyTorch says of some sentences, for other implementations to be held against.

    Weights are little-endian 16-bit numbers in base64, row after row, round(65535 w); probabilities are those of the
    words written.
    """
    said = []
    for english in sentences:
        source = torch.tensor([work.english.encode(english)])
        written = model.translate(source, longest=100)
        logits = model(source, written.words).logits[0]
        chosen = logits.softmax(-1).gather(1, written.words.T)[:, 0]
        weights = np.rint(65535 * written.weights[0].numpy()).astype("<u2")
        said.append({
            "english": " ".join(english),
            "french": " ".join(work.french.decode(written.words[0].tolist())),
            "weights": base64.b64encode(weights.tobytes()).decode("ascii"),
            "probabilities": [round(p, 6) for p in chosen.tolist()],
        })
    return {"torch": torch.__version__, "sentences": said}


def write_held_out(path: Path, work: Task, each: int = 5) -> None:
    """Some test sentences a length, with their links, for people to read."""

    def write(beside: Path) -> None:
        with beside.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, delimiter="\t", lineterminator="\n")
            table.writerow(["english_words", "english", "french", "links"])
            for length, group in work.corpus.test.items():
                for s in group[:each]:
                    links = " ".join(f"{i}-{j}" for i, places in enumerate(s.links) for j in places)
                    table.writerow([length, " ".join(s.english), " ".join(s.french), links])

    write_atomically(path, write)


def make(plan: Plan, lab: Path, figures: Path, cache: Path, jobs: int = 1) -> None:
    """Everything, in order: sentences, weights, metrics, recorded outputs, figures."""
    work = task(plan, cache)
    write_held_out(lab / "data" / "held-out.tsv", work)
    results = finished_all(plan, cache, jobs)
    write_metrics(lab / "metrics.csv", results)

    for model, run in plan.published.items():
        kept = (cache / f"{run.name}.safetensors").read_bytes()
        write_atomically(lab / "weights" / f"{model}.safetensors", lambda path, kept=kept: path.write_bytes(kept))

    run = plan.published["rnnsearch"]
    start = cache / f"{run.model}-seed{run.seed}-untrained.safetensors"
    beginner = untrained(run, work.english, work.french)
    write_atomically(start, lambda path: weights.save(path, publishable(beginner, run, work)))
    shipped = lab / "weights" / "rnnsearch.safetensors"
    recorded = record(published_model(shipped), recorded_sentences(work), work)
    write_atomically(
        lab / "weights" / "rnnsearch.recorded.json",
        lambda path: path.write_text(json.dumps(recorded, ensure_ascii=False) + "\n", encoding="utf-8"),
    )
    early = cache / f"{run.name}-early.safetensors"
    half_trained = untrained(run, work.english, work.french)
    half_trained.load_state_dict(torch.load(cache / f"{run.name}-early.pt", weights_only=True))
    write_atomically(early, lambda path: weights.save(path, publishable(half_trained, run, work)))
    long = next(group[0] for length, group in work.corpus.test.items() if length >= plan.long and group)
    written = artifacts.write_all(shipped, start, (early, plan.early), long, figures)
    transformer = lab / "weights" / "transformer.safetensors"
    written += artifacts_transformer.write_all(
        published_model(transformer), transformer, work.english, work.french, long, figures
    )
    for path in written:
        print(f"wrote {path}")
