"""Mutations that no rule catches, each with the reason why that is right, or cannot be otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_UNUSED: Final = "nothing in the stack is of that kind"
_NO_POOL: Final = "the cluster exists already: its nodes are in the stack file, which sizing judges, not in the plan"

MISSED: Final[Mapping[str, Mapping[tuple[str, str], str]]] = {
    "dev": {
        ("all-nodes-at-once", "pool-*"): "dev may replace all nodes at once: the rule advises against it unmutated too",
        ("remove-definition", "definitions-externalsecrets*"): _UNUSED,
        ("remove-definition", "definitions-leaderworkersets*"): _UNUSED,
        ("remove-definition", "definitions-podmonitors*"): _UNUSED,
        ("remove-definition", "definitions-secretstores*"): _UNUSED,
        ("remove-definition", "definitions-targetgroupbindings*"): _UNUSED,
        ("shrink-limit", "pool-gpu-small-*"): "a node there has one accelerator, and the one replica needs no more",
    },
    "staging": {
        (
            "remove-firewall",
            "api-firewall",
        ): "a firewall is asked for in front of public load balancers; this is internal",
    },
    "prod": {
        ("larger-model", "chat-large-*"): "the largest model of the catalogue fits sixteen H100",
    },
    "onprem": {
        ("many-replicas", "chat-chart-deployment-chat*"): _NO_POOL,
        ("too-many-processors", "chat-chart-deployment-chat*"): _NO_POOL,
    },
}
"""Reason by stack, and by operator and site, where `*` stands for any text."""
