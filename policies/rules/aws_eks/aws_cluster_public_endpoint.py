"""The Kubernetes API is not on the internet."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import switched
from policies.aws.kinds import CLUSTER
from policies.rule import MANDATORY_IN_PROD, ResourceRule

RULE = ResourceRule(
    id="aws-cluster-public-endpoint",
    title="The Kubernetes API is not on the internet",
    why="Anybody can try credentials, and flaws of the API server, against a public endpoint.",
    severity=Severity.HIGH,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY_IN_PROD,
    remedy="Set cluster.endpoint to {private: true} and deploy from inside the VPC or through a VPN.",
    checkov=("CKV_AWS_39",),
    trivy=("AWS-0040",),
    judge=switched("vpcConfig", "endpointPublicAccess", on=False, default=True),
)
