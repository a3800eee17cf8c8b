"""A container refers to a secret that something brings."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.workloads import WORKLOADS, all_pods, name_of, namespace_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    stores = {namespace_of(each) for each in view.of_kind("SecretStore")}
    there = {(namespace_of(each), name_of(each)) for each in view.of_kind("Secret")}
    for each in view.of_kind("ExternalSecret"):
        there.add((namespace_of(each), properties(each).at("spec", "target", "name").text(name_of(each))))
    for pod in all_pods(view):
        for container in pod.all_containers() if pod.namespace in stores else ():
            for variable in container["env"].each():
                name = variable.at("valueFrom", "secretKeyRef", "name")
                if name.given and (pod.namespace, name.text()) not in there:
                    yield name.fails(f"is {name.text()}, which nothing in the stack brings")


RULE = PlanRule(
    id="platform-secret-exists",
    title="Secrets exist",
    why="The pod waits for ever to be started. Where no store is in the stack, somebody else brings secrets.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Let an ExternalSecret bring it.",
    judge=_judge,
)
