"""Root volumes of nodes: always encrypted gp3."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class VolumeArgs:
    """The volume that holds images, logs and empty directories.

    Attributes:
        size_gib: size in GiB; accelerator images take 10 to 20 GiB each.
        kms_key_arn: key that encrypts it. Its policy must let EC2 in for whoever launches: Karpenter's controller,
            or the service-linked role of EC2 Auto Scaling for managed node groups.
        iops: I/O operations a second (gp3: 3,000 and more); None leaves AWS's 3,000.
        throughput_mibps: MiB a second (gp3: 125 and more); None leaves AWS's 125.
    """

    size_gib: int
    kms_key_arn: pulumi.Input[str]
    iops: int | None
    throughput_mibps: int | None
