"""Whether an object that is applied again is the same afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.cluster.api import Api

_TRIES = 5


def changed_by_a_second_apply(api: Api, documents: Iterable[Mapping[str, Any]]) -> list[str]:
    """Apply objects again; return those that the API server stored anew, as `kind name`.

    A controller may write the object's status between two looks, so that only what changes every time counts.
    """
    return [f"{each['kind']} {each['metadata']['name']}" for each in documents if _always_changes(api, each)]


def _always_changes(api: Api, document: Mapping[str, Any]) -> bool:
    for _ in range(_TRIES):
        before = api.get(document) or {}
        after = api.apply(document)
        if after["metadata"]["resourceVersion"] == before["metadata"]["resourceVersion"]:
            return False
    return True
