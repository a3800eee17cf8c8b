"""A network policy lets nobody in by accident."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.isolation import peers
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for rule, sources in peers(resource, "ingress"):
        if not sources:
            yield rule.fails("names no source, which admits everybody")
        for source in sources:
            block = source.at("ipBlock", "cidr")
            if block.given and block.text().endswith("/0"):
                yield block.fails(f"is {block.text()}, every address")
            if source.known and not source.entries():
                yield source.fails("is empty, which admits everybody")


RULE = ResourceRule(
    id="kubernetes-network-policy-ingress",
    title="Network policies do not admit every address",
    why="A rule without a source, or with 0.0.0.0/0, admits the whole cluster and whoever reaches its nodes.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:networking.k8s.io/*:NetworkPolicy",),
    enforcement=MANDATORY,
    remedy="Name a namespace, pods, or the subnets of the load balancer.",
    trivy=("KUBE-0001",),
    judge=_judge,
)
