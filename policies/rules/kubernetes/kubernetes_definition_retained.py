"""A definition outlives its stack."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    if not resource.retain_on_delete:
        yield Failure(resource, (), "is deleted with the stack: retain_on_delete is not set")


RULE = ResourceRule(
    id="kubernetes-definition-retained",
    title="Definitions of objects are retained",
    why="Deleting a definition deletes every object of its kind, in the whole cluster, whoever made it.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:apiextensions.k8s.io/*:CustomResourceDefinition",),
    enforcement=MANDATORY,
    remedy="Set retain_on_delete.",
    unseen=("retainOnDelete",),
    judge=_judge,
)
