"""Attention's arithmetic told wrongly, in words, numbers, tables and code, each beside a telling that is right."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines


def families(text: str) -> set[str]:
    return {problem.code[:3] for problem in check(split_lines("notes.md", text))}


WORDS = [
    ("In its saturated region the softmax passes on especially large gradients.", "In its saturated region the softmax passes on hardly any gradient."),
    ("A softmax sets the weights of unimportant words to exactly zero, even without a mask.", "A softmax never assigns a weight of exactly zero; every word keeps a little."),
    ("Negative dot products lead to negative attention weights.", "Negative dot products still lead to positive attention weights."),
    ("A uniform row of attention weights has the lowest possible entropy.", "A uniform row of attention weights has the highest possible entropy."),
    ("High entropy means that a head concentrates on a single word.", "Low entropy means that a head concentrates on a single word."),
    ("In RNNsearch the exponentials of the scores serve as weights without being divided by their sum.", "In RNNsearch the exponentials of the scores are divided by their sum."),
    ("The softmax depends only on the ratios between the scores.", "The softmax depends only on the differences between the scores, not on their ratios."),
    ("Halve all the scores of a row and the softmax returns the same weights.", "Halve all the scores of a row and the softmax becomes flatter."),
    ("Adding 5 to every score of a row makes all the weights larger.", "Adding 5 to every score of a row leaves the weights as they are."),
    ("The softmax picks the maximum.", "The softmax does not pick the maximum; it only favours it."),
    ("The decoder hides future words by giving them the score 0 ahead of the softmax.", "The decoder hides future words by giving them the score −∞ ahead of the softmax."),
    ("Softmax, Q, K and V: the Transformer's formula contains nothing else.", "Softmax, Q, K, V and the scale: the Transformer's formula contains nothing else."),
    ("The number that a Transformer head exponentiates is the dot product itself.", "The number that a Transformer head exponentiates is not the dot product itself but an eighth of it."),
    ("Vaswani et al. dispense with any factor in front of the dot product.", "Vaswani et al. do not dispense with a factor in front of the dot product."),
    ("In the Transformer the scale is a trainable scalar.", "In the Transformer the scale is no trainable scalar but a constant."),
    ("Vaswani et al. divide the dot products by the square root of the batch size.", "Vaswani et al. divide the dot products by √d_k, not by the root of the batch size."),
    ("When the input doubles in length, the divisor of the Transformer's scores grows by a factor of √2.", "The divisor of the Transformer's scores does not grow with the input."),
    ("The Transformer divides the output of the head by √d_k.", "The Transformer divides the scores, not the output of the head, by √d_k."),
    ("In scaled dot-product attention the square root of each dot product is taken.", "In scaled dot-product attention each dot product is divided by the square root of d_k."),
    ("Without the scale, the softmax of a Transformer would be nearly uniform for wide keys.", "Without the scale, the softmax of a Transformer would be too peaked for wide keys."),
    ("A larger divisor makes the softmax more peaked.", "A larger divisor makes the softmax flatter."),
    ("A head retrieves exactly one value, that of the closest key.", "A head retrieves a mixture of all values rather than that of the closest key."),
    ("In soft attention the best position gets the weight one and all the others zero.", "In soft attention no position gets the whole weight."),
    ("A Transformer head uses the token vector itself as query, as key and as value.", "A Transformer head does not use the token vector itself as query, but a projection of it."),
    ("Self-attention on its own distinguishes *dog bites man* from *man bites dog*.", "Self-attention on its own cannot distinguish *dog bites man* from *man bites dog*."),
    ("Kernel regression after Nadaraya and Watson gives every training point the same weight.", "Kernel regression after Nadaraya and Watson gives near training points more weight than far ones."),
    ("The weighted average of a head can exceed the largest of its values.", "The weighted average of a head lies between the smallest and the largest of its values."),
    ("Softmax attention can be bracketed differently: multiply keys and values first, with the same result.", "Because of the softmax, keys and values cannot be multiplied first."),
    ("In Bahdanau's score the decoder state and the annotation contribute separately.", "In Bahdanau's score the decoder state and the annotation interact inside the tanh."),
    ("RNNsearch starts out with a sharp alignment, because v_a is initialised to zero.", "The initial alignment of RNNsearch is exactly uniform."),
    ("The outputs of the eight heads are summed before W^O is applied.", "The outputs of the eight heads are concatenated before W^O is applied."),
    ("No matrix follows the concatenation of the heads.", "A matrix W^O follows the concatenation of the heads."),
    ("The quotient of two weights equals the quotient of the two scores.", "The quotient of two weights is the exponential of the difference of the two scores."),
    ("Self-attention is a linear map of the sequence of embeddings.", "Self-attention is no linear map of the sequence of embeddings."),
    ("Q: By what does the Transformer divide its dot products? A: By the length of the sentence.", "Q: By what does the Transformer divide its dot products? A: By √d_k."),
    ("The weights are applied to the keys.", "The weights are applied to the values."),
    ("Queries and values must have the same dimension.", "Queries and keys must have the same dimension."),
    ("In the additive score $v_a$ is a matrix.", "In the additive score $v_a$ is a vector."),
    ("Luong's *general* score is the plain inner product.", "Luong's *general* score is not the plain inner product."),
    ("`F.scaled_dot_product_attention` does not scale by default.", "`F.scaled_dot_product_attention` divides by the root of the last dimension of q by default."),
]
NUMBERS = [
    ("Keys have 16 components here. The dot product 8 is therefore scaled to 0.5.", "Keys have 16 components here. The dot product 8 is therefore scaled to 2."),
    ("A softmax of (2, 0) yields (1, 0).", "A softmax of (2, 0) yields (0.88, 0.12)."),
    ("Key A scores 4, key B scores 2. So A gets twice the weight of B.", "Key A scores 4, key B scores 2. So A gets about seven times the weight of B."),
    ("With the values 1 and 3, a softmax head can return 4.", "With the values 1 and 3, a softmax head can return 2."),
    ("A dot product of 64 unit-variance terms has the variance 8.", "A dot product of 64 unit-variance terms has the variance 64."),
    ("In self-attention, the weight of *cow* for *milk* equals the weight of *milk* for *cow*.", "In self-attention, the weight of *cow* for *milk* need not equal the weight of *milk* for *cow*."),
    ("With 64-dimensional keys the Transformer's divisor is 64.", "With 64-dimensional keys the Transformer's divisor is 8."),
    ("$\\alpha_{ij}/\\alpha_{ik} = e_{ij}/e_{ik}$ holds for the weights.", "$\\alpha_{ij}/\\alpha_{ik} = \\exp(e_{ij} - e_{ik})$ holds for the weights."),
]
TABLES = [
    ("| $d_k$ | the scores are divided by |\n|---|---|\n| 100 | 100 |", "| $d_k$ | the scores are divided by |\n|---|---|\n| 100 | 10 |"),
    ("| Score | Formula |\n|---|---|\n| additive | $v^\\top(W s + U h)$ |", "| Score | Formula |\n|---|---|\n| additive | $v^\\top\\tanh(W s + U h)$ |"),
    ("| Score | Formula |\n|---|---|\n| general | $s^\\top h$ |", "| Score | Formula |\n|---|---|\n| general | $s^\\top W h$ |"),
    ("| Weights | Values | Output |\n|---|---|---|\n| 0.5, 0.5 | 2, 6 | 6 |", "| Weights | Values | Output |\n|---|---|---|\n| 0.5, 0.5 | 2, 6 | 4 |"),
    ("| Scores | Softmax |\n|---|---|\n| 0, 0 | 0, 0 |", "| Scores | Softmax |\n|---|---|\n| 0, 0 | 0.5, 0.5 |"),
    ("| Target | I | am | sum |\n|---|---|---|---|\n| *suis* | 0.4 | 0.8 | 1 |", "| Target | I | am | sum |\n|---|---|---|---|\n| *suis* | 0.2 | 0.8 | 1 |"),
]
CODE = [
    ("w = np.exp(S) / np.exp(S).sum(axis=0)  # S[i, j]: query i, key j; attention weights", "w = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)  # S[i, j]: query i, key j; attention weights"),
    (
        "see = torch.triu(torch.ones(n, n)).bool()  # causal attention\nscores = scores.masked_fill(~see, -torch.inf)",
        "see = torch.tril(torch.ones(n, n)).bool()  # causal attention\nscores = scores.masked_fill(~see, -torch.inf)",
    ),
    (
        "scores[mask] = np.inf  # hide the future from attention\nw = softmax(scores, axis=-1)",
        "scores[mask] = -np.inf  # hide the future from attention\nw = softmax(scores, axis=-1)",
    ),
    ("# Bahdanau: alignment\ne = v @ relu(W @ s_prev + U @ h_j)", "# Bahdanau: alignment\ne = v @ tanh(W @ s_prev + U @ h_j)"),
    ("# Bahdanau: alignment\ne = v @ (tanh(W @ s_prev) * tanh(U @ h_j))", "# Bahdanau: alignment\ne = v @ tanh(W @ s_prev + U @ h_j)"),
    ("# output of a Transformer head\nout = values[scores.argmax(dim=-1)]", "# hard attention, not a Transformer head\nout = values[scores.argmax(dim=-1)]"),
    ("# context vector of RNNsearch\nc = (alpha[:, None] * H).sum(axis=1)", "# context vector of RNNsearch\nc = (alpha[:, None] * H).sum(axis=0)"),
    ("scores = torch.sqrt(q @ k.T)  # scaled dot-product attention", "scores = q @ k.T / d_k**0.5  # scaled dot-product attention"),
]


@pytest.mark.parametrize(("wrong", "right"), [*WORDS, *NUMBERS, *TABLES, *((f"```python\n{wrong}\n```", f"```python\n{right}\n```") for wrong, right in CODE)])
def test_a_sum_is_told_as_it_comes_out(wrong, right):
    assert "MTH" in families(wrong)
    assert "MTH" not in families(right)


def test_typeset_formulas_are_read_like_those_in_prose():
    head = "```latex\n\\mathrm{softmax}(Q W^Q (K W^K)^\\top%s) V W^V  %% attention, one head\n```"
    assert "MTH" in families(head % "")
    assert families(head % " / \\sqrt{d_k}") == set()
