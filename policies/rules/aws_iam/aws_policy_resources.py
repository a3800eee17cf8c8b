"""Roles name the things that they may touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.actions import DATA_SERVICES, is_looking, service_of
from policies.aws.statements import IDENTITY_POLICIES, Statement, allowing
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

# Everything of a service: any bucket, any key, any secret, any parameter, any queue.
_EVERY_ONE: Final = re.compile(
    r"\*|arn:\*.*|arn:aws[a-z-]*:[a-z0-9*-]+:[a-z0-9*-]*:[0-9*]*:(key/|secret:|parameter/?|table/|file-system/)?\*(/\*)?"
)


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    policy = properties(resource)["policy"]
    for statement in allowing(resource):
        everything = _everything(statement)
        if everything is None:
            continue
        for action in statement.actions:
            if action in settings.texts("unrestrictable") or is_looking(action):
                continue
            on_data = service_of(action) in DATA_SERVICES | {"*"}
            if on_data or not statement.conditioned:
                yield policy.fails(f"allows {action} on {everything}")


def _everything(statement: Statement) -> str | None:
    if statement.at["NotResource"].given:
        return "everything but some resources (NotResource)"
    known = [each.text() for each in statement.resources if each.known]
    return next((text for text in known if _EVERY_ONE.fullmatch(text)), None)


RULE = ResourceRule(
    id="aws-policy-resources",
    title="Roles name the things that they may touch",
    why="A pod that is taken over reads every bucket, and every secret, of the account.",
    severity=Severity.HIGH,
    applies_to=IDENTITY_POLICIES,
    enforcement=MANDATORY,
    remedy="Name the ARN of the bucket, key, secret or queue.",
    checkov=("CKV_AWS_108", "CKV_AWS_111", "CKV_AWS_288", "CKV_AWS_290", "CKV_AWS_355", "CKV_AWS_356"),
    parameters=(
        Parameter(
            name="unrestrictable",
            default=("cloudwatch:PutMetricData", "ecr:GetAuthorizationToken", "xray:PutTraceSegments"),
            meaning="actions that AWS can limit to no resource",
        ),
    ),
    judge=_judge,
)
