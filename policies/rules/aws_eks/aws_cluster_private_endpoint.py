"""Nodes reach the Kubernetes API inside the VPC."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import CLUSTER
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cluster-private-endpoint",
    title="Nodes reach the Kubernetes API inside the VPC",
    why="Without the private endpoint the traffic of every node to its control plane leaves the VPC.",
    severity=Severity.MEDIUM,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Set cluster.endpoint.private to true.",
    judge=switched("vpcConfig", "endpointPrivateAccess"),
    remedied=put(True, "vpcConfig", "endpointPrivateAccess"),
)
