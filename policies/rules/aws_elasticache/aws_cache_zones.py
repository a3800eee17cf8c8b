"""The cache survives the loss of a zone."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Level, Resource, Severity
from policies.aws.kinds import CACHE
from policies.properties import properties
from policies.rule import Enforcement, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    for name in ("automaticFailoverEnabled", "multiAzEnabled"):
        if not inputs[name].flag():
            yield inputs[name].fails("is not true")
    nodes, replicas = inputs["numCacheClusters"], inputs["replicasPerNodeGroup"]
    if nodes.given and nodes.number() < 2:
        yield nodes.fails("leaves nothing to fail over to: a primary and a replica are two")
    elif nodes.absent and replicas.number() < 1:
        yield replicas.fails("leaves nothing to fail over to")


RULE = ResourceRule(
    id="aws-cache-zones",
    title="The cache survives the loss of a zone",
    why="Without it the gateway knows no limits, so that it refuses everybody or nobody.",
    severity=Severity.MEDIUM,
    applies_to=(CACHE,),
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.ADVISORY, prod=Level.MANDATORY),
    remedy="Set cache.replicas to 1 or more.",
    checkov=("CKV2_AWS_50",),
    judge=_judge,
)
