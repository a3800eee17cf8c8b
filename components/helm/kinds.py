"""What has to be known about kinds to turn a chart into resources: scope, order, and what Pulumi waits for."""

from __future__ import annotations

CLUSTER_SCOPED = frozenset(
    {
        "APIService",
        "CSIDriver",
        "ClusterExternalSecret",
        "ClusterQueue",
        "ClusterRole",
        "ClusterRoleBinding",
        "ClusterSecretStore",
        "ClusterTrainingRuntime",
        "CustomResourceDefinition",
        "EC2NodeClass",
        "GatewayClass",
        "IngressClass",
        "IngressClassParams",
        "MutatingAdmissionPolicy",
        "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration",
        "Namespace",
        "NodePool",
        "PersistentVolume",
        "PriorityClass",
        "ResourceFlavor",
        "RuntimeClass",
        "StorageClass",
        "Topology",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeSnapshotClass",
        "WorkloadPriorityClass",
    }
)
"""Kinds that belong to no namespace; every other kind gets the release's."""

PREREQUISITES = frozenset(
    {
        "ClusterRole",
        "ClusterRoleBinding",
        "ConfigMap",
        "ExternalSecret",
        "LimitRange",
        "NetworkPolicy",
        "PersistentVolumeClaim",
        "PodDisruptionBudget",
        "PriorityClass",
        "ResourceQuota",
        "Role",
        "RoleBinding",
        "Secret",
        "SecretStore",
        "ServiceAccount",
    }
)
"""Kinds that pods use or are bound by from their first moment, so workloads come after them."""

WORKLOADS = frozenset(
    {
        "CronJob",
        "DaemonSet",
        "Deployment",
        "Job",
        "JobSet",
        "LeaderWorkerSet",
        "Pod",
        "ReplicaSet",
        "StatefulSet",
        "TrainJob",
    }
)
"""Kinds that make pods."""

AWAITED = WORKLOADS | {"Service", "Ingress"}
"""Kinds for which the Kubernetes provider waits until pods run or endpoints answer.

Services are not among the prerequisites: Pulumi waits for a Service's endpoints, which come from the workload, so a
workload that waited for its Service would never start.
"""

WAIT_FOR = {"LeaderWorkerSet": "condition=Available"}
"""What Pulumi waits for in kinds whose readiness it does not know by itself."""
