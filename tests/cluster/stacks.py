"""The stacks of this project, as the program plans them."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from evenkeel.model import Plan
from evenkeel.plan import loads
from evenkeel.sizing import load_stack_file
from evenkeel.spec import Platform, read_stack_file
from evenkeel.spec.reading import stack_names

ROOT = Path(__file__).parents[2]
NAMES = stack_names(ROOT / "stacks")


def platform_of(stack: str) -> Platform:
    """Return the settings of a stack, all defaults filled in."""
    return load_stack_file(read_stack_file(_file(stack)))


@cache
def plan_of(stack: str) -> Plan:
    """Return what `evenkeel preview --json` says of a stack; asked once in a process, since it takes seconds."""
    command = [sys.executable, "-m", "evenkeel.cli", "preview", str(_file(stack)), "--json"]
    preview = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert preview.returncode == 0, f"preview of {stack}: {preview.stderr}"
    return loads(preview.stdout)


def _file(stack: str) -> Path:
    return ROOT / "stacks" / f"Pulumi.{stack}.yaml"
