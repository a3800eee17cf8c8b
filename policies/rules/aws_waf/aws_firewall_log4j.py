"""A web ACL refuses look-ups that exploit Log4j."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import WEB_ACL
from policies.properties import Property, properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_GROUP: Final = "AWSManagedRulesKnownBadInputsRuleSet"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    rules = properties(resource)["rules"]
    found = [rule.at("statement", "managedRuleGroupStatement") for rule in rules.each()]
    groups = [group for group in found if group["name"].text() == _GROUP]
    if not groups:
        yield rules.fails(f"does not hold {_GROUP}")
    for group in groups:
        yield from _weakened(group, settings.texts("mayCount"))


def _weakened(group: Property, tolerated: tuple[str, ...]) -> Iterator[Verdict]:
    for override in group["ruleActionOverrides"].each():
        name = override["name"].text()
        weak = override["actionToUse"]["block"].absent
        if name.startswith("Log4JRCE") and name not in tolerated and weak:
            yield override["actionToUse"].fails(f"does not block {name}")


RULE = ResourceRule(
    id="aws-firewall-log4j",
    title="A web ACL refuses look-ups that exploit Log4j",
    why="Log pipelines behind the API may still resolve them. The body alone may be let through: a user may well ask a "
    "model about the very text.",
    severity=Severity.HIGH,
    applies_to=(WEB_ACL,),
    enforcement=MANDATORY,
    remedy=f"Add the rule group {_GROUP} without overrides of its Log4JRCE rules.",
    checkov=("CKV_AWS_192", "CKV2_AWS_76"),
    parameters=(
        Parameter(
            name="mayCount",
            default=("Log4JRCE_BODY",),
            meaning="rules of the group that need not block",
        ),
    ),
    judge=_judge,
)
