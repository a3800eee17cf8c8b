"""The cache asks its clients who they are."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import CACHE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if is_empty(inputs["userGroupIds"]) and inputs["authToken"].absent:
        yield Failure(resource, ("userGroupIds",), "is not set, nor is authToken: whoever reaches the cache may use it")


RULE = ResourceRule(
    id="aws-cache-auth",
    title="The cache asks its clients who they are",
    why="Any pod that reaches the port could otherwise raise its own token limit and read what others cached.",
    severity=Severity.HIGH,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Name a user group in userGroupIds.",
    checkov=("CKV_AWS_31",),
    judge=_judge,
)
