"""`evenkeel preview`: what `pulumi up` would create, without an engine, a provider or the network."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import cast

import yaml

from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import check_folder, in_color, width, write
from evenkeel.cli.recording import record
from evenkeel.model import Plan, Value
from evenkeel.plan import DocumentError, dumps
from evenkeel.plan import write as write_plan
from evenkeel.report import concealment_of, preview, redacted
from evenkeel.spec import Platform, rendition

DESCRIPTION = """\
Runs the program of the project as `pulumi preview` would, but against a recorder: without credentials, cluster,
network or state. Shows a tree by component with the properties that matter. What only AWS can know is shown as
unknown, with the resource that it comes from; secrets are never shown."""


EXAMPLES = (
    ("evenkeel preview", "the `dev` stack of this project"),
    ("evenkeel preview prod --details", "every resource on a line of its own"),
    ("evenkeel preview path/to/Pulumi.try.yaml", "any stack file"),
    ("evenkeel preview prod --json | jq .", "the plan, for other tools"),
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the stack and the form of the report."""
    parser.add_argument(
        "stack",
        nargs="?",
        metavar="STACK | FILE",
        help="name of a stack of this project, or path of any stack file; left out, `dev` or else the only stack",
    )
    parser.add_argument(
        "--json", action="store_true", help="print the plan (Pulumi deployment JSON) on standard output, nothing else"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the plan to FILE")
    parser.add_argument("--details", action="store_true", help="one line a resource, with more of its properties")
    parser.add_argument(
        "--defaults", action="store_true", help="print first the stack's settings with all defaults filled in, as YAML"
    )


def run(options: Namespace) -> int:
    """Record the plan, then print and write it as asked for."""
    if options.json and (options.defaults or options.details):
        raise FailureError("--json prints the plan and nothing else; leave out --defaults and --details")
    if options.out is not None:
        check_folder(options.out)
    recorded = record(options.stack)
    plan = recorded.plan
    if options.json or options.out is not None:
        clean = concealment_of(plan).plan(plan)
        if options.out is not None:
            _save(clean, options.out)
        if options.json:
            write(dumps(clean))
            return ExitCode.DONE
    name = plan.stack
    stack = options.stack if str(options.stack).endswith((".yaml", ".yml")) else name
    text = preview(
        plan,
        width=width(),
        color=in_color(),
        details=options.details,
        facts=recorded.facts,
        hints=_hints(stack, name, details=options.details),
    )
    write((_settings(recorded.platform) if options.defaults else "") + text)
    return ExitCode.DONE


def _save(plan: Plan, path: Path) -> None:

    try:
        write_plan(plan, path)
    except DocumentError as error:
        raise FailureError(str(error)) from None


def _settings(platform: Platform) -> str:

    settings = {"config": {"evenkeel:platform": redacted(cast("Value", rendition(platform)))}}
    return (
        "# The stack's settings, all defaults filled in\n"
        + yaml.dump(settings, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120)
        + "\n"
    )


def _hints(stack: str, name: str, *, details: bool) -> list[tuple[str, str]]:
    again = shlex.join(["evenkeel", "preview", stack])
    elsewhere = [] if stack == name else ["--config-file", stack]
    more = [] if details else [(f"{again} --details", "every resource on a line of its own")]
    return [
        *more,
        (f"{again} --defaults", "the stack's settings, all defaults filled in"),
        (f"{again} --json", "the plan, for other tools"),
        (shlex.join(["pulumi", "up", "--stack", name, *elsewhere]), "create it"),
    ]
