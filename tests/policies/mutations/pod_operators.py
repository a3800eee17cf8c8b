"""What may be broken about a pod: what it shares with its node, who it is, what it mounts, how it stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from evenkeel.model import Resource, Value
from tests.policies.mutations.editing import Tree, at, changed, places
from tests.policies.mutations.kinds import SERVERS, UNPRIVILEGED, WORKLOADS
from tests.policies.mutations.operator import Operator, drops, edits, sets

_SPEC: Final = "@pod spec"
_CONTEXT: Final = f"{_SPEC} securityContext"


def _plus(member: Value) -> Callable[[Value], Value]:
    def added(old: Value) -> Value:
        return [*(cast("list[Value]", old) if isinstance(old, (list, tuple)) else []), member]

    return added


def _mounting(name: str, path: str, *expected: str, on: str = WORKLOADS) -> Operator:
    volume: Value = {"name": "host", "hostPath": {"path": path}}
    return sets(f"mount-{name}", on, f"{_SPEC} volumes", _plus(volume), expected)


def _everywhere(*properties: str) -> Callable[[Resource], Resource]:
    """Return what takes properties out of the security contexts of a workload's pods and containers."""

    def without(resource: Resource) -> Resource:
        broken = resource
        for name in properties:
            for pattern in (f"{_CONTEXT} {name}", f"@container securityContext {name}"):
                for steps in places(broken, pattern):
                    broken = changed(broken, steps, lambda _old: None)
        return broken

    return without


def _in_namespace(name: str) -> Callable[[Value], Value]:
    return lambda old: {**cast("Tree", old), "namespace": name}


def _uses_token(resource: Resource) -> Resource | None:
    paths = list(places(resource, f"{_SPEC} automountServiceAccountToken"))
    for steps in paths:
        if at(resource.inputs, steps) is False:
            return changed(resource, steps, lambda _old: None)
    return None


POD_OPERATORS: Final[tuple[Operator, ...]] = (
    # The node
    sets("share-host-processes", WORKLOADS, f"{_SPEC} hostPID", value=True, expected=["CKV_K8S_17"]),
    sets("share-host-ipc", WORKLOADS, f"{_SPEC} hostIPC", value=True, expected=["CKV_K8S_18"]),
    sets("share-host-network", UNPRIVILEGED, f"{_SPEC} hostNetwork", value=True, expected=["CKV_K8S_19"]),
    sets(
        "share-processes",
        WORKLOADS,
        f"{_SPEC} shareProcessNamespace",
        value=True,
        expected=["kubernetes-shared-processes"],
    ),
    sets(
        "host-aliases",
        WORKLOADS,
        f"{_SPEC} hostAliases",
        [{"ip": "10.0.0.9", "hostnames": ["huggingface.co"]}],
        ["KSV-0007"],
    ),
    sets(
        "unsafe-sysctl", WORKLOADS, f"{_CONTEXT} sysctls", [{"name": "kernel.msgmax", "value": "65536"}], ["KSV-0026"]
    ),
    _mounting("host-root", "/", "KSV-0023"),
    _mounting("host-configuration", "/etc/kubernetes", "KSV-0023"),
    _mounting("host-processes", "/proc", "KSV-0023"),
    _mounting("kubelet", "/var/lib/kubelet", "KSV-0023"),
    _mounting("docker-socket", "/var/run/docker.sock", "CKV_K8S_27"),
    _mounting("containerd-socket", "/run/containerd/containerd.sock", "CKV_K8S_27", "KSV-0006", "KSV-0023"),
    _mounting("host-shared-memory", "/dev/shm", "KSV-0023", on=UNPRIVILEGED),
    sets(
        "network-volume",
        UNPRIVILEGED,
        f"{_SPEC} volumes",
        _plus({"name": "n", "nfs": {"server": "10.0.0.5", "path": "/"}}),
        ["KSV-0028"],
    ),
    # Who it is
    edits("pod-may-be-root", UNPRIVILEGED, _everywhere("runAsNonRoot"), ["CKV_K8S_23"]),
    edits("pod-without-seccomp", WORKLOADS, _everywhere("seccompProfile"), ["CKV_K8S_31"]),
    sets("pod-is-root", UNPRIVILEGED, f"{_CONTEXT} runAsUser", 0, ["CKV_K8S_23", "KSV-0105"]),
    sets("pod-of-low-user", UNPRIVILEGED, f"{_CONTEXT} runAsUser", 7, ["CKV_K8S_40"]),
    sets("pod-in-root-group", UNPRIVILEGED, f"{_CONTEXT} runAsGroup", 0, ["KSV-0116"]),
    sets("pod-also-in-root-group", UNPRIVILEGED, f"{_CONTEXT} supplementalGroups", [0], ["KSV-0116"]),
    sets(
        "pod-unconfined", UNPRIVILEGED, f"{_CONTEXT} seccompProfile", {"type": "Unconfined"}, ["CKV_K8S_31", "KSV-0104"]
    ),
    drops("pod-without-context", UNPRIVILEGED, _CONTEXT, ["CKV_K8S_29", "KSV-0118", "CKV_K8S_31"]),
    sets("pod-with-token", WORKLOADS, f"{_SPEC} automountServiceAccountToken", value=True, expected=["CKV_K8S_38"]),
    edits("pod-takes-default-account-with-token", WORKLOADS, _uses_token, ["CKV_K8S_38"]),
    sets(
        "pod-of-absent-account",
        UNPRIVILEGED,
        f"{_SPEC} serviceAccountName",
        "nobody-made-this",
        ["platform-service-account-exists"],
    ),
    # Where it is
    sets("workload-in-default", UNPRIVILEGED, "metadata", _in_namespace("default"), ["CKV_K8S_21"]),
    sets("workload-in-kube-system", UNPRIVILEGED, "metadata", _in_namespace("kube-system"), ["KSV-0037"]),
    sets("workload-in-no-namespace", UNPRIVILEGED, "metadata", _in_namespace("nowhere"), ["platform-namespace-exists"]),
    # How it starts and stops
    sets("hasty-stop", SERVERS, f"{_SPEC} terminationGracePeriodSeconds", 30, ["platform-grace-covers-stream"]),
    drops("default-stop", SERVERS, f"{_SPEC} terminationGracePeriodSeconds", ["platform-grace-covers-stream"]),
    drops("stop-at-once", SERVERS, f"{_SPEC} containers * lifecycle", ["platform-drains-before-stop"]),
    drops("restart-jobs-forever", "kubernetes:batch/*:Job", "spec activeDeadlineSeconds", ["kubernetes-job-deadline"]),
    drops(
        "interruptible-import",
        "kubernetes:batch/*:Job",
        "@pod metadata annotations",
        ["platform-job-survives-consolidation"],
    ),
    sets(
        "memory-volume-without-size", SERVERS, f"{_SPEC} volumes * emptyDir sizeLimit", None, ["kubernetes-volume-size"]
    ),
    sets(
        "configuration-of-no-object",
        UNPRIVILEGED,
        f"{_SPEC} volumes * configMap name",
        "elsewhere",
        ["platform-configuration-exists"],
    ),
)
