"""Prices, powers and measurements are dated, exact, and known only where somebody recorded them."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from evenkeel.catalogue import (
    accelerator,
    embodied_carbon,
    grid_intensities,
    grid_sources,
    instance_type,
    part_powers,
    power_usage_effectiveness,
    service_price,
    service_prices,
    serving_throughputs,
    zones_by_region,
)
from tests.catalogue.test_records import DATA

FILES = ("embodied", "grid", "power", "pue", "service_prices", "throughput")


@pytest.mark.parametrize("name", FILES)
def test_data_files_hold_one_record_a_line(name: str) -> None:
    lines = (DATA / f"{name}.json").read_text(encoding="utf-8").splitlines()
    start = lines.index(' "records": [') + 1
    records = [json.loads(line.strip().rstrip(",")) for line in lines[start:-2]]
    assert records == json.loads("\n".join(lines))["records"]


def test_every_figure_has_source_date_and_confidence() -> None:
    found = [
        *(each.provenance for each in service_prices().values()),
        *(each.provenance for each in part_powers().values()),
        *(each.provenance for each in power_usage_effectiveness()),
        *(each.provenance for each in embodied_carbon().values()),
        *(each.provenance for each in serving_throughputs()),
    ]
    assert len(found) > 400
    assert all(each.source and each.as_of and each.confidence for each in found)


def test_price_holds_for_its_region_only() -> None:
    here, there = (service_price("nat_gateway_hour", region) for region in ("us-east-1", "eu-west-1"))
    assert here is not None
    assert there is not None
    assert (here.usd, there.usd) == (Decimal("0.045"), Decimal("0.048"))
    assert service_price("nat_gateway_hour", "us-west-2") is None
    assert service_price("elasticache_valkey_node_hour", "us-east-1") is None
    assert service_price("elasticache_valkey_node_hour", "us-east-1", "cache.r7g.large") is not None


def test_prices_are_exact_and_none_is_negative() -> None:
    assert all(each.usd >= 0 and each.unit.startswith("USD per ") for each in service_prices().values())
    assert {key for key, each in service_prices().items() if not each.usd} == {
        ("amp_storage_gb_month_first_10gb", "us-east-1", ""),
        ("budgets_budget_day", "global", ""),
    }


def test_grid_sources_are_named_and_regions_exist() -> None:
    for region, found in grid_intensities().items():
        assert region in zones_by_region()
        assert set(found.grams_per_kwh) <= set(grid_sources())
        assert found.preferred in found.grams_per_kwh
        assert all(Decimal(5) < each < Decimal(1000) for each in found.grams_per_kwh.values())
    assert grid_intensities()["us-east-1"].preferred == "us_state_2023"
    assert grid_intensities()["eu-west-1"].preferred == "country_ember_2023"


def test_buildings_add_a_little_and_the_best_site_less() -> None:
    newest, *_, best = power_usage_effectiveness()
    assert newest.year == max(each.year for each in power_usage_effectiveness())
    assert Decimal(1) < best.factor < newest.factor < Decimal("1.2")


def test_idle_power_is_below_full_power_and_near_the_vendors() -> None:
    for name, found in part_powers().items():
        assert found.idle_watts <= found.max_watts
        known = accelerator(name)
        if known is not None and known.power_watts is not None:
            assert float(found.max_watts) == pytest.approx(known.power_watts, rel=0.05)


def test_embodied_carbon_is_of_known_types_and_its_bounds_are_in_order() -> None:
    for name, found in embodied_carbon().items():
        known = instance_type(name)
        assert known is not None, name
        assert found.low < found.expected < found.high
        assert (found.accelerators is not None) == (known.accelerators is not None)
        assert found.accelerators is None or found.accelerators < found.expected


def test_measurements_are_of_known_accelerators() -> None:
    # GB200 and GB300 systems were measured; AWS's instances of them are not all in the catalogue.
    names = {each.accelerator for each in serving_throughputs()}
    assert {name for name in names if accelerator(name) is None} <= {"GB300"}
    assert all(each.tokens_per_second > 0 and each.accelerators > 0 for each in serving_throughputs())


def test_energy_per_token_agrees_with_the_power_of_the_accelerator() -> None:
    for each in serving_throughputs():
        known = accelerator(each.accelerator)
        if each.joules_per_token is None or known is None or known.power_watts is None:
            continue
        watts = each.joules_per_token * each.tokens_per_second / each.accelerators
        assert watts < Decimal(str(known.power_watts)) * Decimal("1.2"), each
