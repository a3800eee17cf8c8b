"""Which thresholds a change passes, and what is said of it."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from evenkeel.cli.failure import FailureError
from evenkeel.cli.refusals import refusals
from evenkeel.cli.thresholds import Thresholds, add_thresholds, thresholds
from evenkeel.diff import STANDARD, Gate
from evenkeel.model import Plan
from evenkeel.model.review import Review, Verdicts
from tests.estimate.plans import deployment, nat_gateway, node_pool, plan, resource
from tests.report.sample_reviews import costs, finding, review, verdicts


def given(*arguments: str) -> Thresholds:
    parser = ArgumentParser()
    add_thresholds(parser)
    return thresholds(parser.parse_args(arguments))


def told(base: Plan, head: Plan, *arguments: str, said: Verdicts | None = None) -> dict[str, str]:
    return {each.gate: each.reason for each in refusals(review(base, head, said=said), given(*arguments))}


def gateways(count: int) -> Plan:
    """Return a plan of NAT gateways: USD 46.49 a month each as expected (0.045 and 0.005 an hour, 222 GB at 0.045)."""
    return plan(*(part for index in range(count) for part in nat_gateway("abcdefghij"[index])))


def test_gates_are_read_by_name() -> None:
    assert given() == Thresholds(gates=STANDARD)
    assert given("--fail-on", "none").gates == frozenset()
    found = given("--fail-on", "policy, public-door")
    assert found.policy
    assert found.gates == {Gate.PUBLIC_DOOR}


@pytest.mark.parametrize(
    ("allowed", "refused"),
    [
        ("46", True),
        ("46.49", False),
        ("0", True),
        ("0.04k", True),
        ("1k", False),
        ("99%", True),
        ("100%", False),
        ("100 %", False),
        ("0%", True),
    ],
)
def test_cost_rise_is_refused_above_the_limit_only(allowed: str, refused: bool) -> None:
    found = told(gateways(1), gateways(2), "--fail-on-cost-rise", allowed)
    assert list(found) == (["cost-rise"] if refused else [])


def test_reason_of_a_cost_rise_names_figures_and_limit() -> None:
    reason = told(gateways(1), gateways(2), "--fail-on-cost-rise", "10%")["cost-rise"]
    assert "from USD 46.49 to USD 92.98 (+100.0 %)" in reason
    assert "rises by USD 46.49 a month" in reason
    assert "the limit is 10 %" in reason
    assert "the limit is USD 40.00" in told(gateways(1), gateways(2), "--fail-on-cost-rise", "40")["cost-rise"]


@pytest.mark.parametrize("allowed", ["0", "0%"])
def test_same_or_falling_cost_is_never_refused(allowed: str) -> None:
    limits = ("--fail-on-cost-rise", allowed, "--fail-on-carbon-rise", allowed)
    assert told(gateways(2), gateways(1), *limits) == {}
    assert told(gateways(2), gateways(2), *limits) == {}
    assert told(plan(), plan(), *limits) == {}


def test_any_rise_from_nothing_is_above_every_percentage() -> None:
    found = Review(change=review(plan(), gateways(1)).change, costs=costs(None, gateways(1)))
    [refusal] = refusals(found, given("--fail-on-cost-rise", "1000%"))
    assert "from USD 0.00 to USD 46.49;" in refusal.reason


def test_unknown_costs_make_it_at_least() -> None:
    riddle = resource("aws:mystery/thing:Thing", "riddle", {})
    one, two = gateways(1), gateways(2)
    with_riddle = plan(*one.resources[1:], riddle)
    limit = ("--fail-on-cost-rise", "1")
    assert "at least USD 46.49" in told(one, plan(*two.resources[1:], riddle), *limit)["cost-rise"]
    assert "it may be less" in told(with_riddle, two, *limit)["cost-rise"]
    assert "at least" not in told(one, two, *limit)["cost-rise"]


def test_carbon_rise_is_of_the_operational_carbon() -> None:
    def served(replicas: int) -> Plan:
        return plan(*node_pool("gpu", ["g6.xlarge"]), deployment("chat", "gpu", replicas=replicas, gpus=1))

    found = told(served(1), served(3), "--fail-on-carbon-rise", "150%", "--fail-on-cost-rise", "300%")
    assert list(found) == ["carbon-rise"]
    assert "(+200.0 %); the limit is 150 %" in found["carbon-rise"]
    assert "kg CO2e a month" in found["carbon-rise"]
    assert told(served(1), served(3), "--fail-on-carbon-rise", "200%") == {}


def test_what_was_not_estimated_is_refused_where_a_limit_is_set() -> None:
    found = Review(change=review(plan(), gateways(1)).change)
    assert refusals(found, given()) == ()
    limits = given("--fail-on-cost-rise", "1", "--fail-on-carbon-rise", "1%")
    assert [each.gate for each in refusals(found, limits)] == ["cost-rise", "carbon-rise"]


def test_policy_gate_refuses_new_findings_that_stop_the_deployment() -> None:
    base, head = gateways(1), gateways(2)
    stops, advice = finding("a"), finding("b", gates=False)
    policy = ("--fail-on", "policy")
    assert told(base, head, *policy, said=verdicts([stops, advice]))["policy"] == (
        "1 new finding stops the deployment: bucket-key on a"
    )
    assert told(base, head, *policy, said=verdicts([advice], stays=[stops])) == {}
    assert told(base, head, said=verdicts([stops])) == {}
    assert "the whole stack" in told(base, head, *policy, said=verdicts([finding("")]))["policy"]


def test_each_gate_that_refuses_is_named_with_its_resources() -> None:
    bucket = resource("aws:s3/bucket:Bucket", "orders", {})
    found = told(plan(bucket), plan(), "--fail-on", "stateful-delete,any-danger,public-door")
    assert list(found) == ["stateful-delete", "any-danger"]
    assert found["stateful-delete"] == "data deleted: orders"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--fail-on", "polices"), "polices is no gate; use protected-delete"),
        (("--fail-on", ""), "nothing is no gate"),
        (("--fail-on", "none,policy"), "none is no gate"),
        *(
            ((f"{option}={text}",), f"{option}: {text!r} is neither an amount nor a percentage")
            for option in ("--fail-on-cost-rise", "--fail-on-carbon-rise")
            for text in ("", "%", "abc", "-5", "-5%", "1,000", "ten%", "5%%", "nan", "inf", "USD 5", "1e999")
        ),
    ],
)
def test_bad_values_are_told_in_words(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(FailureError) as raised:
        given(*arguments)
    assert words in str(raised.value)


def test_prices_that_are_lost_are_no_saving() -> None:
    home = plan(*nat_gateway("a"))
    away = plan(*nat_gateway("a"), region="xx-nowhere-1")
    reason = told(home, away, "--fail-on-cost-rise", "1")["cost-rise"]
    assert "no longer known" in reason
    assert "nobody knows whether the cost rises" in reason
    assert "no longer known" in told(home, away, "--fail-on", "unknown-cost")["unknown-cost"]
    assert told(home, away) == {}
    assert told(away, home, "--fail-on", "unknown-cost") == {}


def test_new_resource_without_a_price_is_refused_only_where_that_is_asked_for() -> None:
    one = gateways(1)
    with_riddle = plan(*one.resources[1:], resource("aws:mystery/thing:Thing", "riddle", {}))
    assert told(one, with_riddle, "--fail-on-cost-rise", "1") == {}
    assert told(one, with_riddle, "--fail-on", "unknown-cost") == {
        "unknown-cost": "1 cost more has no known price: riddle (the resource)"
    }
    assert told(with_riddle, one, "--fail-on", "unknown-cost") == {}
