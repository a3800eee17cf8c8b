"""Comments brought up to date, whatever the code host."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from scripts.review.artefact import Draft
from scripts.review.decision import Comment, Create, Leave, Update, decide
from scripts.review.marks import Run
from scripts.review.problem import ProblemError
from scripts.review.transport import UnclearError

_ROUNDS: Final = 4


class Conversation(Protocol):
    """The comments of one change in a code host."""

    def comments(self) -> Sequence[Comment]:
        """Return all that the token's own user wrote, the oldest first."""
        ...

    def create(self, text: str) -> None:
        """Write a new one."""
        ...

    def update(self, number: int, text: str) -> None:
        """Replace the text of one."""
        ...


def post(
    conversation: Conversation, drafts: Sequence[Draft], run: Run, footer: str, say: Callable[[str], None]
) -> None:
    """Create, update or leave each comment; look again where nobody knows whether one was created.

    Raises:
        ProblemError: the code host refuses, or does not answer.
    """
    last: UnclearError | None = None
    for _ in range(_ROUNDS):
        try:
            for step in decide(drafts, conversation.comments(), run, footer):
                _do(conversation, step, say)
        except UnclearError as unclear:
            say(f"{unclear}; looking whether the comment is there")
            last = unclear
        else:
            return
    raise ProblemError(f"{last}, {_ROUNDS} times; start the job again later")


def _do(conversation: Conversation, step: Create | Update | Leave, say: Callable[[str], None]) -> None:
    match step:
        case Create(marker, text):
            conversation.create(text)
            say(f"{marker}: created")
        case Update(marker, number, text):
            conversation.update(number, text)
            say(f"{marker}: updated comment {number}")
        case Leave(marker, reason):
            say(f"{marker}: left alone, {reason}")
