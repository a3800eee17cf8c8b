"""The control plane logs everything that it can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenkeel.model import Resource, Severity, Value
from policies.aws.kinds import CLUSTER
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_TYPES: Final = ("api", "audit", "authenticator", "controllerManager", "scheduler")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    logged = properties(resource)["enabledClusterLogTypes"]
    missing = sorted(set(_TYPES) - set(logged.texts()))
    if missing:
        yield logged.fails(f"leaves out {', '.join(missing)}")


def _remedied(resource: Resource, settings: Settings) -> Mapping[str, Value]:
    del settings
    return {**resource.inputs, "enabledClusterLogTypes": list(_TYPES)}


RULE = ResourceRule(
    id="aws-cluster-logs",
    title="The control plane logs everything that it can",
    why="The audit log alone says who did what in the cluster, and nobody can switch it on for yesterday.",
    severity=Severity.MEDIUM,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="List all five types in enabledClusterLogTypes.",
    checkov=("CKV_AWS_37",),
    trivy=("AWS-0038",),
    judge=_judge,
    remedied=_remedied,
)
