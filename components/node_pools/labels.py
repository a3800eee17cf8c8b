"""Labels that our pools put on their nodes.

Karpenter adds its own (`karpenter.k8s.aws/instance-gpu-name`, `karpenter.sh/capacity-type`...), a managed node group
does not; these are the ones that both have, so that pods find nodes of either.
"""

import re

from components.node_pools.accelerator import AcceleratorArgs
from components.node_pools.efa import EfaArgs

POOL = "evenkeel.dev/pool"
PURPOSE = "evenkeel.dev/purpose"
ACCELERATOR = "evenkeel.dev/accelerator"
ACCELERATOR_NAME = "evenkeel.dev/accelerator-name"
EFA = "evenkeel.dev/efa"
IMAGE_FAMILY = "evenkeel.dev/image-family"


def label_value(text: str) -> str:
    """Return `text` as a label value: lower case, other characters as single dashes, at most 63 characters."""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower())[:63].strip("-.")


def node_labels(
    pool: str, purpose: str, accelerator: AcceleratorArgs | None, efa: EfaArgs | None, image_family: str
) -> dict[str, str]:
    """Return the labels of a pool's nodes.

    Args:
        pool: name of the pool.
        purpose: what it is for: `inference`, `training`, `general`...
        accelerator: accelerators of a node, if any.
        efa: its EFA interfaces, if any.
        image_family: `al2023` or `bottlerocket`.
    """
    labels = {POOL: pool, PURPOSE: purpose, IMAGE_FAMILY: image_family}
    if accelerator is not None:
        labels[ACCELERATOR] = accelerator.kind
        labels[ACCELERATOR_NAME] = label_value(accelerator.name)
    if efa is not None:
        labels[EFA] = str(efa.interfaces)
    return labels
