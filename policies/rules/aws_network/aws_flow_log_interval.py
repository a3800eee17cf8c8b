"""Flow logs are cut often enough to follow an incident."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import at_most, put_number
from policies.aws.kinds import FLOW_LOG
from policies.rule import ADVISORY, Parameter, ResourceRule

RULE = ResourceRule(
    id="aws-flow-log-interval",
    title="Flow logs are cut often enough to follow an incident",
    why="Records of ten minutes hide the order of events.",
    severity=Severity.LOW,
    applies_to=(FLOW_LOG,),
    enforcement=ADVISORY,
    remedy="Set maxAggregationInterval to 60.",
    parameters=(
        Parameter(
            name="seconds", default=60, meaning="longest time that a record covers, in seconds", minimum=60, maximum=600
        ),
    ),
    judge=at_most("maxAggregationInterval", parameter="seconds", unit="seconds", default=600),
    remedied=put_number("seconds", "maxAggregationInterval"),
)
