"""The difference of two estimates is exact, by component, and says when something is missing in it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evenkeel.estimate import compare, estimate
from evenkeel.model import Band, Resource
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


def test_price_that_is_lost_by_a_move_is_told_apart_from_a_new_resource_without_one() -> None:
    home = estimate(plan(*nat_gateway("a")))
    away = estimate(plan(*nat_gateway("a"), region="xx-nowhere-1"))
    delta = compare(home, away)
    assert delta.unknown_lost == delta.unknown_added != ()
    assert delta.unknown_found == ()
    assert sum(each.unknown_added for each in delta.components) == len(delta.unknown_added)
    assert compare(away, home).unknown_found == delta.unknown_lost
    riddle = resource("aws:mystery/thing:Thing", "riddle", {})
    new = compare(home, estimate(plan(*nat_gateway("a"), riddle)))
    assert [each.name for each in new.unknown_added] == ["riddle"]
    assert new.unknown_lost == ()


def test_renamed_component_keeps_its_cost_and_what_nobody_knows_of_it() -> None:
    def of(name: str) -> tuple[Resource, ...]:
        part = resource("evenkeel:index:Part", name, {}, custom=False)
        gateway, *rest = nat_gateway(f"{name}-nat")
        riddle = resource("aws:mystery/thing:Thing", f"{name}-riddle", {})
        return (part, *(replace(each, parent=part.urn) for each in (gateway, *rest, riddle)))

    old, new = of("cache"), of("kv")
    base, head = estimate(plan(*old)), estimate(plan(*new))
    assert [each.name for each in compare(base, head).components] == ["cache", "kv"]
    renamed = {before.urn: after.urn for before, after in zip(old, new, strict=True)}
    delta = compare(base, head, renamed)
    assert delta.components == ()
    assert delta.unknown_added == delta.unknown_removed == ()


def test_two_resources_of_one_name_are_not_taken_for_each_other() -> None:
    one = estimate(plan(resource("aws:mystery/thing:Thing", "twin", {})))
    two = estimate(
        plan(resource("aws:mystery/thing:Thing", "twin", {}), resource("aws:mystery/other:Other", "twin", {}))
    )
    assert len(compare(one, two).unknown_added) == 1
