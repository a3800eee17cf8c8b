"""Notes of a merge request on GitLab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Final

from scripts.review.decision import Comment
from scripts.review.json_values import found, number_at, text_at
from scripts.review.marks import Run
from scripts.review.problem import ProblemError
from scripts.review.transport import Interface

TOKEN: Final = "EVENKEEL_REVIEW_TOKEN"  # noqa: S105 (the name of a variable)
_HINTS: Final = {
    401: f"{TOKEN} is wrong, expired or revoked. CI_JOB_TOKEN cannot write notes: make a project access token with the "
    "role Reporter and the scope api.",
    403: f"{TOKEN} may not write notes here: it needs the role Reporter and the scope api.",
    404: f"Not there, or {TOKEN} may not see it: it must be a token of the project that takes the merge request.",
}


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """The conversation of a merge request.

    Attributes:
        interface: of GitLab.
        path: of the merge request in it.
        author: number of the token's own user.
    """

    interface: Interface
    path: str
    author: int

    def comments(self) -> Sequence[Comment]:
        """Return all of the author, from all pages, the oldest first."""
        return [
            Comment(number_at(item, "id"), text_at(item, "body"))
            for item in self.interface.pages(f"{self.path}/notes", _more, sort="asc", order_by="created_at")
            if found(item, "author", "id") == self.author and found(item, "system") is not True
        ]

    def create(self, text: str) -> None:
        """Write a note."""
        self.interface.send("POST", f"{self.path}/notes", {"body": text})

    def update(self, number: int, text: str) -> None:
        """Replace the text of a note."""
        self.interface.send("PUT", f"{self.path}/notes/{number}", {"body": text})


def merge_request(environment: Mapping[str, str]) -> tuple[MergeRequest, Run, str] | None:
    """Return the conversation, the run and the address of the pipeline, from GitLab's own variables.

    Returns:
        None where the merge request is no longer open, or has a newer commit.

    Raises:
        ProblemError: a variable is missing, or GitLab refuses the token.
    """
    values = _variables(environment)
    interface = Interface(values["CI_API_V4_URL"].rstrip("/"), {"PRIVATE-TOKEN": values[TOKEN]}, _HINTS)
    # for merged results the commit of the pipeline is not that of the branch
    head = environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or values["CI_COMMIT_SHA"]
    path = f"/projects/{values['CI_MERGE_REQUEST_PROJECT_ID']}/merge_requests/{values['CI_MERGE_REQUEST_IID']}"
    there = interface.get(path).data
    if text_at(there, "sha") != head or text_at(there, "state") != "opened":
        return None
    author = number_at(interface.get("/user").data, "id")
    run = Run(head, int(values["CI_PIPELINE_ID"]), int(values["CI_JOB_ID"]))
    return MergeRequest(interface, path, author), run, values["CI_PIPELINE_URL"]


def _variables(environment: Mapping[str, str]) -> dict[str, str]:
    numbers = ("CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID", "CI_PIPELINE_ID", "CI_JOB_ID")
    names = ("CI_API_V4_URL", "CI_COMMIT_SHA", "CI_PIPELINE_URL", *numbers)
    values = {name: environment.get(name, "") for name in (*names, TOKEN)}
    if not values[TOKEN]:
        raise ProblemError(f"{TOKEN} is not set. {_HINTS[401]} Pipelines of forks do not get it, and post nothing.")
    missing = [name for name in names if not values[name]]
    if missing:
        raise ProblemError(f"{', '.join(missing)} not set: this must run in a pipeline of a merge request")
    odd = [name for name in numbers if not values[name].isdigit()]
    if odd:
        raise ProblemError(f"{', '.join(odd)} must be whole numbers")
    return values


def _more(headers: Message) -> bool:
    return bool((headers["X-Next-Page"] or "").strip())
