"""Names that something else has already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import Problem

_NAMESPACES: Final = frozenset(
    {"default", "karpenter", "keda", "lws-system", "external-secrets", "aws-load-balancer-controller"}
)
_SYSTEM_POOL: Final = "system"
_DEFAULT_POLICY: Final = "default-deny"
_OF_AN_ENTRY: Final = {"-pods": "network policy", "-group": "Service of a group"}
"""What an entry makes beside what bears its own name, where another entry's own name could clash with it."""


def check_reserved_names(view: View) -> Iterator[Problem]:
    """Refuse names under which two things would meet in the cluster."""
    namespace = view.platform.namespace
    if namespace in _NAMESPACES or namespace.startswith("kube-"):
        fix = "Take one of their own, such as serving: all traffic in it is denied by default."
        yield found("namespace", namespace, "belongs to the cluster or to a controller", fix)
    for path, pool in view.pools():
        if view.aws is not None and pool.name == _SYSTEM_POOL:
            fix = "Rename it: the platform's own controllers are placed by that name."
            yield found(f"{path}.name", pool.name, "is the name of the system nodes", fix)
    names = {entry.serving.name for entry in view.entries}
    for entry in view.entries:
        name, path = entry.serving.name, f"{entry.path}.name"
        if name == _DEFAULT_POLICY:
            yield found(path, name, "is the name of the namespace's own network policy", "Choose another name.")
        for suffix, what in _OF_AN_ENTRY.items():
            other = name.removesuffix(suffix)
            if other != name and other in names:
                yield found(path, name, f"is the name of the {what} of {other} as well", "Choose another name.")
