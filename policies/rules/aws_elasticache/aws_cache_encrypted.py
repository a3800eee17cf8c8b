"""The cache is encrypted on disk."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cache-encrypted",
    title="The cache is encrypted on disk",
    why="Snapshots and swap hold token counts, and with a shared KV cache what users wrote.",
    severity=Severity.HIGH,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Set atRestEncryptionEnabled to true.",
    checkov=("CKV_AWS_29",),
    trivy=("AWS-0045",),
    judge=switched("atRestEncryptionEnabled"),
    remedied=put(True, "atRestEncryptionEnabled"),
)
