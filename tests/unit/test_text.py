"""Lines keep their place, whatever the text looks like."""

from __future__ import annotations

from explainer.directives import Directive, find
from explainer.headings import with_explicit_ids
from explainer.problem import ContentError, Problem
from explainer.text import decode, join, mask_inline_code, split_front_matter, split_lines, with_code_flag
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
MARKDOWN = st.lists(
    st.sampled_from(
        ["---", "a: 1", "# T", "## T { #x }", "```", "~~~", "::: depths x", "    o: 1", "text", "", "`code`", "    ```", ": ["]
    ),
    max_size=20,
).map("\n".join)


@given(TEXT)
def test_lines_are_the_file_with_their_numbers(text):
    lines = split_lines("a.md", text)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    assert join(lines) == unix.removesuffix("\n")


@given(st.binary(max_size=60))
def test_bytes_become_text_or_a_problem_with_a_place(data):
    try:
        text = decode("a.md", data)
    except ContentError as error:
        (problem,) = error.problems
        assert 1 <= problem.line <= data.count(b"\n") + 1 and problem.column >= 1
    else:
        assert text.encode() in (data, data.removeprefix(b"\xef\xbb\xbf"))


@given(MARKDOWN)
def test_front_matter_and_body_never_lose_a_line(text):
    lines = split_lines("a.md", text)
    try:
        _, body = split_front_matter(lines)
    except ContentError as error:
        assert all(isinstance(problem, Problem) for problem in error.problems)
    else:
        assert body == lines[len(lines) - len(body) :]


@given(MARKDOWN)
def test_a_directive_occupies_its_own_lines_and_never_stands_in_code(text):
    lines = split_lines("a.md", text)
    code = {line.number for line, flag in with_code_flag(lines) if flag}
    for found in find(lines, "depths"):
        if isinstance(found, Directive):
            assert found.line == lines[found.start] and found.start < found.stop <= len(lines)
            assert found.line.number not in code


@given(MARKDOWN)
def test_giving_ids_changes_headings_only_and_is_done_once(text):
    lines = split_lines("a.md", text)
    once, headings, _ = with_explicit_ids(lines)
    assert with_explicit_ids(once)[0] == once
    changed = {index for index, (a, b) in enumerate(zip(lines, once, strict=True)) if a != b}
    assert changed <= {heading.index for heading in headings}


@given(TEXT)
def test_masking_code_keeps_every_offset(text):
    line = text.replace("\n", " ")
    assert len(mask_inline_code(line)) == len(line)


def test_a_fence_ends_at_one_of_its_own_kind_and_length():
    flags = [code for _, code in with_code_flag(split_lines("a", "````\n```\n~~~\n````\nout"))]
    assert flags == [True, True, True, True, False]
