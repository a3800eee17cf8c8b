"""The VPC resolves names, and gives them to hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenkeel.model import Resource, Severity, Value
from policies.aws.kinds import VPC
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_DEFAULTS: Final = {"enableDnsHostnames": False, "enableDnsSupport": True}


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    for name, default in _DEFAULTS.items():
        if not inputs[name].flag(default=default):
            yield inputs[name].fails("is not true")


def _remedied(resource: Resource, settings: Settings) -> Mapping[str, Value]:
    del settings
    return {**resource.inputs, **dict.fromkeys(_DEFAULTS, True)}


RULE = ResourceRule(
    id="aws-vpc-names",
    title="The VPC resolves names, and gives them to hosts",
    why=(
        "Private endpoints and the private address of the control plane are found by DNS inside the VPC only with "
        "both switches on."
    ),
    severity=Severity.MEDIUM,
    applies_to=(VPC,),
    enforcement=MANDATORY,
    remedy="Set enableDnsHostnames and enableDnsSupport to true.",
    judge=_judge,
    remedied=_remedied,
)
