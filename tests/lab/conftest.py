"""A small task and a small model that the lab's tests share."""
from __future__ import annotations

import pytest
import torch
from attention_lab.batches import TrainingBatches
from attention_lab.rnnsearch import RNNsearch, Sizes
from attention_lab.sentences import corpus
from attention_lab.vocabulary import Vocabulary
from attention_lab.workshop import Task


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    """What the published figures were made with; also what makes two runs equal to the bit."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def work() -> Task:
    sentences = corpus(longest=7, train=200, valid=5, test=8, test_lengths=(5, 6, 7))
    everything = [
        s for part in (sentences.train, sentences.valid, sentences.test) for group in part.values() for s in group
    ]
    return Task(sentences, Vocabulary.of(s.english for s in everything), Vocabulary.of(s.french for s in everything))


@pytest.fixture
def model(work) -> RNNsearch:
    torch.manual_seed(0)
    return RNNsearch(Sizes(len(work.english), len(work.french), hidden=16, embedding=12, maxout=10, alignment=14))


@pytest.fixture
def batches(work) -> TrainingBatches:
    return TrainingBatches(work.corpus.train, work.english, work.french, size=8, seed=1)
