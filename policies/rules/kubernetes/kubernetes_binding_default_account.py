"""No rights are bound to the default service account."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import BINDINGS
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for subject in properties(resource)["subjects"].each():
        if subject["kind"].text() == "ServiceAccount" and subject["name"].text() == "default":
            yield subject["name"].fails("is default")


RULE = ResourceRule(
    id="kubernetes-binding-default-account",
    title="The default service account has no rights",
    why="Every pod that names no account has them.",
    severity=Severity.MEDIUM,
    applies_to=BINDINGS,
    enforcement=MANDATORY,
    remedy="Give the workload an account of its own.",
    checkov=("CKV_K8S_42",),
    judge=_judge,
)
