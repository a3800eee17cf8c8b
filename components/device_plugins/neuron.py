"""Trainium and Inferentia chips as `aws.amazon.com/neuron` (and their cores as `aws.amazon.com/neuroncore`)."""

import pulumi

from components.device_plugins.daemon_set import (
    UNPRIVILEGED,
    DevicePluginArgs,
    Document,
    NodeRequirementArgs,
    Plugin,
    daemon_set,
)
from components.node_pools.accelerator import NEURON
from components.node_pools.labels import ACCELERATOR

PLUGIN = Plugin(
    name="neuron-device-plugin",
    nodes=[NodeRequirementArgs(key=ACCELERATOR, operator="In", values=[NEURON])],
    env=[
        {"name": "KUBECONFIG", "value": "/etc/kubernetes/kubelet.conf"},
        {"name": "NODE_NAME", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}},
    ],
    arguments=[],
    security=UNPRIVILEGED,
    host_paths={"/run": False, "/opt/aws": True},
    optional_paths=["/opt/aws"],
    host_network=False,
    service_account="neuron-device-plugin",
    memory_request="64Mi",
    memory_limit="256Mi",
)

# As AWS's chart grants, without `nodes/proxy`: reading it lets a pod run commands in any pod of the cluster, and
# only Neuron's scheduler extension, which is not installed, could want it.
_RULES: list[Document] = [
    {"apiGroups": [""], "resources": ["nodes"], "verbs": ["get", "list", "watch"]},
    {"apiGroups": [""], "resources": ["nodes/status"], "verbs": ["patch", "update"]},
    {"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list", "watch", "patch", "update"]},
    {"apiGroups": [""], "resources": ["events"], "verbs": ["create", "patch"]},
]


class NeuronDevicePlugin(pulumi.ComponentResource):
    """AWS's device plugin for Neuron on every Trainium and Inferentia node, whose image brings the driver."""

    name: pulumi.Output[str]

    def __init__(self, name: str, args: DevicePluginArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:NeuronDevicePlugin", name, None, opts)
        access = self._access(name, args.namespace)
        daemon_set(f"{name}-daemon-set", PLUGIN, args, pulumi.ResourceOptions(parent=self, depends_on=access))
        self.name = pulumi.Output.from_input(PLUGIN.name)
        self.register_outputs({"name": self.name})

    def _access(self, name: str, namespace: str) -> list[pulumi.Resource]:
        child = pulumi.ResourceOptions(parent=self)
        group = "rbac.authorization.k8s.io"
        metadata = {"name": PLUGIN.name}
        account = pulumi.CustomResource(
            "kubernetes:core/v1:ServiceAccount",
            f"{name}-service-account",
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {**metadata, "namespace": namespace}},
            opts=child,
        )
        role = pulumi.CustomResource(
            f"kubernetes:{group}/v1:ClusterRole",
            f"{name}-role",
            {"apiVersion": f"{group}/v1", "kind": "ClusterRole", "metadata": metadata, "rules": _RULES},
            opts=child,
        )
        binding = pulumi.CustomResource(
            f"kubernetes:{group}/v1:ClusterRoleBinding",
            f"{name}-role-binding",
            {
                "apiVersion": f"{group}/v1",
                "kind": "ClusterRoleBinding",
                "metadata": metadata,
                "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": PLUGIN.name},
                "subjects": [{"kind": "ServiceAccount", "name": PLUGIN.name, "namespace": namespace}],
            },
            opts=pulumi.ResourceOptions(parent=self, depends_on=[account, role]),
        )
        return [account, role, binding]
