"""What makes a release: the workflows pass a linter, every release has its notes, and the package brings the command."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BESIDE_PYTHON = Path(sys.executable).parent


def test_workflows_pass_the_linter():
    done = subprocess.run(
        [BESIDE_PYTHON / "zizmor", "--offline", "--no-progress", "--config", ".github/zizmor.yml", ".github/workflows"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_release_without_notes_is_refused_and_one_with_notes_gets_them_all():
    notes = subprocess.run([ROOT / ".ci/release-notes", "99.0.0"], capture_output=True, text=True)
    assert notes.returncode == 1 and "99.0.0" in notes.stderr
    changelog = (ROOT / "CHANGELOG.md").read_text()
    name = re.search(r"^## \[(.+?)\]", changelog, re.MULTILINE).group(1)
    notes = subprocess.run([ROOT / ".ci/release-notes", name], capture_output=True, text=True)
    assert notes.returncode == 0
    wanted = changelog.split(f"## [{name}]", 1)[1].split("\n## [", 1)[0].split("\n", 1)[1]
    assert notes.stdout.strip() == wanted.strip()


@pytest.mark.parametrize("line", ["compare --replications 2 --days 63", "explain culture.blame", "man compare"])
def test_the_command_of_the_package_is_the_command(verona, line):
    for own in ([BESIDE_PYTHON / "verona"], [sys.executable, "-m", "verona_lab"]):
        done = subprocess.run([*own, *line.split()], cwd=ROOT, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, verona(*line.split()))


def test_the_command_of_the_package_fails_as_the_command_does(verona):
    done = subprocess.run([BESIDE_PYTHON / "verona", "compare", "nowhere.toml"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == verona("compare", "nowhere.toml", fails=4)
