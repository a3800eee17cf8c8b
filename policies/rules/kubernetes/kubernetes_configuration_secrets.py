"""A ConfigMap holds no credential."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.credentials import looks_secret, names_secret
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_ASSIGNMENT: Final = re.compile(
    r"^\s*[\"']?(?:[\w.-]*(?:password|passwd|secret|api[_-]?key|access[_-]?key|private[_-]?key))[\"']?\s*[:=]\s*"
    r"[\"']?(?![\s\"'$({<\[])[^\s\"']{6,}[\"']?\s*,?$",
    re.IGNORECASE | re.MULTILINE,
)


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for key, value in properties(resource)["data"].entries().items():
        if not value.known:
            continue
        program = key.endswith((".py", ".sh"))
        if looks_secret(value.text()) or (not program and (names_secret(key) or _ASSIGNMENT.search(value.text()))):
            yield value.fails("holds a credential in clear text")


RULE = ResourceRule(
    id="kubernetes-configuration-secrets",
    title="ConfigMaps hold no credentials",
    why="A ConfigMap is readable by whoever may look at the namespace, and is not encrypted.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:core/*:ConfigMap",),
    enforcement=MANDATORY,
    remedy="Keep it in Secrets Manager, and let an ExternalSecret bring it.",
    trivy=("KSV-0109", "KSV-01010"),
    judge=_judge,
)
