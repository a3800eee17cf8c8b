"""Secrets for the pods of one namespace, never in clear text."""

from collections.abc import Iterable
from typing import Any, TypeVar

import pulumi
import pulumi_aws as aws

from components.iam import allow, document
from components.workload_secrets.args import AwsSecretStore, SecretReference, SecretValue, WorkloadSecretsArgs

_Entry = TypeVar("_Entry", SecretReference, SecretValue)
_STORE = "secrets-manager"
_READY = {"pulumi.com/waitFor": "condition=Ready"}


class WorkloadSecrets(pulumi.ComponentResource):
    """Kubernetes Secrets from Secrets Manager, or from the stack's configuration.

    On AWS, the operator reads nothing with its own rights: it assumes a role of this namespace, which reads exactly
    these secrets. A value from the configuration goes to Secrets Manager first, so pods get all secrets the same way
    and the value can be rotated there.
    """

    secret_names: pulumi.Output[list[str]]

    def __init__(self, name: str, args: WorkloadSecretsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:WorkloadSecrets", name, None, opts)
        _refuse_duplicates([*args.references, *args.values])
        if args.store is None:
            self._plain(name, args)
        elif args.references or args.values:
            self._from_secrets_manager(name, args, args.store)
        names = sorted({entry.name for entry in [*args.references, *args.values]})
        self.secret_names = pulumi.Output.from_input(names)
        self.register_outputs({"secret_names": self.secret_names})

    def _plain(self, name: str, args: WorkloadSecretsArgs) -> None:
        if args.references:
            raise pulumi.RunError(
                f"secret {args.references[0].name}: refers to Secrets Manager, but this cluster has no External "
                f"Secrets operator; name a Kubernetes Secret, or give the value in the encrypted configuration"
            )
        for secret, entries in _by_name(args.values).items():
            data = {entry.key: pulumi.Output.secret(entry.value) for entry in entries}
            pulumi.CustomResource(
                "kubernetes:core/v1:Secret",
                f"{name}-secret-{secret}",
                {
                    "apiVersion": "v1",
                    "kind": "Secret",
                    "metadata": {"name": secret, "namespace": args.namespace},
                    "type": "Opaque",
                    "stringData": data,
                },
                pulumi.ResourceOptions(parent=self, additional_secret_outputs=["data", "stringData"]),
            )

    def _from_secrets_manager(self, name: str, args: WorkloadSecretsArgs, store: AwsSecretStore) -> None:
        references = [*args.references, *(self._kept(name, args, store, value) for value in args.values)]
        reader = self._reader(name, args, store, _arns(references))
        made = pulumi.CustomResource(
            "kubernetes:external-secrets.io/v1:SecretStore",
            f"{name}-secretstore-{_STORE}",
            {
                "apiVersion": "external-secrets.io/v1",
                "kind": "SecretStore",
                "metadata": {"name": _STORE, "namespace": args.namespace},
                "spec": {
                    "provider": {"aws": {"service": "SecretsManager", "region": store.region, "role": reader.arn}},
                },
            },
            pulumi.ResourceOptions(parent=self, depends_on=[reader]),
        )
        for secret, entries in _by_name(references).items():
            pulumi.CustomResource(
                "kubernetes:external-secrets.io/v1:ExternalSecret",
                f"{name}-externalsecret-{secret}",
                _external_secret(secret, args.namespace, store.refresh_interval, entries),
                pulumi.ResourceOptions(parent=self, depends_on=[made]),
            )

    def _kept(self, name: str, args: WorkloadSecretsArgs, store: AwsSecretStore, entry: SecretValue) -> SecretReference:
        """Put a value into Secrets Manager and return the reference to it."""
        secret = aws.secretsmanager.Secret(
            f"{name}-{entry.name}-{entry.key}",
            description=f"Key {entry.key} of {args.namespace}/{entry.name}",
            kms_key_id=store.key_arn,
            recovery_window_in_days=store.recovery_window_days,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=store.protect),
        )
        aws.secretsmanager.SecretVersion(
            f"{name}-{entry.name}-{entry.key}-value",
            secret_id=secret.id,
            secret_string=pulumi.Output.secret(entry.value),
            opts=pulumi.ResourceOptions(parent=self, protect=store.protect),
        )
        return SecretReference(name=entry.name, key=entry.key, arn=secret.arn, property=None)

    def _reader(
        self, name: str, args: WorkloadSecretsArgs, store: AwsSecretStore, arns: list[pulumi.Input[str]]
    ) -> aws.iam.Role:
        child = pulumi.ResourceOptions(parent=self)
        reader = aws.iam.Role(
            f"{name}-reader",
            description=f"External Secrets for the namespace {args.namespace}",
            path=_reader_path(store.cluster_name),
            assume_role_policy=document(
                allow(
                    "AssumeByExternalSecrets",
                    ["sts:AssumeRole", "sts:TagSession"],
                    None,
                    principals=[store.controller_role_arn],
                )
            ),
            tags=args.tags,
            opts=child,
        )
        through_secrets_manager = {"StringEquals": {"kms:ViaService": f"secretsmanager.{store.region}.amazonaws.com"}}
        aws.iam.RolePolicy(
            f"{name}-reader-policy",
            role=reader.name,
            policy=document(
                allow("ReadSecrets", ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], arns),
                allow("Decrypt", ["kms:Decrypt"], [store.key_arn], conditions=through_secrets_manager),
            ),
            opts=child,
        )
        return reader


def reader_role_pattern(account_id: str, cluster_name: str) -> str:
    """Return the ARN pattern of all reader roles of a cluster, which the operator's role must be allowed to assume."""
    return f"arn:aws:iam::{account_id}:role{_reader_path(cluster_name)}*"


def _reader_path(cluster_name: str) -> str:
    return f"/evenkeel/{cluster_name}/secrets/"


def _external_secret(
    name: str, namespace: str, refresh_interval: str, entries: list[SecretReference]
) -> dict[str, Any]:
    return {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {"name": name, "namespace": namespace, "annotations": _READY},
        "spec": {
            "refreshInterval": refresh_interval,
            "secretStoreRef": {"kind": "SecretStore", "name": _STORE},
            "target": {"name": name, "creationPolicy": "Owner", "deletionPolicy": "Retain"},
            "data": [
                {
                    "secretKey": entry.key,
                    "remoteRef": {"key": entry.arn, **({"property": entry.property} if entry.property else {})},
                }
                for entry in entries
            ],
        },
    }


def _arns(references: list[SecretReference]) -> list[pulumi.Input[str]]:
    """Return each secret once, where it is known: several workloads may read the same one."""
    arns: list[pulumi.Input[str]] = []
    for reference in references:
        if not isinstance(reference.arn, str) or reference.arn not in [arn for arn in arns if isinstance(arn, str)]:
            arns.append(reference.arn)
    return arns


def _by_name(entries: Iterable[_Entry]) -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = {}
    for entry in entries:
        found.setdefault(entry.name, []).append(entry)
    return found


def _refuse_duplicates(entries: list[SecretReference | SecretValue]) -> None:
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.name, entry.key) in seen:
            raise pulumi.RunError(f"secret {entry.name}: key {entry.key!r} is given twice; remove one of them")
        seen.add((entry.name, entry.key))
