"""How a command ends: its exit codes, and the error that is told in words."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    ERROR = 1
    """The command could not be done; bad input and wrong usage included."""
    CHANGES = 2
    """The command was done and found changes, and was asked to say so."""
    GATE = 3
    """The command was done, and a gate refuses what it found."""
    INTERRUPTED = 130
    """Stopped from the keyboard."""
    READER_GONE = 141
    """Who read the output went away."""


class FailureError(Exception):
    """A command cannot be done; the text says what is wrong and what to do about it."""
