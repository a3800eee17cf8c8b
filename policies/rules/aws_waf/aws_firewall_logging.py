"""A web ACL logs what it decides, without the keys of its callers."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import WEB_ACL, WEB_ACL_LOGGING
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for acl in view.of_type(WEB_ACL):
        if not view.dependents(acl, WEB_ACL_LOGGING, through="resourceArn"):
            yield Failure(acl, (), "logs nothing")
    for logging in view.of_type(WEB_ACL_LOGGING):
        redacted = properties(logging)["redactedFields"]
        headers = {field.at("singleHeader", "name").text().lower() for field in redacted.each()}
        if "authorization" not in headers:
            yield redacted.fails("does not name the header authorization, so that API keys are logged")


RULE = PlanRule(
    id="aws-firewall-logging",
    title="A web ACL logs what it decides, without the keys of its callers",
    why="Nobody can tune a firewall, or follow an attack, blindly; and a log of keys is worth stealing.",
    severity=Severity.MEDIUM,
    applies_to=(WEB_ACL, WEB_ACL_LOGGING),
    enforcement=MANDATORY,
    remedy="Add a WebAclLoggingConfiguration that redacts the header authorization.",
    checkov=("CKV2_AWS_31",),
    judge=_judge,
)
