"""Figures per million tokens exist where the throughput is known, and nowhere else."""

from __future__ import annotations

from decimal import Decimal

from evenkeel.estimate import Settings, estimate
from evenkeel.model import Plan
from tests.estimate.plans import deployment, model_import, node_pool, plan


def served(kind: str, gpus: int, model: str, *arguments: str) -> Plan:
    pool = node_pool("gpu", [kind])
    chat = deployment("chat", "gpu", replicas=1, gpus=gpus, arguments=arguments or ("--dtype=bfloat16",))
    return plan(*pool, *model_import("chat", model), chat)


def test_measurement_of_this_very_set_up_is_used() -> None:
    (found,) = estimate(served("p5.4xlarge", 1, "meta-llama/Llama-3.1-8B-Instruct")).tokens
    assert found.tokens_per_second == Decimal("7036.5")  # the strictest latency of the newest record
    assert found.usd == (Decimal("6.88") * 10**6 / (Decimal("7036.5") * 3600)).quantize(Decimal("0.000001"))
    assert found.kwh is not None
    assert found.kg == (found.kwh * Decimal("0.2448")).quantize(Decimal("0.000001"))
    assert "vLLM" in found.basis


def test_share_of_a_node_is_paid_for_and_not_all_of_it() -> None:
    (whole,) = estimate(served("p5.4xlarge", 1, "meta-llama/Llama-3.1-8B-Instruct")).tokens
    (share,) = estimate(served("p5.48xlarge", 1, "meta-llama/Llama-3.1-8B-Instruct")).tokens
    assert share.usd == whole.usd  # an eighth of eight times the price


def test_other_format_count_accelerator_or_model_is_unknown() -> None:
    for kind, gpus, model, dtype in (
        ("p5.4xlarge", 1, "meta-llama/Llama-3.1-8B-Instruct", "float16"),
        ("p5.48xlarge", 2, "meta-llama/Llama-3.1-8B-Instruct", "bfloat16"),
        ("g6.xlarge", 1, "meta-llama/Llama-3.1-8B-Instruct", "bfloat16"),
        ("p5.4xlarge", 1, "acme/Model-8B", "bfloat16"),
    ):
        (found,) = estimate(served(kind, gpus, model, f"--dtype={dtype}")).tokens
        assert (found.tokens_per_second, found.usd, found.kwh, found.kg) == (None, None, None, None)
        assert found.basis.startswith(f"no measurement of {model}")


def test_nearest_measurement_is_named_and_not_used() -> None:
    (found,) = estimate(served("g6.xlarge", 1, "meta-llama/Llama-3.1-8B-Instruct")).tokens
    assert "nearest: " in found.basis
    assert found.usd is None


def test_stated_throughput_takes_precedence() -> None:
    settings = Settings(tokens_per_second={"chat": Decimal(1000)})
    (found,) = estimate(served("p5.4xlarge", 1, "meta-llama/Llama-3.1-8B-Instruct"), settings).tokens
    assert (found.tokens_per_second, found.basis) == (Decimal(1000), "stated")
    assert found.usd == (Decimal("6.88") / Decimal("3.6")).quantize(Decimal("0.000001"))


def test_unknown_price_leaves_cost_unknown_and_carbon_known() -> None:
    settings = Settings(tokens_per_second={"chat": Decimal(1000)})
    (found,) = estimate(served("p5e.48xlarge", 8, "acme/Model"), settings).tokens
    assert found.usd is None
    assert found.kwh is not None
