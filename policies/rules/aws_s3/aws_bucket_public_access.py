"""Buckets refuse public access in all four ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenkeel.model import Resource, Severity, Value
from policies.aws.kinds import BUCKET_PUBLIC_ACCESS
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_SWITCHES: Final = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    for name in _SWITCHES:
        if not inputs[name].flag():
            yield inputs[name].fails("is not true")


def _remedied(resource: Resource, settings: Settings) -> Mapping[str, Value]:
    del settings
    return {**resource.inputs, **dict.fromkeys(_SWITCHES, True)}


RULE = ResourceRule(
    id="aws-bucket-public-access",
    title="Buckets refuse public access in all four ways",
    why="An object made public by mistake is read by crawlers within hours.",
    severity=Severity.HIGH,
    applies_to=(BUCKET_PUBLIC_ACCESS,),
    enforcement=MANDATORY,
    remedy="Set all four switches to true.",
    checkov=("CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"),
    trivy=("AWS-0086", "AWS-0087", "AWS-0091", "AWS-0093"),
    judge=_judge,
    remedied=_remedied,
)
