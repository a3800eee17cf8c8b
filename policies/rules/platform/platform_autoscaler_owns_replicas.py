"""What a scaler scales has no number of replicas of its own."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.scaling import scaler_of
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for workload in view.of_kind("Deployment", "StatefulSet", "LeaderWorkerSet"):
        replicas = properties(workload).at("spec", "replicas")
        if replicas.given and scaler_of(view, workload) is not None:
            yield replicas.fails(f"is {replicas.number():g}, and a ScaledObject scales it")


RULE = PlanRule(
    id="platform-autoscaler-owns-replicas",
    title="Replicas have one owner",
    why="Each update sets the number back, and drops the replicas that the load needs.",
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Take replicas out; scaling.min and scaling.max decide.",
    judge=_judge,
)
