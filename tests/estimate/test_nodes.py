"""Nodes are priced from what runs on them: bounds, limits, and the ways of buying."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evenkeel.estimate import Settings, estimate
from evenkeel.model import Band, Charging, Cost, Estimate, Plan, Resource
from tests.estimate.plans import deployment, node_pool, plan, resource, scaler

G6 = Decimal("0.8048")  # g6.xlarge in us-east-1
MONTH = Decimal(730)


def instances(found: Estimate) -> list[Cost]:
    return [cost for each in found.resources for cost in each.costs if cost.unit == "instance-hour"]


def hours(found: Estimate) -> Band:
    lines = instances(found)
    return Band(
        sum((each.quantity.low for each in lines), Decimal(0)),
        sum((each.quantity.expected for each in lines), Decimal(0)),
        sum((each.quantity.high for each in lines), Decimal(0)),
    )


def gpu(*others: Resource, types: tuple[str, ...] = ("g6.xlarge",), most: int | None = 10, **options: object) -> Plan:
    pool = node_pool("gpu", types, most=most, **options)  # pyright: ignore[reportArgumentType]
    return plan(*pool, *others)


def test_bounds_follow_the_scaler() -> None:
    found = estimate(gpu(deployment("chat", "gpu", gpus=1), scaler("chat", 2, 6)))
    assert hours(found) == Band(2 * MONTH, 4 * MONTH, 6 * MONTH)
    fixed, usage = instances(found)
    assert (fixed.charging, usage.charging) == (Charging.FIXED, Charging.USAGE)
    assert fixed.usd == Band(2 * MONTH * G6, 2 * MONTH * G6, 2 * MONTH * G6)
    assert usage.usd == Band(Decimal(0), 2 * MONTH * G6, 4 * MONTH * G6)


def test_limit_of_the_pool_bounds_the_high_end() -> None:
    found = estimate(gpu(deployment("chat", "gpu", gpus=1), scaler("chat", 1, 6), most=3))
    assert hours(found).high == 3 * MONTH


def test_pods_share_a_node_as_far_as_they_fit() -> None:
    found = estimate(gpu(deployment("chat", "gpu", replicas=5, gpus=1), types=("g6e.12xlarge",)))
    assert hours(found).expected == 2 * MONTH  # four accelerators a node
    by_memory = estimate(gpu(deployment("chat", "gpu", replicas=3, memory="10Gi"), types=("c7i.4xlarge",)))
    assert hours(by_memory).expected == MONTH  # 32 GiB hold three
    by_processors = estimate(gpu(deployment("chat", "gpu", replicas=3, cpus="9"), types=("c7i.4xlarge",)))
    assert hours(by_processors).expected == 3 * MONTH


def test_nodes_of_a_group_are_all_counted() -> None:
    group = resource(
        "kubernetes:leaderworkerset.x-k8s.io/v1:LeaderWorkerSet",
        "large",
        {
            "metadata": {"name": "large", "namespace": "serving"},
            "spec": {
                "replicas": 2,
                "leaderWorkerTemplate": {
                    "size": 3,
                    "workerTemplate": {
                        "spec": {
                            "nodeSelector": {"evenkeel.dev/pool": "gpu"},
                            "containers": [{"resources": {"requests": {"nvidia.com/gpu": "1"}}}],
                        }
                    },
                },
            },
        },
    )
    assert hours(estimate(gpu(group))).expected == 6 * MONTH


def test_type_that_the_pods_do_not_fit_is_passed_over() -> None:
    found = estimate(gpu(deployment("chat", "gpu", replicas=1, gpus=2), types=("g6.xlarge", "g6.12xlarge")))
    assert [each.what for each in instances(found)] == ["g6.12xlarge, always there"]


def test_pods_that_fit_nowhere_have_unknown_nodes_and_not_free_ones() -> None:
    found = estimate(gpu(deployment("chat", "gpu", replicas=1, gpus=8)))
    assert not instances(found)
    assert [each.reason for each in found.unknown_costs] == ["its pods fit none of g6.xlarge"]
    nameless = estimate(gpu(deployment("chat", "gpu", replicas=1), types=()))
    assert [each.reason for each in nameless.unknown_costs] == ["the plan names no instance type"]


def test_cheapest_type_is_expected_and_the_dearest_bounds_it() -> None:
    found = estimate(gpu(deployment("chat", "gpu", replicas=1, gpus=1), types=("g6.2xlarge", "g6.xlarge")))
    (line,) = instances(found)
    assert line.rates == Band(G6, G6, Decimal("0.9776"))
    assert "g6.2xlarge at USD 0.9776" in line.note


def test_schedule_with_load_is_expected_in_its_hours_and_bounded_by_the_month() -> None:
    plan_ = gpu(
        deployment("chat", "gpu", gpus=1), scaler("chat", 0, 2, hours=[("0 8 * * *", "0 20 * * *", 1)], cooldown=1800)
    )
    assert hours(estimate(plan_)) == Band(Decimal("380.2083"), Decimal("380.2083"), 2 * MONTH)


def test_schedule_alone_bounds_all_ends_and_empty_nodes_stay_a_while() -> None:
    plan_ = gpu(
        deployment("chat", "gpu", gpus=1),
        scaler("chat", 0, 2, hours=[("0 8 * * *", "0 20 * * *", 1)], load=False),
        idle="1h",
    )
    wanted = Decimal("395.4167")  # 730 x 13 / 24
    assert hours(estimate(plan_)) == Band(wanted, wanted, wanted)


def test_stated_tokens_decide_the_expected_replicas() -> None:
    plan_ = gpu(deployment("chat", "gpu", gpus=1), scaler("chat", 1, 9))
    # Three replicas at half of 100 tokens/s: 150 tokens/s all month.
    load = Settings(tokens={"chat": Decimal(150 * 730 * 3600)}, tokens_per_second={"chat": Decimal(100)})
    assert hours(estimate(plan_, load)).expected == 3 * MONTH
    stated = {each.name for each in estimate(plan_, load).assumptions if each.stated}
    assert stated == {"tokens chat", "tokensPerSecond chat"}


def test_load_above_the_most_replicas_is_told() -> None:
    plan_ = gpu(deployment("chat", "gpu", gpus=1), scaler("chat", 1, 2))
    load = Settings(tokens={"chat": Decimal(10**12)}, tokens_per_second={"chat": Decimal(100)})
    found = estimate(plan_, load)
    assert hours(found).expected == 2 * MONTH
    assert any("more than there may be" in note for note in found.notes)


def test_tokens_without_a_throughput_decide_nothing_and_are_told() -> None:
    plan_ = gpu(deployment("chat", "gpu", gpus=1), scaler("chat", 1, 3))
    found = estimate(plan_, Settings(tokens={"chat": Decimal(10**9)}))
    assert hours(found).expected == 2 * MONTH
    assert any("decide no replicas" in note for note in found.notes)


def test_spot_is_priced_on_demand_until_a_discount_is_stated() -> None:
    plan_ = gpu(deployment("chat", "gpu", replicas=1, gpus=1), capacity=("spot", "on-demand"))
    (ceiling,) = instances(estimate(plan_))
    assert ceiling.rates == Band(G6, G6, G6)
    assert ceiling.purchase == "spot, then on demand"
    assert any("no dated record" in note for note in estimate(plan_).notes)
    (stated,) = instances(estimate(plan_, Settings(spot_discount=Decimal("0.6"))))
    assert stated.rates == Band(G6 * Decimal("0.4"), G6 * Decimal("0.4"), G6)
    assert stated.usd.expected == MONTH * G6 * Decimal("0.4")


def test_spot_alone_has_the_discount_at_all_ends() -> None:
    plan_ = gpu(deployment("chat", "gpu", replicas=1, gpus=1), capacity=("spot",))
    (line,) = instances(estimate(plan_, Settings(spot_discount=Decimal("0.5"))))
    assert line.rates == Band(G6 / 2, G6 / 2, G6 / 2)


def test_reservation_is_charged_on_demand() -> None:
    (line,) = instances(
        estimate(gpu(deployment("chat", "gpu", replicas=1, gpus=1), capacity=("reserved", "on-demand")))
    )
    assert line.purchase == "reserved, then on demand"
    assert line.rates.expected == G6


def managed(capacity: str, kind: str) -> Plan:
    return plan(
        resource(
            "aws:eks/nodeGroup:NodeGroup",
            "static",
            {
                "instanceTypes": [kind],
                "capacityType": capacity,
                "diskSize": 50,
                "scalingConfig": {"minSize": 1, "desiredSize": 2, "maxSize": 4},
            },
        )
    )


def test_managed_group_has_its_own_bounds() -> None:
    assert hours(estimate(managed("ON_DEMAND", "m7g.large"))) == Band(MONTH, 2 * MONTH, 4 * MONTH)


def test_capacity_block_has_its_own_price_record() -> None:
    fixed, _ = instances(estimate(managed("CAPACITY_BLOCK", "p5en.48xlarge")))
    assert fixed.price.usd == Decimal("41.61")
    assert fixed.price.identifier == "ec2_capacity_block_hour@most/p5en.48xlarge"
    assert fixed.purchase == "capacity block"
    assert "Capacity Blocks" in fixed.price.source


@pytest.mark.parametrize(
    ("kind", "region"), [("p5e.48xlarge", "us-east-1"), ("trn2.48xlarge", "us-east-1"), ("m7g.large", "eu-west-1")]
)
def test_price_without_a_record_is_unknown_and_not_zero(kind: str, region: str) -> None:
    group = managed("ON_DEMAND", kind)
    elsewhere = plan(*group.resources[1:], region=region)
    found = estimate(elsewhere)
    assert not instances(found)
    assert any(each.reason == f"no dated on-demand price of {kind} in {region}" for each in found.unknown_costs), (
        found.unknown_costs
    )


def test_pool_without_pods_is_expected_empty_and_bounded_by_its_limit() -> None:
    found = estimate(gpu(most=3))
    assert hours(found) == Band(Decimal(0), Decimal(0), 3 * MONTH)
    assert any("expected to stay empty" in note for note in found.notes)


def test_root_volumes_follow_the_node_hours() -> None:
    found = estimate(gpu(deployment("chat", "gpu", replicas=3, gpus=1)))
    volume = next(cost for each in found.resources for cost in each.costs if "root volumes" in cost.what)
    assert volume.quantity.expected == 300
    assert volume.usd.expected == 300 * Decimal("0.08")


def test_detailed_monitoring_is_listed_as_unknown() -> None:
    pool, node_class = node_pool("gpu", ["g6.xlarge"])
    watched = resource(
        node_class.type,
        node_class.name,
        {"metadata": {"name": "gpu"}, "spec": {**dict(node_class.inputs["spec"]), "detailedMonitoring": True}},  # pyright: ignore[reportArgumentType, reportCallIssue]
    )
    found = estimate(plan(pool, watched, deployment("chat", "gpu", replicas=1, gpus=1)))
    assert [each.what for each in found.unknown_costs] == ["detailed monitoring of its instances"]
    assert found.totals.unknown_costs == 1
