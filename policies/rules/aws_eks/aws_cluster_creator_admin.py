"""Whoever creates the cluster does not stay its administrator."""

from __future__ import annotations

from evenkeel.model import Level, Severity
from policies.aws.expectations import switched
from policies.aws.kinds import CLUSTER
from policies.rule import Enforcement, ResourceRule

RULE = ResourceRule(
    id="aws-cluster-creator-admin",
    title="Whoever creates the cluster does not stay its administrator",
    why="The pipeline that ran first would keep full access that no access entry shows.",
    severity=Severity.MEDIUM,
    applies_to=(CLUSTER,),
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.MANDATORY, prod=Level.MANDATORY),
    remedy="List the administrators under cluster.admins.",
    judge=switched("accessConfig", "bootstrapClusterCreatorAdminPermissions", on=False, default=True),
)
