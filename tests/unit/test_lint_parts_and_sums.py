"""Parts given to the wrong work and arithmetic told wrongly, in wordings of many kinds, each beside one that is right."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines


def families(text: str) -> set[str]:
    return {problem.code[:3] for problem in check(split_lines("notes.md", text))}


PARTS = [
    ("RNNsearch weighs the source with sixteen independent softmaxes at every step.", "RNNsearch weighs the source with one softmax at every step."),
    ("Each word of the source attends to all other words inside the encoder of RNNsearch.", "No word of the source attends to another inside the encoder of RNNsearch."),
    ("Residual paths surround every block of the model by Bahdanau, Cho and Bengio.", "There are no residual paths in the model by Bahdanau, Cho and Bengio."),
    ("Both halves of RNNsearch consist of LSTM cells.", "Both halves of RNNsearch consist of gated hidden units, which resemble LSTM cells."),
    ("The encoder of RNNsearch runs in one direction only.", "The encoder of RNNsearch runs in both directions."),
    ("RNNsearch computes its weights from the current decoder state.", "RNNsearch computes its weights from the previous decoder state."),
    ("Luong et al. compute their scores from the previous decoder state.", "Luong et al. compute their scores from the current decoder state."),
    ("RNNsearch copies its alignments from a word aligner.", "RNNsearch needs no word aligner."),
    ("A causal mask keeps the decoder of RNNsearch from looking ahead.", "The decoder of RNNsearch needs no causal mask."),
    ("Vaswani et al. rate query and key with a perceptron.", "Vaswani et al. do not rate query and key with a perceptron."),
    ("A bidirectional recurrent network reads the source in the Transformer.", "No recurrent network reads the source in the Transformer."),
    ("The Transformer paper shares keys and values in grouped-query attention.", "Grouped-query attention came six years after the Transformer paper."),
    ("The scale 1/√d_k belongs to the score of Luong et al. (2015).", "The scale 1/√d_k does not belong to the score of Luong et al. (2015)."),
    ("The decoder of Sutskever, Vinyals and Le attends to all encoder states.", "The decoder of Sutskever, Vinyals and Le does not attend to the encoder states."),
    ("*Show, Attend and Tell* rests on self-attention.", "*Show, Attend and Tell* does not rest on self-attention."),
    ("Who introduced multi-head attention? It was Bahdanau, Cho and Bengio.", "Who introduced multi-head attention? It was Vaswani and his colleagues."),
    ("How many heads has RNNsearch? Eight.", "How many heads has the base Transformer? Eight."),
    ("Several alignments are computed side by side. This is how Bahdanau et al. describe their decoder.", "One alignment is computed for each word. This is how Bahdanau et al. describe their decoder."),
    ("| | RNNsearch | Transformer |\n|---|---|---|\n| sinusoids | yes | yes |", "| | RNNsearch | Transformer |\n|---|---|---|\n| sinusoids | no | yes |"),
    ("| Name | Also known as |\n|---|---|\n| Bahdanau attention | multiplicative attention |", "| Name | Also known as |\n|---|---|\n| Bahdanau attention | additive attention |"),
    ("```python\n# Vaswani et al.: how well a key fits a query\nscore = v @ np.tanh(A @ q + B @ k)\n```", "```python\n# Bahdanau et al.: how well an annotation fits\nscore = v @ np.tanh(A @ s_prev + B @ h)\n```"),
    ("What turns words into annotations in RNNsearch? A tower of self-attention layers.", "What turns words into annotations in RNNsearch? Two recurrent networks."),
    ("The alignment of RNNsearch can only move forwards.", "The alignment of RNNsearch can move backwards as well."),
    ("In RNNsearch, an annotation is the average of all word embeddings.", "In RNNsearch, an annotation joins two recurrent states."),
    ("The Transformer kept the maxout readout of RNNsearch.", "The Transformer kept the softmax of RNNsearch."),
    ("RNNsearch squeezes the whole source into one fixed-length vector.", "RNNsearch does not squeeze the whole source into one fixed-length vector."),
    ("RNNsearch starts its decoder from the last forward state.", "RNNsearch starts its decoder from the backward state of the first word."),
    ("Xu et al. (2015) run six attention heads over the image.", "Xu et al. (2015) run one attention over the image."),
    ("Graves (2013) aligns letters by scaled dot-product attention.", "Graves (2013) aligns letters by a mixture of Gaussians."),
    ("Mamba computes softmax attention.", "Mamba computes no attention."),
    ("In the Transformer, a hidden state is handed from word to word.", "In the Transformer, no hidden state is handed from word to word."),
    ("The weights of RNNsearch come from a sigmoid for each word.", "The weights of RNNsearch come from a softmax over the words."),
    ("```python\ndef weigh(state, annotations):\n    # the scores of Bahdanau et al. (2014)\n    scores = annotations @ state\n```", "```python\ndef weigh(state, annotations):\n    # the scores of Bahdanau et al. (2014)\n    scores = np.tanh(annotations @ U + state @ W) @ v\n```"),
]
SUMS = [
    ("In scaled dot-product attention d_k stands for the number of tokens.", "In scaled dot-product attention d_k stands for the number of components of a key."),
    ("Each row of attention weights adds up to 1/√d_k.", "Each row of attention weights adds up to 1, whatever d_k is."),
    ("QKᵀ is a matrix of shape d_k × d_k.", "QKᵀ is a matrix of shape n × n."),
    ("Three queries and five keys of length 64 give a 64 × 64 table of scores.", "Three queries and five keys of length 64 give a 3 × 5 table of scores."),
    ("The dot product q·k has the standard deviation d_k.", "The dot product q·k has the standard deviation √d_k."),
    ("Eight heads share a model width of 512, and each query has 512 components.", "Eight heads share a model width of 512, and each query has 64 components."),
    ("Token 4 of a causal decoder attends to tokens 4, 5 and 6.", "Token 4 of a causal decoder attends to tokens 2, 3 and 4."),
    ("Annotations (2, 0) and (0, 2), weights 0.5 and 0.5: the context vector is (2, 2).", "Annotations (2, 0) and (0, 2), weights 0.5 and 0.5: the context vector is (1, 1)."),
    ("softmax(0, 0) = (0, 0)", "softmax(0, 0) = (1/2, 1/2)"),
    ("Of the three source words the first takes 50 % of the softmax weight and the others 40 % each.", "Of the three source words the first takes 50 % of the softmax weight and the others 25 % each."),
    ("An attention weight does not depend on the scores of the other words.", "An attention weight depends on the scores of all the words."),
    ("When the score of one key rises, the weights of the other keys stay the same.", "When the score of one key rises, the weights of the other keys fall."),
    ("A key whose score is zero gets no weight in the softmax.", "A key whose score is zero still gets some weight in the softmax."),
    ("The softmax weight of a word is its score divided by the sum of all scores.", "The softmax weight of a word is its exponentiated score divided by the sum of all exponentials."),
    ("In a Transformer the matrix of attention weights is symmetric.", "In a Transformer the matrix of attention weights need not be symmetric."),
    ("Shuffling the keys together with their values changes the output of attention.", "Shuffling the keys together with their values does not change the output of attention."),
    ("The causal mask hides the earlier words from the decoder.", "The causal mask hides the later words from the decoder."),
    ("In RNNsearch the forward and the backward state are summed into an annotation.", "In RNNsearch the forward and the backward state are concatenated into an annotation."),
    ("Masked scores are set to plus infinity before the softmax.", "Masked scores are set to minus infinity before the softmax."),
    ("A softmax weight greater than 1 marks an important word.", "No softmax weight is greater than 1."),
    ("Doubling the norm of a key leaves its score in the Transformer unchanged.", "Doubling the norm of a key makes its score in the Transformer twice as large."),
    (
        "```python\n# RNNsearch\ns = gru(s, y, c)\ne = np.tanh(s @ W + H @ U) @ v\nc = softmax(e) @ H\n```",
        "```python\n# RNNsearch\ne = np.tanh(s @ W + H @ U) @ v\nc = softmax(e) @ H\ns = gru(s, y, c)\n```",
    ),
    (
        "```python\nscores = scores.masked_fill(mask, 0.0)\nw = scores.softmax(-1)\n```",
        '```python\nscores = scores.masked_fill(mask, float("-inf"))\nw = scores.softmax(-1)\n```',
    ),
]


@pytest.mark.parametrize(("wrong", "right"), PARTS)
def test_a_part_is_given_to_the_work_that_has_it(wrong, right):
    assert "MEC" in families(wrong)
    assert families(right) == set()


@pytest.mark.parametrize(("wrong", "right"), SUMS)
def test_attention_is_reckoned_as_the_papers_do(wrong, right):
    assert "MTH" in families(wrong)
    assert families(right) == set()
