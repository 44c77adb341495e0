"""One letter, one meaning: what the page Notation promises of the formulas on the pages about attention itself."""

from __future__ import annotations

import re

import pytest
from conftest import REPO

FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)
NAMES = re.compile(r"\\(?:text|mathrm|operatorname|mathcal|mathbf|mathbb)\{[^}]*\}|\\(?!nabla)[a-zA-Z]+")
NEIGHBOURS = "vs-"  # keep the letters of the papers that they compare with


def formulas():
    for path in sorted((REPO / "snippets").glob("*/*.md")):
        for match in FORMULA.finditer(path.read_text("utf-8")):
            yield path.parent.name, NAMES.sub(" ", match[1] or match[2])


CORE = [(topic, formula) for topic, formula in formulas() if not topic.startswith(NEIGHBOURS)]
# The 2014 decoder and encoder, and what speaks of their gates.
GATED = {"encoder-decoder", "readout", "additive-attention"}


def topics_with(pattern: str) -> set[str]:
    return {topic for topic, formula in CORE if re.search(pattern, formula)}


def test_there_are_formulas_to_look_at():
    assert len(CORE) > 800
    assert topics_with(r"\bz(?![A-Za-z])") and topics_with(r"(?<![A-Za-z])g\(")


@pytest.mark.parametrize("letter", ["z", "r"])
def test_a_gate_is_a_gate(letter):
    assert topics_with(rf"(?<![A-Za-z]){letter}(?![A-Za-z])") <= GATED


def test_the_size_of_a_word_vector_is_no_index_and_no_slope():
    assert topics_with(r"(?<![A-Za-z])m(?![A-Za-z])") <= GATED


def test_the_units_of_the_maxout_layer_are_no_layer():
    assert topics_with(r"(?<![A-Za-z])l(?![A-Za-z])") <= {"readout"}


def test_the_output_function_is_no_gradient():
    assert topics_with(r"(?<![A-Za-z])g_") == set()


def test_a_key_is_no_running_index():
    running = [formula for _, formula in CORE if re.search(r"\\?_\{?k\s*(?:=|\\le|\})|\^\{k\}", formula) and "sum" in formula]
    assert running == []
    assert not any(re.search(r"e_\{?[ij]?k\}?(?![A-Za-z_])|\\alpha_\{?i?k", formula) for _, formula in CORE)
    # A width such as d_k is no index; a state, a position or a bound is.
    assert topics_with(r"(?<![A-Za-z])h_\{?k|_\{k\s*=|_k\s*=\s*j") == set()


def test_the_number_of_units_is_no_length():
    assert topics_with(r"(?<![A-Za-z])n\^2|O\(n(?!')") <= GATED
