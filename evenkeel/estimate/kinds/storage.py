"""Costs of buckets, their replication, log groups and images."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from evenkeel.catalogue import models
from evenkeel.estimate.bands import ZERO, level, plus, times
from evenkeel.estimate.reading import number, quantity
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.usage import BUCKET_USAGES
from evenkeel.estimate.workloads import imported_models
from evenkeel.model import Band, Charging, Cost, Resource, UnknownFigure

BUCKET: Final = "aws:s3/bucket:Bucket"
_USAGE: Final = Charging.USAGE
_DAYS = Decimal(365) / 12


def bucket(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a bucket: what it holds, and the requests to it."""
    held, words = _held(resource, situation)
    yield situation.charge(resource, "objects (S3 Standard)", "s3_standard_gb_month", held, words, charging=_USAGE)
    for what, price, name in (
        ("writes and lists", "s3_standard_put_1k", "bucketWrites"),
        ("reads", "s3_standard_get_1k", "bucketReads"),
    ):
        yield situation.charge(resource, what, price, situation.usage(name), name, charging=_USAGE)


def purpose(resource: Resource) -> str:
    """Return what a bucket is for, by the component around it: `datasets`, `models` and so on; else its name."""
    name = resource.name.removesuffix("-bucket").removesuffix("-replica")
    return next((known for known in sorted(BUCKET_USAGES, key=len, reverse=True) if name.endswith(known)), name)


def _held(resource: Resource, situation: Situation) -> tuple[Band, str]:
    kind = purpose(resource)
    stated = situation.settings.storage_gb.get(kind)
    if stated is not None:
        situation.assume(f"storage {kind}", f"objects in the bucket {kind}: {stated} GB", "", stated=True)
        return level(stated), f"stated for {kind}"
    name = BUCKET_USAGES.get(kind, "otherGb")
    if kind != "models":
        return situation.usage(name), name
    known = {each.hub_id: Decimal(str(each.weights_gb)) for each in models().values() if each.hub_id}
    imported = imported_models(situation.view)
    weights = sum((known.get(each, Decimal(0)) for each in imported), Decimal(0))
    for missing in (each for each in imported if each not in known):
        situation.note(f"the size of {missing} is unknown; it is missing in the bucket models")
    return plus([level(weights), situation.usage(name)]), f"weights of {', '.join(imported) or 'no model'} + {name}"


def replication(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price the copies of objects in another region; what they take there is the other bucket's."""
    yield situation.charge(
        resource,
        "transfer to another region",
        "data_transfer_inter_region_gb",
        situation.usage("replicationGb"),
        "replicationGb",
        charging=_USAGE,
    )


def log_group(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a log group: what is written, and what is kept."""
    written = situation.usage("logsGb")
    days = number(resource.inputs, "retentionInDays")
    yield situation.charge(resource, "logs written", "cloudwatch_logs_ingest_gb", written, "logsGb", charging=_USAGE)
    if not days:
        yield situation.unknown(resource, "logs kept", "they are kept for ever, so the amount only grows")
        return
    yield situation.charge(
        resource,
        "logs kept",
        "cloudwatch_logs_storage_gb_month",
        times(written, days / _DAYS),
        f"logsGb x {days} days kept / 30.4 days a month, not compressed",
        charging=_USAGE,
    )


def image_cache(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price the images that a pull-through cache rule keeps."""
    yield situation.charge(
        resource, "images kept", "ecr_gb_month", situation.usage("imagesGb"), "imagesGb", charging=_USAGE
    )


def claim(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price the gp3 volume of a PersistentVolumeClaim."""
    size = quantity(resource.inputs, "spec", "resources", "requests", "storage") / 2**30
    yield situation.charge(
        resource,
        "volume (gp3)",
        "ebs_gp3_gb_month",
        level(size) if size else ZERO,
        "as claimed",
        region=situation.view.home,
    )
