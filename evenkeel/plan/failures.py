"""What a failed recording tells: the resource, the property and the cause, without the SDK's own layers."""

from __future__ import annotations

import builtins
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pulumi

from evenkeel.plan.errors import RecordError

_RESOURCE: Final = re.compile(r"While processing resource: '(?P<name>.*?)', type:? '(?P<type>.*?)'")
_OTHERS: Final = {"site-packages", "evenkeel"}
"""Directories in a project whose lines are not the program's."""
_DEEPEST: Final = 100_000
"""Frames that are looked at, whatever limit the process has for traces that it prints."""
_PROPERTY: Final = re.compile(r"While processing input: '(?P<key>[^']*)'")


def explained(error: BaseException, root: Path | None, place: str = "") -> str:
    """Turn what a program raised into one message.

    Args:
        error: what came out of the program or the SDK.
        root: the project's directory: the innermost line in it that was running is named as the place.
        place: the place, where it is known already.
    """
    chain = list(_chain(error))
    known = next((one for one in chain if isinstance(one, RecordError)), None)
    text = str(known) if known is not None else _cause(chain[-1])
    place = place or next(filter(None, (place_of(one, root) for one in reversed(chain))), "")
    return f"{_resource(chain)}{text}" + (f"\n  at {place}" if place else "")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and its causes, outermost first.

    The SDK's driver raises an exception again as its own cause: there the context still tells the cause.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__context__ if error.__cause__ is error else error.__cause__


def _cause(error: BaseException) -> str:
    text = str(error).strip()
    if isinstance(error, SystemExit):
        return f"the program ended itself (exit status {error.code})"
    if isinstance(error, pulumi.RunError) or (text and type(error).__name__ not in vars(builtins)):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _resource(chain: list[BaseException]) -> str:
    """Name the resource and the property that the SDK was at, as its own messages tell."""
    words: list[str] = []
    for error in chain:
        text = str(error)
        resource = _RESOURCE.search(text)
        if resource and not words:
            words.append(f"{resource['name']} ({resource['type']})")
        found = _PROPERTY.search(text)
        if found:
            words.append(f"property {found['key']!r}" if words else f"output {found['key']!r}")
            break
    return ", ".join(words) + ": " if words else ""


def place_of(error: BaseException, root: Path | None) -> str:
    """Name the innermost line of the project that was running; empty where none was."""
    for frame in reversed(traceback.extract_tb(error.__traceback__, limit=-_DEEPEST)) if root else ():
        path = Path(frame.filename)
        if root and path.is_relative_to(root) and not _OTHERS.intersection(path.relative_to(root).parts):
            return f"{path.relative_to(root)}, line {frame.lineno}"
    return ""
