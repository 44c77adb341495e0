"""Where attention comes from, told in many orders and forms."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines

WRONG = (
    "Attention was conceived at DeepMind.",
    "Attention originated at Stanford, with Luong, Pham and Manning.",
    "The seq2seq paper by Sutskever et al. already contained attention, the first of its kind.",
    "Image captioning had attention first, translation copied it.",
    "Memory Networks were where encoder-decoder attention was introduced.",
    "Attention and the Transformer were invented in one and the same paper.",
    "Attention is no older than the Transformer.",
    "The Transformer and attention share a birthday.",
    "RNNs had to make do without attention until the Transformer came.",
    "Without Hinton's invention of attention there would be no Transformer.",
    "Attention was not around in 2016.",
    "Not Bahdanau but Vaswani invented attention.",
    "Bahdanau, Cho and Bengio did not invent attention; Google did.",
    "It is a myth that Bahdanau et al. invented attention.",
    "Did attention exist before the Transformer? No, it did not.",
    "Was attention invented at Google? Yes.",
    "Vaswani et al., who invented attention, worked at Google.",
    "When the Transformer was written, there was no earlier paper on attention.",
    "The great novelty of the 2017 paper was attention.",
    "The LSTM of 1997 had attention built in.",
    "Self-attention is an invention of Vaswani et al.",
    "Cheng et al. borrowed intra-attention from the Transformer.",
    "Bahdanau et al. only wrote down what Google had invented.",
    "Attention reached Montreal from Google.",
    "Attention? Vaswani and his co-workers came up with it.",
    "Up to 2017 no decoder had been able to look at its source again.",
    "Without the Transformer there would have been no attention.",
    "RNN translators adopted attention from the Transformer.",
    "Bahdanau et al. were inspired by the Transformer.",
    "Speech recognition was the field in which attention was born.",
    "It was Schmidhuber, not Bahdanau, who invented attention.",
    "The idea of weighing all source words came to Vaswani and his colleagues in 2017.",
    "For years translators squeezed a sentence into one vector. Then came the Transformer, and with it attention.",
    "The bottleneck of the fixed vector was removed by Vaswani et al.",
    "The model of Bahdanau et al. still lacked attention.",
    "Attention, originally a technique for captions, was transferred to translation by Bahdanau et al.",
    "Bahdanau et al. modified the attention of Luong et al.",
    "| Mechanism | Due to |\n|---|---|\n| attention | OpenAI |",
    "In June 2017, attention made its first public appearance.",
    "In 2016, no one had yet thought of attention.",
    "Attention did not enter translation until 2017.",
    "Nobody weighed encoder states before the summer of 2017.",
    "RNNsearch still had to make do with the last encoder state.",
    "In 2016 one still had to translate from a single vector.",
    "The inventor of the LSTM also invented the soft alignment.",
)

RIGHT = (
    "Attention and the Transformer were not invented in the same paper.",
    "The first Google system with attention was GNMT.",
    "Andrew Ng's course introduces attention in its fifth part.",
    "OpenAI was founded after attention had been invented.",
    "The Transformer paper cites the inventors of attention.",
    "Attention was not invented at Google but in Montreal.",
    "Is attention older than the Transformer? It is.",
    "Vaswani et al., who invented the Transformer, did not invent attention.",
    "The novelty of the Transformer paper was that attention stood alone.",
    "Google introduced a translator with attention in 2016.",
    "Luong et al. introduced the dot product as a score for attention.",
    "The inventors of the Transformer worked at Google, those of attention in Montreal.",
    "It was Bahdanau, Cho and Bengio, not Schmidhuber, who invented attention in its present form.",
    "Facebook, like Google, used attention that others had invented.",
    "The first paper of Vaswani on attention appeared in 2017.",
    "BERT and GPT both rest on attention, which was introduced in 2014.",
    "In the literature of 2012 there is no trace of attention for translation.",
    "Attention, originally a technique for translation, was transferred to captions by Xu et al.",
    "Microsoft's researchers were first to propose residual networks, which the Transformer combines with attention.",
    "Attention owes much of its fame to Ashish Vaswani and his co-authors.",
    "Attention entered Google's products in 2016.",
    "Vaswani et al. introduced a network in which attention connects all positions.",
    "For many readers attention begins with the Transformer, but its history is longer.",
    "Nobody weighed encoder states before the autumn of 2014.",
    "In 2013 one still had to translate from a single vector.",
)


def found(text: str) -> set[str]:
    return {problem.code[:3] for problem in check(split_lines("notes.md", text))}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_origin_is_found(text):
    assert "ORG" in found(text)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_true_is_left_alone(text):
    assert found(text) == set()


TOLD_OTHERWISE = (
    r"The idea behind $c_t=\sum_j \alpha_{tj}h_j$ is due to Vaswani et al.",
    r"$$c_t=\sum_j \alpha_{tj}h_j \quad\text{(first published by Luong et al.)}$$",
    "| | Gated unit | Attention |\n|---|---|---|\n| proposed by | Cho et al. | Vaswani et al. |",
    "| Mechanism | Birthplace |\n|---|---|\n| attention | Mountain View |",
    "Could anybody let a decoder search its source words before 2017? No, nobody knew how.",
    "Was a recurrent translator able to look back at its source words? No, that came with the Transformer.",
    "Without the Transformer no one would have had the idea of attention.",
    "Had Google not thought of it, no decoder would look back at its source.",
    "In 1997 the authors of the LSTM also let a decoder choose among its source words.",
    "Two inventions stand in one paper: a translator without recurrence and a decoder that looks back at its source.",
    "The title was *Attention Is All You Need*. The mechanism in its title had never been described before.",
    "Translators made do with a single vector until Google let them look back at the source.",
    "Translators could not look back. Then a preprint from Google changed that.",
    "Without the eight people from Google we would still translate from one vector.",
    "Mechanism by which a decoder weighs its source words. First described by Vaswani et al.",
    "Sutskever's decoder had a single vector. Vaswani's was the first decoder that could go back to the words.",
    "The group in Montreal built a gated unit; that a decoder may look back occurred only to Google.",
    "```python\n# weighted average of the encoder states; nobody had tried this\n# before the Transformer\nc = a @ h\n```",
)
TOLD_RIGHTLY = (
    r"The idea behind $c_t=\sum_j \alpha_{tj}h_j$ is due to Bahdanau et al., and Vaswani et al. kept it.",
    "| | Attention | Transformer |\n|---|---|---|\n| proposed by | Bahdanau et al. | Vaswani et al. |",
    "Could anybody let a decoder search its source words before 2017? Yes, Bahdanau et al. did.",
    "Could anyone translate with attention alone before 2017? No, nobody did.",
    "Two inventions stand in one paper: a translator without recurrence and attention with several heads.",
    "The title was *Attention Is All You Need*. The mechanism in its title had been described in 2014.",
    "Montreal gave us the decoder that weighs its source words; a whole network of such weighing had to wait for Google.",
    "What Google invented is the Transformer; attention it found in the literature.",
    "Who believes that the Transformer brought attention into the world should look at the dates.",
    "Only with the Transformer did attention become the sole means of mixing words.",
    "Memory networks and attention were developed at the same time.",
    "Attention in three places is an idea of Vaswani et al.",
    "Translators could not look back. Then a preprint from Montreal changed that.",
    "Without the eight people from Google we would still translate with recurrent networks.",
    "OpenNMT appeared in 2016, and its decoder looked back at the source. Nobody had heard of the Transformer yet.",
)


@pytest.mark.parametrize("text", TOLD_OTHERWISE)
def test_a_wrong_origin_is_found_in_formulas_answers_and_over_two_clauses(text):
    assert "ORG" in found(text)


@pytest.mark.parametrize("text", TOLD_RIGHTLY)
def test_the_same_forms_told_rightly_are_left_alone(text):
    assert found(text) == set()
