"""Electricity and carbon follow from dated powers, and what nobody published stays unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evenkeel.estimate import Settings, estimate
from evenkeel.model import Band, Energy, Estimate, Plan
from tests.estimate.plans import deployment, node_pool, plan, resource

MONTH = Decimal(730)


def one_node(kind: str, region: str = "us-east-1", gpus: int = 1) -> Plan:
    pool = node_pool("gpu", [kind])
    return plan(*pool, deployment("chat", "gpu", replicas=1, gpus=gpus), region=region)


def of_node(found: Estimate) -> Energy:
    return next(energy for each in found.resources for energy in each.energies if energy.what != "root volumes")


def test_electricity_is_idle_and_load_of_every_part_times_pue() -> None:
    found = of_node(estimate(one_node("p4d.24xlarge", gpus=8)))
    processors = 96 * (Decimal("0.74") + Decimal("0.5") * (Decimal("3.5") - Decimal("0.74")))
    memory = 1152 * Decimal("0.392")
    disks = 8000 * Decimal("0.0012")
    accelerators = 8 * (46 + Decimal("0.5") * (407 - 46))
    kwh = MONTH * (processors + memory + disks + accelerators) / 1000 * Decimal("1.14")
    assert abs(found.kwh.expected - kwh) < Decimal("0.0001")
    assert found.operational_kg.expected == found.kwh.expected * Decimal("0.2448")
    assert found.embodied_kg is not None
    assert abs(found.embodied_kg.expected - Decimal(5600) * MONTH / 52560) < Decimal("0.0001")


def test_idle_power_that_nobody_published_is_a_named_assumption() -> None:
    found = estimate(one_node("g6.xlarge"))
    assert "idleShare" in {each.name for each in found.assumptions}
    assert "idleShare" not in {each.name for each in estimate(one_node("g4dn.xlarge")).assumptions}


def test_grid_source_can_be_chosen_and_then_has_no_spread() -> None:
    free = of_node(estimate(one_node("g6.xlarge")))
    chosen = of_node(estimate(one_node("g6.xlarge"), Settings(grid="ccf_region")))
    assert chosen.operational_kg.expected == chosen.kwh.expected * Decimal("0.379069")
    assert chosen.operational_kg.high == chosen.kwh.high * Decimal("0.379069")
    assert free.operational_kg.high == free.kwh.high * Decimal("0.3844")
    assert free.operational_kg.low == free.kwh.low * Decimal("0.2448")
    assert "ccf_region" in estimate(one_node("g6.xlarge"), Settings(grid="ccf_region")).grid


def test_grid_source_that_does_not_know_the_region_leaves_carbon_unknown() -> None:
    found = estimate(one_node("g6.xlarge", "eu-north-1"), Settings(grid="us_state_2023"))
    assert found.totals.operational_kg.high == 0
    assert "no carbon per kWh of eu-north-1 in us_state_2023" in {each.reason for each in found.unknown_energies}


def test_region_outside_the_usa_takes_its_countrys_rate() -> None:
    found = estimate(one_node("g6.xlarge", "eu-north-1"))
    assert of_node(found).operational_kg.expected == of_node(found).kwh.expected * Decimal("0.0407")
    assert "country_ember_2023" in found.grid


def test_region_without_a_rate_has_unknown_carbon() -> None:
    found = estimate(one_node("g6.xlarge", "us-gov-west-1"))
    assert found.totals.operational_kg.high == 0
    assert "no carbon per kWh of us-gov-west-1" in {each.reason for each in found.unknown_energies}


def test_accelerator_without_published_power_is_unknown_beside_its_host() -> None:
    pool = node_pool("neuron", ["inf2.xlarge"])
    found = estimate(plan(*pool, deployment("chat", "neuron", replicas=1)))
    assert of_node(found).kwh.expected > 0
    assert [each.what for each in found.unknown_energies] == ["electricity of 1 x Inferentia2"]
    assert found.totals.unknown_energies == 1


@pytest.mark.parametrize(
    ("kind", "kg"),
    [
        ("m7g.xlarge", Decimal(220) / 4),  # a quarter of the vCPUs of m7g.4xlarge
        (
            "g6e.12xlarge",
            Decimal(2217) / 2 + (5700 - Decimal(2217)) / 4,
        ),  # half of the accelerators, a quarter of the rest
    ],
)
def test_size_that_nobody_modelled_takes_its_share_of_its_family(kind: str, kg: Decimal) -> None:
    found = of_node(estimate(one_node(kind, gpus=4 if kind.startswith("g") else 0)))
    assert found.embodied_kg is not None
    assert abs(found.embodied_kg.expected - kg * MONTH / 52560) < Decimal("0.0001")
    assert any("its share" in fact for fact in found.facts)


def test_family_that_nobody_modelled_has_unknown_embodied_carbon() -> None:
    found = estimate(one_node("p5e.48xlarge", gpus=8))
    assert of_node(found).embodied_kg is None
    assert "embodied carbon of p5e.48xlarge" in {each.what for each in found.unknown_energies}


def test_services_that_aws_runs_are_listed_as_unknown() -> None:
    found = estimate(plan(resource("aws:eks/cluster:Cluster", "cluster", {"version": "1.36"})))
    assert [each.reason for each in found.unknown_energies] == ["AWS publishes no power of it"]
    assert found.totals.kwh == Band(Decimal(0), Decimal(0), Decimal(0))
