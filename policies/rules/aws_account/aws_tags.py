"""Resources say whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import (
    ACCESS_ENTRY,
    ADD_ON,
    BUCKET,
    CACHE,
    CLOUDFORMATION_STACK,
    CLUSTER,
    ELASTIC_ADDRESS,
    FLOW_LOG,
    INTERNET_GATEWAY,
    KEY,
    LAUNCH_TEMPLATE,
    LISTENER,
    LOAD_BALANCER,
    LOG_GROUP,
    NAT_GATEWAY,
    NETWORK_ACL,
    NODE_GROUP,
    PLACEMENT_GROUP,
    QUEUE,
    ROLE,
    ROUTE_TABLE,
    SECRET,
    SECURITY_GROUP,
    SUBNET,
    TARGET_GROUP,
    VOLUME,
    VPC,
    VPC_ENDPOINT,
    WEB_ACL,
)
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_TAGGED: Final = (
    ACCESS_ENTRY,
    ADD_ON,
    BUCKET,
    CACHE,
    CLOUDFORMATION_STACK,
    CLUSTER,
    ELASTIC_ADDRESS,
    FLOW_LOG,
    INTERNET_GATEWAY,
    KEY,
    LAUNCH_TEMPLATE,
    LISTENER,
    LOAD_BALANCER,
    LOG_GROUP,
    NAT_GATEWAY,
    NETWORK_ACL,
    NODE_GROUP,
    PLACEMENT_GROUP,
    QUEUE,
    ROLE,
    ROUTE_TABLE,
    SECRET,
    SECURITY_GROUP,
    SUBNET,
    TARGET_GROUP,
    VOLUME,
    VPC,
    VPC_ENDPOINT,
    WEB_ACL,
)


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    tags = properties(resource)["tags"]
    if not tags.known:
        yield tags.undecided()
        return
    missing = sorted(set(settings.texts("tags")) - set(tags.entries()))
    if missing:
        yield tags.fails(f"leaves out {', '.join(missing)}")


RULE = ResourceRule(
    id="aws-tags",
    title="Resources say whose they are",
    why="What has no owner is neither paid for by anybody nor ever deleted. Budgets and backup plans select by tag.",
    severity=Severity.LOW,
    applies_to=_TAGGED,
    enforcement=MANDATORY,
    remedy="Add the tags under tags in the stack file; components pass them on.",
    parameters=(
        Parameter(
            name="tags",
            default=("evenkeel:environment", "evenkeel:platform", "owner", "project"),
            meaning="keys that every resource carries",
        ),
    ),
    judge=_judge,
)
