"""Which nodes a serving entry's pods go to."""

from components.node_pools import AcceleratorArgs, PodPlacement, placement
from evenkeel.spec import AwsTarget, NodePool, Platform


def pod_placement(platform: Platform, pool: NodePool, accelerator: AcceleratorArgs | None) -> PodPlacement:
    """Return node selector and tolerations: by our own labels on AWS, by the flavour's elsewhere."""
    target = platform.target
    if isinstance(target, AwsTarget):
        placed = placement("eks", accelerator, pool=pool.name, purpose=pool.purpose, product=None)
    else:
        placed = placement(target.flavor, accelerator, pool=None, purpose=None, product=None)
        placed = PodPlacement(
            node_selector={**placed.node_selector, **pool.labels}, tolerations=list(placed.tolerations)
        )
    extra = [
        {"key": taint.key, "operator": "Equal", "value": taint.value, "effect": taint.effect} for taint in pool.taints
    ]
    return PodPlacement(node_selector=placed.node_selector, tolerations=[*placed.tolerations, *extra])
