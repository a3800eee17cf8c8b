"""The EKS control plane and the few nodes that the platform's own controllers run on."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from evenkeel.spec.refusal import refusal
from evenkeel.spec.retention import RetentionDays
from evenkeel.spec.section import Default, Flag, Integer, Section
from evenkeel.spec.values import Cidr, InstanceType, KubernetesVersion, RoleArn


class ApiEndpoint(Section):
    """From where the Kubernetes API can be reached.

    Attributes:
        private: True lets the VPC reach it by private addresses.
        public_from: networks that may reach it over the internet; empty leaves it private.
    """

    private: Flag = True
    public_from: tuple[Cidr, ...] = ()

    @model_validator(mode="after")
    def require_a_way_in(self) -> Self:
        """Refuse an endpoint that nobody could reach, nodes included."""
        if not self.private and not self.public_from:
            raise refusal("lets nobody in", "Set private: true, or name networks in publicFrom.")
        return self


class SystemNodes(Section):
    """The managed node group that carries CoreDNS, Karpenter and the other controllers.

    Attributes:
        instance_types: EC2 instance types, all of one architecture.
        min: nodes at least; two keep the controllers up while one node is replaced.
        max: nodes at most.
    """

    instance_types: Annotated[
        tuple[InstanceType, ...],
        Field(min_length=1),
        Default(dev=("m7g.large",), staging=("m7g.large",), prod=("m7g.xlarge",)),
    ]
    min: Annotated[Integer, Field(ge=1, le=100), Default(dev=2, staging=2, prod=3)]
    max: Annotated[Integer, Field(ge=1, le=100), Default(dev=3, staging=4, prod=6)]

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """Refuse bounds that contradict each other."""
        if self.max < self.min:
            raise refusal(f"has max {self.max} below min {self.min}", "Raise max or lower min.")
        return self


class Cluster(Section):
    """The EKS control plane.

    Attributes:
        version: Kubernetes minor version; left out, the newest that every pinned add-on supports.
        support: whether AWS upgrades it at the end of standard support, or charges for extended support.
        endpoint: from where the Kubernetes API can be reached.
        admins: ARNs of the IAM roles that administer the cluster, the one that runs `pulumi up` among them; left empty,
            the role that makes the cluster.
        system_nodes: nodes of the platform's own controllers.
        log_retention_days: days that CloudWatch keeps the control plane's logs.
        service_cidr: range of the Services' addresses; it must not overlap the VPC.
        deletion_protection: AWS refuses to delete the cluster.
    """

    version: KubernetesVersion | None = None
    support: Annotated[Literal["standard", "extended"], Default("standard")]
    endpoint: Annotated[ApiEndpoint, Default({})]
    admins: tuple[RoleArn, ...] = ()
    system_nodes: Annotated[SystemNodes, Default({})]
    log_retention_days: Annotated[RetentionDays, Default(dev=7, staging=30, prod=365)]
    service_cidr: Cidr = "172.20.0.0/16"
    deletion_protection: Annotated[Flag, Default(dev=False, staging=False, prod=True)]
