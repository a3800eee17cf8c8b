"""A Service is reached from inside the cluster only."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    kind = properties(resource).at("spec", "type")
    if kind.text("ClusterIP") not in settings.texts("types"):
        yield kind.fails(f"is {kind.text()}")


RULE = ResourceRule(
    id="kubernetes-service-exposure",
    title="Services are not exposed outside the cluster",
    why=(
        "A load balancer or a port on every node that a Service opens has no TLS, no firewall and no log of "
        "ours in front."
    ),
    severity=Severity.HIGH,
    applies_to=("kubernetes:core/*:Service",),
    enforcement=MANDATORY,
    remedy="Use ClusterIP, and the loadBalancer section of the stack file.",
    parameters=(
        Parameter(name="types", default=("ClusterIP", "ExternalName"), meaning="types of Services that may be"),
    ),
    judge=_judge,
)
