"""How secrets reach pods."""

from components.workload_secrets.args import AwsSecretStore, SecretReference, SecretValue, WorkloadSecretsArgs
from components.workload_secrets.workload_secrets import WorkloadSecrets, reader_role_pattern

__all__ = [
    "AwsSecretStore",
    "SecretReference",
    "SecretValue",
    "WorkloadSecrets",
    "WorkloadSecretsArgs",
    "reader_role_pattern",
]
