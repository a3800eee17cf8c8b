"""What the catalogue says of a pool's instance types becomes what its nodes offer."""

from __future__ import annotations

import pytest

from components.node_pools import AcceleratorArgs, EfaArgs, NodePoolError, extended_resources, pool_facts


def test_h100_pool_with_efa_offers_its_gpus_and_interfaces() -> None:
    facts = pool_facts("train", ["p5.48xlarge"], efa=True)
    assert facts.accelerator == AcceleratorArgs(kind="nvidia", name="H100", count=8)
    assert facts.efa == EfaArgs(interfaces=32, first_network_card=0)
    assert facts.local_nvme
    assert extended_resources(facts.accelerator, facts.efa) == {"nvidia.com/gpu": 8, "vpc.amazonaws.com/efa": 32}


@pytest.mark.parametrize(
    ("instance_type", "resource", "count"),
    [
        ("inf2.48xlarge", "aws.amazon.com/neuron", 12),
        ("trn1.32xlarge", "aws.amazon.com/neuron", 16),
        ("f2.48xlarge", "evenkeel.dev/fpga", 8),
    ],
)
def test_other_accelerators_have_resources_of_their_own(instance_type: str, resource: str, count: int) -> None:
    facts = pool_facts("pool", [instance_type], efa=False)
    assert extended_resources(facts.accelerator, facts.efa) == {resource: count}


def test_cpu_pool_offers_nothing_beyond_the_ordinary() -> None:
    facts = pool_facts("pool", ["m7g.large"], efa=False)
    assert (facts.architecture, facts.accelerator, facts.efa, facts.local_nvme) == ("arm64", None, None, False)


def test_types_of_several_sizes_count_as_the_smallest() -> None:
    facts = pool_facts("pool", ["g6e.48xlarge", "g6e.xlarge"], efa=False)
    assert facts.accelerator == AcceleratorArgs(kind="nvidia", name="L40S", count=1)


@pytest.mark.parametrize(
    ("instance_types", "efa", "message"),
    [
        (["p7.huge"], False, "does not know it"),
        ([], False, "name at least one"),
        (["m7g.large", "m7i.large"], False, "one architecture"),
        (["g6e.xlarge", "g6.xlarge"], False, "one accelerator model"),
        (["g6e.xlarge", "c7i.large"], False, "one accelerator model"),
        (["g6e.24xlarge", "g6e.48xlarge"], True, "differ in EFA interfaces"),
        (["g6e.xlarge"], True, "efa: false"),
    ],
)
def test_types_that_do_not_go_together_are_refused(instance_types: list[str], efa: bool, message: str) -> None:
    with pytest.raises(NodePoolError, match=message):
        pool_facts("pool", instance_types, efa=efa)
