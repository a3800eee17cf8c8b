"""Where a stack goes: an AWS account and region, or a cluster that exists already."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, field_validator

from evenkeel.spec.refusal import refusal
from evenkeel.spec.section import Section
from evenkeel.spec.union import by_kind
from evenkeel.spec.values import AccountId, Region, Zone

Flavor: TypeAlias = Literal["generic", "eks", "gke", "aks"]


class AwsTarget(Section):
    """An AWS account, a region and its zones.

    Attributes:
        kind: `aws`.
        account_id: the account's twelve digits; Pulumi refuses to act in any other account.
        region: the region of everything in the stack.
        zones: two or three availability zones, in the order in which subnets are laid out.
    """

    kind: Literal["aws"]
    account_id: AccountId
    region: Region
    zones: Annotated[tuple[Zone, ...], Field(min_length=2, max_length=3)]

    @field_validator("zones")
    @classmethod
    def refuse_repeated_zones(cls, zones: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse a zone that stands twice."""
        if len(set(zones)) != len(zones):
            raise refusal("names a zone twice", "Name two or three different zones.")
        return zones


class ClusterTarget(Section):
    """A Kubernetes cluster that exists already, reached by kubeconfig.

    Attributes:
        kind: `cluster`.
        context: the kubeconfig context to use.
        kubeconfig: path of the kubeconfig file; left out, the one that kubectl would use.
        flavor: whose labels and taints mark accelerator nodes there.
    """

    kind: Literal["cluster"]
    context: Annotated[str, Field(min_length=1)]
    kubeconfig: str | None = None
    flavor: Flavor = "generic"


Target: TypeAlias = Annotated[
    Annotated[AwsTarget, Tag("union:aws")] | Annotated[ClusterTarget, Tag("union:cluster")],
    Discriminator(by_kind("aws", "cluster")),
]
