"""A Kubernetes control plane of real parts on this machine: no container, no virtual machine, no network."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cluster.api import Api
from tests.tools import (
    ETCD,
    KUBE_APISERVER,
    KUBE_CONTROLLER_MANAGER,
    KUBE_SCHEDULER,
    KWOK,
    MissingToolError,
    locate,
)
from tests.tools.processes import Processes


@dataclass(frozen=True, kw_only=True)
class ControlPlane:
    """A running control plane.

    Attributes:
        api: client with all rights.
        kubeconfig: file for programs that want one.
        processes: its processes; a controller under test is started among them.
    """

    api: Api
    kubeconfig: Path
    processes: Processes


@contextmanager
def control_plane(folder: Path) -> Generator[ControlPlane]:
    """Start etcd, the API server, controller manager, scheduler and kwok (which plays the nodes) in `folder`."""
    programs = {
        tool.name: locate(tool) for tool in (ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER, KUBE_SCHEDULER, KWOK)
    }
    token = secrets.token_hex(16)
    (folder / "tokens.csv").write_text(f"{token},admin,admin,system:masters\n", encoding="utf-8")
    key = _service_account_key(folder)
    with Processes(folder) as processes:
        etcd_client, etcd_peer, secure = _free_ports(3)
        etcd_url = f"http://127.0.0.1:{etcd_client}"
        processes.start(
            "etcd",
            [
                programs["etcd"],
                f"--data-dir={folder / 'etcd'}",
                f"--listen-client-urls={etcd_url}",
                f"--advertise-client-urls={etcd_url}",
                f"--listen-peer-urls=http://127.0.0.1:{etcd_peer}",
                f"--initial-advertise-peer-urls=http://127.0.0.1:{etcd_peer}",
                f"--initial-cluster=default=http://127.0.0.1:{etcd_peer}",
                "--unsafe-no-fsync",
            ],
        )
        certificates = folder / "certificates"
        processes.start(
            "kube-apiserver",
            [
                programs["kube-apiserver"],
                f"--etcd-servers={etcd_url}",
                f"--secure-port={secure}",
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                f"--cert-dir={certificates}",
                f"--token-auth-file={folder / 'tokens.csv'}",
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                f"--service-account-key-file={key}",
                f"--service-account-signing-key-file={key}",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--endpoint-reconciler-type=none",
            ],
        )
        certificate = certificates / "apiserver.crt"
        processes.wait_until(certificate.is_file, "the API server's certificate")
        api = Api(f"https://127.0.0.1:{secure}", token, certificate)
        processes.wait_until(api.is_ready, "the API server")
        kubeconfig = _kubeconfig(folder, api.address, token, certificate)
        processes.start(
            "kube-controller-manager",
            [
                programs["kube-controller-manager"],
                f"--kubeconfig={kubeconfig}",
                "--leader-elect=false",
                f"--service-account-private-key-file={key}",
                f"--root-ca-file={certificate}",
                "--use-service-account-credentials=false",
                "--node-eviction-rate=100",
                f"--secure-port={_free_ports(1)[0]}",
                "--bind-address=127.0.0.1",
            ],
        )
        processes.start(
            "kube-scheduler",
            [
                programs["kube-scheduler"],
                f"--kubeconfig={kubeconfig}",
                "--leader-elect=false",
                f"--secure-port={_free_ports(1)[0]}",
                "--bind-address=127.0.0.1",
            ],
        )
        stages = _kwok_stages()
        processes.start(
            "kwok",
            [
                programs["kwok"],
                f"--kubeconfig={kubeconfig}",
                "--manage-all-nodes=true",
                *[f"--config={s}" for s in stages],
            ],
        )
        yield ControlPlane(api=api, kubeconfig=kubeconfig, processes=processes)


def _free_ports(count: int) -> list[int]:
    """Ask the kernel for unused ports, all held at once so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    for item in sockets:
        item.bind(("127.0.0.1", 0))
    ports = [int(item.getsockname()[1]) for item in sockets]
    for item in sockets:
        item.close()
    return ports


def _service_account_key(folder: Path) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        raise MissingToolError("openssl is not on PATH: install it; it makes the key of the service accounts")
    key = folder / "service-account.key"
    subprocess.run([openssl, "genrsa", "-out", str(key), "2048"], check=True, capture_output=True)
    return key


def _kubeconfig(folder: Path, address: str, token: str, certificate: Path) -> Path:
    path = folder / "kubeconfig"
    path.write_text(
        f"""apiVersion: v1
kind: Config
clusters: [{{name: test, cluster: {{server: "{address}", certificate-authority: "{certificate}"}}}}]
users: [{{name: admin, user: {{token: "{token}"}}}}]
contexts: [{{name: test, context: {{cluster: test, user: admin}}}}]
current-context: test
""",
        encoding="utf-8",
    )
    path.chmod(0o600)
    return path


def _kwok_stages() -> list[Path]:
    """Return the files by which kwok makes nodes ready and pods run."""
    return sorted((Path(__file__).parent / "stages").glob("*.yaml"))
