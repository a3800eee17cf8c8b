"""Access to the cluster is given by access entries alone."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import one_of
from policies.aws.kinds import CLUSTER
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cluster-access-entries",
    title="Access to the cluster is given by access entries alone",
    why=(
        "The aws-auth ConfigMap can be changed by whoever may edit ConfigMaps in kube-system, and one typing "
        "error locks everybody out."
    ),
    severity=Severity.HIGH,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Set accessConfig.authenticationMode to API.",
    judge=one_of("accessConfig", "authenticationMode", values=("API",), default="CONFIG_MAP"),
)
