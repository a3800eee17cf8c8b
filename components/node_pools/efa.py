"""Elastic Fabric Adapter: which interface goes on which network card."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class EfaArgs:
    """The EFA interfaces of one node.

    Attributes:
        interfaces: EFA devices per node, at most one per network card.
        first_network_card: first card that can carry EFA: 0, or 1 on types such as p6-b300 whose first card
            carries IP traffic only.
    """

    interfaces: int
    first_network_card: int


@dataclass(frozen=True, kw_only=True)
class NetworkInterface:
    """Place and kind of a network interface.

    Attributes:
        network_card: index of the card.
        device: index on that card.
        kind: `interface` (IP traffic) or `efa-only` (no IP address).
    """

    network_card: int
    device: int
    kind: str


def network_interfaces(efa: EfaArgs) -> list[NetworkInterface]:
    """Return the interfaces of a node with EFA.

    One interface for IP traffic on the first card, and an EFA-only interface per card: the layout that AWS
    recommends where addresses are scarce ("Maximize network bandwidth on Amazon EC2 instances with multiple
    network cards", EC2 user guide, read 2026-11). EFA-only interfaces take no addresses from the subnet. On the
    first card the IP interface holds device 0, so EFA takes device 1 there and 0 elsewhere.
    """
    cards = range(efa.first_network_card, efa.first_network_card + efa.interfaces)
    return [
        NetworkInterface(network_card=0, device=0, kind="interface"),
        *(NetworkInterface(network_card=card, device=0 if card else 1, kind="efa-only") for card in cards),
    ]
