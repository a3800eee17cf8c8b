"""The StorageClass that volume claims get when they name none."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class DefaultStorageClassArgs:
    """What a `DefaultStorageClass` needs.

    Attributes:
        name: name of the StorageClass.
        volume_key_arn: KMS key that encrypts the volumes.
    """

    name: str
    volume_key_arn: pulumi.Input[str]


class DefaultStorageClass(pulumi.ComponentResource):
    """Encrypted gp3 volumes, made in the zone where the pod is placed."""

    storage_class: pulumi.Output[str]

    def __init__(self, name: str, args: DefaultStorageClassArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:DefaultStorageClass", name, None, opts)
        pulumi.CustomResource(
            "kubernetes:storage.k8s.io/v1:StorageClass",
            f"{name}-storageclass-{args.name}",
            {
                "apiVersion": "storage.k8s.io/v1",
                "kind": "StorageClass",
                "metadata": {
                    "name": args.name,
                    "annotations": {"storageclass.kubernetes.io/is-default-class": "true"},
                },
                "provisioner": "ebs.csi.aws.com",
                "parameters": {
                    "type": "gp3",
                    "encrypted": "true",
                    "kmsKeyId": args.volume_key_arn,
                    "csi.storage.k8s.io/fstype": "ext4",
                },
                # A volume cannot leave its zone, so it waits until the pod has one.
                "volumeBindingMode": "WaitForFirstConsumer",
                "allowVolumeExpansion": True,
                "reclaimPolicy": "Delete",
            },
            pulumi.ResourceOptions(parent=self),
        )
        self.storage_class = pulumi.Output.from_input(args.name)
        self.register_outputs({"storage_class": self.storage_class})
