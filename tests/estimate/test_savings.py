"""Each idea saves what estimating the changed plan says, and none is offered where it does not hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evenkeel.estimate import Settings, estimate, savings
from evenkeel.model import Plan, Resource, Saving
from tests.estimate.plans import deployment, endpoint, model_import, nat_gateway, node_pool, plan, scaler
from tests.stacks.plans import plan_of

G6 = Decimal("0.8048")
VOLUME = Decimal("0.08") * 100
MONTH = Decimal(730)


def one(found: tuple[Saving, ...], words: str) -> Saving:
    (saving,) = [each for each in found if words in each.title]
    assert saving.usd is not None
    return saving


def titles(found: tuple[Saving, ...]) -> str:
    return "\n".join(each.title for each in found)


def serving(*others: Resource, environment: str = "dev", replicas: int | None = 1) -> Plan:
    pool = node_pool("gpu", ["g6.xlarge"])
    return plan(*pool, deployment("chat", "gpu", replicas=replicas, gpus=1), *others, environment=environment)


def test_working_hours_save_the_other_hours_outside_production() -> None:
    plan_ = serving()
    found = one(savings(plan_), "Working hours only for chat")
    up = (MONTH * (55 + 5 * Decimal(5) / 60) / 168).quantize(Decimal("0.0001"))  # 5 minutes of cooldown a day
    assert found.usd is not None
    assert abs(found.usd - (MONTH - up) * (G6 + VOLUME / MONTH)) < Decimal("0.001")
    assert found.kg is not None
    assert found.kg > 0
    assert "Working hours" not in titles(savings(serving(environment="prod")))


def test_working_hours_are_added_to_a_scaler_that_is_there() -> None:
    plan_ = serving(scaler("chat", 1, 1, cooldown=300), replicas=None)
    assert one(savings(plan_), "Working hours").usd == one(savings(serving()), "Working hours").usd


def test_model_that_sleeps_already_is_left_alone() -> None:
    plan_ = serving(scaler("chat", 0, 1, hours=[("0 8 * * *", "0 9 * * *", 1)]), replicas=None)
    assert "Working hours" not in titles(savings(plan_))


def test_spot_has_a_figure_only_with_a_stated_discount() -> None:
    unknown = [each for each in savings(serving()) if "Spot" in each.title]
    assert [(each.usd, each.kg) for each in unknown] == [(None, None)]
    stated = one(savings(serving(), Settings(spot_discount=Decimal("0.7"))), "Spot instances for pool gpu at 70 % off")
    assert stated.usd == MONTH * G6 * Decimal("0.7")


def test_spot_is_not_offered_where_it_is_bought_already() -> None:
    pool = node_pool("gpu", ["g6.xlarge"], capacity=("spot", "on-demand"))
    assert "Spot" not in titles(savings(plan(*pool, deployment("chat", "gpu", replicas=1, gpus=1))))


def test_one_nat_gateway_saves_the_others_with_their_addresses() -> None:
    gateways = [each for zone in "abc" for each in nat_gateway(zone)]
    plan_ = serving(*gateways, endpoint("s3", "Gateway"))
    found = one(savings(plan_), "One NAT gateway")
    hours = 2 * MONTH * (Decimal("0.045") + Decimal("0.005"))
    data = 2 * 222 * Decimal("0.045")  # the default is for each gateway
    assert found.usd == hours + data
    assert "NAT" not in titles(savings(serving(*gateways, environment="prod")))
    assert "NAT" not in titles(savings(serving(*nat_gateway("a"))))


def test_endpoints_save_less_than_they_cost_since_their_data_takes_the_nat_gateway() -> None:
    plan_ = serving(*nat_gateway("a"), endpoint("sts", "Interface", zones=2))
    found = one(savings(plan_), "No interface endpoints (1 of them)")
    assert found.usd == 2 * MONTH * Decimal("0.01") + 20 * (Decimal("0.01") - Decimal("0.045"))


def test_gateway_endpoint_for_s3_saves_the_weights_way_through_the_nat_gateway() -> None:
    imported = model_import("chat", "meta-llama/Llama-3.3-70B-Instruct")
    found = one(savings(serving(*nat_gateway("a"), *imported)), "A gateway endpoint for S3")
    assert found.usd == Decimal("141.11") * Decimal("0.045")
    assert "gateway endpoint" not in titles(savings(serving(*nat_gateway("a"), *imported, endpoint("s3", "Gateway"))))


def test_image_cache_saves_the_nat_gateways_data_less_what_it_keeps() -> None:
    pool = node_pool("gpu", ["g6.xlarge"])
    days = scaler("chat", 0, 1, hours=[("0 8 * * *", "0 9 * * *", 1)], load=False)
    foreign = deployment("chat", "gpu", gpus=1, image="docker.io/vllm/engine")
    plan_ = plan(*pool, foreign, days, *nat_gateway("a"), endpoint("s3", "Gateway"))
    found = one(savings(plan_), "pull-through cache for chat")
    starts = (MONTH * 7 / 168).quantize(Decimal("0.0001"))
    assert found.usd == 10 * starts * Decimal("0.045") - 20 * Decimal("0.1")


def test_cheaper_accelerators_that_hold_the_model_are_found() -> None:
    pool = node_pool("gpu", ["p5.4xlarge"])
    chat = deployment("chat", "gpu", replicas=1, gpus=1)
    found = one(
        savings(plan(*pool, chat, *model_import("chat", "Qwen/Qwen2.5-7B-Instruct"))), "1 x L4 (g6.xlarge) for chat"
    )
    assert found.usd == MONTH * (Decimal("6.88") - G6)
    assert found.kwh is not None
    assert found.kwh > 0


def test_accelerators_that_do_not_hold_the_model_are_not_offered() -> None:
    pool = node_pool("gpu", ["g6e.12xlarge"])
    chat = deployment("chat", "gpu", replicas=1, gpus=4)
    found = savings(plan(*pool, chat, *model_import("chat", "meta-llama/Llama-3.3-70B-Instruct")))
    assert "for chat" not in titles(tuple(each for each in found if " x " in each.title))


def test_one_large_node_can_replace_two() -> None:
    found = one(savings(plan_of("prod")), "8 x H200 (p5en.48xlarge) for chat-large")
    replicas = Decimal("1.5")
    assert found.usd == replicas * MONTH * (2 * Decimal("55.04") - Decimal("63.296") + VOLUME / MONTH)


def test_small_model_can_do_without_an_accelerator() -> None:
    pool = node_pool("gpu", ["g6.xlarge"])
    chat = deployment("chat", "gpu", replicas=1, gpus=1)
    small = plan(*pool, chat, *model_import("chat", "Qwen/Qwen2.5-1.5B-Instruct"))
    found = one(savings(small), "Processors (")
    assert "slower" in found.caution
    large = plan(*pool, chat, *model_import("chat", "Qwen/Qwen2.5-7B-Instruct"))
    assert "Processors" not in titles(savings(large))


def test_other_regions_compare_only_what_has_a_price_in_both() -> None:
    found = [each for each in savings(serving()) if each.title.startswith("Move to ")]
    assert 1 <= len(found) <= 2
    greenest = max(found, key=lambda each: each.kg or Decimal(0))
    assert greenest.title == "Move to eu-north-1"
    assert greenest.usd == MONTH * (G6 - Decimal("0.8536"))  # the volume has no price there
    assert "lines that have no known price there" in greenest.caution


@pytest.mark.parametrize("stack", ["dev", "staging", "prod"])
def test_savings_of_the_stacks_are_below_their_cost_and_the_largest_comes_first(stack: str) -> None:
    found = [each.usd for each in savings(plan_of(stack)) if each.usd is not None]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0
    assert found[0] < estimate(plan_of(stack)).totals.usd.expected
