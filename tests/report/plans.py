"""Plans made by hand, of any size, in the form in which a program registers its resources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evenkeel.model import UNKNOWN, Fidelity, Plan, Resource, Value

STACK = "urn:pulumi:prod::evenkeel::pulumi:pulumi:Stack::evenkeel-prod"


class Sketch:
    """Collects resources; each call returns the URN, so that it can be a parent."""

    def __init__(self, stack: str = "prod") -> None:
        self.stack = stack
        self.resources: list[Resource] = []
        self.add("pulumi:pulumi:Stack", f"evenkeel-{stack}", custom=False, parent="")
        self.root = self.resources[0].urn

    def add(self, token: str, name: str, inputs: Mapping[str, Value] | None = None, **options: Any) -> str:
        parent = options.pop("parent", None)
        urn = f"urn:pulumi:{self.stack}::evenkeel::{token}::{name}"
        options.setdefault("custom", not token.startswith("evenkeel:"))
        self.resources.append(
            Resource(
                urn=urn,
                type=token,
                name=name,
                inputs=inputs or {},
                parent=None if parent == "" else parent or self.root,
                **options,
            )
        )
        return urn

    def kube(self, token: str, name: str, spec: Mapping[str, Value], parent: str, namespace: str = "serving") -> str:
        kind = token.rpartition(":")[2]
        document: dict[str, Value] = {"kind": kind, "metadata": {"name": name, "namespace": namespace}, "spec": spec}
        return self.add(token, f"chat-{kind.lower()}-{name}", document, parent=parent)

    def plan(self, **outputs: Value) -> Plan:
        return Plan(
            project="evenkeel",
            stack=self.stack,
            fidelity=Fidelity.RECORDED,
            resources=tuple(self.resources),
            outputs=outputs,
        )


def pod(image: str, **limits: Value) -> dict[str, Value]:
    return {"template": {"spec": {"containers": [{"name": "main", "image": image, "resources": {"limits": limits}}]}}}


def small() -> Plan:
    """A network with a bucket: a dozen resources."""
    s = Sketch("dev")
    s.add("pulumi:providers:aws", "aws", {"region": "eu-west-1", "allowedAccountIds": '["123456789012"]'})
    network = s.add("evenkeel:index:Network", "dev-network")
    vpc = s.add("aws:ec2/vpc:Vpc", "dev-network-vpc", {"cidrBlock": "10.20.0.0/16"}, parent=network)
    for index, zone in enumerate(("eu-west-1a", "eu-west-1b")):
        for tier, step in (("public", 0), ("private", 4)):
            s.add(
                "aws:ec2/subnet:Subnet",
                f"dev-network-{tier}-{zone[-1]}",
                {"vpcId": UNKNOWN, "cidrBlock": f"10.20.{step + index}.0/24", "availabilityZone": zone},
                parent=network,
                property_dependencies={"vpcId": (vpc,)},
            )
    s.add("aws:ec2/routeTable:RouteTable", "dev-network-public", {"vpcId": UNKNOWN}, parent=network)
    bucket = s.add("evenkeel:index:Bucket", "dev-models")
    s.add("aws:s3/bucket:Bucket", "dev-models-bucket", {"forceDestroy": False}, parent=bucket, protect=True)
    s.add(
        "aws:kms/key:Key", "dev-models-key", {"description": "Objects of the models bucket"}, parent=bucket,
        protect=True,
    )  # fmt: skip
    return s.plan(vpcId=UNKNOWN, namespace="serving")


def large() -> Plan:
    """About three hundred resources: what a production stack registers."""
    s = Sketch()
    aws = {"region": "us-east-1", "allowedAccountIds": '["123456789012"]'}
    s.add("pulumi:providers:aws", "aws", aws)
    _network(s)
    _cluster(s)
    for purpose in ("datasets", "models", "checkpoints", "feedback", "logs"):
        _bucket(s, purpose)
    for index, name in enumerate(("chat", "code", "embed")):
        _service(s, name, index)
    add_ons = s.add("evenkeel:index:Keda", "prod-keda")
    for index in range(60):
        kind = ("core/v1:ServiceAccount", "rbac.authorization.k8s.io/v1:ClusterRole", "core/v1:ConfigMap")[index % 3]
        s.kube(f"kubernetes:{kind}", f"keda-{index}", {}, add_ons, "keda")
    definitions = s.add("evenkeel:index:CustomResourceDefinitions", "prod-crds")
    for index in range(40):
        group = ("keda.sh", "monitoring.coreos.com", "karpenter.sh")[index % 3]
        s.kube(
            "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
            f"kind{index}.{group}",
            {"group": group},
            definitions,
        )
    return s.plan(clusterName="evenkeel-prod", kubeconfig=UNKNOWN, addOns={"keda": "install", "karpenter": "install"})


def _network(s: Sketch) -> None:
    network = s.add("evenkeel:index:Network", "prod-network")
    vpc = s.add("aws:ec2/vpc:Vpc", "prod-network-vpc", {"cidrBlock": "10.20.0.0/16"}, parent=network)
    late: dict[str, Any] = {"parent": network, "property_dependencies": {"vpcId": (vpc,)}}
    for index, zone in enumerate("abc"):
        for place, tier in enumerate(("public", "private", "isolated")):
            name = f"prod-network-{tier}-{zone}"
            block = f"10.20.{place * 64 + index * 16}.0/20"
            s.add(
                "aws:ec2/subnet:Subnet",
                name,
                {"vpcId": UNKNOWN, "cidrBlock": block, "availabilityZone": f"us-east-1{zone}"},
                **late,
            )
            s.add("aws:ec2/routeTable:RouteTable", name, {"vpcId": UNKNOWN}, **late)
            s.add("aws:ec2/routeTableAssociation:RouteTableAssociation", name, {"subnetId": UNKNOWN}, **late)
        s.add("aws:ec2/natGateway:NatGateway", f"prod-network-nat-{zone}", {"subnetId": UNKNOWN}, **late)
    for service in ("s3", "ecr.api", "ecr.dkr", "sts", "ec2", "logs", "ssm", "eks", "eks-auth"):
        s.add(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            f"prod-network-{service}",
            {"serviceName": f"com.amazonaws.us-east-1.{service}", "vpcEndpointType": "Interface", "vpcId": UNKNOWN},
            **late,
        )


def _cluster(s: Sketch) -> None:
    cluster = s.add("evenkeel:index:Cluster", "prod-cluster")
    key = s.add(
        "aws:kms/key:Key", "prod-cluster-key", {"description": "Secrets of the cluster"}, parent=cluster, protect=True
    )
    s.add(
        "aws:eks/cluster:Cluster",
        "prod-cluster-control-plane",
        {
            "version": "1.36",
            "vpcConfig": {"endpointPrivateAccess": True, "publicAccessCidrs": [], "subnetIds": UNKNOWN},
            "enabledClusterLogTypes": ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            "encryptionConfig": {"provider": {"keyArn": UNKNOWN}, "resources": ["secrets"]},
        },
        parent=cluster,
        protect=True,
        property_dependencies={"encryptionConfig": (key,)},
    )
    for name, version in (("vpc-cni", "v1.21.1"), ("coredns", "v1.13.0"), ("kube-proxy", "v1.36.0")):
        s.add(
            "aws:eks/addon:Addon", f"prod-cluster-{name}", {"addonName": name, "addonVersion": version}, parent=cluster
        )
    pools = s.add("evenkeel:index:NodePool", "prod-serve-l40s")
    s.kube(
        "kubernetes:karpenter.sh/v1:NodePool",
        "serve-l40s",
        {
            "limits": {"nvidia.com/gpu": 32},
            "template": {
                "spec": {
                    "requirements": [
                        {"key": "node.kubernetes.io/instance-type", "operator": "In", "values": ["g6e.12xlarge"]},
                        {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["spot", "on-demand"]},
                    ],
                    "taints": [{"key": "nvidia.com/gpu", "value": "true", "effect": "NoSchedule"}],
                }
            },
        },
        pools,
    )


def _bucket(s: Sketch, purpose: str) -> None:
    name = f"prod-{purpose}"
    bucket = s.add("evenkeel:index:Bucket", name)
    key = s.add("aws:kms/key:Key", f"{name}-key", {"description": f"Objects of {purpose}"}, parent=bucket, protect=True)
    s.add("aws:s3/bucket:Bucket", f"{name}-bucket", {}, parent=bucket, protect=True)
    s.add(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        f"{name}-encryption",
        {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN}}]},
        parent=bucket,
        property_dependencies={"rules": (key,)},
    )
    for token in ("bucketPolicy:BucketPolicy", "bucketPublicAccessBlock:BucketPublicAccessBlock"):
        s.add(f"aws:s3/{token}", f"{name}-{token.partition(':')[0]}", {"bucket": UNKNOWN}, parent=bucket)


def _service(s: Sketch, name: str, index: int) -> None:
    service = s.add("evenkeel:index:InferenceService", f"prod-{name}")
    role = s.add("evenkeel:index:PodIdentityRole", f"prod-{name}-identity", parent=service)
    s.add("aws:iam/role:Role", f"prod-{name}-identity-role", {"description": f"Pods of serving/{name}"}, parent=role)
    s.add("aws:iam/rolePolicy:RolePolicy", f"prod-{name}-identity-policy", {"role": UNKNOWN}, parent=role)
    chart = s.add("evenkeel:index:RenderedChart", f"prod-{name}-chart", parent=service)
    image = "vllm/vllm-openai:v0.27.1@sha256:" + "ab" * 32
    limits: dict[str, Value] = {"cpu": 40, "memory": "320Gi", "nvidia.com/gpu": 4}
    s.kube("kubernetes:apps/v1:Deployment", name, {"replicas": index + 1, **pod(image, **limits)}, chart)
    s.kube("kubernetes:core/v1:Service", name, {"type": "ClusterIP", "ports": [{"port": 8000}]}, chart)
    s.kube("kubernetes:core/v1:ServiceAccount", name, {}, chart)
    s.kube(
        "kubernetes:keda.sh/v1alpha1:ScaledObject",
        name,
        {"minReplicaCount": 1, "maxReplicaCount": 8, "triggers": [{"type": "prometheus"}]},
        chart,
    )
    s.kube("kubernetes:networking.k8s.io/v1:NetworkPolicy", name, {"policyTypes": ["Ingress", "Egress"]}, chart)
