"""What teachers write every day near the words of the rules, and what no rule may take for a false claim."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from explainer.lint import check
from explainer.text import split_lines

EVERYDAY = (
    # one mechanism is not two ideas
    "## More efficient multi-head attention",
    "Multi-head attention, implemented efficiently, is the subject of exercise 4.",
    # ideas that meet by chance
    "In data science we vectorise a loop so that all inputs are handled at the same time.",
    "We start from a linear weight matrix, set to the identity, so that each message equals its input.",
    "The encoder of the Transformer is a stack of six identical layers.",
    "Thanks to these two contributors for the attention kernel.",
    "Due to self-attention, the representation of each token depends on all the others.",
    "The classification head has to be differentiable.",
    "When you have finished the implementation of the Transformer, you can start with the second task.",
    "Once the kernel has run, values are never read again.",
    "As well as the padding mask, the model needs a causal mask for the target tokens.",
    "In the plot, the weights of negative examples are orange.",
    "The layer names of the old release still work in the new one, so notebooks run unchanged.",
    "A long sentence about a library, its layers, its old and new interfaces, the models of today that it loads, the formats in which it "
    "keeps them unchanged on disk, and the scripts that convert them, all of which appear in the same appendix.",
    "The option reduces multi-head attention matrices into one matrix for the plot.",
    "Attention networks are widespread, and with good reason.",
    "A transformer is generally considered to be any network whose main layer is attention.",
    "The vision model has a multilayer perceptron in its Transformer encoder.",
    # numbers and formulas
    "The optimiser runs with betas of 0.9 and 0.999 and a weight decay of 0.1.",
    "Each row should add up to 1.0, or to 100 %.",
    "| Name of the option | Values |\n|---|---|\n| score function | softmax, sigmoid |",
    "$$E_t = \\tanh(\\text{attn}(s_{t-1}, H))$$",
    "The running time of sequence-to-sequence models with attention is O(|S|·|T|).",
    "The softmax is optional here, as the largest logits belong to the largest probabilities anyway.",
    # longer names and other authors
    "Compressive Transformer (Rae et al., 2019)",
    "LSTM (Filippova et al., 2015)",
    "The paper *Root Mean Square Layer Normalization* (2019) drops the mean.",
    "- Convolutional Sequence to Sequence Learning (2017), Jonas Gehring et al.",
    "[12] Levenshtein Transformer, NIPS 2019",
    "| Model | Date |\n|---|---|\n| Swin Transformer | March 2021 |\n| Vision Transformer | October 2020 |",
    "BERT stands for Bidirectional Encoder Representations from Transformers.",
    "DeepSeek V3 uses Multi-Latent Attention, which DeepSeek introduced in 2024.",
    "Below we describe an instance of the attention mechanism proposed in (Luong et al., 2015).",
    "```bibtex\n@article{su2021,\n  title = {RoFormer: Enhanced Transformer with Rotary Position Embedding},\n"
    "  author = {Jianlin Su and Yu Lu and Shengfeng Pan and Bo Wen and Yunfeng Liu},\n  year = {2021}\n}\n```",
    "```bibtex\n@inproceedings{ainslie2023,\n  title = {GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints},\n"
    "  author = {Joshua Ainslie and James Lee-Thorp and Michiel de Jong and Yury Zemlyanskiy and Federico Lebr'on and Sumit K. Sanghai},\n"
    "  year = {2023}\n}\n```",
    '- **SplitNet**: "Object Counting With Split Transformers", CVPR, 2022 (*a university*)',
    "A simplification of long short-term memory was proposed in 2014: the gated recurrent unit.",
    # everyday statements about attention
    "The quadratic memory complexity of attention makes long texts dear.",
    "Multi-head self-attention lets the model weigh the importance of different patches relative to each other.",
    "Transformers have benefits over recurrent networks when sequences are long.",
    "The query is multiplied by the key matrix, which gives the scores.",
    "The output of the Transformer is fed to a linear model.",
    "First of all, the inputs are embedded; then they are passed through a multi-head attention block, after which they are normalised.",
    # reports, asides, quizzes and their headings
    "## Why I stopped saying “attention was invented by Google”",
    "Vaswani et al. remark that additive attention outperforms the unscaled dot product when the vectors are wide.",
    "Sixteen heads of width 32 cost about what eight of width 64 cost, as Vaswani et al. note.",
    "## Positions: how attention learns about order",
    "# True or false?\n\n1. Doubling the prompt doubles the number of scores in full self-attention.\n2. Attention was invented in 2017.",
    "## What the table does not show\n\nWhat you should not conclude: …\n\n## What you should not conclude\n\n- That attention beat phrase-based systems.",
    "*It is always cheaper than a recurrent network.* Per layer, only while the sequence is shorter than the model is wide.",
    "In none of the three models do the weights by themselves give the reason for an output.",
    "Our slides claimed that attention was invented at Google. We had this corrected. What Google's researchers contributed in 2017 was the Transformer.",
    'I chose the paper that says “jointly learning to align and translate” in its title.',
    "```python\ntext = \"\"\"Attention was invented by Google in 2017, says the first line of this sample.\"\"\"\n```",
)


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_sentences_raise_nothing(text):
    assert [problem.message for problem in check(split_lines("notes.md", f"# Notes on attention\n\n{text}\n"))] == []


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("The rows of the weights add up to 1.5.", "MTH"),
        ("The softmax of RNNsearch is optional.", "MTH"),
        ("The Transformer (2019) has no recurrence.", "DAT"),
        ("The Transformer was published at NIPS in 2018.", "DAT"),
        ("| Model | Date |\n|---|---|\n| Transformer | March 2021 |\n| BERT | October 2018 |", "DAT"),
        ("$$e_{ij} = \\tanh(W_a s_{i-1} + U_a h_j)$$", "MTH"),
        ("The running time of full self-attention over a text S is O(|S|).", "CPX"),
        ("Vaswani et al. use additive attention in all their layers.", "MEC"),
        ("The Transformer reads its source with a bidirectional recurrent encoder.", "MEC"),
        ("Self-attention by itself learns the order of the words.", "MTH"),
        ("Doubling the prompt doubles the number of scores in full self-attention.", "CPX"),
    ],
)
def test_the_same_words_are_found_when_they_say_something_false(text, family):
    found = check(split_lines("notes.md", f"# Notes on attention\n\n{text}\n"))
    assert family in {problem.code[:3] for problem in found}


def test_two_thousand_true_passages_raise_nothing():
    path = Path(__file__).parent.parent / "attribution" / "true.jsonl"
    passages = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    flagged = {passage["id"]: [str(found) for found in check(split_lines("notes.md", passage["text"]))] for passage in passages}
    assert len(passages) > 2000
    assert {name: found for name, found in flagged.items() if found} == {}
