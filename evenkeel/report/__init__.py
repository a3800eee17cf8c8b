"""Renderers: text from plans, never a computation."""

from evenkeel.report.redaction import REDACTED, redacted
from evenkeel.report.terminal import preview

__all__ = ["REDACTED", "preview", "redacted"]
