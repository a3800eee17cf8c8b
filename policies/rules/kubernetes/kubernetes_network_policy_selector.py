"""A network policy selects pods."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.isolation import selects_all
from policies.kubernetes.selectors import selected_pods
from policies.kubernetes.workloads import namespace_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:
    for policy in view.of_kind("NetworkPolicy"):
        selector = properties(policy).at("spec", "podSelector")
        if not selects_all(policy) and not selected_pods(view, selector, namespace_of(policy)):
            yield selector.fails("selects no pod of the stack")


RULE = PlanRule(
    id="kubernetes-network-policy-selector",
    title="Network policies select pods",
    why="A policy of nobody protects nobody, and looks as if it did.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:networking.k8s.io/*:NetworkPolicy",),
    enforcement=MANDATORY,
    remedy="Give podSelector the labels of the pods.",
    trivy=("KSV-0038",),
    judge=_judge,
)
