"""Images are encrypted with a key of ours."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import not_own_key
from policies.aws.kinds import CREATION_TEMPLATE, REPOSITORY
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    encryption = properties(resource)["encryptionConfigurations"]
    given = encryption.each()
    if not given:
        yield encryption.fails("is not set")
    for each in given:
        if not each["encryptionType"].text().startswith("KMS"):
            yield each["encryptionType"].fails("is not KMS")
        else:
            yield from not_own_key(each["kmsKey"])


RULE = ResourceRule(
    id="aws-image-encrypted",
    title="Images are encrypted with a key of ours",
    why="Layers of one's own images hold code, and sometimes more.",
    severity=Severity.LOW,
    applies_to=(CREATION_TEMPLATE, REPOSITORY),
    enforcement=MANDATORY,
    remedy="Set encryptionConfigurations with the type KMS and a key.",
    checkov=("CKV_AWS_136",),
    trivy=("AWS-0033",),
    judge=_judge,
)
