"""What is wrong with a stack file: every problem with its place, its value and its fix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        path: where, as in `nodePools[1].max.nodes`; empty for the file as a whole.
        value: what stands there, shortened; `[hidden]` for secrets, empty where nothing stands.
        message: what is wrong with it.
        fix: what to do, a full sentence.
        file: the file, if it was read from one.
        line: the line in it, counted from 1; 0 if unknown.
    """

    path: str
    value: str
    message: str
    fix: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        subject = " ".join(part for part in (self.value, self.message) if part)
        return ": ".join(part for part in (place, self.path, f"{subject}. {self.fix}") if part)


class SpecError(Exception):
    """A stack file that cannot be used.

    Attributes:
        problems: all that is wrong with it, in the order of the file.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
