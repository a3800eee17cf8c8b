"""A Kubernetes control plane of real parts on this machine: no container, no virtual machine, no network."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cluster.api import Api
from tests.cluster.certificates import service_account_key
from tests.cluster.ports import free_ports
from tests.cluster.workspace import workspace
from tests.tools import ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER, KUBE_SCHEDULER, KWOK, locate
from tests.tools.processes import Processes

_ATTEMPTS = 3
_STAGES = Path(__file__).parent / "stages"


@dataclass(frozen=True, kw_only=True)
class ControlPlane:
    """A running control plane.

    Attributes:
        api: client with all rights.
        kubeconfig: file for programs that want one.
        folder: everything that it writes; gone when it ends.
        processes: its processes; a controller under test is started among them.
    """

    api: Api
    kubeconfig: Path
    folder: Path
    processes: Processes


@contextmanager
def control_plane(ports: Callable[[int], list[int]] = free_ports) -> Generator[ControlPlane]:
    """Run etcd, the API server, controller manager, scheduler and kwok, which plays the nodes.

    A port may be taken between the moment in which it is chosen and the one in which it is opened: other ports are
    chosen then.

    Args:
        ports: gives unused ports.

    Raises:
        MissingToolError: a program that is not here and cannot be built, with what to install.
        RuntimeError: a program that ended, with the end of its log.
    """
    tools = (ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER, KUBE_SCHEDULER, KWOK)
    programs = {tool.name: locate(tool) for tool in tools}
    with ExitStack() as stack:
        for attempt in range(_ATTEMPTS):
            try:
                yield stack.enter_context(_started(programs, ports(3)))
                return
            except PortTakenError as error:
                if attempt == _ATTEMPTS - 1:
                    raise
                sys.stderr.write(f"{error}; trying other ports\n")


class PortTakenError(RuntimeError):
    """A program found its port in use."""


@contextmanager
def _started(programs: Mapping[str, Path], ports: list[int]) -> Generator[ControlPlane]:
    with workspace() as folder, Processes(folder) as processes:
        try:
            plane = _start(programs, ports, folder, processes)
        except RuntimeError as error:
            if "address already in use" in str(error):
                raise PortTakenError(f"one of the ports {ports} is in use: {error}") from error
            raise
        yield plane


def _start(programs: Mapping[str, Path], ports: list[int], folder: Path, processes: Processes) -> ControlPlane:
    etcd_client, etcd_peer, secure = ports
    etcd = f"http://127.0.0.1:{etcd_client}"
    peer = f"http://127.0.0.1:{etcd_peer}"
    token = secrets.token_hex(16)
    tokens = _private(folder / "tokens.csv", f"{token},admin,admin,system:masters\n")
    key = service_account_key(folder)
    processes.start(
        "etcd",
        [
            programs["etcd"],
            f"--data-dir={folder / 'etcd'}",
            f"--listen-client-urls={etcd}",
            f"--advertise-client-urls={etcd}",
            f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=default={peer}",
            "--unsafe-no-fsync",
        ],
    )
    certificates = folder / "certificates"
    processes.start(
        "kube-apiserver",
        [
            programs["kube-apiserver"],
            f"--etcd-servers={etcd}",
            f"--secure-port={secure}",
            "--allow-privileged=true",  # device plugins open the node's devices
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            f"--cert-dir={certificates}",
            f"--token-auth-file={tokens}",
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
    client = f"--kubeconfig={kubeconfig}"
    processes.start(
        "kube-controller-manager",
        [
            programs["kube-controller-manager"],
            client,
            "--leader-elect=false",
            f"--service-account-private-key-file={key}",
            f"--root-ca-file={certificate}",
            "--use-service-account-credentials=false",
            "--node-monitor-grace-period=24h",  # nodes are not asked whether they still live: they send no heartbeats
            "--secure-port=0",
        ],
    )
    processes.start("kube-scheduler", [programs["kube-scheduler"], client, "--leader-elect=false", "--secure-port=0"])
    stages = [f"--config={stage}" for stage in sorted(_STAGES.glob("*.yaml"))]
    processes.start("kwok", [programs["kwok"], client, "--manage-all-nodes=true", *stages])
    processes.wait_until(lambda: api.exists("v1", "ServiceAccount", "default", "default"), "the controller manager")
    return ControlPlane(api=api, kubeconfig=kubeconfig, folder=folder, processes=processes)


def _kubeconfig(folder: Path, address: str, token: str, certificate: Path) -> Path:
    return _private(
        folder / "kubeconfig",
        f"""apiVersion: v1
kind: Config
clusters: [{{name: test, cluster: {{server: "{address}", certificate-authority: "{certificate}"}}}}]
users: [{{name: admin, user: {{token: "{token}"}}}}]
contexts: [{{name: test, context: {{cluster: test, user: admin}}}}]
current-context: test
""",
    )


def _private(path: Path, text: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return path
