"""Small plans, made by hand, whose estimates can be reckoned in the head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenkeel.model import Fidelity, Plan, Resource, Value

POOL_LABEL = "evenkeel.dev/pool"
_STACK = "urn:pulumi:test::shop::pulumi:pulumi:Stack::shop-test"


def resource(
    kind: str, name: str, inputs: Mapping[str, Value], *, parent: str = _STACK, custom: bool = True
) -> Resource:
    return Resource(
        urn=f"urn:pulumi:test::shop::{kind}::{name}", type=kind, name=name, custom=custom, parent=parent, inputs=inputs
    )


def plan(*resources: Resource, region: str = "us-east-1", environment: str = "dev") -> Plan:
    tags = f'{{"tags": {{"evenkeel:environment": "{environment}"}}}}'
    provider = resource("pulumi:providers:aws", "aws", {"region": region, "defaultTags": tags})
    return Plan(project="shop", stack="test", fidelity=Fidelity.RECORDED, resources=(provider, *resources))


def node_pool(
    name: str,
    types: Sequence[str],
    *,
    capacity: Sequence[str] = ("on-demand",),
    most: int | None = 10,
    idle: str = "0s",
) -> tuple[Resource, Resource]:
    spec: dict[str, Value] = {
        "disruption": {"consolidateAfter": idle},
        "template": {
            "metadata": {"labels": {POOL_LABEL: name}},
            "spec": {
                "nodeClassRef": {"name": name},
                "requirements": [
                    {"key": "node.kubernetes.io/instance-type", "operator": "In", "values": list(types)},
                    {"key": "karpenter.sh/capacity-type", "operator": "In", "values": list(capacity)},
                ],
            },
        },
    }
    if most is not None:
        spec["limits"] = {"nodes": str(most)}
    return (
        resource("kubernetes:karpenter.sh/v1:NodePool", f"{name}-pool", {"metadata": {"name": name}, "spec": spec}),
        resource(
            "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            f"{name}-class",
            {
                "metadata": {"name": name},
                "spec": {"blockDeviceMappings": [{"ebs": {"volumeSize": "100Gi", "volumeType": "gp3"}}]},
            },
        ),
    )


def deployment(
    name: str,
    pool: str,
    *,
    replicas: int | None = None,
    gpus: int = 0,
    cpus: str = "2",
    memory: str = "4Gi",
    arguments: Sequence[str] = ("--dtype=bfloat16",),
    image: str = "123456789012.dkr.ecr.us-east-1.amazonaws.com/engine:1",
) -> Resource:
    requests: dict[str, Value] = {"cpu": cpus, "memory": memory}
    if gpus:
        requests["nvidia.com/gpu"] = str(gpus)
    spec: dict[str, Value] = {
        "template": {
            "spec": {
                "nodeSelector": {POOL_LABEL: pool},
                "containers": [
                    {"name": "engine", "image": image, "args": list(arguments), "resources": {"requests": requests}}
                ],
            }
        }
    }
    if replicas is not None:
        spec["replicas"] = replicas
    return resource(
        "kubernetes:apps/v1:Deployment", name, {"metadata": {"name": name, "namespace": "serving"}, "spec": spec}
    )


def scaler(
    name: str,
    least: int,
    most: int,
    *,
    hours: Sequence[tuple[str, str, int]] = (),
    load: bool = True,
    cooldown: int = 0,
) -> Resource:
    triggers: list[Value] = [
        {"type": "cron", "metadata": {"timezone": "UTC", "start": start, "end": end, "desiredReplicas": str(count)}}
        for start, end, count in hours
    ]
    if load:
        triggers.append({"type": "prometheus", "metadata": {"threshold": "5"}})
    return resource(
        "kubernetes:keda.sh/v1alpha1:ScaledObject",
        f"{name}-scaler",
        {
            "metadata": {"name": name, "namespace": "serving"},
            "spec": {
                "scaleTargetRef": {"kind": "Deployment", "name": name},
                "minReplicaCount": least,
                "maxReplicaCount": most,
                "cooldownPeriod": cooldown,
                "triggers": triggers,
            },
        },
    )


def model_import(name: str, model: str) -> tuple[Resource, Resource]:
    component = resource("evenkeel:index:ModelImport", f"{name}-model", {}, custom=False)
    job = resource(
        "kubernetes:batch/v1:Job",
        f"{name}-model-job",
        {"spec": {"template": {"spec": {"containers": [{"env": [{"name": "MODEL", "value": model}]}]}}}},
        parent=component.urn,
    )
    return component, job


def nat_gateway(zone: str) -> tuple[Resource, Resource]:
    address = resource("aws:ec2/eip:Eip", f"address-{zone}", {})
    gateway = resource("aws:ec2/natGateway:NatGateway", f"nat-{zone}", {})
    return address, Resource(
        urn=gateway.urn,
        type=gateway.type,
        name=gateway.name,
        custom=True,
        parent=gateway.parent,
        inputs={},
        property_dependencies={"allocationId": (address.urn,)},
    )


def endpoint(service: str, kind: str, zones: int = 2) -> Resource:
    return resource(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        f"endpoint-{service}",
        {
            "serviceName": f"com.amazonaws.us-east-1.{service}",
            "vpcEndpointType": kind,
            "subnetIds": [f"subnet-{index}" for index in range(zones)],
        },
    )
