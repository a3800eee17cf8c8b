"""A bucket that somebody else made, by its name, with the same outputs as a new one."""

from dataclasses import dataclass

import pulumi

from components.storage.outputs import BucketOutputs


@dataclass(frozen=True, kw_only=True)
class ExistingBucketArgs:
    """What an `ExistingBucket` needs.

    Attributes:
        bucket_name: name of the bucket; its settings stay its owner's.
    """

    bucket_name: str


class ExistingBucket(pulumi.ComponentResource, BucketOutputs):
    """The outputs of a bucket that exists; it makes nothing."""

    def __init__(self, name: str, args: ExistingBucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:ExistingBucket", name, None, opts)
        self.bucket_name = pulumi.Output.from_input(args.bucket_name)
        self.bucket_arn = pulumi.Output.from_input(f"arn:aws:s3:::{args.bucket_name}")
        self.register_outputs({"bucket_name": self.bucket_name, "bucket_arn": self.bucket_arn})
