"""A revision of the project in a folder of its own, for as long as it is needed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from evenkeel.cli.failure import FailureError


@contextmanager
def worktree(root: Path, commit: str) -> Generator[Path]:
    """Give the project's folder in a clean worktree of a commit, outside the checkout; it is gone afterwards.

    Args:
        root: folder of the project in the checkout.
        commit: full name of a commit.

    Raises:
        FailureError: git cannot make it, or the commit has no such project.
    """
    top = Path(_git(root, "rev-parse", "--show-toplevel").strip())
    folder = Path(tempfile.mkdtemp(prefix="evenkeel-"))
    place = folder / "checkout"
    try:
        # hooks of the checkout have no business here; a worker for each core, since writing files is what takes time
        settings = ("-c", f"core.hooksPath={os.devnull}", "-c", "checkout.workers=0")
        _git(root, *settings, "worktree", "add", "--quiet", "--detach", str(place), commit)
        project = place / root.resolve().relative_to(top.resolve())
        if not any((project / name).is_file() for name in ("Pulumi.yaml", "Pulumi.yml")):
            raise FailureError(f"revision {commit[:12]} has no Pulumi.yaml where this project has one")
        yield project
    finally:
        _remove(root, place)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def interruptible() -> Generator[None]:
    """Let a termination end the block as an interrupt does, so that what was made is taken away."""

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    former = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _git(root: Path, *arguments: str) -> str:
    # Interrupts are kept from it, and it is waited for: a worktree that is killed in the making stays locked.
    with subprocess.Popen(
        ["git", "-C", str(root), *arguments],  # noqa: S607
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            printed, complaint = running.communicate()
        except BaseException:
            running.wait()
            raise
    if running.returncode:
        reason = (complaint.strip().splitlines() or ["it said nothing"])[-1]
        raise FailureError(f"git {arguments[0] if arguments[0] != '-c' else 'worktree'} failed: {reason}")
    return printed


def _remove(root: Path, place: Path) -> None:
    for arguments in (("worktree", "remove", "--force", "--force", str(place)), ("worktree", "prune")):
        subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S607
