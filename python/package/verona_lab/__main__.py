"""The command ``verona``, installed with the package: ``python -m verona_lab`` is the same."""

import sys

from ._engine import command


def main() -> int:
    """Runs the command line of this process and returns its exit code."""
    return command(["verona", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
