"""A web ACL limits how much one address may ask."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import WEB_ACL
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    rules = properties(resource)["rules"]
    limited = [rule for rule in rules.each() if rule.at("statement", "rateBasedStatement").given]
    if not any(rule.at("action", "block").given for rule in limited):
        yield rules.fails("holds no rule that blocks above a rate")


RULE = ResourceRule(
    id="aws-firewall-rate-limit",
    title="A web ACL limits how much one address may ask",
    why="Each request takes seconds of an accelerator: one script can take the service away, or the budget.",
    severity=Severity.MEDIUM,
    applies_to=(WEB_ACL,),
    enforcement=MANDATORY,
    remedy="Keep the rate-based rule of the component WebAcl.",
    judge=_judge,
)
