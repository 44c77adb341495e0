"""No input makes the attribution lint crash, hang or slow down out of proportion."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.lint import check
from explainer.text import split_lines

DATA = Path(__file__).parents[1] / "attribution"
WORDS = (
    "attention Attention Transformer Vaswani Bahdanau, Cho and Bengio et al. invented introduced 2014 2017 not softmax(QK^T)V softmax( ) ( [ ] { } $ $$ "
    "\\frac{ \\sqrt{d_k} \\left( \\tanh ^ _ ^{ _{ ` ``` ~~~ > - * ** # ## | |--- !!! ::: === “ ” « » ‘ ’ \" ' < > <!-- --> <a title=\" ![ ]( \" @vaswani2017 [@ "
    "linear length FlashAttention twice doubling weights 0.5 0.7 ᵀ √ ₖ α \u202e \u200d 👩‍🚀 \x00 \ufffd \n \n\n \t 1. --- said “so”, explains quadratic O(n) @ { author = }"
).split(" ") + ["\n", "\n\n", "    ", "\r\n"]


def findings(text: str):
    return check(split_lines("x.md", text))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join))
def test_any_order_of_telling_pieces(text):
    lines = split_lines("x.md", text)
    for problem in check(lines):
        assert 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1].text) + 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text):
    findings("attention " + text)


def passages() -> list[str]:
    return [json.loads(line)["text"] for line in (DATA / "examples.jsonl").read_text("utf-8").splitlines()]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(passages()), st.integers(0, 400), st.sampled_from(WORDS))
def test_any_wound_in_a_real_passage(text, place, piece):
    findings(text[:place] + piece + text[place:])


# Each text at a size of its own; a quarter of it must not take less than about a quarter of the time.
HARD = {
    **{f"a million {name}": character * 1_000_000 for name, character in {
        "dollars": "$", "quotes": "“", "straight quotes": '"', "brackets": "[", "parentheses": "(", "braces": "{", "stars": "*", "underscores": "_",
        "backticks": "`", "tildes": "~", "angles": "<", "greater": ">", "bars": "|", "hashes": "#", "dashes": "-", "letters": "a", "spaces": " ",
        "newlines": "\n", "backslashes": "\\", "colons": ":", "equals": "=", "exclamations": "!", "dots": ".", "digits": "1", "commas": ",", "at": "@",
    }.items()},
    "deep quotes": "> " * 10_000 + "attention",
    "nested quotes": "\n".join("> " * (n % 200) + "attention was invented" for n in range(4000)),
    "deep lists": "\n".join("  " * (n % 300) + "- attention" for n in range(3000)),
    "deep admonitions": "\n".join("    " * n + '!!! note "attention"' for n in range(600)),
    "unbalanced dollars": "attention $x " * 16_000,
    "open parentheses after softmax": "softmax(" * 16_000,
    "nested fractions": "$" + "\\frac{" * 8_000 + "$ attention",
    "nested code": "```python\nattn = " + "softmax(" * 3000 + "\n```",
    "nested sums in code": "```python\nattn = " + "(" * 150 + "q" + "+q)" * 150 + "\nout = softmax(attn)\n```",
    "long additions": "```python\nattn = softmax(" + "+".join(["q@k"] * 5000) + ")\n```",
    "one long sentence": "attention was not invented by Vaswani and " * 6_000,
    "one long list of people": "Bahdanau, Cho, Bengio, " * 8_000,
    "commented code": "```python\n" + "x = 1  # attention has not been invented here\n" * 12_000 + "```",
    "many equations": "e_ij = a · b * (tanh " * 12_000,
    "many small sums": "With d_k = 64 and 8 heads the scores 1, 2 and 3 give weights of 0.5, 0.2 and 0.3 " * 3_000,
    "titles": "Bahdanau, Neural Machine Translation by Jointly Learning to Align and Translate. " * 600,
    "authors in a record": '```json\n{"title": "Attention Is All You Need", ' + '"author": [' * 4_000 + "\n```",
    "quoted claims": "“attention is new” " * 2_000,
    "open links": "[attention](" * 16_000,
    "images": "![attention](a " * 16_000,
    "comments": "<!-- attribution: ignore ORG101 " * 8_000,
    "tables": "| attention | Vaswani |\n|---|---|\n" * 6_000,
    "wide table": lambda n: "|a" * 5_000 * n + "|\n" + "|-" * 5_000 * n + "|\n" + "|a" * 5_000 * n,
    "citations": "[@vaswani2017; " * 16_000,
    "emphasis": "*attention **was " * 16_000,
}  # fmt: skip


def seconds(text: str) -> float:
    started = time.process_time()
    findings(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", HARD)
def test_hard_input_is_read_in_proportion_to_its_length(name):
    text = HARD[name]
    quarter, whole = (text(1), text(4)) if callable(text) else (text[: len(text) // 4], text)
    assert seconds(whole) < 10 * seconds(quarter) + 1, name  # 4 for linear, 16 for quadratic, and room for a busy machine
