"""Cost: how scores, steps, memory and caches grow, and for which layer."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines

FALSE = [
    "Each of the n tokens looks at all others. So there are n scores to compute.",
    "A self-attention layer has to go through the positions one after another, so it needs n sequential steps.",
    "Computing the score matrix tile by tile makes the number of operations linear in the length.",
    "Cross-attention costs only as much as the target is long.",
    "In a Transformer the feed-forward network is what makes the cost quadratic in the length.",
    "From 10 pages to 40 pages, the score matrix of a full-attention model becomes four times as large.",
    "Rotary embeddings make full attention linear in the sequence length.",
    "RNNsearch needs m + n scores for a source of m and a translation of n words.",
    "A sliding window leaves the cost quadratic in the sequence length.",
    "FlashAttention reduces the number of floating-point operations to O(n).",
    "With ten times the context, full self-attention does ten times the work.",
    "A thesis of 200 pages costs a full-attention model ten times as many scores as an article of 20 pages.",
    "Because attention needs no loop, it takes a constant number of operations.",
    "Each additional head doubles the cost of a multi-head layer of fixed width.",
    "Give a Transformer the whole internet as a prompt: it will take it in without running out of memory.",
    "Compared with a plain encoder–decoder, RNNsearch has fewer operations to carry out.",
    "In RNNsearch the weights are computed once per source sentence and reused for every target word.",
    "The attention matrix of n tokens has n entries.",
    "A key–value cache needs the same memory for 100 tokens as for 100,000.",
    "Multi-head latent attention reduces the number of scores.",
    "Local attention within a window of w tokens costs O(n²).",
    "Ring attention reduces the total number of scores by the number of devices.",
    "$T(n) = c \\cdot n$ is the running time of full self-attention for $n$ tokens.",
    "**Q:** Does FlashAttention approximate attention?\n**A:** Yes, that is why it is fast.",
    "Add a token to the sequence and full self-attention needs one more score.",
    "The table of attention scores for 12 words has 24 cells.",
    "A Transformer layer must wait for the previous token before it can process the next, so training takes n steps per layer.",
    "Heads share the token pairs out among themselves.",
    "FlashAttention turns the quadratic arithmetic of attention into linear arithmetic.",
    "By reordering the computation in blocks, Dao et al. avoid computing most of the scores.",
    "RNNsearch evaluates its alignment model once per sentence pair.",
    "However long the sequence, a recurrent layer costs more than a self-attention layer.",
    "The KV cache contains one entry for each pair of tokens and so grows with the square of the length.",
    "MQA reduces the complexity of attention to O(n).",
    "Longformer grows quadratically with the length, just as the original Transformer does.",
    "The MLP of a Transformer block scales with the square of the sequence length.",
    "Per layer, self-attention needs O(n·d²) operations and recurrence O(n²·d).",
    "*How many scores does a full-attention head compute for 500 tokens?* 500.",
    "Self-attention processes its tokens in order, one step each: O(n) sequential operations.",
    "Models with ALiBi read texts of unlimited length at constant cost.",
    "What FlashAttention returns differs from exact attention, because it samples the keys.",
    "To translate 30 words into 28, RNNsearch needs 58 scores.",
    "The n × n matrix of scores occupies memory linear in n.",
    "Because of the cache, the attention for the last token of a long text is as cheap as for the first.",
]
TRUE = [
    "Each of the n tokens looks at all others. So there are n² scores to compute.",
    "With eight heads each head has an eighth of the width, and every head sees all tokens.",
    "The number of scores in encoder–decoder attention is the product of the two lengths.",
    "The cost of the feed-forward layers is linear in the number of tokens, that of attention quadratic.",
    "From 10 pages to 40 pages, the score matrix of a full-attention model becomes sixteen times as large.",
    "With n GPUs the scores can be spread out, but their number stays n².",
    "Multi-query attention saves memory in the cache; the number of scores stays the same.",
    "Since a GPU computes all the scores at once, waiting time shrinks, but their number stays n².",
    "FlashAttention is faster because it moves less data, not because it computes fewer scores.",
    "Doubling both the source and the translation quadruples the number of scores in RNNsearch.",
    "The key–value cache grows by one key and one value per layer and head with each token.",
    "Ring attention spreads the scores over the devices; their total number stays the same.",
    "*Figure 3: Cost of linear attention against the number of tokens. The curve is a straight line.*",
    "Linear attention was proposed to avoid the quadratic cost of softmax attention.",
    "Reading twice as many documents of 1,024 tokens each takes twice as long.",
    "4,000 tokens: 16 million scores. 8,000 tokens: 64 million scores.",
    "FlashAttention leaves the arithmetic quadratic and makes the memory linear.",
    "A key–value cache has one key and one value for each token, so it grows linearly.",
    "A window of fixed size turns the quadratic growth of the cost into a linear one.",
    "For short sequences a self-attention layer is cheaper than a recurrent layer.",
    "Reading ten documents of 1,000 tokens one by one costs a tenth of the scores of one text of 10,000.",
    "Memory for a single row of scores is linear in the length.",
    "The weighted sum over the values costs n·d multiplications for each query.",
    "Full self-attention does not get by with a number of operations proportional to the sequence length.",
    "Parallel hardware hides the quadratic cost for short texts.",
    "FlashAttention rewrites the softmax so that it can be computed block by block, without approximation.",
    "Using four GPUs instead of one leaves the number of attention scores as it is.",
    "The cost of a recurrent layer is linear in the length and quadratic in the width.",
    "With a window of 4,096 tokens, attention costs 4,096·n for n tokens.",
    "Sliding-window attention costs O(n·w).",
    "Every attention head needs n² scores, however many GPUs share the work.",
    "A decoder with attention does more work per target word than one with a fixed vector.",
]


def found(text: str) -> list[str]:
    return [problem.code for problem in check(split_lines("notes.md", text))]


@pytest.mark.parametrize("text", FALSE)
def test_a_false_proposition_is_found(text):
    assert "CPX" in {code[:3] for code in found(text)}


@pytest.mark.parametrize("text", TRUE)
def test_a_true_one_is_left_alone(text):
    assert found(text) == []
