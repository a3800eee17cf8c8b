"""Spot instances where a pool buys on demand only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evenkeel.estimate.pools import NODE_POOL, karpenter_pool
from evenkeel.estimate.reading import at, items, text
from evenkeel.estimate.savings.idea import Idea, swapped, with_inputs
from evenkeel.estimate.situation import Situation, share
from evenkeel.model import Resource

_PATH = ("spec", "template", "spec", "requirements")
_KEY = "karpenter.sh/capacity-type"


def spot(situation: Situation) -> Iterator[Idea]:
    """Let pools that buy on demand only take spot instances first."""
    discount = situation.settings.spot_discount
    for resource in situation.view.of_type(NODE_POOL):
        pool = karpenter_pool(resource, situation.view)
        if pool.capacity != ("on-demand",):
            continue
        stated = f" at {share(discount)} off, as stated" if discount is not None else ""
        unknown = "" if discount is not None else "; no dated spot price is known: state a discount to see the figure"
        yield Idea(
            title=f"Spot instances for pool {pool.name}{stated}",
            change=f"nodePools[{pool.name}].capacity: [spot, onDemand]",
            caution=f"two minutes' notice; when one node goes, a replica over several nodes stops{unknown}",
            plan=swapped(situation.view.plan, _with_spot(resource)) if discount is not None else None,
            settings=situation.settings,
        )


def _with_spot(resource: Resource) -> Resource:
    requirements = [
        {**each, "values": ["spot", "on-demand"]} if isinstance(each, Mapping) and text(each, "key") == _KEY else each
        for each in items(at(resource.inputs, *_PATH))
    ]
    return with_inputs(resource, _PATH, requirements)
