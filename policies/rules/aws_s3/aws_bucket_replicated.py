"""What cannot be made again has a copy in another region."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Level, Resource, Severity
from policies.aws.buckets import replicas, setting
from policies.aws.kinds import BUCKET, BUCKET_REPLICATION
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import Enforcement, Parameter, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    wanted = set(settings.texts("buckets"))
    copies = replicas(view)
    for bucket in view.of_type(BUCKET):
        replication = setting(view, bucket, BUCKET_REPLICATION)
        if replication is not None:
            yield from _replication(replication)
        elif bucket.urn not in copies and wanted & set(bucket.name.split("-")):
            yield Failure(bucket, (), "has no copy in another region")


def _replication(replication: Resource) -> Iterator[Verdict]:
    for rule in properties(replication)["rules"].each():
        if rule["status"].text() != "Enabled":
            yield rule["status"].fails("is not Enabled")
        encrypted = rule.at("sourceSelectionCriteria", "sseKmsEncryptedObjects", "status")
        if encrypted.text() != "Enabled":
            yield encrypted.fails("is not Enabled, so that encrypted objects, which is all of them, stay behind")
        key = rule.at("destination", "encryptionConfiguration", "replicaKmsKeyId")
        if key.absent:
            yield key.fails("names no key for the copies")


RULE = PlanRule(
    id="aws-bucket-replicated",
    title="What cannot be made again has a copy in another region",
    why="Weights can be fetched from their hub again; weeks of training and what users said cannot.",
    severity=Severity.MEDIUM,
    applies_to=(BUCKET, BUCKET_REPLICATION),
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.DISABLED, prod=Level.MANDATORY),
    remedy="Set replicate: true on the bucket and storage.replicaRegion in the stack file.",
    checkov=("CKV_AWS_144",),
    parameters=(
        Parameter(
            name="buckets",
            default=("checkpoints", "feedback"),
            meaning="words in the logical names of the buckets that need a copy",
        ),
    ),
    judge=_judge,
)
