"""What is said to fit does fit."""

from __future__ import annotations

import re
from typing import Any

import pytest

from evenkeel.sizing import load_platform
from evenkeel.spec import SpecError


def stack(instance_type: str, entry: dict[str, Any]) -> dict[str, Any]:
    pool = {"name": "gpu", "purpose": "inference", "instanceTypes": [instance_type], "max": {"nodes": 16}}
    target = {"kind": "aws", "accountId": "123456789012", "region": "us-east-1", "zones": ["us-east-1a", "us-east-1b"]}
    return {
        "environment": "dev",
        "target": target,
        "nodePools": [pool],
        "serving": [{"name": "chat", "pool": "gpu", **entry}],
    }


def fix_of(mapping: dict[str, Any]) -> str:
    with pytest.raises(SpecError) as caught:
        load_platform(mapping)
    (problem,) = caught.value.problems
    assert "does not fit" in problem.message
    assert "short" in problem.message
    return problem.fix


@pytest.mark.parametrize(
    ("instance_type", "model", "length", "tensor"),
    [
        ("g6.xlarge", "Qwen3-8B", 40960, 1),
        ("g6e.12xlarge", "Qwen2.5-72B-Instruct", 32768, 2),
        ("p4d.24xlarge", "Qwen3-235B-A22B", 40960, 8),
        ("g5.xlarge", "Phi-4", 16384, 1),
        ("trn1.2xlarge", "Qwen2.5-7B-Instruct", 32768, 1),
    ],
)
def test_every_suggestion_is_accepted(instance_type: str, model: str, length: int, tensor: int) -> None:
    device = "neuron" if instance_type.startswith("trn") else "nvidia"
    engine = {"device": device, "maxModelLen": length, "tensorParallel": tensor}
    entry: dict[str, Any] = {"model": {"name": model}, "engine": engine}
    fix = fix_of(stack(instance_type, entry))
    tried = 0
    for suggestion in fix.removeprefix("What fits: ").rstrip(".").split("; "):
        words = suggestion.split()
        if words[0] in {"maxModelLen", "tensorParallel"}:
            load_platform(stack(instance_type, {**entry, "engine": {**engine, words[0]: int(words[1])}}))
            tried += 1
        elif words[0] == "nodesPerReplica":
            wider = {key: value for key, value in engine.items() if key != "tensorParallel"}
            changed = {**entry, "nodesPerReplica": int(words[1]), "engine": {**wider, "tensorParallel": int(words[4])}}
            load_platform(stack(instance_type, changed))
            tried += 1
        elif words[0] == "instanceTypes":
            for name in re.findall(r"[a-z0-9-]+\.[a-z0-9]+", suggestion):
                without = {key: value for key, value in engine.items() if key != "tensorParallel"}
                load_platform(stack(name, {**entry, "engine": without}))
                tried += 1
    assert tried
