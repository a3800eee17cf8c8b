"""How a step ends that cannot do its work."""

from __future__ import annotations


class ProblemError(Exception):
    """What is wrong and what to do about it, as sentences for the log of a job."""
