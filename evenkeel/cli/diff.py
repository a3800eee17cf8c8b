"""`evenkeel diff`: what a change does to a stack, without credentials, cluster or network."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import check_folder, in_color, width, write, write_new
from evenkeel.cli.progress import Progress
from evenkeel.cli.project import find_project
from evenkeel.cli.sides import DocumentSide, pairs, recognised
from evenkeel.diff import STANDARD, Gate, compare, tripped
from evenkeel.model.change import Change
from evenkeel.report.changes_json import diff_json
from evenkeel.report.changes_markdown import comment
from evenkeel.report.changes_terminal import diff_terminal

DESCRIPTION = """\
Compares two sides of a stack and shows what happens to each resource: created, updated, replaced (predicted),
deleted, renamed. What can hurt stands first: data deleted or replaced, access widened, public doors opened, capacity
lost. A side is a git revision (its program is run with its own code), `.` for the checkout as it is, a plan
(evenkeel preview --out FILE), an exported state (pulumi stack export) or a preview (pulumi preview --json
--show-sames). Secrets are never shown, only that they changed. Running a revision runs its code: compare those that
you would run."""

EXAMPLES = (
    ("evenkeel diff main", "what the checkout changes against main, every stack"),
    ("evenkeel diff v1.2 v1.3 --stack prod", "two revisions, one stack"),
    ("evenkeel diff state.json . --stack prod", "what is deployed against the checkout"),
    ("evenkeel diff main --format markdown", "a comment for a pull request"),
)
_FORMATS = ("terminal", "markdown", "json")
_NONE = "none"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the sides, the stacks, the form and the thresholds."""
    parser.add_argument("base", metavar="BASE", help="the side before: a revision or a file")
    parser.add_argument("head", metavar="HEAD", nargs="?", default=".", help="the side after; left out, the checkout")
    parser.add_argument(
        "--stack", action="append", default=[], metavar="S", help="a stack; may be repeated; left out, all of them"
    )
    parser.add_argument("--format", choices=_FORMATS, default="terminal", help="how it is shown (default terminal)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument("--details", action="store_true", help="show the properties of what is created, too")
    parser.add_argument("--exit-code", action="store_true", help="end with 2 if anything changes")
    parser.add_argument(
        "--fail-on",
        metavar="GATE,...",
        default=",".join(sorted(STANDARD)),
        help=f"end with 3 on any of these: {', '.join(Gate)}; or {_NONE} (default {','.join(sorted(STANDARD))})",
    )


def run(options: Namespace) -> int:
    """Compare, show, and judge by the gates."""
    gates = _gates(options.fail_on)
    if options.out is not None:
        check_folder(options.out)
    changes = _changes(options.base, options.head, options.stack)
    text = _text(changes, options)
    if options.out is not None:
        write_new(options.out, text, replace=True)
    else:
        write(text)
    if any(tripped(change, gates) for change in changes):
        return ExitCode.GATE
    if options.exit_code and any(not change.is_empty for change in changes):
        return ExitCode.CHANGES
    return ExitCode.DONE


def _gates(text: str) -> frozenset[Gate]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if names == [_NONE]:
        return frozenset()
    unknown = [name for name in names if name not in set(Gate)]
    if unknown or not names:
        raise FailureError(
            f"--fail-on: {', '.join(unknown) or 'nothing'} is no gate; use {', '.join(Gate)}, or {_NONE} alone"
        )
    return frozenset(Gate(name) for name in names)


def _changes(base: str, head: str, stacks: Sequence[str]) -> list[Change]:
    try:
        root = find_project(Path.cwd()).root
    except FailureError:
        root = None
    with Progress(f"evenkeel diff {base} {head}") as progress:
        progress.step("reading both sides")
        sides = recognised(base, root), recognised(head, root)
        if not all(isinstance(side, DocumentSide) for side in sides):
            progress.step("running the programs")
        found = pairs(*sides, stacks, root)
        progress.step("comparing")
        return [
            compare(
                pair.base,
                pair.head,
                base_label=sides[0].label,
                head_label=sides[1].label,
                secrets=pair.secrets,
                notes=pair.notes,
            )
            for pair in found
        ]


def _text(changes: Sequence[Change], options: Namespace) -> str:
    if options.format == "markdown":
        return "\n\n".join(comment(change) for change in changes) + "\n"
    if options.format == "json":
        content = {"format": "evenkeel/changes", "version": 1, "changes": [diff_json(change) for change in changes]}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    to_file = options.out is not None
    return diff_terminal(
        changes, width=120 if to_file else width(), color=not to_file and in_color(), details=options.details
    )
