"""A queue takes messages from whom it should, over TLS."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import QUEUE, QUEUE_POLICY
from policies.aws.statements import allowing, document_of, refuses_without_tls
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for queue in view.of_type(QUEUE):
        if not view.dependents(queue, QUEUE_POLICY, through="queueUrl"):
            yield Failure(queue, (), "has no policy that refuses requests without TLS")
    for resource in view.of_type(QUEUE_POLICY):
        policy = properties(resource)["policy"]
        for statement in allowing(resource):
            if {"*", "sqs:*", "SQS:*"} & set(statement.actions):
                yield policy.fails("allows every action")
            if statement.public and not statement.conditioned:
                yield policy.fails("lets everybody in")
            elif statement.principals("Service") and not statement.conditioned:
                yield policy.fails("lets a service in on behalf of any account: no condition names a source")
        if not refuses_without_tls(document_of(resource), "sqs:*"):
            yield policy.fails("does not refuse requests without TLS")


RULE = PlanRule(
    id="aws-queue-policy",
    title="A queue takes messages from whom it should, over TLS",
    why="Whoever may write to the interruption queue can make Karpenter drain every node.",
    severity=Severity.HIGH,
    applies_to=(QUEUE, QUEUE_POLICY),
    enforcement=MANDATORY,
    remedy="Name the service, a condition on aws:SourceArn, and deny sqs:* where aws:SecureTransport is false.",
    checkov=("CKV_AWS_72", "CKV_AWS_168", "CKV_AWS_387"),
    trivy=("AWS-0097",),
    judge=_judge,
)
