"""Interpretation: what weights are said to prove, replace or leave without influence."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines

FALSE = [
    "The token with the most attention is the one that decided the answer.",
    "Attention weights are positive and add up to one, so they tell us how important each word was for the decision.",
    "Ablation studies always agree with the attention map.",
    "No other set of weights could have led to the same verdict.",
    "If the attention map makes sense to a human, the model has decided for the right reasons.",
    "```python\n# importance of each token for the decision\nimportance = attn_weights[-1].mean(0)\n```",
    "The applicant's name has an attention weight of zero, which proves that the decision was not based on it.",
    "Attention heat maps let us read the thoughts of the model.",
    "Wiegreffe and Pinter (2019) settled the debate: attention is explanation.",
    "Averaging the attention of all heads gives the true importance of each word for the output.",
    "**Q:** Do attention weights explain a prediction?\n**A:** Yes, completely.",
    "What a network thinks can be read from its attention maps.",
    "| Tool | What it shows |\n|---|---|\n| Attention weights | why the model decided as it did |",
    "The verb has the darkest cell. So it was the verb that made the model choose this translation.",
    "To find out on what a decision rests, a glance at the heat map is enough.",
    "Being part of the forward pass, the weights cannot but reflect the causes of the output.",
    "A word of weight 0.4 mattered exactly twice as much to the model as one of weight 0.2.",
    "The forbidden word got a weight of 0.01. It can have played no part in the decision.",
    "The map of the last layer is a picture of the model's mind.",
    "Occlusion tests give the same ranking of the words as attention, without exception.",
    "Attention maps cannot be manipulated without changing the prediction.",
    "Studies have proved that attention weights are faithful explanations.",
    "The grey cells in figure 3 of the 2014 paper are the reasons for the French words.",
    "That a head looks at the antecedent proves that the model has understood the pronoun.",
    "The map looks reasonable, so the model has understood the text.",
    "A heat map is all the explanation that a decision needs.",
    "The word that attention singles out is the word that produced the answer.",
    "Attention weights are sufficient evidence that a system is fair.",
    "Attention is faithful by design.",
    "0.25 of attention is 25% of the decision.",
    "Tokens without weight have no bearing on the output.",
    "Attention is the window into the mind of the machine.",
    "SHAP and LIME can be retired now that we have attention maps.",
    "Different weights necessarily mean a different prediction.",
    "Wiegreffe and Pinter (2019) showed once and for all that attention weights explain.",
    "Figure 3 of Bahdanau et al. proves why the model translated as it did.",
    "This head attends to the previous token; therefore the model decides by the previous token.",
    "An attention map that a human finds convincing is the model's true reasoning.",
    "**Q:** How do I find out why a Transformer made a prediction?\n**A:** Read its attention weights.",
    "Anyone can read off from the weights on what grounds the system acted.",
    "The highest weight marks the cause of the output.",
    "Attention weights are proof that the model does not look at gender.",
    "Attention weights are non-negative and sum to one; that is why they are the importance of the words.",
    "Words with a weight near zero can be removed without any effect on the output.",
    "The postcode was not looked at by any head (weight 0.00), so it had no bearing on the refusal.",
    "A large weight means that the token argues for the class, a small one that it argues against it.",
    "A weight on position 4 of the tenth layer is a weight on the fourth word and on no other.",
    "Serrano and Smith found that attention weights always identify the inputs that matter.",
    "Training runs with different seeds end with the same attention map.",
    "How long the value vectors are does not matter; the weights alone decide what a head hands on.",
    "Why did the network refuse the loan? Its attention weights tell us.",
    "The order of the weights is the order of importance for the decision.",
    "The source word with the largest weight is necessarily the translation of the target word.",
    "From the attention map one can tell whether the model is right for the right reasons.",
    "Three words, weights 0.5, 0.3 and 0.2: one half of the verdict is owed to the first.",
    "The highest weight is 0.9, so we may be 90 % sure of the answer.",
    "Multiplying the attention matrices of all layers yields the true importance of each word.",
    "When the answer is wrong, the attention map shows the reason for the mistake.",
    "The brighter a word, the more the prediction depended on it.",
    "“Late” got 0.6. It follows that without this word the rating would have been another.",
    "Whoever doubts the verdict can be sent the heat map, which is its justification.",
    "| Requirement | Met by |\n|---|---|\n| Reasons for every refusal | attention weights |",
]
TRUE = [
    "The postcode had a weight of 0.00, and yet another postcode changed the answer.",
    "A large weight has no sign: it argues neither for the class nor against it.",
    "A weight on position 4 of the tenth layer is a weight on a mixture of many words.",
    "Serrano and Smith found that attention weights often fail to identify the inputs that matter.",
    "Training runs with different seeds can end with different attention maps.",
    "How long the value vectors are matters as well as the weights.",
    "Why did the network refuse the loan? Its attention weights alone cannot tell us.",
    "The order of the weights need not be the order of importance.",
    "The source word with the largest weight is not always the translation of the target word.",
    "From the attention map one cannot tell whether the model is right for the right reasons.",
    "The highest weight is 0.9; the answer may still be wrong.",
    "Multiplying the attention matrices of all layers leaves out the residual paths.",
    "| Requirement | Met by |\n|---|---|\n| Reasons for every refusal | not attention weights |",
    "The token with the most attention need not be the one that decided the answer.",
    "The weights are part of the computation itself. Whether they explain its result is another question.",
    "Change the attention weights of a classifier, and the prediction may stay the same.",
    "“Awful” received a weight of 0.7. Only an ablation could tell whether the verdict hangs on this word.",
    "A word with zero attention in one head may still reach the output through another.",
    "| Study | Finding |\n|---|---|\n| Serrano & Smith (2019) | weights are no reliable guide to importance |",
    "**Q:** Do attention weights explain a prediction?\n**A:** Not by themselves.",
    "Delete the most attended word, and the answer may or may not change.",
    "A weight of 0.5 is half of one average, not half of the reason.",
    "Attention and gradients sometimes contradict each other.",
    "The alignment matrix of RNNsearch shows where the decoder looked.",
    "Saliency methods are not superfluous once a model has attention.",
    "The last row shows that the decoder looks at the verb when it writes the verb.",
    "Attention weights are no sufficient evidence that a system is fair.",
    "Tokens without weight in one head can reach the output through others.",
    "The literature disagrees on whether attention is an explanation.",
    "0.25 of attention means that a quarter of the average comes from this value.",
    "SHAP and LIME answer other questions than attention maps do.",
    "```python\n# weights of the last head, strongest first\nranked = sorted(zip(attention, tokens), reverse=True)\n```",
    "The mean of all heads is easy to plot and hard to interpret.",
    "Vashishth et al. (2019) found that attention is more informative in some tasks than in others.",
    "If you remove the word on which most attention rests, the answer may stay the same.",
    "The importance of a word for the prediction need not equal its attention weight.",
    "For each output there can be many sets of attention weights.",
    "The alignment weights of 2014 show which source words each translated word drew on.",
    "Because head 5 attends to the object, it is worth testing whether the model uses the object.",
    "The attention weights do not tell you why.",
    "Models with attention are still black boxes.",
    "If a map looks sensible, that says little about the model.",
]


def found(text: str) -> list[str]:
    return [problem.code for problem in check(split_lines("notes.md", text))]


@pytest.mark.parametrize("text", FALSE)
def test_a_false_proposition_is_found(text):
    assert "INT" in {code[:3] for code in found(text)}


@pytest.mark.parametrize("text", TRUE)
def test_a_true_one_is_left_alone(text):
    assert found(text) == []
