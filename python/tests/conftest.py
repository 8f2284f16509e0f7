"""The command line beside the package, and a small plan that every test can afford."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def verona():
    """Runs the command ``verona`` (``$VERONA``, which python/test builds); gives its standard output, or with
    ``fails=CODE`` its standard error."""
    command = os.environ.get("VERONA") or str(ROOT / "target/release/verona")
    if not Path(command).exists():
        pytest.fail(f"there is no {command}: run python/test, or set VERONA to the command that was built")

    def call(*arguments, fails=0):
        done = subprocess.run([command, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == fails, done.stderr
        return done.stderr if fails else done.stdout

    return call
