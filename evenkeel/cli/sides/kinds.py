"""Which kind of side an argument means: told by what it is, never by its name."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from evenkeel.cli.failure import FailureError
from evenkeel.cli.sides.documents import Document, read_document

CHECKOUT: Final = "."
"""The argument that means the checkout as it is, changes that are not committed included."""
_FATAL: Final = 128
"""How git ends where it cannot even begin."""


@dataclass(frozen=True, slots=True)
class ProgramSide:
    """The program of a revision, or of the checkout.

    Attributes:
        label: what the reader calls it.
        commit: the commit's full name; None for the checkout as it is.
    """

    label: str
    commit: str | None


@dataclass(frozen=True, slots=True)
class DocumentSide:
    """A plan that stands in a file.

    Attributes:
        label: the file's name as given.
        document: what is in it.
    """

    label: str
    document: Document


Side: TypeAlias = ProgramSide | DocumentSide


def recognised(argument: str, root: Path | None, name: str = "BASE") -> Side:
    """Return what an argument means: a file that exists, else a revision.

    Args:
        argument: as typed.
        root: folder of the project; None outside any.
        name: what the argument is called in the command's usage.

    Raises:
        FailureError: it is neither, or the file is nothing that can be compared.
    """
    if not argument:
        raise FailureError(f"{name} is empty; give a revision or a file")
    if argument == CHECKOUT:
        if root is None:
            raise FailureError(". means the checkout, but there is no Pulumi.yaml here; change into the project first")
        return ProgramSide("the checkout", None)
    path = Path(argument)
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except (OSError, ValueError):  # too long for a name of the file system, or none at all
        is_file = is_folder = False
    if is_file:
        return DocumentSide(argument, read_document(path))
    if is_folder:
        raise FailureError(f"{argument} is a folder; name a revision, a plan file, an exported state or a preview")
    commit = _commit(argument, root) if root else None
    if commit is None and (ends := _ends(argument)):
        raise FailureError(f"{argument} is a range; the two sides are two arguments; write: {' '.join(ends)}")
    if commit is None:
        why = f"no revision of {root} and no file here has that name" if root else "there is no such file"
        raise FailureError(
            f"{argument} is neither a git revision nor a file: {why}. Use a branch, a tag or a commit (shallow clones "
            "have few: git fetch --unshallow), or a file from `evenkeel preview --out`, `pulumi stack export` or "
            "`pulumi preview --json --show-sames`"
        )
    return ProgramSide(argument, commit)


def _ends(argument: str) -> tuple[str, ...]:
    """Return the two sides of git's `a..b` or `a...b`; none where it is no range. An end left out is the checkout."""
    base, dots, head = argument.partition("..")
    head = head.removeprefix(".")
    return (base, head or CHECKOUT) if base and dots else ()


def _commit(revision: str, root: Path) -> str | None:
    if revision.startswith("-"):
        return None
    try:
        ended = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},  # its words are read
        )
    except FileNotFoundError:
        raise FailureError("git is not on PATH; install it, or compare plan files") from None
    if ended.returncode == _FATAL and "not a git repository" in ended.stderr:
        raise FailureError(
            f"{root} is not a git repository, so {revision} is no revision, and no file here has that name; "
            "compare plan files, or run git init"
        )
    return ended.stdout.strip() or None if ended.returncode == 0 else None
