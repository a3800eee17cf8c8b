"""The verbs of the command line; the module of a verb is imported when it is asked for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import Final, Protocol, cast

VERBS: Final = {
    "preview": "show what `pulumi up` would create, offline",
    "check": "judge a stack, a stack file, a plan or a state by the rules of the project, offline",
    "diff": "show what a change does to a stack, offline",
    "estimate": "show what a stack costs, uses and emits in a month, offline",
    "new": "write a commented stack file to start from",
    "schema": "print the JSON Schema of stack files",
}
"""What each verb does, in one line; its module has the same name."""


class Verb(Protocol):
    """What the module of a verb holds.

    Attributes:
        DESCRIPTION: what the verb does, in full.
        EXAMPLES: command lines, each with what it does.
    """

    DESCRIPTION: str
    EXAMPLES: Sequence[tuple[str, str]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        ...

    def run(self, options: Namespace) -> int:
        """Do it and return the exit code."""
        ...


def load(name: str) -> Verb:
    """Import the module of a verb."""
    return cast("Verb", import_module(f"evenkeel.cli.{name}"))
