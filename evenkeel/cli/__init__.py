"""The command line: one verb a file."""

from evenkeel.cli.entry import main

__all__ = ["main"]
