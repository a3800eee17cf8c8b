"""VPC endpoints let only the platform's own account through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import VPC_ENDPOINT
from policies.aws.statements import allowing
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_SCOPES: Final = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:resourceaccount",
        "aws:resourceorgid",
        "aws:sourceaccount",
    }
)


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    inputs = properties(resource)
    service = inputs["serviceName"].text()
    if any(service.endswith(f".{name}") for name in settings.texts("withoutPolicies")):
        return
    if inputs["policy"].absent:
        yield inputs["policy"].fails("is not set, so the endpoint lets everybody reach everything")
        return
    for statement in allowing(resource):
        open_to_all = statement.public and statement.any_resource is not None
        if open_to_all and not statement.condition_keys() & _SCOPES:
            yield inputs["policy"].fails("lets everybody reach everything, without a condition on the account")


RULE = ResourceRule(
    id="aws-endpoint-policy",
    title="VPC endpoints let only the platform's own account through",
    why=(
        "An endpoint without a policy is a way out: stolen data can be copied into a bucket of somebody else's "
        "account, past every firewall."
    ),
    severity=Severity.HIGH,
    applies_to=(VPC_ENDPOINT,),
    enforcement=MANDATORY,
    remedy="Give the endpoint a policy with a condition on aws:PrincipalAccount or aws:ResourceAccount.",
    parameters=(
        Parameter(
            name="withoutPolicies",
            default=("eks", "eks-auth", "elasticfilesystem-fips", "guardduty-data"),
            meaning="last parts of the service names that take no endpoint policy",
        ),
    ),
    judge=_judge,
)
