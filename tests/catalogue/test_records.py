"""The facts agree with each other, and each says where it comes from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evenkeel.catalogue import (
    accelerator,
    accelerators,
    instance_type,
    instance_types,
    is_offered,
    model,
    models,
    offerings_provenance,
    on_demand_price,
    quotas,
    regions_offering,
    zones_by_region,
)

DATA = Path(__file__).parents[2] / "evenkeel" / "catalogue" / "data"
OURS = ("accelerators", "instance_types", "models", "offerings", "prices", "quotas", "zones")


@pytest.mark.parametrize("name", OURS)
def test_data_files_hold_one_record_a_line(name: str) -> None:
    lines = (DATA / f"{name}.json").read_text(encoding="utf-8").splitlines()
    start = lines.index(' "records": [') + 1
    records = [json.loads(line.strip().rstrip(",")) for line in lines[start:-2]]
    assert records == json.loads("\n".join(lines))["records"]


def test_every_fact_has_source_date_and_confidence() -> None:
    found = [
        *(known.provenance for known in instance_types().values()),
        *(known.provenance for known in accelerators().values()),
        *(known.provenance for known in models().values()),
        *(known.provenance for known in quotas().values()),
        offerings_provenance(),
    ]
    assert len(found) > 150
    assert all(each.source and each.as_of and each.confidence for each in found)


def test_accelerators_of_instances_are_known() -> None:
    for known in instance_types().values():
        if known.accelerators is None or known.accelerators.kind == "fpga":
            continue
        found = accelerator(known.accelerators.name)
        assert found is not None, known.name
        assert found.kind == known.accelerators.kind
        assert known.family in found.families
        gigabytes = known.accelerators.memory_gib * 2**30 / 1e9
        assert gigabytes == pytest.approx(found.memory_gb, rel=0.08), known.name


def test_traps_of_other_tables_are_avoided() -> None:
    trainium2 = instance_type("trn2.48xlarge")
    assert trainium2 is not None
    assert trainium2.accelerators is not None
    assert trainium2.accelerators.memory_gib == 96
    price = on_demand_price("p5.48xlarge", "us-east-1")
    assert price is not None
    assert price.usd == 55.04
    assert on_demand_price("p5e.48xlarge", "us-east-1") is None
    assert on_demand_price("trn2.48xlarge", "us-east-1") is None


def test_offered_is_yes_no_or_unknown() -> None:
    assert is_offered("p5.48xlarge", "us-east-1") is True
    assert is_offered("p5.48xlarge", "eu-west-1") is False
    assert is_offered("p5.48xlarge", "us-gov-west-1") is None
    assert is_offered("m7i.large", "us-east-1") is None
    assert "eu-north-1" in regions_offering("p5.48xlarge")


def test_offered_regions_and_types_are_known() -> None:
    for name, known in instance_types().items():
        assert set(regions_offering(name)) <= set(zones_by_region()), name
        if known.accelerators is not None and known.quota_code is not None:
            assert known.quota_code in quotas(), name


def test_released_models_are_pinned_to_a_commit() -> None:
    for known in models().values():
        assert (known.hub_id is None) == (known.revision is None)
        if known.revision is not None:
            assert len(known.revision) == 40


def test_unknown_names_are_none() -> None:
    assert instance_type("g9.huge") is None
    assert model("GPT-9") is None
    assert accelerator("H900") is None


def test_importing_reads_no_data() -> None:
    program = (
        "import evenkeel.spec, evenkeel.catalogue.records as records, evenkeel.sizing;"
        "print(records.document.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
