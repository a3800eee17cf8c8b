"""`evenkeel new`: a commented stack file to start from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import get_args

from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import check_folder, write, write_new
from evenkeel.cli.project import find_project, shown
from evenkeel.spec import Environment, SpecError, TargetKind, template

DESCRIPTION = """\
Writes a commented stack file into the project's folder of stack files. A file that is there already is left alone."""

EXAMPLES = (
    ("evenkeel new try", "a cheap stack"),
    ("evenkeel new live --environment prod", "a stack with the defaults of production"),
    ("evenkeel new local --target cluster", "a stack on a cluster that exists already"),
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the name and the environment."""
    parser.add_argument("name", metavar="NAME", help="name of the stack; its file becomes Pulumi.NAME.yaml")
    parser.add_argument(
        "--environment",
        choices=get_args(Environment),
        help="whose defaults it takes; left out, the environment that NAME begins with, else dev",
    )
    parser.add_argument(
        "--target",
        choices=get_args(TargetKind),
        default="aws",
        help="aws, or cluster for the serving half on a cluster that exists already (default: %(default)s)",
    )
    parser.add_argument("--force", action="store_true", help="replace the file if it is there already")


def run(options: Namespace) -> int:
    """Write the file and say where it is."""
    try:
        text = template(options.name, options.environment, options.target)
    except SpecError as error:
        raise FailureError(str(error)) from None
    path = shown(find_project(Path.cwd()).stacks / f"Pulumi.{options.name}.yaml")
    check_folder(path)
    write_new(path, text, replace=options.force)
    write(f"Wrote {path}. Edit it, then see what it would create: evenkeel preview {options.name}\n")
    return ExitCode.DONE
