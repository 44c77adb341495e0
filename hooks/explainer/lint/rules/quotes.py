"""QUO: a quotation that is put into somebody's mouth has a source and a locator."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Block
from ..quotations import attributed, in_comments, in_rows
from ..rule import Hit, rule


@rule(
    "QUO701",
    "a quotation without source and locator",
    on="block",
    message="this quotation has no source with a locator",
    help="cite the work with its section or page, as in [@bahdanau2015, sec. 3.1], or say it in your own words",
    why="Invented quotations travel far. A reader must be able to open the source at the place where the words stand.",
    bad=('“It was obvious,” the first author recalls.', "> “Translation is search.”\n>\n> — A. N. Author"),
    good=('The paper says that the weighting “implements a mechanism of attention in the decoder” [@bahdanau2015, sec. 3.1].',),
    source="Any guide to scholarly writing: a verbatim quotation carries its page.",
)
def no_locator(block: Block) -> Iterator[Hit]:
    for owner, offset in attributed(block):
        yield Hit(owner, offset)


@rule(
    "QUO702",
    "a quotation cites a work without saying where in it",
    on="block",
    message="this quotation cites its source without a locator",
    help="add the section or page, as in [@vaswani2017, sec. 3.2]",
    why="A source without a locator leaves the reader to search a whole paper for one sentence.",
    bad=("> “We suspect that for large values the dot products grow.” [@vaswani2017]",),
    good=("> “We suspect that for large values the dot products grow.” [@vaswani2017, sec. 3.2.1]",),
    source="Any guide to scholarly writing: a verbatim quotation carries its page.",
)
def bare_citation(block: Block) -> Iterator[Hit]:
    for owner, offset in attributed(block, cited=True):
        yield Hit(owner, offset)


@rule(
    "QUO704",
    "a comment in code quotes somebody without a locator",
    on="code",
    message="this quotation has no source with a locator",
    help="name the work with its section or page in the comment, or say it in your own words",
    why="Code is copied with its comments, and a saying in one of them goes along.",
    bad=('```python\n# The first author said: "Scale it or lose it."\nscores = q @ k.T\n```',),
    good=("```python\n# the scores, before the softmax\nscores = q @ k.T\n```",),
    source="Any guide to scholarly writing: a verbatim quotation carries its page.",
)
def quoting_comment(code: Block) -> Iterator[Hit]:
    for offset in in_comments(code):
        yield Hit(code, offset)


@rule(
    "QUO703",
    "a table of quotations without locators",
    on="table",
    message="this quotation has no source with a locator",
    help="add a column with the work and its section or page, or say it in your own words",
    why="A table of sayings is copied as it stands, and its rows lose the little context that they had.",
    bad=("| Who | Said |\n|---|---|\n| The first author | “It was obvious to us.” |",),
    good=("| Who | Said | Where |\n|---|---|---|\n| The first author | “It was obvious to us.” | preface, page 3 |",),
    source="Any guide to scholarly writing: a verbatim quotation carries its page.",
)
def quoted_row(table: Block) -> Iterator[Hit]:
    for cell, offset in in_rows(table):
        yield Hit(cell, offset)
