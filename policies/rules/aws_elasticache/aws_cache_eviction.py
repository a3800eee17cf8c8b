"""A full cache makes room."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    parameters = properties(resource)["parameters"]
    chosen = [each["value"] for each in parameters.each() if each["name"].text() == "maxmemory-policy"]
    if not chosen:
        yield parameters.fails("does not set maxmemory-policy")
    for policy in chosen:
        if policy.text() == "noeviction":
            yield policy.fails("is noeviction: a full cache refuses every write")


RULE = ResourceRule(
    id="aws-cache-eviction",
    title="A full cache makes room",
    why="A shared KV cache fills within minutes; when it then refuses writes, the gateway's limits stop counting.",
    severity=Severity.MEDIUM,
    applies_to=("aws:elasticache/parameterGroup:ParameterGroup",),
    enforcement=MANDATORY,
    remedy="Set maxmemory-policy to volatile-lru.",
    judge=_judge,
)
