"""What can go wrong with a plan, each as one message that a person can act on."""

from __future__ import annotations


class RecordError(Exception):
    """The program could not be recorded; the text holds one problem a line, the cause is chained."""


class DocumentError(Exception):
    """A file or text is not a plan document; the text says what it is instead and what to do."""
