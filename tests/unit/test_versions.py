"""Versions that are kept: named, listed, never written again; and the steps of the workflow that store them."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml
from explainer.edition import Edition, edition
from explainer.versions import NONE, NotKept, current_page, keep, kept_in, place, put_into

REPO = Path(__file__).resolve().parents[2]
CITATION = "version: 1.0.0\nauthors:\n  - name: The contributors\n"


def site_of(folder: Path, version: str, day: str = "2026-11-22") -> Path:
    folder.mkdir(parents=True)
    facts = {"version": version, "date": day, "commit": "abc1234", "address": "https://s.example/x/"}
    (folder / "edition.json").write_text(json.dumps(facts), "utf-8")
    return folder


def test_the_address_tells_a_kept_version_from_the_current_one():
    current = edition(CITATION, {}, None, 0, "https://s.example/x/")
    kept = edition(CITATION, {}, None, 0, "https://s.example/x/v/1.0.0/")
    other = edition(CITATION, {}, None, 0, "https://s.example/x/v/0.9.0/")
    assert [e.pinned for e in (current, kept, other)] == [False, True, False]
    assert current.current == kept.current == "https://s.example/x/"


@pytest.mark.parametrize(
    ("page", "link"), [("", "../../"), ("teach/", "../../../teach/"), ("explain/insight/", "../../../../explain/insight/")]
)
def test_a_page_of_a_kept_version_leads_to_the_current_one(page, link):
    kept = Edition("1.0.0", "", date(2026, 11, 22), pinned=True)
    assert current_page(kept, page) == link and current_page(Edition("1.0.0", "", kept.day), page) == ""


def test_a_version_is_built_for_its_own_address_and_only_once(tmp_path):
    site, folder, built = site_of(tmp_path / "site", "1.0.0"), tmp_path / "versions", []

    def build(address, target):
        built.append(address)
        site_of(target, "1.0.0")

    assert keep(site, folder, build) == folder / "1.0.0"
    assert keep(site, folder, build) is None
    assert built == ["https://s.example/x/v/1.0.0/"]


@pytest.mark.parametrize("version", ["unreleased", "", "1.0/../..", "v1"])
def test_a_version_needs_a_name_that_can_stand_in_an_address(tmp_path, version):
    with pytest.raises(NotKept, match=r"CITATION\.cff"):
        keep(site_of(tmp_path / "site", version), tmp_path / "versions", lambda *_: pytest.fail("built"))


def test_all_versions_are_put_into_the_site_and_listed_from_the_newest(tmp_path):
    for version in ("1.9.0", "1.10.0", "0.9.0"):
        site_of(tmp_path / "versions" / version, version)
    site = site_of(tmp_path / "site", "1.10.0")
    (site / "teach/versions").mkdir(parents=True)
    (site / "teach/versions/index.html").write_text(f"<p>a</p>{place(Edition('1.10.0', '', date(2026, 1, 1)))}<p>b</p>")
    put_into(site, tmp_path / "versions")
    listed = json.loads((site / "versions.json").read_text("utf-8"))
    assert [entry["address"] for entry in listed] == ["v/1.10.0/", "v/1.9.0/", "v/0.9.0/"]
    assert all((site / entry["address"] / "edition.json").is_file() for entry in listed)
    page = (site / "teach/versions/index.html").read_text()
    assert page.startswith("<p>a</p><div") and page.endswith("</div><p>b</p>") and NONE not in page
    assert page.index("Version 1.10.0") < page.index('href="../../v/1.9.0/"')


def test_a_folder_with_another_version_in_it_is_refused(tmp_path):
    site_of(tmp_path / "1.0.0", "1.0.1")
    with pytest.raises(NotKept, match=r"holds version 1\.0\.1"):
        kept_in(tmp_path)


def steps():
    workflow = yaml.safe_load((REPO / ".github/workflows/publish.yml").read_text("utf-8"))
    return {step["name"]: step["run"] for step in workflow["jobs"]["publish"]["steps"] if "name" in step}


def test_the_workflow_stores_versions_on_a_branch_and_finds_them_again(tmp_path):
    """Its own shell steps, run against a repository of this test's."""

    def git(*arguments, cwd):
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@t.example", *arguments]
        return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout

    def publish(clone, version):
        git("clone", "--quiet", str(tmp_path / "origin"), str(clone), cwd=tmp_path)
        subprocess.run(["bash", "-e"], input=steps()["Fetch the kept versions"], cwd=clone, check=True, text=True)
        there = sorted(path.name for path in (clone / "versions").iterdir() if path.name != ".git")
        if version not in there:
            site_of(clone / "versions" / version, version)
        subprocess.run(["bash", "-e"], input=steps()["Store a new version"], cwd=clone, check=True, text=True)
        return there

    git("init", "--quiet", "--bare", "--initial-branch=main", "origin", cwd=tmp_path)
    git("clone", "--quiet", "origin", "author", cwd=tmp_path)
    (tmp_path / "author/page.md").write_text("text")
    git("checkout", "--quiet", "-B", "main", cwd=tmp_path / "author")
    git("add", ".", cwd=tmp_path / "author")
    git("commit", "--quiet", "--message", "first", cwd=tmp_path / "author")
    git("push", "--quiet", "origin", "main", cwd=tmp_path / "author")
    assert publish(tmp_path / "one", "1.0.0") == []
    assert publish(tmp_path / "two", "1.1.0") == ["1.0.0"]
    assert publish(tmp_path / "three", "1.1.0") == ["1.0.0", "1.1.0"]
    stored = git("ls-tree", "-r", "--name-only", "versions", cwd=tmp_path / "origin").split()
    assert stored == ["1.0.0/edition.json", "1.1.0/edition.json"]
    assert git("rev-list", "--count", "versions", cwd=tmp_path / "origin").strip() == "2"
