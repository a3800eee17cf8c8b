"""LeaderWorkerSet's own manager, with the webhooks that default, check and number what it makes."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import yaml

from tests.cluster.certificates import serving_certificate
from tests.cluster.control_plane import ControlPlane
from tests.cluster.ports import free_ports
from tests.tools import LWS_MANAGER, locate

NAME = "lws-manager"
_WEBHOOKS = Path(__file__).parent / "leader_worker_set_webhooks.yaml"


def run_leader_worker_set(plane: ControlPlane) -> None:
    """Start the manager among the control plane's processes; the custom resource definitions must be there.

    Its chart is third-party and not applied: webhooks are registered by address instead of by Service, and the
    manager acts with all rights.
    """
    program, (port,) = locate(LWS_MANAGER), free_ports(1)
    folder = plane.folder / NAME
    folder.mkdir()
    certificate = serving_certificate(folder)
    configuration = folder / "configuration.yaml"
    configuration.write_text(json.dumps(_configuration(port, folder)), encoding="utf-8")
    plane.processes.start(
        NAME, [program, f"--config={configuration}"], {**os.environ, "KUBECONFIG": str(plane.kubeconfig)}
    )
    authority = base64.b64encode(certificate.read_bytes()).decode()
    for hook in _webhooks():
        plane.api.apply(_with_address(hook, f"https://127.0.0.1:{port}", authority))
    plane.processes.wait_until(lambda: _answers(plane), "the manager of LeaderWorkerSet")


def _configuration(port: int, folder: Path) -> dict[str, Any]:
    return {
        "apiVersion": "config.lws.x-k8s.io/v1alpha1",
        "kind": "Configuration",
        "webhook": {"host": "127.0.0.1", "port": port, "certDir": str(folder)},
        "metrics": {"bindAddress": "0"},
        "health": {"healthProbeBindAddress": "0"},
        "leaderElection": {"leaderElect": False},
        "internalCertManagement": {"enable": False},
    }


def webhook_titles() -> set[str]:
    """Return kind and name of what is registered for the manager, which belongs to no stack."""
    return {f"{each['kind']} /{each['metadata']['name']}" for each in _webhooks()}


def _webhooks() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(_WEBHOOKS.read_bytes()))


def _with_address(configuration: dict[str, Any], address: str, authority: str) -> dict[str, Any]:
    for webhook in configuration["webhooks"]:
        path = webhook["clientConfig"]["path"]
        webhook["clientConfig"] = {"url": f"{address}{path}", "caBundle": authority}
    return configuration


def _answers(plane: ControlPlane) -> bool:
    """Tell whether the webhooks answer: a set without a size of its own gets one from them."""
    probe = {
        "apiVersion": "leaderworkerset.x-k8s.io/v1",
        "kind": "LeaderWorkerSet",
        "metadata": {"name": "probe", "namespace": "default"},
        "spec": {"leaderWorkerTemplate": {"workerTemplate": {"spec": {"containers": [{"name": "c", "image": "c:1"}]}}}},
    }
    return not plane.api.refusal(probe)
