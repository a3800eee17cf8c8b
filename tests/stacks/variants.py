"""Stack files beside the project's own, which together use every part of the stack file."""

from __future__ import annotations

from tests.stacks.plans import Mapped, platform_of


def with_every_pool() -> Mapped:
    """NVIDIA, Neuron and FPGA pools; Karpenter's and EKS's; spot, reserved and a capacity block; Graviton."""
    platform = platform_of("dev")
    platform["nodePools"] += [
        {
            "name": "neuron",
            "purpose": "inference",
            "instanceTypes": ["inf2.xlarge"],
            "max": {"nodes": 2},
        },
        {
            "name": "fpga",
            "purpose": "inference",
            "instanceTypes": ["f2.6xlarge"],
            "manager": "managed",
            "min": {"nodes": 1},
            "max": {"nodes": 2},
        },
        {
            "name": "train",
            "purpose": "training",
            "instanceTypes": ["p5.48xlarge"],
            "capacity": ["capacityBlock"],
            "reservations": ["cr-0a1b2c3d4e5f67890"],
            "zones": ["us-east-1b"],
            "efa": True,
            "max": {"nodes": 2},
        },
        {
            "name": "train-grouped",
            "purpose": "training",
            "instanceTypes": ["p4d.24xlarge"],
            "zones": ["us-east-1b"],
            "efa": True,
            "placementGroup": True,
            "max": {"nodes": 2},
        },
        {"name": "arm", "purpose": "general", "instanceTypes": ["m7g.2xlarge"], "max": {"nodes": 3}},
    ]
    return platform


def in_an_existing_vpc() -> Mapped:
    """A VPC, a bucket and a log bucket that exist already; a network load balancer; images from a mirror."""
    platform = platform_of("dev")
    platform["network"] = {
        "existing": {
            "vpcId": "vpc-0123456789abcdef0",
            "cidr": "10.8.0.0/16",
            "subnets": {
                "public": {"us-east-1a": "subnet-0aaaaaaaaaaaaaaa0", "us-east-1b": "subnet-0aaaaaaaaaaaaaaa1"},
                "private": {"us-east-1a": "subnet-0bbbbbbbbbbbbbbb0", "us-east-1b": "subnet-0bbbbbbbbbbbbbbb1"},
            },
        }
    }
    platform["storage"] = {
        "models": {"existing": "acme-models"},
        "logs": {"existing": "acme-access-logs"},
    }
    platform["images"] = {"mirror": "registry.example.com/mirror"}
    platform["loadBalancer"] = {
        "kind": "network",
        "serving": "autocomplete",
        "host": "api.example.com",
        "certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0f4c2a1e-6f0b-4a3e-9a57-1f3f9b1d2c3e",
        "allowedFrom": ["10.0.0.0/8"],
    }
    return platform


def infrastructure_layer() -> Mapped:
    """Only the AWS half of prod."""
    return {**platform_of("prod"), "layer": "infrastructure"}


def workloads_layer() -> Mapped:
    """Only the Kubernetes half of prod, which takes the rest from the other stack's outputs."""
    platform = {**platform_of("prod"), "layer": "workloads"}
    for section in ("network", "cluster", "storage", "cache"):
        platform.pop(section, None)
    platform["bindings"] = {"infrastructureStack": "organization/evenkeel/prod-infrastructure"}
    return platform


VARIANTS = {
    "every-pool": with_every_pool,
    "existing-vpc": in_an_existing_vpc,
    "infrastructure": infrastructure_layer,
    "workloads": workloads_layer,
}
