"""Clients reach the cache over TLS only."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import CACHE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if not inputs["transitEncryptionEnabled"].flag():
        yield inputs["transitEncryptionEnabled"].fails("is not true")
    if inputs["transitEncryptionMode"].text("required") != "required":
        yield inputs["transitEncryptionMode"].fails("is preferred, which still answers clients without TLS")


RULE = ResourceRule(
    id="aws-cache-tls",
    title="Clients reach the cache over TLS only",
    why="Passwords and what users wrote cross the network in the clear otherwise.",
    severity=Severity.HIGH,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Set transitEncryptionEnabled to true and transitEncryptionMode to required.",
    checkov=("CKV_AWS_30",),
    trivy=("AWS-0051",),
    judge=_judge,
)
