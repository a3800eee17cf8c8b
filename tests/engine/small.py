"""A small program with one of each: a component, references, a secret, an object of Kubernetes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes


class Site(pulumi.ComponentResource):
    """A component whose children are named after it."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("trial:index:Site", name, None, opts)
        self.key = aws.kms.Key(f"{name}-key", description="of the site", opts=pulumi.ResourceOptions(parent=self))
        self.bucket = aws.s3.Bucket(
            f"{name}-bucket",
            tags={"key": self.key.arn},
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"bucket": self.bucket.id})


@dataclass(frozen=True, kw_only=True)
class Small:
    """The program; what differs between two of them is what a test changes.

    Attributes:
        cidr: of the network; a change replaces it and all that is in it.
        blocks: third number of each subnet's address; a change replaces the subnet.
        tag: on every subnet; a change updates them.
        protect: whether the network is protected.
        retain: whether the bucket stays when the stack goes.
        site: name of the component, or None for none.
        former: an earlier name of the component.
        image: of the object's selector; a change replaces the object, whose name stays.
    """

    cidr: str = "10.0.0.0/16"
    blocks: tuple[int, ...] = (0, 1)
    tag: str = "one"
    protect: bool = False
    retain: bool = False
    site: str | None = "site"
    former: str | None = None
    image: str = "one"

    def __call__(self) -> None:
        """Register everything."""
        opts = pulumi.ResourceOptions(provider=aws.Provider("aws", region="us-east-1"))
        network = aws.ec2.Vpc(
            "network", cidr_block=self.cidr, opts=_merged(opts, pulumi.ResourceOptions(protect=self.protect))
        )
        subnets = [
            aws.ec2.Subnet(
                f"subnet-{index}",
                vpc_id=network.id,
                cidr_block=f"10.0.{block}.0/24",
                tags={"of": self.tag},
                opts=opts,
            )
            for index, block in enumerate(self.blocks)
        ]
        for index, subnet in enumerate(subnets):
            aws.ec2.NatGateway(f"gateway-{index}", subnet_id=subnet.id, connectivity_type="private", opts=opts)
        aws.s3.Bucket(
            "archive", bucket_prefix="archive", opts=_merged(opts, pulumi.ResourceOptions(retain_on_delete=self.retain))
        )
        if self.site:
            aliases = [pulumi.Alias(name=self.former)] if self.former else None
            Site(self.site, _merged(opts, pulumi.ResourceOptions(aliases=aliases)))
        self._object()

    def _object(self) -> None:
        cluster = kubernetes.Provider("cluster", kubeconfig=pulumi.Output.secret("apiVersion: v1"))
        labels = {"image": self.image}
        pulumi.CustomResource(
            "kubernetes:apps/v1:Deployment",
            "server",
            {
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": {"name": "server", "namespace": "default"},
                "spec": {
                    "selector": {"matchLabels": labels},
                    "template": {
                        "metadata": {"labels": labels},
                        "spec": {"containers": [{"name": "server", "image": "example.com/server:1.0"}]},
                    },
                },
            },
            pulumi.ResourceOptions(provider=cluster),
        )


def _merged(base: pulumi.ResourceOptions, extra: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions.merge(base, extra)


def chain(length: int) -> Callable[[], None]:
    """Return a program of `length` pairs, each of a subnet and a route table that refers to it, in one network."""

    def program() -> None:
        opts = pulumi.ResourceOptions(provider=aws.Provider("aws", region="us-east-1"))
        network = aws.ec2.Vpc("network", cidr_block="10.0.0.0/16", opts=opts)
        for index in range(length):
            subnet = aws.ec2.Subnet(f"subnet-{index}", vpc_id=network.id, cidr_block=f"10.0.{index}.0/24", opts=opts)
            secret = pulumi.Output.secret("hidden")
            tags = {"subnet": subnet.id, "secret": secret}
            aws.ec2.RouteTable(f"table-{index}", vpc_id=network.id, tags=tags, opts=opts)

    return program
