"""Words for findings that all renderers share."""

from __future__ import annotations

from typing import Final

from evenkeel.model import Finding
from evenkeel.report.redaction import redacted

_MOST_SOURCES: Final = 3


def sentence(finding: Finding) -> str:
    """Return what is wrong, with the property and with what an unknown comes from."""
    text = f"{finding.path}: {finding.message}" if finding.path else finding.message
    names = [urn.rpartition("::")[2] for urn in finding.sources]
    if names:
        more = f" and {len(names) - _MOST_SOURCES} more" if len(names) > _MOST_SOURCES else ""
        text += f"; it comes from {', '.join(names[:_MOST_SOURCES])}{more}"
    return str(redacted(text))


def name_of(finding: Finding) -> str:
    """Return the name of the resource; empty for the whole stack."""
    return finding.urn.rpartition("::")[2]


def kind_of(finding: Finding) -> str:
    """Return the type of the resource as people say it: `Deployment`, `Bucket`."""
    return finding.type.rpartition(":")[2]


def counted(count: int, thing: str) -> str:
    """Return a count with its noun."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
