"""The secrets of serving entries: where the stack file says they are, and where pods find them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pulumi

from components.bindings import AwsBinding
from components.platform.secret_values import secret_value
from components.workload_secrets import (
    AwsSecretStore,
    SecretReference,
    SecretValue,
    WorkloadSecrets,
    WorkloadSecretsArgs,
)
from evenkeel.spec import Platform, Serving
from evenkeel.spec import SecretReference as SecretSection

_RECOVERY_WINDOW_DAYS = {"dev": 0, "staging": 7, "prod": 30}
_REFRESH_INTERVAL = "1h"


@dataclass(frozen=True, kw_only=True)
class SecretKey:
    """A key of a Kubernetes Secret in the namespace of the serving entries."""

    name: str
    key: str


def api_key_of(entry: Serving) -> SecretKey | None:
    """Return where the entry's pods find the key that clients must send."""
    return _location(entry.api_key, f"{entry.name}-api-key", "api-key")


def hub_token_of(entry: Serving) -> SecretKey | None:
    """Return where the entry's pods find the hub's access token."""
    return _location(entry.model.token, f"{entry.name}-hub-token", "token")


def make_secrets(
    platform: Platform,
    aws_binding: AwsBinding | None,
    controller_role_arn: pulumi.Output[str] | None,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> list[pulumi.Resource]:
    """Bring every secret that a serving entry names into its namespace."""
    wanted = [
        (section, location)
        for entry in platform.serving
        for section, location in _secrets_of(entry)
        if section.kubernetes_secret is None
    ]
    if not wanted:
        return []
    store: AwsSecretStore | None = None
    if aws_binding is not None and controller_role_arn is not None:
        store = AwsSecretStore(
            account_id=aws_binding.account_id,
            region=aws_binding.region,
            cluster_name=platform.full_name,
            key_arn=aws_binding.secrets_key_arn,
            controller_role_arn=controller_role_arn,
            refresh_interval=_REFRESH_INTERVAL,
            recovery_window_days=_RECOVERY_WINDOW_DAYS[platform.environment],
            protect=platform.protect,
        )
    arguments = WorkloadSecretsArgs(
        namespace=platform.namespace,
        store=store,
        references=[
            SecretReference(name=where.name, key=where.key, arn=section.secrets_manager_arn, property=None)
            for section, where in wanted
            if section.secrets_manager_arn is not None
        ],
        values=[
            SecretValue(name=where.name, key=where.key, value=secret_value(section.config))
            for section, where in wanted
            if section.config is not None
        ],
        tags=tags,
    )
    return [WorkloadSecrets("secrets", arguments, opts)]


def _secrets_of(entry: Serving) -> Iterator[tuple[SecretSection, SecretKey]]:
    for section, location in ((entry.api_key, api_key_of(entry)), (entry.model.token, hub_token_of(entry))):
        if section is not None and location is not None:
            yield section, location


def _location(section: SecretSection | None, name: str, key: str) -> SecretKey | None:
    if section is None:
        return None
    existing = section.kubernetes_secret
    return SecretKey(name=existing.name, key=existing.key) if existing else SecretKey(name=name, key=key)
