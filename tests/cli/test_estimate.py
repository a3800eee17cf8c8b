"""`evenkeel estimate` as a person and as another tool use it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evenkeel.plan import write
from tests.cli.conftest import Fails, Workplace
from tests.estimate.plans import deployment, nat_gateway, node_pool, plan, scaler


@pytest.fixture
def saved(workplace: Workplace) -> Path:
    """A plan that needs no program: a NAT gateway and a model on GPUs."""
    path = workplace.root / "plan.json"
    pool = node_pool("gpu", ["g6.xlarge"], capacity=("spot", "on-demand"))
    write(plan(*pool, deployment("chat", "gpu", gpus=1), scaler("chat", 1, 3), *nat_gateway("a")), path)
    return path


def test_stack_is_recorded_and_estimated(workplace: Workplace) -> None:
    ended = workplace.run("estimate", "dev", "--assume", "bucketWrites=2M")
    assert ended.code == 0, ended.err
    assert "Estimate of stack dev: a month of 730 hours" in ended.out
    assert "shop-orders" in ended.out
    assert "shop-key" in ended.out


def test_plan_file_is_estimated_as_json(workplace: Workplace, saved: Path) -> None:
    ended = workplace.run("estimate", str(saved), "--json", "--assume", "natGb=1k", "--spot-discount", "50%")
    assert ended.code == 0, ended.err
    document: dict[str, Any] = json.loads(ended.out)
    assert document["kind"] == "evenkeel estimate"
    fixed = Decimal(730) * (Decimal("0.8048") / 2 + Decimal("0.045") + Decimal("0.005")) + 8
    assert Decimal(document["totals"]["fixedUsd"]["expected"]) == fixed
    assert {each["name"] for each in document["assumptions"] if each["stated"]} == {"natGb", "spotDiscount"}


def test_tokens_without_a_name_are_those_of_the_only_model(workplace: Workplace, saved: Path) -> None:
    ended = workplace.run(
        "estimate", str(saved), "--json", "--tokens-per-second", "1000", "--tokens-per-month", "2628M"
    )  # 1,000 tokens/s all month: two replicas at half load
    document: dict[str, Any] = json.loads(ended.out)
    nodes = [each for each in document["resources"] if each["name"] == "gpu-pool"]
    hours = sum(Decimal(cost["quantity"]["expected"]) for cost in nodes[0]["costs"] if cost["unit"] == "instance-hour")
    assert hours == 2 * 730


def test_explain_shows_the_records_of_a_resource(workplace: Workplace, saved: Path) -> None:
    ended = workplace.run("estimate", str(saved), "--explain", "nat-a")
    assert ended.code == 0
    assert "price: nat_gateway_hour@us-east-1, USD per hour, 2026-10-07" in ended.out
    assert "USD 32.85 = 730 hour x USD 0.045" in ended.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--fail-above-cost", "100"), 3),
        (("--fail-above-cost", "1M"), 0),
        (("--fail-above-carbon", "0.5"), 3),
        (("--fail-above-carbon", "1k"), 0),
        (("--fail-above-cost", "1M", "--fail-above-carbon", "0.5"), 3),
    ],
)
def test_gate_closes_above_the_expected_figure_and_the_report_is_printed(
    workplace: Workplace, saved: Path, arguments: tuple[str, ...], code: int
) -> None:
    ended = workplace.run("estimate", str(saved), *arguments)
    assert ended.code == code
    assert "Estimate of stack" in ended.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--tokens-per-month", "many"), "'many' is not an amount"),
        (("--storage-gb", "=3"), "has no name"),
        (("--storage-gb", "datasets=3", "--storage-gb", "datasets=4"), "given twice"),
        (("--assume", "nat=3"), "no assumption 'nat'"),
        (("--spot-discount", "100"), "from 0 to 99"),
        (("--grid", "guess"), "no grid source 'guess'"),
        (("--fail-above-cost", "-1"), "--fail-above-cost"),
        (("--json", "--explain", "nat-a"), "leave out --explain"),
        (("--explain", "nothing"), "no figures of 'nothing'"),
        (("--storage-gb", "dataset=3"), "no bucket for 'dataset'"),
        (("--tokens-per-month", "chta=1"), "serves nothing called 'chta'"),
    ],
)
def test_bad_input_is_told_with_its_fix(fails: Fails, saved: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in fails("estimate", str(saved), *arguments)


def test_file_that_is_no_plan_is_told(workplace: Workplace, fails: Fails) -> None:
    workplace.write("cut.json", '{"version": 3, "deployment"')
    assert "cut.json" in fails("estimate", "cut.json")
    assert "none.json" in fails("estimate", "none.json")


def test_number_without_a_name_is_refused_when_several_models_are_served(workplace: Workplace, fails: Fails) -> None:
    pool = node_pool("gpu", ["g6.xlarge"])
    two = plan(*pool, deployment("chat", "gpu", gpus=1), deployment("code", "gpu", gpus=1))
    write(two, workplace.root / "two.json")
    assert "NAME=NUMBER with chat or code" in fails("estimate", "two.json", "--tokens-per-month", "1M")
