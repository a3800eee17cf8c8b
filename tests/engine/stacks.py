"""The project's own stacks as `evenkeel` sees them."""

from __future__ import annotations

from pathlib import Path

from evenkeel.cli.recording import record
from evenkeel.model import Plan


def recorded_plan(folder: Path, stack: str) -> Plan:
    """Return what `evenkeel preview` says of a stack file in a folder."""
    return record(str(folder / "stacks" / f"Pulumi.{stack}.yaml")).plan
