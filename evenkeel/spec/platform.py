"""The root of the stack file: everything that `evenkeel:platform` holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from evenkeel.spec.add_ons import AddOns
from evenkeel.spec.bindings import Bindings
from evenkeel.spec.cache import Cache
from evenkeel.spec.cluster import Cluster
from evenkeel.spec.images import Images
from evenkeel.spec.load_balancer import LoadBalancer
from evenkeel.spec.monitoring import Monitoring
from evenkeel.spec.network import Network
from evenkeel.spec.node_pool import NodePool
from evenkeel.spec.section import Default, Flag, Section
from evenkeel.spec.serving import Serving
from evenkeel.spec.storage import Storage
from evenkeel.spec.target import AwsTarget, Target
from evenkeel.spec.values import Name

Layer: TypeAlias = Literal["all", "infrastructure", "workloads"]
Environment: TypeAlias = Literal["dev", "staging", "prod"]


class Platform(Section):
    """A whole stack, as a person decides it.

    Attributes:
        name: start of the names of what the stack makes.
        layer: `all` in one stack, or `infrastructure` and `workloads` in two.
        environment: sets the defaults: `dev` is cheap, `prod` is safe.
        target: where the stack goes.
        tags: tags of every AWS resource.
        protect: Pulumi refuses to delete what holds data.
        namespace: Kubernetes namespace of the serving entries.
        network: the VPC; where the stack makes AWS infrastructure.
        cluster: the EKS control plane; where the stack makes AWS infrastructure.
        node_pools: which machines there may be; on an existing cluster, which there are.
        storage: the buckets; where the stack makes AWS infrastructure.
        cache: a cache, if one is wanted; where the stack makes AWS infrastructure.
        load_balancer: a load balancer, if one is wanted; on AWS.
        images: where container images are pulled from.
        add_ons: which controllers are installed.
        monitoring: the Prometheus that scaling asks.
        serving: the models that are served.
        bindings: what exists already; for `layer: workloads` and for an existing cluster.
    """

    name: Name = "evenkeel"
    layer: Layer = "all"
    environment: Environment
    target: Target
    tags: Mapping[str, str] = Field(default_factory=dict[str, str])
    protect: Annotated[Flag, Default(dev=False, staging=True, prod=True)]
    namespace: Name = "serving"
    network: Annotated[Network | None, Default(infrastructure={})]
    cluster: Annotated[Cluster | None, Default(infrastructure={})]
    node_pools: tuple[NodePool, ...] = ()
    storage: Annotated[Storage | None, Default(infrastructure={})]
    cache: Cache | None = None
    load_balancer: LoadBalancer | None = None
    images: Images = Images()
    add_ons: Annotated[AddOns, Default({})]
    monitoring: Monitoring | None = None
    serving: tuple[Serving, ...] = ()
    bindings: Bindings | None = None

    @property
    def full_name(self) -> str:
        """Name and environment, with which the names of what the stack makes start."""
        return f"{self.name}-{self.environment}"

    @property
    def makes_infrastructure(self) -> bool:
        """Whether the stack makes AWS infrastructure."""
        return isinstance(self.target, AwsTarget) and self.layer != "workloads"

    @property
    def makes_workloads(self) -> bool:
        """Whether the stack makes Kubernetes workloads."""
        return self.layer != "infrastructure"
