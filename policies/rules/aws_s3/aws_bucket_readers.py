"""Buckets are read by the pods that were given a role for it, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.buckets import named
from policies.aws.kinds import BUCKET_POLICY, POD_IDENTITY_ASSOCIATION, ROLE
from policies.aws.statements import IDENTITY_POLICIES, allowing
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_POD_SERVICE = "pods.eks.amazonaws.com"
_READS = ("s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectVersionForReplication")


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    services = set(settings.texts("services"))
    for policy in view.of_type(*IDENTITY_POLICIES):
        buckets = named(view, policy, "policy")
        if not buckets or not any(statement.permits(*_READS) for statement in allowing(policy)):
            continue
        names = ", ".join(bucket.name for bucket in buckets)
        for role in view.sources(policy, "role", ROLE):
            other = _other_than_pods(view, role, services)
            if other:
                yield Failure(policy, ("policy",), f"lets role {role.name}, {other}, read {names}")
    for policy in view.of_type(BUCKET_POLICY):
        yield from _named_principals(policy, set(settings.texts("principals")))


def _other_than_pods(view: PlanView, role: Resource, services: set[str]) -> str | None:
    trusted = [service.text() for each in allowing(role) for service in each.principals("Service")]
    strangers = sorted(set(trusted) - services - {_POD_SERVICE})
    if strangers:
        return f"which {', '.join(strangers)} may assume"
    if _POD_SERVICE in trusted and not view.dependents(role, POD_IDENTITY_ASSOCIATION, through="roleArn"):
        return "which no service account has"
    return None


def _named_principals(policy: Resource, known: set[str]) -> Iterator[Verdict]:
    for statement in allowing(policy):
        if not statement.permits(*_READS):
            continue
        for principal in statement.principals("AWS"):
            if principal.known and principal.text() not in known:
                yield properties(policy)["policy"].fails(f"lets {principal.text()} read the bucket")


RULE = PlanRule(
    id="aws-bucket-readers",
    title="Buckets are read by the pods that were given a role for it, and by nobody else",
    why="Through the role of a node every pod on it reads every model; through a principal of the bucket's policy "
    "somebody does who is in no role of the stack.",
    severity=Severity.HIGH,
    applies_to=(*IDENTITY_POLICIES, BUCKET_POLICY),
    enforcement=MANDATORY,
    remedy="Give the workload a PodIdentityRole of its own, and the bucket's name in that role's policy.",
    parameters=(
        Parameter(
            name="services",
            default=("s3.amazonaws.com", "backup.amazonaws.com", "firehose.amazonaws.com", "fsx.amazonaws.com"),
            meaning="services of AWS whose roles may read buckets",
        ),
        Parameter(
            name="principals",
            default=(),
            meaning="ARNs that bucket policies may let read",
        ),
    ),
    judge=_judge,
)
