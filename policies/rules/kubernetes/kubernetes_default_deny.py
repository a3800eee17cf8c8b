"""A namespace with pods denies what no policy allows."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.isolation import directions, selects_all
from policies.kubernetes.workloads import all_pods, name_of, namespace_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:
    closed: dict[str, set[str]] = {}
    for policy in view.of_kind("NetworkPolicy"):
        if selects_all(policy):
            closed.setdefault(namespace_of(policy), set()).update(directions(policy))
    used = {pod.namespace for pod in all_pods(view)}
    for namespace in view.of_kind("Namespace"):
        name = name_of(namespace)
        missing = [way.lower() for way in ("Ingress", "Egress") if way not in closed.get(name, set())]
        if name in used and missing:
            yield Failure(namespace, (), f"holds pods, and no policy denies {' and '.join(missing)} by default")


RULE = PlanRule(
    id="kubernetes-default-deny",
    title="Namespaces deny traffic by default",
    why="A pod that is added later, or whose labels change, is open until somebody writes its policy.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:core/*:Namespace",),
    enforcement=MANDATORY,
    remedy="Keep the default-deny NetworkPolicy: an empty podSelector, Ingress and Egress.",
    judge=_judge,
)
