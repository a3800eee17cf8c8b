"""A KMS key's policy leaves the account in charge, and lets nobody else in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import KEY
from policies.aws.statements import Statement, allowing
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_ROOT: Final = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:root")
_OWN_ACCOUNT: Final = frozenset(
    {"kms:calleraccount", "aws:principalaccount", "aws:principalorgid", "aws:sourceaccount"}
)


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    policy = properties(resource)["policy"]
    if policy.absent:
        yield policy.fails("is not set, so that nobody decided who may use the key")
        return
    allowed = list(allowing(resource))
    for statement in allowed:
        if statement.public and not statement.condition_keys() & _OWN_ACCOUNT:
            yield policy.fails("lets everybody use the key")
    if not any(_account_in_charge(statement) for statement in allowed):
        yield policy.fails("does not let the account manage the key, so that nobody could ever change it")


def _account_in_charge(statement: Statement) -> bool:
    principals = [each.text() for each in statement.principals("AWS") if each.known]
    return "kms:*" in statement.actions and any(_ROOT.fullmatch(each) for each in principals)


RULE = ResourceRule(
    id="aws-key-policy",
    title="A KMS key's policy leaves the account in charge, and lets nobody else in",
    why="A key without the account in its policy cannot be managed by IAM, nor saved by anybody; one with everybody "
    "in it guards nothing.",
    severity=Severity.HIGH,
    applies_to=(KEY,),
    enforcement=MANDATORY,
    remedy="Let the account's root do kms:*, and name services with a condition on the calling account.",
    checkov=("CKV_AWS_33", "CKV2_AWS_64"),
    judge=_judge,
)
