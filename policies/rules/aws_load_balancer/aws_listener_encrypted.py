"""Listeners speak TLS; a plain one only redirects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import LISTENER
from policies.properties import Property, properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_ENCRYPTED: Final = ("HTTPS", "TLS")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    protocol = inputs["protocol"].text("HTTP")
    if protocol in _ENCRYPTED:
        if is_empty(inputs["certificateArn"]):
            yield inputs["certificateArn"].fails("is not set")
        return
    actions = inputs["defaultActions"].each()
    if not actions or not all(_redirects(action) for action in actions):
        yield inputs["protocol"].fails(f"is {protocol}, and does not only redirect to HTTPS")


def _redirects(action: Property) -> bool:
    redirected = action["type"].text() == "redirect" and action.at("redirect", "protocol").text() == "HTTPS"
    return redirected and action.at("redirect", "statusCode").text("HTTP_301").startswith("HTTP_30")


RULE = ResourceRule(
    id="aws-listener-encrypted",
    title="Listeners speak TLS; a plain one only redirects",
    why="Keys and prompts are read by everybody on the way otherwise.",
    severity=Severity.CRITICAL,
    applies_to=(LISTENER,),
    enforcement=MANDATORY,
    remedy="Set loadBalancer.certificateArn in the stack file.",
    checkov=("CKV_AWS_2", "CKV_AWS_376", "CKV_AWS_378", "CKV2_AWS_20"),
    trivy=("AWS-0054",),
    judge=_judge,
)
