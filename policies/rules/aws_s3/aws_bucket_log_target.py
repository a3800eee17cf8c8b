"""Logs of a bucket go to a bucket for logs, which lets them in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.buckets import named, setting
from policies.aws.kinds import BUCKET_LOGGING, BUCKET_POLICY, LOAD_BALANCER
from policies.aws.statements import allowing
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_WRITERS: Final = {
    BUCKET_LOGGING: ("targetBucket", {"logging.s3.amazonaws.com"}),
    LOAD_BALANCER: ("accessLogs", {"logdelivery.elasticloadbalancing.amazonaws.com", "delivery.logs.amazonaws.com"}),
}


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for token, (name, services) in _WRITERS.items():
        for source in view.of_type(token):
            own = named(view, source, "bucket")
            for target in named(view, source, name):
                if target in own:
                    yield Failure(source, (name,), "is the bucket itself: each log entry makes another")
                if not _writes(view, target, services):
                    yield Failure(source, (name,), f"is {target.name}, whose policy lets no log delivery in")


def _writes(view: PlanView, target: Resource, services: set[str]) -> bool:
    policy = setting(view, target, BUCKET_POLICY)
    if policy is None:
        return False
    return any(
        service.text() in services
        for statement in allowing(policy)
        if statement.permits("s3:PutObject")
        for service in statement.principals("Service")
    )


RULE = PlanRule(
    id="aws-bucket-log-target",
    title="Logs of buckets and load balancers go to a bucket for logs, which lets them in",
    why="S3 accepts a target that refuses the logs, and drops them; a balancer fails to be made.",
    severity=Severity.MEDIUM,
    applies_to=(BUCKET_LOGGING, LOAD_BALANCER),
    enforcement=MANDATORY,
    remedy="Use the component LogBucket, whose policy names the services that deliver.",
    judge=_judge,
)
