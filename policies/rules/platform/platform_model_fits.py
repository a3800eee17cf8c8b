"""A model fits into the memory of its accelerators, with the cache of one request of full length."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue import CatalogueModel
from evenkeel.model import Severity
from policies.kubernetes.engines import Engine, all_engines
from policies.kubernetes.memory import UTILIZATION, context_of, kv_gib_per_token, need_of_rank, rank_memory, weights_gib
from policies.kubernetes.quantities import GIB, quantity
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        served = engine.served()
        if served is None:
            continue
        if engine.devices is None:
            yield from _on_processors(engine, served)
            continue
        memory = min(rank_memory(view, engine), default=None)
        if memory is None:
            continue
        available = memory * engine.number("--gpu-memory-utilization", UTILIZATION)
        needed = need_of_rank(engine, served)
        if needed > available:
            message = f"{served.name} needs {needed:.0f} GiB of each accelerator, and may take {available:.0f} GiB"
            yield engine.container["args"].fails(message)


def _on_processors(engine: Engine, served: CatalogueModel) -> Iterator[Verdict]:
    memory = engine.container.at("resources", "limits", "memory")
    cache = engine.variable("VLLM_CPU_KVCACHE_SPACE")
    space = cache.number() if cache is not None else 0
    needed = weights_gib(engine, served) + space
    if memory.given and needed > quantity(memory) / GIB:
        yield memory.fails(f"is {memory.text()}, and {served.name} with its cache needs {needed:.1f} GiB")
    request = kv_gib_per_token(engine, served) * context_of(engine, served)
    if cache is not None and request > space:
        yield cache.fails(f"is {space:g} GiB, and one request of full length needs {request:.1f} GiB")


RULE = PlanRule(
    id="platform-model-fits",
    title="Models fit into the memory of their accelerators",
    why="Otherwise the engine loads for minutes, fails, and starts again, on the most expensive nodes there are.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Take more accelerators or larger ones, a shorter maxModelLen, or a quantised model.",
    judge=_judge,
)
