"""The project's stacks cost what a hand calculation says, and nothing in them is left out without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from evenkeel.catalogue import on_demand_price, service_price
from evenkeel.estimate import Settings, estimate, known_kinds
from evenkeel.model import Band, Charging, Plan
from tests.stacks.plans import ROOT, STACKS, plan_of, recorded
from tests.stacks.variants import VARIANTS

PAGE = ROOT / "docs" / "estimate.md"
AWS_STACKS = ("dev", "staging", "prod")


@dataclass(frozen=True)
class Row:
    record: str
    rate: Decimal
    quantities: tuple[Decimal, ...]
    amounts: tuple[Decimal, ...]


def number(text: str) -> Decimal:
    return Decimal(text.strip("* ").replace(",", ""))


def worked_out(text: str) -> Decimal:
    """Return what sums of products come to: `2 x 730 + 10`."""
    total = Decimal(0)
    for term in text.split(" + "):
        result = Decimal(1)
        for factor in term.split(" x "):
            result *= number(factor)
        total += result
    return total


def section(stack: str) -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8")
    part = text.partition(f"\n### {stack}\n")[2].partition("\n### ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", part, re.M)][2:]


def rows(stack: str) -> Iterator[Row]:
    for cells in section(stack)[:-1]:
        yield Row(cells[1], number(cells[2]), tuple(map(worked_out, cells[3:6])), tuple(map(number, cells[6:9])))


def list_price(record: str) -> Decimal:
    name, _, where = record.partition("@")
    region, _, variant = where.partition("/")
    if name == "ec2_on_demand_hour":
        found = on_demand_price(variant, region)
        assert found is not None
        return Decimal(str(found.usd))
    price = service_price(name, region, variant)
    assert price is not None
    return price.usd


@pytest.mark.parametrize("stack", AWS_STACKS)
def test_hand_calculation_in_the_documentation_is_the_estimate_to_the_last_digit(stack: str) -> None:
    found = list(rows(stack))
    assert len(found) > 12
    for row in found:
        assert row.rate == list_price(row.record), row.record
        assert row.amounts == tuple(each * row.rate for each in row.quantities), row.record
    sums = [sum((row.amounts[end] for row in found), Decimal(0)) for end in range(3)]
    assert sums == [number(cell) for cell in section(stack)[-1][6:9]]
    usd = estimate(plan_of(stack)).totals.usd
    assert [usd.low, usd.expected, usd.high] == sums


@pytest.mark.parametrize("stack", AWS_STACKS)
def test_hand_calculation_uses_every_price_that_the_estimate_uses(stack: str) -> None:
    used = {cost.price.identifier for each in estimate(plan_of(stack)).resources for cost in each.costs}
    assert used <= {row.record for row in rows(stack)}


def every_plan() -> dict[str, Plan]:
    return {
        **{stack: plan_of(stack) for stack in STACKS},
        **{name: recorded(make()) for name, make in VARIANTS.items()},
    }


def test_every_kind_is_priced_or_known_to_be_free() -> None:
    kinds = {
        resource.type
        for plan in every_plan().values()
        for resource in plan.resources
        if resource.custom and not resource.type.startswith("pulumi:")
    }
    assert len(kinds) > 60
    assert not kinds - known_kinds()


def test_every_aws_kind_that_a_component_can_make_is_priced_or_known_to_be_free() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "components").rglob("*.py"))
    made = set(re.findall(r"\baws\.([a-z0-9]+)\.([A-Z]\w+)\(", sources))
    tokens = {
        f"aws:{module}/{name[0].lower()}{name[1:]}:{name}"
        for module, name in made
        if not name.endswith(("Args", "ArgsDict"))
    }
    assert len(tokens) > 50
    assert not tokens - known_kinds()


@pytest.mark.parametrize("stack", STACKS)
def test_sums_are_exact_over_lines_resources_and_components(stack: str) -> None:
    found = estimate(plan_of(stack))
    for end in ("low", "expected", "high"):
        lines = [
            getattr(cost.quantity, end) * getattr(cost.rates, end) for each in found.resources for cost in each.costs
        ]
        assert sum(lines) == getattr(found.totals.usd, end)
        assert sum(getattr(each.totals.usd, end) for each in found.resources) == getattr(found.totals.usd, end)
        assert sum(getattr(each.totals.usd, end) for each in found.components) == getattr(found.totals.usd, end)
        assert sum(getattr(each.totals.kwh, end) for each in found.components) == getattr(found.totals.kwh, end)
        parts = getattr(found.totals.fixed_usd, end) + getattr(found.totals.usage_usd, end)
        assert parts == getattr(found.totals.usd, end)


@pytest.mark.parametrize("stack", STACKS)
def test_bounds_are_in_order(stack: str) -> None:
    found = estimate(plan_of(stack))
    bands = [found.totals.usd, found.totals.kwh, found.totals.operational_kg, found.totals.embodied_kg]
    bands += [cost.usd for each in found.resources for cost in each.costs]
    assert all(Decimal(0) <= band.low <= band.expected <= band.high for band in bands)


@pytest.mark.parametrize("stack", AWS_STACKS)
def test_every_figure_has_a_dated_record(stack: str) -> None:
    found = estimate(plan_of(stack))
    for each in found.resources:
        for cost in each.costs:
            assert cost.price.source
            assert re.match(r"\d{4}-\d\d|undated", cost.price.as_of), cost.price
            assert cost.formula
            assert cost.price.region == each.region or cost.price.identifier.startswith("ec2_"), cost
        for energy in each.energies:
            assert len(energy.facts) >= 3
            assert energy.formula


def test_gpu_model_of_dev_is_paid_for_in_its_hours_only() -> None:
    costs = {each.component: each.totals.usd for each in estimate(plan_of("dev")).resources if each.totals.usd.high}
    hours = Decimal(730) * (11 + Decimal(10) / 60) * 5 / 168
    assert abs(costs["pool-gpu-small"].expected - hours * (Decimal("0.8048") + Decimal("0.08") * 100 / 730)) < Decimal(
        "0.01"
    )
    assert costs["pool-gpu-small"].low == costs["pool-gpu-small"].expected


def test_prices_of_the_replica_region_are_unknown_and_not_those_of_the_home_region() -> None:
    found = estimate(plan_of("prod"))
    missing = {(each.name, each.reason) for each in found.unknown_costs}
    assert ("storage-feedback-replica-bucket", "no dated price of s3_standard_gb_month in us-west-2") in missing
    assert found.totals.unknown_costs == len(found.unknown_costs) > 0
    assert not [each for each in found.resources if each.region == "us-west-2" and each.costs]


def test_existing_cluster_has_unknown_nodes_and_not_free_ones() -> None:
    found = estimate(plan_of("onprem"))
    assert found.totals.usd == Band(Decimal(0), Decimal(0), Decimal(0))
    assert [each.what for each in found.unknown_costs] == ["the nodes of its pods"]
    assert [each.what for each in found.unknown_energies] == ["electricity of the nodes of its pods"]


def test_models_bucket_holds_the_weights_that_the_plan_imports() -> None:
    bucket = next(each for each in estimate(plan_of("prod")).resources if each.name == "storage-models-bucket")
    assert bucket.costs[0].quantity.expected == Decimal("811.71") + Decimal("141.11")
    assert bucket.costs[0].charging is Charging.USAGE


def test_stated_storage_replaces_the_default_and_is_named() -> None:
    found = estimate(plan_of("prod"), Settings(storage_gb={"datasets": Decimal(20_000)}))
    bucket = next(each for each in found.resources if each.name == "storage-datasets-bucket")
    assert bucket.costs[0].quantity == Band(Decimal(20_000), Decimal(20_000), Decimal(20_000))
    assert [each.value for each in found.assumptions if each.stated] == ["objects in the bucket datasets: 20000 GB"]
