"""Security groups do not let everything out to everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.security_groups import EGRESS_HOLDERS, openings
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    for opening in openings(resource, "egress"):
        if opening.every_port:
            yield opening.at.fails(f"lets everything out to {opening.source}")


RULE = ResourceRule(
    id="aws-security-group-egress",
    title="Security groups do not let everything out to everywhere",
    why="What got in sends data out, and fetches its tools, over any port that is open.",
    severity=Severity.HIGH,
    applies_to=EGRESS_HOLDERS,
    enforcement=MANDATORY,
    remedy="Name the ports, or the security groups, that are meant.",
    checkov=("CKV_AWS_382",),
    trivy=("AWS-0104",),
    judge=_judge,
)
