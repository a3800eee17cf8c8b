"""Which changes the stand-in answers with a replacement, and when the old thing has to go first.

What forces a replacement is taken from the table of `evenkeel diff`, which was read from the providers' sources: these
tests are about what the engine makes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from evenkeel.diff.replacement import rules
from evenkeel.model.change import Effect
from tests.engine.stand_in.values import at

# Where a name is unique in a region or an account, a replacement of the same name cannot be made beside the old thing.
_AWS_NAMES: Final = {"aws:s3/bucket:Bucket": "bucket"}


@cache
def replaced_on(token: str) -> tuple[str, ...]:
    """Return the properties of a type whose change forces a replacement, as dotted paths."""
    identity_of_object = ("apiVersion", "kind") if token.startswith("kubernetes:") else ()
    effects = rules(token).effects.items()
    return (*identity_of_object, *(".".join(path) for path, effect in effects if effect is Effect.REPLACES))


def replaces(token: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return which of the changed properties force a replacement, as dotted paths."""
    return sorted(path for path in replaced_on(token) if at(old, path) != at(new, path))


def deletes_first(token: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a replacement has to wait for the deletion, since it keeps a name that the program chose."""
    if token.startswith("kubernetes:"):
        return all(at(old, path) == at(new, path) for path in ("metadata.name", "metadata.namespace"))
    chosen = _AWS_NAMES.get(token, "name")
    return chosen in new and old.get(chosen) == new[chosen]


def identity(token: str, inputs: Mapping[str, Any]) -> str | None:
    """Return what nothing else of the cloud may have, or None where names are not unique.

    Args:
        token: the resource's type.
        inputs: its properties, with secrets revealed.
    """
    if token.startswith("kubernetes:"):
        name = at(inputs, "metadata.name")
        group = str(inputs.get("apiVersion", "")).rpartition("/")[0]
        return f"{group}/{inputs.get('kind')}/{at(inputs, 'metadata.namespace')}/{name}" if name else None
    bucket = inputs.get("bucket") if token == "aws:s3/bucket:Bucket" else None
    return f"bucket {bucket}" if bucket else None
