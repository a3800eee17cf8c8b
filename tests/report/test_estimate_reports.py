"""Reports of an estimate show its figures, what they miss, and where each of them is from."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from evenkeel.estimate import Settings, compare, estimate, savings
from evenkeel.model import Estimate, Plan
from evenkeel.report import (
    estimate_delta_json,
    estimate_explain,
    estimate_json,
    estimate_terminal,
    explained,
    money,
)
from evenkeel.report.estimate_figures import amount
from tests.estimate.plans import deployment, nat_gateway, node_pool, plan, resource, scaler


@pytest.fixture(scope="module")
def shop() -> Plan:
    pool = node_pool("gpu", ["g6.xlarge"], capacity=("spot", "on-demand"))
    return plan(
        *pool,
        deployment("chat", "gpu", gpus=1),
        scaler("chat", 1, 3),
        *nat_gateway("a"),
        resource("aws:redshift/cluster:Cluster", "warehouse", {}),
    )


@pytest.fixture(scope="module")
def found(shop: Plan) -> Estimate:
    return estimate(shop)


def test_terminal_shows_totals_that_are_lower_bounds_when_a_cost_is_unknown(found: Estimate, shop: Plan) -> None:
    text = estimate_terminal(found, savings(shop))
    assert "cost, USD, at least" in text
    assert f"{found.totals.usd.expected:,.2f}" in text
    assert "there is no price rule for aws:redshift/cluster:Cluster: warehouse (the resource)" in text
    known = estimate(plan(*nat_gateway("a")))
    assert "at least" not in estimate_terminal(known)


def test_terminal_names_every_assumption_and_note(found: Estimate) -> None:
    text = " ".join(estimate_terminal(found, width=120).split())
    assert all(each.name in text for each in found.assumptions)
    assert all(note in text for note in found.notes)
    assert "us_state_2023" in text


def test_terminal_tells_stated_values_from_defaults(shop: Plan) -> None:
    text = estimate_terminal(estimate(shop, Settings(usage={"natGb": Decimal(7)})))
    assert text.index("stated:") < text.index("natGb") < text.index("evenkeel's own default")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_terminal_keeps_to_its_width_where_words_allow(found: Estimate, shop: Plan, width: int) -> None:
    lines = estimate_terminal(found, savings(shop), width=width).splitlines()
    section = [line for line in lines if ":" in line and len(line.split()) > 6]
    assert section
    assert max(map(len, section)) <= width


def test_explanation_can_be_reckoned_again_from_its_own_words(found: Estimate) -> None:
    text = estimate_explain(found, explained(found, "gpu-pool"), width=200)
    assert "USD 587.504 = 730 instance-hour x USD 0.8048" in text
    assert "price: ec2_on_demand_hour@us-east-1/g6.xlarge" in text
    assert "2026-07-20" in text
    assert "aws/karpenter-provider-aws" in text
    assert "Cloud" in text or "cloud-carbon-footprint" in text


def test_names_cannot_steer_the_terminal() -> None:
    evil = estimate(plan(resource("aws:ec2/natGateway:NatGateway", "a\x1b[2Jb", {}), resource("x:y:Z", "\x1b]0;c", {})))
    text = estimate_terminal(evil) + estimate_explain(evil, evil.resources)
    assert "\x1b" not in text


def test_explanation_finds_resources_by_urn_name_and_component(found: Estimate) -> None:
    (by_name,) = explained(found, "nat-a")
    assert explained(found, by_name.urn) == (by_name,)
    assert explained(found, "nothing") == ()


def test_json_holds_exact_decimals_as_text(found: Estimate, shop: Plan) -> None:
    document: dict[str, Any] = json.loads(estimate_json(found, savings(shop)))
    assert document["version"] == 1
    assert Decimal(document["totals"]["usd"]["expected"]) == found.totals.usd.expected
    lines = [cost for each in document["resources"] for cost in each["costs"]]
    assert sum(Decimal(each["usd"]["high"]) for each in lines) == found.totals.usd.high
    assert lines[0]["price"]["asOf"]
    assert document["unknownCosts"][0]["name"] == "warehouse"
    assert document["savings"]


def test_json_of_a_difference_says_when_it_may_be_another(found: Estimate) -> None:
    document: dict[str, Any] = json.loads(json.dumps(estimate_delta_json(compare(None, found))))
    assert document["atLeast"] is True
    assert Decimal(document["usd"]["change"]["low"]) == found.totals.usd.low


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "USD 0.00"),
        ("1234.5", "USD 1,234.50"),
        ("-3", "-USD 3.00"),
        ("0.0007", "USD 0.0007"),
        ("0.004", "USD 0.004"),
    ],
)
def test_money_reads_as_money(value: str, text: str) -> None:
    assert money(Decimal(value)) == text


def test_carbon_by_component_is_that_of_the_electricity_as_in_the_total(found: Estimate) -> None:
    by_component = estimate_terminal(found, width=120).partition("By component")[2]
    (pool,) = [line for line in by_component.splitlines() if line.startswith("  gpu-pool")]
    (component,) = [each for each in found.components if each.name == "gpu-pool"]
    assert component.totals.embodied_kg.expected > 0
    assert amount(component.totals.operational_kg.expected) in pool.split()
