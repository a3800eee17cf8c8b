"""Images are scanned when they are pushed."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import REPOSITORY
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-image-scan",
    title="Images are scanned when they are pushed",
    why="A known hole in an image is otherwise found by whoever uses it.",
    severity=Severity.MEDIUM,
    applies_to=(REPOSITORY,),
    enforcement=MANDATORY,
    remedy="Set imageScanningConfiguration.scanOnPush to true.",
    checkov=("CKV_AWS_163",),
    trivy=("AWS-0030",),
    judge=switched("imageScanningConfiguration", "scanOnPush"),
    remedied=put(True, "imageScanningConfiguration", "scanOnPush"),
)
