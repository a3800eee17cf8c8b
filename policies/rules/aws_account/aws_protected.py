"""What holds data cannot be deleted by a deployment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Level, Resource, Severity
from policies.aws.kinds import (
    BUCKET,
    CACHE,
    CLOUDFORMATION_STACK,
    CLUSTER,
    ELASTIC_ADDRESS,
    KEY,
    LOAD_BALANCER,
    LOG_GROUP,
    SECRET,
    SUBNET,
    VOLUME,
    VPC,
    WEB_ACL,
)
from policies.rule import Enforcement, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

# Those that hold data, and those whose replacement takes such ones along.
_STATEFUL: Final = (
    BUCKET,
    CACHE,
    CLOUDFORMATION_STACK,
    CLUSTER,
    KEY,
    LOG_GROUP,
    SECRET,
    VOLUME,
    "aws:backup/vault:Vault",
    "aws:dynamodb/table:Table",
    "aws:fsx/lustreFileSystem:LustreFileSystem",
    ELASTIC_ADDRESS,
    LOAD_BALANCER,
    SUBNET,
    VPC,
    WEB_ACL,
)


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    if not resource.protect and not resource.external:
        yield Failure(resource, (), "is not protected: a wrong change to the program deletes or replaces it")


RULE = ResourceRule(
    id="aws-protected",
    title="What holds data, or carries what does, cannot be deleted by a deployment",
    why="A renamed resource is deleted and made anew; models, checkpoints and logs are then gone, or unreadable.",
    severity=Severity.HIGH,
    applies_to=_STATEFUL,
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.MANDATORY, prod=Level.MANDATORY),
    remedy="Pass protect to the component; the environments staging and prod do.",
    judge=_judge,
)
