"""The heads and layers of a model can be shared among the processes of its engine."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        served = engine.served()
        tensor, pipeline = (int(engine.number(f"--{way}-parallel-size", 1)) for way in ("tensor", "pipeline"))
        if served is None:
            continue
        shares = served.kv_heads % tensor == 0 or tensor % served.kv_heads == 0 or served.latent_size is not None
        if served.attention_heads % tensor or not shares:
            message = f"splits {served.attention_heads} heads ({served.kv_heads} key-value heads) into {tensor}"
            yield engine.place("--tensor-parallel-size").fails(message)
        if pipeline > served.layers:
            yield engine.place("--pipeline-parallel-size").fails(f"splits {served.layers} layers into {pipeline}")


RULE = PlanRule(
    id="platform-parallelism-divides-model",
    title="Parallelism divides the model",
    why="The engine refuses to start.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Choose a tensorParallel that divides the heads of the model.",
    judge=_judge,
)
