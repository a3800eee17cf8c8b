"""Other regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from evenkeel.catalogue import grid_intensities, is_offered, on_demand_price
from evenkeel.estimate.pools import NODE_POOL, karpenter_pool
from evenkeel.estimate.savings.idea import Idea
from evenkeel.estimate.situation import Situation

MOVE: Final = "Move to "
"""How the titles of these ideas begin; a report keeps the cheapest and the greenest of them."""


def regions(situation: Situation) -> Iterator[Idea]:
    """Move everything to another region in which the pools' instances are offered at a known price."""
    view = situation.view
    wanted = [karpenter_pool(each, view).types for each in view.of_type(NODE_POOL)]
    if not wanted or not view.home:
        return
    for region in sorted(grid_intensities()):
        if region == view.home or not all(any(_there(name, region) for name in types) for types in wanted):
            continue
        yield Idea(
            title=f"{MOVE}{region}",
            change=f"target.region: {region}",
            caution="latency, where data may be, transfer of what is stored; capacity is not looked up",
            plan=view.plan,
            settings=replace(situation.settings, region=region),
            common=True,
        )


def _there(name: str, region: str) -> bool:
    return is_offered(name, region) is not False and on_demand_price(name, region) is not None
