"""The difference of two estimates is exact, by component, and says when something is missing in it."""

from __future__ import annotations

from decimal import Decimal

from evenkeel.estimate import compare, estimate
from evenkeel.model import Band
from tests.estimate.plans import deployment, nat_gateway, node_pool, plan, resource

NOTHING = Band(Decimal(0), Decimal(0), Decimal(0))
MONTH = Decimal(730)


def test_estimate_does_not_differ_from_itself() -> None:
    found = estimate(plan(*nat_gateway("a")))
    delta = compare(found, found)
    assert delta.usd.change == delta.kwh.change == delta.kg.change == NOTHING
    assert delta.components == ()
    assert not delta.at_least


def test_more_replicas_cost_more_at_every_end() -> None:
    pool = node_pool("gpu", ["g6.xlarge"])
    base = estimate(plan(*pool, deployment("chat", "gpu", replicas=1, gpus=1), *nat_gateway("a")))
    head = estimate(plan(*pool, deployment("chat", "gpu", replicas=3, gpus=1), *nat_gateway("a")))
    delta = compare(base, head)
    more = 2 * (MONTH * Decimal("0.8048") + 8)
    assert delta.usd.change == Band(more, more, more)
    assert [each.name for each in delta.components] == ["gpu-pool"]
    assert delta.kg.change.expected > 0
    back = compare(head, base)
    assert back.usd.change.expected == -more


def test_stack_that_comes_or_goes_is_compared_with_nothing() -> None:
    found = estimate(plan(*nat_gateway("a")))
    assert compare(None, found).usd.change == found.totals.usd
    assert compare(found, None).usd.change.expected == -found.totals.usd.expected
    assert compare(None, None).usd.change == NOTHING


def test_unknown_costs_are_told_apart_by_side() -> None:
    known = estimate(plan(*nat_gateway("a")))
    unknown = estimate(plan(*nat_gateway("a"), resource("aws:redshift/cluster:Cluster", "warehouse", {})))
    delta = compare(known, unknown)
    assert [each.name for each in delta.unknown_added] == ["warehouse"]
    assert delta.unknown_removed == ()
    assert delta.at_least
    assert [each.name for each in compare(unknown, known).unknown_removed] == ["warehouse"]
