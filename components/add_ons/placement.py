"""On which nodes controllers run, and with how much."""

from components.cluster import SYSTEM_NODE_SELECTOR, SYSTEM_TOLERATIONS


def placement(*, on_system_nodes: bool) -> dict[str, object]:
    """Return the chart values that keep pods on system nodes; none on a cluster that has no such nodes."""
    return {"nodeSelector": SYSTEM_NODE_SELECTOR, "tolerations": SYSTEM_TOLERATIONS} if on_system_nodes else {}


def resources(*, cpu: str, memory: str) -> dict[str, object]:
    """Return requests, and a memory limit that equals its request so that the pod is not the first to be evicted."""
    return {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": memory}}
