"""A pod runs as a user and a group of its own, not as one of the system."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import DEVICE_PLUGINS, exempt
from policies.kubernetes.workloads import WORKLOADS, is_named, pods_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    least = settings.number("least")
    for pod in pods_of(resource):
        for holder in (pod.spec, *pod.all_containers()):
            context = holder["securityContext"]
            user = context["runAsUser"]
            if user.given and user.number() < least:
                yield user.fails(f"is {user.number():g}, less than {least:g}")
            groups = [context["runAsGroup"], context["fsGroup"], *context["supplementalGroups"].each()]
            for group in groups:
                if group.given and group.number() == 0:
                    yield group.fails("is 0, the root group")


RULE = ResourceRule(
    id="kubernetes-user-and-group",
    title="Pods run as a user that the node does not have",
    why="A user that the node has too owns files there; the root group owns most of them.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set runAsUser and runAsGroup to numbers from 1000 on, and leave 0 out of supplementalGroups and fsGroup.",
    checkov=("CKV_K8S_40",),
    trivy=("KSV-0020", "KSV-0021", "KSV-0116"),
    parameters=(
        Parameter(name="least", default=1000, meaning="least number of a user", minimum=1),
        exempt(*DEVICE_PLUGINS, reason="the directory of the kubelet belongs to root"),
    ),
    judge=_judge,
)
