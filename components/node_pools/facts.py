"""What the instance types of a pool offer, from the catalogue."""

from dataclasses import dataclass

from components.node_pools.accelerator import AcceleratorArgs
from components.node_pools.efa import EfaArgs
from components.node_pools.errors import NodePoolError
from evenkeel.catalogue import InstanceAccelerators, InstanceType, instance_type

# Types whose first network card carries IP traffic only: EFA begins on the second. ("P6-B300 has 17 network cards,
# of which the primary network card only supports ENA": EC2's engineers in aws/aws-parallelcluster#7143,
# 2025-12-06.)
_FIRST_EFA_CARD = {"p6-b300.48xlarge": 1}


@dataclass(frozen=True, kw_only=True)
class PoolFacts:
    """What a node of the pool offers.

    Attributes:
        architecture: `amd64` or `arm64`.
        accelerator: its accelerators; with types of several sizes, as many as the smallest has.
        efa: its EFA interfaces; None unless asked for.
        local_nvme: whether every type has NVMe disks of its own.
    """

    architecture: str
    accelerator: AcceleratorArgs | None
    efa: EfaArgs | None
    local_nvme: bool


def pool_facts(pool: str, instance_types: list[str], *, efa: bool) -> PoolFacts:
    """Return what nodes of a pool offer.

    Args:
        pool: name of the pool, for messages.
        instance_types: its instance types.
        efa: whether it wants EFA.

    Raises:
        NodePoolError: a type that the catalogue does not know, or types that do not go together.
    """
    if not instance_types:
        raise NodePoolError(pool, "instance_types", [], "name at least one")
    types = [_known(pool, name) for name in instance_types]
    architectures = {each.architecture for each in types}
    if len(architectures) != 1:
        raise NodePoolError(pool, "instance_types", instance_types, "use one architecture a pool")
    return PoolFacts(
        architecture=architectures.pop(),
        accelerator=_accelerator(pool, types),
        efa=_efa(pool, types) if efa else None,
        local_nvme=all(each.local_storage_gb for each in types),
    )


def _known(pool: str, name: str) -> InstanceType:
    found = instance_type(name)
    if found is None:
        raise NodePoolError(pool, "instance_types", name, "the catalogue does not know it: check the spelling")
    return found


def _accelerator(pool: str, types: list[InstanceType]) -> AcceleratorArgs | None:
    found = [each.accelerators for each in types if each.accelerators is not None]
    if not found:
        return None
    if len(found) != len(types) or len({(each.kind, each.name) for each in found}) != 1:
        fix = "use one accelerator model a pool"
        raise NodePoolError(pool, "instance_types", [each.name for each in types], fix)
    smallest: InstanceAccelerators = min(found, key=lambda each: each.count)
    return AcceleratorArgs(kind=smallest.kind, name=smallest.name, count=smallest.count)


def _efa(pool: str, types: list[InstanceType]) -> EfaArgs:
    layouts = {(each.efa_interfaces, _FIRST_EFA_CARD.get(each.name, 0)) for each in types}
    names = [each.name for each in types]
    if len(layouts) != 1:
        fix = "they differ in EFA interfaces: use types with the same number"
        raise NodePoolError(pool, "instance_types", names, fix)
    interfaces, first_card = layouts.pop()
    if not interfaces:
        fix = "no EFA interfaces are known of it: use another type, or efa: false"
        raise NodePoolError(pool, "instance_types", names, fix)
    return EfaArgs(interfaces=interfaces, first_network_card=first_card)
