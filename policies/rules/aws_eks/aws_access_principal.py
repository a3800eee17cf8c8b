"""Access to the cluster is given to roles."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import ACCESS_ENTRY, ACCESS_POLICY_ASSOCIATION
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    principal = inputs["principalArn"]
    if principal.known and ":role/" not in principal.text():
        yield principal.fails(f"is {principal.text()}, which is no role")
    for group in inputs["kubernetesGroups"].each():
        if group.known and group.text().startswith("system:"):
            yield group.fails(f"is {group.text()}, a group that no access policy limits")


RULE = ResourceRule(
    id="aws-access-principal",
    title="Access to the cluster is given to roles, by access policies",
    why="The root user and IAM users have long-lived keys; the group system:masters is beyond any authorisation.",
    severity=Severity.HIGH,
    applies_to=(ACCESS_ENTRY, ACCESS_POLICY_ASSOCIATION),
    enforcement=MANDATORY,
    remedy="Name a role under cluster.admins.",
    trivy=("KSV-0115", "KSV-0123"),
    judge=_judge,
)
