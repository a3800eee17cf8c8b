"""Flow logs record all traffic."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import one_of, put
from policies.aws.kinds import FLOW_LOG
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-flow-log-traffic",
    title="Flow logs record all traffic",
    why=("A log of accepted traffic alone does not show who tried; one of rejected traffic does not show who got in."),
    severity=Severity.MEDIUM,
    applies_to=(FLOW_LOG,),
    enforcement=MANDATORY,
    remedy="Set trafficType to ALL.",
    judge=one_of("trafficType", values=("ALL",)),
    remedied=put("ALL", "trafficType"),
)
