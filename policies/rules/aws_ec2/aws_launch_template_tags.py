"""What a launch template makes carries its tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LAUNCH_TEMPLATE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_MADE: Final = ("instance", "volume", "network-interface")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    specifications = inputs["tagSpecifications"]
    tagged = {each["resourceType"].text(): set(each["tags"].entries()) for each in specifications.each()}
    own = set(inputs["tags"].entries())
    for kind in _MADE:
        missing = sorted(own - tagged.get(kind, set()))
        if kind not in tagged:
            yield specifications.fails(f"does not name {kind}")
        elif missing:
            yield specifications.fails(f"leaves {', '.join(missing)} off what it makes of kind {kind}")


RULE = ResourceRule(
    id="aws-launch-template-tags",
    title="What a launch template makes carries its tags",
    why="Tags of a template do not pass on: instances and disks, most of the bill, have no owner.",
    severity=Severity.LOW,
    applies_to=(LAUNCH_TEMPLATE,),
    enforcement=MANDATORY,
    remedy="Repeat the tags in tagSpecifications for instance, volume and network-interface.",
    checkov=("CKV_AWS_153",),
    judge=_judge,
)
