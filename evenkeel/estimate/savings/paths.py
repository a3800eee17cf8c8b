"""Cheaper paths for data: NAT gateways, endpoints, a cache of images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from evenkeel.estimate.kinds.downloads import ENDPOINT, has_s3_endpoint, images_from_outside
from evenkeel.estimate.kinds.network import NAT
from evenkeel.estimate.reading import items, text
from evenkeel.estimate.savings.idea import Idea, changed, environment, put, swapped
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import Workload, pod_path, workloads
from evenkeel.model import Resource, Value

_ADDRESS: Final = "aws:ec2/eip:Eip"
_CACHE_RULE: Final = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule"


def one_nat_gateway(situation: Situation) -> Iterator[Idea]:
    """Outside production, share one NAT gateway among the zones."""
    gateways = list(situation.view.of_type(NAT))
    if len(gateways) < 2 or environment(situation.view) in {"", "prod"}:
        return
    others = {each.urn for each in gateways[1:]}
    used = {urn for each in gateways[1:] for urn in each.property_dependencies.get("allocationId", ())}
    yield Idea(
        title="One NAT gateway for all zones",
        change="network.nat: single",
        caution="its zone's failure cuts the others off; traffic between zones costs extra",
        plan=changed(situation.view.plan, lambda each: None if each.urn in others | used else each),
        settings=situation.settings,
    )


def fewer_endpoints(situation: Situation) -> Iterator[Idea]:
    """Outside production, go through the NAT gateway instead of interface endpoints."""
    endpoints = [
        each for each in situation.view.of_type(ENDPOINT) if text(each.inputs, "vpcEndpointType") == "Interface"
    ]
    gateways = sum(1 for _ in situation.view.of_type(NAT))
    if not endpoints or not gateways or environment(situation.view) in {"", "prod"}:
        return
    moved = situation.usage("endpointGb").expected * len(endpoints) / gateways
    usage = {**situation.settings.usage, "natGb": situation.usage("natGb").expected + moved}
    gone = {each.urn for each in endpoints}
    yield Idea(
        title=f"No interface endpoints ({len(endpoints)} of them)",
        change="network.endpoints: []",
        caution="calls to AWS leave through the NAT gateway, whose data costs more than an endpoint's",
        plan=changed(situation.view.plan, lambda each: None if each.urn in gone else each),
        settings=replace(situation.settings, usage=usage),
    )


def s3_endpoint(situation: Situation) -> Iterator[Idea]:
    """Reach S3 through a gateway endpoint, which is free."""
    gateway = next(situation.view.of_type(NAT), None)
    if gateway is None or has_s3_endpoint(situation.view):
        return
    endpoint = _beside(
        gateway,
        ENDPOINT,
        "s3",
        {"serviceName": f"com.amazonaws.{situation.view.home}.s3", "vpcEndpointType": "Gateway"},
    )
    plan = situation.view.plan
    yield Idea(
        title="A gateway endpoint for S3",
        change="a VPC endpoint of type Gateway for com.amazonaws.REGION.s3 in every private route table",
        caution="none: it is free, and faster",
        plan=replace(plan, resources=(*plan.resources, endpoint)),
        settings=situation.settings,
    )


def image_cache(situation: Situation) -> Iterator[Idea]:
    """Pull images through ECR instead of through the NAT gateway."""
    gateway = next(situation.view.of_type(NAT), None)
    outside = [each for each in workloads(situation.view) if images_from_outside(each)]
    if gateway is None or not outside:
        return
    plan = swapped(situation.view.plan, *(_pulled_through(each) for each in outside))
    rule = _beside(gateway, _CACHE_RULE, "images", {})
    names = ", ".join(each.name for each in outside)
    yield Idea(
        title=f"Images through ECR's pull-through cache for {names}",
        change="images.pullThroughCache.registries: the registry of these images",
        caution="docker.io and ghcr.io want credentials",
        plan=replace(plan, resources=(*plan.resources, rule)),
        settings=situation.settings,
    )


def _pulled_through(workload: Workload) -> Resource:
    path = (*pod_path(workload.resource), "containers")
    containers = [
        {**each, "image": f"cache.dkr.ecr.{text(each, 'image')}"} if isinstance(each, Mapping) else each
        for each in items(workload.resource.inputs, *path)
    ]
    return replace(
        workload.resource, inputs=cast("Mapping[str, Value]", put(workload.resource.inputs, path, containers))
    )


def _beside(other: Resource, kind: str, name: str, inputs: Mapping[str, Value]) -> Resource:
    return Resource(
        urn=f"{other.urn}-{name}",
        type=kind,
        name=f"{other.name}-{name}",
        custom=True,
        parent=other.parent,
        provider=other.provider,
        inputs=inputs,
    )
