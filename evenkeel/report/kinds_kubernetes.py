"""The properties of Kubernetes objects that matter to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evenkeel.report.kinds import MINOR, UNFOLDED, Kind

_POD: Final = "spec.template.spec"
_WORKER: Final = "spec.leaderWorkerTemplate.workerTemplate.spec"
_CRON: Final = "spec.jobTemplate.spec.template.spec"


def _pods(pod: str, before: Mapping[str, str]) -> dict[str, str]:
    return {
        **before,
        "image": f"{pod}.containers[].image",
        "limits": f"{pod}.containers[].resources.limits",
        "on": f"{pod}.nodeSelector",
    }


KUBERNETES_KINDS: Final[Mapping[str, Kind]] = {
    # workloads
    "kubernetes:apps:Deployment": Kind(_pods(_POD, {"replicas": "spec.replicas"}), fold_from=UNFOLDED),
    "kubernetes:apps:StatefulSet": Kind(_pods(_POD, {"replicas": "spec.replicas"}), fold_from=UNFOLDED),
    "kubernetes:apps:DaemonSet": Kind(_pods(_POD, {}), fold_from=UNFOLDED),
    "kubernetes:batch:Job": Kind(_pods(_POD, {"retries": "spec.backoffLimit"}), fold_from=UNFOLDED),
    "kubernetes:batch:CronJob": Kind(_pods(_CRON, {"schedule": "spec.schedule"}), fold_from=UNFOLDED),
    "kubernetes:leaderworkerset.x-k8s.io:LeaderWorkerSet": Kind(
        _pods(_WORKER, {"groups": "spec.replicas", "pods a group": "spec.leaderWorkerTemplate.size"}),
        fold_from=UNFOLDED,
    ),
    # capacity
    "kubernetes:karpenter.sh:NodePool": Kind(
        {
            "": "spec.template.spec.requirements",
            "limits": "spec.limits",
            "replicas": "spec.replicas",
            "taints": "spec.template.spec.taints",
        },
        fold_from=UNFOLDED,
    ),
    "kubernetes:karpenter.k8s.aws:EC2NodeClass": Kind(
        {
            "image": "spec.amiSelectorTerms[].alias",
            "local disks": "spec.instanceStorePolicy",
            "reservation": "spec.capacityReservationSelectorTerms[].id",
            "interfaces": "spec.networkInterfaces[].interfaceType",
        },
        fold_from=UNFOLDED,
    ),
    "kubernetes:keda.sh:ScaledObject": Kind(
        {
            "minimum": "spec.minReplicaCount",
            "maximum": "spec.maxReplicaCount",
            "by": "spec.triggers[].type",
            "cool-down seconds": "spec.cooldownPeriod",
        },
        fold_from=UNFOLDED,
    ),
    "kubernetes:autoscaling:HorizontalPodAutoscaler": Kind(
        {"minimum": "spec.minReplicas", "maximum": "spec.maxReplicas"}, fold_from=UNFOLDED
    ),
    "kubernetes:policy:PodDisruptionBudget": Kind(
        {"may be away": "spec.maxUnavailable", "must stay": "spec.minAvailable"}
    ),
    # traffic
    "kubernetes:core:Service": Kind({"": "spec.type", "ports": "spec.ports[].port"}),
    "kubernetes:networking.k8s.io:Ingress": Kind({"hosts": "spec.rules[].host"}),
    "kubernetes:gateway.networking.k8s.io:HTTPRoute": Kind({"hosts": "spec.hostnames"}),
    "kubernetes:elbv2.k8s.aws:TargetGroupBinding": Kind(
        {"service": "spec.serviceRef.name", "target group": "spec.targetGroupARN"}
    ),
    "kubernetes:networking.k8s.io:NetworkPolicy": Kind({"rules": "spec.policyTypes"}),
    # storage
    "kubernetes:core:PersistentVolumeClaim": Kind(
        {"": "spec.resources.requests.storage", "class": "spec.storageClassName"}
    ),
    "kubernetes:storage.k8s.io:StorageClass": Kind({"": "provisioner", "parameters": "parameters"}),
    # secrets
    "kubernetes:core:Secret": Kind({"": "type"}),
    "kubernetes:external-secrets.io:ExternalSecret": Kind(
        {"refresh": "spec.refreshInterval", "from": "spec.data[].remoteRef.key"}
    ),
    "kubernetes:external-secrets.io:SecretStore": Kind({"region": "spec.provider.aws.region"}),
    # monitoring
    "kubernetes:monitoring.coreos.com:PodMonitor": Kind({"ports": "spec.podMetricsEndpoints[].port"}),
    "kubernetes:monitoring.coreos.com:ServiceMonitor": Kind({"ports": "spec.endpoints[].port"}),
    "kubernetes:monitoring.coreos.com:PrometheusRule": Kind({"groups": "spec.groups[].name"}),
    "kubernetes:helm.sh:Release": Kind(
        {"": "chart", " ": "version", "from": "repositoryOpts.repo", "in namespace": "namespace"}
    ),
    # what every chart brings
    "kubernetes:core:Namespace": Kind(),
    "kubernetes:core:ConfigMap": MINOR,
    "kubernetes:core:ServiceAccount": MINOR,
    "kubernetes:rbac.authorization.k8s.io:ClusterRole": MINOR,
    "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding": MINOR,
    "kubernetes:rbac.authorization.k8s.io:Role": MINOR,
    "kubernetes:rbac.authorization.k8s.io:RoleBinding": MINOR,
    "kubernetes:scheduling.k8s.io:PriorityClass": MINOR,
    "kubernetes:admissionregistration.k8s.io:MutatingWebhookConfiguration": MINOR,
    "kubernetes:admissionregistration.k8s.io:ValidatingWebhookConfiguration": MINOR,
    "kubernetes:apiregistration.k8s.io:APIService": MINOR,
    "kubernetes:networking.k8s.io:IngressClass": MINOR,
    "kubernetes:elbv2.k8s.aws:IngressClassParams": MINOR,
}
"""How Kubernetes objects are shown, by type token without the version."""
