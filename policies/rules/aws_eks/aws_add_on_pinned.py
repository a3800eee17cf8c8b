"""Add-ons run a version that somebody chose."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import ADD_ON
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    version = properties(resource)["addonVersion"]
    if version.text() in {"", "latest"}:
        yield version.fails(
            f"is {version.text() or 'not set'}, so that the same program gives another cluster tomorrow"
        )


RULE = ResourceRule(
    id="aws-add-on-pinned",
    title="Add-ons run a version that somebody chose",
    why="The network plug-in changes under running pods when EKS changes its default.",
    severity=Severity.MEDIUM,
    applies_to=(ADD_ON,),
    enforcement=MANDATORY,
    remedy="Set addonVersion from the version matrix.",
    judge=_judge,
)
