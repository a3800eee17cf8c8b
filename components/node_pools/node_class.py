"""The EC2NodeClass of a pool: how its instances are made."""

from dataclasses import dataclass

import pulumi

from components.node_pools.capacity import ReservationArgs
from components.node_pools.efa import EfaArgs, network_interfaces
from components.node_pools.errors import NodePoolError
from components.node_pools.volume import VolumeArgs

# The device that holds images and pods: Bottlerocket keeps its operating system on a volume of its own (/dev/xvda).
DATA_DEVICES = {"al2023": "/dev/xvda", "bottlerocket": "/dev/xvdb"}

# Bottlerocket reserves no huge pages for EFA; AL2023's EFA driver reserves these 5,128 by itself.
BOTTLEROCKET_EFA = '[settings.kernel.sysctl]\n"vm.nr_hugepages" = "5128"\n'


@dataclass(frozen=True, kw_only=True)
class SelectorTermArgs:
    """Selects subnets or security groups, by id or by tags.

    Attributes:
        id: id of the one that is meant; None to select by tags.
        tags: tags that it must carry.
    """

    id: pulumi.Input[str] | None
    tags: dict[str, str]

    def document(self) -> dict[str, object]:
        """Return the term as Karpenter writes it."""
        return {"id": self.id} if self.id is not None else {"tags": self.tags}


@dataclass(frozen=True, kw_only=True)
class NodeClassArgs:
    """What an EC2NodeClass needs; `KarpenterNodePoolArgs` describes the fields."""

    pool: str
    image_alias: str
    node_role_name: pulumi.Input[str]
    subnets: list[SelectorTermArgs]
    security_groups: list[SelectorTermArgs]
    efa: EfaArgs | None
    reservation: ReservationArgs | None
    placement_group_name: pulumi.Input[str] | None
    local_nvme: bool
    volume: VolumeArgs
    max_pods: int | None
    detailed_monitoring: bool
    tags: dict[str, str]


def image_family(pool: str, alias: str) -> str:
    """Return the family of an image alias, `al2023` or `bottlerocket`.

    Raises:
        NodePoolError: another family, or no dated release.
    """
    family, _, release = alias.partition("@")
    if family not in DATA_DEVICES or not release:
        raise NodePoolError(
            pool, "image_alias", alias, f"use <family>@<release>, family one of {', '.join(DATA_DEVICES)}"
        )
    if release == "latest":
        raise NodePoolError(pool, "image_alias", alias, "pin a release (al2023@v20260911), or nodes change unasked")
    return family


def node_class_spec(args: NodeClassArgs) -> dict[str, object]:
    """Return the `spec` of the EC2NodeClass.

    One alias serves every kind of node: Karpenter resolves it to the standard, NVIDIA and Neuron images of that
    release (through AWS's public SSM parameters) and gives each image to the instance types that need it, by their
    GPU and accelerator counts. A release may lack a variant: Karpenter then launches nothing for such types.

    With EFA no user data is needed on AL2023, whose driver reserves the huge pages (5,128 of 2 MiB) by itself.
    Karpenter does not count huge pages as a resource, so pods should not ask for them.
    """
    family = image_family(args.pool, args.image_alias)
    spec: dict[str, object] = {
        "amiSelectorTerms": [{"alias": args.image_alias}],
        "role": args.node_role_name,
        "subnetSelectorTerms": [term.document() for term in args.subnets],
        "securityGroupSelectorTerms": [term.document() for term in args.security_groups],
        "metadataOptions": {
            "httpEndpoint": "enabled",
            "httpProtocolIPv6": "disabled",
            "httpPutResponseHopLimit": 1,  # pods get credentials from Pod Identity, never from the node
            "httpTokens": "required",
        },
        "blockDeviceMappings": _block_devices(family, args.volume),
        "detailedMonitoring": args.detailed_monitoring,
        "tags": {**args.tags, "Name": args.pool},
    }
    if args.local_nvme:
        spec["instanceStorePolicy"] = "RAID0"  # images, logs and empty directories move there
    if args.max_pods is not None:
        spec["kubelet"] = {"maxPods": args.max_pods}
    if args.reservation is not None:
        spec["capacityReservationSelectorTerms"] = _reservation_terms(args.reservation)
    if args.placement_group_name is not None:
        spec["placementGroupSelector"] = {"name": args.placement_group_name}
    if args.efa is None:
        spec["associatePublicIPAddress"] = False  # EC2 takes this for a single interface only
        return spec
    spec["networkInterfaces"] = [
        {"networkCardIndex": each.network_card, "deviceIndex": each.device, "interfaceType": each.kind}
        for each in network_interfaces(args.efa)
    ]
    if family == "bottlerocket":
        spec["userData"] = BOTTLEROCKET_EFA
    return spec


def _block_devices(family: str, volume: VolumeArgs) -> list[dict[str, object]]:
    ebs: dict[str, object] = {
        "encrypted": True,
        "kmsKeyID": volume.kms_key_arn,
        "volumeType": "gp3",
        "volumeSize": f"{volume.size_gib}Gi",
        "deleteOnTermination": True,
    }
    if volume.iops is not None:
        ebs["iops"] = volume.iops
    if volume.throughput_mibps is not None:
        ebs["throughput"] = volume.throughput_mibps
    data: dict[str, object] = {"deviceName": DATA_DEVICES[family], "ebs": ebs, "rootVolume": True}
    if family == "al2023":
        return [data]
    system = {"encrypted": True, "kmsKeyID": volume.kms_key_arn, "volumeType": "gp3", "volumeSize": "4Gi"}
    return [{"deviceName": "/dev/xvda", "ebs": {**system, "deleteOnTermination": True}}, data]


def _reservation_terms(reservation: ReservationArgs) -> list[dict[str, object]]:
    terms: list[dict[str, object]] = [{"id": each} for each in reservation.ids]
    if reservation.tags:
        terms.append({"tags": reservation.tags})
    return terms
