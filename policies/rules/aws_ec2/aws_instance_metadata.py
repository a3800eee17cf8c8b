"""Pods cannot take the role of their node from the metadata service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenkeel.model import Resource, Severity, Value
from policies.aws.expectations import replaced
from policies.aws.kinds import INSTANCE, LAUNCH_TEMPLATE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_OPTIONS: Final = "metadataOptions"
_HOPS: Final = "httpPutResponseHopLimit"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    options = properties(resource)[_OPTIONS]
    if options["httpEndpoint"].text("enabled") == "disabled":
        return
    if options["httpTokens"].text("optional") != "required":
        yield options["httpTokens"].fails("is not required, which leaves version 1 of the metadata service on")
    hops = options[_HOPS]
    if hops.number(1) > 1:
        yield hops.fails(f"is {hops.number():g}, which lets pods fetch the role of the node")


def _remedied(resource: Resource, settings: Settings) -> Mapping[str, Value]:
    del settings
    required = replaced(resource.inputs, (_OPTIONS, "httpTokens"), "required")
    return replaced(required, (_OPTIONS, _HOPS), 1)


RULE = ResourceRule(
    id="aws-instance-metadata",
    title="Pods cannot take the role of their node from the metadata service",
    why="One request that a web application is tricked into sends the credentials of the node to whoever asked.",
    severity=Severity.HIGH,
    applies_to=(LAUNCH_TEMPLATE, INSTANCE),
    enforcement=MANDATORY,
    remedy="Set httpTokens to required and httpPutResponseHopLimit to 1.",
    checkov=("CKV_AWS_79", "CKV_AWS_341"),
    trivy=("AWS-0028", "AWS-0130"),
    judge=_judge,
    remedied=_remedied,
)
