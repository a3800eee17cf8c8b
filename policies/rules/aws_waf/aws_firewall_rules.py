"""A web ACL has rules, and each of them does something."""

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
    if not rules.each():
        yield rules.fails("is empty")
    for rule in rules.each():
        override = rule["overrideAction"]
        if rule["action"].absent and override.absent:
            yield rule["action"].fails("is not set")
        if override["count"].given:
            yield override["count"].fails("only counts what the whole group finds")
        if rule["action"]["count"].given:
            yield rule["action"]["count"].fails("only counts what the rule finds")


RULE = ResourceRule(
    id="aws-firewall-rules",
    title="A web ACL has rules, and each of them does something",
    why="A firewall that lets everything pass, or only counts, is there for the audit alone.",
    severity=Severity.HIGH,
    applies_to=(WEB_ACL,),
    enforcement=MANDATORY,
    remedy="Give each rule an action, and each rule group the override none.",
    checkov=("CKV_AWS_175", "CKV_AWS_342"),
    judge=_judge,
)
