"""Managed nodes run an image release that somebody chose."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import LAUNCH_TEMPLATE, NODE_GROUP
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for group in view.of_type(NODE_GROUP):
        release = properties(group)["releaseVersion"]
        templates = view.sources(group, "launchTemplate", LAUNCH_TEMPLATE)
        own_image = any(properties(each)["imageId"].given for each in templates)
        if is_empty(release) and not own_image:
            yield release.fails("is not set, so that a new node runs whatever image is the newest")


RULE = PlanRule(
    id="aws-node-release-pinned",
    title="Managed nodes run an image release that somebody chose",
    why="Drivers of accelerators change with the image: half of a training job on each of two drivers does not start.",
    severity=Severity.MEDIUM,
    applies_to=(NODE_GROUP,),
    enforcement=MANDATORY,
    remedy="Set releaseVersion from the version matrix, or name an image in the launch template.",
    judge=_judge,
)
