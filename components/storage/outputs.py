"""What every bucket gives, whether it is new or existing."""

import pulumi


class BucketOutputs:
    """The outputs of `Bucket`, `LogBucket` and `ExistingBucket`."""

    bucket_name: pulumi.Output[str]
    bucket_arn: pulumi.Output[str]
