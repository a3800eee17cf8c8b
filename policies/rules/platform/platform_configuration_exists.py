"""A pod mounts a ConfigMap that is there."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.workloads import WORKLOADS, all_pods, name_of, namespace_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    there = {(namespace_of(each), name_of(each)) for each in view.of_kind("ConfigMap")}
    for pod in all_pods(view):
        for volume in pod.spec["volumes"].each():
            name = volume.at("configMap", "name")
            if (
                name.given
                and not volume.at("configMap", "optional").flag()
                and (pod.namespace, name.text()) not in there
            ):
                yield name.fails(f"is {name.text()}, which is not in the stack")


RULE = PlanRule(
    id="platform-configuration-exists",
    title="ConfigMaps exist",
    why="The pod waits for ever to be started.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Keep the ConfigMap of the chart.",
    judge=_judge,
)
