"""Evolution: models of today and the layer of 2017, variants and their names, scores of 2014 and of 2017."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines

FALSE = [
    "Longformer kept the attention of the original Transformer without touching it.",
    "Sharing keys among heads has been proposed but never been used in a released model.",
    "What vendors call sliding windows, rotary positions and grouped queries is the same layer in new wrapping.",
    "How many modifications did attention see between the Transformer and DeepSeek-V3? Zero.",
    "Additive attention and scaled dot-product attention are the same function.",
    "Make the 2017 Transformer larger and you get Gemma 3. The attention layers need no change.",
    "Attention research ended with the Transformer.",
    "Llama 3 adds the sinusoids of 2017 to its embeddings.",
    "```python\n# Mistral 7B: attention unchanged since the Transformer of 2017\nattn = MultiHeadAttention(4096, 32)\n```",
    "The score of the Transformer is that of RNNsearch, copied without modification.",
    "Since multi-head attention was introduced, nothing new has been added to the attention layer.",
    "**Q:** Do today's models still use the attention of 2017?\n**A:** Yes, without any modification.",
    "All the innovations since 2017 concern training; the attention block has been left alone.",
    "The attention of Big Bird does not differ from that of the 2017 Transformer.",
    "| Model | Window |\n|---|---|\n| Transformer | none |\n| Mistral 7B | none |",
    "GQA, MQA and MLA all denote the attention layer of 2017.",
    "DeepSeek-V3 encodes positions by adding sines and cosines to its input.",
    "Every token of Mistral 7B can attend directly to all earlier tokens in every layer.",
    "ChatGPT weighs its tokens with the alignment model of 2014.",
    "The Transformer adopted RNNsearch's attention unchanged.",
    "Llama 3 is the 2017 Transformer, only bigger: the attention is the same.",
    "Swap the attention code of Llama 3 for that of the 2017 release and the answers stay the same, for the two do the same things.",
    "Attention has been frozen for eight years; what has grown is the number of layers.",
    "The eight authors would find not one line to correct in the attention code of Gemma 3.",
    "Nothing about the attention layer has been rethought since its first description in 2017.",
    "Mistral 7B, Gemma 2 and Qwen2 share one attention layer, that of 2017.",
    "BLOOM, like the original Transformer, adds sinusoids to its embeddings.",
    "Big Bird lets every token attend to every other one, as the original did.",
    "What is sold as multi-head latent attention is plain multi-head attention.",
    "No model has ever dropped the sinusoidal encodings of 2017.",
    "In BERT we meet the attention of 2014 again, without any change.",
    "Scaled dot-product attention equals additive attention.",
    "Progress since 2017 has come from data and size only; nobody has changed the attention layer.",
    "Sparse attention has never been put to use.",
    "```python\n# same attention as in 2017, nothing to change for DeepSeek-V3\nclass DeepSeekAttention(VaswaniAttention): pass\n```",
    "*Has any model shared keys and values among heads?* No, never.",
    "What the eight authors published in 2017 is still the last word on attention.",
    "The attention layer went into Gemini without a single modification to its 2017 form.",
    "Transformer-XL did not change anything about the attention of the Transformer.",
    "Positions still enter every language model as a sum of embedding and sinusoid.",
    "Every layer of every model attends to the entire context, as in 2017.",
    "The Transformer's attention was taken over from Bahdanau et al. without changes.",
    "A programmer could copy the attention of the 2017 release into Llama 3 and nobody would notice a difference.",
    "| Model | Attention |\n|---|---|\n| Transformer | full, multi-head |\n| Mistral 7B | full, multi-head, unchanged |",
]
TRUE = [
    "Longformer replaced the full attention of 2017 with windows and a few global tokens.",
    "BERT uses the encoder attention of 2017 as it was.",
    "Changes to the attention layer between 2017 and Llama 3: grouped queries and rotary positions.",
    "Some say that nothing has changed in attention since 2017. Grouped queries and rotary positions say otherwise.",
    "```python\n# Llama 3: unlike 2017, groups of query heads share keys and values\nn_heads, n_kv_heads = 64, 8\n```",
    "| | RNNsearch | Transformer |\n|---|---|---|\n| Weights | softmax | softmax |",
    "The weighted average is what RNNsearch and the Transformer have in common.",
    "### What has changed in attention since 2017",
    "After 2017 there was much left to improve in the attention layer.",
    "| Model | Keys and values |\n|---|---|\n| Transformer | one set per head |\n| Llama 2 70B | 8 sets for 64 heads |",
    "In Llama 2 70B each group of eight query heads has a key head of its own.",
    "What distinguishes GPT-4 from the original Transformer is not known in detail, but size is part of it.",
    "Softmax and weighted average are the same in RNNsearch and the Transformer; the score differs.",
    "Unlike the 2017 Transformer, Llama 3 shares keys and values among heads.",
    "Mixtral has the same attention as Mistral 7B: grouped queries and a window.",
    "Compared with 2017, the attention of Llama 3 shows three differences.",
    "T5 adds a learned bias to the scores, where the 2017 Transformer added sinusoids to the embeddings.",
    "Mamba does without attention.",
    "BERT dropped the sinusoidal encodings of 2017 for learned ones.",
    "Vaswani et al. took the weighted average of Bahdanau et al. and changed its score.",
    "Kernels have become faster since 2017, and the attention that they compute has changed as well.",
    "**Q:** Which parts of the attention layer have been replaced since 2017?\n**A:** The positions and the separate keys.",
    "FlashAttention-2 computes the same function as the attention of 2017.",
    "Apart from its size, DeepSeek-V3 differs from the original Transformer in its attention.",
    "Several models share keys among their heads.",
    "Scale is not all that changed: keys are shared and positions rotated.",
    "*Figure 1: Attention in 2017 and attention today. The two diagrams differ in three places.*",
    "The residual connections around attention are still those of 2017 in many models.",
    "Many models limit their attention to a window.",
    "GPT-3 has dense and sparse attention layers.",
    "Mamba contains no attention layer.",
]


def found(text: str) -> list[str]:
    return [problem.code for problem in check(split_lines("notes.md", text))]


@pytest.mark.parametrize("text", FALSE)
def test_a_false_proposition_is_found(text):
    assert "EVO" in {code[:3] for code in found(text)}


@pytest.mark.parametrize("text", TRUE)
def test_a_true_one_is_left_alone(text):
    assert found(text) == []
