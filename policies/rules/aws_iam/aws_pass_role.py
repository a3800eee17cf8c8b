"""Roles pass on only the role that they are meant to pass on, to one service."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.statements import IDENTITY_POLICIES, allowing
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    policy = properties(resource)["policy"]
    for statement in allowing(resource):
        if not any(action.lower() in {"iam:passrole", "iam:pass*"} for action in statement.actions):
            continue
        wide = [each.text() for each in statement.resources if each.known and "*" in each.text()]
        if wide:
            yield policy.fails(f"passes on any role of {wide[0]}")
        if "iam:passedtoservice" not in statement.condition_keys():
            yield policy.fails("passes a role on to any service: no condition on iam:PassedToService")


RULE = ResourceRule(
    id="aws-pass-role",
    title="Roles pass on only the role that they are meant to pass on, to one service",
    why="Whoever may start a machine with any role has every role.",
    severity=Severity.HIGH,
    applies_to=IDENTITY_POLICIES,
    enforcement=MANDATORY,
    remedy="Name the role's ARN, and set a condition on iam:PassedToService.",
    trivy=("AWS-0342",),
    judge=_judge,
)
