"""A network policy lets pods reach every address on a few ports only."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.isolation import peers
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    for rule, targets in peers(resource, "egress"):
        blocks = [target.at("ipBlock", "cidr") for target in targets]
        if targets and not any(block.given and block.text().endswith("/0") for block in blocks):
            continue
        ports = rule["ports"].each()
        other = sorted({port["port"].text("any") for port in ports} - set(settings.texts("ports")))
        ranges = [port["endPort"].text() for port in ports if port["endPort"].given]
        if not ports:
            yield rule.fails("allows every address on every port")
        elif other or ranges:
            yield rule["ports"].fails(f"allows every address on {', '.join(other) or 'a range of ports'}")


RULE = ResourceRule(
    id="kubernetes-network-policy-egress",
    title="Network policies do not allow all egress",
    why="A stolen process sends weights and prompts wherever it likes.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:networking.k8s.io/*:NetworkPolicy",),
    enforcement=MANDATORY,
    remedy="Name destinations, or at least ports: 443 for S3 and the model hub, 53 for names.",
    trivy=("KUBE-0002",),
    parameters=(Parameter(name="ports", default=("53", "443"), meaning="ports on which pods may reach every address"),),
    judge=_judge,
)
