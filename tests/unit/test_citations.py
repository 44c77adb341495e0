"""Citations: what an author writes, what a reader gets, and what a wrong one is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from explainer.citations import (
    cite,
    cite_in_notebook,
    cited_keys,
    load_bibliography,
    name_citing_pages,
    path_from,
    references_page,
)
from explainer.problem import ContentError
from explainer.text import join, split_lines

REPO = Path(__file__).resolve().parents[2]
BIB = r"""
@inproceedings{bahdanau2015,
  author = {Bahdanau, Dzmitry and Cho, Kyunghyun and Bengio, Yoshua},
  title = {Neural Machine Translation by Jointly Learning to Align and Translate},
  booktitle = {ICLR},
  year = {2015},
  eprint = {1409.0473},
  note = {First posted on 1 September 2014},
}

@article{watson1964,
  author = {Watson, Geoffrey S.},
  title = {Is {RNN} one $x$?},
  journal = {Sankhy\={a}},
  volume = {26},
  number = {4},
  pages = {359--372},
  year = {1964},
  doi = {10.1000/a_b},
}

@misc{cho2014properties,
  author = {Cho, Kyunghyun and van Merri{\"e}nboer, Bart and Bahdanau, Dzmitry and Bengio, Yoshua},
  title = {On the Properties},
  year = 2014,
  eprint = {1409.1259},
}

@techreport{gatys2020,
  author = {{Some Lab} and Gatys, Leon},
  title = {Report},
  institution = {Some Lab},
  year = {2020},
  url = {https://example.org/report_one.pdf},
}
"""
BIBLIOGRAPHY = load_bibliography("docs/references.bib", BIB)
BAHDANAU = "[Bahdanau, Cho & Bengio, 2015](../references.md#ref-bahdanau2015){ .citation }"


def resolve(text: str) -> tuple[str, list[str]]:
    lines, problems = cite(split_lines("docs/page.md", text), BIBLIOGRAPHY, "../references.md")
    return join(lines), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[@bahdanau2015]", "(Bahdanau, Cho & Bengio, 2015)"),
        ("[@bahdanau2015, sec. 3.1]", "(Bahdanau, Cho & Bengio, 2015, sec. 3.1)"),
        ("[-@bahdanau2015]", "(2015)"),
        ("[-@bahdanau2015, p. 4]", "(2015, p. 4)"),
        ("[@watson1964; @bahdanau2015]", "(Watson, 1964; Bahdanau, Cho & Bengio, 2015)"),
        ("[@watson1964, p. 4, eq. 2;@gatys2020]", "(Watson, 1964, p. 4, eq. 2; Some Lab & Gatys, 2020)"),
        ("[@cho2014properties]", "(Cho et al., 2014)"),
    ],
)
def test_a_citation_reads_as_names_and_year(written, read):
    text, problems = resolve(f"So it was {written}.")
    assert not problems
    assert re.sub(r"\[([^\]]*)\]\([^)]*\)\{ \.citation \}", r"\1", text) == f"So it was {read}."


def test_works_that_would_be_named_alike_get_letters():
    authors = "Cho, K. and Li, A. and Wu, B. and"
    twin = "@misc{{{}, author={{{} {}, C.}}, title={{x}}, year={{2014}}, eprint={{1406.1078}}}}"
    twins = twin.format("cho2014zeta", authors, "Xu") + "\n" + twin.format("cho2014alpha", authors, "Yu")
    bibliography = load_bibliography("r.bib", twins)
    lines, _ = cite(split_lines("p.md", "[@cho2014zeta] [-@cho2014alpha]"), bibliography, "references.md")
    assert re.findall(r"\[([^\]]*)\]", join(lines)) == ["Cho et al., 2014b", "2014a"]
    assert re.findall(r"arXiv preprint, (2014.)\.", references_page(bibliography)) == ["2014a", "2014b"]


def test_each_work_of_a_citation_links_to_its_own_entry():
    text, _ = resolve("[@watson1964; @bahdanau2015]")
    assert re.findall(r"\(\.\./references\.md#(ref-\w+)\)", text) == ["ref-watson1964", "ref-bahdanau2015"]


@pytest.mark.parametrize(
    ("page", "link"),
    [("index.md", "references.md"), ("explain/insight.md", "../references.md"), ("a/b/c.md", "../../references.md")],
)
def test_the_link_is_relative_to_the_page(page, link):
    assert path_from(page) == link


@pytest.mark.parametrize(
    "text",
    [
        "`[@bahdanau2015]`",
        "```\n[@bahdanau2015]\n```",
        "~~~ markdown\n[@bahdanau2015]\n~~~",
        "$[@bahdanau2015]$",
        "$$\n[@bahdanau2015]\n$$",
        "<!-- [@bahdanau2015]\nand [@nobody] -->",
        '<span title="[@bahdanau2015]">x</span>',
        "[@bahdanau2015](https://example.org)",
        "[text](https://example.org/[@bahdanau2015])",
        "[@bahdanau2015]: https://example.org",
        r"\[@bahdanau2015]",
        "mail me@example.org or [me@example.org], [^1], [ ], [x]",
    ],
)
def test_what_is_no_citation_stays_as_it_is(text):
    assert resolve(text) == (text, [])


def test_code_after_a_comment_in_code_is_still_read():
    text, problems = resolve("`<!--` [@bahdanau2015] `-->`")
    assert (text, problems) == (f"`<!--` ({BAHDANAU}) `-->`", [])


def test_an_unknown_key_is_reported_where_it_stands_with_the_nearest_key():
    text = "First line.\n\nSee [@watson1964; @bahdanou2015, sec. 2] and [@nobody1900].\n"
    resolved, problems = resolve(text)
    assert problems == [
        "docs/page.md:3:19  CIT001  the references have no `bahdanou2015` — did you mean `bahdanau2015`?",
        "docs/page.md:3:47  CIT001  the references have no `nobody1900` — add it to docs/references.bib",
    ]
    assert resolved == text.rstrip("\n")


def test_the_place_of_an_indented_line_is_the_place_in_its_file():
    lines = tuple(line.indented(4) for line in split_lines("snippets/a/technical.md", "So [@nobody1900]."))
    _, problems = cite(lines, BIBLIOGRAPHY, "references.md")
    assert [(problem.path, problem.line, problem.column) for problem in problems] == [("snippets/a/technical.md", 1, 5)]


@pytest.mark.parametrize(
    "written", ["[see @watson1964]", "[@watson1964,]", "[@watson1964 and @gatys2020]", "[@ watson]"]
)
def test_a_malformed_citation_is_told_how_to_write_one(written):
    _, problems = resolve(f"A {written}.")
    if written == "[@ watson]":
        assert problems == []  # an at sign that names nothing is text
    else:
        assert [problem.split("  ")[:2] for problem in problems] == [["docs/page.md:1:3", "CIT002"]]
        assert "[@bahdanau2015, sec. 3.1]" in problems[0]


def test_a_citation_inside_the_text_of_a_link_is_refused():
    _, problems = resolve("[as shown [@watson1964]](https://example.org)")
    assert [problem.split("  ")[:2] for problem in problems] == [["docs/page.md:1:11", "CIT002"]]


def test_a_citation_may_be_wrapped_over_two_lines():
    text, problems = resolve("> See [@bahdanau2015,\n> sec. 3.1] and on.\n\nAlso [@watson1964;\n@gatys2020]\nis read.")
    assert not problems
    assert re.sub(r"\]\([^)]*\)\{ \.citation \}", "]", text) == (
        "> See ([Bahdanau, Cho & Bengio, 2015, sec. 3.1])\n> and on.\n\n"
        "Also ([Watson, 1964]; [Some Lab & Gatys, 2020])\nis read."
    )


def test_cited_keys_come_once_each_in_order():
    text = "[@watson1964; @bahdanau2015] `[@hidden]` [-@watson1964] [@unknown1900]"
    assert cited_keys(split_lines("p.md", text)) == ("watson1964", "bahdanau2015", "unknown1900")


def test_the_references_hold_every_work_with_its_anchor_and_address():
    page = references_page(BIBLIOGRAPHY)
    assert set(re.findall(r"\{ #ref-([\w]+) \.reference \}", page)) == set(BIBLIOGRAPHY.entries)
    assert "Dzmitry Bahdanau, Kyunghyun Cho and Yoshua Bengio." in page
    assert "ICLR, 2015. First posted on 1 September 2014. [arXiv:1409.0473](https://arxiv.org/abs/1409.0473)" in page
    assert "Sankhyā 26(4), 1964, pp. 359–372. [doi:10.1000/a\\_b](https://doi.org/10.1000/a_b)" in page
    assert "*Is RNN one \\$x\\$?*{ .reference-title }\n" in page  # no formula, and no full stop behind a question
    assert "Technical report, Some Lab, 2020. [example.org](https://example.org/report_one.pdf)" in page
    assert page.index("## 1964") < page.index("## 2014") < page.index("## 2015") < page.index("## 2020")


def test_the_references_say_where_a_work_is_cited():
    html = "<p>\ue000cited:a\ue000</p>|<p>\ue000cited:b\ue000</p>|<p>\ue000cited:c\ue000</p>"
    pages = [(f"../{n}/", f"Page {n} & <co>") for n in range(5)]
    a, b, c = name_citing_pages(html, {"a": pages[:1], "b": pages}).split("|")
    assert a == '<p class="cited-in">Cited in <a href="../0/">Page 0 &amp; &lt;co&gt;</a></p>'
    assert b.startswith('<details class="cited-in"><summary>Cited on 5 pages</summary><a href="../0/">')
    assert c == ""


@pytest.mark.parametrize(
    ("bib", "problem"),
    [
        ("@misc{a,\n  year = {2015}\n  title = {x}\n}", "r.bib:3:1  CIT003  this is not BibTeX: '}' expected"),
        ("@misc{a, year={1}}\n\n@misc{a, year={1}}", "r.bib:3:7  CIT003  the key `a` stands twice"),
        ("@misc{a,\n  author = {A B and others},", "r.bib:2:"),
        ("%\n@misc{a,\n title={x}, eprint={1409.0473}, year={2015}}", "r.bib:2:1  CIT004  `a`: no author"),
        (
            "@misc{a,\n  title = {x},\n  author = {A B and others},\n  eprint = {1409.0473},\n  year = {2015},\n}",
            "r.bib:3:1  CIT004  `a`: `and others` hides authors",
        ),
        ("@misc{a, author={A B}, title={x}, eprint={1409.0473},\n  year = {15}}", "r.bib:2:1  CIT004  `a`: no year"),
        ("@misc{a, author={A B}, title={x}, year={2015}}", "r.bib:1:1  CIT004  `a`: neither doi, eprint nor url"),
        (
            "@misc{a, author={A B}, title={x}, year={2015},\n  eprint = {arXiv:1409.0473}}",
            "r.bib:2:1  CIT004  `a`: `arXiv:1409.0473` is no arXiv number",
        ),
        (
            "@misc{a, author={A B}, title={x}, year={2015}, eprint={1409.0473},\n  doi = {https://doi.org/10.1/x}}",
            "r.bib:2:1  CIT004  `a`: `https://doi.org/10.1/x` is no DOI",
        ),
        (
            "@misc{a, author={A B}, title={x}, year={2015}, eprint={1409.0473},\n  jounal = {Nature}}",
            "r.bib:2:1  CIT004  `a`: the field `jounal` is not used",
        ),
    ],
)
def test_a_broken_bibliography_is_refused_with_its_place(bib, problem):
    with pytest.raises(ContentError) as refused:
        load_bibliography("r.bib", bib)
    assert problem in str(refused.value)


def test_all_faults_of_a_bibliography_come_at_once():
    with pytest.raises(ContentError) as refused:
        load_bibliography("r.bib", "@misc{a, title={x}}\n@misc{b, author={A B}, year={2015}, eprint={1409.0473}}")
    text = str(refused.value)
    assert "`a`: no author" in text and "`a`: no year" in text and "`b`: no title" in text


def test_a_notebook_s_text_cells_are_cited_and_its_code_is_not():
    cell = '<div class="jp-RenderedHTMLCommon jp-RenderedMarkdown" data-mime-type="text/markdown">{}</div>'
    html = cell.format("<div><p>As [@watson1964, p. 1 &amp; 2; @bahdanau2015].</p></div>") + "<pre>[@watson1964]</pre>"
    html += cell.format("<p><code>[@x]</code> [-@nobody1900]</p>")
    source = '{\n "cells": [\n  "As [@watson1964, p. 1 & 2; @bahdanau2015].",\n  "[-@nobody1900]"\n ]\n}'
    result, keys, problems = cite_in_notebook(html, BIBLIOGRAPHY, "../references/", "docs/lab/a.ipynb", source)
    assert '<a class="citation" href="../references/#ref-watson1964">Watson, 1964, p. 1 &amp; 2</a>; <a' in result
    assert "<pre>[@watson1964]</pre>" in result and "<code>[@x]</code>" in result
    assert keys == ("watson1964", "bahdanau2015")
    assert [str(problem) for problem in problems] == [
        "docs/lab/a.ipynb:4:1  CIT001  the references have no `nobody1900` — add it to docs/references.bib"
    ]


def test_the_site_s_own_bibliography_can_be_read():
    bibliography = load_bibliography("docs/references.bib", (REPO / "docs/references.bib").read_text("utf-8"))
    first = bibliography.entries["bahdanau2015"]
    assert first.authors == ("Dzmitry Bahdanau", "Kyunghyun Cho", "Yoshua Bengio")
    assert (first.year, first.arxiv, first.url) == (2015, "1409.0473", "https://arxiv.org/abs/1409.0473")
    assert len(bibliography.entries["vaswani2017"].authors) == 8
