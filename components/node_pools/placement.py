"""Where pods go: node selectors and tolerations, by kind of cluster."""

from dataclasses import dataclass

from components.node_pools.accelerator import NVIDIA, AcceleratorArgs
from components.node_pools.labels import POOL, label_value
from components.node_pools.taints import TolerationArgs, node_taints, tolerations

EKS = "eks"
GKE = "gke"
AKS = "aks"
GENERIC = "generic"
FLAVORS = (GENERIC, EKS, GKE, AKS)

# GKE's names of the GPU models that it offers (https://cloud.google.com/kubernetes-engine/docs/concepts/gpus).
_GKE_ACCELERATORS = {
    "T4": "nvidia-tesla-t4",
    "L4": "nvidia-l4",
    "A100": "nvidia-tesla-a100",
    "H100": "nvidia-h100-80gb",
    "H200": "nvidia-h200-141gb",
    "B200": "nvidia-b200",
}

# Product names by which NVIDIA's feature discovery labels the data-centre boards that servers usually carry.
# Boards of another form (PCIe) or memory size have other names: `product` says so.
_NVIDIA_PRODUCTS = {
    "T4": "Tesla-T4",
    "L4": "NVIDIA-L4",
    "A10G": "NVIDIA-A10G",
    "L40S": "NVIDIA-L40S",
    "A100": "NVIDIA-A100-SXM4-80GB",
    "H100": "NVIDIA-H100-80GB-HBM3",
    "H200": "NVIDIA-H200",
    "B200": "NVIDIA-B200",
    "B300": "NVIDIA-B300",
}

_NO_SCHEDULE = "NoSchedule"
_AKS_TAINT = TolerationArgs(key="sku", operator="Equal", value="gpu", effect=_NO_SCHEDULE)  # as AKS's guides set it


@dataclass(frozen=True, kw_only=True)
class PodPlacement:
    """How pods find their nodes.

    Attributes:
        node_selector: labels that a node must carry.
        tolerations: taints that pods tolerate, as Kubernetes writes them.
    """

    node_selector: dict[str, str]
    tolerations: list[dict[str, str]]


def placement(
    flavor: str,
    accelerator: AcceleratorArgs | None,
    *,
    pool: str | None,
    purpose: str | None,
    product: str | None,
) -> PodPlacement:
    """Return where pods that need `accelerator` may run.

    Args:
        flavor: `eks`, `gke`, `aks` or `generic`.
        accelerator: what a pod needs; None for CPU.
        pool: one of our pools, or nodes that carry its label by hand; None to find nodes by their accelerator.
        purpose: purpose of our pool, whose taint pods tolerate; None without our pools.
        product: value of `nvidia.com/gpu.product`, where it is not the usual one.

    Raises:
        ValueError: an unknown flavour, or an accelerator that it does not label.
    """
    if flavor not in FLAVORS:
        message = f"flavor is {flavor!r}: use one of {', '.join(FLAVORS)}"
        raise ValueError(message)
    found = tolerations(node_taints(purpose, accelerator)) if purpose is not None else _by_resource(accelerator)
    if flavor == AKS and accelerator is not None:
        found = [*found, _AKS_TAINT]
    if pool is not None:
        selector = {POOL: pool}
    elif accelerator is None:
        selector = dict[str, str]()
    elif product is not None:
        selector = {"nvidia.com/gpu.product": product}
    else:
        selector = _selector(flavor, accelerator)
    return PodPlacement(node_selector=selector, tolerations=[toleration.document() for toleration in found])


def _by_resource(accelerator: AcceleratorArgs | None) -> list[TolerationArgs]:
    taints = node_taints("general", accelerator)
    return [TolerationArgs(key=each.key, operator="Exists", value=None, effect=each.effect) for each in taints]


def _selector(flavor: str, accelerator: AcceleratorArgs) -> dict[str, str]:
    name = label_value(accelerator.name)
    if flavor == EKS:
        if accelerator.kind == NVIDIA:
            return {"karpenter.k8s.aws/instance-gpu-name": name}
        return {"karpenter.k8s.aws/instance-accelerator-name": name}
    if accelerator.kind != NVIDIA:
        message = f"accelerator kind is {accelerator.kind!r}: clusters of flavor {flavor} offer {NVIDIA} only"
        raise ValueError(message)
    if flavor == AKS:
        return {"kubernetes.azure.com/accelerator": "nvidia"}  # AKS does not label the model: one model a cluster
    label, known = (
        ("cloud.google.com/gke-accelerator", _GKE_ACCELERATORS)
        if flavor == GKE
        else ("nvidia.com/gpu.product", _NVIDIA_PRODUCTS)
    )
    if accelerator.name not in known:
        message = f"accelerator is {accelerator.name!r}: flavor {flavor} labels {', '.join(known)}; name a pool instead"
        raise ValueError(message)
    return {label: known[accelerator.name]}
