"""Where instances come from: on demand, spot, or a reservation; and what does not go together."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from components.node_pools.efa import EfaArgs
from components.node_pools.errors import NodePoolError

ON_DEMAND = "on-demand"
SPOT = "spot"
RESERVED = "reserved"
CAPACITY_BLOCK = "capacity-block"


@dataclass(frozen=True, kw_only=True)
class ReservationArgs:
    """Capacity reservations that a pool draws on.

    Attributes:
        kind: `on-demand` (an On-Demand Capacity Reservation) or `capacity-block` (a Capacity Block for ML).
        ids: reservation ids (`cr-...`).
        tags: tags of the reservations, instead of ids; a value `*` means any.
        placement_group_name: placement group in which the reservation was made. Instances launched into any other
            group, or into a group where the reservation has none, fail for lack of capacity.
    """

    kind: str
    ids: list[str]
    tags: dict[str, str]
    placement_group_name: str | None


@dataclass(frozen=True, kw_only=True)
class CapacityArgs:
    """What a pool's capacity is checked by.

    Attributes:
        pool: name of the pool.
        capacity_types: `on-demand`, `spot`, `reserved`.
        zones_field: field of the pool that decides its zones.
        zone_count: how many zones it gives.
        reservation: reservations that the pool draws on.
        placement_group_name: cluster placement group.
        efa: EFA interfaces of a node.
    """

    pool: str
    capacity_types: Sequence[str]
    zones_field: str
    zone_count: int
    reservation: ReservationArgs | None
    placement_group_name: pulumi.Input[str] | None
    efa: EfaArgs | None


def check_capacity(args: CapacityArgs) -> None:
    """Refuse capacity that EC2 would refuse, or that would never come.

    Raises:
        NodePoolError: a field that does not fit the others.
    """
    known = (ON_DEMAND, SPOT, RESERVED)
    for capacity_type in args.capacity_types:
        if capacity_type not in known:
            raise NodePoolError(args.pool, "capacity_types", capacity_type, f"use {', '.join(known)}")
    if not args.capacity_types:
        raise NodePoolError(args.pool, "capacity_types", [], f"name at least one of {', '.join(known)}")
    if args.efa is not None and args.zone_count != 1:
        raise _zones(args, "EFA does not cross zones: give exactly one")
    if args.reservation is not None:
        _check_reservation(args, args.reservation)
    elif RESERVED in args.capacity_types:
        raise NodePoolError(args.pool, "capacity_types", RESERVED, "name the reservation, by ids or tags")


def _check_reservation(args: CapacityArgs, reservation: ReservationArgs) -> None:
    if reservation.kind not in (ON_DEMAND, CAPACITY_BLOCK):
        fix = f"use {ON_DEMAND} or {CAPACITY_BLOCK}"
        raise NodePoolError(args.pool, "reservation.kind", reservation.kind, fix)
    if not reservation.ids and not reservation.tags:
        raise NodePoolError(args.pool, "reservation.ids", [], "give reservation ids, or tags that select them")
    if RESERVED not in args.capacity_types:
        fix = f"add {RESERVED}, or leave the reservation out"
        raise NodePoolError(args.pool, "capacity_types", list(args.capacity_types), fix)
    if args.placement_group_name is not None:
        fix = "leave it out: instances of a reservation start in the group in which it was made, or in none"
        raise NodePoolError(args.pool, "placement_group_name", _shown(args.placement_group_name), fix)
    if reservation.kind == CAPACITY_BLOCK:
        _check_capacity_block(args)


def _check_capacity_block(args: CapacityArgs) -> None:
    if SPOT in args.capacity_types:
        fix = f"a Capacity Block is its own market: remove {SPOT}, or put it into a pool of its own"
        raise NodePoolError(args.pool, "capacity_types", list(args.capacity_types), fix)
    if args.zone_count != 1:
        raise _zones(args, "a Capacity Block lies in one zone: give that one")


def _zones(args: CapacityArgs, fix: str) -> NodePoolError:
    return NodePoolError(args.pool, f"number of {args.zones_field}", args.zone_count, fix)


def placement_group(
    reservation: ReservationArgs | None, placement_group_name: pulumi.Input[str] | None
) -> pulumi.Input[str] | None:
    """Return the placement group into which instances go: with a reservation, the reservation's own."""
    return reservation.placement_group_name if reservation is not None else placement_group_name


def _shown(name: pulumi.Input[str]) -> str:
    return name if isinstance(name, str) else "a computed name"
