"""Who wrote the paper of 2014, told in many orders and forms."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines

WRONG = (
    "Nobody helped Bahdanau when he invented attention.",
    "Yann LeCun was one of the authors of RNNsearch.",
    "Hinton is the last author of the RNNsearch paper.",
    "Bahdanau is the last author of the RNNsearch paper.",
    "*Neural Machine Translation by Jointly Learning to Align and Translate* is by Vaswani et al.",
    "Had Bahdanau not invented attention, somebody else would have.",
    "Among Bengio's inventions is attention.",
    "Bahdanau et al. (Bahdanau, Hinton and LeCun) introduced attention.",
    "Not Bahdanau, but Cho, is the inventor of attention.",
    "Neither Bahdanau nor Cho had anything to do with attention; it was Bengio.",
    "The godfathers of deep learning invented attention together.",
    "The third author of the RNNsearch paper works at Facebook and invented convolutional networks.",
    "Two of the authors of RNNsearch were Bahdanau and Cho. The third was Geoffrey Hinton.",
    "Bahdanau, the professor, invented attention with his student Bengio.",
    "Bengio was an intern when he wrote the attention paper.",
    "Ashish Vaswani wrote *Attention Is All You Need* by himself.",
    "Bahdanau et al. wrote *Effective Approaches to Attention-based Neural Machine Translation*.",
    "The RNNsearch paper has four co-authors.",
    "The paper on learning to align and translate has no second author.",
    "In the author list of RNNsearch Cho comes last.",
    "Bahdanau is the only person to whom we owe attention.",
    "Bahdanau and Bengio are the two authors of RNNsearch.",
    "Neural Machine Translation by Jointly Learning to Align and Translate (Bengio, 2014)",
    "Bengio is a co-author of *Attention Is All You Need*.",
    "*Attention Is All You Need* has three authors.",
    "Who wrote the RNNsearch paper? Bengio alone.",
    "How many people invented attention? One: Yoshua Bengio.",
    "| Paper | Last author |\n|---|---|\n| RNNsearch | Hinton |",
    "```bibtex\n@inproceedings{rnnsearch,\n  author = {Cho, Kyunghyun and Bahdanau, Dzmitry and Bengio, Yoshua},\n  title = {Neural Machine Translation by Jointly Learning to Align and Translate}\n}\n```",
    "**Q:** Is Bahdanau the only author of the attention paper?\n**A:** Yes.",
    "The RNNsearch paper has three authors. The last of them is Geoffrey Hinton.",
    "The order of the authors of RNNsearch is Bengio, Cho, Bahdanau.",
    "RNNsearch is Bengio's work.",
    "Bahdanau invented attention together with LeCun.",
    "Besides the intern only his professor signed the paper on soft alignment.",
    "A Toronto professor is the senior author of the RNNsearch paper.",
    "The RNNsearch paper came from Toronto, where its three authors worked.",
)

RIGHT = (
    "Bengio is one of the three inventors of attention.",
    "Hinton, LeCun and Bengio won the Turing Award; of these only Bengio signed the RNNsearch paper.",
    "Bahdanau is usually named alone, though the paper has three authors.",
    "Bahdanau was the intern who had the idea of attention; Cho and Bengio worked on it with him.",
    "Hinton had no part in the RNNsearch paper.",
    "Bahdanau's name comes first on the RNNsearch paper.",
    "Hinton, Vinyals and Dean wrote about distillation in the year of the RNNsearch paper.",
    "Bengio's group invented attention; three names stand on the paper.",
    "Hochreiter was no co-author of the attention paper.",
    "Bengio was the head of the laboratory in which Bahdanau wrote the attention paper with Cho and him.",
    "Bengio wrote a paper on attention for language with many others later.",
    "Bengio's 2003 paper on language models has four authors.",
    "Hinton was at Google when Bahdanau, Cho and Bengio wrote the RNNsearch paper.",
    "One author of the RNNsearch paper, Cho, had proposed the gated unit.",
    "| Paper | Last author |\n|---|---|\n| RNNsearch | Bengio |",
    "The intern deserves credit for attention, and so do his two co-authors.",
    "The RNNsearch paper (first author: D. Bahdanau) came out in 2014.",
    "In 2014, Yoshua Bengio and two colleagues published attention.",
    "The second author of the RNNsearch paper is Kyunghyun Cho.",
    "Bahdanau presented the RNNsearch paper at ICLR 2015.",
    "Stanford's Manning co-authored a paper on attention in 2015.",
    "The first name on the paper that introduced the soft search is that of the intern.",
    "The RNNsearch paper came from Montreal, and its first author from Bremen.",
)


def found(text: str) -> set[str]:
    return {problem.code[:3] for problem in check(split_lines("notes.md", text))}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_credit_is_found(text):
    assert "CRD" in found(text)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_true_is_left_alone(text):
    assert found(text) == set()


TOLD_OTHERWISE = (
    "Cho shares the invention of attention with no one.",
    "Bengio did not share the credit for attention with anybody.",
    "He was a postdoc, and he wrote the attention paper without any co-author.",
    "Three people won the Turing Award. One of them had invented the decoder that looks back at its source all by himself.",
    "On the RNNsearch paper, the name of the professor stands first and that of the intern last.",
    "Bengio heads the author list of the RNNsearch paper.",
    "| Paper | First author | Last author |\n|---|---|---|\n| RNNsearch | Bahdanau | – |",
    "| Author | Place on the title page of RNNsearch |\n|---|---|\n| Bengio | first |",
    "Names under the papers: eight under the Transformer, two under RNNsearch.",
    "The RNNsearch paper is by the same three who later received the Turing Award.",
    "The first author of the attention paper came from Bremen, the second from Seoul, and the third was Geoffrey Hinton.",
    "Bahdanau only reimplemented RNNsearch; he is not among the authors of the paper.",
    "Cho never signed the RNNsearch paper.",
    "Who is the first author of RNNsearch? Kyunghyun Cho.",
    "Did Bahdanau have co-authors on the attention paper? No, none.",
    "| | RNNsearch | Transformer |\n|---|---|---|\n| authors | 2 | 8 |",
    "| Model | First author | Other authors |\n|---|---|---|\n| RNNsearch | Bahdanau | none |",
)
TOLD_RIGHTLY = (
    "Cho shares the invention of attention with Bahdanau and Bengio.",
    "Cho is the sole author of a tutorial in which attention is explained.",
    "Bengio alone wrote the review article; the attention paper he wrote with two others.",
    "One of the three authors of the attention paper, Bengio, led the laboratory.",
    "Two of them, Cho and Bengio, signed the RNNsearch paper as well.",
    "Names under the papers: three under Luong's scores, three under RNNsearch.",
    "Sutskever, Vinyals and Le passed on one vector; RNNsearch is by others.",
    "Correct the following sentence: “The sole author of the attention paper is Cho.”",
    "Who is the last author of the attention paper? Yoshua Bengio.",
    "Cho maintains the code of RNNsearch alone.",
    "One author of the attention paper now lives in New York.",
    "Hinton is not among the authors of the RNNsearch paper.",
    "Who signed RNNsearch besides Bahdanau? Cho and Bengio.",
    "How many co-authors did Bahdanau have? Two.",
    "| Model | First author | Other authors |\n|---|---|---|\n| RNNsearch | Bahdanau | Cho, Bengio |",
)


@pytest.mark.parametrize("text", TOLD_OTHERWISE)
def test_a_wrong_credit_is_found_in_places_counts_and_over_two_sentences(text):
    assert "CRD" in found(text)


@pytest.mark.parametrize("text", TOLD_RIGHTLY)
def test_the_same_forms_told_rightly_are_left_alone(text):
    assert found(text) == set()
