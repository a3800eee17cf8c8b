"""What may be broken about Kubernetes objects beside pods: namespaces, network policies, services, rights, charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from evenkeel.model import Resource, Value
from tests.policies.mutations.editing import Tree
from tests.policies.mutations.kinds import NETWORK_POLICY, RELEASE, SCALED_OBJECT, a_binding, a_role, an_object
from tests.policies.mutations.operator import Operator, adds, drops, removes, sets

_NAMESPACE: Final = "kubernetes:core/*:Namespace"
_LEVEL: Final = "pod-security.kubernetes.io"
_SERVICE: Final = "kubernetes:core/*:Service"
_BUDGET: Final = "kubernetes:policy/*:PodDisruptionBudget"
_EVERY_NAMESPACE: Final[Value] = {"namespaceSelector": dict[str, Value]()}
_ANYWHERE: Final[Value] = {"ipBlock": {"cidr": "0.0.0.0/0"}}
_CORE, _RIGHTS = [""], ["rbac.authorization.k8s.io"]


def _renamed(old: Value) -> Value:
    return {**cast("Tree", old), "app.kubernetes.io/instance": "nobody"} if old else old


def _rule(**parts: Value) -> Callable[[Value], Value]:
    return lambda old: [*cast("list[Value]", old or []), {**parts}]


_OPEN_ROLES: Final = (
    ("everything", ["*"], ["*"], ["*"], ("CKV_K8S_49", "KSV-0044")),
    ("all-verbs", ["*"], ["pods"], _CORE, ("CKV_K8S_49", "KSV-0045")),
    ("all-kinds", ["get", "list"], ["*"], ["*"], ("CKV_K8S_49", "KSV-0046")),
    ("all-secrets", ["get", "list"], ["secrets"], _CORE, ("CKV2_K8S_5", "KSV-0041")),
    ("shell", ["create"], ["pods/exec"], _CORE, ("CKV2_K8S_2", "KSV-0053")),
    ("attach", ["create"], ["pods/attach"], _CORE, ("KSV-0054",)),
    ("node-proxy", ["create"], ["nodes/proxy"], _CORE, ("CKV2_K8S_2", "KSV-0047")),
    ("impersonate", ["impersonate"], ["users"], _CORE, ("CKV2_K8S_3", "KSV-0043")),
    ("escalate", ["escalate"], ["clusterroles"], _RIGHTS, ("CKV_K8S_158", "KSV-0050")),
    ("bind", ["bind"], ["clusterroles"], _RIGHTS, ("CKV_K8S_157", "KSV-0050")),
    ("bindings", ["create"], ["clusterrolebindings"], _RIGHTS, ("KSV-0051", "KSV-0052", "KSV-0050")),
    ("webhooks", ["update"], ["mutatingwebhookconfigurations"], ["admissionregistration.k8s.io"], ("CKV_K8S_155",)),
    ("certificates", ["update"], ["certificatesigningrequests/approval"], ["certificates.k8s.io"], ("CKV_K8S_156",)),
    ("service-status", ["patch"], ["services/status"], _CORE, ("CKV2_K8S_4",)),
    ("pod-logs", ["delete"], ["pods/log"], _CORE, ("KSV-0042",)),
    ("workloads", ["create"], ["pods"], _CORE, ("KSV-0048",)),
    ("network", ["delete"], ["networkpolicies"], ["networking.k8s.io"], ("KSV-0056",)),
    ("configuration", ["update"], ["configmaps"], _CORE, ("KSV-0049", "KSV-0115")),
)
_SUBJECTS: Final[tuple[tuple[str, str, dict[str, Value], tuple[str, ...]], ...]] = (
    (
        "administrator",
        "cluster-admin",
        {"kind": "ServiceAccount", "name": "chat", "namespace": "serving"},
        ("KSV-0111",),
    ),
    ("anonymous", "view", {"kind": "User", "name": "system:anonymous"}, ("KSV-0122",)),
    ("unauthenticated", "view", {"kind": "Group", "name": "system:unauthenticated"}, ("KSV-0122",)),
    ("authenticated", "edit", {"kind": "Group", "name": "system:authenticated"}, ("KSV-01011",)),
    ("masters", "view", {"kind": "Group", "name": "system:masters"}, ("KSV-0123",)),
    ("default-account", "view", {"kind": "ServiceAccount", "name": "default", "namespace": "serving"}, ("CKV_K8S_42",)),
)

OBJECT_OPERATORS: Final[tuple[Operator, ...]] = (
    # Namespaces
    *(
        drops(
            f"forget-pod-security-{mode}",
            _NAMESPACE,
            f"metadata labels {_LEVEL}/{mode}",
            ["kubernetes-pod-security-level"],
        )
        for mode in ("enforce", "audit", "warn")
    ),
    sets(
        "privileged-namespace",
        _NAMESPACE,
        f"metadata labels {_LEVEL}/enforce",
        "privileged",
        ["kubernetes-pod-security-level"],
    ),
    drops("forget-namespace-labels", _NAMESPACE, "metadata labels", ["kubernetes-pod-security-level"]),
    # Network policies
    removes(
        "remove-network-policy",
        NETWORK_POLICY,
        ["CKV2_K8S_6", "kubernetes-default-deny", "platform-engine-has-clients"],
    ),
    sets("ingress-from-anywhere", NETWORK_POLICY, "spec ingress", _rule(), ["KUBE-0001"]),
    sets("ingress-from-any-address", NETWORK_POLICY, "spec ingress", _rule(**{"from": [_ANYWHERE]}), ["KUBE-0001"]),
    sets(
        "ingress-from-any-namespace",
        NETWORK_POLICY,
        "spec ingress",
        _rule(**{"from": [_EVERY_NAMESPACE]}),
        ["platform-engine-reachable-only-by-clients"],
        where=lambda resource, _steps: "configmap" not in resource.name and "chart" in resource.name,
    ),
    sets(
        "ingress-from-other-namespace",
        NETWORK_POLICY,
        "spec ingress * from * namespaceSelector matchLabels kubernetes.io/metadata.name",
        "kube-public",
        ["platform-engine-reachable-only-by-clients"],
    ),
    drops(
        "ingress-of-any-namespace",
        NETWORK_POLICY,
        "spec ingress * from * namespaceSelector matchLabels",
        ["platform-engine-reachable-only-by-clients"],
    ),
    drops(
        "ingress-to-all-ports",
        NETWORK_POLICY,
        "spec ingress * ports",
        ["platform-engine-reachable-only-by-clients"],
        where=lambda resource, _steps: not resource.name.endswith("-pods"),
    ),
    sets("egress-to-anywhere", NETWORK_POLICY, "spec egress", _rule(), ["KUBE-0002"]),
    sets("egress-to-any-address", NETWORK_POLICY, "spec egress", _rule(to=[_ANYWHERE]), ["KUBE-0002"]),
    drops(
        "egress-on-all-ports",
        NETWORK_POLICY,
        "spec egress * ports",
        ["KUBE-0002"],
        where=lambda resource, steps: (
            "cidr" in str(resource.inputs) and "0.0.0.0/0" in str(_at_egress(resource, steps))
        ),
    ),
    sets("any-egress", NETWORK_POLICY, "spec policyTypes", ["Ingress"], ["CKV2_K8S_6", "kubernetes-default-deny"]),
    sets("policy-of-nobody", NETWORK_POLICY, "spec podSelector matchLabels", _renamed, ["KSV-0038"]),
    # Services and budgets
    sets("service-of-nobody", _SERVICE, "spec selector", _renamed, ["platform-service-selects-pods"]),
    sets("service-of-no-port", _SERVICE, "spec ports * targetPort", "web", ["platform-service-selects-pods"]),
    sets("public-load-balancer", _SERVICE, "spec type", "LoadBalancer", ["kubernetes-service-exposure"]),
    sets("node-port", _SERVICE, "spec type", "NodePort", ["kubernetes-service-exposure"]),
    sets("external-address", _SERVICE, "spec externalIPs", ["203.0.113.9"], ["KSV-0108"]),
    removes("remove-disruption-budget", _BUDGET, ["platform-disruption-budget"]),
    sets("budget-of-nobody", _BUDGET, "spec selector matchLabels", _renamed, ["platform-disruption-budget"]),
    sets("budget-of-everything", _BUDGET, "spec maxUnavailable", "100%", ["platform-disruption-budget"]),
    sets("budget-of-nothing", _BUDGET, "spec maxUnavailable", 0, ["platform-disruption-budget-lets-nodes-drain"]),
    # Accounts, configuration, rights
    sets(
        "account-with-token",
        "kubernetes:core/*:ServiceAccount",
        "automountServiceAccountToken",
        value=True,
        expected=["CKV_K8S_38"],
    ),
    drops("account-forgets-token", "kubernetes:core/*:ServiceAccount", "automountServiceAccountToken", ["CKV_K8S_38"]),
    removes("remove-account", "kubernetes:core/*:ServiceAccount", ["platform-service-account-exists"]),
    sets(
        "password-in-configuration",
        "kubernetes:core/*:ConfigMap",
        "data database.ini",
        "password = hunter2hunter2",
        ["KSV-0109"],
    ),
    removes("remove-configuration", "kubernetes:core/*:ConfigMap", ["platform-configuration-exists"]),
    *(
        adds(f"role-{name}", a_role(name, verbs, kinds, groups), checks)
        for name, verbs, kinds, groups, checks in _OPEN_ROLES
    ),
    *(adds(f"binding-{name}", a_binding(name, role, subject), checks) for name, role, subject, checks in _SUBJECTS),
    adds(
        "secret-in-clear",
        an_object("v1", "Secret", "clear", stringData={"token": "in clear text"}),
        ["kubernetes-secret-in-clear"],
    ),
    adds("old-interface", an_object("policy/v1beta1", "PodDisruptionBudget", "old", spec={}), ["KSV-0107"]),
    # Third-party charts
    drops("chart-of-any-version", RELEASE, "version", ["kubernetes-chart-version"]),
    sets("chart-of-a-range", RELEASE, "version", ">=1.0.0", ["kubernetes-chart-version"]),
    sets(
        "chart-over-plain-http",
        RELEASE,
        "repositoryOpts repo",
        "http://charts.example.net",
        ["kubernetes-chart-source"],
    ),
    sets(
        "chart-of-anyone",
        RELEASE,
        "chart",
        "oci://evil.example.net/charts/x",
        ["kubernetes-chart-source"],
        where=lambda resource, _steps: "oci" in str(resource.inputs["chart"]),
    ),
    sets("chart-makes-definitions", RELEASE, "skipCrds", value=False, expected=["kubernetes-definitions-owned-once"]),
    sets("chart-half-installed", RELEASE, "atomic", value=False, expected=["kubernetes-chart-atomic"]),
    removes(
        "remove-definition",
        "kubernetes:apiextensions.k8s.io/*:CustomResourceDefinition",
        ["platform-definition-exists"],
        where=lambda resource: any(
            part in resource.name
            for part in (
                "nodepools",
                "ec2nodeclasses",
                "scaledobjects",
                "leaderworkersets.",
                "podmonitors",
                "externalsecrets",
                "secretstores",
                "targetgroupbindings",
            )
        ),
    ),
    sets(
        "volumes-in-clear",
        "kubernetes:storage.k8s.io/*:StorageClass",
        "parameters encrypted",
        "false",
        ["kubernetes-storage-class-encryption"],
    ),
    # Secrets and scaling
    removes("remove-external-secret", "kubernetes:external-secrets.io/*:ExternalSecret", ["platform-secret-exists"]),
    sets(
        "secret-of-no-store",
        "kubernetes:external-secrets.io/*:ExternalSecret",
        "spec secretStoreRef name",
        "elsewhere",
        ["platform-secret-store-exists"],
    ),
    removes("remove-secret-store", "kubernetes:external-secrets.io/*:SecretStore", ["platform-secret-store-exists"]),
    sets("scale-nobody", SCALED_OBJECT, "spec scaleTargetRef name", "nobody", ["platform-autoscaler-target-exists"]),
    sets("scale-upside-down", SCALED_OBJECT, "spec minReplicaCount", 99, ["platform-autoscaler-bounds"]),
    sets("scale-beyond-the-pool", SCALED_OBJECT, "spec maxReplicaCount", 500, ["platform-replicas-within-pool"]),
    drops("scale-on-nothing", SCALED_OBJECT, "spec triggers", ["platform-autoscaler-bounds"]),
    sets("fall-back-to-nothing", SCALED_OBJECT, "spec fallback replicas", 0, ["platform-autoscaler-bounds"]),
    removes(
        "remove-pod-monitor", "kubernetes:monitoring.coreos.com/*:PodMonitor", ["platform-autoscaler-metrics-scraped"]
    ),
    sets(
        "monitor-of-nobody",
        "kubernetes:monitoring.coreos.com/*:PodMonitor",
        "spec selector matchLabels",
        _renamed,
        ["platform-autoscaler-metrics-scraped"],
    ),
    sets(
        "target-group-of-no-service",
        "kubernetes:elbv2.k8s.aws/*:TargetGroupBinding",
        "spec serviceRef name",
        "nobody",
        ["platform-load-balancer-reaches-pods"],
    ),
)


def _at_egress(resource: Resource, steps: tuple[str | int, ...]) -> Value:
    found = cast("Tree", resource.inputs["spec"])["egress"]
    return cast("list[Value]", found)[int(steps[2])]
