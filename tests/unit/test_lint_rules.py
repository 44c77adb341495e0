"""Every rule finds its bad examples, leaves its good ones alone, and has a page made from itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.lint_score import FAMILY, score
from explainer.lint import check, rule_index, rule_page
from explainer.lint.rule import FAMILIES, RULES
from explainer.text import split_lines

DATA = Path(__file__).parents[1] / "attribution"
CONTENT = [rule for rule in RULES.values() if rule.on not in ("view", "bibliography", "unused")]


def found(text: str, **options) -> list[str]:
    return [problem.code for problem in check(split_lines("notes.md", text), **options)]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in CONTENT for text in rule.bad], ids=lambda x: getattr(x, "code", ""))
def test_a_rule_finds_its_bad_examples(rule, text):
    assert rule.family in {code[:3] for code in found(text)}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in CONTENT for text in rule.good], ids=lambda x: getattr(x, "code", ""))
def test_good_examples_are_left_alone(rule, text):
    assert found(text) == []


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_explains_itself(code):
    page = rule_page(code)
    rule = RULES[code]
    assert page.startswith(f"# {code}: {rule.name}")
    assert rule.why in page and rule.source in page and all(text in page for text in (*rule.bad, *rule.good))
    assert "{" not in rule.message
    assert ("attribution: ignore" in page) == (rule.family != "PAG")
    assert f"[{code}]({code}.md)" in rule_index()


def test_every_family_has_rules():
    assert {rule.family for rule in RULES.values()} == set(FAMILIES)


@pytest.mark.parametrize("page", sorted((DATA / "pages").glob("*.md")), ids=lambda path: path.stem)
def test_long_clean_pages_raise_nothing(page):
    assert [str(problem) for problem in check(split_lines(page.name, page.read_text("utf-8")))] == []


@pytest.mark.parametrize("name", ["examples", "written", "first", "fifth", "sixth", "meant-what", "written-who-2", "eighth", "tenth"])
def test_the_labelled_passages_are_judged_well_enough(name):
    passages = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    report, figures = score(passages)
    assert figures["precision"] >= 0.98, report
    assert figures["plain"] >= 0.90, report
    assert figures["hard"] >= 0.65, report


@pytest.mark.parametrize("name", ["seventh", "eleventh", "twelfth", "thirteenth", "fourteenth"])
def test_other_sets_raise_hardly_a_false_alarm(name):
    passages = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    report, figures = score(passages)
    assert figures["precision"] >= 0.98, report


def test_no_rule_example_puts_words_into_a_real_mouth():
    for rule in RULES.values():
        for text in (*rule.bad, *rule.good):
            if rule.family == "QUO" and re.search(r"[“\"]", text):
                assert not re.search(r"Bengio|Bahdanau[^2]|Vaswani[^2]|Cho\b|Hinton", text) or "sec." in text


MINI = """# Notes

Bahdanau, Cho and Bengio introduced attention in 2014.

{planted}

