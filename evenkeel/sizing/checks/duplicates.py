"""Names that must differ do."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import Problem


def check_duplicates(view: View) -> Iterator[Problem]:
    """Refuse two pools, or two serving entries, of one name."""
    yield from _repeated("nodePools", [pool.name for pool in view.platform.node_pools])
    yield from _repeated("serving", [entry.name for entry in view.platform.serving])


def _repeated(path: str, names: list[str]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        first = names.index(name)
        if first < index:
            message = f"is the name of {path}[{first}] as well"
            yield found(f"{path}[{index}].name", name, message, "Rename one of them.")
