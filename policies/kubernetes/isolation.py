"""Which network policies hold for a pod."""

from __future__ import annotations

from evenkeel.model import Resource
from policies.kubernetes.selectors import selects
from policies.kubernetes.workloads import Pod, namespace_of
from policies.plan_view import PlanView
from policies.properties import Property, properties
from policies.verdict import Path


def policies_for(view: PlanView, pod: Pod) -> list[Resource]:
    """Return the network policies that select a pod."""
    found, key = view.derived(_by_pod), (pod.workload.urn, pod.template.path)
    if key not in found:
        inside, labels = view.derived(_by_namespace).get(pod.namespace, []), pod.labels
        found[key] = [policy for policy in inside if selects(properties(policy).at("spec", "podSelector"), labels)]
    return found[key]


def _by_namespace(view: PlanView) -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = {}
    for policy in view.of_kind("NetworkPolicy"):
        found.setdefault(namespace_of(policy), []).append(policy)
    return found


def _by_pod(_view: PlanView) -> dict[tuple[str, Path], list[Resource]]:
    return {}


def directions(policy: Resource) -> set[str]:
    """Return the directions that a policy restricts: `Ingress`, `Egress`."""
    spec = properties(policy)["spec"]
    said = set(spec["policyTypes"].texts())
    return said or ({"Ingress", "Egress"} if spec["egress"].given else {"Ingress"})


def selects_all(policy: Resource) -> bool:
    """Return whether a policy holds for all pods of its namespace."""
    selector = properties(policy).at("spec", "podSelector")
    return selector.given and not selector["matchLabels"].entries() and not selector["matchExpressions"].each()


def peers(policy: Resource, direction: str) -> list[tuple[Property, list[Property]]]:
    """Return the rules of a policy in a direction (`ingress`, `egress`), each with its peers; none means anyone."""
    key = "from" if direction == "ingress" else "to"
    return [(rule, rule[key].each()) for rule in properties(policy).at("spec", direction).each()]
