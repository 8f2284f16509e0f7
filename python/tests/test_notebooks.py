"""The notebooks run from top to bottom, as they are stored, and say what stands behind each figure."""

import base64
import os
import struct
import subprocess
from pathlib import Path

import jupytext
import nbclient
import pytest

ROOT = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(path.name for path in ROOT.glob("[0-9]-*.md"))
FIGURES = {"1": 5, "2": 12, "3": 7, "4": 6, "5": 2, "6": 5}


def test_notebooks_are_stored_as_text_without_outputs():
    tracked = subprocess.run(["git", "ls-files", "."], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert NOTEBOOKS and set(NOTEBOOKS) <= set(tracked)
    assert {Path(name).suffix for name in tracked} == {".md", ".py", ".txt"}
    for name in NOTEBOOKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "base64" not in text and len(text) < 40_000, f"{name} holds more than text and code"
        notebook = jupytext.read(ROOT / name)
        assert notebook.metadata["kernelspec"]["name"] == "python3"
        assert not any(cell.get("outputs") for cell in notebook.cells)


def test_every_notebook_is_in_the_guide():
    guide = (ROOT.parent / "docs/guide/notebooks.md").read_text(encoding="utf-8")
    assert [name for name in NOTEBOOKS if f"(../../notebooks/{name})" not in guide] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_top_to_bottom(name, tmp_path, monkeypatch):
    # Nobody's own configuration, and no file beside the notebook: what it writes, it writes elsewhere.
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    before = sorted(os.listdir(ROOT))
    notebook = jupytext.read(ROOT / name)
    nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    complaints = "".join(output["text"] for output in outputs if output.get("name") == "stderr")
    assert complaints == "", "a reader would see warnings"
    pictures = [base64.b64decode(output["data"]["image/png"]) for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == FIGURES[name[0]]
    for picture in pictures:
        width, height = struct.unpack(">II", picture[16:24])
        assert 500 < width < 1600 and 150 < height < 1600, "a figure that no page holds"
    assert sorted(os.listdir(ROOT)) == before
