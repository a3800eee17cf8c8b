"""Zones belong to the region, and pools stay in the zones of the target."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue import zones_by_region
from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import ExistingNetwork, Platform, Problem
from evenkeel.spec.nearest import suggestion


def check_zones(view: View) -> Iterator[Problem]:
    """Refuse unknown regions, zones of other regions, and pools and subnets elsewhere than the target."""
    target = view.aws
    if target is None:
        return
    known = zones_by_region()
    if target.region not in known:
        fix = suggestion(target.region, known)
        yield found("target.region", target.region, "is not a region that the catalogue knows", fix)
    for index, zone in enumerate(target.zones):
        zones = known.get(target.region, (zone,))
        if zone not in zones:
            message = f"is not a zone of {target.region}"
            yield found(f"target.zones[{index}]", zone, message, f"Use two or three of {', '.join(zones)}.")
    for path, pool in view.pools():
        for index, zone in enumerate(pool.zones):
            if zone not in target.zones:
                fix = f"Use one of {', '.join(target.zones)}, or add it to target.zones."
                yield found(f"{path}.zones[{index}]", zone, "is not a zone of the target", fix)
    yield from _existing_subnets(view.platform, target.zones)
    replica = view.platform.storage.replica_region if view.platform.storage else None
    if replica == target.region:
        fix = "Choose another region: a copy in the same one is lost together with it."
        yield found("storage.replicaRegion", replica, "is the target's own region", fix)
    elif replica is not None and replica not in known:
        fix = suggestion(replica, known)
        yield found("storage.replicaRegion", replica, "is not a region that the catalogue knows", fix)


def _existing_subnets(platform: Platform, zones: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(platform.network, ExistingNetwork):
        return
    subnets = platform.network.existing.subnets
    for tier, by_zone in (("public", subnets.public), ("private", subnets.private), ("isolated", subnets.isolated)):
        path = f"network.existing.subnets.{tier}"
        missing = [zone for zone in zones if zone not in by_zone]
        if missing and by_zone:
            yield found(
                path, None, f"has no subnet in {', '.join(missing)}", "Give one subnet for each zone of the target."
            )
        for zone in by_zone:
            if zone not in zones:
                yield found(f"{path}.{zone}", None, "is not a zone of the target", f"Use {', '.join(zones)}.")
