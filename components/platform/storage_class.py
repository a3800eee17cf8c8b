"""The volumes that pods get when they ask for no class."""

import pulumi

from components.bindings import AwsBinding
from components.cluster import DefaultStorageClass, DefaultStorageClassArgs


def make_storage_class(aws_binding: AwsBinding, opts: pulumi.ResourceOptions) -> None:
    """Register encrypted gp3 volumes as the default."""
    DefaultStorageClass(
        "storage-class", DefaultStorageClassArgs(name="gp3", volume_key_arn=aws_binding.volume_key_arn), opts
    )
