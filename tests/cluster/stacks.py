"""The stacks of this project, as the program plans them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

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
    """Return the plan of a stack; made once in a process, since it takes seconds."""
    return _previewed(_file(stack))


def plan_of_mapping(platform: Mapping[str, Any], folder: Path) -> Plan:
    """Return the plan of a stack file with this content, which is written into `folder` for the purpose."""
    file = folder / "Pulumi.variant.yaml"
    file.write_text(json.dumps({"config": {"evenkeel:platform": platform}}), encoding="utf-8")
    return _previewed(file)


def _previewed(file: Path) -> Plan:
    """Return what `evenkeel preview --json` says; a process of its own, as a user has it."""
    command = [sys.executable, "-m", "evenkeel.cli", "preview", str(file), "--json"]
    preview = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert preview.returncode == 0, f"preview of {file}: {preview.stderr}"
    return loads(preview.stdout)


def _file(stack: str) -> Path:
    return ROOT / "stacks" / f"Pulumi.{stack}.yaml"
