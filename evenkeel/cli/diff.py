"""`evenkeel diff`: what a change does to a stack, without credentials, cluster or network."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import check_folder, in_color, width, write, write_new
from evenkeel.cli.policy_pack import has_pack
from evenkeel.cli.progress import Progress
from evenkeel.cli.project import find_project
from evenkeel.cli.refusals import refusals
from evenkeel.cli.report_folder import check_report_folder
from evenkeel.cli.reviewing import Basis, Reviewed, reviewed
from evenkeel.cli.sides import DocumentSide, pairs, recognised
from evenkeel.cli.stated_load import add_load, stated
from evenkeel.cli.thresholds import Thresholds, add_thresholds, thresholds
from evenkeel.cli.today import today
from evenkeel.model.review import Review
from evenkeel.report.review_json import review_json
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_terminal import review_terminal

DESCRIPTION = """\
Compares two sides of a stack and shows what happens to each resource: created, updated, replaced (predicted),
deleted, renamed; what the project's rules newly find; and what it does to cost, electricity and carbon. What can hurt
stands first: data deleted or replaced, access widened, public doors opened, capacity lost. A side is a git revision
(its program is run with its own code), `.` for the checkout as it is, a plan (evenkeel preview --out FILE), an
exported state (pulumi stack export) or a preview (pulumi preview --json --show-sames). Secrets are never shown, only
that they changed. Running a revision runs its code: compare those that you would run."""

EXAMPLES = (
    ("evenkeel diff main", "what the checkout changes against main, every stack"),
    ("evenkeel diff v1.2 v1.3 --stack prod", "two revisions, one stack"),
    ("evenkeel diff state.json . --stack prod", "what is deployed against the checkout"),
    ("evenkeel diff main --format markdown", "a comment for a pull request"),
    ("evenkeel diff main --report review", "comments, page, JSON and SARIF in a folder"),
    ("evenkeel diff main --fail-on policy,public-door --fail-on-cost-rise 10%", "exit code 3 on these"),
)
_FORMATS = ("terminal", "markdown", "html", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the sides, the stacks, the form, the thresholds and the load."""
    parser.add_argument("base", metavar="BASE", help="the side before: a revision or a file")
    parser.add_argument("head", metavar="HEAD", nargs="?", default=".", help="the side after; left out, the checkout")
    parser.add_argument(
        "--stack", action="append", default=[], metavar="S", help="a stack; may be repeated; left out, all of them"
    )
    form = parser.add_argument_group("report")
    form.add_argument("--format", choices=_FORMATS, help=f"how it is shown (default {_FORMATS[0]})")
    form.add_argument("--out", type=Path, metavar="FILE", help="write to FILE instead of standard output")
    form.add_argument(
        "--report",
        type=Path,
        metavar="FOLDER",
        help="write all forms to FOLDER: comment-STACK.md, review.html, review.json and check-STACK.sarif",
    )
    form.add_argument(
        "--details", action="store_true", help="show the properties of what is created, and all findings and costs, too"
    )
    form.add_argument("--exit-code", action="store_true", help="end with 2 if anything changes")
    add_thresholds(parser)
    add_load(parser)


def run(options: Namespace) -> int:
    """Compare, estimate, judge, show, and say by the exit code whether a threshold is exceeded."""
    limits = thresholds(options)
    if options.report is not None and (options.format or options.out):
        raise FailureError("--report writes every form into its folder; leave out --format and --out")
    if options.out is not None:
        check_folder(options.out)
    found = [
        replace(each, review=replace(each.review, refusals=refusals(each.review, limits)))
        for each in _reviewed(options, limits)
    ]
    _show(found, options)
    if any(each.review.refusals for each in found):
        return ExitCode.GATE
    if options.exit_code and any(not each.review.change.is_empty for each in found):
        return ExitCode.CHANGES
    return ExitCode.DONE


def _reviewed(options: Namespace, limits: Thresholds) -> list[Reviewed]:
    day = today()
    settings = stated(options, day)
    try:
        root = find_project(Path.cwd()).root
    except FailureError:
        root = None
    if limits.policy and (root is None or not has_pack(root)):
        raise FailureError(
            "--fail-on policy: there are no rules here; change into a project that has a folder policies, or leave out "
            "the gate"
        )
    base, head = options.base, options.head
    with Progress(f"evenkeel diff {base} {head}") as progress:
        progress.step("reading both sides")
        sides = recognised(base, root, "BASE"), recognised(head, root, "HEAD")
        if options.report is not None:
            check_report_folder(options.report)
        if not all(isinstance(side, DocumentSide) for side in sides):
            progress.step("running the programs")
        found = pairs(*sides, options.stack, root)
        progress.step("comparing, estimating and judging")
        return reviewed(found, Basis(root, settings, day, sides[0].label, sides[1].label))


def _show(found: Sequence[Reviewed], options: Namespace) -> None:
    if options.report is not None:
        from evenkeel.cli.diff_report import write_report  # noqa: PLC0415 - only this form needs all renderers

        write(write_report(options.report, found))
        return
    text = _text([each.review for each in found], options)
    if options.out is not None:
        write_new(options.out, text, replace=True)
    else:
        write(text)


def _text(reviews: Sequence[Review], options: Namespace) -> str:
    if options.format == "markdown":
        return "\n\n".join(comment(review) for review in reviews) + "\n"
    if options.format == "json":
        return review_json(reviews)
    if options.format == "html":
        from evenkeel.report.page import page  # noqa: PLC0415 - templates and pictures take time to load

        return page(reviews)
    to_file = options.out is not None
    return review_terminal(
        reviews, width=120 if to_file else width(), color=not to_file and in_color(), details=options.details
    )
