"""Taints that keep other pods away from costly nodes, and the tolerations that match them."""

from dataclasses import dataclass

from components.node_pools.accelerator import AcceleratorArgs, accelerator_resource
from components.node_pools.labels import PURPOSE

GENERAL_PURPOSE = "general"
"""Purpose of pools that take any pod."""

PRESENT = "present"
NO_SCHEDULE = "NoSchedule"


@dataclass(frozen=True, kw_only=True)
class TaintArgs:
    """A taint of a pool's nodes.

    Attributes:
        key: taint key.
        value: taint value.
        effect: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    """

    key: str
    value: str
    effect: str


@dataclass(frozen=True, kw_only=True)
class TolerationArgs:
    """A toleration of a pod.

    Attributes:
        key: key of the taint.
        operator: `Exists` or `Equal`.
        value: value of the taint, with `Equal`.
        effect: effect of the taint.
    """

    key: str
    operator: str
    value: str | None
    effect: str

    def document(self) -> dict[str, str]:
        """Return the toleration as Kubernetes writes it."""
        toleration = {"key": self.key, "operator": self.operator, "effect": self.effect}
        if self.value is not None:
            toleration["value"] = self.value
        return toleration


def node_taints(purpose: str, accelerator: AcceleratorArgs | None) -> list[TaintArgs]:
    """Return the taints of a pool's nodes.

    The accelerator's taint has the key of its resource, as charts and device plugins expect it; the purpose's
    taint keeps training off serving nodes and the reverse.
    """
    taints: list[TaintArgs] = []
    if accelerator is not None:
        taints.append(TaintArgs(key=accelerator_resource(accelerator.kind), value=PRESENT, effect=NO_SCHEDULE))
    if purpose != GENERAL_PURPOSE:
        taints.append(TaintArgs(key=PURPOSE, value=purpose, effect=NO_SCHEDULE))
    return taints


def tolerations(taints: list[TaintArgs]) -> list[TolerationArgs]:
    """Return the tolerations of pods that may run on nodes with `taints`."""
    return [TolerationArgs(key=taint.key, operator="Equal", value=taint.value, effect=taint.effect) for taint in taints]


def agent_tolerations(kinds: list[str]) -> list[TolerationArgs]:
    """Return the tolerations of a per-node agent, a device plugin for example: pools of any purpose.

    Args:
        kinds: accelerators on whose nodes it runs.
    """
    keys = [*(accelerator_resource(kind) for kind in kinds), PURPOSE]
    return [TolerationArgs(key=key, operator="Exists", value=None, effect=NO_SCHEDULE) for key in keys]
