"""`::: listing`: the source as it stands in its file; each mistake with its place and its remedy."""

from __future__ import annotations

import pytest
from explainer.listings import insert_listings
from explainer.text import join, split_lines

SOURCE = b'''"""A module."""

import math


@staticmethod
def root(x):
    """The square root."""
    return math.sqrt(x)


class Pair:
    left: int
'''
FILES = {"docs/implement/code.py": SOURCE, "docs/implement/broken.py": b"def f(:\n", "secret.py": b"def key(): ...\n"}


def shown(text: str):
    lines, problems = insert_listings(split_lines("docs/implement/page.md", text), "docs/implement/page.md", FILES.get)
    return join(lines), [str(problem) for problem in problems]


def test_functions_and_classes_stand_as_in_their_file():
    text, problems = shown("Before.\n\n::: listing code.py root Pair\n\nAfter.\n")
    assert problems == []
    assert text == (
        "Before.\n\n```python\n@staticmethod\ndef root(x):\n"
        '    """The square root."""\n    return math.sqrt(x)\n\n\nclass Pair:\n    left: int\n```\n\nAfter.'
    )


def test_what_stands_in_a_fence_is_left_alone():
    text = "```markdown\n::: listing code.py root\n```"
    assert shown(text) == (text, [])


def test_a_line_of_the_listing_knows_its_file():
    lines, _ = insert_listings(split_lines("docs/implement/page.md", "::: listing code.py Pair"), "docs/implement/page.md", FILES.get)
    assert [(line.path, line.number) for line in lines if line.text.startswith("class")] == [("docs/implement/code.py", 12)]


@pytest.mark.parametrize(
    ("directive", "place", "told"),
    [
        ("code.py roof", "docs/implement/page.md:3:21", "LST002  code.py defines no `roof` — did you mean `root`?"),
        ("code.py", "docs/implement/page.md:3:13", "LST002  the listing names nothing"),
        ("cod.py root", "docs/implement/page.md:3:13", "LST001  there is no Python file `cod.py`"),
        ("../../secret.py key", "docs/implement/page.md:3:13", "LST001"),
        ("broken.py f", "docs/implement/broken.py:1:7", "LST003  this is not Python"),
        ("", "docs/implement/page.md:3:1", "LST001"),
    ],
)
def test_mistakes_have_a_place_and_a_remedy(directive, place, told):
    text, problems = shown(f"Before.\n\n::: listing {directive}\n\nAfter.\n")
    assert len(problems) == 1 and problems[0].startswith(place) and told in problems[0] and "—" in problems[0]
    assert "Before." in text and "After." in text
