"""The DaemonSet that all device plugins share: where it runs, what it may touch."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import pulumi

from components.images import ImageLocation
from components.node_pools import TolerationArgs

# A Kubernetes document; it nests without a limit that a type could state.
Document: TypeAlias = dict[str, Any]

PLUGIN_DIRECTORY = "/var/lib/kubelet/device-plugins"
"""Where plugins meet the kubelet: its socket and theirs."""

UNPRIVILEGED: Document = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}
"""As much as the kubelet's directory allows: it belongs to root, so plugins run as root, without capabilities."""

PRIVILEGED: Document = {"privileged": True, "runAsUser": 0}


@dataclass(frozen=True, kw_only=True)
class NodeRequirementArgs:
    """A label by which nodes are chosen.

    Attributes:
        key: label key.
        operator: `In`, `NotIn`, `Exists` or `DoesNotExist`.
        values: values, for `In` and `NotIn`.
    """

    key: str
    operator: str
    values: list[str]

    def document(self) -> Document:
        """Return the requirement as Kubernetes writes it."""
        document: Document = {"key": self.key, "operator": self.operator}
        if self.values:
            document["values"] = self.values
        return document


@dataclass(frozen=True, kw_only=True)
class DevicePluginArgs:
    """What a device plugin needs.

    Attributes:
        namespace: existing namespace; `kube-system`, whose pods may be critical.
        image: full image reference, pinned.
        images: where images are pulled from.
        nodes: labels of the nodes with the device; None for the labels of our own pools.
        tolerations: taints that it tolerates: those of the pools with the device, whatever their purpose.
    """

    namespace: str
    image: str
    images: ImageLocation
    nodes: list[NodeRequirementArgs] | None
    tolerations: list[TolerationArgs]


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """What differs between plugins.

    Attributes:
        name: name of the DaemonSet and of its container.
        nodes: labels of our pools' nodes with the device.
        env: environment variables.
        arguments: command-line arguments.
        security: security context of the container.
        host_paths: folders of the node: path on the node (and in the container) to whether it is read only.
        optional_paths: those of them that are made when missing.
        host_network: share the node's network, to see its devices.
        service_account: its service account; None for one without access to the API.
        memory_request: memory that it normally takes.
        memory_limit: memory at which it is restarted.
    """

    name: str
    nodes: list[NodeRequirementArgs]
    env: list[Document]
    arguments: list[str]
    security: Document
    host_paths: dict[str, bool]
    optional_paths: list[str]
    host_network: bool
    service_account: str | None
    memory_request: str
    memory_limit: str


def daemon_set(
    name: str, plugin: Plugin, args: DevicePluginArgs, opts: pulumi.ResourceOptions
) -> pulumi.CustomResource:
    """Register the DaemonSet of `plugin` under the resource name `name`."""
    labels = {"app.kubernetes.io/name": plugin.name}
    pod: Document = {
        "priorityClassName": "system-node-critical",
        "automountServiceAccountToken": plugin.service_account is not None,
        "nodeSelector": {"kubernetes.io/os": "linux"},
        "affinity": _affinity(plugin.nodes if args.nodes is None else args.nodes),
        "tolerations": [toleration.document() for toleration in args.tolerations],
        "containers": [_container(plugin, args.images.locate(args.image))],
        "volumes": [_volume(plugin, path) for path in (PLUGIN_DIRECTORY, *plugin.host_paths)],
    }
    if plugin.host_network:
        pod["hostNetwork"] = True
    if plugin.service_account is not None:
        pod["serviceAccountName"] = plugin.service_account
    return pulumi.CustomResource(
        "kubernetes:apps/v1:DaemonSet",
        name,
        {
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "metadata": {"name": plugin.name, "namespace": args.namespace, "labels": labels},
            "spec": {
                "selector": {"matchLabels": labels},
                "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "10%"}},
                "template": {"metadata": {"labels": labels}, "spec": pod},
            },
        },
        opts=opts,
    )


def _affinity(nodes: list[NodeRequirementArgs]) -> Document:
    terms = [{"matchExpressions": [requirement.document() for requirement in nodes]}]
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}}


def _container(plugin: Plugin, image: str) -> Document:
    container: Document = {
        "name": plugin.name,
        "image": image,
        "securityContext": plugin.security,
        "resources": {
            "requests": {"cpu": "10m", "memory": plugin.memory_request},
            "limits": {"memory": plugin.memory_limit},
        },
        "volumeMounts": [
            {"name": "plugins", "mountPath": PLUGIN_DIRECTORY},
            *(
                {"name": _volume_name(path), "mountPath": path, "readOnly": read_only}
                for path, read_only in plugin.host_paths.items()
            ),
        ],
    }
    if plugin.arguments:
        container["args"] = plugin.arguments
    if plugin.env:
        container["env"] = plugin.env
    return container


def _volume(plugin: Plugin, path: str) -> Document:
    if path == PLUGIN_DIRECTORY:
        return {"name": "plugins", "hostPath": {"path": path, "type": "Directory"}}
    kind = "DirectoryOrCreate" if path in plugin.optional_paths else "Directory"
    return {"name": _volume_name(path), "hostPath": {"path": path, "type": kind}}


def _volume_name(path: str) -> str:
    return path.strip("/").replace("/", "-")
