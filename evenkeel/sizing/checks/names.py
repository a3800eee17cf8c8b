"""The names that the stack computes are not longer than AWS and Kubernetes take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import BUCKET_PURPOSES, Problem

_RANDOM: Final = 8
"""Characters that Pulumi adds to a name to keep it unique: a hyphen and seven hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class _Limit:
    what: str
    longest: int
    suffix: str

    def excess(self, start: str) -> int:
        return len(start) + len(self.suffix) + _RANDOM - self.longest


_STACK: Final = (
    _Limit("bucket", 63, max((f"-storage-{purpose}-bucket" for purpose in BUCKET_PURPOSES), key=len)),
    _Limit("replication group", 40, "-cache"),
)
_LOAD_BALANCER: Final = (_Limit("load balancer", 32, "-lb"), _Limit("target group", 32, "-lb"))
_SERVING: Final = _Limit("IAM role", 64, "-identity-role")
_POOL: Final = _Limit("IAM role", 64, "-nodes-role")
_SERVING_LONGEST: Final = 40
"""Kubernetes adds the group, the worker and a hash to it in labels of at most 63 characters."""


def check_names(view: View) -> Iterator[Problem]:
    """Refuse names from which a longer one than allowed would be made."""
    platform = view.platform
    start = platform.full_name
    if platform.makes_infrastructure:
        limits = (*_STACK, *(_LOAD_BALANCER if platform.load_balancer else ()))
        worst = max(limits, key=lambda limit: limit.excess(start))
        if worst.excess(start) > 0:
            message = f"makes the name of a {worst.what} {worst.excess(start)} characters longer than AWS takes"
            fix = f"Shorten it to {len(platform.name) - worst.excess(start)} characters."
            yield found("name", platform.name, f"{message} ({worst.longest})", fix)
        for path, pool in view.pools():
            yield from _part(f"{path}.name", pool.name, _POOL, f"{start}-{pool.name}")
    for entry in view.entries:
        path, name = f"{entry.path}.name", entry.serving.name
        if len(name) > _SERVING_LONGEST:
            message = f"is longer than {_SERVING_LONGEST} characters, and pods carry it in labels"
            yield found(path, name, message, f"Shorten it to {_SERVING_LONGEST} characters.")
        elif view.aws is not None:
            yield from _part(path, name, _SERVING, f"{start}-{name}")


def _part(path: str, name: str, limit: _Limit, start: str) -> Iterator[Problem]:
    excess = limit.excess(start)
    if excess > 0:
        message = f"makes the name of an {limit.what} {excess} characters longer than AWS takes ({limit.longest})"
        yield found(path, name, message, f"Shorten it to {len(name) - excess} characters, or shorten name.")
