"""Training on spot instances keeps checkpoints outside its node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import CAPACITY, DEVICES, pools_for, resource_total
from policies.kubernetes.workloads import JOBS, Pod, all_pods, kind_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pod in all_pods(view):
        trains = any(resource_total(pod, device) for device in DEVICES)
        if kind_of(pod.workload) not in {"Job", "CronJob", "JobSet"} or not trains or _keeps(pod):
            continue
        for pool in pools_for(view, pod):
            if "spot" in pool.values(CAPACITY):
                yield pod.spec["volumes"].fails(f"keeps no checkpoint, and the pool {pool.name} has spot instances")


def _keeps(pod: Pod) -> bool:
    kinds = {kind for volume in pod.spec["volumes"].each() for kind in volume.entries()}
    names = [variable["name"].text() for container in pod.containers() for variable in container["env"].each()]
    return bool(kinds & {"persistentVolumeClaim", "csi"}) or any("CHECKPOINT" in name.upper() for name in names)


RULE = PlanRule(
    id="platform-spot-training-checkpoints",
    title="Training on spot instances keeps checkpoints",
    why="A spot instance goes after two minutes, and hours of accelerators with it.",
    severity=Severity.HIGH,
    applies_to=JOBS,
    enforcement=MANDATORY,
    remedy="Give the job a checkpoint address or a claim, or take spot out of the pool.",
    judge=_judge,
)
