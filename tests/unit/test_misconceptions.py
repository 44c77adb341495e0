"""Misconceptions: a rule that the entry names finds its false claim, and no other does; or it says that none does."""

from __future__ import annotations

import re

import pytest
from conftest import REPO
from explainer.lint import check
from explainer.text import split_lines

PAGE = (REPO / "docs/reference/misconceptions.md").read_text("utf-8")
ENTRIES = re.findall(r'^!!! misconception "(.+)"\n((?:(?: {4}.*)?\n)+)', PAGE, re.M)


def test_the_page_has_its_entries():
    assert len(ENTRIES) == PAGE.count("!!! misconception") > 20


@pytest.mark.parametrize(("claim", "entry"), ENTRIES, ids=[claim[:40] for claim, _ in ENTRIES])
def test_an_entry_names_the_rules_that_find_its_claim(claim, entry):
    named = set(re.findall(r"rules/([A-Z]{3}[0-9]{3})\.md", entry))
    found = {problem.code for problem in check(split_lines("claim.md", f"{claim}.\n"))}
    assert found <= named
    assert bool(found) == bool(named), "say that no rule looks for it" if named else "name the rule"
    if not named:
        assert "No rule looks for this one" in entry
