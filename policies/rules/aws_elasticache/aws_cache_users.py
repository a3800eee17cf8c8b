"""Users of the cache have a password, and only the commands that they need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import CLOUDFORMATION_STACK
from policies.aws.templates import parts
from policies.properties import Property, properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_USER: Final = "aws:elasticache/user:User"
_DANGEROUS: Final = ("-@dangerous", "-@admin")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    if resource.type == _USER:
        inputs = properties(resource)
        for problem in _problems(inputs["accessString"], inputs["noPasswordRequired"]):
            yield Failure(resource, ("accessString",), problem)
        return
    for name, user in parts(resource, "AWS::ElastiCache::User"):
        for problem in _problems(user["AccessString"], user["NoPasswordRequired"]):
            yield Failure(resource, ("templateBody",), f"user {name} {problem}")


def _problems(access: Property, free: Property) -> Iterator[str]:
    words = access.text().split()
    if "on" not in words:
        return
    if free.flag():
        yield "needs no password"
    if "+@all" in words and not set(_DANGEROUS) <= set(words):
        yield f"may do everything, flush and reconfigure included (without {' '.join(_DANGEROUS)})"


RULE = ResourceRule(
    id="aws-cache-users",
    title="Users of the cache have a password, and only the commands that they need",
    why="One FLUSHALL takes away everybody's limits; CONFIG turns the cache into something else.",
    severity=Severity.HIGH,
    applies_to=(CLOUDFORMATION_STACK, _USER),
    enforcement=MANDATORY,
    remedy="Take -@admin and -@dangerous out of the user's access string, and switch the user default off.",
    judge=_judge,
)
