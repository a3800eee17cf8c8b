"""Target groups ask pods whether they are well."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import TARGET_GROUP
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    check = properties(resource)["healthCheck"]
    if check.absent or not check["enabled"].flag(default=True):
        yield check.fails("is not set" if check.absent else "is not enabled")
    elif check["protocol"].text("HTTP") in {"HTTP", "HTTPS"} and check["path"].text("/") == "/":
        yield check["path"].fails("is /, which no engine answers with its health")


RULE = ResourceRule(
    id="aws-target-health-check",
    title="Target groups ask pods whether they are well",
    why="Requests otherwise go to pods that still load a model, or that hang.",
    severity=Severity.MEDIUM,
    applies_to=(TARGET_GROUP,),
    enforcement=MANDATORY,
    remedy="Set healthCheck with the path of the engine's health endpoint.",
    checkov=("CKV_AWS_261",),
    judge=_judge,
)
