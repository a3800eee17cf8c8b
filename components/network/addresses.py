"""The addressing plan: which part of a VPC's addresses each subnet gets.

A VPC is cut into quarters. Zone 1, 2 and 3 own one quarter each for their private subnet, since pods take most
addresses. The last quarter is cut into eighths: three small public subnets (load balancers and NAT), three
isolated ones (caches and databases), and two eighths that stay free. Zones own their parts by position, so a
third zone is added without moving the other two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError

LARGEST_PREFIX = 16
"""AWS takes no VPC block larger than /16."""
SMALLEST_PREFIX = 22
"""Below /22 a public subnet would be smaller than the /27 that an Application Load Balancer needs."""
MOST_ZONES = 3


@dataclass(frozen=True, kw_only=True)
class AddressPlan:
    """The CIDR of each subnet, in the order of the zones."""

    public: tuple[str, ...]
    private: tuple[str, ...]
    isolated: tuple[str, ...]


def plan_addresses(cidr: str, zones: Sequence[str]) -> AddressPlan:
    """Return the CIDRs of the subnets of a VPC.

    Args:
        cidr: IPv4 block of the VPC, /16 to /22.
        zones: two or three availability zones; a zone's addresses follow from its position.

    Raises:
        ValueError: the block or the zones do not fit; the message says what would.
    """
    if not 2 <= len(zones) <= MOST_ZONES or len(set(zones)) != len(zones):
        raise ValueError(f"zones: {', '.join(zones) or 'none'}; give 2 or {MOST_ZONES} different availability zones")
    block = _block(cidr)
    *quarters, last = block.subnets(prefixlen_diff=2)
    eighths = list(last.subnets(prefixlen_diff=3))
    return AddressPlan(
        public=tuple(str(eighths[index]) for index in range(len(zones))),
        private=tuple(str(quarters[index]) for index in range(len(zones))),
        isolated=tuple(str(eighths[MOST_ZONES + index]) for index in range(len(zones))),
    )


def _block(cidr: str) -> IPv4Network:
    try:
        block = IPv4Network(cidr, strict=False)
    except (AddressValueError, NetmaskValueError, ValueError) as error:
        raise ValueError(f"cidr: {cidr!r} is not an IPv4 block; write it like 10.20.0.0/16") from error
    if "/" not in cidr or cidr != str(block):
        raise ValueError(f"cidr: {cidr} does not start at its own boundary; write {block}")
    if block.prefixlen < LARGEST_PREFIX:
        raise ValueError(f"cidr: {cidr} is larger than AWS allows; use /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}")
    if block.prefixlen > SMALLEST_PREFIX:
        raise ValueError(
            f"cidr: {cidr} has {block.num_addresses} addresses, too few for public, private and isolated subnets; "
            f"use /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}"
        )
    if not block.is_private and not block.subnet_of(IPv4Network("100.64.0.0/10")):
        raise ValueError(
            f"cidr: {cidr} is public; use a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10"
        )
    return block
