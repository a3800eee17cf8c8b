"""Flow logs arrive somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import FLOW_LOG
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if inputs["logDestination"].absent:
        yield inputs["logDestination"].fails("is not set")
    by_role = inputs["logDestinationType"].text("cloud-watch-logs") == "cloud-watch-logs"
    if by_role and inputs["iamRoleArn"].absent:
        yield inputs["iamRoleArn"].fails("is not set, so that nothing may be written to the log group")


RULE = ResourceRule(
    id="aws-flow-log-destination",
    title="Flow logs arrive somewhere",
    why="A flow log that may not write is accepted, and stays empty.",
    severity=Severity.MEDIUM,
    applies_to=(FLOW_LOG,),
    enforcement=MANDATORY,
    remedy="Name the log group in logDestination and a role in iamRoleArn.",
    judge=_judge,
)
