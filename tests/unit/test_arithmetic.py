"""Equations between numbers: the wrong ones are named with their place, the rest is left alone."""

from __future__ import annotations

import pytest
from conftest import REPO
from explainer.arithmetic import check_arithmetic, wrong_equations
from explainer.text import split_lines


def problems(text: str) -> list[str]:
    return [str(problem) for problem in check_arithmetic(split_lines("docs/p.md", text))]


@pytest.mark.parametrize(
    "latex",
    [
        r"0.75 \times 0.8 + 0.25 \times (-0.4) = 0.5",
        r"0.75^{13} \approx 0.024",
        r"e^1/(e^1+14) = 0.163",
        r"10{,}800 + 7{,}344 + 12{,}240 = 30{,}384",
        r"\sqrt{64} = 8, \qquad \frac{1}{4} = 0.25",
        r"1025 \times 100{,}000 \approx 10^8",
        r"e^2/(e^2+1) = 7.389/8.389 = 0.881",
        r"T = 15, \quad T^2 = 225",
        r"c = 0.818\,(1, 0) + 0.157\,(0, 1)",
        r"n = n' = 1000",
    ],
)
def test_what_holds_or_is_no_calculation_passes(latex):
    assert list(wrong_equations(latex)) == []


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"0.75 \times 0.8 + 0.25 \times (-0.4) = 0.6", "0.75*0.8+0.25*(-0.4) is 0.5, not 0.6"),
        (r"\sum_j a_j = 3, \quad 15^2 = 224", "15**(2) is 225, not 224"),
        (r"0.98^{13} \approx 0.760", "0.98**(13) is 0.769022, not 0.760"),
        (r"2 \cdot 3 = 3 + 4 = 7", "2*3 is 6, not 3+4"),
    ],
)
def test_what_does_not_hold_is_named(latex, message):
    assert [found for found, _ in wrong_equations(latex)] == [message]


def test_a_wrong_number_is_reported_where_it_stands():
    assert problems("The sum is $1 + 1 = 3$.") == [
        "docs/p.md:1:21  MAT003  1+1 is 2, not 3 — compute it again, or round it to the digits shown"
    ]


def test_a_unit_behind_the_formula_belongs_to_its_last_number():
    assert problems("It has $168 \\cdot 512^2 \\approx 44.0$ million weights.") == []
    assert len(problems("It has $168 \\cdot 512^2 \\approx 45.0$ million weights.")) == 1
    assert len(problems("It has $168 \\cdot 512^2 \\approx 44.0$ weights.")) == 1


def test_powers_out_of_all_bounds_are_no_calculation():
    assert list(wrong_equations(r"9^{9^{9}} = 1")) == []


@pytest.mark.parametrize(("old", "new"), [("= 0.5\n", "= 0.6\n"), (r"\approx 0.024", r"\approx 0.034")])
def test_a_slip_in_the_site_s_own_text_is_found(old, new):
    text = (REPO / "snippets/encoder-decoder/intermediate.md").read_text("utf-8")
    assert problems(text) == []
    assert len(problems(text.replace(old, new))) == 1
