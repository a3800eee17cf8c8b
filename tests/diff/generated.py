"""Stack files made by chance from a seed: each is accepted as a platform, and differs from the one before."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

from evenkeel.sizing import load_platform
from evenkeel.spec import SpecError
from tests.stacks.plans import platform_of

Mapped = dict[str, Any]
Mutation = Callable[[Mapped, random.Random], None]

SEED = 20261122
STARTS = ("dev", "staging", "onprem")
PAIRED = 12
"""How many are made from one start before the next one is taken."""


def _tag(platform: Mapped, dice: random.Random) -> None:
    tags = platform.setdefault("tags", {})
    tags[f"tag{dice.randrange(3)}"] = f"value-{dice.randrange(100)}"


def _untag(platform: Mapped, dice: random.Random) -> None:
    tags: Mapped = platform.get("tags") or {}
    if tags:
        tags.pop(dice.choice(sorted(tags)))


def _resize_pool(platform: Mapped, dice: random.Random) -> None:
    pool = dice.choice(platform["nodePools"])
    pool["max"] = {"nodes": dice.randint(1, 12)}


def _label_pool(platform: Mapped, dice: random.Random) -> None:
    dice.choice(platform["nodePools"]).setdefault("labels", {})[f"team-{dice.randrange(3)}"] = f"t{dice.randrange(9)}"


def _taint_pool(platform: Mapped, dice: random.Random) -> None:
    effect = dice.choice(["NoSchedule", "PreferNoSchedule", "NoExecute"])
    dice.choice(platform["nodePools"])["taints"] = [{"key": "example.com/reserved", "value": "yes", "effect": effect}]


def _buy(platform: Mapped, dice: random.Random) -> None:
    dice.choice(platform["nodePools"])["capacity"] = dice.choice([["spot"], ["onDemand"], ["spot", "onDemand"]])


def _add_pool(platform: Mapped, dice: random.Random) -> None:
    name = f"extra-{dice.randrange(3)}"
    platform["nodePools"] = [pool for pool in platform["nodePools"] if pool["name"] != name]
    if dice.random() < 0.7:
        kinds = dice.sample(["c7i.4xlarge", "c7i.8xlarge", "m7i.4xlarge", "g6.xlarge"], 1)
        platform["nodePools"].append(
            {"name": name, "purpose": "inference", "instanceTypes": kinds, "max": {"nodes": dice.randint(1, 5)}}
        )


def _scale(platform: Mapped, dice: random.Random) -> None:
    least = dice.randint(1, 3)
    scaling = {"min": least, "max": least + dice.randint(0, 3)}
    dice.choice(platform["serving"])["scaling"] = scaling


def _length(platform: Mapped, dice: random.Random) -> None:
    engine = dice.choice(platform["serving"]).setdefault("engine", {})
    engine["maxModelLen"] = dice.choice([2048, 4096, 8192])


def _stream(platform: Mapped, dice: random.Random) -> None:
    dice.choice(platform["serving"])["slo"] = {"longestStreamSeconds": dice.choice([60, 120, 300, 600])}


def _admit(platform: Mapped, dice: random.Random) -> None:
    dice.choice(platform["serving"])["allowedFrom"] = dice.sample(["gateway", "batch", "default", "tools"], 2)


def _drop_service(platform: Mapped, dice: random.Random) -> None:
    if len(platform["serving"]) > 1:
        platform["serving"].pop(dice.randrange(len(platform["serving"])))


def _copy_service(platform: Mapped, dice: random.Random) -> None:
    twin = copy.deepcopy(dice.choice(platform["serving"]))
    twin["name"] = f"copy-{dice.randrange(4)}"
    if all(entry["name"] != twin["name"] for entry in platform["serving"]):
        platform["serving"].append(twin)


def _swap_services(platform: Mapped, dice: random.Random) -> None:
    dice.shuffle(platform["serving"])
    dice.shuffle(platform["nodePools"])


def _network(platform: Mapped, dice: random.Random) -> None:
    platform.setdefault("network", {})["nat"] = dice.choice(["single", "perZone"])


def _address(platform: Mapped, dice: random.Random) -> None:
    platform.setdefault("network", {})["cidr"] = f"10.{dice.choice([60, 61, 62])}.0.0/16"


def _zones(platform: Mapped, dice: random.Random) -> None:
    zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
    platform["target"]["zones"] = zones[: dice.randint(2, 3)]


def _cache(platform: Mapped, dice: random.Random) -> None:
    choices: list[Mapped | None] = [None, {}, {"replicas": 1}, {"nodeType": "cache.r7g.large", "replicas": 2}]
    chosen = dice.choice(choices)
    platform.pop("cache", None)
    if chosen is not None:
        platform["cache"] = chosen


def _guard(platform: Mapped, dice: random.Random) -> None:
    platform["protect"] = dice.random() < 0.5


def _admins(platform: Mapped, dice: random.Random) -> None:
    role = f"arn:aws:iam::123456789012:role/{dice.choice(['PlatformAdmin', 'OnCall', 'BreakGlass'])}"
    platform.setdefault("cluster", {})["admins"] = [role]


def _lifecycle(platform: Mapped, dice: random.Random) -> None:
    store = platform.setdefault("storage", {}).setdefault(dice.choice(["datasets", "checkpoints", "logs"]), {})
    store["lifecycle"] = {"expireAfterDays": dice.choice([30, 60, 90])}


def _environment(platform: Mapped, dice: random.Random) -> None:
    platform["environment"] = dice.choice(["dev", "staging", "prod"])


MUTATIONS: tuple[Mutation, ...] = (
    _tag, _untag, _resize_pool, _label_pool, _taint_pool, _buy, _add_pool, _scale, _length, _stream, _admit,
    _drop_service, _copy_service, _swap_services, _network, _address, _zones, _cache, _guard, _admins, _lifecycle,
    _environment,
)  # fmt: skip


def platforms(count: int, seed: int = SEED) -> Iterator[Mapped]:
    """Yield mappings that `load_platform` takes; each was made from the one before, now and then from a fresh start."""
    dice = random.Random(seed)
    current = dict(platform_of(STARTS[0]))
    for index in range(count):
        if index % PAIRED == 0:
            current = dict(platform_of(STARTS[index // PAIRED % len(STARTS)]))
        else:
            current = _next(current, dice)
        yield copy.deepcopy(current)


def _next(current: Mapped, dice: random.Random) -> Mapped:
    while True:
        candidate = copy.deepcopy(current)
        for mutation in dice.sample(MUTATIONS, dice.randint(1, 5)):
            mutation(candidate, dice)
        try:
            load_platform(copy.deepcopy(candidate))
        except SpecError:
            continue
        if candidate != current:
            return candidate
