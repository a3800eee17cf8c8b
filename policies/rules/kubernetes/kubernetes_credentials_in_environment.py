"""No credential stands in clear text in the environment of a container."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.credentials import looks_secret, names_secret
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        for variable in container["env"].each():
            value = variable["value"]
            if not value.known or value.absent:
                continue
            if names_secret(variable["name"].text()) or looks_secret(value.text()):
                yield value.fails(f"of {variable['name'].text()} is in clear text")


RULE = ResourceRule(
    id="kubernetes-credentials-in-environment",
    title="Credentials are not in clear text in the environment",
    why="Whoever may read the Deployment, its history or the plan reads the credential.",
    severity=Severity.CRITICAL,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Keep it in Secrets Manager or a Secret, and refer to it by secretKeyRef.",
    judge=_judge,
)
