"""The Kubernetes objects of an import: service account, program, network policy and Job."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi

PROGRAM = Path(__file__).parent / "importer"
ALLOWED_FILES = ["*.safetensors", "*.json", "*.txt", "*.model", "*.jinja", "*.tiktoken"]
"""Weights that can be streamed, the index, configuration, chat template and tokenizer."""
IGNORED_FILES = ["original/*", "consolidated*"]
"""Second copies of the weights in their authors' own format."""
AWAIT_MARGIN_MINUTES = 10  # for the node to come before the Job's own clock starts

_MOUNT = "/opt/evenkeel"
_USER = 65532
_GRACE_SECONDS = 120
_PART_MIB = 64
_BASE_MIB = 256
_CPU_REQUEST = "500m"  # it fits beside the controllers on a system node of two processors, and may use all that idle
_COPIES_OF_A_PART = 3  # as received, as sent, and in the TLS layer
_ATTEMPTS = 5
_NEVER_MENDS = [2, 3, 4]  # exit codes of importer/errors.py for which another attempt cannot help
_POD_IDENTITY_AGENT = "169.254.170.23/32"
_LINK_LOCAL = "169.254.0.0/16"


@dataclass(frozen=True, kw_only=True)
class JobArgs:
    """What the objects are made of; see `ModelImportArgs`."""

    name: str
    namespace: str
    image: str
    environment: dict[str, pulumi.Input[str]]
    allowed_files: list[str]
    ignored_files: list[str]
    token_secret: tuple[str, str] | None
    workers: int
    deadline_seconds: int
    node_selector: dict[str, str]
    tolerations: list[dict[str, str]]


def documents(args: JobArgs) -> list[dict[str, Any]]:
    """Return the objects in the order in which they must exist; the Job is the last."""
    metadata = {"name": args.name, "namespace": args.namespace, "labels": _labels(args)}
    return [
        {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": metadata,
            "automountServiceAccountToken": False,
        },
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": program()},
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": metadata, "spec": _network(args)},
        {"apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": _job(args)},
    ]


def program() -> dict[str, str]:
    """Return the source of the import program by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(PROGRAM.glob("*.py"))}


def _labels(args: JobArgs) -> dict[str, str]:
    return {"app.kubernetes.io/name": "model-import", "app.kubernetes.io/instance": args.name}


def _network(args: JobArgs) -> dict[str, Any]:
    dns = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}}
    return {
        "podSelector": {"matchLabels": _labels(args)},
        "policyTypes": ["Ingress", "Egress"],
        "egress": [
            {"to": [dns], "ports": [{"port": 53, "protocol": protocol} for protocol in ("UDP", "TCP")]},
            {
                "to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": [_LINK_LOCAL]}}],
                "ports": [{"port": 443, "protocol": "TCP"}],
            },
            {"to": [{"ipBlock": {"cidr": _POD_IDENTITY_AGENT}}], "ports": [{"port": 80, "protocol": "TCP"}]},
        ],
    }


def _job(args: JobArgs) -> dict[str, Any]:
    return {
        "backoffLimit": _ATTEMPTS - 1,
        "activeDeadlineSeconds": args.deadline_seconds,
        "podFailurePolicy": {
            "rules": [
                {"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget", "status": "True"}]},
                {
                    "action": "FailJob",
                    "onExitCodes": {"containerName": "import", "operator": "In", "values": _NEVER_MENDS},
                },
            ]
        },
        "template": {
            "metadata": {"labels": _labels(args), "annotations": {"karpenter.sh/do-not-disrupt": "true"}},
            "spec": {
                "serviceAccountName": args.name,
                "automountServiceAccountToken": False,
                "enableServiceLinks": False,
                "restartPolicy": "Never",
                "terminationGracePeriodSeconds": _GRACE_SECONDS,
                "nodeSelector": args.node_selector,
                "tolerations": args.tolerations,
                "securityContext": {
                    "runAsNonRoot": True,
                    "runAsUser": _USER,
                    "runAsGroup": _USER,
                    "seccompProfile": {"type": "RuntimeDefault"},
                },
                "containers": [_container(args)],
                "volumes": [{"name": "program", "configMap": {"name": args.name}}],
            },
        },
    }


def _container(args: JobArgs) -> dict[str, Any]:
    memory = f"{_BASE_MIB + args.workers * _COPIES_OF_A_PART * _PART_MIB}Mi"
    return {
        "name": "import",
        "image": args.image,
        "command": ["python3", "-m", PROGRAM.name],
        "env": _environment(args),
        "resources": {"requests": {"cpu": _CPU_REQUEST, "memory": memory}, "limits": {"memory": memory}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        "volumeMounts": [{"name": "program", "mountPath": f"{_MOUNT}/{PROGRAM.name}", "readOnly": True}],
    }


def _environment(args: JobArgs) -> list[dict[str, Any]]:
    plain: dict[str, pulumi.Input[str]] = {
        "PYTHONPATH": _MOUNT,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "ALLOW_PATTERNS": json.dumps(args.allowed_files),
        "IGNORE_PATTERNS": json.dumps(args.ignored_files),
        "PART_MIB": str(_PART_MIB),
        **args.environment,
    }
    found: list[dict[str, Any]] = [{"name": name, "value": value} for name, value in plain.items()]
    if args.token_secret:
        name, key = args.token_secret
        found.append({"name": "HF_TOKEN", "valueFrom": {"secretKeyRef": {"name": name, "key": key}}})
    return found
