"""Whether a replaced resource goes before its successor comes, which takes along what depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from evenkeel.model import Resource, Value

_NAME: Final = "name"
_OTHER_NAMES: Final = {"aws:s3/bucket:Bucket": "bucket"}


def deletes_first(before: Resource, after: Resource) -> bool:
    """Tell whether the old one is deleted first: as the option says, else since a name that was chosen stays taken.

    The providers ask for it themselves where a program gives the name and the replacement keeps it; a name that they
    make up is another one each time.
    """
    if after.delete_before_replace is not None:
        return after.delete_before_replace
    if after.type.startswith("kubernetes:"):
        was, now = _metadata(before), _metadata(after)
        name = now.get(_NAME)
        return isinstance(name, str) and all(was.get(key) == now.get(key) for key in (_NAME, "namespace"))
    name = after.inputs.get(_OTHER_NAMES.get(after.type, _NAME))
    return isinstance(name, str) and before.inputs.get(_OTHER_NAMES.get(after.type, _NAME)) == name


def _metadata(resource: Resource) -> Mapping[str, Value]:
    found = resource.inputs.get("metadata")
    return cast("Mapping[str, Value]", found) if isinstance(found, Mapping) else {}
