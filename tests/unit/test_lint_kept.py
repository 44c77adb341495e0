"""What is kept beside the code is what would be worked out anew."""

import pytest
from explainer.lint import kept as module
from explainer.lint.kept import kept, sources


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    return tmp_path


def counting(value, times):
    def make():
        times.append(value)
        return value

    return make


def test_the_same_basis_is_worked_out_once(folder):
    times = []
    assert [kept("table", b"words", counting({"query": 1}, times)) for _ in range(3)] == [{"query": 1}] * 3
    assert len(times) == 1


def test_another_basis_is_worked_out_anew(folder):
    assert kept("table", b"words", lambda: "old") == "old"
    assert kept("table", b"other words", lambda: "new") == "new"


@pytest.mark.parametrize("damage", [b"", b"too short", b"x" * 40])
def test_a_damaged_file_is_made_anew(folder, damage):
    kept("table", b"words", lambda: [1, 2])
    (made,) = folder.rglob("*.pickle")
    made.write_bytes((made.read_bytes()[: module.SIZE] + damage) if damage != b"too short" else damage)
    assert kept("table", b"words", lambda: [1, 2]) == [1, 2]
    assert kept("table", b"words", lambda: pytest.fail("it was not kept again")) == [1, 2]


def test_a_folder_that_cannot_be_written_costs_time_only(folder):
    (folder / "__pycache__").write_text("a file stands where the folder would be")
    assert kept("table", b"words", lambda: [1, 2]) == [1, 2]


def test_code_and_data_are_the_basis(folder):
    (folder / "words.yml").write_text("a: b")
    before = sources()
    (folder / "words.yml").write_text("a: c")
    assert sources() != before
