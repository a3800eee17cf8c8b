"""Managed nodes start from a launch template."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import NODE_GROUP
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    template = properties(resource)["launchTemplate"]
    if template["id"].absent and template["name"].absent:
        yield template.fails("is not set: the default leaves disks unencrypted and the metadata service open to pods")
    if template.given and template["version"].value in ("$Latest", "$Default"):
        yield template["version"].fails("floats, so that a change of the template reaches nodes unnoticed")


RULE = ResourceRule(
    id="aws-node-group-template",
    title="Managed nodes start from a launch template, of a version that is fixed",
    why="What the other rules ask of nodes (encryption, metadata service, tags) is set nowhere else.",
    severity=Severity.HIGH,
    applies_to=(NODE_GROUP,),
    enforcement=MANDATORY,
    remedy="Name the launch template and its latest version's number.",
    judge=_judge,
)
