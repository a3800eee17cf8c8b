"""A customer-managed KMS key with rotation, an alias and a policy that names its services."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.encryption.key_policy import key_policy


@dataclass(frozen=True, kw_only=True)
class EncryptionKeyArgs:
    """What an `EncryptionKey` needs.

    Attributes:
        alias: alias without its `alias/` prefix; unique in the account and region.
        description: the kind of data that the key protects.
        account_id: AWS account that owns the key.
        region: region of the key, which may differ from the provider's.
        services: AWS services that use the key; names of `components.encryption.SERVICES`.
        deletion_window_days: days between a deletion and its effect, 7 to 30.
        protect: refuse to delete the key: what it encrypted would be lost.
        tags: tags of the key.
    """

    alias: str
    description: str
    account_id: str
    region: str
    services: list[str]
    deletion_window_days: int
    protect: bool
    tags: dict[str, str]


class EncryptionKey(pulumi.ComponentResource):
    """A KMS key, rotated every year, that IAM and the named services may use."""

    key_arn: pulumi.Output[str]
    key_id: pulumi.Output[str]
    alias_name: pulumi.Output[str]

    def __init__(self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:EncryptionKey", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        key = aws.kms.Key(
            f"{name}-key",
            description=args.description,
            enable_key_rotation=True,
            deletion_window_in_days=args.deletion_window_days,
            policy=key_policy(args.account_id, args.region, args.services),
            region=args.region,
            tags={**args.tags, "Name": name},
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        alias = aws.kms.Alias(
            f"{name}-alias", name=f"alias/{args.alias}", target_key_id=key.key_id, region=args.region, opts=child
        )
        self.key_arn = key.arn
        self.key_id = key.key_id
        self.alias_name = alias.name
        self.register_outputs({"key_arn": self.key_arn, "key_id": self.key_id, "alias_name": self.alias_name})
