"""The settings of a bucket, and the name of a key, are in its region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import (
    BUCKET,
    BUCKET_ENCRYPTION,
    BUCKET_LIFECYCLE,
    BUCKET_LOGGING,
    BUCKET_OWNERSHIP,
    BUCKET_POLICY,
    BUCKET_PUBLIC_ACCESS,
    BUCKET_REPLICATION,
    BUCKET_VERSIONING,
    KEY,
)
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict

_ALIAS: Final = "aws:kms/alias:Alias"
_OWNER: Final = {
    **dict.fromkeys(
        (
            BUCKET_ENCRYPTION,
            BUCKET_LIFECYCLE,
            BUCKET_LOGGING,
            BUCKET_OWNERSHIP,
            BUCKET_POLICY,
            BUCKET_PUBLIC_ACCESS,
            BUCKET_REPLICATION,
            BUCKET_VERSIONING,
        ),
        ("bucket", BUCKET),
    ),
    _ALIAS: ("targetKeyId", KEY),
}


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for token, (name, owner_type) in _OWNER.items():
        for resource in view.of_type(token):
            region = properties(resource)["region"]
            for owner in view.sources(resource, name, owner_type):
                wanted = _region(view, owner)
                found = _region(view, resource)
                if found != wanted:
                    told = f"is {found or 'not set'}, but {owner.name} is in {wanted or 'the region of the provider'}"
                    yield region.fails(told)


def _region(view: PlanView, resource: Resource) -> str:
    own = properties(resource)["region"]
    if own.given:
        return own.text()
    provider = view.by_urn.get((resource.provider or "").rpartition("::")[0])
    return properties(provider)["region"].text() if provider is not None else ""


RULE = PlanRule(
    id="aws-region-agrees",
    title="The settings of a bucket, and the name of a key, are in its region",
    why="In another region AWS does not find the bucket: the copy that was meant for the worst day is never made.",
    severity=Severity.MEDIUM,
    applies_to=tuple(_OWNER),
    enforcement=MANDATORY,
    remedy="Pass the region of the bucket or key.",
    judge=_judge,
)
