"""A role names its verbs and its kinds of objects."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ANY, ROLES, grants
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for rule, verbs, kinds in grants(resource):
        if ANY in verbs:
            yield rule["verbs"].fails("holds a wildcard")
        if ANY in kinds:
            yield rule["resources"].fails("holds a wildcard")


RULE = ResourceRule(
    id="kubernetes-role-wildcards",
    title="Roles use no wildcards",
    why="A wildcard grows with every interface that is installed later.",
    severity=Severity.CRITICAL,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Name the verbs and the kinds.",
    checkov=("CKV_K8S_49",),
    trivy=("KSV-0044", "KSV-0045", "KSV-0046", "KSV-0112"),
    judge=_judge,
)
