"""How the file says which of two sections is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from evenkeel.spec.section import Section

TAG_PREFIX = "union:"
"""Tags of unions start with this, so that they can be taken out of the path of a problem again."""


def by_kind(*kinds: str) -> Callable[[object], str | None]:
    """Return a function that tells union members apart by their key `kind`."""

    def kind(data: object) -> str | None:
        if isinstance(data, Section):
            return f"{TAG_PREFIX}{getattr(data, 'kind', '')}"
        found = cast("Mapping[str, object]", data).get("kind") if isinstance(data, Mapping) else None
        return f"{TAG_PREFIX}{found}" if found in kinds else None

    return kind


def new_or_existing(data: object) -> str:
    """Return the tag of a section that is either made, or taken over as `{existing: ...}`."""
    existing = hasattr(data, "existing") or (isinstance(data, Mapping) and "existing" in data)
    return f"{TAG_PREFIX}existing" if existing else f"{TAG_PREFIX}new"
