"""Formulas: which are found, what they become, and where a wrong one is reported."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import markdown
import pytest
from explainer.maths import (
    Formula,
    FormulaError,
    check_maths,
    find_formulas,
    mask_formulas,
    set_maths,
    set_maths_in_title,
    set_notebook_maths,
    to_mathml,
)
from explainer.problem import Problem
from explainer.text import split_lines
from hypothesis import given
from hypothesis import strategies as st

REPO = Path(__file__).resolve().parents[2]


def found(text: str) -> list[tuple[str, bool]]:
    formulas = (f for f in find_formulas(split_lines("p.md", text)) if isinstance(f, Formula))
    return [(formula.latex.strip(), formula.display) for formula in formulas]


def problems(text: str) -> list[str]:
    return [str(problem) for problem in check_maths(split_lines("docs/p.md", text))]


def render(text: str) -> str:
    """A page's HTML as the build makes it."""
    options = {"pymdownx.arithmatex": {"generic": True, "inline_syntax": ["dollar"], "block_syntax": ["dollar"]}}
    extensions = ["pymdownx.arithmatex", "pymdownx.superfences", "tables", "admonition", "attr_list"]
    return set_maths(markdown.markdown(text, extensions=extensions, extension_configs=options))


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The weight $\\alpha_{ij}$ of $h_j$.", [("\\alpha_{ij}", False), ("h_j", False)]),
        ("$$\nx\n$$", [("x", True)]),
        ("$$x$$", [("x", True)]),
        ("- $$x$$", [("x", True)]),
        ("> $$\n> x\n> $$", [("x", True)]),
        ("!!! note\n    Text.\n\n    $$\n    x\n    $$", [("x", True)]),
        ("## Title\n$$\nx\n$$", [("x", True)]),
        ("## The state $h_j$ { #state }", [("h_j", False)]),
        ("a line $x\n+ y$ goes on", [("x\n+ y", False)]),
        ("| $a$ | $b$ |\n|---|---|\n| $c$ | d |", [("a", False), ("b", False), ("c", False)]),
        ("It costs $5 and $6.", []),
        (r"It costs \$5 and \$x\$.", []),
        ("`$x$` and ``$y$``", []),
        ("```\n$x$\n```\n\n~~~\n$$\ny\n$$\n~~~", []),
        ("<!-- $x$\n\n$y$ --> $z$", [("z", False)]),
        ("$a<b$ and $c>d$", [("a<b", False), ("c>d", False)]),
    ],
)
def test_formulas_are_found_as_markdown_sets_them(text, formulas):
    assert found(text) == formulas
    rendered = re.findall(r'<math alttext="([^"]*)"( display="block")?', render(text))
    as_source = [(latex.replace("\n", " ").replace("<", "&lt;").replace(">", "&gt;"), d) for latex, d in formulas]
    assert [(latex.replace("\n", " "), bool(display)) for latex, display in rendered] == as_source


def test_mathml_carries_its_source_for_copying_and_listening():
    mathml = to_mathml(r"a < \frac{\query{q}^\top \key{k}}{\sqrt{d_k}}", display=True)
    source = r"a &lt; \frac{{q}^\top {k}}{\sqrt{d_k}}"
    assert mathml.startswith(f'<math alttext="{source}" display="block">')
    assert f'<annotation encoding="application/x-tex">{source}</annotation>' in mathml
    ElementTree.fromstring(mathml.replace("&ApplyFunction;", ""))


def test_roles_become_classes_and_leave_no_colour():
    mathml = to_mathml(r"\query{Q}\key{K_j}^\top\value{V}", display=False)
    assert re.findall(r'<mrow class="(x-\w+)">', mathml) == ["x-query", "x-key", "x-value"]
    assert "style" not in mathml and "color" not in mathml


@pytest.mark.parametrize(
    ("latex", "element"),
    [
        (r"\sum_{j=1}^{T} a_j", "munderover"),
        (r"\sqrt{x}", "msqrt"),
        (r"\frac{a}{b}", "mfrac"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "mtable"),
        (r"\begin{aligned}a&=b\\&=c\end{aligned}", "mtable"),
        (r"\overrightarrow{h}_j", "mover"),
        (r"\operatorname{softmax}(x)", "mi"),
        (r"\text{if }x>0", "mtext"),
    ],
)
def test_the_constructions_of_the_site_are_known(latex, element):
    assert f"<{element}" in to_mathml(latex, display=True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "So $\\alpha + \\alhpa$.",
            'docs/p.md:1:14  MAT001  this formula cannot be set: Unknown command "\\alhpa"',
        ),
        ("Text.\n\n$$\nx\n\\frac{a\n$$\n", "docs/p.md:6:1  MAT001  this formula cannot be set: Expected"),
        ("é $é^2^3$", "docs/p.md:1:7  MAT001  this formula cannot be set: Duplicate"),
        ("Text $$x$$ text.", "docs/p.md:1:6  MAT002  this `$$` is no formula"),
        ("Text.\n$$\nx\n$$\nText.", "docs/p.md:2:1  MAT002  this `$$` is no formula"),
        ("$$\nx\n\ny\n$$", "docs/p.md:1:1  MAT002  this `$$` is no formula"),
        (r"The $ \alpha$ there.", "docs/p.md:1:5  MAT002  this `$` opens no formula"),
    ],
)
def test_a_wrong_formula_is_reported_at_its_place(text, problem):
    assert problems(text)[0].startswith(problem)


