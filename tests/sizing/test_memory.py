"""Weights and KV cache against published figures, and against sums done by hand."""

from __future__ import annotations

import pytest

from evenkeel.catalogue import model, models
from evenkeel.sizing import ModelFacts, Parallelism, memory_need, model_facts
from evenkeel.spec import Engine, Model

GIB = 2**30


def facts_of(name: str) -> ModelFacts:
    found = model_facts(Model.model_validate({"name": name}))
    assert found is not None
    return found


def engine(**keys: object) -> Engine:
    return Engine.model_validate(keys)


@pytest.mark.parametrize(
    ("name", "bytes_per_token"),
    [
        ("Llama-3.1-8B-Instruct", 2 * 32 * 8 * 128 * 2),
        ("Llama-3.1-405B-Instruct", 2 * 126 * 8 * 128 * 2),
        ("DeepSeek-V3", 61 * (512 + 64) * 2),
        ("GPT-3 175B", 2 * 96 * 96 * 128 * 2),
    ],
)
def test_cache_of_a_token_counts_what_the_attention_keeps(name: str, bytes_per_token: int) -> None:
    known = model(name)
    assert known is not None
    heads = known.latent_size if known.latent_size is not None else 2 * known.kv_heads * known.head_size
    assert known.layers * heads * 2 == bytes_per_token


def test_weights_follow_from_parameters_and_format() -> None:
    for known in models().values():
        if known.quantization == "none":
            assert known.weights_gb == pytest.approx(known.parameters * 2 / 1e9, rel=0.002), known.name


def test_405b_over_two_nodes_of_eight_h100_fits() -> None:
    need = memory_need(
        facts_of("Llama-3.1-405B-Instruct"), engine(maxModelLen=131072), Parallelism(8, 2, 2), accelerator_gib=80
    )
    assert need.weights == pytest.approx(811.71e9 / GIB / 16)
    assert need.kv_per_token * GIB == pytest.approx(516096 / 16)
    assert need.short == 0
    assert need.cached_tokens > 5 * 131072


def test_405b_on_one_node_of_eight_h100_does_not_fit() -> None:
    need = memory_need(
        facts_of("Llama-3.1-405B-Instruct"), engine(maxModelLen=4096), Parallelism(8, 1, 1), accelerator_gib=80
    )
    assert need.short == pytest.approx(need.needed - 80 * 0.92)
    assert need.short > 20


def test_more_processes_than_key_value_heads_repeat_the_cache() -> None:
    facts = facts_of("Qwen2.5-7B-Instruct")  # 4 key-value heads
    four = memory_need(facts, engine(), Parallelism(4, 1, 1), accelerator_gib=80)
    assert four.kv_per_token * GIB == pytest.approx(57344 / 4)
    eight = memory_need(facts, engine(), Parallelism(8, 1, 1), accelerator_gib=80)
    assert eight.kv_per_token == four.kv_per_token


def test_latent_cache_is_not_split_by_tensor_parallelism() -> None:
    facts = facts_of("DeepSeek-V3")
    one = memory_need(facts, engine(), Parallelism(1, 1, 1), accelerator_gib=80)
    eight = memory_need(facts, engine(), Parallelism(8, 1, 1), accelerator_gib=80)
    assert eight.kv_per_token == one.kv_per_token


def test_longest_stage_counts_when_layers_do_not_divide() -> None:
    facts = facts_of("DeepSeek-V3")  # 61 layers
    need = memory_need(facts, engine(), Parallelism(8, 2, 2), accelerator_gib=80)
    assert need.weights == pytest.approx(689e9 / GIB / 8 * 31 / 61)


def test_fp8_cache_takes_half() -> None:
    facts = facts_of("Qwen3-8B")
    wide = memory_need(facts, engine(), Parallelism(1, 1, 1), accelerator_gib=24)
    narrow = memory_need(facts, engine(kvCacheDataType="fp8"), Parallelism(1, 1, 1), accelerator_gib=24)
    assert narrow.kv_per_token == wide.kv_per_token / 2
