"""Every pod is behind network policies, for what comes in and for what goes out."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.exemptions import DEVICE_PLUGINS, exempt
from policies.kubernetes.isolation import directions, policies_for, selects_all
from policies.kubernetes.workloads import WORKLOADS, all_pods, is_named
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    for pod in all_pods(view):
        if pod.spec["hostNetwork"].flag() or is_named(pod.workload, settings, "workloads"):
            continue
        own = [policy for policy in policies_for(view, pod) if not selects_all(policy)]
        held = {direction for policy in own for direction in directions(policy)}
        missing = [direction.lower() for direction in ("Ingress", "Egress") if direction not in held]
        if missing:
            yield pod.template.fails(f"has no network policy of its own for {' and '.join(missing)}")


RULE = PlanRule(
    id="kubernetes-network-policy",
    title="Network policies hold for every pod, in both directions",
    why=(
        "Without one, every pod of the cluster reaches the engine, whose metrics and tokenizer answer without "
        "a key, and a stolen process reaches everything."
    ),
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Keep the NetworkPolicy objects of the charts, and the default-deny policy of the namespace.",
    checkov=("CKV2_K8S_6",),
    parameters=(exempt(*DEVICE_PLUGINS, reason="they listen on a socket of the node, not on the network"),),
    judge=_judge,
)
