"""What a report shows of each kind of resource, looked up by type token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """How resources of one kind are shown.

    Attributes:
        shown: property paths by label. A blank label shows the value alone; one that ends in `?` belongs to a boolean
            and is shown, without the value, where that is true. A path is a dotted list of keys; `[]` after a key goes
            through all items of a list.
        minor: a resource that says little by itself (an attachment, a role binding): counted, not listed.
        closed: a component whose parts need no lines of their own, like a role with its policy.
        fold_from: from how many siblings on they become one line.
    """

    shown: Mapping[str, str] = field(default_factory=dict[str, str])
    minor: bool = False
    closed: bool = False
    fold_from: int = 3


UNFOLDED: Final = 13
"""`fold_from` of kinds which a reader wants to see one by one."""

MINOR: Final = Kind(minor=True)
OTHER: Final = Kind()


def label(token: str) -> str:
    """Return how a reader calls a type: `ec2:Subnet`, `Deployment`, `Network`."""
    package, _, rest = token.partition(":")
    module, _, name = rest.rpartition(":")
    if package == "aws":
        return f"{module.split('/')[0]}:{name}"
    return name or token


def key(token: str) -> str:
    """Return the key of a type in the tables: Kubernetes kinds go without their version."""
    package, _, rest = token.partition(":")
    if package != "kubernetes":
        return token
    module, _, name = rest.rpartition(":")
    return f"kubernetes:{module.rpartition('/')[0]}:{name}"
