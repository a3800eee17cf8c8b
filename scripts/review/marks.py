"""The two hidden lines on top of a comment: whose it is, and which run wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

END: Final = "<!-- evenkeel:end -->"
"""Stands between what evenkeel wrote and the link to the run, which differs each time."""
_MARKER: Final = re.compile(r"<!-- evenkeel:diff:([\w.+-]{1,100}/[\w./+-]{1,100}) -->")
_STAMP: Final = re.compile(r"<!-- evenkeel:run:([0-9a-f]{40}|[0-9a-f]{64}):(\d{1,18})\.(\d{1,18}) -->")


@dataclass(frozen=True, slots=True)
class Run:
    """The run of continuous integration that a report comes from.

    Attributes:
        head: full name of the newest commit of the change.
        number: grows with every run.
        attempt: grows whenever that run is started again.
    """

    head: str
    number: int
    attempt: int

    @property
    def stamp(self) -> str:
        """The hidden line that says so."""
        return f"<!-- evenkeel:run:{self.head}:{self.number}.{self.attempt} -->"

    def is_older_than(self, other: Run) -> bool:
        """Tell whether another run started later; by its number, since clocks of runners differ."""
        return (self.number, self.attempt) < (other.number, other.attempt)


def marker_of(text: str) -> str | None:
    """Return what the first line marks, `project/stack`; None where it marks nothing."""
    found = _MARKER.fullmatch(text.split("\n", 1)[0].strip())
    return found[1] if found else None


def run_of(text: str) -> Run | None:
    """Return the run that the second line names, if any."""
    lines = text.split("\n", 2)
    found = _STAMP.fullmatch(lines[1].strip()) if len(lines) > 1 else None
    return Run(found[1], int(found[2]), int(found[3])) if found else None


def composed(text: str, run: Run, footer: str) -> str:
    """Return what is posted: the marker, the run, the text, and below it the link."""
    marker, _, rest = text.partition("\n")
    return f"{marker}\n{run.stamp}\n{rest.strip()}\n\n{END}\n{footer}\n"


def content(text: str) -> str:
    """Return what a posted comment says, without what differs from run to run."""
    lines = text.replace("\r\n", "\n").rpartition(END)
    body = (lines[0] if lines[1] else lines[2]).split("\n")
    if len(body) > 1 and _STAMP.fullmatch(body[1].strip()):
        del body[1]
    return "\n".join(line.rstrip() for line in body).strip()
