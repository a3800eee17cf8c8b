"""One key per kind of data."""

from dataclasses import dataclass

import pulumi

from components.encryption import EncryptionKey, EncryptionKeyArgs
from components.platform.scope import AwsScope
from evenkeel.spec import Platform

_DELETION_WINDOW_DAYS = {"dev": 7, "staging": 30, "prod": 30}
_DESCRIPTIONS = {
    "secrets": "Kubernetes secrets and Secrets Manager",
    "volumes": "Volumes of nodes and of pods",
    "logs": "CloudWatch log groups",
    "cache": "The cache and its password",
    "images": "Copies of container images",
}
_SERVICES = {
    "secrets": ["eks", "secretsmanager"],
    "volumes": ["ebs", "autoscaling"],
    "logs": ["logs"],
    "cache": ["elasticache", "secretsmanager"],
    "images": ["ecr"],
}


@dataclass(frozen=True, kw_only=True)
class EncryptionKeys:
    """ARNs of the keys by kind of data (`secrets`, `volumes`, `logs`, `cache`, `images`)."""

    arns: dict[str, pulumi.Output[str]]

    def __getitem__(self, kind: str) -> pulumi.Output[str]:
        return self.arns[kind]


def deletion_window_days(platform: Platform) -> int:
    """Return how many days a deleted key can still be brought back."""
    return _DELETION_WINDOW_DAYS[platform.environment]


def make_encryption_keys(scope: AwsScope) -> EncryptionKeys:
    """Make the keys that this platform's parts need."""
    platform = scope.platform
    kinds = ["secrets", "volumes", "logs"]
    if platform.cache is not None:
        kinds.append("cache")
    if platform.images.pull_through_cache is not None:
        kinds.append("images")
    keys = {
        kind: EncryptionKey(
            f"{kind}-key",
            EncryptionKeyArgs(
                alias=f"{platform.full_name}/{kind}",
                description=_DESCRIPTIONS[kind],
                account_id=scope.target.account_id,
                region=scope.target.region,
                services=_SERVICES[kind],
                deletion_window_days=deletion_window_days(platform),
                protect=platform.protect,
                tags=scope.tags,
            ),
            scope.opts,
        )
        for kind in kinds
    }
    return EncryptionKeys(arns={kind: key.key_arn for kind, key in keys.items()})
