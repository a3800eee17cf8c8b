"""The example change of the documentation, reviewed for real in a repository of its own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PATCH: Final = ROOT / "docs" / "examples" / "prod-change.patch"
COMMAND: Final = (
    "evenkeel diff main larger-pools --stack prod --report build/review "
    "--fail-on policy,protected-delete,stateful-replace --fail-on-cost-rise 10%"
)
"""What the documentation shows, word for word."""
_REFUSED: Final = 3
_DAY: Final = "1795305600"
"""22 November 2026, in seconds since 1970: after the end of standard support prod's control plane has another price."""
# neither the configuration nor the hooks of whoever makes the pictures have a say
_OWN: Final = ("-c", "user.name=example", "-c", "user.email=example@example.com", "-c", "commit.gpgsign=false")
_PLAIN: Final = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.autocrlf=false")


class ExampleError(Exception):
    """The example could not be reviewed."""


def example_report(folder: Path) -> Path:
    """Return the folder of the report on the example change.

    The checkout as it is, uncommitted files included, becomes the branch `main` of a new repository, and the change a
    branch of it; so the report names neither this machine nor a commit.

    Args:
        folder: an empty one for the repository.

    Raises:
        ExampleError: the patch does not apply, or evenkeel does not refuse the change by its thresholds.
    """
    _copy(folder)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _commit(folder, "The checkout")
    _git(folder, "switch", "--quiet", "--create", "larger-pools")
    _git(folder, "apply", str(PATCH))
    _commit(folder, "Larger pools")
    arguments = shlex.split(COMMAND)[1:]
    ended = _run([sys.executable, "-m", "evenkeel.cli", *arguments], folder)
    if ended.returncode != _REFUSED:
        raise ExampleError(f"evenkeel ended with {ended.returncode}, not {_REFUSED}: {ended.stderr.strip()}")
    return folder / "build" / "review"


def _copy(folder: Path) -> None:
    listed = _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _commit(folder: Path, message: str) -> None:
    _git(folder, "add", "--all")
    _git(folder, *_OWN, *_PLAIN, "commit", "--quiet", "--message", message)


def _git(folder: Path, *arguments: str) -> str:
    ended = _run(["git", *arguments], folder)
    if ended.returncode:
        raise ExampleError(f"git {' '.join(arguments)} failed: {ended.stderr.strip()}")
    return ended.stdout


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # git tells a hook by its variables which repository is meant: not this one
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["SOURCE_DATE_EPOCH"] = _DAY
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
