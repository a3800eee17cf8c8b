"""Application load balancers log the connections that they refuse."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LOAD_BALANCER
from policies.properties import properties
from policies.rule import ADVISORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    logged = inputs["connectionLogs"]["enabled"]
    if inputs["loadBalancerType"].text("application") == "application" and not logged.flag():
        yield logged.fails("is not true")


RULE = ResourceRule(
    id="aws-balancer-connection-log",
    title="Application load balancers log the connections that they refuse",
    why="A client with the wrong version of TLS appears in no access log.",
    severity=Severity.LOW,
    applies_to=(LOAD_BALANCER,),
    enforcement=ADVISORY,
    remedy="Give the stack a log bucket (storage.logs).",
    judge=_judge,
)
