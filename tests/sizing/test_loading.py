"""Problems of form and of feasibility come together, in the order of the file, and do not cause each other."""

from __future__ import annotations

from typing import Any

import pytest

from evenkeel.sizing import load_platform
from evenkeel.spec import SpecError

TARGET = {"kind": "aws", "accountId": "123456789012", "region": "us-east-1", "zones": ["us-east-1a", "us-east-1b"]}


def problems_of(mapping: Any) -> dict[str, str]:
    with pytest.raises(SpecError) as caught:
        load_platform(mapping)
    return {problem.path: problem.message for problem in caught.value.problems}


def pool(**keys: Any) -> dict[str, Any]:
    return {"name": "gpu", "purpose": "inference", "instanceTypes": ["g6.xlarge"], "max": {"nodes": 1}, **keys}


def entry(**keys: Any) -> dict[str, Any]:
    model = {"name": "Qwen2.5-7B-Instruct"}
    return {"name": "chat", "pool": "gpu", "model": model, "engine": {"maxModelLen": 8192}, **keys}


def test_form_and_feasibility_are_told_together() -> None:
    found = problems_of(
        {
            "environment": "dev",
            "target": {**TARGET, "zones": ["us-east-1a", "eu-west-1a"]},
            "protect": "yes",
            "network": {"cidr": "10.0.0.0/8"},
        }
    )
    assert set(found) == {"protect", "target.zones[1]", "network.cidr"}


def test_faulty_pool_does_not_make_its_serving_entry_faulty() -> None:
    mapping = {"environment": "dev", "target": TARGET, "nodePools": [pool(name=7)], "serving": [entry()]}
    assert set(problems_of(mapping)) == {"nodePools[0].name"}


def test_faulty_serving_entry_does_not_make_the_load_balancer_faulty() -> None:
    balancer = {
        "serving": "chat",
        "host": "api.example.com",
        "certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0f4c2a1e",
        "allowedFrom": ["10.0.0.0/8"],
    }
    mapping = {
        "environment": "dev",
        "target": TARGET,
        "nodePools": [pool()],
        "serving": [entry(name=None)],
        "loadBalancer": balancer,
    }
    assert set(problems_of(mapping)) == {"serving[0].name"}


def test_other_pools_are_still_judged_beside_a_faulty_key() -> None:
    pools = [pool(instanceType="g6.xlarge"), pool(name="other", instanceTypes=["g6.xlrage"])]
    found = problems_of({"environment": "dev", "target": TARGET, "nodePools": pools})
    assert set(found) == {"nodePools[0].instanceType", "nodePools[1].instanceTypes[0]"}


@pytest.mark.parametrize("mapping", [None, [], "dev", 3, {}])
def test_what_is_no_section_is_told(mapping: Any) -> None:
    assert problems_of(mapping)
