"""Vendored files: each is on record, is what the record says, and is never replaced by anything else unasked."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
VENDOR = REPO / "docs/assets/vendor"
PACKAGES = json.loads((VENDOR / "VENDOR.json").read_text("utf-8"))
FILES = {file["path"]: file for package in PACKAGES for file in package["files"]}


@pytest.fixture
def refresh(tmp_path, monkeypatch):
    """The refreshing script, with a folder of its own and a package that we hold."""
    spec = importlib.util.spec_from_file_location("refresh", VENDOR / "refresh.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    package = {
        "name": "Tool",
        "registry": "npm",
        "package": "tool",
        "version": "1.0.0",
        "licence": "MIT",
        "files": [{"source": "tool.js", "path": "docs/tool.js"}],
    }
    record = tmp_path / "VENDOR.json"
    record.write_text(json.dumps([package]), "utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "RECORD", record)
    asked = []
    contents = {"tool.js": b"one"}
    monkeypatch.setattr(module, "fetch", lambda name: asked.append(name) or contents)

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["refresh.py", *arguments])
        return module.main()

    run.asked, run.contents, run.record, run.target = asked, contents, record, tmp_path / "docs/tool.js"
    return run


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_vendored_file_is_what_the_record_says(path):
    assert hashlib.sha256((REPO / path).read_bytes()).hexdigest() == FILES[path]["sha256"]


def test_every_vendored_file_is_on_record():
    own = {VENDOR / "refresh.py", VENDOR / "VENDOR.json"}
    shipped = {p for folder in (VENDOR, REPO / "docs/assets/fonts") for p in folder.rglob("*") if p.is_file()}
    shipped = {p for p in shipped - own if "__pycache__" not in p.parts}
    assert {p.relative_to(REPO).as_posix() for p in shipped} == set(FILES)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["package"])
def test_a_package_is_pinned_and_ships_its_licence(package):
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["registry"] == "npm" and package["licence"]
    assert any("LICENSE" in file["path"] for file in package["files"])
    assert "://" not in json.dumps(package)


def test_new_files_are_recorded_and_then_repeated(refresh):
    assert refresh("--record") == 0
    assert refresh.asked == ["tool@1.0.0"]
    assert refresh.target.read_bytes() == b"one"
    recorded = json.loads(refresh.record.read_text("utf-8"))[0]["files"][0]
    assert recorded["sha256"] == recorded["source_sha256"] == hashlib.sha256(b"one").hexdigest()
    refresh.target.unlink()
    assert refresh() == 0
    assert refresh.target.read_bytes() == b"one"


def test_a_file_that_differs_from_the_record_is_refused(refresh, capsys):
    refresh("--record")
    before = refresh.record.read_text("utf-8")
    refresh.contents["tool.js"] = b"two"
    assert refresh() == 1
    assert "docs/tool.js: tool 1.0.0" in capsys.readouterr().out
    assert refresh.target.read_bytes() == b"one" and refresh.record.read_text("utf-8") == before
