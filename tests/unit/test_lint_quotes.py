"""QUO: words put into somebody's mouth, by whatever mark, noun or construction. The sayings are invented test data."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines


def families(text: str) -> set[str]:
    return {problem.code[:3] for problem in check(split_lines("notes.md", text))}


@pytest.mark.parametrize(
    "text",
    [
        "Shazeer's favourite line “heads are cheap” is quoted everywhere.",
        "There is a fine quip by Bengio: “Look first, think later.”",
        "The sentence “a vector is a drawer” comes from Bahdanau.",
        "“A vector is a drawer” is a line that Cho likes.",
        "“Fewer loops!” was Vaswani's advice.",
        "To speak with Uszkoreit, “loops are for planes”.",
        "“Loops are for planes”, to use a phrase of Uszkoreit's.",
        "In Vaswani's view, “a loop is a queue”.",
        "“A loop is a queue”, signed Ashish Vaswani.",
        "Bengio spoke of “a network that has learned to point”.",
        "For Cho, the vector was “a drawer without a handle”.",
        "Ask Bahdanau about it and he will say: “It searched by itself.”",
        "Whenever it rained, Kaiser would say: “Good weather for training.”",
        "The abstract by Vaswani et al. opens with “Loops are over for good”.",
        "In the lecture of Luong we read: “One product will do.”",
        "Bahdanau and Cho argued. “A sum will do,” insisted the former.",
        "He is the first name on the preprint. “I was in a hurry,” he says.",
        "Vaswani, word for word: no loops any more.",
        "Then Parmar asked: Why do we wait? Nobody answered.",
        "## “Away with the loop”: Vaswani looks back",
        "### Bengio: “Pointing is thinking”",
        "*Figure 2: Weights. “It points by itself,” says Bahdanau.*",
        "> “Point before you speak.”\n\n— Yoshua Bengio, in a lecture",
        "Bahdanau spoke of \\enquote{a decoder with a finger on the page}.",
        "As Cho wrote, ``a gate is a small door that opens twice''.",
        "<p>Bengio said: <q>Let the decoder point.</q></p>",
        "<blockquote><p>Let the decoder point at it.</p><footer>Yoshua Bengio</footer></blockquote>",
        "\\begin{quote}\nLet the decoder point.\n\\hfill Yoshua Bengio\n\\end{quote}",
        "\\epigraph{Let the decoder point.}{Yoshua Bengio}",
        "| Paper | What an author said of it |\n|---|---|\n| RNNsearch | “We were surprised ourselves.” |",
        "| | Cho | Luong |\n|---|---|---|\n| Comment | “Open it.” | “Close it.” |",
        '```python\n# "Plot before you trust." -- Noam Shazeer\nx = 1\n```',
    ],
)
def test_words_put_into_a_mouth_are_found(text):
    assert "QUO" in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "The abstract of *Attention Is All You Need* speaks of an architecture “based solely on attention mechanisms” [@vaswani2017].",
        "“Additive attention computes the compatibility function using a feed-forward network with a single hidden layer” (Vaswani et al., 2017, sec. 3.2.1).",
        "The source sentence “je suis étudiant” stands in a tutorial on Luong et al.",
        "For the sentence “the dog sleeps” the encoder of Bahdanau et al. makes four annotations.",
        "“I sat on the bank”: in the encoder of Vaswani et al. the word gets a vector of its own.",
        "The search term “Bahdanau attention” finds pages that describe Luong's score.",
        "Jay Alammar's “The Illustrated Transformer” explains the model of Vaswani et al.",
        "“Loops are over” cannot be traced to Vaswani.",
        "At the end of each page, “Embed a part of this page” lists its figures.",
        "<q>Attention Is All You Need</q> is the title, Vaswani the first author.",
        "Bahdanau et al. answered the question of the fixed vector: the decoder looks back.",
        '```python\n# "Dot-product attention is identical to our algorithm"\n# Vaswani et al. (2017), sec. 3.2.1\nx = 1\n```',
    ],
)
def test_terms_titles_and_located_quotations_are_left_alone(text):
    assert families(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "“Loops are for planes,” joked Shazeer when the table of results was full.",
        "Cho was still awake when the figure came out. He turned round and whispered, “It points.”",
        "Bengio read the draft on a train. When he got off he had only one remark: “Shorter, please.”",
        "```latex\n\\epigraph{A loop is a queue.}{Kyunghyun Cho}\n```",
        "<blockquote>A loop is a queue, no more.<br>Dzmitry Bahdanau</blockquote>",
        "> A loop is a queue.\n>\n> *Dzmitry Bahdanau*",
        "> A loop is a queue.\n\nAshish Vaswani, in a talk",
    ],
)
def test_words_are_found_in_latex_html_and_after_a_pronoun(text):
    assert "QUO" in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bengio (2017) wrote “The Consciousness Prior”.",
        "| Paper | Words of the abstract |\n|---|---|\n| Vaswani et al. (2017) | “dispensing with recurrence and convolutions entirely” |",
        "```latex\n\\epigraph{A loop is a queue.}{an old proverb}\n```",
    ],
)
def test_titles_and_located_words_are_left_alone(text):
    assert families(text) == set()
