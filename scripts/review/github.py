"""Comments of a pull request on GitHub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Final

from scripts.review.decision import Comment
from scripts.review.github_event import Occasion
from scripts.review.json_values import found, items, number_at, text_at
from scripts.review.problem import ProblemError
from scripts.review.transport import Interface

DEFAULT_AUTHOR: Final = "github-actions[bot]"
"""Who writes with the token that GitHub gives to each job."""
PAGE: Final = "review.html"
_HINTS: Final = {
    401: "The token is missing, wrong or expired. Set GITHUB_TOKEN: ${{ github.token }} in the step's env.",
    403: "The token may not do this. The job needs permissions: pull-requests: write, and must not be started by "
    "pull_request from a fork, whose token only reads: post from workflow_run.",
    404: "Not there, or the token may not see it. Check the repository, and permissions: pull-requests: write.",
}


def interface(address: str, token: str) -> Interface:
    """Return GitHub's interface, `https://api.github.com` or that of an own server."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return Interface(address.rstrip("/"), headers, _HINTS)


@dataclass(frozen=True, slots=True)
class PullRequest:
    """The conversation of a pull request.

    Attributes:
        interface: of GitHub.
        repository: `owner/name`.
        number: of the pull request.
        author: whose comments are ours.
    """

    interface: Interface
    repository: str
    number: int
    author: str

    def comments(self) -> Sequence[Comment]:
        """Return all of the author, from all pages."""
        path = f"/repos/{self.repository}/issues/{self.number}/comments"
        return [
            Comment(number_at(item, "id"), text_at(item, "body"))
            for item in self.interface.pages(path, _more)
            if found(item, "user", "login") == self.author and isinstance(found(item, "body"), str)
        ]

    def create(self, text: str) -> None:
        """Write a comment.

        Raises:
            ProblemError: somebody else than the author wrote it, so that it would not be found again.
        """
        answer = self.interface.send("POST", f"/repos/{self.repository}/issues/{self.number}/comments", {"body": text})
        who = found(answer.data, "user", "login")
        if who != self.author:
            raise ProblemError(
                f"the comment was written by {who}, but those of {self.author} are updated: give --author '{who}'"
            )

    def update(self, number: int, text: str) -> None:
        """Replace the text of a comment."""
        self.interface.send("PATCH", f"/repos/{self.repository}/issues/comments/{number}", {"body": text})


def pull_request_of(occasion: Occasion, interface: Interface, wished: int | None) -> int | None:
    """Return the number of the open pull request whose newest commit the run is about; None where it moved on.

    Args:
        occasion: the event.
        interface: of GitHub.
        wished: which of several to take, as the report says; it decides only between pull requests that GitHub itself
            says have this very commit, branch and repository.

    Raises:
        ProblemError: there are several, and the report names none of them.
    """
    if occasion.number is not None:
        answer = interface.get(f"/repos/{occasion.repository}/pulls/{occasion.number}")
        candidates = [answer.data]
    else:
        path = f"/repos/{occasion.repository}/pulls"
        candidates = list(interface.pages(path, _more, state="open", head=occasion.source))
    numbers = [
        number_at(item, "number")
        for item in candidates
        if found(item, "head", "sha") == occasion.run.head
        and found(item, "head", "repo", "full_name") == occasion.source_repository
        and found(item, "state") == "open"
    ]
    if len(numbers) > 1:
        if wished not in numbers:
            raise ProblemError(f"pull requests {numbers} have this commit, and the report does not say which is meant")
        return wished
    return numbers[0] if numbers else None


def page_address(occasion: Occasion, interface: Interface, server: str) -> str:
    """Return where the page of the report is: the file itself, else the run's list of artefacts."""
    run = f"{server.rstrip('/')}/{occasion.repository}/actions/runs/{occasion.run_id}"
    listed = interface.get(f"/repos/{occasion.repository}/actions/runs/{occasion.run_id}/artifacts", name=PAGE)
    for artefact in items(found(listed.data, "artifacts")) or []:
        if found(artefact, "name") == PAGE:
            return f"{run}/artifacts/{number_at(artefact, 'id')}"
    return f"{run}#artifacts"


def _more(headers: Message) -> bool:
    return 'rel="next"' in (headers["Link"] or "")
