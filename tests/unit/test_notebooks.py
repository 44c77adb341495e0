"""The notebooks print what they are published with."""
from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

LAB = Path(__file__).resolve().parents[2] / "docs" / "lab"
NOTEBOOKS = sorted(LAB.glob("*.ipynb"))


def printed(notebook: nbformat.NotebookNode) -> list[str]:
    """The text that each code cell prints."""
    return [
        "".join(output.get("text") or output["data"]["text/plain"] for output in cell.outputs)
        for cell in notebook.cells if cell.cell_type == "code"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_prints_again_what_it_shows(path):
    published = nbformat.read(path, as_version=4)
    again = nbformat.read(path, as_version=4)
    for cell in again.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(again, timeout=300, resources={"metadata": {"path": str(LAB)}}).execute()
    assert printed(again) == printed(published)
    assert any(printed(published))


def test_there_are_notebooks():
    assert [path.stem for path in NOTEBOOKS]
