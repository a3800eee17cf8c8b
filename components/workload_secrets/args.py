"""What is said about secrets: where each comes from and where pods find it."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class SecretReference:
    """A secret that Secrets Manager has already.

    Attributes:
        name: Kubernetes Secret that pods use.
        key: key in it.
        arn: ARN in Secrets Manager.
        property: member of the value, if that is a JSON object; None takes the value as it is.
    """

    name: str
    key: str
    arn: pulumi.Input[str]
    property: str | None


@dataclass(frozen=True, kw_only=True)
class SecretValue:
    """A secret whose value stands encrypted in the stack's configuration.

    Attributes:
        name: Kubernetes Secret that pods use.
        key: key in it.
        value: the value; it is treated as a secret whether it is marked as one or not.
    """

    name: str
    key: str
    value: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class AwsSecretStore:
    """Secrets Manager as the place of all secrets, read by the External Secrets operator.

    Attributes:
        account_id: AWS account of the cluster and of the secrets.
        region: region of the secrets.
        cluster_name: name of the cluster.
        key_arn: KMS key of secrets that are made here, and of those that are referred to.
        controller_role_arn: role of the operator's pods, which must be allowed to assume `reader_role_pattern(...)`.
        refresh_interval: how often changed values are fetched, `1h` for example.
        recovery_window_days: how long a deleted secret can be brought back: 7 to 30, or 0 for not at all.
        protect: whether Pulumi refuses to delete the secrets that are made here.
    """

    account_id: str
    region: str
    cluster_name: str
    key_arn: pulumi.Input[str]
    controller_role_arn: pulumi.Input[str]
    refresh_interval: str
    recovery_window_days: int
    protect: bool


@dataclass(frozen=True, kw_only=True)
class WorkloadSecretsArgs:
    """What a `WorkloadSecrets` needs.

    Attributes:
        namespace: namespace of the pods; it must exist.
        store: Secrets Manager; None on a cluster without the External Secrets operator, where values become Kubernetes
            Secrets and references are refused.
        references: secrets that Secrets Manager has already.
        values: secrets from the stack's configuration.
        tags: tags of AWS resources.
    """

    namespace: str
    store: AwsSecretStore | None
    references: list[SecretReference]
    values: list[SecretValue]
    tags: dict[str, str]
