"""Services are priced by what the plan says of them; where it says nothing, by named assumptions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from evenkeel.estimate import Settings, SettingsError, estimate
from evenkeel.model import Band, Estimate, Value
from tests.estimate.plans import deployment, endpoint, nat_gateway, node_pool, plan, resource

MONTH = Decimal(730)


def priced(
    kind: str, inputs: Mapping[str, Value], settings: Settings | None = None, region: str = "us-east-1"
) -> Estimate:
    return estimate(plan(resource(kind, "it", inputs), region=region), settings)


def lines(found: Estimate) -> dict[str, Band]:
    return {cost.what: cost.usd for each in found.resources for cost in each.costs}


def expected(found: Estimate) -> dict[str, Decimal]:
    return {what: usd.expected for what, usd in lines(found).items()}


@pytest.mark.parametrize(
    ("day", "usd"), [(date(2026, 12, 3), Decimal(438)), (date(2026, 12, 2), Decimal(73)), (None, Decimal(73))]
)
def test_control_plane_costs_more_in_extended_support(day: date | None, usd: Decimal) -> None:
    found = priced("aws:eks/cluster:Cluster", {"version": "1.34"}, Settings(day=day))
    assert found.totals.usd.expected == usd


def test_control_plane_of_a_version_without_calendar_is_unknown() -> None:
    found = priced("aws:eks/cluster:Cluster", {"version": "1.21"}, Settings(day=date(2026, 11, 22)))
    assert [each.reason for each in found.unknown_costs] == ["the end of standard support of 1.21 is unknown"]
    assert found.totals.usd.high == 0


def test_interface_endpoints_cost_in_each_zone_and_gateway_endpoints_nothing() -> None:
    found = estimate(plan(endpoint("sts", "Interface", zones=3), endpoint("s3", "Gateway")))
    assert expected(found)["interface endpoint"] == 3 * MONTH * Decimal("0.01")
    assert {each.name for each in found.resources} == {"endpoint-sts"}


def test_public_load_balancer_pays_for_addresses_and_answers() -> None:
    subnets: list[Value] = ["a", "b", "c"]
    inside = expected(priced("aws:lb/loadBalancer:LoadBalancer", {"internal": True, "subnets": subnets}))
    outside = expected(priced("aws:lb/loadBalancer:LoadBalancer", {"internal": False, "subnets": subnets}))
    assert set(outside) - set(inside) == {"public IPv4 addresses", "answers to the internet"}
    assert outside["public IPv4 addresses"] == 3 * MONTH * Decimal("0.005")


def test_network_load_balancer_has_its_own_prices() -> None:
    found = priced("aws:lb/loadBalancer:LoadBalancer", {"loadBalancerType": "network", "internal": True})
    assert [cost.price.identifier for each in found.resources for cost in each.costs] == [
        "nlb_hour@us-east-1",
        "nlb_nlcu_hour@us-east-1",
    ]


def test_web_acl_pays_for_each_rule() -> None:
    found = expected(priced("aws:wafv2/webAcl:WebAcl", {"rules": [{}, {}, {}]}))
    assert (found["web ACL"], found["rules"]) == (Decimal(5), Decimal(3))


@pytest.mark.parametrize(
    ("inputs", "nodes"),
    [
        ({"numCacheClusters": 3}, 3),
        ({"numNodeGroups": 2, "replicasPerNodeGroup": 1}, 4),
        ({"numNodeGroups": 3}, 3),
    ],
)
def test_cache_pays_for_all_its_nodes(inputs: dict[str, Value], nodes: int) -> None:
    found = priced(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        {**inputs, "engine": "valkey", "nodeType": "cache.r7g.large"},
    )
    assert found.totals.fixed_usd.expected == nodes * MONTH * Decimal("0.1752")


def test_cache_of_a_node_type_without_record_is_unknown() -> None:
    found = priced(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        {"numCacheClusters": 1, "engine": "valkey", "nodeType": "cache.x9.large"},
    )
    assert found.totals.usd.high == 0
    assert [each.reason for each in found.unknown_costs] == [
        "no dated price of elasticache_valkey_node_hour of cache.x9.large in us-east-1"
    ]


def test_logs_pay_for_writing_and_for_the_days_they_are_kept() -> None:
    found = expected(
        priced("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 73}, Settings(usage={"logsGb": Decimal(100)}))
    )
    assert found == {"logs written": Decimal(50), "logs kept": Decimal(240) * Decimal("0.03")}


def test_logs_that_are_kept_for_ever_have_no_known_price() -> None:
    found = priced("aws:cloudwatch/logGroup:LogGroup", {})
    assert "logs kept" not in lines(found)
    assert [each.reason for each in found.unknown_costs] == ["they are kept for ever, so the amount only grows"]


def test_secret_inside_a_cloud_formation_stack_is_paid_for() -> None:
    template = {
        "Resources": {"Secret": {"Type": "AWS::SecretsManager::Secret"}, "Other": {"Type": "AWS::EC2::Instance"}}
    }
    found = priced("aws:cloudformation/stack:Stack", {"templateBody": json.dumps(template)})
    assert expected(found)["secret"] == Decimal("0.4")
    assert [each.reason for each in found.unknown_costs] == ["there is no price rule for AWS::EC2::Instance"]
    unreadable = priced("aws:cloudformation/stack:Stack", {"templateBody": "Resources: {}"})
    assert unreadable.totals.unknown_costs == 1


def test_regional_price_is_that_regions_own() -> None:
    found = expected(priced("aws:ec2/natGateway:NatGateway", {}, region="eu-west-1"))
    assert found["NAT gateway"] == MONTH * Decimal("0.048")


def test_region_without_record_is_unknown_and_not_the_default_regions_price() -> None:
    found = priced("aws:ec2/natGateway:NatGateway", {}, region="ap-south-1")
    assert found.totals.usd.high == 0
    assert "no dated price of nat_gateway_hour in ap-south-1" in {each.reason for each in found.unknown_costs}


def test_kind_without_a_rule_is_unknown() -> None:
    found = priced("aws:redshift/cluster:Cluster", {})
    assert [each.reason for each in found.unknown_costs] == ["there is no price rule for aws:redshift/cluster:Cluster"]
    assert found.totals.unknown_costs == 1


def test_images_from_outside_pass_the_nat_gateway() -> None:
    pool = node_pool("gpu", ["g6.xlarge"])
    own, foreign = (
        estimate(
            plan(
                *pool,
                deployment("chat", "gpu", replicas=1, gpus=1, image=image),
                *nat_gateway("a"),
                endpoint("s3", "Gateway"),
            )
        )
        for image in ("1.dkr.ecr.us-east-1.amazonaws.com/engine", "docker.io/vllm/engine")
    )
    assert expected(foreign)["data through it"] - expected(own)["data through it"] == 10 * Decimal("0.045")


def test_stated_assumption_takes_the_place_of_the_default() -> None:
    found = priced("aws:ec2/natGateway:NatGateway", {}, Settings(usage={"natGb": Decimal(1000)}))
    assert lines(found)["data through it"] == Band(Decimal(45), Decimal(45), Decimal(45))
    assert [(each.name, each.stated) for each in found.assumptions] == [("natGb", True)]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"usage": {"natGB": Decimal(1)}}, "no assumption 'natGB'"),
        ({"usage": {"utilisation": Decimal(2)}}, "not a share"),
        ({"usage": {"natGb": Decimal(-1)}}, "0 or more"),
        ({"tokens": {"chat": Decimal("NaN")}}, "0 or more"),
        ({"tokens_per_second": {"chat": Decimal(0)}}, "above 0"),
        ({"spot_discount": Decimal(1)}, "from 0 to 0.99"),
        ({"grid": "guess"}, "no grid source 'guess'"),
    ],
)
def test_impossible_statement_is_refused(settings: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        Settings(**settings)  # pyright: ignore[reportArgumentType]


def test_statement_about_nothing_in_the_plan_is_refused() -> None:
    pool = node_pool("gpu", ["g6.xlarge"])
    with pytest.raises(SettingsError, match="serves nothing called 'chta'; use one of chat"):
        estimate(plan(*pool, deployment("chat", "gpu", gpus=1)), Settings(tokens={"chta": Decimal(1)}))
