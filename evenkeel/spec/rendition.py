"""A platform with all its defaults filled in, as the stack file would say it."""

from __future__ import annotations

from typing import cast

from evenkeel.spec.platform import Platform


def rendition(platform: Platform) -> dict[str, object]:
    """Return `platform` in plain JSON types and camelCase keys, what it does without left out."""
    dumped = platform.model_dump(mode="json", by_alias=True, exclude_none=True)
    return cast("dict[str, object]", dumped)
