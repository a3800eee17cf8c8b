"""A container does not choose its own SELinux user, role or type."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        options = container.at("securityContext", "seLinuxOptions")
        for name in ("user", "role"):
            if options[name].text():
                yield options[name].fails("is set")
        if options["type"].text() not in {"", "container_t", "container_init_t", "container_kvm_t"}:
            yield options["type"].fails(f"is {options['type'].text()}, not a type of containers")


RULE = ResourceRule(
    id="kubernetes-selinux-options",
    title="Containers keep the SELinux label of their runtime",
    why="A type such as spc_t turns off the separation of containers from their node.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take user, role and type out of seLinuxOptions.",
    trivy=("KSV-0025",),
    judge=_judge,
)
