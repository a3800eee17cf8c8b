"""One concept a file: small files, and a stated reason for each large one."""

from __future__ import annotations

import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
CEILING = 350
MEDIAN = 120
REASONS: dict[str, str] = {}


def _sources() -> dict[str, int]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py", "*.tpl"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in names}


def test_no_file_is_over_the_ceiling_without_a_reason() -> None:
    over = {name: lines for name, lines in _sources().items() if lines > CEILING and name not in REASONS}
    assert not over, f"over {CEILING} lines; split by concept, or state the reason here: {over}"


def test_half_of_the_files_are_small() -> None:
    sizes = [lines for name, lines in _sources().items() if not name.endswith("__init__.py")]
    assert statistics.median(sizes) <= MEDIAN
