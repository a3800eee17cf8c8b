"""Roles say who exactly may assume them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import ROLE
from policies.aws.statements import Statement, allowing
from policies.properties import Property, properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_WHOLE_ACCOUNT: Final = re.compile(r"\d{12}|arn:aws[a-z-]*:iam::\d{12}:root|\*")
_ON_WHOSE_BEHALF: Final = frozenset({"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    trust = properties(resource)["assumeRolePolicy"]
    for statement in allowing(resource):
        yield from _people(trust, statement)
        yield from _services(trust, statement, settings.texts("onBehalf"))
        yield from _federated(trust, statement)


def _people(trust: Property, statement: Statement) -> Iterator[Verdict]:
    if statement.at["NotPrincipal"].given:
        yield trust.fails("lets everybody but some assume the role (NotPrincipal)")
    for principal in statement.principals("AWS"):
        if principal.known and _WHOLE_ACCOUNT.fullmatch(principal.text()) and not statement.conditioned:
            yield trust.fails(f"lets all of {principal.text()} assume the role, without a condition")


def _services(trust: Property, statement: Statement, on_behalf: tuple[str, ...]) -> Iterator[Verdict]:
    for service in statement.principals("Service"):
        if "*" in service.text():
            yield trust.fails(f"lets {service.text()} assume the role")
        if service.text() in on_behalf and not statement.condition_keys() & _ON_WHOSE_BEHALF:
            yield trust.fails(f"lets {service.text()} assume the role on behalf of any account (aws:SourceAccount)")


def _federated(trust: Property, statement: Statement) -> Iterator[Verdict]:
    if not statement.principals("Federated"):
        return
    if not any(key.endswith(":sub") for key in statement.condition_keys()):
        yield trust.fails("lets every identity of a provider assume the role: no condition on its subject")
    for operator in statement.at["Condition"].entries().values():
        for key, subjects in operator.entries().items():
            if key.lower().endswith(":sub") and any(re.match(r"\*|repo:\*", each) for each in subjects.texts()):
                yield trust.fails("lets subjects of everybody assume the role")


RULE = ResourceRule(
    id="aws-role-trust",
    title="Roles say who exactly may assume them",
    why="A role that a whole account, or a service on behalf of any account, may assume belongs to strangers too.",
    severity=Severity.HIGH,
    applies_to=(ROLE,),
    enforcement=MANDATORY,
    remedy="Name the role or service, with conditions on aws:SourceAccount, or on the subject of a provider.",
    checkov=("CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_283", "CKV_AWS_358", "CKV_AWS_393"),
    parameters=(
        Parameter(
            name="onBehalf",
            default=(
                "pods.eks.amazonaws.com",
                "s3.amazonaws.com",
                "vpc-flow-logs.amazonaws.com",
                "firehose.amazonaws.com",
                "scheduler.amazonaws.com",
            ),
            meaning="services that act for many accounts, and say for which",
        ),
    ),
    judge=_judge,
)
