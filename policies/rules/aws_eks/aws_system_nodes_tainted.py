"""The nodes of the cluster's own controllers run nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import NODE_GROUP
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_POOL_LABEL: Final = "evenkeel.dev/pool"
_TAINT: Final = "CriticalAddonsOnly"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    labels, taints = inputs["labels"], inputs["taints"]
    tainted = any(
        taint["key"].text() == _TAINT and taint["effect"].text() in {"NO_SCHEDULE", "NO_EXECUTE"}
        for taint in taints.each()
    )
    labelled = labels[_POOL_LABEL].text()
    if labelled == "system" and not tainted:
        yield taints.fails(f"lack {_TAINT} with effect NO_SCHEDULE")
    if not labelled:
        yield labels.fails(f"lack {_POOL_LABEL}, by which pods find their nodes")


RULE = ResourceRule(
    id="aws-system-nodes-tainted",
    title="Node groups say which pool they are, and the system pool runs nothing else",
    why="A model server on a system node takes the memory of DNS and Karpenter.",
    severity=Severity.MEDIUM,
    applies_to=(NODE_GROUP,),
    enforcement=MANDATORY,
    remedy="Keep the label evenkeel.dev/pool, and the taint CriticalAddonsOnly on system nodes.",
    judge=_judge,
)
