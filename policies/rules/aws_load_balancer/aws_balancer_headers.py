"""Application load balancers refuse what only confuses what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenkeel.model import Resource, Severity, Value
from policies.aws.kinds import LOAD_BALANCER
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_CAREFUL: Final = ("defensive", "strictest")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if inputs["loadBalancerType"].text("application") != "application":
        return
    if not inputs["dropInvalidHeaderFields"].flag():
        yield inputs["dropInvalidHeaderFields"].fails("is not true")
    mode = inputs["desyncMitigationMode"]
    if mode.text("defensive") not in _CAREFUL:
        yield mode.fails(f"is {mode.text()}, not defensive or strictest")


def _remedied(resource: Resource, settings: Settings) -> Mapping[str, Value]:
    del settings
    return {**resource.inputs, "dropInvalidHeaderFields": True, "desyncMitigationMode": "defensive"}


RULE = ResourceRule(
    id="aws-balancer-headers",
    title="Application load balancers refuse requests that only confuse what stands behind them",
    why="A request that the balancer and the engine read differently smuggles a second one past the firewall.",
    severity=Severity.HIGH,
    applies_to=(LOAD_BALANCER,),
    enforcement=MANDATORY,
    remedy="Set dropInvalidHeaderFields to true and desyncMitigationMode to defensive.",
    checkov=("CKV_AWS_131", "CKV_AWS_328"),
    trivy=("AWS-0052",),
    judge=_judge,
    remedied=_remedied,
)
