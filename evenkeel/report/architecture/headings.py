"""What stands above the picture and above the frame of the cluster."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.inputs import counted, word
from evenkeel.report.architecture.records import Lane, Part, PartKind

_AWS: Final = "pulumi:providers:aws"
_KUBERNETES: Final = "pulumi:providers:kubernetes"
_IN_CLUSTER: Final = frozenset({Lane.SERVICES, Lane.POOLS, Lane.CONTROLLERS})


def subtitle(context: Context, parts: Iterable[Part]) -> str:
    """Return where a stack stands and how much there is of it."""
    found: list[str] = []
    for resource in context.plan.resources:
        if resource.type != _AWS:
            continue
        account = _first(context.inputs.word(resource, "allowedAccountIds"))
        region = context.inputs.word(resource, "region")
        found = [*([f"AWS account {account}"] if account else []), *([region] if region else [])]
        break
    count = sum(len(part.urns) for part in parts if part.presence.value != "gone")
    return context.inputs.shown.text(" · ".join([*found, counted(count, "resource")]))


def cluster_heading(context: Context, parts: Iterable[Part]) -> str:
    """Return what the frame around services, nodes and controllers is called; empty if nothing stands in it."""
    inside = [part for part in parts if part.lane in _IN_CLUSTER]
    if not inside:
        return ""
    if any(part.kind is PartKind.CLUSTER for part in inside):
        return "Cluster"
    for resource in context.plan.resources:
        if resource.type == _KUBERNETES and (found := context.inputs.word(resource, "context")):
            return context.inputs.shown.text(f"Existing cluster {found}")
    return "Existing cluster"


def _first(listed: str) -> str:
    """Return the only item of a list that a provider was given as JSON."""
    try:
        items = json.loads(listed)
    except (ValueError, RecursionError):
        return listed
    return word(items[0]) if isinstance(items, list) and len(items) == 1 else ""  # pyright: ignore[reportUnknownArgumentType]
