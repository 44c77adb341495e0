"""A build with a mistake in the content is refused, tells all mistakes with their places, and loses nothing."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import mkdocs


@pytest.fixture
def built(small_built, tmp_path):
    """A copy of the small site, built without mistakes."""
    return Path(shutil.copytree(small_built, tmp_path, dirs_exist_ok=True))


def refused(project):
    before = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    result = mkdocs(project, "build")
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    after = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    assert before and after == before, "the last good site was touched"
    return result.stderr


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_missing_depth(built):
    (built / "snippets/look-back/technical.md").unlink()
    assert "docs/index.md:12:12  SNP003" in refused(built)


def test_an_unknown_topic(built):
    edit(built / "docs/index.md", "depths look-back", "depths look-bak")
    assert "docs/index.md:12:12  SNP002  there is no topic `look-bak` — did you mean `look-back`?" in refused(built)


def test_a_path_that_leaves_the_snippets(built):
    edit(built / "docs/index.md", "depths look-back", "depths ../docs")
    assert "docs/index.md:12:12  SNP001" in refused(built)


def test_an_unknown_artifact(built):
    edit(built / "docs/index.md", "heatmap tiny", "heatmap tinny")
    told = refused(built)
    assert "docs/index.md:16:" in told and "tinny" in told


def test_an_unknown_citation_key_in_a_snippet(built):
    path = built / "snippets/look-back/intermediate.md"
    path.write_text("A weight for each word.\n\nAs said elsewhere [@bahdanu2015].\n", "utf-8")
    told = refused(built)
    assert re.search(r"snippets/look-back/intermediate\.md:3:\d+  CIT001  .*`bahdanu2015` — did you mean `bahdanau2015`", told)


def test_a_formula_that_cannot_be_read(built):
    path = built / "snippets/look-back/technical.md"
    path.write_text("The state is $\\frac{a$ here.\n", "utf-8")
    assert re.search(r"snippets/look-back/technical\.md:1:\d+  MAT001", refused(built))


def test_bytes_that_are_not_text(built):
    (built / "docs/index.md").write_bytes(b"# T\n\ncaf\xe9\n")
    assert "docs/index.md:3:4  TXT001" in refused(built)


def test_broken_front_matter(built):
    edit(built / "docs/index.md", "kind: guide", "kind: [guide")
    assert re.search(r"docs/index\.md:[45]:\d+  TXT002", refused(built))


def test_weights_that_do_not_sum_to_one(built):
    path = built / "docs/attention/tiny.json"
    artifact = json.loads(path.read_text("utf-8"))
    artifact["weights"] = "AAAAPwAAAD8AAAA/AACAPg=="  # 0.5 0.5 / 0.5 0.25
    path.write_text(json.dumps(artifact, indent=1), "utf-8")
    told = refused(built)
    assert "docs/attention/tiny.json:" in told and "weights" in told


def test_a_wrong_credit(built):
    edit(built / "snippets/look-back/conceptual.md", "The decoder", "Vaswani et al. invented attention in 2017. The decoder")
    assert "snippets/look-back/conceptual.md:1:1  ORG" in refused(built)


def test_all_mistakes_are_told_at_once(built):
    (built / "snippets/look-back/technical.md").unlink()
    edit(built / "docs/index.md", "heatmap tiny", "heatmap tinny")
    edit(built / "docs/index.md", "[@bahdanau2015]", "[@bahdanau]")
    told = refused(built)
    assert all(code in told for code in ("SNP003", "FIG", "CIT001"))


def test_a_good_build_replaces_the_site(built):
    edit(built / "snippets/look-back/conceptual.md", "every", "each")
    result = mkdocs(built, "build")
    assert result.returncode == 0, result.stderr
    assert "each" in (built / "site/index.html").read_text("utf-8")
    assert sorted(path.name for path in built.glob("site*")) == ["site"]