def test_a_formula_in_a_snippet_is_reported_in_the_snippet():
    lines = tuple(line.indented(4) for line in split_lines("snippets/a/technical.md", "x\n\n$$\ny + \\nope\n$$"))
    (problem,) = check_maths(lines)
    assert (problem.path, problem.line, problem.column) == ("snippets/a/technical.md", 4, 5)


def test_a_formula_that_cannot_be_set_stays_readable():
    assert render("$\\nope$") == '<p><span class="arithmatex">\\(\\nope\\)</span></p>'
    with pytest.raises(FormulaError):
        to_mathml(r"\nope", display=False)


def test_a_displayed_formula_has_a_box_of_its_own():
    html = render("Before.\n\n$$\nx\n$$\n\nAfter.")
    assert re.search(r'<p>Before\.</p>\n<div class="formula"><math [^>]*display="block">.*</math></div>\n<p>Aft', html)


def test_titles_in_the_table_of_contents_are_set():
    assert set_maths_in_title(r"The state \(h_j\)").startswith('The state <math alttext="h_j">')
    assert "annotation" not in set_maths_in_title("Cell $h_j$ & $5")
    assert set_maths_in_title("Costs $5 and $6") == "Costs $5 and $6"


def test_masking_keeps_the_length_and_takes_the_formulas_out():
    text = "a $x<y$ `b`\n\n$$\nx\n$$\n"
    lines = split_lines("p.md", text)
    masked = mask_formulas(lines)
    assert [len(text) for text in masked] == [len(line.text) for line in lines]
    assert "".join(masked).split() == ["a", "$", "$", "$$", "$$"]


def test_a_notebook_s_text_is_set_and_its_code_is_not():
    cell = '<div class="jp-RenderedHTMLCommon jp-RenderedMarkdown" data-mime-type="text/markdown">{}</div>'
    html = cell.format(
        "<p>Costs $5 and $6; <code>$x$</code>, $a&lt;b$.</p>\n<p>$$\n\\sum_j h_j\n$$</p><p>x $$y$$ z</p>"
    )
    html += "<pre>$x$</pre>" + '<div class="jp-RenderedText">$x$</div>' + cell.format("<div>$\\nope$</div>")
    source = '{\n "source": [\n  "$\\\\nope$"\n ]\n}'
    result, faults = set_notebook_maths(html, "docs/lab/a.ipynb", source)
    assert re.findall(r'alttext="([^"]*)"( display="block")?', result) == [
        ("a&lt;b", ""), ("\\sum_j h_j", ' display="block"'), ("y", ' display="block"'),
    ]  # fmt: skip
    assert '<div class="formula"><math alttext="\\sum_j' in result and "<p><div" not in result
    assert "<code>$x$</code>" in result and "<pre>$x$</pre>" in result and '"jp-RenderedText">$x$' in result
    assert [str(fault).partition("  this")[0] for fault in faults] == ["docs/lab/a.ipynb:3:1  MAT001"]


@given(st.text(alphabet="$ab\\ \n`<>!-_^{}>|*#:=é1"))
def test_any_text_can_be_searched_and_every_place_lies_in_it(text):
    lines = split_lines("p.md", text)
    for item in find_formulas(lines):
        if isinstance(item, Formula):
            continue
        assert isinstance(item, Problem)
        assert 1 <= item.column <= len(lines[item.line - 1].text)
    assert [len(masked) for masked in mask_formulas(lines)] == [len(line.text) for line in lines]


def test_many_stray_dollars_cost_little():
    lines = split_lines("p.md", "$ " * 50_000 + "$" * 50_000 + "\\alpha" * 10_000)
    assert len(list(find_formulas(lines))) == 1


def test_every_formula_of_the_site_can_be_set():
    pages = [*REPO.glob("docs/**/*.md"), *REPO.glob("snippets/*/*.md")]
    assert pages
    faults = (check_maths(split_lines(p.relative_to(REPO).as_posix(), p.read_text("utf-8"))) for p in pages)
    assert [str(problem) for fault in faults for problem in fault] == []


def test_a_table_header_that_is_a_formula_has_a_name():
    page = r'<table><tr><th>Heads</th><th style="x"><span class="arithmatex">\(d_k\)</span></th></tr></table>'
    headers = set_maths(page)
    assert '<th style="x"><span class="formula-name">d_k</span><math alttext="d_k" aria-hidden="true">' in headers and "<th>Heads</th>" in headers
