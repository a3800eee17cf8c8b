"""Pods are packed onto nodes as a scheduler would."""

from __future__ import annotations

from typing import Any

import pytest

from evenkeel.sizing import load_platform
from evenkeel.spec import SpecError

TARGET = {"kind": "aws", "accountId": "123456789012", "region": "us-east-1", "zones": ["us-east-1a", "us-east-1b"]}


def entry(name: str, tensor: int, replicas: int, surge: int = 0) -> dict[str, Any]:
    return {
        "name": name,
        "pool": "gpu",
        "model": {"name": "Qwen2.5-7B-Instruct"},
        "engine": {"tensorParallel": tensor, "maxModelLen": 8192},
        "scaling": {"min": replicas, "max": replicas, "surge": surge},
    }


def load(limit: dict[str, int], *entries: dict[str, Any]) -> None:
    pool = {"name": "gpu", "purpose": "inference", "instanceTypes": ["g6e.12xlarge"], "max": limit}
    load_platform({"environment": "dev", "target": TARGET, "nodePools": [pool], "serving": list(entries)})


def test_small_pods_of_several_entries_share_a_node() -> None:
    load({"nodes": 1}, entry("a", 1, 2), entry("b", 2, 1))


def test_pod_that_no_longer_finds_room_is_told() -> None:
    with pytest.raises(SpecError, match=r"3 replicas of a, 1 replicas of b take 2 nodes of g6e.12xlarge, 1 are"):
        load({"nodes": 1}, entry("a", 1, 3), entry("b", 2, 1))


def test_surge_counts() -> None:
    load({"nodes": 2}, entry("a", 4, 2))
    with pytest.raises(SpecError, match=r"Raise it to 3"):
        load({"nodes": 2}, entry("a", 4, 2, surge=1))


def test_limit_of_accelerators_is_turned_into_nodes() -> None:
    load({"accelerators": 8}, entry("a", 4, 2))
    with pytest.raises(SpecError, match=r"max.accelerators: 4 is too small.*Raise it to 8"):
        load({"accelerators": 4}, entry("a", 4, 2))
