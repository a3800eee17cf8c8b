"""The network: a new VPC, or an existing one by its ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from evenkeel.spec.retention import RetentionDays
from evenkeel.spec.section import Default, Section
from evenkeel.spec.union import new_or_existing
from evenkeel.spec.values import Cidr, SubnetId, VpcId, Zone

Nat: TypeAlias = Literal["perZone", "single"]
InterfaceEndpoint: TypeAlias = Literal[
    "autoscaling",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "eks-auth",
    "elasticloadbalancing",
    "kms",
    "logs",
    "monitoring",
    "secretsmanager",
    "sqs",
    "ssm",
    "ssmmessages",
    "sts",
]


class FlowLogs(Section):
    """VPC flow logs, encrypted in CloudWatch.

    Attributes:
        retention_days: days that CloudWatch keeps them.
    """

    retention_days: Annotated[RetentionDays, Default(dev=7, staging=30, prod=365)]


class NewNetwork(Section):
    """A VPC to make, with public, private and isolated subnets in each zone.

    Attributes:
        cidr: its private IPv4 range, /16 to /22, from which all subnets are cut.
        nat: a NAT gateway in each zone, or a single one (cheaper; its zone's failure cuts all zones off).
        endpoints: AWS services reached by interface endpoints; S3 always has a gateway endpoint.
        flow_logs: VPC flow logs.
        avoid: ranges of peered or on-premises networks, which the VPC must not overlap.
    """

    cidr: Annotated[Cidr, Default("10.20.0.0/16")]
    nat: Annotated[Nat, Default(dev="single", staging="single", prod="perZone")]
    endpoints: Annotated[
        tuple[InterfaceEndpoint, ...],
        Default(
            dev=(),
            staging=("ecr.api", "ecr.dkr", "sts", "eks-auth", "logs"),
            prod=("ecr.api", "ecr.dkr", "sts", "eks-auth", "logs", "ec2", "sqs", "secretsmanager", "kms"),
        ),
    ]
    flow_logs: Annotated[FlowLogs, Default({})]
    avoid: tuple[Cidr, ...] = ()


class SubnetsByZone(Section):
    """The subnets of an existing VPC by tier, each by zone.

    Attributes:
        public: subnets with a route to an internet gateway; needed for public load balancers.
        private: subnets of nodes and pods, with a way out through NAT or endpoints.
        isolated: subnets without a way out, for caches; left out, the private ones serve.
    """

    public: Mapping[Zone, SubnetId] = Field(default_factory=dict[str, str])
    private: Annotated[Mapping[Zone, SubnetId], Field(min_length=1)]
    isolated: Mapping[Zone, SubnetId] = Field(default_factory=dict[str, str])


class ExistingVpc(Section):
    """A VPC that exists already.

    Attributes:
        vpc_id: its id.
        cidr: its IPv4 range, which security groups and network policies need.
        subnets: its subnets.
    """

    vpc_id: VpcId
    cidr: Cidr
    subnets: SubnetsByZone


class ExistingNetwork(Section):
    """A network that the stack uses and does not change, apart from its own security groups.

    Attributes:
        existing: the VPC and its subnets.
    """

    existing: ExistingVpc


Network: TypeAlias = Annotated[
    Annotated[NewNetwork, Tag("union:new")] | Annotated[ExistingNetwork, Tag("union:existing")],
    Discriminator(new_or_existing),
]
