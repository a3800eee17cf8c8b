"""The command line of the jobs: `record` in the one without rights, `comment` in the one without foreign code."""

from __future__ import annotations

import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.review.artefact import Draft, plain_bytes, read_drafts
from scripts.review.findings import accept
from scripts.review.github import DEFAULT_AUTHOR, PullRequest, interface, page_address, pull_request_of
from scripts.review.github_event import read_occasion
from scripts.review.gitlab import merge_request
from scripts.review.marks import Run, composed
from scripts.review.posting import post
from scripts.review.problem import ProblemError
from scripts.review.record import record, tell_the_job

_MOVED_ON: Final = "the change is closed or has a newer commit; nothing was posted"
_THRESHOLDS: Final = ("--fail-on", "--fail-on-cost-rise", "--fail-on-carbon-rise")


def main(arguments: Sequence[str]) -> int:
    """Do one step; return 0, 1 where it cannot be done, 3 where a threshold is exceeded."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options, os.environ))
    except ProblemError as problem:
        print(f"review: {problem}", file=sys.stderr)  # noqa: T201
        return 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m scripts.review", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    recording = verbs.add_parser("record", help="write the report of a change; needs no credentials")
    recording.add_argument("base", metavar="BASE", help="the revision that the change goes to")
    recording.add_argument("head", metavar="HEAD", nargs="?", default="", help="the change; left out, the checkout")
    recording.add_argument("--evenkeel", default="evenkeel", metavar="COMMAND", help="how evenkeel is started")
    recording.add_argument("--stacks", default="", metavar="NAMES", help="separated by spaces; left out, all")
    recording.add_argument("--number", default="", metavar="N", help="of the pull request; may be empty")
    for threshold in _THRESHOLDS:
        recording.add_argument(threshold, default="", metavar="VALUE", help="as of evenkeel diff; may be empty")
    recording.set_defaults(run=_record)
    commenting = verbs.add_parser("comment", help="post the comments of a report")
    where = commenting.add_mutually_exclusive_group(required=True)
    where.add_argument("--github", dest="run", action="store_const", const=_on_github, help="to a pull request")
    where.add_argument("--gitlab", dest="run", action="store_const", const=_on_gitlab, help="to a merge request")
    where.add_argument("--dry-run", dest="run", action="store_const", const=_show, help="only say what would be posted")
    commenting.add_argument("--author", default=DEFAULT_AUTHOR, metavar="LOGIN", help="whose comments are updated")
    commenting.add_argument("--findings", type=Path, metavar="FOLDER", help="where to put the accepted SARIF files")
    for verb in (recording, commenting):
        verb.add_argument("--folder", type=Path, default=Path("build/review"), metavar="FOLDER", help="of the report")
    return parser


def _record(options: Namespace, environment: Mapping[str, str]) -> int:
    passed_on = [word for stack in options.stacks.split() for word in ("--stack", stack)]
    given = vars(options)
    for threshold in _THRESHOLDS:
        value = given[threshold.removeprefix("--").replace("-", "_")].strip()
        passed_on += [threshold, value] if value else []
    code = record(shlex.split(options.evenkeel), options.base, options.head or ".", options.folder, passed_on)
    if options.number:
        (options.folder / "pull-request").write_text(options.number, encoding="utf-8")
    tell_the_job(options.folder, environment)
    return code


def _on_github(options: Namespace, environment: Mapping[str, str]) -> int:
    occasion = read_occasion(environment)
    token = environment.get("GITHUB_TOKEN", "")
    if not token:
        raise ProblemError("GITHUB_TOKEN is not set: give ${{ github.token }} in the step's env")
    drafts = read_drafts(options.folder)
    github = interface(environment.get("GITHUB_API_URL", "https://api.github.com"), token)
    number = pull_request_of(occasion, github, _wished(options.folder))
    if number is None:
        _say(_MOVED_ON)
        return 0
    page = page_address(occasion, github, environment.get("GITHUB_SERVER_URL", "https://github.com"))
    conversation = PullRequest(github, occasion.repository, number, options.author)
    post(conversation, drafts, occasion.run, _footer(page, occasion.run), _say)
    outputs = {"number": str(number), "head": occasion.run.head}
    if options.findings is not None and accept(options.folder, options.findings):
        outputs["findings"] = "true"
    if output := environment.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{name}={value}\n" for name, value in outputs.items())
    return 0


def _on_gitlab(options: Namespace, environment: Mapping[str, str]) -> int:
    drafts = read_drafts(options.folder)
    found = merge_request(environment)
    if found is None:
        _say(_MOVED_ON)
        return 0
    conversation, run, pipeline = found
    post(conversation, drafts, run, _footer(pipeline, run), _say)
    return 0


def _show(options: Namespace, _environment: Mapping[str, str]) -> int:
    for draft in read_drafts(options.folder):
        _say(f"{draft.marker}: {_would(draft)}")
    page = options.folder / "review.html"
    if page.is_file():
        _say(f"the whole report: {page}")
    return 0


def _would(draft: Draft) -> str:
    if draft.quiet:
        return "nothing changes; no comment, but one that is there would be updated"
    size = len(composed(draft.text, Run("0" * 40, 1, 1), ""))
    heading = next((line for line in draft.text.split("\n") if line.startswith("#")), "").lstrip("# ")
    return f"would post {size} characters: {heading}"


def _wished(folder: Path) -> int | None:
    try:
        text = plain_bytes(folder / "pull-request", 20).decode().strip()
    except (ProblemError, ValueError):
        return None
    return int(text) if text.isascii() and text.isdigit() else None


def _footer(address: str, run: Run) -> str:
    return f"[The whole report]({address}) · commit {run.head[:12]}"


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201
