"""The architecture picture of the project's own stacks and of variants of them."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree

import pytest

from evenkeel.model import Plan, Resource
from evenkeel.report.architecture import architecture_document, architecture_svg
from evenkeel.report.architecture.extract import architecture
from evenkeel.report.architecture.records import Architecture, LinkKind, PartKind
from evenkeel.report.architecture.routing import routed
from tests.report.architecture_checks import check_layout, ends, part_of, placed, titles
from tests.report.plans import large, small
from tests.stacks.plans import ROOT, STACKS, plan_of, platform_of, recorded
from tests.stacks.variants import VARIANTS

PLANS = {**{stack: lambda stack=stack: plan_of(stack) for stack in STACKS}, "large": large, "small": small}


@cache
def shown(name: str) -> Architecture:
    return architecture(PLANS[name]())


@cache
def variant(name: str) -> Plan:
    return recorded(VARIANTS[name]())


def named(plan: Plan, *types: str) -> list[Resource]:
    return [resource for resource in plan.resources if resource.type in types]


@pytest.mark.parametrize("name", PLANS)
def test_every_resource_is_in_exactly_one_box(name: str) -> None:
    plan = PLANS[name]()
    own = [urn for part in shown(name).parts for urn in part.urns]
    made = [each.urn for each in plan.resources if each.custom and not each.type.startswith("pulumi:")]
    assert sorted(own) == sorted(made)


@pytest.mark.parametrize("stack", STACKS)
def test_what_a_stack_file_names_has_one_box_each(stack: str) -> None:
    platform, found = platform_of(stack), shown(stack)
    assert titles(found, PartKind.SERVICE) == sorted(entry["name"] for entry in platform["serving"])
    makes_nodes = platform["target"]["kind"] == "aws"
    pools = sorted(["system", *(pool["name"] for pool in platform["nodePools"])]) if makes_nodes else []
    assert titles(found, PartKind.POOL) == pools
    balancers = len(named(plan_of(stack), "aws:lb/loadBalancer:LoadBalancer"))
    assert len(titles(found, PartKind.BALANCER)) == balancers
    assert len(titles(found, PartKind.CACHE)) == ("cache" in platform)
    buckets = named(plan_of(stack), "evenkeel:index:Bucket", "evenkeel:index:LogBucket")
    assert len(titles(found, PartKind.BUCKET)) == len(buckets)
    assert set(titles(found, PartKind.ZONE)) == set(platform["target"].get("zones", ()))


@pytest.mark.parametrize("stack", STACKS)
def test_services_run_on_the_pools_and_read_the_models_of_the_stack_file(stack: str) -> None:
    platform, found = platform_of(stack), shown(stack)
    on_aws = platform["target"]["kind"] == "aws"
    runs = {(entry["name"], entry["pool"] if on_aws else "Existing nodes") for entry in platform["serving"]}
    assert {link for link in ends(found, LinkKind.RUNS_ON) if not link[0].startswith("Model import")} == runs
    store = "models" if on_aws else "Model hub"
    assert {(entry["name"], store) for entry in platform["serving"]} <= ends(found, LinkKind.READS)
    models = {entry["name"]: entry["model"]["name"] for entry in platform["serving"]}
    assert all(models[part.title] in part.lines for part in found.parts if part.kind is PartKind.SERVICE)


def test_traffic_and_the_rest_of_prod() -> None:
    found = shown("prod")
    assert ends(found, LinkKind.TRAFFIC) == {
        ("Clients on the internet", "api"),
        ("api", "chat"),
        ("Namespace gateway", "chat"),
        ("Namespace gateway", "chat-large"),
    }
    assert ends(found, LinkKind.MAY_REACH) == {("evenkeel-prod", "cache")}
    assert ("KEDA", "chat") in ends(found, LinkKind.SCALES)
    assert ("Karpenter", "serve-h100") in ends(found, LinkKind.SCALES)
    assert ("Karpenter", "system") not in ends(found, LinkKind.SCALES)  # EKS makes those
    lines = {part.title: part.lines for part in found.parts}
    assert "2 to 6 replicas, by prometheus" in lines["chat"]
    assert lines["system"][:3] == ("m7g.xlarge", "on-demand", "3 to 6 nodes")
    assert "copied to us-west-2" in lines["checkpoints"]
    assert lines["us-east-1a"][0].startswith("public ")
    assert lines["us-east-1a"][-1] == "1 NAT gateway"


def test_a_bucket_and_a_network_that_exist_already_are_shown_as_not_of_the_stack() -> None:
    found = architecture(variant("existing-vpc"))
    assert ("chat", "acme-models") in ends(found, LinkKind.READS)
    assert ("Model imports", "acme-models") in ends(found, LinkKind.WRITES)
    assert part_of(found.parts, "acme-models").outside
    assert part_of(found.parts, "Existing VPC").lines[0] == "vpc-0123456789abcdef0"


def test_workloads_of_their_own_stack_name_the_stack_that_they_need() -> None:
    found = architecture(variant("workloads"))
    assert part_of(found.parts, "Other stack").lines[0] == "organization/evenkeel/prod-infrastructure"
    assert found.cluster.startswith("Existing cluster")


def test_a_firewall_of_the_stack_guards_its_load_balancer() -> None:
    assert ends(shown("staging"), LinkKind.GUARDS) == {("api-firewall", "api")}


@pytest.mark.parametrize("name", VARIANTS)
def test_other_stack_files_are_drawn_too(name: str) -> None:
    plan = variant(name)
    ElementTree.fromstring(architecture_svg(plan))
    check_layout(architecture(plan))


@pytest.mark.parametrize("name", PLANS)
def test_nothing_overlaps_and_all_text_fits(name: str) -> None:
    check_layout(shown(name))


@pytest.mark.parametrize("stack", STACKS)
def test_every_link_of_our_own_stacks_is_drawn_between_the_edges_of_its_ends(stack: str) -> None:
    found = shown(stack)
    layout = placed(found)
    routes = routed(found, layout)
    assert {route.link for route in routes} == set(found.links)
    for route in routes:
        target, (x, y) = layout.boxes[route.link.target], route.points[-1]
        assert x in {target.x, target.right} or y == target.y
        assert target.x <= x <= target.right
        assert target.y <= y <= target.bottom


def test_it_is_well_formed_named_and_always_the_same() -> None:
    plan = plan_of("prod")
    svg = architecture_svg(plan, identifier="prod-picture")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    spoken = {root.get("aria-labelledby")}
    assert spoken == {"prod-picture-title prod-picture-desc"}
    assert "<script" not in svg
    assert "<style" not in svg
    assert svg == architecture_svg(plan, identifier="prod-picture")
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert all(each.startswith("prod-picture") for each in ids)
    sizes = [float(each) for each in re.findall(r'font-size="([\d.]+)"', svg)]
    assert min(sizes) >= 13


def test_the_file_of_its_own_follows_the_screen() -> None:
    document = architecture_document(plan_of("onprem"))
    ElementTree.fromstring(document)
    assert "prefers-color-scheme: dark" in document


def test_the_picture_in_the_documentation_is_what_comes_out() -> None:
    written = (ROOT / "docs/pictures/prod-architecture.svg").read_text("utf-8")
    assert written == architecture_document(plan_of("prod")), "run python scripts/architecture_pictures.py prod"
