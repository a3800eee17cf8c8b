"""Log groups are encrypted with a key of ours."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import own_key
from policies.aws.kinds import LOG_GROUP
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-log-key",
    title="Log groups are encrypted with a key of ours",
    why="Control plane and firewall logs hold names, addresses and requests.",
    severity=Severity.MEDIUM,
    applies_to=(LOG_GROUP,),
    enforcement=MANDATORY,
    remedy="Name a KMS key in kmsKeyId whose policy lets CloudWatch Logs in.",
    checkov=("CKV_AWS_158",),
    trivy=("AWS-0017",),
    judge=own_key("kmsKeyId"),
)
