"""`evenkeel schema`: the JSON Schema of stack files."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from evenkeel.cli.failure import ExitCode
from evenkeel.cli.output import write
from evenkeel.spec import json_schema

DESCRIPTION = "Prints the JSON Schema of stack files, by which editors complete and check them."
EXAMPLES = (("evenkeel schema > stacks/platform.schema.json", "for editors that complete and check stack files"),)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare nothing: there is one schema."""


def run(options: Namespace) -> int:  # noqa: ARG001 - every verb has this function
    """Print the schema."""
    write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
    return ExitCode.DONE
