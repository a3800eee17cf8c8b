"""What new nodes download through the NAT gateways: images from outside, and weights where S3 has no endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from evenkeel.catalogue import models
from evenkeel.estimate.bands import ZERO, level, plain, plus, times
from evenkeel.estimate.node_hours import node_hours
from evenkeel.estimate.plan_view import PlanView
from evenkeel.estimate.pools import NODE_POOL
from evenkeel.estimate.reading import items, text
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import Workload, pod_of, workloads
from evenkeel.model import Band

ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
_OWN: Final = ".dkr.ecr."


def images_from_outside(workload: Workload) -> bool:
    """Tell whether a workload's images come from a registry that is not AWS's own."""
    return any(_OWN not in text(each, "image") for each in items(pod_of(workload.resource), "containers"))


def has_s3_endpoint(view: PlanView) -> bool:
    """Tell whether S3 is reached without the NAT gateways."""
    return any(text(each.inputs, "serviceName").endswith(".s3") for each in view.of_type(ENDPOINT))


def downloads(situation: Situation) -> tuple[Band, str]:
    """Return the GB a month that new nodes bring in through the NAT gateways, and how that came about."""
    starts = _starts(situation)
    found: list[Band] = []
    words: list[str] = []
    images = sum(
        (starts.get(each.pool, Decimal(0)) for each in workloads(situation.view) if images_from_outside(each)),
        Decimal(0),
    )
    if images:
        found.append(times(situation.usage("imageGb"), images))
        words.append(f"imageGb x {plain(images)} new nodes")
    if not has_s3_endpoint(situation.view):
        weights = _weights(situation.view, starts)
        found.append(level(weights))
        words.append(f"{plain(weights)} GB of weights without an S3 endpoint")
    return (plus(found) if found else ZERO), " + ".join(words) or "no images from outside"


@lru_cache(maxsize=8)
def _starts(situation: Situation) -> Mapping[str, Decimal]:
    found = [node_hours(resource, situation) for resource in situation.view.of_type(NODE_POOL)]
    return {each.pool.name: each.starts for each in found}


def _weights(view: PlanView, starts: Mapping[str, Decimal]) -> Decimal:
    known = {each.hub_id: Decimal(str(each.weights_gb)) for each in models().values() if each.hub_id}
    return sum(
        (known.get(each.model, Decimal(0)) * starts.get(each.pool, Decimal(0)) for each in workloads(view)), Decimal(0)
    )
