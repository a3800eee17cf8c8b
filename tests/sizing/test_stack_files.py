"""The stack files of the project can work, and are what the documentation says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenkeel.sizing import load_platform, load_stack_file
from evenkeel.spec import AwsTarget, ClusterTarget, NewNetwork, Platform, read_stack_file, rendition, template

STACKS = Path(__file__).parents[2] / "stacks"
NAMES = ("dev", "staging", "prod", "onprem")


def platform_of(name: str) -> Platform:
    return load_stack_file(read_stack_file(STACKS / f"Pulumi.{name}.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_rendition_describes_the_same_platform(name: str) -> None:
    platform = platform_of(name)
    again = load_platform(rendition(platform))
    assert again == platform
    assert rendition(again) == rendition(platform)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_follows_from_the_catalogue_is_left_open(name: str) -> None:
    platform = platform_of(name)
    if isinstance(platform.target, AwsTarget):
        assert platform.cluster is not None
        assert platform.cluster.version
    for pool in platform.node_pools:
        assert pool.accelerator
        assert pool.max.nodes
        assert (pool.max.accelerators is None) == (pool.accelerator == "none")
    for entry in platform.serving:
        assert entry.resources
        assert entry.engine.tensor_parallel
        assert entry.engine.pipeline_parallel
        assert entry.engine.max_model_len
        assert entry.model.hub
        assert entry.model.quantization


def test_dev_scales_to_zero_and_has_one_nat() -> None:
    platform = platform_of("dev")
    assert isinstance(platform.network, NewNetwork)
    assert platform.network.nat == "single"
    assert min(entry.scaling.min for entry in platform.serving) == 0
    assert {entry.engine.device for entry in platform.serving} == {"nvidia", "cpu"}
    assert not platform.protect


def test_prod_serves_a_large_model_over_two_nodes_in_three_zones() -> None:
    platform = platform_of("prod")
    assert isinstance(platform.target, AwsTarget)
    assert len(platform.target.zones) == 3
    assert platform.protect
    pools = {pool.name: pool for pool in platform.node_pools}
    large = next(entry for entry in platform.serving if "405B" in entry.model.name)
    assert (large.nodes_per_replica, large.engine.tensor_parallel, large.engine.pipeline_parallel) == (2, 8, 2)
    assert pools[large.pool].efa
    assert pools[large.pool].instance_types == ("p5.48xlarge",)
    seventy = next(entry for entry in platform.serving if "70B" in entry.model.name)
    assert seventy.nodes_per_replica == 1
    assert pools[seventy.pool].instance_types == ("g6e.12xlarge",)


def test_onprem_asks_nothing_of_aws() -> None:
    platform = platform_of("onprem")
    assert isinstance(platform.target, ClusterTarget)
    assert not platform.makes_infrastructure
    assert platform.network is platform.cluster is platform.storage is platform.cache is None
    assert [entry.engine.device for entry in platform.serving] == ["cpu"]


@pytest.mark.parametrize("name", ["dev", "staging-eu", "prod", "alice"])
def test_template_passes_every_check(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"Pulumi.{name}.yaml"
    path.write_text(template(name), encoding="utf-8")
    platform = load_stack_file(read_stack_file(path))
    assert platform.environment == {"staging-eu": "staging", "prod": "prod"}.get(name, "dev")
