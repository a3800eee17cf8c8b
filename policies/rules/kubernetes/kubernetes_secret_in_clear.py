"""What a Secret holds is marked as secret in the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evenkeel.model import UNKNOWN, Resource, Secret, Severity
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for part in ("data", "stringData"):
        whole = resource.inputs.get(part)
        for key, value in whole.items() if isinstance(whole, Mapping) else ():
            if not isinstance(value, Secret) and value is not UNKNOWN:
                yield Failure(resource, (part, key), "is in clear text")


RULE = ResourceRule(
    id="kubernetes-secret-in-clear",
    title="Secrets are secret in the plan too",
    why="Otherwise the plan, the state and every report show it.",
    severity=Severity.CRITICAL,
    applies_to=("kubernetes:core/*:Secret",),
    enforcement=MANDATORY,
    remedy="Read it as a Pulumi secret, or let an ExternalSecret bring it from Secrets Manager.",
    judge=_judge,
)
