"""Nodes start from launch templates."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import forbidden
from policies.aws.kinds import LAUNCH_CONFIGURATION
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-launch-configuration",
    title="Nodes start from launch templates",
    why=(
        "Launch configurations know neither the required instance metadata options nor several network cards,"
        " and AWS has closed them to new accounts."
    ),
    severity=Severity.MEDIUM,
    applies_to=(LAUNCH_CONFIGURATION,),
    enforcement=MANDATORY,
    remedy="Make a launch template instead.",
    checkov=(
        "CKV_AWS_315",
        "CKV_AWS_389",
    ),
    trivy=("AWS-0009",),
    judge=forbidden("is a launch configuration"),
)
