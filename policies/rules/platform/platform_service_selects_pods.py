"""A Service leads to pods, on a port that they have."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.selectors import selects_plainly
from policies.kubernetes.workloads import all_pods, namespace_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for service in view.of_kind("Service"):
        spec = properties(service)["spec"]
        if spec["selector"].absent:
            continue
        pods = [pod for pod in all_pods(view) if pod.namespace == namespace_of(service)]
        chosen = [pod for pod in pods if selects_plainly(spec["selector"], pod.labels)]
        if not chosen:
            yield spec["selector"].fails("selects no pod of the stack")
            continue
        ports = [port for pod in chosen for each in pod.all_containers() for port in each["ports"].each()]
        known = {port["name"].text() for port in ports} | {port["containerPort"].text() for port in ports}
        for port in spec["ports"].each():
            target = port["targetPort"] if port["targetPort"].given else port["port"]
            if target.text() not in known:
                yield target.fails(f"is {target.text()}, which the pods do not have")


RULE = PlanRule(
    id="platform-service-selects-pods",
    title="Services lead to pods",
    why="Nobody answers behind it.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:core/*:Service",),
    enforcement=MANDATORY,
    remedy="Give it the labels of the pods and the name of their port.",
    judge=_judge,
)
