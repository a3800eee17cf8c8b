"""Requests go to the pod that has the fewest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import TARGET_GROUP
from policies.properties import properties
from policies.rule import ADVISORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_WANTED: Final = "least_outstanding_requests"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    algorithm = inputs["loadBalancingAlgorithmType"]
    if inputs["protocol"].text() in {"HTTP", "HTTPS"} and algorithm.text("round_robin") != _WANTED:
        yield algorithm.fails(f"is {algorithm.text('round_robin')}, not {_WANTED}")


RULE = ResourceRule(
    id="aws-target-balancing",
    title="Requests go to the pod that has the fewest",
    why="Round robin gives a new request to a pod that still streams ten long answers while another one is idle.",
    severity=Severity.LOW,
    applies_to=(TARGET_GROUP,),
    enforcement=ADVISORY,
    remedy="Set loadBalancingAlgorithmType to least_outstanding_requests.",
    judge=_judge,
)
