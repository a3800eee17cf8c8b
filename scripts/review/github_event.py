"""Which run and which change an event of GitHub is about, from GitHub's own file and from nothing in the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.review.json_values import found, number_at, text_at
from scripts.review.marks import Run
from scripts.review.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a job runs.

    Attributes:
        repository: `owner/name` of the repository that takes the change.
        run: that recorded the report.
        run_id: of that run.
        number: of the pull request, where the event names it.
        source: `owner:branch` that the change comes from.
        source_repository: `owner/name` of it.
    """

    repository: str
    run: Run
    run_id: int
    number: int | None
    source: str
    source_repository: str


def read_occasion(environment: Mapping[str, str]) -> Occasion:
    """Return what `GITHUB_EVENT_PATH` says.

    Raises:
        ProblemError: it is no `workflow_run` of a pull request, and no `pull_request`.
    """
    path = environment.get("GITHUB_EVENT_PATH", "")
    try:
        event: object = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError):
        raise ProblemError(f"GITHUB_EVENT_PATH={path} is not a file of an event; is this a job of GitHub?") from None
    repository = text_at(event, "repository", "full_name")
    if found(event, "workflow_run") is not None:
        return _after_a_run(event, repository)
    if found(event, "pull_request") is not None:
        return _on_a_pull_request(event, repository, environment)
    raise ProblemError("comments are posted on workflow_run or pull_request; this is another event")


def _after_a_run(event: object, repository: str) -> Occasion:
    kind = text_at(event, "workflow_run", "event")
    if kind != "pull_request":
        raise ProblemError(f"the run was started by {kind}, not by pull_request; there is nothing to comment on")
    owner = text_at(event, "workflow_run", "head_repository", "owner", "login")
    return Occasion(
        repository=repository,
        run=Run(
            head=text_at(event, "workflow_run", "head_sha"),
            number=number_at(event, "workflow_run", "run_number"),
            attempt=number_at(event, "workflow_run", "run_attempt"),
        ),
        run_id=number_at(event, "workflow_run", "id"),
        number=None,
        source=f"{owner}:{text_at(event, 'workflow_run', 'head_branch')}",
        source_repository=text_at(event, "workflow_run", "head_repository", "full_name"),
    )


def _on_a_pull_request(event: object, repository: str, environment: Mapping[str, str]) -> Occasion:
    try:
        number, attempt, run_id = (
            int(environment.get(name, "")) for name in ("GITHUB_RUN_NUMBER", "GITHUB_RUN_ATTEMPT", "GITHUB_RUN_ID")
        )
    except ValueError:
        raise ProblemError("GITHUB_RUN_NUMBER, GITHUB_RUN_ATTEMPT and GITHUB_RUN_ID must be whole numbers") from None
    owner = text_at(event, "pull_request", "head", "repo", "owner", "login")
    return Occasion(
        repository=repository,
        run=Run(text_at(event, "pull_request", "head", "sha"), number, attempt),
        run_id=run_id,
        number=number_at(event, "pull_request", "number"),
        source=f"{owner}:{text_at(event, 'pull_request', 'head', 'ref')}",
        source_repository=text_at(event, "pull_request", "head", "repo", "full_name"),
    )
