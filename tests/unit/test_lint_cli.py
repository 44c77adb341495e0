"""The command line of the attribution lint, as its users meet it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from explainer.lint.cli import main

REPO = Path(__file__).resolve().parents[2]
WRONG = "# Notes\n\nVaswani et al. invented attention.\n"


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str]:
    out = io.StringIO()
    return main(list(arguments), stdin=io.BytesIO(stdin), out=out), out.getvalue()


def test_a_finding_is_a_line_with_its_place(tmp_path):
    (tmp_path / "notes.md").write_text(WRONG, "utf-8")
    code, text = run("check", str(tmp_path / "notes.md"))
    assert code == 1
    assert text.startswith(f"{(tmp_path / 'notes.md').as_posix()}:3:1  ORG101  ") and " — " in text


def test_nothing_found_is_exit_0(tmp_path):
    (tmp_path / "notes.md").write_text("Bahdanau, Cho and Bengio introduced attention.\n", "utf-8")
    assert run("check", str(tmp_path)) == (0, "")


def test_json_has_lines_and_columns_from_1():
    code, text = run("check", "-", "--output-format", "json", stdin=WRONG.encode())
    (finding,) = json.loads(text)
    assert code == 1
    assert set(finding) == {"path", "line", "column", "code", "message", "help"}
    assert (finding["path"], finding["line"], finding["column"], finding["code"]) == ("<stdin>", 3, 1, "ORG101")


def test_github_annotations_name_file_and_line(tmp_path):
    (tmp_path / "notes.md").write_text(WRONG, "utf-8")
    _, text = run("check", str(tmp_path), "--output-format", "github")
    assert text.startswith("::error file=") and ",line=3,col=1,title=ORG101::" in text


def test_sarif_has_rules_and_places():
    _, text = run("check", "-", "--output-format", "sarif", stdin=WRONG.encode())
    (ran,) = json.loads(text)["runs"]
    (result,) = ran["results"]
    assert ran["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "ORG101"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 1}


def test_a_notebook_is_checked_cell_by_cell(tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Title\n\nAttention was invented at Google in 2017."),
            nbformat.v4.new_code_cell("# scaled dot-product attention\nout = softmax(Q @ K.T) @ V"),
        ]
    )
    path = tmp_path / "notes.ipynb"
    nbformat.write(notebook, path)
    rows = path.read_text("utf-8").split("\n")
    code, text = run("check", str(path), "--output-format", "json")
    findings = json.loads(text)
    assert code == 1 and {finding["code"][:3] for finding in findings} == {"ORG", "MTH"}
    for finding in findings:
        assert "Google" in rows[finding["line"] - 1] or "softmax" in rows[finding["line"] - 1]


@pytest.mark.parametrize("arguments", [("check", "missing.md"), ("check", __file__), ("check", "-", "--select", "XYZ"), ("rule", "ORG999"), (), ("check",)])
def test_wrong_use_is_exit_2(arguments, capsys):
    assert run(*arguments)[0] == 2
    assert capsys.readouterr().err


def test_text_that_is_not_utf8_is_reported_with_its_place(tmp_path):
    (tmp_path / "latin.md").write_bytes("# Notes\n\nCafé\n".encode("latin-1"))
    code, text = run("check", str(tmp_path))
    assert code == 1 and ":3:4  TXT001  " in text


def test_a_large_folder_gives_what_its_files_give_one_by_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [f"{number:02}.md" for number in range(40)]
    for number, name in enumerate(names):
        Path(name).write_text("\n" * (number % 7) + (WRONG if number % 2 else "Attention was not invented by Google.\n"), "utf-8")
    one_by_one = [run("check", name)[1] for name in names]
    code, text = run("check", ".", "-", stdin=WRONG.encode())
    assert code == 1 and sum(map(bool, one_by_one)) == 20
    assert "<stdin>:3:1  ORG101" in text
    assert [line for line in text.splitlines(keepends=True) if "<stdin>" not in line] == one_by_one[1::2]


def test_a_file_that_cannot_be_opened_is_told_in_a_large_folder_too(tmp_path, capsys):
    for number in range(40):
        (tmp_path / f"{number}.md").write_text(WRONG, "utf-8")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert run("check", str(tmp_path))[0] == 2
    assert "gone.md: No such file or directory" in capsys.readouterr().err


def test_a_broken_notebook_is_reported(tmp_path):
    (tmp_path / "broken.ipynb").write_text("{not json", "utf-8")
    code, text = run("check", str(tmp_path))
    assert code == 1 and "TXT003" in text


def test_a_rule_explains_itself():
    code, text = run("rule", "org101")
    assert code == 0 and text.startswith("# ORG101: ")


def test_the_documented_command_works():
    done = subprocess.run(
        [sys.executable, "hooks/attribution.py", "check", "-"], input=WRONG.encode(), cwd=REPO, capture_output=True, check=False
    )
    assert done.returncode == 1 and b"ORG101" in done.stdout and not done.stderr
