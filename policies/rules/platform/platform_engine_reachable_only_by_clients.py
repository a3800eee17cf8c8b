"""An engine is reached from its own pods, from listed namespaces and from the subnets of the load balancer."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.exposure import within
from policies.kubernetes.isolation import peers, policies_for
from policies.plan_view import PlanView
from policies.properties import Property, properties
from policies.rule import MANDATORY, Parameter, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:

    judged = {policy.urn: policy for engine in all_engines(view) for policy in policies_for(view, engine.pod)}
    for policy in judged.values():
        for rule, sources in peers(policy, "ingress"):
            own = bool(sources) and all(_is_own(source) for source in sources)
            if not own and not rule["ports"].each():
                yield rule["ports"].fails("is not set, so every port of the pods is open")
            for source in sources:
                if not _is_own(source):
                    yield from _judge_source(view, source, settings.texts("namespaces"))


def _is_own(source: Property) -> bool:
    return source["namespaceSelector"].absent and source["ipBlock"].absent and bool(source["podSelector"].entries())


def _judge_source(view: PlanView, source: Property, namespaces: tuple[str, ...]) -> Iterator[Verdict]:
    block, selector = source.at("ipBlock", "cidr"), source["namespaceSelector"]
    if block.given:
        given = ip_network(block.text(), strict=False)
        subnets = [properties(each)["cidrBlock"] for each in view.of_type("aws:ec2/subnet:Subnet")]
        known = [ip_network(each.text(), strict=False) for each in subnets if each.given and each.known]
        if known and not any(within(given, each) for each in known):
            yield block.fails(f"is {block.text()}, which is no subnet of the stack")
    if selector.given:
        name = selector.at("matchLabels", "kubernetes.io/metadata.name")
        if name.text() not in namespaces:
            yield name.fails(f"is {name.text('left out')}, not one of: {', '.join(namespaces)}")


RULE = PlanRule(
    id="platform-engine-reachable-only-by-clients",
    title="Engines are reached by their clients only",
    why="Its metrics, its tokenizer and, without a key, all of it answer to whoever reaches it.",
    severity=Severity.CRITICAL,
    applies_to=("kubernetes:networking.k8s.io/*:NetworkPolicy",),
    enforcement=MANDATORY,
    remedy="Name namespaces in serving.allowedFrom, and list them here.",
    parameters=(
        Parameter(
            name="namespaces",
            default=("gateway", "monitoring"),
            meaning="namespaces from which engines may be reached",
            by_environment={"dev": ("default", "gateway", "monitoring")},
        ),
    ),
    judge=_judge,
)
