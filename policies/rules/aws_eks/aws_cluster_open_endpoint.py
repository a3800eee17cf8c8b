"""A public endpoint of the Kubernetes API admits named networks only."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.addresses import anywhere_in
from policies.aws.kinds import CLUSTER
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    access = properties(resource)["vpcConfig"]
    if not access["endpointPublicAccess"].flag(default=True):
        return
    ranges = access["publicAccessCidrs"]
    if ranges.absent:
        yield ranges.fails("is not set, which admits 0.0.0.0/0")
        return
    everybody = anywhere_in(ranges)
    if everybody is not None:
        yield ranges.fails(f"admits {everybody}")


RULE = ResourceRule(
    id="aws-cluster-open-endpoint",
    title="A public endpoint of the Kubernetes API admits named networks only",
    why="An API server that the whole internet reaches is probed all day, and is a flaw away from being taken.",
    severity=Severity.CRITICAL,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Name the networks in cluster.endpoint.publicFrom, or leave it out for a private endpoint.",
    checkov=("CKV_AWS_38",),
    trivy=("AWS-0041",),
    judge=_judge,
)
