"""The addressing plan never overlaps, keeps what it gave, and refuses what cannot work."""

from ipaddress import IPv4Network
from itertools import combinations

import pytest

from components.network import plan_addresses

TWO = ["us-east-1a", "us-east-1b"]
THREE = [*TWO, "us-east-1c"]


@pytest.mark.parametrize("zones", [TWO, THREE])
@pytest.mark.parametrize("cidr", ["10.20.0.0/16", "10.0.32.0/19", "100.64.0.0/18", "192.168.4.0/22"])
def test_subnets_lie_in_the_block_and_never_overlap(cidr: str, zones: list[str]) -> None:
    plan = plan_addresses(cidr, zones)
    blocks = [IPv4Network(text) for text in (*plan.public, *plan.private, *plan.isolated)]
    assert len(blocks) == 3 * len(zones)
    assert all(block.subnet_of(IPv4Network(cidr)) for block in blocks)
    assert not [pair for pair in combinations(blocks, 2) if pair[0].overlaps(pair[1])]


def test_pods_get_most_addresses() -> None:
    plan = plan_addresses("10.20.0.0/16", THREE)
    assert plan.private == ("10.20.0.0/18", "10.20.64.0/18", "10.20.128.0/18")
    assert plan.public == ("10.20.192.0/21", "10.20.200.0/21", "10.20.208.0/21")
    assert plan.isolated == ("10.20.216.0/21", "10.20.224.0/21", "10.20.232.0/21")


def test_third_zone_does_not_move_the_others() -> None:
    two, three = plan_addresses("10.20.0.0/16", TWO), plan_addresses("10.20.0.0/16", THREE)
    assert (three.public[:2], three.private[:2], three.isolated[:2]) == (two.public, two.private, two.isolated)


def test_smallest_block_still_holds_a_load_balancer_in_each_public_subnet() -> None:
    plan = plan_addresses("10.20.0.0/22", THREE)
    assert all(IPv4Network(block).prefixlen <= 27 for block in plan.public)


@pytest.mark.parametrize(
    ("cidr", "message"),
    [
        ("10.20.0.0/23", r"cidr: 10\.20\.0\.0/23 has 512 addresses, too few .* use /16 to /22"),
        ("10.0.0.0/8", r"cidr: 10\.0\.0\.0/8 is larger than AWS allows"),
        ("10.20.0.1/16", r"cidr: 10\.20\.0\.1/16 does not start at its own boundary; write 10\.20\.0\.0/16"),
        ("10.20.0.0", r"does not start at its own boundary|is not an IPv4 block"),
        ("8.8.0.0/16", r"cidr: 8\.8\.0\.0/16 is public"),
        ("fd00::/48", r"is not an IPv4 block"),
        ("ten", r"cidr: 'ten' is not an IPv4 block"),
        ("10.20.0.0/40", r"is not an IPv4 block"),
    ],
)
def test_unusable_block_is_refused(cidr: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        plan_addresses(cidr, THREE)


@pytest.mark.parametrize("zones", [[], ["us-east-1a"], ["us-east-1a", "us-east-1a"], [*THREE, "us-east-1d"]])
def test_other_than_two_or_three_different_zones_are_refused(zones: list[str]) -> None:
    with pytest.raises(ValueError, match=r"zones: .* give 2 or 3 different availability zones"):
        plan_addresses("10.20.0.0/16", zones)
