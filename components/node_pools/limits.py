"""How large a pool may grow."""

from dataclasses import dataclass

from components.node_pools.accelerator import AcceleratorArgs, accelerator_resource
from components.node_pools.errors import NodePoolError


@dataclass(frozen=True, kw_only=True)
class LimitsArgs:
    """Upper limits over all nodes of a pool; at least one must be given.

    Attributes:
        cpu: vCPUs.
        memory_gib: GiB of memory.
        accelerators: accelerators.
        nodes: nodes.
    """

    cpu: int | None
    memory_gib: int | None
    accelerators: int | None
    nodes: int | None


def limits_document(pool: str, limits: LimitsArgs, accelerator: AcceleratorArgs | None) -> dict[str, str]:
    """Return the limits as Karpenter writes them.

    Raises:
        NodePoolError: no limit at all, or one on accelerators in a pool without them.
    """
    if limits.accelerators is not None and accelerator is None:
        fix = "its instance types have none: remove it"
        raise NodePoolError(pool, "limits.accelerators", limits.accelerators, fix)
    found: dict[str, str] = {}
    if limits.cpu is not None:
        found["cpu"] = str(limits.cpu)
    if limits.memory_gib is not None:
        found["memory"] = f"{limits.memory_gib}Gi"
    if accelerator is not None and limits.accelerators is not None:
        found[accelerator_resource(accelerator.kind)] = str(limits.accelerators)
    if limits.nodes is not None:
        found["nodes"] = str(limits.nodes)
    if not found:
        raise NodePoolError(pool, "limits", None, "give at least one limit, or a mistake may cost without bound")
    return found
