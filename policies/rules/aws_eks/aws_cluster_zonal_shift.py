"""Traffic can be taken out of a zone that fails."""

from __future__ import annotations

from evenkeel.model import Level, Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import CLUSTER
from policies.rule import Enforcement, ResourceRule

RULE = ResourceRule(
    id="aws-cluster-zonal-shift",
    title="Traffic can be taken out of a zone that fails",
    why="Without it the pods of a half-dead zone keep a third of all requests.",
    severity=Severity.LOW,
    applies_to=(CLUSTER,),
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.DISABLED, prod=Level.ADVISORY),
    remedy="Leave environment at prod, which switches zonal shift on.",
    judge=switched("zonalShiftConfig", "enabled"),
    remedied=put(True, "zonalShiftConfig", "enabled"),
)
