"""The package's documentation: every example runs, every name has its words, and types are as declared."""

import doctest
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import verona_lab

PAGES = sorted(
    str(page.relative_to(ROOT))
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    if "```python\n" in page.read_text()
)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_the_documents_run(page, monkeypatch, tmp_path):
    """The blocks of one page run in order, in one process; a block after ``<!-- no-run: REASON -->`` is left out."""
    text = (ROOT / page).read_text()
    blocks = re.findall(r"(<!-- no-run: [^\n]+ -->\n)?```python\n(.*?)```", text, flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    for folder in ("scenarios", "claims"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    names = {"__name__": "__main__"}
    for reason, code in blocks:
        if not reason:
            exec(compile(code, page, "exec"), names)


def test_the_examples_of_the_docstrings_give_what_they_show():
    from verona_lab import _scenario

    for module in (verona_lab, _scenario):
        failed, tried = doctest.testmod(module)
        assert tried > 0 and failed == 0


def test_every_public_name_has_its_words():
    for name in verona_lab.__all__:
        thing = getattr(verona_lab, name)
        if inspect.isclass(thing) or inspect.isroutine(thing):
            assert inspect.getdoc(thing), name
            for member, value in vars(thing).items() if inspect.isclass(thing) else ():
                if not member.startswith("_") and (inspect.isroutine(value) or isinstance(value, property)):
                    assert inspect.getdoc(value), f"{name}.{member}"


def test_whatever_the_engine_can_be_asked_has_a_function():
    assert [question for question in verona_lab._engine.questions() if question not in verona_lab.__all__] == []


def test_the_package_is_typed_as_it_says(tmp_path):
    for command in (
        # Packages that happen to be installed are none of ours to check.
        ["mypy", "--strict", "--follow-imports=skip", "--ignore-missing-imports", "--package", "verona_lab"],
        ["mypy.stubtest", "verona_lab._engine", "--ignore-missing-stub"],
    ):
        command = [sys.executable, "-m", *command]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_pyright_knows_the_type_of_at_least_95_in_100_public_names(tmp_path):
    command = [sys.executable, "-m", "pyright", "--verifytypes", "verona_lab", "--ignoreexternal"]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    found = re.search(r"Type completeness score: ([0-9.]+)%", done.stdout)
    assert found and float(found[1]) >= 95, done.stdout + done.stderr
