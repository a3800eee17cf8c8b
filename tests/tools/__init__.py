"""Real parts for the engine and cluster tiers: found on the machine, or built once from Go modules."""

from tests.tools.binaries import MissingToolError, Tool, locate
from tests.tools.catalogue import (
    ETCD,
    KUBE_APISERVER,
    KUBE_CONTROLLER_MANAGER,
    KUBE_SCHEDULER,
    KWOK,
    LWS_MANAGER,
    PULUMI,
)

__all__ = [
    "ETCD",
    "KUBE_APISERVER",
    "KUBE_CONTROLLER_MANAGER",
    "KUBE_SCHEDULER",
    "KWOK",
    "LWS_MANAGER",
    "PULUMI",
    "MissingToolError",
    "Tool",
    "locate",
]
