"""What is wrong with a policy file: every problem with its place, its value and its fix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        file: the file.
        line: counted from 1; 0 for the file as a whole.
        path: where, as in `waivers[1].expires`; empty for the file as a whole.
        value: what stands there; empty where nothing does.
        message: what is wrong with it.
        fix: what to do, a full sentence.
    """

    file: str
    line: int = 0
    path: str = ""
    value: str = ""
    message: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = " ".join(part for part in (self.value, self.message) if part)
        return ": ".join(part for part in (place, self.path, f"{subject}. {self.fix}") if part)


class PolicyFileError(Exception):
    """A policy file that cannot be used; the text has one problem a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.path)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return what to do about an unknown word: the nearest one, or all that are known when they are few."""
    candidates = sorted(known)
    near = get_close_matches(word, candidates, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    if not candidates:
        return "Take it out."
    listed = ", ".join(candidates)
    return f"Use one of {listed}." if len(candidates) <= 12 else "`docs/policy-rules.md` lists all of them."