The Transformer followed in 2017.
"""


@pytest.mark.parametrize(
    ("planted", "family", "line"),
    [
        ("Some words first.\nAttention was invented at Google in 2017.", "ORG", 6),
        ("- One\n- Bahdanau et al. introduced self-attention.", "MEC", 6),
        ("| Paper | Year |\n|---|---|\n| Luong et al. | 2015 |\n| Attention Is All You Need | 2015 |", "DAT", 8),
        ("```python\nimport torch\nout = softmax(Q @ K.T) @ V  # scaled dot-product attention\n```", "MTH", 7),
        ("> Self-attention is linear in\n> the sequence length.", "CPX", 5),
        ("![Attention, as invented by Google](a.png)", "ORG", 5),
        ('A [link](a.md "Vaswani et al. invented attention").', "ORG", 5),
        ("!!! note\n    Yoshua Bengio invented attention.", "CRD", 6),
        ("::: heatmap cat\n    caption: The weights prove why the model decided so.", "INT", 6),
        ("Some words.\n\n```python\n# attention, invented by Google in 2017\nctx = w @ v\n```", "ORG", 8),
        ("The year is kept in `transformer_first_posted = date(2016, 6, 12)`.", "DAT", 5),
        ("```yaml\ntitle: Neural machine translation by jointly learning to align and translate\nauthors: [Yoshua Bengio]\n```", "CRD", 7),
        ("D. Bahdanau, G. Hinton: *Neural Machine Translation by Jointly Learning to Align and Translate*.", "CRD", 5),
        ("1. One\n2. *Who invented attention?* → Google Brain, 2017.", "ORG", 6),
        ("| Lab | Known for |\n|---|---|\n| Baidu | inventor of neural attention |", "ORG", 7),
        ("Hardly twelve months lay between RNNsearch and the Transformer.", "DAT", 5),
        ("One vector was all there was.\nUntil eight people at Google came along, a translating network was blind.", "ORG", 6),
        ("<blockquote>Recurrence is yesterday's loop.</blockquote><cite>Llion Jones</cite>", "QUO", 5),
        ("The Transformer has no feed-forward layers, it consists solely of attention.", "MEC", 5),
        ("*Who introduced attention?*\n:   Google Brain did, in 2017.", "ORG", 6),
        ("Cutting attention into several heads cuts the cost of its scores.", "CPX", 5),
        ("Attention mechanism\n:   Invented at Google in 2017.", "ORG", 5),
        ("RNNsearch came out only a month before the Transformer.", "DAT", 5),
        ("$$\n\\mathrm{Attention}(Q,K,V) = \\mathrm{softmax}(QK^\\top)V\n$$", "MTH", 5),
        ("The score of Bahdanau et al. is\n\n$$\ne_{ij} = s_{i-1}^\\top h_j\n$$", "MTH", 7),
        ('```python\ndef full_attention(x):\n    """Full self-attention over n tokens: takes O(n) time."""\n```', "CPX", 7),
        ("@misc{a,\n  author = {Hinton, Geoffrey},\n  title = {Neural Machine Translation by Jointly Learning to Align and Translate}\n}", "CRD", 6),
        ("| Paper | Authors |\n|---|---|\n| RNNsearch | 1 |", "CRD", 7),
        ("Nobody restricted attention to a window before Longformer.", "EVO", 5),
        ("For 20 source words and 30 target words, RNNsearch calls its alignment model 50 times.", "CPX", 5),
        ("The base Transformer is 512 wide and has eight heads.\nIts scores are divided by roughly 22.6.", "MTH", 6),
        ("Before the softmax, the matrix QKᵀ is multiplied by √d_k.", "MTH", 5),
        ("The output of self-attention is the value vector with the largest weight.", "MTH", 5),
        ("Bahdanau et al. feed $\\tanh(W_a s_{i-1} + U_a h_j)$ straight into the softmax.", "MTH", 5),
        ("No score of RNNsearch exceeds 1, because it comes out of a tanh.", "MTH", 5),
        ("Scaled dot-product attention brings queries and keys to unit length.", "MTH", 5),
        ("```python\ndef bahdanau_score(query, keys):\n    return v(W(query) + U(keys))\n```", "MTH", 7),
        ("| Source word | the | cat |\n|---|---|---|\n| weights for “chat” | 0.6 | 0.7 |", "MTH", 7),
        ("A causal mask makes the cost of self-attention linear.", "CPX", 5),
        ("To a Transformer, a novel costs as little compute as a headline.", "CPX", 5),
        ("With a KV cache, writing n words takes O(n) comparisons altogether.", "CPX", 5),
        ("Make the essay six times as long.\nComparing each word with every other one takes six times as many comparisons.", "CPX", 6),
        ("RNNsearch is cheaper to compute than RNNencdec.", "CPX", 5),
        ("The first version of the preprint by Bahdanau, Cho and Bengio was posted in June 2015.", "DAT", 5),
        ("A. Vaswani et al. *Attention Is All You Need*. NIPS 2018.", "DAT", 5),
        ("“The fixed vector is a keyhole” was said by Bengio, not by Hinton.", "QUO", 5),
        ("It was the Transformer paper that gave us attention.", "ORG", 5),
        ("Until the Transformer nobody had built a single attention layer.", "ORG", 5),
        ("The nets of LeCun had the attention mechanism which translation systems later copied.", "ORG", 5),
        ("*Invention of attention: 2017.*", "ORG", 5),
        ("**Q:** Was the Transformer based on an earlier attention mechanism?\n**A:** No, on none.", "ORG", 6),
        ("```bibtex\n% Origin of the attention mechanism\n@inproceedings{x,\n  title = {Attention Is All You Need}}\n```", "ORG", 6),
        ("```bibtex\n@inproceedings{vaswani2017,\n  annote = {The text that gave us attention}}\n```", "ORG", 6),
        ("Local attention is due to Luong, Pham and Hinton.", "CRD", 5),
        ("The alignment model of Bahdanau, Cho and LeCun is a small network.", "CRD", 5),
        ("Authors by paper: RNNsearch, 2; Transformer, 8.", "CRD", 5),
        ("RNNsearch was conceived in Bremen alone.", "CRD", 5),
        ("Attention has a single mother.", "CRD", 5),
        ("RNNsearch was Cho's sole invention; the others only ran the experiments.", "CRD", 5),
        ("In what year was the Transformer published? In 2019.", "DAT", 5),
        ("In 2011 lecturers had already taught RNNsearch.", "DAT", 5),
        ("The Transformer appeared first.\nRNNsearch came two years later.", "DAT", 6),
        ("RNNsearch and the Transformer were published in the same half-year.", "DAT", 5),
        ("The venue of the Transformer paper was ICML 2017.", "DAT", 5),
        ("“Recurrence is for the patient”, as Noam Shazeer liked to say.", "QUO", 5),
        ("Luong, Pham and Manning divide the hidden state into several heads.", "MEC", 5),
        ("*Show, Attend and Tell* runs self-attention over the words of its caption.", "MEC", 5),
        ("RNNsearch translates word by word.\nWhile it writes one, a causal mask hides the later ones.", "MEC", 6),
        ("Each step of the 2017 decoder starts from the hidden state of the step before.", "MEC", 5),
        ("After the embedding of each word, sinusoids are added by RNNsearch.", "MEC", 5),
        ("The field owes the scaled dot product to RNNsearch.", "MEC", 5),
        ("“Query”, “key” and “value” are the terms with which the Montreal paper explains its model.", "MEC", 5),
        ("A query meets keys, and each key has a value.\nWith these words Bahdanau et al. explained their model.", "MEC", 6),
        ("| Paper | How it writes the target |\n|---|---|\n| Attention Is All You Need | a gated recurrent network |", "MEC", 7),
        ("| Period | What is new in attention |\n|---|---|\n| since 2017 | nothing |", "EVO", 7),
        ("In Llama 3 every query head keeps its own keys and values.", "EVO", 5),
        ("Attention in the Transformer is identical to attention in RNNsearch.", "EVO", 5),
        ("Sliding windows and grouped queries have never been adopted by any released model.", "EVO", 5),
        ("You can be sure that the weights show exactly why the application was rejected.", "INT", 5),
        ("Each weight is the share that its word contributed to the verdict.", "INT", 5),
        ("In order to check that age plays no role, an auditor needs only the attention weights.", "INT", 5),
        ("The weight on *never* explains the verdict of the model.", "INT", 5),
    ],
)
def test_a_planted_error_is_found_at_its_line(planted, family, line):
    problems = check(split_lines("notes.md", MINI.format(planted=planted)))
    assert [(p.code[:3], p.line) for p in problems if p.code[:3] == family] != []
    assert all(line <= p.line <= line + 1 for p in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        "“No network attended before the Transformer” is what some slides say.",
        "Which of these is in RNNsearch? ☐ multi-head attention ☐ residual connections ☒ an alignment model",
        "Attention ≠ self-attention: in RNNsearch the decoder attends to the encoder.",
        "Ten years after RNNsearch, in 2024, attention is in every phone.",
        "I used to think that the Transformer people had invented attention.",
        'The line "attention is the bridge" is often put into Bengio\'s mouth. I have not found it in any paper.',
        "```yaml\ntitle: Attention Is All You Need\nauthors: [Vaswani, Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser, Polosukhin]\nyear: 2017\n```",
        "**Did Bahdanau et al. use self-attention?**\n:   They did not.",
        "“Bengio invented attention” leaves out two people.",
        "Docs: removed the claim that Vaswani et al. invented attention.",
        "Fixed `attend()`, which returned `softmax(q @ k.T) @ v` and had lost the factor 1/√dₖ.",
        "| Claim | Verdict |\n|---|---|\n| A high weight is the cause of the output | not established |",
        "In the Transformer the softmax runs over the keys: each row of weights sums to one, a column need not.",
        "Word2vec (2013) is one year older than additive attention and four years older than the Transformer.",
        "A version without it, `softmax(Q @ K.T) @ V`, fails test 3.",
        "Transformers cut keys into heads.",
        "Whoever divides the scores by $d_k$ gets weights that are too even.",
        "Self-attention returns a weighted average of the value vectors.",
        "A single head of width 512 divides its scores by 22.6; each of eight heads divides by 8.",
        "The Transformer multiplies its embeddings by the square root of d_model.",
        "The product of queries and keys is divided by √d_k, and the result of the softmax is multiplied by V.",
        "The components of the tanh in RNNsearch lie between −1 and 1; its scores may be any numbers.",
        "The Transformer of 2017 brings no query to unit length.",
        "```python\ndef bahdanau_score(query, keys):\n    return v(torch.tanh(W(query) + U(keys)))\n```",
        "| Layer | 1 | 2 |\n|---|---|---|\n| Weight of the first token | 0.6 | 0.7 |",
        "FlashAttention skips the blocks that a causal mask removes.",
        "A novel costs a Transformer many times as much arithmetic as a headline.",
        "A causal mask halves the scores of self-attention; the cost stays quadratic.",
        "Make the essay six times as long. Comparing one query with all keys takes six times as many comparisons.",
        "In self-attention, the queries, keys and values are cut into heads.",
        "The code cuts the keys into heads, computes the attention scores and joins the results.",
        "Before it stood an encoder and a decoder joined by one vector; RNNsearch took over the encoder.",
        "RNNsearch uses the additive score, as the preprint had done a month before; the Transformer uses dot products.",
        "The Transformer, presented at NIPS in December 2017, replaced the attention of RNNsearch, as the preprint had done a month before.",
        "A site that explains attention in neural networks, from the translation model of Bahdanau, Cho and Bengio (2014) to today's "
        "transformers, and says the same true thing at three depths.",
        "“Cho invented attention” forgets his two co-authors.",
        "“Meaning is use” was coined by L. Wittgenstein's readers, not by Cho.",
        "The head puts 0.7 on this word; how much of the decision is due to the word stays undecided.",
        "Seven people signed the paper on the RNN encoder–decoder.",
        "A row of the weights tells how the average was made, and no more.",
        "The first version of arXiv 1409.0473 was posted in September 2014; version 7 is of May 2016.",
        "It was the Transformer paper that made attention famous.",
        "Until the Transformer nobody had built a translator out of attention layers alone.",
        "Image captioning took over the attention mechanism that translation had introduced.",
        "*Birth of attention 2014, birth of multi-head attention 2017.*",
        "Did the Transformer build on an earlier attention mechanism? Yes, on that of RNNsearch.",
        "```bibtex\n% the paper that introduced attention\n@inproceedings{bahdanau2015,\n  year = {2015},\n  note = {Introduced attention}}\n```",
        "```bibtex\n@inproceedings{vaswani2017,\n  year = {2017},\n  note = {builds on the attention of Bahdanau et al.}}\n```",
        "Local attention is due to Luong, Pham and Manning.",
        "Authors by paper: RNNsearch, 3; Transformer, 8.",
        "Attention has more than one father.",
        "A lecture of Bengio's on attention is online.",
        "Bengio alone wrote a survey of deep learning years before attention.",
        "When was the Transformer introduced to computer vision? In 2020.",
        "In 2013 Graves already used a soft window, which Bahdanau, Cho and Bengio cite.",
        "The Transformer is the younger of the two. Attention had been known since 2014.",
        "GPT-1 came out one year after the Transformer and almost four after additive attention.",
        "GPT-1 took the decoder of the Transformer first and dropped the part that looks at an encoder.",
        "Two years after Luong et al., the Transformer split the keys into eight heads.",
        "*Show, Attend and Tell* looks at regions of an image; self-attention came later.",
        "RNNsearch needs no mask. When the Transformer is trained, a causal mask hides later words.",
        "The decoder of 2017 attends to the states of all words before.",
        "We owe multi-head attention to Vaswani et al. and additive attention to Bahdanau et al.",
        "The model of Bahdanau et al. can be described with a query, a key and a value.",
        "In our notation the state of RNNsearch is the query, its annotations are keys and values.",
        "| Model | Feature it lacks |\n|---|---|\n| RNNsearch | multi-head attention |\n| Transformer | recurrence |",
        "| Model | Difference from the attention of 2017 |\n|---|---|\n| BERT | none |\n| Llama 3 8B | grouped queries, rotary positions |",
        "In the 2017 Transformer each query head has keys and values of its own; in Llama 3 eight heads share them.",
        "BERT runs the attention layer of 2017 unchanged.",
        "The softmax in the attention of the Transformer is the same as in RNNsearch.",
        "RNNsearch has no further attention layer.",
        "In RNNsearch the tanh is the last step before the product with v_a.",
        "The attention weights show where a head looks; why the loan was refused remains unknown.",
        "The judge asked for the reason of the verdict and got an attention map. The map answers a different question.",
        "The weights sum to 1, and each is the share that its value vector contributes to the head's output.",
        "To average the values, a head needs nothing but its attention weights.",
        "The attention weights do *not* explain the verdict of the model.",
    ],
)
def test_what_is_mentioned_or_right_is_left_alone(text):
    assert found(text) == []


def test_a_rule_is_silenced_for_the_next_block_only():
    wrong = "Vaswani et al. invented attention."
    code = found(wrong)[0]
    comment = f"<!-- attribution: ignore {code} -- an exercise for the students -->"
    assert found(f"{comment}\n{wrong}\n") == []
    assert found(f"{comment}\n\n{wrong}\n\n{wrong}\n") == [code]


def test_a_comment_without_reason_or_without_a_finding_is_a_finding():
    assert "IGN002" in found("<!-- attribution: ignore ORG101 -->\nVaswani et al. invented attention.")
    assert found("<!-- attribution: ignore ORG101 -- no need -->\nBahdanau et al. invented attention.") == ["IGN003"]
    assert found("<!-- attribution: ignore ORG999 -- no such rule -->\nText.") == ["IGN001"]


def test_select_and_ignore():
    text = "In 2015, Vaswani et al. proposed the Transformer.\n\nSelf-attention is linear in the sequence length.\n"
    assert [code[:3] for code in found(text)] == ["DAT", "CPX"]
    assert [code[:3] for code in found(text, select=["CPX"])] == ["CPX"]
    assert [code[:3] for code in found(text, ignore=["CPX"])] == ["DAT"]


def test_the_same_findings_in_the_same_order():
    text = (DATA / "examples.jsonl").read_text("utf-8")
    passages = "\n\n".join(json.loads(line)["text"] for line in text.splitlines())
    first = check(split_lines("all.md", passages))
    assert first == check(split_lines("all.md", passages)) == sorted(first)
    assert set(FAMILY.values()) <= {problem.code[:3] for problem in first}
