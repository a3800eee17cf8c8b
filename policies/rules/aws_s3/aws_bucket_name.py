"""Bucket names are good host names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import BUCKET
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    name = properties(resource)["bucket"]
    if name.known and name.given and not _NAME.fullmatch(name.text()):
        yield name.fails(f"is {name.text()}; only 3 to 63 lower-case letters, digits and hyphens work everywhere")


RULE = ResourceRule(
    id="aws-bucket-name",
    title="Bucket names are good host names",
    why="A dot breaks TLS to the bucket's own host name; upper case and underscores break it everywhere.",
    severity=Severity.LOW,
    applies_to=(BUCKET,),
    enforcement=MANDATORY,
    remedy="Leave the name out, so that Pulumi makes one, or use lower-case letters, digits and hyphens.",
    trivy=("AWS-0320",),
    judge=_judge,
)
