"""The settings of a bucket, which are resources of their own, and which buckets hold logs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource
from policies.aws.kinds import BUCKET, BUCKET_LOGGING, BUCKET_REPLICATION, LOAD_BALANCER
from policies.plan_view import PlanView
from policies.verdict import Failure, Verdict

_LOG_TARGETS: Final = (
    (BUCKET_LOGGING, "targetBucket"),
    (LOAD_BALANCER, "accessLogs"),
    (LOAD_BALANCER, "connectionLogs"),
)


def setting(view: PlanView, bucket: Resource, token: str) -> Resource | None:
    """Return the resource of a type that sets something of a bucket, None when there is none."""
    found = view.dependents(bucket, token, through="bucket")
    return found[0] if found else None


def without(view: PlanView, token: str, message: str) -> Iterator[Verdict]:
    """Yield a failure for each bucket that no resource of a type belongs to."""
    for bucket in view.of_type(BUCKET):
        if setting(view, bucket, token) is None:
            yield Failure(bucket, (), message)


def named(view: PlanView, resource: Resource, name: str) -> list[Resource]:
    """Return the buckets that a property names, by themselves or by one of their settings (which may come later)."""
    found: list[Resource] = []
    for source in view.sources(resource, name):
        found += [source] if source.type == BUCKET else view.sources(source, "bucket", BUCKET)
    return found


def log_buckets(view: PlanView) -> frozenset[str]:
    """Return the URNs of the buckets that take access logs of buckets or of load balancers."""
    return frozenset(
        bucket.urn
        for token, name in _LOG_TARGETS
        for source in view.of_type(token)
        for bucket in named(view, source, name)
    )


def replicas(view: PlanView) -> frozenset[str]:
    """Return the URNs of the buckets that a replication writes to."""
    return frozenset(
        bucket.urn for source in view.of_type(BUCKET_REPLICATION) for bucket in named(view, source, "rules")
    )
