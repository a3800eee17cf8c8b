"""Type tokens as the tables of this room are keyed by them."""

from __future__ import annotations

from functools import cache
from typing import Final

STACK_TYPE: Final = "pulumi:pulumi:Stack"
PROVIDER_PREFIX: Final = "pulumi:providers:"
KUBERNETES: Final = "kubernetes:"


@cache
def kind(token: str) -> str:
    """Return the key of a type in the tables: Kubernetes kinds go without their version."""
    if not token.startswith(KUBERNETES):
        return token
    _, module, name = token.split(":", 2)
    return f"{KUBERNETES}{module.rpartition('/')[0]}:{name}"
