"""Everything that an API server holds, by kind, namespace and name."""

from __future__ import annotations

from tests.cluster.api import Api

# What Kubernetes and kwok write of their own accord; nodes are made by the tests.
_NOT_OURS = {"Event", "Lease", "Node", "CSINode", "ComponentStatus", "APIService", "FlowSchema", "IPAddress"}


def inventory(api: Api) -> set[str]:
    """Return what there is, as `kind namespace/name`."""
    found: set[str] = set()
    for version, kind in api.kinds():
        if kind not in _NOT_OURS:
            metadata = (each["metadata"] for each in api.list(version, kind))
            found |= {f"{kind} {each.get('namespace', '')}/{each['name']}" for each in metadata}
    return found
