"""A pod changes only those kernel settings that are its own."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        for each in pod.spec.at("securityContext", "sysctls").each():
            if each["name"].text() not in settings.texts("allowed"):
                yield each["name"].fails(f"is {each['name'].text()}, which is not of the safe ones")


RULE = ResourceRule(
    id="kubernetes-sysctls",
    title="Pods change safe kernel settings only",
    why="Other settings hold for the whole node, and for every pod on it.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take it out of securityContext.sysctls, or set it in the user data of the pool.",
    trivy=("KSV-0026",),
    parameters=(
        Parameter(
            name="allowed",
            default=(
                "kernel.shm_rmid_forced",
                "net.ipv4.ip_local_port_range",
                "net.ipv4.ip_local_reserved_ports",
                "net.ipv4.ip_unprivileged_port_start",
                "net.ipv4.ping_group_range",
                "net.ipv4.tcp_fin_timeout",
                "net.ipv4.tcp_keepalive_intvl",
                "net.ipv4.tcp_keepalive_probes",
                "net.ipv4.tcp_keepalive_time",
                "net.ipv4.tcp_syncookies",
            ),
            meaning="settings that pods may change",
        ),
    ),
    judge=_judge,
)
