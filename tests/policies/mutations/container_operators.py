"""What may be broken about a container: its privileges, its image, its resources, its probes, its environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from evenkeel.model import Resource, Value
from tests.policies.mutations.editing import Steps, at
from tests.policies.mutations.kinds import SERVERS, UNPRIVILEGED, WORKLOADS
from tests.policies.mutations.operator import Operator, drops, sets

_CONTEXT: Final = "@container securityContext"
_MAIN: Final = "@pod spec containers *"


def _repository(image: Value) -> str:
    name = str(image).partition("@")[0]
    head, _, tail = name.rpartition(":")
    return name if "/" in tail or not head else head


def _with(name: str, value: Value) -> Value:
    return {"name": name, "value": value}


def _in_clear(name: str) -> Operator:
    def added(old: Value) -> Value:
        return [
            *(cast("list[Value]", old) if isinstance(old, (list, tuple)) else []),
            _with(name, "s3cr3t-" + "v4lue" * 4),
        ]

    return sets(
        f"credential-in-environment-{name.lower()}",
        UNPRIVILEGED,
        f"{_MAIN} env",
        added,
        ["kubernetes-credentials-in-environment"],
    )


def _has_digest(resource: Resource, steps: Steps) -> bool:
    return "@sha256:" in str(at(resource.inputs, steps))


def _serves(resource: Resource, steps: Steps) -> bool:
    """Return whether a container listens, as its ports say."""
    container = at(resource.inputs, steps[:-1])
    return isinstance(container, Mapping) and bool(container.get("ports"))


def _from_secret(resource: Resource, steps: Steps) -> bool:
    return at(resource.inputs, (*steps, "valueFrom", "secretKeyRef")) is not None


def _capability(name: str, *checks: str) -> Operator:
    return sets(f"add-capability-{name.lower()}", WORKLOADS, f"{_CONTEXT} capabilities add", [name], checks)


CONTAINER_OPERATORS: Final[tuple[Operator, ...]] = (
    # Privileges
    sets("make-privileged", WORKLOADS, f"{_CONTEXT} privileged", value=True, expected=["CKV_K8S_16"]),
    sets("allow-escalation", WORKLOADS, f"{_CONTEXT} allowPrivilegeEscalation", value=True, expected=["CKV_K8S_20"]),
    drops("forget-escalation", WORKLOADS, f"{_CONTEXT} allowPrivilegeEscalation", ["CKV_K8S_20"]),
    sets("writable-root", UNPRIVILEGED, f"{_CONTEXT} readOnlyRootFilesystem", value=False, expected=["CKV_K8S_22"]),
    drops("forget-read-only-root", UNPRIVILEGED, f"{_CONTEXT} readOnlyRootFilesystem", ["CKV_K8S_22"]),
    sets("container-may-be-root", UNPRIVILEGED, f"{_CONTEXT} runAsNonRoot", value=False, expected=["CKV_K8S_23"]),
    sets("container-is-root", UNPRIVILEGED, f"{_CONTEXT} runAsUser", 0, ["CKV_K8S_23", "KSV-0105"]),
    sets("container-in-root-group", UNPRIVILEGED, f"{_CONTEXT} runAsGroup", 0, ["KSV-0116"]),
    sets("container-of-low-user", UNPRIVILEGED, f"{_CONTEXT} runAsUser", 33, ["CKV_K8S_40"]),
    drops("forget-context", WORKLOADS, _CONTEXT, ["CKV_K8S_30", "CKV_K8S_20"]),
    drops("keep-capabilities", WORKLOADS, f"{_CONTEXT} capabilities", ["CKV_K8S_37"]),
    sets("drop-one-capability", WORKLOADS, f"{_CONTEXT} capabilities drop", ["NET_RAW"], ["CKV_K8S_37", "KSV-0003"]),
    _capability("SYS_ADMIN", "CKV_K8S_39", "KSV-0005"),
    _capability("NET_RAW", "CKV_K8S_28", "KSV-0119"),
    _capability("SYS_MODULE", "KSV-0120"),
    _capability("NET_ADMIN", "CKV_K8S_25", "KSV-0022"),
    _capability("DAC_OVERRIDE", "CKV_K8S_25", "KSV-0022"),
    _capability("SYS_PTRACE", "CKV_K8S_25", "KSV-0022"),
    sets("unconfined-seccomp", WORKLOADS, f"{_CONTEXT} seccompProfile", {"type": "Unconfined"}, ["CKV_K8S_31"]),
    sets("unconfined-apparmor", WORKLOADS, f"{_CONTEXT} appArmorProfile", {"type": "Unconfined"}, ["KSV-0002"]),
    sets("unmask-proc", WORKLOADS, f"{_CONTEXT} procMount", "Unmasked", ["KSV-0027"]),
    sets("custom-selinux", WORKLOADS, f"{_CONTEXT} seLinuxOptions", {"user": "root", "type": "spc_t"}, ["KSV-0025"]),
    # Image
    sets("image-latest", WORKLOADS, "@container image", lambda old: f"{_repository(old)}:latest", ["CKV_K8S_14"]),
    sets("image-without-tag", WORKLOADS, "@container image", _repository, ["CKV_K8S_14"]),
    sets("image-nightly", WORKLOADS, "@container image", lambda old: f"{_repository(old)}:nightly", ["CKV_K8S_14"]),
    sets("image-of-a-branch", WORKLOADS, "@container image", lambda old: f"{_repository(old)}:main", ["CKV_K8S_14"]),
    sets("image-of-anyone", WORKLOADS, "@container image", "evil.example.net/engine:v1.2.3", ["KSV-0125"]),
    sets(
        "image-without-digest",
        WORKLOADS,
        "@container image",
        lambda old: str(old).partition("@")[0],
        ["CKV_K8S_43"],
        where=_has_digest,
    ),
    # Resources
    drops("forget-processor-request", WORKLOADS, "@container resources requests cpu", ["CKV_K8S_10"]),
    drops("forget-memory-request", WORKLOADS, "@container resources requests memory", ["CKV_K8S_12"]),
    drops("forget-memory-limit", WORKLOADS, "@container resources limits memory", ["CKV_K8S_13"]),
    drops("forget-resources", WORKLOADS, "@container resources", ["CKV_K8S_10", "CKV_K8S_12", "CKV_K8S_13"]),
    sets(
        "memory-limit-above-request",
        UNPRIVILEGED,
        "@container resources limits memory",
        "9999Gi",
        ["kubernetes-memory-limit-is-request"],
    ),
    # Probes
    drops("forget-liveness", SERVERS, f"{_MAIN} livenessProbe", ["CKV_K8S_8"], where=_serves),
    drops("forget-readiness", SERVERS, f"{_MAIN} readinessProbe", ["CKV_K8S_9"], where=_serves),
    drops("forget-start", SERVERS, f"{_MAIN} startupProbe", ["platform-startup-probe-covers-loading"]),
    sets(
        "impatient-start",
        SERVERS,
        f"{_MAIN} startupProbe failureThreshold",
        2,
        ["platform-startup-probe-covers-loading"],
    ),
    sets("probe-of-no-port", SERVERS, f"{_MAIN} readinessProbe httpGet port", "web", ["kubernetes-probe-ports"]),
    sets("liveness-of-no-port", SERVERS, f"{_MAIN} livenessProbe httpGet port", 8999, ["kubernetes-probe-ports"]),
    # Ports and volumes
    sets("port-of-the-node", SERVERS, "@container ports * hostPort", 8000, ["CKV_K8S_26"]),
    sets("privileged-port", SERVERS, "@container ports * containerPort", 80, ["KSV-0117"]),
    sets(
        "mount-without-volume", WORKLOADS, "@container volumeMounts 0 name", "elsewhere", ["kubernetes-volume-mounts"]
    ),
    # Environment
    _in_clear("HF_TOKEN"),
    _in_clear("AWS_SECRET_ACCESS_KEY"),
    _in_clear("DATABASE_PASSWORD"),
    sets(
        "secret-becomes-text",
        UNPRIVILEGED,
        f"{_MAIN} env *",
        lambda old: _with(str(cast("Mapping[str, Value]", old)["name"]), "abcdefghijklmnop"),
        ["kubernetes-credentials-in-environment"],
        where=_from_secret,
    ),
    sets(
        "secret-of-no-object",
        UNPRIVILEGED,
        f"{_MAIN} env * valueFrom secretKeyRef name",
        "elsewhere",
        ["platform-secret-exists"],
    ),
)
