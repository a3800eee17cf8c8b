"""Which kind of side an argument means: told by what it is, never by its name."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from evenkeel.cli.failure import FailureError
from evenkeel.cli.sides.documents import Document, read_document

CHECKOUT: Final = "."
"""The argument that means the checkout as it is, changes that are not committed included."""


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


def recognised(argument: str, root: Path | None) -> Side:
    """Return what an argument means: a file that exists, else a revision.

    Args:
        argument: as typed.
        root: folder of the project; None outside any.

    Raises:
        FailureError: it is neither, or the file is nothing that can be compared.
    """
    if argument == CHECKOUT:
        if root is None:
            raise FailureError(". means the checkout, but there is no Pulumi.yaml here; change into the project first")
        return ProgramSide("the checkout", None)
    path = Path(argument)
    if path.is_file():
        return DocumentSide(argument, read_document(path))
    if path.is_dir():
        raise FailureError(f"{argument} is a folder; name a revision, a plan file, an exported state or a preview")
    commit = _commit(argument, root) if root else None
    if commit is None:
        why = f"no revision of {root} and no file here has that name" if root else "there is no such file"
        raise FailureError(
            f"{argument} is neither a git revision nor a file: {why}. Use a branch, a tag or a commit (shallow clones "
            "have few: git fetch --unshallow), or a file from `evenkeel preview --out`, `pulumi stack export` or "
            "`pulumi preview --json --show-sames`"
        )
    return ProgramSide(argument, commit)


def _commit(revision: str, root: Path) -> str | None:
    if revision.startswith("-"):
        return None
    try:
        ended = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise FailureError("git is not on PATH; install it, or compare plan files") from None
    return ended.stdout.strip() or None if ended.returncode == 0 else None
