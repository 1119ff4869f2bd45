"""The smallest typer program, against whose ``--help`` that of scoring is measured."""

from __future__ import annotations

import typer


def main(name: str) -> None:
    """Greet NAME."""
    print(name)


if __name__ == "__main__":
    typer.run(main)
